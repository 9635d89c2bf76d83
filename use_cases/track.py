"""Track: freeze a snapshot on a date, record what explains a trend, and follow it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from frameworks.crosswalk import Crosswalk
from frameworks.crosswalks import crosswalk_between
from frameworks.errors import FrameworkNotFound, MaturityError
from frameworks.loader import version_key
from scoring.assessment import AssessmentHeader
from scoring.certainty import judge_yardstick
from scoring.change import Change, Side, answered_between, explain_change, side_of, side_of_snapshot
from scoring.restated import restate_trend
from scoring.score_document import scorecard_as_tree
from scoring.screening import screen_text
from scoring.trend import Event, Snapshot, Trend, trace_trend
from scoring.yardstick import Yardstick
from store import assessments, organizations, snapshots
from store.database import Connection
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace, new_id

if TYPE_CHECKING:
    from scoring.projection import Projection

LONGEST_NOTE, LONGEST_TITLE = 10_000, 500
"""Characters, as in an answer."""


class SnapshotNotTaken(MaturityError):
    """There is nothing to freeze on that day, or the text beside it may not be kept."""

    exit_code = 11


class TargetNotUsable(MaturityError):
    """No average can reach what is asked for."""

    exit_code = 11


def take_snapshot(workspace: Workspace, assessment_id: str, on: date | None = None, note: str = "") -> Snapshot:
    """Freeze the scorecard of the answers and the profile that held on a day (default today).

    The same day, answers, profile and note once more is the snapshot that is there already: a second click.

    Raises:
        SnapshotNotTaken: the day is still to come, nothing was answered by then, or the note may not be kept.
    """
    day = on or workspace.today()
    _refuse_day(day, workspace.today())
    _refuse_text(note, "note", LONGEST_NOTE)
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, day)
        if not opened.assessment.answers:
            raise SnapshotNotTaken.of(
                f"Nothing was answered by {day}.", "snapshot > on", "answer first, or choose a later day."
            )
        snapshot = Snapshot(
            id=new_id(),
            assessment_id=assessment_id,
            on=day,
            at=workspace.now(),
            by=workspace.actor,
            framework_id=opened.framework.id,
            framework_version=opened.framework.version,
            scoring_version=opened.scorecard.scoring_version,
            profile=opened.organization.profile,
            preset=opened.header.preset,
            scorecard=scorecard_as_tree(opened.scorecard),
            answer_ids={answer.practice: answer.id for answer in opened.assessment.answers},
            note=note,
        )
        for taken in snapshots.list_snapshots(transaction, assessment_id):
            if _says_the_same(taken, snapshot):
                return taken
        snapshots.append_snapshot(transaction, snapshot)
    return snapshot


def record_event(workspace: Workspace, organization_id: str, on: date, title: str) -> Event:
    """Record something that happened and explains a trend; the same title on the same day is recorded once.

    Raises:
        SnapshotNotTaken: the day is still to come, or the title is empty, too long or may not be kept.
        OrganizationNotFound.
    """
    _refuse_day(on, workspace.today())
    _refuse_text(title, "event > title", LONGEST_TITLE)
    if not title.strip():
        raise SnapshotNotTaken.of("The event has no title.", "event > title", "say in a few words what happened.")
    event = Event(
        id=new_id(), organization_id=organization_id, on=on, title=title.strip(), by=workspace.actor, at=workspace.now()
    )
    with workspace.store.writing() as transaction:
        organizations.load_organization(transaction, organization_id)
        for known in snapshots.list_events(transaction, organization_id):
            if (known.on, known.title) == (event.on, event.title):
                return known
        snapshots.append_event(transaction, event)
    return event


def _says_the_same(taken: Snapshot, snapshot: Snapshot) -> bool:
    """Whether two snapshots differ only in who took them, and when."""
    own = {"id", "at", "by"}
    return taken.model_dump(exclude=own) == snapshot.model_dump(exclude=own)


def trace(workspace: Workspace, assessment_id: str) -> Trend:
    """The trend of an assessment's snapshots with its organization's events.

    It goes on from the same organization's snapshots against earlier versions of the framework, as they were reported
    and, where crosswalks lead here, restated. Nothing stored is changed. Raises AssessmentNotFound.
    """
    with workspace.store.reading() as connection:
        header = assessments.load_assessment(connection, assessment_id)
        own = snapshots.list_snapshots(connection, assessment_id)
        before = _snapshots_before(connection, header, own)
        events = snapshots.list_events(connection, header.organization_id)
    trend = trace_trend([*before, *own], events)
    return _restated(workspace, trend, header.framework_key) if before else trend


def _snapshots_before(connection: Connection, header: AssessmentHeader, own: Sequence[Snapshot]) -> list[Snapshot]:
    """The snapshots against earlier versions, each until the next version has its first; of several assessments
    against one version, those of one with the same preset, then of the one that was followed longest."""
    found: list[Snapshot] = []
    if not own:
        return found
    begin = own[0].on
    for version in _earlier_versions(connection, header):
        lines = []
        for other in version:
            if line := [one for one in snapshots.list_snapshots(connection, other.id) if one.on < begin]:
                lines.append((other.preset == header.preset, line[-1].on, other.id, line))
        if lines:
            line = max(lines)[3]
            begin = line[0].on
            found += line
    return found


def _earlier_versions(connection: Connection, header: AssessmentHeader) -> list[list[AssessmentHeader]]:
    """The organization's assessments against earlier versions of the same framework, the newest version first."""
    found: dict[tuple[tuple[int, str], ...], list[AssessmentHeader]] = {}
    for other in assessments.list_assessments(connection, header.organization_id):
        version = version_key(other.framework_version)
        if other.framework_id == header.framework_id and version < version_key(header.framework_version):
            found.setdefault(version, []).append(other)
    return [found[version] for version in sorted(found, reverse=True)]


