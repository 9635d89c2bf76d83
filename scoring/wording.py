"""Words of an answer that have a better one: suggestions for what a person wrote, never a reason to refuse it."""

from collections.abc import Iterator

from frameworks.terminology import TermUse, find_terms
from scoring.assessment import Answer


def find_terms_of(answer: Answer) -> list[tuple[str, TermUse]]:
    """The terms to avoid in an answer's own words, each with its field. Names and links are no prose."""
    return [(field, use) for field, text in _prose(answer) for use in find_terms(text)]


def _prose(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "note", answer.note
    yield "reason", answer.reason
    for number, item in enumerate(answer.evidence, start=1):
        yield f"evidence {number} > title", item.title
    if answer.settled is not None:
        yield "settled > reason", answer.settled.reason
