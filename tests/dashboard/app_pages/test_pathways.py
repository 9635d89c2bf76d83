"""Pathways: every country of the profile with its entries and their trust, the own register, and the way to GOV-05."""

from datetime import timedelta
from html import escape, unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import pathway_words as say
from frameworks.registers.law import load_laws
from frameworks.registers.register import load_pathways, load_profiles
from scoring.assessment import Answer
from scoring.duties import Duty
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import load_assessment, record_answer, start_assessment
from use_cases.duties import keep_duties, list_duties
from use_cases.organize import add_organization
from use_cases.workspace import Workspace

HOSTILE = '<script>alert("x")</script> *bold* $x$'
PATHWAYS, LAWS = load_pathways().pathways, load_laws().laws


def shown(page: Page, assessment_id: str, **state: Any) -> AppTest:
    app = page("pathways")
    app.session_state["assessment_id"] = assessment_id
    for key, value in state.items():
        app.session_state[key.replace("_", "-")] = value
    app.run()
    assert not app.exception, app.exception
    return app


def begin(workspace: Workspace, *countries: str, name: str = "Aalto Chat", level: int | None = None) -> str:
    """An assessment of an organization in these countries; GOV-05 at a level where one is given."""
    profile = Profile(kinds=("ugc", "messaging"), countries=countries)
    assessment_id = start_assessment(workspace, add_organization(workspace, name, profile).id, "safer-by-design").id
    if level is not None:
        record_answer(workspace, assessment_id, Answer(practice="GOV-05", level=level))
    return assessment_id


def duties_of(workspace: Workspace, assessment_id: str, *duties: Duty) -> None:
    keep_duties(workspace, load_assessment(workspace, assessment_id).organization.id, duties)


@pytest.mark.parametrize("name", ["haldenmoor", "imarelle", "pellmaret", "quillmoor", "stowmarrow", "veltrana"])
def test_every_entry_of_a_sample_s_countries_is_shown(page: Page, workspace: Workspace, name: str) -> None:
    assessment_id = f"sample-assessment-{name}"
    profile = load_assessment(workspace, assessment_id).organization.profile
    html = html_of(shown(page, assessment_id))
    text = text_of(html)
    assert "Not legal advice." in text
    here = [one for one in PATHWAYS if not one.countries or set(one.countries) & set(profile.countries)]
    for one in here:
        assert one.receiver in text
        assert one.duty in text
        assert one.deadline in text and one.retention in text
    for law in LAWS:
        if set(law.countries) & set(profile.countries):
            assert law.asks in text
    elsewhere = [one for one in PATHWAYS if one.countries and not set(one.countries) & set(profile.countries)]
    assert not any(f'<th scope="row">{escape(one.receiver)}<small>' in html for one in elsewhere)
    assert all(f'<th scope="row">{escape(one.receiver)}<small>' in html for one in here)


def test_duties_stand_before_offers_and_every_entry_says_that_it_is_unverified(
    page: Page, workspace: Workspace
) -> None:
    html = html_of(shown(page, begin(workspace, "GB")))
    section = html[html.index("United Kingdom: two duties") : html.index("Law on record for United Kingdom")]
    assert section.index("National Crime Agency") < section.index("Internet Watch Foundation hotline")
    assert section.index("Ofcom (the regulator") < section.index("Internet Watch Foundation hotline")
    assert text_of(section).count("unverified") >= 4
    assert "from memory, unverified" in text_of(section)
    assert text_of(section).count("not known") >= 6


def test_country_without_a_pathway_stands_out_and_region_and_world_hold(page: Page, workspace: Workspace) -> None:
    text = text_of(html_of(shown(page, begin(workspace, "TR", "ES"))))
    assert "Turkey and Spain have no pathway of their own on record." in text
    assert "Turkey: no pathway on record" in text
    assert text.count("No pathway of its own on record.") == 2
    assert "These hold in every Member State; of the countries shown here, in Spain." in text
    assert "These are open to everybody, in every country." in text


def test_another_country_can_be_looked_at(page: Page, workspace: Workspace) -> None:
    app = shown(page, begin(workspace, "GB"))
    assert "BKA" not in html_of(app)
    app.selectbox(key="pathways-country").set_value("DE").run()
    assert not app.exception
    assert "Bundeskriminalamt" in html_of(app)
    assert "of the countries shown here, in Germany" in text_of(html_of(app))


def test_without_an_organization_any_country_can_be_looked_at(page: Page) -> None:
    app = page("pathways").run()
    assert not app.exception, app.exception
    assert "Whom to tell, by country." in text_of(html_of(app))
    app.selectbox(key="pathways-country").set_value("AU").run()
    assert "Australian Federal Police" in html_of(app)
    assert "Your own register" not in html_of(app)


def test_profile_without_countries_is_told_where_to_name_them(page: Page, workspace: Workspace) -> None:
    assert "The profile names no country yet." in text_of(html_of(shown(page, begin(workspace))))


