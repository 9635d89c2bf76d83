"""Answers of a CISO Assistant audit, in and out: scores as levels, observations as notes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from frameworks.formats.ciso_assistant.fields import FORMAT, text_of, with_kept
from frameworks.formats.ciso_assistant.parts import practice_fields
from frameworks.model import Domain, Framework, Group, Practice
from scoring.assessment import Answer
from use_cases.exchange.ciso_rows import NAMED, SAID, Row, audit_rows
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, quote, shorten
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable, Draft

COLUMNS = (
    *("urn", "ref_id", "name", "description", "typical_evidence", "annotation"),
    *("compliance_result", "extended_result", "requirement_progress", "score", "observations"),
)
"""As an audit is exported."""
RESULTS = ("", "not_assessed", "partially_compliant", "non_compliant", "compliant", "not_applicable")
NO_REASON = "Called not applicable in CISO Assistant, without a reason."
LONGEST_NOTE = 10_000
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_NOTHING = ("", "not_assessed", "to_do", "undefined", "none", "--")
_NOT_CARRIED = {
    "documentation_score": "a score of the documentation",
    "extended_result": "an extended result",
    "requirement_progress": "the progress of the work",
    "answers": "answers to single questions",
}


def audit_draft(source: bytes | Path, name: str, framework: Framework | None) -> Draft:
    """The tree of an audit, not yet checked; requirements without a score or a note are left out.

    Raises:
        AnswersNotReadable: it is no audit, or no framework is known.
    """
    _, rows = audit_rows(source, name)
    if framework is None:
        raise AnswersNotReadable.of(
            "An audit does not say which framework it is for.", shorten(name), "name it with --framework."
        )
    return _Audit(shorten(name), framework).draft(rows)


class _Audit:
    """The answers as they grow, with the row each comes from."""

    def __init__(self, name: str, framework: Framework) -> None:
        self.name, self.framework = name, framework
        self.by_urn = {one.origin.id.lower(): one.id for one in framework.practices.values() if one.origin}
        self.by_reference = _references(framework)
        self.headings = _headings(framework)
        self.answers: list[dict[str, Any]] = []
        self.places: dict[TreePath, str] = {}
        self.left_out: Counter[str] = Counter()
        self.reading = Reading(self._locate)

    def draft(self, rows: list[Row]) -> Draft:
        for row in rows:
            self._read(row)
        remarks = [f"Not carried, in {number} rows: {what}." for what, number in self.left_out.items() if number]
        tree = {"framework": self.framework.key, "answers": self.answers}
        return Draft(tree, self.reading, tuple(remarks))

    def _locate(self, path: TreePath) -> str:
        return self.places.get(path[:2], self.name)

    def _read(self, row: Row) -> None:
        practice = self._practice(row)
        if practice is None or self._is_lost(row, SAID):
            return
        answer = self._answer(row, self.framework.practices[practice])
        for column, what in _NOT_CARRIED.items():
            if row.text(column).strip().lower() not in _NOTHING:
                self.left_out[what] += 1
        if answer is not None:
            self.places["answers", len(self.answers)] = f"{row.place} ({shorten(practice, 30)})"
            self.answers.append({"practice": practice, **answer})

    def _practice(self, row: Row) -> str | None:
        """The practice of a row; None, with a fault where it says something, for a row of none."""
        reference, urn = row.text("ref_id").strip(), row.text("urn").strip().lower()
        found = self.by_urn.get(urn) if urn else None
        found = (
            found or self.by_reference.get(reference) or (reference if reference in self.framework.practices else None)
        )
        if found is not None:
            return found
        says = [row.text(column).strip().lower() for column in ("score", "implementation_score", "compliance_result")]
        is_heading = urn in self.headings or (not urn and reference in self.headings)
        says_nothing = all(one in _NOTHING for one in says) and not row.text("observations").strip()
        if is_heading or (says_nothing and not any(one in row.lost for one in SAID)):
            return None
        self._is_lost(row, SAID)
        if self._is_lost(row, NAMED):
            return None
        named = quote(reference or urn) if reference or urn else "without ref_id and urn"
        what = f"{self.framework.title} has no practice {named}.{self.reading.nearest(reference, self.by_reference)}"
        self.reading.fault_at(row.place, what, "correct ref_id or urn, or take the row out.")
        return None

    def _is_lost(self, row: Row, columns: Sequence[str]) -> bool:
        """Whether one of the cells has no text that is known, with a fault for each."""
        lost = [row.lost[column] for column in columns if column in row.lost]
        for fault in lost:
            self.reading.fault_at(fault.where, fault.what, fault.mend)
        return bool(lost)

    def _answer(self, row: Row, practice: Practice) -> dict[str, Any] | None:
        result = row.text("compliance_result").strip().lower()
        note = row.text("observations").strip()[:LONGEST_NOTE]
        if result not in RESULTS:
            what = f"compliance_result is {quote(result)}."
            self.reading.fault_at(row.place, what, f"use one of: {', '.join(RESULTS[1:])}, or nothing.")
        if result == "not_applicable":
            return {"state": "not_applicable", "reason": note or NO_REASON}
        score = (row.text("implementation_score") or row.text("score")).strip()
        self.left_out[f"a result {'beside' if score else 'without'} a score"] += result not in _NOTHING
        if not score:
            self.left_out["an observation without a score"] += bool(note)
            return None
        level = self._level(score, row, practice)
        return None if level is None else {"level": level, **({"note": note} if note else {})}

    def _level(self, score: str, row: Row, practice: Practice) -> int | None:
        scale = practice.scale or self.framework.scale
        number = float(score.replace(",", ".")) if _NUMBER.fullmatch(score) else None
        if number is None or not number.is_integer() or not scale.lowest <= number <= scale.highest:
            what = f"The score {quote(score)} is no whole number from {scale.lowest} to {scale.highest}."
            self.reading.fault_at(f"{row.place} ({shorten(practice.id, 30)})", what, "give one of this scale.")
            return None
        return int(number)


def audit_csv(answers_file: AnswersFile, framework: Framework) -> bytes:
    """The answers as rows of an audit, one for every requirement, as CISO Assistant exports them."""
    answers = {answer.practice: answer for answer in answers_file.answers}
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for practice in framework.practices.values():
        row = _row(practice, answers.get(practice.id))
        writer.writerow({column: _safe(cell) for column, cell in row.items()})
    return ("\ufeff" + lines.getvalue()).encode("utf-8")


def _row(practice: Practice, answer: Answer | None) -> dict[str, str]:
    is_in_library = practice.origin is not None and practice.origin.format == FORMAT
    fields = with_kept(practice_fields(practice), _kept(practice))
    given = {
        "urn": practice.origin.id if practice.origin is not None and is_in_library else "",
        **{name: text_of(fields.get(name)) for name in COLUMNS[1:6]},
        "compliance_result": "not_assessed",
        "requirement_progress": "to_do",
    }
    if answer is None or answer.state == "not_known":
        return {**given, "observations": answer.note if answer else ""}
    given["requirement_progress"] = "done"
    if answer.state == "not_applicable":
        return {**given, "compliance_result": "not_applicable", "observations": answer.reason}
    return {**given, "score": str(answer.level), "observations": answer.note}


def _kept(practice: Practice) -> Mapping[str, Any]:
    return practice.origin.kept if practice.origin is not None and practice.origin.format == FORMAT else {}


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _references(framework: Framework) -> dict[str, str]:
    """The practice of every reference that only one of them has in the source."""
    named = [(text_of(_kept(one).get("ref_id", one.id)), one.id) for one in framework.practices.values()]
    times = Counter(reference for reference, _ in named)
    return {reference: id_ for reference, id_ in named if reference and times[reference] == 1}


def _headings(framework: Framework) -> set[str]:
    """URNs and references of what is no practice: an audit has rows for them that say nothing."""
    heads: list[Domain | Group] = [*framework.domains]
    found: set[str] = set()
    while heads:
        head = heads.pop()
        heads += head.children
        found |= {head.id, head.origin.id.lower() if head.origin is not None else ""}
    return found - {""}
