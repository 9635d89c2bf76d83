"""docs/formats/oscal.md says what the code does."""

import json
import re
from pathlib import Path

from frameworks.documents import LARGEST_LIBRARY
from frameworks.formats.oscal import own_scheme
from frameworks.formats.oscal.read_catalog import LONGEST_TIP, TOP
from frameworks.formats.oscal.words import NS, OSCAL_VERSION
from frameworks.loader import load_framework
from scoring.actions import Action
from scoring.assessment import Answer, Assessment, AssessmentHeader, Evidence, Review
from scoring.organization import Organization, Profile
from tests.oscal_models import own_props
from tests.workspaces import MORNING
from use_cases.exchange.actions_file import ActionsFile
from use_cases.exchange.oscal_poam import actions_poam
from use_cases.exchange.oscal_results import results_of
from use_cases.open_assessment import OpenAssessment

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "formats" / "oscal.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE.replace("```", "")))
DAY = MORNING.date()


def opened() -> OpenAssessment:
    framework = load_framework("safer-by-design")
    evidence = Evidence(title="Policy", date=DAY, level=2)
    review = Review(level=2, by="Cy", date=DAY)
    answers = (Answer(practice="DET-01", level=3, evidence=(evidence,), review=review, at=MORNING, on=DAY),)
    header = AssessmentHeader(
        id="a", organization_id="o", framework_id=framework.id, framework_version=framework.version, started_at=MORNING
    )
    assessment = Assessment(framework_key=framework.key, answers=answers)
    return OpenAssessment(header, Organization(id="o", name="Small", profile=Profile()), framework, assessment, DAY)


def test_every_name_of_our_scheme_is_on_the_page() -> None:
    assert set(own_scheme._HELD) <= NAMED
    assert NS in NAMED


def test_numbers_and_words_are_those_of_the_code() -> None:
    assert f"OSCAL {OSCAL_VERSION}" in PAGE and f"up to {LARGEST_LIBRARY // 1024**2} MB" in PAGE
    assert f"shortened to {LONGEST_TIP:,} characters" in PAGE and f"*{TOP}*" in PAGE


def test_props_of_results_are_on_the_page() -> None:
    (result,) = results_of(opened(), "Ann")["results"]
    (finding,) = result["findings"]
    levels = {name for name in own_props(finding) if name.endswith("level")}
    assert len(levels) == 6 and levels <= NAMED
    assert set(own_props(result["observations"][0]["relevant-evidence"][0])) <= NAMED
    assert {name for name in own_props(result) if name.startswith("overall")} <= NAMED


def test_props_of_a_plan_are_on_the_page() -> None:
    action = Action(id="a", practice="DET-01", title="Match", level=3, owner="Trust", effort=1, due=DAY)
    file = ActionsFile((action,), load_framework("safer-by-design"), "Small", "Ann", MORNING)
    plan = json.loads(actions_poam(file))["plan-of-action-and-milestones"]
    assert set(own_props(plan["poam-items"][0])) <= NAMED
