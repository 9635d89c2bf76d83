"""A folder of libraries: one in memory at a time, all faults at once, and nothing of it half imported."""

from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.fields import MOST_FAULTS, MOST_NOTES, Findings
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.room import MOST_NODES
from frameworks.formats.ciso_assistant.yaml_text import yaml_text
from frameworks.kept import import_source, keep_imported
from frameworks.loader import frameworks_in, load_framework
from tests.frameworks.formats.ciso_assistant.libraries import library
from tests.frameworks.formats.ciso_assistant.test_mappings import PAIRS, framework_tree, library_of, mapping_set


def write(folder: Path, **trees: Any) -> Path:
    folder.mkdir(exist_ok=True)
    for name, tree in trees.items():
        (folder / f"{name}.yaml").write_bytes(yaml_text(tree))
    return folder


def one_framework(ref_id: str, **more: Any) -> dict[str, Any]:
    return library_of({"framework": {**framework_tree(ref_id), **more}})


def test_folder_comes_in_as_its_libraries_would_in_memory(tmp_path: Path) -> None:
    sets = library_of({"requirement_mapping_sets": [mapping_set(PAIRS[0]), mapping_set(*PAIRS[:2])]})
    source = write(tmp_path / "source", a=sets, f=one_framework("f"), g=one_framework("g"))
    kept, read = import_source(source, tmp_path / "kept"), read_ciso_assistant(source)
    assert [(one.key, one.practices) for one in kept.frameworks] == [("f@1", 3), ("g@1", 3)]
    assert [load_framework(str(one.folder), ()) for one in kept.frameworks] == list(read.frameworks)
    assert kept.crosswalks == tuple((one.from_, one.to) for one in read.crosswalks) == (("f@1", "g@1"),)
    assert kept.notes == read.notes
    assert [len(one.mappings) for one in read.crosswalks] == [2], "of two between the same frameworks the last"


def test_libraries_that_are_too_much_together_come_in_one_after_the_other(tmp_path: Path) -> None:
    long = "€" + "x" * 7_000_000
    source = write(tmp_path / "source", f=one_framework("f", note=long), g=one_framework("g", note=long))
    with pytest.raises(FrameworkNotReadable, match="those of the folder hold texts that take more than 24 MB"):
        read_ciso_assistant(source)
    assert len(import_source(source, tmp_path / "kept").frameworks) == 2


def test_faults_of_every_library_and_what_is_in_the_way_are_named_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    twice = [one_framework("twice") for _ in range(3)]
    source = write(tmp_path / "source", f=one_framework("f"), t1=twice[0], t2=twice[1], t3=twice[2])
    write(source, pairs=library_of({"requirement_mapping_set": {**mapping_set(), "requirement_mappings": 3}}))
    write(source, nodes=library([{"id": "a", "under": "a", "assessable": True}]))
    many = "objects:\n  framework:\n    requirement_nodes:\n" + "    - {a: 1}\n" * (MOST_NODES + 1)
    (source / "large.yaml").write_text(f"urn: u\n{many}", encoding="utf-8")
    before = write(tmp_path / "before", f=one_framework("f", name="Another"))
    keep_imported(read_ciso_assistant(before), tmp_path / "kept")
    with pytest.raises(FrameworkNotReadable) as refusal:
        import_source(source, tmp_path / "kept")
    assert [(fault.where, fault.what) for fault in refusal.value.faults] == [
        ("f/1/framework.json", "Something else of this name is there already."),
        ("large.yaml", "The library holds more than 25,000 nodes."),
        ("nodes.yaml > f > requirement_nodes > urn:x:risk:req_node:f:a", "The node stands below itself."),
        ("nodes.yaml > f", "The framework holds no requirement nodes."),
        ("pairs.yaml > m > requirement_mappings", "A list is expected here."),
        ("source > twice@1", "Two frameworks have this ref_id and version."),
    ]
    assert all(fault.mend for fault in refusal.value.faults)
    assert list(frameworks_in(str(tmp_path / "kept"), ())) == ["f@1"]
    assert sorted(one.name for one in (tmp_path / "kept").iterdir()) == ["f"]


def test_crosswalk_that_is_in_the_way_is_named_and_its_frameworks_are_not_kept(tmp_path: Path) -> None:
    pairs = library_of({"requirement_mapping_set": mapping_set(PAIRS[0])})
    source = write(tmp_path / "source", f=one_framework("f"), g=one_framework("g"), m=pairs)
    walk = tmp_path / "kept/f/1/crosswalks/g@1.yaml"
    walk.parent.mkdir(parents=True)
    walk.write_text("mine", encoding="utf-8")
    with pytest.raises(FrameworkNotReadable) as refusal:
        import_source(source, tmp_path / "kept")
    assert [fault.where for fault in refusal.value.faults] == ["f/1/crosswalks/g@1.yaml"]
    assert [one for one in (tmp_path / "kept").rglob("*") if one.is_file()] == [walk]


def test_of_very_many_faults_and_notes_only_the_first_are_kept() -> None:
    source, found = Findings("source"), Findings("all")
    source.fault("a", "Wrong.", "mend it.")
    for _ in range(2):
        found.add(source.faults)
    assert len(found.faults) == 1
    for number in range(MOST_FAULTS + 1):
        source.fault(str(number), "Wrong.", "mend it.")
    for number in range(MOST_NOTES + 5):
        source.note(str(number), "Known.")
    found.fault("first", "Wrong.", "mend it.")
    found.add(source.faults, source.notes)
    assert (len(source.faults), len(found.faults), len(set(found.faults))) == (MOST_FAULTS, MOST_FAULTS, MOST_FAULTS)
    assert len(found.notes) == MOST_NOTES + 1
    assert found.notes[-1].what == "There is more to know than these 10,000 things."
