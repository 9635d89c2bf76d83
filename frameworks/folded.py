"""Texts as they are compared: compatibility forms made plain, invisible characters gone, each in its place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
_LINE_BREAK = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011][ \t]*\r?\n[ \t]*(?=\w)")
"""A word that is divided at the end of a line."""
# Plain text in long runs; what may belong together, one plain character and the others after it, in runs of its own.
_RUNS = re.compile(r"[\x00-\x7f]+(?=[\x00-\x7f])|[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character n of it stands in the source from `starts[n]` to before `ends[n]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold(text: str) -> str:
    """The text without invisible characters, in compatibility form, with plain quotation marks, hyphens and spaces."""
    if text.isascii():
        return text
    invisible = dict.fromkeys(ord(character) for character in set(text) if _is_invisible(character))
    return unicodedata.normalize("NFKC", text.translate({**_PLAIN, **invisible})).translate(_PLAIN)


def in_small_letters(folded: str) -> str:
    """The text in small letters, each in the place of the letter it is made of."""
    small = folded.lower()
    if len(small) == len(folded):
        return small
    return "".join([lower if len(lower := letter.lower()) == 1 else letter for letter in folded])


def has_divided_word(text: str) -> bool:
    """Whether a word is divided at the end of a line."""
    return "\n" in text and _LINE_BREAK.search(text) is not None


def join_divided(text: str) -> str:
    """The text with the words put together that are divided at the end of a line."""
    return _LINE_BREAK.sub("", text)


def fold_with_places(text: str, *, joins_divided: bool = False) -> Folded:
    """As `fold`, with the place in the source of each character."""
    kept, starts, ends = [], [], []
    begin = 0
    for until, after in [
        *(found.span() for found in _LINE_BREAK.finditer(text) if joins_divided),
        (len(text), len(text)),
    ]:
        piece = _fold_piece(text[begin:until])
        kept.append(piece.text)
        starts += [begin + start for start in piece.starts]
        ends += [begin + end for end in piece.ends]
        begin = after
    return Folded("".join(kept), starts, ends)


def _fold_piece(text: str) -> Folded:
    if text.isascii():
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in _RUNS.finditer(text):
        begin, end = run.span()
        if run.group().isascii():
            kept.append(run.group())
            starts += range(begin, end)
            ends += range(begin + 1, end + 1)
            continue
        for first, last in _clusters(text, begin, end):
            folded = _fold_again(text[first:last])
            kept.append(folded)
            starts += [first] * len(folded)
            ends += [last] * len(folded)
    return Folded("".join(kept), starts, ends)


_fold_again = lru_cache(maxsize=4096)(fold)
"""For single characters, of which a text has few different ones."""


def _clusters(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Characters that are one for a reader: a letter with the marks and invisible characters after it."""
    bounds = [begin]
    bounds += [n for n in range(begin + 1, end) if not (unicodedata.combining(text[n]) or _is_invisible(text[n]))]
    return list(zip(bounds, [*bounds[1:], end], strict=True))


def _is_invisible(character: str) -> bool:
    return character > "\x7f" and unicodedata.category(character) == "Cf"
