"""What a trend says in sentences: pure functions of the numbers, so that no headline contradicts its table."""

from collections.abc import Sequence
from datetime import date

from dashboard.widgets.dates import day, month
from dashboard.widgets.findings import SEEN, count, signed
from dashboard.widgets.marks import is_wide, tenth
from dashboard.widgets.trend_readings import (
    Reading,
    comparable,
    fell_last,
    is_vague,
    last_year,
    readings,
    scope_changes,
    shown_step,
)
from scoring.trend import Snapshot, Trend, TrendLine
from scoring.yardstick import Yardstick


def track_finding(trend: Trend, least: Yardstick) -> str:
    """The sentence at the head of the page: a fall that can be told first, else what a year did."""
    if trend.snapshots and is_vague(trend.snapshots[-1]):
        return f"Too little was answered in {month(trend.snapshots[-1].on)} to say what moved."
    line = comparable(trend).overall
    pair = last_year(line)
    if pair is None:
        return _too_few(trend, line)
    fall = deepest_fall(readings(line))
    if words := _fall_sentence(*fall, pair[1], least.overall):
        return _among(trend, fall, words)
    return _among(trend, pair, _year_sentence(*pair, least.overall))


def _too_few(trend: Trend, line: TrendLine) -> str:
    if not readings(line):
        return "No snapshot can be read yet."
    if len(trend.snapshots) == 1:
        return "One snapshot. A trend needs two."
    if len(comparable(trend).snapshots) == 1:
        return "One snapshot since another version counts. A trend needs two."
    return "Only one snapshot can be read. A trend needs two."


def _among(trend: Trend, ends: Sequence[Reading], words: str) -> str:
    """The sentence held to the answers, where one of its two ends had too many open practices."""
    days = {reading.on for reading in ends}
    if not any(is_vague(snapshot) for snapshot in trend.snapshots if snapshot.on in days):
        return words
    return f"Among the answers, {words[0].lower()}{words[1:]}"


def track_lede(trend: Trend, least: Yardstick) -> str:
    """The change in figures, against the least change that two honest assessors would agree on."""
    pair = last_year(comparable(trend).overall)
    if pair is None or is_vague(trend.snapshots[-1]):
        return "A snapshot freezes the scorecard of a day. A trend needs two; whether it is real, four."
    earlier, later = pair
    claimed, backed = _went(earlier.claimed, later.claimed), _went(earlier.backed, later.backed)
    if claimed.startswith("went "):
        backed = backed.removeprefix("went ")
    return " ".join(
        [
            f"From {_day_of(earlier.on, later.on)} to {_day_of(later.on, earlier.on)} the claimed average {claimed} "
            f"and the backed one {backed}.",
            _verdict(earlier, later, least),
            *_scope_words(trend, earlier.on, later.on),
        ]
    )


def coverage_words(trend: Trend) -> str:
    """How much was answered at both ends of the year, and where the open practices may put the claim."""
    if not trend.snapshots:
        return ""
    by_day = {snapshot.on: snapshot for snapshot in trend.snapshots}
    pair = last_year(comparable(trend).overall)
    ends = [by_day[reading.on] for reading in pair] if pair else [trend.snapshots[-1]]
    return " ".join(f"{_answered(snapshot)}." for snapshot in ends)


def restated_words(trend: Trend) -> str:
    """What the gray series is, or why there is none before another framework version; empty without such a one."""
    if not trend.snapshots:
        return ""
    newest = trend.snapshots[-1]
    former = [one for one in trend.snapshots if one.framework_key != newest.framework_key]
    if not former:
        return ""
    points = trend.restated.get("overall", ())
    if not points:
        return (
            f" What was reported before stays as it was; no crosswalk leads to version {newest.framework_version}, so "
            "nothing is restated."
        )
    left = len(former) - len(points)
    also = f" {count(left, 'snapshot', 'snapshots')} could not be restated." if left else ""
    return (
        f" What was reported before stays as it was; gray: the same restated in version {newest.framework_version}, "
        f"with a bar over all that practices which are new or open may make of the claim.{also}"
    )


