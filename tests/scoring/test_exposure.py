"""What stands against a threat: the table of layers, the index and its bounds, challenges and posture."""

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer, Evidence
from scoring.exposure import (
    STAGES,
    Exposure,
    ThreatLens,
    fail_independently,
    fail_together,
    failures,
    find_exposure,
    posture_tilt,
)
from scoring.organization import Profile
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, days_before, framework_of, practice_tree

HIGHEST = 5
LAST_DAY = 90 + 365
"""Age in days at which evidence of the kind `record` has half of its weight left: grace and one half-life."""

shares = st.integers(0, 99).map(lambda hundredths: Fraction(hundredths, 100))
Acting = list[tuple[Fraction, int]]
acting = st.lists(st.tuples(shares, st.integers(0, HIGHEST)), max_size=8)
weighed = st.lists(st.tuples(shares, st.integers(0, HIGHEST), st.integers(1, 5)), min_size=1, max_size=8)


def independently(layers: Acting) -> Fraction:
    """The index of layers that fail by themselves."""
    return fail_independently(failures([share for share, _ in layers], [level for _, level in layers], HIGHEST))


def together(layers: Acting) -> Fraction:
    """The index of layers that fail for one cause."""
    return fail_together(failures([share for share, _ in layers], [level for _, level in layers], HIGHEST))


def stepped(layers: Acting, place: int) -> Acting:
    """The same with one layer a level higher."""
    share, level = layers[place]
    return [*layers[:place], (share, level + 1), *layers[place + 1 :]]


@given(acting, st.integers(0, 7))
def test_exposure_never_rises_with_a_level(layers: Acting, place: int) -> None:
    assume(place < len(layers) and layers[place][1] < HIGHEST)
    better = stepped(layers, place)
    assert independently(better) <= independently(layers)
    assert together(better) <= together(layers)


@given(acting)
def test_layers_that_fail_independently_never_let_more_through_than_those_that_fail_together(layers: Acting) -> None:
    assert 0 <= independently(layers) <= together(layers) <= 1


@given(acting)
def test_nothing_in_place_is_full_exposure(layers: Acting) -> None:
    nothing = [(share, 0) for share, _ in layers]
    assert independently(nothing) == together(nothing) == 1


@given(acting, st.lists(st.integers(0, HIGHEST), min_size=8, max_size=8), st.integers(0, 7))
def test_a_step_reduces_exposure_less_where_more_is_in_place(layers: Acting, more: list[int], place: int) -> None:
    """The reduction is DR-submodular: the same step never gains more from a higher start."""
    assume(place < len(layers))
    higher = [(share, max(level, other)) for (share, level), other in zip(layers, more, strict=False)]
    assume(higher[place][1] < HIGHEST)
    gain = independently(layers) - independently(stepped(layers, place))
    later = independently(higher) - independently(stepped(higher, place))
    assert gain >= later >= 0


def test_example_of_the_method_is_computed_exactly() -> None:
    layers = [(Fraction(1, 2), 5), (Fraction(2, 5), 3), (Fraction(3, 10), 0)]
    assert failures([share for share, _ in layers], [5, 3, 0], 5) == [Fraction(1, 2), Fraction(19, 25), 1]
    assert independently(layers) == Fraction(38, 100)
    assert together(layers) == Fraction(1, 2)


@given(weighed, st.integers(1, HIGHEST))
def test_equal_levels_have_no_tilt(practices: list[tuple[Fraction, int, int]], level: int) -> None:
    proactive, _, weights = zip(*practices, strict=True)
    assert posture_tilt(proactive, [level] * len(practices), weights) == 0


@given(weighed)
def test_tilt_is_a_difference_of_shares_and_none_where_nothing_is_reached(
    practices: list[tuple[Fraction, int, int]],
) -> None:
    proactive, levels, weights = zip(*practices, strict=True)
    assert posture_tilt(proactive, [0] * len(practices), weights) is None
    tilt = posture_tilt(proactive, levels, weights)
    assert (tilt is None) == (not any(levels))
    assert tilt is None or -1 < tilt < 1


_PARTLY_OPEN = st.lists(
    st.tuples(st.integers(0, 10), st.none() | st.integers(0, HIGHEST), st.integers(1, 3)), min_size=1, max_size=4
)
"""Proactive tenths, level or open, weight."""


def practice(id_: str, share: float = 0.4, **fields: Any) -> dict[str, Any]:
    """A practice against the threat `t` and the challenge `c`, which prevents unless said otherwise."""
    acts = {"threats": ["t"], "challenges": ["c"], "stages": ["prevent"], "proactive": 0.5}
    return practice_tree(id_, **{**acts, "effectiveness": {"t": share}, **fields})


