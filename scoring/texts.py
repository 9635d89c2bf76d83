"""How long the texts of an answer may be, and how one begins that stands for a removed text."""

from typing import Annotated

from pydantic import Field

Note = Annotated[str, Field(strict=True, max_length=10_000)]
Line = Annotated[str, Field(strict=True, max_length=500)]
Link = Annotated[str, Field(strict=True, max_length=2_000)]

REMOVED = "[removed on "
