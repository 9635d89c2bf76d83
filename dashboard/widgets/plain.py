"""Text that people typed, made safe to show: Streamlit reads labels as Markdown."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=\"'&])")


def as_plain(text: str) -> str:
    """The text so that Markdown, directives and HTML in it stay text; line breaks become spaces."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
