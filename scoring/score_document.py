"""The scorecard as a tree of plain values: what `score --json` prints, and what a snapshot keeps."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from scoring.kernel import Bounded
from scoring.methods import Number
from scoring.scorecard import Scorecard
from scoring.scores import DomainScore, PracticeScore, Score

Tree = dict[str, Any]


def scorecard_as_published(scorecard: Scorecard) -> Tree:
    """What `score --json` prints, key by key as promised; fractions become the nearest float, whole numbers stay."""
    return {
        **_head(scorecard),
        "overall": _score(scorecard.overall),
        "domains": [_domain(domain, _score) for domain in scorecard.domains],
        "practices": [_published_practice(practice) for practice in scorecard.practices],
    }


def scorecard_as_tree(scorecard: Scorecard) -> Tree:
    """The whole scorecard, as a snapshot keeps it: what is published, and what could not be computed again from it."""
    return {
        **_head(scorecard),
        "overall": {"state": scorecard.overall.state, **_whole_score(scorecard.overall)},
        "domains": [
            {**_domain(domain, _whole_score), "lifted_by": list(domain.lifted_by)} for domain in scorecard.domains
        ],
        "practices": [_whole_practice(practice) for practice in scorecard.practices],
    }


def _head(scorecard: Scorecard) -> Tree:
    return {
        "framework": {"id": scorecard.framework_id, "version": scorecard.framework_version},
        "scoring_version": scorecard.scoring_version,
        "as_of": scorecard.as_of.isoformat(),
    }


def _score(score: Score) -> Tree:
    return {
        "mean": bounded_as_plain(score.mean),
        "weakest_fifth": bounded_as_plain(score.weakest_fifth),
        "gated": bounded_as_plain(score.gated),
        "headline": {"method": score.method, **bounded_as_plain(score.headline)},
        "evidence": {
            name: as_plain(getattr(score.evidence, name))
            for name in ("claimed", "evidenced", "low", "high", "backing", "reviewed_share")
        },
        "na_as_zero": {"value": as_plain(score.na_as_zero)},
        "lowest_level": as_plain(score.lowest_level),
        "coverage": as_plain(score.coverage),
        "counts": {
            name: getattr(score.counts, name)
            for name in ("in_scope", "answered", "not_applicable", "not_known", "unanswered", "out_of_scope")
        },
    }


def _whole_score(score: Score) -> Tree:
    tree = _score(score)
    view = score.evidence
    more = {"weakest_fifth": as_plain(view.weakest_fifth), "recorded": view.recorded}
    return {**tree, "evidence": {**tree["evidence"], **more}}


def _domain(domain: DomainScore, figures: Callable[[Score], Tree]) -> Tree:
    return {
        "id": domain.id,
        "title": domain.title,
        "state": domain.score.state,
        **figures(domain.score),
        "capped_by": list(domain.capped_by),
        "blockers": list(domain.blockers),
        "children": [_domain(child, figures) for child in domain.children],
    }


def _practice(practice: PracticeScore) -> Tree:
    return {
        "id": practice.id,
        "state": practice.state,
        "level": practice.level,
        "evidenced": as_plain(practice.evidenced),
        "reviewed": as_plain(practice.reviewed),
    }


def _whole_practice(practice: PracticeScore) -> Tree:
    """With what evidence backs on the framework's scale, where the practice has another: it cannot be found again."""
    tree, counted = _practice(practice), practice.counted
    return tree if counted is practice.backing or counted is None else {**tree, "counted": as_plain(counted.evidenced)}


def _published_practice(practice: PracticeScore) -> Tree:
    """As answers files give levels: in the values of its scale where that has values."""
    tree = _practice(practice)
    return tree if practice.backing is None else {**tree, "level": practice.backing.claimed}


def bounded_as_plain(bounded: Bounded) -> Tree:
    """A value with its bounds, as JSON knows it."""
    return {"value": as_plain(bounded.value), "low": as_plain(bounded.low), "high": as_plain(bounded.high)}


def as_plain(number: Number | None) -> float | int | None:
    """A number that JSON knows."""
    if isinstance(number, Fraction):
        return number.numerator if number.denominator == 1 else float(number)
    return number
