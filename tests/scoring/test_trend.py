"""Trends: snapshots in order as they were reported, where they fell, and what changed between any two."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.trend import Event, Snapshot, TrendPoint, is_lower, list_changes, trace_trend
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree

FRAMEWORK = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")], "B": [practice_tree("B-1")]})
FIRST, SECOND, THIRD = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def snapshot_on(on: date, *answers: Answer, hour: int = 12, **fields: Any) -> Snapshot:
    """A snapshot of these answers; `fields` replace what is recorded around them."""
    card = score_assessment(assessment_of(answers), FRAMEWORK, on)
    around: dict[str, Any] = {
        "id": f"{on}-{hour}",
        "assessment_id": "a",
        "on": on,
        "at": datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
        "by": "Ann",
        "framework_id": card.framework_id,
        "framework_version": card.framework_version,
        "scoring_version": card.scoring_version,
        "profile": Profile(),
        "preset": None,
        "scorecard": scorecard_as_tree(card),
        "answer_ids": {},
    }
    return Snapshot.model_validate({**around, **fields})


def level(practice: str, given_level: int, *dates: date) -> Answer:
    """An answer, with evidence of these days."""
    evidence = tuple(Evidence(title="Record", date=day, level=given_level) for day in dates)
    return Answer(practice=practice, level=given_level, evidence=evidence)


def test_points_stand_in_order_of_date_whatever_order_they_were_recorded_in() -> None:
    trend = trace_trend([snapshot_on(THIRD, level("A-1", 3)), snapshot_on(FIRST, level("A-1", 1))])
    assert [(point.on, point.claimed) for point in trend.overall.points] == [(FIRST, 1), (THIRD, 3)]
    assert [snapshot.on for snapshot in trend.snapshots] == [FIRST, THIRD]


def test_of_several_snapshots_on_one_day_the_last_recorded_counts() -> None:
    late, early = snapshot_on(FIRST, level("A-1", 4), hour=18), snapshot_on(FIRST, level("A-1", 1), hour=9)
    assert [point.claimed for point in trace_trend([late, early]).overall.points] == [4]


def test_point_says_what_was_reported() -> None:
    (point,) = trace_trend([snapshot_on(FIRST, level("A-1", 4, FIRST), level("A-2", 2))]).domains[0].points
    assert point == TrendPoint(FIRST, 3, 2, 1, 2)


def test_domain_that_nobody_answered_has_a_point_without_readings() -> None:
    trend = trace_trend([snapshot_on(FIRST, level("A-1", 4))])
    assert [(line.id, line.title) for line in trend.domains] == [("A", "Domain A"), ("B", "Domain B")]
    assert trend.domains[1].points == (TrendPoint(FIRST, None, None, 0, None),)


def test_domain_that_another_version_does_not_have_leaves_a_hole() -> None:
    before = snapshot_on(FIRST, level("B-1", 4))
    tree = {**before.scorecard, "domains": before.scorecard["domains"][:1]}
    after = snapshot_on(SECOND, scorecard=tree, framework_version="2")
    line = trace_trend([before, after]).domains[1]
    assert [point.claimed for point in line.points] == [4, None]


def test_break_stands_where_framework_or_scoring_version_changes() -> None:
    trend = trace_trend(
        [
            snapshot_on(FIRST),
            snapshot_on(SECOND, framework_version="2"),
            snapshot_on(THIRD, framework_version="2"),
            snapshot_on(date(2026, 12, 31), framework_version="2", scoring_version="9"),
        ]
    )
    assert trend.breaks == (SECOND, date(2026, 12, 31))


def test_events_stand_in_order_of_date() -> None:
    events = [Event(id=str(on), organization_id="o", on=on, title="Launch") for on in (THIRD, FIRST)]
    assert [event.on for event in trace_trend([], events).events] == [FIRST, THIRD]


def test_nothing_recorded_is_an_empty_trend() -> None:
    trend = trace_trend([])
    assert (trend.snapshots, trend.overall.points, trend.domains, trend.overall.regressions) == ((), (), (), ())


def test_fall_of_the_claimed_or_the_backed_value_is_a_regression() -> None:
    claims = [snapshot_on(FIRST, level("A-1", 4)), snapshot_on(SECOND, level("A-1", 3))]
    assert trace_trend(claims).overall.regressions == (SECOND,)
    ageing = [snapshot_on(on, level("A-1", 4, date(2026, 1, 1))) for on in (FIRST, THIRD)]
    assert trace_trend(ageing).overall.regressions == (THIRD,)


def test_rise_or_a_fall_that_one_decimal_hides_is_no_regression() -> None:
    def point(claimed: float | None, evidenced: float | None = None) -> TrendPoint:
        return TrendPoint(FIRST, claimed, evidenced, 1, 2)

    assert not is_lower(point(2.0), point(2.5))
    assert not is_lower(point(2.04), point(2.0))
    assert is_lower(point(2.1), point(2.0))
    assert is_lower(point(2.0, 1.5), point(2.0, 1.0))
    assert is_lower(point(2.0, 1.5), point(2.0, None))
    assert not is_lower(point(None), point(2.0))
    assert not is_lower(point(2.0), point(None))


def test_change_of_level_state_or_backing_is_listed_and_nothing_else() -> None:
    fresh, old = date(2026, 3, 1), date(2025, 1, 1)
    before = snapshot_on(FIRST, level("A-1", 3, fresh), level("A-2", 2, old))
    after = snapshot_on(
        FIRST, level("A-1", 1, fresh), level("A-2", 2, fresh), Answer(practice="B-1", state="not_known")
    )
    changes = {change.practice_id: change for change in list_changes(before, after)}
    assert set(changes) == {"A-1", "A-2", "B-1"}
    assert (changes["A-1"].old_level, changes["A-1"].new_level, changes["A-1"].step) == (3, 1, -2)
    assert changes["A-1"].is_regression and not changes["A-2"].is_regression
    assert changes["A-2"].new_evidenced > changes["A-2"].old_evidenced
    assert (changes["B-1"].old_state, changes["B-1"].new_state) == ("unanswered", "not_known")
    assert changes["B-1"].step is None and not changes["B-1"].is_regression
    assert list_changes(before, before) == []


def test_change_of_backing_is_listed_from_where_one_decimal_shows_it() -> None:
    before = snapshot_on(FIRST, level("A-1", 4, date(2025, 12, 31)))
    a_month_later = snapshot_on(date(2026, 4, 30), level("A-1", 4, date(2025, 12, 31)))
    (change,) = list_changes(before, a_month_later)
    assert 0.05 < change.old_evidenced - change.new_evidenced < 0.3
    a_day_later = snapshot_on(date(2026, 4, 1), level("A-1", 4, date(2025, 12, 31)))
    assert list_changes(before, a_day_later) == []


def test_practice_that_only_one_side_has_is_listed_without_the_other_side() -> None:
    before = snapshot_on(FIRST, level("A-1", 3), level("B-1", 2))
    tree = {**before.scorecard, "practices": before.scorecard["practices"][:2]}
    gone = list_changes(before, snapshot_on(SECOND, scorecard=tree))
    assert [(change.practice_id, change.old_level, change.new_state) for change in gone] == [("B-1", 2, None)]
    come = list_changes(snapshot_on(SECOND, scorecard=tree), before)
    assert [(change.practice_id, change.old_state, change.new_level) for change in come] == [("B-1", None, 2)]


answers = st.lists(st.builds(level, st.sampled_from(["A-1", "A-2", "B-1"]), st.integers(0, 5)), max_size=4)


@given(answers, answers)
def test_changes_backwards_are_the_changes_forwards_with_the_sides_exchanged(
    one: list[Answer], other: list[Answer]
) -> None:
    left, right = snapshot_on(FIRST, *one), snapshot_on(SECOND, *other)
    forwards = {change.practice_id: change for change in list_changes(left, right)}
    backwards = {change.practice_id: change for change in list_changes(right, left)}
    assert set(forwards) == set(backwards)
    for id_, change in forwards.items():
        assert (change.old_state, change.new_state) == (backwards[id_].new_state, backwards[id_].old_state)
        assert change.step is None or change.step == -(backwards[id_].step or 0)
