"""A contribution carries an allow-list of bounded values and nothing else, and only its key can speak for it."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from scoring.assessment import Answer, Assessment, Evidence
from scoring.contribution import (
    Contribution,
    ContributionNotAccepted,
    NotContributable,
    check_against,
    contribute,
    pseudonym_of,
    read_contribution,
    read_withdrawal,
    withdraw,
)
from scoring.pool_terms import PLACES, end_of, period_of
from scoring.signing import is_signed, public_key_of, signed
from tests.scoring import strategies as draw
from tests.scoring.pools import (
    FRAMEWORK,
    MEMBER_KEY,
    OTHER_KEY,
    contribution_of,
    invitation_to,
    scorecard_of,
    terms_of,
)
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

MARK = "Zq7"
"""Stands in every text of an assessment; must never leave."""
FULL = [Answer(practice=id_, level=3) for id_ in FRAMEWORK.practices]
HEX32, HEX64 = r"[0-9a-f]{64}", r"[0-9a-f]{128}"
LEVEL = r"[0-5]\.(0|25|5|75)"
ALLOWED: dict[str, Any] = {
    "schema": r"pool-contribution/1",
    "pool": r"peers",
    "number": r"[1-9][0-9]{0,5}",
    "framework": r"small@1",
    "period": r"2026-H2",
    "cell": r"ugc",
    "claimed": {"overall": LEVEL, "domains": {"A": rf"{LEVEL}|None", "B": rf"{LEVEL}|None", "C": rf"{LEVEL}|None"}},
    "consent": {
        "text_sha256": HEX32,
        "purposes": [r"annual benchmark"],
        "expires": r"2029-12-31",
        "epsilon_cap": r"3\.0",
    },
    "token": HEX32,
    "public_key": HEX32,
    "pseudonym": HEX32,
    "signature": HEX64,
}


def _beyond(tree: Any, allowed: Any, place: str = "") -> list[str]:
    """Every place of a tree that the allow-list does not know, or that holds more than it allows."""
    if isinstance(tree, dict) and isinstance(allowed, dict):
        return [
            line
            for name, value in tree.items()
            for line in (_beyond(value, allowed[name], f"{place}.{name}") if name in allowed else [f"{place}.{name}"])
        ]
    if isinstance(tree, list) and isinstance(allowed, list):
        return [line for value in tree for line in _beyond(value, allowed[0], f"{place}[]")]
    is_leaf = isinstance(allowed, str) and not isinstance(tree, dict | list)
    return [] if is_leaf and re.fullmatch(allowed, str(tree)) else [place]


def _with_texts(answer: Answer) -> Answer:
    """The answer with the mark in every text; what is open gets a level, so that the whole may be handed over."""
    if answer.state == "not_applicable":
        return answer.model_copy(update={"note": MARK, "by": MARK, "reason": MARK, "approver": MARK})
    more = Evidence(title=MARK, link=f"https://{MARK}.test", date=TODAY, level=3)
    answered = answer if answer.state == "answered" else Answer(practice=answer.practice, level=2)
    return answered.model_copy(update={"note": MARK, "by": MARK, "evidence": (*answered.evidence, more)})


@given(draw.assessments())
def test_nothing_leaves_but_what_the_allow_list_names(scored: draw.Scored) -> None:
    open_ones = {id_: Answer(practice=id_, state="not_known") for id_ in scored.framework.practices}
    answers = {**open_ones, **{answer.practice: answer for answer in scored.assessment.answers}}
    texts = tuple(_with_texts(answer) for answer in answers.values())
    assessment = scored.assessment.model_copy(update={"answers": texts})
    terms = terms_of(scored.framework, domains=tuple(domain.id for domain in scored.framework.domains))
    try:
        made = contribute(
            scorecard_of(assessment, scored.framework), TODAY, invitation_to(terms), terms.cells[0], MEMBER_KEY
        )
    except NotContributable:
        assume(False)
    tree = json.loads(json.dumps(made.as_tree()))
    assert _beyond(tree, ALLOWED) == []
    assert MARK not in json.dumps(tree)


def test_allow_list_bites() -> None:
    tree = contribution_of(assessment_of(FULL)).as_tree()
    assert _beyond(tree, ALLOWED) == []
    for bad in ({"note": "x"}, {"period": "2026-09-30"}, {"claimed": {"overall": 2.3, "domains": {}}}, {"cell": ["x"]}):
        assert _beyond({**tree, **bad}, ALLOWED) != []


def test_claimed_means_are_rounded_to_a_quarter_and_domains_without_answers_are_none() -> None:
    levels = dict(zip(FRAMEWORK.practices, [3, 3, 3, 4, 1, 1, 2, 2], strict=True))
    made = contribution_of(assessment_of(Answer(practice=id_, level=level) for id_, level in levels.items()))
    assert made.claimed.model_dump() == {"overall": 2.5, "domains": {"A": 3.25, "B": 1.5}}
    assert made.period == "2026-H2"


@given(st.floats(0, 5), st.floats(0, 5))
def test_grid_keeps_order_and_moves_no_level_by_more_than_half_a_place(one: float, other: float) -> None:
    terms = terms_of()
    assert abs(terms.on_grid(one) - one) <= 0.125 + 1e-9
    assert (terms.place_of(one) <= terms.place_of(other)) or one > other
    assert [terms.place_of(terms.level_at(place)) for place in range(PLACES)] == list(range(PLACES))


def test_grid_of_another_scale_holds_its_ends() -> None:
    terms = terms_of(lowest=1, highest=4)
    assert (terms.level_at(0), terms.level_at(PLACES - 1), terms.place_of(9), terms.place_of(-9)) == (1, 4, 20, 0)


def test_half_years() -> None:
    assert [period_of(date(2026, month, 30)) for month in (1, 6, 7, 12)] == ["2026-H1", "2026-H1", "2026-H2", "2026-H2"]
    assert (end_of("2026-H1"), end_of("2026-H2")) == (date(2026, 6, 30), date(2026, 12, 31))


# Who may contribute


def _some(answered: int, not_applicable: int = 0) -> list[Answer]:
    ids = list(FRAMEWORK.practices)
    waived = [Answer(practice=id_, state="not_applicable", reason="No.") for id_ in ids[:not_applicable]]
    return [*waived, *(Answer(practice=id_, level=2) for id_ in ids[not_applicable : not_applicable + answered])]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (_some(6), ["75 % of the weight is answered; a pool needs 80 %."]),
        ([], ["0 % of the weight is answered; a pool needs 80 %.", *["Nothing of it is answered yet."] * 2]),
        (_some(6, 2), ["50 % of it is said to be not applicable; a pool takes 25 %."]),
        (_some(2, 4), ["50 % of the weight", "100 % of it"]),
    ],
)
def test_too_little_or_too_much_left_out_is_refused(answers: list[Answer], said: list[str]) -> None:
    with pytest.raises(NotContributable) as refused:
        contribution_of(assessment_of(answers))
    assert len(refused.value.faults) == len(said)
    assert all(fault.what.startswith(words) for fault, words in zip(refused.value.faults, said, strict=True))


def test_domain_of_which_nothing_is_answered_is_refused_however_little_it_weighs() -> None:
    # A band is as wide as for all who took part: who says nothing of a domain is none of them.
    framework = framework_of({"A": [practice_tree(f"A-{n}") for n in range(1, 7)], "B": [practice_tree("B-1")]})
    answers = [Answer(practice=id_, level=3) for id_ in framework.practices if id_ != "B-1"]
    scorecard = scorecard_of(assessment_of(answers), framework)
    terms = terms_of(framework)
    with pytest.raises(NotContributable) as refused:
        contribute(scorecard, TODAY, invitation_to(terms), terms.cells[0], MEMBER_KEY)
    assert [(fault.what, fault.where) for fault in refused.value.faults] == [
        ("Nothing of it is answered yet.", "snapshot > domain B")
    ]


def test_exactly_the_limits_may_contribute() -> None:
    assert contribution_of(assessment_of(_some(7, 1))).claimed.overall == 2
    assert contribution_of(assessment_of(_some(7))).claimed.overall == 2


def test_another_framework_and_an_unknown_cell_are_refused() -> None:
    scorecard = scorecard_of(assessment_of(FULL))
    terms = terms_of().model_copy(update={"framework": "other@1"})
    with pytest.raises(NotContributable) as refused:
        contribute(scorecard, TODAY, invitation_to(terms), "hosting", MEMBER_KEY)
    assert [fault.where for fault in refused.value.faults] == ["snapshot > framework", "cell"]


# Who may speak


def test_pseudonym_is_of_pool_and_key_and_links_nothing_else() -> None:
    key = public_key_of(MEMBER_KEY)
    assert pseudonym_of("a", key) != pseudonym_of("b", key) != pseudonym_of("b", public_key_of(OTHER_KEY))
    made = contribution_of(assessment_of(FULL))
    assert (made.public_key, made.pseudonym) == (key, pseudonym_of("peers", key))


def test_what_was_exported_is_read_and_fits_its_pool() -> None:
    made = contribution_of(assessment_of(FULL))
    again = read_contribution(json.loads(json.dumps(made.as_tree())), "file")
    assert again == made
    check_against(again, terms_of(), TODAY, "file")
    taken_back = withdraw("peers", MEMBER_KEY)
    assert read_withdrawal(json.loads(json.dumps(taken_back.as_tree())), "file").pseudonym == made.pseudonym


def _leaves(tree: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    found = [leaf for name, value in items for leaf in _leaves(value, (*place, name))]
    return found or [place]


@pytest.mark.parametrize("leaf", _leaves(contribution_of(assessment_of(FULL)).as_tree()), ids=str)
def test_any_changed_value_breaks_the_signature(leaf: tuple[str | int, ...]) -> None:
    tree = json.loads(json.dumps(contribution_of(assessment_of(FULL)).as_tree()))
    here = tree
    for step in leaf[:-1]:
        here = here[step]
    old = here[leaf[-1]]
    if isinstance(old, str):
        here[leaf[-1]] = old[:-1] + ("0" if old[-1] != "0" else "1")
    else:
        here[leaf[-1]] = old + (0.25 if isinstance(old, float) else 1)
    with pytest.raises(ContributionNotAccepted) as refused:
        read_contribution(tree, "file")
    assert str(here[leaf[-1]]) not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda tree: tree | {"note": "Tern Ltd"}, "file"),
        (lambda tree: tree | {"claimed": {"overall": float("nan"), "domains": {}}}, "file > claimed"),
        (lambda tree: tree | {"claimed": {**tree["claimed"], "GOV-01": 3}}, "file > claimed"),
        (lambda tree: tree | {"schema": "pool-contribution/2"}, "file > schema"),
        (lambda tree: tree | {"period": "2026-09-30"}, "file > period"),
        (lambda tree: {name: value for name, value in tree.items() if name != "signature"}, "file > signature"),
        (lambda tree: [tree], "file"),
        (lambda tree: None, "file"),
        (lambda tree: tree | {"consent": {**tree["consent"], "epsilon_cap": 1e9}}, "file > consent"),
    ],
)
def test_foreign_shapes_are_refused_by_place_and_never_repeated(change: Callable[[Any], Any], where: str) -> None:
    with pytest.raises(ContributionNotAccepted) as refused:
        read_contribution(change(contribution_of(assessment_of(FULL)).as_tree()), "file")
    assert [fault.where for fault in refused.value.faults] == [where]
    assert not re.search("Tern|GOV|nan|1e9|1000000000", str(refused.value))


def test_signature_of_another_key_is_refused() -> None:
    tree = contribution_of(assessment_of(FULL)).as_tree()
    with pytest.raises(ContributionNotAccepted, match="signature"):
        read_contribution(signed(tree, OTHER_KEY), "file")
    assert is_signed(signed(tree, OTHER_KEY), public_key_of(OTHER_KEY))


def test_pseudonym_that_somebody_made_up_is_refused() -> None:
    tree = contribution_of(assessment_of(FULL)).as_tree() | {"pseudonym": "05" * 32}
    with pytest.raises(ContributionNotAccepted, match="pseudonym"):
        read_contribution(signed(tree, MEMBER_KEY), "file")


@pytest.mark.parametrize(
    ("fields", "today", "where"),
    [
        ({"id": "others"}, TODAY, "pool"),
        ({"cells": ("messaging",)}, TODAY, "cell"),
        ({}, date(2026, 6, 30), "period"),
        ({"consent_text": "Other words."}, TODAY, "consent"),
        ({}, date(2030, 1, 1), "consent > expires"),
        ({"domains": ("A", "C")}, TODAY, "claimed > domains"),
        ({"highest": 2.0}, TODAY, "claimed"),
        ({"highest": 4.5}, TODAY, "claimed"),
    ],
)
def test_what_does_not_fit_the_pool_is_named_without_its_value(fields: dict[str, Any], today: date, where: str) -> None:
    made = contribution_of(assessment_of(FULL))
    with pytest.raises(ContributionNotAccepted) as refused:
        check_against(made, terms_of(**fields), today, "file")
    assert f"file > {where}" in [fault.where for fault in refused.value.faults]
    assert "3.0" not in str(refused.value)


def test_another_framework_does_not_fit() -> None:
    made = contribution_of(assessment_of(FULL))
    with pytest.raises(ContributionNotAccepted, match="another framework"):
        check_against(made, terms_of().model_copy(update={"framework": "small@2"}), TODAY, "file")


@pytest.mark.parametrize(
    "fields",
    [
        {"cells": ("ugc", "ugc")},
        {"domains": ("A", "A")},
        {"lowest": 5, "highest": 5},
        {"cells": ()},
        {"epsilon_cap": 4},
        {"unasked": {"hosting": ("A",)}},
        {"unasked": {"ugc": ("C",)}},
    ],
)
def test_terms_that_cannot_be_kept_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        terms_of(**fields)


def test_assessment_is_not_changed_by_contributing() -> None:
    assessment: Assessment = assessment_of(FULL)
    contribution_of(assessment)
    assert assessment == assessment_of(FULL)


def test_error_that_nobody_expected_names_fields_and_repeats_no_value() -> None:
    tree = {**contribution_of(assessment_of(FULL)).as_tree(), "cell": "Zqx Wvu"}
    tree["claimed"] = {"overall": -7.25, "domains": {"A": -7.25}}
    for broken in (json.dumps(tree), json.dumps(tree)[:-2]):
        with pytest.raises(ValidationError) as refused:
            Contribution.model_validate_json(broken)
        assert "Contribution" in str(refused.value)
        secrets = ("7.25", "Zqx", tree["token"], tree["pseudonym"])
        assert not [secret for secret in secrets if secret in str(refused.value)]
