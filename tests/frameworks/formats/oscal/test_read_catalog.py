"""A catalog becomes a framework: chapters, headings, practices, texts with their parameters, and nothing lost."""

import json
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.formats import read_source
from frameworks.formats.imported import FormatNotKnown
from frameworks.formats.oscal.prose import DEEPEST_PARAMETER, LONGEST_PARAMETER, MOST_FILLED, Parameters
from frameworks.formats.oscal.read_catalog import MOST_PRACTICES
from frameworks.formats.oscal.read_oscal import read_oscal
from frameworks.formats.oscal.recognition import is_folder, json_files, looks_like_oscal
from frameworks.formats.oscal.words import NS
from frameworks.kept import keep_imported
from frameworks.loader import check_framework, load_framework
from frameworks.model import Group
from tests.frameworks.formats.oscal.samples import (
    METADATA,
    catalog,
    control,
    group,
    imported,
    notes,
    part,
    prop,
    read,
    statement,
    withdrawn,
    written,
)


def outline(groups: tuple[Group, ...]) -> list[object]:
    return [(one.id, list(one.practices), *outline(one.children)) for one in groups]


def test_groups_become_chapters_and_controls_practices_in_the_order_of_the_source(tmp_path: Path) -> None:
    inner = group("b.1", control("b-1"), control("b-2", control("b-2.1"), control("b-2.2")))
    framework = read(tmp_path, catalog(group("a", control("a-1")), group("b", groups=[inner])))
    assert framework.key == "Harbor-Rules@2.1"
    assert str(framework.dated) == "2026-02-03"
    assert [domain.id for domain in framework.domains] == ["a", "b"]
    assert list(framework.practices) == ["a-1", "b-1", "b-2", "b-2.1", "b-2.2"]
    assert outline(framework.domains[1].children) == [("b.1", ["b-1", "b-2"], ("b-2", ["b-2.1", "b-2.2"]))]
    assert framework.practices["b-2"].origin == framework.practices["b-2"].origin
    assert (framework.scale.lowest, framework.scale.highest, framework.scale.is_range) == (0, 100, True)


def test_controls_in_no_group_stand_in_a_chapter_of_their_own(tmp_path: Path) -> None:
    framework = read(tmp_path, catalog(group("controls", control("x")), controls=[control("y", control("y.1"))]))
    assert [(domain.id, domain.title) for domain in framework.domains] == [
        ("controls-2", "Controls"),
        ("controls", "Group controls"),
    ]
    assert list(framework.practices) == ["y", "y.1", "x"]


def test_framework_that_is_kept_loads_without_a_fault(tmp_path: Path) -> None:
    made = imported(tmp_path, catalog(group("a", control("a-1", control("a-1.1")), withdrawn("a-2"))))
    (folder,) = keep_imported(made, tmp_path / "kept")
    assert check_framework(folder) == []
    assert load_framework(str(folder)) == made.frameworks[0]


def test_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    file = tmp_path / "marked.json"
    file.write_text(json.dumps({"catalog": catalog(group("a", control("a-1")))}), encoding="utf-8-sig")
    assert list(read_source(file).frameworks[0].practices) == ["a-1"]


def test_withdrawn_controls_are_not_scored_but_told(tmp_path: Path) -> None:
    tree = catalog(
        group("a", withdrawn("a-1", withdrawn("a-1.1")), control("a-2", withdrawn("a-2.1"))),
        group("b", withdrawn("b-1", control("b-1.1"))),
        group("c", withdrawn("c-1")),
        controls=[withdrawn("d-1")],
    )
    made = imported(tmp_path, tree)
    framework = made.frameworks[0]
    assert list(framework.practices) == ["a-2", "b-1.1"]
    assert [domain.id for domain in framework.domains] == ["a", "b"]
    assert "not scored, kept for export: 7 (" in notes(made)
    for id_ in ("a-1", "a-1.1", "a-2.1", "b-1", "c-1", "d-1"):
        assert id_ in notes(made)


