"""The page about benchmarks holds the numbers of the code."""

import pytest

from scoring.benchmark import MONTHS_OLD
from scoring.budget import CAP, EPSILON_COUNT, EPSILON_STATISTICS, Budget
from scoring.contribution import LEAST_COVERAGE, MOST_NOT_APPLICABLE
from scoring.guarantee import certainty_of_answer, certainty_of_membership, cost_of, whole_percent
from scoring.pool_terms import PLACES
from scoring.privacy import LEAST_FOR_DOMAINS, LEAST_FOR_MEDIAN
from tests.documents import ROOT
from use_cases.publishing import MONTHS_BETWEEN

PAGE = " ".join((ROOT / "docs" / "BENCHMARKS.md").read_text(encoding="utf-8").split())
ONCE, EVER = cost_of([Budget()]), cost_of([Budget()] * int(CAP))
ONE_RELEASE = [
    whole_percent(certainty_of_membership(ONCE.epsilon)),
    whole_percent(certainty_of_answer(ONCE.statistics)),
]
ALL_RELEASES = [
    whole_percent(certainty_of_membership(EVER.epsilon)),
    whole_percent(certainty_of_answer(EVER.statistics)),
]
IN_WORDS = {3: "three", 12: "year"}


@pytest.mark.parametrize(
    "sentence",
    [
        "at most {} % sure whether an organization took part, and at most {} % sure which of two answers".format(
            *ONE_RELEASE
        ),
        "Of all {} publications that a pool can make in its life the limits are {} % and {} %.".format(
            IN_WORDS[int(CAP / ONCE.epsilon)], *ALL_RELEASES
        ),
        f"are two changes: {whole_percent(certainty_of_answer(ONCE.epsilon))} % from one publication",
        f"{EPSILON_COUNT:g} for the noisy number of organizations, {EPSILON_STATISTICS:g} for the figures",
        f"one publication a {IN_WORDS[MONTHS_BETWEEN]}",
        f"| budget | {CAP:g} over the life of a pool; then it closes for ever.",
        f"| below {LEAST_FOR_MEDIAN} | nothing",
        f"| {LEAST_FOR_MEDIAN} to {LEAST_FOR_DOMAINS - 1} | the median",
        f"| {LEAST_FOR_DOMAINS} and more | median and quartiles",
        f"their half-year ended at least {IN_WORDS[MONTHS_OLD]} months ago",
        f"on a grid of {PLACES} steps",
        f"At least {LEAST_COVERAGE * 100:g} % of the weight must be answered, "
        f"and at most {MOST_NOT_APPLICABLE * 100:g} % of a domain may be not applicable.",
    ],
)
def test_page_about_benchmarks_says_what_the_code_does(sentence: str) -> None:
    assert sentence in PAGE


def test_limits_are_the_ones_that_are_known_by_heart() -> None:
    assert (ONE_RELEASE, ALL_RELEASES) == ([73, 83], [95, 99])
