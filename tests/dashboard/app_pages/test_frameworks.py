"""Frameworks: everything of a framework can be read, found by plain words, and stays text whatever it says."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import session
from dashboard.widgets.plain import as_plain
from frameworks.loader import CATALOG, load_framework
from frameworks.model import Domain
from frameworks.registers.register import load_references, load_threats
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.hostile_framework import TRAP, write_hostile_framework
from tests.words import words_of
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, open_workspace

FRAMEWORK = load_framework("safer-by-design@1.0")
PLAIN_TAGS = {
    *("a", "article", "b", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "i", "li", "mark", "nav"),
    *("p", "small", "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


class Seen(HTMLParser):
    """Tags and attributes of a piece of HTML, and its headings in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name == "href"}
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def opened(page: Page, **address: str) -> AppTest:
    """The page at an address, after making sure that nothing broke."""
    app = page("frameworks")
    for name, value in address.items():
        app.query_params[name] = value
    return settled(app.run())


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def html_of(app: AppTest) -> str:
    return "".join(block.proto.body for block in app.get("html"))


def shown(app: AppTest) -> list[str]:
    """Ids of the practices on the page, in order."""
    return re.findall(r'<h3 id="p-([^"]+)"', html_of(app))


def fill(app: AppTest, name: str, value: str | bool | None) -> AppTest:
    """The page after a filter was set."""
    key = f"safer-by-design@1.0-{name}"
    widget = {"search": app.text_input, "applies": app.toggle}.get(name, app.selectbox)(key=key)
    return settled(widget.set_value(value).run())


@pytest.fixture
def messenger(store_path: Path) -> Workspace:
    """A store with one organization that runs a messaging service."""
    workspace = open_workspace(store_path, "Ann")
    organization = add_organization(workspace, "Tern Messaging", Profile(kinds=("messaging",), children_likely=True))
    start_assessment(workspace, organization.id, "safer-by-design")
    return workspace


def test_head_says_openly_what_the_framework_is(page: Page) -> None:
    text = words_of(html_of(opened(page)))
    for words in (
        "Safer by Design 1.0",
        "draft framework",
        "25 November 2026",
        "license: Apache-2.0",
        *FRAMEWORK.caveats,
    ):
        assert words in text


def test_scale_and_the_way_to_a_level_come_from_the_framework(page: Page) -> None:
    text = words_of(html_of(opened(page)))
    for level in FRAMEWORK.scale.levels:
        assert f"{level.number} {level.title} {level.summary}" in text
    assert "85 % of its weight has reached, and at most at 2 while a floor is missed or open" in text
    assert FRAMEWORK.gate.reason in text


def test_every_text_of_every_practice_can_be_read(page: Page) -> None:
    text = words_of(html_of(opened(page)))
    missing = []
    for practice in FRAMEWORK.practices.values():
        texts = [practice.title, practice.intent, *practice.levels.values(), *practice.protects, *practice.evidence]
        texts += [practice.tip, practice.why_effort, practice.why_effectiveness, practice.why_proactive]
        texts += [practice.why_half_life, *(need.reason for need in practice.prerequisites)]
        texts += [practice.floor.reason] if practice.floor else []
        texts += [fact.text for fact in practice.illustrations]
        missing += [(practice.id, one) for one in texts if one and " ".join(one.split()) not in text]
    assert missing == []
    assert shown(opened(page)) == list(FRAMEWORK.practices)


def test_values_that_no_source_gives_are_marked_as_judgement_with_the_reason(page: Page) -> None:
    text = words_of(html_of(opened(page, practice="DET-01")))
    practice = FRAMEWORK.practices["DET-01"]
    for words in (
        f"AI-generated material 25 %, Insider and device risk 5 % judgement {practice.why_effectiveness}",
        f"50 % of its effect judgement {practice.why_proactive}",
        f"to level 1: 0.5; to level 2: 3; to level 3: 6; to level 4: 5; to level 5: 8 judgement {practice.why_effort}",
        f"Level 3 is the least in Quick start, Full judgement {practice.floor.reason}",
        "full weight for 90 days, then half of it lost every 90 days judgement",
    ):
        assert words in text


def test_reference_shows_scheme_title_date_and_grade(page: Page) -> None:
    text = words_of(html_of(opened(page, practice="DET-01")))
    assert (
        "PE4 Advanced Detection DTSP Safe Framework / ISO/IEC 25389:2025; a third party's record, gathered by" in text
    )
    assert "MNT3 Fight abuse material on platforms" in text
    assert text.index("unverified") > text.index("MNT3"), "only what is from memory is marked"
    assert load_references().find("thorn-genai", "MNT3").grade == "M"


