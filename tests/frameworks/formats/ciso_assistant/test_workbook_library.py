"""Libraries in workbook form: each object in two sheets, read as the tree that YAML holds."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import looks_like_library, read_ciso_assistant
from frameworks.formats.ciso_assistant.workbook_tables import cell_text
from frameworks.formats.ciso_assistant.write_library import write_ciso_assistant
from frameworks.formats.formats import recognize
from frameworks.sheets.sheet_cells import Failed, Formula

Rows = list[list[Any]]
HEAD: Rows = [
    ["type", "library"],
    ["urn", "urn:x:risk:library:w"],
    ["version", 3],
    ["locale", "en"],
    ["ref_id", "w"],
    ["name", "Workbook"],
    ["description", "A library in sheets."],
    ["name[fr]", "Classeur"],
    ["labels", "ONE, two"],
]
META: Rows = [
    ["type", "framework"],
    ["urn", "urn:x:risk:framework:w"],
    ["base_urn", "urn:x:risk:req_node:w"],
    ["ref_id", "w"],
    ["name", "In sheets"],
    ["description", "What it is."],
    ["min_score", 0],
    ["max_score", 2],
    ["scores_definition", "levels"],
    ["implementation_groups_definition", "groups"],
    ["answers_definition", "replies"],
]
GROUPS = "select_implementation_groups"
TITLES = [
    *("assessable", "depth", "ref_id", "name", "description", "typical_evidence", "implementation_groups", "weight"),
    *(
        "min_score",
        "max_score",
        "scores_definition",
        "threats",
        "questions",
        "answer",
        "depends_on",
        "condition",
        "name[fr]",
    ),
]


def row(**cells: Any) -> list[Any]:
    return [cells.get(title, cells.get("fr") if title == "name[fr]" else None) for title in TITLES]


CONTENT: Rows = [
    TITLES,
    row(depth=1, ref_id="Part 1", name="First part", fr="Première partie"),
    row(assessable="x", depth=2, ref_id="1.1", description="It is done.", weight=3, implementation_groups="a, b"),
    row(),
    row(assessable="x", depth=2, name="Without reference", threats="t:T1", typical_evidence="A list"),
    row(assessable="x", depth=2, ref_id="1.3", min_score=0, max_score=1, scores_definition="binary"),
    row(
        assessable="x",
        depth=1,
        ref_id="2",
        questions="How?\n|Say more.\nWhen?",
        answer="how\nfree",
        depends_on="/\n1:2",
        condition="/\nall",
    ),
]
SHEETS: dict[str, Rows] = {
    "notes": [["Nothing to read here."]],
    "library_meta": HEAD,
    "fwk_meta": META,
    "fwk_content": CONTENT,
    "l_meta": [["type", "scores"], ["name", "levels"]],
    "l_content": [["score", "name", "description"], [0, "No", "Not done."], [1, "Half", None], [2, "Whole", "Done."]],
    "b_meta": [["type", "scores"], ["name", "binary"]],
    "b_content": [["score", "name", "description"], [0, "Off", "Off."], [1, "On", "On."]],
    "g_meta": [["type", "implementation_groups"], ["name", "groups"]],
    "g_content": [["ref_id", "name", "default_selected"], ["a", "Group A", "x"], ["b", "Group B", None]],
    "r_meta": [["type", "answers"], ["name", "replies"]],
    "r_content": [
        [
            "id",
            "question_type",
            "question_choices",
            "add_score",
            "compute_result",
            "color",
            "select_implementation_groups",
        ],
        ["how", "unique_choice", "Well\nBadly\n|so far", "2\n'-1", "compliant\n/", "#00ff00", "a,b\n/"],
        ["free", "text", None, None, None, None, None],
    ],
    "t_meta": [["type", "threats"], ["base_urn", "urn:x:risk:threat:w"]],
    "t_content": [["ref_id", "name"], ["T1", "Rain"]],
    "p_meta": [["type", "urn_prefix"]],
    "p_content": [["prefix_id", "prefix_value"], ["t", "urn:x:risk:threat:w"]],
}


def written(folder: Path, sheets: dict[str, Rows], *, starts_1904: bool = False) -> Path:
    book = openpyxl.Workbook()
    if starts_1904:
        book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    file = folder / "library.xlsx"
    file.write_bytes(out.getvalue())
    return file


def test_framework_comes_in_from_its_sheets(tmp_path: Path) -> None:
    file = written(tmp_path, SHEETS)
    assert recognize(file) == "ciso-assistant"
    (framework,) = read_ciso_assistant(file).frameworks
    assert (framework.key, framework.title) == ("w@3", "In sheets")
    assert [one.title for one in framework.scale.levels] == ["No", "Half", "Whole"]
    assert [(one.id, one.practices) for one in framework.presets] == [("all", None), ("a", ("1.1",)), ("b", ("1.1",))]
    assert [domain.id for domain in framework.domains] == ["Part 1", "w"]
    practices = framework.practices
    assert list(practices) == ["1.1", "1", "1.3", "2"]
    assert (practices["1.1"].weight, practices["1"].title, practices["1"].evidence) == (
        3,
        "Without reference",
        ("A list",),
    )
    assert [one.title for one in framework.scale_of("1.3").levels] == ["Off", "On"]
    origin = practices["1"].origin
    assert origin is not None
    assert (origin.id, origin.kept["threats"]) == ("urn:x:risk:req_node:w:part-1:1", ["urn:x:risk:threat:w:t1"])


def test_cell_that_says_no_is_no_mark(tmp_path: Path) -> None:
    marks = (True, "x", "Must", 1, False, "FALSE", 0, None)
    rows = [row(assessable=mark, depth=1, ref_id=f"R{number}") for number, mark in enumerate(marks)]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": [TITLES, *rows]})).frameworks
    assert list(framework.practices) == ["R0", "R1", "R2", "R3"]


@pytest.mark.parametrize(
    ("given", "starts_1904", "day"),
    [
        (date(2026, 3, 25), False, "2026-03-25"),
        (date(2026, 3, 25), True, "2026-03-25"),
        ("2026-03-25", False, "2026-03-25"),
        (3, False, "2026-11-26"),
    ],
)
def test_day_of_publication_may_be_a_day_of_the_spreadsheet(
    given: object, starts_1904: bool, day: str, tmp_path: Path
) -> None:
    file = written(tmp_path, {**SHEETS, "library_meta": [*HEAD, ["publication_date", given]]}, starts_1904=starts_1904)
    imported = read_ciso_assistant(file)
    assert imported.frameworks[0].dated.isoformat() == day
    assert any("no day of publication" in note.what for note in imported.notes) is (given == 3)


def test_values_have_the_types_of_the_yaml_form(tmp_path: Path) -> None:
    meta = [*META, ["field_visibility", '{"score": "everyone"}']]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_meta": meta})).frameworks
    tree = yaml.safe_load(write_ciso_assistant(framework).content)
    made = tree["objects"]["framework"]
    assert (tree["version"], made["min_score"], made["max_score"]) == (3, 0, 2)
    assert made["field_visibility"] == {"score": "everyone"}
    plain = [one for one in META if one[0] not in ("min_score", "max_score", "scores_definition")]
    unscored = {**SHEETS, "fwk_meta": plain, "fwk_content": [TITLES, row(assessable="x", depth=1, ref_id="1")]}
    (framework,) = read_ciso_assistant(written(tmp_path, unscored)).frameworks
    assert not yaml.safe_load(write_ciso_assistant(framework).content)["objects"]["framework"].get("scores_definition")
    (framework,) = read_ciso_assistant(
        written(tmp_path, {**SHEETS, "fwk_meta": [*META, ["field_visibility", "{"]]})
    ).frameworks
    assert framework.origin is not None and framework.origin.kept["field_visibility"] == "{"


def test_translations_and_threats_are_kept(tmp_path: Path) -> None:
    (framework,) = read_ciso_assistant(written(tmp_path, SHEETS)).frameworks
    assert framework.origin is not None
    assert framework.origin.kept["objects"] == {
        "threats": [{"urn": "urn:x:risk:threat:w:t1", "ref_id": "T1", "name": "Rain"}]
    }
    library = framework.origin.kept["library"]
    assert isinstance(library, dict)
    assert (library["translations"], library["labels"]) == ({"fr": {"name": "Classeur"}}, ["ONE", "two"])
    assert framework.domains[0].origin is not None
    assert framework.domains[0].origin.kept["translations"] == {"fr": {"name": "Première partie"}}


def test_number_nought_in_place_of_a_text_is_an_empty_cell(tmp_path: Path) -> None:
    rows = [
        row(assessable="x", depth=1, ref_id=0, name=0, description="It is.", typical_evidence=0),
        row(assessable="x", depth=1, ref_id="1", name="Named", description="0", typical_evidence="0"),
    ]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": [TITLES, *rows]})).frameworks
    assert [(one.id, one.title, one.intent, one.evidence) for one in framework.practices.values()] == [
        ("0", "It is.", "It is.", ()),
        ("1", "Named", "0", ("0",)),
    ]


def test_column_named_translations_says_nothing(tmp_path: Path) -> None:
    content = [[*TITLES, "translations"], [*row(assessable="x", depth=1, ref_id="1"), "fr: Un"]]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": content})).frameworks
    origin = framework.practices["1"].origin
    assert origin is not None
    assert "translations" not in origin.kept


def test_depth_that_jumps_is_said_with_its_row(tmp_path: Path) -> None:
    content = [TITLES, row(assessable="x", depth=1, ref_id="1"), row(assessable="x", depth=3), row(depth="deep")]
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": content}))
    places = [fault.where for fault in refusal.value.faults]
    assert places == ["library.xlsx > fwk_content > row 3", "library.xlsx > fwk_content > row 4"]


def test_workbook_of_something_else_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotReadable, match="no sheet library_meta"):
        read_ciso_assistant(written(tmp_path, {"notes": [["x"]]}))
    with pytest.raises(FrameworkNotReadable, match="neither a framework nor a mapping"):
        read_ciso_assistant(written(tmp_path, {"library_meta": HEAD}))
    with pytest.raises(FrameworkNotReadable, match="holds no requirement nodes"):
        read_ciso_assistant(written(tmp_path, {"library_meta": HEAD, "f_meta": META, "f_content": []}))


def test_mapping_sets_and_names_that_are_cut_come_in(tmp_path: Path) -> None:
    name = "a-name-longer-than-sheets"
    ends = [["source_framework_urn", "urn:x:f"], ["target_framework_urn", "urn:x:g"], ["ref_id", "m"]]
    bases = [["source_node_base_urn", "urn:x:n:f"], ["target_node_base_urn", "urn:x:n:g"]]
    sheets: dict[str, Rows] = {
        "library_meta": HEAD,
        f"{name}_meta"[:31]: [["type", "requirement_mapping_set"], *ends, *bases],
        f"{name}_content"[:31]: [["source_node_id", "target_node_id", "relationship"], ["a", "b", "equal"]],
        "i_content": [["id"]],
        "s_meta": [["type", "scores"], [None, "x"]],
    }
    imported = read_ciso_assistant(written(tmp_path, sheets))
    assert imported.frameworks == ()
    assert "urn:x:f, urn:x:g" in imported.notes[0].what


def test_nodes_of_one_reference_have_urns_of_their_own_and_scores_of_rows_count(tmp_path: Path) -> None:
    rows = [row(assessable="x", depth=1, ref_id="1"), row(assessable="x", depth=1, ref_id="1", weight="much")]
    content = [TITLES, *rows, row(assessable="x", depth=1, name="Née"), row(assessable="x", depth=1, description="x")]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": content})).frameworks
    assert [one.origin.id.rpartition(":")[2] for one in framework.practices.values() if one.origin] == [
        *("1", "1-2", "nee", "node2"),
    ]


def test_sign_that_urns_cannot_hold_leaves_the_space_after_it_as_a_hyphen(tmp_path: Path) -> None:
    content = [TITLES, row(assessable="x", depth=1, ref_id="§ 314.1")]
    (framework,) = read_ciso_assistant(written(tmp_path, {**SHEETS, "fwk_content": content})).frameworks
    assert [one.origin.id for one in framework.practices.values() if one.origin] == ["urn:x:risk:req_node:w:-314.1"]


def test_cells_of_any_kind_are_texts() -> None:
    assert [cell_text(one) for one in (" a ", 1, 1.5, True, Formula(2), Failed(), Formula(Failed()))] == [
        *("a", "1", "1.5", "true", "2", "", ""),
    ]


def test_recognizing_never_raises(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK")
    assert not looks_like_library(file)
    assert not looks_like_library(tmp_path)
    assert not looks_like_library(tmp_path / "gone.yaml")


def test_workbook_of_another_kind_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    file = written(tmp_path, {"library_meta": HEAD, "m_meta": [["type", "risk_matrix"], ["name", "matrix"]]})
    with pytest.raises(FrameworkNotReadable, match="neither a framework nor a mapping, only risk_matrix"):
        read_ciso_assistant(file)
