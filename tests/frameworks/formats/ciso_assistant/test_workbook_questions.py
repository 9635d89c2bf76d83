"""Questions in workbook form: lines beside each other, with their answers, points and translations."""

from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.imported import Imported
from tests.frameworks.formats.ciso_assistant.test_workbook_library import SHEETS, TITLES, Rows, row, written

ANSWERS = ["id", "question_type", "question_choices", "question_choices[fr]", "description", "description[fr]"]


def read(folder: Path, replies: Rows, translations: str | None = None, **cells: Any) -> Imported:
    """A workbook with one requirement of these cells, which may be answered with these replies."""
    titles = [*TITLES, "questions[fr]"]
    content = [titles, [*row(assessable="x", depth=1, ref_id="2", **cells), translations]]
    return read_ciso_assistant(written(folder, {**SHEETS, "fwk_content": content, "r_content": replies}))


def test_questions_come_in_with_what_each_choice_says(tmp_path: Path) -> None:
    (framework,) = read_ciso_assistant(written(tmp_path, SHEETS)).frameworks
    how, when = framework.practices["2"].questions
    assert (how.text, how.kind, when.text, when.kind) == ("How?\nSay more.", "unique_choice", "When?", "text")
    assert [(one.text, one.points) for one in how.choices] == [("Well", 2), ("Badly\nso far", -1)]
    assert how.choices[0].kept == {
        "compute_result": "compliant",
        "color": "#00ff00",
        "select_implementation_groups": ["a", "b"],
    }
    assert when.kept["depends_on"] == {"question": how.id, "answers": [how.choices[1].id], "condition": "all"}


def test_blank_lines_are_no_questions_and_a_choice_may_have_no_points(tmp_path: Path) -> None:
    content = [TITLES, row(assessable="x", depth=1, ref_id="2", questions="How?\n\n", answer="how")]
    replies = [
        ["id", "question_type", "question_choices", "add_score"],
        ["how", "unique_choice", "Well\n\nBadly", "2\n/"],
    ]
    file = written(tmp_path, {**SHEETS, "fwk_content": content, "r_content": [*replies, [" ", None, " ", None]]})
    (framework,) = read_ciso_assistant(file).frameworks
    (how,) = framework.practices["2"].questions
    assert how.text == "How?"
    assert [(one.text, one.points) for one in how.choices] == [("Well", 2), ("Badly", None)]


def test_translations_stand_beside_the_lines_they_translate(tmp_path: Path) -> None:
    replies: Rows = [
        ANSWERS,
        ["how", "unique_choice", "Well\n|so far\nBadly", "Bien\n/", "Good.\n/", "/\nPas bon.\n|Pas du tout."],
        ["same", "multiple_choice", "A\nB", "Lettre", None, None],
    ]
    questions, translations = "How?\nWhen?\nWhich?", "Comment ?\n|Dites-le.\n/\nLaquelle ?"
    imported = read(tmp_path, replies, translations, questions=questions, answer="how\nfree\nsame", fr="Nom")
    practice = imported.frameworks[0].practices["2"]
    how, when, which = practice.questions
    assert how.kept == {"translations": {"fr": {"text": "Comment ?\nDites-le."}}}
    assert when.kept == {}
    assert which.kept == {"translations": {"fr": {"text": "Laquelle ?"}}}
    assert [one.kept for one in how.choices] == [
        {"description": "Good.", "translations": {"fr": {"value": "Bien"}}},
        {"translations": {"fr": {"description": "Pas bon.\nPas du tout."}}},
    ]
    assert [one.kept for one in which.choices] == [{"translations": {"fr": {"value": "Lettre"}}}] * 2
    assert practice.origin is not None
    assert practice.origin.kept["translations"] == {"fr": {"name": "Nom"}}
    assert not [note for note in imported.notes if "lines" in note.what]


