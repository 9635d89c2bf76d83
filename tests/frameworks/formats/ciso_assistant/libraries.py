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
    st.fixed_dictionaries(
        {"urn": TEXTS, "value": TEXTS}, optional={"add_score": NUMBERS, "color": TEXTS, "translations": KEPT}
    ),
    max_size=3,
)
QUESTIONS = st.dictionaries(
    TEXTS,
    st.fixed_dictionaries(
        {"type": TEXTS, "text": TEXTS},
        optional={"choices": CHOICES, "extra": KEPT, "translations": KEPT, "depends_on": KEPT},
    ),
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


WORDS = st.lists(st.text("abcé1/|[]: ", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=3)
PASSAGES = WORDS.map("\n".join).filter(lambda text: text != "/" and not text.startswith("|"))
"""Texts of one or several lines that a line of a cell can hold, beside others."""
LANGUAGES = st.sampled_from(["fr", "de", "pt_br"])


def in_languages(*fields: str) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    """Translations of these fields, of any of them in any language."""
    texts = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, PASSAGES)).filter(bool)
    return st.dictionaries(LANGUAGES, texts, min_size=1, max_size=2)


@st.composite
def questions_of_a_workbook(draw: st.DrawFn, urn: str) -> dict[str, Any]:
    """Questions with everything about them that a workbook has a place for."""
    questions: dict[str, Any] = {}
    for number in range(1, draw(st.integers(1, 4)) + 1):
        own = f"{urn}:question:{number}"
        kind = draw(st.sampled_from(["unique_choice", "multiple_choice", "text", "date"]))
        question = {"type": kind, "text": draw(PASSAGES)}
        if kind.endswith("choice"):
            choices = draw(
                st.lists(st.fixed_dictionaries({"value": PASSAGES}, optional=OF_CHOICE), min_size=1, max_size=3)
            )
            question["choices"] = [{"urn": f"{own}:choice:{place}", **one} for place, one in enumerate(choices, 1)]
        earlier = [(name, one["choices"]) for name, one in questions.items() if "choices" in one]
        if earlier and draw(st.booleans()):
            needed, choices = draw(st.sampled_from(earlier))
            answers = draw(st.lists(st.sampled_from([one["urn"] for one in choices]), min_size=1, unique=True))
            condition = draw(st.sampled_from(["any", "all"]))
            question["depends_on"] = {"question": needed, "answers": answers, "condition": condition}
        if draw(st.booleans()):
            question["translations"] = draw(in_languages("text"))
        questions[own] = question
    return questions


OF_CHOICE = {
    "description": PASSAGES,
    "add_score": st.integers(-9, 99),
    "compute_result": st.sampled_from(["compliant", "non_compliant", "partially_compliant", "not_applicable"]),
    "color": st.sampled_from(["#00FF00", "#FF0000"]),
    "select_implementation_groups": st.lists(st.sampled_from(["IG1", "IG 2"]), min_size=1, max_size=2),
    "translations": in_languages("value", "description"),
}


@st.composite
def questionnaires(draw: st.DrawFn) -> dict[str, Any]:
    """A library of questions that a workbook carries as it stands."""
    urns = [f"urn:x:risk:req_node:f:r{number}" for number in range(draw(st.integers(1, 3)))]
    nodes = [
        {"id": urn.rpartition(":")[2], "assessable": True, "depth": 1, "questions": draw(questions_of_a_workbook(urn))}
        for urn in urns
    ]
    groups = [{"ref_id": name, "name": name} for name in ("IG1", "IG 2")]
    return library(nodes, min_score=0, max_score=3, implementation_groups_definition=groups)
