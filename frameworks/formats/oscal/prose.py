"""The texts of a control as people read them: parts one below the other, parameters filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping

from frameworks.formats.building import plain_text, shortened
from frameworks.formats.oscal.words import Tree, is_ours, label_of, values_of

LONGEST_PARAMETER = 4_000
"""Characters of one parameter; parameters may name each other, so that few of them could make a text without end."""
DEEPEST_PARAMETER = 20
"""Parameters that stand in each other; those below are shown by their ids."""
MOST_FILLED = 4_000_000
"""Characters that all parameters of a catalog may put into its texts; from there on they are shown by their ids."""
_INSERT = re.compile(r"\{\{\s*+(?:insert\s*+:\s*+param\s*+,\s*+)?([^\s{},:]++)\s*+\}\}")
_NOT_FOR_READING = ("statement", "assess", "objective")
"""Parts that begin so are no guidance; objectives and methods are for assessors, and kept."""


class Parameters:
    """The parameters of a catalog by id, and the texts that stand in prose for them."""

    def __init__(self, params: Mapping[str, Tree]) -> None:
        self._params = params
        self._texts: dict[str, str] = {}
        self._depth = 0
        self._left = MOST_FILLED
        self.unknown: dict[str, None] = {}
        """Ids that prose names and the catalog does not have, in order."""

    def filled(self, prose: str) -> str:
        """The prose with the text of each parameter in its place."""
        return _INSERT.sub(lambda found: self._text(found[1]), prose)

    def _text(self, id_: str) -> str:
        if id_ not in self._params:
            self.unknown[id_] = None
            return f"[{id_}]"
        if id_ not in self._texts:
            # For a parameter that leads back to itself, or on and on.
            self._texts[id_] = f"[{id_}]"
            if self._depth < DEEPEST_PARAMETER:
                self._depth += 1
                self._texts[id_] = shortened(self._said(id_, self._params[id_]), LONGEST_PARAMETER)
                self._depth -= 1
        self._left -= len(self._texts[id_])
        return self._texts[id_] if self._left > 0 else f"[{id_}]"

    def _said(self, id_: str, param: Tree) -> str:
        if values := param.get("values"):
            return ", ".join(self._all_filled(values))
        select = param.get("select", {})
        if choice := select.get("choice"):
            several = " (one or more)" if select.get("how-many") == "one-or-more" else ""
            return f"[Selection{several}: {'; '.join(self._all_filled(choice))}]"
        if label := param.get("label"):
            bounds = [one["description"] for one in param.get("constraints", ()) if one.get("description")]
            bound = f" ({'; '.join(self._all_filled(bounds)).strip()})" if bounds else ""
            return f"[Assignment: {self.filled(label)}{bound}]"
        if parts := values_of(param, "aggregates"):
            return ", ".join(self._text(part) for part in parts)
        return f"[{id_}]"

    def _all_filled(self, texts: Iterable[str]) -> Iterator[str]:
        size = 0
        for text in texts:
            filled = self.filled(text)
            size += len(filled)
            yield filled
            if size > LONGEST_PARAMETER:
                return


def statement_of(tree: Tree, parameters: Parameters) -> str:
    """What the control asks for, item by item; where it has no statement, its other texts; empty for none."""
    parts = tree.get("parts", ())
    asked = [part for part in parts if part.get("name") == "statement"]
    return _lines(asked, parameters) or _lines((part for part in parts if _is_overview(part)), parameters)


def guidance_of(tree: Tree, parameters: Parameters) -> str:
    """What helps to understand the control; empty for none."""
    parts = [part for part in tree.get("parts", ()) if not is_ours(part)]
    return _lines((part for part in parts if not _is_overview(part) and _is_guidance(part)), parameters)


def _is_overview(part: Tree) -> bool:
    return str(part.get("name", "")).casefold() in ("overview", "objective", "description")


def _is_guidance(part: Tree) -> bool:
    return not str(part.get("name", "")).casefold().startswith(_NOT_FOR_READING)


def _lines(parts: Iterable[Tree], parameters: Parameters) -> str:
    return "\n".join(line for part in parts for line in _part_lines(part, parameters))


def _part_lines(part: Tree, parameters: Parameters) -> Iterator[str]:
    prose = plain_text(parameters.filled(plain_text(part.get("prose"))))
    heading = plain_text(part.get("title"))
    label = " ".join(plain_text(label_of(part)).split())
    if line := " ".join(text for text in (label, heading, prose) if text):
        yield line
    for inner in part.get("parts", ()):
        yield from _part_lines(inner, parameters)
