"""Public figures with source, grade and caveat beside each, folded away until somebody asks."""

from html import escape

import streamlit as st

from dashboard.widgets.chart_look import current_look, show_chart
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table, tag
from dashboard.widgets.practice_document import grade_words, source_words
from frameworks.registers.figures import Figure, Figures, FigureSeries, load_figures

TITLE = "Public figures, and what they do not say"


def public_figures() -> None:
    """The section; what is in it is drawn only while it is open."""
    with (figures := st.expander(TITLE, on_change="rerun", key="public-figures")):
        if not figures.open:
            return
        register = load_figures()
        st.html(warnings(register))
        for series in register.series:
            st.html(series_head(series))
            if series.drawn:
                _chart(series)
            st.html(series_table(series))


def warnings(register: Figures) -> str:
    """What stands before the first figure: what none of them says."""
    rows = "".join(f"<li>{escape(words)}</li>" for words in register.warnings)
    sources = "; ".join(source_words(key) for key in register.warning_sources)
    return (
        f'<div class="notice figures-warning"><ul>{rows}</ul></div><p class="quiet">Warnings after: {sources}. '
        f"Gathered by {day(register.dated)}.</p>"
    )


def series_head(series: FigureSeries) -> str:
    """Title, unit and caveat; then each break with its source."""
    breaks = "".join(
        f'<p class="quiet">{tag("break in series", "warn")} {escape(one.at)}: {escape(one.reason)} Source: '
        f"{'; '.join(source_words(key) for key in one.sources)}.</p>"
        for one in series.breaks
    )
    subtitle = f"{series.publisher}; {series.unit}. {series.caveat}"
    return section(series.title, subtitle, kind="quiet-rule") + breaks


def series_table(series: FigureSeries) -> str:
    """One row a figure with its source and grade; a break stands between the rows it parts."""
    rows: list[tuple[str, ...]] = []
    for figure in series.values:
        mark = f" {tag('break: not like the one above', 'warn')}" if series.breaks_at(figure) and rows else ""
        rows.append(
            (
                escape(figure.period) + mark,
                escape(shown(figure)),
                "; ".join(source_words(key) for key in figure.sources)
                + (f" {grade_words('M')}" if figure.is_unverified else "")
                + (f"<small>{escape(figure.note)}</small>" if figure.note else ""),
            )
        )
    heads = ("Period", escape(series.unit), "Source, grade and note")
    names = {1: "", 2: ""}
    return f'<div class="figuretable">{table(heads, rows, caption=series.title, names=names)}</div>'


def shown(figure: Figure) -> str:
    """The figure as people write it, with what belongs to it."""
    return f"{figure.qualifier} {figure.value:,}".strip()


def _chart(series: FigureSeries) -> None:
    # Plotly is slow to import, and nobody needs it before the section is open.
    from dashboard.charts.reports import describe_reports, reports_figure

    show_chart(reports_figure(series, current_look()), f"figure-{series.id}", describe_reports(series))
    st.caption("In millions, from zero; the dotted line is the break. A ring with a question mark is unverified.")
