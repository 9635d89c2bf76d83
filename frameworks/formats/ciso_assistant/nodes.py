"""The requirement nodes of a framework, linked as a tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from frameworks.formats.ciso_assistant.fields import Fields, Findings, text_of, yes_or_no

DEEPEST = 15
"""Nodes below each other; those known have at most nine."""
LONGEST_URN = 500


@dataclass(slots=True)
class Node:
    """One requirement node with those below it, in the order of the source."""

    given: Fields
    urn: str
    is_assessable: bool
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    depth: int = 1

    def tree(self) -> Iterator["Node"]:
        """This one and everything below it, from the top."""
        yield self
        for child in self.children:
            yield from child.tree()


def linked(given: Any, where: str, found: Findings) -> list[Node]:
    """The roots of the tree; faults go into `found`."""
    nodes = _nodes(given, where, found)
    by_urn: dict[str, Node] = {}
    for node in nodes:
        if node.urn.lower() in by_urn:
            found.fault(f"{where} > {node.urn[:80]}", "The URN is given twice.", "give each node its own.")
        by_urn.setdefault(node.urn.lower(), node)
    roots: list[Node] = []
    for node in nodes:
        named = text_of(node.given.get("parent_urn"))
        node.parent = by_urn.get(named.lower()) if named else None
        if named and node.parent is None:
            found.note(node.urn, f"Its parent {named[:120]} is not in the framework; it stands at the top.")
        (node.parent.children if node.parent else roots).append(node)
    _check_tree(nodes, roots, where, found)
    return roots


def _nodes(given: Any, where: str, found: Findings) -> list[Node]:
    nodes = []
    for number, one in enumerate(found.mappings(given, where), 1):
        urn, assessable = text_of(one.get("urn")), yes_or_no(one.get("assessable"))
        if not urn or len(urn) > LONGEST_URN or "\n" in urn:
            found.fault(f"{where} {number}", "The node has no urn.", f"give it one of at most {LONGEST_URN} letters.")
        if assessable is None:
            found.fault(f"{where} {number}", "assessable is neither true nor false.", "write true or false.")
        nodes.append(Node(one, urn, bool(assessable)))
    return nodes


def _check_tree(nodes: Sequence[Node], roots: Sequence[Node], where: str, found: Findings) -> None:
    """Nodes that lead back to themselves, or stand too deep."""
    level, reached = list(roots), set[int]()
    for depth in range(1, DEEPEST + 2):
        reached |= set(map(id, level))
        if depth > DEEPEST and level:
            what = f"Nodes stand more than {DEEPEST} deep."
            found.fault(f"{where} > {level[0].urn[:80]}", what, "flatten the tree.")
            return
        for node in level:
            node.depth = depth
        level = [child for node in level for child in node.children]
    for circle in _circles([node for node in nodes if id(node) not in reached]):
        named = ", ".join(node.urn[:80] for node in circle[:5]) + (" and more" if len(circle) > 5 else "")
        what = f"{len(circle)} nodes stand below each other in a circle: {named}."
        own = "The node stands below itself."
        mend = "correct parent_urn of one of them, or leave it out."
        found.fault(f"{where} > {circle[0].urn[:80]}", what if len(circle) > 1 else own, mend)


def _circles(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Each circle among nodes that no root leads to, from its first node down; others only hang below one."""
    seen: set[int] = set()
    for start in nodes:
        way: list[Node] = []
        at: dict[int, int] = {}
        node: Node | None = start
        while node is not None and id(node) not in seen:
            seen.add(id(node))
            at[id(node)] = len(way)
            way.append(node)
            node = node.parent
        if node is not None and id(node) in at:
            yield way[at[id(node)] :]
