"""How sure a figure is, in sentences, at the edges of the values."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import certainty_findings as say
from scoring.agreement import Agreement, judge_agreement
from scoring.evidence import Backing
from scoring.kernel import Bounded
from scoring.methods import Number
from scoring.progress import Aim, percent_to_target, progress_to_date
from scoring.projection import Projection
from tests.dashboard.widgets.small_cards import NO_MESSAGING, card_of, every, level, unknown, waived

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.0005, "less than 1 %"),
        (0.004, "less than 1 %"),
        (0.01, "1 %"),
        (Fraction(10, 11), "91 %"),
        (0.994, "99 %"),
        (0.9995, "more than 99 %"),
        (1, "100 %"),
        (Fraction(-1, 2), "−50 %"),
    ],
)
def test_percent_says_nothing_and_all_only_where_it_is(share: Number, words: str) -> None:
    assert say.percent(share) == words


@given(st.fractions(0, 1))
def test_percent_never_rounds_to_certainty(share: Fraction) -> None:
    assert (say.percent(share) == "100 %") == (share == 1)
    assert (say.percent(share) == "0 %") == (share == 0)


@pytest.mark.parametrize(
    ("levels", "weights", "sentence"),
    [
        ([], [], "Nothing is answered, so there is no average that weights could move."),
        ([3], [2], "One practice is answered: there is nothing to weigh it against."),
        ([3, 3], [1, 4], "Every answer is at the same level, so weights cannot move the average of 3.0."),
        (
            [1, 2, 3, 4, 5],
            [1] * 5,
            "Even if each weight were off by half again, the average stays between 2.5 and 3.5.",
        ),
        ([5] * 1000 + [4], [1] * 1001, "Even if each weight were off by half again, the average stays at 5.0."),
    ],
)
def test_weights_sentence(levels: list[int], weights: list[int], sentence: str) -> None:
    assert say.weights_sentence(levels, weights) == sentence


def test_weights_sentence_holds_for_the_answers_alone_while_others_are_open() -> None:
    sentence = say.weights_sentence([1, 2, 3, 4, 5], [1] * 5, is_partial=True)
    assert sentence == (
        "Among the answers, even if each weight were off by half again, the average stays between 2.5 and 3.5."
    )


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (None, "A and B are at the same level in every practice: no weights can part them."),
        (1.0, "A is nowhere lower than B: no weights can turn the order round."),
        (0.0, "B is nowhere lower than A: no weights can turn the order round."),
        (0.5, "Which of A and B averages more depends on the weights alone."),
        (0.497, "Which of A and B averages more depends on the weights alone."),
        (0.84, "A averages more than B with 84 % of the weights that are near these."),
        (0.001, "B averages more than A with more than 99 % of the weights that are near these."),
    ],
)
def test_order_sentence(chance: float | None, sentence: str) -> None:
    assert say.order_sentence(chance, "A", "B") == sentence


def agreed(**fields: Any) -> Agreement:
    """Two people, ten practices, good agreement; `fields` say otherwise."""
    usual: dict[str, Any] = {"raters": 2, "practices": 10, "alpha": 0.9, "interval": (0.8, 0.95), "within_one": 1}
    return Agreement(**{**usual, **fields})


@pytest.mark.parametrize(
    ("agreement", "sentence"),
    [
        (None, "No practice was rated by two people, so agreement cannot be judged."),
        (
            agreed(),
            "Two people rated 10 practices at least in pairs: alpha 0.90, good agreement (95 % interval 0.80 to 0.95); "
            "100 % of the practices are within one level.",
        ),
        (
            agreed(raters=3, practices=1, alpha=0.7, interval=None, within_one=Fraction(0)),
            "Three people rated one practice at least in pairs: alpha 0.70, usable agreement (too few practices for an "
            "interval); 0 % of the practices are within one level.",
        ),
        (
            agreed(alpha=None, interval=None),
            "Two people rated 10 practices at least in pairs, every time at the same level: no variation, agreement "
            "cannot be judged.",
        ),
    ],
)
def test_agreement_sentence(agreement: Agreement | None, sentence: str) -> None:
    assert say.agreement_sentence(agreement) == sentence


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (0.8, "alpha 0.80, good agreement"),
        (0.7999, "alpha 0.79, usable agreement"),
        (0.667, "alpha 0.66, usable agreement"),
        (0.6669, "alpha 0.66, weak agreement"),
        (0.0, "alpha 0.00, weak agreement"),
        (-0.5, "alpha −0.50, less agreement than chance would give"),
    ],
)
def test_word_for_alpha_fits_its_figure(alpha: float, words: str) -> None:
    assert words in say.agreement_sentence(agreed(alpha=alpha))


def test_agreement_of_real_ratings_reads_as_computed() -> None:
    ratings = {"A-1": {"Ann": 3, "Ben": 3}, "A-2": {"Ann": 3, "Ben": 3}, "A-3": {"Ann": 5}}
    assert "Two people rated 2 practices" in say.agreement_sentence(judge_agreement(ratings, seed=1))
    assert "no variation" in say.agreement_sentence(judge_agreement(ratings, seed=1))
    assert say.agreement_sentence(judge_agreement({"A-1": {"Ann": 3}}, seed=1)).startswith("No practice was rated by")


def test_what_was_rated_is_said_where_agreement_cannot_be_judged() -> None:
    never = "No practice was rated by two people, so agreement cannot be judged."
    assert say.agreement_sentence(None, 1, 12) == f"One person has rated 12 practices. {never}"
    assert say.agreement_sentence(None, 2, 1) == f"Two people have rated one practice. {never}"


def test_least_change_names_whose_it_is() -> None:
    assert say.least_change_sentence(None, 0.36) == (
        "A change of the average below 0.36 may be two honest raters differing: a judgement, until 10 practices were "
        "rated twice here."
    )
    assert say.least_change_sentence(0.2479, 0.36) == (
        "By your own double ratings, a change of the average below 0.25 may be two honest raters differing."
    )


def projected(**fields: Any) -> Projection:
    """A projection to 3 from eight quarters; `fields` say the rest."""
    usual: dict[str, Any] = {"state": "projected", "target": 3.0, "last": date(2026, 9, 30), "quarters": 8}
    return Projection(**{**usual, **fields})


@pytest.mark.parametrize(
    ("projection", "sentence"),
    [
        (
            projected(state="too_few_quarters", quarters=0, last=None),
            "Too few quarters: a projection needs 4 with a snapshot that answers enough, none has one.",
        ),
        (
            projected(state="too_few_quarters", quarters=1),
            "Too few quarters: a projection needs 4 with a snapshot that answers enough, 1 has one.",
        ),
        (
            projected(state="too_few_quarters", quarters=3),
            "Too few quarters: a projection needs 4 with a snapshot that answers enough, 3 have one.",
        ),
        (projected(state="reached"), "The target of 3 is reached; there is nothing to project."),
        (
            projected(earliest=5, within_year=0.41),
            "If the last 8 quarters with a snapshot are typical, 3 in 5 quarters or later; 41 % chance within a year; "
            "it may not happen at all.",
        ),
        (
            projected(earliest=1, within_year=0.5, target=2.5),
            "If the last 8 quarters with a snapshot are typical, 2.5 in 1 quarter or later; 50 % chance within a year; "
            "it may not happen at all.",
        ),
        (
            projected(earliest=1, latest=2, within_year=0.9995),
            "If the last 8 quarters with a snapshot are typical, 3 in 1 to 2 quarters, by eight in ten paths; more "
            "than 99 % chance within a year.",
        ),
        (
            projected(within_year=0.0005),
            "If the last 8 quarters with a snapshot are typical, 3 is not in sight: fewer than one in ten paths reach "
            "it in 15 years; less than 1 % chance within a year; it may not happen at all.",
        ),
    ],
)
def test_projection_sentence(projection: Projection, sentence: str) -> None:
    assert say.projection_sentence(projection) == sentence


@given(
    st.none() | st.integers(1, 60), st.none() | st.integers(0, 60), st.floats(0, 1, exclude_min=True, exclude_max=True)
)
def test_projection_never_promises(earliest: int | None, more: int | None, chance: float) -> None:
    latest = None if earliest is None or more is None else earliest + more
    sentence = say.projection_sentence(projected(earliest=earliest, latest=latest, within_year=chance))
    assert "100 %" not in sentence and "; 0 %" not in sentence
    assert ("may not happen" in sentence) == (latest is None)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Nothing is answered, so nothing is claimed."),
        (
            [waived(id_) for id_ in ("A-1", "A-2", "A-3", "B-1", "B-2")],
            "Every practice is said to be not applicable, so nothing is claimed.",
        ),
        (every(0), "Claimed 0.0: there is nothing for evidence to back."),
        (every(3), "Claimed 3.0; no evidence recorded. No review is in date."),
        (every(3, backed=3), "Claimed 3.0; evidence in date backs 3.0 of it. No review is in date."),
        (
            every(4, backed=2, but=[level("A-1", 4, backed=2, review=3)]),
            "Claimed 4.0; evidence in date backs 2.0 of it. A review in date covers 20 % of the answered weight. "
            "The average lies between 2.2, if only evidence and reviews count, and 3.8, if claims count until they are "
            "reviewed.",
        ),
        (
            [level("A-1", 3, backed=2), unknown("A-2")],
            "Claimed 3.0; evidence in date backs 2.0 of it. No review is in date. The average lies between "
            "0.4, if only evidence and reviews count, and 4.6, if claims count until they are reviewed. The open "
            "practices count at either end of the scale.",
        ),
        (
            [*every(3, but=[level("A-1", 3, review=3)])],
            "Claimed 3.0; no evidence recorded. A review in date covers 20 % of the answered weight. The average "
            "lies between 0.6, if only evidence and reviews count, and 3.0, if claims count until they are reviewed.",
        ),
    ],
)
def test_backing_sentence(answers: list[Any], sentence: str) -> None:
    assert say.backing_sentence(card_of(*answers).overall) == sentence


def test_domain_without_practices_in_scope_claims_nothing() -> None:
    card = card_of(*every(3), profile=NO_MESSAGING)
    assert say.backing_sentence(card.domain("C").score) == "No practice applies, so nothing is claimed."


@pytest.mark.parametrize(
    ("backings", "sentence"),
    [
        ([], "No level above 0 is claimed, so none is only asserted."),
        ([Backing(0, 0, None)], "No level above 0 is claimed, so none is only asserted."),
        ([Backing(3, 3, None)], "Evidence or a review in date stands behind all that is claimed."),
        ([Backing(3, 0, 3)], "Evidence or a review in date stands behind all that is claimed."),
        (
            [Backing(3, 0, None)],
            "All that is claimed is only asserted: neither evidence nor a review in date stands behind it.",
        ),
        (
            [Backing(4, 2, None), Backing(1, 0, 5)],
            "40 % of what is claimed is only asserted: neither evidence nor a review in date stands behind it.",
        ),
        (
            [Backing(5, 4.99, None)],
            "Less than 1 % of what is claimed is only asserted: neither evidence nor a review in date stands behind "
            "it.",
        ),
    ],
)
def test_asserted_sentence(backings: list[Backing], sentence: str) -> None:
    assert say.asserted_sentence(backings, [1] * len(backings)) == sentence


def progress(*aims: Aim) -> str:
    """The sentence of both shares."""
    return say.progress_sentence(percent_to_target(aims, 0, 5), progress_to_date(aims, 0, 5))


@pytest.mark.parametrize(
    ("aims", "sentence"),
    [
        ([], "No level is wanted yet, so there is nothing to reach."),
        ([Aim(3, None, None)], "Nothing is answered, so nothing can be said of the target yet."),
        (
            [Aim(4, 3, 1), Aim(4, 2, 2)],
            "62 % of the target levels are reached. Since the targets were set, 40 % of the way is covered.",
        ),
        (
            [Aim(4, 2, 0), Aim(4, None, 2)],
            "Of the answered practices, 50 % of the target levels are reached, between 25 % and 75 % with the open "
            "ones. "
            "Since the targets were set, 50 % of the way is covered.",
        ),
        (
            [Aim(4, 1, 2)],
            "25 % of the target levels are reached. Since the targets were set, 50 % of the way was lost.",
        ),
        (
            [Aim(4, 2, 2)],
            "50 % of the target levels are reached. Since the targets were set, nothing of the way is covered.",
        ),
        (
            [Aim(2, 5, 1)],
            "100 % of the target levels are reached. Since the targets were set, all of the way is covered.",
        ),
        (
            [Aim(3, 3, 3)],
            "100 % of the target levels are reached. The way since the targets were set cannot be given: no practice "
            "with both levels had any to go.",
        ),
        (
            [Aim(400, 399, 0)],
            "More than 99 % of the target levels are reached. Since the targets were set, more than 99 % of the way "
            "is covered.",
        ),
    ],
)
def test_progress_sentence(aims: list[Aim], sentence: str) -> None:
    assert progress(*aims) == sentence


def test_progress_without_a_baseline_speaks_of_the_target_alone() -> None:
    assert say.progress_sentence(Bounded(HALF, HALF, HALF)) == "50 % of the target levels are reached."
