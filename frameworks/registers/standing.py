"""How much a register of pathways knows of a country, and where its tile stands on the map."""

from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

from frameworks.fields import Day, Frozen, Id, Prose
from frameworks.registers.law import is_named_for, is_partly_unverified
from frameworks.registers.register import FOLDER, Pathway, load_register_file

Standing = Literal["verified", "sourced", "memory", "shared", "none"]
"""Of the entries of a country's own that take reports: every part was read in the original; a source is named and not
everything was read; all stand from memory. Without any: an entry of its region reaches it, or none does."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)

EMPTY = ".."


class MapPart(Frozen):
    """One part of the map: rows of country codes, each a tile."""

    id: Id
    title: Prose
    rows: tuple[Prose, ...]

    @property
    def tiles(self) -> tuple[tuple[str, ...], ...]:
        """The codes by row and column; an empty place is `..`."""
        return tuple(tuple(row.split()) for row in self.rows)


class TileMap(Frozen):
    """The map."""

    dated: Day
    parts: tuple[MapPart, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every country that has a tile."""
        return frozenset(code for part in self.parts for row in part.tiles for code in row if code != EMPTY)


@cache
def load_map() -> TileMap:
    """Where each country stands on the map."""
    return load_register_file(FOLDER / "map.yaml", TileMap)


def standing_of(code: str, pathways: Sequence[Pathway]) -> Standing:
    """How much the register knows of whom to tell in a country. What holds worldwide counts for none."""
    own = [one for one in pathways if is_named_for(one, code) and one.turned_to_as]
    if own:
        if not any(is_partly_unverified(one) for one in own):
            return "verified"
        return "memory" if all(one.grade == "M" for one in own) else "sourced"
    return "shared" if any(code in one.countries and one.turned_to_as for one in pathways) else "none"
