"""Benchmark: compared with a release, contributed with consent, operated with true counts for the operator alone."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.contribute_view import contribution_now
from dashboard.widgets.pool_publishing import release_again
from dashboard.widgets.pool_tasks import invitations_now
from frameworks.loader import load_framework
from scoring.assessment import Answer
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from tests.releases import POOL, made_up, pool_terms, release_file, released
from use_cases.assess import record_answer, start_assessment
from use_cases.memberships import list_joined
from use_cases.organize import add_organization, load_organization
from use_cases.pool_files import file_text, read_published
from use_cases.pool_making import PoolPlan, create_pool
from use_cases.pools import invite, show_pool
from use_cases.publishing import publish_release
from use_cases.received import keep_release, list_kept
from use_cases.sample_peers import fill_with_peers
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace, open_workspace

FRAMEWORK = load_framework("safer-by-design")
BANK = "sample-assessment-haldenmoor"


@pytest.fixture
def pool(workspace: Workspace, tmp_path: Path) -> str:
    """The id of a synthetic pool of this store."""
    witness = tmp_path / "second.jsonl"
    plan = PoolPlan(POOL, "Peers", "safer-by-design", witness, date(2099, 1, 1), is_synthetic=True)
    return create_pool(workspace, plan).id


def run(page: Page, task: str = "Compare", *files: bytes) -> AppTest:
    """The page at one of its tasks, with these files chosen in its first field."""
    app = page("benchmark")
    app.session_state["assessment_id"] = BANK
    app.session_state["benchmark-task"] = task
    settled(app.run())
    if not files:
        return app
    given = [(f"file-{n}.json", content, "application/json") for n, content in enumerate(files)]
    field = app.file_uploader[0]
    return settled(field.set_value(given if task == "Compare" else given[0]).run())


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> str:
    return text_of(html_of(app))


def test_without_a_release_targets_and_public_figures_are_offered_and_are_called_no_peers(
    page: Page, workspace: Workspace
) -> None:
    text = shown(run(page))
    assert "No release is chosen yet." in text
    assert "These are no peers" in text and "Public figures are no peers either" in text
    assert all(profile.title in text for profile in FRAMEWORK.target_profiles)


def test_releases_of_pools_in_this_store_are_there_without_a_file(
    page: Page, workspace: Workspace, tmp_path: Path
) -> None:
    fill_with_peers(workspace, tmp_path / "second.jsonl")
    app = run(page)
    assert "within the middle band of about" in shown(app) and "Sample peers: release 3" in shown(app)
    assert app.selectbox[0].options == ["3, 15 October 2026", "2, 15 October 2025", "1, 15 October 2024"]
    # A file comes first, and the pool of this store stays to be chosen.
    app = run(page, "Compare", release_file(FRAMEWORK))
    assert [one.label for one in app.selectbox][:1] == ["Pool"] and "Trust & safety peers: release 1" in shown(app)
    assert app.selectbox[0].options == ["Trust & safety peers", "Sample peers"]


def test_release_is_kept_when_somebody_says_so_and_forgotten_again(page: Page, workspace: Workspace) -> None:
    app = run(page, "Compare", release_file(FRAMEWORK))
    app = settled(app.button(key="benchmark-keep").click().run())
    assert "Kept. They are offered from now on" in shown(app) and not app.file_uploader[0].value
    app = run(page)
    assert "within the middle band of about" in shown(app)
    assert "benchmark-keep" not in [one.key for one in app.button]
    app = settled(app.button(key="benchmark-forget").click().run())
    assert "No release is chosen yet." in shown(app) and "Forgotten." in shown(app)


def test_second_release_of_the_same_number_that_says_something_else_is_not_kept(
    page: Page, workspace: Workspace
) -> None:
    first, second = release_file(FRAMEWORK), release_file(FRAMEWORK)
    keep_release(workspace, read_published(first, "first"))
    app = settled(run(page, "Compare", second).button(key="benchmark-keep").click().run())
    assert "is kept already and says something else" in shown(app)
    assert len(list_kept(workspace)) == 1


def test_made_up_peers_are_not_offered_to_a_real_organization(page: Page, workspace: Workspace, tmp_path: Path) -> None:
    fill_with_peers(workspace, tmp_path / "second.jsonl")
    real = start_assessment(workspace, add_organization(workspace, "Small Forum").id, "safer-by-design@1.0")
    app = page("benchmark")
    app.session_state["assessment_id"] = real.id
    text = shown(settled(app.run()))
    assert "No release is chosen yet." in text and "Sample peers" not in text


def test_release_says_where_the_organization_stands_and_no_true_count(page: Page, workspace: Workspace) -> None:
    content = release_file(FRAMEWORK)
    text = shown(run(page, "Compare", content))
    release = read_published(content, "release")
    assert "Haldenmoor Bank claims 2.5: within the middle band of about" in text
    assert f"about {release.cells[0].about} organizations" in text
    assert release.guarantee.sentence in text
    assert "synthetic data" in text


def test_file_that_was_edited_is_refused_in_words_and_not_repeated(page: Page, workspace: Workspace) -> None:
    tree = json.loads(release_file(FRAMEWORK, 40))
    tree["cells"][0]["about"] = 7_770
    text = shown(run(page, "Compare", json.dumps(tree).encode()))
    assert "changed after it was published" in text and "Mend:" in text
    assert "7,770" not in text and "No release is chosen yet." in text


def test_few_members_publish_nothing_and_targets_stand_in(page: Page, workspace: Workspace) -> None:
    text = shown(run(page, "Compare", release_file(FRAMEWORK, 2)))
    assert "Nothing is published here: too few organizations took part." in text
    assert "it takes about 30" in text and "These are no peers" in text


def test_releases_of_a_pool_are_shown_in_order(page: Page, workspace: Workspace) -> None:
    terms = pool_terms(FRAMEWORK)
    files = [
        file_text(released(terms, made_up(terms, 300, period=f"{year - 1}-H2", shift=shift), number, year)).encode()
        for number, year, shift in ((2, 2026, 1.5), (1, 2025, -0.5))
    ]
    app = run(page, "Compare", *files)
    key = next(one.key for one in app.get("button_group") if "benchmark-view" in (one.key or ""))
    app.session_state[key] = "Release after release"
    text = shown(settled(app.run()))
    assert "The median of the last release is higher than that of the first." in text
    assert text.index("1 October 2025") < text.index("1 October 2026", text.index("the oldest first"))


def test_organizations_stand_side_by_side_under_codes(page: Page, workspace: Workspace) -> None:
    app = run(page, "Compare", release_file(FRAMEWORK))
    key = next(one.key for one in app.get("button_group") if "benchmark-view" in (one.key or ""))
    app.session_state[key] = "Several side by side"
    settled(app.run())
    names = app.multiselect(key="benchmark-chosen").options
    settled(app.multiselect(key="benchmark-chosen").set_value(["sample-haldenmoor", "sample-imarelle"]).run())
    assert "Haldenmoor Bank" in names
    table = next(block.proto.body for block in app.get("html") if "peertable" in block.proto.body)
    codes = re.findall(r'scope="row">([A-Z])<', table)
    assert len(codes) == 2
    printed = " ".join(block.proto.body for block in app.get("html") if "Not printed" not in block.proto.body)
    assert "Haldenmoor" not in printed and "Imarelle" not in printed


def test_order_of_choosing_organizations_gives_no_code_away(page: Page, workspace: Workspace) -> None:
    app = run(page, "Compare", release_file(FRAMEWORK))
    key = next(one.key for one in app.get("button_group") if "benchmark-view" in (one.key or ""))
    app.session_state[key] = "Several side by side"
    settled(app.run())
    offered = app.multiselect(key="benchmark-chosen").options
    settled(app.multiselect(key="benchmark-chosen").set_value(["sample-haldenmoor"]).run())
    codes = app.session_state["codes"]
    assert len(codes) == len(offered) > 2, "all are given theirs together, by chance"
    assert sorted(codes.values()) == list("ABCDEFGHIJ"[: len(codes)])


def test_nothing_leaves_before_the_consent_and_all_of_it_is_seen(page: Page, workspace: Workspace, pool: str) -> None:
    invitation = invite(workspace, pool, 1)[0]
    app = run(page, "Contribute", file_text(invitation).encode())
    text = shown(app)
    assert "Exactly this leaves" in text and "Average of the levels you claim Level Overall" in text
    assert all(paragraph in text for paragraph in invitation.terms.consent_text.split("\n\n"))
    assert "made when you download" in app.code[0].value
    (button,) = [one for one in app.get("download_button") if one.proto.label == "Download the contribution"]
    assert button.proto.disabled
    app.checkbox[0].check()
    settled(app.run())
    (button,) = [one for one in app.get("download_button") if one.proto.label == "Download the contribution"]
    assert not button.proto.disabled
    assert list_joined(workspace, load_organization(workspace, "Haldenmoor Bank").id) == []


def test_release_is_counted_once_in_what_was_joined_and_leaving_is_asked_twice(
    page: Page, workspace: Workspace, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invite(workspace, pool, 1)[0]
    given = contribution_now(BANK, invitation, "all")
    assert json.loads(given)["schema"] == "pool-contribution/1"
    content = file_text(publish_release(workspace, pool)).encode()
    for _ in range(2):
        run(page, "Compare", content)
    app = run(page, "Contribute")
    text = shown(app)
    assert "Haldenmoor Bank has joined one pool." in text
    assert "figures already published stay; the next release is made without you" in text
    (joined,) = list_joined(workspace, load_organization(workspace, "Haldenmoor Bank").id)
    assert joined.spent == 1
    assert [one.proto.disabled for one in app.get("download_button")] == [True]


def test_operator_publishes_only_after_a_confirmation(page: Page, workspace: Workspace, pool: str) -> None:
    app = run(page, "Operate")
    assert "true counts: for the operator alone" in shown(app)
    app.session_state[f"operate-{pool}"] = "Publish"
    settled(app.run())
    (button,) = [one for one in app.button if one.label == "Publish a release"]
    assert button.disabled and "after it 2 of 3 is left" in shown(app)
    app.checkbox(key=f"publish-{pool}-sure-0").check()
    settled(app.run())
    (button,) = [one for one in app.button if one.label == "Publish a release"]
    settled(button.click().run())
    assert len(show_pool(workspace, pool).releases) == 1
    assert "Release 1 of" in shown(app)
    assert read_published(release_again(pool, 1), "again").number == 1


def test_operator_makes_a_pool_and_takes_invitations_along(page: Page, workspace: Workspace, tmp_path: Path) -> None:
    app = run(page, "Operate")
    app.text_input(key="pool-title-0").set_value("Peers of the page")
    app.text_input(key="pool-id").set_value("page-peers")
    app.text_input(key="pool-witness").set_value(str(tmp_path / "second.jsonl"))
    app.checkbox(key="pool-synthetic").check()
    settled(app.button(key="pool-make").click().run())
    assert "Peers of the page is made." in shown(app)
    assert show_pool(workspace, "page-peers").terms.is_synthetic
    assert invitations_now("page-peers", 3)[:2] == b"PK"


def test_refused_contribution_is_named_by_its_file_and_not_repeated(
    page: Page, workspace: Workspace, pool: str
) -> None:
    app = run(page, "Operate")
    app.session_state[f"operate-{pool}"] = "Accept"
    settled(app.run())
    bad = ("odd.json", b'{"secret": "Zqx Wvu"}', "application/json")
    settled(app.file_uploader[0].set_value([bad]).run())
    settled(app.button(key=f"accept-{pool}-take").click().run())
    text = shown(app)
    assert "Nothing was accepted." in text and "odd.json" in text
    assert "Zqx" not in text


@pytest.mark.parametrize(
    ("task", "asked"), [("Compare", "not a release"), ("Contribute", "not an invitation"), ("Accept", "a contribution")]
)
def test_file_of_another_kind_is_called_by_its_name(
    page: Page, workspace: Workspace, pool: str, task: str, asked: str
) -> None:
    invitation = invite(workspace, pool, 1)[0]
    wrong = contribution_now(BANK, invitation, "all") if task != "Accept" else file_text(invitation).encode()
    if task == "Accept":
        app = run(page, "Operate")
        app.session_state[f"operate-{pool}"] = "Accept"
        settled(app.run())
        settled(app.file_uploader[0].set_value([("wrong.json", wrong, "application/json")]).run())
        settled(app.button(key=f"accept-{pool}-take").click().run())
    else:
        app = run(page, task, wrong)
    text = shown(app)
    assert (f"This is a contribution, {asked}." if task != "Accept" else "This is an invitation, not a") in text
    assert text.count("Mend:") == 1


def test_many_refused_files_are_folded_after_what_can_be_read_at_once(
    page: Page, workspace: Workspace, pool: str
) -> None:
    app = run(page, "Operate")
    app.session_state[f"operate-{pool}"] = "Accept"
    settled(app.run())
    bad = [(f"odd-{number:02}.json", b"{}", "application/json") for number in range(30)]
    settled(app.file_uploader[0].set_value(bad).run())
    settled(app.button(key=f"accept-{pool}-take").click().run())
    assert [one.label for one in app.expander if "more" in one.label] == ["5 more"]


def test_closed_pool_offers_neither_invitations_nor_a_place_for_contributions(
    page: Page, workspace: Workspace, pool: str
) -> None:
    for _ in range(3):
        publish_release(workspace, pool, is_early=True)
    app = run(page, "Operate")
    text = shown(app)
    assert "Peers is closed for ever: its budget is spent." in text
    assert "A pool that follows it needs new consent." in text
    assert len(app.file_uploader) == 0
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == ["Download the release"]


def test_locked_pool_hands_no_release_out(page: Page, workspace: Workspace, pool: str, tmp_path: Path) -> None:
    publish_release(workspace, pool)
    (tmp_path / "second.jsonl").unlink()
    app = run(page, "Operate")
    app.session_state[f"operate-{pool}"] = "Publish"
    text = shown(settled(app.run()))
    assert "Peers is locked: the store and its second place do not agree." in text
    assert "Nothing can be published while the pool is locked." in text
    assert [one.proto.label for one in app.get("download_button")] == []


def test_several_pools_are_chosen_between_and_a_cell_of_ones_own_kind_is_offered_first(
    page: Page, workspace: Workspace, tmp_path: Path
) -> None:
    kinds = ("ugc", "employer", "messaging")
    elsewhere = open_workspace(tmp_path / "elsewhere.db", "Bob")
    plan = PoolPlan("other-peers", "Other peers", "safer-by-design", tmp_path / "other.jsonl", date(2099, 1, 1))
    create_pool(elsewhere, plan)
    other = file_text(publish_release(elsewhere, "other-peers")).encode()
    elsewhere.store.close()
    app = run(page, "Compare", release_file(FRAMEWORK, 900, cells=kinds), other)
    pools = next(one for one in app.selectbox if one.label == "Pool")
    assert pools.options == ["Trust & safety peers", "Other peers"]
    cells = next(one for one in app.selectbox if one.label == "Counted under")
    assert (cells.value, cells.options) == ("employer", ["User content", "Employer", "Messaging"])
    assert "Counted under Employer" in shown(app)
    app = settled(cells.set_value("ugc").run())
    assert "Counted under User content" in shown(app)
    app = settled(next(one for one in app.selectbox if one.label == "Pool").set_value(1).run())
    text = shown(app)
    assert "Nothing is published here: too few organizations took part." in text and "Other peers" in text
    assert not [one for one in app.selectbox if one.label == "Counted under"]


def test_snapshot_that_may_not_leave_says_why_and_leads_back(page: Page, workspace: Workspace, pool: str) -> None:
    organization = add_organization(workspace, "Thin Forum", Profile(kinds=("ugc",), countries=("GB",)))
    header = start_assessment(workspace, organization.id, "safer-by-design")
    record_answer(workspace, header.id, Answer(practice="DET-01", level=1))
    take_snapshot(workspace, header.id)
    app = page("benchmark")
    app.session_state["assessment_id"] = header.id
    app.session_state["benchmark-task"] = "Contribute"
    settled(app.run())
    content = file_text(invite(workspace, pool, 1)[0]).encode()
    settled(app.file_uploader[0].set_value(("invitation.json", content, "application/json")).run())
    text = shown(app)
    assert "a pool needs 80 %" in text and "Exactly this leaves" not in text
    assert not [one for one in app.get("download_button") if one.proto.label == "Download the contribution"]
