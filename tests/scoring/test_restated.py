"""A trend across framework versions: both series, the interval that new practices leave, and what cannot be told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.crosswalk import Crosswalk, same_ids
from frameworks.model import Framework
from scoring.assessment import Answer, Assessment, Evidence
from scoring.organization import Profile
from scoring.projection import project, project_trend
from scoring.restated import restate_trend
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.trend import Snapshot, Trend, trace_trend
from tests.frameworks.two_versions import new_version, old_version

HALF = Fraction(1, 2)
WALK = Crosswalk({"A-1": {"A-1": Fraction(1)}, "A-3": {"A-2": HALF, "B-1": HALF}, "B-2": {}})
OLD, NEW = old_version(), new_version()
FORMER = {"small@1.0": (OLD, WALK)}
DAYS = [date(2025, month, 28) for month in (3, 6, 9, 12)]


def snapshot(on: date, levels: Mapping[str, int | str], framework: Framework = OLD, **fields: Any) -> Snapshot:
    """A snapshot of these levels or states; `backed` gives the practices with fresh evidence for their level."""
    backed = fields.pop("backed", ())
    answers = tuple(
        Answer(
            practice=id_,
            level=given,
            evidence=(Evidence(title="Log", date=on, level=given),) if id_ in backed else (),
        )
        if isinstance(given, int)
        else Answer(practice=id_, state=given, reason="None.")
        for id_, given in levels.items()
    )
    assessment = Assessment(framework_key=framework.key, profile=Profile(), preset=None, answers=answers)
    tree = scorecard_as_tree(score_assessment(assessment, framework, on))
    around = {
        "id": str(on),
        "assessment_id": framework.version,
        "on": on,
        "at": datetime(on.year, on.month, on.day, tzinfo=UTC),
        "by": "Ann",
        "framework_id": framework.id,
        "framework_version": framework.version,
        "scoring_version": "1.0",
        "profile": Profile(),
        "preset": None,
        "scorecard": tree,
        "answer_ids": {},
    }
    return Snapshot.model_validate({**around, **fields})


def restated(*snapshots: Snapshot) -> Trend:
    return restate_trend(trace_trend(snapshots), NEW, FORMER)


def test_worked_example_of_a_merged_and_a_new_practice() -> None:
    """(3, 2, 4) is 3.00 as reported; restated it lies from 2.00 to 3.67, since the new practice is not known."""
    before = snapshot(DAYS[0], {"A-1": 3, "A-2": 2, "B-1": 4})
    trend = restated(before, snapshot(DAYS[1], {"A-1": 3, "A-3": 3, "B-2": 1}, NEW))
    assert [point.claimed for point in trend.overall.points] == [3, pytest.approx(7 / 3)]
    [point] = trend.restated["overall"]
    assert (point.on, point.claimed, point.low, point.high) == (DAYS[0], 3, 2, pytest.approx(11 / 3))
    assert trend.breaks == (DAYS[1],)
    assert trend.snapshots[0] is before


def test_each_domain_is_restated_by_the_practices_it_has_now() -> None:
    trend = restated(snapshot(DAYS[0], {"A-1": 1, "A-2": 2, "B-1": 4}), snapshot(DAYS[1], {"A-1": 1}, NEW))
    [first], [second] = trend.restated["A"], trend.restated["B"]
    assert (first.claimed, first.low, first.high) == (2, 2, 2)
    assert (second.claimed, second.evidenced, second.low, second.high) == (None, None, 0, 5)


def test_what_backs_is_restated_too_and_none_where_no_evidence_was_recorded() -> None:
    bare = snapshot(DAYS[0], {"A-1": 4, "A-2": 2, "B-1": 2})
    backed = snapshot(DAYS[1], {"A-1": 4, "A-2": 2, "B-1": 2}, backed=("A-1",))
    found = restated(bare, backed, snapshot(DAYS[2], {"A-1": 1}, NEW)).restated["overall"]
    assert [point.evidenced for point in found] == [None, 2]
    assert [point.claimed for point in found] == [3, 3]


def test_half_known_practice_is_open_and_not_applicable_ones_take_no_part() -> None:
    trend = restated(
        snapshot(DAYS[0], {"A-1": "not_applicable", "A-2": 2, "B-1": "not_known"}),
        snapshot(DAYS[1], {"A-1": 1}, NEW),
    )
    [point] = trend.restated["overall"]
    assert (point.claimed, point.low, point.high) == (None, 0, 5)


def test_where_nothing_applies_nothing_is_read() -> None:
    none = dict.fromkeys(("A-1", "A-2", "B-1"), "not_applicable")
    trend = restated(snapshot(DAYS[0], none), snapshot(DAYS[1], {"A-1": 1}, NEW))
    [point] = trend.restated["A"]
    assert (point.claimed, point.low, point.high) == (None, None, None)


def test_practice_that_the_snapshot_does_not_know_leaves_it_open() -> None:
    walk = Crosswalk({"A-1": {"A-9": Fraction(1)}, "A-3": {"A-2": Fraction(1)}, "B-2": {"B-1": Fraction(1)}})
    trend = trace_trend([snapshot(DAYS[0], {"A-1": 4, "A-2": 2, "B-1": 2}), snapshot(DAYS[1], {"A-1": 1}, NEW)])
    [point] = restate_trend(trend, NEW, {"small@1.0": (OLD, walk)}).restated["overall"]
    assert (point.claimed, point.low, point.high) == (2, pytest.approx(4 / 3), 3)


@pytest.mark.parametrize(
    ("earlier", "former"),
    [
        (snapshot(DAYS[0], {"A-1": 2}), {}),
        (snapshot(DAYS[0], {"A-1": 2}, scoring_version="0.9"), FORMER),
        (snapshot(DAYS[0], {"A-1": 2}, NEW), {"small@1.1": (NEW, WALK)}),
    ],
    ids=["no way leads here", "scored by other rules", "the same version"],
)
def test_what_cannot_or_need_not_be_restated_stays_as_reported(earlier: Snapshot, former: Any) -> None:
    trend = trace_trend([earlier, snapshot(DAYS[1], {"A-1": 3}, NEW)])
    assert restate_trend(trend, NEW, former) == trend


def test_nothing_is_restated_of_no_snapshots() -> None:
    assert restated() == trace_trend([])


LEVELS = st.fixed_dictionaries({id_: st.integers(0, 5) | st.just("not_known") for id_ in ("A-1", "A-2", "B-1")})


@given(LEVELS)
def test_restated_claim_lies_in_its_interval(levels: dict[str, int | str]) -> None:
    trend = restated(snapshot(DAYS[0], levels), snapshot(DAYS[1], {"A-1": 1}, NEW))
    for points in trend.restated.values():
        for point in points:
            assert point.claimed is None or point.low <= point.claimed <= point.high  # type: ignore[operator]


@given(LEVELS)
def test_crosswalk_of_the_same_ids_leaves_the_series_unchanged(levels: dict[str, int | str]) -> None:
    same = old_version(version="1.1")
    trend = trace_trend([snapshot(DAYS[0], levels), snapshot(DAYS[1], {"A-1": 1}, same)])
    found = restate_trend(trend, same, {"small@1.0": (OLD, same_ids(OLD, same))})
    for line in (found.overall, *found.domains):
        [point] = found.restated[line.id]
        assert point.claimed == pytest.approx(line.points[0].claimed)


WEIGHTS = {"A-1": 1, "A-3": 1, "B-2": 1}


def quarters(levels: list[int], **last: int) -> list[Snapshot]:
    """Three quarters against the old version, one practice of the three at each of these levels, then the new one."""
    return [
        *(snapshot(on, {"A-1": level, "A-2": 2, "B-1": 2}) for on, level in zip(DAYS, levels, strict=False)),
        snapshot(DAYS[3], last or {"A-1": 3, "A-3": 2, "B-2": 2}, NEW),
    ]


def test_projection_reads_the_restated_series() -> None:
    known = Crosswalk({**WALK.shares, "B-2": {"B-1": Fraction(1)}})
    taken = quarters([0, 1, 2])
    trend = restate_trend(trace_trend(taken), NEW, {"small@1.0": (OLD, known)})
    readings = list(zip(DAYS, [4 / 3, 5 / 3, 2, 7 / 3], strict=True))
    found = project_trend(trend, 3, WEIGHTS)
    assert (found.state, found.quarters) == ("projected", 4)
    assert found == project(readings, 3, 1 / 3, [one.id for one in taken])
    assert project_trend(trace_trend(taken), 3, WEIGHTS).quarters == 1


def test_restated_quarter_that_new_practices_leave_too_wide_is_not_counted() -> None:
    # One practice of three is new: it may move the average by 5/3.
    assert project_trend(restated(*quarters([0, 1, 2])), 3, WEIGHTS).quarters == 1


def test_last_reading_under_other_ids_lets_all_practices_weigh() -> None:
    whole = Crosswalk({"A-1": {"B-1": Fraction(1)}, "A-3": {"A-2": Fraction(1)}, "B-2": {"B-1": Fraction(1)}})
    taken = [snapshot(on, {"A-2": 2, "B-1": 2, "A-1": "not_applicable"}) for on in DAYS]
    vague = snapshot(date(2026, 3, 28), {"A-3": 2}, NEW)
    trend = restate_trend(trace_trend([*taken, vague]), NEW, {"small@1.0": (OLD, whole)})
    found = project_trend(trend, 3, {"A-1": 1, "A-3": 1, "B-2": 2})
    assert found == project([(on, 2.0) for on in DAYS], 3, 2 / 4, [one.id for one in taken])
