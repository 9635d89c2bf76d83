"""Adjust: say where the organization knows better than the framework's estimates, and take it back."""

from collections.abc import Iterable, Mapping

from frameworks.errors import Fault
from frameworks.model import Framework
from scoring.adjusted import adjust_framework, keep_fitting, list_adjusted
from scoring.adjustment import (
    Adjustment,
    AdjustmentNotAccepted,
    Key,
    adjustments_that_hold,
    check_adjustment,
)
from scoring.screening import screen_text
from store import adjustments as store
from store.database import Connection
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace


def adjust_estimates(
    workspace: Workspace, assessment_id: str, adjustments: Iterable[Adjustment]
) -> tuple[Adjustment, ...]:
    """Keep adjustments, all or none; those that were new. One without a value takes a former one back.

    One that says what holds already is not kept again. No score moves by any of them.

    Raises:
        AdjustmentNotAccepted: with every fault of every adjustment; nothing is kept then.
        AssessmentNotFound.
    """
    with workspace.store.writing() as transaction:
        new = _new_ones(workspace, transaction, assessment_id, adjustments)
        store.append_adjustments(transaction, assessment_id, new)
    return tuple(new)


def preview_adjustments(
    workspace: Workspace, assessment_id: str, adjustments: Iterable[Adjustment]
) -> tuple[Adjustment, ...]:
    """Those that adjust_estimates() would keep now. Raises as it does."""
    with workspace.store.reading() as connection:
        return tuple(_new_ones(workspace, connection, assessment_id, adjustments))


def list_adjustments(workspace: Workspace, assessment_id: str) -> list[Adjustment]:
    """Every adjustment that was ever made, in the order they were recorded. Raises AssessmentNotFound."""
    with workspace.store.reading() as connection:
        read_assessment(workspace, connection, assessment_id, workspace.today())
        return list(store.list_adjustments(connection, [assessment_id])[assessment_id])


def list_unfit(workspace: Workspace, assessment_id: str) -> list[Adjustment]:
    """Those that hold and no longer fit the framework, which may have changed as a draft: they are not used."""
    framework = workspace.load_framework(_opened(workspace, assessment_id).header.framework_key)
    held = adjustments_that_hold(list_adjustments(workspace, assessment_id), workspace.today())
    fitting = keep_fitting(framework, held)
    return [one for one in held if one not in fitting]


def _new_ones(
    workspace: Workspace, connection: Connection, assessment_id: str, adjustments: Iterable[Adjustment]
) -> list[Adjustment]:
    given = [one.model_copy(update={"by": one.by or workspace.actor, "at": workspace.now()}) for one in adjustments]
    opened = read_assessment(workspace, connection, assessment_id, workspace.today())
    framework = workspace.load_framework(opened.header.framework_key)
    _refuse(workspace, opened, framework, given)
    history = store.list_adjustments(connection, [assessment_id])[assessment_id]
    held = {one.key: one for one in adjustments_that_hold(history, workspace.today())}
    return [one for one in given if _says_more(one, held, framework)]


def _opened(workspace: Workspace, assessment_id: str) -> OpenAssessment:
    with workspace.store.reading() as connection:
        return read_assessment(workspace, connection, assessment_id, workspace.today())


def _refuse(workspace: Workspace, opened: OpenAssessment, framework: Framework, given: list[Adjustment]) -> None:
    faults = [fault for one in given for fault in _faults_of(workspace, one, opened)]
    if faults:
        raise AdjustmentNotAccepted(*faults)
    held = [one.adjustment for one in opened.adjusted.values()]
    # Circles of prerequisites show only among all of them.
    adjust_framework(framework, [*held, *given])


def _faults_of(workspace: Workspace, adjustment: Adjustment, opened: OpenAssessment) -> list[Fault]:
    where = f"adjustment {adjustment.practice} > {adjustment.field}"
    return [
        *check_adjustment(adjustment, opened.framework, workspace.today()),
        *screen_text(adjustment.reason, f"{where} > reason"),
        *screen_text(adjustment.by, f"{where} > by"),
    ]


def _says_more(adjustment: Adjustment, held: Mapping[Key, Adjustment], framework: Framework) -> bool:
    former = held.get(adjustment.key)
    if former is None:
        return adjustment.key in list_adjusted(framework, [adjustment])
    return (adjustment.value, adjustment.reason) != (former.value, former.reason)