def test_dated_fact_names_its_day_and_source(page: Page) -> None:
    text = words_of(html_of(opened(page, practice="DET-01")))
    assert "17 March 2025. Source: iwf.org.uk news, 17 Mar 2025 on Ofcom codes, primary source" in text


def test_threats_and_challenges_name_the_practices_that_answer_them(page: Page) -> None:
    html = html_of(opened(page))
    for one in (*load_threats().threats, *load_threats().challenges):
        named = [p.id for p in FRAMEWORK.practices.values() if one.id in (*p.threats, *p.challenges)]
        part = html[html.index(f"<h3>{one.title}</h3>") :].split("</article>")[0]
        assert one.summary in words_of(part)
        assert f"{one.title}: {len(named)} practices answer it" in words_of(part)
        assert sorted(re.findall(r'href="#full-([^"]+)"', part)) == sorted(named)


def test_headings_form_an_outline_without_a_hole(page: Page) -> None:
    for app in (opened(page), opened(page, practice="DET-01")):
        headings = Seen(html_of(app)).headings
        assert headings[0] == 1 and headings.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(headings))


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    html = html_of(opened(page))
    inner = {address[1:] for address in Seen(html).addresses if address.startswith("#")}
    assert len(inner) > 55
    assert inner <= set(re.findall(r' id="([^"]+)"', html))


def test_without_a_profile_nothing_is_said_to_apply(page: Page) -> None:
    app = opened(page)
    assert "<span>applies</span>" not in html_of(app) and "out of scope" not in html_of(app)
    assert not app.toggle(key="open-every").value
    assert [toggle.key for toggle in app.toggle] == ["open-every"]


def test_practice_outside_the_profile_says_for_whom_it_is(page: Page, messenger: Workspace) -> None:
    text = words_of(html_of(opened(page, practice="DET-01")))
    assert "out of scope: only for user content or hosting and storage" in text
    assert "floor: level 3, not for this profile" in text
    assert "applies" in words_of(html_of(opened(page, practice="GOV-01")))


def test_practice_outside_the_preset_says_so(page: Page, store_path: Path) -> None:
    workspace = open_workspace(store_path, "Ann")
    organization = add_organization(workspace, "Tern", Profile())
    start_assessment(workspace, organization.id, "safer-by-design", "quick-start")
    text = words_of(html_of(opened(page, practice="DET-02")))
    assert "out of scope: not in the preset “Quick start”" in text


def test_what_applies_can_be_shown_alone(page: Page, messenger: Workspace) -> None:
    app = fill(opened(page), "applies", True)
    kinds = {id_: practice.applies_to for id_, practice in FRAMEWORK.practices.items()}
    assert shown(app) == [id_ for id_ in FRAMEWORK.practices if not kinds[id_] or "messaging" in kinds[id_]]
    assert f"{len(shown(app))} of 55 practices match. {len(shown(app))} apply to Tern Messaging." in words_of(
        html_of(app)
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("domain", "VIC", lambda p: p.id.startswith("VIC")),
        ("threat", "insider-risk", lambda p: "insider-risk" in p.threats),
        ("kind", "live", lambda p: not p.applies_to or "live" in p.applies_to),
        ("owner", "hr-legal", lambda p: p.owner == "hr-legal"),
        ("preset", "quick-start", lambda p: p.id in FRAMEWORK.preset("quick-start").practices),
    ],
)
def test_filter_keeps_exactly_what_matches(page: Page, name: str, value: str, expected: object) -> None:
    app = fill(opened(page), name, value)
    wanted = [practice.id for practice in FRAMEWORK.practices.values() if expected(practice)]
    assert shown(app) == wanted and 0 < len(wanted) < 55
    assert f"{len(wanted)} of 55 practices match" in words_of(html_of(app))


def test_search_finds_plain_words_without_case_and_accents_and_marks_them(page: Page) -> None:
    app = fill(opened(page), "search", "HÁSH lists")
    found = shown(app)
    texts = {p.id: " ".join([p.title, p.intent, *p.levels.values()]).lower() for p in FRAMEWORK.practices.values()}
    assert found == [id_ for id_, text in texts.items() if "hash" in text and "lists" in text]
    assert f"{len(found)} of 55 practices match" in words_of(html_of(app))
    assert "<mark>hash</mark> <mark>lists</mark>" in html_of(app)


def test_search_without_a_hit_offers_everything_again(page: Page) -> None:
    app = fill(opened(page), "search", "zebra crossing")
    assert shown(app) == []
    assert "0 of 55 practices match" in words_of(html_of(app))
    app = settled(app.button(key="show-all").click().run())
    assert len(shown(app)) == 55
    assert app.text_input(key="safer-by-design@1.0-search").value == ""


def test_every_practice_can_be_opened_at_once(page: Page) -> None:
    app = opened(page)
    assert html_of(app).count("<details open>") == 0
    app = settled(app.toggle(key="open-every").set_value(True).run())
    assert html_of(app).count("<details open>") == 55


