"""A framework made of an OSCAL catalog."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import JsonValue

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.building import (
    EVIDENCE_KIND,
    build_framework,
    default_scale,
    defaults,
    plain_id,
    plain_text,
    shortened,
    title_of,
)
from frameworks.formats.imported import Note
from frameworks.formats.oscal.branches import Branch, root_of
from frameworks.formats.oscal.naming import Names, framework_id, shown_title
from frameworks.formats.oscal.own_scheme import heading_in, levels_in, license_in, scale_in, weight_in, without_ours
from frameworks.formats.oscal.packing import packed
from frameworks.formats.oscal.prose import Parameters, guidance_of, statement_of
from frameworks.formats.oscal.words import (
    OSCAL_VERSION,
    Tree,
    every_control,
    every_param,
    is_withdrawn,
    listed,
    own_values,
    uuid_of,
    values_of,
)
from frameworks.model import Domain, Framework, Group, Practice, Preset
from frameworks.origin import Origin
from frameworks.scale import Scale

LONGEST_INTENT = 60_000
LONGEST_TIP = 2_000
MOST_PRACTICES = 10_000
"""Of one catalog; the largest known has a tenth of it. More could be imported, but not read back."""
TOP = "Controls"
"""The title of the chapter for controls that the catalog puts in no group."""
_OWN_FIELDS = ("id", "title", "groups", "controls")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def framework_of(catalog: Tree, file: str) -> tuple[Framework, list[Note]]:
    """The framework of a catalog whose shape has been checked, and what its reader should know.

    Raises:
        FrameworkNotReadable: nothing in it can be answered, or the model refuses it.
    """
    root = root_of(catalog := _completed(catalog))
    if not any(branch.is_answered for branch in root.every()):
        raise FrameworkNotReadable.of(
            "The catalog has no control that could be answered.",
            file,
            "choose one with controls that are not all withdrawn; a profile must include some.",
        )
    if sum(branch.is_answered for branch in root.every()) > MOST_PRACTICES:
        raise FrameworkNotReadable.of(
            f"The catalog has more than {MOST_PRACTICES:,} controls to answer.",
            file,
            "choose a profile, which takes fewer of them.",
        )
    metadata = catalog["metadata"]
    own_scale = scale_in(metadata)
    making = _Making(root, catalog, own_scale or default_scale())
    made = build_framework(
        id=framework_id(metadata),
        version=_version(metadata),
        title=title_of(metadata.get("title")),
        summary=shortened(plain_text(metadata.get("remarks")) or title_of(metadata.get("title")), LONGEST_INTENT),
        dated=_dated(metadata),
        scale=making.scale,
        domains=tuple(making.domains()),
        origin=Origin(format="oscal", id=catalog["uuid"], kept=making.kept_of_catalog()),
        presets=making.presets(),
        license=license_in(metadata),
    )
    return made, [*_notes(making, own_scale is None), *making.names.notes]


@dataclass
class _Making:
    """A catalog on its way to a framework."""

    root: Branch
    catalog: Tree
    scale: Scale
    names: Names = field(init=False)
    parameters: Parameters = field(init=False)
    shortened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = Names(self.root)
        self.parameters = Parameters({param["id"]: param for param in every_param(self.catalog)})

    def domains(self) -> Iterator[Domain]:
        """One for each group at the top, and one for the controls that stand in none."""
        if self.root.live_controls:
            yield self._domain(self.root, self.names.of_top, TOP, Origin(format="oscal", kept=self._order(self.root)))
        for group in self.root.live_groups:
            title = shown_title(group.raw, self.parameters)
            yield self._domain(group, self.names.of(group), title, self._origin(group))

    def _domain(self, branch: Branch, id_: str, title: str, origin: Origin) -> Domain:
        is_top = branch is self.root
        below = [one for child in branch.live_controls for one in child.every()] if is_top else list(branch.every())
        short, question = heading_in({} if is_top else branch.raw, title)
        return Domain(
            id=id_,
            title=title,
            short=short,
            question=question,
            summary=None if is_top else self._summary(branch),
            children=tuple(self._groups(branch, is_top=is_top)),
            practices=tuple(self._practice(one) for one in below if one.is_answered),
            origin=origin,
        )

    def _groups(self, branch: Branch, *, is_top: bool = False) -> Iterator[Group]:
        """The headings below: controls that have controls, then groups."""
        for child in (*branch.live_controls, *(() if is_top else branch.live_groups)):
            if not child.live_controls and not child.live_groups:
                continue
            yield Group(
                id=self.names.of(child),
                title=shown_title(child.raw, self.parameters),
                summary=None if child.is_answered else self._summary(child),
                origin=Origin(format="oscal", kept=self._order(child)) if child.is_answered else self._origin(child),
                practices=tuple(self.names.of(one) for one in child.live_controls if one.is_answered),
                children=tuple(self._groups(child)),
            )

    def _practice(self, branch: Branch) -> Practice:
        title = shown_title(branch.raw, self.parameters)
        guidance = guidance_of(branch.raw, self.parameters)
        if len(guidance) > LONGEST_TIP:
            self.shortened.append(self.names.of(branch))
        has_group = bool(branch.live_controls or branch.live_groups)
        return Practice(
            id=self.names.of(branch),
            title=title,
            intent=shortened(statement_of(branch.raw, self.parameters) or title, LONGEST_INTENT),
            tip=shortened(guidance, LONGEST_TIP) or None,
            weight=weight_in(branch.raw),
            levels=levels_in(branch.raw, self.scale),
            evidence_kind=EVIDENCE_KIND,
            origin=self._origin(branch, with_order=not has_group),
        )

    def _summary(self, branch: Branch) -> str | None:
        return shortened(statement_of(branch.raw, self.parameters), LONGEST_INTENT) or None

    def _origin(self, branch: Branch, *, with_order: bool = True) -> Origin:
        raw = branch.raw
        kept = packed(without_ours(raw), _OWN_FIELDS)
        if raw.get("title") and raw["title"] != shown_title(raw, self.parameters):
            kept["title"] = raw["title"]
        order = self._order(branch) if with_order else {}
        return Origin(format="oscal", id=plain_text(raw.get("id")), kept={**kept, **order})

    def _order(self, branch: Branch) -> dict[str, JsonValue]:
        """The controls and groups below, in the source's order, where the tree of the framework does not say it."""
        controls = [self._named(child) for child in branch.controls]
        groups = [] if branch is self.root else [self._named(child) for child in branch.groups]
        plain = [self.names.of(child) for child in branch.live_controls if child.is_answered]
        order = {"controls": controls if controls != plain else None}
        order["groups"] = groups if any(isinstance(child, dict) for child in groups) else None
        return packed({name: listed for name, listed in order.items() if listed is not None})

    def _named(self, child: Branch | Tree) -> Any:
        return self.names.of(child) if isinstance(child, Branch) else child

    def kept_of_catalog(self) -> dict[str, JsonValue]:
        """What no domain holds."""
        kept = packed({**self.catalog, "metadata": without_ours(self.catalog["metadata"])}, ("uuid", *_OWN_FIELDS))
        groups = [self._named(child) for child in self.root.groups]
        if any(isinstance(child, dict) for child in groups):
            kept |= packed({"groups": groups})
        # Where they are answered, the chapter they stand in knows their order.
        if self.root.live_controls:
            kept["controls"] = self.names.of_top
        elif self.root.controls:
            kept |= packed({"controls": self.root.controls})
        return kept

    def presets(self) -> tuple[Preset, ...]:
        """One for each implementation group that controls say they belong to."""
        chosen: dict[str, list[str]] = {}
        for branch in self.root.every():
            for value in values_of(branch.raw, "implementation-group") if branch.is_answered else ():
                named = " ".join(plain_text(value).split())[:60]
                chosen.setdefault(f"IG{named}" if named.isdigit() else named, []).append(self.names.of(branch))
        chosen.pop("all", None)
        return tuple(
            Preset(id=id_, title=id_, summary=f"Implementation group {id_}.", practices=tuple(dict.fromkeys(ids)))
            for id_, ids in sorted(chosen.items())
            if id_
        )


