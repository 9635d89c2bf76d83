"""How cases of a roadmap are read: each practice with its efforts, the share it stops and what it waits for."""

from collections.abc import Mapping
from typing import Any

from scoring.organization import Profile, scope_of
from scoring.roadmap import plan_roadmap
from tests.scoring.small_framework import framework_of, practice_tree
from tests.spec.cases import Case, CaseFile

THREAT = "a-threat"


def roadmap(_: CaseFile, case: Case) -> dict[str, Any]:
    """The value of the greedy and of the exact plan, and the steps of the exact one."""
    practices = case.input["practices"]
    numbers = range(case.input["highest"] + 1)
    framework = framework_of(
        {"D": [_practice(id_, fields) for id_, fields in practices.items()]},
        scale={"levels": [{"number": number, "title": f"Step {number}", "summary": "."} for number in numbers]},
    )
    levels = {id_: fields.get("level", 0) for id_, fields in practices.items()}
    scope = scope_of(framework, Profile())
    plan = plan_roadmap(levels, framework, scope, case.input["budget"], case.input["quarters"], what_ifs=0)
    assert plan.is_proven and plan.greedy_objective is not None
    return {
        "exposure if nothing is done": plan.unchanged_objective,
        "greedy plan leaves": plan.greedy_objective,
        "exact plan leaves": plan.objective,
        "greedy reduces": plan.unchanged_objective - plan.greedy_objective,
        "exact reduces": plan.unchanged_objective - plan.objective,
        "steps": [
            f"{step.practice} from {step.before} to {step.to} in quarter {number}"
            for number, quarter in enumerate(plan.quarters, start=1)
            for step in quarter.steps
        ],
    }


def roadmap_words(given: Mapping[str, Any]) -> str:
    """The task as a reader of SCORING.md sees it."""
    quarters = "1 quarter" if given["quarters"] == 1 else f"{given['quarters']} quarters"
    head = f"{given['budget']} person-weeks a quarter, {quarters}, levels 0 to {given['highest']}"
    return "<br>".join([head, *(f"{id_}: {_in_words(fields)}" for id_, fields in given["practices"].items())])


def _in_words(fields: Mapping[str, Any]) -> str:
    words = [f"at {fields['level']}"] if "level" in fields else []
    words += [f"effort {', '.join(map(str, fields['effort']))}", f"stops {fields['stops']}"]
    if need := fields.get("needs"):
        words.append(f"needs {need['practice']} at {need['level']} for {need['for_level']}")
    return "; ".join(words)


def _practice(id_: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    need = fields.get("needs")
    return practice_tree(
        id_,
        effort={f"to{number}": weeks for number, weeks in enumerate(fields["effort"], start=1)},
        effectiveness={THREAT: fields["stops"]},
        prerequisites=[{**need, "reason": "For a test."}] if need else [],
    )
