"""What an organization does with a pool: see what would leave, hand it over, take it back, sum what it has joined."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.assessment import Answer, AssessmentHeader
from scoring.benchmark import Release
from scoring.contribution import NotContributable, read_contribution
from scoring.pool_terms import Invitation
from scoring.signing import public_key_of, signed
from store.assessments import AssessmentNotFound
from store.memberships import MembershipNotFound
from tests.peer_pools import POOL, content_of, key_of, new_pool
from tests.workspaces import MORNING, StandingClock, begin
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.memberships import (
    NothingToContribute,
    list_joined,
    make_contribution,
    note_release,
    preview_contribution,
    take_back,
)
from use_cases.organize import add_organization
from use_cases.pool_files import read_invitation
from use_cases.pools import accept, invite, show_pool, withdraw_member
from use_cases.publishing import publish_release
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace


def answer_all(workspace: Workspace, assessment: AssessmentHeader, level: int = 3) -> None:
    practices = load_assessment(workspace, assessment.id).framework.practices
    record_answers(workspace, assessment.id, [Answer(practice=id_, level=level) for id_ in practices])


@pytest.fixture
def invitation(workspace: Workspace) -> Invitation:
    """To a new pool of the same store."""
    new_pool(workspace)
    return invite(workspace, POOL, 1)[0]


@pytest.fixture
def answered(workspace: Workspace, assessment: AssessmentHeader) -> AssessmentHeader:
    """An assessment with a snapshot of all practices."""
    answer_all(workspace, assessment)
    take_snapshot(workspace, assessment.id)
    return assessment


def test_member_sees_what_would_leave_hands_it_over_replaces_and_takes_it_back(
    workspace: Workspace, answered: AssessmentHeader, invitation: Invitation, clock: StandingClock
) -> None:
    shown = preview_contribution(workspace, answered.id, invitation, "all")
    assert list_joined(workspace, answered.organization_id) == []
    made = make_contribution(workspace, answered.id, invitation, "all")
    assert (made.claimed, made.period, made.claimed.overall) == (shown.claimed, "2026-H1", 3.0)
    assert preview_contribution(workspace, answered.id, invitation, "all").pseudonym == made.pseudonym
    assert accept(workspace, POOL, [("a.json", content_of(made))]).new == 1
    answer_all(workspace, answered, 4)
    clock.move(days=60)
    take_snapshot(workspace, answered.id)
    newer = make_contribution(workspace, answered.id, invitation, "all")
    assert (newer.pseudonym, newer.period, newer.claimed.overall) == (made.pseudonym, "2026-H2", 4.0)
    assert (shown.number, made.number, newer.number) == (1, 1, 2)
    assert accept(workspace, POOL, [("b.json", content_of(newer))]).replaced == 1
    withdraw_member(workspace, POOL, "c.json", content_of(take_back(workspace, answered.organization_id, POOL)))
    assert show_pool(workspace, POOL).members == {"all": 0}


def test_keys_of_two_organizations_and_of_two_pools_differ(
    workspace: Workspace, answered: AssessmentHeader, invitation: Invitation
) -> None:
    new_pool(workspace, id="other-peers")
    (elsewhere,) = invite(workspace, "other-peers", 1)
    second = begin(workspace, "Larger Forum")
    answer_all(workspace, second)
    take_snapshot(workspace, second.id)
    made = [
        make_contribution(workspace, one.id, asked, "all")
        for one in (answered, second)
        for asked in (invitation, elsewhere)
    ]
    assert len({one.public_key for one in made}) == len({one.pseudonym for one in made}) == 4


def test_what_leaves_names_nobody(workspace: Workspace, answered: AssessmentHeader, invitation: Invitation) -> None:
    content = content_of(make_contribution(workspace, answered.id, invitation, "all")).decode()
    for name in ("Small Forum", answered.id, answered.organization_id, "Ann", "2026-06", "DET-01"):
        assert name not in content


def test_organization_that_is_made_up_is_refused_by_a_pool_of_real_ones(
    workspace: Workspace, invitation: Invitation
) -> None:
    organization = add_organization(workspace, "Made Up", is_synthetic=True)
    assessment = start_assessment(workspace, organization.id, "safer-by-design@1.0")
    answer_all(workspace, assessment)
    take_snapshot(workspace, assessment.id)
    with pytest.raises(NothingToContribute, match="made up"):
        make_contribution(workspace, assessment.id, invitation, "all")
    new_pool(workspace, id="synthetic-peers", is_synthetic=True)
    (allowed,) = invite(workspace, "synthetic-peers", 1)
    assert make_contribution(workspace, assessment.id, allowed, "all").pool == "synthetic-peers"


def test_without_snapshot_with_few_answers_or_without_assessment_nothing_leaves(
    workspace: Workspace, assessment: AssessmentHeader, invitation: Invitation
) -> None:
    for act in (preview_contribution, make_contribution):
        with pytest.raises(NothingToContribute, match="no snapshot"):
            act(workspace, assessment.id, invitation, "all")
        with pytest.raises(AssessmentNotFound):
            act(workspace, "none", invitation, "all")
    record_answers(workspace, assessment.id, [Answer(practice="DET-01", level=3)])
    take_snapshot(workspace, assessment.id)
    with pytest.raises(NotContributable, match="80 %"):
        make_contribution(workspace, assessment.id, invitation, "all")
    assert list_joined(workspace, assessment.organization_id) == []


def test_consent_that_has_expired_takes_nothing_more(
    workspace: Workspace, answered: AssessmentHeader, clock: StandingClock
) -> None:
    new_pool(workspace, expires=date(2026, 6, 16))
    (invitation,) = invite(workspace, POOL, 1)
    clock.move(days=1)
    made = make_contribution(workspace, answered.id, invitation, "all")
    clock.move(days=1)
    for act in (preview_contribution, make_contribution):
        with pytest.raises(NothingToContribute, match="expired"):
            act(workspace, answered.id, invitation, "all")
    (fault, *_) = accept(workspace, POOL, [("late.json", content_of(made))]).refused
    assert (fault.where, fault.what) == ("late.json > consent > expires", "The consent has expired.")


def test_invitation_to_domains_or_a_cell_that_are_not_there_is_refused_in_words(
    workspace: Workspace, answered: AssessmentHeader, invitation: Invitation
) -> None:
    key = key_of("somebody who makes pools")
    tree = invitation.as_tree()
    tree["terms"] = {**tree["terms"], "domains": ["XYZ"], "public_key": public_key_of(key)}
    strange = read_invitation(content_of(signed(tree, key)), "invitation")
    with pytest.raises(NotContributable, match="domains"):
        preview_contribution(workspace, answered.id, strange, "all")
    with pytest.raises(NotContributable, match="no cell"):
        make_contribution(workspace, answered.id, invitation, "ugc")


def test_organization_sums_what_releases_it_has_seen_have_spent(
    workspace: Workspace, answered: AssessmentHeader, invitation: Invitation
) -> None:
    release = publish_release(workspace, POOL)
    assert not note_release(workspace, answered.organization_id, release)
    read = read_contribution(make_contribution(workspace, answered.id, invitation, "all").as_tree(), "file")
    assert read.consent.expires >= MORNING.date()
    assert note_release(workspace, answered.organization_id, release)
    assert not note_release(workspace, answered.organization_id, release)
    (joined,) = list_joined(workspace, answered.organization_id)
    assert (joined.pool, joined.spent, joined.cap) == (POOL, Decimal(1), Decimal(3))


def test_who_has_joined_nothing_has_nothing_to_take_back(workspace: Workspace, answered: AssessmentHeader) -> None:
    with pytest.raises(MembershipNotFound):
        take_back(workspace, answered.organization_id, POOL)


def test_pool_of_the_same_name_under_another_key_is_another_pool(
    workspace: Workspace, answered: AssessmentHeader, invitation: Invitation
) -> None:
    made = make_contribution(workspace, answered.id, invitation, "all")
    key = key_of("somebody who takes the name of a pool")
    terms = {**invitation.as_tree()["terms"], "public_key": public_key_of(key)}
    strange = read_invitation(content_of(signed({**invitation.as_tree(), "terms": terms}, key)), "invitation")
    for act in (preview_contribution, make_contribution):
        with pytest.raises(NothingToContribute, match="signed with another key"):
            act(workspace, answered.id, strange, "all")
    release = publish_release(workspace, POOL)
    tree = {**release.as_tree(), "terms": {**release.as_tree()["terms"], "public_key": public_key_of(key)}}
    assert not note_release(workspace, answered.organization_id, Release.model_validate(signed(tree, key)))
    assert note_release(workspace, answered.organization_id, release)
    assert make_contribution(workspace, answered.id, invitation, "all").pseudonym == made.pseudonym
