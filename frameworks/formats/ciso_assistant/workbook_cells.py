"""Fields of a library as cells of a workbook: languages as titles, lists in lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.fields import text_of
from frameworks.formats.ciso_assistant.workbook_question_cells import question_cells
from frameworks.formats.ciso_assistant.workbook_tables import NODE_LISTS, NODE_NUMBERS, NODE_TEXTS, TRANSLATIONS

_OF_NODE = (*NODE_TEXTS, *NODE_NUMBERS, *NODE_LISTS, "implementation_groups")


def with_languages(fields: Mapping[str, Any], without: Sequence[str] = ()) -> dict[str, Any]:
    """Fields with their translations under titles such as `name[fr]`; what no cell can hold is left out."""
    cells = {name: value for name, value in fields.items() if name != TRANSLATIONS and not isinstance(value, dict)}
    translations = fields.get(TRANSLATIONS)
    for language, texts in translations.items() if isinstance(translations, dict) else ():
        for name, text in texts.items() if isinstance(texts, dict) else ():
            if isinstance(text, str) and name not in without:
                cells[f"{name}[{language}]"] = text
    return cells


def listed(value: Any) -> Any:
    """A value as one cell."""
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, list):
        return ", ".join(text for one in value if (text := text_of(one)))
    return value


def node_cells(
    node: Mapping[str, Any], base: str, scale: str, answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A node as a row; `node_id` keeps its URN."""
    said = {name: node[name] for name in (*_OF_NODE, TRANSLATIONS) if name in node}
    return {
        "assessable": node["assessable"],
        "depth": node["depth"],
        "node_id": node["urn"].removeprefix(f"{base}:"),
        **with_languages(said, without=("questions",)),
        "scores_definition": scale or None,
        **question_cells(node.get("questions") or {}, answers),
    }
