"""Libraries for tests: one with every variation, and random ones."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.yaml_text import yaml_text
from frameworks.formats.imported import Imported

ODD = Path(__file__).with_name("odd_library.yaml")


def read_tree_of_library(tree: Any, folder: Path, name: str = "library.yaml") -> Imported:
    """What a library says that is written from a tree."""
    file = folder / name
    file.write_bytes(yaml_text(tree))
    return read_ciso_assistant(file)


def library(nodes: list[dict[str, Any]], **framework: Any) -> dict[str, Any]:
    """A library with these nodes; `id` of a node is short for its URN, `under` for that of its parent."""
    written = []
    for one in nodes:
        rest = {key: value for key, value in one.items() if key not in ("id", "under")}
        parent = {"parent_urn": f"urn:x:risk:req_node:f:{one['under']}"} if "under" in one else {}
        written.append({"urn": f"urn:x:risk:req_node:f:{one['id']}", **parent, **rest})
    head = {"urn": "urn:x:risk:framework:f", "ref_id": "f", "name": "Framework", "description": "What it is."}
    around: dict[str, Any] = {
        "urn": "urn:x:risk:library:f",
        "locale": "en",
        "ref_id": "f",
        "name": "Library",
        "version": 1,
    }
    around["publication_date"] = "2026-01-01"
    return {**around, "objects": {"framework": {**head, **framework, "requirement_nodes": written}}}


TEXTS = st.one_of(
    st.sampled_from(
        ["No", "yes", "null", "1", "1.10", "1e3", "08", "~", " a ", "a\nb\n", "- a", "a: b", "#x", "%x", ""]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
)
KEPT = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False, width=32) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
NUMBERS = st.none() | st.integers(-1, 7)
ENTRIES = st.lists(
    st.fixed_dictionaries({"score": NUMBERS}, optional={"name": TEXTS, "description": TEXTS, "translations": KEPT}),
    max_size=6,
)
CHOICES = st.lists(
    st.fixed_dictionaries({"urn": TEXTS, "value": TEXTS}, optional={"add_score": NUMBERS, "color": TEXTS}), max_size=3
)
QUESTIONS = st.dictionaries(
    TEXTS,
    st.fixed_dictionaries({"type": TEXTS, "text": TEXTS}, optional={"choices": CHOICES, "extra": KEPT}),
    max_size=2,
)
GROUP_NAMES = st.sampled_from(["IG1", "IG2", "all", "gone", "a,b"])
FIELDS = {
    "depth": NUMBERS,
    "ref_id": st.sampled_from(["A", "B", "1.1", "r0", ""]) | TEXTS,
    "name": TEXTS,
    "description": TEXTS,
    "annotation": TEXTS,
    "typical_evidence": TEXTS,
    "implementation_groups": st.lists(GROUP_NAMES, max_size=3),
    "weight": NUMBERS,
    "min_score": NUMBERS,
    "max_score": NUMBERS,
    "scores_definition": ENTRIES,
    "questions": QUESTIONS,
    "translations": KEPT,
}


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Any]:
    """A library with a tree of any shape and fields of any kind."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 7))):
        node = draw(st.fixed_dictionaries({"assessable": st.booleans()}, optional=FIELDS))
        parent = draw(st.sampled_from([None, None, *range(number)]))
        nodes.append({"id": f"r{number}", **({} if parent is None else {"under": f"r{parent}"}), **node})
    groups = draw(st.lists(st.fixed_dictionaries({"ref_id": GROUP_NAMES}, optional={"name": TEXTS}), max_size=4))
    head = {"min_score": NUMBERS, "max_score": NUMBERS, "scores_definition": ENTRIES, "field_visibility": KEPT}
    framework = draw(st.fixed_dictionaries({}, optional=head))
    made = library(draw(st.permutations(nodes)), implementation_groups_definition=groups, **framework)
    return {**made, **draw(st.fixed_dictionaries({}, optional={"copyright": TEXTS, "publication_date": TEXTS}))}
