"""Who rated how much and where levels lie apart: widest first, names as spelled, removed names not counted as one."""

from scoring.assessment import Answer, Evidence
from scoring.raters import count_ratings, find_differences, is_only_rated
from scoring.ratings import Rating, Settled
from scoring.texts import REMOVED
from tests.scoring.small_framework import TODAY


def rated(practice: str, *given: tuple[str, int], **said: object) -> Answer:
    """An answer that is not known, with these ratings."""
    ratings = tuple(Rating(by=by, level=level, on=TODAY) for by, level in given)
    return Answer.model_validate({"practice": practice, "state": "not_known", "ratings": ratings, **said})


def test_widest_comes_first_then_what_is_not_settled_then_the_order_given() -> None:
    how = Settled(level=2, reason="Read.", by="Ann", on=TODAY)
    found = find_differences(
        [
            rated("A-1", ("Ann", 1), ("Ben", 2), state="answered", level=2, settled=how),
            rated("A-2", ("Ann", 2), ("Ben", 1)),
            rated("A-3", ("Ann", 5), ("Ben", 1), ("Cem", 3)),
            rated("A-4", ("Ann", 3), ("Ben", 3)),
            rated("A-5", ("Ann", 3)),
            rated("A-6"),
        ]
    )
    assert [(one.practice_id, one.spread, one.settled) for one in found] == [
        ("A-3", 4, None),
        ("A-2", 1, None),
        ("A-1", 1, how),
    ]
    assert [(one.by, one.level) for one in found[0].ratings] == [("Ben", 1), ("Cem", 3), ("Ann", 5)]
    assert find_differences([]) == ()


def test_who_rated_most_comes_first_under_one_spelling() -> None:
    gone = f"{REMOVED}2026-01-01]"
    answers = [rated("A-1", ("Ann", 1), ("ben ", 2), (gone, 3)), rated("A-2", ("BEN", 1), (gone, 4)), rated("A-3")]
    assert list(count_ratings(answers).items()) == [("ben", 2), ("Ann", 1)]


def test_answer_with_words_of_its_own_is_more_than_its_ratings() -> None:
    pointer = Evidence(title="Log", date=TODAY, level=1)
    assert is_only_rated(rated("A-1", ("Ann", 1)))
    assert not is_only_rated(rated("A-1"))
    assert not is_only_rated(rated("A-1", ("Ann", 1), note="We do not know."))
    assert not is_only_rated(rated("A-1", ("Ann", 1), evidence=(pointer,)))
    assert not is_only_rated(rated("A-1", ("Ann", 1), state="answered", level=2))
