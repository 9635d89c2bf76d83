"""Track: snapshots in order, what moved between any two of them, and what happened meanwhile."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from dashboard.charts.trend import Upright, describe_trend, trend_figure
from dashboard.widgets import trend_findings as say
from dashboard.widgets import trend_readings as read
from dashboard.widgets.certainty_view import projection_section
from dashboard.widgets.change_view import show_changes
from dashboard.widgets.chart_look import current_look, show_chart
from dashboard.widgets.dates import day, month
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.links import link_to
from dashboard.widgets.part_keys import key_part
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from dashboard.widgets.track_forms import event_form, snapshot_form
from dashboard.widgets.trend_table import trend_table
from scoring.trend import Trend, TrendLine
from use_cases.open_assessment import OpenAssessment
from use_cases.track import own_yardstick, trace

MOST_CHARTS = 12
"""Small charts at once; each costs the browser more than anything else on the page."""


def track_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    trend = trace(current_workspace(), opened.header.id)
    if trend.snapshots:
        _show_trend(opened, trend)
    else:
        _show_first_step(opened, trend)
    _forms(opened)
    foot(opened, current_actor())


def _show_first_step(opened: OpenAssessment, trend: Trend) -> None:
    answered = opened.scorecard.overall.counts.answered
    if answered:
        head(
            opened,
            "No snapshot yet.",
            f"Take the first one below: it freezes the {_answers(answered)}. A trend needs two.",
        )
    else:
        head(
            opened,
            "No snapshot yet.",
            f"Answer first: {opened.scorecard.overall.counts.in_scope:,} practices apply. Then freeze what is here.",
        )
        link_to("assess", "Answer the first practice")
    if trend.events:
        st.html(section("What happened so far") + _events(trend))


def _answers(number: int) -> str:
    return "one answer as it stands" if number == 1 else f"{number} answers as they stand"


def _show_trend(opened: OpenAssessment, trend: Trend) -> None:
    least = own_yardstick(opened)
    first, last = trend.snapshots[0].on, trend.snapshots[-1].on
    number = "1 snapshot" if len(trend.snapshots) == 1 else f"{len(trend.snapshots)} snapshots"
    period = f"{first:%b %Y}" if first == last else f"{first:%b %Y} – {last:%b %Y}"
    head(opened, say.track_finding(trend, least), say.track_lede(trend, least), f"{number}, {period}")
    highest = opened.framework.scale.highest
    _overall(trend, highest)
    _domains(trend, highest)
    # A table of fifty snapshots is drawn only for those who open it.
    with (figures := st.expander("The same figures as a table", on_change="rerun", key="figures")):
        if figures.open:
            st.html(trend_table(trend, {domain.id: domain.short for domain in opened.framework.domains}, highest))
    if len(trend.snapshots) > 1:
        show_changes(opened, trend)
        st.html(projection_section(trend, opened))


def _overall(trend: Trend, highest: int) -> None:
    finding = say.overall_finding(trend)
    reading, aside = st.columns([2.15, 1], gap="large")
    with reading:
        st.html(
            section(
                finding,
                f"{say.coverage_words(trend)} Average level, 0 to {highest}. Solid: backed. Dashed: claimed. A "
                "triangle marks a value lower than at the snapshot before; a numbered upright, an event."
                + _breaks_in_words(trend),
            )
        )
        restated = trend.restated.get("overall", ())
        uprights = [*_event_uprights(trend), *_break_uprights(trend)]
        figure = trend_figure(
            trend.overall, current_look(), uprights, height=340, highest=highest, names_lines=True, restated=restated
        )
        words = describe_trend(trend.overall, highest, trend.breaks, restated)
        show_chart(figure, "trend-overall", f"{finding}. {words}")
    aside.html(section("What happened", "Recorded events, oldest first.") + _events(trend))


def _domains(trend: Trend, highest: int) -> None:
    since = read.comparable(trend)
    whole = {line.id: line for line in trend.domains}
    shown = [whole[line.id] for line in read.worst_first(since.domains) if read.readings(whole[line.id])]
    left_out = [line.title for line in trend.domains if not read.readings(line)]
    st.html(
        section(
            say.domains_finding(trend),
            f"Average level per domain, 0 to {highest}; what fell first, then what is backed least. Dashed: claimed. "
            "Solid: backed." + (" Gray: restated in the newest version." if trend.restated else ""),
        )
    )
    _small_charts(shown[:MOST_CHARTS], trend, highest, "domain-trends")
    if rest := shown[MOST_CHARTS:]:
        with (more := st.expander(f"The other {len(rest)} domains", on_change="rerun", key="more-domains")):
            if more.open:
                _small_charts(rest, trend, highest, "more-domain-trends")
    if left_out:
        names = escape(", ".join(left_out))
        st.html(f'<p class="quiet">Nothing to read: {names} (out of scope, not applicable or open).</p>')


def _small_charts(lines: Sequence[TrendLine], trend: Trend, highest: int, key: str) -> None:
    with st.grid(min_column_width=270, gap=("small", "large"), key=key):
        for line in lines:
            with st.container(key=f"domain-{key_part(line.id)}", gap=None):
                _small_chart(line, trend, highest)


def _small_chart(line: TrendLine, trend: Trend, highest: int) -> None:
    since = next(cut for cut in read.comparable(trend).domains if cut.id == line.id)
    finding = say.domain_word(since)
    word = escape(finding)
    mark = f'<span class="warnword">▼ {word}</span>' if read.fell_last(since) else word
    st.html(f'<div class="smallhead"><h3>{escape(line.title)}</h3><p class="quiet">{mark}</p></div>')
    restated = trend.restated.get(line.id, ())
    figure = trend_figure(line, current_look(), _break_uprights(trend), highest=highest, restated=restated)
    words = describe_trend(line, highest, trend.breaks, restated)
    show_chart(figure, f"trend-{line.id}", f"{finding}. {words}")


def _event_uprights(trend: Trend) -> list[Upright]:
    """The events between the first and the last snapshot; the numbers of those that lie close share one place."""
    first, last = trend.snapshots[0].on, trend.snapshots[-1].on
    close = (last - first) / 30
    labels: dict[date, list[str]] = {}
    for number, event in enumerate(trend.events, start=1):
        if first <= event.on <= last:
            place = next(reversed(labels), event.on)
            labels.setdefault(place if event.on - place <= close else event.on, []).append(str(number))
    numbered = [Upright(on, ", ".join(numbers)) for on, numbers in labels.items()]
    bare = {event.on for event in trend.events if first <= event.on <= last} - set(labels)
    return [*numbered, *(Upright(on, "") for on in sorted(bare))]


def _break_uprights(trend: Trend) -> list[Upright]:
    scope = [Upright(change.on, "scope", is_break=True) for change in read.scope_changes(trend)]
    return [
        *scope,
        *(Upright(on, read.edition_label(trend, on), is_break=True, is_edition=True) for on in trend.breaks),
    ]


def _breaks_in_words(trend: Trend) -> str:
    """What the dotted uprights mean; nothing where there are none."""
    words = [
        f" Dotted: since {month(change.on)} {change.after} practices count instead of {change.before}."
        for change in read.scope_changes(trend)
    ]
    words += [f" Dotted: {read.edition_words(trend, on)} since {month(on)}." for on in trend.breaks]
    return "".join(words) + say.restated_words(trend)


def _events(trend: Trend) -> str:
    if not trend.events:
        return (
            '<p class="quiet">No event is recorded. A re-organization, a launch or a new rule explains a line better '
            "than its shape does.</p>"
        )
    rows = "".join(
        f"<li><b>{number}</b><span>{escape(event.title)}<small>{day(event.on)}</small></span></li>"
        for number, event in enumerate(trend.events, start=1)
    )
    return f'<ol class="items events">{rows}</ol>'


def _forms(opened: OpenAssessment) -> None:
    with st.container(key="record"):
        st.html(
            section(
                "Keep the record going",
                "A snapshot may be taken afterwards: it uses the answers and the profile that held on its day.",
            )
        )
        left, right = st.columns(2, gap="large")
        with left:
            snapshot_form(opened)
        with right:
            event_form(opened)
