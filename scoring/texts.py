"""How long the texts of an answer may be, and how one begins that stands for a removed text."""

from typing import Annotated

from pydantic import Field

LONGEST_NOTE = 10_000
Note = Annotated[str, Field(strict=True, max_length=LONGEST_NOTE)]
Line = Annotated[str, Field(strict=True, max_length=500)]
Link = Annotated[str, Field(strict=True, max_length=2_000)]

REMOVED = "[removed on "