SMALL = framework_of(
    {
        "A": [
            practice("A-1", 0.5, stages=["prevent", "detect"], proactive=1.0),
            practice("A-2", 0.4, proactive=0.2),
            practice("A-3", 0.3, stages=["respond"], weight=2, proactive=0.6),
            practice("A-4", 0.2, applies_to=["messaging"]),
            practice_tree("A-5"),
        ],
    }
)


def lens(*answers: Answer, framework: Framework = SMALL, kinds: tuple[str, ...] = ("ugc",)) -> ThreatLens:
    """What stands against the threats with these answers; without messaging, unless another profile is given."""
    assessment = assessment_of(answers, Profile(kinds=kinds))
    return find_exposure(score_assessment(assessment, framework, TODAY), assessment, framework)


def backed(id_: str, level: int, *, supports: int | None = None, age: int = 0) -> Answer:
    """An answer with one piece of evidence."""
    record = Evidence(title="Record", date=days_before(age), level=level if supports is None else supports)
    return Answer(practice=id_, level=level, evidence=(record,))


def states(*answers: Answer) -> list[str]:
    """What stands at each of the four stages."""
    return [cell.state for cell in lens(*answers).threats[0].cells]


def exposure_of(*answers: Answer, framework: Framework = SMALL) -> Exposure:
    """The index of the one threat."""
    found = lens(*answers, framework=framework).threats[0].exposure
    assert found is not None
    return found


def test_stage_is_open_single_or_layered_by_the_practices_that_count() -> None:
    assert states() == ["open", "open", "open", "nothing_applies"]
    assert states(backed("A-1", 3)) == ["single", "single", "open", "nothing_applies"]
    assert states(backed("A-1", 3), backed("A-2", 5)) == ["layered", "single", "open", "nothing_applies"]
    cells = lens(backed("A-1", 3), backed("A-2", 5)).threats[0].cells
    assert [cell.counting for cell in cells] == [("A-1", "A-2"), ("A-1",), (), ()]
    assert [cell.stage for cell in cells] == list(STAGES)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (backed("A-1", 3), "counts"),
        (backed("A-1", 2), "below"),
        (backed("A-1", 2, supports=5), "below"),
        (backed("A-1", 4, supports=3), "counts"),
        (backed("A-1", 4, supports=2), "not_backed"),
        (Answer(practice="A-1", level=5), "not_backed"),
        (backed("A-1", 3, age=LAST_DAY), "counts"),
        (backed("A-1", 3, age=LAST_DAY + 1), "not_backed"),
        (backed("A-1", 3, age=-1), "not_backed"),
        (Answer(practice="A-1", state="not_known"), "open"),
    ],
)
def test_practice_counts_at_level_three_with_evidence_in_date_for_it(answer: Answer, state: str) -> None:
    layer = lens(answer).threats[0].layers[0]
    assert (layer.practice_id, layer.state, layer.level) == ("A-1", state, answer.level)


def test_practice_that_does_not_apply_or_is_out_of_scope_takes_no_part() -> None:
    waived = Answer(practice="A-2", state="not_applicable", reason="It does not apply.", recheck=TODAY)
    view = lens(waived).threats[0]
    assert [layer.practice_id for layer in view.layers] == ["A-1", "A-3"]
    assert [layer.practice_id for layer in lens(kinds=("messaging",)).threats[0].layers] == ["A-1", "A-2", "A-3", "A-4"]
    lapsed = Answer(practice="A-2", state="not_applicable", reason=".", recheck=days_before(1))
    assert lens(lapsed).threats[0].layers[1].state == "open"


def test_open_practice_is_named_and_may_close_the_stage() -> None:
    prevent, detect, respond, learn = lens(backed("A-1", 3)).threats[0].cells
    assert (prevent.open, prevent.best_state) == (("A-2",), "layered")
    assert (detect.open, detect.best_state) == ((), "single")
    assert (respond.state, respond.open, respond.best_state) == ("open", ("A-3",), "single")
    assert (learn.open, learn.best_state) == ((), "nothing_applies")


def test_open_practice_widens_the_index_and_protects_from_nothing() -> None:
    known = exposure_of(backed("A-1", 5), backed("A-2", 3), backed("A-3", 0))
    assert (known.independent, known.together) == (Fraction(38, 100), Fraction(1, 2))
    assert (known.low, known.high, known.is_withheld) == (Fraction(38, 100), Fraction(1, 2), False)
    open_ = exposure_of(backed("A-1", 5), backed("A-2", 3))
    assert (open_.independent, open_.together) == (known.independent, known.together)
    assert (open_.low, open_.high) == (Fraction(38, 100) * Fraction(7, 10), Fraction(1, 2))
    assert open_.is_withheld


def test_index_is_withheld_only_beyond_half_of_its_low_end() -> None:
    assert not Exposure(Fraction(2, 5), Fraction(3, 5), Fraction(2, 5)).is_withheld
    assert Exposure(Fraction(2, 5), Fraction(601, 1000), Fraction(2, 5)).is_withheld


