"""How cases of exposure and posture are computed, and what is given in words."""

from collections.abc import Mapping
from typing import Any

from scoring.assessment import Answer
from scoring.exposure import ThreatLens, find_exposure
from scoring.organization import Profile
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.spec.cases import Case, CaseFile

_NO_HOSTING = Profile(kinds=("ugc",))


def exposure(_: CaseFile, case: Case) -> dict[str, Any]:
    """The index of one threat, its low end, and whether the range may be shown."""
    given = case.input
    found = _lens([{"effectiveness": {"t": share}} for share in given["effectiveness"]], given["levels"])
    index = found.threats[0].exposure
    return {
        "fail independently": index and index.independent,
        "fail together": index and index.together,
        "low end": index and index.low,
        "shown": index and not index.is_withheld,
    }


def posture(_: CaseFile, case: Case) -> dict[str, Any]:
    """The proactive share of what is reached, of what there is, and the difference."""
    found = _lens([{"proactive": share} for share in case.input["proactive"]], case.input["levels"]).posture
    return {"earned": found.earned, "available": found.available, "tilt": found.tilt}


def _lens(practices: list[dict[str, Any]], levels: list[Any]) -> ThreatLens:
    ids = [f"A-{place}" for place, _ in enumerate(practices, start=1)]
    trees = [
        practice_tree(id_, threats=["t"], stages=["prevent"], **fields)
        for id_, fields in zip(ids, practices, strict=True)
    ]
    # A framework needs a practice even where none acts on the threat.
    elsewhere = practice_tree("B-1", threats=["t"], applies_to=["hosting"])
    domains = {"A": trees, "B": [elsewhere]} if trees else {"B": [elsewhere]}
    answers = [Answer(practice=id_, level=level) for id_, level in zip(ids, levels, strict=True) if level != "?"]
    assessment = assessment_of(answers, _NO_HOSTING)
    framework = framework_of(domains)
    return find_exposure(score_assessment(assessment, framework, TODAY), assessment, framework)


def exposure_words(given: Mapping[str, Any]) -> str:
    """Effectiveness and levels."""
    return _pairs("effectiveness", given["effectiveness"], given["levels"])


def posture_words(given: Mapping[str, Any]) -> str:
    """Proactive shares and levels."""
    return _pairs("proactive", given["proactive"], given["levels"])


def _pairs(name: str, shares: list[float], levels: list[Any]) -> str:
    if not shares:
        return "no practice"
    return "<br>".join(f"{name} {share}, level {level}" for share, level in zip(shares, levels, strict=True))
