"""Snapshots in order: what was reported when, and what changed between any two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from frameworks.fields import Frozen
from scoring.organization import Profile


class Snapshot(Frozen):
    """A scorecard frozen on a date, with framework version and scoring version; never recomputed."""

    id: str
    assessment_id: str
    on: date
    at: datetime
    by: str
    framework_id: str
    framework_version: str
    scoring_version: str
    profile: Profile
    preset: str | None
    scorecard: dict[str, Any]
    """The tree of score_document.scorecard_as_tree()."""
    answer_ids: dict[str, str]
    """The answer that held for each practice, by practice id."""
    note: str = ""

    @property
    def framework_key(self) -> str:
        """`id@version` of the framework it was taken with."""
        return f"{self.framework_id}@{self.framework_version}"


class Event(Frozen):
    """Something that happened in an organization and explains a trend."""

    id: str
    organization_id: str
    on: date
    title: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One line's reading on one date; None where it could not be read. `evidenced` is also None where nothing
    was answered or no evidence was recorded: that is not zero."""

    on: date
    claimed: float | None
    evidenced: float | None
    coverage: float | None
    level: int | None


@dataclass(frozen=True, slots=True)
class RestatedPoint:
    """An earlier snapshot read in the newest framework version. What was reported stays beside it.

    `claimed` and `evidenced` as in TrendPoint, over the practices that can be restated; `low` and `high` say between
    which values the claim lies whatever the open practices were, those included that are new. None: nothing to read.
    """

    on: date
    claimed: float | None
    evidenced: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The readings of one domain, or of the whole (`id` is "overall")."""

    id: str
    title: str
    points: tuple[TrendPoint, ...]

    @property
    def regressions(self) -> tuple[date, ...]:
        """The dates at which the claimed or the evidenced value is lower than at the snapshot before."""
        return tuple(now.on for before, now in pairwise(self.points) if is_lower(before, now))


@dataclass(frozen=True, slots=True)
class Trend:
    """All lines of one assessment in order of date, and the events that explain them."""

    snapshots: tuple[Snapshot, ...]
    overall: TrendLine
    domains: tuple[TrendLine, ...]
    events: tuple[Event, ...]
    breaks: tuple[date, ...]
    """Dates from which another framework version or scoring version was used: no like-for-like before and after."""
    restated: Mapping[str, Sequence[RestatedPoint]] = field(default_factory=dict)
    """By line id, the snapshots before another framework version in terms of the newest one; filled by
    restated.restate_trend()."""


@dataclass(frozen=True, slots=True)
class PracticeChange:
    """One practice on two dates. A state or a level is None where the practice did not exist."""

    practice_id: str
    old_state: str | None
    new_state: str | None
    old_level: int | None
    new_level: int | None
    old_evidenced: float | None
    new_evidenced: float | None

    @property
    def is_regression(self) -> bool:
        """The answered level is lower than it was."""
        return self.old_level is not None and self.new_level is not None and self.new_level < self.old_level

    @property
    def step(self) -> int | None:
        """Levels gained or lost; None where one side has no level."""
        if self.old_level is None or self.new_level is None:
            return None
        return self.new_level - self.old_level


def trace_trend(snapshots: Sequence[Snapshot], events: Sequence[Event] = ()) -> Trend:
    """The trend of the snapshots as they were reported, by date; of several on one date the last recorded counts."""
    newest = {snapshot.on: snapshot for snapshot in sorted(snapshots, key=lambda snapshot: (snapshot.on, snapshot.at))}
    kept = tuple(newest.values())
    titles = {domain["id"]: domain["title"] for snapshot in kept for domain in snapshot.scorecard["domains"]}
    return Trend(
        snapshots=kept,
        overall=TrendLine("overall", "All domains", tuple(_point(s, s.scorecard["overall"]) for s in kept)),
        domains=tuple(
            TrendLine(id_, title, tuple(_domain_point(s, id_) for s in kept)) for id_, title in titles.items()
        ),
        events=tuple(sorted(events, key=lambda event: event.on)),
        breaks=tuple(now.on for before, now in pairwise(kept) if is_other_edition(before, now)),
    )


def list_changes(earlier: Snapshot, later: Snapshot) -> list[PracticeChange]:
    """The practices whose state, level or backing differs between two snapshots, in the later one's order."""
    old = {practice["id"]: practice for practice in earlier.scorecard["practices"]}
    new = {practice["id"]: practice for practice in later.scorecard["practices"]}
    changes = [_change(id_, old.get(id_), new.get(id_)) for id_ in [*new, *(id_ for id_ in old if id_ not in new)]]
    return [change for change in changes if _differs(change)]


def is_lower(before: TrendPoint, now: TrendPoint) -> bool:
    """Whether the claimed or the evidenced value fell, by more than one decimal can hide."""
    if before.claimed is None or now.claimed is None:
        return False
    # A claim whose evidence is gone altogether has lost it.
    evidenced = before.evidenced is not None and (now.evidenced or 0.0) < before.evidenced - 0.05
    return now.claimed < before.claimed - 0.05 or evidenced


def is_other_edition(before: Snapshot, now: Snapshot) -> bool:
    """Whether another framework version or scoring version stands behind the later figures."""
    return _edition(before) != _edition(now)


def _edition(snapshot: Snapshot) -> tuple[str, str, str]:
    return snapshot.framework_id, snapshot.framework_version, snapshot.scoring_version


def _domain_point(snapshot: Snapshot, domain_id: str) -> TrendPoint:
    for domain in snapshot.scorecard["domains"]:
        if domain["id"] == domain_id:
            return _point(snapshot, domain)
    return TrendPoint(snapshot.on, None, None, None, None)


def _point(snapshot: Snapshot, score: dict[str, Any]) -> TrendPoint:
    evidence = score["evidence"]
    evidenced = evidence["evidenced"] if evidence["recorded"] else None
    return TrendPoint(snapshot.on, evidence["claimed"], evidenced, score["coverage"], score["gated"]["value"])


def _change(practice_id: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> PracticeChange:
    return PracticeChange(
        practice_id,
        *(side["state"] if side else None for side in (old, new)),
        *(_level(side) for side in (old, new)),
        *(side["evidenced"] if side and side["state"] == "answered" else None for side in (old, new)),
    )


def _level(side: dict[str, Any] | None) -> int | None:
    return side["level"] if side and side["state"] == "answered" else None


def _differs(change: PracticeChange) -> bool:
    if (change.old_state, change.old_level) != (change.new_state, change.new_level):
        return True
    return abs((change.new_evidenced or 0.0) - (change.old_evidenced or 0.0)) >= 0.05
