"""Organizations: several stand side by side, one click switches, and nothing is changed before it was shown."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.assessment import Answer
from scoring.organization import Organization, Profile
from tests.dashboard.app_pages.conftest import Page
from use_cases.assess import (
    list_assessments,
    list_steps,
    load_assessment,
    record_answer,
    record_answers,
    start_assessment,
)
from use_cases.exchange.assessment_file import file_of
from use_cases.exchange.shape import file_as_tree
from use_cases.organize import add_organization, list_organizations, list_profiles, load_organization
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace, open_workspace

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "**bold**",
    "=1+1",
    ":material/home: x",
    "$x^2$ and $y$",
    "[a](http://b.example)",
)


@pytest.fixture
def store(store_path: Path) -> Iterator[Workspace]:
    """An empty store, the one that the page opens."""
    workspace = open_workspace(store_path, "Ann")
    yield workspace
    workspace.store.engine.dispose()


@pytest.fixture
def forum(store: Workspace) -> Organization:
    """An organization with user content whose profile holds since January."""
    return add_organization(
        store, "Small Forum", Profile(kinds=("ugc",), countries=("GB",), size="small"), on=date(2026, 1, 1)
    )


@pytest.fixture
def begun(store: Workspace, forum: Organization) -> str:
    """The id of the forum's assessment, with one answer."""
    header = start_assessment(store, forum.id, "safer-by-design", "full")
    record_answer(store, header.id, Answer(practice="GOV-01", level=2, note="Since spring", on=date(2026, 2, 1)))
    return header.id


def run(page: Page) -> AppTest:
    return settled(page("organizations").run())


def settled(app: AppTest) -> AppTest:
    """The page, after making sure that nothing broke."""
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def do(app: AppTest, task: str) -> AppTest:
    """Choose what to do with the organization that is shown."""
    return settled(app.segmented_control(key="organization-task").set_value(task).run())


def keyed(widgets: Any, ending: str) -> Any:
    """The widget whose key ends so."""
    return next(widget for widget in widgets if (widget.key or "").endswith(ending))


def has(widgets: Any, ending: str) -> bool:
    return any((widget.key or "").endswith(ending) for widget in widgets)


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    (field,) = app.file_uploader
    return settled(field.set_value((name, content, "application/octet-stream")).run())


def answers_file(*answers: dict[str, object], **more: object) -> bytes:
    tree = {"framework": "safer-by-design@1.0", "organization": "Small Forum", "answers": answers, **more}
    return json.dumps(tree).encode()


# -- the first step


def test_an_empty_store_teaches_the_first_step_and_shows_its_form(page: Page, store: Workspace) -> None:
    app = run(page)
    assert "Nothing is on record yet." in texts(app)
    assert "first of your clients" in texts(app) and "<code>safermark demo</code>" in texts(app)
    assert has(app.text_input, "-name") and not has(app.button, "-leave")


def test_adding_begins_the_quick_start_and_opens_it(page: Page, store: Workspace) -> None:
    app = run(page)
    keyed(app.text_input, "-name").set_value("  Blue   Harbor ")
    for box in ("-kind-ugc", "-kind-live", "-children"):
        keyed(app.checkbox, box).check()
    keyed(app.multiselect, "-countries").set_value(["IE"])
    keyed(app.selectbox, "-size").set_value("micro")
    keyed(app.selectbox, "-stage").set_value("start-up")
    app = settled(app.run())
    app = settled(keyed(app.button, "-begin").click().run())
    (added,) = list_organizations(store)
    assert added.name == "Blue Harbor"
    assert added.profile == Profile(
        kinds=("ugc", "live"), children_likely=True, countries=("IE",), size="micro", stage="start-up"
    )
    (header,) = list_assessments(store)
    assert (header.preset, header.by) == ("quick-start", "Ann")
    assert app.session_state["assessment_id"] == header.id
    number = load_assessment(store, header.id).scorecard.overall.counts.in_scope
    assert f"Blue Harbor is added and open on every page: {number} practices in scope" in texts(app)


def test_no_kind_of_service_means_every_kind_and_the_form_says_so(page: Page, store: Workspace) -> None:
    app = run(page)
    assert "None is ticked. That means every kind: every practice is in scope." in texts(app)
    keyed(app.text_input, "-name").set_value("Anything")
    settled(keyed(app.button, "-only").click().run())
    assert list_organizations(store)[0].profile.kinds is None
    assert list_assessments(store) == []


