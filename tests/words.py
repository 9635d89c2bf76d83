"""What a person reads of a piece of HTML."""

import re
from html import unescape


def words_of(html: str) -> str:
    """The text without its tags, spaces made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
