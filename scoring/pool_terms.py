"""What a pool asks and promises: fixed when it is made, the same for every member, in every invitation."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from frameworks.fields import Day, Frozen, Id, Key, PartId, Text
from scoring.budget import Neighbors
from scoring.signing import Hex32, SignedDocument, hash_of

PLACES = 21
"""Of the grid over the framework's scale: a quarter of a level apart from 0 to 5. Source: method.md 5.0."""
WHOLE = "all"
"""The one cell of a pool that is published whole."""
MOST_CELLS = 12

Level = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Epsilon = Annotated[float, Field(gt=0, le=3, allow_inf_nan=False)]
ConsentText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=20_000)]


class PoolTerms(Frozen):
    """A pool as its members know it. The id is stable over years and framework versions."""

    id: Id
    title: Text
    framework: Key
    lowest: Level
    highest: Level
    domains: Annotated[tuple[PartId, ...], Field(min_length=1, max_length=100)]
    cells: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_CELLS)] = (WHOLE,)
    """Kinds of service, of which each member is in one; or the whole."""
    unasked: Annotated[dict[Id, tuple[PartId, ...]], Field(max_length=MOST_CELLS)] = {}
    """By cell, the domains that ask nothing of its kind of service. They are not published of it: what members of other
    kinds beside it say of them would be too few, and nobody could tell."""
    is_named: bool = False
    """Whether the members agreed to be named: how many are in which cell is no secret then, only what they answered."""
    is_synthetic: bool = False
    epsilon_cap: Epsilon
    """At this sum of all releases the pool closes for ever."""
    consent_text: ConsentText
    purposes: Annotated[tuple[Text, ...], Field(min_length=1, max_length=5)]
    expires: Day
    public_key: Hex32
    """Signs invitations and releases."""

    @model_validator(mode="after")
    def _has_room_and_distinct_cells(self) -> "PoolTerms":
        if self.highest <= self.lowest:
            raise ValueError("the scale has no length")
        if len(set(self.cells)) < len(self.cells) or len(set(self.domains)) < len(self.domains):
            raise ValueError("a cell or a domain is given twice")
        if any(cell not in self.cells or not {*ids} <= {*self.domains} for cell, ids in self.unasked.items()):
            raise ValueError("a cell or a domain is not known")
        return self

    def going_on_with(
        self, framework: str, domains: tuple[str, ...], unasked: dict[str, tuple[str, ...]]
    ) -> "PoolTerms":
        """The same pool on a newer version of its framework (`id@version`): all else stays as members agreed to it."""
        return self.model_copy(update={"framework": framework, "domains": domains, "unasked": unasked})

    def asked_of(self, cell: str) -> tuple[str, ...]:
        """The domains that are published of a cell, once enough have joined."""
        return tuple(id_ for id_ in self.domains if id_ not in self.unasked.get(cell, ()))

    @property
    def neighbors(self) -> Neighbors:
        """What the pool hides: who took part, or where all are named, what one of them said."""
        return "change_one" if self.is_named else "add_or_remove"

    @property
    def consent_sha256(self) -> str:
        """The hash of the words a member agrees to."""
        return hash_of(self.consent_text)

    def place_of(self, level: float) -> int:
        """The place of the grid that is nearest to a level, 0 to 20; halves go up."""
        share = (level - self.lowest) / (self.highest - self.lowest)
        return min(max(int(share * (PLACES - 1) + 0.5), 0), PLACES - 1)

    def level_at(self, place: float) -> float:
        """The level that stands at a place of the grid."""
        return self.lowest + place * (self.highest - self.lowest) / (PLACES - 1)

    def on_grid(self, level: float) -> float:
        """A level rounded to the grid."""
        return self.level_at(self.place_of(level))


class Invitation(SignedDocument):
    """The terms with one token, under the pool's signature. To whom it goes is written nowhere.

    Without a token it is for all who are in the pool already: it tells them under which terms it goes on.
    """

    schema_: Literal["pool-invitation/1"] = Field(alias="schema")
    terms: PoolTerms
    token: Hex32 | None


def period_of(day: date) -> str:
    """The half-year of a day, as `2026-H2`."""
    return f"{day.year}-H{1 if day.month < 7 else 2}"


def end_of(period: str) -> date:
    """The last day of a half-year."""
    year, _, half = period.partition("-H")
    return date(int(year), 6, 30) if half == "1" else date(int(year), 12, 31)
