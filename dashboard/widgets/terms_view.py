"""The terms as a table: what to avoid, what to prefer, why and on what basis."""

import re
from collections.abc import Sequence
from html import escape

from dashboard.widgets.marks import tag
from dashboard.widgets.practice_search import folded
from frameworks.registers.register import load_sources
from frameworks.registers.terminology import Term, Terminology

_LISTS = re.compile(r"\{[^}]*\}\??|…")
"""Where a form names a list, or any words."""


def find_by_words(terms: Sequence[Term], search: str) -> list[Term]:
    """The terms in which every word of a search stands; neither case nor accents count."""
    wanted = folded(search).split()
    return [term for term in terms if all(word in _text(term) for word in wanted)]


def terms_finding(register: Terminology) -> str:
    """The finding of the page."""
    searched = sum(term.lint != "no" for term in register.terms)
    return f"{len(register.terms)} terms with a better word; your texts are searched for {searched} of them"


def count_words(shown: int, of: int) -> str:
    """How many terms a search leaves."""
    if shown == of:
        return f"All {of} terms."
    return f"{shown} of {of} terms." if shown else "No term holds these words. Try one word, or a part of it."


def terms_table(terms: Sequence[Term]) -> str:
    """One row a term."""
    if not terms:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Avoid", "Prefer", "Why"))
    rows = "".join(map(_row, terms))
    return f'<table class="rows terms narrow"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(term: Term) -> str:
    avoided = "<br>".join(escape(word) for word in term.avoid)
    searched = "<small>suggested under your texts</small>" if term.lint != "no" else ""
    return (
        f'<tr><th scope="row">{avoided}{searched}</th>'
        f'<td data-name="Prefer:" class="wide">{escape(term.prefer)}</td>'
        f'<td class="wide">{escape(_sentence(term.reason))}<small>{_basis(term)}</small></td></tr>'
    )


def _basis(term: Term) -> str:
    sources = escape("; ".join(map(_source_words, term.sources)))
    if term.basis == "verified":
        return f"Source: {sources}"
    if term.basis == "ours":
        return f"This project's own{f', after {sources}' if sources else ''}"
    note = f" {escape(term.note)} Source: {sources}" if term.note else ""
    return f"{tag('unverified')} From memory.{note}"


def _source_words(key: str) -> str:
    """Where a source is, and whether it only tells of what another says."""
    source = next(source for source in load_sources().sources if source.key == key)
    return f"{source.address or key}{' (secondary)' if source.grade == 'S' else ''}"


def _sentence(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}."


def _text(term: Term) -> str:
    written = _LISTS.sub(" ", " ".join(term.forms))
    return folded(" ".join((*term.avoid, written, term.prefer, term.reason, term.basis)))
