"""Reading libraries: every node comes in, whatever it lacks, and what no field of ours holds is kept."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.building import default_scale
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.formats import read_source, recognize
from frameworks.kept import keep_imported
from frameworks.loader import check_framework, load_framework
from tests.frameworks.formats.ciso_assistant.libraries import ODD, library, read_tree_of_library

IMPORTED = read_ciso_assistant(ODD)
(FRAMEWORK,) = IMPORTED.frameworks


def test_framework_is_named_as_its_source_names_it() -> None:
    assert recognize(ODD) == "ciso-assistant"
    assert (FRAMEWORK.key, FRAMEWORK.title, FRAMEWORK.summary) == (
        "Odd-Framework-1.0@7",
        "Odd framework",
        "Two lines\nof text.",
    )
    assert (FRAMEWORK.license, FRAMEWORK.dated.isoformat()) == ("Free to use in tests.", "2025-03-01")
    assert FRAMEWORK.origin is not None
    assert FRAMEWORK.origin.id == "urn:example:risk:framework:odd-1"


def test_ids_are_references_where_only_one_practice_has_them() -> None:
    assert list(FRAMEWORK.practices) == ["R1", "r2", "A.1", "a.g.1", "a.g.2", "A.2", "B", "B.1", "O"]


def test_tree_stands_as_in_the_source_and_a_practice_with_practices_below_it_has_a_group_of_its_id() -> None:
    run, chapter, both, orphan = FRAMEWORK.domains
    assert ([one.id for one in run.practices], run.title) == (["R1", "r2"], "Odd framework")
    assert (chapter.id, chapter.title, chapter.weight) == ("A", "Chapter", 2)
    assert [(group.id, group.title, group.practices) for group in chapter.children] == [
        ("a.g", "A.1", ("a.g.1", "a.g.2")),
        ("a.e", "Nothing below", ()),
    ]
    assert ([one.id for one in both.practices], both.children[0].id, both.children[0].practices) == (
        ["B", "B.1"],
        "B",
        ("B.1",),
    )
    assert [one.id for one in orphan.practices] == ["O"]
    assert any("urn:example:risk:req_node:gone" in note.what for note in IMPORTED.notes)


def test_what_a_node_lacks_is_taken_from_what_it_has() -> None:
    practices = FRAMEWORK.practices
    assert (practices["r2"].title, practices["r2"].intent) == ("Another without a name.",) * 2
    assert practices["R1"].intent == "A root that is answered"
    assert practices["A.2"].title == "Is there a bell?"
    assert practices["a.g.2"].title == "dup"


def test_fields_of_a_node_stand_in_ours() -> None:
    one = FRAMEWORK.practices["A.1"]
    assert (one.title, one.intent, one.weight) == ("Doors are locked", "Every door is locked at night.", 3)
    assert (one.tip, one.evidence) == ("Ask who holds the keys.", ("A list of keys", "A photograph"))
    assert one.origin is not None
    assert set(one.origin.kept) == {
        "reference_controls",
        "threats",
        "importance",
        "translations",
        "implementation_groups",
    }


def test_scales_of_the_framework_and_of_single_practices_come_in() -> None:
    levels = FRAMEWORK.scale.levels
    assert [(one.number, one.title, one.summary) for one in levels][::2] == [
        (0, "No", "Nothing is done."),
        (2, "Done", "Done"),
    ]
    assert FRAMEWORK.scale_of("A.1") is FRAMEWORK.scale
    wide, binary = FRAMEWORK.scale_of("a.g.1"), FRAMEWORK.scale_of("a.g.2")
    assert (wide.lowest, wide.highest, wide.is_range) == (0, 10, True)
    assert [one.title for one in wide.levels] == ["No", "Begun", "Done", "Checked", "10"]
    assert ([one.title for one in binary.levels], binary.is_range) == (["Absent", "Present"], False)
    assert binary.onto(1, FRAMEWORK.scale) == Fraction(3)


def test_implementation_groups_can_be_chosen_and_hold_only_who_names_them() -> None:
    found = {preset.id: (preset.title, preset.practices) for preset in FRAMEWORK.presets}
    assert found == {
        "all": ("Everything", None),
        "IG1": ("First group", ("A.1", "a.g.1")),
        "IG 2": ("Second group", ("A.1",)),
        "all-2": ("The word of the preset", ("a.g.2",)),
    }
    assert FRAMEWORK.preset("IG1,all-2").practices == ("A.1", "a.g.1", "a.g.2")
    assert any("cannot be chosen: gone" in note.what for note in IMPORTED.notes)


def test_questions_come_with_choices_and_points_and_no_is_not_taken_for_false() -> None:
    first, second = FRAMEWORK.practices["A.2"].questions
    assert [(one.text, one.points) for one in first.choices] == [("Yes", 2), ("No", -1)]
    assert first.choices[0].kept == {"compute_result": "compliant", "color": "#00ff00"}
    assert (second.kind, set(second.kept)) == ("text", {"depends_on"})


def test_what_is_only_kept_is_said() -> None:
    (note,) = [note.what for note in IMPORTED.notes if note.what.startswith("Kept")]
    for name in ("depends_on", "importance", "reference_controls", "threats", "translations"):
        assert name in note
    assert FRAMEWORK.origin is not None
    assert set(FRAMEWORK.origin.kept["objects"]) == {"reference_controls", "threats"}  # type: ignore[arg-type]


def test_imported_framework_is_kept_and_loaded_again_without_a_fault(tmp_path: Path) -> None:
    (folder,) = keep_imported(IMPORTED, tmp_path)
    assert check_framework(folder) == []
    assert load_framework(str(folder), ()) == FRAMEWORK


def test_library_without_a_scale_goes_from_0_to_100_and_says_so(tmp_path: Path) -> None:
    imported = read_tree_of_library(library([{"id": "a", "assessable": True}]), tmp_path)
    (framework,) = imported.frameworks
    assert framework.scale == default_scale()
    assert framework.caveats == tuple(note.what for note in imported.notes)
    assert "0 to 100 stand in" in framework.caveats[0]


def test_what_stands_in_for_the_source_s_id_version_and_day_is_said(tmp_path: Path) -> None:
    tree = library([{"id": "a", "assessable": True}], ref_id="AI Act: 2", min_score=1, max_score=4)
    imported = read_tree_of_library(tree | {"version": "1:30", "publication_date": "someday"}, tmp_path)
    assert imported.frameworks[0].key == "AI-Act-2@1-30"
    assert [note.what for note in imported.notes] == [
        "Its reference is 'AI Act: 2'; an id has letters, digits, dots and hyphens only.",
        "Its version is '1:30'; 1-30 stands for it.",
        "It says no day of publication that can be read; 2026-11-26 stands for it.",
    ]


def test_scales_of_nodes_that_cannot_be_counted_with_are_said(tmp_path: Path) -> None:
    ends: list[dict[str, object]] = [
        {"min_score": -1, "max_score": 1},
        {"min_score": 5, "max_score": 1},
        {"min_score": "a"},
        {"min_score": 2},
        {"max_score": ""},
        {},
    ]
    nodes = [{"id": f"a{number}", "assessable": True, **one} for number, one in enumerate(ends)]
    made = read_tree_of_library(library(nodes, min_score=1, max_score=4), tmp_path)
    assert [note.what for note in made.notes] == [
        "Scales that cannot be counted with are left for that of the framework (nodes: 3)."
    ]
    scales = [practice.scale for practice in made.frameworks[0].practices.values()]
    assert [scale and (scale.lowest, scale.highest) for scale in scales] == [None, None, None, (2, 4), None, None]


def test_framework_without_a_reference_is_called_by_the_last_part_of_its_urn(tmp_path: Path) -> None:
    tree = library([{"id": "a", "assessable": True}], ref_id=None, min_score=1, max_score=4)
    (framework,) = read_tree_of_library({**tree, "ref_id": None, "version": None}, tmp_path).frameworks
    assert framework.key == "f@1"


def test_scale_may_have_a_thousand_steps(tmp_path: Path) -> None:
    tree = library([{"id": "a", "assessable": True}], min_score=0, max_score=1_000_000)
    (framework,) = read_tree_of_library(tree, tmp_path).frameworks
    assert framework.scale.highest == 1_000_000


@pytest.mark.parametrize(
    ("given", "ends", "is_range", "says"),
    [
        ({"min_score": 1, "max_score": 4}, (1, 4), True, ""),
        (
            {"min_score": 1, "max_score": 2, "scores_definition": [{"score": n, "name": "x"} for n in range(9)]},
            (1, 2),
            False,
            "outside of 1 to 2",
        ),
        ({"scores_definition": [{"score": 0, "name": "x"}, {"score": 1, "name": "y"}]}, (0, 100), True, "does not say"),
        ({"min_score": 5, "max_score": 5}, (0, 100), True, "cannot be counted with"),
        ({"min_score": -3, "max_score": 3}, (0, 100), True, "cannot be counted with"),
        ({"max_score": 661}, (0, 661), True, "does not say"),
    ],
)
def test_scales_of_any_kind_come_in(
    given: dict[str, object], ends: tuple[int, int], is_range: bool, says: str, tmp_path: Path
) -> None:
    imported = read_tree_of_library(library([{"id": "a", "assessable": True}], **given), tmp_path)
    scale = imported.frameworks[0].scale
    assert (scale.lowest, scale.highest, scale.is_range) == (*ends, is_range)
    assert says in "".join(note.what for note in imported.notes)
    assert bool(says) == bool(imported.notes)


def test_hierarchy_of_nine_levels_comes_in_and_one_of_sixteen_does_not(tmp_path: Path) -> None:
    def deep(levels: int) -> list[dict[str, object]]:
        return [
            {"id": f"n{n}", "assessable": n == levels - 1, **({"under": f"n{n - 1}"} if n else {})}
            for n in range(levels)
        ]

    (framework,) = read_tree_of_library(library(deep(9)), tmp_path).frameworks
    heading, depth = framework.domains[0].children[0], 2
    while heading.children:
        heading, depth = heading.children[0], depth + 1
    assert (depth, heading.practices) == (8, ("n8",))
    with pytest.raises(FrameworkNotReadable, match="more than 15 deep"):
        read_tree_of_library(library(deep(16)), tmp_path)


def test_long_texts_are_shown_shortened_kept_whole_and_said(tmp_path: Path) -> None:
    long = "word " * 1_000
    node = {"id": "a", "assessable": True, "annotation": long, "weight": 0}
    imported = read_tree_of_library(library([node]), tmp_path)
    practice = imported.frameworks[0].practices["a"]
    assert practice.tip is not None
    assert (len(practice.tip) <= 2_000, practice.weight) == (True, 1)
    assert practice.origin is not None
    assert practice.origin.kept["annotation"] == long
    said = " ".join(note.what for note in imported.notes)
    assert "annotation of more than 2,000 characters (nodes: 1)" in said
    assert "count as 1 (nodes: 1)" in said


def test_several_frameworks_of_one_library_all_come_in(tmp_path: Path) -> None:
    tree = library([{"id": "a", "assessable": True}])
    first = tree["objects"].pop("framework")
    tree["objects"]["frameworks"] = [first, {**first, "ref_id": "g", "urn": "urn:x:risk:framework:g"}]
    assert [one.key for one in read_tree_of_library(tree, tmp_path).frameworks] == ["f@1", "g@1"]
    tree["objects"]["frameworks"] = [first, first]
    with pytest.raises(FrameworkNotReadable, match="Two frameworks have this ref_id and version"):
        read_tree_of_library(tree, tmp_path)


def test_every_fault_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    nodes = [{"id": "a", "assessable": "perhaps"}, {"id": "b", "assessable": True}, {"id": "B", "assessable": True}]
    tree = library(nodes)
    listed = tree["objects"]["framework"]["requirement_nodes"]
    listed += [
        {"assessable": True},
        "no node",
        {"urn": "c", "parent_urn": "d", "assessable": False},
        {"urn": "d", "parent_urn": "c", "assessable": False},
    ]
    del tree["objects"]["framework"]["urn"]
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_tree_of_library(tree, tmp_path)
    found = [(fault.where.removeprefix("library.yaml > f"), fault.what) for fault in refusal.value.faults]
    nodes_at = " > requirement_nodes"
    assert found == [
        ("", "The framework has no urn."),
        (f"{nodes_at} 5", "Keys with values are expected here."),
        (f"{nodes_at} 1", "assessable is neither true nor false."),
        (f"{nodes_at} 4", "The node has no urn."),
        (f"{nodes_at} 5", "The node has no urn."),
        (f"{nodes_at} > urn:x:risk:req_node:f:B", "The URN is given twice."),
        (f"{nodes_at} > ", "The URN is given twice."),
        (f"{nodes_at} > c", "2 nodes stand below each other in a circle: c, d."),
    ]


def test_each_circle_names_its_nodes_and_not_those_that_hang_below_it(tmp_path: Path) -> None:
    under = {"a": None, "b": "b", "c": "d", "d": "e", "e": "c", "f": "c", "g": "f"}
    nodes = [{"id": id_, "assessable": True, **({"under": parent} if parent else {})} for id_, parent in under.items()]
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_tree_of_library(library(nodes), tmp_path)
    urn = "urn:x:risk:req_node:f"
    assert [(fault.where.rsplit(" > ", 1)[1], fault.what) for fault in refusal.value.faults] == [
        (f"{urn}:b", "The node stands below itself."),
        (f"{urn}:c", f"3 nodes stand below each other in a circle: {urn}:c, {urn}:d, {urn}:e."),
    ]


def test_long_circle_names_its_first_nodes(tmp_path: Path) -> None:
    nodes = [{"id": str(number), "under": str((number + 1) % 7), "assessable": True} for number in range(7)]
    with pytest.raises(FrameworkNotReadable, match=r"7 nodes stand below each other in a circle: .*:4 and more\."):
        read_tree_of_library(library(nodes), tmp_path)


def test_named_scores_that_no_place_can_hold_are_said(tmp_path: Path) -> None:
    entries = [{"score": score, "name": f"Name {score}"} for score in (1, 2, 2, 3, 9, None)]
    own = {"assessable": True, "min_score": 0, "max_score": 1}
    nodes = [
        {"id": "a", **own, "scores_definition": [{"score": 0, "name": "No"}, {"score": 2, "name": "Yes"}]},
        {"id": "b", **own, "scores_definition": [{"score": 0, "name": "No"}, {"score": 1, "name": "Yes"}]},
        {"id": "c", **own},
    ]
    made = read_tree_of_library(library(nodes, min_score=1, max_score=3, scores_definition=entries), tmp_path)
    assert [note.what for note in made.notes] == [
        "Named scores outside of 1 to 3, or named twice, are only kept: 2, 9, none.",
        "Named scores outside of the node's own scale, or named twice, are only kept (nodes: 1): "
        "urn:x:risk:req_node:f:a.",
    ]


def test_types_of_questions_that_nobody_knows_are_said(tmp_path: Path) -> None:
    kinds = {"q1": "text", "q2": "slider", "q3": "slider", "q4": ""}
    questions = {urn: {"type": kind, "text": "Is there a bell?"} for urn, kind in kinds.items()}
    tree = library([{"id": "a", "assessable": True, "questions": questions}], min_score=1, max_score=3)
    assert [note.what for note in read_tree_of_library(tree, tmp_path).notes] == [
        "Types of questions that CISO Assistant does not know are kept as they are: slider (2), none (1)."
    ]


@pytest.mark.parametrize(
    ("tree", "what"),
    [
        ({"urn": "u", "objects": {}}, "neither a framework nor a mapping"),
        ({"urn": "u", "objects": {"framework": {"urn": "f", "ref_id": "f"}}}, "holds no requirement nodes"),
        ({"urn": "u", "objects": {"framework": 3}}, "Keys with values are expected here."),
        ({"urn": "u", "objects": {"frameworks": 3}}, "A list is expected here."),
        ({"urn": "u", "objects": []}, "Keys with values are expected here."),
        (["urn"], "Keys with values are expected here."),
    ],
)
def test_what_is_no_library_is_refused_in_words(tree: object, what: str, tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_tree_of_library(tree, tmp_path)
    assert any(what in fault.what for fault in refusal.value.faults)


def test_library_of_reference_controls_alone_brings_nothing_and_says_so(tmp_path: Path) -> None:
    imported = read_tree_of_library({"urn": "u", "objects": {"reference_controls": [{"urn": "c"}]}}, tmp_path)
    assert (imported.frameworks, imported.notes[0].where) == ((), "library.yaml")
    assert imported.notes[0].what.endswith("no framework and no mapping, only reference_controls.")


@pytest.mark.parametrize("kind", ["risk_matrix", "preset", "metric_definitions", "tactics", "techniques", "new\nkind"])
def test_library_of_another_kind_in_a_folder_is_only_noted_and_by_itself_refused(kind: str, tmp_path: Path) -> None:
    read_tree_of_library(library([{"id": "a", "assessable": True}]), tmp_path)
    with pytest.raises(FrameworkNotReadable, match="neither a framework nor a mapping, only"):
        read_tree_of_library({"urn": "u", "objects": {kind: [{"urn": "c"}], "empty": []}}, tmp_path, "other.yaml")
    imported = read_source(tmp_path)
    assert [one.key for one in imported.frameworks] == ["f@1"]
    (said,) = [note.what for note in imported.notes if note.where == "other.yaml"]
    assert said == f"Not carried: the library holds no framework and no mapping, only {kind!r}.".replace("'", "")


def test_empty_library_in_a_folder_is_noted(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable, match=r"neither a framework nor a mapping\."):
        read_tree_of_library({"urn": "u", "objects": {}}, tmp_path)
    assert read_source(tmp_path).notes[0].what == "Not carried: the library holds nothing."


def test_format_is_read_by_its_name(tmp_path: Path) -> None:
    assert read_source(ODD, "ciso-assistant").frameworks == IMPORTED.frameworks
    assert read_source(ODD).frameworks == IMPORTED.frameworks


def test_references_stay_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = (
        "urn: u\nref_id: 08\nversion: 2\nobjects:\n  framework:\n    urn: f\n    ref_id: 1.10\n    requirement_nodes:\n"
    )
    file.write_text(text + "    - {urn: n, assessable: true, ref_id: 08, name: No}\n", encoding="utf-8")
    (framework,) = read_ciso_assistant(file).frameworks
    assert (framework.key, [(one.id, one.title) for one in framework.practices.values()]) == ("1.10@2", [("08", "No")])


def test_field_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(20):
        deep = [deep]
    tree = {**library([{"id": "a", "assessable": True}]), "extra": deep}
    with pytest.raises(FrameworkNotReadable, match="nested more than 12 levels deep"):
        read_tree_of_library(tree, tmp_path)


def test_group_without_a_reference_of_its_own_is_said(tmp_path: Path) -> None:
    groups = [{"ref_id": "g", "name": "One"}, {"ref_id": "g", "name": "Two"}]
    tree = library([{"id": "a", "assessable": True}], min_score=1, max_score=4, implementation_groups_definition=groups)
    made = read_tree_of_library(tree, tmp_path)
    assert [note.what for note in made.notes] == [
        "An implementation group without a ref_id of its own cannot be chosen: 'g'."
    ]
