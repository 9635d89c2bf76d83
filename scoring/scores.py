"""What is found of a practice, of a domain and of the whole: the parts of a scorecard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from scoring.evidence import Backing
from scoring.kernel import Bounded
from scoring.methods import Number
from scoring.rungs import METHOD as BY_RUNGS


@dataclass(frozen=True, slots=True)
class PracticeScore:
    """One practice: its state on the day and the three readings of its level."""

    id: str
    state: str
    level: int | None = None
    """The step of its own scale."""
    evidenced: Number | None = None
    reviewed: Number | None = None
    is_floor: bool = False
    backing: Backing | None = None
    """On its own scale, in what the steps count as."""
    counted: Backing | None = None
    """On the framework's scale: what every score is made of."""
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Claimed against backed. `low` and `high` count the open practices as the lowest and the highest step."""

    claimed: Number | None = None
    evidenced: Number | None = None
    low: Number | None = None
    high: Number | None = None
    backing: Number | None = None
    """Evidenced over claimed; None where nothing is claimed."""
    reviewed_share: Number | None = None
    """Share of the answered weight with a review in date."""
    weakest_fifth: Number | None = None
    """Weakest fifth of the evidenced levels."""
    recorded: int = 0
    """Pieces of evidence recorded."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Practices by state. `in_scope` is the sum of the four states that follow it."""

    in_scope: int = 0
    answered: int = 0
    not_applicable: int = 0
    not_known: int = 0
    unanswered: int = 0
    out_of_scope: int = 0

    @property
    def applicable(self) -> int:
        """In scope less not applicable: what coverage is counted over."""
        return self.in_scope - self.not_applicable

    @property
    def open(self) -> int:
        """Not known and unanswered together."""
        return self.not_known + self.unanswered


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a domain, or of the whole: `state` is scored, unanswered, not_applicable or out_of_scope."""

    state: str
    mean: Bounded
    weakest_fifth: Bounded
    gated: Bounded
    method: str
    headline: Bounded
    evidence: EvidenceView
    na_as_zero: Number | None
    lowest_level: Number | None
    coverage: Number | None
    """Share of the applicable weight that is answered; None where nothing is applicable."""
    counts: Counts

    @property
    def level(self) -> Bounded:
        """The level reached: by rungs where the headline is, else by the share of weight."""
        return self.headline if self.method == BY_RUNGS else self.gated


@dataclass(frozen=True)
class DomainScore:
    """A domain's score, or that of a group in it: the floors that cap its level and what holds back the next one.

    Where the share of weight falls short, these are all practices below the next level, open ones among them; where
    a floor is all that is missing, they are the missed floors.
    """

    id: str
    title: str
    short: str
    score: Score
    capped_by: tuple[str, ...] = ()
    lifted_by: tuple[str, ...] = ()
    """Floors that do not cap only because they are said to be not applicable, with a re-check date to come."""
    blockers: tuple[str, ...] = ()
    score_groups: Callable[[], tuple["DomainScore", ...]] | None = field(default=None, repr=False, compare=False)
    """A large framework has hundreds of groups: they are scored when somebody looks at them."""

    @cached_property
    def children(self) -> tuple["DomainScore", ...]:
        """The groups in it, scored by the same rules over their own practices, when they are first asked for."""
        return self.score_groups() if self.score_groups else ()
