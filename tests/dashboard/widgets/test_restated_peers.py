"""Answers restated in the version of a release: marked in every figure, with how far what is new may move them."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.widgets import benchmark_words as say
from dashboard.widgets.peer_tables import figure_head, peers_legend, peers_table
from frameworks.loader import load_framework
from scoring.among_peers import Compared, OwnMean, locate_among_peers
from tests.releases import made_up, pool_terms, released
from use_cases.compare import Comparison, show_peers

FRAMEWORK = load_framework("safer-by-design")


@pytest.fixture(scope="module")
def made() -> Comparison:
    """Beside a release of 300, restated, with GOV open and the rest as it is."""
    shown = show_peers(released(pool_terms(FRAMEWORK), made_up(pool_terms(FRAMEWORK), 300)), None, date(2026, 11, 27))
    own = {"overall": OwnMean(2.5, 0.0, 5.0), "GOV": OwnMean(2.0, 1.0, 4.5), "DET": OwnMean(5.0, 5.0, 5.0)}
    rows = tuple(locate_among_peers(own, shown.release, "all"))
    return replace(shown, rows=rows, restated_from="safer-by-design@0.9")


def test_table_shows_how_far_a_restated_average_reaches(made: Comparison) -> None:
    html = peers_table(made, say.titles_of(FRAMEWORK, made.release.terms.domains))
    assert html.count('class="reach"') == 2
    assert "2.50<small>0.00–5.00</small>" in html and "anywhere from 0 to 5" in html
    assert html.count("depends on practices that were not carried over") == 2
    assert "above the median&#x27;s band" in html or "above the median's band" in html


def test_legend_explains_the_line_only_where_there_is_one() -> None:
    assert "may move it" in peers_legend(has_ours=True, has_middle=False, has_reach=True)
    assert "may move it" not in peers_legend(has_ours=True, has_middle=True)


def test_figure_says_that_it_is_restated_and_from_what(made: Comparison) -> None:
    assert "restated" in figure_head("Title", "", is_synthetic=False, is_restated=True)
    assert "restated" not in figure_head("Title", "", is_synthetic=True)
    words = say.restated_words(made)
    assert "safer-by-design@0.9" in words and "safer-by-design@1.0" in words
    assert say.restated_words(replace(made, restated_from=None)) == ""


def test_headline_does_not_say_where_ours_stands_when_new_practices_decide(made: Comparison) -> None:
    finding = say.compared_finding("Forum", made)
    assert finding == "Forum claims 2.5, restated: where it stands depends on practices that were not carried over."


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Compared("GOV", 2.0, None, None, (1.0, 3.0), "within"), "within the median's band"),
        (Compared("overall", 2.0, None, None, (1.0, 3.0), "below", is_half=True), "below the middle band"),
        (Compared("GOV", 2.0, (1.0, 4.0), None, (1.0, 3.0), None), "depends on practices that were not carried over"),
        (Compared("GOV", 2.0, (1.0, 4.0), None, None, None), ""),
        (Compared("GOV", None, None, None, (1.0, 3.0), None), ""),
    ],
)
def test_standing_in_words(row: Compared, words: str) -> None:
    assert say.standing_words(row) == words
