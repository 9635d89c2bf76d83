"""Texts as a workbook keeps them: what XML cannot hold is written _xHHHH_, and so is a text that looks like it."""

import re

_UNWRITABLE = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_ESCAPED = re.compile(f"[{_UNWRITABLE}]")
# An underscore that would begin an escape once the rest is written; they may overlap, as in _x0041_x0042_.
_LOOKS_ESCAPED = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_UNWRITABLE}])")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HALF = re.compile("[\ud800-\udfff]")


def escaped(text: str) -> str:
    """The text in characters that XML holds; `unescaped` undoes it exactly. Markup is not escaped here."""
    without = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", without)


def unescaped(text: str) -> str:
    """The text that was escaped, by us or by a spreadsheet."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    # Two halves that were written one by one are one character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") if _HALF.search(plain) else plain


def cannot_be_kept(text: str) -> bool:
    """Whether a text holds a NUL or half a character."""
    return "\0" in text or _HALF.search(text) is not None
