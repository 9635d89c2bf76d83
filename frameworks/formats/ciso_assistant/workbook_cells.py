"""Fields of a library as cells of a workbook: languages as titles, lists in lines, answers under names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.fields import text_of

NOTHING = "/"
_PLACED = ("urn", "parent_urn", "assessable", "depth", "questions", "scores_definition", "scores_definition_ref")
_OF_CHOICE = ("description", "select_implementation_groups", "add_score", "compute_result", "color")


def with_languages(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with their translations under titles such as `name[fr]`; what no cell can hold is left out."""
    cells = {name: value for name, value in fields.items() if not isinstance(value, dict)}
    translations = fields.get("translations")
    for language, texts in translations.items() if isinstance(translations, dict) else ():
        for name, text in texts.items() if isinstance(texts, dict) else ():
            if isinstance(text, str):
                cells[f"{name}[{language}]"] = text
    return cells


def listed(value: Any) -> Any:
    """A value as one cell."""
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, list):
        return ", ".join(text_of(one) for one in value)
    return value


def node_cells(
    node: Mapping[str, Any], base: str, scale: str, answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A node as a row; `node_id` keeps its URN."""
    rest = {name: value for name, value in node.items() if name not in _PLACED}
    cells = {"assessable": node["assessable"], "depth": node["depth"], "node_id": node["urn"][len(base) + 1 :]}
    return {**cells, **with_languages(rest), "scores_definition": scale or None, **_question_cells(node, answers)}


def _question_cells(node: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    questions = node.get("questions")
    if not questions:
        return {}
    urns = list(questions)
    return {
        "questions": "\n".join(_lines(one.get("text")) for one in questions.values()),
        "answer": "\n".join(answers[_said(_answer_row(one))]["id"] for one in questions.values()),
        **_needs(questions, urns),
    }


def _needs(questions: Mapping[str, Mapping[str, Any]], urns: Sequence[str]) -> dict[str, Any]:
    needed, conditions = [], []
    for one in questions.values():
        depends = one.get("depends_on")
        line, condition = NOTHING, NOTHING
        if isinstance(depends, dict) and depends.get("question") in urns:
            of = questions[depends["question"]]
            places = {text_of(choice.get("urn")): number for number, choice in enumerate(of.get("choices", ()), 1)}
            named = depends.get("answers")
            answers = [text_of(one) for one in named] if isinstance(named, list) else []
            chosen = [str(places[answer]) for answer in answers if answer in places]
            line = f"{urns.index(depends['question']) + 1}:{','.join(chosen)}"
            condition = text_of(depends.get("condition"))
        needed.append(line)
        conditions.append(condition)
    return {"depends_on": "\n".join(needed), "condition": "\n".join(conditions)} if {*needed} != {NOTHING} else {}


def named_answers(nodes: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
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
    if choices:
        row["question_choices"] = "\n".join(_lines(one.get("value")) for one in choices)
    for field in _OF_CHOICE:
        texts = [_lines(listed(one.get(field))) or NOTHING for one in choices]
        if any(text != NOTHING for text in texts):
            row[field] = "\n".join(texts)
    return row


def _lines(value: Any) -> str:
    """A text whose further lines begin with |."""
    return "\n|".join(line.strip() for line in text_of(value).splitlines() if line.strip())
