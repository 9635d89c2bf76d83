"""Actions and plans as an OSCAL plan of action and milestones: valid, the same each time, with days and effort."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from frameworks.loader import load_framework
from scoring.actions import Action
from scoring.organization import Profile, scope_of
from scoring.roadmap import plan_roadmap
from tests.oscal_models import checked, own_props
from use_cases.exchange.actions_file import ActionsFile
from use_cases.exchange.oscal_poam import NothingToWrite, actions_poam, roadmap_poam
from use_cases.exchange.roadmap_file import RoadmapFile

AT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
FRAMEWORK = load_framework("safer-by-design")


def action(**fields: Any) -> Action:
    return Action(**{"id": "a1", "practice": "DET-01", "title": "Match uploads", **fields})


def exported(*actions: Action) -> Any:
    return checked(actions_poam(ActionsFile(actions, FRAMEWORK, "Small Forum", "Ann", AT)))


def test_action_becomes_an_entry_with_its_risk_and_milestone() -> None:
    full = action(level=3, owner="Trust", due=date(2026, 9, 1), effort=0.5, status="under_way", at=AT)
    document = exported(full, action(id="a2", practice="Z-9"))
    first, second = document["poam-items"]
    assert own_props(first) == {
        "practice": "DET-01",
        "status": "under_way",
        "to-level": "3",
        "owner": "Trust",
        "person-weeks": "0.5",
        "control-id": "DET-01",
    }
    assert own_props(second) == {"practice": "Z-9", "status": "planned"}
    risk, other = document["risks"]
    assert first["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    assert (risk["status"], risk["deadline"]) == ("remediating", "2026-09-01T00:00:00Z")
    (milestone,) = risk["remediations"][0]["tasks"]
    assert milestone["timing"] == {"on-date": {"date": "2026-09-01T00:00:00Z"}}
    assert "deadline" not in other and "tasks" not in other["remediations"][0]


@pytest.mark.parametrize(
    ("status", "of_risk", "lifecycle"),
    [("planned", "open", "planned"), ("done", "closed", "completed"), ("dropped", "closed", "planned")],
)
def test_status_is_told_in_words_of_oscal(status: str, of_risk: str, lifecycle: str) -> None:
    (risk,) = exported(action(status=status))["risks"]
    assert (risk["status"], risk["remediations"][0]["lifecycle"]) == (of_risk, lifecycle)


def test_same_actions_give_the_same_file() -> None:
    assert exported(action(at=AT)) == exported(action(at=AT))


def test_plan_without_actions_is_refused() -> None:
    with pytest.raises(NothingToWrite) as refused:
        exported()
    assert refused.value.exit_code == 11


def test_steps_of_a_roadmap_are_due_at_the_end_of_their_quarter() -> None:
    levels = dict.fromkeys(FRAMEWORK.practices, 2)
    roadmap = plan_roadmap(levels, FRAMEWORK, scope_of(FRAMEWORK, Profile(), None), 6, 2, what_ifs=0)
    file = RoadmapFile(roadmap, FRAMEWORK, "Small Forum", date(2026, 1, 1), "Ann", AT)
    document = checked(roadmap_poam(file))
    assert len(document["poam-items"]) == sum(len(quarter.steps) for quarter in roadmap.quarters) > 0
    assert {risk["deadline"] for risk in document["risks"]} <= {"2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"}
