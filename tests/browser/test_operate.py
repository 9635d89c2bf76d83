"""An operator at work in a real browser: long work says how far it is, and who goes elsewhere has accepted nothing."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit, Visitor
from use_cases.pool_files import file_text
from use_cases.pool_making import PoolPlan, create_pool
from use_cases.pools import show_pool
from use_cases.simulate import simulate_members

pytestmark = pytest.mark.browser

MEMBERS, STRANGE = 10, 40
"""Files that are accepted, and ones that are refused after some work, each as large as a file may be."""
FILES = MEMBERS + STRANGE

_WATCH = """leave => {
  window.seen = [];
  new MutationObserver(() => {
    const bar = document.querySelector('progress.solving');
    if (!bar) return;
    window.seen.push([bar.value, bar.max, bar.getAttribute('aria-label')]);
    if (leave) [...document.querySelectorAll('button')].find(one => one.innerText === 'Invite').click();
    leave = false;
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""


def pool_with_files(place: Place, pool: str, folder: Path) -> list[Path]:
    """A new pool, files that made-up members hand over for it, and ones that nobody should."""
    witness = folder / f"{pool}.jsonl"
    create_pool(place.workspace, PoolPlan(pool, pool, "safer-by-design", witness, date(2099, 1, 1), is_synthetic=True))
    made = [file_text(one) for _, one in simulate_members(place.workspace, pool, MEMBERS, Random(1))]
    made += [json.dumps({"schema": [1] * 300_000})] * STRANGE
    files = [folder / f"{pool}-{number}.json" for number in range(FILES)]
    for file, content in zip(files, made, strict=True):
        file.write_text(content, encoding="utf-8")
    return files


def with_files_chosen(visitor: Visitor, pool: str, files: list[Path]) -> Page:
    """The page of the operator at this pool, with the files chosen."""
    page = visitor.open("benchmark")
    page.get_by_text("Operate", exact=True).click()
    visitor.settle()
    if page.get_by_role("combobox", name="Pool").count():
        page.get_by_role("combobox", name="Pool").fill(pool)
        page.keyboard.press("Enter")
        visitor.settle()
    page.get_by_text("Accept", exact=True).click()
    visitor.settle()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    expect(page.get_by_role("button", name=f"Accept these {len(files)} files")).to_be_visible(timeout=60_000)
    visitor.settle()
    return page


def test_accepting_many_files_shows_a_bar_that_fills(visit: Visit, place: Place, tmp_path: Path) -> None:
    files = pool_with_files(place, "bar", tmp_path)
    visitor = visit(place.address)
    page = with_files_chosen(visitor, "bar", files)
    page.evaluate(_WATCH, False)
    page.get_by_role("button", name=f"Accept these {FILES} files").click()
    expect(page.get_by_text(f"Accepted: {MEMBERS} new.")).to_be_visible(timeout=60_000)
    seen = page.evaluate("() => window.seen")
    assert {(most, name) for _, most, name in seen} == {(FILES, "Checking files")}
    values = [value for value, _, _ in seen]
    assert values == sorted(values) and len(set(values)) > 1
    expect(page.locator("progress.solving")).to_have_count(0)
    assert show_pool(place.workspace, "bar").members == {"all": MEMBERS}
    assert visitor.complaints == []


def test_who_goes_on_while_files_are_accepted_has_accepted_none(visit: Visit, place: Place, tmp_path: Path) -> None:
    files = pool_with_files(place, "left", tmp_path)
    visitor = visit(place.address)
    page = with_files_chosen(visitor, "left", files)
    page.evaluate(_WATCH, True)
    page.get_by_role("button", name=f"Accept these {FILES} files").click()
    expect(page.get_by_role("button", name="Download the invitations")).to_be_visible(timeout=60_000)
    visitor.settle()
    expect(page.locator("progress.solving")).to_have_count(0)
    assert page.evaluate("() => window.seen").pop()[0] < FILES
    assert show_pool(place.workspace, "left").members == {"all": 0}
    assert visitor.complaints == []
