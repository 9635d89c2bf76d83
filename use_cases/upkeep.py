"""Upkeep of the store: back up, restore, verify, redact."""

from collections.abc import Sequence
from pathlib import Path

from frameworks.errors import MaturityError
from scoring.screening import screen_text
from store.backups import Soundness, backup_store, restore_store, verify_store
from store.database import StoreNotUsable
from store.redaction import FIELDS, Redaction, redact_fields, redact_text
from use_cases.clock import Clock, utc_now
from use_cases.workspace import Workspace

__all__ = [
    "FIELDS",
    "NothingRedacted",
    "Soundness",
    "StoreNotUsable",
    "backup",
    "redact_everywhere",
    "redact_row",
    "restore",
    "verify",
]


class NothingRedacted(MaturityError):
    """No text was found where one should be removed, or the reason is missing."""

    exit_code = 11


def backup(workspace: Workspace, file: Path) -> None:
    """Write a copy of the whole store. Raises StoreNotUsable."""
    backup_store(workspace.store, file)


def restore(file: Path, store_path: Path, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of the store; returns where the former one is kept. Raises StoreNotUsable."""
    return restore_store(file, store_path, now=clock())


def verify(workspace: Workspace) -> Soundness:
    """Check that the store is sound. Raises StoreNotUsable where it cannot be read at all."""
    return verify_store(workspace.store)


def redact_row(workspace: Workspace, row_id: str, because: str, fields: Sequence[str] = FIELDS) -> int:
    """Remove texts of one answer, snapshot or event; returns how many.

    Raises:
        NothingRedacted: no reason, an unknown field, or no text there.
    """
    if unknown := [field for field in fields if field not in FIELDS]:
        raise NothingRedacted.of(f"There is no field {unknown[0]!r}.", "field", f"use: {', '.join(FIELDS)}.")
    return _counted(redact_fields(workspace.store, row_id, fields, _redaction(workspace, because)))


def redact_everywhere(workspace: Workspace, text: str, because: str) -> int:
    """Remove every field that holds a text, wherever it stands; returns how many.

    Raises:
        NothingRedacted: no reason, or the text is nowhere.
    """
    if not text.strip():
        raise NothingRedacted.of("The text to remove is empty.", "text", "give the text that should not be there.")
    return _counted(redact_text(workspace.store, text, _redaction(workspace, because)))


def _redaction(workspace: Workspace, because: str) -> Redaction:
    if not because.strip():
        raise NothingRedacted.of("No reason is given.", "because", "say in a few words why the text has to go.")
    if faults := screen_text(because, "because"):
        raise NothingRedacted(*faults)
    return Redaction(because.strip(), workspace.actor, workspace.now())


def _counted(removed: int) -> int:
    if not removed:
        raise NothingRedacted.of("The text was found nowhere.", "store", "check the id, the field or the spelling.")
    return removed
