"""Compare: where a scorecard stands beside a published release. Nothing of it goes back into any pool."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from frameworks.crosswalks import crosswalk_across
from frameworks.errors import FrameworkNotFound, MaturityError
from frameworks.loader import CATALOG, load_framework
from scoring.among_peers import Compared, OwnMean, locate_among_peers, own_means, restate_means
from scoring.benchmark import CellBenchmark, Release
from scoring.change import Side, side_of_snapshot
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
    restated_from: str | None = None
    """The `id@version` the answers are of, where they were restated in the version of the release."""


def compare_with_peers(
    scorecard: Mapping[str, Any],
    release: Release,
    cell: str | None,
    today: date,
    *,
    side: Callable[[], Side] | None = None,
    catalogs: Sequence[Path] = (CATALOG,),
) -> Comparison:
    """A scorecard beside a cell of a release; without `cell` the only one there is.

    `scorecard` is the tree of score_document.scorecard_as_tree(). Where the release is about another version of its
    framework, the same scorecard as `side` is restated in that version through the crosswalks of `catalogs`.

    Raises:
        NotComparable: it is of another framework, no crosswalk leads to the version of the release, or the release has
            no such cell.
    """
    framework = "@".join(scorecard["framework"][name] for name in ("id", "version"))
    if framework == release.terms.framework:
        return _beside(own_means(scorecard), release, cell, today)
    own = _restated(framework, release.terms.framework, side, catalogs)
    return replace(_beside(own, release, cell, today), restated_from=framework)


def compare_snapshot(workspace: Workspace, snapshot: Snapshot, release: Release, cell: str | None) -> Comparison:
    """A snapshot of this store beside a cell of a release. Raises NotComparable."""

    def side() -> Side:
        return side_of_snapshot(snapshot, workspace.load_framework(snapshot.framework_key))

    today = workspace.today()
    return compare_with_peers(snapshot.scorecard, release, cell, today, side=side, catalogs=workspace.catalogs)


def show_peers(release: Release, cell: str | None, today: date) -> Comparison:
    """A cell of a release as anyone reads it who has nothing to put beside it. Raises NotComparable: no such cell."""
    return _beside({}, release, cell, today)


def _restated(
    source: str, target: str, side: Callable[[], Side] | None, catalogs: Sequence[Path]
) -> Mapping[str, OwnMean]:
    what = f"The release is about {target}, the answers about {source}"
    mend = "compare an assessment against that version."
    if side is None or source.partition("@")[0] != target.partition("@")[0]:
        raise NotComparable.of(f"{what}.", "framework", mend)
    try:
        own, framework = side(), load_framework(target, catalogs)
    except FrameworkNotFound:
        raise NotComparable.of(
            f"{what}; not both are here to restate the one in the other.", "framework", mend
        ) from None
    way = crosswalk_across(own.framework, framework, catalogs)
    if way is None:
        why = "; no crosswalk leads from the one to the other, or their levels mean another scale."
        raise NotComparable.of(f"{what}{why}", "framework", mend)
    return restate_means(own, framework, way)


def load_newest_snapshot(workspace: Workspace, assessment_id: str) -> Snapshot | None:
    """The newest snapshot of an assessment; None before the first."""
    with workspace.store.reading() as connection:
        taken = snapshots.list_snapshots(connection, assessment_id)
    return taken[-1] if taken else None


def list_clients(workspace: Workspace, framework: str) -> list[Client]:
    """Every organization with a snapshot against a framework, by name, each with its newest.

    Those against this version (`id@version`) go before those against another.
    """
    id_ = framework.partition("@")[0]
    found = []
    with workspace.store.reading() as connection:
        for organization in organizations.list_organizations(connection):
            begun = assessments.list_assessments(connection, organization.id)
            taken = [one for header in begun for one in snapshots.list_snapshots(connection, header.id)]
            if fitting := [one for one in taken if one.framework_id == id_]:
                newest = max(fitting, key=lambda one: (one.framework_key == framework, one.on, one.at))
                found.append(Client(organization, newest))
    return sorted(found, key=lambda one: one.organization.name.casefold())


def _beside(own: Mapping[str, OwnMean], release: Release, cell: str | None, today: date) -> Comparison:
    names = [one.cell for one in release.cells]
    wanted = names[0] if cell is None and len(names) == 1 else cell
    found = release.cell(wanted) if wanted else None
    if found is None:
        raise NotComparable.of(
            "The release has no such cell." if cell else "The release has several cells.",
            "cell",
            f"use one of: {', '.join(names)}.",
        )
    rows = locate_among_peers(own, release, found.cell)
    age = (today.year - release.dated.year) * 12 + today.month - release.dated.month
    return Comparison(release, found, tuple(rows), max(age - (today.day < release.dated.day), 0))


def comparison_as_tree(comparison: Comparison) -> dict[str, Any]:
    """What `compare --json` prints."""
    release, cell = comparison.release, comparison.cell
    return {
        "pool": release.terms.id,
        "framework": release.terms.framework,
        "restated_from": comparison.restated_from,
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
        "reach": list(one.reach) if one.reach else None,
        "median": one.published.value if one.published else None,
        "band": list(band) if band else None,
        "band_of": ("middle half" if one.is_half else "median") if band else None,
        "standing": one.standing,
    }
