"""The fields that files are made of: ids, texts, days, weights, each with what it refuses."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _plain_day(given: object) -> object:
    """Only a date, or text as 2026-11-25: neither a number nor a date with a time."""
    if (isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given)) or type(given) is date:
        return given
    raise PydanticCustomError("date_type", "Input should be a date")


Day = Annotated[date, BeforeValidator(_plain_day)]

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
PART_ID_PATTERN = r"^[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f]{0,198}[^\s\x00-\x1f\x7f-\x9f])?$"
KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
PROSE_PATTERN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
STEP_PATTERN = r"^to[0-9]{1,3}$"

Id = Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN)]
Key = Annotated[str, StringConstraints(strict=True, pattern=KEY_PATTERN)]
"""A framework with its version, as `safer-by-design@1.0`."""
Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000)]
Prose = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000, pattern=PROSE_PATTERN),
]
"""Text without control characters: nothing in it steers the terminal of somebody who lists a framework."""

PartId = Annotated[str, StringConstraints(strict=True, pattern=PART_ID_PATTERN)]
"""Of a domain, group, practice or preset. Lists of others have ids such as `Art. 5 (1)`."""
Passage = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=60_000, pattern=PROSE_PATTERN),
]
"""Prose as long as a chapter, as lists of others have it."""

Weight = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=36_500)]
Months = Annotated[int, Field(strict=True, ge=1, le=600)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Levels = Annotated[float, Field(strict=True, gt=0, le=1_000_000, allow_inf_nan=False)]
Weeks = Annotated[float, Field(strict=True, ge=0, le=10_000, allow_inf_nan=False)]
Step = Annotated[str, StringConstraints(strict=True, pattern=STEP_PATTERN)]
"""The way up to a level, as `to3`."""
Grade = Literal["P", "S", "R", "M"]
"""P primary, S secondary, R a third party's record, M from memory and unverified."""

Basis = Literal["judgement", "source"]
"""Where a value comes from: this project's judgement, or a source that is named."""


class Frozen(BaseModel):
    """A value that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