def test_the_number_in_scope_follows_the_kinds_while_the_choice_of_preset_stays(page: Page, store: Workspace) -> None:
    app = run(page)
    settled(keyed(app.radio, "-preset-quick-start").set_value("full").run())
    assert "55 practices in scope" in texts(app)
    app = settled(keyed(app.checkbox, "-kind-hosting").check().run())
    assert keyed(app.radio, "-preset-quick-start").value == "full"
    assert "55 practices in scope" not in texts(app)
    assert "practices in scope" in texts(app)


def test_enterprise_only_is_suggested_to_an_employer_without_a_service(page: Page, store: Workspace) -> None:
    app = settled(keyed(run(page).checkbox, "-kind-employer").check().run())
    choice = keyed(app.radio, "-preset-enterprise-only")
    assert choice.value == "enterprise-only"
    assert "**Enterprise only** (suggested)" in choice.options
    keyed(app.text_input, "-name").set_value("Bank")
    settled(keyed(app.button, "-begin").click().run())
    (header,) = list_assessments(store)
    assert load_assessment(store, header.id).scorecard.overall.counts.in_scope == 24


@pytest.mark.parametrize(
    ("name", "what"), [(" ", "has no name"), ("SMALL FORUM", "already an organization"), ("+44 20 7946 0018", "phone")]
)
def test_a_name_that_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    page: Page, store: Workspace, forum: Organization, name: str, what: str
) -> None:
    app = settled(run(page).button(key="add").click().run())
    keyed(app.checkbox, "-kind-hosting").check()
    keyed(app.text_input, "-name").set_value(name)
    app = settled(keyed(app.button, "-begin").click().run())
    assert what in texts(app)
    assert keyed(app.checkbox, "-kind-hosting").value is True
    assert [one.name for one in list_organizations(store)] == ["Small Forum"]


def test_the_form_is_left_without_adding_anything(page: Page, store: Workspace, forum: Organization) -> None:
    app = settled(run(page).button(key="add").click().run())
    assert not has(app.button, f"show-{forum.id}"), "the form stands where the list was, in view"
    keyed(app.text_input, "-name").set_value("Half a thought")
    app = settled(keyed(app.button, "-leave").click().run())
    assert not has(app.text_input, "-name")
    assert has(app.button, f"show-{forum.id}")
    assert len(list_organizations(store)) == 1


# -- side by side


def test_each_row_shows_profile_headline_coverage_last_snapshot_and_the_mark_of_samples(
    page: Page, workspace: Workspace
) -> None:
    found = texts(run(page))
    for organization in list_organizations(workspace):
        (header,) = list_assessments(workspace, organization.id)
        overall = load_assessment(workspace, header.id).scorecard.overall
        assert f"{overall.counts.answered} of {overall.counts.applicable} answered" in found
    assert found.count("Last snapshot: </span>30 September 2026") == 6
    assert found.count('class="tag ">synthetic data') >= 6
    assert "Hosting and storage · Netherlands, Canada · 51 to 250 people" in found


def test_an_organization_of_ones_own_carries_no_mark_of_samples(
    page: Page, store: Workspace, forum: Organization
) -> None:
    assert "synthetic data" not in texts(run(page))


def test_an_assessment_where_nothing_applies_is_said_so_and_has_no_figures(
    page: Page, store: Workspace, forum: Organization
) -> None:
    header = start_assessment(store, forum.id, "safer-by-design", "quick-start")
    assert "nothing answered yet" in texts(run(page))
    practices = [p.id for p in load_assessment(store, header.id).scorecard.practices if p.state == "unanswered"]
    excused = [Answer(practice=id_, state="not_applicable", reason="No service yet") for id_ in practices]
    record_answers(store, header.id, excused)
    assert "every practice not applicable" in texts(run(page))


def test_one_click_switches_every_page(page: Page, workspace: Workspace) -> None:
    app = run(page)
    for organization in list_organizations(workspace)[::-1]:
        app = settled(app.button(key=f"show-{organization.id}").click().run())
        assert f"{organization.name} is open." in texts(app)
        assert load_assessment(workspace, app.session_state["assessment_id"]).organization.id == organization.id


def test_an_organization_without_assessment_can_be_chosen_and_is_asked_for_its_first(
    page: Page, store: Workspace, begun: str
) -> None:
    other = add_organization(store, "Ab ovo", Profile(kinds=("hosting",)))
    app = settled(run(page).button(key=f"show-{other.id}").click().run())
    assert "no assessment yet" in texts(app)
    assert "Start the first assessment" in texts(app)
    assert app.session_state["assessment_id"] == begun, "what was open stays open"
    assert "There is no assessment yet" in texts(do(app, "Export"))
    assert "There is no assessment yet" in texts(do(app, "Import"))


