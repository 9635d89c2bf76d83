"""Trees as YAML text that every reader takes the same way, whether it goes by YAML 1.1 or 1.2."""

import re
from typing import Any

import yaml

_BARE = re.compile(r"[A-Za-zÀ-ɏ(][^\n]*")
"""What may stand without quotation marks where YAML itself allows it: it begins like a word."""
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""Words that some reader takes for something else than text."""
_BLOCK = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
"""Texts whose lines stay as they are when they stand on lines of their own."""

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _LibraryDumper(_Dumper):  # type: ignore[misc]
    """Writes texts so that they come back as texts."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an anchor: what stands twice is written twice."""
        return True


def _text_node(dumper: Any, text: str) -> Any:
    style: str | None
    if "\n" in text:
        style = "|" if _BLOCK.fullmatch(text) else '"'
    else:
        style = None if _BARE.fullmatch(text) and text.lower() not in _WORDS else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_LibraryDumper.add_representer(str, _text_node)


def yaml_text(tree: Any) -> bytes:
    """The tree as YAML, keys in their order."""
    text: str = yaml.dump(tree, Dumper=_LibraryDumper, allow_unicode=True, sort_keys=False, width=120)
    return text.encode("utf-8")
