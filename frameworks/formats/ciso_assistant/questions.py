"""Questions of a requirement with the answers they offer and the points those add."""

from typing import Any

from pydantic import JsonValue

from frameworks.formats.building import shortened
from frameworks.formats.ciso_assistant.fields import Fields, as_json, text_of
from frameworks.origin import Choice, Question

LONGEST = 60_000
_OF_QUESTION = ("type", "text", "choices")
_OF_CHOICE = ("urn", "value", "add_score")
NO_TEXT = "Untitled"
KINDS = ("unique_choice", "multiple_choice", "text", "date", "number", "boolean")
"""Types of questions that CISO Assistant knows."""


def questions_of(given: Any) -> tuple[Question, ...]:
    """The questions of a requirement, in order; none where they are not in the form of a library."""
    if not isinstance(given, dict):
        return ()
    return tuple(_question(str(urn), one) for urn, one in given.items() if isinstance(one, dict))


def unknown_kinds(given: Any) -> list[str]:
    """The types of a requirement's questions that CISO Assistant does not know, one for each such question."""
    kinds = [question.kind for question in questions_of(given)]
    return [" ".join(kind.split())[:40] or "none" for kind in kinds if kind not in KINDS]


def _question(urn: str, given: Fields) -> Question:
    choices = given.get("choices")
    listed = choices if isinstance(choices, list) else []
    return Question(
        id=urn,
        kind=text_of(given.get("type")),
        text=_passage(given.get("text")),
        choices=tuple(_choice(one) for one in listed if isinstance(one, dict)),
        kept=_others(given, _OF_QUESTION),
    )


def _choice(given: Fields) -> Choice:
    points = given.get("add_score")
    is_number = isinstance(points, int | float) and not isinstance(points, bool)
    return Choice(
        id=text_of(given.get("urn")),
        text=_passage(given.get("value")),
        points=points if is_number else None,
        kept=_others(given, _OF_CHOICE[:2] if not is_number else _OF_CHOICE),
    )


def _passage(value: Any) -> str:
    return shortened(text_of(value), LONGEST) or NO_TEXT


def _others(given: Fields, known: tuple[str, ...]) -> dict[str, JsonValue]:
    return {str(name): as_json(value) for name, value in given.items() if name not in known and value is not None}


def question_fields(questions: tuple[Question, ...]) -> dict[str, Any] | None:
    """Questions in the words of the format; None for none."""
    return {one.id: _as_given(one) for one in questions} or None


def _as_given(question: Question) -> dict[str, Any]:
    choices = [_choice_as_given(one) for one in question.choices]
    own = {"type": question.kind, "text": question.text, **({"choices": choices} if choices else {})}
    return {**own, **question.kept}


def _choice_as_given(choice: Choice) -> dict[str, Any]:
    own: dict[str, Any] = {"urn": choice.id, "value": choice.text}
    if choice.points is not None:
        own["add_score"] = int(choice.points) if choice.points.is_integer() else choice.points
    return {**own, **choice.kept}
