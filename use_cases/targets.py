"""Set targets: a level of a practice by a day, one by one or a whole profile; and how far they are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frameworks.errors import Fault
from scoring.kernel import Bounded
from scoring.progress import Aim, Exact, percent_to_target, progress_to_date
from scoring.screening import screen_text
from scoring.targets import COUNTED, PracticeTarget, TargetNotAccepted, check_target, propose_targets, wanted_level
from store import plans
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an assessment has come towards its targets."""

    of_targets: Bounded
    """Share of the wanted levels that is reached."""
    of_the_way: Bounded | None
    """Share of the way since the targets were first set; None while none are."""
    since: date | None
    """The day from which the way is counted."""


def set_targets(
    workspace: Workspace, assessment_id: str, targets: Iterable[PracticeTarget]
) -> tuple[PracticeTarget, ...]:
    """Keep targets, all or none; those that were new. A target that holds already is not kept again.

    Raises:
        TargetNotAccepted: with every fault of every target; nothing is kept then.
        AssessmentNotFound.
    """
    given = [
        target.model_copy(update={"by": target.by or workspace.actor, "at": workspace.now()}) for target in targets
    ]
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        faults = [fault for target in given for fault in _faults_of(target, opened)]
        if faults:
            raise TargetNotAccepted(*faults)
        new = [target for target in given if _says_more(target, opened.targets.get(target.practice))]
        plans.append_targets(transaction, assessment_id, new)
    return tuple(new)


def adopt_targets(workspace: Workspace, assessment_id: str, profile_id: str) -> tuple[PracticeTarget, ...]:
    """Take over one of the framework's target profiles from today; those of its targets that were new.

    It takes the place of every target there was: those for practices that no longer count are withdrawn.

    Raises:
        TargetNotAccepted: the framework has no such profile.
        AssessmentNotFound.
    """
    with workspace.store.reading() as connection:
        opened = read_assessment(workspace, connection, assessment_id, workspace.today())
    proposed = propose_targets(opened.framework, profile_id, opened.scorecard, workspace.today())
    left = opened.targets.keys() - {target.practice for target in proposed}
    withdrawn = [PracticeTarget(practice=id_, level=None, on=workspace.today()) for id_ in sorted(left)]
    return tuple(
        target for target in set_targets(workspace, assessment_id, [*proposed, *withdrawn]) if target.level is not None
    )


def drop_targets(workspace: Workspace, assessment_id: str) -> int:
    """Withdraw every target, so that the framework's own holds again; how many there were. They stay on record."""
    with workspace.store.reading() as connection:
        opened = read_assessment(workspace, connection, assessment_id, workspace.today())
    none = [PracticeTarget(practice=id_, level=None, on=workspace.today()) for id_ in opened.targets]
    return len(set_targets(workspace, assessment_id, none))


def reach_targets(workspace: Workspace, opened: OpenAssessment) -> Reached:
    """How far the targets are reached today, and since they were first set."""
    scale = opened.framework.scale
    now = _aims(opened, {})
    of_targets = percent_to_target(now, scale.lowest, scale.highest)
    if not opened.targets:
        return Reached(of_targets, None, None)
    with workspace.store.reading() as connection:
        since = min(target.on for target in plans.list_targets(connection, [opened.header.id])[opened.header.id])
        then = read_assessment(workspace, connection, opened.header.id, since).scorecard
    levels = {score.id: score.level if score.state == "answered" else None for score in then.practices}
    return Reached(of_targets, progress_to_date(_aims(opened, levels), scale.lowest, scale.highest), since)


def _aims(opened: OpenAssessment, baseline: dict[str, int | None]) -> list[Aim]:
    """Each practice on the framework's scale, whatever scale it is answered on."""

    def counted(level: int | None, practice_id: str) -> Exact | None:
        own = opened.framework.scale_of(practice_id)
        return level if level is None or own is opened.framework.scale else own.onto(level, opened.framework.scale)

    return [
        Aim(
            counted(wanted_level(score, opened.framework, opened.targets), score.id) or 0,
            counted(score.level if score.state == "answered" else None, score.id),
            counted(baseline.get(score.id), score.id),
            opened.framework.practices[score.id].weight,
        )
        for score in opened.scorecard.practices
        if score.state in COUNTED
    ]


def _faults_of(target: PracticeTarget, opened: OpenAssessment) -> list[Fault]:
    return [
        *check_target(target, opened.framework, opened.scorecard),
        *screen_text(target.reason, f"target {target.practice} > reason"),
        *screen_text(target.by, f"target {target.practice} > by"),
    ]


def _says_more(target: PracticeTarget, held: PracticeTarget | None) -> bool:
    if held is None:
        return target.level is not None
    return (target.level, target.due, target.reason) != (held.level, held.due, held.reason)
