"""How cases of a change are read: `3 backed 1/2 weight 2`, a state, or a level alone."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scoring.decomposition import Standing, Standings, decompose_change
from tests.spec.cases import Case, CaseFile


def change_of(_: CaseFile, case: Case) -> dict[str, Any]:
    """The change with its parts by cause and by practice."""
    split = decompose_change(_side(case.input["old"]), _side(case.input["new"]), case.input["view"])
    if split.change is None:
        return {"change": None}
    return {
        "change": split.change,
        **split.by_cause,
        **{part.practice_id: part.total for part in split.by_practice},
    }


def sides_in_words(given: Mapping[str, Any]) -> str:
    """Both sides as a reader of SCORING.md sees them."""
    sides = [", ".join(f"{id_} {_plain(said)}" for id_, said in given[side].items()) for side in ("old", "new")]
    return f"{given['view']}: {sides[0]} → {sides[1]}"


def _plain(said: Any) -> str:
    return str(said).replace("_", " ")


def _side(practices: Mapping[str, Any]) -> Standings:
    return {id_: _standing(str(said).split()) for id_, said in practices.items()}


def _standing(words: list[str]) -> Standing:
    more = dict(zip(words[1::2], words[2::2], strict=True))
    weight = int(more.get("weight", 1))
    if not words[0].isdigit():
        return Standing(words[0], None, None, weight)
    level = int(words[0])
    return Standing("answered", level, level * Fraction(more.get("backed", 1)), weight)
