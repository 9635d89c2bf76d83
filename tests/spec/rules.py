"""How each kind of case is computed: always by the real functions, from the input as it is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from frameworks.loader import load_framework
from frameworks.model import EvidenceKind, Framework
from scoring.assessment import Answer, Assessment, Evidence
from scoring.evidence import back_answer
from scoring.methods import dominates, gap_norm, gate_matrix, rating_of, samm, shares_at_or_above
from scoring.organization import Profile
from scoring.reasons import Reason, explain_score
from scoring.scorecard import Scorecard, score_assessment
from scoring.uncertainty import detectable_change
from tests.scoring.small_framework import REVIEW_DAYS, TODAY, assessment_of, days_before, framework_of, practice_tree
from tests.spec.cases import Case, CaseFile, number
from tests.spec.rules_certainty import agreement, order, progress, projection, sensitivity
from tests.spec.rules_change import change_of
from tests.spec.rules_exposure import exposure, posture
from tests.spec.rules_reading import reading_across
from tests.spec.rules_restated import restated
from tests.spec.rules_roadmap import roadmap

OF_PRACTICE = ("weight", "floor", "applies_to")
"""What a case says of a practice; everything else it says belongs to the answer."""

_FULL_GATE = {"gate": {"numerator": 1, "denominator": 1, "floor_cap": 2, "basis": "judgement", "reason": "."}}


def compute(file: CaseFile, case: Case) -> dict[str, Any]:
    """What comes out for each thing that the case expects."""
    return RULES[file.rule](file, case)


def spread_levels(written: str) -> list[str]:
    """The levels of `5 x9, 0`, one by one."""
    groups = (re.fullmatch(r"(\S+)(?: x(\d+))?", group.strip()) for group in written.split(","))
    return [match[1] for match in groups if match for _ in range(int(match[2] or 1))]


def spread_practices(practices: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each practice by id; `A-2 … A-10` stands for nine that are alike."""
    for key, fields in practices.items():
        first, _, last = key.partition(" … ")
        domain, begin = first.split("-")
        end = last.split("-")[1] if last else begin
        for place in range(int(begin), int(end) + 1):
            yield f"{domain}-{place}", fields


def _levels(_: CaseFile, case: Case) -> dict[str, Any]:
    levels = spread_levels(case.input["levels"])
    weights = case.input.get("weights", [1] * len(levels))
    said = {f"A-{place}": _said(level) for place, level in enumerate(levels, start=1)}
    practices = [practice_tree(id_, weight=weight) for id_, weight in zip(said, weights, strict=True)]
    assessment = assessment_of(Answer(practice=id_, **fields) for id_, fields in said.items() if fields)
    usual = score_assessment(assessment, framework_of({"A": practices}), TODAY).overall
    full = score_assessment(assessment, framework_of({"A": practices}, **_FULL_GATE), TODAY).overall
    answered = [(int(level), weight) for level, weight in zip(levels, weights, strict=True) if level.isdigit()]
    claimed, kept = [level for level, _ in answered], [weight for _, weight in answered]
    found = {
        "average": usual.mean.value,
        "weakest fifth": usual.weakest_fifth.value,
        "gap norm 2": gap_norm(claimed, kept, 5, q=2),
        "gap norm 4": gap_norm(claimed, kept, 5, q=4),
        "gate 100 %": full.gated.value,
        "gate 85 %": usual.gated.value,
        "range of the average": [usual.mean.low, usual.mean.high],
        "range of gate 100 %": [full.gated.low, full.gated.high],
    }
    return {key: found[key] for key in case.expected}


def _said(level: str) -> dict[str, Any]:
    if level == "n/a":
        return {"state": "not_applicable", "reason": "It does not apply."}
    return {} if level == "?" else {"level": int(level)}


def _assessment(_: CaseFile, case: Case) -> dict[str, Any]:
    card, _ = _score(case)
    return {path: look_up(card, path) for path in case.expected}


def _score(case: Case) -> tuple[Scorecard, Framework]:
    practices = dict(spread_practices(case.input["practices"]))
    framework = _framework_around(practices)
    card = score_assessment(
        assessment_of(
            (Answer(practice=id_, **said) for id_, fields in practices.items() if (said := _answer_part(fields))),
            Profile.model_validate(case.input.get("profile", {})),
            case.input.get("preset"),
        ),
        framework,
        TODAY,
        case.input.get("method"),
    )
    return card, framework


def _reasons(_: CaseFile, case: Case) -> dict[str, Any]:
    card, framework = _score(case)
    found = {}
    for path in case.expected:
        id_, figure = path.split(".")
        found[path] = _figure_of_reason(explain_score(card, framework, id_), figure)
    return found


def _figure_of_reason(reason: Reason, figure: str) -> Any:
    step = reason.next_step
    figures = {
        "mean": reason.mean.value,
        "bounds": [reason.mean.low, reason.mean.high],
        "contributions": _added(part.contribution for part in reason.parts),
        "shares": _added(part.share for part in reason.parts),
        "weakest": _added(part.in_weakest for part in reason.parts),
        "widens": _added(part.widens for part in reason.parts),
        "to": step and step.to,
        "held_by": [hold.practice_id for hold in step.held_by] if step else [],
        "missing": step and sum(domain.missing for domain in step.domains),
        "fewest": [f"{rise.practice_id} to {rise.to}" for rise in step.fewest] if step else [],
        "set_by": list(reason.set_by),
        "open": list(reason.open_ids),
    }
    return figures[figure]


