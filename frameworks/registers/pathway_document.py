"""What the registers say of one country, as the document that `safermark pathways --json` prints."""

from datetime import date
from typing import Any

from frameworks.registers.law import (
    Law,
    LawChange,
    Laws,
    is_named_for,
    is_old,
    is_partly_unverified,
    list_changes_of_law,
    must_first,
    touches,
)
from frameworks.registers.register import Country, Pathway, Pathways
from frameworks.registers.standing import standing_of

NO_ADVICE = "Not legal advice. An empty field is not known; an entry is unverified until the original has been read."
Tree = dict[str, Any]


def pathways_as_published(country: Country, pathways: Pathways, laws: Laws, on: date) -> Tree:
    """Pathways and law of a country on a day: duties before offers, own entries before those of region and world."""
    ahead, recent = list_changes_of_law(laws.laws, [country.code], on)
    touching = [one for one in must_first(pathways.pathways) if touches(one, country.code)]
    touching.sort(key=lambda one: _reach(one, country.code))
    return {
        "country": country.code,
        "name": country.name,
        "as_of": on.isoformat(),
        "note": NO_ADVICE,
        "standing": standing_of(country.code, pathways.pathways),
        "pathways_dated": pathways.dated.isoformat(),
        "pathways": [_entry(one, country.code, pathways.dated, on) for one in touching],
        "law_dated": laws.dated.isoformat(),
        "law": [_entry(one, country.code, laws.dated, on) for one in laws.laws if touches(one, country.code)],
        "changes_ahead": [_change(one) for one in ahead],
        "recent_changes": [_change(one) for one in recent],
    }


def applies_as(entry: Pathway | Law, code: str) -> str:
    """Whether an entry that touches a country is its own, one of its region, or worldwide."""
    return ("own", "region", "worldwide")[_reach(entry, code)]


def _reach(entry: Pathway | Law, code: str) -> int:
    return 0 if is_named_for(entry, code) else 1 if entry.countries else 2


def _entry(entry: Pathway | Law, code: str, dated: date, on: date) -> Tree:
    return {
        "applies_as": applies_as(entry, code),
        **entry.model_dump(mode="json", exclude={"countries"}),
        "is_unverified": is_partly_unverified(entry),
        "is_old": is_old(entry, dated, on),
    }


def _change(change: LawChange) -> Tree:
    return {"law": change.law.id, "on": change.on.isoformat() if change.on else None, "what": change.what}