@pytest.mark.parametrize(
    ("outer", "inner", "is_answered"),
    [
        ({"class": "Rule"}, {"class": "Rule-enhancement"}, True),
        ({"class": "Rule"}, {"class": "rule"}, True),
        ({"class": "category"}, {"class": "subcategory"}, False),
        ({"props": [prop("label", "Rule 1")]}, {"props": [prop("label", "Safeguard 1.1")]}, False),
        ({"props": [prop("label", "R-1")]}, {"props": [prop("label", "R-1(2)")]}, True),
        ({"text": None}, {}, False),
        ({}, {}, True),
    ],
)
def test_control_over_others_is_answered_unless_it_only_heads_them(
    tmp_path: Path, outer: dict[str, object], inner: dict[str, object], is_answered: bool
) -> None:
    made = imported(tmp_path, catalog(group("a", control("o", control("i", **inner), **outer), control("z"))))  # type: ignore[arg-type]
    framework = made.frameworks[0]
    assert list(framework.practices) == (["o", "i", "z"] if is_answered else ["i", "z"])
    (heading,) = framework.domains[0].children
    assert (heading.id, heading.practices) == ("o", ("i",))
    assert ("Headings over the controls below them" in notes(made)) is not is_answered
    assert heading.summary == (None if is_answered or outer.get("text", "") is None else "Keep watch.")


def test_statement_is_read_part_by_part_and_guidance_is_a_tip(tmp_path: Path) -> None:
    items = part("item", "look out", props=[prop("label", "a."), prop("label", "A", **{"class": "alt"})])
    parts = [
        statement("Every night:", items, part("item", "ring", title="Bell.", props=[prop("label", "b.")])),
        part("guidance", "Take turns."),
        part("example", "A rota on the wall.", parts=[part("item", "with names")]),
        part("assessment-objective", "Somebody looked out."),
    ]
    practice = read(tmp_path, catalog(group("a", control("a-1", parts=parts)))).practices["a-1"]
    assert practice.intent == "Every night:\na. look out\nb. Bell. ring"
    assert practice.tip == "Take turns.\nA rota on the wall.\nwith names"


def test_without_a_statement_the_overview_or_the_title_says_what_is_asked(tmp_path: Path) -> None:
    first = control("a-1", parts=[part("overview", "About lamps."), part("guidance", "Oil them.")])
    framework = read(tmp_path, catalog(group("a", first, control("a-2", text=None))))
    assert framework.practices["a-1"].intent == "About lamps."
    assert framework.practices["a-2"].intent == "Title of a-2"
    assert framework.practices["a-2"].tip is None


def test_long_guidance_is_shown_shortened_and_kept_whole(tmp_path: Path) -> None:
    long = "watch " * 1_000
    made = imported(tmp_path, catalog(group("a", control("a-1", parts=[statement("x"), part("guidance", long)]))))
    practice = made.frameworks[0].practices["a-1"]
    assert practice.tip is not None and len(practice.tip) <= 2_000 and practice.tip.endswith("…")
    assert practice.origin is not None and long in json.loads(str(practice.origin.kept["parts"]))[1]["prose"]
    assert "shown shortened" in notes(made)


@pytest.mark.parametrize(
    ("param", "shown"),
    [
        ({"values": ["one hour", "two hours"]}, "one hour, two hours"),
        ({"label": "a time"}, "[Assignment: a time]"),
        ({"label": "a time", "constraints": [{"description": "daily "}, {}]}, "[Assignment: a time (daily)]"),
        ({"select": {"choice": ["bell", "lamp"]}}, "[Selection: bell; lamp]"),
        ({"select": {"how-many": "one-or-more", "choice": ["{{ insert: param, q }}"]}},
         "[Selection (one or more): [Assignment: other]]"),
        ({"select": {}}, "[p]"),
        ({"props": [prop("aggregates", "q"), prop("aggregates", "r")]}, "[Assignment: other], [r]"),
        ({"label": "{{p}}"}, "[Assignment: [p]]"),
    ],
)  # fmt: skip
def test_parameters_are_filled_into_the_text(tmp_path: Path, param: dict[str, object], shown: str) -> None:
    params = [{"id": "p", **param}]
    asked = control("a-1", text="Ring after {{ insert: param, p }}; {{ insert: control, p }}.", params=params)
    tree = catalog(group("a", asked, params=[{"id": "q", "label": "other"}]))
    assert read(tmp_path, tree).practices["a-1"].intent == f"Ring after {shown}; {{{{ insert: control, p }}}}."


