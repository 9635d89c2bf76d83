"""What a trend says in sentences: pure functions of the numbers, so that no headline contradicts its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dashboard.widgets.dates import month
from dashboard.widgets.findings import SEEN, count
from dashboard.widgets.marks import tenth
from frameworks.model import DetectableChange
from scoring.trend import Snapshot, Trend, TrendLine, is_lower

YEAR = timedelta(days=370)
"""Four quarters, with a few days of grace."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One snapshot's two averages, both known."""

    on: date
    claimed: float
    backed: float


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """A snapshot since which other practices count than at the one before."""

    on: date
    before: int
    after: int


def readings(line: TrendLine) -> list[Reading]:
    """The snapshots at which a line could be read."""
    return [
        Reading(point.on, float(point.claimed), float(point.evidenced or 0.0))
        for point in line.points
        if point.claimed is not None
    ]


def last_year(line: TrendLine) -> tuple[Reading, Reading] | None:
    """The newest reading and the earliest one not more than a year before it; None with less than two."""
    read = readings(line)
    if len(read) < 2:
        return None
    return next(earlier for earlier in read if read[-1].on - earlier.on <= YEAR or earlier is read[-2]), read[-1]


def track_finding(trend: Trend, least: DetectableChange) -> str:
    """The sentence at the head of the page: a fall that can be told first, else what a year did."""
    pair = last_year(trend.overall)
    if pair is None:
        return "One snapshot. A trend needs two." if readings(trend.overall) else "No snapshot can be read yet."
    return _fall_sentence(readings(trend.overall), least.overall) or _year_sentence(*pair, least.overall)


def track_lede(trend: Trend, least: DetectableChange) -> str:
    """The change in figures, against the least change that two honest assessors would agree on."""
    pair = last_year(trend.overall)
    if pair is None:
        return "A snapshot freezes the scorecard of a day. A trend needs two; whether it is real, four."
    earlier, later = pair
    claimed, backed = later.claimed - earlier.claimed, later.backed - earlier.backed
    verdict = _verdict([abs(claimed) >= least.overall, abs(backed) >= least.overall], least.overall)
    return (
        f"From {month(earlier.on)} to {month(later.on)} the claimed average went from {tenth(earlier.claimed)} to "
        f"{tenth(later.claimed)} and the backed one from {tenth(earlier.backed)} to {tenth(later.backed)}. {verdict}"
    )


def _verdict(exceeds: Sequence[bool], least: float) -> str:
    yardstick = f"{least}, the least change two honest assessors would agree on (a judgement)."
    if all(exceeds):
        return f"Both moves exceed {yardstick}"
    if not any(exceeds):
        return f"Neither move reaches {yardstick}"
    return f"Only the {'claimed' if exceeds[0] else 'backed'} one moved by more than {yardstick}"


def _fall_sentence(read: Sequence[Reading], least: float) -> str | None:
    """The deepest fall of the claim, when it can be told from chance and is not made good yet."""
    peak, low = deepest_fall(read)
    fall = peak.claimed - low.claimed
    if fall < least or read[-1].claimed >= peak.claimed - SEEN:
        return None
    regained = read[-1].claimed - low.claimed
    words = f"Claims fell by {tenth(fall)} from {month(peak.on)} to {month(low.on)}"
    return f"{words}; {tenth(regained)} has come back." if regained >= SEEN else f"{words} and have not come back."


def deepest_fall(read: Sequence[Reading]) -> tuple[Reading, Reading]:
    """The two readings, in order of date, between which the claim fell most; twice the first without a fall."""
    pairs = [(peak, low) for place, peak in enumerate(read) for low in read[place:]]
    return max(pairs, key=lambda pair: pair[0].claimed - pair[1].claimed)


def _year_sentence(earlier: Reading, later: Reading, least: float) -> str:
    claimed, backed = later.claimed - earlier.claimed, later.backed - earlier.backed
    moves = (_direction(claimed, least), _direction(backed, least))
    if moves == ("rose", "rose"):
        if claimed > backed + SEEN:
            return "Claims have risen faster than the evidence behind them."
        return (
            "Evidence has risen faster than the claims."
            if backed > claimed + SEEN
            else "Claims and evidence have risen together."
        )
    return _SENTENCES[moves]


_SENTENCES = {
    ("rose", "stayed"): "Claims have risen; the evidence behind them has not.",
    ("rose", "fell"): "Claims have risen while less of them is backed.",
    ("stayed", "rose"): "Claims stand where they were; more of them is backed.",
    ("stayed", "stayed"): "Too little has moved in a year to tell it from chance.",
    ("stayed", "fell"): "Claims stand where they were; less of them is backed.",
    ("fell", "rose"): "Claims have come down, and more of them is backed.",
    ("fell", "stayed"): "Claims have come down; the evidence behind them has held.",
    ("fell", "fell"): "Claims have come down, and the evidence with them.",
}


