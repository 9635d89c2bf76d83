"""Public figures: source, grade and caveat stand beside each figure, warnings before the first; folded until opened."""

from html import escape

from dashboard.widgets.figure_view import TITLE, series_head, series_table, shown, warnings
from frameworks.registers.figures import load_figures
from tests.dashboard.app_pages.conftest import Page, page, store_path, workspace
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.workspace import Workspace

__all__ = ["page", "store_path", "workspace"]
REGISTER = load_figures()
BY_ID = {series.id: series for series in REGISTER.series}


def test_every_figure_stands_with_its_source_grade_and_caveat() -> None:
    words = {"P": "primary source", "S": "secondary source", "R": "a third party's record", "M": "unverified"}
    for series in REGISTER.series:
        head, table = text_of(series_head(series)), text_of(series_table(series))
        assert series.caveat in head
        for figure in series.values:
            assert f"{figure.value:,}" in table
            assert figure.note in table
            assert words[figure.grade] in table
        for one in series.breaks:
            assert one.reason in head


def test_break_stands_in_the_row_it_begins_with() -> None:
    table = series_table(BY_ID["cybertipline-reports"])
    (row,) = [one for one in table.split("<tr>") if "break: not like the one above" in one]
    assert row.startswith('<th scope="row">2024 ')


def test_qualifier_is_part_of_the_figure() -> None:
    about, more = BY_ID["generative-ai-reports"].values[1], BY_ID["online-enticement"].values[2]
    assert (shown(about), shown(more)) == ("about 67,000", "more than 546,000")


def test_text_of_a_register_stays_text() -> None:
    series = BY_ID["fbi-764"].model_copy(update={"title": "<b>x</b>", "unit": "<i>y</i>", "caveat": "<u>z</u>."})
    drawn = series_head(series) + series_table(series)
    assert not any(tag in drawn for tag in ("<b>x", "<i>y", "<u>z"))
    assert escape("<i>y</i>") in drawn


def test_warnings_are_said_before_the_first_figure() -> None:
    text = text_of(warnings(REGISTER))
    assert all(one in text for one in REGISTER.warnings)


def test_figures_are_folded_on_threats_until_somebody_opens_them(page: Page, workspace: Workspace) -> None:
    app = page("threats")
    app.session_state["assessment_id"] = "sample-assessment-veltrana"
    app.run()
    assert not app.exception, app.exception
    (folded,) = [one for one in app.expander if one.label == TITLE]
    assert "CyberTipline" not in html_of(app)
    app.session_state["public-figures"] = True
    app.run()
    assert not app.exception, app.exception
    text = text_of(html_of(app))
    assert text.index(REGISTER.warnings[0]) < text.index("Reports to the NCMEC CyberTipline")
    assert folded is not None
