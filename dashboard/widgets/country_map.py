"""The map: one square a country, drawn from our own table, as HTML. Nothing is asked of another address."""

from collections.abc import Mapping
from html import escape

from dashboard.widgets.marks import table
from dashboard.widgets.pathway_words import STANDING_WORDS
from frameworks.registers.standing import EMPTY, STANDINGS, MapPart, Standing, load_map


def country_map(standings: Mapping[str, Standing], own: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """Every country by what is on record of it, those of the profile in a strong frame; words in label and legend."""
    parts = "".join(_part(part, standings, own) for part in load_map().parts)
    label = escape(map_sentence(own, names))
    below = [names[code] for code in own if code not in load_map().codes]
    without = f'<p class="quiet">Without a square: {escape(", ".join(below))}.</p>' if below else ""
    return f'<div class="tilemap" role="img" aria-label="{label}">{parts}</div>{_legend()}{without}'


def map_sentence(own: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """What the map shows of the countries of the profile."""
    if not own:
        return "Map of the countries on record. The profile names no country."
    by_standing = [
        (STANDING_WORDS[standing], [names[code] for code, one in own.items() if one == standing])
        for standing in STANDINGS
    ]
    words = "; ".join(f"{words}: {', '.join(found)}" for words, found in by_standing if found)
    return f"Map of the countries where the organization operates. {words[0].upper()}{words[1:]}."


def map_table(standings: Mapping[str, Standing], own: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """The same as rows: the countries of the profile first, then every other one that is on record."""
    others = {code: one for code, one in standings.items() if one != "none" and code not in own}
    rows = [
        (escape(names[code]), code, "operates here" if code in own else "–", STANDING_WORDS[standing])
        for code, standing in {**own, **others}.items()
    ]
    heads = ("Country", "Code", "Organization", "On record")
    return table(heads, rows, caption="The map as a table", names={1: "", 2: "", 3: ""})


def _part(part: MapPart, standings: Mapping[str, Standing], own: Mapping[str, Standing]) -> str:
    columns = max(len(row) for row in part.tiles)
    tiles = "".join(_tile(code, standings, own) for row in part.tiles for code in row)
    grid = f'<div class="tiles" style="--columns:{columns}">{tiles}</div>'
    return f'<div class="part"><b>{escape(part.title)}</b>{grid}</div>'


def _tile(code: str, standings: Mapping[str, Standing], own: Mapping[str, Standing]) -> str:
    if code == EMPTY:
        return "<i></i>"
    kind = own.get(code) or standings.get(code, "none")
    return f'<i class="{kind}{" own" if code in own else ""}">{code}</i>'


def _legend() -> str:
    tiles = "".join(
        f'<span><i class="tile {standing}">{"–" if standing == "none" else "XX"}</i> {STANDING_WORDS[standing]}</span>'
        for standing in STANDINGS
    )
    own = "the organization operates here (ochre: nothing of its own on record)"
    return f'<p class="tilekey"><span><i class="tile none own">XX</i> {own}</span>{tiles}</p>'
