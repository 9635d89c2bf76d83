"""Small frameworks and assessments for tests: only what a test says is in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from frameworks.model import Framework
from scoring.assessment import Answer, Assessment
from scoring.organization import Profile

TODAY = date(2026, 9, 30)
KEY = "small@1"
HALF_LIFE, GRACE, REVIEW_DAYS = 365, 90, 365


def practice_tree(id_: str, **fields: Any) -> dict[str, Any]:
    """One practice; its evidence is of the kind `record` unless said otherwise. `floor` may be just a level."""
    tree: dict[str, Any] = {
        "id": id_,
        "title": f"Practice {id_}",
        "intent": "For a test.",
        "evidence_kind": "record",
        "levels": {number: f"Step {number}." for number in range(6)},
        **fields,
    }
    if isinstance(tree.get("floor"), int):
        tree["floor"] = {"level": tree["floor"], "presets": ["full", "short"], "reason": "For a test."}
    return tree


def framework_of(domains: Mapping[str, Sequence[Mapping[str, Any]]], **fields: Any) -> Framework:
    """A framework of these domains with a scale 0-5, a gate of 85/100 and a cap of 2, unless `fields` say otherwise."""
    judged = {"basis": "judgement", "reason": "For a test."}
    tree: dict[str, Any] = {
        "schema_version": 1,
        "id": "small",
        "version": "1",
        "title": "Small",
        "lifecycle": "draft",
        "dated": "2026-01-01",
        "summary": "For a test.",
        "scale": {"levels": [{"number": n, "title": f"Step {n}", "summary": "."} for n in range(6)]},
        "gate": {"numerator": 85, "denominator": 100, "floor_cap": 2, **judged},
        "evidence_kinds": {
            "record": {"title": "Record", "half_life_days": HALF_LIFE, "grace_days": GRACE, **judged},
            "bare": {"title": "Without grace", "half_life_days": HALF_LIFE, "grace_days": 0, **judged},
        },
        "review": {"days": REVIEW_DAYS, **judged},
        "recheck": {"days": 365, **judged},
        "target": {"level": 3, **judged},
        "detectable_change": {"overall": 0.36, "domain": 0.65, "spread": 0.6, "shift": 0.1, **judged},
        "presets": [
            {"id": "full", "title": "Full", "summary": "."},
            {"id": "short", "title": "Short", "summary": ".", "practices": ["A-1", "B-1"]},
            {"id": "generative", "title": "Generative", "summary": ".", "kinds": ["generative-ai"]},
        ],
        "domains": [
            {"id": id_, "title": f"Domain {id_}", "short": id_, "question": "?", "practices": list(practices)}
            for id_, practices in domains.items()
        ],
        **fields,
    }
    return Framework.model_validate(tree)


def days_before(days: int, day: date = TODAY) -> date:
    """The day that lies so many days back."""
    return day - timedelta(days=days)


def assessment_of(answers: Iterable[Answer], profile: Profile | None = None, preset: str | None = None) -> Assessment:
    """An assessment with these answers against the small framework."""
    return Assessment(framework_key=KEY, profile=profile or Profile(), preset=preset, answers=tuple(answers))