def test_one_translation_is_for_all_questions_and_none_is_left_on_the_requirement(tmp_path: Path) -> None:
    replies: Rows = [ANSWERS, ["free", "text", None, None, None, None]]
    (framework,) = read(tmp_path, replies, "Quoi ?", questions="What?\nWhat else?", answer="free").frameworks
    practice = framework.practices["2"]
    assert [one.kept for one in practice.questions] == [{"translations": {"fr": {"text": "Quoi ?"}}}] * 2
    assert practice.origin is not None
    assert "translations" not in practice.origin.kept


def test_translations_that_do_not_match_line_by_line_are_said(tmp_path: Path) -> None:
    replies: Rows = [ANSWERS, ["how", "unique_choice", "A\nB\nC", "Un\nDeux", None, None]]
    imported = read(tmp_path, replies, "Un ?\nDeux ?\nTrois ?", questions="One?\nTwo?", answer="how")
    said = {note.where: note.what for note in imported.notes if "lines" in note.what}
    assert said.keys() == {"how", "urn:x:risk:req_node:w:2"}
    assert "question_choices[fr]" in said["how"]
    assert "questions[fr]" in said["urn:x:risk:req_node:w:2"]
    assert len(imported.frameworks[0].practices["2"].questions) == 2


def test_question_never_depends_on_itself_where_one_line_is_for_all(tmp_path: Path) -> None:
    replies: Rows = [ANSWERS, ["how", "unique_choice", "Yes\nNo", None, None, None]]
    cells = {"questions": "One?\nTwo?\nThree?", "answer": "how", "depends_on": "1:1", "condition": "all"}
    one, two, three = read(tmp_path, replies, **cells).frameworks[0].practices["2"].questions
    needed = {"question": one.id, "answers": [f"{one.id}:choice:1"], "condition": "all"}
    assert [asked.kept for asked in (one, two, three)] == [{}, {"depends_on": needed}, {"depends_on": needed}]


@pytest.mark.parametrize(
    ("points", "expected"), [("2\n\n1", [2, None, 1]), ("2\n/\n1", [2, None, 1]), ("2", [2, 2, 2])]
)
def test_empty_line_between_points_is_a_choice_without_any(
    points: str, expected: list[int | None], tmp_path: Path
) -> None:
    replies: Rows = [
        ["id", "question_type", "question_choices", "add_score"],
        ["how", "unique_choice", "A\nB\nC", points],
    ]
    (asked,) = read(tmp_path, replies, questions="How?", answer="how").frameworks[0].practices["2"].questions
    assert [one.points for one in asked.choices] == expected


def test_results_of_older_workbooks_are_taken_as_what_they_mean(tmp_path: Path) -> None:
    replies: Rows = [
        ["id", "question_type", "question_choices", "compute_result"],
        ["how", "unique_choice", "A\nB\nC", "TRUE\nfalse\npartially_compliant"],
    ]
    (asked,) = read(tmp_path, replies, questions="How?", answer="how").frameworks[0].practices["2"].questions
    assert [one.kept["compute_result"] for one in asked.choices] == [
        "compliant",
        "non_compliant",
        "partially_compliant",
    ]


LINES = "x\n" * 600


@pytest.mark.parametrize(
    ("cells", "replies"),
    [
        ({"questions": LINES, "answer": "how"}, [["how", "unique_choice", LINES]]),
        ({"questions": "x\n" * 150, "answer": "how\n" * 150}, [["how", "unique_choice", LINES, "X", "Y", "Z"]]),
        ({"questions": "How?", "answer": "how"}, [[f"how{number}", "text", LINES, "X"] for number in range(250)]),
    ],
)
def test_few_cells_that_stand_for_very_many_choices_are_refused(
    cells: dict[str, str], replies: Rows, tmp_path: Path
) -> None:
    titles = ["id", "question_type", "question_choices", *(f"question_choices[{name}]" for name in ("fr", "de", "nl"))]
    with pytest.raises(FrameworkNotReadable, match="hold more than 250,000 values") as refusal:
        read(tmp_path, [titles, *replies], **cells)
    assert refusal.value.faults[0].where == "library.xlsx"
