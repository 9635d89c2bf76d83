"""How the register writes the forms of a term, made into what a text is searched with."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frameworks.registers.terminology import Term, Terminology

_GAP = r"[\s(-]+"
_FEW_WORDS = r"(?:\w[\w']*(?:-\w[\w']*)*\s+){0,3}"
_AGE = r"(?:1[0-7]|[1-9])"
_EVERYWHERE = ("…", "with", "of", "to", "for", "and", "work", "worker", "workers", "involving")
"""What is no anchor: many texts hold it."""
_WORD = re.compile(r"[^\W\d_]+")
# CP as part of CP-4, GCP, AC.CP or cp/4 is a name that somebody else has given.
_NO_NAME_BEFORE, _NO_NAME_AFTER = r"(?<![\w.,/\\#@:-])", r"(?![\w@]|[-./\\:]\w|\s?\d)"


@dataclass(frozen=True, slots=True)
class Searched:
    """A term and how its forms are found."""

    term: Term
    forms: re.Pattern[str] | None
    """For a text in small letters."""
    names: re.Pattern[str] | None
    """Forms in capitals, for the text as it is written."""
    fine: re.Pattern[str] | None
    """What is meant otherwise, for a text in small letters."""
    anchors: frozenset[str]
    """Small words of which at least one stands in every text where a form is found."""


def patterns_of(terminology: Terminology) -> list[Searched]:
    """What texts are searched for, one entry a term."""
    return [_searched(term, terminology) for term in terminology.terms if term.lint != "no"]


def any_of(written: Iterable[str]) -> str:
    """A pattern for one of several words, the longest first."""
    return "|".join(_literal(one) for one in sorted(written, key=len, reverse=True))


def _searched(term: Term, terminology: Terminology) -> Searched:
    forms = (*term.forms, *term.phrases)
    small = [_pattern(form.lower(), terminology) for form in forms if not _is_name(form)]
    names = [f"{_NO_NAME_BEFORE}{_literal(form)}{_NO_NAME_AFTER}" for form in forms if _is_name(form)]
    fine = [_pattern(form.lower(), terminology) for form in term.fine]
    anchors = frozenset(anchor for form in forms for anchor in _anchors(form, terminology.words))
    return Searched(term, _one_of(small), _one_of(names), _one_of(fine), anchors)


def _is_name(form: str) -> bool:
    return form.isupper()


def _one_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(sorted(patterns, key=len, reverse=True))) if patterns else None


def _pattern(form: str, terminology: Terminology) -> str:
    *first, last = form.split(" ")
    body = "".join(_step(part, terminology.words) for part in first) + _element(last, terminology.words)
    after = r"(?!\w)"
    if set(_entries(last, terminology.words)) <= set(terminology.words.get("child", ())):
        after += rf"(?!'|{_GAP}(?:{any_of(terminology.compounds)})(?!\w))"
    return rf"(?<!\w){body}{after}"


def _step(part: str, words: Mapping[str, Sequence[str]]) -> str:
    if part == "…":
        return _FEW_WORDS
    element = _element(part.removesuffix("?"), words) + _GAP
    return f"(?:{element})?" if part.endswith("?") else element


def _element(part: str, words: Mapping[str, Sequence[str]]) -> str:
    return f"(?:{any_of(_entries(part, words))})"


def _entries(part: str, words: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return words[part[1:-1]] if part.startswith("{") else (part,)


def _literal(written: str) -> str:
    """One word or several, with a gap between them; an age for N or n."""
    return _GAP.join(_AGE if part in ("N", "n") else re.escape(part) for part in re.split(r"[ -]", written))


def _anchors(form: str, words: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Of the parts that cannot be missing, the words of the one that stands in the fewest texts: long and few."""
    needed = [part for part in form.split(" ") if not part.endswith("?") and part not in _EVERYWHERE]
    choices = [[_longest(entry) for entry in _entries(part, words)] for part in needed]
    return max(reversed(choices), key=lambda entries: (min(map(len, entries)), -len(entries)))


def _longest(entry: str) -> str:
    words: list[str] = _WORD.findall(entry.lower())
    return max(words, key=len)
