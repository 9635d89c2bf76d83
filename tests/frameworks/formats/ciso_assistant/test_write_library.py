"""Writing libraries: what was read comes back, and what a library cannot carry is said."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from frameworks.documents import read_tree
from frameworks.fields import Frozen
from frameworks.formats.ciso_assistant.carried import CARRIED, NOT_CARRIED
from frameworks.formats.ciso_assistant.contents import TEXTS
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.write_library import library_tree, write_ciso_assistant
from frameworks.formats.ciso_assistant.yaml_text import yaml_text
from frameworks.formats.formats import write_framework
from frameworks.loader import load_framework
from frameworks.model import Domain, Framework, Group, Practice, Preset
from frameworks.origin import Choice, Question
from frameworks.scale import ScaleLevel
from tests.frameworks.formats.ciso_assistant.libraries import ODD, libraries, library, read_tree_of_library

OURS = load_framework("safer-by-design@1.0")


def again(framework: Framework, folder: Path) -> Framework:
    file = folder / "again.yaml"
    file.write_bytes(write_ciso_assistant(framework).content)
    return read_ciso_assistant(file).frameworks[0]


def test_library_with_every_variation_comes_back_field_by_field(tmp_path: Path) -> None:
    (framework,) = read_ciso_assistant(ODD).frameworks
    assert again(framework, tmp_path) == framework
    written, source = library_tree(framework), read_tree(ODD, "odd", "yaml", as_text=TEXTS)
    nodes, expected = (tree["objects"]["framework"].pop("requirement_nodes") for tree in (written, source))
    assert written == source | {"objects": written["objects"]}
    assert [node["urn"] for node in nodes] == [node["urn"] for node in expected]
    for node, source_node in zip(nodes, expected, strict=True):
        source_node.pop("parent_urn", node.pop("parent_urn", None))
        assert node == {key: one.strip() if isinstance(one, str) else one for key, one in source_node.items()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries())
def test_any_library_that_can_be_read_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, tree: Any) -> None:
    folder = tmp_path_factory.mktemp("library")
    (framework,) = read_tree_of_library(tree, folder).frameworks
    assert again(framework, folder) == framework


def test_headings_without_practices_stay_in_their_place(tmp_path: Path) -> None:
    nodes = [
        {"id": "c", "assessable": False},
        {"id": "e1", "under": "c", "assessable": False},
        {"id": "p1", "under": "c", "assessable": True},
        {"id": "g", "under": "c", "assessable": False},
        {"id": "g1", "under": "g", "assessable": True},
        {"id": "e2", "under": "c", "assessable": False},
        {"id": "p2", "under": "c", "assessable": True},
        {"id": "p3", "under": "p2", "assessable": True},
        {"id": "e3", "under": "c", "assessable": False},
    ]
    (framework,) = read_tree_of_library(library(nodes), tmp_path).frameworks
    written = library_tree(framework)["objects"]["framework"]["requirement_nodes"]
    assert [node["urn"].rpartition(":")[2] for node in written] == [node["id"] for node in nodes]


def test_our_own_framework_is_a_library_with_level_texts_and_presets(tmp_path: Path) -> None:
    exported = write_framework(OURS, "ciso-assistant")
    tree = yaml.safe_load(exported.content)
    assert (tree["ref_id"], tree["version"], tree["locale"]) == ("safer-by-design", 1, "en")
    framework = tree["objects"]["framework"]
    assert [one["score"] for one in framework["scores_definition"]] == [0, 1, 2, 3, 4, 5]
    groups = framework["implementation_groups_definition"]
    assert [one["ref_id"] for one in groups] == [one.id for one in OURS.presets[1:]]
    by_reference = {one["ref_id"]: one for one in framework["requirement_nodes"]}
    node, practice = by_reference["DET-01"], OURS.practices["DET-01"]
    assert (node["name"], node["depth"]) == (practice.title, 2)
    assert node["parent_urn"] == by_reference["DET"]["urn"]
    assert all(text in node["annotation"] for text in practice.levels.values())


def test_our_own_framework_comes_back_with_its_tree_scale_and_presets(tmp_path: Path) -> None:
    back = again(OURS, tmp_path)
    assert back.scale == OURS.scale
    assert [domain.id for domain in back.domains] == [domain.id for domain in OURS.domains]
    assert [(one.id, one.title, one.intent) for one in back.practices.values()] == [
        (one.id, one.title, one.intent) for one in OURS.practices.values()
    ]
    quick = OURS.preset("quick-start").practices
    assert quick is not None
    assert set(back.preset("quick-start").practices or ()) == set(quick)
    assert again(back, tmp_path) == back


def test_what_a_library_cannot_carry_is_said() -> None:
    said = " ".join(note.what for note in write_ciso_assistant(OURS).notes)
    for words in (
        "floors",
        "prerequisites",
        "effort",
        "effectiveness",
        "how long evidence counts",
        "gate",
        "target profiles",
    ):
        assert words in said
    assert "1.0 is written as 1" in said


def test_imported_library_is_written_without_a_word_about_what_an_import_fills_in() -> None:
    (framework,) = read_ciso_assistant(ODD).frameworks
    assert write_ciso_assistant(framework).notes == ()


def test_every_field_of_a_framework_is_said_to_be_carried_or_not() -> None:
    models: list[type[Frozen]] = [Framework, Domain, Group, Practice, Preset, ScaleLevel, Question, Choice]
    fields = {f"{model.__name__}.{field}" for model in models for field in model.model_fields}
    assert {*CARRIED, *NOT_CARRIED} == fields
    assert not {*CARRIED} & {*NOT_CARRIED}


ODD_TEXTS = [
    "No",
    "on",
    "1",
    "1.5",
    "1e3",
    "0x1F",
    "~",
    "2026-01-01",
    "- a",
    "a: b",
    "\u2028%a",
    "a\n%b",
    "\ufeffa",
    "é",
]


@pytest.mark.parametrize("text", [*ODD_TEXTS, "\x7f", " a", "a ", "\n", "a\n\n", " a\nb"])
def test_texts_come_back_as_texts_whoever_reads_them(text: str, tmp_path: Path) -> None:
    content = yaml_text({"x": text, "y": [text]})
    assert yaml.safe_load(content) == {"x": text, "y": [text]}
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    assert read_tree(file, "x.yaml", "yaml") == {"x": text, "y": [text]}


def test_groups_of_one_id_in_two_domains_get_urns_of_their_own() -> None:
    domains = [
        domain.model_copy(update={"children": (Group(id="same", title="Same", practices=(domain.practices[0].id,)),)})
        for domain in OURS.domains[:2]
    ]
    nodes = library_tree(OURS.model_copy(update={"domains": tuple(domains)}))["objects"]["framework"][
        "requirement_nodes"
    ]
    urns = [node["urn"].rpartition(":")[2] for node in nodes]
    assert len(set(urns)) == len(urns)
    assert {"same", "same-2"} <= set(urns)


def test_presets_that_are_not_among_the_kept_groups_go_by_their_ids() -> None:
    (framework,) = read_ciso_assistant(ODD).frameworks
    assert framework.origin is not None
    kept = {**framework.origin.kept, "implementation_groups_definition": []}
    changed = framework.model_copy(update={"origin": framework.origin.model_copy(update={"kept": kept})})
    nodes = library_tree(changed)["objects"]["framework"]["requirement_nodes"]
    assert next(node for node in nodes if node.get("ref_id") == "R1")
    assert {name for node in nodes for name in node.get("implementation_groups", ())} >= {"IG1", "IG 2"}
