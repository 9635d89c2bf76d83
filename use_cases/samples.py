"""Fill a store with the fictional organizations, each with its history."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

from sample_data.generator import Sample, tell
from sample_data.stories import load_stories
from scoring.assessment import AssessmentHeader
from store import assessments, organizations, snapshots
from use_cases.actions import keep_actions
from use_cases.duties import keep_duties
from use_cases.targets import adopt_targets
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace

FRAMEWORK = "safer-by-design@1.0"


def fill_with_samples(workspace: Workspace) -> int:
    """Write every sample that is not there yet; returns how many were written."""
    framework = workspace.load_framework(FRAMEWORK)
    with workspace.store.reading() as connection:
        present = {organization.id for organization in organizations.list_organizations(connection)}
    samples = [tell(story, framework) for story in load_stories()]
    missing = [sample for sample in samples if sample.organization.id not in present]
    for sample in missing:
        _write(workspace, sample)
    return len(missing)


def _write(workspace: Workspace, sample: Sample) -> None:
    """One organization: answers in one transaction, then snapshots, targets, actions and duties, each on its day."""
    header = _header(workspace, sample)
    first, *later = sample.profiles
    organization = sample.organization.model_copy(update={"profile": first.profile})
    with workspace.store.writing() as transaction:
        organizations.append_organization(transaction, organization, on=first.on, at=_evening(first.on), by=sample.by)
        for dated in later:
            organizations.append_profile(
                transaction, organization.id, dated.profile, on=dated.on, at=_evening(dated.on), by=sample.by
            )
        assessments.append_assessment(transaction, header)
        for answer in sample.answers:
            assessments.append_answer(transaction, header.id, answer)
        for event in sample.events:
            snapshots.append_event(transaction, event.model_copy(update={"at": _evening(event.on)}))
    for on, note in sample.snapshots:
        take_snapshot(_then(workspace, sample, on), header.id, on, note)
    if sample.targets is not None:
        adopt_targets(_then(workspace, sample, sample.targets.on), header.id, sample.targets.profile)
    for errand in sample.actions:
        keep_actions(_then(workspace, sample, errand.on), header.id, [errand.action])
    for owed in sample.duties:
        keep_duties(_then(workspace, sample, owed.on), organization.id, [owed.duty])


def _then(workspace: Workspace, sample: Sample, on: date) -> Workspace:
    """The workspace as it was on the evening of a day, with whoever keeps the sample's assessment."""
    return replace(workspace, actor=sample.by, clock=partial(_evening, on))


def _header(workspace: Workspace, sample: Sample) -> AssessmentHeader:
    framework = workspace.load_framework(FRAMEWORK)
    return AssessmentHeader(
        id=sample.organization.id.replace("sample-", "sample-assessment-"),
        organization_id=sample.organization.id,
        framework_id=framework.id,
        framework_version=framework.version,
        preset=sample.preset,
        started_at=_evening(sample.begins),
        by=sample.by,
    )


def _evening(on: date) -> datetime:
    return datetime.combine(on, time(17, 30), UTC)
