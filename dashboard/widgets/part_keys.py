"""Names of page elements that stand for parts of a framework, whose own ids may hold any character."""

import re
import zlib

from dashboard.widgets.plain import as_plain

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]")


def key_part(id_: str) -> str:
    """The id where it is plain, else what is plain of it with a number that tells it from others of the same look.

    Streamlit makes a class of a key by putting a hyphen for every other character; this needs no such change, so that
    a script finds the element again.
    """
    if _PLAIN.fullmatch(id_):
        return id_
    return f"{_NOT_PLAIN.sub('-', id_)[:60]}-{zlib.crc32(id_.encode()):08x}"


def label_part(id_: str) -> str:
    """The id as part of a label that Streamlit reads as Markdown."""
    return id_ if _PLAIN.fullmatch(id_) else as_plain(id_)
