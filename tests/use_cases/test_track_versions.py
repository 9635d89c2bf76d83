"""A line that goes on from one framework version to the next: what was reported, and the same restated."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotReadable
from scoring.assessment import Answer
from scoring.decomposition import VERSION
from scoring.trend import Snapshot
from store.snapshots import append_snapshot, list_snapshots
from tests.frameworks.two_versions import CROSSWALK, write_catalog
from tests.workspaces import StandingClock
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.track import explain_between, explain_since, project_to, take_snapshot, trace
from use_cases.workspace import Workspace, open_workspace

DAYS = [date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return write_catalog(tmp_path / "catalog")


@pytest.fixture
def versions(tmp_path: Path, catalog: Path) -> Iterator[Workspace]:
    """Ann at work with a catalog of two versions."""
    opened = open_workspace(tmp_path / "store.db", "Ann", StandingClock(), [catalog])
    yield opened
    opened.store.close()


@pytest.fixture
def organization(versions: Workspace) -> str:
    return add_organization(versions, "Small Forum").id


def follow(workspace: Workspace, organization: str, version: str, levels: dict[date, dict[str, int]]) -> str:
    """An assessment against a version with a snapshot of each of these days."""
    header = start_assessment(workspace, organization, f"small@{version}")
    for on, given in levels.items():
        record_answers(workspace, header.id, [Answer(practice=id_, level=one, on=on) for id_, one in given.items()])
        take_snapshot(workspace, header.id, on)
    return header.id


OLD = {on: {"A-1": level, "A-2": 2, "B-1": 4} for on, level in zip(DAYS[:2], (1, 3), strict=True)}
NEW = {DAYS[2]: {"A-1": 3, "A-3": 3, "B-2": 0}, DAYS[3]: {"A-1": 4}}


def stored(workspace: Workspace, *assessments: str) -> list[Snapshot]:
    with workspace.store.reading() as connection:
        return [snapshot for id_ in assessments for snapshot in list_snapshots(connection, id_)]


def test_line_goes_on_from_the_earlier_version_as_reported_and_restated(versions: Workspace, organization: str) -> None:
    former = follow(versions, organization, "1.0", OLD)
    assert not trace(versions, former).restated
    later = follow(versions, organization, "1.1", NEW)
    trend = trace(versions, later)
    assert [snapshot.on for snapshot in trend.snapshots] == DAYS[:4]
    assert [point.claimed for point in trend.overall.points] == pytest.approx([7 / 3, 3, 2, 7 / 3])
    assert trend.breaks == (DAYS[2],)
    assert [(point.on, point.claimed) for point in trend.restated["overall"]] == [(DAYS[0], 2), (DAYS[1], 3)]
    assert [(point.low, point.high) for point in trend.restated["overall"]] == [
        pytest.approx((4 / 3, 3)),
        pytest.approx((2, 11 / 3)),
    ]
    assert list(trend.snapshots) == stored(versions, former, later)
    assert trace(versions, former).snapshots == trend.snapshots[:2]


def test_earlier_line_ends_where_the_next_version_has_its_first_snapshot(
    versions: Workspace, organization: str
) -> None:
    former = follow(versions, organization, "1.0", OLD)
    later = follow(versions, organization, "1.1", NEW)
    take_snapshot(versions, former, DAYS[2], "the same quarter in the old version")
    take_snapshot(versions, former, DAYS[4])
    assert [(one.on, one.framework_version) for one in trace(versions, later).snapshots] == [
        (DAYS[0], "1.0"), (DAYS[1], "1.0"), (DAYS[2], "1.1"), (DAYS[3], "1.1"),
    ]  # fmt: skip


def test_new_assessment_begins_its_line_with_its_own_first_snapshot(versions: Workspace, organization: str) -> None:
    follow(versions, organization, "1.0", OLD)
    assert trace(versions, follow(versions, organization, "1.1", {})).snapshots == ()


def test_of_several_assessments_against_a_version_one_is_followed(versions: Workspace, organization: str) -> None:
    follow(versions, organization, "1.0", {DAYS[0]: {"A-1": 5}})
    follow(versions, organization, "1.0", OLD)
    follow(versions, organization, "1.0", {})
    stranger = add_organization(versions, "Other Forum").id
    follow(versions, stranger, "1.0", {DAYS[1]: {"A-1": 0}})
    trend = trace(versions, follow(versions, organization, "1.1", NEW))
    assert [point.claimed for point in trend.overall.points[:2]] == pytest.approx([7 / 3, 3])


def test_without_a_crosswalk_the_earlier_figures_stay_as_reported(
    versions: Workspace, organization: str, catalog: Path
) -> None:
    (catalog / "small" / "1.1" / "crosswalks" / "earlier.yaml").unlink()
    follow(versions, organization, "1.0", OLD)
    trend = trace(versions, follow(versions, organization, "1.1", NEW))
    assert (len(trend.snapshots), trend.restated) == (4, {})


def test_crosswalk_with_faults_is_refused_with_all_of_them(
    versions: Workspace, organization: str, catalog: Path
) -> None:
    follow(versions, organization, "1.0", OLD)
    later = follow(versions, organization, "1.1", NEW)
    file = catalog / "small" / "1.1" / "crosswalks" / "earlier.yaml"
    file.write_text(CROSSWALK.replace("from: A-", "from: Z-"), encoding="utf-8")
    with pytest.raises(FrameworkNotReadable) as refused:
        trace(versions, later)
    assert len(refused.value.faults) == 4


def test_change_across_the_break_shows_what_the_version_moves_by_the_crosswalk(
    versions: Workspace, organization: str
) -> None:
    follow(versions, organization, "1.0", OLD)
    later = follow(versions, organization, "1.1", NEW)
    trend, opened = trace(versions, later), load_assessment(versions, later)
    first = explain_between(versions, opened, trend.snapshots[0], trend.snapshots[2])
    assert first is not None
    # Reported 7/3, restated 2: the halves of A-3 weigh one practice, not two.
    assert float(first.claimed.by_cause[VERSION]) == pytest.approx(2 - 7 / 3)
    since = explain_since(versions, opened, trend.snapshots[1])
    assert since is not None
    assert since.claimed.by_cause[VERSION] == 0


def test_projection_goes_on_across_versions_where_new_practices_leave_little_open(
    versions: Workspace, organization: str, catalog: Path
) -> None:
    file = catalog / "small" / "1.1" / "crosswalks" / "earlier.yaml"
    whole = CROSSWALK.replace("relation: equal", "relation: superset").replace(
        "not_covered:\n  - {practice: B-2, side: to",
        "  - {from: A-1, to: B-2, relation: superset",
    )
    file.write_text(whole, encoding="utf-8")
    follow(versions, organization, "1.0", OLD)
    later = follow(versions, organization, "1.1", NEW)
    found = project_to(versions, later, 5)
    assert (found.state, found.quarters, found.last) == ("projected", 4, DAYS[3])


def test_snapshot_of_a_version_in_no_catalog_stays_as_reported(versions: Workspace, organization: str) -> None:
    later = follow(versions, organization, "1.1", NEW)
    gone = (
        trace(versions, later).snapshots[0].model_copy(update={"id": "gone", "framework_version": "0.1", "on": DAYS[0]})
    )
    former = follow(versions, organization, "1.0", {})
    with versions.store.writing() as transaction:
        append_snapshot(transaction, gone.model_copy(update={"assessment_id": former}))
    trend = trace(versions, later)
    assert [one.framework_version for one in trend.snapshots] == ["0.1", "1.1", "1.1"]
    assert trend.restated == {}


def test_line_of_an_older_version_never_begins_with_a_newer_one(versions: Workspace, organization: str) -> None:
    follow(versions, organization, "1.1", {DAYS[0]: {"A-1": 1}})
    trend = trace(versions, follow(versions, organization, "1.0", {DAYS[1]: {"A-1": 3}}))
    assert [one.framework_version for one in trend.snapshots] == ["1.0"]
