"""Benchmark from a new pool to a printed comparison: every step by keyboard, every state accessible."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from scoring.contribution import withdraw
from scoring.pool_terms import Invitation
from tests.browser.conftest import BOTH, Place, Visit, Visitor, serving
from tests.peer_pools import Peer, content_of, fill, peer_of
from use_cases.pool_files import file_text, read_invitation, read_published
from use_cases.pool_making import PoolPlan, create_pool
from use_cases.pools import invite, list_pools, show_pool
from use_cases.publishing import list_published, publish_release
from use_cases.workspace import open_workspace

pytestmark = pytest.mark.browser

POOL, FEW, ENDED = "made-up-peers", "few-peers", "ended-peers"
MADE_BY_HAND = "typed-peers"
TASKS = ("Compare", "Contribute", "Operate")


@pytest.fixture(scope="module")
def operated(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The samples and three synthetic pools: one with members, one with few, one that is closed for ever."""
    folder = tmp_path_factory.mktemp("operated")
    shutil.copy(filled_store, store := folder / "store.db")
    workspace = open_workspace(store, "Ann")
    for pool, title in ((POOL, "Made-up peers"), (FEW, "Few peers"), (ENDED, "Ended peers")):
        second = folder / f"{pool}.jsonl"
        terms = create_pool(
            workspace, PoolPlan(pool, title, "safer-by-design", second, date(2099, 1, 1), is_synthetic=True)
        )
        if pool != ENDED:
            fill(workspace, terms, [2.25] * (60 if pool == POOL else 3))
        for _ in range(3 if pool == ENDED else 1):
            publish_release(workspace, pool, is_early=True)
    with serving(store) as address:
        yield Place(address, workspace)