def _answered(snapshot: Snapshot) -> str:
    counts, mean = snapshot.scorecard["overall"]["counts"], snapshot.scorecard["overall"]["mean"]
    words = (
        f"On {day(snapshot.on)} {counts['answered']} of {counts['in_scope'] - counts['not_applicable']} practices "
        "were answered"
    )
    if not is_wide(mean["low"], mean["high"]):
        return words
    return f"{words}: with the open ones the claim lies between {tenth(mean['low'])} and {tenth(mean['high'])}"


def _day_of(on: date, other: date) -> str:
    """The month; the day as well where both ends lie in one month."""
    return month(on) if month(on) != month(other) else f"{on.day} {month(on)}"


def _went(old: float | None, new: float | None) -> str:
    if tenth(old) == tenth(new):
        return "has no evidence yet" if new is None else f"stayed at {tenth(new)}"
    return f"went from {_reading(old)} to {_reading(new)}"


def _reading(value: float | None) -> str:
    return "none" if value is None else tenth(value)


def _verdict(earlier: Reading, later: Reading, least: Yardstick) -> str:
    basis = f"by {least.practices} practices rated twice here" if least.is_own else "a judgement"
    yardstick = f"{least.overall:.2f}, the least change two honest assessors would agree on ({basis})."
    claimed, backed = (abs(step) >= least.overall for step in _steps(earlier, later))
    if earlier.backed is None and later.backed is None:
        return f"The claimed move {'reaches' if claimed else 'does not reach'} {yardstick}"
    if claimed and backed:
        return f"Both moves reach {yardstick}"
    if not claimed and not backed:
        return f"Neither move reaches {yardstick}"
    return f"Only the {'claimed' if claimed else 'backed'} one reaches {yardstick}"


def _steps(earlier: Reading, later: Reading) -> tuple[float, float]:
    return later.claimed - earlier.claimed, (later.backed or 0.0) - (earlier.backed or 0.0)


def _scope_words(trend: Trend, begin: date, end: date) -> list[str]:
    return [
        f"Not like for like: since {month(change.on)}, {change.after} practices count instead of {change.before}."
        for change in scope_changes(trend)
        if begin < change.on <= end
    ]


def _fall_sentence(peak: Reading, low: Reading, now: Reading, least: float) -> str | None:
    """The deepest fall of the claim, when it can be told from chance and is not made good yet."""
    fall = peak.claimed - low.claimed
    if fall < least or now.claimed >= peak.claimed - SEEN:
        return None
    regained = now.claimed - low.claimed
    words = f"Claims fell by {tenth(fall)} from {_day_of(peak.on, low.on)} to {_day_of(low.on, peak.on)}"
    return f"{words}; {tenth(regained)} has come back." if regained >= SEEN else f"{words} and have not come back."


def deepest_fall(read: Sequence[Reading]) -> tuple[Reading, Reading]:
    """The two readings, in order of date, between which the claim fell most; twice the first without a fall."""
    pairs = [(peak, low) for place, peak in enumerate(read) for low in read[place:]]
    return max(pairs, key=lambda pair: pair[0].claimed - pair[1].claimed)


def _year_sentence(earlier: Reading, later: Reading, least: float) -> str:
    claim, backing = _steps(earlier, later)
    moves = _direction(claim, least), _direction(backing, least)
    if later.backed is None:
        return f"{_CLAIMS[moves[0]]}; no evidence is recorded behind them."
    if moves == ("stayed", "stayed"):
        return f"Too little has moved since {_day_of(earlier.on, later.on)} to tell it from chance."
    if moves != ("rose", "rose"):
        return _SENTENCES[moves]
    claimed, backed = shown_step(earlier.claimed, later.claimed), shown_step(earlier.backed, later.backed)
    if claimed == backed:
        return "Claims and evidence have risen together."
    if claimed > backed:
        return "Claims have risen faster than the evidence behind them."
    return "Evidence has risen faster than the claims."


_CLAIMS = {
    "rose": "Claims have risen",
    "stayed": "Claims have moved too little to tell",
    "fell": "Claims have come down",
}

_SENTENCES = {
    ("rose", "stayed"): "Claims have risen; what backs them has moved too little to tell.",
    ("rose", "fell"): "Claims have risen while less of them is backed.",
    ("stayed", "rose"): "Claims have moved too little to tell; more of them is backed.",
    ("stayed", "fell"): "Claims have moved too little to tell; less of them is backed.",
    ("fell", "rose"): "Claims have come down, and more of them is backed.",
    ("fell", "stayed"): "Claims have come down; what backs them has moved too little to tell.",
    ("fell", "fell"): "Claims have come down, and the evidence with them.",
}


