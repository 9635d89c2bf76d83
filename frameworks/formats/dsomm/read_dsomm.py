"""DSOMM, the DevSecOps Maturity Model: dimensions, sub-dimensions and activities as a framework."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from frameworks.documents import read_documents
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.building import (
    EVIDENCE_KIND,
    LONGEST_SHORT,
    build_framework,
    defaults,
    part_ids,
    plain_id,
    plain_text,
    shortened,
    title_of,
)
from frameworks.formats.dsomm.activities import META, Activity, Gathered, gather
from frameworks.formats.dsomm.source import Document, Source, find_model, read_source
from frameworks.formats.dsomm.states import KEY, percent_scale, read_states, scale_of, usual_states
from frameworks.formats.imported import Imported, Note
from frameworks.model import Domain, Framework, Group, Practice, Prerequisite, Preset
from frameworks.origin import Origin
from frameworks.scale import Scale

FORMAT: Final = "dsomm"
CARRIED = frozenset({"uuid", "level"})
"""Fields of an activity that stand in fields of ours as they are."""
STATES = "progress_states"
"""The per cent of each state by its title, as the framework's origin keeps them."""
LONGEST_INTENT = 60_000
MARKS = ("isImplemented", "teamsImplemented")
"""What older models say has been reached, without a day."""
SHOWN_NOWHERE = ("difficultyOfImplementation", "usefulness", "implementation", "references", "assessment", "tags")


def read_dsomm(path: Path) -> Imported:
    """Everything a DSOMM model brings.

    Raises:
        FrameworkNotReadable: with every fault of its files.
    """
    source = read_source(path)
    found = gather(source.activities)
    states = read_states(source.meta, found.faults)
    if not found.activities and not found.faults:
        raise FrameworkNotReadable.of(
            "The model has no activity.", path.name, "choose a file with dimensions, sub-dimensions and activities."
        )
    if found.faults:
        raise FrameworkNotReadable(*found.faults)
    framework = _framework(source, found, states)
    return Imported((framework,), notes=tuple(found.notes))


def looks_like_dsomm(path: Path) -> bool:
    """Whether a path looks like a DSOMM model: three floors of keys, with a level on the last, and uuid or measure."""
    file = find_model(path)
    if file is None:
        return False
    try:
        trees = read_documents(file, file.name)
    except FrameworkNotReadable:
        return False
    return any(_is_activity(leaf) for tree in trees for leaf in _third_floor(tree))


def _third_floor(tree: Mapping[Any, Any]) -> list[Any]:
    floor: list[Any] = [tree]
    for _ in range(3):
        floor = [below for one in floor if isinstance(one, dict) for below in one.values()]
    return floor


def _is_activity(leaf: Any) -> bool:
    # Models from before activities had a uuid say risk and measure of each.
    return isinstance(leaf, dict) and "level" in leaf and ("uuid" in leaf or {"risk", "measure"} <= set(leaf))


def _framework(source: Source, found: Gathered, states: dict[str, Any] | None) -> Framework:
    meta = _meta_of(source.activities)
    if states is None:
        words = "The states are those that DSOMM comes with, from 0 % to 100 %: no meta.yaml defines others."
        found.notes.append(Note("progressDefinition", words))
    known = states or usual_states()
    ids = _ids_of(found.activities)
    domains = _domains(found, ids, scale_of(known, source.meta))
    version = plain_text(str(meta.get("version") or ""))
    _say_what_is_not_shown(found)
    return build_framework(
        id=FORMAT,
        version=plain_id(version, "unversioned"),
        title="DevSecOps Maturity Model (DSOMM)",
        summary="Imported from a DSOMM model: its dimensions, sub-dimensions and activities.",
        dated=_day(meta.get("released"), found),
        scale=percent_scale(),
        domains=domains,
        origin=Origin(
            format=FORMAT,
            id=plain_text(str(meta.get("publisher") or "")),
            kept={META: meta, STATES: {title: float(percent) for title, percent in known.items()}},
        ),
        presets=_presets(domains),
        method="dsomm",
        caveats=("An activity without a state counts as not begun in the method dsomm, as DSOMM counts it.",),
    )


def _meta_of(documents: Sequence[Document]) -> dict[str, Any]:
    """What the activity files say of themselves; the first one counts."""
    for document in documents:
        if isinstance(meta := document.content.get(META), dict):
            return {str(key): value for key, value in meta.items()}
    return {}


def _day(released: Any, found: Gathered) -> date:
    try:
        return date.fromisoformat(str(released)[:10])
    except ValueError:
        found.notes.append(Note(META, "The model says no day of its release; the day of this reader stands in."))
        return date.fromisoformat(str(defaults()["dated"]))


def _ids_of(activities: Sequence[Activity]) -> list[str]:
    """The name of each where no other and no dimension has it, else its uuid."""
    dimensions = list(dict.fromkeys(one.dimension for one in activities))
    named = [(one.name, one.uuid or f"{one.subdimension} {one.name}") for one in activities]
    return part_ids([*((name, name) for name in dimensions), *named])[len(dimensions) :]