def _direction(change: float, least: float) -> str:
    return "stayed" if abs(change) < least else "rose" if change > 0 else "fell"


def domains_finding(trend: Trend) -> str:
    """Which domains are lower than at the snapshot before; else which one is backed least."""
    lower = [line for line in trend.domains if fell_last(line)]
    read = [(line, found[-1]) for line in trend.domains if (found := readings(line))]
    if not read:
        return "No domain can be read yet"
    if len(trend.overall.points) > 1 and len(lower) == len(read) and len(read) > 1:
        return "Every domain is lower than at the snapshot before"
    if len(lower) == 1:
        return f"{lower[0].title} is lower than at the snapshot before"
    if lower:
        return f"{count(len(lower), 'domain is', 'domains are')} lower than at the snapshot before"
    weakest = min(read, key=lambda pair: (pair[1].backed, pair[1].claimed))[0]
    return f"{weakest.title} is backed least"


def fell_last(line: TrendLine) -> bool:
    """Whether a line's newest value, claimed or backed, is lower than the one before."""
    return len(line.points) > 1 and is_lower(line.points[-2], line.points[-1])


def worst_first(lines: Sequence[TrendLine]) -> list[TrendLine]:
    """What fell most in a year first, then the least backed; what cannot be read last."""
    return sorted(lines, key=_badness)


def _badness(line: TrendLine) -> tuple[bool, float, float]:
    read = readings(line)
    if not read:
        return True, 0.0, 0.0
    pair = last_year(line)
    losses = 0.0
    if pair:
        losses = min(0.0, pair[1].claimed - pair[0].claimed + SEEN) + min(0.0, pair[1].backed - pair[0].backed + SEEN)
    return False, losses, read[-1].backed


def domain_word(line: TrendLine) -> str:
    """What one small chart says, in a few words under its title."""
    read = readings(line)
    if not read:
        return "Nothing to read at any snapshot"
    if len(read) == 1:
        return f"First read in {month(read[0].on)}"
    step = _last_step(line)
    if step:
        return step
    pair = last_year(line)
    assert pair is not None
    claimed, backed = pair[1].claimed - pair[0].claimed, pair[1].backed - pair[0].backed
    if pair[1].backed < SEEN:
        return (
            "No evidence in date behind the claim"
            if pair[1].claimed >= SEEN
            else "At the lowest level, nothing to back"
        )
    return _year_word(claimed, backed)


def _last_step(line: TrendLine) -> str:
    """ "Lower than in June: claimed 2.0 to 1.6", or nothing."""
    if not fell_last(line):
        return ""
    before, now = line.points[-2], line.points[-1]
    parts = [
        f"{word} {_from_to(old, new).replace(' as before', ', by less than 0.1')}"
        for word, old, new in (
            ("claimed", before.claimed, now.claimed),
            ("backed", before.evidenced, now.evidenced),
        )
        if old is not None and new is not None and new < old - SEEN
    ]
    return f"Lower than in {before.on:%B}: {', '.join(parts)}"


def _from_to(old: float, new: float) -> str:
    return f"{tenth(old)} to {tenth(new)}" if tenth(old) != tenth(new) else f"{tenth(new)} as before"


def _year_word(claimed: float, backed: float) -> str:
    if abs(claimed) < SEEN and abs(backed) < SEEN:
        return "Unchanged in a year"
    if claimed >= SEEN and backed <= -SEEN:
        return "The claim grew in a year, less of it is backed"
    if claimed >= SEEN and backed < SEEN:
        return "The claim grew in a year, its evidence did not"
    if claimed >= SEEN:
        return (
            "In a year, the claim grew more than its evidence"
            if claimed > backed + SEEN
            else "Claim and evidence grew in a year"
        )
    if claimed > -SEEN:
        return "The claim stayed, more of it is backed" if backed > 0 else "The claim stayed, less of it is backed"
    return "Claimed lower than a year ago"


def scope_changes(trend: Trend) -> list[ScopeChange]:
    """The snapshots since which other practices count, because the profile or the preset changed."""
    return [
        ScopeChange(now.on, _in_scope(before), _in_scope(now))
        for before, now in pairwise(trend.snapshots)
        if (before.profile, before.preset) != (now.profile, now.preset) and _scope_ids(before) != _scope_ids(now)
    ]


def _in_scope(snapshot: Snapshot) -> int:
    return int(snapshot.scorecard["overall"]["counts"]["in_scope"])


def _scope_ids(snapshot: Snapshot) -> set[str]:
    return {practice["id"] for practice in snapshot.scorecard["practices"] if practice["state"] != "out_of_scope"}


def overall_finding(trend: Trend) -> str:
    """The title of the chart of all domains, in figures: what can be told from them stands at the head of the page."""
    pair = last_year(trend.overall)
    if pair is None:
        return "All domains together"
    earlier, later = pair
    return (
        f"All domains in a year: claimed {_from_to(earlier.claimed, later.claimed)}, "
        f"backed {_from_to(earlier.backed, later.backed)}"
    )
