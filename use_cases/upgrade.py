"""Upgrade: begin an assessment against a newer version with the answers of the former one, which stays."""

from dataclasses import dataclass

from frameworks.crosswalks import crosswalk_between
from frameworks.errors import FrameworkNotFound
from frameworks.loader import version_key
from frameworks.model import Framework
from scoring.assessment import AssessmentHeader
from scoring.targets import PracticeTarget
from scoring.upgrade import Upgrade, plan_upgrade
from store import assessments, plans
from store.database import Connection
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True)
class Previewed:
    """An assessment, the version it would be brought up to, and what would become of each answer."""

    opened: OpenAssessment
    newer: Framework
    upgrade: Upgrade


def preview_upgrade(workspace: Workspace, assessment_id: str, version: str | None = None) -> Previewed:
    """What upgrade_assessment() would do now; nothing is stored.

    Raises:
        FrameworkNotFound: there is no newer version, not this one, or no crosswalk leads to it.
        AssessmentNotFound.
    """
    with workspace.store.reading() as connection:
        return _preview(workspace, connection, assessment_id, version)


def upgrade_assessment(workspace: Workspace, assessment_id: str, version: str | None = None) -> AssessmentHeader:
    """Begin an assessment against a newer version (default: the newest) with the answers carried over, all or none.

    Targets of practices that are carried one to one come along. The former assessment stays as it is.

    Raises as preview_upgrade() does.
    """
    with workspace.store.writing() as transaction:
        found = _preview(workspace, transaction, assessment_id, version)
        former = found.opened.header
        known = [preset.id for preset in found.newer.presets]
        header = AssessmentHeader(
            id=new_id(),
            organization_id=former.organization_id,
            framework_id=found.newer.id,
            framework_version=found.newer.version,
            preset=former.preset if former.preset in known else None,
            started_at=workspace.now(),
            by=workspace.actor,
        )
        assessments.append_assessment(transaction, header)
        for answer in found.upgrade.answers:
            stamp = {"id": new_id(), "at": workspace.now(), "by": answer.by or workspace.actor}
            dated = {"on": answer.on or workspace.today()}
            assessments.append_answer(transaction, header.id, answer.model_copy(update={**stamp, **dated}))
        plans.append_targets(transaction, header.id, _targets(found, workspace))
    return header


def _preview(workspace: Workspace, connection: Connection, assessment_id: str, version: str | None) -> Previewed:
    opened = read_assessment(workspace, connection, assessment_id, workspace.today())
    old = workspace.load_framework(opened.header.framework_key)
    newer = workspace.load_framework(f"{old.id}@{version}" if version else old.id)
    if version_key(newer.version) <= version_key(old.version):
        raise FrameworkNotFound.of(
            f"{newer.title} {newer.version} is no newer than version {old.version}, which was answered.",
            "version",
            "name a newer version, as `safermark framework list` shows them.",
        )
    crosswalk = crosswalk_between(old, newer, workspace.catalogs)
    if crosswalk is None:
        raise FrameworkNotFound.of(
            f"No crosswalk leads from {old.key} to {newer.key}.",
            f"{newer.key} > crosswalks",
            "add one that says what each practice takes from the former version.",
        )
    return Previewed(opened, newer, plan_upgrade(opened.assessment, old, newer, crosswalk))


def _targets(found: Previewed, workspace: Workspace) -> list[PracticeTarget]:
    carried = {one.sources[0]: one.practice_id for one in found.upgrade.by_way("carried")}
    highest = found.newer.scale.highest
    return [
        target.model_copy(update={"practice": carried[id_], "at": workspace.now()})
        for id_, target in found.opened.targets.items()
        if id_ in carried and (target.level or 0) <= highest
    ]
