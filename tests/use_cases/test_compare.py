"""A scorecard beside a published release: of the same framework, in one cell, with what is suppressed, and its age."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frameworks.loader import load_framework
from scoring.assessment import Answer, Assessment
from scoring.benchmark import Release
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.trend import Snapshot
from tests.frameworks.two_versions import new_version, old_version, write_catalog, write_framework
from tests.peer_pools import POOL, fill, new_pool
from tests.workspaces import StandingClock
from use_cases.assess import record_answers, start_assessment
from use_cases.compare import (
    NotComparable,
    compare_snapshot,
    compare_with_peers,
    comparison_as_tree,
    list_clients,
    load_newest_snapshot,
)
from use_cases.organize import add_organization, load_organization
from use_cases.publishing import publish_release
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace, open_workspace

ON = date(2026, 6, 15)


def scorecard(level: int, framework: str = "safer-by-design@1.0") -> Mapping[str, Any]:
    loaded = load_framework(framework)
    answers = tuple(Answer(practice=id_, level=level, on=ON) for id_ in loaded.practices)
    return scorecard_as_tree(score_assessment(Assessment(framework_key=loaded.key, answers=answers), loaded, ON))


@pytest.fixture
def many(workspace: Workspace) -> Release:
    """Of a pool of 400 that all stand at 2.25."""
    terms = new_pool(workspace, is_named=True)
    fill(workspace, terms, [2.25] * 400)
    return publish_release(workspace, POOL)


def test_ours_stands_below_within_or_above_the_middle_band(many: Release) -> None:
    for level, standing in ((1, "below"), (4, "above")):
        made = compare_with_peers(scorecard(level), many, None, ON)
        assert {row.standing for row in made.rows if row.id == "overall"} == {standing}
    tree = comparison_as_tree(made)
    assert [row["id"] for row in tree["rows"]] == ["overall", *many.terms.domains]
    assert (tree["about"], tree["pool"], tree["cell"], tree["suppressed"]) == (400, POOL, "all", [])
    assert tree["guarantee"] == many.guarantee.sentence


def test_what_is_not_published_has_no_standing_and_a_reason(workspace: Workspace) -> None:
    new_pool(workspace)
    made = compare_with_peers(scorecard(3), publish_release(workspace, POOL), "all", ON)
    tree = comparison_as_tree(made)
    assert {row["standing"] for row in tree["rows"]} == {row["band"] for row in tree["rows"]} == {None}
    assert tree["about"] is None and any("30" in reason for reason in tree["suppressed"])
    assert tree["rows"][0]["ours"] == 3.0


@pytest.mark.parametrize(
    ("today", "months"),
    [(ON, 0), (date(2026, 7, 14), 0), (date(2026, 7, 15), 1), (date(2027, 6, 15), 12), (date(2026, 6, 1), 0)],
)
def test_age_of_a_release_is_told_in_whole_months(workspace: Workspace, today: date, months: int) -> None:
    new_pool(workspace)
    made = compare_with_peers(scorecard(3), publish_release(workspace, POOL), None, today)
    assert made.months_old == months


def test_another_framework_and_cells_that_are_not_there_are_refused(workspace: Workspace) -> None:
    new_pool(workspace, kinds=("ugc", "messaging"))
    release = publish_release(workspace, POOL)
    with pytest.raises(NotComparable, match="about safer-by-design@1"):
        compare_with_peers({**scorecard(3), "framework": {"id": "other", "version": "2.0"}}, release, "ugc", ON)
    with pytest.raises(NotComparable, match="several cells"):
        compare_with_peers(scorecard(3), release, None, ON)
    with pytest.raises(NotComparable, match="no such cell") as refused:
        compare_with_peers(scorecard(3), release, "all", ON)
    assert refused.value.faults[0].mend == "use one of: ugc, messaging."
    assert compare_with_peers(scorecard(3), release, "messaging", ON).cell.cell == "messaging"


@pytest.fixture
def versions(tmp_path: Path) -> Iterator[Workspace]:
    """Ann at work with a catalog of two versions of a small framework."""
    opened = open_workspace(tmp_path / "store.db", "Ann", StandingClock(), [write_catalog(tmp_path / "catalog")])
    yield opened
    opened.store.close()


def taken(workspace: Workspace, name: str, version: str, levels: Mapping[str, int]) -> Snapshot:
    """The snapshot of an organization whose practices stand at these levels."""
    header = start_assessment(workspace, add_organization(workspace, name).id, f"small@{version}")
    record_answers(workspace, header.id, [Answer(practice=id_, level=level) for id_, level in levels.items()])
    take_snapshot(workspace, header.id)
    snapshot = load_newest_snapshot(workspace, header.id)
    assert snapshot is not None
    return snapshot


def release_about(workspace: Workspace, version: str) -> Release:
    """Of a pool of 400 on a version, who all stand at 2.25."""
    terms = new_pool(workspace, framework=f"small@{version}", is_named=True)
    fill(workspace, terms, [2.25] * 400)
    return publish_release(workspace, POOL)


def test_older_answers_are_restated_in_the_version_of_the_release_and_marked(versions: Workspace) -> None:
    release = release_about(versions, "1.1")
    made = compare_snapshot(versions, taken(versions, "Old", "1.0", {"A-1": 0, "A-2": 0, "B-1": 0}), release, None)
    assert made.restated_from == "small@1.0"
    overall, a, b = made.rows
    # B-2 is new: whatever it turns out to be, the whole reaches no further than a third of the scale.
    assert (overall.ours, overall.reach, overall.standing) == (0.0, (0.0, 1.75), "below")
    assert (a.ours, a.reach, a.standing) == (0.0, None, "below")
    assert (b.ours, b.reach, b.standing) == (None, (0.0, 5.0), None)
    tree = comparison_as_tree(made)
    assert (tree["restated_from"], tree["rows"][0]["reach"]) == ("small@1.0", [0.0, 1.75])
    undecided = compare_snapshot(versions, taken(versions, "Mid", "1.0", {"A-1": 2, "A-2": 2, "B-1": 2}), release, None)
    assert (undecided.rows[0].ours, undecided.rows[0].standing) == (2.0, None)


def test_newer_answers_are_read_backwards_for_an_older_release(versions: Workspace) -> None:
    release = release_about(versions, "1.0")
    made = compare_snapshot(versions, taken(versions, "New", "1.1", {"A-1": 5, "A-3": 5, "B-2": 0}), release, None)
    assert (made.restated_from, made.rows[0].ours, made.rows[0].standing) == ("small@1.1", 5.0, "above")


def test_within_one_version_nothing_is_restated(versions: Workspace) -> None:
    release = release_about(versions, "1.0")
    made = compare_snapshot(versions, taken(versions, "Old", "1.0", {"A-1": 5, "A-2": 5, "B-1": 5}), release, None)
    assert made.restated_from is None and {row.reach for row in made.rows} == {None}


def test_version_that_no_crosswalk_leads_to_or_that_is_not_here_is_refused(tmp_path: Path, versions: Workspace) -> None:
    release = release_about(versions, "1.1")
    snapshot = taken(versions, "Old", "1.0", {"A-1": 0, "A-2": 0, "B-1": 0})
    catalog = tmp_path / "apart"
    write_framework(catalog, old_version())
    elsewhere = replace(versions, catalogs=(catalog,))
    with pytest.raises(NotComparable, match="not both are here"):
        compare_snapshot(elsewhere, snapshot, release, None)
    write_framework(catalog, new_version())
    with pytest.raises(NotComparable, match="no crosswalk leads"):
        compare_snapshot(elsewhere, snapshot, release, None)
    with pytest.raises(NotComparable, match="the answers about small"):
        compare_with_peers(snapshot.scorecard, release, None, ON)


def test_clients_of_every_version_are_listed_each_with_the_snapshot_that_fits_best(versions: Workspace) -> None:
    older = taken(versions, "Old", "1.0", {"A-1": 0})
    newer = taken(versions, "New", "1.1", {"A-1": 0})
    assert [one.snapshot for one in list_clients(versions, "small@1.1")] == [newer, older]
    both = load_organization(versions, "Old").id
    header = start_assessment(versions, both, "small@1.1")
    record_answers(versions, header.id, [Answer(practice="A-1", level=1, on=date(2025, 1, 1))])
    take_snapshot(versions, header.id, date(2025, 1, 1))
    assert {one.snapshot.framework_version for one in list_clients(versions, "small@1.1")} == {"1.1"}
    assert list_clients(versions, "other@1.0") == []
