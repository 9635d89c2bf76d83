"""Backup, restore, verify and redact as a person calls them."""

from pathlib import Path

import pytest

from scoring.assessment import Answer, AssessmentHeader
from tests.workspaces import StandingClock, bytes_of, open_for
from use_cases.assess import load_assessment, record_answer
from use_cases.exchange.answers_file import read_answers, write_answers
from use_cases.exchange.assessment_file import file_of
from use_cases.upkeep import (
    FIELDS,
    NothingRedacted,
    Removal,
    backup,
    redact_everywhere,
    redact_row,
    restore,
    verify,
)
from use_cases.workspace import Workspace

SECRET = "Zqx Wvu"


def record(workspace: Workspace, assessment: AssessmentHeader, **given: object) -> str:
    answer = Answer.model_validate({"practice": "DET-01", "level": 2, **given})
    return record_answer(workspace, assessment.id, answer).answer.id


def note(workspace: Workspace, assessment: AssessmentHeader) -> str:
    return load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"].note


def test_backup_verify_and_restore_go_round(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    backup(workspace, tmp_path / "store.bak")
    record(workspace, assessment, note="second")
    kept = restore(tmp_path / "store.bak", workspace.store.path, clock)
    assert kept is not None
    assert kept.name.endswith("before-restore-20260615T090000Z")
    assert note(workspace, assessment) == "first"
    assert verify(workspace).counts["answers"] == 1
    assert verify(workspace).faults == ()


def test_removed_text_is_in_no_export_of_any_format_and_the_export_reads_again(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    link = f"https://example.org/{SECRET.replace(' ', '%20')}"
    evidence = [{"title": SECRET, "link": link, "date": "2026-06-01", "level": 2}]
    record(workspace, assessment, note=f"{SECRET} told us", approver=SECRET, by=SECRET, evidence=evidence)
    unfit = Answer(practice="DET-02", state="not_applicable", reason=SECRET, approver="Ann")
    record_answer(workspace, assessment.id, unfit)
    removal = redact_everywhere(workspace, SECRET, "it names a person")
    assert removal == Removal(6, 0, ())
    assert SECRET.encode() not in bytes_of(workspace.store.path)
    opened = load_assessment(workspace, assessment.id)
    for ending in (".json", ".yaml", ".csv"):
        file = tmp_path / f"answers{ending}"
        write_answers(file_of(opened, "Ann", workspace.now()), file)
        text = file.read_text(encoding="utf-8")
        assert SECRET not in text
        assert "Zqx" not in text
        assert "[removed on 2026-06-15 by Ann because it names a person]" in text
        again = {
            answer.practice: answer for answer in read_answers(file, file.name, framework=opened.framework.key).answers
        }
        assert (again["DET-01"].level, again["DET-02"].state) == (2, "not_applicable")


def test_removal_names_the_copies_that_still_hold_the_text(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, tmp_path: Path
) -> None:
    record(workspace, assessment, note=SECRET)
    backup(workspace, tmp_path / "store.bak")
    kept = restore(tmp_path / "store.bak", workspace.store.path, clock)
    removal = redact_everywhere(workspace, SECRET, "it names a person")
    assert removal.copies == (kept,)
    assert SECRET.encode() in removal.copies[0].read_bytes()


def test_text_in_an_id_is_told_rather_than_called_removed(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record(workspace, assessment, id=SECRET)
    assert redact_everywhere(workspace, SECRET, "it names a person") == Removal(0, 1, ())


def test_row_is_redacted_whole_or_by_field(workspace: Workspace, assessment: AssessmentHeader) -> None:
    id_ = record(workspace, assessment, note="one", approver="two")
    assert redact_row(workspace, id_, "a mistake", ["approver"]).removed == 1
    assert note(workspace, assessment) == "one"
    assert redact_row(workspace, id_, "a mistake").removed == 2
    assert note(workspace, assessment).startswith("[removed on 2026-06-15 by Ann")
    assert set(FIELDS) >= {"note", "reason", "approver", "evidence_title", "evidence_link", "event_title"}


@pytest.mark.parametrize(
    ("text", "because", "what"),
    [
        ("", "a mistake", "is empty"),
        (" \n", "a mistake", "is empty"),
        (SECRET, " ", "No reason"),
        (SECRET, "x" * 201, "longer than 200"),
        (SECRET, "call +44 20 7946 0958", "phone number"),
        (SECRET, "it names zqx  wvu", "stands in the reason"),
        ("Ann", "a mistake", "stands in the reason, the date or the name"),
        ("2026-06", "a mistake", "stands in the reason, the date"),
        ("nobody", "a mistake", "found nowhere"),
    ],
)
def test_redaction_that_cannot_be_meant_is_refused_and_nothing_changes(
    workspace: Workspace, assessment: AssessmentHeader, text: str, because: str, what: str
) -> None:
    record(workspace, assessment, note=SECRET)
    with pytest.raises(NothingRedacted, match=what) as refusal:
        redact_everywhere(workspace, text, because)
    assert refusal.value.exit_code == 11
    assert note(workspace, assessment) == SECRET


def test_row_without_texts_or_with_an_unknown_field_is_refused(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    id_ = record(workspace, assessment)
    for row, fields, what in ((id_, ["level"], "no field"), (id_, ["note"], "nowhere"), ("x", FIELDS, "nowhere")):
        with pytest.raises(NothingRedacted, match=what):
            redact_row(workspace, row, "a mistake", fields)


def test_longest_reason_and_name_still_fit_wherever_a_text_stood(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    id_ = record(workspace, assessment, note=SECRET, approver=SECRET, by=SECRET)
    long = open_for(workspace.store.path, "N" * 120)
    redact_everywhere(long, SECRET, "r" * 200)
    assert load_assessment(long, assessment.id).assessment.answers[0].id == id_
    long.store.close()