def _direction(change: float, least: float) -> str:
    return "stayed" if abs(change) < least else "rose" if change > 0 else "fell"


def domains_finding(trend: Trend) -> str:
    """Which domains are lower than at the snapshot before; else which are backed least at the newest one."""
    since = comparable(trend)
    lower = [line for line in since.domains if fell_last(line)]
    read = [line for line in since.domains if line.points and line.points[-1].claimed is not None]
    if not read:
        return "No domain can be read at the newest snapshot"
    if len(lower) == len(read) > 1:
        return "Every domain is lower than at the snapshot before"
    if lower:
        return f"{_named(lower, 'is', 'are')} lower than at the snapshot before"
    if all(line.points[-1].evidenced is None for line in read):
        return "No evidence is recorded in any domain yet"
    bare = [line for line in read if line.points[-1].evidenced is None]
    if bare:
        return f"{_named(bare, 'has', 'have')} no evidence recorded yet"
    return _backed_least(read)


def _backed_least(read: Sequence[TrendLine]) -> str:
    shown = [float(tenth(line.points[-1].evidenced)) for line in read]
    least = [line for line, value in zip(read, shown, strict=True) if value == min(shown)]
    if len(least) == len(read) > 1:
        return "All domains are backed alike"
    return f"{_named(least, 'is', 'are')} backed least"


def _named(lines: Sequence[TrendLine], singular: str, plural: str) -> str:
    """One domain by its title; several are counted, since titles hold commas."""
    return f"{lines[0].title} {singular}" if len(lines) == 1 else count(len(lines), "", f"domains {plural}")


def domain_word(line: TrendLine) -> str:
    """What one small chart says, in a few words and figures under its title."""
    read = readings(line)
    if not read:
        return "Nothing to read at any snapshot"
    if line.points[-1].claimed is None:
        return f"Last read in {month(read[-1].on)}"
    if fell_last(line):
        return _last_step(line)
    pair = last_year(line)
    if pair is None:
        return f"First read in {month(read[0].on)}"
    return _year_word(*pair)


def _last_step(line: TrendLine) -> str:
    """ "Lower than in June 2026: claimed 2.0 to 1.6"."""
    before, now = line.points[-2], line.points[-1]
    parts = [
        f"{word} {_from_to(old, new)}"
        for word, old, new in (
            ("claimed", before.claimed, now.claimed),
            ("backed", before.evidenced, now.evidenced),
        )
        if old is not None and (new or 0.0) < old - SEEN
    ]
    return f"Lower than in {_day_of(before.on, now.on)}: {', '.join(parts)}"


def _from_to(old: float | None, new: float | None) -> str:
    if tenth(old) == tenth(new):
        return "by less than 0.1"
    return f"{_reading(old)} to {_reading(new)}"


def _year_word(earlier: Reading, later: Reading) -> str:
    claimed = shown_step(earlier.claimed, later.claimed)
    backed = shown_step(earlier.backed, later.backed)
    since = _day_of(earlier.on, later.on)
    if later.backed is None:
        return f"No evidence recorded yet; claimed {signed(claimed)} since {since}"
    if later.backed < SEEN <= later.claimed:
        return f"No evidence in date; claimed {signed(claimed)} since {since}"
    if not claimed and not backed:
        return f"Unchanged since {since}"
    return f"Since {since}: claimed {signed(claimed)}, backed {signed(backed)}"


def overall_finding(trend: Trend) -> str:
    """The title of the chart of all domains, in figures: what can be told from them stands at the head of the page."""
    pair = last_year(comparable(trend).overall)
    if pair is None:
        return "All domains together"
    earlier, later = pair
    claimed = _as_before(earlier.claimed, later.claimed)
    backed = "no evidence recorded" if later.backed is None else f"backed {_as_before(earlier.backed, later.backed)}"
    return f"All domains since {_day_of(earlier.on, later.on)}: claimed {claimed}, {backed}"


def _as_before(old: float | None, new: float | None) -> str:
    return f"{_reading(old)} to {_reading(new)}" if tenth(old) != tenth(new) else f"{tenth(new)} as before"
