"""Questions of a requirement in workbook form: lines of cells beside each other, answers by their names."""

from collections.abc import Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.fields import whole_number

NOTHING = ("", "/")


def questions_of_row(row: Mapping[str, str], urn: str, answers: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The questions of one requirement by their URNs, with the answers that are defined under the names it gives."""
    texts = lines_of(row.get("questions", ""))
    named = _for_each(row.get("answer", ""), len(texts))
    needs, conditions = (_for_each(row.get(field, ""), len(texts)) for field in ("depends_on", "condition"))
    urns = [f"{urn}:question:{number}" for number in range(1, len(texts) + 1)]
    questions = {}
    for number, text in enumerate(texts):
        definition = answers.get(named[number], {})
        question: dict[str, Any] = {"type": definition.get("question_type", "text") or "text", "text": text}
        if choices := _choices(definition, urns[number]):
            question["choices"] = choices
        if depends := _depends(needs[number], conditions[number], urns):
            question["depends_on"] = depends
        questions[urns[number]] = question
    return questions


def lines_of(cell: str) -> list[str]:
    """The lines of a cell; one that begins with | goes on with the one before."""
    lines: list[str] = []
    for line in (line.strip() for line in cell.splitlines()):
        if line.startswith("|") and lines:
            lines[-1] += "\n" + line[1:].strip()
        elif line:
            lines.append(line)
    return lines


def _choices(definition: Mapping[str, str], urn: str) -> list[dict[str, Any]]:
    values = lines_of(definition.get("question_choices", ""))
    if definition.get("question_type", "") not in ("unique_choice", "multiple_choice"):
        return []
    columns = {
        name: _for_each(definition.get(name, ""), len(values))
        for name in ("description", "select_implementation_groups", "add_score", "compute_result", "color")
    }
    choices = []
    for number, value in enumerate(values):
        given = {name: column[number] for name, column in columns.items() if column[number] not in NOTHING}
        choice: dict[str, Any] = {"urn": f"{urn}:choice:{number + 1}", "value": value, **given}
        if "add_score" in given:
            points = whole_number(given["add_score"].lstrip("'+"))
            choice["add_score"] = given["add_score"] if points is None else points
        if "select_implementation_groups" in given:
            choice["select_implementation_groups"] = comma_list(given["select_implementation_groups"])
        choices.append(choice)
    return choices


def _depends(needed: str, condition: str, urns: Sequence[str]) -> dict[str, Any] | None:
    """`1:2,3` means the second or third choice of the first question."""
    line, _, chosen = needed.partition(":")
    number = whole_number(line)
    if number is None or not 1 <= number <= len(urns):
        return None
    question = urns[number - 1]
    answers = [f"{question}:choice:{one}" for one in comma_list(chosen)]
    return {"question": question, "answers": answers, "condition": condition if condition not in NOTHING else "any"}


def _for_each(cell: str, number: int) -> list[str]:
    """A line for each of so many; a single one is for all of them."""
    lines = lines_of(cell)
    return lines * number if len(lines) == 1 else [*lines, *[""] * number][:number]


def comma_list(cell: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in cell.split(",") if one.strip()]
