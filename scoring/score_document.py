"""The scorecard as a tree of plain values: what `score --json` prints and a snapshot keeps."""

from fractions import Fraction
from typing import Any

from scoring.methods import Number
from scoring.scorecard import Bounded, DomainScore, EvidenceView, PracticeScore, Score, Scorecard

Tree = dict[str, Any]


def scorecard_as_tree(scorecard: Scorecard) -> Tree:
    """The whole scorecard; fractions become the nearest float, whole numbers stay whole."""
    return {
        "framework": {"id": scorecard.framework_id, "version": scorecard.framework_version},
        "scoring_version": scorecard.scoring_version,
        "as_of": scorecard.as_of.isoformat(),
        "overall": _score(scorecard.overall),
        "domains": [_domain(domain) for domain in scorecard.domains],
        "practices": [_practice(practice) for practice in scorecard.practices],
    }


def _score(score: Score) -> Tree:
    return {
        "state": score.state,
        "mean": _bounded(score.mean),
        "weakest_fifth": _bounded(score.weakest_fifth),
        "gated": _bounded(score.gated),
        "headline": {"method": score.method, **_bounded(score.headline)},
        "evidence": _evidence(score.evidence),
        "na_as_zero": {"value": as_plain(score.na_as_zero)},
        "lowest_level": score.lowest_level,
        "coverage": as_plain(score.coverage),
        "counts": {
            name: getattr(score.counts, name)
            for name in ("in_scope", "answered", "not_applicable", "not_known", "unanswered", "out_of_scope")
        },
    }


def _domain(domain: DomainScore) -> Tree:
    return {
        "id": domain.id,
        "title": domain.title,
        **_score(domain.score),
        "capped_by": list(domain.capped_by),
        "lifted_by": list(domain.lifted_by),
        "blockers": list(domain.blockers),
        "children": [],
    }


def _practice(practice: PracticeScore) -> Tree:
    return {
        "id": practice.id,
        "state": practice.state,
        "level": practice.level,
        "evidenced": practice.evidenced,
        "reviewed": practice.reviewed,
    }


def _bounded(bounded: Bounded) -> Tree:
    return {"value": as_plain(bounded.value), "low": as_plain(bounded.low), "high": as_plain(bounded.high)}


def _evidence(view: EvidenceView) -> Tree:
    plain = {
        name: as_plain(getattr(view, name))
        for name in ("claimed", "evidenced", "low", "high", "backing", "reviewed_share", "weakest_fifth")
    }
    return {**plain, "recorded": view.recorded}


def as_plain(number: Number | None) -> float | int | None:
    """A number that JSON knows."""
    if isinstance(number, Fraction):
        return number.numerator if number.denominator == 1 else float(number)
    return number
