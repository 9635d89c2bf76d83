"""Organizations in a real browser: by keyboard alone, files in and out, and what people typed stays text."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from tests.browser.conftest import BOTH, Visit, Visitor, serving
from use_cases.assess import list_assessments, load_assessment, record_answer, start_assessment
from use_cases.organize import add_organization, list_organizations
from use_cases.workspace import Workspace, open_workspace

pytestmark = pytest.mark.browser

TASKS = ("Assessments", "Profile", "Import", "Export", "Delete")
HOSTILE = (
    "<img src=x onerror=alert(1)> **bold** _thin_ `code`",
    "=1+1 $x^2$ and $y$",
    ":material/home: :red[x] [a](javascript:alert(1)) www.b.example",
    "# heading",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return open_workspace(store, "Ann")


@pytest.fixture
def address(store: Path, workspace: Workspace) -> Iterator[str]:
    """The store of this test, served."""
    with serving(store) as served:
        yield served


@pytest.fixture(scope="module")
def touched_address(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The samples with a client that has two assessments and one that has none."""
    path = tmp_path_factory.mktemp("touched") / "store.db"
    shutil.copy(filled_store, path)
    workspace = open_workspace(path, "Ann")
    client = add_organization(workspace, "Aa client", Profile(kinds=("ugc",), countries=("GB",)))
    for preset in ("quick-start", "full"):
        start_assessment(workspace, client.id, "safer-by-design", preset)
    add_organization(workspace, "Ab ovo")
    with serving(path) as served:
        yield served


def choose(visitor: Visitor, task: str) -> None:
    visitor.page.get_by_role("radio", name=task, exact=True).click()
    visitor.settle()
    # What is about to be replaced is faded for a moment.
    visitor.page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")
    visitor.page.wait_for_timeout(200)


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_every_task_is_accessible_and_fits_its_window(
    visit: Visit, touched_address: str, width: int, scheme: str
) -> None:
    visitor = visit(touched_address, width=width, scheme=scheme)
    page = visitor.open("organizations")
    for task in TASKS:
        choose(visitor, task)
        if task == "Profile":
            page.get_by_text("Employer: staff and contractors").click()
            visitor.settle()
        if task == "Import":
            _upload(visitor, "answers.json", _file({"practice": "GOV-01", "level": 2}))
        assert visitor.violations() == [], task
        assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= width, task
    page.get_by_role("button", name="Add an organization").click()
    visitor.settle()
    assert visitor.violations() == []
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= width
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


def test_the_first_organization_is_added_and_begun_by_keyboard_alone(
    visit: Visit, workspace: Workspace, address: str
) -> None:
    visitor = visit(address)
    page = visitor.open("organizations")
    _tab_to(page, "Name, or a code that only you can read")
    page.keyboard.type("Harbor")
    _tab_to(page, "Employer: staff")
    page.keyboard.press("Space")
    visitor.settle()
    _tab_to(page, "Add and begin")
    page.keyboard.press("Enter")
    visitor.settle()
    expect(page.get_by_text("Harbor is added and open on every page")).to_be_visible()
    (organization,) = list_organizations(workspace)
    assert (organization.name, organization.profile.kinds) == ("Harbor", ("employer",))
    assert [header.preset for header in list_assessments(workspace)] == ["enterprise-only"]


def test_switching_by_keyboard_keeps_the_place_and_reaches_every_page(visit: Visit, touched_address: str) -> None:
    visitor = visit(touched_address)
    page = visitor.open("organizations")
    _tab_to(page, "Stowmarrow Files")
    page.keyboard.press("Enter")
    visitor.settle()
    expect(page.locator("h1")).to_contain_text("Stowmarrow Files is open.")
    assert page.evaluate("document.activeElement.innerText.trim()") == "Stowmarrow Files"
    page.get_by_role("link", name="Overview", exact=True).click()
    visitor.settle()
    expect(page.locator(".eyebrow b").first).to_have_text("Stowmarrow Files")


def test_a_file_is_read_back_as_it_was_exported_and_adds_nothing(
    visit: Visit, workspace: Workspace, address: str, tmp_path: Path
) -> None:
    client = add_organization(workspace, "Client", Profile(kinds=("ugc",)))
    header = start_assessment(workspace, client.id, "safer-by-design")
    pointer = Evidence(title="+Register", date=workspace.today(), level=2)
    record_answer(workspace, header.id, Answer(practice="GOV-01", level=2, note='=HYPERLINK("x")', evidence=(pointer,)))
    visitor = visit(address)
    page = visitor.open("organizations")
    for ending in ("json", "yaml", "csv"):
        choose(visitor, "Export")
        with page.expect_download() as started:
            page.get_by_role("button", name=f"Export as {ending.upper()}").click()
        assert started.value.suggested_filename == f"confidential-client-{workspace.today()}.{ending}"
        target = tmp_path / f"answers.{ending}"
        started.value.save_as(target)
        _check_marks(target, ending)
        choose(visitor, "Import")
        _upload(visitor, target.name, target.read_bytes())
        expect(page.get_by_text("1 answer in the file; 0 answers would be recorded.")).to_be_visible()
        page.get_by_role("button", name="Remove file").or_(page.get_by_label("Remove answers")).first.click()
        visitor.settle()
    assert len(load_assessment(workspace, header.id).assessment.answers) == 1


