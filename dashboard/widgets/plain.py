"""Text that people typed, made safe to show: Streamlit reads labels as Markdown."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=\"'&])")

_REPLACED = re.compile(
    r":(?=material/|streamlit:|//)|(?<!\S)[<>~-](?=[-=>]{1,2}(?!\S))|www(?=\.)|@(?=[\w-])", re.IGNORECASE
)
"""Where Streamlit replaces text after it has read the Markdown, so that a backslash does not help: icons, its logo,
arrows, dashes and comparisons that stand alone, and addresses, which become links."""

_JOINER = "\N{WORD JOINER}"
"""Takes no room and is not read aloud; what it parts is no longer replaced."""


def as_plain(text: str) -> str:
    """The text so that Markdown, directives, icons, formulas and HTML in it stay text; line breaks become spaces."""
    one_line = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", _REPLACED.sub(lambda found: found[0] + _JOINER, one_line))
