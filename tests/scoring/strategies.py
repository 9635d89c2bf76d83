"""What Hypothesis draws from: weighed levels, and whole assessments of small frameworks."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer, Assessment, Evidence, Review
from scoring.organization import Profile
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

KINDS = ("ugc", "hosting", "generative-ai")
GATES = ((85, 100), (1, 1), (1, 2), (3, 4), (2, 3), (17, 20))

levels = st.integers(0, 5)
weights = st.integers(1, 6)


@dataclass(frozen=True)
class Weighed:
    """Levels with their weights, at least one."""

    levels: tuple[int, ...]
    weights: tuple[int, ...]

    def with_level(self, place: int, level: int) -> "Weighed":
        """The same with another level at one place."""
        return Weighed((*self.levels[:place], level, *self.levels[place + 1 :]), self.weights)

    def share(self, place: int) -> float:
        """The share of the weight at one place."""
        return self.weights[place] / sum(self.weights)


def weighed(least: int = 1, most: int = 12, weights: st.SearchStrategy[int] = weights) -> st.SearchStrategy[Weighed]:
    """Weighed levels of a random number of practices."""
    return st.lists(st.tuples(levels, weights), min_size=least, max_size=most).map(
        lambda pairs: Weighed(tuple(level for level, _ in pairs), tuple(weight for _, weight in pairs))
    )


def days_around(day: date = TODAY, before: int = 900, after: int = 0) -> st.SearchStrategy[date]:
    """A day near another one; the edges of grace, review and re-check are drawn often."""
    edges = [-1, 0, 1, 89, 90, 91, 364, 365, 366, 455]
    ages = st.one_of(st.integers(-after, before), st.sampled_from([age for age in edges if -after <= age <= before]))
    return ages.map(lambda age: day - timedelta(days=age))


evidence = st.builds(Evidence, title=st.just("Record"), date=days_around(after=1), level=levels)
reviews = st.builds(Review, level=levels, by=st.just("Reviewer"), date=days_around(after=1))


@cache
def answers_to(practice: str) -> st.SearchStrategy[Answer]:
    """Any answer that a framework with a scale from 0 to 5 accepts."""
    answered = st.builds(
        Answer,
        practice=st.just(practice),
        level=levels,
        evidence=st.lists(evidence, max_size=2).map(tuple),
        review=st.none() | reviews,
    )
    not_applicable = st.builds(
        Answer,
        practice=st.just(practice),
        state=st.just("not_applicable"),
        reason=st.just("It does not apply."),
        on=st.none() | days_around(),
        recheck=st.none() | days_around(after=300),
    )
    not_known = st.just(Answer(practice=practice, state="not_known"))
    return st.one_of(answered, answered, not_applicable, not_known)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """A small framework: one to three domains, whole weights, floors of all kinds, any gate."""
    domains = {}
    for domain, size in zip("ABC", draw(_SIZES), strict=False):
        domains[domain] = [draw(_practices(f"{domain}-{place}")) for place in range(1, size + 1)]
    (numerator, denominator), cap = draw(_GATES_AND_CAPS)
    gate = {"numerator": numerator, "denominator": denominator, "floor_cap": cap}
    return framework_of(domains, gate={**gate, "basis": "judgement", "reason": "For a test."})


_SIZES = st.lists(st.integers(1, 5), min_size=1, max_size=3)
_GATES_AND_CAPS = st.tuples(st.sampled_from(GATES), st.sampled_from([1, 2, 2, 3]))
_FLOORS = st.fixed_dictionaries(
    {
        "level": st.sampled_from([2, 3, 3, 4]),
        "presets": st.sampled_from([["full"], ["short"], ["full", "short", "generative"]]),
        "children_likely": st.booleans(),
        "reason": st.just("For a test."),
    }
)
_FIELDS = st.fixed_dictionaries(
    {
        "weight": weights,
        "evidence_kind": st.sampled_from(["record", "bare"]),
        "applies_to": st.sampled_from([(), (), ("ugc",), ("ugc", "hosting"), ("generative-ai",)]),
        "floor": st.none() | _FLOORS,
    }
)


@cache
def _practices(id_: str) -> st.SearchStrategy[dict[str, Any]]:
    return _FIELDS.map(lambda fields: practice_tree(id_, **fields))


profiles = st.builds(
    Profile,
    kinds=st.none() | st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
    children_likely=st.booleans(),
)


@dataclass(frozen=True)
class Scored:
    """An assessment with the framework it answers."""

    framework: Framework
    assessment: Assessment

    def with_answers(self, *answers: Answer) -> "Scored":
        """The same with these answers in place of, or beside, the former ones."""
        new = {answer.practice: answer for answer in answers}
        kept = [answer for answer in self.assessment.answers if answer.practice not in new]
        return Scored(self.framework, self.assessment.model_copy(update={"answers": (*kept, *answers)}))


@st.composite
def assessments(draw: st.DrawFn) -> Scored:
    """A random assessment of a random framework; some practices stay unanswered."""
    framework = draw(frameworks())
    answers = [answer for id_ in framework.practices if (answer := draw(_maybe_answers(id_)))]
    return Scored(framework, assessment_of(answers, draw(profiles), draw(_PRESETS)))


@cache
def _maybe_answers(id_: str) -> st.SearchStrategy[Answer | None]:
    return st.one_of(st.none(), answers_to(id_))


_PRESETS = st.sampled_from([None, None, "full", "short", "generative"])
