"""What changed between two snapshots, in sentences: pure functions of the numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.charts.changes import DomainChange, signed
from dashboard.widgets.findings import SEEN, count
from frameworks.model import DetectableChange
from scoring.trend import PracticeChange, Trend, TrendLine, TrendPoint


def domain_changes(trend: Trend, earlier: date, later: date, short: Mapping[str, str]) -> list[DomainChange]:
    """What all domains together, and each of them, gained or lost between two snapshots; `short` titles by id."""
    return [
        DomainChange(short.get(line.id, line.title), *_differences(_at(line, earlier), _at(line, later)))
        for line in (trend.overall, *trend.domains)
        if _at(line, earlier).claimed is not None or _at(line, later).claimed is not None
    ]


def _at(line: TrendLine, on: date) -> TrendPoint:
    return next(point for point in line.points if point.on == on)


def _differences(before: TrendPoint, now: TrendPoint) -> tuple[float | None, float | None]:
    if before.claimed is None or now.claimed is None:
        return None, None
    return now.claimed - before.claimed, (now.evidenced or 0.0) - (before.evidenced or 0.0)


def regressions_first(changes: Sequence[PracticeChange]) -> list[PracticeChange]:
    """Levels that fell, then answers that opened again, then the other levels and states, then what is less backed."""
    return sorted(changes, key=lambda change: (_rank(change), change.step or 0, _backed_step(change)))


def is_evidence_only(change: PracticeChange) -> bool:
    """Whether only the backing differs: the level and the state are the same."""
    return (change.old_state, change.old_level) == (change.new_state, change.new_level)


def _rank(change: PracticeChange) -> int:
    if change.is_regression:
        return 0
    if change.old_state == "answered" and change.new_state in ("not_known", "unanswered"):
        return 1
    return 3 if is_evidence_only(change) else 2


def evidence_words(changes: Sequence[PracticeChange]) -> str:
    """How many practices are less and more backed with their level unchanged; empty for none."""
    alone = [change for change in changes if is_evidence_only(change)]
    less = sum(_backed_step(change) < 0 for change in alone)
    more = len(alone) - less
    parts = [f"{number} {word} backed" for number, word in ((less, "less"), (more, "more")) if number]
    return f"Same level, other evidence: {', '.join(parts)}" if parts else ""


def _backed_step(change: PracticeChange) -> float:
    return (change.new_evidenced or 0.0) - (change.old_evidenced or 0.0)


def change_word(change: PracticeChange) -> str:
    """What happened to one practice, in a word or two."""
    if change.old_state in (None, "out_of_scope"):
        return "now in scope"
    if change.new_state in (None, "out_of_scope"):
        return "out of scope now"
    if change.new_state != change.old_state:
        now = str(change.new_state).replace("_", " ")
        return "answered now" if now == "answered" else f"{now} now"
    if change.step:
        return "lower" if change.step < 0 else "higher"
    return "less backed" if _backed_step(change) < 0 else "more backed"


def changes_finding(changes: Sequence[PracticeChange]) -> str:
    """How many practices fell, and how many rose; falls are named first."""
    fallen = sum(change.is_regression for change in changes)
    risen = sum((change.step or 0) > 0 for change in changes)
    less = sum(change_word(change) == "less backed" for change in changes)
    if not changes:
        return "Nothing differs between the two snapshots"
    if fallen:
        return f"{count(fallen, 'practice', 'practices')} fell, {count(risen, 'rose', 'rose').lower()}"
    if risen:
        return f"No practice fell, {count(risen, 'rose', 'rose').lower()}"
    if less:
        return f"No level moved; {count(less, 'practice is', 'practices are').lower()} less backed"
    return "No level moved"


def moved_finding(changes: Sequence[DomainChange]) -> str:
    """Which domain gained most and which lost most, by what is backed, then by what is claimed."""
    read = [change for change in changes[1:] if change.claimed is not None and change.backed is not None]
    if not read:
        return "No domain can be compared"
    ordered = sorted(read, key=lambda change: (change.backed or 0.0, change.claimed or 0.0))
    least, most = ordered[0], ordered[-1]
    lost = _reading_moved(least, -1)
    gained = _reading_moved(most, 1)
    if gained and lost:
        return f"{most.title} gained most, {least.title.lower()} lost most"
    if gained or lost:
        return f"{most.title} gained most" if gained else f"{least.title} lost most"
    return "No domain moved"


def _reading_moved(change: DomainChange, sign: int) -> bool:
    """Whether a domain gained (1) or lost (-1), backed or claimed, by more than one decimal hides."""
    return max(sign * (change.backed or 0.0), sign * (change.claimed or 0.0)) >= SEEN


def changes_lede(changes: Sequence[DomainChange], least: DetectableChange) -> str:
    """The difference of the averages, against the least change that can be told."""
    whole = changes[0] if changes else None
    if whole is None or whole.claimed is None or whole.backed is None:
        return "The averages of these two snapshots cannot be compared."
    reach = (
        "can be told from chance"
        if max(abs(whole.claimed), abs(whole.backed)) >= least.overall
        else "cannot be told from chance"
    )
    return (
        f"Average: claimed {signed(whole.claimed)}, backed {signed(whole.backed)}. Below {least.overall} overall, or "
        f"{least.domain} in one domain, two honest assessors may differ (a judgement); this difference {reach}."
    )
