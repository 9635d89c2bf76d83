"""Sentences about pathways, law and the organization's own duties; pure functions of what the registers hold."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.widgets.dates import day
from dashboard.widgets.findings import count, listed
from frameworks.registers.law import OLD_AFTER, Law, is_old, is_partly_unverified
from frameworks.registers.register import Pathway
from frameworks.registers.standing import Standing
from scoring.duties import EU, EVERYWHERE, Duty, DutyCover

NO_ADVICE = (
    "Not legal advice. An entry tells where to look and whom to ask; the original text decides. "
    "Unverified: nobody here has read the original of every part. Not known: no source gave it."
)
STANDING_WORDS: dict[Standing, str] = {
    "verified": "pathway verified",
    "sourced": "pathway with a source, unverified",
    "memory": "pathway from memory, unverified",
    "shared": "entries of its region only",
    "none": "no pathway on record",
}
BINDING_WORDS = {"must": "must", "may": "may", "pending": "pending", "offense": "offense"}
KEEPING_A_FIND = (
    "Periods bind those whom the entry names. Nobody else keeps material; whoever finds some isolates it and asks the "
    "receiver."
)


def pathways_finding(standings: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """Which countries of the profile stand without a pathway of their own, else how many are verified."""
    total = len(standings)
    if not standings:
        return "The profile names no country yet."
    bare = [names[code] for code, standing in standings.items() if standing in ("none", "shared")]
    if not bare:
        return _verified_sentence([names[code] for code in standings], list(standings.values()).count("verified"))
    named = listed(bare, keep_case=True)
    if len(bare) == total:
        return f"{named} {'has no pathway of its' if total == 1 else 'have no pathway of their'} own on record."
    has = "has no pathway of its" if len(bare) == 1 else "have no pathway of their"
    return f"{_number(len(bare))} of {total} countries {has} own on record: {named}."


def _verified_sentence(named: Sequence[str], verified: int) -> str:
    total = len(named)
    if total == 1:
        return f"{named[0]} has a pathway on record; it is {'verified' if verified else 'unverified'}."
    words = {0: "none of them is", 1: "one of them is", total: "all of them are"}
    how_many = words.get(verified, f"{verified} of them are")
    all_of_them = "Both countries" if total == 2 else f"All {total} countries"
    return f"{all_of_them} have a pathway on record; {how_many} verified."


def _number(number: int) -> str:
    """In words at the beginning of a sentence, as count() gives it."""
    return count(number, "", "").strip()


def pathways_lede(standings: Mapping[str, Standing], ahead: int, recent: int) -> str:
    """What is new and what to do about countries that the register does not know."""
    if not standings:
        return "Name the countries where you operate on Organizations; until then, look at any country below."
    changes = f"{count(recent, 'change', 'changes')} of law in the past year and {_none_or(ahead)} ahead"
    concern = "concerns" if ahead < 2 and recent < 2 else "concern"
    ask = (
        " Where nothing is on record the police, and the hotline that the worldwide finder names, are open."
        if any(standing in ("none", "shared") for standing in standings.values())
        else ""
    )
    return f"{changes} {concern} these countries.{ask}"


def _none_or(number: int) -> str:
    return "none" if not number else _number(number).lower()


def changes_finding(ahead: int, recent: int) -> str:
    """How many changes of law are on record."""
    return f"{count(recent, 'change of law', 'changes of law')} in the past year, {_none_or(ahead)} ahead"


def dated_sentence(pathways: date, laws: date, on: date) -> str:
    """When the registers were last gone through."""
    gone = f"Pathways were last gone through on {day(pathways)}, law on {day(laws)}."
    ages = [(on - dated).days for dated in (pathways, laws)]
    if max(ages) <= OLD_AFTER:
        return gone
    return f"{gone} That is more than {OLD_AFTER} days ago: check each entry before you rely on it."


def country_finding(name: str, pathways: Sequence[Pathway]) -> str:
    """How many duties and offers a country's own entries hold."""
    if not pathways:
        return f"{name}: no pathway on record"
    must = sum(one.binding == "must" for one in pathways)
    may = sum(one.binding == "may" for one in pathways)
    parts = [
        *([count(must, "duty", "duties").lower()] if must else []),
        *([count(may, "offer", "offers").lower()] if may else []),
        *(["one pending"] if len(pathways) > must + may else []),
    ]
    return f"{name}: {listed(parts)}"