def _domains(found: Gathered, ids: Sequence[str], scale: Scale) -> list[Domain]:
    practices = _practices(found, ids, scale)
    tree: dict[str, dict[str, list[Practice]]] = {}
    for activity, practice in zip(found.activities, practices, strict=True):
        tree.setdefault(activity.dimension, {}).setdefault(activity.subdimension, []).append(practice)
    return [
        Domain(
            id=dimension,
            title=title_of(dimension),
            short=shortened(title_of(dimension), LONGEST_SHORT),
            question=f"How far is {title_of(dimension)}?",
            origin=Origin(format=FORMAT, id=dimension),
            practices=tuple(practice for inside in subs.values() for practice in inside),
            children=tuple(
                Group(
                    id=sub,
                    title=title_of(sub),
                    origin=Origin(format=FORMAT, id=sub),
                    practices=tuple(practice.id for practice in inside),
                )
                for sub, inside in subs.items()
            ),
        )
        for dimension, subs in tree.items()
    ]


def _practices(found: Gathered, ids: Sequence[str], scale: Scale) -> list[Practice]:
    made = []
    known = _known_names(found.activities, ids)
    for activity, id_ in zip(found.activities, ids, strict=True):
        fields = activity.fields
        carried = CARRIED if activity.uuid else CARRIED - {"uuid"}
        made.append(
            Practice(
                id=id_,
                title=title_of(activity.name),
                intent=_intent(fields) or activity.name,
                rung=activity.level,
                scale=scale,
                evidence_kind=EVIDENCE_KIND,
                prerequisites=_prerequisites(activity, id_, known, scale, found),
                origin=Origin(
                    format=FORMAT,
                    id=activity.uuid,
                    kept={key: value for key, value in fields.items() if key not in carried},
                ),
            )
        )
    return _without_circles(made, found)


def _intent(fields: Mapping[str, Any]) -> str:
    """What is to be done, what is said of it, and what happens without it."""
    measure, description, risk = (plain_text(fields.get(key)) for key in ("measure", "description", "risk"))
    texts = dict.fromkeys([measure, description, f"Risk: {risk}" if risk else ""])
    return "\n\n".join(text for text in texts if text)[:LONGEST_INTENT].strip()


def _known_names(activities: Sequence[Activity], ids: Sequence[str]) -> dict[str, str]:
    """The id of an activity by its name where it is the only one of it, and by its uuid."""
    times = Counter(one.name for one in activities)
    named = {one.name: id_ for one, id_ in zip(activities, ids, strict=True) if times[one.name] == 1}
    return {**named, **{one.uuid: id_ for one, id_ in zip(activities, ids, strict=True) if one.uuid}}


def _prerequisites(
    activity: Activity, id_: str, known: Mapping[str, str], scale: Scale, found: Gathered
) -> tuple[Prerequisite, ...]:
    """What it depends on: done everywhere before it is."""
    given = activity.fields.get("dependsOn")
    needed: dict[str, Prerequisite] = {}
    for one in given if isinstance(given, list) else [given] if given else []:
        other = known.get(" ".join(plain_text(str(one)).split()))
        if other is None or other == id_:
            found.notes.append(
                Note(activity.where, f"It depends on {str(one)[:120]!r}, which is no other activity here.")
            )
        else:
            needed[other] = Prerequisite(
                practice=other, level=scale.highest, for_level=scale.highest, reason="The model says: depends on."
            )
    return tuple(needed.values())


def _without_circles(practices: Sequence[Practice], found: Gathered) -> list[Practice]:
    """Dependencies that lead back to where they began are left out: none of them could be reached."""
    back = _leading_back({one.id: [need.practice for need in one.prerequisites] for one in practices})
    for id_, needed in back:
        found.notes.append(Note(id_, f"It depends on {needed!r}, which is left out, because it leads back to it."))
    gone = set(back)
    return [
        one.model_copy(
            update={"prerequisites": tuple(n for n in one.prerequisites if (one.id, n.practice) not in gone)}
        )
        for one in practices
    ]


def _leading_back(needs: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The dependencies on something that is still being followed, walking from each activity in order."""
    back, done, open_ = [], set[str](), set[str]()
    for start in needs:
        way = [(start, iter(needs[start]))] if start not in done else []
        open_.update(id_ for id_, _ in way)
        while way:
            id_, rest = way[-1]
            needed = next(rest, None)
            if needed is None:
                way.pop()
                open_.discard(id_)
                done.add(id_)
            elif needed in open_:
                back.append((id_, needed))
            elif needed not in done:
                open_.add(needed)
                way.append((needed, iter(needs[needed])))
    return back


def _presets(domains: Sequence[Domain]) -> list[Preset]:
    """The activities of each level."""
    by_level: dict[int, list[str]] = {}
    for domain in domains:
        for practice in domain.practices:
            if practice.rung is not None:
                by_level.setdefault(practice.rung, []).append(practice.id)
    return [
        Preset(
            id=f"level-{level}", title=f"Level {level}", summary=f"Activities of level {level}.", practices=tuple(ids)
        )
        for level, ids in sorted(by_level.items())
    ]


def _say_what_is_not_shown(found: Gathered) -> None:
    for key in SHOWN_NOWHERE:
        number = sum(1 for one in found.activities if one.fields.get(key) not in (None, "", [], {}))
        if number:
            found.notes.append(Note(key, f"Kept as the source has it, shown on no page: {number} activities."))
    if number := sum(1 for one in found.activities if _is_marked(one.fields)):
        what = f"Marks without a day are kept, and no answers: {number} activities."
        found.notes.append(Note(", ".join(MARKS), what))


def _is_marked(fields: Mapping[str, Any]) -> bool:
    """Whether an older model itself says that the activity is implemented, by anybody."""
    own, teams = (fields.get(key) for key in MARKS)
    return own is True or (isinstance(teams, dict) and any(mark is True for mark in teams.values()))


__all__ = ["FORMAT", "KEY", "STATES", "looks_like_dsomm", "read_dsomm"]
