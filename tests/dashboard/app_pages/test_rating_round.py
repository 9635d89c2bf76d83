"""Rating on one's own: a person's way through the assessment shows their own levels and nothing of what others said."""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from scoring.ratings import Rating
from tests.dashboard.app_pages.conftest import Page
from use_cases.assess import load_assessment, record_answer, start_assessment
from use_cases.organize import add_organization
from use_cases.rate import load_round, record_rating, record_ratings
from use_cases.workspace import Workspace


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new assessment without answers."""
    organization = add_organization(workspace, "Aa first", Profile(kinds=("ugc", "messaging"), countries=("GB",)))
    return start_assessment(workspace, organization.id, "safer-by-design").id


def settled(app: AppTest) -> AppTest:
    """The page, after making sure that nothing broke."""
    assert not app.exception, app.exception
    return app


def begun(page: Page, assessment_id: str, name: str = "Cem") -> AppTest:
    """The page as somebody sees it who has said that they rate."""
    app = page("assess")
    app.session_state["assessment_id"] = assessment_id
    settled(app.run())
    settled(app.button(key="rate-on-own").click().run())
    app.text_input[0].set_value(name)
    next(button for button in app.button if button.label == "Begin").click()
    return settled(app.run())


def click(app: AppTest, practice: str, level: int) -> AppTest:
    return settled(next(one for one in app.button if one.key in keys(practice, level)).click().run())


def keys(practice: str, level: int) -> tuple[str, str]:
    return f"rate-{practice}-{level}", f"mine-{practice}-{level}"


def everything(app: AppTest) -> Iterator[str]:
    """Every text the page sends to a browser: HTML, labels, captions, keys and values."""
    for element in app.main:
        yield str(getattr(element, "proto", ""))
        yield str(getattr(element, "value", ""))


def open_practice(app: AppTest) -> str:
    found = re.search(r'data-rated=\\?"([A-Z]+-\d+)', " ".join(everything(app)))
    return found[1] if found else ""


def text(app: AppTest) -> str:
    return " ".join(everything(app))


def rated(workspace: Workspace, assessment: str, practice: str) -> list[tuple[str, int]]:
    answer = load_assessment(workspace, assessment).assessment.by_practice.get(practice)
    return [(one.by, one.level) for one in answer.ratings] if answer else []


def test_name_is_asked_once_and_then_one_click_a_practice_goes_on_by_itself(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    ids = load_round(workspace, fresh, "").practice_ids
    app = begun(page, fresh)
    assert open_practice(app) == ids[0]
    assert f"<b>0 of {len(ids)}</b> rated" in text(app)
    click(app, ids[0], 3)
    assert open_practice(app) == ids[1]
    assert f"<b>1 of {len(ids)}</b> rated" in text(app) and f"{ids[0]} kept at level 3" in text(app)
    assert rated(workspace, fresh, ids[0]) == [("Cem", 3)]
    assert load_assessment(workspace, fresh).scorecard.overall.counts.answered == 0


def test_rater_sees_no_answer_and_no_rating_of_others(page: Page, workspace: Workspace, fresh: str) -> None:
    ids = load_round(workspace, fresh, "").practice_ids
    unseen = text(begun(page, fresh))
    today = workspace.today()
    record_answer(
        workspace,
        fresh,
        Answer(
            practice=ids[0],
            level=4,
            note="Zebra note",
            by="Yolanda",
            evidence=(Evidence(title="Quokka log", date=today, level=4),),
        ),
    )
    record_answer(workspace, fresh, Answer(practice=ids[1], level=1, by="Yolanda"))
    for practice, level in ((ids[0], 0), (ids[1], 5)):
        record_rating(workspace, fresh, practice, Rating(by="Wilhelm", level=level, on=today))
        record_rating(workspace, fresh, practice, Rating(by="Xenia", level=2, on=today))
    seen = text(begun(page, fresh))
    for word in ("Zebra", "Quokka", "Yolanda", "Wilhelm", "Xenia", "data-outcomes", "data-why", "levels apart"):
        assert word not in seen, word
    assert stable(seen) == stable(unseen), "the page is the same whatever others said"


def stable(shown: str) -> str:
    """The page without what Streamlit makes up anew each time."""
    return re.sub(r"[0-9a-f]{16,}|\b\d{4}-\d{2}-\d{2}T[^ \"]+", "", shown)


def test_own_level_is_shown_when_going_back_and_can_be_changed(page: Page, workspace: Workspace, fresh: str) -> None:
    first, second, *_ = load_round(workspace, fresh, "").practice_ids
    app = begun(page, fresh)
    click(app, first, 3)
    settled(app.button(key="rating-previous").click().run())
    assert open_practice(app) == first
    assert [one.label for one in app.button if "your rating" in one.label] == [app.button(key=f"mine-{first}-3").label]
    assert app.button(key="rating-next").label == "Next"
    click(app, first, 1)
    assert (open_practice(app), rated(workspace, fresh, first)) == (second, [("Cem", 1)])


def test_who_comes_back_under_the_same_name_goes_on_where_they_stopped(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    ids = load_round(workspace, fresh, "").practice_ids
    app = begun(page, fresh)
    click(app, ids[0], 3)
    settled(app.button(key="rating-next").click().run())
    click(app, ids[2], 2)
    settled(app.button(key="stop-rating").click().run())
    assert any((button.key or "") == "rate-on-own" for button in app.button), "back to what everybody sees"
    again = begun(page, fresh, " cem")
    assert open_practice(again) == ids[1]
    assert f"<b>2 of {len(ids)}</b> rated" in text(again)
    other = begun(page, fresh, "Dana")
    assert (open_practice(other), f"<b>0 of {len(ids)}</b>" in text(other)) == (ids[0], True)


def test_end_says_what_is_left_and_leads_there(page: Page, workspace: Workspace, fresh: str) -> None:
    ids = load_round(workspace, fresh, "").practice_ids
    record_ratings(workspace, fresh, "Cem", [Answer(practice=id_, level=2) for id_ in ids[2:]])
    app = begun(page, fresh)
    settled(app.button(key="rating-next").click().run())
    app.session_state["practice_ids"] = {f"{fresh} rated": ids[-1]}
    settled(app.run())
    settled(app.button(key="rating-next").click().run())
    assert "2 practices are still without your level." in text(app)
    settled(app.button(key="rating-next").click().run())
    click(app, ids[0], 1)
    click(app, ids[1], 1)
    assert "You have rated every practice." in text(app)
    assert not [button for button in app.button if button.key == "rating-next"]
    settled(app.button(key="rating-previous").click().run())
    assert open_practice(app) == ids[-1]


def test_level_that_cannot_be_kept_is_told_and_nothing_moves(page: Page, workspace: Workspace, fresh: str) -> None:
    ids = load_round(workspace, fresh, "").practice_ids
    app = begun(page, fresh)
    record_answer(workspace, fresh, Answer(practice=ids[0], state="not_applicable", reason="No uploads."))
    click(app, ids[0], 3)
    assert "Not kept. What is not applicable has no level to rate." in text(app)
    assert open_practice(app) == ids[1], "what is not applicable is no longer to be rated"


def test_address_leads_to_rating_and_a_name_is_needed(page: Page, fresh: str) -> None:
    app = page("assess")
    app.query_params["rate"] = "1"
    app.query_params["assessment"] = fresh
    settled(app.run())
    app.text_input[0].set_value("  ")
    next(button for button in app.button if button.label == "Begin").click()
    settled(app.run())
    assert "Say who rates: a name or a role." in text(app)
    settled(app.button(key="stop-rating").click().run())
    assert "rate" not in app.query_params
    assert [button for button in app.button if button.key == "rate-on-own"]


def test_number_keys_can_be_switched_off(page: Page, workspace: Workspace, fresh: str) -> None:
    first = load_round(workspace, fresh, "").practice_ids[0]
    app = begun(page, fresh)
    assert app.button(key=f"rate-{first}-4").proto.shortcut == "4"
    settled(app.toggle(key="rates-by-key").set_value(False).run())
    assert app.button(key=f"rate-{first}-4").proto.shortcut == ""
