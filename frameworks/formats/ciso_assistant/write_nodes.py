"""The requirement nodes of a framework, one after the other from the top."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frameworks.formats.building import plain_id
from frameworks.formats.ciso_assistant.fields import FORMAT, Fields, Findings, with_kept
from frameworks.formats.ciso_assistant.groups import choosing, defined_groups, members_of, name_of
from frameworks.formats.ciso_assistant.parts import BEFORE, node_fields
from frameworks.model import Domain, Framework, Group, Practice
from frameworks.scale import Scale

PACKAGER = "safermark"
Part = Practice | Domain | Group


def is_from_a_library(part: Framework | Part) -> bool:
    """Whether it was read from a library, and its origin says what the library said."""
    return part.origin is not None and part.origin.format == FORMAT


def urn_of(framework: Framework, kind: str) -> str:
    """The framework's own URN; one of ours where it has none."""
    if kind == "framework" and framework.origin is not None and is_from_a_library(framework):
        return framework.origin.id
    return f"urn:{PACKAGER}:risk:{kind}:{framework.id}-{framework.version}".lower()


class NodeWriter:
    """The nodes of one framework."""

    def __init__(self, framework: Framework, given: Fields) -> None:
        self.framework = framework
        self.base = urn_of(framework, "req_node")
        self.taken: set[str] = set()
        self.places = {id_: place for place, id_ in enumerate(framework.practices)}
        self.groups = _group_names(framework, given)

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Every node, each before those below it."""
        for domain in self.framework.domains:
            if domain.origin is not None and is_from_a_library(domain) and not domain.origin.id:
                yield from self._below(domain, None, 1)
            else:
                yield from self._heading(domain, None, 1)

    def _heading(self, heading: Domain | Group, parent: str | None, depth: int) -> Iterator[dict[str, Any]]:
        urn = self._urn(heading)
        yield self._node(heading, urn, parent, depth)
        yield from self._below(heading, urn, depth + 1)

    def _below(self, heading: Domain | Group, parent: str | None, depth: int) -> Iterator[dict[str, Any]]:
        """What stands in a heading; groups come where the practices in them say."""
        waiting = list(heading.children)
        own = {group.id: group for group in waiting}
        direct = _direct(heading)
        headings = [group for group in waiting if group.id not in direct]
        for id_ in direct:
            for group in self._groups_before(id_, waiting):
                if group in headings:
                    yield from self._heading(group, parent, depth)
            practice = self.framework.practices[id_]
            urn = self._urn(practice)
            yield self._node(practice, urn, parent, depth)
            if id_ in own:
                yield from self._below(own[id_], urn, depth + 1)
        for group in waiting:
            yield from self._heading(group, parent, depth)

    def _groups_before(self, practice_id: str, waiting: list[Group]) -> list[Group]:
        """Take those from the waiting groups that come before a practice, and that of the practice itself."""
        place, number = self.places[practice_id], 0
        for position, group in enumerate(waiting, 1):
            first = next(iter(group.all_practices()), None)
            follower = group.origin.kept.get(BEFORE) if group.origin is not None else None
            if practice_id in (group.id, follower) or (first is not None and self.places[first] < place):
                number = position
        taken, waiting[:] = waiting[:number], waiting[number:]
        return taken

    def _node(self, part: Part, urn: str, parent: str | None, depth: int) -> dict[str, Any]:
        is_practice = isinstance(part, Practice)
        chosen = [name for name, members in self.groups.items() if is_practice and part.id in members]
        said = {**node_fields(part), "depth": depth, "implementation_groups": chosen or None}
        if isinstance(part, Practice) and not is_from_a_library(part):
            said["annotation"] = _annotation(part, part.scale or self.framework.scale)
        kept: Mapping[str, Any] = part.origin.kept if part.origin is not None and is_from_a_library(part) else {}
        place = {"urn": urn, "assessable": is_practice, **({"parent_urn": parent} if parent else {})}
        written = {**place, **with_kept(said, kept)}
        written.pop(BEFORE, None)
        return written

    def _urn(self, part: Part) -> str:
        """The part's own URN; one made of its id where it has none."""
        if part.origin is not None and is_from_a_library(part):
            return part.origin.id
        made = wanted = f"{self.base}:{plain_id(part.id, 'node').lower()}"
        number = 1
        while made in self.taken:
            number += 1
            made = f"{wanted}-{number}"
        self.taken.add(made)
        return made


def _direct(heading: Domain | Group) -> Sequence[str]:
    """The practices directly in a heading, in order."""
    if isinstance(heading, Group):
        return heading.practices
    grouped = {id_ for group in heading.children for id_ in group.all_practices()}
    return [practice.id for practice in heading.practices if practice.id not in grouped]


def _group_names(framework: Framework, given: Fields) -> dict[str, set[str]]:
    """The practices of every implementation group by the name that nodes give."""
    names = [name_of(one) for one in defined_groups(given.get("implementation_groups_definition"), Findings(""), "")]
    presets = choosing(framework.presets)
    if len(names) != len(presets):
        names = [preset.id for preset in presets]
    return {name: members_of(preset, framework) for name, preset in zip(names, presets, strict=True)}


def _annotation(practice: Practice, scale: Scale) -> str | None:
    """The tip, and what can be observed at each level where that is more than the scale says."""
    lines = [
        f"{level.number} {level.title}: {practice.levels[level.number]}"
        for level in scale.levels
        if practice.levels.get(level.number, level.summary) != level.summary
    ]
    return "\n".join([*([practice.tip] if practice.tip else []), *lines]) or None
