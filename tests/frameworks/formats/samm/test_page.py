"""docs/formats/samm.md says what the code does."""

import re
from pathlib import Path

import yaml

from frameworks.formats.samm.reader import read_samm
from frameworks.formats.samm.shape import KINDS
from frameworks.formats.samm.toolbox_sheets import SHEETS
from tests.frameworks.formats.samm.sample import model_files, write_model

PAGE = (Path(__file__).parents[4] / "docs" / "formats" / "samm.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))
OF_THE_TREE = {"id", "name", "text", "values", "number", "shortName", "letter"}
"""Fields that the page speaks of by what they are."""


def test_page_names_every_field_that_a_file_of_the_model_has() -> None:
    links = {link for kind in KINDS.values() for link in kind.links}
    fields = {key for text in model_files().values() for key in yaml.load(text, Loader=yaml.BaseLoader)}
    assert fields - links - OF_THE_TREE <= WORDS


def test_page_names_every_sheet_that_is_read() -> None:
    assert set(SHEETS) <= WORDS


def test_fields_that_the_page_calls_kept_are_kept(tmp_path: Path) -> None:
    framework = read_samm(write_model(tmp_path)).frameworks[0]
    kept = PAGE.split("Every other field is kept")[1].split("## ")[0]
    text = framework.model_dump_json(by_alias=True)
    for field in (
        "weight",
        "order",
        "objective",
        "shortDescription",
        "color",
        "logo",
        "assignee",
        "progress",
        "type",
        "notes",
    ):
        assert f"`{field}`" in kept
        assert f'"{field}":' in text


def test_fields_that_the_page_calls_carried_are_carried(tmp_path: Path) -> None:
    framework = read_samm(write_model(tmp_path)).frameworks[0]
    domain = framework.domains[0]
    assert domain.summary == "All of the Garden.\n\nA second paragraph."
    assert domain.children[0].summary == "Soil at length."
    assert domain.children[0].children[0].summary == "What A is about."
    assert (framework.version, framework.method, framework.practices["G-SO-A-2-1"].rung) == ("2.0", "samm", 2)
