"""A framework becomes a catalog that reads back the same; what has no room in it is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.formats.formats import write_framework
from frameworks.formats.oscal.checking import Check, check_catalog
from frameworks.formats.oscal.read_catalog import framework_of
from frameworks.formats.oscal.words import as_token
from frameworks.formats.oscal.write_catalog import catalog_of, controls_of, write_oscal_catalog
from frameworks.loader import list_frameworks, load_framework
from frameworks.model import Framework
from frameworks.origin import Origin
from tests.frameworks.formats.imports import QUARTERS, small_import
from tests.frameworks.formats.oscal.samples import METADATA, UUID, catalog, control, group, prop, withdrawn
from tests.oscal_models import checked

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
LINES = WORDS.filter(str.strip)
IDS = st.one_of(st.sampled_from(["a", "b", "a-1", "A 1", "{x}"]), LINES)
PROPS = st.lists(
    st.builds(
        lambda name, value: prop(name, value),
        st.sampled_from(["label", "status", "implementation-group", "sort-id"]),
        st.one_of(st.just("withdrawn"), st.just("2"), WORDS),
    ),
    max_size=2,
)
PARTS = st.recursive(
    st.fixed_dictionaries({"name": st.sampled_from(["statement", "guidance", "item"]), "prose": WORDS}),
    lambda inner: st.fixed_dictionaries({"name": st.just("statement"), "parts": st.lists(inner, max_size=2)}),
    max_leaves=3,
)
FIELDS: dict[str, Any] = {
    "title": WORDS,
    "class": st.sampled_from(["rule", "rule-enhancement", "category"]),
    "props": PROPS,
    "parts": st.lists(PARTS, max_size=3),
    "params": st.lists(st.fixed_dictionaries({"id": LINES, "label": WORDS}), max_size=2),
    "x-unknown": st.one_of(WORDS, st.integers(), st.lists(WORDS), st.just('["text"]')),
}
CONTROLS = st.recursive(
    st.fixed_dictionaries({"id": IDS}, optional=FIELDS),
    lambda inner: st.fixed_dictionaries({"id": IDS}, optional={**FIELDS, "controls": st.lists(inner, max_size=3)}),
    max_leaves=6,
)
GROUPS = st.recursive(
    st.fixed_dictionaries({}, optional={**FIELDS, "id": IDS, "controls": st.lists(CONTROLS, max_size=3)}),
    lambda inner: st.fixed_dictionaries({}, optional={**FIELDS, "id": IDS, "groups": st.lists(inner, max_size=2)}),
    max_leaves=4,
)
CATALOGS = st.fixed_dictionaries(
    {"metadata": st.fixed_dictionaries({"title": LINES}, optional={"version": WORDS, "props": PROPS})},
    optional={
        "uuid": st.sampled_from(["", UUID]),
        "groups": st.lists(GROUPS, max_size=3),
        "controls": st.lists(CONTROLS, max_size=3),
        "params": st.lists(st.fixed_dictionaries({"id": LINES}), max_size=2),
        "back-matter": st.just({"resources": [{"uuid": UUID, "title": "Book"}]}),
    },
)


def back(framework: Framework) -> Framework:
    return framework_of(json.loads(write_oscal_catalog(framework).content)["catalog"], "back")[0]


@settings(max_examples=300, deadline=None)
@given(CATALOGS)
def test_what_was_read_is_written_and_read_the_same(tree: dict[str, Any]) -> None:
    check = Check("made")
    check_catalog(tree, check)
    if check.faults:
        return
    tree = {**tree, "controls": [*tree.get("controls", ()), control("sure")]}
    framework, _ = framework_of(tree, "made")
    exported = write_oscal_catalog(framework)
    assert back(framework) == framework
    assert exported.notes == ()


def test_catalog_that_is_whole_leaves_as_it_came() -> None:
    tree = catalog(
        group("a", control("a-1", withdrawn("a-1.1"), control("a-1.2")), withdrawn("a-2"), control("a-3")),
        group("b", groups=[group("b.1", withdrawn("b-1")), group("b.2", control("b-2", control("b-3"), text=None))]),
        group("c", withdrawn("c-1")),
        **{"back-matter": {"resources": [{"uuid": UUID}]}, "params": [{"id": "p", "label": "x"}]},
    )
    assert catalog_of(framework_of(tree, "tree")[0]) == tree
    checked(write_oscal_catalog(framework_of(tree, "tree")[0]).content)


def test_withdrawn_controls_beside_the_groups_leave_as_they_came() -> None:
    tree = catalog(group("a", control("a-1")), controls=[withdrawn("w")])
    assert catalog_of(framework_of(tree, "tree")[0]) == tree


@pytest.mark.parametrize("key", [one.key for one in list_frameworks()])
def test_every_framework_of_ours_is_a_valid_catalog_and_keeps_its_practices(key: str) -> None:
    framework = load_framework(key)
    exported = write_framework(framework, "oscal")
    checked(exported.content)
    again = back(framework)
    assert (again.key, again.scale, list(again.practices)) == (
        framework.key,
        framework.scale,
        list(framework.practices),
    )
    for practice in framework.practices.values():
        other = again.practices[practice.id]
        kept = ("title", "intent", "tip", "levels", "weight")
        assert [getattr(other, name) for name in kept] == [getattr(practice, name) for name in kept]
    for domain, same in zip(framework.domains, again.domains, strict=True):
        assert (same.short, same.question, same.summary) == (domain.short, domain.question, domain.summary)
    assert exported.notes


def test_notes_name_every_field_that_does_not_come_back() -> None:
    framework = load_framework("safer-by-design")
    notes = {(note.where, note.what) for note in write_oscal_catalog(framework).notes}
    assert ("framework", "Not carried: presets.") in notes
    assert ("practices", f"Not carried: threats ({len(framework.practices)}).") in notes
    assert not [what for _, what in notes if "levels" in what or "weight" in what]


def test_framework_of_another_format_becomes_valid_with_ids_that_read_back() -> None:
    framework = small_import(origin=Origin(format="ciso-assistant", id="urn:x", kept={"a": 1}))
    domains = tuple(
        domain.model_copy(
            update={
                "origin": Origin(format="samm"),
                "children": tuple(one.model_copy(update={"origin": None}) for one in domain.children),
                "practices": tuple(
                    one.model_copy(update={"origin": None, "weight": 3, "scale": None}) for one in domain.practices
                ),
            }
        )
        for domain in framework.domains
    )
    mine = framework.model_copy(update={"domains": domains, "scale": QUARTERS, "license": "Free\nto use"})
    exported = write_oscal_catalog(mine)
    checked(exported.content)
    again = back(mine)
    assert list(again.practices) == list(mine.practices)
    assert (again.scale, again.license) == (QUARTERS, "Free\nto use")
    assert all(practice.weight == 3 for practice in again.practices.values())
    assert "Not carried: what was kept of the format it came from (origin)." in [note.what for note in exported.notes]
    controls = controls_of(mine)
    assert all(as_token(controls[id_]["id"]) == controls[id_]["id"] for id_ in mine.practices)
    assert len({controls[id_]["id"] for id_ in mine.practices}) == len(mine.practices)


def test_chapter_with_practices_and_groups_makes_controls_of_its_groups(tmp_path: Path) -> None:
    tree = catalog(group("a", control("a-1"), control("h", control("h-1"), text=None), control("a-2")))
    read, _ = framework_of(tree, "tree")
    bare = tuple(
        domain.model_copy(
            update={
                "origin": None,
                "children": tuple(one.model_copy(update={"origin": None}) for one in domain.children),
                "practices": tuple(one.model_copy(update={"origin": None}) for one in domain.practices),
            }
        )
        for domain in read.domains
    )
    mine = read.model_copy(update={"origin": None, "domains": bare})
    checked(write_oscal_catalog(mine).content)
    assert [one["id"] for one in catalog_of(mine)["groups"][0]["controls"]] == ["a-1", "h", "a-2"]
    assert [one.practices for one in back(mine).domains[0].children] == [("h-1",)]


def test_metadata_that_does_not_say_id_or_version_gets_them_in_our_scheme() -> None:
    framework, _ = framework_of(catalog(group("a", control("a-1")), metadata={**METADATA, "title": "Mine"}), "x")
    renamed = framework.model_copy(update={"id": "other", "version": "9"})
    assert back(renamed).key == "other@9"


@pytest.mark.parametrize(
    ("text", "token"), [("a-1", "a-1"), ("5.1 (a)", "_5.1-a"), ("§", "part"), ("_x", "_x"), ("a b", "a-b")]
)
def test_token_is_what_oscal_takes_for_an_id(text: str, token: str) -> None:
    assert as_token(text) == token
    assert as_token(text, {token}) == f"{token}-2"
