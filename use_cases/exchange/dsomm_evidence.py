"""The evidence of one team in DSOMM's `team-evidence.yaml`, as pointers or, where a day is missing, as words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from frameworks.formats.building import plain_text, shortened
from frameworks.formats.dsomm.source import Document
from scoring.assessment import is_web_address
from use_cases.exchange.dsomm_files import EVIDENCE, part_of
from use_cases.exchange.reading import Reading

LONGEST_TITLE = 200
_DAY_KEYS = ("evidenceRecorded", "date")
"""As DSOMM writes it, then as people write it who keep the file by hand."""
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One pointer: with a day as evidence, without one as words in a note."""

    title: str
    link: str
    on: str
    """As written, cut to the day; empty where it is missing."""
    place: str


@dataclass(slots=True)
class TeamEvidence:
    """What one team has put down, by the activity's uuid."""

    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    not_carried: int = 0
    """Pieces with a description or a reviewer."""
    without_team: int = 0
    links_left_out: int = 0


def day_of(given: Any) -> str:
    """The day in front of a time; else as written."""
    text = given if isinstance(given, str) else "" if given is None else str(given)
    found = _DAY.fullmatch(text.strip())
    return found[1] if found else text


def evidence_of(documents: list[Document], team: str, reading: Reading) -> TeamEvidence:
    """Every piece that names the team; faults go to the reading."""
    found = TeamEvidence()
    for document, content in part_of(documents, EVIDENCE):
        for uuid, entries in content.items():
            for number, entry in enumerate(entries if isinstance(entries, list) else [entries] if entries else []):
                place = document.place(EVIDENCE, uuid, number)
                if not isinstance(entry, dict):
                    reading.fault_at(place, "The evidence is not a set of keys with values.", "give title and day.")
                elif _is_of(team, entry, found):
                    found.pieces.setdefault(str(uuid), []).extend(_pieces(entry, place, found))
    return found


def _is_of(team: str, entry: dict[Any, Any], found: TeamEvidence) -> bool:
    teams = entry.get("teams")
    named = teams if isinstance(teams, list) else [teams] if teams else []
    found.without_team += not named
    return team in [str(one) for one in named]


def _pieces(entry: dict[Any, Any], place: str, found: TeamEvidence) -> Iterator[Piece]:
    description = plain_text(entry.get("description"))
    found.not_carried += bool(description or entry.get("reviewer"))
    title = " ".join((plain_text(entry.get("title")) or description or "Evidence of DSOMM").split())
    on = day_of(next((day for key in _DAY_KEYS if (day := entry.get(key)) not in (None, "")), None))
    attached = entry.get("attachment")
    links = [_link(one, found) for one in (attached if isinstance(attached, list) else [])]
    for link in dict.fromkeys(link for link in links if link) or ("",):
        yield Piece(shortened(title, LONGEST_TITLE), link, on, place)


def _link(attached: Any, found: TeamEvidence) -> str:
    link = plain_text(attached.get("externalLink")) if isinstance(attached, dict) else ""
    if link and (not is_web_address(link) or len(link) > 2_000):
        found.links_left_out += 1
        return ""
    return link
