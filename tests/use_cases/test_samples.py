"""The samples in a real store: complete, marked, and written once."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scoring.trend import Trend
from use_cases.assess import list_assessments, load_assessment
from use_cases.organize import list_organizations, load_organization
from use_cases.samples import fill_with_samples
from use_cases.track import trace
from use_cases.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store with every sample, seen on a day after the last snapshot."""
    path: Path = tmp_path_factory.mktemp("samples") / "store.db"
    workspace = open_workspace(path, "Ann", clock=lambda: datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    fill_with_samples(workspace)
    return workspace


def _trend(workspace: Workspace, name: str) -> Trend:
    header = list_assessments(workspace, load_organization(workspace, name).id)[0]
    return trace(workspace, header.id)


def _written(workspace: Workspace) -> list[Any]:
    headers = list_assessments(workspace)
    return [
        [organization.model_dump() for organization in list_organizations(workspace)],
        [load_assessment(workspace, header.id).assessment.model_dump() for header in headers],
        [[one.model_dump() for one in trace(workspace, header.id).snapshots] for header in headers],
        [trace(workspace, header.id).events for header in headers],
    ]


def test_every_organization_is_marked_as_synthetic(filled: Workspace) -> None:
    organizations = list_organizations(filled)
    assert len(organizations) >= 6
    assert all(organization.is_synthetic for organization in organizations)


def test_a_second_call_changes_nothing(filled: Workspace) -> None:
    before = _written(filled)
    assert fill_with_samples(filled) == 0
    assert _written(filled) == before


def test_a_deleted_sample_comes_back_alone(tmp_path: Path) -> None:
    from use_cases.organize import delete_organization

    workspace = open_workspace(tmp_path / "store.db", "Ann", clock=lambda: datetime(2026, 11, 25, tzinfo=UTC))
    written = fill_with_samples(workspace)
    before = _written(workspace)
    delete_organization(workspace, load_organization(workspace, "Quillmoor Forum").id)
    assert written == len(list_organizations(workspace)) + 1
    assert fill_with_samples(workspace) == 1
    assert [row["id"] for row in _written(workspace)[0]] == [row["id"] for row in before[0]]


def test_snapshots_stand_on_their_own_days(filled: Workspace) -> None:
    for header in list_assessments(filled):
        trend = trace(filled, header.id)
        assert 8 <= len(trend.snapshots) <= 12
        assert trend.snapshots[-1].on == date(2026, 9, 30)
        assert all(snapshot.at.date() == snapshot.on for snapshot in trend.snapshots)
        assert trend.events


def test_the_forum_makes_steady_progress(filled: Workspace) -> None:
    trend = _trend(filled, "Quillmoor Forum")
    claimed = [point.claimed or 0.0 for point in trend.overall.points]
    assert claimed == sorted(claimed)
    assert claimed[-1] > claimed[0] + 1


def test_the_messaging_app_falls_back_after_its_reorganization(filled: Workspace) -> None:
    trend = _trend(filled, "Pellmaret Chat")
    [reorganization] = [event.on for event in trend.events if "Re-organization" in event.title]
    before = max(point.claimed or 0.0 for point in trend.overall.points if point.on < reorganization)
    after = min(point.claimed or 0.0 for point in trend.overall.points if point.on > reorganization)
    assert before - after > 0.36
    assert after < (trend.overall.points[-1].claimed or 0.0) < before


def test_the_file_host_keeps_its_claims_while_its_evidence_ages(filled: Workspace) -> None:
    points = _trend(filled, "Stowmarrow Files").overall.points
    claimed = [point.claimed or 0.0 for point in points]
    backed = [point.evidenced or 0.0 for point in points]
    assert max(claimed) - min(claimed) < 0.2
    assert max(backed) - backed[-1] > 1.5


def test_new_products_widen_the_scope_of_the_video_platform(filled: Workspace) -> None:
    snapshots = _trend(filled, "Veltrana Video").snapshots
    in_scope = [snapshot.scorecard["overall"]["counts"]["in_scope"] for snapshot in snapshots]
    assert in_scope[0] < in_scope[-1]
    assert "generative-ai" not in (snapshots[0].profile.kinds or ())
    assert "generative-ai" in (snapshots[-1].profile.kinds or ())


def test_the_image_service_misses_its_target(filled: Workspace) -> None:
    trend = _trend(filled, "Imarelle Studio")
    [missed] = [event.on for event in trend.events if "Target missed" in event.title]
    then = next(snapshot for snapshot in trend.snapshots if snapshot.on >= missed)
    levels = {practice["id"]: practice["level"] for practice in then.scorecard["practices"]}
    assert levels["SAF-04"] < 3


def test_the_bank_reaches_its_floor_on_devices_from_nearly_nothing(filled: Workspace) -> None:
    snapshots = _trend(filled, "Haldenmoor Bank").snapshots
    capped = [
        {id_ for domain in snapshot.scorecard["domains"] for id_ in domain["capped_by"]} for snapshot in snapshots
    ]
    assert snapshots[0].scorecard["overall"]["mean"]["value"] < 0.5
    assert "DET-07" in capped[0]
    assert "DET-07" not in capped[-1]
