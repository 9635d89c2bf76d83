"""Requirement nodes as practices, groups and domains, and what these say in the words of the format."""

from collections.abc import Sequence
from typing import Any

from frameworks.formats.building import EVIDENCE_KIND, LONGEST_SHORT, plain_text, shortened, title_of
from frameworks.formats.ciso_assistant.fields import FORMAT, Fields, kept_beside, text_of, whole_number
from frameworks.formats.ciso_assistant.questions import question_fields, questions_of
from frameworks.formats.ciso_assistant.scales import scale_fields
from frameworks.model import Domain, DomainHead, Group, Practice
from frameworks.origin import Origin
from frameworks.scale import Scale

LONGEST_PASSAGE = 60_000
LONGEST_PROSE = 2_000
LONGEST_OF = {"description": LONGEST_PASSAGE, "annotation": LONGEST_PROSE}
"""Characters that are shown of a field."""
HEAVIEST = 1_000_000
BEFORE = "(before)"
"""Where a heading without practices is kept in its place among practices: the one that follows."""
PLACED = ("urn", "assessable", "parent_urn")
"""Fields of a node that say where it stands; the tree says them."""


def practice_of(given: Fields, id_: str, place: Fields, scale: Scale | None) -> Practice:
    """An assessable node. `place` is what the tree and the presets say of it."""
    description, urn = text_of(given.get("description")), text_of(given.get("urn"))
    questions = questions_of(given.get("questions"))
    asked = questions[0].text if questions else ""
    title = title_of(text_of(given.get("name")), description, asked, text_of(given.get("ref_id")), id_)
    made = Practice(
        id=id_,
        title=title,
        intent=shortened(description, LONGEST_PASSAGE) or title,
        weight=weight_of(given),
        scale=scale,
        questions=questions,
        evidence=_lines(given.get("typical_evidence")),
        evidence_kind=EVIDENCE_KIND,
        tip=shortened(text_of(given.get("annotation")), LONGEST_PROSE) or None,
        origin=Origin(format=FORMAT, id=urn),
    )
    return made.model_copy(update={"origin": _origin(urn, given, {**practice_fields(made), **place})})


def practice_fields(practice: Practice) -> dict[str, Any]:
    """What a practice says of itself in the words of the format, without its place in the tree."""
    return {
        "ref_id": practice.id,
        **_name_and_text(practice.title, practice.intent),
        "annotation": practice.tip,
        "typical_evidence": "\n".join(practice.evidence) or None,
        "weight": None if practice.weight == 1 else practice.weight,
        **scale_fields(practice.scale),
        "questions": question_fields(practice.questions),
    }


def head_of(given: Fields, id_: str, place: Fields, follower: str | None = None) -> dict[str, Any]:
    """What a node that is not assessable gives a domain or group; `follower` is the practice it has to come before."""
    description, urn = text_of(given.get("description")), text_of(given.get("urn"))
    title = title_of(text_of(given.get("name")), description, text_of(given.get("ref_id")), id_)
    said = head_fields(id_, title, shortened(description, LONGEST_PASSAGE) or None, weight_of(given))
    return {
        "id": id_,
        "title": title,
        "summary": said["description"],
        "weight": weight_of(given),
        "origin": _origin(urn, given if follower is None else {**given, BEFORE: follower}, {**said, **place}),
    }


def head_fields(id_: str, title: str, summary: str | None, weight: int) -> dict[str, Any]:
    """What a domain or group says of itself in the words of the format, without its place in the tree."""
    named = _name_and_text(title, summary) if summary else {"name": title, "description": None}
    return {"ref_id": id_, **named, "weight": None if weight == 1 else weight}


def domain_of(head: Fields, practices: Sequence[Practice], children: Sequence[Group]) -> Domain:
    """A root with everything below it."""
    title = head["title"]
    return Domain(
        **head,
        short=shortened(title, LONGEST_SHORT),
        question=title,
        practices=tuple(practices),
        children=tuple(children),
    )


def weight_of(given: Fields) -> int:
    """The weight of a node; one that cannot be counted with is 1, as where none is given."""
    weight = whole_number(given.get("weight"))
    return weight if weight is not None and 1 <= weight <= HEAVIEST else 1


def node_fields(part: Practice | DomainHead | Group) -> dict[str, Any]:
    """What a practice, domain or group says of itself in the words of the format."""
    if isinstance(part, Practice):
        return practice_fields(part)
    return head_fields(part.id, part.title, part.summary, part.weight)


def _name_and_text(title: str, text: str) -> dict[str, Any]:
    """A title that only repeats the text is no name."""
    return {"name": None if title == title_of(text) else title, "description": text}


def _origin(urn: str, given: Fields, said: Fields) -> Origin:
    others = {name: value for name, value in given.items() if name not in PLACED}
    return Origin(format=FORMAT, id=urn, kept=kept_beside(others, said))


def _lines(value: Any) -> tuple[str, ...]:
    lines = (plain_text(line) for line in text_of(value).splitlines())
    return tuple(shortened(line, LONGEST_PROSE) for line in lines if line)
