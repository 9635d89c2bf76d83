"""Answers of a SAMM toolbox: in by the wording of its own tables or of the framework, every fault with its cell."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.formats.samm.reader import read_samm
from frameworks.kept import keep_imported
from tests.frameworks.formats.samm.sample import QUESTIONS, write_model
from tests.frameworks.formats.samm.toolbox import (
    UNCOMPUTED,
    Shown,
    answer_rows,
    former_toolbox,
    interview_rows,
    question_rows,
    toolbox,
    workbook,
)
from use_cases.exchange.answers_file import read_answers
from use_cases.exchange.samm_toolbox import looks_like_toolbox
from use_cases.exchange.scored_file import ScoredFile, read_scored
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable

TODAY = date(2026, 9, 30)
FIRST, SECOND, THIRD = QUESTIONS[:3]
GIVEN = {FIRST: "Yes, in half of the beds", SECOND: "No", THIRD: " yes,  in EVERY bed "}


@pytest.fixture(scope="module")
def samm(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("samm")
    [kept] = keep_imported(read_samm(write_model(folder)), folder / "kept")
    return str(kept)


def answers_of(content: bytes, framework: str, **options: Any) -> AnswersFile:
    return read_answers(content, "box.xlsx", framework=framework, today=TODAY, **options)


def faults_of(content: bytes, framework: str | None) -> dict[str, str]:
    with pytest.raises(AnswersNotReadable) as raised:
        read_answers(content, "box.xlsx", framework=framework, today=TODAY)
    assert all(fault.mend for fault in raised.value.faults)
    return {fault.where: fault.what for fault in raised.value.faults}


def steps(answers_file: AnswersFile) -> dict[str, int | None]:
    return {answer.practice: answer.level for answer in answers_file.answers}


def scored(tmp_path: Path, content: bytes, framework: str) -> ScoredFile:
    file = tmp_path / "box.xlsx"
    file.write_bytes(content)
    return read_scored(str(file), TODAY, framework=framework)


def test_answers_come_in_and_blank_ones_stay_unanswered(samm: str) -> None:
    assert steps(answers_of(toolbox(GIVEN), samm)) == {FIRST: 2, SECOND: 0, THIRD: 3}


def test_notes_day_organization_and_people_come_along(samm: str) -> None:
    read = answers_of(toolbox(GIVEN), samm)
    assert read.answers[0].note == f"Note on {FIRST}"
    assert read.answers[0].on == date(2020, 1, 1)
    assert read.organization == "Garden Club"
    assert read.about == "From a SAMM toolbox. Team/Application: Roses"
    assert any("neither the roadmap" in remark for remark in read.remarks)


def test_score_is_that_of_the_rule_worked_out_by_hand(tmp_path: Path, samm: str) -> None:
    # Soil, stream A: 1/2 + 0 + 1; nothing else is answered.
    found = scored(tmp_path, toolbox(GIVEN), samm)
    stream = found.scorecard.domains[0].children[0].children[0]
    assert stream.score.headline.value == 1.5
    assert found.scorecard.domains[0].children[0].score.headline.low == 0.75


def test_own_wording_of_a_toolbox_goes_by_its_own_tables(samm: str) -> None:
    rows = answer_rows()
    rows[1][1:5] = ["Never", "Yes, in half of the beds", "Mostly", "All of it"]
    # What the framework calls a half is a quarter in this toolbox.
    assert steps(answers_of(toolbox({FIRST: "Yes, in half of the beds", THIRD: "All of it"}, offered=rows), samm)) == {
        FIRST: 1,
        THIRD: 3,
    }


def test_answers_are_known_by_the_framework_where_the_toolbox_lists_none(samm: str) -> None:
    assert steps(answers_of(toolbox(GIVEN, offered=None, questions=None), samm)) == {FIRST: 2, SECOND: 0, THIRD: 3}


def test_value_of_an_answer_may_stand_for_its_words(samm: str) -> None:
    assert steps(answers_of(toolbox({FIRST: 0.25, SECOND: 1}), samm)) == {FIRST: 1, SECOND: 3}


def test_answer_that_a_formula_shows_is_an_answer(samm: str) -> None:
    assert steps(answers_of(toolbox({FIRST: Shown("Yes, in some beds"), SECOND: Shown(" ")}), samm)) == {FIRST: 1}


def test_formula_whose_result_is_not_in_the_file_is_no_blank_answer(samm: str) -> None:
    rows = interview_rows({FIRST: UNCOMPUTED, THIRD: "No"})
    rows[11][0] = UNCOMPUTED
    where = {f"box.xlsx > Interview!F10 ({FIRST})", "box.xlsx > Interview!A12"}
    assert faults_of(toolbox(interview=rows), samm) == dict.fromkeys(
        where, "The cell holds a formula, and the file does not say what it comes to."
    )


def test_notes_and_labels_without_a_result_are_left_aside_and_named(samm: str) -> None:
    rows = interview_rows(GIVEN)
    rows[2][3], rows[4][3], rows[9][8] = UNCOMPUTED, UNCOMPUTED, UNCOMPUTED
    read = answers_of(toolbox(interview=rows), samm)
    assert (read.organization, read.answers[0].on, read.answers[0].note) == ("", None, "")
    assert "Formulas whose result is not in the file are left aside: Interview!D5, I10, D3." in read.remarks


@pytest.mark.parametrize("column", [5, 7])
def test_answers_are_found_under_their_title(samm: str, column: int) -> None:
    assert steps(answers_of(toolbox(interview=interview_rows(GIVEN, column)), samm)) == {FIRST: 2, SECOND: 0, THIRD: 3}


def test_answers_without_a_title_stand_in_column_f(samm: str) -> None:
    assert steps(answers_of(toolbox(interview=interview_rows(GIVEN, titled=False)), samm)) == {
        FIRST: 2,
        SECOND: 0,
        THIRD: 3,
    }


def test_every_fault_is_named_with_its_cell_and_nothing_comes_in(samm: str) -> None:
    rows = interview_rows({FIRST: "Perhaps", SECOND: Shown("#REF!"), THIRD: 0.3})
    rows[13][0] = "no-id"
    rows[13][5] = "No"
    rows.append(["G-SO-A-1-2", "", "", "", "", "No"])
    rows.append([FIRST, "", "", "", "", "No"])
    found = faults_of(toolbox(interview=rows), samm)
    first = f"box.xlsx > Interview!F10 ({FIRST})"
    assert found[first] == "'Perhaps' is no answer to this question."
    assert found[f"box.xlsx > Interview!F12 ({SECOND})"] == "The cell shows an error of the spreadsheet."
    assert "box.xlsx > Interview!A14" in found
    assert any("has no practice 'G-SO-A-1-2'" in what for what in found.values())
    assert any("is answered twice" in what for what in found.values())


def test_value_that_no_answer_has_is_a_fault_with_its_cell(samm: str) -> None:
    [(where, what)] = faults_of(toolbox({FIRST: 0.3}), samm).items()
    assert where == f"box.xlsx > Interview!F10 ({FIRST})"
    assert "not on the scale" in what


def test_unknown_answer_lists_those_there_are(samm: str) -> None:
    with pytest.raises(AnswersNotReadable) as raised:
        answers_of(toolbox({FIRST: "Perhaps"}), samm)
    assert raised.value.faults[0].mend.startswith("choose one of: No; Yes, in some beds;")


def test_toolbox_names_no_framework_so_one_is_asked_for() -> None:
    assert list(faults_of(toolbox(GIVEN), None).values()) == ["No framework is named."]


def test_answer_that_nobody_can_know_without_tables_and_framework_is_a_fault() -> None:
    found = faults_of(toolbox({FIRST: "No"}, offered=None), None)
    assert f"box.xlsx > Interview!F10 ({FIRST})" in found


def test_toolbox_of_another_model_is_one_fault(samm: str) -> None:
    rows: list[list[Any]] = [
        ["", "Soil", "", "", "Answer"],
        [1, "SO1", "Do you?", "", "No"],
        [2, "", "And?", "", "Yes"],
    ]
    [(where, what)] = faults_of(workbook({"Interview": rows}), samm).items()
    assert (where, what) == ("box.xlsx > Interview!A", "The sheet Interview has no question of SAMM 2 in its column A.")


def test_toolbox_of_samm_1_is_refused_by_its_release(samm: str) -> None:
    [(where, what)] = faults_of(former_toolbox(), samm).items()
    assert where == "box.xlsx > Interview"
    assert what.startswith("This is a toolbox of SAMM 1.5: its questions are not those of SAMM 2")


def test_day_that_is_none_is_left_aside_and_said(samm: str) -> None:
    rows = interview_rows(GIVEN)
    rows[4][3] = "last week"
    read = answers_of(toolbox(interview=rows), samm)
    assert read.answers[0].on is None
    assert any("last week" in remark for remark in read.remarks)
    rows[4][3] = Shown(43831)
    assert answers_of(toolbox(interview=rows), samm).answers[0].on == date(2020, 1, 1)


def test_toolbox_without_labels_says_nothing_of_people(samm: str) -> None:
    rows = [row for row in interview_rows(GIVEN) if len(row) < 2 or not str(row[1]).endswith(":")]
    read = answers_of(toolbox(interview=rows), samm)
    assert (read.organization, read.about, read.answers[0].on) == ("", "From a SAMM toolbox", None)


def test_toolbox_is_told_from_our_workbooks_and_other_files() -> None:
    assert looks_like_toolbox(toolbox(), "a.xlsx")
    assert not looks_like_toolbox(toolbox(), "a.csv")
    assert not looks_like_toolbox(workbook({"Interview": [["x"]], "File": [["x"]]}), "a.xlsx")
    assert not looks_like_toolbox(workbook({"One": [["x"]]}), "a.xlsx")
    assert not looks_like_toolbox(b"PK", "a.xlsx")


def test_format_may_be_named_and_a_wrong_name_lists_those_there_are(samm: str) -> None:
    content = toolbox(GIVEN)
    assert steps(answers_of(content, samm, format="samm")) == steps(answers_of(content, samm))
    with pytest.raises(AnswersNotReadable, match="no format 'xyz'") as raised:
        answers_of(content, samm, format="xyz")
    assert "samm" in raised.value.faults[0].mend
    with pytest.raises(AnswersNotReadable, match="cannot be read as a workbook"):
        answers_of(b"not a workbook", samm, format="samm")


def test_workbook_saved_by_another_program_without_what_formulas_showed_is_read(tmp_path: Path, samm: str) -> None:
    file = tmp_path / "box.xlsx"
    file.write_bytes(toolbox(GIVEN))
    book = openpyxl.load_workbook(file)
    book["Interview"]["F10"] = "Yes, in some beds"
    book.save(file)
    assert steps(answers_of(file.read_bytes(), samm))[FIRST] == 1


WHOLE = toolbox(GIVEN)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_damage_is_read_or_refused(samm: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(WHOLE)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        answers_of(bytes(content), samm)
    except AnswersNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(1, 20),
    column=st.integers(1, 9),
    value=st.one_of(st.text(max_size=30), st.integers(-5, 10**9), st.floats(-2, 2), st.booleans()),
)
def test_any_cell_of_the_interview_may_hold_anything(samm: str, row: int, column: int, value: Any) -> None:
    rows = interview_rows(GIVEN)
    rows[row - 1] = [*rows[row - 1], *[""] * (9 - len(rows[row - 1]))]
    rows[row - 1][column - 1] = value
    try:
        answers_of(workbook({"Interview": rows, "imp-questions": question_rows(), "imp-answers": answer_rows()}), samm)
    except AnswersNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)
