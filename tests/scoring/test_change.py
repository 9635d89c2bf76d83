"""Whether a change is real: what was answered anew, what can be told from chance, versions, order of the days."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.crosswalk import Crosswalk, same_ids
from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.change import (
    Change,
    FrameworksDiffer,
    Side,
    answered_after,
    answered_between,
    explain_change,
    restate,
    side_of,
    side_of_snapshot,
)
from scoring.decomposition import ANSWERS, APPLICABILITY, COVERAGE, VERSION, mean_of
from scoring.organization import Profile
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.trend import Snapshot
from scoring.yardstick import Yardstick
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

LATER = TODAY + timedelta(days=90)
SMALL = framework_of({"A": [practice_tree(f"A-{number}") for number in range(1, 5)]})
EVERY = Profile()


def side(levels: Mapping[str, int | str], on: date = TODAY, framework: Framework = SMALL, **more: Any) -> Side:
    answers = [
        Answer(practice=id_, level=given)
        if isinstance(given, int)
        else Answer(practice=id_, state=given, reason="None.")
        for id_, given in levels.items()
    ]
    assessment = assessment_of(answers, more.get("profile", EVERY))
    return side_of(score_assessment(assessment, framework, on), assessment, framework)


def changed(old: Mapping[str, int | str], new: Mapping[str, int | str], anew: tuple[str, ...] = ()) -> Change:
    return explain_change(side(old), side(new, LATER), anew)


def test_change_is_real_only_beyond_what_two_honest_assessors_differ_by() -> None:
    """Four of 55 practices by two levels: nothing against the whole, far above what the four may differ by."""
    many = framework_of({"A": [practice_tree(f"A-{number}") for number in range(55)]})
    old = {f"A-{number}": 2 for number in range(55)}
    new = {**old, **{f"A-{number}": 4 for number in range(4)}}
    change = explain_change(side(old, TODAY, many), side(new, LATER, many), list(new)[:4])
    assert float(change.claimed.by_cause[ANSWERS]) == pytest.approx(8 / 55)
    assert round(change.detectable, 3) == 0.064
    assert change.is_real
    whole = explain_change(side(old, TODAY, many), side(new, LATER, many), list(new))
    assert round(whole.detectable, 2) == 0.36
    assert not whole.is_real


def test_the_organizations_own_spread_and_shift_take_the_place_of_the_stated_ones() -> None:
    old, new = side({"A-1": 1, "A-2": 2}), side({"A-1": 2, "A-2": 2}, LATER)
    assert not explain_change(old, new, ["A-1"]).is_real
    own = explain_change(old, new, ["A-1"], yardstick=Yardstick(0.1, 0.0, 0.2, 12))
    assert own.is_real
    assert own.yardstick.is_own
    assert own.detectable == pytest.approx(1.96 * 2**0.5 * 0.1 / 2)


def test_only_practices_answered_on_both_sides_and_again_are_answered_anew() -> None:
    change = changed({"A-1": 2, "A-2": 3}, {"A-1": 3, "A-2": 3, "A-3": 5}, ("A-1", "A-3", "A-4"))
    assert change.answered_anew == ("A-1",)
    assert change.claimed.by_cause[COVERAGE] > 0


def test_without_a_new_answer_no_change_is_real() -> None:
    change = changed({"A-1": 2}, {"A-1": 2, "A-2": 5})
    assert (change.answered_anew, change.detectable, change.is_real) == ((), 0.0, False)


def test_side_without_anything_answered_is_never_real() -> None:
    change = changed({}, {"A-1": 2}, ("A-1",))
    assert change.claimed.change is None
    assert not change.is_real
    assert change.dominance is None


@pytest.mark.parametrize(
    ("new", "dominance"),
    [
        ({"A-1": 3, "A-2": 3}, "higher"),
        ({"A-1": 1, "A-2": 3}, "lower"),
        ({"A-1": 0, "A-2": 5}, None),
        ({"A-1": 3, "A-2": 2}, None),
    ],
)
def test_dominance_holds_however_far_apart_the_levels_are(new: Mapping[str, int], dominance: str | None) -> None:
    assert changed({"A-1": 2, "A-2": 3}, new).dominance == dominance


def test_regressions_are_named_where_both_sides_have_a_level() -> None:
    change = changed({"A-1": 3, "A-2": 4, "A-3": 2}, {"A-1": 2, "A-2": "not_applicable", "A-3": 2})
    assert change.regressions == ("A-1",)


def test_later_day_first_negates_every_number_and_says_so() -> None:
    old, new = side({"A-1": 2, "A-2": 2, "A-3": 1}), side({"A-1": 4, "A-2": 3, "A-3": 0}, LATER)
    there, back = explain_change(old, new, ["A-1", "A-3"]), explain_change(new, old, ["A-1", "A-3"])
    assert (there.is_negated, back.is_negated) == (False, True)
    assert (back.claimed, back.evidenced) == (there.claimed.negated(), there.evidenced.negated())
    assert (back.is_real, back.detectable) == (there.is_real, there.detectable)
    assert (there.regressions, back.regressions) == (("A-3",), ("A-1", "A-2"))
    assert (back.earlier, back.later) == (TODAY, LATER)


def test_dominance_turns_with_the_order() -> None:
    low, high = {"A-1": 1}, {"A-1": 2}
    assert explain_change(side(high, LATER), side(low), []).dominance == "lower"
    assert explain_change(side(low, LATER), side(high), []).dominance == "higher"
    assert explain_change(side(low, LATER), side(low), []).dominance is None


def test_two_different_frameworks_are_refused() -> None:
    other = framework_of({"A": [practice_tree("A-1")]}, id="other")
    with pytest.raises(FrameworksDiffer) as refusal:
        explain_change(side({"A-1": 1}), side({"A-1": 1}, LATER, other), [])
    assert "small@1" in refusal.value.faults[0].what
    assert "other@1" in refusal.value.faults[0].what


def test_answers_without_a_day_or_after_it_are_answered_anew() -> None:
    assessment = assessment_of(
        [
            Answer(practice="A-1", level=1),
            Answer(practice="A-2", level=1, on=TODAY),
            Answer(practice="A-3", level=1, on=LATER),
        ]
    )
    assert answered_after(assessment, TODAY) == {"A-1", "A-3"}


def snapshot_of(levels: Mapping[str, int], ids: Mapping[str, str], on: date, framework: Framework = SMALL) -> Snapshot:
    assessment = assessment_of(Answer(practice=id_, level=level) for id_, level in levels.items())
    return Snapshot(
        id=f"{on}",
        assessment_id="a",
        on=on,
        at=f"{on}T00:00:00Z",  # type: ignore[arg-type]
        by="Ann",
        framework_id=framework.id,
        framework_version=framework.version,
        scoring_version="1.0",
        profile=EVERY,
        preset=None,
        scorecard=scorecard_as_tree(score_assessment(assessment, framework, on)),
        answer_ids=dict(ids),
    )


def test_snapshots_are_explained_by_what_they_reported() -> None:
    first = snapshot_of({"A-1": 1, "A-2": 3}, {"A-1": "x", "A-2": "y"}, TODAY)
    second = snapshot_of({"A-1": 2, "A-2": 3}, {"A-1": "z", "A-2": "y"}, LATER)
    assert answered_between(first, second) == {"A-1"}
    change = explain_change(
        side_of_snapshot(first, SMALL), side_of_snapshot(second, SMALL), answered_between(first, second)
    )
    assert change.claimed.change == Fraction(1, 2)
    assert change.answered_anew == ("A-1",)


def test_practice_that_a_draft_has_lost_since_a_snapshot_keeps_its_part() -> None:
    first = snapshot_of({"A-1": 1, "A-4": 3}, {}, TODAY)
    smaller = framework_of({"A": [practice_tree("A-1")]})
    assert mean_of(side_of_snapshot(first, smaller).standings, "claimed") == 2


OLD = framework_of({"A": [practice_tree(id_) for id_ in ("A-1", "A-2", "A-3")]})
NEW = framework_of({"A": [practice_tree(id_) for id_ in ("B-1", "B-2", "B-3")]}, version="2")
WALK = Crosswalk({"B-1": {"A-1": Fraction(1)}, "B-2": {"A-2": Fraction(1, 2), "A-3": Fraction(1, 2)}, "B-3": {}})


def test_earlier_side_is_restated_in_the_later_version_with_new_practices_open() -> None:
    """(3, 2, 4) becomes 3, 3 and open: as reported 3.00, restated between 2.00 and 3.67."""
    before = side({"A-1": 3, "A-2": 2, "A-3": 4}, framework=OLD)
    restated = restate(before, NEW, WALK)
    assert [standing.state for standing in restated.values()] == ["answered", "answered", "unanswered"]
    assert mean_of(restated, "claimed") == 3
    filled = [{**restated, "B-3": side({"B-3": level}, framework=NEW).standings["B-3"]} for level in (0, 5)]
    assert [mean_of(one, "claimed") for one in filled] == [2, Fraction(11, 3)]


def test_version_moves_first_and_the_parts_still_add_up() -> None:
    before = side({"A-1": 3, "A-2": 2, "A-3": 5}, framework=OLD)
    after = side({"B-1": 4, "B-2": 3, "B-3": 1}, LATER, NEW)
    change = explain_change(before, after, ["B-1"], crosswalk=WALK)
    split = change.claimed
    assert split.change == Fraction(8, 3) - Fraction(10, 3)
    assert split.by_cause[VERSION] == Fraction(13, 4) - Fraction(10, 3)
    assert sum(split.by_cause.values()) == split.change
    assert sum(part.total for part in split.by_practice) == split.change
    assert split.by_cause[COVERAGE] < 0


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"A-1": "not_applicable", "A-2": "not_applicable", "A-3": "not_applicable"}, "not_applicable"),
        ({"A-1": 3, "A-2": "not_applicable", "A-3": 3}, "unanswered"),
        ({"A-1": 3, "A-2": "not_known", "A-3": "not_known"}, "not_known"),
    ],
)
def test_practice_is_answered_only_if_all_its_sources_are(said: Mapping[str, int | str], state: str) -> None:
    assert restate(side(said, framework=OLD), NEW, WALK)["B-2"].state == state


def test_new_practice_outside_the_profile_stays_outside() -> None:
    narrow = framework_of({"A": [practice_tree("A-1"), practice_tree("A-9", applies_to=["messaging"])]}, version="2")
    before = side({"A-1": 3}, framework=OLD, profile=Profile(kinds=("ugc",)))
    assert restate(before, narrow)["A-9"].state == "out_of_scope"
    mixed = Crosswalk({"A-1": {"A-1": Fraction(1)}, "A-9": {"A-1": Fraction(1, 2), "A-2": Fraction(1, 2)}})
    assert restate(before, narrow, mixed)["A-9"].state == "unanswered"


def test_source_that_is_out_of_scope_beside_one_that_does_not_apply_does_not_apply() -> None:
    old = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2", applies_to=["messaging"])]})
    walk = Crosswalk({"A-1": {"A-1": Fraction(1, 2), "A-2": Fraction(1, 2)}})
    new = framework_of({"A": [practice_tree("A-1")]}, version="2")
    before = side({"A-1": "not_applicable"}, framework=old, profile=Profile(kinds=("ugc",)))
    assert restate(before, new, walk)["A-1"].state == "not_applicable"


def test_nothing_carried_over_leaves_no_split() -> None:
    before = side({"A-1": 3}, framework=OLD)
    nothing = Crosswalk({"B-1": {}, "B-2": {}, "B-3": {}})
    split = explain_change(before, side({"B-1": 4}, LATER, NEW), [], crosswalk=nothing).claimed
    assert split.change is None
    assert split.reason == "On the earlier side nothing is answered."


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_crosswalk_of_the_same_ids_leaves_the_score_unchanged(levels: list[int]) -> None:
    again = framework_of({"A": [practice_tree(id_) for id_ in ("A-1", "A-2", "A-3")]}, version="2")
    before = side(dict(zip(OLD.practices, levels, strict=True)), framework=OLD)
    restated = restate(before, again, same_ids(OLD, again))
    assert mean_of(restated, "claimed") == mean_of(before.standings, "claimed")
    change = explain_change(before, Side(again, LATER, restated, EVERY), [])
    assert not any(change.claimed.by_cause.values())


@pytest.mark.parametrize("shares", [{"A-1": Fraction(1, 2)}, {"A-1": Fraction(2), "A-2": Fraction(-1)}])
def test_shares_of_a_crosswalk_sum_to_one(shares: Mapping[str, Fraction]) -> None:
    with pytest.raises(ValueError, match="do not sum to 1"):
        Crosswalk({"B-1": shares})


def test_framework_that_gains_a_practice_leaves_it_open_in_history() -> None:
    grown = framework_of({"A": [practice_tree(f"A-{number}") for number in range(1, 6)]}, version="2")
    change = explain_change(side({"A-1": 2}), side({"A-1": 2, "A-5": 4}, LATER, grown), [])
    assert change.claimed.by_cause[COVERAGE] == 1
    assert not change.claimed.by_cause[VERSION]
    assert not change.claimed.by_cause[APPLICABILITY]
