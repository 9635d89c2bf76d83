"""The words of the subject: which to avoid, which to prefer and why, and which written forms are searched for."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.fields import Day, Frozen, Id, Prose
from frameworks.registers.register import FOLDER, Words, load_register_file, load_sources

WordsBasis = Literal["verified", "memory", "ours"]
"""A source supports the row; it stands from memory and is unverified; it is this project's own."""
Written = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
_NAMED = re.compile(r"\{([^}]*)\}")


class Term(Frozen):
    """A word to avoid, with the one to prefer."""

    id: Id
    avoid: tuple[Prose, ...] = Field(min_length=1)
    """As a person reads them."""
    prefer: Prose
    reason: Prose
    """A clause that can follow "because"."""
    basis: WordsBasis
    sources: tuple[Id, ...] = ()
    note: Words = ""
    lint: Literal["yes", "phrase", "no"]
    forms: tuple[Written, ...] = ()
    """The written forms that are searched for."""
    phrases: tuple[Written, ...] = ()
    """What is searched for although its words alone are harmless."""
    fine: tuple[Written, ...] = ()
    """What holds such a form and is not meant."""

    @property
    def is_unverified(self) -> bool:
        """It stands from memory: nobody has read a source for it."""
        return self.basis == "memory"


class Statutes(Frozen):
    """How titles of law are known, whose words nobody can choose."""

    titles: tuple[Written, ...]
    marks: tuple[Written, ...]


class Dismissals(Frozen):
    """What stands around a word that is named only to say that it is not used."""

    before: tuple[Written, ...]
    before_quoted: tuple[Written, ...]
    after_quoted: tuple[Written, ...]


class Terminology(Frozen):
    """All terms, and the lists that their written forms use."""

    dated: Day
    words: Mapping[Id, tuple[Written, ...]]
    compounds: tuple[Written, ...]
    statutes: Statutes
    dismissals: Dismissals
    terms: tuple[Term, ...]


@cache
def load_terminology() -> Terminology:
    """The words of the subject. Raises FrameworkNotReadable with every fault."""
    terminology = load_register_file(FOLDER / "terminology.yaml", Terminology)
    if faults := faults_of_terminology(terminology):
        raise FrameworkNotReadable(*faults)
    return terminology


def faults_of_terminology(terminology: Terminology) -> list[Fault]:
    """What the register says against itself; empty = sound."""
    return [*_faults(terminology)]


def _faults(terminology: Terminology) -> Iterator[Fault]:
    known_sources = {source.key for source in load_sources().sources}
    seen: set[str] = set()
    for term in terminology.terms:
        where = f"registers/terminology.yaml > {term.id}"
        if term.id in seen:
            yield Fault(f"The id {term.id} is given twice.", where, "give each term its own.")
        seen.add(term.id)
        yield from _faults_of_basis(term, known_sources, where)
        yield from _faults_of_lint(term, where)
        for form in (*term.forms, *term.phrases, *term.fine):
            for name in _NAMED.findall(form):
                if name not in terminology.words:
                    yield Fault(
                        f"The form '{form}' names a list that is not there: {name}.",
                        where,
                        f"use one of: {', '.join(terminology.words)}.",
                    )


def _faults_of_basis(term: Term, known_sources: set[str], where: str) -> Iterator[Fault]:
    if term.basis == "verified" and not term.sources:
        yield Fault("It counts as verified and names no source.", where, "name the source, or say memory.")
    for source in term.sources:
        if source not in known_sources:
            yield Fault(f"The source {source} is not known.", where, "add it to registers/sources.yaml.")


def _faults_of_lint(term: Term, where: str) -> Iterator[Fault]:
    needs = {
        "yes": (bool(term.forms), "give the forms that are searched for"),
        "phrase": (bool(term.phrases) and not term.forms, "give phrases and no forms"),
        "no": (not (term.forms or term.phrases or term.fine), "take its forms away, or say yes"),
    }
    is_met, mend = needs[term.lint]
    if not is_met:
        yield Fault(f"What is searched for does not fit to lint: {term.lint}.", where, f"{mend}.")
