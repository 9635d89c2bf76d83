"""Linked nodes as the domains of a framework: headings as groups to any depth, assessable nodes as practices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from frameworks.formats.building import part_ids
from frameworks.formats.ciso_assistant.fields import FORMAT, Fields, text_of
from frameworks.formats.ciso_assistant.groups import groups_of
from frameworks.formats.ciso_assistant.nodes import Node
from frameworks.formats.ciso_assistant.parts import domain_of, head_of, practice_of
from frameworks.formats.ciso_assistant.scales import own_scale
from frameworks.model import Domain, Group, Practice
from frameworks.origin import Origin
from frameworks.scale import Scale


@dataclass(frozen=True, slots=True)
class Source:
    """What all parts of a framework share."""

    framework: Fields
    """The framework as the source gives it."""
    title: str
    scale: Scale
    groups: Sequence[str]
    """Names of the implementation groups that can be chosen, in the order in which they are defined."""


class Planter:
    """Makes the parts of one framework of its nodes."""

    def __init__(self, roots: Sequence[Node], source: Source) -> None:
        self.source = source
        self.chapters = _chapters(roots)
        self.nodes = [node for root in roots for node in root.tree()]
        self.ids, self.chapter_ids = _ids(self.nodes, self.chapters, source)
        self.practices = {node.urn: self._practice(node) for node in self.nodes if node.is_assessable}

    def domains(self) -> tuple[Domain, ...]:
        """Every root with what is below it; roots that are practices stand together under the framework's title."""
        return tuple(
            self._domain(chapter, chapter_id)
            for chapter, chapter_id in zip(self.chapters, self.chapter_ids, strict=True)
        )

    def members(self) -> dict[str, list[str]]:
        """The ids of the practices in each implementation group, by its name."""
        found: dict[str, list[str]] = {name: [] for name in self.source.groups}
        for node in self.nodes:
            for name in dict.fromkeys(groups_of(node.given)) if node.is_assessable else ():
                if name in found:
                    found[name].append(self.ids[node.urn])
        return found

    def _practice(self, node: Node) -> Practice:
        scale = own_scale(node.given, self.source.framework, self.source.scale)
        return practice_of(node.given, self.ids[node.urn], self._place(node), scale)

    def _place(self, node: Node) -> dict[str, Any]:
        """What the tree and the presets say of a node."""
        named = groups_of(node.given) if node.is_assessable else []
        chosen = [one for one in self.source.groups if one in named]
        return {"depth": node.depth, "implementation_groups": chosen or None}

    def _domain(self, chapter: Sequence[Node], chapter_id: str) -> Domain:
        below = [self.practices[node.urn] for root in chapter for node in root.tree() if node.is_assessable]
        root = chapter[0]
        if not root.is_assessable:
            head = head_of(root.given, chapter_id, self._place(root))
            return domain_of(head, below, self._groups(root.children))
        title = below[0].title if root.children else self.source.title
        head = {"id": chapter_id, "title": title, "origin": Origin(format=FORMAT)}
        return domain_of(head, below, self._groups(chapter))

    def _groups(self, nodes: Sequence[Node]) -> tuple[Group, ...]:
        """A group for each heading, and one with the practice's own id for what stands below a practice."""
        return tuple(
            self._group(node, self._next_practice(nodes[number + 1 :]))
            for number, node in enumerate(nodes)
            if node.children or not node.is_assessable
        )

    def _next_practice(self, followers: Sequence[Node]) -> str | None:
        """The practice beside a heading that comes after it."""
        return next((self.ids[node.urn] for node in followers if node.is_assessable), None)

    def _group(self, node: Node, follower: str | None) -> Group:
        own = self.ids[node.urn]
        if node.is_assessable:
            origin = Origin(format=FORMAT, id=text_of(node.given.get("urn")))
            head: dict[str, Any] = {"id": own, "title": self.practices[node.urn].title, "origin": origin}
        else:
            is_empty = not any(below.is_assessable for below in node.tree())
            head = head_of(node.given, own, self._place(node), follower if is_empty else None)
        direct = tuple(self.ids[child.urn] for child in node.children if child.is_assessable)
        return Group(**head, practices=direct, children=self._groups(node.children))


def _chapters(roots: Sequence[Node]) -> list[list[Node]]:
    """Roots that each make a domain, and runs of practices that make one together."""
    found: list[list[Node]] = []
    is_run = False
    for root in roots:
        is_leaf = root.is_assessable and not root.children
        if is_leaf and is_run:
            found[-1].append(root)
        else:
            found.append([root])
        is_run = is_leaf
    return found


def _ids(nodes: Sequence[Node], chapters: Sequence[Sequence[Node]], source: Source) -> tuple[dict[str, str], list[str]]:
    """The id of every node by its URN, and those of the chapters.

    A practice has its reference where no other practice has it; headings stand back, and chapters that are no
    heading of the source are named after the framework.
    """
    practices = [node for node in nodes if node.is_assessable]
    headings = [node for node in nodes if not node.is_assessable]
    own = [chapter for chapter in chapters if chapter[0].is_assessable]
    of_practices = part_ids((_reference(node), node.urn) for node in practices)
    chapter = ("", text_of(source.framework.get("urn")))
    others = part_ids([*((_reference(node), node.urn) for node in headings), *(chapter for _ in own)], of_practices)
    ids = dict(zip((node.urn for node in (*practices, *headings)), (*of_practices, *others), strict=False))
    of_own = {id(chapter): one for chapter, one in zip(own, others[len(headings) :], strict=True)}
    return ids, [of_own.get(id(chapter)) or ids[chapter[0].urn] for chapter in chapters]


def _reference(node: Node) -> str:
    return text_of(node.given.get("ref_id"))
