"""A framework as an OSCAL catalog. One that came as OSCAL leaves as it came."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from frameworks.formats.building import plain_id
from frameworks.formats.imported import Exported
from frameworks.formats.oscal.export_notes import notes_of
from frameworks.formats.oscal.naming import framework_id, wanted_id
from frameworks.formats.oscal.own_scheme import heading_props, level_parts, scale_props, weight_props
from frameworks.formats.oscal.packing import unpack, unpacked
from frameworks.formats.oscal.words import OSCAL_VERSION, Tree, as_token, prop, uuid_of
from frameworks.level_words import without_words_of_the_scale
from frameworks.model import Domain, Framework, Group, Practice

Node = Domain | Group | Practice


def write_oscal_catalog(framework: Framework) -> Exported:
    """The framework as a catalog, and what a catalog has no room for."""
    tree = catalog_of(framework)
    content = json.dumps({"catalog": tree}, ensure_ascii=False, indent=2) + "\n"
    return Exported(content.encode("utf-8"), tuple(notes_of(framework, tree)))


def catalog_of(framework: Framework) -> Tree:
    """The catalog as a tree."""
    bare = without_words_of_the_scale(framework)
    writing = _Writing(bare)
    kept = unpacked(_kept(framework))
    top, groups, metadata = kept.pop("controls", None), kept.pop("groups", None), kept.pop("metadata", None)
    domains = {domain.id: domain for domain in bare.domains}
    lone = domains.pop(top, None) if isinstance(top, str) else None
    controls = top if lone is None else writing.controls(lone, _direct(lone), lone.children)
    made = {
        "uuid": _kept_id(framework) or uuid_of(framework.id, framework.version),
        "metadata": _metadata(framework, metadata),
        **kept,
        "controls": controls if isinstance(controls, list) else [],
        "groups": [
            writing.group(domains[one], _direct(domains[one])) if isinstance(one, str) else one
            for one in _known(groups, domains)
        ],
    }
    return _without_empty(made)


def controls_of(framework: Framework) -> dict[str, Tree]:
    """The control that each practice is in the catalog, without the controls below it, by the practice's id."""
    bare = without_words_of_the_scale(framework)
    writing = _Writing(bare)
    return {
        practice.id: writing.head(practice, {**unpacked(_kept(practice)), "controls": []})
        for domain in bare.domains
        for practice in domain.practices
    }


class _Writing:
    """The parts of one framework on their way into a catalog."""

    def __init__(self, framework: Framework) -> None:
        self._practices = {one.id: one for domain in framework.domains for one in domain.practices}
        self._places = {id_: place for place, id_ in enumerate(self._practices)}
        self._tokens: dict[int, str] = {}
        taken: set[str] = set()
        for node in _nodes(framework):
            self._tokens[id(node)] = as_token(node.id, taken)
            taken.add(self._tokens[id(node)])

    def group(self, node: Domain | Group, practices: Sequence[str]) -> Tree:
        """A chapter as a group, which holds groups or controls; where ours holds both, its groups become controls."""
        kept = unpacked(_kept(node))
        order, groups = kept.pop("controls", None), kept.pop("groups", None)
        made = self.head(node, kept)
        named = {*practices, *(one for one in order or () if isinstance(one, str))}
        inner = {child.id: child for child in node.children if child.id not in named}
        if practices and inner and not _is_oscal(node):
            return _without_empty({**made, "controls": self.controls(node, practices, node.children)})
        made["groups"] = [
            self.group(inner[one], inner[one].practices) if isinstance(one, str) else one
            for one in _known(groups, inner)
        ]
        over = [child for child in node.children if child.id in named]
        return _without_empty({**made, "controls": self.controls(node, practices, over)})

    def controls(self, node: Domain | Group, practices: Sequence[str], children: Sequence[Group]) -> list[Tree]:
        """The controls of a chapter, in the source's order where that is known."""
        groups = {child.id: child for child in children}
        known = sorted({*practices, *groups}, key=lambda id_: self._rank(id_, groups.get(id_)))
        order = _known(unpack(_kept(node).get("controls")), known)
        return [self._control(one, groups.get(one)) if isinstance(one, str) else one for one in order]

    def _rank(self, id_: str, group: Group | None) -> int:
        """Where it comes in the framework: the place of its practice, or of the first one below it."""
        first = id_ if id_ in self._practices or group is None else next(iter(group.all_practices()), "")
        return self._places.get(first, len(self._places))

    def _control(self, id_: str, below: Group | None) -> Tree:
        """A practice with the controls below it, or a heading over some."""
        node = self._practices.get(id_) or below
        assert node is not None, "what stands in an order is a practice or a group"
        kept = unpacked(_kept(node))
        left_out = kept.pop("controls", None) or []
        inner = left_out if below is None else self.controls(below, below.practices, below.children)
        # A heading that was a group in its source may be without an id, which a control is not.
        return _without_empty({"id": self._tokens[id(node)], **self.head(node, kept), "controls": inner})

    def head(self, node: Node, kept: Tree) -> Tree:
        """Everything of a part but what stands below it."""
        token = self._tokens[id(node)]
        id_ = _kept_id(node) if _is_oscal(node) else token
        fields = kept if _is_oscal(node) else _own_fields(node, token)
        title = fields.pop("title", None) or " ".join(node.title.split())
        made: Tree = {**({"id": id_} if id_ else {}), "title": title, **fields}
        own = weight_props(node) if isinstance(node, Practice) else heading_props(node, node.title)
        props = [*made.get("props", ()), *own]
        if wanted_id({**made, "props": props}) != node.id:
            props.append(prop("id", node.id))
        parts = [*made.get("parts", ()), *(level_parts(node) if isinstance(node, Practice) else ())]
        return made | {key: entries for key, entries in (("props", props), ("parts", parts)) if entries}


