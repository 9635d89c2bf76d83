"""Overview: the page shows what the scorecard says, for every sample and for every state an assessment can be in."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import findings
from dashboard.widgets.headline_view import claimed_words, level_words
from dashboard.widgets.marks import tenth
from scoring.assessment import Answer
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.widgets.small_cards import elements_of, text_of
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.organize import add_organization, list_organizations
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace

SAMPLES = ("haldenmoor", "imarelle", "pellmaret", "quillmoor", "stowmarrow", "veltrana")
PROFILE = Profile(kinds=("ugc",), countries=("GB",))


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new assessment without answers."""
    organization = add_organization(workspace, "Small <b>Forum</b>", PROFILE)
    return start_assessment(workspace, organization.id, "safer-by-design").id


def shown(page: Page, assessment_id: str) -> str:
    """The whole page as HTML, after making sure that nothing broke."""
    app = page("overview")
    app.session_state["assessment_id"] = assessment_id
    app.run()
    assert not app.exception, app.exception
    return html_of(app)


def html_of(app: AppTest) -> str:
    """Every block of HTML of a page, in order."""
    return "\n".join(block.proto.body for block in app.get("html"))


def in_scope(opened: OpenAssessment) -> list[str]:
    """The practices that count."""
    return [practice.id for practice in opened.scorecard.practices if practice.state != "out_of_scope"]


def waive(practice_id: str) -> Answer:
    """Not applicable, with everything that this needs."""
    return Answer(practice=practice_id, state="not_applicable", reason="No such feature.", approver="Ann")


def test_there_are_six_samples_and_every_one_is_tried(workspace: Workspace) -> None:
    assert sorted(organization.id for organization in list_organizations(workspace)) == [
        f"sample-{name}" for name in SAMPLES
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_figures_of_every_sample_are_those_of_its_scorecard(page: Page, workspace: Workspace, name: str) -> None:
    opened = load_assessment(workspace, f"sample-assessment-{name}")
    html = shown(page, opened.header.id)
    text, overall = text_of(html), opened.scorecard.overall
    assert findings.overview_finding(overall, 5).replace("\N{NO-BREAK SPACE}", " ") in text
    for title, value, evidenced in (
        ("Average", overall.mean, overall.evidence.evidenced),
        ("Weakest fifth", overall.weakest_fifth, overall.evidence.weakest_fifth),
    ):
        answered = f"{overall.counts.answered} of {overall.counts.applicable} answered"
        assert f"{title} {answered} backed {tenth(evidenced)} claimed {claimed_words(value)} of 5" in text
    assert f"claimed or reviewed {level_words(overall.gated)} lowest answer {overall.lowest_level} of 5" in text
    for domain in opened.scorecard.domains:
        row = text[text.index("Domain Span") :]
        if domain.score.state == "out_of_scope":
            assert f"{domain.title} out of scope for this profile" in row
        else:
            backed = tenth(domain.score.evidence.evidenced) if domain.score.evidence.recorded else "–"
            counts = domain.score.counts
            expected = (
                rf"{re.escape(domain.title)} {counts.answered} of {counts.applicable} answered"
                rf"[^–]*? {re.escape(backed)} {re.escape(claimed_words(domain.score.mean))} "
                rf"{re.escape(level_words(domain.score.gated))}\b"
            )
            assert re.search(expected, row), expected


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_said_to_be_synthetic_a_draft_and_no_ranking(
    page: Page, workspace: Workspace, name: str
) -> None:
    text = text_of(shown(page, f"sample-assessment-{name}"))
    for words in (
        "synthetic data",
        "draft framework",
        "What these numbers do not say",
        "They do not rank",
        "Confidential",
    ):
        assert words in text
    assert not re.search(r"\b(None|nan|inf|Fraction|True|False)\b", text)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_mark_of_every_sample_says_its_numbers(page: Page, workspace: Workspace, name: str) -> None:
    images = [
        attributes for _, attributes in elements_of(shown(page, f"sample-assessment-{name}")) if "role" in attributes
    ]
    assert len(images) > 30
    assert all(attributes.get("aria-label") for attributes in images if attributes["role"] == "img")


def test_nothing_answered_teaches_the_next_step_and_shows_no_figure(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    text = text_of(shown(page, fresh))
    practices = len(in_scope(load_assessment(workspace, fresh)))
    assert "Nothing is answered yet." in text
    assert f"{practices} practices apply to this profile." in text
    assert f"Average 0 of {practices} answered backed – claimed – of 5" in text
    assert not re.search(r"\d\.\d(?! draft)", text.replace("Design 1.0", ""))
    assert "largest gaps" not in text


def test_only_not_applicable_answers_give_a_sentence_and_no_figure(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    record_answers(workspace, fresh, [waive(id_) for id_ in in_scope(load_assessment(workspace, fresh))])
    text = text_of(shown(page, fresh))
    assert "Every practice is said to be not applicable." in text
    assert not re.search(r"\d\.\d", text.replace("Design 1.0", ""))
    assert "What these numbers do not say" in text


def test_only_not_known_answers_count_as_nothing_answered(page: Page, workspace: Workspace, fresh: str) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, state="not_known") for id_ in practices])
    assert "Nothing is answered yet." in text_of(shown(page, fresh))


def test_one_answer_is_not_taken_for_the_whole(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answers(workspace, fresh, [Answer(practice="GOV-01", level=5)])
    practices = len(in_scope(load_assessment(workspace, fresh)))
    text = text_of(shown(page, fresh))
    assert f"1 of {practices} practices is answered: the claim lies anywhere between 0.1 and 5.0 of 5." in text
    assert "claimed or reviewed 0–5" in text


def test_answers_without_evidence_are_backed_by_a_dash(page: Page, workspace: Workspace, fresh: str) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, level=3) for id_ in practices])
    text = text_of(shown(page, fresh))
    assert "Practice is claimed at 3.0 of 5. No evidence is recorded yet." in text
    assert "backed – claimed 3.0" in text
    assert "backed 0.0" not in text
    assert "Every practice in scope is claimed at its target or above" in text


def test_what_moved_since_the_last_snapshot_is_shown(page: Page, workspace: Workspace, fresh: str) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, level=3) for id_ in practices])
    assert "No snapshot yet" in text_of(shown(page, fresh))
    take_snapshot(workspace, fresh)
    assert "The claimed average stands where it was; no evidence is recorded yet." in text_of(shown(page, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, level=2) for id_ in practices])
    text = text_of(shown(page, fresh))
    answered = f"{len(practices)} practices were answered anew."
    assert f"The claimed average fell by 1.0. {answered} Their part of the change, −1.00, is more than" in text
    assert f"{len(practices) - 4} other levels moved." in text


def test_name_of_an_organization_is_text(page: Page, fresh: str) -> None:
    html = shown(page, fresh)
    assert "Small <b>Forum</b>" in text_of(html)
    assert "Small &lt;b&gt;Forum" in html
