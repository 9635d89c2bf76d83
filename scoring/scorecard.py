"""The scorecard: everything computed from one assessment on one day. Every number on every page comes from here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, partial

from frameworks.errors import MaturityError
from frameworks.model import Domain, Framework, Group, Practice
from scoring.assessment import Answer, Assessment
from scoring.evidence import Backing, back_answer
from scoring.held_back import blockers, capped, is_below, rung_blockers
from scoring.kernel import Bounded, Kernel, Reading
from scoring.methods import HEADLINE_METHODS
from scoring.organization import scope_of
from scoring.rungs import METHOD as BY_RUNGS
from scoring.rungs import top_rung
from scoring.scores import Counts, DomainScore, EvidenceView, PracticeScore, Score
from scoring.tree_methods import OF_THEIR_OWN, OPEN_COUNTS_LOWEST, TREE_METHODS

SCORING_VERSION = "1.0"
"""Changes whenever any number can come out differently for the same answers."""

METHODS = ("gated", *HEADLINE_METHODS, *TREE_METHODS, BY_RUNGS)
OF_LEVELS = ("gated", BY_RUNGS)
"""Methods that find a level: by the review in date or the claim, and of the whole that of its lowest domain."""


def methods_of(framework: Framework) -> tuple[str, ...]:
    """The methods that fit a framework: all but those that are made for other frameworks."""
    return tuple(method for method in METHODS if _fits(method, framework))


def _fits(method: str, framework: Framework) -> bool:
    if method == BY_RUNGS:
        return framework.gate_matrix is not None
    return method not in OF_THEIR_OWN or method == framework.method


class MethodNotKnown(MaturityError):
    """A scoring method was asked for by a name that none has."""

    exit_code = 11


@dataclass(frozen=True)
class Scorecard:
    """All scores of one assessment on one day."""

    framework_id: str
    framework_version: str
    as_of: date
    overall: Score
    domains: tuple[DomainScore, ...]
    practices: tuple[PracticeScore, ...]
    scoring_version: str = field(default=SCORING_VERSION)

    def domain(self, domain_id: str) -> DomainScore:
        """The score of one domain. Raises KeyError."""
        return self._domains_by_id[domain_id]

    def practice(self, practice_id: str) -> PracticeScore:
        """The score of one practice. Raises KeyError."""
        return self._practices_by_id[practice_id]

    @cached_property
    def _domains_by_id(self) -> Mapping[str, DomainScore]:
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def _practices_by_id(self) -> Mapping[str, PracticeScore]:
        return {practice.id: practice for practice in self.practices}


def score_assessment(assessment: Assessment, framework: Framework, as_of: date, method: str | None = None) -> Scorecard:
    """Score the answers as they stand on `as_of`, by the framework's method unless another is named.

    Raises:
        MethodNotKnown: no method has this name, or it does not fit the framework.
    """
    chosen = method or framework.method
    if chosen not in (fitting := methods_of(framework)):
        what = (
            f"The scoring method {chosen!r} does not fit {framework.key}."
            if chosen in METHODS
            else f"There is no scoring method {chosen!r}."
        )
        raise MethodNotKnown.of(what, "method", f"use one of: {', '.join(sorted(fitting))}.")
    scope = scope_of(framework, assessment.profile, assessment.preset)
    answers = assessment.by_practice
    by_practice = {
        practice.id: _score_practice(
            practice, answers.get(practice.id), framework, as_of, practice.id in scope.in_scope, scope.floors
        )
        for practice in framework.practices.values()
    }
    domains = tuple(_score_domain(domain, by_practice, framework, chosen) for domain in framework.domains)
    overall = _score_items(list(framework.practices.values()), by_practice, framework, chosen, framework.domains)
    headline = _lowest([domain.score.headline for domain in domains]) if chosen in OF_LEVELS else overall.headline
    overall = replace(overall, gated=_lowest([domain.score.gated for domain in domains]), headline=headline)
    return Scorecard(framework.id, framework.version, as_of, overall, domains, tuple(by_practice.values()))


def _score_practice(
    practice: Practice,
    answer: Answer | None,
    framework: Framework,
    as_of: date,
    is_in_scope: bool,
    floors: frozenset[str],
) -> PracticeScore:
    state = _state_of(answer, framework, as_of) if is_in_scope else "out_of_scope"
    if answer is None or answer.level is None:
        return PracticeScore(practice.id, state, is_floor=practice.id in floors)
    scale, kind, review_days = practice.scale, framework.kind_of(practice), framework.review.days
    if scale is None:
        counted = backing = back_answer(answer, kind, review_days, as_of)
    else:
        backing = back_answer(answer, kind, review_days, as_of, scale.value_of)
        counted = back_answer(answer, kind, review_days, as_of, lambda level: scale.onto(level, framework.scale))
    return PracticeScore(
        practice.id,
        state,
        answer.level,
        backing.evidenced,
        backing.reviewed,
        practice.id in floors,
        backing,
        counted,
        len(answer.evidence),
    )


def _state_of(answer: Answer | None, framework: Framework, as_of: date) -> str:
    """The state on a day; 'not applicable' past its re-check date counts as not known."""
    if answer is None or (answer.state == "answered" and answer.level is None):
        return "unanswered"
    if answer.state != "not_applicable":
        return answer.state
    recheck = answer.recheck or (answer.on or as_of) + timedelta(days=framework.recheck.days)
    return "not_applicable" if as_of <= recheck else "not_known"


def _score_domain(
    domain: Domain, by_practice: Mapping[str, PracticeScore], framework: Framework, method: str
) -> DomainScore:
    scored = _score_set(domain.practices, by_practice, framework, method, domain)
    return replace(scored, score_groups=partial(_score_groups, domain.children, by_practice, framework, method))


def _score_groups(
    groups: Sequence[Group], by_practice: Mapping[str, PracticeScore], framework: Framework, method: str
) -> tuple[DomainScore, ...]:
    """Groups by the rules of domains, over their own practices."""
    found = []
    for group in groups:
        practices = [framework.practices[id_] for id_ in group.all_practices()]
        scored = _score_set(practices, by_practice, framework, method, group)
        below = partial(_score_groups, group.children, by_practice, framework, method)
        found.append(replace(scored, score_groups=below))
    return tuple(found)


def _score_set(
    practices: Sequence[Practice],
    by_practice: Mapping[str, PracticeScore],
    framework: Framework,
    method: str,
    head: Domain | Group,
) -> DomainScore:
    """The score of some practices under a head, with the floors among them."""
    score = _score_items(practices, by_practice, framework, method, (head,))
    floors = [
        (by_practice[practice.id], practice.floor.level)
        for practice in practices
        if practice.floor and by_practice[practice.id].is_floor
    ]
    missed = [floor for floor, least in floors if is_below(floor, least)]
    level = capped(score.gated, missed, framework)
    scored = [by_practice[practice.id] for practice in practices]
    return DomainScore(
        head.id,
        head.title,
        head.short if isinstance(head, Domain) else head.title,
        replace(score, gated=level, headline=level if method == "gated" else score.headline),
        capped_by=tuple(floor.id for floor in missed),
        lifted_by=tuple(floor.id for floor, _ in floors if floor.state == "not_applicable"),
        blockers=rung_blockers(scored, score.headline.value, framework, _top(by_practice, framework))
        if method == BY_RUNGS
        else blockers(scored, missed, score.gated.value, framework),
    )


def _top(by_practice: Mapping[str, PracticeScore], framework: Framework) -> int:
    """The highest rung in scope."""
    return top_rung(framework, [practice.id for practice in by_practice.values() if practice.state != "out_of_scope"])


def _score_items(
    practices: Sequence[Practice],
    by_practice: Mapping[str, PracticeScore],
    framework: Framework,
    method: str,
    nodes: Sequence[Domain | Group],
) -> Score:
    """Every figure of one set of practices; the gate is not yet capped by floors."""
    parted: defaultdict[str, list[tuple[PracticeScore, int]]] = defaultdict(list)
    for practice in practices:
        item = by_practice[practice.id]
        parted[item.state].append((item, practice.weight))
    answered, left_open, counts = parted["answered"], parted["unanswered"] + parted["not_known"], _count(parted)
    open_weight = _weight_of(left_open)
    kernel = Kernel(
        framework,
        nodes,
        [item.id for item, _ in answered],
        [weight for _, weight in answered],
        [item.id for item, _ in left_open],
        open_weight,
        _top(by_practice, framework) if method == BY_RUNGS else 0,
        method in OPEN_COUNTS_LOWEST and any(one.state == "answered" for one in by_practice.values()),
    )
    backings = [item.counted for item, _ in answered if item.counted]
    claimed = kernel.reading([backing.claimed for backing in backings])
    effective, evidence = _view_evidence(answered, backings, claimed)
    known = {
        "gated": effective.bounded("gated"),
        "mean": claimed.bounded("mean"),
        "weakest_fifth": claimed.bounded("weakest_fifth"),
    }
    weight, lowest = _weight_of(answered), framework.scale.lowest
    return Score(
        state=_state_of_set(counts),
        **known,
        method=method,
        headline=known.get(method) or (effective if method in OF_LEVELS else claimed).bounded(method),
        evidence=evidence,
        na_as_zero=claimed.joined("mean", lowest, _weight_of(parted["not_applicable"])) if answered else None,
        lowest_level=min(claimed.levels, default=None),
        coverage=Fraction(weight, weight + open_weight) if weight + open_weight else None,
        counts=counts,
    )


def _view_evidence(
    answered: Sequence[tuple[PracticeScore, int]], backings: Sequence[Backing], claimed: Reading
) -> tuple[Reading, EvidenceView]:
    """The levels that count for gates, and claimed against backed."""
    kernel, scale = claimed.kernel, claimed.kernel.framework.scale
    backed = kernel.reading([backing.evidenced for backing in backings])
    effective, lower, reviewed = claimed, backed, 0
    if any(backing.is_reviewed for backing in backings):
        effective = kernel.reading([backing.effective for backing in backings])
        lower = kernel.reading([backing.lower for backing in backings])
        reviewed = _weight_of([one for one, backing in zip(answered, backings, strict=True) if backing.is_reviewed])
    average, evidenced = claimed.value("mean"), backed.value("mean")
    return effective, EvidenceView(
        claimed=average,
        evidenced=evidenced,
        low=lower.with_open("mean", scale.lowest),
        high=effective.with_open("mean", scale.highest),
        backing=evidenced / average if average and evidenced is not None else None,
        reviewed_share=Fraction(reviewed, _weight_of(answered)) if answered else None,
        weakest_fifth=backed.value("weakest_fifth"),
        recorded=sum(item.recorded for item, _ in answered),
    )


def _weight_of(items: Sequence[tuple[PracticeScore, int]]) -> int:
    return sum(weight for _, weight in items)


def _count(parted: Mapping[str, Sequence[object]]) -> Counts:
    number = {state: len(items) for state, items in parted.items()}
    out_of_scope = number.get("out_of_scope", 0)
    return Counts(
        in_scope=sum(number.values()) - out_of_scope,
        answered=number.get("answered", 0),
        not_applicable=number.get("not_applicable", 0),
        not_known=number.get("not_known", 0),
        unanswered=number.get("unanswered", 0),
        out_of_scope=out_of_scope,
    )


def _state_of_set(counts: Counts) -> str:
    if not counts.in_scope:
        return "out_of_scope"
    if not counts.applicable:
        return "not_applicable"
    return "scored" if counts.answered else "unanswered"


def _lowest(levels: Sequence[Bounded]) -> Bounded:
    """The lowest domain; one without a value, or out of scope, takes no part in the minimum it lacks."""
    return Bounded(
        min((level.value for level in levels if level.value is not None), default=None),
        min((level.low for level in levels if level.low is not None), default=None),
        min((level.high for level in levels if level.high is not None), default=None),
    )