def test_address_of_a_practice_opens_it_alone_and_leads_on(page: Page) -> None:
    app = opened(page, practice="DET-01")
    assert shown(app) == ["DET-01"] and "<details open>" in html_of(app)
    app = settled(app.button(key="next").click().run())
    assert shown(app) == ["DET-02"] and app.query_params["practice"] == "DET-02"
    app = settled(app.button(key="all-practices").click().run())
    assert len(shown(app)) == 55 and "practice" not in app.query_params


def test_address_of_an_unknown_practice_shows_the_whole_framework(page: Page) -> None:
    assert len(shown(opened(page, practice="<script>"))) == 55


@pytest.fixture
def two_frameworks(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose catalogs also hold a framework from elsewhere."""
    write_hostile_framework(tmp_path / "catalog")
    workspace = open_workspace(store_path, "Ann", catalogs=(CATALOG, tmp_path / "catalog"))
    monkeypatch.setattr(session, "_shared_workspace", lambda path: workspace)
    return workspace


def test_several_frameworks_can_be_chosen_and_the_address_names_one(page: Page, two_frameworks: Workspace) -> None:
    app = opened(page, framework="safer-by-design@1.0")
    chooser = app.selectbox(key="framework-key")
    assert chooser.value == "safer-by-design@1.0"
    app = settled(chooser.set_value("elsewhere@9.9").run())
    assert app.query_params["framework"] == "elsewhere@9.9"
    assert "elsewhere@9.9" in words_of(html_of(app))


def test_item_of_an_outline_shows_how_well_its_title_is_known_and_whom_it_addresses(page: Page) -> None:
    remembered = words_of(html_of(opened(page, framework="thorn-generative-ai@2024-04", practice="DEV1")))
    assert "title: unverified" in remembered
    assert "The list addresses unknown" in remembered
    recorded = words_of(html_of(opened(page, framework="ofcom-illegal-content@2025-02", practice="A1")))
    assert "title: a third party's record" in recorded
    assert "unverified" not in recorded
    assert "The list addresses Large services" in recorded
    assert "Title read in r-pqp, address not recorded" in recorded


def test_framework_that_cannot_be_read_is_told_and_the_open_one_stays(
    page: Page, two_frameworks: Workspace, tmp_path: Path
) -> None:
    organization = add_organization(two_frameworks, "Tern", Profile())
    start_assessment(two_frameworks, organization.id, "safer-by-design")
    (tmp_path / "catalog" / "elsewhere" / "9.9" / "framework.yaml").write_text("id: [", encoding="utf-8")
    app = opened(page)
    assert "Mend:" in words_of(html_of(app))
    assert len(shown(app)) == 55


def test_texts_of_a_framework_from_elsewhere_stay_text(page: Page, two_frameworks: Workspace) -> None:
    organization = add_organization(two_frameworks, "Tern", Profile(kinds=("messaging",)))
    start_assessment(two_frameworks, organization.id, "elsewhere@9.9")
    for app in (opened(page), opened(page, practice="DET-01"), _searched(opened(page), "script onmouseover")):
        html = html_of(app)
        seen = Seen(html)
        assert seen.tags <= PLAIN_TAGS
        assert seen.attributes <= {"class", "id", "href", "target", "open", "scope", "aria-label", "role"}
        assert all(re.match(r"[#?]", address) for address in seen.addresses)
        assert " ".join(TRAP.split()) in words_of(html)
        assert not app.markdown, "a text of a framework is never given to Markdown"
        assert not [one.label for one in (*app.button, *app.toggle, *app.text_input) if "script" in one.label]


def test_labels_made_from_a_framework_from_elsewhere_are_escaped_for_markdown(
    page: Page, two_frameworks: Workspace
) -> None:
    organization = add_organization(two_frameworks, "Tern", Profile(kinds=("messaging",)))
    start_assessment(two_frameworks, organization.id, "elsewhere@9.9")
    app = settled(page("assess").run())
    labels = [option.content for switch in app.get("button_group") for option in switch.proto.options]
    first, *others = FRAMEWORK.domains
    # Of the open domain the rail says how much is answered, since only that is drawn again after a click.
    assert labels == [
        as_plain(first.short + TRAP),
        *(f"{as_plain(domain.short + TRAP)} 0/{_asked(domain)}" for domain in others),
    ]


def _asked(domain: Domain) -> int:
    """How many practices of a domain apply to a messaging service."""
    return sum(not practice.applies_to or "messaging" in practice.applies_to for practice in domain.practices)


def _searched(app: AppTest, words: str) -> AppTest:
    return settled(app.text_input(key="elsewhere@9.9-search").set_value(words).run())