def _restated(workspace: Workspace, trend: Trend, key: str) -> Trend:
    try:
        framework = workspace.load_framework(key)
    except FrameworkNotFound:
        return trend
    former = {}
    for one in {snapshot.framework_key for snapshot in trend.snapshots} - {key}:
        with suppress(FrameworkNotFound):
            old = workspace.load_framework(one)
            if crosswalk := crosswalk_between(old, framework, workspace.catalogs):
                former[one] = (old, crosswalk)
    return restate_trend(trend, framework, former)


def project_to(workspace: Workspace, assessment_id: str, target: float) -> "Projection":
    """When the claimed average may reach a target, by the snapshots in terms of the version that is used now.

    Raises:
        AssessmentNotFound.
        TargetNotUsable: the target is not on the framework's scale.
    """
    from scoring.projection import project_trend

    with workspace.store.reading() as connection:
        header = assessments.load_assessment(connection, assessment_id)
    framework = workspace.load_framework(header.framework_key)
    scale = framework.scale
    # Not a number is in no range.
    if not scale.lowest < target <= scale.highest:
        raise TargetNotUsable.of(
            f"An average of {target:g} cannot be a target.",
            "target",
            f"give a number above {scale.lowest}, up to {scale.highest}.",
        )
    weights = {practice.id: practice.weight for practice in framework.practices.values()}
    return project_trend(trace(workspace, assessment_id), target, weights)


def explain_between(workspace: Workspace, opened: OpenAssessment, earlier: Snapshot, later: Snapshot) -> Change | None:
    """What changed between two snapshots of an assessment, as they were reported, and whether it is real.

    None where a framework version they were taken with is in no catalog any more: its weights are not known.
    """
    before, after = _side(workspace, earlier), _side(workspace, later)
    if before is None or after is None:
        return None
    return explain_change(
        before,
        after,
        answered_between(earlier, later),
        crosswalk=_way(workspace, before, after),
        yardstick=own_yardstick(opened),
    )


def explain_since(workspace: Workspace, opened: OpenAssessment, snapshot: Snapshot) -> Change | None:
    """What changed between a snapshot and an assessment as it stands now; None as in explain_between()."""
    before = _side(workspace, snapshot)
    now = side_of(opened.scorecard, opened.assessment, opened.framework)
    held = snapshot.answer_ids
    anew = [answer.practice for answer in opened.assessment.answers if held.get(answer.practice) != answer.id]
    if before is None:
        return None
    return explain_change(before, now, anew, crosswalk=_way(workspace, before, now), yardstick=own_yardstick(opened))


def _way(workspace: Workspace, before: Side, after: Side) -> Crosswalk | None:
    return crosswalk_between(before.framework, after.framework, workspace.catalogs)


def own_yardstick(opened: OpenAssessment) -> Yardstick:
    """By what a change of an assessment is real: its own double ratings where there are enough, else the framework's
    judgement."""
    return judge_yardstick(opened.framework, (opened.scorecard, opened.assessment))


def _side(workspace: Workspace, snapshot: Snapshot) -> Side | None:
    try:
        framework = workspace.load_framework(f"{snapshot.framework_id}@{snapshot.framework_version}")
    except FrameworkNotFound:
        return None
    return side_of_snapshot(snapshot, framework)


def last_snapshots(workspace: Workspace) -> dict[str, date]:
    """The day of the newest snapshot of each assessment that has one, by the assessment's id."""
    with workspace.store.reading() as connection:
        return snapshots.list_last_days(connection)


def _refuse_day(day: date, today: date) -> None:
    if day > today:
        raise SnapshotNotTaken.of(f"{day} is still to come.", "on", f"give a day up to {today}.")


def _refuse_text(text: str, where: str, longest: int) -> None:
    if len(text) > longest:
        raise SnapshotNotTaken.of(f"The text is longer than {longest} characters.", where, "shorten it.")
    if faults := screen_text(text, where):
        raise SnapshotNotTaken(*faults)