def _added(parts: Iterable[Fraction | None]) -> str:
    return " + ".join(str(part) for part in parts if part is not None)


def _answer_part(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in OF_PRACTICE}


def _framework_around(practices: Mapping[str, Mapping[str, Any]]) -> Framework:
    domains: dict[str, list[dict[str, Any]]] = {}
    for id_, fields in practices.items():
        own = {key: fields[key] for key in OF_PRACTICE if key in fields}
        domains.setdefault(id_.split("-")[0], []).append(practice_tree(id_, **own))
    return framework_of(domains)


def look_up(card: Scorecard, path: str) -> Any:
    """The figure at `overall.mean.value`, `A.gated.range` or `A-1.state`, unrounded."""
    name, *steps = path.split(".")
    if name == "overall":
        found: Any = card.overall
    elif "-" in name:
        found = card.practice(name)
    else:
        domain = card.domain(name)
        found = domain if hasattr(domain, steps[0]) else domain.score
    for step in steps:
        found = [found.low, found.high] if step == "range" else getattr(found, step)
    return list(found) if isinstance(found, tuple) else found


def _gate_matrix(file: CaseFile, case: Case) -> dict[str, Any]:
    ratings = [None if rating == "n/a" else rating for rating in case.input["ratings"]]
    return {"level": gate_matrix(ratings, file.shapes[case.input["shape"]]["required"])}


def _rungs(file: CaseFile, case: Case) -> dict[str, Any]:
    shape = file.shapes[case.input["shape"]]
    framework = load_framework(shape["framework"])
    (domain,) = (one for one in framework.domains if one.id == shape["domain"])
    said = zip(domain.practices, case.input["ratings"], strict=True)
    answers = [Answer(practice=one.id, **_said(str(rating))) for one, rating in said if rating != "?"]
    assessment = Assessment(framework_key=framework.key, profile=Profile(), answers=tuple(answers))
    level = score_assessment(assessment, framework, TODAY).domain(domain.id).score.headline
    return {key: {"level": level.value, "range": [level.low, level.high]}[key] for key in case.expected}


def _rating(_: CaseFile, case: Case) -> dict[str, Any]:
    return {"rating": rating_of(number(case.input["percent"]), case.input["edges"])}


def _samm(_: CaseFile, case: Case) -> dict[str, Any]:
    answers = [[None if one == "n/a" else number(one) for one in row] for row in case.input["answers"]]
    return {"score": samm(answers)}


def _sector(_: CaseFile, case: Case) -> dict[str, Any]:
    states = case.input["states"]
    weights = case.input.get("weights", [1] * len(states))
    ends = [{"number": number, "title": f"{number} %", "summary": "."} for number in (0, 100)]
    practices = [
        practice_tree(f"A-{place}", weight=weight, levels={}, scale={"levels": ends, "is_range": True})
        for place, weight in enumerate(weights)
    ]
    framework = framework_of({"A": practices}, scale={"levels": ends, "is_range": True}, method="dsomm")
    answers = [Answer(practice=f"A-{place}", **_said(str(state))) for place, state in enumerate(states) if state != "?"]
    score = score_assessment(assessment_of(answers), framework, TODAY).domain("A").score.headline
    return {key: {"score": score.value, "range": [score.low, score.high]}[key] for key in case.expected}


def _evidence(_: CaseFile, case: Case) -> dict[str, Any]:
    kind = EvidenceKind(
        title="Record",
        half_life_days=case.input["half_life"],
        grace_days=case.input["grace"],
        basis="judgement",
        reason=".",
    )
    evidence = tuple(
        Evidence(title="Record", date=days_before(one["age"]), level=one["level"]) for one in case.input["evidence"]
    )
    answer = Answer(practice="A-1", level=case.input["claim"], evidence=evidence)
    return {"backed": back_answer(answer, kind, REVIEW_DAYS, TODAY).evidenced}


def _dominance(_: CaseFile, case: Case) -> dict[str, Any]:
    sides = ("left", "right")
    shares = {side: shares_at_or_above(case.input[side], [1] * len(case.input[side]), 0, 5) for side in sides}
    return {
        f"{one} stands at least as high": dominates(shares[one], shares[other])
        for one, other in product(sides, sides)
        if one != other
    }


def _detectable_change(_: CaseFile, case: Case) -> dict[str, Any]:
    weights = [1] * case.input["practices"]
    return {"least change": detectable_change(case.input["spread"], case.input["shift"], weights)}


RULES: Mapping[str, Callable[[CaseFile, Case], dict[str, Any]]] = {
    "levels": _levels,
    "assessment": _assessment,
    "reasons": _reasons,
    "gate_matrix": _gate_matrix,
    "rungs": _rungs,
    "rating": _rating,
    "samm": _samm,
    "sector": _sector,
    "evidence": _evidence,
    "dominance": _dominance,
    "detectable_change": _detectable_change,
    "change": change_of,
    "restated": restated,
    "reading across": reading_across,
    "exposure": exposure,
    "posture": posture,
    "sensitivity": sensitivity,
    "order": order,
    "agreement": agreement,
    "projection": projection,
    "progress": progress,
    "roadmap": roadmap,
}