def test_an_import_is_confirmed_and_the_field_is_empty_again(visit: Visit, workspace: Workspace, address: str) -> None:
    client = add_organization(workspace, "Client")
    header = start_assessment(workspace, client.id, "safer-by-design")
    visitor = visit(address)
    page = visitor.open("organizations")
    choose(visitor, "Import")
    _upload(visitor, "a.json", _file({"practice": "GOV-01", "level": 3}, {"practice": "GOV-02", "level": 1}))
    assert load_assessment(workspace, header.id).assessment.answers == ()
    page.get_by_role("button", name="Record 2 answers").click()
    visitor.settle()
    expect(page.get_by_text("2 answers recorded for Client.")).to_be_visible()
    expect(page.get_by_text("a.json")).to_have_count(0)
    assert len(load_assessment(workspace, header.id).assessment.answers) == 2


def test_what_people_typed_is_shown_as_typed_and_never_run(visit: Visit, workspace: Workspace, address: str) -> None:
    ids = {}
    for name in HOSTILE:
        organization = add_organization(workspace, name)
        ids[name] = organization.id
        start_assessment(workspace, organization.id, "safer-by-design")
        start_assessment(workspace, organization.id, "safer-by-design", "quick-start")
    visitor = visit(address)
    page = visitor.open("organizations")
    for name in HOSTILE:
        page.locator(f".st-key-show-{ids[name]} button").click()
        visitor.settle()
        expect(page.locator(".section.strong h2")).to_contain_text(name)
        for task in TASKS:
            choose(visitor, task)
            main = page.locator('[data-testid="stMain"]')
            # The upload button of Streamlit carries an icon of its own.
            icons = main.locator('[class*="st-key-row-"] [data-testid="stIconMaterial"]')
            assert main.locator("img, .katex, button strong, button em").count() + icons.count() == 0, (name, task)
            assert main.locator('a[href*="example"], a[href^="javascript"]').count() == 0, (name, task)
    assert visitor.complaints == []
    assert visitor.foreign_hosts() == set()


def test_deleting_needs_the_name_and_takes_the_organization_from_every_page(
    visit: Visit, workspace: Workspace, address: str
) -> None:
    client = add_organization(workspace, "Client <b>A</b>")
    start_assessment(workspace, client.id, "safer-by-design")
    visitor = visit(address)
    page = visitor.open("organizations")
    choose(visitor, "Delete")
    field = page.get_by_label("Name of the organization")
    field.fill("Client")
    field.press("Enter")
    visitor.settle()
    expect(page.get_by_text("The name does not match, so nothing was deleted.")).to_be_visible()
    field.fill("Client <b>A</b>")
    field.press("Enter")
    visitor.settle()
    expect(page.locator("h1")).to_have_text("Nothing is on record yet.")
    assert list_organizations(workspace) == []


def _upload(visitor: Visitor, name: str, content: bytes) -> None:
    chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    visitor.page.locator("input[type=file]").set_input_files([chosen])
    visitor.page.get_by_text("in the file;").wait_for()
    visitor.settle()


def _file(*answers: dict[str, object]) -> bytes:
    return json.dumps({"framework": "safer-by-design@1.0", "answers": answers}).encode()


def _check_marks(file: Path, ending: str) -> None:
    """Confidential, by whom, when; and in a spreadsheet no cell that is a formula."""
    text = file.read_text(encoding="utf-8")
    if ending == "csv":
        (row,) = csv.DictReader(io.StringIO(text))
        about = row["about"]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        assert (row["note"], row["evidence_title"]) == ('\'=HYPERLINK("x")', "'+Register")
    else:
        tree = json.loads(text) if ending == "json" else yaml.safe_load(text)
        about = tree["about"]
        assert tree["answers"][0]["note"] == '=HYPERLINK("x")'
    assert about.startswith("Confidential. Exported from Safermark by Ann on 20")


def _tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        called = page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " const text = e.matches('button, a') ? e.innerText : '';"
            " return [e.getAttribute('aria-label'), text, l && l.innerText].join(' '); })()"
        )
        if name in called:
            return
    raise AssertionError(f"{name!r} was not reached with {most} times Tab")
