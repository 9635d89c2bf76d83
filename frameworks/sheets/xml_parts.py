"""XML parts read element by element: no document type, no entity, nothing deeper than a workbook is."""

import posixpath
from collections.abc import Callable, Mapping
from xml.parsers import expat

from frameworks.sheets.package import Package, damaged

DEEPEST = 50
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class _Refused(Exception):
    """Ends the parser from inside."""


def walk(package: Package, part: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call `start`, `end` and `text` for each element of a part, with local names of elements and attributes.

    Raises:
        DocumentNotReadable: the part is missing, damaged, not well-formed, or declares a document type.
    """
    content = package.read(part)
    # The encoding is fixed: a part that names another one is not looked up among Python's many.
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _Refused("it is nested too deeply")
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(name))

    def on_doctype(*_: object) -> None:
        raise _Refused("it declares a document type")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.StartDoctypeDeclHandler = on_doctype
    if text:
        parser.CharacterDataHandler = text
    try:
        # At once: in pieces, a long attribute would be looked at again with every piece.
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise damaged(package.name, f"its part '{part[:80]}' is not well-formed") from error
    except _Refused as error:
        raise damaged(package.name, f"in its part '{part[:80]}', {error}") from error


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to inside the file: by id the last word of the kind, and the name of the part."""
    folder, _, base = part.rpartition("/")
    place = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    found: dict[str, tuple[str, str]] = {}

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], inside)

    if package.has(place):
        walk(package, place, on_start)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
