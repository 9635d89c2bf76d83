"""Pathways and public figures in a browser: every state accessible, within its window, asking nobody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scoring.assessment import Answer
from scoring.duties import Duty
from scoring.organization import Profile
from tests.browser.conftest import BOTH, Visit, serving
from use_cases.assess import load_assessment, record_answer, start_assessment
from use_cases.duties import keep_duties
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, new_id, open_workspace

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("duties") / "store.db"


@pytest.fixture(scope="module")
def workspace(store: Path) -> Workspace:
    return open_workspace(store, "Ann")


@pytest.fixture(scope="module")
def address(store: Path, workspace: Workspace) -> Iterator[str]:
    """The store of this module, served."""
    with serving(store) as served:
        yield served


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_open_forms_law_and_tables_are_accessible_and_ask_nobody_else(
    visit: Visit, address: str, workspace: Workspace, width: int, scheme: str
) -> None:
    assessment = _with_duties(workspace)
    visitor = visit(address, width=width, scheme=scheme)
    page = visitor.open(f"pathways?assessment={assessment}")
    for summary in page.locator("details.pathways > summary").all():
        summary.click()
    page.locator(".pathways td details > summary").first.click()
    page.locator(".st-key-pathways-map summary").click()
    page.locator(".st-key-duty-form summary").click()
    visitor.settle()
    assert "Turkey" in str(page.locator(".tilemap").get_attribute("aria-label"))
    assert page.locator(".tilemap .own").count() == 3
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_public_figures_open_with_a_broken_line_and_ask_nobody_else(
    visit: Visit, samples_address: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open("threats")
    assert page.locator(".js-plotly-plot").count() == 0
    page.locator(".st-key-public-figures summary").click()
    page.wait_for_selector(".js-plotly-plot .annotation-text")
    visitor.settle()
    assert page.locator(".js-plotly-plot path.js-line").count() == 2
    assert page.get_by_text("break in series").first.is_visible()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.foreign_hosts() == set()


def test_help_leads_to_the_page_and_the_pointer_is_kept_by_keyboard(
    visit: Visit, address: str, workspace: Workspace
) -> None:
    assessment = _with_duties(workspace)
    visitor = visit(address)
    page = visitor.open(f"overview?assessment={assessment}")
    page.get_by_role("button", name="Found something?").first.click()
    page.get_by_role("link", name="Who must report by when, in every country").click()
    page.wait_for_selector(".tilemap")
    visitor.settle()
    page.get_by_role("button", name="Point GOV-05 at this register").focus()
    visitor.press("Enter")
    page.get_by_text("GOV-05 points at this register as it stands").wait_for()
    evidence = load_assessment(workspace, assessment).assessment.by_practice["GOV-05"].evidence
    assert [one.title for one in evidence] == ["Duty register in Safermark, 2 duties, checked 2026-09-01"]


def test_practice_that_rests_on_the_law_links_to_the_page(visit: Visit, address: str, workspace: Workspace) -> None:
    assessment = _with_duties(workspace)
    visitor = visit(address)
    page = visitor.open(f"frameworks?assessment={assessment}&practice=GOV-05")
    link = page.get_by_role("link", name="Pathways, deadlines and periods by country")
    assert str(link.first.get_attribute("href")).startswith("pathways?")
    page = visitor.open(f"assess?assessment={assessment}")
    page.get_by_role("button", name="GOV-05 Register of duties by country").first.click()
    page.get_by_role("link", name="Whom to tell, by when, and what to keep: Pathways").click()
    page.wait_for_selector(".tilemap")


def _with_duties(workspace: Workspace) -> str:
    profile = Profile(kinds=("ugc",), countries=("GB", "TR", "ES"))
    organization = add_organization(workspace, f"Aalto {new_id()[-6:]}", profile)
    assessment = start_assessment(workspace, organization.id, "safer-by-design").id
    record_answer(workspace, assessment, Answer(practice="GOV-05", level=3))
    checked = Duty(entry="gb-csea-reporting", country="GB", owner="Legal lead", checked_on=date(2026, 9, 1))
    keep_duties(workspace, organization.id, [checked, Duty(title="Tell the police", owner="Head of security")])
    return assessment
