"""Whom to call in which country, from the register, as HTML; every text is escaped. No Streamlit here."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets.marks import tag
from frameworks.registers.register import Pathway, Receiving, load_pathways, load_profiles

_POLICE = "The police of the country. Ask for those who work on crimes against children."
_HEADS: dict[Receiving, str] = {"police": "police", "hotline": "hotline", "authority": "for providers"}


def receivers_of(countries: Sequence[str]) -> str:
    """Police and hotline of each country; what holds for several of them stands once, after them.

    Countries of which the register knows nothing are named together, with the police and the finder of hotlines.
    """
    names = {country.code: country.name for country in load_profiles().countries}
    known = load_pathways().pathways
    own = {code: [one for one in known if one.countries == (code,)] for code in countries}
    parts = [_part(names.get(code, code), found, is_country=True) for code, found in own.items() if found]
    if unknown := [names.get(code, code) for code, found in own.items() if not found]:
        parts.append(_part(", ".join(unknown), [], is_country=True))
    shared = [one for one in known if len(one.countries) > 1 and set(one.countries) & set(countries)]
    parts += [
        _part(region, [one for one in shared if one.region == region], is_country=False)
        for region in dict.fromkeys(one.region for one in shared)
    ]
    return "".join(parts)


def receivers_anywhere() -> str:
    """The way that is open in every country."""
    return f'<div class="found">{_list(_anywhere())}</div>'


def removal_of_images(countries: Sequence[str]) -> str:
    """Where the person whom an image shows asks for its removal: worldwide, and in these countries."""
    known = [one for one in load_pathways().pathways if "removal" in one.turned_to_as]
    rows = "".join(f"<p>{_words(one)}</p>" for one in known if not one.countries or set(one.countries) & set(countries))
    return f'<details class="found"><summary>If an image shows you or your child</summary>{rows}</details>'


def _part(place: str, pathways: Sequence[Pathway], *, is_country: bool) -> str:
    named = sorted((one for one in pathways if set(one.turned_to_as) & set(_HEADS)), key=_order)
    rows = [(_head(one), _words(one)) for one in named]
    if is_country:
        covered = {kind for one in named for kind in one.turned_to_as}
        police, *finders = _anywhere()
        rows = [*([] if "police" in covered else [police]), *rows, *([] if "hotline" in covered else finders)]
    unknown = "" if named else "<p>The register names nobody there. These are open everywhere.</p>"
    return f'<div class="found"><h4>{escape(place)}</h4>{unknown}{_list(rows)}</div>'


def _anywhere() -> list[tuple[str, str]]:
    """The police, then who names the hotline of any country."""
    finders = [one for one in load_pathways().pathways if not one.countries and "hotline" in one.turned_to_as]
    return [("Police", _POLICE), *((_head(one), _words(one)) for one in finders)]


def _list(rows: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{head}</dt><dd>{words}</dd>" for head, words in rows) + "</dl>"


def _order(pathway: Pathway) -> tuple[bool, bool]:
    return "police" not in pathway.turned_to_as, "hotline" not in pathway.turned_to_as


def _head(pathway: Pathway) -> str:
    words = ", ".join(head for kind, head in _HEADS.items() if kind in pathway.turned_to_as)
    return words[0].upper() + words[1:]


def _words(pathway: Pathway) -> str:
    mark = f" {tag('unverified', 'warn')}" if pathway.is_unverified else ""
    below = "".join(f"<small>{escape(words)}</small>" for words in (pathway.channel, pathway.duty) if words)
    return f"{escape(pathway.receiver)}{mark}{below}"
