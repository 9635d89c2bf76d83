"""How much the libraries of one import may hold together, so that reading them never fills the memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from frameworks.document_faults import LARGEST_TEXT
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.scales import alternative, entries_of
from frameworks.room import room_of, values_in

MOST_NODES = 25_000
"""The largest framework known has 5,880."""
MOST_VALUES = 250_000
"""Without keys; some 25,000 nodes as they usually are."""
MOST_PLACES = 50_000
"""Named places of all scales that nodes have of their own, each counted for every node that has it."""
_OWN_SCALE = ("min_score", "max_score", "scores_definition", "scores_definition_ref")


@dataclass(slots=True)
class Room:
    """What the libraries that were read so far hold."""

    is_folder: bool
    nodes: int = 0
    places: int = 0
    values: int = 0
    text: int = 0

    def take(self, tree: Any, name: str) -> None:
        """Count what a library holds. Raises FrameworkNotReadable where it is too much with those before it."""
        for framework in _frameworks(tree):
            nodes = framework.get("requirement_nodes")
            listed = nodes if isinstance(nodes, list) else []
            self.nodes += len(listed)
            self.places += sum(_places(node, framework) for node in listed if isinstance(node, dict))
        self.values += sum(1 for _ in values_in(tree))
        self.text += room_of(tree)
        for held, most, what in (
            (self.nodes, MOST_NODES, f"more than {MOST_NODES:,} nodes"),
            (self.places, MOST_PLACES, f"nodes with more than {MOST_PLACES:,} scores in scales of their own"),
            (self.values, MOST_VALUES, f"more than {MOST_VALUES:,} values"),
            (self.text, LARGEST_TEXT, f"texts that take more than {LARGEST_TEXT // 1024**2} MB of memory"),
        ):
            if held > most:
                raise self._refusal(what, name)

    def _refusal(self, what: str, name: str) -> FrameworkNotReadable:
        if self.is_folder:
            who, mend = "With this library those of the folder hold", "import fewer files at a time."
        else:
            who, mend = "The library holds", "choose a smaller one, or take out what is not needed, such as emoji."
        return FrameworkNotReadable.of(f"{who} {what}.", name, mend)


def _frameworks(tree: Any) -> Iterator[dict[str, Any]]:
    objects: Any = tree.get("objects") if isinstance(tree, dict) else None
    for name in ("framework", "frameworks") if isinstance(objects, dict) else ():
        given = objects.get(name)
        yield from (one for one in (given if isinstance(given, list) else [given]) if isinstance(one, dict))


def _places(node: dict[str, Any], framework: dict[str, Any]) -> int:
    """The named places of the scale that a node may have of its own."""
    if all(node.get(key) is None for key in _OWN_SCALE):
        return 0
    named = node.get("scores_definition_ref") or node.get("scores_definition")
    common = framework.get("scores_definition")
    own = (alternative(common, named) or []) if isinstance(named, str) else entries_of(named)
    return len(own or entries_of(common))
