"""What is said of the ratings of one practice, in a sentence."""

from collections.abc import Mapping, Sequence

from dashboard.widgets.findings import listed
from scoring.ratings import Rating, Settled

SHOWN_RATERS = 6


def ratings_sentence(ratings: Sequence[Rating], settled: Settled | None, *, shows_levels: bool) -> str:
    """Who rated, and how far apart; the levels stay hidden from those who have yet to rate."""
    if not ratings:
        return "Nobody has rated this practice. Two people who rate alone show how firm the answer is."
    if not shows_levels:
        people = "One person has" if len(ratings) == 1 else f"{len(ratings)} people have"
        return f"{people} rated this practice. You see the levels once you have rated it yourself."
    given = levels_words(ratings)
    levels = [rating.level for rating in ratings]
    apart = max(levels) - min(levels)
    if len(ratings) == 1:
        words = f"Rated by {given}."
    elif not apart:
        words = f"Rated alike: {given}."
    else:
        words = f"Rated {spread_words(apart)}: {given}."
    if settled is None:
        return words
    return f"{words} Settled at {settled.level} by {settled.by}: {settled.reason}"


def levels_words(ratings: Sequence[Rating]) -> str:
    """Who gave which level, in the order given."""
    return listed([f"{rating.by} {rating.level}" for rating in ratings], SHOWN_RATERS, keep_case=True)


def spread_words(apart: int) -> str:
    """How far apart two levels are."""
    return "one level apart" if apart == 1 else f"{apart} levels apart"


def settled_words(settled: Settled | None) -> str:
    """Whether a difference is settled, and at what."""
    return "open" if settled is None else f"settled at {settled.level}"


def raters_sentence(counts: Mapping[str, int], in_all: int) -> str:
    """Who has rated how much of what there is to rate; empty where nobody has."""
    if not counts:
        return ""
    each = [f"{name} {number}" for name, number in counts.items()]
    return f"Rated of {in_all} practices: {listed(each, SHOWN_RATERS, keep_case=True)}."
