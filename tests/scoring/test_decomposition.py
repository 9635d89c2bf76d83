"""A change splits exactly, whatever the order of causes: against the slow way by all orders, and by properties."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.decomposition import (
    ANSWERS,
    APPLICABILITY,
    CAUSES,
    COVERAGE,
    EVIDENCE,
    WEIGHTS,
    Decomposition,
    Standing,
    Standings,
    View,
    decompose_change,
    mean_of,
)

NOT_COUNTED = ("unanswered", "not_known", "not_applicable", "out_of_scope")
VIEWS: tuple[View, ...] = ("claimed", "evidenced")


def answered(level: int, share: Fraction | int = 1, weight: int = 1) -> Standing:
    return Standing("answered", level, level * Fraction(share), weight)


def standing(state: str, weight: int = 1) -> Standing:
    return Standing(state, None, None, weight)


STANDINGS = st.one_of(
    st.builds(
        answered, st.integers(0, 5), st.sampled_from([Fraction(part, 4) for part in range(5)]), st.integers(1, 3)
    ),
    st.builds(standing, st.sampled_from(NOT_COUNTED), st.integers(1, 3)),
)


@st.composite
def sides(draw: st.DrawFn) -> tuple[Standings, Standings]:
    ids = [f"A-{number}" for number in range(draw(st.integers(1, 6)))]
    old, new = ({id_: draw(STANDINGS) for id_ in ids} for _ in range(2))
    for side in (old, new):
        assume(mean_of(side, "claimed") is not None)
    return old, new


def by_all_orders(old: Standings, new: Standings, view: View) -> dict[str, Fraction]:
    """Each cause's mean effect over every order of the five, computed the slow way from its definition."""
    names = (ANSWERS, EVIDENCE, COVERAGE, APPLICABILITY, WEIGHTS)
    middle = (mean_of(old, view) + mean_of(new, view)) / 2  # type: ignore[operator]

    def value(turned: frozenset[str]) -> Fraction:
        total, weights = Fraction(0), 0
        for id_ in old:
            mine = {name: (new if name in turned else old)[id_] for name in names}
            kept = [side for side in (old[id_], new[id_]) if side.state == "answered"]
            if not kept:
                continue
            said = mine[ANSWERS] if mine[ANSWERS].state == "answered" else kept[0]
            backed = mine[EVIDENCE]
            if backed.state != "answered" or not backed.level:
                backed = next((side for side in kept if side.level), said)
            ratio = Fraction(backed.evidenced or 0) / backed.level if backed.level else Fraction(1)
            level = Fraction(said.level or 0) * (1 if view == "claimed" else ratio)
            applies = mine[APPLICABILITY].state not in ("not_applicable", "out_of_scope")
            pair = (old[id_], new[id_])
            is_half = any(side.state in ("not_applicable", "out_of_scope") for side in pair)
            covered = is_half or mine[COVERAGE].state == "answered"
            if applies and covered:
                total += level * mine[WEIGHTS].weight
                weights += mine[WEIGHTS].weight
        return total / weights if weights else middle

    found = dict.fromkeys(names, Fraction(0))
    orders = list(permutations(names))
    for order in orders:
        turned: frozenset[str] = frozenset()
        for name in order:
            before = value(turned)
            turned |= {name}
            found[name] += (value(turned) - before) / len(orders)
    return found


def causes_of(split: Decomposition) -> Mapping[str, Fraction]:
    return {cause: value for cause, value in split.by_cause.items() if cause != "version"}


@given(sides(), st.sampled_from(VIEWS))
def test_split_is_the_mean_over_all_orders_of_the_causes(both: tuple[Standings, Standings], view: View) -> None:
    assert causes_of(decompose_change(*both, view)) == by_all_orders(*both, view)


