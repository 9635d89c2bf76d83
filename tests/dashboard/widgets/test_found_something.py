"""Found something?: the way to help is one click away, whatever is open or broken, and names whom to call."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.receivers import receivers_anywhere, receivers_of, removal_of_images
from frameworks.registers.register import load_pathways
from scoring.organization import Profile
from tests.words import words_of
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import open_workspace

APP = Path(__file__).parents[3] / "dashboard" / "app.py"


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file the dashboard opens; there is nothing in it yet."""
    monkeypatch.setenv("SAFERMARK_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("SAFERMARK_ACTOR", "Ann")
    return tmp_path / "store.db"


def asked() -> AppTest:
    """The dashboard after somebody has followed the link."""
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    links = [button for button in app.button if button.label == "Found something?"]
    assert len(links) == 1
    app = links[0].click().run()
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> str:
    return words_of(" ".join(block.proto.body for block in app.get("html")))


def test_what_to_do_stands_in_the_order_in_which_it_is_needed(store_path: Path) -> None:
    text = shown(asked())
    steps = ("Call the emergency number first", "Stop.", "isolate it", "Tell one person", "Note when", "For you")
    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    for verb in ("open", "copy", "forward", "delete"):
        assert verb in text[text.index("Stop.") : text.index("isolate")]


def test_without_an_organization_the_way_that_is_open_everywhere_is_shown(store_path: Path) -> None:
    app = asked()
    assert "The police of the country" in shown(app)
    assert "INHOPE hotline of the country" in shown(app)
    assert app.selectbox(key="found-country").label == "Which country are you in?"


def test_a_reader_can_name_the_country() -> None:
    script = "from dashboard.widgets.found_something import found_something\nfound_something(())"
    app = AppTest.from_string(script, default_timeout=30).run()
    app.selectbox(key="found-country").set_value("GB").run()
    assert not app.exception, app.exception
    assert "Internet Watch Foundation hotline unverified" in shown(app)
    assert "INHOPE hotline of the country" not in shown(app)


def test_the_countries_of_the_open_organization_are_named(store_path: Path) -> None:
    workspace = open_workspace(store_path, "Ann")
    organization = add_organization(workspace, "Small Forum", Profile(kinds=("ugc",), countries=("SE", "US")))
    start_assessment(workspace, organization.id, "safer-by-design")
    app = asked()
    text = shown(app)
    assert text.index("Sweden") < text.index("United States") < text.index("EU (all)")
    assert "NCMEC CyberTipline unverified" in text
    assert app.selectbox(key="found-country").label == "Another country"


def test_help_does_not_wait_for_a_store_that_cannot_be_opened(store_path: Path) -> None:
    store_path.write_bytes(b"this is no store" * 100)
    assert "The police of the country" in shown(asked())


@pytest.mark.parametrize("code", sorted({code for one in load_pathways().pathways for code in one.countries}))
def test_every_country_of_the_register_has_police_and_hotline(code: str) -> None:
    html = receivers_of([code])
    heads = " ".join(part.split("</dt>")[0] for part in html.split("<dt>")[1:]).casefold()
    assert "police" in heads and "hotline" in heads


def test_a_country_that_is_not_on_record_is_said_to_be_so_and_gets_the_general_way() -> None:
    text = words_of(receivers_of(["NO"]))
    assert text.startswith("Norway The register names nobody there")
    assert words_of(receivers_anywhere()) in text


def test_countries_that_are_not_on_record_stand_together_and_what_they_share_stands_once() -> None:
    text = words_of(receivers_of(["AT", "GB", "BE", "NO"]))
    assert "Austria, Belgium, Norway The register names nobody there" in text
    assert text.index("United Kingdom") < text.index("Austria") < text.index("EU (all)")
    assert text.count("The police of the country") == 2
    assert text.count("Europol if that is unclear") == 1


def test_a_duty_of_everybody_is_told() -> None:
    assert "Any person must report" in words_of(receivers_of(["IN"]))


def test_what_nobody_has_verified_is_marked_in_words() -> None:
    every = load_pathways().pathways
    html = receivers_of(sorted({code for one in every for code in one.countries}))
    for one in every:
        if one.is_unverified and one.turned_to_as and "removal" not in one.turned_to_as and one.countries:
            assert f"{one.receiver} unverified" in words_of(html), one.id


def test_who_takes_no_reports_is_not_named_to_somebody_who_has_found_something() -> None:
    text = words_of(receivers_of(["GB", "US"]))
    assert "Ofcom" not in text and "removal route" not in text


def test_removal_of_an_image_is_offered_worldwide_and_for_the_countries_at_hand() -> None:
    assert "Take It Down" in removal_of_images([])
    assert "Report Remove" not in removal_of_images([])
    assert "Report Remove" in removal_of_images(["GB"])
