"""Every sentence about peers, by the numbers that change it."""

import pytest

from dashboard.widgets import benchmark_words as say
from frameworks.loader import load_framework
from scoring.among_peers import Absence, StandsAt
from scoring.benchmark import Figure
from tests.dashboard.widgets.peers import (
    FRAMEWORK,
    REASON_DOMAIN,
    REASON_OVERALL,
    TITLES,
    cell_of,
    compared,
    figure,
    release_of,
    row_of,
)


@pytest.mark.parametrize(
    ("value", "in_a_sentence", "in_a_column"),
    [
        (0.0, "0.0", "0.00"),
        (2.0, "2.0", "2.00"),
        (2.5, "2.5", "2.50"),
        (2.25, "2.25", "2.25"),
        (2.07, "2.07", "2.07"),
        (10.0, "10.0", "10.00"),
    ],
)
def test_levels_lose_no_quarter(value: float, in_a_sentence: str, in_a_column: str) -> None:
    assert (say.level_words(value), say.figure_words(value)) == (in_a_sentence, in_a_column)


def test_both_ends_of_a_band_are_as_long_as_each_other() -> None:
    assert say.band_words((1.8, 2.75)) == "1.80–2.75"


@pytest.mark.parametrize(
    ("band", "narrow"), [((2.0, 2.99), True), ((2.0, 3.0), False), ((0.0, 5.0), False), ((2.5, 2.5), True)]
)
def test_band_of_a_level_or_more_has_no_middle(band: tuple[float, float], narrow: bool) -> None:
    assert say.is_narrow(band) is narrow


@pytest.mark.parametrize(
    ("about", "words", "number"),
    [
        (None, "too few organizations", "too few"),
        (40, "about 40 organizations", "about 40"),
        (1240, "about 1,240 organizations", "about 1,240"),
    ],
)
def test_how_many_took_part_is_never_more_exact_than_published(about: int | None, words: str, number: str) -> None:
    assert (say.about_words(about), say.number_words(about)) == (words, number)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "less than a month old"),
        (1, "one month old"),
        (2, "2 months old"),
        (13, "13 months old"),
    ],
)
def test_age_of_a_release(months: int, words: str) -> None:
    assert say.age_words(months) == words


@pytest.mark.parametrize(
    ("period", "words"), [("2026-H1", "the first half of 2026"), ("2025-H2", "the second half of 2025")]
)
def test_half_years(period: str, words: str) -> None:
    assert say.period_words(period) == words


@pytest.mark.parametrize(
    ("cell", "words"), [("all", "Every kind of service"), ("ugc", "User content"), ("retired-kind", "retired-kind")]
)
def test_cells_by_the_words_people_know_them_by(cell: str, words: str) -> None:
    assert say.cell_words(cell) == words


def test_domains_without_their_framework_are_called_by_their_id() -> None:
    assert say.titles_of(None, ("GOV", "DET")) == {"overall": "Overall", "GOV": "GOV", "DET": "DET"}
    assert say.titles_of(FRAMEWORK, ("GOV", "XXX")) == {"overall": "Overall", "GOV": TITLES["GOV"], "XXX": "XXX"}


BAND = (2.07, 2.93)


@pytest.mark.parametrize(
    ("ours", "where"),
    [(2.0, "below"), (2.07, "within"), (2.5, "within"), (2.93, "within"), (3.0, "above"), (0.0, "below")],
)
def test_finding_says_where_one_organization_stands(ours: float, where: str) -> None:
    made = compared(cell_of("median"), row_of("overall", ours, BAND))
    assert say.compared_finding("Northgate", made) == (
        f"Northgate claims {say.level_words(ours)}: {where} the median's band of about 40 organizations."
    )


def test_finding_without_a_published_figure_says_so_whatever_is_claimed() -> None:
    made = compared(cell_of("nothing"), row_of("overall", 2.5))
    words = "Nothing is published here: too few organizations took part."
    assert say.compared_finding("Northgate", made) == say.peers_finding(made) == words


def test_finding_without_an_average_of_ones_own() -> None:
    made = compared(cell_of("median"), row_of("overall", None, BAND))
    assert say.compared_finding("Northgate", made) == "Northgate has no overall average to compare."
    assert say.peers_finding(made) == "The median of about 40 organizations lies between 2.07 and 2.93."


def test_middle_half_of_the_organizations_is_called_another_thing_than_where_their_median_lies() -> None:
    made = compared(cell_of("distribution"), row_of("overall", 2.5, BAND, is_half=True))
    assert say.compared_finding("Northgate", made).endswith("within the middle band of about 1,240 organizations.")
    assert say.peers_finding(made) == "The middle band of about 1,240 organizations runs from 2.07 to 2.93."


def test_lede_says_which_release_how_old_and_of_which_answers() -> None:
    made = compared(cell_of("median"), row_of("overall"), months_old=1, newest_period="2026-H1")
    assert say.release_lede(made) == (
        "Trust & safety peers: release 3 of 1 October 2026, one month old. It counts answers up to the first half of "
        "2026. Nothing of this comparison goes back into the pool."
    )


