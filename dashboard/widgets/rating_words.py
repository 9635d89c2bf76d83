"""What is said of the ratings of one practice, in a sentence."""

from collections.abc import Sequence

from dashboard.widgets.findings import listed
from scoring.ratings import Rating, Settled


def ratings_sentence(ratings: Sequence[Rating], settled: Settled | None, *, shows_levels: bool) -> str:
    """Who rated, and how far apart; the levels stay hidden from those who have yet to rate."""
    if not ratings:
        return "Nobody has rated this practice. Two people who rate alone show how firm the answer is."
    if not shows_levels:
        people = "One person has" if len(ratings) == 1 else f"{len(ratings)} people have"
        return f"{people} rated this practice. You see the levels once you have rated it yourself."
    given = listed([f"{rating.by} {rating.level}" for rating in ratings], 6, keep_case=True)
    levels = [rating.level for rating in ratings]
    apart = max(levels) - min(levels)
    if len(ratings) == 1:
        words = f"Rated by {given}."
    elif not apart:
        words = f"Rated alike: {given}."
    else:
        words = f"Rated {'one level' if apart == 1 else f'{apart} levels'} apart: {given}."
    if settled is None:
        return words
    return f"{words} Settled at {settled.level} by {settled.by}: {settled.reason}"
