"""Organizations: names and profiles that can be kept, the profile of a day, and deleting one whole."""

from datetime import date

import pytest

from scoring.assessment import AssessmentHeader
from scoring.organization import Profile
from store import organizations
from store.assessments import AssessmentNotFound
from store.organizations import OrganizationNotFound
from tests.workspaces import begin
from use_cases.assess import load_assessment
from use_cases.organize import (
    OrganizationNotAccepted,
    add_organization,
    delete_organization,
    list_organizations,
    load_organization,
    set_profile,
)
from use_cases.workspace import Workspace

FORUM = Profile(kinds=("ugc",), children_likely=True, countries=("GB",))


def test_organization_is_found_by_id_and_by_name_whatever_its_capitals(workspace: Workspace) -> None:
    added = add_organization(workspace, "  Small \n Forum ", FORUM, is_synthetic=True)
    assert (added.name, added.is_synthetic) == ("Small Forum", True)
    for known_by in (added.id, "Small Forum", " sMALL forum "):
        assert load_organization(workspace, known_by) == added
    with pytest.raises(OrganizationNotFound, match="no organization 'Big Forum'"):
        load_organization(workspace, "Big Forum")


def test_organizations_are_listed_by_name(workspace: Workspace) -> None:
    for name in ("beta", "Alpha", "Gamma"):
        add_organization(workspace, name)
    assert [organization.name for organization in list_organizations(workspace)] == ["Alpha", "beta", "Gamma"]


@pytest.mark.parametrize("name", ["", " \n ", "x" * 121, "SMALL FORUM", "Call +44 20 7946 0958", "small  forum"])
def test_name_that_is_empty_long_taken_or_not_to_be_kept_is_refused(workspace: Workspace, name: str) -> None:
    add_organization(workspace, "Small Forum")
    with pytest.raises(OrganizationNotAccepted) as refusal:
        add_organization(workspace, name)
    assert refusal.value.exit_code == 11
    assert len(list_organizations(workspace)) == 1


def test_every_unknown_word_of_a_profile_is_named_at_once(workspace: Workspace) -> None:
    wrong = Profile(kinds=("ugc", "telegraph"), countries=("XX",), size="vast", stage="early-ish")
    with pytest.raises(OrganizationNotAccepted) as refusal:
        add_organization(workspace, "Forum", wrong)
    assert {fault.where for fault in refusal.value.faults} == {
        "profile > kinds",
        "profile > countries",
        "profile > size",
        "profile > stage",
    }
    assert list_organizations(workspace) == []
    organization = add_organization(workspace, "Forum", FORUM)
    with pytest.raises(OrganizationNotAccepted):
        set_profile(workspace, organization.id, wrong)
    assert load_organization(workspace, organization.id).profile == FORUM


def test_profile_holds_from_its_day_and_the_first_one_before_that(workspace: Workspace) -> None:
    organization = add_organization(workspace, "Forum", FORUM, on=date(2025, 1, 1))
    wider = FORUM.model_copy(update={"kinds": ("ugc", "live")})
    assert set_profile(workspace, organization.id, wider, on=date(2026, 1, 1)).profile == wider
    corrected = FORUM.model_copy(update={"countries": ("FR",)})
    assert set_profile(workspace, organization.id, corrected, on=date(2025, 1, 1)).profile == wider
    with workspace.store.reading() as connection:
        days = [date(year, 6, 1) for year in (2024, 2025, 2026)]
        held = [organizations.load_organization(connection, organization.id, on=day).profile for day in days]
    assert held == [corrected, corrected, wider]


def test_profile_of_nobody_is_refused(workspace: Workspace) -> None:
    with pytest.raises(OrganizationNotFound):
        set_profile(workspace, "nobody", FORUM)


def test_deleted_organization_is_gone_with_its_assessments(workspace: Workspace, assessment: AssessmentHeader) -> None:
    other = begin(workspace, "Neighbor")
    copy = workspace.store.path.with_name("store.db.before-restore-20260101T000000Z")
    copy.touch()
    assert delete_organization(workspace, assessment.organization_id) == (copy,)
    with pytest.raises(AssessmentNotFound):
        load_assessment(workspace, assessment.id)
    assert [organization.name for organization in list_organizations(workspace)] == ["Neighbor"]
    assert load_assessment(workspace, other.id).organization.name == "Neighbor"
    with pytest.raises(OrganizationNotFound):
        delete_organization(workspace, assessment.organization_id)