def rows_of(*standings: StandsAt | None) -> list[str]:
    places: dict[StandsAt | None, float | None] = {"below": 1.0, "within": 2.5, "above": 4.0, None: None}
    ids = [id_ for id_ in TITLES if id_ != "overall"][: len(standings)]
    rows = [
        row_of("overall", 2.5, BAND),
        *(row_of(id_, places[one], BAND) for id_, one in zip(ids, standings, strict=True)),
    ]
    return say.domains_finding(rows, TITLES | {"GOV": "A, b and c", "DET": "D"}).split(". ")


@pytest.mark.parametrize(
    ("standings", "parts"),
    [
        (("within", "within"), ["Every domain that can be compared lies within its band"]),
        (("within", None), ["Every domain that can be compared lies within its band"]),
        (("above", "above"), ["Above the median's band: A, b and c; D"]),
        (("below", "within"), ["Below the median's band: A, b and c", "Within: all others"]),
        (("above", "below"), ["Above the median's band: A, b and c", "Below: D"]),
        (
            ("below", "above", "within"),
            ["Above the median's band: D", "Below: A, b and c", "Within: all others"],
        ),
    ],
)
def test_domains_outside_their_band_are_named(standings: tuple[StandsAt | None, ...], parts: list[str]) -> None:
    assert rows_of(*standings) == parts


def test_without_domains_the_title_speaks_of_the_band_or_of_none() -> None:
    assert say.domains_finding([row_of("overall", 2.5, BAND), row_of("GOV", 2.0)], TITLES) == (
        "Overall, beside the published band"
    )
    assert say.domains_finding([row_of("overall", 2.5), row_of("GOV", 2.0)], TITLES) == "No figure is published"


@pytest.mark.parametrize(
    ("tier", "begins", "claims_spread"),
    [
        ("nothing", "Everything is suppressed", False),
        ("median", "The band is where the median of the organizations lies", False),
        ("distribution", "The overall band runs from the lower to the upper quartile", True),
    ],
)
def test_band_is_called_what_it_is(tier: str, begins: str, claims_spread: bool) -> None:
    words = say.reading_words(cell_of(tier))
    assert words.startswith(begins)
    assert ("the middle half of the organizations lies in it" in words) is claims_spread


@pytest.mark.parametrize(
    ("suppressed", "is_domain", "words"),
    [
        ((REASON_OVERALL, REASON_DOMAIN), False, "it takes about 30 organizations"),
        ((REASON_OVERALL, REASON_DOMAIN), True, "it takes about 200 organizations"),
        ((REASON_DOMAIN,), True, "it takes about 200 organizations"),
        (("not enough organizations yet: it takes about 1,000",), True, "it takes about 1,000 organizations"),
        (("withheld by the operator",), True, "withheld by the operator"),
        ((), True, "not published"),
    ],
)
def test_reason_of_what_is_suppressed(suppressed: tuple[str, ...], is_domain: bool, words: str) -> None:
    assert say.suppressed_words(cell_of("median", suppressed=suppressed), is_domain=is_domain) == words


@pytest.mark.parametrize(
    ("absence", "words"),
    [
        (None, ""),
        ("out_of_scope", "none of its practices is in scope"),
        ("not_applicable", "all of it is said to be not applicable"),
        ("unanswered", "nothing of it is answered yet"),
    ],
)
def test_domain_of_ours_without_an_average_has_a_reason(absence: Absence | None, words: str) -> None:
    assert say.absent_words(row_of("GOV", absence=absence)) == words


NONE_OF_TWO = "Fewer than two releases publish a median: nothing to compare"
LOW, MIDDLE, HIGH = figure(1.0, 1.5, 2.0), figure(2.0, 2.5, 3.0), figure(3.25, 3.5, 4.0)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((), NONE_OF_TWO),
        ((None, MIDDLE), NONE_OF_TWO),
        ((LOW, MIDDLE), "The median of the last release cannot be told from that of the first"),
        ((MIDDLE, HIGH), "The median of the last release is higher than that of the first"),
        ((HIGH, LOW, MIDDLE), "The median of the last release is lower than that of the first"),
        ((LOW, None, HIGH), "The median of the last release is higher than that of the first"),
    ],
)
def test_releases_that_touch_cannot_be_told_apart(figures: tuple[Figure | None, ...], words: str) -> None:
    assert say.successive_finding(figures) == words


@pytest.mark.parametrize(
    ("number", "tier", "words"),
    [
        (1, "median", "One organization beside about 40 organizations."),
        (2, "distribution", "Two organizations beside about 1,240 organizations."),
        (2, "nothing", "Two organizations beside nobody: too few organizations took part to publish anything."),
    ],
)
def test_clients_are_counted(number: int, tier: str, words: str) -> None:
    assert say.clients_finding(number, compared(cell_of(tier), row_of("overall"))) == words


def test_framework_is_named_where_it_is_here_and_by_its_key_where_not() -> None:
    release = release_of(cell_of("median"))
    assert say.version_words(release, load_framework("safer-by-design")) == "Safer by Design 1.0"
    assert say.version_words(release, None) == "safer-by-design@1.0"
