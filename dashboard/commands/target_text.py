"""Targets as a table of text and as one JSON document."""

from typing import Any

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets.certainty_findings import progress_sentence
from dashboard.widgets.target_words import targets_finding, targets_subtitle
from scoring.gaps import find_gaps
from scoring.score_document import bounded_as_plain
from use_cases.open_assessment import OpenAssessment
from use_cases.targets import Reached

STATES = {"not_applicable": "not applicable", "out_of_scope": "out of scope"}
"""Of a practice whose target waits until it counts again."""


def print_targets(opened: OpenAssessment, reached: Reached) -> None:
    """What is still to be reached, then each target with the level that stands."""
    gaps = find_gaps(opened.scorecard, opened.framework, opened.targets)
    print_line(f"{targets_finding(gaps, opened.targets, opened.on)}.")
    print_line(targets_subtitle(opened.targets, opened.framework))
    print_line(progress_sentence(reached.of_targets, reached.of_the_way if reached.since != opened.on else None))
    if not opened.targets:
        return
    print_line()
    print_table([("", "stands", "wanted", "by", ""), *(_row(opened, id_) for id_ in opened.targets)])


def targets_as_tree(opened: OpenAssessment, reached: Reached) -> dict[str, Any]:
    """Every target, the share that is reached, and the share of the way since they were first set."""
    return {
        "assessment": opened.header.id,
        "as_of": opened.on.isoformat(),
        "percent_to_target": bounded_as_plain(reached.of_targets),
        "progress_to_date": bounded_as_plain(reached.of_the_way) if reached.of_the_way else None,
        "since": reached.since.isoformat() if reached.since else None,
        "targets": [
            {**target.model_dump(mode="json", exclude={"at"}), "stands": opened.scorecard.practice(id_).level}
            for id_, target in opened.targets.items()
        ],
    }


def _row(opened: OpenAssessment, practice_id: str) -> tuple[str, ...]:
    target, score = opened.targets[practice_id], opened.scorecard.practice(practice_id)
    stands = STATES.get(score.state, "open") if score.level is None else str(score.level)
    title = opened.framework.practices[practice_id].title
    return practice_id, stands, str(target.level), target.due.isoformat() if target.due else "", title
