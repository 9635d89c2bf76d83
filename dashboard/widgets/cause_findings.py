"""Why a score changed and whether that is real, in sentences: pure functions of the numbers."""

from collections.abc import Mapping
from fractions import Fraction

from scoring.change import Change
from scoring.decomposition import ANSWERS, APPLICABILITY, CAUSES, COVERAGE, EVIDENCE, VERSION, WEIGHTS, Decomposition
from scoring.shown import shown_parts, shown_total
from scoring.yardstick import Yardstick

CAUSE_WORDS: Mapping[str, tuple[str, str]] = {
    ANSWERS: ("from answers", "from answers"),
    EVIDENCE: ("from new evidence", "because evidence got older or was removed"),
    COVERAGE: ("from practices newly answered or open again", "from practices newly answered or open again"),
    APPLICABILITY: ("because other practices apply", "because other practices apply"),
    WEIGHTS: ("from new weights", "from new weights"),
    VERSION: ("from the new framework version", "from the new framework version"),
}
"""For what raises and for what lowers."""

CAUSE_TITLES: Mapping[str, str] = {
    VERSION: "Framework version",
    ANSWERS: "Answers",
    EVIDENCE: "Evidence",
    COVERAGE: "Coverage",
    APPLICABILITY: "Applicability",
    WEIGHTS: "Weights",
}
"""In the order in which they are shown: what another yardstick moves comes first."""


def signed_tenth(value: float, places: int = 1) -> str:
    """A shown change with its sign and a real minus; zero has none."""
    shown = f"{abs(value):.{places}f}"
    return shown if not float(shown) else f"{'+' if value > 0 else '−'}{shown}"


def causes_sentence(split: Decomposition) -> str:
    """The change and its parts; what is shown adds up. Causes that moved nothing are left out."""
    if split.change is None:
        return f"No change can be computed. {split.reason}"
    moved = {cause: value for cause, value in split.by_cause.items() if value}
    if not moved:
        return "No change: nothing moved."
    if len(moved) == 1:
        ((cause, value),) = moved.items()
        return f"{signed_tenth(shown_total(value))}, all of it {CAUSE_WORDS[cause][value < 0]}."
    shown = dict(zip(moved, shown_parts(list(moved.values())), strict=True))
    parts = [
        f"{signed_tenth(shown[cause])} {CAUSE_WORDS[cause][moved[cause] < 0]}" for cause in CAUSES if cause in moved
    ]
    return f"{signed_tenth(shown_total(split.change))}: {', '.join(parts)}."


def causes_finding(change: Change) -> str:
    """Which cause moved the claimed average most."""
    if change.claimed.change is None:
        return "Why the average moved cannot be said"
    moved = {cause: value for cause, value in change.claimed.by_cause.items() if value}
    if not moved:
        return "Nothing moved the claimed average"
    cause = max(moved, key=lambda cause: (abs(moved[cause]), cause))
    return f"{CAUSE_TITLES[cause]} moved the claimed average most: {signed_tenth(shown_total(moved[cause]))}"


def real_sentence(change: Change) -> str:
    """Whether the change can be told from chance, and why."""
    split = change.claimed
    if split.change is None:
        return "Whether the change is real cannot be said."
    number = len(change.answered_anew)
    if not number:
        return "No practice was answered anew between the two days, so no change of practice is shown."
    practices, whose = ("one practice was", "Its") if number == 1 else (f"{number} practices were", "Their")
    moved = split.by_cause[ANSWERS]
    # Two that read the same are told apart by one more decimal.
    places = 3 if f"{abs(float(moved)):.2f}" == f"{change.detectable:.2f}" else 2
    part, least = signed_tenth(float(moved), places), f"{change.detectable:.{places}f}"
    if not moved:
        return f"{_capital(practices)} answered anew, and the answers moved nothing."
    more, verdict = ("more", "real") if change.is_real else ("no more", "no change")
    return (
        f"{_capital(practices)} answered anew. {whose} part of the change, {part}, is {more} than two honest "
        f"assessors would differ by ({least}): treat it as {verdict}. {measured_by(change.yardstick)}"
    )


def measured_by(yardstick: Yardstick) -> str:
    """Whose measure a least change is."""
    if not yardstick.is_own:
        return "How far assessors differ is the framework's judgement."
    rated = "one practice" if yardstick.practices == 1 else f"{yardstick.practices} practices"
    return f"How far assessors differ is this organization's own, from {rated} rated twice."


def dominance_sentence(change: Change) -> str:
    """Whether the direction depends on how far apart the levels are."""
    if change.claimed.change is None:
        return ""
    if change.dominance == "higher":
        return "Higher at every level: this holds however far apart the levels are."
    if change.dominance == "lower":
        return "Lower at every level: this holds however far apart the levels are."
    if not change.claimed.change:
        return ""
    word = "Higher" if change.claimed.change > 0 else "Lower"
    return f"{word} on average, but not at every level: the order depends on how far apart the levels are."


def order_sentence(change: Change) -> str:
    """Said where the later day was given first; empty otherwise."""
    if not change.is_negated:
        return ""
    return (
        f"The later day, {change.later}, was given first: every number below is what would change going back to "
        f"{change.earlier}."
    )


def largest_parts(split: Decomposition, most: int) -> list[tuple[str, Mapping[str, Fraction], Fraction]]:
    """The practices that moved most, by size; id, parts by cause and total."""
    moved = [part for part in split.by_practice if any(part.by_cause.values())]
    ranked = sorted(moved, key=lambda part: (-abs(part.total), part.practice_id))
    return [(part.practice_id, part.by_cause, part.total) for part in ranked[:most]]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
