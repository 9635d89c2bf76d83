"""How `assess record` and `assess import` record: one answer, a file at once, or a stream line by line."""

import json
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.commands.printing import print_json, print_line, whole
from dashboard.commands.terms_text import print_suggestions
from frameworks.errors import MaturityError
from frameworks.model import Framework
from scoring.assessment import Answer
from use_cases.adjust import adjust_estimates, preview_adjustments
from use_cases.assess import Settling, load_assessment, record_answer, record_answers
from use_cases.exchange.answer_shape import read_answer
from use_cases.exchange.assessment_file import origin_of, read_for
from use_cases.exchange.json_lines import read_line, split_lines
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading
from use_cases.exchange.shape import AnswersNotReadable
from use_cases.exchange.source import open_source
from use_cases.exchange.yardstick import check_against
from use_cases.workspace import Workspace


def record_entered(
    workspace: Workspace, assessment_id: str, given: dict[str, Any], backing: dict[str, Any], as_json: bool
) -> None:
    """Record the answer that the options describe, and say what is stored."""
    tree = _plain_days({**given, **({"evidence": [_plain_days(backing)]} if backing else {})})
    reading = Reading(_option_of)
    answer = read_answer(reading, tree, (), workspace.today())
    if answer is not None:
        check_against(reading, (), answer, load_assessment(workspace, assessment_id).framework, workspace.today())
    if reading.faults or answer is None:
        raise AnswersNotReadable(*reading.faults)
    recorded = record_answer(workspace, assessment_id, answer)
    print_suggestions([recorded.answer])
    if as_json:
        print_json(_stored(recorded.answer))
        return
    overall = recorded.opened.scorecard.overall
    print_line(f"Stored: {answer.practice}, {_said(answer)}.")
    print_line(
        f"{overall.counts.answered} of {overall.counts.applicable} practices answered, "
        f"level reached {whole(overall.level.value)}."
    )


def record_file(
    workspace: Workspace,
    assessment_id: str,
    named: str,
    as_json: bool,
    conflicts: Settling = "refuse",
    format: str = "auto",
    team: str | None = None,
) -> None:
    """Record the answers and adjusted estimates of a file, each all or none, and say how many were new."""
    source, name = open_source(named)
    opened = load_assessment(workspace, assessment_id)
    answers_file = read_for(opened, source, name, workspace.today(), format, team)
    preview_adjustments(workspace, assessment_id, answers_file.adjustments)
    origin = origin_of(answers_file, opened)
    recorded = record_answers(workspace, assessment_id, answers_file.answers, origin=origin, conflicts=conflicts)
    adjusted = adjust_estimates(workspace, assessment_id, answers_file.adjustments)
    print_suggestions(recorded.stored)
    if as_json:
        estimates = {"adjusted": len(adjusted)} if answers_file.adjustments else {}
        print_json({"stored": len(recorded.stored), "unchanged": recorded.unchanged, **estimates})
        return
    print_line(f"Stored {len(recorded.stored)} answers; {recorded.unchanged} said nothing new.")
    for remark in answers_file.remarks:
        print_line(remark)
    if answers_file.adjustments:
        print_line(f"Adjusted estimates in the file: {len(answers_file.adjustments)}; {len(adjusted)} of them new.")


def record_stream(workspace: Workspace, assessment_id: str, named: str) -> int:
    """Record JSON lines: for each line, once it is durable or refused, one line on standard output.

    Returns the exit code: 0, or that of the refusal met last. A line that cannot be kept never stops the stream.
    """
    framework = load_assessment(workspace, assessment_id).framework
    name = "standard input" if named == "-" else named
    code = 0
    with nullcontext(sys.stdin.buffer) if named == "-" else _open(named) as stream:
        for number, line in enumerate(split_lines(stream), start=1):
            reply, refusal, stored = _record_line(workspace, assessment_id, framework, line, f"{name} > line {number}")
            print(json.dumps({"line": number, **reply}, allow_nan=False), flush=True)
            print_suggestions(stored)
            code = refusal or code
    return code


def _record_line(
    workspace: Workspace, assessment_id: str, framework: Framework, line: bytes, place: str
) -> tuple[dict[str, Any], int, list[Answer]]:
    """The reply to one line, the exit code it stands for, and what was stored."""
    if not line.strip():
        return {"stored": False, "blank": True}, 0, []
    try:
        answer = read_line(line, place, framework, workspace.today())
        recorded = record_answer(workspace, assessment_id, answer)
    except MaturityError as error:
        return {"stored": False, "error": _error_as_tree(error)}, error.exit_code, []
    return _stored(recorded.answer), 0, [recorded.answer]


def _stored(answer: Answer) -> dict[str, Any]:
    return {"id": answer.id, "practice": answer.practice, "stored": True}


def _error_as_tree(error: MaturityError) -> dict[str, Any]:
    faults = [{"what": fault.what, "where": fault.where, "mend": fault.mend} for fault in error.faults]
    return {"type": type(error).__name__, **(faults[0] if faults else {}), "faults": faults}


def _open(named: str) -> BinaryIO:
    try:
        return Path(named).open("rb")
    except OSError as error:
        raise AnswersNotReadable.of(
            f"The file cannot be read: {error.strerror}.", named, "check its name and that you may read it."
        ) from error


def _plain_days(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in tree.items()}


def _option_of(path: TreePath) -> str:
    words = [str(step) for step in path if not isinstance(step, int)]
    return f"--{'-'.join(words)}" if words else "the options"


def _said(answer: Answer) -> str:
    return f"level {answer.level}" if answer.state == "answered" else answer.state.replace("_", " ")
