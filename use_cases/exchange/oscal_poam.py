"""Actions and plans as an OSCAL plan of action and milestones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from frameworks.errors import MaturityError
from frameworks.formats.oscal.write_catalog import controls_of
from frameworks.model import Framework
from use_cases.exchange.actions_file import ActionsFile
from use_cases.exchange.oscal_parts import (
    Tree,
    as_content,
    control_id,
    day,
    line,
    metadata,
    prop,
    uuid_of,
)
from use_cases.exchange.roadmap_file import RoadmapFile

KIND = "plan-of-action-and-milestones"
_STATUS = {"planned": "open", "under_way": "remediating", "done": "closed", "dropped": "closed"}
"""Of an action, in the words OSCAL has for a risk."""


class NothingToWrite(MaturityError):
    """A plan without a single step was asked for as a file that cannot be empty."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to do, wherever it comes from."""

    id: str
    practice: str
    title: str
    status: str = "planned"
    level: str = ""
    owner: str = ""
    effort: float | None = None
    due: date | None = None


def actions_poam(file: ActionsFile) -> bytes:
    """Actions as a file. The same actions give the same one. Raises NothingToWrite."""
    steps = [
        _Step(
            id=action.id,
            practice=action.practice,
            title=action.title,
            status=action.status,
            level="" if action.level is None else str(file.framework.scale_of(action.practice).value_of(action.level)),
            owner=action.owner,
            effort=action.effort,
            due=action.due,
        )
        for action in file.actions
    ]
    changed = max((action.at for action in file.actions if action.at is not None), default=file.at)
    return _content(steps, file.framework, file.organization, changed, file.by)


def roadmap_poam(file: RoadmapFile) -> bytes:
    """The steps of a plan as a file, each due at the end of its quarter. Raises NothingToWrite."""
    names = file.framework.practices
    steps = [
        _Step(
            id=f"{file.as_of.isoformat()}/{number}/{step.practice}/{step.to}",
            practice=step.practice,
            title=f"Raise {names[step.practice].title} from level {step.before} to {step.to}",
            level=str(step.to),
            effort=step.effort,
            due=file.ends(number),
        )
        for number, quarter in enumerate(file.roadmap.quarters, start=1)
        for step in quarter.steps
    ]
    return _content(steps, file.framework, file.organization, file.at, file.by)


def _content(steps: Sequence[_Step], framework: Framework, organization: str, changed: datetime, by: str) -> bytes:
    if not steps:
        raise NothingToWrite.of(
            "There is nothing in the plan, and a plan of action of OSCAL cannot be empty.",
            "plan",
            "add an action, or plan more effort.",
        )
    controls = controls_of(framework)
    seed = (framework.key, organization)
    document = {
        "uuid": uuid_of(KIND, *seed, *(step.id for step in steps)),
        "metadata": metadata(f"{organization}: plan for {framework.title}", framework, organization, changed, by),
        "system-id": {"identifier-type": "http://ietf.org/rfc/rfc4122", "id": uuid_of("system", *seed)},
        "risks": [_risk(step, framework, seed) for step in steps],
        "poam-items": [_entry(step, controls, framework, seed) for step in steps],
    }
    return as_content(KIND, document)


def _entry(step: _Step, controls: Mapping[str, Tree], framework: Framework, seed: tuple[str, str]) -> Tree:
    control = controls.get(step.practice)
    props = [prop("practice", step.practice), *_props(step)]
    if control is not None:
        props.append(prop("control-id", control_id(control)))
    return {
        "uuid": uuid_of("entry", *seed, step.id),
        "title": line(step.title),
        "description": _about(step, framework),
        "props": props,
        "related-risks": [{"risk-uuid": uuid_of("risk", *seed, step.id)}],
    }


def _props(step: _Step) -> Iterator[Tree]:
    yield prop("status", step.status)
    if step.level:
        yield prop("to-level", step.level)
    if step.owner:
        yield prop("owner", step.owner)
    if step.effort is not None:
        yield prop("person-weeks", f"{step.effort:g}")


def _risk(step: _Step, framework: Framework, seed: tuple[str, str]) -> Tree:
    """What stays open until the step is done, with the step as its remedy and the day as a milestone."""
    about = _about(step, framework)
    remedy: Tree = {
        "uuid": uuid_of("remedy", *seed, step.id),
        "lifecycle": "completed" if step.status == "done" else "planned",
        "title": line(step.title),
        "description": about,
    }
    made: Tree = {
        "uuid": uuid_of("risk", *seed, step.id),
        "title": about,
        "description": about,
        "statement": "The practice has not reached the level that is wanted.",
        "status": _STATUS[step.status],
    }
    if step.due is not None:
        timing = {"on-date": {"date": day(step.due)}}
        milestone = {"uuid": uuid_of("milestone", *seed, step.id), "type": "milestone", "title": line(step.title)}
        remedy["tasks"] = [{**milestone, "timing": timing}]
        made["deadline"] = day(step.due)
    return {**made, "remediations": [remedy]}


def _about(step: _Step, framework: Framework) -> str:
    practice = framework.practices.get(step.practice)
    return line(f"{step.practice} {practice.title if practice else ''}")