def test_only_what_is_claimed_moves_the_index() -> None:
    assert exposure_of(Answer(practice="A-1", level=4)) == exposure_of(backed("A-1", 4))


def test_threat_on_which_no_practice_in_scope_acts_has_no_index() -> None:
    elsewhere = framework_of({"A": [practice("A-1", applies_to=["messaging"])]})
    view = lens(framework=elsewhere).threats[0]
    assert (view.exposure, view.layers) == (None, ())
    assert {cell.state for cell in view.cells} == {"nothing_applies"}
    unmeasured = framework_of({"A": [practice("A-1", effectiveness={})]})
    assert lens(backed("A-1", 3), framework=unmeasured).threats[0].exposure is None


def test_threat_or_challenge_that_the_framework_does_not_name_has_no_layer() -> None:
    found = lens(backed("A-1", 3))
    assert found.threat("t") == found.threats[0] and found.challenge("c") == found.challenges[0]
    assert (found.threat("x").id, found.threat("x").layers, found.threat("x").exposure) == ("x", (), None)
    assert {cell.state for cell in (*found.threat("x").cells, *found.challenge("x").cells)} == {"nothing_applies"}
    assert found.challenge("x").mean.value is None
    assert [layer.practice_id for layer in found.layers] == ["A-1", "A-2", "A-3", "A-5"]


def test_nothing_answered_spans_from_everything_in_place_to_nothing() -> None:
    found = exposure_of()
    assert (found.low, found.high) == (Fraction(21, 100), Fraction(1))


def test_challenge_counts_like_a_threat_and_averages_the_claimed_levels() -> None:
    (view,) = lens(backed("A-1", 5), Answer(practice="A-2", level=1)).challenges
    assert view.id == "c"
    assert [cell.state for cell in view.cells] == ["single", "single", "open", "nothing_applies"]
    assert (view.mean.value, view.mean.low, view.mean.high) == (3, Fraction(6, 4), Fraction(16, 4))
    (nothing,) = lens().challenges
    assert (nothing.mean.value, nothing.mean.low, nothing.mean.high) == (None, 0, 5)
    waived = [Answer(practice=id_, state="not_applicable", reason=".", recheck=TODAY) for id_ in ("A-1", "A-2", "A-3")]
    (left_out,) = lens(*waived).challenges
    assert (left_out.mean.value, left_out.mean.low, left_out.mean.high) == (None, None, None)


def test_posture_is_what_is_earned_less_what_the_answered_practices_offer() -> None:
    posture = lens(backed("A-1", 3), backed("A-2", 1), backed("A-3", 0)).posture
    assert posture.earned == Fraction(3 * 10 + 1 * 2, 40)
    assert posture.available == Fraction(10 + 2 + 2 * 6, 40)
    assert posture.tilt == posture.low == posture.high == Fraction(8, 40)


def test_posture_without_a_level_above_the_bottom_is_undefined() -> None:
    nothing = lens(*(Answer(practice=f"A-{place}", level=0) for place in (1, 2, 3))).posture
    assert (nothing.earned, nothing.tilt, nothing.low, nothing.high) == (None, None, None, None)
    silent = framework_of({"A": [practice("A-1", proactive=None)]})
    unstated = lens(backed("A-1", 3), framework=silent).posture
    assert (unstated.tilt, unstated.available, unstated.low) == (None, None, None)


@given(
    st.lists(st.tuples(st.integers(0, 10), st.none() | st.integers(0, 5), st.integers(1, 3)), min_size=1, max_size=4)
)
def test_bounds_of_the_tilt_are_those_of_all_completions(
    practices: list[tuple[int, int | None, int]],
) -> None:
    rows = [
        (practice(f"A-{place}", proactive=tenths / 10, weight=weight), level)
        for place, (tenths, level, weight) in enumerate(practices, start=1)
    ]
    framework = framework_of({"A": [tree for tree, _ in rows]})
    answers = [Answer(practice=tree["id"], level=level) for tree, level in rows if level is not None]
    posture = lens(*answers, framework=framework).posture
    proactive, weights = [Fraction(tenths, 10) for tenths, _, _ in practices], [weight for _, _, weight in practices]
    choices = [range(6) if level is None else [level] for _, level, _ in practices]
    tilts = [tilt for one in product(*choices) if (tilt := posture_tilt(proactive, one, weights)) is not None]
    assert (posture.low, posture.high) == (min(tilts, default=None), max(tilts, default=None))


def test_day_of_the_scorecard_decides_what_is_in_date() -> None:
    assessment = assessment_of([backed("A-1", 3)], Profile(kinds=("ugc",)))
    later = date(TODAY.year + 2, TODAY.month, TODAY.day)
    found = find_exposure(score_assessment(assessment, SMALL, later), assessment, SMALL)
    assert found.threats[0].layers[0].state == "not_backed"