def trust_words(entry: Pathway | Law, dated: date, on: date) -> list[str]:
    """What stands beside an entry that must not be taken as a fact; empty = read in the original, and lately."""
    words = []
    if entry.grade == "M":
        words.append("from memory, unverified")
    elif entry.verified_on is None:
        words.append("unverified")
    elif is_partly_unverified(entry):
        words.append("parts unverified")
    if is_old(entry, dated, on):
        words.append(f"older than {OLD_AFTER} days")
    return words


def force_words(law: Law, on: date) -> str:
    """From when until when a law holds, seen from a day."""
    if law.binding == "pending":
        return "pending"
    begin, end = law.in_force_from, law.in_force_until
    if end and end < on:
        return f"until {day(end)}; no longer in force"
    until = f", until {day(end)}" if end else ""
    if begin is None:
        return f"day not known{until}"
    return f"{'from' if begin > on else 'since'} {day(begin)}{until}"


def country_words(code: str, names: Mapping[str, str]) -> str:
    """The country of a duty."""
    return {EVERYWHERE: "Everywhere", EU: "European Union"}.get(code) or names.get(code, code)


def cover_sentence(cover: DutyCover, names: Mapping[str, str]) -> str:
    """How far the organization's own register reaches over the countries of its profile."""
    if not cover.countries:
        return "The profile names no country, so nothing can be said of how far the register reaches."
    reached = len(cover.own) + len(cover.shared)
    words = f"The register reaches {reached} of {cover.countries} {'country' if cover.countries == 1 else 'countries'}"
    if cover.shared:
        shared = listed([names.get(code, code) for code in cover.shared], keep_case=True)
        words += f", {shared} by a duty of the European Union only"
    if cover.bare:
        words += f"; nothing is registered for {listed([names.get(c, c) for c in cover.bare], keep_case=True)}"
    return f"{words}."


def duties_finding(duties: Sequence[Duty], on: date) -> str:
    """How many duties are registered, and how many checks are overdue."""
    active = [duty for duty in duties if duty.is_active]
    if not duties:
        return "No duty is registered yet"
    if not active:
        return "Every duty is retired"
    overdue = sum(duty.is_overdue(on) for duty in active)
    words = count(len(active), "duty is", "duties are") + " registered"
    return f"{words}; {_overdue(overdue)}" if overdue else f"{words}, each checked within {OLD_AFTER} days"


def _overdue(number: int) -> str:
    return count(number, "check is overdue", "checks are overdue").lower()


def checked_words(duty: Duty, on: date) -> str:
    """What stands beside the day of the last check; empty where all is well."""
    if not duty.is_active:
        return "retired"
    if not duty.is_overdue(on):
        return ""
    return "never checked" if duty.checked_on is None else "check overdue"


def pointing_sentence(level: int, claimed: int, cover: DutyCover) -> str:
    """Which level the register by itself backs, and why no more."""
    if level >= min(claimed, 3):
        why = "" if claimed <= 3 else " What lies above level 3 is not in a register."
    elif level == 2:
        is_short = cover.bare or not cover.countries
        lacks = "not every country is reached" if is_short else "a duty is incomplete or overdue"
        why = f" Each duty has an owner; {lacks}."
    elif level == 1:
        why = " A duty was checked; not every one has an owner."
    else:
        why = " No duty has an owner or a day on which it was checked."
    return f"As the level texts have it, the register alone backs level {level} of the {claimed} claimed.{why}"


def kept_sentence(kept: Sequence[Duty]) -> str:
    """What was kept of what was given."""
    return "Nothing new was said; nothing is kept twice." if not kept else "The duty is kept."
