"""What an imported framework keeps of its source: where each part comes from, and what only the source can say."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from frameworks.fields import Frozen, Passage

Format = Literal["ciso-assistant", "samm", "oscal", "dsomm"]

Points = Annotated[float, Field(allow_inf_nan=False)]


class Origin(Frozen):
    """Where a framework, domain, group or practice comes from."""

    format: Format
    id: str = ""
    """The source's own: a URN, a UUID, a key."""
    kept: dict[str, JsonValue] = {}
    """Fields of the source that no field of ours holds, by the source's names, so that writing gives them back."""


class Choice(Frozen):
    """One of the answers a question offers."""

    id: str
    text: Passage
    points: Points | None = None
    """What it adds to the score of its practice."""
    kept: dict[str, JsonValue] = {}


class Question(Frozen):
    """A question that the source asks to find the level of a practice."""

    id: str
    kind: str
    """In the source's words, as `unique_choice`."""
    text: Passage
    choices: tuple[Choice, ...] = ()
    kept: dict[str, JsonValue] = {}
