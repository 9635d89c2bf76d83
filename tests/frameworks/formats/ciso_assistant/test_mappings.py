"""Mapping sets: a crosswalk where both frameworks are at hand, a note where they are not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from frameworks.crosswalks import check_crosswalks
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.imported import Imported
from frameworks.kept import import_source, keep_imported
from tests.frameworks.formats.ciso_assistant.libraries import library, read_tree_of_library

NODES = [{"id": "h", "assessable": False}, *({"id": one, "under": "h", "assessable": True} for one in "abc")]


def framework_tree(name: str) -> dict[str, Any]:
    tree = library(NODES)["objects"]["framework"]
    text = yaml.safe_dump(tree).replace(":f:", f":{name}:").replace(":framework:f", f":framework:{name}")
    return {**yaml.safe_load(text), "ref_id": name}


def pair(source: str, target: str, relationship: str = "equal", **more: Any) -> dict[str, Any]:
    ends = {
        "source_requirement_urn": f"urn:x:risk:req_node:f:{source}",
        "target_requirement_urn": f"urn:x:risk:req_node:g:{target}",
    }
    return {**ends, "relationship": relationship, **more}


def mapping_set(*pairs: dict[str, Any]) -> dict[str, Any]:
    ends = {"source_framework_urn": "urn:x:risk:framework:f", "target_framework_urn": "URN:x:risk:framework:g"}
    return {
        "urn": "urn:x:risk:req_mapping_set:m",
        "ref_id": "m",
        "name": "M",
        **ends,
        "requirement_mappings": list(pairs),
    }


def library_of(objects: dict[str, Any], version: int = 1) -> dict[str, Any]:
    return {"urn": "urn:x:risk:library:m", "ref_id": "m", "version": version, "objects": objects}


PAIRS = (
    pair("a", "a", "equal", rationale="semantic"),
    pair("a", "b", "subset", annotation="A part of it.", rationale="functional"),
    pair("b", "b", "superset", strength_of_relationship=5),
    pair("b", "c", "intersect"),
    pair("h", "a", "equal"),
    pair("a", "a", "equal"),
    pair("c", "c", "no_relationship"),
)


def test_mapping_set_is_a_crosswalk_between_the_frameworks_of_its_library(tmp_path: Path) -> None:
    objects = {
        "frameworks": [framework_tree("f"), framework_tree("g")],
        "requirement_mapping_sets": [mapping_set(*PAIRS)],
    }
    imported = read_tree_of_library(library_of(objects), tmp_path)
    (crosswalk,) = imported.crosswalks
    assert (crosswalk.from_, crosswalk.to, crosswalk.basis) == ("f@1", "g@1", "source")
    assert [(one.from_, one.to, one.relation, one.reason) for one in crosswalk.mappings] == [
        ("a", "a", "intersects", "Called equal by the source. semantic"),
        ("a", "b", "subset", "A part of it."),
        ("b", "b", "superset", "The source gives no reason."),
        ("b", "c", "intersects", "The source gives no reason."),
    ]
    assert [(one.practice, one.side) for one in crosswalk.not_covered] == [("c", "from")]
    said = {note.what for note in imported.notes if note.where == "m"}
    assert said == {
        "Called equal, but mapped to others as well, 1 times: taken as partly the same.",
        "Not carried, 1 times: mappings with a heading, or a node that is not there.",
        "Not carried, 1 times: mappings given twice.",
        "Not carried, 1 times: mappings of an unknown relationship.",
        "Not carried, 1 times: the strength of a relationship.",
    }
    folders = keep_imported(imported, tmp_path / "kept")
    assert [fault for folder in folders for fault in check_crosswalks(folder)] == []


def test_frameworks_may_stand_in_other_libraries_of_a_folder_or_be_known_before(tmp_path: Path) -> None:
    first = read_tree_of_library(library_of({"framework": framework_tree("f")}), tmp_path, "f.yaml")
    read_tree_of_library(library_of({"framework": framework_tree("g")}, 4), tmp_path, "g.yaml")
    (tmp_path / "notes.yaml").write_text("a: b\n", encoding="utf-8")
    alone = read_tree_of_library(library_of({"requirement_mapping_set": mapping_set(PAIRS[0])}), tmp_path, "m.yaml")
    assert (alone.frameworks, alone.crosswalks) == ((), ())
    assert (
        "urn:x:risk:framework:f, URN:x:risk:framework:g. Import it into the same folder first." in alone.notes[0].what
    )
    whole = read_ciso_assistant(tmp_path)
    assert [(one.from_, one.to) for one in whole.crosswalks] == [("f@1", "g@4")]
    keep_imported(first, tmp_path / "kept")
    assert import_source(tmp_path / "m.yaml", tmp_path / "kept").crosswalks == ()
    keep_imported(Imported(whole.frameworks[1:]), tmp_path / "kept")
    assert import_source(tmp_path / "m.yaml", tmp_path / "kept").crosswalks == (("f@1", "g@4"),)
    assert (tmp_path / "kept/f/1/crosswalks/g@4.yaml").exists()


def test_mapping_set_that_maps_nothing_is_said(tmp_path: Path) -> None:
    objects = {
        "frameworks": [framework_tree("f"), framework_tree("g")],
        "requirement_mapping_set": mapping_set(PAIRS[4]),
    }
    imported = read_tree_of_library(library_of(objects), tmp_path)
    assert imported.crosswalks == ()
    assert any("maps no practice" in note.what for note in imported.notes)


def test_folder_without_a_library_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable, match="holds no libraries"):
        read_ciso_assistant(tmp_path)
