"""What the documents of a SAMM model hold: which fields each kind needs, of which type, and what it points to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from frameworks.document_faults import short
from frameworks.errors import Fault


@dataclass(frozen=True, slots=True)
class Kind:
    """One folder of the model."""

    folder: str
    word: str
    links: Mapping[str, str] = field(default_factory=dict)
    """Fields that hold the id of a document, by the folder it lies in."""
    needed: tuple[str, ...] = ()
    """Texts that must be there."""
    texts: tuple[str, ...] = ()
    """Texts that may be there."""
    numbers: tuple[str, ...] = ()
    """Whole numbers that may be there."""


KINDS = {
    kind.folder: kind
    for kind in (
        Kind("business_functions", "business function", {}, ("name",), ("model", "description"), ("order",)),
        Kind(
            "security_practices",
            "security practice",
            {"function": "business_functions"},
            ("name", "shortName"),
            ("shortDescription", "longDescription"),
            ("order",),
        ),
        Kind("streams", "stream", {"practice": "security_practices"}, ("name", "letter"), ("description",), ("order",)),
        Kind("maturity_levels", "maturity level", {}, (), ("name", "description"), ()),
        Kind(
            "practice_levels",
            "practice level",
            {"practice": "security_practices", "maturityLevel": "maturity_levels"},
            (),
            ("objective",),
        ),
        Kind(
            "activities",
            "activity",
            {"stream": "streams", "level": "practice_levels"},
            (),
            ("title", "benefit", "shortDescription", "longDescription"),
        ),
        Kind(
            "questions", "question", {"activity": "activities", "answerSet": "answer_sets"}, ("text",), (), ("order",)
        ),
        Kind("answer_sets", "answer set"),
    )
}
FORMER_SPELLINGS = {"maturitylevel": "maturityLevel", "answerset": "answerSet"}
"""Fields as releases before 2.0.9 spell them."""
AS_TEXT = frozenset(
    {"id", "text", "model", "description", "objective", *FORMER_SPELLINGS}
    | {key for kind in KINDS.values() for key in (*kind.links, *kind.needed, *kind.texts)}
)
"""Fields whose values are words, even where they look like a number: an id may be all digits."""
MOST_LEVELS = 10
MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the model."""

    kind: Kind
    place: str
    fields: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The source's own id."""
        return str(self.fields["id"])

    def text(self, key: str) -> str:
        """A text of it; empty where there is none."""
        return str(self.fields.get(key) or "")

    def number(self, key: str) -> int:
        """A whole number of it; 0 where there is none."""
        return int(self.fields.get(key) or 0)


def check_document(document: Document) -> Iterator[Fault]:
    """Every fault that the document shows by itself."""
    kind, tree = document.kind, document.fields
    for key in ("id", *kind.links, *kind.needed):
        given = tree.get(key)
        if not isinstance(given, str) or not given.strip():
            yield _fault(document, key, f"The {kind.word} has no {key}, or it is no text.", "give it as a text.")
    for key in kind.texts:
        if not isinstance(tree.get(key), str | None):
            yield _fault(document, key, f"{key} is no text.", "give a text, or leave it empty.")
    for key in kind.numbers:
        if not is_whole(tree.get(key, 0)) and tree.get(key) is not None:
            yield _fault(document, key, f"{key} is no whole number from 0 on.", "give one, or leave it empty.")
    own = {"maturity_levels": _check_level, "answer_sets": _check_answers, "questions": _check_quality}
    if kind.folder in own:
        yield from own[kind.folder](document)


def is_whole(given: object) -> bool:
    """Whether it is a whole number from 0 on."""
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= 1_000_000


def _check_level(document: Document) -> Iterator[Fault]:
    number = document.fields.get("number")
    if not is_whole(number) or not 1 <= document.number("number") <= MOST_LEVELS:
        what = f"The maturity level has no number from 1 to {MOST_LEVELS}."
        yield _fault(document, "number", what, "number the levels 1, 2, 3 and so on.")


def _check_quality(document: Document) -> Iterator[Fault]:
    given = document.fields.get("quality")
    if isinstance(given, str | None) or (isinstance(given, list) and all(isinstance(one, str) for one in given)):
        return
    yield _fault(document, "quality", "quality is no list of texts.", "write one text a line, or leave it empty.")


def _check_answers(document: Document) -> Iterator[Fault]:
    given = document.fields.get("values")
    if not isinstance(given, list) or not 2 <= len(given) <= MOST_ANSWERS:
        what = f"The answer set has no list of 2 to {MOST_ANSWERS} values."
        yield _fault(document, "values", what, "list its answers, each with text and value.")
        return
    values = []
    for place, one in enumerate(given, start=1):
        where = f"values > {place}"
        if not isinstance(one, dict):
            yield _fault(document, where, "An answer is no set of keys.", "give it text and value.")
            continue
        if not isinstance(one.get("text"), str) or not one["text"].strip():
            yield _fault(document, f"{where} > text", "An answer has no text.", "give it as a text, such as No.")
        value = one.get("value")
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            what = f"An answer counts as {short(value)}, which is no number from 0 to 1."
            yield _fault(document, f"{where} > value", what, "give a number such as 0.25.")
        else:
            values.append(value)
    if len(set(values)) < len(values):
        what = "Two answers of the set count the same."
        yield _fault(document, "values", what, "give each its own value, so that a value tells which was chosen.")


def _fault(document: Document, key: str, what: str, mend: str) -> Fault:
    return Fault(what, f"{document.place} > {key}", mend)
