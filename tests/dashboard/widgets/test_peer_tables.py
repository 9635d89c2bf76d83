"""The tables of a comparison: nothing is left empty, and nothing is shown that was not published."""

import re
from datetime import date

import pytest

from dashboard.widgets import peer_tables
from scoring.among_peers import Absence
from tests.dashboard.widgets.peers import TITLES, cell_of, compared, figure, release_of, row_of
from tests.dashboard.widgets.small_cards import text_of

BAND = (2.07, 2.93)


def rows_in(html: str) -> list[str]:
    """What a person reads in each row of the body."""
    return [text_of(row) for row in re.findall("<tr>(.*?)</tr>", html.split("<tbody>")[1])]


def heads_in(html: str) -> list[str]:
    return [text_of(head) for head in re.findall("<th scope=.col.*?</th>", html)]


def test_row_says_ours_the_band_and_the_standing() -> None:
    made = compared(cell_of("median"), row_of("overall", 2.5, BAND), row_of("GOV", 2.0))
    html = peer_tables.peers_table(made, TITLES)
    assert rows_in(html) == [
        "Overall 2.50 2.07–2.93 within the median's band",
        f"{TITLES['GOV']} 2.00 suppressed it takes about 200 organizations",
    ]
    assert 'aria-label="Claimed 2.50; median&#x27;s band 2.07–2.93, on a scale from 0 to 5."' in html
    assert 'aria-label="Claimed 2.00; no band is published, on a scale from 0 to 5."' in html


@pytest.mark.parametrize(
    ("absence", "reason"),
    [
        ("out_of_scope", "none of its practices is in scope"),
        ("not_applicable", "all of it is said to be not applicable"),
        ("unanswered", "nothing of it is answered yet"),
    ],
)
def test_domain_without_a_standing_has_its_reason_in_the_row(absence: Absence, reason: str) -> None:
    rows = [row_of("overall", 2.5, BAND), row_of("GOV", None, BAND, absence=absence)]
    made = compared(cell_of("distribution"), *rows)
    assert rows_in(peer_tables.peers_table(made, TITLES))[1] == f"{TITLES['GOV']} – 2.07–2.93 {reason}"


def test_both_reasons_stand_where_both_are_missing() -> None:
    rows = [row_of("overall", 2.5, BAND), row_of("GOV", None, None, absence="unanswered")]
    last = rows_in(peer_tables.peers_table(compared(cell_of("median"), *rows), TITLES))[1]
    assert last.endswith("– suppressed nothing of it is answered yet it takes about 200 organizations")


def test_where_nobody_is_compared_there_is_no_column_of_ours() -> None:
    shown = [row_of("overall", None, BAND), row_of("GOV", None, BAND)]
    html = peer_tables.peers_table(compared(cell_of("distribution"), *shown), TITLES)
    assert heads_in(html)[2:] == ["Published band"]
    assert rows_in(html)[0] == "Overall 2.07–2.93"
    suppressed = [row_of("overall", None, BAND), row_of("GOV")]
    html = peer_tables.peers_table(compared(cell_of("median"), *suppressed), TITLES)
    assert heads_in(html)[2:] == ["Published band", "Why not"]
    assert rows_in(html)[1].endswith("suppressed it takes about 200 organizations")


def test_codes_are_in_the_order_of_codes() -> None:
    made = compared(cell_of("median"))
    rows = {code: row_of("overall", 2.5, BAND) for code in ("AA", "B", "A")}
    assert [row.split()[0] for row in rows_in(peer_tables.clients_table(rows, made))] == ["A", "B", "AA"]


def test_releases_stand_in_order_and_a_suppressed_one_says_so() -> None:
    releases = [
        release_of(cell_of("nothing"), number=1, dated=date(2024, 10, 1)),
        release_of(cell_of("distribution"), number=2, dated=date(2025, 10, 1)),
    ]
    assert rows_in(peer_tables.successive_table(releases, "all")) == [
        "Release 1 1 October 2024 suppressed too few safer-by-design 1.0",
        "Release 2 1 October 2025 2.07–2.93 about 1,240 safer-by-design 1.0",
    ]


@pytest.mark.parametrize(("high", "has_middle"), [(2.99, True), (3.0, False)])
def test_median_is_drawn_in_a_narrow_band_only(high: float, has_middle: bool) -> None:
    row = row_of("overall", 2.5, (2.0, high), published=figure(2.0, 2.25, high))
    made = compared(cell_of("median"), row)
    assert ('class="mid"' in peer_tables.peers_table(made, TITLES)) is has_middle
    assert peer_tables.has_middle(made.rows) is has_middle


def test_legend_explains_what_is_drawn() -> None:
    whole = text_of(peer_tables.peers_legend(has_ours=True, has_middle=True))
    assert whole == "claimed, to a quarter of a level published band published median"
    assert text_of(peer_tables.peers_legend(has_ours=False, has_middle=False)) == "published band"


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_head_of_a_figure_says_synthetic_where_it_is(is_synthetic: bool) -> None:
    head = peer_tables.figure_head("A & B", "How to read it", is_synthetic=is_synthetic)
    assert ("synthetic data" in head) is is_synthetic and "A &amp; B" in head


def test_domain_that_is_asked_of_nobody_of_the_kind_says_so() -> None:
    row = row_of("GOV", 2.0, is_unasked=True)
    html = peer_tables.peers_table(compared(cell_of("distribution"), row_of("overall", 2.5, BAND), row), TITLES)
    assert "nothing of it is asked of this kind of service" in html
