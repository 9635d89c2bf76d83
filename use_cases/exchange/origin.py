"""What a file was made from, so that what was answered since can be told from what the file changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from use_cases.exchange.reading import Path, Reading, quote, shorten

ORIGIN_KEYS = ("assessment", "at", "answers")
_HERE: Path = ("made_from",)


@dataclass(frozen=True, slots=True)
class Origin:
    """The assessment a file was exported from, when, and the answers that stood there then."""

    assessment: str
    at: datetime
    """UTC, to the second."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The id of the answer of each practice that had one."""


def read_origin(reading: Reading, tree: Mapping[Any, Any]) -> Origin | None:
    """What the file says of where it comes from; None where it says nothing, or something at fault."""
    if tree.get("made_from") is None:
        return None
    given = reading.mapping(tree["made_from"], _HERE, "made_from")
    if given is None:
        return None
    before = len(reading.faulty)
    reading.check_keys(given, _HERE, ORIGIN_KEYS)
    assessment = reading.text(given, _HERE, "assessment", 100)
    if not assessment and (*_HERE, "assessment") not in reading.faulty:
        reading.fault((*_HERE, "assessment"), "made_from names no assessment.", _MEND)
    at = _moment(reading, reading.text(given, _HERE, "at", 40))
    answers = reading.mapping(given.get("answers") or {}, (*_HERE, "answers"), "answers") or {}
    for practice, id_ in answers.items():
        if not isinstance(practice, str) or not isinstance(id_, str) or len(id_) > 500:
            reading.fault((*_HERE, "answers", shorten(practice)), f"{quote(id_)} is no id of an answer.", _MEND)
    if len(reading.faulty) > before or at is None:
        return None
    return Origin(assessment, at, dict(answers))


def origin_as_tree(origin: Origin) -> dict[str, Any]:
    """The tree that reads back as the same value."""
    return {"assessment": origin.assessment, "at": moment_as_text(origin.at), "answers": dict(origin.answers)}


def moment_as_text(at: datetime) -> str:
    """A moment in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _moment(reading: Reading, text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    if (*_HERE, "at") not in reading.faulty:
        reading.fault((*_HERE, "at"), f"{quote(shorten(text))} is no moment in UTC.", _MEND)
    return None


_MEND = "leave made_from as it was exported, or leave it out."