def test_parameter_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = imported(tmp_path, catalog(group("a", control("a-1", text="After {{ insert: param, gone }}."))))
    assert made.frameworks[0].practices["a-1"].intent == "After [gone]."
    assert "params: Named in texts, but not in the catalog: 1 (gone)." in notes(made)


def test_parameters_that_name_each_other_make_no_text_without_end() -> None:
    doubling = {
        f"p{number}": {"select": {"choice": [f"{{{{p{number + 1}}}}} and {{{{p{number + 1}}}}}"] * 50}}
        for number in range(5_000)
    }
    parameters = Parameters(doubling)
    filled = parameters.filled("{{p0}}")
    assert len(filled) <= LONGEST_PARAMETER and f"[p{DEEPEST_PARAMETER}]" in filled
    assert len(parameters.filled("{{p0}}" * 100_000)) < MOST_FILLED * 1.5


def test_title_that_only_repeats_the_id_gives_way_to_the_statement(tmp_path: Path) -> None:
    labeled = {"props": [prop("label", "No. 2")]}
    framework = read(
        tmp_path,
        catalog(
            group("a", control("A-1", title="a-1"), control("A-2", title="No. 2", text=None, **labeled)),
            {"props": [prop("label", "Chapter Two")], "controls": [{"id": "B-1"}]},
        ),
    )
    titles = {practice.id: practice.title for practice in framework.practices.values()}
    assert titles == {"A-1": "Keep watch.", "A-2": "No. 2", "B-1": "B-1"}
    assert (framework.domains[1].id, framework.domains[1].title) == ("Chapter-Two", "Chapter Two")


def test_id_that_is_used_twice_gets_a_number_and_is_told(tmp_path: Path) -> None:
    made = imported(tmp_path, catalog(group("a", control("x"), control("x")), group("x", control("y"))))
    framework = made.frameworks[0]
    assert list(framework.practices) == ["x", "x-2", "y"]
    assert [domain.id for domain in framework.domains] == ["a", "x-3"]
    assert "The id 'x' is used more than once; here it is 'x-2'." in notes(made)


@pytest.mark.parametrize(
    ("metadata", "key", "day"),
    [
        ({"props": [prop("framework-identifier", "HR")]}, "HR@2.1", "2026-02-03"),
        ({"props": [prop("framework-identifier", "?")]}, "Harbor-Rules@2.1", "2026-02-03"),
        ({"version": "1.0+u2"}, "Harbor-Rules@1.0-u2", "2026-02-03"),
        ({"version": "", "published": "2025-01-02"}, "Harbor-Rules@1", "2025-01-02"),
        ({"last-modified": "2026-99-99"}, "Harbor-Rules@2.1", "2026-11-26"),
        ({"title": "規則"}, "catalog@2.1", "2026-02-03"),
        ({"title": f"Harbor Rules: {'and more ' * 9}"}, "Harbor-Rules@2.1", "2026-02-03"),
        ({"title": "Harbor rules " + "long " * 20}, "Harbor-rules" + "-long" * 10 + "@2.1", "2026-02-03"),
        ({"title": "x" * 90}, "x" * 64 + "@2.1", "2026-02-03"),
    ],
)
def test_id_version_and_day_come_from_the_metadata(
    tmp_path: Path, metadata: dict[str, object], key: str, day: str
) -> None:
    framework = read(tmp_path, catalog(group("a", control("a-1")), metadata={**METADATA, **metadata}))
    assert (framework.key, str(framework.dated)) == (key, day)


