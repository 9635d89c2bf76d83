"""The twin of the trend's charts: the same figures, newest first, with coverage and bounds."""

from dataclasses import replace

from dashboard.widgets.trend_table import trend_table
from scoring.trend import RestatedPoint, trace_trend
from tests.dashboard.widgets.small_cards import QUARTERS, card_of, elements_of, every, snapshot_of, text_of, unknown

TREND = trace_trend(
    [
        snapshot_of(QUARTERS[0], card_of(*every(3))),
        snapshot_of(QUARTERS[1], card_of(*every(4, backed=4))),
        snapshot_of(QUARTERS[2], card_of(*every(2, backed=2, but=[unknown("A-2")])), note="<b>After the launch</b>"),
    ]
)
SHORT = {"A": "Alpha", "B": "Beta", "C": "Gamma"}


def rows() -> list[str]:
    """The rows of the table as text, newest first."""
    body = trend_table(TREND, SHORT, 5).split("<tbody>")[1]
    return [text_of(row) for row in body.split("</tr>")[:-1]]


def test_heads_name_the_domains_and_what_stands_beside_the_whole() -> None:
    head = text_of(trend_table(TREND, SHORT, 5).split("<tbody>")[0])
    assert head.endswith("Snapshot Answered All All, claim between Alpha Beta Gamma Note")
    assert "of 5, newest first" in head
    assert "of 4, newest first" in text_of(trend_table(TREND, SHORT, 4))


def test_newest_snapshot_comes_first_with_its_coverage_bounds_and_fall() -> None:
    newest, _, oldest = rows()
    assert newest.startswith("30 September 2025 4 of 5 2.0 / 2.0 ▼ 1.6–2.6 2.0 / 2.0 ▼ 2.0 / 2.0 ▼ –")
    assert oldest == "31 March 2025 5 of 5 3.0 / – 3.0 3.0 / – 3.0 / – –"


def test_every_figure_of_every_line_stands_in_the_table() -> None:
    table = rows()[::-1]
    for line in (TREND.overall, *TREND.domains):
        for point, row in zip(line.points, table, strict=True):
            backed = "–" if point.evidenced is None else f"{point.evidenced:.1f}"
            assert point.claimed is None or f"{point.claimed:.1f} / {backed}" in row


def test_note_is_text() -> None:
    html = trend_table(TREND, SHORT, 5)
    assert "<b>After the launch</b>" in text_of(html)
    assert "b" not in [tag for tag, _ in elements_of(html)]


def test_another_version_is_named_and_its_lower_values_are_no_falls() -> None:
    first, second = TREND.snapshots[1], TREND.snapshots[2].model_copy(update={"framework_version": "2"})
    html = trend_table(trace_trend([first, second]), SHORT, 5)
    assert "From here on framework version 2 instead of 1." in text_of(html)
    assert 'title="lower"' not in html


def test_restated_figures_stand_below_the_reported_ones_with_what_they_leave_open() -> None:
    points = [RestatedPoint(QUARTERS[0], 2.5, 0.5, 2.0, 3.67), RestatedPoint(QUARTERS[1], None, None, 0.0, 5.0)]
    nothing = [RestatedPoint(QUARTERS[0], None, None, None, None)]
    exact = [RestatedPoint(QUARTERS[0], 1.0, None, 1.0, 1.0)]
    trend = replace(TREND, restated={"overall": points, "A": exact, "B": nothing})
    newest, middle, oldest = (
        text_of(row) for row in trend_table(trend, SHORT, 5).split("<tbody>")[1].split("</tr>")[:-1]
    )
    assert "restated" not in newest
    assert "restated – (0.0–5.0)" in middle
    assert oldest.startswith(
        "31 March 2025 5 of 5 3.0 / – restated 2.5 / 0.5 (2.0–3.7) 3.0 3.0 / – restated 1.0 / – 3.0"
    )
    assert oldest.count("restated") == 2
    assert "in terms of the newest framework version" in text_of(trend_table(trend, SHORT, 5))
    assert "newest framework" not in text_of(trend_table(TREND, SHORT, 5))


def test_wide_table_can_be_reached_and_is_named() -> None:
    region = elements_of(trend_table(TREND, SHORT, 5))[0][1]
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == "All figures of the trend"
