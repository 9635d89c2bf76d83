"""What is said of ratings: levels only to those who have rated, the spread, what was settled."""

import pytest

from dashboard.widgets.rating_words import levels_words, raters_sentence, ratings_sentence, settled_words
from scoring.ratings import Rating, Settled
from tests.dashboard.widgets.small_cards import TODAY

ANN, BEN, CAT = (Rating(by=name, level=given, on=TODAY) for name, given in (("Ann", 2), ("Ben", 4), ("Cat", 2)))
SETTLED = Settled(level=3, reason="The run log shows it.", by="Ann", on=TODAY)


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ([], "Nobody has rated this practice. Two people who rate alone show how firm the answer is."),
        ([ANN], "Rated by Ann 2."),
        ([ANN, CAT], "Rated alike: Ann 2 and Cat 2."),
        ([ANN, BEN], "Rated 2 levels apart: Ann 2 and Ben 4."),
    ],
)
def test_spread_is_named_with_the_raters(ratings: list[Rating], sentence: str) -> None:
    assert ratings_sentence(ratings, None, shows_levels=True) == sentence


@pytest.mark.parametrize(("ratings", "people"), [([BEN], "One person has"), ([ANN, BEN], "2 people have")])
def test_levels_stay_hidden_from_those_who_have_yet_to_rate(ratings: list[Rating], people: str) -> None:
    sentence = ratings_sentence(ratings, None, shows_levels=False)
    assert sentence.startswith(f"{people} rated this practice.")
    assert not {"2.", "4."} & set(sentence.split())
    assert "Ben" not in sentence


def test_settlement_stands_with_its_reason() -> None:
    sentence = ratings_sentence([ANN, BEN], SETTLED, shows_levels=True)
    assert sentence.endswith("Settled at 3 by Ann: The run log shows it.")
    one_apart = ratings_sentence([ANN, BEN.model_copy(update={"level": 3})], None, shows_levels=True)
    assert one_apart == "Rated one level apart: Ann 2 and Ben 3."


def test_who_rated_how_much_is_one_sentence() -> None:
    assert raters_sentence({}, 55) == ""
    assert raters_sentence({"Ann": 55, "Ben": 12}, 55) == "Rated of 55 practices: Ann 55 and Ben 12."


def test_difference_names_levels_and_whether_it_is_settled() -> None:
    assert levels_words([ANN, BEN]) == "Ann 2 and Ben 4"
    many = [Rating(by=f"P{number}", level=1, on=TODAY) for number in range(8)]
    assert levels_words(many).endswith("P5 1 and 2 more")
    assert (settled_words(None), settled_words(SETTLED)) == ("open", "settled at 3")
