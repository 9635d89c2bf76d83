"""OWASP SAMM's score over a whole framework, against values worked out by hand."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.score_document import scorecard_as_published, scorecard_as_tree
from scoring.scorecard import MethodNotKnown, Scorecard, methods_of, score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

VALUES = (0, 0.25, 0.5, 1)
ANSWERS = {"levels": [{"number": n, "title": f"Answer {n}", "summary": ".", "value": v} for n, v in enumerate(VALUES)]}
MATURITY = {"levels": [{"number": n, "title": f"Maturity {n}", "summary": "."} for n in range(4)]}
STEPS = {0: "No", 1: "Some", 2: "Half", 3: "All"}
PRACTICES = {"G": ("G-AA", "G-BB"), "V": ("V-CC",)}
"""Two functions: one of two practices, one of a single practice; each practice has the streams A and B."""
NOT_APPLICABLE = "n/a"


def question(id_: str, rung: int | None) -> dict[str, Any]:
    return practice_tree(id_, scale=ANSWERS, rung=rung, levels=STEPS)


def questions_of(practice: str, letter: str) -> list[str]:
    return [f"{practice}-{letter}-{level}-1" for level in (1, 2, 3)]


def samm_framework(**fields: Any) -> Framework:
    domains = []
    for function, practices in PRACTICES.items():
        groups = [
            {
                "id": practice,
                "title": practice,
                "children": [
                    {"id": f"{practice}-{letter}", "title": letter, "practices": questions_of(practice, letter)}
                    for letter in "AB"
                ],
            }
            for practice in practices
        ]
        asked = [id_ for practice in practices for letter in "AB" for id_ in questions_of(practice, letter)]
        own = [question(id_, int(id_.split("-")[3])) for id_ in asked]
        head = {"id": function, "title": function, "short": function, "question": "?"}
        domains.append({**head, "practices": own, "children": groups})
    defaults = {"method": "samm", "scale": MATURITY, "presets": [{"id": "full", "title": "Full", "summary": "."}]}
    bare = framework_of({"X": [practice_tree("X-1")]}, **{**defaults, **fields}).model_dump()
    return Framework.model_validate({**bare, "domains": domains})


FRAMEWORK = samm_framework()


def answer(practice: str, given: float | str) -> Answer:
    if given == NOT_APPLICABLE:
        return Answer(practice=practice, state="not_applicable", reason="It does not apply.", recheck=TODAY)
    return Answer(practice=practice, level=VALUES.index(float(given)))


def answers_of(table: Mapping[str, Sequence[float | str | None]]) -> list[Answer]:
    """Answers by stream, for its levels 1, 2 and 3; None stays unanswered."""
    return [
        answer(f"{stream}-{level}-1", given)
        for stream, row in table.items()
        for level, given in enumerate(row, start=1)
        if given is not None
    ]


def card_of(table: Mapping[str, Sequence[float | str | None]], framework: Framework = FRAMEWORK) -> Scorecard:
    return score_assessment(assessment_of(answers_of(table)), framework, TODAY)


WORKED = {
    "G-AA-A": (1, 0.5, 0.25),
    "G-AA-B": (0.5, 0.25, 0),
    "G-BB-A": (0.25, 0, 0),
    "G-BB-B": (1, 1, 1),
    "V-CC-A": (1, 1, 0.5),
    "V-CC-B": (0, 0, 0),
}


def test_practice_is_the_sum_over_levels_of_the_mean_of_its_streams() -> None:
    # G-AA: 3/4 + 3/8 + 1/8 = 5/4; G-BB: 5/8 + 1/2 + 1/2 = 13/8; V-CC: 1/2 + 1/2 + 1/4 = 5/4.
    card = card_of(WORKED)
    governance, verification = card.domains
    assert [child.score.headline.value for child in governance.children] == [Fraction(5, 4), Fraction(13, 8)]
    assert verification.children[0].score.headline.value == Fraction(5, 4)


def test_function_is_the_mean_of_its_practices_and_the_whole_the_mean_of_its_functions() -> None:
    card = card_of(WORKED)
    assert [domain.score.headline.value for domain in card.domains] == [Fraction(23, 16), Fraction(5, 4)]
    assert card.overall.headline.value == Fraction(43, 32)
    assert card.overall.method == "samm"


def test_stream_is_the_sum_of_its_own_levels() -> None:
    first, second = card_of(WORKED).domains[0].children[0].children
    assert first.score.headline.value == Fraction(7, 4)
    assert second.score.headline.value == Fraction(3, 4)


def test_third_level_alone_counts_as_much_as_the_first_alone() -> None:
    first, third = ({"V-CC-A": row, "V-CC-B": row} for row in ((1, 0, 0), (0, 0, 1)))
    assert card_of(first).domain("V").score.headline.value == card_of(third).domain("V").score.headline.value == 1


def test_level_that_does_not_apply_leaves_and_the_others_carry_the_whole_scale() -> None:
    row = (1, 0.5, NOT_APPLICABLE)
    card = card_of({"V-CC-A": row, "V-CC-B": row})
    assert card.domain("V").score.headline.value == Fraction(9, 4)


def test_stream_that_does_not_apply_leaves_its_level_to_the_other() -> None:
    card = card_of({"V-CC-A": (1, 0.5, 0), "V-CC-B": (NOT_APPLICABLE,) * 3})
    assert card.domain("V").score.headline.value == Fraction(3, 2)
    assert card.domain("V").children[0].children[1].score.state == "not_applicable"


def test_unanswered_is_neither_0_nor_left_out_of_the_bounds() -> None:
    # The toolbox counts what is blank as 0: that is our lower bound.
    score = card_of({"V-CC-A": (1, None, 0), "V-CC-B": (1, None, None)}).domain("V").score
    assert score.headline.value == Fraction(3, 2)
    assert (score.headline.low, score.headline.high) == (1, Fraction(5, 2))


def test_nothing_answered_gives_no_value_between_the_ends_of_the_scale() -> None:
    headline = card_of({}).overall.headline
    assert (headline.value, headline.low, headline.high) == (None, 0, 3)


def test_several_questions_of_one_level_and_stream_count_as_their_mean() -> None:
    tree = samm_framework().model_dump()
    verification = tree["domains"][1]
    verification["practices"] += (question("V-CC-A-1-2", 1),)
    verification["children"][0]["children"][0]["practices"] += ("V-CC-A-1-2",)
    framework = Framework.model_validate(tree)
    given = [*answers_of({"V-CC-A": (1, 0, 0), "V-CC-B": (1, 0, 0)}), answer("V-CC-A-1-2", 0)]
    card = score_assessment(assessment_of(given), framework, TODAY)
    assert card.domain("V").score.headline.value == Fraction(3, 4)


def test_what_stands_under_no_practice_counts_as_one_more() -> None:
    tree = samm_framework().model_dump()
    tree["domains"][1]["practices"] += (question("V-X", None),)
    given = [*answers_of({"V-CC-A": (1, 1, 1), "V-CC-B": (1, 1, 1)}), answer("V-X", 0)]
    card = score_assessment(assessment_of(given), Framework.model_validate(tree), TODAY)
    assert card.domain("V").score.headline.value == Fraction(3, 2)


def test_samm_is_offered_only_where_it_is_the_framework_s_own() -> None:
    other = samm_framework(method="mean")
    assert "samm" in methods_of(FRAMEWORK)
    assert {"mean", "gated", "mean_of_means"} <= set(methods_of(other)) == set(methods_of(FRAMEWORK)) - {"samm"}
    with pytest.raises(MethodNotKnown, match="does not fit") as raised:
        score_assessment(assessment_of([]), other, TODAY, "samm")
    assert "samm" not in raised.value.faults[0].mend
    assert score_assessment(assessment_of([]), FRAMEWORK, TODAY, "mean").overall.method == "mean"


def test_levels_are_published_as_the_values_of_their_answers_and_kept_as_steps() -> None:
    card = card_of(WORKED)
    published = {one["id"]: one["level"] for one in scorecard_as_published(card)["practices"]}
    kept = {one["id"]: one["level"] for one in scorecard_as_tree(card)["practices"]}
    assert published["G-AA-A-3-1"] == 0.25
    assert kept["G-AA-A-3-1"] == 1
    assert scorecard_as_published(card_of({}))["practices"][0]["level"] is None


def test_lowest_level_is_published_on_the_scale_of_the_framework() -> None:
    card = card_of({"V-CC-A": (0.25, 0.5, 1)})
    assert scorecard_as_published(card)["domains"][1]["lowest_level"] == 0.75


STREAMS = tuple(WORKED)
given_answers = st.fixed_dictionaries(
    {stream: st.tuples(*[st.sampled_from((*VALUES, None, NOT_APPLICABLE))] * 3) for stream in STREAMS}
)


def every_headline(card: Scorecard) -> list[Any]:
    practices = [child for domain in card.domains for child in domain.children]
    streams = [child for practice in practices for child in practice.children]
    return [card.overall.headline, *(one.score.headline for one in (*card.domains, *practices, *streams))]


@given(given_answers)
def test_every_score_lies_between_0_and_3_and_within_its_bounds(table: dict[str, tuple[Any, ...]]) -> None:
    for headline in every_headline(card_of(table)):
        if headline.low is not None:
            assert 0 <= headline.low <= headline.high <= 3
        if headline.value is not None and headline.low == headline.high:
            assert headline.value == headline.low


@given(given_answers, st.data())
def test_better_answer_lowers_no_score(table: dict[str, tuple[Any, ...]], draws: st.DataObject) -> None:
    stream = draws.draw(st.sampled_from(STREAMS))
    place = draws.draw(st.integers(0, 2))
    raised = [
        value for value in VALUES if isinstance(table[stream][place], float | int) and value >= table[stream][place]
    ]
    if not raised:
        return
    row = (*table[stream][:place], draws.draw(st.sampled_from(raised)), *table[stream][place + 1 :])
    before, after = every_headline(card_of(table)), every_headline(card_of({**table, stream: row}))
    for old, new in zip(before, after, strict=True):
        for name in ("value", "low", "high"):
            assert getattr(old, name) is None or getattr(old, name) <= getattr(new, name)


@given(
    st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES)),
    st.integers(0, 2),
)
def test_any_level_that_does_not_apply_rescales_by_three_halves(
    one: tuple[float, ...], other: tuple[float, ...], gap: int
) -> None:
    rows = [[*row[:gap], NOT_APPLICABLE, *row[gap:]] for row in (one, other)]
    score = card_of({"V-CC-A": rows[0], "V-CC-B": rows[1]}).domain("V").score
    assert score.headline.value == Fraction(3, 2) * sum(Fraction(value) for value in (*one, *other)) / 2
