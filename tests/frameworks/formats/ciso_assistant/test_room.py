"""Libraries that are too much together, or each by itself: refused before anything is made of them."""

from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.room import MOST_NODES, MOST_VALUES, Room
from tests.frameworks.formats.ciso_assistant.libraries import library, read_tree_of_library


def of_nodes(*nodes: Any, **framework: Any) -> dict[str, Any]:
    return {"objects": {"framework": {**framework, "requirement_nodes": list(nodes)}}}


NAMED = [{"score": number, "name": "x"} for number in range(1_000)]
TOO_MUCH: list[tuple[dict[str, Any], str]] = [
    (of_nodes(*[{}] * (MOST_NODES + 1)), "more than 25,000 nodes"),
    ({"objects": {"frameworks": [{"requirement_nodes": [{}] * MOST_NODES}] * 2}}, "more than 25,000 nodes"),
    (of_nodes({"questions": [1] * MOST_VALUES}), "more than 250,000 values"),
    (of_nodes({"name": "😀" + "x" * 7_000_000}), "texts that take more than 24 MB of memory"),
    (of_nodes({"name": "x" * 13_000_000}, {"name": "x" * 13_000_000}), "texts that take more than 24 MB"),
    (of_nodes(*[{"min_score": 1}] * 60, scores_definition=NAMED), "more than 50,000 scores in scales of their own"),
    (of_nodes(*[{"scores_definition": NAMED}] * 60), "more than 50,000 scores in scales of their own"),
    (
        of_nodes(*[{"scores_definition_ref": "a"}] * 60, scores_definition={"alternatives": {"a": NAMED}}),
        "more than 50,000 scores",
    ),
]


@pytest.mark.parametrize(("tree", "what"), TOO_MUCH)
def test_library_that_holds_too_much_is_refused_in_words(tree: dict[str, Any], what: str) -> None:
    with pytest.raises(FrameworkNotReadable, match=f"The library holds .*{what}") as refusal:
        Room(is_folder=False).take(tree, "large.yaml")
    assert refusal.value.faults[0].where == "large.yaml"


def test_what_is_no_library_takes_no_room() -> None:
    room = Room(is_folder=True)
    for tree in (["x"], {}, {"objects": 1}, {"objects": {"framework": 1}}, of_nodes("x", {"min_score": None})):
        room.take(tree, "x.yaml")
    room.take({"objects": {"framework": {"requirement_nodes": "x"}}}, "x.yaml")
    assert (room.nodes, room.places) == (2, 0)


def test_libraries_of_a_folder_that_are_too_much_together_are_refused(tmp_path: Path) -> None:
    nodes = [{"id": f"n{number}", "assessable": True} for number in range(MOST_NODES // 2 + 1)]
    for name in ("a.yaml", "b.yaml"):
        read_tree_of_library(library(nodes[:2]), tmp_path, name)
    file = tmp_path / "a.yaml"
    lines = file.read_text(encoding="utf-8").replace("ref_id: f\n", "ref_id: first\n").splitlines()
    head = "\n".join(lines[: next(n for n, line in enumerate(lines) if "requirement_nodes" in line) + 1])
    many = "".join(f"\n    - {{urn: {one['id']}, assessable: true}}" for one in nodes)
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(head + many + "\n", encoding="utf-8")
    with pytest.raises(FrameworkNotReadable, match="those of the folder hold more than 25,000 nodes") as refusal:
        read_ciso_assistant(tmp_path)
    (fault,) = refusal.value.faults
    assert (fault.where, fault.mend) == ("b.yaml", "import fewer files at a time.")
