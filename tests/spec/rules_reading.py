"""How cases of answers read across to another list are computed: one item, and the practices that lead to it."""

from collections.abc import Mapping
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile
from scoring.assessment import Answer
from scoring.reading_across import read_across
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.spec.cases import Case, CaseFile

OTHER = framework_of({"X": [practice_tree("X-1")]}, id="other")


def reading_across(_: CaseFile, case: Case) -> dict[str, Any]:
    """State, value and bounds of the item."""
    practices = {f"A-{number}": one for number, one in enumerate(case.input["practices"], start=1)}
    ours = framework_of({"A": [practice_tree(id_) for id_ in practices] or [practice_tree("A-1")]})
    levels = {id_: one["level"] for id_, one in practices.items() if one["level"] is not None}
    answers = [Answer(practice=id_, level=level) for id_, level in levels.items()]
    reading = read_across(score_assessment(assessment_of(answers), ours, TODAY), _file(practices), OTHER, (0, 5))
    (item,) = reading.items
    bounds = item.claimed
    return {"state": item.state, "value": bounds.value, "low": bounds.low, "high": bounds.high}


def reading_words(given: Mapping[str, Any]) -> str:
    """Each practice with its level and how it lies to the item."""
    shown = (
        f"{'not answered' if one['level'] is None else one['level']}, {one['relation']}"
        + (f", {one['parts']} parts" if "parts" in one else "")
        for one in given["practices"]
    )
    return "<br>".join(shown) or "no practice"


def _file(practices: Mapping[str, Mapping[str, Any]]) -> CrosswalkFile:
    said = {"basis": "judgement", "reason": "For a case."}
    mappings = [
        {"from": id_, "to": "X-1", "relation": one["relation"], "parts": one.get("parts", 1), "reason": "For a case."}
        for id_, one in practices.items()
    ]
    elsewhere = [{"from": "A-1", "to": "Y-1", "relation": "equal", "reason": "For a case."}]
    return CrosswalkFile.model_validate(
        {
            "schema_version": 1,
            "from": "small@1",
            "to": "other@1",
            "dated": "2026-01-01",
            **said,
            "mappings": mappings or elsewhere,
        }
    )
