"""The product and a second, slow and obvious reckoning agree on every figure of random assessments."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, settings

from scoring.assessment import Answer
from scoring.kernel import Bounded
from scoring.scorecard import Scorecard, score_assessment
from scoring.scores import Score
from tests.scoring import oracle
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments


def reckoned(card: Scorecard) -> dict[str, Any]:
    """The figures of a scorecard by the paths of the oracle."""
    figures = {f"overall.{name}": value for name, value in _figures(card.overall).items()}
    for domain in card.domains:
        figures |= {f"{domain.id}.{name}": value for name, value in _figures(domain.score).items()}
        figures |= {
            f"{domain.id}.capped_by": list(domain.capped_by),
            f"{domain.id}.lifted_by": list(domain.lifted_by),
        }
    return figures | {f"{practice.id}.state": practice.state for practice in card.practices}


def _figures(score: Score) -> dict[str, Any]:
    view, counts = score.evidence, score.counts
    return {
        "mean": _triple(score.mean),
        "weakest_fifth": _triple(score.weakest_fifth),
        "gated": _triple(score.gated),
        "claimed": view.claimed,
        "evidenced": view.evidenced,
        "evidence": (view.low, view.high),
        "backing": view.backing,
        "reviewed_share": view.reviewed_share,
        "na_as_zero": score.na_as_zero,
        "lowest_level": score.lowest_level,
        "coverage": score.coverage,
        "counts": (
            counts.answered,
            counts.not_applicable,
            counts.not_known,
            counts.unanswered,
            counts.out_of_scope,
        ),
    }


def _triple(bounded: Bounded) -> tuple[Any, Any, Any]:
    return bounded.value, bounded.low, bounded.high


def is_same(product: Any, slow: Any) -> bool:
    """Exactly the same, save where evidence has aged and no exact fraction exists."""
    if isinstance(product, tuple):
        return len(product) == len(slow) and all(is_same(*pair) for pair in zip(product, slow, strict=True))
    if isinstance(product, float):
        return slow is not None and abs(product - float(slow)) < 1e-9
    return bool(product == slow)


def differences(scored: Scored) -> dict[str, tuple[Any, Any]]:
    """What the two reckonings do not agree on."""
    product = reckoned(score_assessment(scored.assessment, scored.framework, TODAY))
    slow = oracle.score(scored.assessment, scored.framework, TODAY)
    assert set(product) == set(slow)
    return {path: (product[path], slow[path]) for path in product if not is_same(product[path], slow[path])}


@settings(max_examples=2 * settings().max_examples)
@given(assessments())
def test_both_reckonings_agree_on_every_figure(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    event(f"state {card.overall.state}")
    event(f"capped {any(domain.capped_by for domain in card.domains)}")
    event(f"lifted {any(domain.lifted_by for domain in card.domains)}")
    assert differences(scored) == {}


@pytest.mark.parametrize(("at_five", "reached"), [(17, 5), (16, 0)])
@pytest.mark.parametrize("as_one_practice", [True, False])
def test_both_reckonings_agree_exactly_at_the_gate(at_five: int, reached: int, as_one_practice: bool) -> None:
    parts = [(5, at_five), (0, 20 - at_five)] if as_one_practice else [(5, 1)] * at_five + [(0, 1)] * (20 - at_five)
    practices = [practice_tree(f"A-{place}", weight=weight) for place, (_, weight) in enumerate(parts)]
    answers = [Answer(practice=f"A-{place}", level=level) for place, (level, _) in enumerate(parts)]
    scored = Scored(framework_of({"A": practices}), assessment_of(answers))
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    assert card.domain("A").score.gated.value == reached
    assert card.overall.mean.value == Fraction(5 * at_five, 20)
    assert differences(scored) == {}


def test_comparison_of_the_reckonings_sees_a_small_difference() -> None:
    assert not is_same((Fraction(1, 3), 2), (Fraction(1, 3), 1))
    assert not is_same(1.0, 1.000001)
    assert not is_same(None, 0)
    assert not is_same(Fraction(1, 3), 1 / 3)
