"""A profile is resolved against what lies beside it: what it takes in, how that stands together, what it changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.formats import read_source
from frameworks.formats.oscal import resolving
from frameworks.formats.oscal.read_oscal import read_oscal
from frameworks.formats.oscal.recognition import DEEPEST_FOLDER
from tests.frameworks.formats.oscal.samples import (
    UUID,
    Tree,
    catalog,
    control,
    group,
    ids,
    notes,
    part,
    profile,
    prop,
    resolved,
    statement,
    taking,
    written,
)
from tests.oscal_models import MODELS

BASE = catalog(
    group("a", control("a-1"), control("a-2", control("a-2.1"), control("a-2.2", control("a-2.2.1")))),
    group("b", groups=[group("b.1", control("b-1")), group("b.2", control("b-2"))]),
    controls=[control("top")],
)
ALL = ["top", "a-1", "a-2", "a-2.1", "a-2.2", "a-2.2.1", "b-1", "b-2"]


def refused(folder: Path, made: Tree, **catalogs: Tree) -> list[str]:
    with pytest.raises(FrameworkNotReadable) as error:
        resolved(folder, made, **catalogs)
    assert all(fault.where and fault.mend for fault in error.value.faults)
    return [fault.what for fault in error.value.faults]


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        ({}, ALL),
        ({"include-all": {}}, ALL),
        ({"include-all": {}, "exclude-controls": [{"with-ids": ["a-2"]}]}, [one for one in ALL if one != "a-2"]),
        ({"exclude-controls": [{"with-ids": ["a-2"], "with-child-controls": "yes"}]}, ["top", "a-1", "b-1", "b-2"]),
        ({"include-controls": [{"with-ids": ["a-2", "b-2"]}]}, ["a-2", "b-2"]),
        ({"include-controls": [{"with-ids": ["a-2"], "with-child-controls": "no"}]}, ["a-2"]),
        ({"include-controls": [{"with-ids": ["a-2"], "with-child-controls": "yes"}]}, ALL[2:6]),
        ({"include-controls": [{"matching": [{"pattern": "b-*"}, {"pattern": "t?p"}]}]}, ["top", "b-1", "b-2"]),
        ({"include-controls": [{"matching": [{}]}, {"with-ids": ["a-2.2.1"]}]}, ["a-2.2.1"]),
    ],
)  # fmt: skip
def test_controls_are_included_and_excluded(tmp_path: Path, choice: Tree, taken: list[str]) -> None:
    made = profile({"href": "catalog.json", **choice})
    MODELS["profile"].parse_obj({"profile": {**made, "imports": [{"href": "x"}]}})
    assert ids(resolved(tmp_path, made, catalog=BASE)) == taken


def test_as_is_keeps_groups_that_something_is_left_in(tmp_path: Path) -> None:
    (framework,) = resolved(tmp_path, profile(taking("a-2.1", "b-2")), catalog=BASE).frameworks
    assert framework.key == "Harbor-Baseline@2.1"
    assert [domain.id for domain in framework.domains] == ["a", "b"]
    # Its parent is not taken, so that it stands in the parent's place.
    assert [practice.id for practice in framework.domains[0].practices] == ["a-2.1"]
    assert [child.id for child in framework.domains[1].children] == ["b.2"]


def test_controls_taken_without_the_one_above_them_are_named(tmp_path: Path) -> None:
    said = "Taken without the control above them, which some tools keep; they stand in its place"
    made = resolved(tmp_path, profile(taking("a-2.1", "a-2.2.1", "b-1")), catalog=BASE)
    assert f"profile.json: {said}: 2 (a-2.1, a-2.2.1)." in notes(made)
    assert said not in notes(resolved(tmp_path, profile(taking("a-2", "a-2.1")), catalog=BASE))
    # The one above it may come from another import; and a custom group may take it alone.
    assert said not in notes(resolved(tmp_path, profile(taking("a-2"), taking("a-2.1")), catalog=BASE))
    custom = group("x", **{"insert-controls": [{"include-controls": [{"with-ids": ["a-2.1"]}]}]})
    made = resolved(tmp_path, profile(taking("a-2", "a-2.1"), merge={"custom": {"groups": [custom]}}), catalog=BASE)
    assert f"{said}: 1 (a-2.1)." in notes(made)


@pytest.mark.parametrize(("merge", "is_told"), [({"flat": {}}, False), ({}, True)])
def test_without_structure_all_stand_in_one_chapter(tmp_path: Path, merge: Tree, is_told: bool) -> None:
    made = resolved(tmp_path, profile(taking("b-1", "a-1"), merge=merge), catalog=BASE)
    assert [(domain.id, len(domain.practices)) for domain in made.frameworks[0].domains] == [("controls", 2)]
    assert ("does not say how to merge" in notes(made)) is is_told


def test_custom_groups_are_filled_in_the_order_asked_for(tmp_path: Path) -> None:
    def insert(order: str, *wanted: str) -> Tree:
        return {"order": order, "include-controls": [{"with-ids": list(wanted)}]}

    first = group("x", **{"insert-controls": [insert("descending", "a-1", "b-1")]})
    second = group("y", groups=[group("z", **{"insert-controls": [insert("keep", "b-2", "b-1", "gone")]}), group("e")])
    rest = {"insert-controls": [insert("ascending", "top")]}
    made = resolved(
        tmp_path, profile({"href": "catalog.json"}, merge={"custom": {"groups": [first, second], **rest}}), catalog=BASE
    )
    assert [[one.id for one in domain.practices] for domain in made.frameworks[0].domains] == [
        ["top"],
        ["b-1", "a-1"],
        ["b-2"],
    ]
    assert "not in what it imports: 1 (gone)" in notes(made)


def test_two_imports_are_joined_group_by_group(tmp_path: Path) -> None:
    other = catalog(
        group("a", control("a-1", control("a-1.9")), control("a-9")),
        {"title": "Nameless", "controls": [control("n-1")]},
        group("c", control("c-1")),
    )
    made = profile({"href": "catalog.json"}, {"href": "other.json"})
    read = resolved(tmp_path, made, catalog=BASE, other=other)
    first = read.frameworks[0].domains[1]
    assert [one.id for one in first.practices] == ["a-1", "a-1.9", "a-2", "a-2.1", "a-2.2", "a-2.2.1", "a-9"]
    assert [domain.id for domain in read.frameworks[0].domains] == ["controls", "a", "b", "Nameless", "c"]
    assert "In more than one import, taken from the first: 1 (a-1)." in notes(read)


def test_controls_of_two_imports_are_merged_where_that_is_asked_for(tmp_path: Path) -> None:
    other = catalog(group("a", control("a-1", parts=[statement("Keep watch."), part("guidance", "Take turns.")])))
    merge = {"as-is": True, "combine": {"method": "merge"}}
    made = profile(taking("a-1"), taking("a-1", href="other.json"), merge=merge)
    read = resolved(tmp_path, made, catalog=BASE, other=other)
    practice = read.frameworks[0].practices["a-1"]
    assert (practice.intent, practice.tip) == ("Keep watch.", "Take turns.")
    assert "In more than one import, joined: 1 (a-1)." in notes(read)


def test_parameters_are_set_and_the_others_stay(tmp_path: Path) -> None:
    params = [{"id": "p", "label": "a time", "select": {"choice": ["x"]}}, {"id": "q", "label": "a place"}]
    asked = control("a-1", text="At {{ insert: param, p }} in {{ insert: param, q }}, {{ insert: param, loose }}.")
    loose = control("a-2", params=[{"id": "loose", "label": "{{ insert: param, far }}"}, {"id": "far", "label": "f"}])
    base = catalog(group("a", {**asked, "params": params}, loose))
    settings = [
        {"param-id": "p", "values": ["noon"], "props": [prop("x", "y")]},
        {"param-id": "q", "label": "the harbor", "constraints": [{"description": "pier 1"}]},
        {"param-id": "gone", "values": ["x"]},
    ]
    made = resolved(tmp_path, profile(taking("a-1"), modify={"set-parameters": settings}), catalog=base)
    intent = made.frameworks[0].practices["a-1"].intent
    assert intent == "At noon in [Assignment: the harbor (pier 1)], [Assignment: [Assignment: f]]."
    assert "Parameters that are set, but belong to no control of the profile: 1 (gone)." in notes(made)


@pytest.mark.parametrize(
    ("add", "lines"),
    [
        ({"parts": [part("statement", "new")]}, "Watch.\na. lamp\nb. bell\nnew"),
        ({"position": "starting", "parts": [part("statement", "new")]}, "new\nWatch.\na. lamp\nb. bell"),
        ({"position": "before", "by-id": "a-1", "parts": [part("statement", "new")]}, "new\nWatch.\na. lamp\nb. bell"),
        ({"by-id": "s", "parts": [part("item", "new")]}, "Watch.\na. lamp\nb. bell\nnew"),
        ({"by-id": "s", "position": "starting", "parts": [part("item", "new")]}, "Watch.\nnew\na. lamp\nb. bell"),
        ({"by-id": "s.a", "position": "after", "parts": [part("item", "new")]}, "Watch.\na. lamp\nnew\nb. bell"),
        ({"by-id": "s.b", "position": "before", "parts": [part("item", "new")]}, "Watch.\na. lamp\nnew\nb. bell"),
        ({"by-id": "s.b", "title": "Ring:", "props": [prop("x", "y")]}, "Watch.\na. lamp\nb. Ring: bell"),
    ],
)  # fmt: skip
def test_parts_are_added_where_they_should_stand(tmp_path: Path, add: Tree, lines: str) -> None:
    items = [
        part("item", "lamp", id="s.a", props=[prop("label", "a.")]),
        part("item", "bell", id="s.b", props=[prop("label", "b.")]),
    ]
    base = catalog(group("a", control("a-1", parts=[statement("Watch.", *items, id="s")])))
    alters = [{"control-id": "a-1", "adds": [add]}, {"control-id": "a-7", "adds": []}]
    made = resolved(tmp_path, profile(taking("a-1"), modify={"alters": alters}), catalog=base)
    assert made.frameworks[0].practices["a-1"].intent == lines
    assert "Controls that are changed, but not taken in: 1 (a-7)." in notes(made)


def test_parameter_is_added_beside_another(tmp_path: Path) -> None:
    base = catalog(group("a", control("a-1", text="{{ insert: param, q }}", params=[{"id": "p"}])))
    add = {"by-id": "p", "position": "after", "params": [{"id": "q", "label": "new"}]}
    made = profile(taking("a-1"), modify={"alters": [{"control-id": "a-1", "adds": [add]}]})
    assert resolved(tmp_path, made, catalog=base).frameworks[0].practices["a-1"].intent == "[Assignment: new]"


def test_addition_to_a_part_that_is_not_there_is_told(tmp_path: Path) -> None:
    adds = [{"by-id": "s9", "parts": [part("item", "x")]}]
    made = profile(taking("a-1"), modify={"alters": [{"control-id": "a-1", "adds": adds}]})
    assert "Added to parts that are not there, so left out: 1 (a-1 s9)." in notes(
        resolved(tmp_path, made, catalog=BASE)
    )


def test_additions_to_additions_end(tmp_path: Path) -> None:
    adds = [{"by-id": f"n{deep}" if deep else "a-1", "parts": [part("item", "x", id=f"n{deep + 1}")]}
            for deep in range(1_500)]  # fmt: skip
    made = profile(taking("a-1"), modify={"alters": [{"control-id": "a-1", "adds": adds}]})
    assert "Added to parts that are not there, so left out" in notes(resolved(tmp_path, made, catalog=BASE))


@pytest.mark.parametrize(
    ("remove", "left"),
    [
        ({"by-name": "guidance"}, ("Watch.\nlamp", None, True)),
        ({"by-id": "s.a"}, ("Watch.", "Turns.", True)),
        ({"by-class": "old"}, ("Watch.\nlamp", "Turns.", False)),
        ({"by-ns": "https://x.example"}, ("Watch.\nlamp", "Turns.", False)),
        ({"by-item-name": "prop"}, ("Watch.\nlamp", "Turns.", False)),
        ({"by-item-name": "part", "by-name": "status"}, ("Watch.\nlamp", "Turns.", True)),
        ({}, ("Watch.\nlamp", "Turns.", True)),
    ],
)
def test_parts_are_removed_as_described(tmp_path: Path, remove: Tree, left: tuple[str, str | None, bool]) -> None:
    parts = [statement("Watch.", part("item", "lamp", id="s.a")), part("guidance", "Turns.")]
    props = [prop("status", "new", **{"class": "old", "ns": "https://x.example"})]
    base = catalog(group("a", control("a-1", parts=parts, props=props)))
    made = profile(taking("a-1"), modify={"alters": [{"control-id": "a-1", "removes": [remove]}]})
    practice = resolved(tmp_path, made, catalog=base).frameworks[0].practices["a-1"]
    assert practice.origin is not None
    assert (practice.intent, practice.tip, "props" in practice.origin.kept) == left


def test_catalog_is_not_changed_for_another_profile_of_the_folder(tmp_path: Path) -> None:
    add = {"parts": [part("statement", "More.")]}
    one = profile(taking("a-1"), modify={"alters": [{"control-id": "a-1", "adds": [add]}]})
    two = {**profile(taking("a-1")), "metadata": {**one["metadata"], "title": "Other"}}
    made = read_oscal(written(tmp_path, one=one, two=two, catalog=BASE, zeal=catalog(group("z", control("z-1")))))
    assert [framework.practices["a-1"].intent for framework in made.frameworks] == ["Keep watch.\nMore.", "Keep watch."]
    assert "zeal.json: Not brought in" in notes(made) and "catalog.json: Not" not in notes(made)


def resource(*hrefs: str, **more: Any) -> Tree:
    rlinks = [{"href": href, "media-type": "application/x"} for href in hrefs]
    return {"back-matter": {"resources": [{"uuid": "0" * 36}, {"uuid": UUID, "rlinks": [*rlinks, {}], **more}]}}


@pytest.mark.parametrize(
    ("href", "matter"),
    [
        ("catalog.json", {}),
        ("./catalog.json#part", {}),
        ("..\\elsewhere\\catalog.json", {}),
        ("https://host.example/a/catalog.json?x=1", {}),
        ("../../xml/catalog.xml", {}),
        ("catalog.yaml", {}),
        ("c%61talog.json", {}),
        (f"#{UUID.upper()}", resource("other.xml", "https://host.example/catalog.json")),
    ],
)
def test_import_is_found_by_path_name_or_resource(tmp_path: Path, href: str, matter: Tree) -> None:
    assert ids(resolved(tmp_path, profile(taking("a-1", href=href), **matter), catalog=BASE)) == ["a-1"]


def test_compact_edition_stands_in_and_folders_below_are_looked_through(tmp_path: Path) -> None:
    (tmp_path / "below" / ".hidden").mkdir(parents=True)
    file = tmp_path / "below" / "catalog-min.json"
    file.write_text(json.dumps({"catalog": BASE}), encoding="utf-8")
    made = profile(taking("a-1", href="catalog.json"))
    assert ids(resolved(tmp_path, made)) == ["a-1"]
    assert ids(read_source(tmp_path)) == ["a-1"]
    deep = tmp_path / "/".join(["d"] * (DEEPEST_FOLDER + 1))
    deep.mkdir(parents=True)
    file.rename(deep / "catalog.json")
    assert refused(tmp_path, made) == ["What it imports is not there: 'catalog.json'."]


@pytest.mark.parametrize(
    ("href", "matter"),
    [
        ("https://host.example/nowhere.json", {}),
        ("../secret.json", {}),
        ("/etc/passwd", {}),
        ("link.json", {}),
        ("", {}),
        ("http://[", {}),
        (f"#{UUID}", {}),
        (f"#{UUID}", resource("nowhere.json", "gone.xml")),
        ("a" * 5_000, {}),
    ],
)  # fmt: skip
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, href: str, matter: Tree) -> None:
    written(tmp_path, secret=BASE)
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    what = refused(folder, profile(taking("a-1", href=href), **matter), catalog=BASE)
    assert what[0].startswith("There is no href" if not href else "What it imports is not there")


@pytest.mark.parametrize(("href", "is_outside"), [("../catalog.json", True), ("below/catalog.json", False)])
def test_catalog_outside_of_the_folder_is_brought_by_the_folder_above_both(
    tmp_path: Path, href: str, is_outside: bool
) -> None:
    written(tmp_path, catalog=BASE)
    folder = written(tmp_path / "profiles", profile=profile(taking("a-1", href=href)))
    with pytest.raises(FrameworkNotReadable) as error:
        read_oscal(folder / "profile.json")
    mend = error.value.faults[0].mend
    assert mend.startswith("name the folder that holds both as PATH, or put") is is_outside
    assert ids(read_oscal(tmp_path)) == ["a-1"]


def test_profile_rests_on_a_profile(tmp_path: Path) -> None:
    outer = profile(taking("a-1", href="inner.json"), metadata={"title": "Outer"})
    inner = profile(taking("a-1", "b-1"))
    assert ids(resolved(tmp_path, outer, inner=inner, catalog=BASE)) == ["a-1"]
    assert [one.key for one in read_source(tmp_path).frameworks] == ["Outer@1"]


def test_circle_of_profiles_is_refused(tmp_path: Path) -> None:
    circle = ["The import leads back to the profile itself."]
    assert refused(tmp_path, profile(taking("a-1", href="profile.json"))) == circle
    other = profile(taking("a-1", href="profile.json"))
    made = profile(taking("a-1", href="other.json"))
    assert refused(tmp_path, made, other=other) == circle
    with pytest.raises(FrameworkNotReadable, match="leads back"):
        read_source(tmp_path)


def test_endless_chain_of_profiles_is_refused(tmp_path: Path) -> None:
    chain = {f"p{number}": profile(taking("a-1", href=f"p{number + 1}.json")) for number in range(60)}
    assert refused(tmp_path, profile(taking("a-1", href="p0.json")), **chain) == [
        "The import goes through too many profiles."
    ]


def test_files_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "MOST_BYTES", 1_500)
    (what,) = refused(tmp_path, profile(taking("a-1")), catalog=BASE)
    assert what.startswith("The files that are imported have more than")


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    made = profile(taking("a-1", href="one.json"), taking("a-1", href="two.json"), taking("a-1", href="no.json"))
    one, two = catalog(group("a", {"title": "nameless"})), {"groups": 7, "metadata": {}}
    what = refused(tmp_path, made, one=one, two=two)
    assert len(what) == 4 and what[0] == "There is no id." and what[3].startswith("What it imports is not there")


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable, match="No such file"):
        read_oscal(tmp_path / "gone.json")
    with pytest.raises(FrameworkNotReadable, match="not JSON"):
        broken = tmp_path / "broken.json"
        broken.write_text("{")
        read_oscal(broken)


def test_texts_of_all_files_together_have_a_bound_in_memory(tmp_path: Path) -> None:
    # Written as escapes, so that the file itself is small and plain.
    wide = catalog(group("a", control("a-1", text="😀" + "x" * 8_500_000)))
    with pytest.raises(FrameworkNotReadable, match="takes more than 32 MB of memory") as refusal:
        resolved(tmp_path, profile(taking("a-1")), catalog=wide)
    assert refusal.value.faults[0].where == "catalog.json"
