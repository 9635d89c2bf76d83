"""Our own texts are written in the words of the field: frameworks, registers, documents and what the program says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from frameworks.documents import read_tree
from frameworks.loader import CATALOG
from frameworks.remarks import remarks_on, texts_of
from frameworks.terminology import find_terms, suggestion

ROOT = Path(__file__).parents[1]
REGISTERS = ROOT / "frameworks" / "registers"
THE_REGISTER = REGISTERS / "terminology.yaml"
"""The one exception: it names every word to say which to avoid."""
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SOURCES = sorted(
    file
    for folder in ("dashboard", "use_cases", "scoring", "store", "frameworks", "sample_data")
    for file in (ROOT / folder).rglob("*.py")
)


def complaints(texts: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{where}: {suggestion(use)}" for where, text in texts for use in find_terms(text)]


def strings_of(file: Path) -> Iterator[tuple[str, str]]:
    """Every text of a program, documentation included, with its line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield f"line {node.lineno}", node.value


def test_there_is_something_to_look_at() -> None:
    assert {"README.md", "GLOSSARY.md", "CHANGELOG.md", "SCORING.md"} <= {file.name for file in DOCUMENTS}
    assert len(SOURCES) > 150
    assert len([*CATALOG.rglob("*.yaml")]) > 10


@pytest.mark.parametrize(
    "folder", sorted(CATALOG.glob("*/*/")), ids=lambda folder: f"{folder.parent.name}@{folder.name}"
)
def test_frameworks_and_crosswalks_use_the_words_of_the_field(folder: Path) -> None:
    assert [f"{one.where}: {one.what}" for one in remarks_on(folder)] == []


@pytest.mark.parametrize("file", sorted(REGISTERS.glob("*.yaml")), ids=lambda file: file.name)
def test_registers_use_the_words_of_the_field(file: Path) -> None:
    found = complaints(texts_of(read_tree(file, file.name, "yaml"), file.name))
    assert bool(found) == (file == THE_REGISTER), found


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_documents_use_the_words_of_the_field(file: Path) -> None:
    lines = enumerate(file.read_text(encoding="utf-8").split("\n\n"), start=1)
    assert complaints(((f"paragraph {number}", text) for number, text in lines)) == []


def test_what_the_program_says_uses_the_words_of_the_field() -> None:
    assert [f"{file.relative_to(ROOT)}, {one}" for file in SOURCES for one in complaints(strings_of(file))] == []