def _completed(catalog: Tree) -> Tree:
    """The catalog with what OSCAL asks every document for."""
    metadata = catalog["metadata"]
    day = f"{_dated(metadata)}T00:00:00Z"
    whole = {"last-modified": day, "version": _version(metadata), "oscal-version": OSCAL_VERSION, **metadata}
    id_ = plain_text(catalog.get("uuid")) or uuid_of(framework_id(metadata), _version(metadata))
    return {**catalog, "uuid": id_, "metadata": whole}


def _version(metadata: Tree) -> str:
    own = own_values(metadata.get("props", ()), "framework-version")
    return plain_id(next(iter(own), None) or metadata.get("version"), "1")


def _dated(metadata: Tree) -> date:
    """The day it was published, else last changed."""
    for key in ("published", "last-modified"):
        if found := _DAY.match(metadata.get(key, "")):
            try:
                return date.fromisoformat(found[0])
            except ValueError:
                continue
    return date.fromisoformat(str(defaults()["dated"]))


def _notes(making: _Making, is_without_scale: bool) -> Iterator[Note]:
    if is_without_scale:
        yield Note("scale", str(defaults()["scale"]["reason"]))
    stated = plain_text(making.catalog["metadata"]["version"])
    if (version := plain_id(stated, "1")) != stated:
        yield Note("metadata", f"Its version is {stated[:60]!r}; {version} stands for it.")
    if left_out := list(_left_out(making.root)):
        yield Note("controls", f"Withdrawn or empty, not scored, kept for export: {listed(left_out)}.")
    headings = [one for one in making.root.every() if one.is_control and not one.is_answered]
    if headings:
        ids = [making.names.of(one) for one in headings]
        yield Note("controls", f"Headings over the controls below them, not answered themselves: {listed(ids)}.")
    if making.parameters.unknown:
        yield Note("params", f"Named in texts, but not in the catalog: {listed(list(making.parameters.unknown))}.")
    if making.shortened:
        what = f"Guidance longer than {LONGEST_TIP:,} characters is shown shortened, kept whole for export: "
        yield Note("parts", f"{what}{listed(making.shortened)}.")


def _left_out(root: Branch) -> Iterator[str]:
    """The ids of controls and groups that nothing is answered in."""
    for branch in root.every():
        for child in (*branch.controls, *branch.groups):
            if not isinstance(child, Branch):
                yield from (plain_text(one.get("id") or one.get("title")) for one in [child, *every_control(child)])
        if branch.is_control and is_withdrawn(branch.raw):
            yield plain_text(branch.raw["id"])
