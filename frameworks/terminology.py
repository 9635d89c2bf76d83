"""Words of the subject in what people write: which have a better one, and what to write instead. Never a refusal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from frameworks.folded import fold, fold_with_places, has_divided_word, in_small_letters, join_divided
from frameworks.registers.terminology import Dismissals, Statutes, Term, load_terminology
from frameworks.term_patterns import Searched, any_of, patterns_of

MOST_SHOWN = 60
"""Characters of what was written that are repeated."""
_LOOK_BACK = 80
_REACH = 18
"""Words that no form reaches beyond, on either side of any of its own."""
_WORDS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/)\S+")
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<!\w)'[^'\n]{1,400}'(?!\w)")
_ONE_LIST = re.compile(r"['\"\s,;/(]*(?:and|or|nor)?['\"\s,;/(]*", re.IGNORECASE)
"""What may stand between words that are named together."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term where a text uses it: characters `start` to before `end`, and how it is written there."""

    term: Term
    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True)
class _Search:
    """Everything that is searched with, made once."""

    searched: Sequence[Searched]
    anchors: frozenset[str]
    titles: re.Pattern[str]
    marks: re.Pattern[str]
    before: re.Pattern[str]
    before_quoted: re.Pattern[str]
    after_quoted: re.Pattern[str]


def find_terms(text: str) -> list[TermUse]:
    """The terms to avoid in a text, in order, none inside another.

    Titles of law are left out, and so is what is named only to say that it is not used.
    """
    found: list[TermUse] = []
    for joins in (False, True) if has_divided_word(text) else (False,):
        # Nearly every text ends here: no place has to be known before something may be found.
        folded = fold(join_divided(text) if joins else text)
        if not _search().anchors.isdisjoint(_words_of(folded)) and (spans := _spans(folded)):
            found += _uses(text, folded, spans, joins)
    return _longest_first(found)


def suggestion(use: TermUse) -> str:
    """What to write instead and why, as one sentence; says so where nobody has verified it."""
    written = " ".join(use.written.split())
    shown = written if len(written) <= MOST_SHOWN else f"{written[: MOST_SHOWN - 1]}…"
    unverified = " (from memory, unverified)" if use.term.is_unverified else ""
    return f"'{shown}' – prefer {use.term.prefer}, because {use.term.reason}{unverified}."


def _uses(text: str, folded: str, spans: Sequence[tuple[Span, Term]], joins: bool) -> Iterator[TermUse]:
    placed = fold_with_places(text, joins_divided=joins)
    if placed.text != folded:  # Characters that join with those beside them stay apart where each has its place.
        spans = _spans(placed.text)
    for (start, end), term in _not_exempt(placed.text, spans):
        begin, until = placed.starts[start], placed.ends[end - 1]
        yield TermUse(term, begin, until, text[begin:until])


def _spans(folded: str) -> list[tuple[Span, Term]]:
    small = in_small_letters(folded)
    words = [(found.group(), *found.span()) for found in _WORDS.finditer(small)]
    present = {word for word, _, _ in words}
    spans: list[tuple[Span, Term]] = []
    for searched in _search().searched:
        if searched.anchors.isdisjoint(present):
            continue
        places = _places(words, searched.anchors, len(small))
        fine = _found(searched.fine, small, places)
        found = (*_found(searched.forms, small, places), *_found(searched.names, folded, places))
        spans += [(span, searched.term) for span in found if not _lies_in(span, fine)]
    return sorted(spans, key=lambda found: found[0])


def _places(words: Sequence[tuple[str, int, int]], anchors: frozenset[str], length: int) -> list[Span]:
    """Around each anchor as much of the text as a form may reach; what overlaps is one place."""
    places: list[Span] = []
    last = len(words) - 1
    for number, (word, _, _) in enumerate(words):
        if word in anchors:
            start = words[max(0, number - _REACH)][1]
            end = words[number + _REACH][2] if number + _REACH <= last else length
            if places and start <= places[-1][1]:
                start = places.pop()[0]
            places.append((start, end))
    return places


def _found(pattern: re.Pattern[str] | None, text: str, places: Sequence[Span]) -> list[Span]:
    return [found.span() for start, end in places for found in pattern.finditer(text, start, end)] if pattern else []


def _not_exempt(folded: str, spans: Sequence[tuple[Span, Term]]) -> Iterator[tuple[Span, Term]]:
    search = _search()
    quoted = [found.span() for found in _QUOTED.finditer(folded)]
    small = in_small_letters(folded)
    exempt = [found.span() for pattern in (search.titles, _ADDRESS) for found in pattern.finditer(small)]
    exempt += [span for span in quoted if search.marks.search(folded[span[0] + 1 : span[1] - 1])]
    dismissed = _dismissed(folded, [span for span, _ in spans], quoted)
    yield from ((span, term) for span, term in spans if span not in dismissed and not _lies_in(span, exempt))


def _dismissed(folded: str, spans: Sequence[Span], quoted: Sequence[Span]) -> frozenset[Span]:
    """The spans that a word before or after them dismisses, and those that are named together with one."""
    search = _search()
    inside = {span: next((place for place in quoted if _lies_in(span, [place])), None) for span in spans}

    def before(span: Span) -> bool:
        place = inside[span]
        is_quoted = place is not None and search.before_quoted.search(_left_of(folded, place[0]))
        return bool(is_quoted or search.before.search(_left_of(folded, span[0])))

    def after(span: Span) -> bool:
        place = inside[span]
        return place is not None and search.after_quoted.match(folded, place[1]) is not None

    found = {span for span in spans if before(span) or after(span)}
    for ordered in (spans, spans[::-1]):
        for one, other in pairwise(ordered):
            left, right = sorted((one, other))
            if one in found and _ONE_LIST.fullmatch(folded, left[1], max(left[1], right[0])):
                found.add(other)
    return frozenset(found)


def _left_of(folded: str, place: int) -> str:
    return folded[max(0, place - _LOOK_BACK) : place]


def _lies_in(span: Span, places: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in places)


def _longest_first(found: Sequence[TermUse]) -> list[TermUse]:
    kept: list[TermUse] = []
    for use in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(use.end <= other.start or other.end <= use.start for other in kept):
            kept.append(use)
    return sorted(kept, key=lambda use: use.start)


def _words_of(folded: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(in_small_letters(folded)))


@cache
def _search() -> _Search:
    register = load_terminology()
    searched = patterns_of(register)
    return _Search(
        searched,
        frozenset().union(*(one.anchors for one in searched)),
        *_law(register.statutes),
        *_dismissal(register.dismissals),
    )


def _law(statutes: Statutes) -> tuple[re.Pattern[str], re.Pattern[str]]:
    marks = "|".join(map(re.escape, statutes.marks))
    return (
        re.compile(any_of(title.lower() for title in statutes.titles)),
        # A heading begins with the number of its section: 2258A.
        re.compile(rf"(?<!\w)(?:{marks})(?!\w)|^\s*\d{{2,}}[A-Z]?\b"),
    )


def _dismissal(dismissals: Dismissals) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    def ends_with(written: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(written)})(?:\s+(?:a|an|the|of))?[:\s]\s*['\"(]*\s*$", re.IGNORECASE)

    after = re.compile(rf"\s*(?:{any_of(dismissals.after_quoted)})(?!\w)", re.IGNORECASE)
    return ends_with(dismissals.before), ends_with(dismissals.before_quoted), after