def test_what_oscal_asks_for_and_the_source_lacks_is_filled_in(tmp_path: Path) -> None:
    tree = catalog(group("a", control("a-1")), metadata={"title": "Bare"})
    del tree["uuid"]
    framework = read(tmp_path, tree)
    assert framework.origin is not None and len(framework.origin.id) == 36
    assert json.loads(str(framework.origin.kept["metadata"]))["last-modified"] == "2026-11-26T00:00:00Z"


def test_implementation_groups_become_presets(tmp_path: Path) -> None:
    def within(*values: str) -> dict[str, object]:
        return {"props": [prop("implementation-group", value) for value in values]}

    tree = catalog(group("a", control("a-1", **within("1", "2", "all", " ")), control("a-2", **within("2", "high"))))
    presets = {preset.id: preset.practices for preset in read(tmp_path, tree).presets}
    assert presets == {"all": None, "IG1": ("a-1",), "IG2": ("a-1", "a-2"), "high": ("a-2",)}


def test_catalog_that_has_nothing_to_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable) as refused:
        imported(tmp_path, catalog(group("a", withdrawn("a-1"))))
    assert [fault.what for fault in refused.value.faults] == ["The catalog has no control that could be answered."]


def test_catalog_with_far_too_many_controls_is_refused(tmp_path: Path) -> None:
    controls = [{"id": f"c{number}"} for number in range(MOST_PRACTICES + 1)]
    with pytest.raises(FrameworkNotReadable, match="more than 10,000 controls"):
        imported(tmp_path, catalog(group("a", *controls)))


def test_scale_of_our_scheme_that_cannot_be_used_gives_way_to_the_default(tmp_path: Path) -> None:
    def level(value: str, remarks: str = "Lamp lit\nIt burns", name: str = "scale-level") -> dict[str, str]:
        return prop(name, value, ns=NS, remarks=remarks)

    unusable = (
        [level("0")],
        [level("0"), level("2")],
        [level("1"), level("0")],
        [level("0"), level("x")],
        [level("0"), level("1", "")],
        [level("0"), level("9999999")],
        [level("0"), level("1"), prop("scale-value", "0=1", ns=NS)],
        [level("0"), level("1"), prop("scale-value", "0=1", ns=NS), prop("scale-value", "1=0.5", ns=NS)],
        [level("0"), level("1"), prop("scale-value", "one", ns=NS), prop("scale-value", "1=0.5", ns=NS)],
    )
    for props in unusable:
        metadata = {**METADATA, "props": props}
        assert read(tmp_path, catalog(group("a", control("a-1")), metadata=metadata)).scale.highest == 100
    usable = [level("0", "Dark"), level("1"), prop("license", "x", ns=NS), prop("license", "x", ns=NS, remarks="Free")]
    part_of_ours = {"name": "level", "ns": NS, "prose": "It burns", "props": [level("1", name="level")]}
    off_scale = {"name": "level", "ns": NS, "prose": "It burns", "props": [level("7", name="level")]}
    empty = {"name": "level", "ns": NS}
    own = control("a-1", parts=[statement("x"), part_of_ours, off_scale, empty], props=[prop("weight", "0", ns=NS)])
    framework = read(tmp_path, catalog(group("a", own), metadata={**METADATA, "props": usable}))
    assert [(one.number, one.title, one.summary) for one in framework.scale.levels] == [
        (0, "Dark", "Dark"),
        (1, "Lamp lit", "It burns"),
    ]
    assert framework.license == "Free"
    assert framework.practices["a-1"].levels == {0: "Dark", 1: "It burns"}
    assert framework.practices["a-1"].weight == 1


