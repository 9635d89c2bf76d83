"""Threats: the page shows what the lens says, for every sample and for every state an assessment can be in."""

import re

import pytest

from dashboard.widgets import posture_findings as lean
from dashboard.widgets import threat_findings as say
from frameworks.registers.register import load_threats, load_victim_identification
from scoring.assessment import Answer, Evidence
from scoring.exposure import ThreatLens, ThreatView, find_exposure
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import SAMPLES, html_of, in_scope, waive
from tests.dashboard.widgets.small_cards import elements_of, text_of
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace

THREATS = load_threats().threats
TITLES = {threat.id: threat.title for threat in THREATS}


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new quick start without answers."""
    organization = add_organization(workspace, "Small <b>Forum</b>", Profile(kinds=("ugc",), countries=("GB",)))
    return start_assessment(workspace, organization.id, "safer-by-design", "quick-start").id


def shown(page: Page, assessment_id: str) -> str:
    """The whole page as HTML, after making sure that nothing broke."""
    app = page("threats")
    app.session_state["assessment_id"] = assessment_id
    app.run()
    assert not app.exception, app.exception
    return html_of(app)


def lens_of(opened: OpenAssessment) -> ThreatLens:
    """What stands against the threats."""
    return find_exposure(opened.scorecard, opened.assessment, opened.framework)


def cells_in_words(views: list[ThreatView]) -> list[str]:
    """Every cell as the table shows it, row by row."""
    words = []
    for cell in (cell for view in views for cell in view.cells):
        said = f"{cell.stage.capitalize()}: {say.cell_word(cell)} "
        said += ", ".join(cell.counting) if cell.counting else say.cell_note(cell)
        words.append(said + (f" not answered: {', '.join(cell.open)}" if cell.open else ""))
    return words


def backed(opened: OpenAssessment, practice_id: str, level: int) -> Answer:
    """A level with a record of today that supports it."""
    return Answer(practice=practice_id, level=level, evidence=(Evidence(title="Record", date=opened.on, level=level),))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_of_every_sample_names_the_practices_that_count(page: Page, workspace: Workspace, name: str) -> None:
    opened = load_assessment(workspace, f"sample-assessment-{name}")
    lens, text = lens_of(opened), text_of(shown(page, opened.header.id))
    views = [lens.threat(threat.id) for threat in THREATS]
    assert say.threats_finding(views, TITLES, opened.scorecard.overall) in text
    place = 0
    for words in cells_in_words(views):
        place = text.index(words, place) + len(words)
    for view in views:
        assert say.exposure_sentence(view) in text
        assert say.threat_finding(view, TITLES[view.id]) in text
    for one in load_threats().challenges:
        assert f"{one.summary} " in text
    assert lean.posture_sentence(lens.posture) in text


@pytest.mark.parametrize("name", SAMPLES)
def test_page_of_every_sample_says_what_it_is_not(page: Page, workspace: Workspace, name: str) -> None:
    text = text_of(shown(page, f"sample-assessment-{name}"))
    for words in (
        "synthetic data",
        "An index by judgement, never a probability.",
        "What these numbers do not say",
        "raises no score",
        "it never tries to identify a child itself",
        "Confidential",
    ):
        assert words in text
    assert not re.search(r"\b(None|nan|inf|Fraction|True|False)\b", text)
    assert text.index("Each bar is one practice") < text.index("0: nothing gets through")


def test_threats_are_described_with_their_harms_and_source(page: Page, workspace: Workspace) -> None:
    text = text_of(shown(page, "sample-assessment-veltrana"))
    for threat in THREATS:
        for words in (threat.summary, *threat.description, *(harm[1:] for harm in threat.harms), threat.note):
            assert words in text
    assert text.count("Source: the talk") == len(THREATS) + 1
    for part in load_victim_identification().parts:
        for aspect in part.aspects:
            assert f"{aspect.title} {aspect.summary}" in text
            assert all(one.reason in text for one in aspect.practices)


def test_practice_is_listed_at_each_of_its_stages_with_its_level(page: Page, workspace: Workspace) -> None:
    opened = load_assessment(workspace, "sample-assessment-veltrana")
    html = shown(page, opened.header.id)
    lists = html[html.index('<details class="acting">') : html.rindex("</details>")]
    entries = lists.count("<li>")
    listed = sum(len(cell.layers) for threat in THREATS for cell in lens_of(opened).threat(threat.id).cells)
    of_descriptions = sum(len(threat.description) + len(threat.harms) for threat in THREATS[1:])
    assert entries == listed + of_descriptions
    text = text_of(lists)
    for layer in lens_of(opened).threat("insider-risk").layers:
        title = opened.framework.practices[layer.practice_id].title
        assert f"{layer.practice_id} {title} {say.layer_words(layer)}" in text


def test_range_is_drawn_where_it_may_be_shown(page: Page, workspace: Workspace, fresh: str) -> None:
    opened = load_assessment(workspace, fresh)
    record_answers(workspace, fresh, [backed(opened, id_, 0) for id_ in in_scope(opened)])
    html = shown(page, fresh)
    assert text_of(html).count("Relative exposure 100, however safeguards fail") == len(THREATS)
    record_answers(workspace, fresh, [backed(opened, "DET-01", 5)])
    html = shown(page, fresh)
    labels = [attributes["aria-label"] for _, attributes in elements_of(html) if attributes.get("class") == "range"]
    assert labels == [
        "Exposure index 75 of 100.",
        "Exposure index 95 of 100.",
        "Exposure index 100 of 100.",
    ]
    record_answers(workspace, fresh, [backed(opened, "GOV-07", 5)])
    assert "if safeguards fail independently" in text_of(shown(page, fresh))


def test_nothing_answered_says_so_and_shows_no_index(page: Page, workspace: Workspace, fresh: str) -> None:
    text = text_of(shown(page, fresh))
    assert "Nothing is answered yet." in text
    assert "Relative exposure" not in text
    assert "No challenge has an answered practice yet" in text
    assert "Undefined: none of the practices" in text
    assert "No practice that supports victim identification counts yet" in text


def test_only_not_applicable_answers_leave_no_practice_anywhere(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answers(workspace, fresh, [waive(id_) for id_ in in_scope(load_assessment(workspace, fresh))])
    text = text_of(shown(page, fresh))
    assert "Every practice is said to be not applicable." in text
    assert text.count("No practice none in scope acts here") == 12
    assert text.count("No index: no practice in scope acts on this threat.") == 3
    assert "What would close" not in text


def test_one_practice_is_a_single_point_of_failure(page: Page, workspace: Workspace, fresh: str) -> None:
    opened = load_assessment(workspace, fresh)
    record_answers(workspace, fresh, [waive(id_) for id_ in in_scope(opened) if id_ != "DET-01"])
    record_answers(workspace, fresh, [backed(opened, "DET-01", 4)])
    text = text_of(shown(page, fresh))
    assert text.count("Single DET-01") == 4
    assert "Relative exposure 80, however safeguards fail" in text
    assert "AI-generated material: the one practice that acts on it counts" in text
    record_answers(workspace, fresh, [Answer(practice="DET-01", level=4)])
    text = text_of(shown(page, fresh))
    assert "No practice counts yet against any of these threats." in text
    assert "DET-01 Matching of known CSAM images at upload and at rest: point to evidence in date" in text


def test_name_of_an_organization_is_text(page: Page, fresh: str) -> None:
    assert "Small &lt;b&gt;Forum" in shown(page, fresh)
