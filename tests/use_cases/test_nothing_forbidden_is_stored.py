"""A file hash, an onion address or a phone number is stopped at every way in, and no byte of it is stored."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from frameworks.errors import MaturityError
from scoring.actions import Action
from scoring.assessment import Answer, AssessmentHeader, Review
from scoring.duties import Duty
from scoring.ratings import Rating
from scoring.targets import PracticeTarget
from tests.workspaces import MORNING, bytes_of
from use_cases.actions import keep_actions
from use_cases.assess import (
    load_assessment,
    record_answer,
    record_answers,
    record_review,
    start_assessment,
)
from use_cases.duties import keep_duties
from use_cases.exchange.assessment_file import read_for
from use_cases.exchange.json_lines import read_line
from use_cases.organize import add_organization
from use_cases.rate import record_rating
from use_cases.targets import set_targets
from use_cases.track import record_event, take_snapshot
from use_cases.upkeep import redact_everywhere
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)
FORBIDDEN = {
    "md5": "d41d8cd98f00b204e9800998ecf8427e",
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "onion": "abcdefghij234567.onion",
    "phone": "+44 20 7946 0958",
}
WayIn = Callable[[Workspace, AssessmentHeader, str], object]


def said(**given: object) -> WayIn:
    """Recording one answer with a text in a field; `{}` stands for the text."""

    def record(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
        tree = {"practice": "DET-01", "level": 2, **_filled(given, text)}
        return record_answer(workspace, assessment.id, Answer.model_validate(tree))

    return record


def pointed(**given: str) -> WayIn:
    """Recording one answer with a text in its evidence."""
    return said(evidence=[{"title": "Policy", "date": "2026-06-01", "level": 2, **given}])


def imported(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
    answer = {"practice": "DET-01", "level": 1, "note": text}
    content = json.dumps({"framework": "safer-by-design@1.0", "answers": [answer]})
    opened = load_assessment(workspace, assessment.id)
    answers = read_for(opened, content.encode(), "answers.json", workspace.today()).answers
    return record_answers(workspace, assessment.id, answers)


def streamed(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
    framework = load_assessment(workspace, assessment.id).framework
    line = json.dumps({"practice": "DET-01", "level": 1, "note": text}).encode()
    return record_answer(workspace, assessment.id, read_line(line, "line 1", framework, workspace.today()))


def reviewed(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
    id_ = record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2)).answer.id
    return record_review(workspace, assessment.id, id_, Review(level=1, by=text, date=DAY))


def redacted(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2, note="a mistake"))
    return redact_everywhere(workspace, "a mistake", f"see {text}")


def snapshot(workspace: Workspace, assessment: AssessmentHeader, text: str) -> object:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2))
    return take_snapshot(workspace, assessment.id, note=text)


def targeted(**given: str) -> WayIn:
    """Setting a target with a text in a field."""
    return lambda workspace, assessment, text: set_targets(
        workspace,
        assessment.id,
        [
            PracticeTarget.model_validate(
                {"practice": "DET-05", "level": 4, "on": DAY, **{key: one.format(text) for key, one in given.items()}}
            )
        ],
    )


def acted(**given: str) -> WayIn:
    """Keeping an action with a text in a field."""
    fields = {"practice": "DET-05", "title": "Match", **given}
    return lambda workspace, assessment, text: keep_actions(
        workspace, assessment.id, [Action.model_validate({key: one.format(text) for key, one in fields.items()})]
    )


def owed(**given: str) -> WayIn:
    """Keeping a duty with a text in a field."""
    fields = {"title": "Report", **given}
    return lambda workspace, assessment, text: keep_duties(
        workspace,
        assessment.organization_id,
        [Duty.model_validate({key: one.format(text) for key, one in fields.items()})],
    )


WAYS_IN: dict[str, WayIn] = {
    "note": said(note="see {}"),
    "reason": said(level=None, state="not_applicable", reason="see {}"),
    "approver": said(approver="{}"),
    "author": said(by="{}"),
    "id": said(id="{}"),
    "reviewer": said(review={"level": 1, "by": "{}", "date": "2026-06-01"}),
    "rater": said(ratings=[{"by": "{}", "level": 1, "on": "2026-06-01"}]),
    "reason of a settlement": said(settled={"level": 2, "reason": "see {}", "by": "Ann", "on": "2026-06-01"}),
    "settled by": said(settled={"level": 2, "reason": "Read.", "by": "{}", "on": "2026-06-01"}),
    "rating": lambda workspace, assessment, text: record_rating(
        workspace, assessment.id, "DET-01", Rating(by=text, level=1, on=DAY)
    ),
    "evidence title": pointed(title="see {}"),
    "evidence link": pointed(link="https://example.org/{}"),
    "import": imported,
    "stream": streamed,
    "review": reviewed,
    "snapshot": snapshot,
    "event": lambda workspace, assessment, text: record_event(workspace, assessment.organization_id, DAY, text),
    "organization": lambda workspace, assessment, text: add_organization(workspace, f"Forum {text}"),
    "preset": lambda workspace, assessment, text: start_assessment(
        workspace, assessment.organization_id, "safer-by-design", text
    ),
    "reason of a target": targeted(reason="see {}"),
    "who set a target": targeted(by="{}"),
    "practice of a target": targeted(practice="{}"),
    "title of an action": acted(title="see {}"),
    "owner of an action": acted(owner="{}"),
    "who kept an action": acted(by="{}"),
    "practice of an action": acted(practice="{}"),
    "id of an action": acted(id="{}"),
    "title of a duty": owed(title="see {}"),
    "owner of a duty": owed(owner="{}"),
    "deadline of a duty": owed(deadline="{}"),
    "channel of a duty": owed(channel="call {}"),
    "note of a duty": owed(note="see {}"),
    "who kept a duty": owed(by="{}"),
    "entry of a duty": owed(entry="{}"),
    "country of a duty": owed(country="{}"),
    "id of a duty": owed(id="{}"),
    "redaction": redacted,
    "actor": lambda workspace, assessment, text: add_organization(replace(workspace, actor=text), "Forum"),
}
KNOWN_ONLY = {
    "preset",
    "practice of a target",
    "practice of an action",
    "id of an action",
    "entry of a duty",
    "country of a duty",
    "id of a duty",
}
"""Ways in for what is there already; any other text is refused, too."""


@pytest.mark.parametrize("kind", FORBIDDEN)
@pytest.mark.parametrize("way_in", WAYS_IN)
def test_forbidden_text_is_stopped_before_it_is_stored(
    workspace: Workspace, assessment: AssessmentHeader, way_in: str, kind: str
) -> None:
    text = FORBIDDEN[kind]
    with pytest.raises(MaturityError) as refusal:
        WAYS_IN[way_in](workspace, assessment, text)
    assert refusal.value.exit_code in (10, 11)
    assert text.encode() not in bytes_of(workspace.store.path)


@pytest.mark.parametrize("way_in", [way for way in WAYS_IN if way not in KNOWN_ONLY])
def test_same_way_in_is_open_for_other_texts(workspace: Workspace, assessment: AssessmentHeader, way_in: str) -> None:
    WAYS_IN[way_in](workspace, assessment, "harmless-words")
    assert b"harmless-words" in bytes_of(workspace.store.path)


def test_refusal_never_repeats_the_text(workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path) -> None:
    for way_in, kind in (("note", "md5"), ("import", "phone"), ("stream", "onion"), ("actor", "phone")):
        with pytest.raises(MaturityError) as refusal:
            WAYS_IN[way_in](workspace, assessment, FORBIDDEN[kind])
        assert FORBIDDEN[kind] not in str(refusal.value)


def test_words_that_stand_for_a_removed_text_pass_when_they_are_recorded_again(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    words = f"[removed on {MORNING.date()} by Ann because it names a person]"
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2, note=words))
    assert load_assessment(workspace, assessment.id).assessment.answers[0].note == words


def _filled(given: object, text: str) -> dict[str, object]:
    def fill(value: object) -> object:
        if isinstance(value, str):
            return value.replace("{}", text)
        if isinstance(value, list):
            return [fill(one) for one in value]
        return {key: fill(one) for key, one in value.items()} if isinstance(value, dict) else value

    return {key: fill(value) for key, value in given.items()} if isinstance(given, dict) else {}
