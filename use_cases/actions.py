"""Keep actions: what is done for a practice, by whom, until when, and how far it has come."""

from collections.abc import Iterable

from frameworks.errors import Fault
from scoring.actions import Action, ActionNotAccepted, actions_that_hold, check_action
from scoring.screening import screen_text
from store import plans
from use_cases.open_assessment import read_assessment
from use_cases.workspace import Workspace, new_id


def keep_actions(workspace: Workspace, assessment_id: str, actions: Iterable[Action]) -> tuple[Action, ...]:
    """Keep actions, all or none; one with an id is a newer version of the action that has it. Those that were new.

    Raises:
        ActionNotAccepted: with every fault of every action; nothing is kept then.
        AssessmentNotFound.
    """
    given = [action.model_copy(update={"by": action.by or workspace.actor}) for action in actions]
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        held = {action.id: action for action in actions_that_hold(plans.list_actions(transaction, assessment_id))}
        faults = [fault for action in given for fault in _faults_of(action, held)]
        faults += [fault for action in given for fault in check_action(action, opened.framework)]
        if faults:
            raise ActionNotAccepted(*faults)
        new = [_stamp(workspace, action) for action in given if not _says_the_same(action, held.get(action.id))]
        for action in new:
            plans.append_action(transaction, assessment_id, action)
    return tuple(new)


def list_actions(workspace: Workspace, assessment_id: str) -> list[Action]:
    """The actions of an assessment as they stand: open ones first, by due day. Raises AssessmentNotFound."""
    with workspace.store.reading() as connection:
        read_assessment(workspace, connection, assessment_id, workspace.today())
        return actions_that_hold(plans.list_actions(connection, assessment_id))


def find_action(workspace: Workspace, assessment_id: str, beginning: str) -> Action:
    """The one action whose id begins so. Raises ActionNotAccepted where none or several do."""
    found = [
        action for action in list_actions(workspace, assessment_id) if beginning and action.id.startswith(beginning)
    ]
    if len(found) != 1:
        many = f"The ids of {len(found)} actions begin" if found else "No action's id begins"
        raise ActionNotAccepted.of(
            f"{many} with {beginning[:80]!r}.",
            "action",
            "use an id that `safermark action list` shows.",
        )
    return found[0]


def _faults_of(action: Action, held: dict[str, Action]) -> list[Fault]:
    where = f"action {action.practice}"
    faults = [
        *screen_text(action.title, f"{where} > title"),
        *screen_text(action.owner, f"{where} > owner"),
        *screen_text(action.by, f"{where} > by"),
    ]
    if action.id and action.id not in held:
        faults.append(
            Fault(
                f"There is no action {action.id[:80]!r} in this assessment.",
                f"{where} > id",
                "use an id that `safermark action list` shows, or leave it out for a new action.",
            )
        )
    return faults


def _says_the_same(action: Action, held: Action | None) -> bool:
    own = {"by", "at"}
    return held is not None and action.model_dump(exclude=own) == held.model_dump(exclude=own)


def _stamp(workspace: Workspace, action: Action) -> Action:
    return action.model_copy(update={"id": action.id or new_id(), "at": workspace.now()})
