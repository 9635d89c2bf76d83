"""What the register knows of a country: by its own entries that take reports, else by those of its region."""

import pytest

from frameworks.registers.register import Pathway, load_pathways
from frameworks.registers.standing import load_map, standing_of

BASE = load_pathways().pathways[0]
READ = {"verified_on": "2026-11-01", "has_unverified_parts": False}


def pathway(**changes: object) -> Pathway:
    return Pathway.model_validate(BASE.model_dump() | {"countries": ("GB",), "grade": "S"} | changes)


@pytest.mark.parametrize(
    ("entries", "standing"),
    [
        ([], "none"),
        ([{}], "sourced"),
        ([READ], "verified"),
        ([READ, {}], "sourced"),
        ([{"grade": "M"}], "memory"),
        ([{"grade": "M"}, {}], "sourced"),
        ([{"turned_to_as": ()}], "none"),
        ([{"countries": ("GB", "FR")}], "shared"),
        ([{"countries": ("GB", "FR"), "turned_to_as": ()}], "none"),
        ([{"countries": ()}], "none"),
        ([{"countries": ("FR",)}], "none"),
    ],
)
def test_standing_follows_the_entries(entries: list[dict[str, object]], standing: str) -> None:
    assert standing_of("GB", [pathway(**one) for one in entries]) == standing


def test_a_country_has_one_tile_or_none_and_places_stay_empty() -> None:
    tiles = [code for part in load_map().parts for row in part.tiles for code in row if code != ".."]
    assert len(tiles) == len(set(tiles)) > 30
    assert load_map().codes == set(tiles)
