"""A redacted text is gone from every byte that is kept; levels, days and the rest of the history stay."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from scoring.actions import Action
from scoring.adjustment import Adjustment
from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.duties import Duty
from scoring.ratings import Rating, Settled
from scoring.targets import PracticeTarget
from store.adjustments import append_adjustments, list_adjustments
from store.backups import backup_store
from store.database import Store, StoreNotUsable
from store.duties import append_duty, list_duties
from store.organizations import OrganizationNotFound, delete_organization
from store.plans import append_action, append_targets, list_actions, list_targets
from store.redaction import DEFAULT_FIELDS, FIELDS, Redaction, count_in_ids, redact_fields, redact_text
from store.soundness import verify_store
from tests.workspaces import MORNING, begin, bytes_of, open_for
from use_cases.assess import list_steps, load_assessment, record_answer, record_review
from use_cases.organize import set_profile
from use_cases.track import record_event, take_snapshot, trace
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)
WHY = Redaction("it names a person", "Cem", MORNING)
SECRET = "Zqx Wvu"
"""Unlike anything that is stored otherwise."""


def tell_everywhere(workspace: Workspace, assessment: AssessmentHeader, text: str) -> None:
    """Put a text into every field that takes one."""
    evidence = Evidence(title=f"See {text}", link=f"https://example.org/{text.replace(' ', '+')}", date=DAY, level=3)
    review = Review(level=2, by=text, date=DAY)
    said = {
        "note": f"{text} told us",
        "approver": text,
        "by": text,
        "evidence": (evidence,),
        "review": review,
        "ratings": (Rating(by=text, level=1, on=DAY), Rating(by=f"{text} jr.", level=3, on=DAY)),
        "settled": Settled(level=3, reason=f"{text} showed us", by=text, on=DAY),
    }
    record_answer(workspace, assessment.id, Answer.model_validate({"practice": "DET-01", "level": 3, **said}))
    unfit = Answer(practice="DET-02", state="not_applicable", reason=f"ask {text}", approver="Ann")
    record_answer(workspace, assessment.id, unfit)
    take_snapshot(workspace, assessment.id, note=f"after {text} left")
    record_event(workspace, assessment.organization_id, DAY, f"{text} joined")
    target = PracticeTarget(practice="DET-01", level=4, reason=f"asked by {text}", on=DAY, by=text)
    action = Action(id="a", practice="DET-01", title=f"Ask {text}", owner=text, effort=2, by=text)
    adjustment = Adjustment(practice="DET-01", field="proactive", value=0.5, reason=f"says {text}", by=text, on=DAY)
    duty = Duty(
        id="d", title=f"Tell {text}", owner=text, deadline=f"as {text} says", channel=text, note=f"see {text}", by=text
    )
    with workspace.store.writing() as transaction:
        append_adjustments(transaction, assessment.id, [adjustment])
        append_targets(transaction, assessment.id, [target])
        append_action(transaction, assessment.id, action)
        append_duty(transaction, assessment.organization_id, duty)


def copies_of_everything(store: Store, tmp_path: Path) -> bytes:
    """The store, what lies beside it, and a new backup."""
    backup = tmp_path / "copy.bak"
    backup_store(store, backup)
    return bytes_of(store.path) + backup.read_bytes()


@pytest.fixture
def secretive(tmp_path: Path) -> Iterator[Workspace]:
    """Somebody whose own name should never have been entered."""
    workspace = open_for(tmp_path / "secret.db", SECRET)
    yield workspace
    workspace.store.close()


def test_redacted_text_is_in_no_byte_of_store_log_or_new_backup(secretive: Workspace, tmp_path: Path) -> None:
    assessment = begin(secretive, f"Forum of {SECRET}")
    set_profile(secretive, assessment.organization_id, load_assessment(secretive, assessment.id).organization.profile)
    tell_everywhere(secretive, assessment, SECRET)
    assert SECRET.encode() in copies_of_everything(secretive.store, tmp_path)
    before = load_assessment(secretive, assessment.id)
    removed = redact_text(secretive.store, SECRET, WHY)
    left = copies_of_everything(secretive.store, tmp_path)
    for spelling in (SECRET, SECRET.replace(" ", "+")):
        assert spelling.encode() not in left
        assert spelling.encode("utf-16-le") not in left
    assert removed == 34
    after = load_assessment(secretive, assessment.id)
    assert after.scorecard == before.scorecard
    said = after.assessment.by_practice["DET-01"]
    assert (said.level, said.on, said.note, said.by) == (3, MORNING.date(), WHY.words, WHY.words)
    assert (said.evidence[0].title, said.evidence[0].link) == (WHY.words, "")
    assert said.review is not None
    assert (said.review.level, said.review.by) == (2, WHY.words)
    assert [(rating.by, rating.level) for rating in said.ratings] == [(WHY.words, 1), (WHY.words, 3)]
    assert said.settled is not None
    assert (said.settled.level, said.settled.reason, said.settled.by) == (3, WHY.words, WHY.words)
    assert after.assessment.by_practice["DET-02"].reason == WHY.words
    trend = trace(secretive, assessment.id)
    assert [snapshot.note for snapshot in trend.snapshots] == [WHY.words]
    assert [event.title for event in trend.events] == [WHY.words]
    assert after.organization.name == WHY.words
    with secretive.store.reading() as connection:
        (target,) = list_targets(connection, [assessment.id])[assessment.id]
        (action,) = list_actions(connection, assessment.id)
        (adjustment,) = list_adjustments(connection, [assessment.id])[assessment.id]
        (duty,) = list_duties(connection, assessment.organization_id)
    texts = (duty.title, duty.owner, duty.deadline, duty.channel, duty.note, duty.by)
    assert (duty.id, *texts) == ("d", *[WHY.words] * 6)
    assert (adjustment.value, adjustment.reason, adjustment.by) == (0.5, WHY.words, WHY.words)
    assert (target.level, target.reason, target.by) == (4, WHY.words, WHY.words)
    assert (action.effort, action.title, action.owner, action.by) == (2, WHY.words, WHY.words, WHY.words)
    assert verify_store(secretive.store).faults == ()


@pytest.mark.parametrize("spelling", ["zqx wvu", "ZQX  WVU", " Zqx\nWvu", "Ｚｑｘ Wvu", "Z\u200bqx Wvu", "zqx%20wvu"])
def test_text_is_found_whatever_its_capitals_spaces_and_invisible_signs(
    workspace: Workspace, assessment: AssessmentHeader, spelling: str
) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=1, note=f"by {spelling}."))
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2, note="harmless"))
    assert redact_text(workspace.store, SECRET, WHY) == 1
    notes = [step.answer.note for step in list_steps(workspace, assessment.id, "DET-01")]
    assert notes == ["harmless"]
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT note FROM answers ORDER BY seq").scalars().all() == [
            WHY.words,
            "harmless",
        ]


def test_who_said_it_stays_when_a_row_is_redacted_without_naming_fields(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    tell_everywhere(workspace, assessment, "Dan")
    answer = load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"]
    assert redact_fields(workspace.store, answer.id, DEFAULT_FIELDS, WHY) == 6
    after = load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"]
    assert (after.note, after.approver, after.by) == (WHY.words, WHY.words, "Dan")
    assert redact_fields(workspace.store, answer.id, ["author"], WHY) == 1
    assert load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"].by == WHY.words


def test_row_that_does_not_exist_holds_nothing_to_remove(workspace: Workspace, assessment: AssessmentHeader) -> None:
    tell_everywhere(workspace, assessment, "Dan")
    before = bytes_of(workspace.store.path)
    assert redact_fields(workspace.store, "nobody", FIELDS, WHY) == 0
    assert b"Dan told us" in bytes_of(workspace.store.path)
    assert b"Dan told us" in before


def test_each_removal_is_logged_without_its_text(workspace: Workspace, assessment: AssessmentHeader) -> None:
    recorded = record_answer(workspace, assessment.id, Answer(practice="DET-01", level=1, note=SECRET))
    redact_text(workspace.store, SECRET, WHY)
    with workspace.store.reading() as connection:
        rows = connection.exec_driver_sql('SELECT field, "row", because, "by", at FROM redactions').all()
    assert [tuple(row) for row in rows] == [("note", recorded.answer.id, WHY.because, "Cem", MORNING.isoformat())]


def test_reason_of_an_earlier_redaction_can_be_redacted(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record_answer(workspace, assessment.id, Answer(id="a", practice="DET-01", level=1, note="a text"))
    redact_fields(workspace.store, "a", ["note"], Redaction(f"it names {SECRET}", "Cem", MORNING))
    # The note that shows the reason, and the reason in the log.
    assert redact_text(workspace.store, SECRET, WHY) == 2
    assert SECRET.encode() not in bytes_of(workspace.store.path)


def test_text_in_an_id_is_counted_since_it_cannot_be_replaced(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, Answer(id=f"{SECRET} 1", practice="DET-01", level=1))
    assert count_in_ids(workspace.store, SECRET.lower()) == 1
    assert count_in_ids(workspace.store, "nobody") == 0


def test_redaction_says_so_when_another_program_still_reads_the_log(
    workspace: Workspace, assessment: AssessmentHeader, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=1, note=SECRET))
    workspace.store.close()
    monkeypatch.setattr("store.database.BUSY_MILLISECONDS", 50)
    hasty = open_for(workspace.store.path)
    with closing(sqlite3.connect(hasty.store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT note FROM answers").fetchall() == [(SECRET,)]
        with pytest.raises(StoreNotUsable, match="while another program reads the store"):
            redact_text(hasty.store, SECRET, WHY)
        reader.execute("ROLLBACK")
    assert load_assessment(hasty, assessment.id).assessment.answers[0].note == WHY.words
    hasty.store.close()
    assert SECRET.encode() not in bytes_of(hasty.store.path)


def test_what_another_tool_left_in_free_pages_goes_with_the_next_redaction(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=1, note="a mistake"))
    with closing(sqlite3.connect(workspace.store.path)) as careless:
        careless.execute("PRAGMA secure_delete=off")
        careless.execute("CREATE TABLE scratch AS SELECT ? AS text", [SECRET * 1_000])
        careless.commit()
        careless.execute("DROP TABLE scratch")
        careless.commit()
        careless.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRET.encode() in bytes_of(workspace.store.path)
    assert redact_text(workspace.store, "a mistake", WHY) == 1
    assert SECRET.encode() not in bytes_of(workspace.store.path)


def test_deleted_organization_is_in_no_byte_and_its_neighbor_stays_whole(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    tell_everywhere(workspace, assessment, "Dan")
    gone = begin(workspace, f"Forum of {SECRET}")
    tell_everywhere(workspace, gone, SECRET)
    record_review(
        workspace,
        gone.id,
        load_assessment(workspace, gone.id).assessment.by_practice["DET-01"].id,
        Review(level=1, by=SECRET, date=DAY),
    )
    redact_text(workspace.store, f"after {SECRET}", Redaction("Qqq zzz", "Cem", MORNING))
    ids = [gone.id, gone.organization_id, *(a.id for a in load_assessment(workspace, gone.id).assessment.answers)]
    neighbor = load_assessment(workspace, assessment.id), trace(workspace, assessment.id)
    delete_organization(workspace.store, gone.organization_id)
    left = copies_of_everything(workspace.store, tmp_path)
    for text in (SECRET, SECRET.replace(" ", "+"), "Qqq zzz", *ids):
        assert text.encode() not in left, text
    assert (load_assessment(workspace, assessment.id), trace(workspace, assessment.id)) == neighbor
    assert verify_store(workspace.store).faults == ()
    assert verify_store(workspace.store).counts == {
        "organizations": 1,
        "assessments": 1,
        "answers": 2,
        "snapshots": 1,
        "events": 1,
    }
    with pytest.raises(OrganizationNotFound):
        delete_organization(workspace.store, gone.organization_id)