def file_of(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def invitation_in(folder: Path, place: Place, pool: str = POOL) -> Path:
    return file_of(folder, "invitation.json", file_text(invite(place.workspace, pool, 1)[0]))


def at_task(visitor: Visitor, task: str) -> Page:
    """The page at one of its tasks, reached by keyboard alone."""
    page = visitor.open("benchmark")
    visitor.tab_to("What to do")
    visitor.press(*["ArrowRight"] * TASKS.index(task), "Enter")
    return page


def step_to(visitor: Visitor, group: str, *keys: str) -> None:
    visitor.tab_to(group)
    visitor.press(*keys, "Enter")


def choose(visitor: Visitor, *files: Path) -> None:
    """Files, through the button that opens the system's own window."""
    visitor.page.once("filechooser", lambda asked: asked.set_files(files))
    visitor.tab_to("Upload")
    visitor.press("Enter")
    visitor.settle()


def taken(visitor: Visitor, button: str) -> Download:
    visitor.tab_to(button)
    with visitor.page.expect_download() as begun:
        visitor.page.keyboard.press("Enter")
    visitor.settle()
    return begun.value


def is_sound(visitor: Visitor) -> None:
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.complaints == []


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_member_contributes_and_leaves_by_keyboard_alone(
    visit: Visit, operated: Place, tmp_path: Path, width: int, scheme: str
) -> None:
    visitor = visit(operated.address, width=width, scheme=scheme)
    page = at_task(visitor, "Contribute")
    choose(visitor, invitation_in(tmp_path, operated))
    expect(page.get_by_role("heading", name="Exactly this leaves")).to_be_visible()
    visitor.tab_to("The raw file")
    visitor.press("Enter")
    expect(page.locator("code")).to_contain_text("pool-contribution/1")
    visitor.tab_to("We agree")
    visitor.press("Space")
    is_sound(visitor)
    given = json.loads(Path(taken(visitor, "Download the contribution").path()).read_text(encoding="utf-8"))
    page = at_task(visitor, "Contribute")
    expect(page.locator("h1")).to_have_text("Haldenmoor Bank has joined one pool.")
    visitor.tab_to("Leave a pool")
    visitor.press("Enter")
    visitor.tab_to("Leave this pool")
    visitor.press("Space")
    is_sound(visitor)
    back = json.loads(Path(taken(visitor, "Download the withdrawal").path()).read_text(encoding="utf-8"))
    assert (back["schema"], back["pseudonym"]) == ("pool-withdrawal/1", given["pseudonym"])


def make_pool(visitor: Visitor, second_place: Path) -> None:
    for field, text in (("Title", "Typed peers"), ("Id", MADE_BY_HAND), ("Second place", str(second_place))):
        visitor.tab_to(field)
        # The mark that explains a field comes before it, under the name of the field.
        while visitor.page.evaluate("() => document.activeElement.tagName") != "INPUT":
            visitor.press("Tab")
        visitor.press("Control+a")
        visitor.page.keyboard.type(text)
    visitor.tab_to("For made-up organizations only")
    visitor.press("Space")
    visitor.tab_to("Make the pool")
    visitor.press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("Typed peers has no contribution yet.")


def invitations_of(download: Download) -> list[Invitation]:
    packed = zipfile.ZipFile(io.BytesIO(Path(download.path()).read_bytes()))
    return [read_invitation(packed.read(name), name) for name in packed.namelist()]


def members_of(invitations: list[Invitation], folder: Path) -> list[tuple[Peer, Path]]:
    peers = [peer_of(one.terms, one.token, number) for number, one in enumerate(invitations)]
    return [
        (one, file_of(folder, f"member-{number}.json", content_of(one.contribution)))
        for number, one in enumerate(peers)
    ]


def test_operator_makes_fills_publishes_and_empties_a_pool_by_keyboard_alone(
    visit: Visit, place: Place, tmp_path: Path
) -> None:
    visitor = visit(place.address)
    page = at_task(visitor, "Operate")
    make_pool(visitor, tmp_path / "second.jsonl")
    members = members_of(invitations_of(taken(visitor, "Download the invitations")), tmp_path)
    step_to(visitor, "With this pool", "ArrowRight")
    choose(visitor, *(path for _, path in members))
    visitor.tab_to(f"Accept these {len(members)} files")
    visitor.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Accepted: 10 new.")).to_be_visible()
    step_to(visitor, "With this pool", "ArrowRight")
    visitor.tab_to("Spend it and publish now")
    visitor.press("Space")
    visitor.tab_to("Publish a release")
    visitor.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Release 1 of")).to_be_visible()
    release = read_published(Path(taken(visitor, "Download the release").path()), "release.json")
    assert (release.terms.id, release.number) == (MADE_BY_HAND, 1)
    step_to(visitor, "With this pool", "ArrowRight")
    choose(visitor, file_of(tmp_path, "back.json", content_of(withdraw(MADE_BY_HAND, members[0][0].key))))
    visitor.tab_to("Delete what this member gave")
    visitor.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Withdrawn: deleted")).to_be_visible()
    assert [one.id for one in list_pools(place.workspace)] == [MADE_BY_HAND]
    assert show_pool(place.workspace, MADE_BY_HAND).members == {"all": 9}
    is_sound(visitor)


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_wrong_files_are_named_where_they_were_chosen(
    visit: Visit, operated: Place, tmp_path: Path, width: int, scheme: str
) -> None:
    visitor = visit(operated.address, width=width, scheme=scheme)
    page = at_task(visitor, "Compare")
    invitation = invitation_in(tmp_path, operated)
    choose(visitor, invitation, file_of(tmp_path, "notes.json", '{"notes": 1}'))
    expect(page.get_by_role("alert").filter(has_text="This is an invitation, not a release.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="This is no file of a pool")).to_be_visible()
    is_sound(visitor)


@pytest.mark.parametrize("pool", [POOL, ENDED])
@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_operator_sees_every_state_of_a_pool(visit: Visit, operated: Place, pool: str, width: int, scheme: str) -> None:
    visitor = visit(operated.address, width=width, scheme=scheme)
    page = at_task(visitor, "Operate")
    page.get_by_role("combobox", name="Pool", exact=False).first.click()
    page.get_by_role("option", name=pool).click()
    visitor.settle()
    assert re.search("holds 60 contributions|closed for ever", page.inner_text("h1"))
    page.get_by_text("Publish", exact=True).click()
    page.get_by_text("What stays with the operator").click()
    page.get_by_text("Make another pool").click()
    visitor.settle()
    is_sound(visitor)


@pytest.mark.parametrize("pool", [POOL, FEW])
def test_printed_comparison_is_complete_and_says_synthetic(
    visit: Visit, operated: Place, tmp_path: Path, pool: str
) -> None:
    visitor = visit(operated.address, scheme="dark")
    page = at_task(visitor, "Compare")
    (release,) = list_published(operated.workspace, pool)
    choose(visitor, file_of(tmp_path, "release.json", file_text(release)))
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert page.locator(".section:visible:has(+ .peertable) h2 .tag").all_inner_texts() == ["synthetic data"]
    assert page.locator(".peertable:visible tbody tr").count() == 7
    assert page.locator("button:visible, input:visible, [role=radiogroup]:visible").count() == 0
    assert "From this release alone" in page.inner_text("body")
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", print_background=True))) <= 2
