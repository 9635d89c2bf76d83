"""The JSON Schemas beside the catalog: current, pointed to by every file, and as strict as the loader."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from frameworks.documents import read_tree
from frameworks.loader import CATALOG
from frameworks.schema import schema_texts, write_schemas

SMALL = Path(__file__).parent / "small" / "1.0"
FILES = sorted([*CATALOG.glob("*/*/**/*.yaml"), *SMALL.glob("**/*.yaml")])
BREAKS = yaml.safe_load((Path(__file__).parent / "breaks.yaml").read_text(encoding="utf-8"))
BY_SCHEMA = {
    "unknown key", "unknown key deep inside", "unknown key beside domain and practices", "key that is no word",
    "missing key", "schema of the future", "title as number", "title left empty", "title without end",
    "title that steers a terminal", "id with a slash", "unknown lifecycle", "unknown method", "date as number",
    "truth value as word", "weight of zero", "negative weight", "weight as text", "weight as truth value",
    "share above one", "list in place of a text", "text in place of a list", "text in place of a mapping",
    "practice that is no mapping", "levels as a list", "effort under another word", "unknown stage",
    "domain that is a number", "domains as a text", "practices left out",
}  # fmt: skip


def schema_of(file: Path) -> str:
    name = {"domains": "domain", "crosswalks": "crosswalk"}.get(file.parent.name, "framework")
    return f"{name}.schema.json"


def faults(text: str, name: str) -> list[str]:
    """What the schema says against a file; keys become text, as in every JSON."""
    tree: Any = json.loads(json.dumps(read_tree(text.encode(), name, "yaml")))
    validator = jsonschema.Draft202012Validator(json.loads((CATALOG / name).read_text(encoding="utf-8")))
    return [error.message for error in validator.iter_errors(tree)]


@pytest.mark.parametrize("name", list(schema_texts()))
def test_schema_in_the_catalog_is_current(name: str) -> None:
    current = (CATALOG / name).read_text(encoding="utf-8") == schema_texts()[name]
    assert current, "run: python -m frameworks.schema"


@pytest.mark.parametrize("name", list(schema_texts()))
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_texts()[name]))


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == schema_texts()


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parts[-3]}/{file.name}" for file in FILES])
def test_every_file_points_to_its_schema_and_follows_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    pointer = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert pointer, "the first line does not name the schema"
    assert (file.parent / pointer[1]).resolve() == (CATALOG / schema_of(file)).resolve()
    assert faults(text, schema_of(file)) == []


def test_every_break_that_a_schema_can_see_is_in_the_table() -> None:
    assert {case["name"] for case in BREAKS} >= BY_SCHEMA


@pytest.mark.parametrize("case", [case for case in BREAKS if case["name"] in BY_SCHEMA], ids=lambda case: case["name"])
def test_editor_sees_the_break_too(case: dict[str, Any]) -> None:
    file = SMALL / case.get("file", "framework.yaml")
    old, *new = case["swap"]
    broken = file.read_text(encoding="utf-8").replace(old, "".join(new).replace("LONG TEXT", "x" * 2_001), 1)
    assert faults(broken, schema_of(file)) != []


@pytest.mark.parametrize("name", list(schema_texts()))
def test_no_mapping_takes_unknown_keys(name: str) -> None:
    waiting, mappings = [json.loads(schema_texts()[name])], 0
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict) and here.get("type") == "object":
            mappings += 1
            assert here["additionalProperties"] is False
        waiting += here.values() if isinstance(here, dict) else here if isinstance(here, list) else []
    assert mappings >= 3
