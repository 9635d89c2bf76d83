"""Duties: kept all or none, changed by a newer version, found by the beginning of an id, pointed at as evidence."""

from datetime import date
from typing import Any

import pytest

from scoring.assessment import Answer, AssessmentHeader
from scoring.duties import Duty, DutyNotAccepted
from store import duties as kept_duties
from store.organizations import OrganizationNotFound
from tests.workspaces import MORNING, StandingClock, begin
from use_cases.assess import load_assessment, record_answer
from use_cases.duties import evidence_of_register, find_duty, keep_duties, list_duties, register_answer
from use_cases.workspace import Workspace


def duty(**fields: Any) -> Duty:
    return Duty.model_validate({"title": "Report to the agency", "country": "GB", **fields})


def versions(workspace: Workspace, organization_id: str) -> list[Duty]:
    with workspace.store.reading() as connection:
        return kept_duties.list_duties(connection, organization_id)


def test_new_duty_gets_an_id_and_says_who_kept_it_when(workspace: Workspace, assessment: AssessmentHeader) -> None:
    (kept,) = keep_duties(workspace, assessment.organization_id, [duty(owner="Legal")])
    assert kept.id
    assert kept == duty(owner="Legal", id=kept.id, by="Ann", at=MORNING)
    assert list_duties(workspace, assessment.organization_id) == [kept]


def test_change_is_a_newer_version_and_the_former_stays(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    (first,) = keep_duties(workspace, assessment.organization_id, [duty()])
    clock.move(hours=1)
    changed = first.model_copy(update={"state": "retired", "by": "", "at": None})
    (second,) = keep_duties(colleague, assessment.organization_id, [changed])
    assert (second.id, second.state, second.by, second.at) == (first.id, "retired", "Ben", clock.at)
    assert list_duties(workspace, assessment.organization_id) == [second]
    assert versions(workspace, assessment.organization_id) == [first, second]


def test_version_that_says_the_same_is_not_kept_again(workspace: Workspace, assessment: AssessmentHeader) -> None:
    (kept,) = keep_duties(workspace, assessment.organization_id, [duty()])
    again = kept.model_copy(update={"by": "Ben", "at": None})
    assert keep_duties(workspace, assessment.organization_id, [again]) == ()
    assert versions(workspace, assessment.organization_id) == [kept]


def test_one_fault_refuses_every_duty_and_all_faults_are_told(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    given = [
        duty(),
        duty(title=" "),
        duty(entry="no-such-law"),
        duty(country="XX"),
        duty(checked_on="2026-06-16"),
        duty(id="unheard-of"),
        duty(note="d41d8cd98f00b204e9800998ecf8427e"),
    ]
    with pytest.raises(DutyNotAccepted) as refusal:
        keep_duties(workspace, assessment.organization_id, given)
    places = [fault.where for fault in refusal.value.faults]
    assert places == ["duty > title", "duty > entry", "duty > country", "duty > checked on", "duty > id", "duty > note"]
    assert refusal.value.exit_code == 11
    assert versions(workspace, assessment.organization_id) == []


def test_duty_of_another_organization_cannot_be_changed_from_here(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    (kept,) = keep_duties(workspace, begin(workspace, "Another").organization_id, [duty()])
    with pytest.raises(DutyNotAccepted, match="There is no duty"):
        keep_duties(workspace, assessment.organization_id, [kept])
    assert list_duties(workspace, assessment.organization_id) == []


def test_organization_that_is_not_there_has_no_register(workspace: Workspace) -> None:
    with pytest.raises(OrganizationNotFound):
        list_duties(workspace, "nowhere")
    with pytest.raises(OrganizationNotFound):
        keep_duties(workspace, "nowhere", [duty()])


def test_duty_is_found_by_the_beginning_of_its_id(workspace: Workspace, assessment: AssessmentHeader) -> None:
    with workspace.store.writing() as transaction:
        for id_ in ("abc", "abd"):
            kept_duties.append_duty(transaction, assessment.organization_id, duty(id=id_))
    assert find_duty(workspace, assessment.organization_id, "abc").id == "abc"
    for beginning, words in (("ab", "The ids of 2 duties begin"), ("x", "No duty's id"), ("", "No duty's id")):
        with pytest.raises(DutyNotAccepted, match=words):
            find_duty(workspace, assessment.organization_id, beginning)


def test_pointer_at_the_register_names_its_active_duties_and_the_latest_check() -> None:
    held = [
        duty(checked_on="2026-03-01"),
        duty(checked_on="2026-05-01"),
        duty(checked_on="2026-06-01", state="retired"),
        duty(),
    ]
    pointer = evidence_of_register(held, 2)
    assert pointer is not None
    assert pointer.title == "Duty register in Safermark, 3 duties, checked 2026-05-01"
    assert (pointer.date, pointer.level, pointer.link) == (date(2026, 5, 1), 2, "")
    assert evidence_of_register([duty()], 2) is None
    assert evidence_of_register([duty(checked_on="2026-06-01", state="retired")], 2) is None
    (one,) = [evidence_of_register(held[:1], 1)]
    assert one is not None
    assert "1 duty," in one.title


def test_only_an_answered_practice_can_point_at_the_register(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    assert register_answer(load_assessment(workspace, assessment.id)) is None
    record_answer(workspace, assessment.id, Answer(practice="GOV-05", state="not_known"))
    assert register_answer(load_assessment(workspace, assessment.id)) is None
    record_answer(workspace, assessment.id, Answer(practice="GOV-05", level=2))
    answer = register_answer(load_assessment(workspace, assessment.id))
    assert answer is not None
    assert answer.level == 2


def test_framework_of_another_id_has_no_practice_for_the_register(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, Answer(practice="GOV-05", level=2))
    opened = load_assessment(workspace, assessment.id)
    other = opened.framework.model_copy(update={"id": "another"})
    assert (
        register_answer(type(opened)(opened.header, opened.organization, other, opened.assessment, opened.on)) is None
    )
