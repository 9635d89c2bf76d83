"""A public figure over years: the line is interrupted where the series breaks, and unverified figures are rings."""

from dashboard.charts.reports import describe_reports, reports_figure, stretches_of
from dashboard.charts.theme import DARK, LIGHT
from frameworks.registers.figures import load_figures

SERIES = load_figures().find("cybertipline-reports")


def test_line_is_interrupted_at_the_break_and_the_break_is_marked() -> None:
    figure = reports_figure(SERIES, LIGHT)
    assert [list(trace.x) for trace in figure.data] == [[2019, 2020, 2021, 2022, 2023], [2024, 2025]]
    upright = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert [(shape.x0, shape.line.dash) for shape in upright] == [(2023.5, "dot")]
    words = [one.text for one in figure.layout.annotations]
    assert words.count("break in series") == 1
    assert "<b>21.7</b> ?" in words
    assert figure.layout.yaxis.range[0] == 0


def test_without_a_break_the_line_is_one() -> None:
    whole = SERIES.model_copy(update={"breaks": ()})
    (stretch,) = stretches_of(whole)
    assert len(stretch) == 7
    figure = reports_figure(whole, DARK)
    assert len(figure.data) == 1
    assert [shape for shape in figure.layout.shapes if shape.x0 == shape.x1] == []
    assert "break" not in describe_reports(whole)


def test_unverified_figure_is_a_ring() -> None:
    (first, _) = reports_figure(SERIES, LIGHT).data
    assert list(first.marker.color) == [LIGHT.accent, LIGHT.ground, LIGHT.accent, LIGHT.accent, LIGHT.accent]


def test_alternative_text_never_compares_across_the_break() -> None:
    assert describe_reports(SERIES) == (
        "Reports to the NCMEC CyberTipline, reports a year: from 16.9 million in 2019 to 36.2 million in 2023; then a "
        "break in series; from 20.5 million in 2024 to 21.3 million in 2025. The two stretches are not like for like."
    )
