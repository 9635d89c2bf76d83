"""Upkeep of the store: back up, restore, verify, redact."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frameworks.errors import MaturityError
from scoring.screening import screen_text
from store.backups import backup_store, list_kept_copies, restore_store
from store.database import StoreNotUsable
from store.redaction import (
    DEFAULT_FIELDS,
    FIELDS,
    Redaction,
    count_in_ids,
    holds,
    redact_fields,
    redact_text,
)
from store.soundness import Soundness, verify_store
from use_cases.clock import Clock, utc_now
from use_cases.workspace import Workspace

__all__ = [
    "DEFAULT_FIELDS",
    "FIELDS",
    "NothingRedacted",
    "Removal",
    "Soundness",
    "StoreNotUsable",
    "backup",
    "redact_everywhere",
    "redact_row",
    "restore",
    "verify",
]

LONGEST_REASON = 200
"""Characters. The words that stand for a removed text must fit wherever a text stood."""


class NothingRedacted(MaturityError):
    """No text was found where one should be removed, or the reason is missing or cannot be used."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Removal:
    """What a redaction did, and where the text may still stand."""

    removed: int
    left_in_ids: int
    """Answers that hold the text in their id, which never changes; deleting the organization removes them."""
    copies: tuple[Path, ...]
    """Copies kept beside the store from before; they still hold what was removed."""


def backup(workspace: Workspace, file: Path) -> None:
    """Write a copy of the whole store. Raises StoreNotUsable."""
    backup_store(workspace.store, file)


def restore(file: Path, store_path: Path, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of the store; returns where the former one is kept. Raises StoreNotUsable."""
    return restore_store(file, store_path, now=clock())


def verify(workspace: Workspace) -> Soundness:
    """Check that the store is sound. Raises StoreNotUsable where it cannot be read at all."""
    return verify_store(workspace.store)


def redact_row(workspace: Workspace, row_id: str, because: str, fields: Sequence[str] = DEFAULT_FIELDS) -> Removal:
    """Remove texts of one answer, snapshot, event or organization; who recorded it stays unless named.

    Raises:
        NothingRedacted: no reason, an unknown field, or no text there.
    """
    if unknown := [field for field in fields if field not in FIELDS]:
        raise NothingRedacted.of(f"There is no field {unknown[0]!r}.", "field", f"use: {', '.join(FIELDS)}.")
    return _counted(workspace, redact_fields(workspace.store, row_id, fields, _redaction(workspace, because)))


def redact_everywhere(workspace: Workspace, text: str, because: str) -> Removal:
    """Remove every field that holds a text, however spaced or capitalized, wherever it stands.

    Raises:
        NothingRedacted: no reason, a reason that repeats the text, or the text is nowhere.
    """
    if not text.strip():
        raise NothingRedacted.of("The text to remove is empty.", "text", "give the text that should not be there.")
    redaction = _redaction(workspace, because)
    if holds(redaction.words, text):
        raise NothingRedacted.of(
            "The text stands in the reason, the date or the name that would be shown instead of it.",
            "because",
            "give a reason without it, or more of the text.",
        )
    removed = redact_text(workspace.store, text, redaction)
    return _counted(workspace, removed, count_in_ids(workspace.store, text))


def _redaction(workspace: Workspace, because: str) -> Redaction:
    reason = " ".join(because.split())
    if not reason:
        raise NothingRedacted.of("No reason is given.", "because", "say in a few words why the text has to go.")
    if len(reason) > LONGEST_REASON:
        raise NothingRedacted.of(
            f"The reason is longer than {LONGEST_REASON} characters.", "because", "say it in a few words."
        )
    if faults := screen_text(reason, "because"):
        raise NothingRedacted(*faults)
    return Redaction(reason, workspace.actor, workspace.now())


def _counted(workspace: Workspace, removed: int, left_in_ids: int = 0) -> Removal:
    if not removed and not left_in_ids:
        raise NothingRedacted.of("The text was found nowhere.", "store", "check the id, the field or the spelling.")
    return Removal(removed, left_in_ids, tuple(list_kept_copies(workspace.store.path)))
