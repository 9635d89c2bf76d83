"""Bringing in a framework in a real browser: looked at first, then kept and answered; faults change nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from frameworks.loader import list_frameworks
from scoring.organization import Profile
from tests.browser.conftest import BOTH, Visit, Visitor, serving
from tests.frameworks.formats.ciso_assistant.libraries import ODD
from use_cases.assess import list_assessments
from use_cases.organize import add_organization
from use_cases.places import imports_folder
from use_cases.workspace import open_workspace

pytestmark = pytest.mark.browser


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one organization and nothing brought in."""
    path = tmp_path / "store.db"
    workspace = open_workspace(path, "Ann")
    add_organization(workspace, "Tern", Profile())
    workspace.store.close()
    return path


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    """The store of this test, served."""
    with serving(store) as served:
        yield served


def chosen(visitor: Visitor, file: Path) -> Page:
    """Open the form and choose a file by keyboard alone."""
    page = visitor.open("frameworks")
    visitor.tab_to("Import a framework")
    visitor.press("Enter")
    # The server draws what was unfolded; on a busy machine that takes a while.
    page.locator("input[type=file]").wait_for(state="attached")
    visitor.settle()
    # Listened for in time: the browser needs a moment before it hands its dialog over.
    page.once("filechooser", lambda asked: asked.set_files(file))
    visitor.tab_to("Upload")
    page.keyboard.press("Enter")
    return page


def chooser(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Framework", exact=False).first


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_what_a_file_holds_is_seen_before_anything_is_kept(
    visit: Visit, store: Path, address: str, width: int, scheme: str
) -> None:
    visitor = visit(address, width=width, scheme=scheme)
    page = chosen(visitor, ODD)
    expect(page.get_by_role("button", name="Keep this framework")).to_be_visible()
    shown = page.locator(".import").inner_text()
    expect(page.get_by_role("heading", name="Odd framework", exact=True)).to_be_visible()
    assert "urn:example:risk:framework:odd-1" in shown
    assert "from 0 (No) to 3 (Checked)" in shown
    expect(page.get_by_text("What is not carried, and what stands in")).to_be_visible()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert not imports_folder(store).exists()
    assert visitor.complaints == []


def test_kept_framework_is_shown_at_once_and_can_be_answered(visit: Visit, store: Path, address: str) -> None:
    visitor = visit(address)
    page = chosen(visitor, ODD)
    keep = page.get_by_role("button", name="Keep this framework")
    expect(keep).to_be_visible()
    visitor.tab_to("Keep this framework")
    visitor.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Odd framework")
    expect(chooser(page)).to_have_value("Odd framework 7 (released)")
    (kept,) = list_frameworks((imports_folder(store),))
    assert f"framework={kept.id}%40{kept.version}" in page.url

    visitor.open("frameworks?framework=safer-by-design%401.0")
    expect(chooser(page)).to_have_value("Safer by Design 1.0 (draft)")
    chosen(visitor, ODD)
    expect(page.get_by_text("It is here already")).to_be_visible()

    workspace = open_workspace(store, "Ann")
    page = visitor.open("organizations")
    page.get_by_role("combobox", name="Framework").click()
    page.get_by_role("option", name="Odd framework 7").click()
    visitor.settle()
    page.get_by_role("button", name="Start the assessment").click()
    visitor.settle()
    (begun,) = list_assessments(workspace)
    assert (begun.framework_id, begun.framework_version) == (kept.id, kept.version)
    page = visitor.open(f"assess?assessment={begun.id}")
    page.locator("label").filter(has_text="2 · Done").click()
    expect(page.get_by_text("Saved at")).to_be_visible()


def test_faults_of_a_file_are_all_named_and_nothing_is_kept(
    visit: Visit, store: Path, address: str, tmp_path: Path
) -> None:
    tree = yaml.safe_load(ODD.read_text(encoding="utf-8"))
    nodes = tree["objects"]["framework"]["requirement_nodes"]
    for number, node in enumerate(nodes):
        node["urn"] = f"urn:twice:{number // 2}"
    broken = tmp_path / "broken.yaml"
    broken.write_text(yaml.safe_dump(tree), encoding="utf-8")
    visitor = visit(address)
    page = chosen(visitor, broken)
    refusal = page.get_by_role("alert")
    expect(refusal).to_be_visible()
    assert refusal.get_by_text("Mend:").count() > 1
    expect(page.get_by_text("Nothing was kept")).to_be_visible()
    assert visitor.violations() == []
    assert not imports_folder(store).exists()
