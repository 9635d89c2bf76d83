"""Where an organization stands beside a published release: its own averages, of that version or restated in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from frameworks.crosswalk import Crosswalk
from frameworks.model import Framework
from scoring.benchmark import CellBenchmark, Figure, Release
from scoring.change import Side, restate
from scoring.decomposition import Standings, mean_of
from scoring.pool_terms import PoolTerms
from scoring.restated import OPEN

StandsAt = Literal["below", "within", "above"]
Absence = Literal["out_of_scope", "not_applicable", "unanswered"]
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class OwnMean:
    """A claimed average, and between which levels it lies whatever is new to a version; None: nothing counts."""

    claimed: float | None
    low: float | None
    high: float | None
    absence: Absence | None = None
    """Why a domain of a scorecard has no average; None where it has one, and where it was restated."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One average of ours beside the published band.

    `standing` is None where either is missing, or where practices that are new to the version of the release decide.
    """

    id: str
    """`overall`, or a domain."""
    ours: float | None
    reach: tuple[float, float] | None
    """Between which levels ours lies, where it was restated and practices are new; None: it is exactly `ours`."""
    published: Figure | None
    band: tuple[float, float] | None
    standing: StandsAt | None
    absence: Absence | None = None
    """Why a domain of ours has no average, where that is known."""
    is_half: bool = False
    """Whether the band is the middle half of the organizations, its ends as far out as noise may move them; else it is
    where their median lies."""
    is_unasked: bool = False
    """Whether the domain asks nothing of the kind of service, so that nothing of it is published."""


def own_means(scorecard: Mapping[str, Any]) -> dict[str, OwnMean]:
    """The claimed averages of a scorecard's tree (score_document.scorecard_as_tree()), overall and by domain."""
    overall = scorecard["overall"]["mean"]["value"]
    found = {OVERALL: OwnMean(overall, overall, overall)}
    for domain in scorecard["domains"]:
        value = domain["mean"]["value"]
        absence = _absence(domain["counts"]) if value is None else None
        found[domain["id"]] = OwnMean(value, value, value, absence)
    return found


def _absence(counts: Mapping[str, int]) -> Absence:
    """Why nothing of a domain is scored, by the states of its practices."""
    if not counts["in_scope"]:
        return "out_of_scope"
    return "not_applicable" if counts["not_applicable"] == counts["in_scope"] else "unanswered"


def restate_means(side: Side, framework: Framework, crosswalk: Crosswalk) -> dict[str, OwnMean]:
    """The claimed averages of a side in another version of its framework, overall and by domain.

    What was open before stays out, as it does within one version; what only this version asks for, or what cannot be
    carried over whole, may lie anywhere on the scale.
    """
    standings = restate(side, framework, crosswalk)
    unknown = {id_ for id_, one in standings.items() if one.state in OPEN and not _was_open(id_, side, crosswalk)}
    parts = {domain.id: [practice.id for practice in domain.practices] for domain in framework.domains}
    lines = {OVERALL: list(standings), **parts}
    return {line: _mean({id_: standings[id_] for id_ in ids}, unknown, framework) for line, ids in lines.items()}


def _was_open(practice_id: str, side: Side, crosswalk: Crosswalk) -> bool:
    """Whether all it is made of was there to be answered, and was not."""
    sources = [side.standings.get(source) for source in crosswalk.taken_by(practice_id)]
    return bool(sources) and all(source is not None and source.state in OPEN for source in sources)


def _mean(standings: Standings, unknown: set[str], framework: Framework) -> OwnMean:
    claimed = mean_of(standings, "claimed")
    known = sum(one.weight for one in standings.values() if one.counts)
    undecided = sum(one.weight for id_, one in standings.items() if id_ in unknown)
    if not known + undecided:
        return OwnMean(None, None, None)
    reached = (claimed or Fraction(0)) * known
    low, high = (
        float((reached + undecided * end) / (known + undecided))
        for end in (framework.scale.lowest, framework.scale.highest)
    )
    return OwnMean(None if claimed is None else float(claimed), low, high)


def locate_among_peers(own: Mapping[str, OwnMean], release: Release, cell: str) -> list[Compared]:
    """Where own averages stand beside a cell: overall first, then every domain of the pool. Ours is rounded as
    contributions are."""
    benchmark = release.cell(cell)
    lines = (OVERALL, *release.terms.domains)
    return [_compared(line, own.get(line), benchmark, release.terms) for line in lines]


def _compared(id_: str, own: OwnMean | None, benchmark: CellBenchmark | None, terms: PoolTerms) -> Compared:
    ours = None if own is None or own.claimed is None else terms.on_grid(own.claimed)
    reach = _reach(own, terms)
    figure, band = _published(id_, benchmark)
    is_half = id_ == OVERALL and benchmark is not None and benchmark.lower_quartile is not None
    standing = None if band is None or reach is None or ours is None else _standing(reach, band)
    is_exact = reach is None or reach[0] == reach[1]
    absence = own.absence if own else None
    is_unasked = benchmark is not None and id_ in terms.unasked.get(benchmark.cell, ())
    return Compared(id_, ours, None if is_exact else reach, figure, band, standing, absence, is_half, is_unasked)


def _reach(own: OwnMean | None, terms: PoolTerms) -> tuple[float, float] | None:
    if own is None or own.low is None or own.high is None:
        return None
    return terms.on_grid(own.low), terms.on_grid(own.high)


def _published(id_: str, benchmark: CellBenchmark | None) -> tuple[Figure | None, tuple[float, float] | None]:
    if benchmark is None:
        return None, None
    if id_ == OVERALL:
        return benchmark.median, benchmark.middle
    figure = benchmark.domains.get(id_)
    return figure, (figure.low, figure.high) if figure else None


def _standing(reach: tuple[float, float], band: tuple[float, float]) -> StandsAt | None:
    if reach[1] < band[0]:
        return "below"
    if reach[0] > band[1]:
        return "above"
    return "within" if band[0] <= reach[0] and reach[1] <= band[1] else None
