"""An assessment as an answers file, and an answers file read for an assessment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from use_cases.exchange.answers_file import AnswersFile, read_checked
from use_cases.exchange.dsomm_progress import moved_since
from use_cases.exchange.foreign import AUTO
from use_cases.exchange.origin import Origin
from use_cases.open_assessment import OpenAssessment


def file_of(opened: OpenAssessment, actor: str, at: datetime) -> AnswersFile:
    """The answers that hold, in the framework's order, with who made the file and when, and that it is confidential."""
    held = opened.assessment.by_practice
    return AnswersFile(
        framework=opened.framework.key,
        organization=opened.organization.name,
        as_of=opened.on,
        profile=opened.organization.profile,
        preset=opened.header.preset,
        about=f"Confidential. Exported from Safermark by {actor} on {at:%Y-%m-%d %H:%M} UTC.",
        answers=tuple(held[practice] for practice in opened.framework.practices if practice in held),
        adjustments=tuple(one.adjustment for one in opened.adjusted.values()),
        made_from=Origin(opened.header.id, at, {practice: held[practice].id for practice in held}),
    )


def origin_of(answers_file: AnswersFile, opened: OpenAssessment) -> Mapping[str, str] | None:
    """The id of each practice's answer when a file was made from this assessment; None for any other file."""
    made_from = answers_file.made_from
    return made_from.answers if made_from is not None and made_from.assessment == opened.header.id else None


def read_for(
    opened: OpenAssessment,
    source: bytes | Path,
    name: str,
    today: date,
    format: str = AUTO,
    team: str | None = None,
) -> AnswersFile:
    """The answers of a file that is meant for this assessment; of a history also what has changed without a date.

    Raises:
        TeamNotChosen: the file holds several teams and none is named.
        AnswersNotReadable: with every fault of the file, another framework among them.
    """
    found = read_checked(source, name, into=opened.framework, today=today, format=format, team=team)[0]
    if not found.is_history:
        return found
    return replace(found, answers=(*found.answers, *moved_since(found.answers, opened.assessment.by_practice, today)))
