"""Where random draws begin: the same words, the same draws, so that no figure flickers."""

from collections.abc import Iterable
from hashlib import sha256


def seed_of(words: Iterable[str]) -> int:
    """A seed that depends on every word and on their order."""
    # The length before each word keeps ("a", "b") apart from ("ab",) whatever stands in them.
    return int.from_bytes(sha256("".join(f"{len(word)}:{word}" for word in words).encode()).digest())
