"""Questions and their answers as cells of a workbook: a line for each, answers under names."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.fields import text_of

NOTHING = "/"
_OF_CHOICE = ("description", "select_implementation_groups", "compute_result", "color")
_TRANSLATED = {"value": "question_choices", "description": "description"}

Parts = Sequence[Mapping[str, Any]]
"""Questions, or choices of one."""


def question_cells(questions: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The cells that the questions of one requirement fill; `answers` are those that `named_answers` gives."""
    parts = list(questions.values())
    if not parts:
        return {}
    return {
        "questions": _column([one.get("text") for one in parts]),
        **_translations(parts, {"text": "questions"}),
        "answer": "\n".join(answers[_said(_answer_row(one))]["id"] for one in parts),
        **_dependencies(questions),
    }


def named_answers(nodes: Parts) -> dict[str, dict[str, Any]]:
    """A row for each kind of answers that questions have, by what it says."""
    found: dict[str, dict[str, Any]] = {}
    for node in nodes:
        for question in (node.get("questions") or {}).values():
            row = _answer_row(question)
            found.setdefault(_said(row), {"id": f"answers-{len(found) + 1}", **row})
    return found


def _said(row: Mapping[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, default=str)


def _answer_row(question: Mapping[str, Any]) -> dict[str, Any]:
    choices = question.get("choices", ())
    row: dict[str, Any] = {"question_type": question.get("type")}
    if not choices:
        return row
    row["question_choices"] = _column([one.get("value") for one in choices])
    for field in _OF_CHOICE:
        texts = [_short(one.get(field)) for one in choices]
        if any(texts):
            row[field] = _column(texts)
    points = [text_of(one.get("add_score")) for one in choices]
    if any(points):
        row["add_score"] = "\n".join(_filled(points))
    return {**row, **_translations(choices, _TRANSLATED)}


def _short(value: Any) -> Any:
    """A value of a choice as text, so that a list stands between commas."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(text_of(one) for one in value) if isinstance(value, list) else value


def _filled(points: Sequence[str]) -> Iterator[str]:
    """Points for each choice. An empty line stands for none, but not at an end of the cell, where it would be lost."""
    given = [number for number, text in enumerate(points) if text]
    for number, text in enumerate(points):
        yield text if given[0] <= number <= given[-1] else NOTHING


def _translations(parts: Parts, columns: Mapping[str, str]) -> dict[str, str]:
    """A column for each translated field and language, such as `questions[fr]`."""
    texts = [one.get("translations") for one in parts]
    by_language = [one if isinstance(one, dict) else {} for one in texts]
    cells = {}
    for language in dict.fromkeys(name for one in by_language for name in one):
        own = [one[language] if isinstance(one.get(language), dict) else {} for one in by_language]
        for field, column in columns.items():
            if any(text_of(one.get(field)) for one in own):
                cells[f"{column}[{language}]"] = _column([one.get(field) for one in own])
    return cells


def _dependencies(questions: Mapping[str, Any]) -> dict[str, str]:
    lines = [_dependency(urn, one.get("depends_on"), questions) for urn, one in questions.items()]
    if not any(lines):
        return {}
    given = [line or (NOTHING, NOTHING) for line in lines]
    return {"depends_on": "\n".join(line for line, _ in given), "condition": "\n".join(word for _, word in given)}


def _dependency(own: str, depends: Any, questions: Mapping[str, Any]) -> tuple[str, str] | None:
    """`1:2,3` for the second or third choice of the first question, and the condition; None where no line says it."""
    urn = depends.get("question") if isinstance(depends, dict) else None
    if not isinstance(urn, str) or urn == own or urn not in questions:
        return None
    places = {text_of(one.get("urn")): number for number, one in enumerate(questions[urn].get("choices", ()), 1)}
    named = depends.get("answers")
    answers = [text_of(one) for one in named] if isinstance(named, list) else []
    if not answers or not places.keys() >= {*answers}:
        return None
    chosen = ",".join(str(places[answer]) for answer in answers)
    return f"{[*questions].index(urn) + 1}:{chosen}", text_of(depends.get("condition")) or "any"


def _column(values: Sequence[Any]) -> str:
    """A text for each, whose further lines begin with |."""
    return "\n".join(_lines(value) or NOTHING for value in values)


def _lines(value: Any) -> str:
    return "\n|".join(line.strip() for line in text_of(value).split("\n"))
