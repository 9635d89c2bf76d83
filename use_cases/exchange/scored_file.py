"""An answers file with its scorecard: what every verb that needs no store begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frameworks.model import Framework
from scoring.adjusted import Adjusted, adjust_framework, list_adjusted
from scoring.adjustment import Key
from scoring.assessment import Assessment, answers_that_held, check_preset
from scoring.scorecard import Scorecard, score_assessment
from use_cases.exchange.answers_file import read_checked
from use_cases.exchange.foreign import AUTO
from use_cases.exchange.source import open_source
from use_cases.places import known_catalogs


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """The answers of a file, what they were checked against, and how they score on the day of the scorecard."""

    organization: str
    assessment: Assessment
    framework: Framework
    """With the file's own estimates in it."""
    scorecard: Scorecard
    adjusted: Mapping[Key, Adjusted]
    """Where they differ from the framework's, by practice, field and part."""
    remarks: tuple[str, ...] = ()
    """What of the file was left aside, in sentences."""


def read_scored(
    file: str,
    today: date,
    *,
    framework: str | None = None,
    as_of: date | None = None,
    method: str | None = None,
    scope: str | None = None,
    catalogs: Sequence[Path] | None = None,
    format: str = AUTO,
    team: str | None = None,
) -> ScoredFile:
    """Read a file (- is standard input) and score it on `as_of`, else on its own day, else today.

    `framework` is used in place of the file's own, `method` in place of the framework's, `scope` (presets, parted by
    commas) in place of the file's preset; `format` names the tool of a file of others, and `team` whose answers of it
    are meant. Raises as read_checked(), check_preset() and score_assessment() do.
    """
    source, name = open_source(file)
    places = known_catalogs() if catalogs is None else catalogs
    answers_file, yardstick = read_checked(
        source, name, framework=framework, as_of=as_of, today=today, catalogs=places, format=format, team=team
    )
    check_preset(scope, yardstick)
    answers = answers_file.answers
    if answers_file.is_history:
        answers = tuple(answers_that_held(answers, answers_file.as_of or today).values())
    assessment = Assessment(
        framework_key=yardstick.key,
        profile=answers_file.profile,
        preset=scope or answers_file.preset,
        answers=answers,
    )
    scorecard = score_assessment(assessment, yardstick, answers_file.as_of or today, method)
    adjusted = adjust_framework(yardstick, answers_file.adjustments)
    marks = list_adjusted(yardstick, answers_file.adjustments)
    return ScoredFile(answers_file.organization, assessment, adjusted, scorecard, marks, remarks=answers_file.remarks)