@given(sides(), st.sampled_from(VIEWS))
def test_parts_add_up_to_the_change_exactly(both: tuple[Standings, Standings], view: View) -> None:
    old, new = both
    split = decompose_change(old, new, view)
    assert split.change == mean_of(new, view) - mean_of(old, view)  # type: ignore[operator]
    assert sum(split.by_cause.values()) == split.change
    assert sum(part.total for part in split.by_practice) == split.change


@given(sides(), st.sampled_from(VIEWS))
def test_going_back_negates_the_change_and_every_cause(both: tuple[Standings, Standings], view: View) -> None:
    there, back = decompose_change(*both, view), decompose_change(both[1], both[0], view)
    assert (there.negated().change, there.negated().by_cause) == (back.change, back.by_cause)


@given(sides(), st.randoms())
def test_order_of_the_practices_changes_nothing(both: tuple[Standings, Standings], random: object) -> None:
    ids = list(both[0])
    random.shuffle(ids)  # type: ignore[attr-defined]
    mixed = [{id_: side[id_] for id_ in ids} for side in both]
    found, again = (
        {part.practice_id: part.by_cause for part in decompose_change(*pair, "evidenced").by_practice}
        for pair in (both, mixed)
    )
    assert found == again


@given(sides())
def test_evidence_moves_nothing_in_the_claimed_average(both: tuple[Standings, Standings]) -> None:
    assert not decompose_change(*both, "claimed").by_cause[EVIDENCE]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.data())
def test_cause_that_does_not_differ_moves_nothing(levels: list[int], data: st.DataObject) -> None:
    old = {str(place): answered(level) for place, level in enumerate(levels)}
    new = {id_: answered(data.draw(st.integers(0, 5))) for id_ in old}
    causes = decompose_change(old, new, "evidenced").by_cause
    assert [cause for cause in CAUSES if causes[cause]] in ([], [ANSWERS])


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 3))
def test_practices_that_are_alike_have_the_same_part(before: int, after: int, weight: int) -> None:
    old = {"a": answered(before, 1, weight), "b": answered(before, 1, weight), "c": answered(3)}
    new = {"a": answered(after, 1, 2), "b": answered(after, 1, 2), "c": standing("not_applicable")}
    first, second, _ = decompose_change(old, new, "claimed").by_practice
    assert first.by_cause == second.by_cause


@pytest.mark.parametrize("state", ["not_applicable", "out_of_scope"])
def test_what_stops_to_apply_is_all_applicability(state: str) -> None:
    old, new = {"a": answered(4), "b": answered(2)}, {"a": answered(4), "b": standing(state)}
    causes = decompose_change(old, new, "claimed").by_cause
    assert {cause: value for cause, value in causes.items() if value} == {APPLICABILITY: 1}


def test_practice_that_one_side_lacks_is_applicability() -> None:
    causes = decompose_change({"a": answered(4)}, {"a": answered(4), "b": answered(2)}, "claimed").by_cause
    assert {cause: value for cause, value in causes.items() if value} == {APPLICABILITY: -1}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("unanswered", "On the earlier side nothing is answered."),
        ("not_applicable", "On the earlier side nothing is applicable."),
    ],
)
def test_side_without_an_average_has_no_split_but_a_reason(state: str, reason: str) -> None:
    split = decompose_change({"a": standing(state)}, {"a": answered(3)}, "claimed")
    assert (split.change, split.by_practice, split.reason) == (None, (), reason)
    assert split.negated() == split
    later = decompose_change({"a": answered(3)}, {"a": standing(state)}, "claimed")
    assert later.reason == reason.replace("earlier", "later")
    assert decompose_change({}, {"a": answered(3)}, "claimed").reason == "On the earlier side nothing is applicable."


def test_practice_without_weight_counts_on_no_side() -> None:
    old, new = {"a": answered(4), "b": answered(1, 1, 0)}, {"a": answered(4), "b": answered(5, 1, 0)}
    split = decompose_change(old, new, "claimed")
    assert split.change == 0
    assert [part.practice_id for part in split.by_practice] == ["a"]