def _own_fields(node: Node, token: str) -> Tree:
    """The texts of a part of ours in the parts that OSCAL has for them."""
    if isinstance(node, Practice):
        texts = [("smt", "statement", node.intent), ("gdn", "guidance", node.tip)]
    else:
        texts = [("ovw", "overview", node.summary)]
    parts = [{"id": f"{token}_{end}", "name": name, "prose": text} for end, name, text in texts if text]
    return {"parts": parts} if parts else {}


def _metadata(framework: Framework, kept: Tree | None) -> Tree:
    """What the document says of itself, with what only our scheme can say."""
    made: Tree = dict(kept) if kept else {
        "title": " ".join(framework.title.split()),
        "last-modified": f"{framework.dated}T00:00:00Z",
        "version": framework.version,
        "oscal-version": OSCAL_VERSION,
        "remarks": framework.summary,
    }  # fmt: skip
    props = [*made.get("props", ())]
    if framework_id(made) != framework.id:
        props.append(prop("framework-id", framework.id))
    if plain_id(made.get("version"), "1") != framework.version:
        props.append(prop("framework-version", framework.version))
    if framework.license:
        props.append(prop("license", "terms", remarks=framework.license))
    props += scale_props(framework)
    return {**made, "props": props} if props else made


def _nodes(framework: Framework) -> Iterator[Node]:
    """Practices first, so that they keep their ids."""
    for domain in framework.domains:
        yield from domain.practices
    for domain in framework.domains:
        yield domain
        yield from _groups(domain.children)


def _groups(children: Sequence[Group]) -> Iterator[Group]:
    for child in children:
        yield child
        yield from _groups(child.children)


def _direct(domain: Domain) -> list[str]:
    """The practices that stand in no group of their domain."""
    placed = {id_ for child in domain.children for id_ in child.all_practices()}
    return [practice.id for practice in domain.practices if practice.id not in placed]


def _is_oscal(node: Node | Framework) -> bool:
    return node.origin is not None and node.origin.format == "oscal"


def _kept(node: Node | Framework) -> Mapping[str, JsonValue]:
    return node.origin.kept if _is_oscal(node) and node.origin is not None else {}


def _kept_id(node: Node | Framework) -> str:
    return node.origin.id if _is_oscal(node) and node.origin is not None else ""


def _known(order: Any, known: Collection[str]) -> list[Any]:
    """What an order names and is there, with trees that are left out in their places; then what it does not name."""
    listed = order if isinstance(order, list) else []
    named = [one for one in listed if not isinstance(one, str) or one in known]
    return [*named, *(one for one in known if one not in listed)]


def _without_empty(tree: Tree) -> Tree:
    return {key: value for key, value in tree.items() if value or key not in ("groups", "controls")}