def test_a_second_assessment_stands_beside_the_first_and_one_click_switches(
    page: Page, store: Workspace, begun: str
) -> None:
    app = run(page)
    keyed(app.radio, "-preset-full").set_value("quick-start")
    app = settled(keyed(app.button, "-begin").click().run())
    second, first = list_assessments(store)
    assert (first.id, second.preset) == (begun, "quick-start")
    assert app.session_state["assessment_id"] == second.id
    app = settled(app.button(key=f"open-{first.id}").click().run())
    assert app.session_state["assessment_id"] == first.id
    assert load_assessment(store, second.id).assessment.answers == ()


def test_two_assessments_of_one_day_and_preset_are_told_apart_by_the_hour(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    start_assessment(store, forum.id, "safer-by-design", "quick-start")
    app = run(page)
    assert "UTC" not in app.button(key=f"open-{begun}").label
    start_assessment(store, forum.id, "safer-by-design", "full")
    labels = [button.label for button in run(page).button if (button.key or "").startswith("open-")]
    assert [("UTC" in label) for label in labels] == [True, False, True]


def test_choosing_the_open_organization_again_keeps_the_assessment_that_is_open(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    start_assessment(store, forum.id, "safer-by-design", "quick-start")
    app = run(page)
    app = settled(app.button(key=f"open-{begun}").click().run())
    app = settled(app.button(key=f"show-{forum.id}").click().run())
    assert app.session_state["assessment_id"] == begun


def test_many_organizations_can_be_searched(page: Page, workspace: Workspace) -> None:
    assert not has(run(page).text_input, "organization-search")
    for number in range(3):
        add_organization(workspace, f"Client {number}", Profile(kinds=("messaging",), countries=("NO",)))
    app = run(page)
    assert "9 listed; the list scrolls." in texts(app)
    app = settled(app.text_input(key="organization-search").set_value("norway").run())
    rows = [button.label for button in app.button if (button.key or "").startswith("show-")]
    assert rows == ["Client 0", "Client 1", "Client 2"]
    app = settled(app.text_input(key="organization-search").set_value("no such thing").run())
    assert "No organization matches." in texts(app)


# -- the profile


def test_what_enters_the_scope_is_shown_before_the_profile_is_kept(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    app = do(run(page), "Profile")
    assert not has(app.button, "-keep"), "nothing differs yet"
    app = settled(keyed(app.checkbox, "-kind-employer").check().run())
    before, after = Profile(kinds=("ugc",)), Profile(kinds=("ugc", "employer"))
    entering = _in_scope(store, begun, after) - _in_scope(store, begun, before)
    assert entering and all(f"<b>{id_}</b>" in texts(app) for id_ in entering)
    assert len(list_profiles(store, forum.id)) == 1, "nothing is kept yet"
    settled(keyed(app.button, "-keep").click().run())
    assert load_organization(store, forum.id).profile.kinds == ("ugc", "employer")
    assert list_profiles(store, forum.id)[-1].on == store.today()


def test_an_answer_that_leaves_the_scope_is_said_to_be_kept(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    leaving = min(
        _in_scope(store, begun, Profile(kinds=("ugc",))) - _in_scope(store, begun, Profile(kinds=("employer",)))
    )
    record_answer(store, begun, Answer(practice=leaving, level=1))
    app = do(run(page), "Profile")
    keyed(app.checkbox, "-kind-ugc").uncheck()
    app = settled(keyed(app.checkbox, "-kind-employer").check().run())
    assert "leaves; its answer is kept and counts nowhere" in texts(app)
    settled(keyed(app.button, "-keep").click().run())
    assert leaving in load_assessment(store, begun).assessment.by_practice
    assert load_assessment(store, begun).scorecard.practice(leaving).state == "out_of_scope"


def test_a_profile_holds_from_the_day_that_was_chosen(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    app = do(run(page), "Profile")
    keyed(app.checkbox, "-kind-live").check()
    app = settled(keyed(app.date_input, "-on").set_value(date(2026, 6, 1)).run())
    settled(keyed(app.button, "-keep").click().run())
    assert load_assessment(store, begun, date(2026, 5, 31)).organization.profile.kinds == ("ugc",)
    assert load_assessment(store, begun, date(2026, 6, 1)).organization.profile.kinds == ("ugc", "live")
    app = do(run(page), "Profile")
    keyed(app.checkbox, "-kind-hosting").check()
    app = settled(keyed(app.date_input, "-on").set_value(date(2026, 3, 1)).run())
    assert "It holds until 1 June 2026, when the next profile begins." in texts(app)


# -- answers in


def test_an_import_is_shown_first_and_stored_only_when_confirmed(page: Page, store: Workspace, begun: str) -> None:
    content = answers_file(
        {"practice": "GOV-01", "level": 4}, {"practice": "GOV-02", "level": 1}, {"practice": "DET-08", "level": 1}
    )
    app = upload(do(run(page), "Import"), "answers.json", content)
    found = texts(app)
    assert "3 answers in the file; 3 answers would be recorded." in found
    assert "GOV-01<small>" in found and "level 2" in found and "level 4" in found and "without the note" in found
    assert "counted nowhere: DET-08." in found
    assert len(load_assessment(store, begun).assessment.answers) == 1, "nothing is stored before the confirmation"
    button = keyed(app.button, "-keep")
    assert button.label == "Record 3 answers"
    app = settled(button.click().run())
    assert load_assessment(store, begun).assessment.by_practice["GOV-01"].level == 4
    assert "3 answers recorded for Small Forum." in texts(app)
    assert [step.answer.level for step in list_steps(store, begun, "GOV-01")] == [4], "within a minute: one step"


def test_what_somebody_else_has_changed_meanwhile_is_asked_for(page: Page, store: Workspace, begun: str) -> None:
    opened = load_assessment(store, begun)
    tree = file_as_tree(file_of(opened, "Ann", store.now()))
    tree["answers"][0] |= {"level": 4, "on": store.today().isoformat()}
    record_answer(store, begun, Answer(practice="GOV-01", level=1, by="Ben"))
    app = upload(do(run(page), "Import"), "answers.json", json.dumps(tree).encode())
    found = texts(app)
    assert "Changed by somebody else, too" in found and "level 1" in found and "level 4" in found
    choice = keyed(app.radio, "-conflicts")
    assert choice.label == "One practice was answered by somebody else since the file was made"
    assert not has(app.button, "-keep"), "what stands is kept, so there is nothing to record"
    app = settled(choice.set_value(True).run())
    assert keyed(app.button, "-keep").label == "Record 1 answer"
    settled(keyed(app.button, "-keep").click().run())
    assert load_assessment(store, begun).assessment.by_practice["GOV-01"].level == 4


def test_a_file_imported_twice_adds_nothing(page: Page, store: Workspace, begun: str) -> None:
    content = answers_file({"practice": "GOV-02", "level": 3, "by": "Ben", "on": "2026-03-01"})
    app = upload(do(run(page), "Import"), "answers.json", content)
    app = settled(keyed(app.button, "-keep").click().run())
    app = upload(app, "again.json", content)
    assert "1 answer in the file; 0 answers would be recorded." in texts(app)
    assert "One answer says nothing new and would be left out." in texts(app)
    assert not has(app.button, "-keep")


@pytest.mark.parametrize(
    ("name", "content", "faults"),
    [
        (
            "a.json",
            answers_file({"practice": "GOV-99", "level": 2}, {"practice": "GOV-02", "level": 7}),
            ["GOV-99", "Level 7 is not on this framework", "item 1 (GOV-99)", "item 2 (GOV-02)"],
        ),
        ("a.csv", b"practice,level,note\nGOV-01,9,\nGOV-02,x,\n", ["row 2 (GOV-01)", "row 3 (GOV-02)"]),
        ("a.yaml", b"framework: safer-by-design@1.0\nanswers:\n  - {practice: GOV-01, level: !!python/x 1}\n", ["tag"]),
        (
            "a.json",
            answers_file({"practice": "GOV-02", "level": 1, "note": "d41d8cd98f00b204e9800998ecf8427e"}),
            ["practice GOV-02 &gt; note", "hash"],
        ),
        ("a.json", b"", ["empty"]),
    ],
)
def test_every_fault_of_a_file_is_said_and_nothing_is_lost(
    page: Page, store: Workspace, begun: str, name: str, content: bytes, faults: list[str]
) -> None:
    app = upload(do(run(page), "Import"), name, content)
    assert "Nothing was recorded" in texts(app)
    assert "Where: " in texts(app) and "Mend: " in texts(app)
    for fault in faults:
        assert fault in texts(app)
    assert not has(app.button, "-keep")
    assert [answer.level for answer in load_assessment(store, begun).assessment.answers] == [2]


def test_a_file_of_another_organization_is_doubted_before_it_is_imported(
    page: Page, store: Workspace, begun: str
) -> None:
    named = {"organization": "<b>Rival</b>", "preset": "quick-start", "profile": ["live"]}
    content = answers_file({"practice": "GOV-02", "level": 1}, **named)
    found = texts(upload(do(run(page), "Import"), "answers.json", content))
    assert "The file says it is of “&lt;b&gt;Rival&lt;/b&gt;”; you are importing into Small Forum." in found
    assert "made with the preset Quick start; this assessment uses Full." in found
    assert "another profile than the one on record" in found


def test_an_older_answer_is_said_to_fill_the_history(page: Page, store: Workspace, begun: str) -> None:
    content = answers_file({"practice": "GOV-01", "level": 1, "on": "2026-01-15"})
    app = upload(do(run(page), "Import"), "answers.json", content)
    assert "One answer is older than what stands: it fills the history" in texts(app)
    settled(keyed(app.button, "-keep").click().run())
    assert load_assessment(store, begun).assessment.by_practice["GOV-01"].level == 2
    assert load_assessment(store, begun, date(2026, 1, 20)).assessment.by_practice["GOV-01"].level == 1


# -- answers out, and gone


def test_four_formats_are_offered_with_a_plain_name(page: Page, store: Workspace, begun: str) -> None:
    app = do(run(page), "Export")
    buttons = app.get("download_button")
    assert [button.label for button in buttons] == [f"Export as {one}" for one in ("XLSX", "JSON", "YAML", "CSV")]
    assert "Confidential" in texts(app)


def test_deleting_says_what_goes_and_needs_the_name(
    page: Page, store: Workspace, begun: str, forum: Organization
) -> None:
    take_snapshot(store, begun)
    kept = add_organization(store, "Other client")
    app = do(run(page), "Delete")
    assert "This cannot be undone." in texts(app)
    assert "1 assessment, 1 answer in the whole history" in texts(app)
    assert "1 snapshot, no events and 1 profile" in texts(app)
    assert "export them first" in texts(app)
    app = settled(_confirm(app, "small forum"))
    assert "The name does not match, so nothing was deleted." in texts(app)
    assert len(list_organizations(store)) == 2
    app = settled(_confirm(app, "Small Forum"))
    assert [one.id for one in list_organizations(store)] == [kept.id]
    assert list_assessments(store) == []
    assert "Small Forum is deleted, with 1 assessment" in texts(app)


def test_after_the_last_organization_is_deleted_the_page_teaches_the_first_step_again(
    page: Page, store: Workspace, begun: str
) -> None:
    app = settled(_confirm(do(run(page), "Delete"), "Small Forum"))
    assert "Nothing is on record yet." in texts(app)


# -- what people typed


@pytest.mark.parametrize("name", HOSTILE)
def test_a_typed_name_is_text_everywhere(page: Page, store: Workspace, name: str) -> None:
    organization = add_organization(store, name, Profile(kinds=("ugc",)))
    header = start_assessment(store, organization.id, "safer-by-design")
    app = run(page)
    label = app.button(key=f"show-{organization.id}").label
    assert label.replace("\\", "").replace("\N{WORD JOINER}", "") == name
    assert all(label[place - 1] == "\\" for place, sign in enumerate(label) if sign in "*[]<>:$_`")
    for task in ("Assessments", "Profile", "Import", "Export", "Delete"):
        app = do(app, task)
        assert "<img" not in texts(app)
        assert all(name not in block.value for block in [*app.markdown, *app.caption])
    start_assessment(store, organization.id, "safer-by-design")
    settled(app.run())
    assert load_assessment(store, header.id).organization.name == name


def test_typed_answers_are_text_in_the_preview(page: Page, store: Workspace, begun: str) -> None:
    content = answers_file({"practice": "GOV-02", "level": 1}, organization="<img src=x onerror=alert(1)>")
    assert "<img" not in texts(upload(do(run(page), "Import"), "<img src=x>.json", content))
    assert "<img" not in texts(upload(do(run(page), "Import"), "<img src=x>.json", b"{"))


def _in_scope(workspace: Workspace, assessment_id: str, profile: Profile) -> frozenset[str]:
    from scoring.organization import scope_of

    opened = load_assessment(workspace, assessment_id)
    return scope_of(opened.framework, profile, opened.header.preset).in_scope


def _confirm(app: AppTest, name: str) -> AppTest:
    next(field for field in app.text_input if field.label == "Name of the organization").set_value(name)
    return next(button for button in app.button if button.label == "Delete for ever").click().run()
