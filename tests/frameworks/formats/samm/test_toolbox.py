"""The toolbox spreadsheet of SAMM read as a framework."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.formats import recognize
from frameworks.formats.imported import FormatNotKnown, Imported
from frameworks.formats.samm.reader import read_samm
from frameworks.formats.samm.toolbox_sheets import column_letters
from tests.frameworks.formats.samm.sample import ANSWERS, QUESTIONS, write_model
from tests.frameworks.formats.samm.toolbox import (
    UNCOMPUTED,
    Rows,
    Shown,
    about_rows,
    answer_rows,
    former_toolbox,
    question_rows,
    toolbox,
    workbook,
)


def read(tmp_path: Path, content: bytes) -> Imported:
    file = tmp_path / "toolbox.xlsx"
    file.write_bytes(content)
    return read_samm(file)


def faults_of(tmp_path: Path, content: bytes) -> dict[str, str]:
    with pytest.raises(FrameworkNotReadable) as raised:
        read(tmp_path, content)
    assert all(fault.mend for fault in raised.value.faults)
    return {fault.where: fault.what for fault in raised.value.faults}


def with_cell(rows: Rows, row: int, column: int, value: Any) -> Rows:
    rows[row - 1][column - 1] = value
    return rows


def test_toolbox_gives_the_questions_answers_and_levels_of_its_model(tmp_path: Path) -> None:
    mine = read(tmp_path, toolbox()).frameworks[0]
    model = read_samm(write_model(tmp_path)).frameworks[0]
    assert tuple(mine.practices) == QUESTIONS
    for id_, practice in model.practices.items():
        other = mine.practices[id_]
        assert (other.title, other.rung, other.scale) == (practice.title, practice.rung, practice.scale)
    tree = [
        [(group.id, group.title, [child.id for child in group.children]) for group in one.children]
        for one in mine.domains
    ]
    assert tree == [
        [(group.id, group.title, [child.id for child in group.children]) for group in one.children]
        for one in model.domains
    ]
    assert (mine.method, mine.scale.highest) == ("samm", 3)


def test_formulas_without_a_result_are_named_sheet_by_sheet_and_by_nothing_else(tmp_path: Path) -> None:
    questions = with_cell(with_cell(question_rows(), 2, 1, UNCOMPUTED), 3, 6, UNCOMPUTED)
    found = faults_of(tmp_path, toolbox(questions=questions, offered=with_cell(answer_rows(), 2, 7, UNCOMPUTED)))
    several = "2 cells of the sheet hold formulas, and the file does not say what they come to."
    assert found == {
        "toolbox.xlsx > imp-questions!A2, imp-questions!F3": several,
        "toolbox.xlsx > imp-answers!G2": "The cell holds a formula, and the file does not say what it comes to.",
    }


def test_row_above_the_titles_is_passed_over(tmp_path: Path) -> None:
    moved = read(tmp_path, toolbox(questions=[["Do not change this sheet"], *question_rows()]))
    assert tuple(moved.frameworks[0].practices) == QUESTIONS


def test_guidance_becomes_criteria_line_by_line(tmp_path: Path) -> None:
    practice = read(tmp_path, toolbox()).frameworks[0].practices["G-SO-A-1-1"]
    assert practice.intent == "Quality criteria:\n- You wrote SO A down\n- No: you did not forget"


def test_version_and_license_are_those_that_the_toolbox_states(tmp_path: Path) -> None:
    found = read(tmp_path, toolbox())
    assert (found.frameworks[0].key, found.frameworks[0].license) == ("samm@2.9.1", "Share-alike for gardens")
    assert len(found.notes) == 1


def test_toolbox_that_states_neither_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, toolbox(about=None))
    assert (found.frameworks[0].key, found.frameworks[0].license) == ("samm@unknown", None)
    assert len(found.notes) == 3


def test_cells_of_formulas_count_by_what_they_last_showed(tmp_path: Path) -> None:
    rows = [[Shown(cell) for cell in row] for row in question_rows()]
    assert tuple(read(tmp_path, toolbox(questions=rows)).frameworks[0].practices) == QUESTIONS


def test_questions_keep_the_order_of_their_sheet_where_no_interview_gives_one(tmp_path: Path) -> None:
    domains = read(tmp_path, toolbox(interview=[["Nothing here"]])).frameworks[0].domains
    assert [domain.id for domain in domains] == ["K", "G"]


def test_toolbox_is_recognized_by_its_sheets(tmp_path: Path) -> None:
    file = tmp_path / "any.xlsx"
    file.write_bytes(toolbox())
    assert recognize(file) == "samm"
    file.write_bytes(workbook({"Interview": [["x"]]}))
    with pytest.raises(FormatNotKnown):
        recognize(file)


@pytest.mark.parametrize(("version", "release"), [(1.5, "1.5"), ("V1.1.1", "1.1.1"), ("Final", "1"), ("", "1")])
def test_toolbox_of_samm_1_is_recognized_and_refused_by_its_release(
    tmp_path: Path, version: object, release: str
) -> None:
    file = tmp_path / "toolbox.xlsx"
    file.write_bytes(former_toolbox(version))
    assert recognize(file) == "samm"
    [(where, what)] = faults_of(tmp_path, file.read_bytes()).items()
    assert where == "toolbox.xlsx > Interview"
    assert what.startswith(f"This is a toolbox of SAMM {release}: its questions are not those of SAMM 2")


FAULTS: list[tuple[str, Callable[[], bytes], dict[str, str]]] = [
    (
        "No questions",
        lambda: toolbox(questions=None),
        {"imp-questions": "The sheet is missing, or nothing stands below its titles."},
    ),
    (
        "No answers",
        lambda: toolbox(offered=None),
        {"imp-answers": "The sheet is missing, or nothing stands below its titles."},
    ),
    (
        "A title that is missing",
        lambda: toolbox(questions=with_cell(question_rows(), 1, 6, "Text")),
        {"imp-questions": "No column has the title 'Question'."},
    ),
    (
        "Rows at fault",
        lambda: toolbox(
            questions=with_cell(
                with_cell(
                    with_cell(with_cell(with_cell(question_rows(), 2, 1, "K-KC-A1"), 3, 6, ""), 4, 8, 77), 5, 5, 3
                ),
                7,
                1,
                "K-KC-A-3-1",
            )
        ),
        {
            "imp-questions!A2": "'K-KC-A1' is no id of a question.",
            "imp-questions!F3": "The question is empty.",
            "imp-questions!H4": "There is no answer set '77'.",
            "imp-questions!E5": "The level is '3', the id says 2.",
            "imp-questions!A7": "'K-KC-A-3-1' stands there twice; first at imp-questions!A6.",
        },
    ),
]


@pytest.mark.parametrize(("content", "faults"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_every_fault_of_the_sheets_is_named_at_once(
    tmp_path: Path, content: Callable[[], bytes], faults: dict[str, str]
) -> None:
    assert faults_of(tmp_path, content()) == {f"toolbox.xlsx > {where}": what for where, what in faults.items()}


def test_every_fault_of_the_answer_tables_is_named_at_once(tmp_path: Path) -> None:
    rows = with_cell(with_cell(answer_rows(), 2, 7, "half"), 3, 8, 0.25)
    rows += [[5, "No", "", "", "", 0], ["", "left", "out"]]
    found = faults_of(tmp_path, workbook({"imp-questions": question_rows(), "imp-answers": rows}))
    assert found == {
        "toolbox.xlsx > imp-answers!G2": "What an answer counts as is no number from 0 to 1.",
        "toolbox.xlsx > imp-answers!A3": "The answer set has fewer than two answers, or two of them count the same.",
        "toolbox.xlsx > imp-answers!A4": "The answer set has fewer than two answers, or two of them count the same.",
    }


def test_answer_set_given_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults_of(tmp_path, toolbox(offered=[*answer_rows(), [0, *ANSWERS["A"], 0, 0.25, 0.5, 1]]))
    assert found == {"toolbox.xlsx > imp-answers!A4": "The answer set '0' stands there twice."}


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_version_is_read_from_the_first_row_that_gives_one(tmp_path: Path) -> None:
    rows = [*about_rows(), ["Version:", "9"], ["Element:", "x"]]
    assert read(tmp_path, toolbox(about=rows)).frameworks[0].version == "2.9.1"


WHOLE = toolbox()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_damage_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(WHOLE)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        read(tmp_path, bytes(content[: chance.randint(0, len(content))] if chance.random() < 0.2 else content))
    except FrameworkNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.sampled_from(["questions", "answers", "interview", "about"]),
    row=st.integers(1, 4),
    column=st.integers(1, 8),
    value=st.one_of(st.text(max_size=30), st.integers(-5, 10**9), st.floats(-2, 2), st.booleans()),
)
def test_any_cell_may_hold_anything(tmp_path: Path, which: str, row: int, column: int, value: Any) -> None:
    own: dict[str, Rows] = {
        "questions": question_rows(),
        "answers": answer_rows(),
        "interview": [[""]],
        "about": about_rows(),
    }
    rows = own[which]
    while len(rows) < row:
        rows.append([])
    rows[row - 1] = [*rows[row - 1], *[""] * (8 - len(rows[row - 1]))]
    rows[row - 1][column - 1] = value
    names = {
        "questions": "imp-questions",
        "answers": "imp-answers",
        "interview": "Interview",
        "about": "Attribution and License",
    }
    try:
        read(tmp_path, workbook({names[key]: one for key, one in own.items()}))
    except FrameworkNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)
