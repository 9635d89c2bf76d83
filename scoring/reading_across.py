"""What the answers to one framework say of the items of another list, and what that list leaves unasked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from frameworks.crosswalk_file import CrosswalkFile, Mapped, Relation
from frameworks.model import Framework
from scoring.evidence import Backing
from scoring.kernel import Bounded
from scoring.methods import Number, mean
from scoring.scorecard import Scorecard
from scoring.scores import PracticeScore

State = Literal["read", "open", "not_applicable", "not_covered"]
"""`read`: at least one answer says something; `open`: it would, but none is given; `not_applicable`: no practice that
leads here applies; `not_covered`: none leads here at all."""


@dataclass(frozen=True, slots=True)
class Leading:
    """A practice that says something of an item, with its answer."""

    practice_id: str
    relation: Relation
    reason: str
    score: PracticeScore

    @property
    def counts(self) -> bool:
        """Whether it applies to the organization, answered or not."""
        return self.score.state in ("answered", "unanswered", "not_known")


@dataclass(frozen=True, slots=True)
class EntryReading:
    """One item of the other list. Levels are on the scale of the framework that was answered."""

    item_id: str
    domain_id: str
    state: State
    claimed: Bounded
    """Value: the mean of the answers that lead here, by parts. Bounds: what they prove of the whole item."""
    evidenced: Fraction | float | None
    """The same mean of what evidence backs; None where no answer leads here."""
    leading: tuple[Leading, ...]
    is_torn: bool = False
    """Whether the answers prove more and less than each other: one practice is ahead of what it is a part of."""
    reason: str = ""
    """Why nothing leads here."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A practice of ours that no item of the other list asks for."""

    practice_id: str
    reason: str
    score: PracticeScore


@dataclass(frozen=True, slots=True)
class ReadingAcross:
    """Every item of the other list in its order, and the practices it leaves unasked."""

    items: tuple[EntryReading, ...]
    unasked: tuple[Unasked, ...]

    def counted(self, state: State) -> int:
        """How many items are in a state."""
        return sum(item.state == state for item in self.items)

    @property
    def unasked_in_scope(self) -> tuple[Unasked, ...]:
        """Those of the practices left unasked that apply to the organization."""
        return tuple(one for one in self.unasked if one.score.state not in ("out_of_scope", "not_applicable"))


def read_across(
    scorecard: Scorecard, crosswalk: CrosswalkFile, other: Framework, scale: tuple[int, int]
) -> ReadingAcross:
    """Read answers through a crosswalk that leads from the framework that was answered to `other`.

    `scale` is its lowest and highest level. What a practice proves of an item depends on how they lie to each other:
    equal: its level. Superset, ours asks more: the item stands at least there. Subset, ours is a part of it: the item
    stands at most there. Intersects: no bound. An open practice proves nothing.
    """
    scores = {score.id: score for score in scorecard.practices}
    leading: dict[str, list[Mapped]] = {}
    for mapped in crosswalk.mappings:
        leading.setdefault(mapped.to, []).append(mapped)
    reasons = {one.practice: one.reason for one in crosswalk.not_covered if one.side == "to"}
    items = tuple(
        _read_entry(item_id, domain.id, leading.get(item_id, ()), scores, scale, reasons.get(item_id, ""))
        for item_id, domain in other.domain_of.items()
    )
    unasked = {one.practice: one.reason for one in crosswalk.not_covered if one.side == "from"}
    return ReadingAcross(
        items, tuple(Unasked(id_, unasked[id_], score) for id_, score in scores.items() if id_ in unasked)
    )


def _read_entry(
    item_id: str,
    domain_id: str,
    mapped: Sequence[Mapped],
    scores: Mapping[str, PracticeScore],
    scale: tuple[int, int],
    reason: str,
) -> EntryReading:
    lines = tuple(Leading(one.from_, one.relation, one.reason, scores[one.from_]) for one in mapped)
    if not lines:
        return EntryReading(item_id, domain_id, "not_covered", Bounded(), None, (), reason=reason)
    counting = [line for line in lines if line.counts]
    if not counting:
        return EntryReading(item_id, domain_id, "not_applicable", Bounded(), None, lines)
    parts = {one.from_: one.parts for one in mapped}
    counted = [(line, line.score.counted) for line in counting if line.score.state == "answered" and line.score.counted]
    low, high = _proven(counted, scale)
    is_torn = low > high
    claimed = _by_parts((parts[line.practice_id], one.claimed) for line, one in counted)
    backed = _by_parts((parts[line.practice_id], one.evidenced) for line, one in counted)
    bounds = (high, low) if is_torn else (low, high)
    # A mean that lies outside of what is proven would contradict its own bounds.
    value = None if claimed is None else min(max(claimed, bounds[0]), bounds[1])
    state: State = "read" if counted else "open"
    return EntryReading(item_id, domain_id, state, Bounded(value, *bounds), backed, lines, is_torn)


def _proven(counted: Iterable[tuple[Leading, Backing]], scale: tuple[int, int]) -> tuple[Number, Number]:
    """The least and the highest level the item can stand at; the first above the second where answers contradict."""
    low: Number
    high: Number
    low, high = scale
    for line, backing in counted:
        level = backing.claimed
        if line.relation in ("equal", "superset"):
            low = max(low, level)
        if line.relation in ("equal", "subset"):
            high = min(high, level)
    return low, high


def _by_parts(weighted: Iterable[tuple[int, Number]]) -> Number | None:
    pairs = list(weighted)
    return mean([level for _, level in pairs], [parts for parts, _ in pairs])
