"""What changed between two snapshots, in sentences: pure functions of the numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.charts.changes import DomainChange, signed
from dashboard.widgets.findings import SEEN, count, listed
from dashboard.widgets.marks import tenth
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
    if before.evidenced is None and now.evidenced is None:
        return now.claimed - before.claimed, None
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
    if _is_opened(change):
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
    if change.old_state is None or change.new_state is None:
        return "new in this version" if change.old_state is None else "not in this version"
    if change.old_state == "out_of_scope":
        return "now in scope"
    if change.new_state == "out_of_scope":
        return "out of scope now"
    if change.new_state != change.old_state:
        now = str(change.new_state).replace("_", " ")
        return "answered now" if now == "answered" else f"{now} now"
    if change.step:
        return "lower" if change.step < 0 else "higher"
    return "less backed" if _backed_step(change) < 0 else "more backed"


def changes_finding(changes: Sequence[PracticeChange]) -> str:
    """How many practices fell and how many rose; falls and what is no longer answered are named first."""
    fallen = sum(change.is_regression for change in changes)
    risen = sum((change.step or 0) > 0 for change in changes)
    opened = sum(_is_opened(change) for change in changes)
    less = sum(change_word(change) == "less backed" for change in changes)
    if not changes:
        return "Nothing differs between the two snapshots"
    waived = sum(change_word(change) == "not applicable now" for change in changes)
    parts = [(opened, "no longer answered"), (waived, "not applicable now"), (less, "less backed")]
    also = "".join(f"; {count(number, 'is', 'are').lower()} {word}" for number, word in parts if number)
    if fallen:
        return f"{count(fallen, 'practice', 'practices')} fell, {_rose(risen)}{also}"
    if risen:
        return f"No practice fell, {_rose(risen)}{also}"
    for number, word in (*parts, (sum(change_word(change) == "answered now" for change in changes), "answered now")):
        if number:
            return f"No level moved; {count(number, 'practice is', 'practices are').lower()} {word}"
    return "No level moved"


def _rose(number: int) -> str:
    return f"{count(number, '', '').strip().lower()} rose" if number else "none rose"


def _is_opened(change: PracticeChange) -> bool:
    return change.old_state == "answered" and change.new_state in ("not_known", "unanswered")


def moved_finding(changes: Sequence[DomainChange]) -> str:
    """Which domains gained and lost most by what is backed; by what is claimed where no backing moved."""
    read = changes[1:]
    for word, steps in (
        ("Backed", [(change.title, change.backed) for change in read]),
        ("Claimed", [(change.title, change.claimed) for change in read]),
    ):
        known = [(title, step) for title, step in steps if step is not None]
        parts = [_extreme(known, 1), _extreme(known, -1)]
        if any(parts):
            return f"{word}: {', '.join(part for part in parts if part)}"
    return "No domain moved" if any(change.claimed is not None for change in read) else "No domain can be compared"


def _extreme(steps: Sequence[tuple[str, float]], sign: int) -> str:
    """ "Reporting lost most"; the domains that moved alike, as one decimal shows it, are named together."""
    moved = [(title, float(tenth(sign * step))) for title, step in steps if sign * step >= SEEN]
    if not moved:
        return ""
    most = max(step for _, step in moved)
    titles = [title for title, step in moved if step == most]
    return f"{listed(titles, 2, keep_case=True)} {'gained' if sign > 0 else 'lost'} most"


def changes_lede(changes: Sequence[DomainChange]) -> str:
    """The difference of the averages."""
    whole = changes[0] if changes else None
    if whole is None or whole.claimed is None:
        return "The averages of these two snapshots cannot be compared."
    backed = "no evidence recorded" if whole.backed is None else f"backed {signed(whole.backed)}"
    return f"Average: claimed {signed(whole.claimed)}, {backed}."
