"""Compare: where a scorecard stands beside a published release. Nothing of it goes back into any pool."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from frameworks.errors import MaturityError
from scoring.benchmark import CellBenchmark, Compared, Release, locate_among_peers
from scoring.organization import Organization
from scoring.trend import Snapshot
from store import assessments, organizations, snapshots
from use_cases.workspace import Workspace


class NotComparable(MaturityError):
    """The release says nothing about what this scorecard is of."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class Client:
    """An organization of this store with the newest snapshot of one of its assessments."""

    organization: Organization
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Comparison:
    """One scorecard beside one cell of one release."""

    release: Release
    cell: CellBenchmark
    rows: tuple[Compared, ...]
    months_old: int
    """Whole months since the release was made."""


def compare_with_peers(scorecard: Mapping[str, Any], release: Release, cell: str | None, today: date) -> Comparison:
    """A scorecard beside a cell of a release; without `cell` the only one there is.

    `scorecard` is the tree of score_document.scorecard_as_tree().

    Raises:
        NotComparable: it is of another framework or version, or the release has no such cell.
    """
    framework = "@".join(scorecard["framework"][name] for name in ("id", "version"))
    if framework != release.terms.framework:
        raise NotComparable.of(
            f"The release is about {release.terms.framework}, the answers about {framework}.",
            "framework",
            "compare an assessment against that version.",
        )
    return _beside(scorecard, release, cell, today)


def show_peers(release: Release, cell: str | None, today: date) -> Comparison:
    """A cell of a release as anyone reads it who has nothing to put beside it. Raises NotComparable: no such cell."""
    return _beside({"domains": [], "overall": {"mean": {"value": None}}}, release, cell, today)


def load_newest_snapshot(workspace: Workspace, assessment_id: str) -> Snapshot | None:
    """The newest snapshot of an assessment; None before the first."""
    with workspace.store.reading() as connection:
        taken = snapshots.list_snapshots(connection, assessment_id)
    return taken[-1] if taken else None


def list_clients(workspace: Workspace, framework: str) -> list[Client]:
    """Every organization with a snapshot against `id@version` of a framework, by name, each with its newest."""
    found = []
    with workspace.store.reading() as connection:
        for organization in organizations.list_organizations(connection):
            begun = assessments.list_assessments(connection, organization.id)
            taken = [one for header in begun for one in snapshots.list_snapshots(connection, header.id)]
            if fitting := [one for one in taken if one.framework_key == framework]:
                found.append(Client(organization, max(fitting, key=lambda one: (one.on, one.at))))
    return sorted(found, key=lambda one: one.organization.name.casefold())


def _beside(scorecard: Mapping[str, Any], release: Release, cell: str | None, today: date) -> Comparison:
    names = [one.cell for one in release.cells]
    wanted = names[0] if cell is None and len(names) == 1 else cell
    found = release.cell(wanted) if wanted else None
    if found is None:
        raise NotComparable.of(
            "The release has no such cell." if cell else "The release has several cells.",
            "cell",
            f"use one of: {', '.join(names)}.",
        )
    rows = locate_among_peers(scorecard, release, found.cell)
    age = (today.year - release.dated.year) * 12 + today.month - release.dated.month
    return Comparison(release, found, tuple(rows), max(age - (today.day < release.dated.day), 0))


def comparison_as_tree(comparison: Comparison) -> dict[str, Any]:
    """What `compare --json` prints."""
    release, cell = comparison.release, comparison.cell
    return {
        "pool": release.terms.id,
        "framework": release.terms.framework,
        "release": release.number,
        "dated": release.dated.isoformat(),
        "months_old": comparison.months_old,
        "is_synthetic": release.terms.is_synthetic,
        "cell": cell.cell,
        "about": cell.about,
        "guarantee": release.guarantee.sentence,
        "suppressed": list(cell.suppressed),
        "rows": [_row(one) for one in comparison.rows],
    }


def _row(one: Compared) -> dict[str, Any]:
    band: Sequence[float] | None = one.band
    return {
        "id": one.id,
        "ours": one.ours,
        "median": one.published.value if one.published else None,
        "band": list(band) if band else None,
        "standing": one.standing,
    }