@pytest.mark.parametrize("content", [b"{}", b"[1]", b'{"profile": 1}', b'{"component-definition": {}}'])
def test_file_of_another_kind_is_not_recognized(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content)
    with pytest.raises(FormatNotKnown):
        read_source(file)
    with pytest.raises(FrameworkNotReadable):
        read_source(file, "oscal")


def test_schema_may_be_named_before_the_catalog(tmp_path: Path) -> None:
    file = tmp_path / "named.json"
    file.write_text(json.dumps({"$schema": "https://x.example", "catalog": catalog(group("a", control("b")))}))
    assert read_source(file).frameworks[0].key == "Harbor-Rules@2.1"


def test_version_that_cannot_be_taken_over_is_said(tmp_path: Path) -> None:
    tree = catalog(group("a", control("a-1")), metadata={**METADATA, "version": "Final / 2 β"})
    made = read_source(written(tmp_path, one=tree))
    assert made.frameworks[0].version == "Final-2"
    assert "Its version is 'Final / 2 β'; Final-2 stands for it." in notes(made)


def test_folder_of_catalogs_brings_each_of_them_once(tmp_path: Path) -> None:
    tree = catalog(group("a", control("a-1")))
    other = catalog(group("a", control("a-1")), metadata={**METADATA, "title": "Pier Rules"})
    made = read_source(written(tmp_path, one=tree, same=tree, two=other))
    assert [framework.key for framework in made.frameworks] == ["Harbor-Rules@2.1", "Pier-Rules@2.1"]
    assert "Pier-Rules@2.1 > scale" in notes(made)
    written(tmp_path, three=catalog(group("b", control("b-1"))))
    with pytest.raises(FrameworkNotReadable, match="Two files say different things"):
        read_source(tmp_path)


def test_folder_without_oscal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable, match="There is no OSCAL catalog or profile"):
        read_source(tmp_path, "oscal")
    with pytest.raises(FormatNotKnown):
        read_source(tmp_path)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".json", "gone.json", "gone.txt", "\0.json"])
def test_path_that_leads_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    assert not looks_like_oscal(tmp_path / name)
    with pytest.raises(FrameworkNotReadable):
        read_source(tmp_path / name, "oscal")
    assert json_files(tmp_path / "x") == json_files(tmp_path / ("x" * 300)) == []
    assert not is_folder(tmp_path / "\0")


def test_what_stands_beside_the_catalog_in_its_file_is_said(tmp_path: Path) -> None:
    file = tmp_path / "both.json"
    parts = {"$schema": "x", "profile": {}, "catalog": catalog(group("a", control("a-1")))}
    file.write_text(json.dumps(parts), encoding="utf-8")
    said = (
        "Only the catalog of the file is read. Beside it stands profile: to import that, put it into a file of its own."
    )
    assert f"both.json: {said}" in notes(read_oscal(file))
    file.write_text(json.dumps({key: parts[key] for key in ("$schema", "catalog")}), encoding="utf-8")
    assert "Only the catalog" not in notes(read_oscal(file))


@pytest.mark.parametrize(
    ("version", "is_said"), [("1.0.4", False), ("v1.1.3", False), ("1", False), ("2.0.0", True), ("", False)]
)
def test_other_version_of_oscal_is_said(tmp_path: Path, version: str, is_said: bool) -> None:
    tree = catalog(group("a", control("a-1")))
    tree["metadata"] = {**tree["metadata"], "oscal-version": version}
    assert (f"The file is of OSCAL {version}; it is read as OSCAL 1" in notes(imported(tmp_path, tree))) is is_said


def test_part_that_says_nothing_leaves_no_line(tmp_path: Path) -> None:
    silent = {"name": "item", "parts": [part("item", "lamp")]}
    practice = read(tmp_path, catalog(group("a", control("a-1", parts=[statement("Watch.", silent)])))).practices["a-1"]
    assert practice.intent == "Watch.\nlamp"
