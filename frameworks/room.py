"""How much a tree that was read holds, before anything is made of it."""

from collections.abc import Iterator
from sys import getsizeof
from typing import Any

_BARE = getsizeof("")


def values_in(tree: Any) -> Iterator[Any]:
    """Every value of a tree, itself among them, but not its keys; one that stands twice comes twice."""
    left = [tree]
    while left:
        one = left.pop()
        yield one
        if isinstance(one, dict):
            left.extend(one.values())
        elif isinstance(one, list):
            left.extend(one)


def texts_in(tree: Any) -> Iterator[str]:
    """Every text of a tree, without its keys."""
    return (one for one in values_in(tree) if isinstance(one, str))


def room_of(tree: Any) -> int:
    """Bytes that the characters of all texts take in memory, where an emoji makes all those of its text four bytes."""
    return sum(getsizeof(text) - _BARE for text in texts_in(tree))
