"""Questions of a requirement in workbook form: lines of cells beside each other, answers by their names."""

from collections.abc import Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.fields import Findings, whole_number
from frameworks.formats.ciso_assistant.workbook_answers import Answers
from frameworks.formats.ciso_assistant.workbook_lines import (
    NOTHING,
    comma_list,
    for_each,
    lines_of,
    odd_translations,
    translated,
)

TRANSLATED = {"text": "questions"}
"""The field of a question that has translations, with its column."""


def questions_of_row(
    cells: Mapping[str, Any], urn: str, answers: Mapping[str, Answers], found: Findings
) -> dict[str, Any]:
    """The questions of one requirement by their URNs, with the answers that are defined under the names it gives."""
    texts = lines_of(cells.get("questions", ""))
    for title in odd_translations(cells, TRANSLATED, len(texts)):
        found.note(urn, f"{title} has another number of lines than the questions, and may be misplaced.")
    named, needs, conditions = (
        for_each(cells.get(name, ""), len(texts)) for name in ("answer", "depends_on", "condition")
    )
    translations = translated(cells.get("translations", {}), TRANSLATED, len(texts))
    urns = [f"{urn}:question:{number}" for number in range(1, len(texts) + 1)]
    questions = {}
    for number, text in enumerate(texts):
        given = answers.get(named[number], Answers())
        question: dict[str, Any] = {"type": given.kind, "text": text}
        if translations[number]:
            question["translations"] = translations[number]
        if given.choices:
            question["choices"] = _choices(given, urns[number])
        if depends := _depends(needs[number], conditions[number], urns, number + 1):
            question["depends_on"] = depends
        questions[urns[number]] = question
    return questions


def _choices(answers: Answers, urn: str) -> list[dict[str, Any]]:
    return [{"urn": f"{urn}:choice:{number}", **choice} for number, choice in enumerate(answers.choices, 1)]


def _depends(needed: str, condition: str, urns: Sequence[str], own: int) -> dict[str, Any] | None:
    """`1:2,3` means the second or third choice of the first question; of that question itself it means nothing."""
    line, _, chosen = needed.partition(":")
    number = whole_number(line)
    if number is None or number == own or not 1 <= number <= len(urns):
        return None
    question = urns[number - 1]
    answers = [f"{question}:choice:{one}" for one in comma_list(chosen)]
    return {"question": question, "answers": answers, "condition": condition if condition not in NOTHING else "any"}
