"""An answers file as one side of a change."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from frameworks.loader import CATALOG
from scoring.assessment import Assessment
from scoring.change import Side, side_of
from scoring.scorecard import score_assessment
from use_cases.exchange.answers_file import read_checked
from use_cases.exchange.source import open_source


def read_side(
    file: str, framework: str | None, today: date, catalogs: Sequence[Path] = (CATALOG,)
) -> tuple[Side, Assessment]:
    """The side and the assessment it comes from, at the file's own day. Raises as read_checked() does."""
    source, name = open_source(file)
    answers_file, yardstick = read_checked(source, name, framework=framework, today=today, catalogs=catalogs)
    assessment = Assessment(
        framework_key=yardstick.key,
        profile=answers_file.profile,
        preset=answers_file.preset,
        answers=answers_file.answers,
    )
    scorecard = score_assessment(assessment, yardstick, answers_file.as_of or today)
    return side_of(scorecard, assessment, yardstick), assessment
