"""Questions written to workbooks: everything about them comes back, and what a workbook has no place for is said."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from frameworks.formats.ciso_assistant.fields import Findings
from frameworks.formats.ciso_assistant.workbook_library import workbook_tree
from frameworks.formats.ciso_assistant.workbook_losses import losses
from frameworks.formats.ciso_assistant.write_library import library_tree
from frameworks.formats.ciso_assistant.write_workbook import write_ciso_workbook
from frameworks.model import Framework
from tests.frameworks.formats.ciso_assistant.libraries import (
    libraries,
    library,
    questionnaires,
    read_tree_of_library,
)
from tests.frameworks.formats.ciso_assistant.test_write_workbook import again, noted

URN = "urn:x:risk:req_node:f:a"
FIRST, SECOND = f"{URN}:question:1", f"{URN}:question:2"
CHOICES = [
    {
        "urn": f"{FIRST}:choice:1",
        "value": "Yes\n\nalways",
        "add_score": 2,
        "description": "It is done.",
        "compute_result": "compliant",
        "color": "#00FF00",
        "select_implementation_groups": ["IG1", "IG2"],
        "translations": {"fr": {"value": "Oui", "description": "C'est fait."}, "de": {"value": "Ja"}},
    },
    {"urn": f"{FIRST}:choice:2", "value": "Perhaps", "translations": {"fr": {"description": "Pas\nsûr."}}},
    {"urn": f"{FIRST}:choice:3", "value": "No", "add_score": -1},
]
QUESTIONS = {
    FIRST: {
        "type": "unique_choice",
        "text": "Is it done?",
        "choices": CHOICES,
        "translations": {"fr": {"text": "Fait ?"}},
    },
    SECOND: {
        "type": "text",
        "text": "How?\nSay more.",
        "depends_on": {"question": FIRST, "answers": [f"{FIRST}:choice:1", f"{FIRST}:choice:2"], "condition": "all"},
    },
}
GROUPS = [{"ref_id": "IG1", "name": "One", "default_selected": False}, {"ref_id": "IG2", "name": "Two"}]


def made(folder: Path, questions: Any, **node: Any) -> Framework:
    """A framework of one practice with these questions, read from YAML."""
    given = {"id": "a", "assessable": True, "depth": 1, "questions": questions, **node}
    tree = library([given], min_score=0, max_score=2, implementation_groups_definition=GROUPS)
    return read_tree_of_library(tree, folder).frameworks[0]


def column(content: bytes, folder: Path, sheet: str, title: str) -> Any:
    """What the first row of a sheet of the workbook says under a title."""
    file = folder / "written.xlsx"
    file.write_bytes(content)
    titles, first, *_ = openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)
    return dict(zip(titles, first, strict=True)).get(title)


def test_questions_come_back_with_everything_that_is_said_of_them(tmp_path: Path) -> None:
    framework = made(tmp_path, QUESTIONS)
    assert again(framework, tmp_path) == framework
    assert noted(framework) == []


def test_cells_are_those_that_ciso_assistant_reads(tmp_path: Path) -> None:
    content = write_ciso_workbook(made(tmp_path, QUESTIONS)).content
    nodes, answers = "framework_content", "answers_content"
    for sheet, title, text in (
        (nodes, "questions", "Is it done?\nHow?\n|Say more."),
        (nodes, "questions[fr]", "Fait ?\n/"),
        (nodes, "answer", "answers-1\nanswers-2"),
        (nodes, "depends_on", "/\n1:1,2"),
        (nodes, "condition", "/\nall"),
        (answers, "question_choices", "Yes\n|\n|always\nPerhaps\nNo"),
        (answers, "question_choices[fr]", "Oui\n/\n/"),
        (answers, "question_choices[de]", "Ja\n/\n/"),
        (answers, "description[fr]", "C'est fait.\nPas\n|sûr.\n/"),
        (answers, "add_score", "2\n\n-1"),
        (answers, "select_implementation_groups", "IG1, IG2\n/\n/"),
        ("groups_content", "default_selected", 0),
    ):
        assert column(content, tmp_path, sheet, title) == text, title


def test_answers_of_which_no_choice_has_points_need_no_column_for_them(tmp_path: Path) -> None:
    choices = [{"urn": f"{FIRST}:choice:1", "value": "Yes"}]
    framework = made(tmp_path, {FIRST: {"type": "unique_choice", "text": "Is it done?", "choices": choices}})
    content = write_ciso_workbook(framework).content
    assert [column(content, tmp_path, "answers_content", title) for title in ("add_score", "color")] == [None, None]
    assert noted(framework) == []


def test_cells_hold_nothing_that_ciso_assistant_would_misread(tmp_path: Path) -> None:
    question = {
        **QUESTIONS[FIRST],
        "choices": [{**CHOICES[0], "compute_result": True}],
        "depends_on": {"question": FIRST, "answers": [f"{FIRST}:choice:1"], "condition": "any"},
    }
    node = {"implementation_groups": ["IG1", ""], "translations": {"fr": {"importance": 7}}}
    content = write_ciso_workbook(made(tmp_path, {FIRST: question}, **node)).content
    nodes = "framework_content"
    assert column(content, tmp_path, "answers_content", "compute_result") == "true"
    assert column(content, tmp_path, nodes, "implementation_groups") == "IG1"
    assert [column(content, tmp_path, nodes, title) for title in ("importance[fr]", "depends_on")] == [None, None]
    content = write_ciso_workbook(made(tmp_path, QUESTIONS, translations=["Nom"])).content
    assert column(content, tmp_path, nodes, "translations") is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires())
def test_any_questionnaire_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, tree: Any) -> None:
    folder = tmp_path_factory.mktemp("questions")
    (framework,) = read_tree_of_library(tree, folder).frameworks
    back = again(framework, folder)
    assert back.domains == framework.domains
    assert (back.scale, back.presets) == (framework.scale, framework.presets)
    assert not [what for what in noted(framework) if what.startswith("Not carried")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries())
def test_what_any_library_loses_is_said(tmp_path_factory: pytest.TempPathFactory, tree: Any) -> None:
    folder = tmp_path_factory.mktemp("library")
    (framework,) = read_tree_of_library(tree, folder).frameworks
    file = folder / "again.xlsx"
    file.write_bytes(write_ciso_workbook(framework).content)
    lost, spaces = losses(library_tree(framework), workbook_tree(file, Findings("")))
    said = " ".join(noted(framework))
    assert all(f"{name} ({number})" in said for name, number in lost.items())
    assert not spaces or f"({spaces} texts)" in said


QUESTION = QUESTIONS[FIRST]


@pytest.mark.parametrize(
    ("questions", "fields"),
    [
        ({FIRST: {**QUESTION, "text": " "}}, ["text"]),
        ({FIRST: {**QUESTION, "text": "| a table"}, SECOND: {"type": "text", "text": "| of two"}}, None),
        ({FIRST: {**QUESTION, "weight": 2}}, ["weight"]),
        ({f"{URN}:q": {"type": "text", "text": "How?"}}, ["urn"]),
        (
            {FIRST: {**QUESTION, "choices": [{**CHOICES[0], "translations": {"fr": {"description": ["7"]}}}]}},
            ["choices > translations"],
        ),
        ({FIRST: {**QUESTION, "translations": {"fr": "Fait ?"}}}, ["translations"]),
        ({FIRST: {**QUESTION, "translations": {"FR": {"text": "Fait ?"}}}}, ["translations"]),
        ({FIRST: {**QUESTION, "translations": {"fr": {"text": "/"}}}}, ["translations"]),
        ({FIRST: {**QUESTION, "translations": ["Fait ?"]}}, ["translations"]),
        (
            {FIRST: {**QUESTION, "choices": [{**CHOICES[0], "translations": {"fr": {"hint": "?"}}}]}},
            ["choices > translations"],
        ),
        ({FIRST: {**QUESTION, "choices": [{**CHOICES[0], "compute_result": True}]}}, ["choices > compute_result"]),
        ({FIRST: {**QUESTION, "depends_on": {**QUESTIONS[SECOND]["depends_on"]}}}, ["depends_on"]),
        ({FIRST: {**QUESTION, "depends_on": {"question": "urn:x:elsewhere", "answers": ["a"]}}}, ["depends_on"]),
        ({FIRST: QUESTION, SECOND: {"type": "text", "text": "?", "depends_on": "the first"}}, ["depends_on"]),
        (
            {
                FIRST: QUESTION,
                SECOND: {"type": "text", "text": "?", "depends_on": {"question": FIRST, "answers": "one"}},
            },
            ["depends_on"],
        ),
        (
            {
                FIRST: QUESTION,
                SECOND: {"type": "text", "text": "?", "depends_on": {"question": FIRST, "answers": ["x"]}},
            },
            ["depends_on"],
        ),
    ],
)
def test_what_a_workbook_has_no_place_for_is_said(questions: Any, fields: list[str] | None, tmp_path: Path) -> None:
    (what, *_) = noted(made(tmp_path, questions))
    expected = (
        ["requirement_nodes > questions"]
        if fields is None
        else [f"requirement_nodes > questions > {field}" for field in fields]
    )
    assert what == f"Not carried by a workbook as it stands: {', '.join(f'{one} (1)' for one in expected)}."


def test_other_fields_without_a_place_are_said_with_how_often(tmp_path: Path) -> None:
    node = {"display_mode": "splash", "implementation_groups": ["IG1", "IG1,IG2"], "node_id": "z", "depth": None}
    questions = {FIRST: {"type": "text", "text": "How?"}}
    framework = made(tmp_path, questions, **node, translations={"fr": {"questions": "?"}}, note={"a": " b "})
    assert noted(framework)[0] == (
        "Not carried by a workbook as it stands: "
        + ", ".join(
            f"requirement_nodes > {name} (1)"
            for name in ("depth", "display_mode", "implementation_groups", "node_id", "note", "translations")
        )
        + "."
    )


def test_spaces_at_the_ends_of_lines_are_said_apart(tmp_path: Path) -> None:
    questions = {FIRST: {**QUESTION, "translations": {"fr": {"text": " Fait ? \n  Bien fait ?"}}}}
    assert noted(made(tmp_path, questions)) == [
        "Not carried by a workbook: spaces and empty lines at the ends of lines (1 texts)."
    ]


def test_what_ciso_assistant_would_refuse_is_said(tmp_path: Path) -> None:
    questions = {
        FIRST: {**QUESTION, "choices": [*CHOICES, {"urn": f"{FIRST}:choice:4", "value": "Who knows?"}]},
        SECOND: {"type": "number", "text": "How many?"},
    }
    assert noted(made(tmp_path, questions, implementation_groups=["IG1", "IG9"])) == [
        "CISO Assistant takes no workbook with implementation groups that are not defined: IG9.",
        "CISO Assistant takes no workbook with answers of which the first or last choice has no points while others "
        "have: answers-1.",
        "CISO Assistant takes no workbook with kinds of questions other than unique_choice, multiple_choice, text, "
        "date: number.",
    ]


def test_scales_under_names_are_compared_by_what_they_say(tmp_path: Path) -> None:
    entries = [{"score": 0, "name": "Off"}, {"score": 1, "name": "On"}]
    ends = {"min_score": 0, "max_score": 1, "assessable": True, "depth": 1}
    nodes = [{"id": "a", **ends, "scores_definition_ref": "used"}, {"id": "b", **ends, "scores_definition": entries}]
    scales = {"scale": entries, "alternatives": {"used": entries, "spare": entries}}
    (framework,) = read_tree_of_library(
        library(nodes, min_score=0, max_score=1, scores_definition=scales), tmp_path
    ).frameworks
    assert noted(framework) == [
        "Not carried by a workbook as it stands: framework > scores_definition > alternatives > spare (1)."
    ]
    (framework,) = read_tree_of_library(
        library(nodes[1:], min_score=0, max_score=1, scores_definition=entries), tmp_path
    ).frameworks
    assert noted(framework) == []
