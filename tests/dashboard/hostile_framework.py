"""A framework from elsewhere whose texts try to become more than text."""

from pathlib import Path
from typing import Any

import yaml

from frameworks.loader import load_framework

TRAP = (
    " <script>window.ran=1</script><img src=x onerror=window.ran=1> [a link](https://elsewhere.example) **bold** "
    ":material/bolt: :red[red] $x^2$ \"' onmouseover=window.ran=1 &lt;b&gt;"
)
KEPT = {"id", "version", "lifecycle", "dated", "basis", "owner", "evidence_kind", "practice", "framework", "source"}
KEPT |= {"applies_to", "threats", "challenges", "stages", "sources", "method", "practices", "kinds"}
"""Fields of fixed words and ids; every other text gets the trap."""


def write_hostile_framework(catalog: Path) -> str:
    """The shipped framework as `elsewhere@9.9`, with the trap in every text that may hold any words; its key."""
    shipped = load_framework("safer-by-design@1.0").model_dump(mode="json", exclude_none=True)
    tree = {**_trapped(shipped), "id": "elsewhere", "version": "9.9"}
    for practice in (practice for domain in tree["domains"] for practice in domain["practices"]):
        practice["levels"] = {int(number): text for number, text in practice["levels"].items()}
        practice["floor"] = practice.get("floor") or None
    folder = catalog / "elsewhere" / "9.9"
    folder.mkdir(parents=True)
    (folder / "framework.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return "elsewhere@9.9"


def _trapped(value: Any, field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _trapped(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        is_list_of_ids = field in KEPT and all(isinstance(inner, str) for inner in value)
        return value if is_list_of_ids or (field == "presets" and _are_ids(value)) else [_trapped(one) for one in value]
    return value + TRAP if isinstance(value, str) and field not in KEPT else value


def _are_ids(value: list[Any]) -> bool:
    return all(isinstance(inner, str) for inner in value)
