"""JSON Schemas of the framework's files, for editors; `python -m frameworks.schema` writes them into the catalog."""

import json
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.fields import ID_PATTERN, Frozen
from frameworks.loader import CATALOG
from frameworks.model import DomainHead, Framework, Practice

LEVEL_PATTERN = "^[0-9]{1,7}$"


class DomainFile(Frozen):
    """A domain of a framework, in a file of its own."""

    domain: DomainHead
    practices: tuple[Practice, ...] = Field(min_length=1)


class _ForEditors(GenerateJsonSchema):
    """Without made-up titles; a key that is not known is a fault in mappings, too."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        if "additionalProperties" in made:
            # JSON and YAML schemas know keys as text only.
            made["patternProperties"] = {LEVEL_PATTERN: made["additionalProperties"]}
        return {**made, "additionalProperties": False}


def schema_texts() -> dict[str, str]:
    """Each schema file of the catalog by its name, as it should stand there."""
    framework = Framework.model_json_schema(schema_generator=_ForEditors)
    framework["properties"]["domains"]["items"] = {
        "anyOf": [
            {"type": "string", "pattern": ID_PATTERN, "description": "Name of a file in the folder domains."},
            framework["properties"]["domains"]["items"],
        ]
    }
    domain = DomainFile.model_json_schema(schema_generator=_ForEditors)
    crosswalk = CrosswalkFile.model_json_schema(schema_generator=_ForEditors)
    schemas = {"framework": framework, "domain": domain, "crosswalk": crosswalk}
    return {f"{name}.schema.json": _text(schema) for name, schema in schemas.items()}


def _text(schema: dict[str, Any]) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path = CATALOG) -> None:
    """Write the schemas into the catalog, or another folder."""
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":  # pragma: no cover - run by hand
    write_schemas()
