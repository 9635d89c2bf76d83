"""An assessment as OSCAL assessment-results: valid, the same each time, with what is claimed, backed and wanted."""

from datetime import timedelta
from typing import Any

from frameworks.formats.oscal.words import NS
from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.targets import PracticeTarget
from tests.oscal_models import checked, own_props
from tests.workspaces import MORNING
from use_cases.assess import load_assessment, record_answer, record_review
from use_cases.exchange.oscal_results import results_content
from use_cases.targets import set_targets
from use_cases.workspace import Workspace

TODAY = MORNING.date()
EVIDENCE = Evidence(title="Policy", link="https://files.example/policy", date=TODAY - timedelta(days=9), level=2)


def exported(workspace: Workspace, assessment: AssessmentHeader) -> Any:
    return checked(results_content(load_assessment(workspace, assessment.id), workspace.actor))


def answered(workspace: Workspace, assessment: AssessmentHeader, practice: str, **fields: Any) -> None:
    record_answer(workspace, assessment.id, Answer(practice=practice, **fields))


def named(result: Any, name: str) -> dict[str, str]:
    return {prop["value"]: prop.get("remarks", "") for prop in result["props"] if prop["name"] == name}


def test_assessment_without_answers_is_valid_and_says_what_is_open(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    document = exported(workspace, assessment)
    (result,) = document["results"]
    assert "findings" not in result
    assert "DET-01" in named(result, "unanswered")
    assert own_props(result)["overall-coverage"] == "0"
    assert document["metadata"]["remarks"] == "Confidential. Exported from Safermark by Ann."


def test_finding_says_what_is_claimed_backed_and_wanted(workspace: Workspace, assessment: AssessmentHeader) -> None:
    bare = Evidence(title="Minutes", date=TODAY, level=1)
    answered(workspace, assessment, "DET-01", level=3, note="Done", evidence=(EVIDENCE, bare))
    set_targets(workspace, assessment.id, [PracticeTarget(practice="DET-01", level=4, on=TODAY)])
    (result,) = exported(workspace, assessment)["results"]
    (finding,), (observation,) = result["findings"], result["observations"]
    assert finding["target"] == {
        "type": "statement-id",
        "target-id": "DET-01_smt",
        "status": {"state": "not-satisfied", "reason": "fail"},
    }
    assert own_props(finding) == {
        "practice": "DET-01",
        "claimed-level": "3",
        "evidenced-level": "2",
        "target-level": "4",
        "lowest-level": "0",
        "highest-level": "5",
    }
    assert {prop["ns"] for prop in finding["props"]} == {NS}
    assert finding["related-observations"] == [{"observation-uuid": observation["uuid"]}]
    assert observation["description"] == "Done" and observation["methods"] == ["EXAMINE"]
    assert observation["relevant-evidence"][0]["href"] == EVIDENCE.link
    assert "href" not in observation["relevant-evidence"][1]
    assert result["reviewed-controls"]["control-selections"] == [{"include-controls": [{"control-id": "DET-01"}]}]


def test_target_that_is_reached_is_satisfied_and_a_review_is_told(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    recorded = record_answer(workspace, assessment.id, Answer(practice="DET-05", level=5))
    record_review(workspace, assessment.id, recorded.answer.id, Review(level=4, by="Cy", date=TODAY))
    (finding,) = exported(workspace, assessment)["results"][0]["findings"]
    assert finding["target"]["status"]["state"] == "satisfied"
    assert own_props(finding)["reviewed-level"] == "4"


def test_practices_without_a_level_are_told_with_their_reason(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    answered(workspace, assessment, "DET-01", state="not_known", note="Nobody knows")
    apart = {"state": "not_applicable", "reason": "No uploads", "approver": "Di", "recheck": TODAY + timedelta(days=30)}
    answered(workspace, assessment, "DET-05", **apart)
    (result,) = exported(workspace, assessment)["results"]
    assert named(result, "not-known") == {"DET-01": "Nobody knows"}
    assert named(result, "not-applicable") == {"DET-05": "No uploads"}
    assert "findings" not in result


def test_same_assessment_gives_the_same_file_and_another_day_another(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    answered(workspace, assessment, "DET-01", level=2)
    opened = load_assessment(workspace, assessment.id)
    assert results_content(opened, "Ann") == results_content(opened, "Ann")
    later = load_assessment(workspace, assessment.id, TODAY + timedelta(days=1))
    assert checked(results_content(later, "Ann"))["uuid"] != checked(results_content(opened, "Ann"))["uuid"]
