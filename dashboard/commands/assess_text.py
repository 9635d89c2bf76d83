"""Assessments and their answers as text."""

from collections.abc import Mapping, Sequence

from dashboard.commands.printing import plain, print_line, print_table
from scoring.assessment import AssessmentHeader
from use_cases.open_assessment import OpenAssessment


def print_assessments(found: Sequence[AssessmentHeader], names: Mapping[str, str]) -> None:
    """One line for each assessment, or how to begin."""
    if not found:
        print_line("No assessment yet. Begin one: safermark assess start --organization NAME --framework ID")
        return
    print_table(
        [
            (header.id, names[header.organization_id], header.framework_key, f"{header.started_at:%Y-%m-%d}")
            for header in found
        ]
    )


def print_answers(opened: OpenAssessment) -> None:
    """The current answer of each practice, in the order of the framework."""
    answers = opened.assessment.by_practice
    if not answers:
        print_line("No answer yet.")
        return
    print_line("Answers")
    print_table(
        [
            (
                practice.id,
                f"level {answer.level}" if answer.state == "answered" else answer.state.replace("_", " "),
                str(answer.on or ""),
                plain(answer.by, most=30),
                plain(practice.title, most=60),
            )
            for practice in opened.framework.practices.values()
            if (answer := answers.get(practice.id))
        ]
    )