def test_hostile_names_stay_text(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB", name=HOSTILE)
    duties_of(workspace, assessment_id, Duty(title=HOSTILE, owner=HOSTILE, note=HOSTILE, channel=HOSTILE, country="GB"))
    html = html_of(shown(page, assessment_id))
    assert "<script" not in html
    assert unescape(html).count(HOSTILE) >= 5


def test_own_register_marks_overdue_checks_and_says_how_far_it_reaches(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB", "TR")
    today = workspace.today()
    duties_of(
        workspace,
        assessment_id,
        Duty(entry="gb-csea-reporting", country="GB", checked_on=today),
        Duty(title="Old check", country="GB", checked_on=today - timedelta(days=181)),
        Duty(title="No check", country="GB"),
        Duty(title="Gone", country="TR", state="retired"),
    )
    text = text_of(html_of(shown(page, assessment_id)))
    assert "Your own register: three duties are registered; two checks are overdue" in text
    assert "The register reaches 1 of 2 countries; nothing is registered for Turkey." in text
    assert text.count("check overdue") == 1
    assert text.count("never checked") == 1
    assert "Online Safety Act 2023, section 66; SI 2026/268" in text


def test_duty_is_added_and_changed_with_the_form(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB")
    organization_id = load_assessment(workspace, assessment_id).organization.id
    app = shown(page, assessment_id)
    field(app, "What must be done, of whom (optional with an entry)").set_value("Tell the police")
    field(app, "Owner (optional)").set_value("Head of security")
    keep(app)
    assert "The duty is kept." in text_of(html_of(app))
    (duty,) = list_duties(workspace, organization_id)
    assert (duty.title, duty.owner, duty.country, duty.by) == ("Tell the police", "Head of security", "GB", "Ann")
    app.selectbox(key=f"duty-{organization_id}").set_value(duty.id).run()
    field(app, "Owner (optional)").set_value("Legal lead")
    keep(app)
    (changed,) = list_duties(workspace, organization_id)
    assert (changed.id, changed.owner, changed.title) == (duty.id, "Legal lead", "Tell the police")


def test_duty_without_words_and_with_forbidden_ones_is_not_kept(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB")
    organization_id = load_assessment(workspace, assessment_id).organization.id
    app = shown(page, assessment_id)
    keep(app)
    assert "A duty needs a title, or an entry of the registers." in text_of(html_of(app))
    field(app, "What must be done, of whom (optional with an entry)").set_value("d41d8cd98f00b204e9800998ecf8427e")
    keep(app)
    assert "Mend:" in text_of(html_of(app))
    assert list_duties(workspace, organization_id) == []


def test_practice_points_at_the_register_only_when_somebody_decides(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB", level=3)
    full = {"country": "GB", "owner": "Legal lead", "deadline": "At once", "channel": "Portal"}
    duties_of(workspace, assessment_id, Duty(title="Report", checked_on=workspace.today(), **full))
    app = shown(page, assessment_id)
    assert answer_of(workspace, assessment_id).evidence == ()
    assert app.selectbox(key="duties-level").value == 3
    app.selectbox(key="duties-level").set_value(2).run()
    app.button(key="duties-point").click().run()
    assert not app.exception
    (pointer,) = answer_of(workspace, assessment_id).evidence
    assert pointer.title == f"Duty register in Safermark, 1 duty, checked {workspace.today()}"
    assert (pointer.level, pointer.date) == (2, workspace.today())
    assert answer_of(workspace, assessment_id).level == 3
    assert "duties-point" not in [one.key for one in app.button]


@pytest.mark.parametrize("level", [None, 0])
def test_practice_that_is_not_answered_with_a_level_cannot_point(
    page: Page, workspace: Workspace, level: int | None
) -> None:
    assessment_id = begin(workspace, "GB", level=level)
    duties_of(workspace, assessment_id, Duty(title="Report", checked_on=workspace.today()))
    app = shown(page, assessment_id)
    assert "duties-point" not in [one.key for one in app.button]
    assert any("Answer it with a level first" in one.value for one in app.caption)


def test_register_that_was_never_checked_is_no_evidence(page: Page, workspace: Workspace) -> None:
    assessment_id = begin(workspace, "GB", level=2)
    duties_of(workspace, assessment_id, Duty(title="Report"))
    app = shown(page, assessment_id)
    assert "duties-point" not in [one.key for one in app.button]
    assert any("once a duty has a day" in one.value for one in app.caption)


def test_registers_are_named_with_their_day(page: Page, workspace: Workspace) -> None:
    text = text_of(html_of(shown(page, begin(workspace, "GB"))))
    assert say.dated_sentence(load_pathways().dated, load_laws().dated, workspace.today()) in text


def test_every_country_can_be_chosen(page: Page) -> None:
    offered = page("pathways").run().selectbox(key="pathways-country").options
    assert len(offered) == len(load_profiles().countries)


def answer_of(workspace: Workspace, assessment_id: str) -> Answer:
    return load_assessment(workspace, assessment_id).assessment.by_practice["GOV-05"]


def field(app: AppTest, label: str) -> Any:
    return next(one for one in app.text_input if one.label == label)


def keep(app: AppTest) -> None:
    next(one for one in app.button if one.label == "Keep the duty").click().run()
    assert not app.exception, app.exception
