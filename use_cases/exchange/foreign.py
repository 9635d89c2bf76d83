"""Answers files of other tools: by what a file is recognized as one, and how it is read."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from frameworks.model import Framework
from use_cases.exchange.ciso_audit import audit_draft
from use_cases.exchange.ciso_rows import looks_like_audit
from use_cases.exchange.dsomm_files import looks_like_progress
from use_cases.exchange.dsomm_progress import progress_draft
from use_cases.exchange.reading import shorten
from use_cases.exchange.samm_toolbox import looks_like_toolbox, toolbox_draft
from use_cases.exchange.shape import AnswersNotReadable, Draft

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Foreign:
    """One tool's file."""

    looks_like: Callable[[bytes | Path, str], bool]
    """What cannot be read does not look like it."""
    draft: Callable[[bytes | Path, str, Framework | None], Draft]
    """The answers, read with the framework they are for where that is known by now."""
    draft_of_team: Callable[[bytes | Path, str, Framework | None, str | None], Draft] | None = None
    """In place of `draft` for a file that holds the answers of several teams."""

    def read(self, source: bytes | Path, name: str, framework: Framework | None, team: str | None) -> Draft:
        """The answers of the file, or of one team in it. Raises AnswersNotReadable."""
        if self.draft_of_team is not None:
            return self.draft_of_team(source, name, framework, team)
        refuse_team(team)
        return self.draft(source, name, framework)


FOREIGN: Mapping[str, Foreign] = {
    "ciso-assistant": Foreign(looks_like_audit, audit_draft),
    "samm": Foreign(looks_like_toolbox, toolbox_draft),
    "dsomm": Foreign(looks_like_progress, progress_draft, progress_draft),
}
"""By the name of the format, as `--format` names it."""


def refuse_team(team: str | None) -> None:
    """Refuse a team where a file can only hold the answers of one. Raises AnswersNotReadable."""
    if team is not None:
        raise AnswersNotReadable.of("A file of this format holds the answers of one team.", "team", "name no team.")


def foreign_format(source: bytes | Path, name: str, format: str = AUTO) -> Foreign | None:
    """The tool whose file this is: the one named, or the one it looks like; None for a file of our own shapes.

    Raises:
        AnswersNotReadable: no format has the name.
    """
    if format == AUTO:
        return next((one for one in FOREIGN.values() if _looks_like(one, source, name)), None)
    if format not in FOREIGN:
        raise AnswersNotReadable.of(
            f"There is no format {shorten(format)!r} of answers.",
            "format",
            f"use one of: {', '.join((AUTO, *FOREIGN))}.",
        )
    return FOREIGN[format]


def _looks_like(tool: Foreign, source: bytes | Path, name: str) -> bool:
    # A name that no file can have is none of them; what is wrong with it is said where it is read.
    with suppress(OSError, ValueError):
        return tool.looks_like(source, name)
    return False
