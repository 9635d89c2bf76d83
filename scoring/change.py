"""Is a change real: what moved a score between two days, by practice and by cause, and what can be told from chance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from frameworks.crosswalk import Crosswalk, same_ids
from frameworks.errors import MaturityError
from frameworks.model import Framework
from scoring.assessment import Assessment
from scoring.decomposition import (
    ANSWERS,
    CAUSES,
    VERSION,
    Decomposition,
    PracticeShare,
    Standing,
    Standings,
    View,
    decompose_change,
    mean_of,
)
from scoring.methods import Number, dominates, shares_at_or_above
from scoring.organization import Profile, scope_of
from scoring.scorecard import Scorecard
from scoring.trend import Snapshot
from scoring.yardstick import Yardstick, stated_yardstick


class FrameworksDiffer(MaturityError):
    """Two sides were assessed against different frameworks."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: how each practice stood on a day."""

    framework: Framework
    as_of: date
    standings: Standings
    profile: Profile
    preset: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two days. Where the later day came first, every number is negated and `is_negated` says so."""

    earlier: date
    later: date
    is_negated: bool
    claimed: Decomposition
    """The weighted mean of claimed levels; evidence moves nothing in it."""
    evidenced: Decomposition
    answered_anew: tuple[str, ...]
    """Practices answered on both sides, and again between the two days."""
    detectable: float
    """The least part from answers, in levels, that two honest assessors of these practices would not differ by."""
    yardstick: Yardstick
    """What `detectable` was computed by."""
    dominance: Literal["higher", "lower"] | None
    """One side stands at least as high at every step: it holds however far apart the levels are. None: it depends."""
    regressions: tuple[str, ...]
    """Practices whose level is lower on the second side."""

    @property
    def is_real(self) -> bool:
        """Whether the part from answers can be told from chance."""
        return self.claimed.change is not None and abs(self.claimed.by_cause[ANSWERS]) > self.detectable


def side_of(scorecard: Scorecard, assessment: Assessment, framework: Framework) -> Side:
    """A side from a scorecard and the assessment it scores."""
    standings = {
        practice.id: Standing(
            practice.state,
            practice.counted.claimed if practice.counted else None,
            practice.counted.evidenced if practice.counted else None,
            framework.practices[practice.id].weight,
        )
        for practice in scorecard.practices
    }
    return Side(framework, scorecard.as_of, standings, assessment.profile, assessment.preset)


def side_of_snapshot(snapshot: Snapshot, framework: Framework) -> Side:
    """A side as it was reported: the snapshot's own levels with the weights of its framework version."""
    standings = {
        practice["id"]: Standing(
            practice["state"],
            _counted_level(practice, framework),
            practice.get("counted", practice["evidenced"]),
            _weight(framework, practice["id"]),
        )
        for practice in snapshot.scorecard["practices"]
    }
    return Side(framework, snapshot.on, standings, snapshot.profile, snapshot.preset)


def _counted_level(practice: Mapping[str, Any], framework: Framework) -> Number | None:
    level: int | None = practice["level"]
    scale = framework.scale_of(practice["id"])
    return level if level is None or scale is framework.scale else scale.onto(level, framework.scale)


def _weight(framework: Framework, practice_id: str) -> int:
    """A draft may have lost a practice since; it weighed what practices weigh."""
    practice = framework.practices.get(practice_id)
    return practice.weight if practice else 1


def answered_after(assessment: Assessment, day: date) -> frozenset[str]:
    """The practices answered after a day; without a day of their own they count as answered anew."""
    return frozenset(answer.practice for answer in assessment.answers if answer.on is None or answer.on > day)


def answered_between(earlier: Snapshot, later: Snapshot) -> frozenset[str]:
    """The practices whose answer is another one in the later snapshot, even where it says the same."""
    return frozenset(id_ for id_, answer in later.answer_ids.items() if earlier.answer_ids.get(id_) != answer)


def explain_change(
    old: Side,
    new: Side,
    answered_anew: Collection[str],
    *,
    crosswalk: Crosswalk | None = None,
    yardstick: Yardstick | None = None,
) -> Change:
    """What changed from one side to the other, and why. `answered_anew` are the practices answered in between.

    Whether it is real is held to `yardstick`; without one, to what the later side's framework states.

    Raises:
        FrameworksDiffer: the sides belong to different frameworks. Two versions of one are compared.
    """
    if old.framework.id != new.framework.id:
        raise FrameworksDiffer.of(
            f"One side was assessed against {old.framework.key}, the other against {new.framework.key}.",
            "framework",
            "compare two assessments against the same framework.",
        )
    is_negated = old.as_of > new.as_of
    first, last = (new, old) if is_negated else (old, new)
    restated = restate(first, last.framework, crosswalk)
    anew = [id_ for id_, standing in last.standings.items() if id_ in answered_anew and _both(restated, standing, id_)]
    held_to = yardstick or stated_yardstick(last.framework.detectable_change)
    shares = _shares(last.standings)
    change = Change(
        earlier=first.as_of,
        later=last.as_of,
        is_negated=is_negated,
        claimed=_decompose(first, restated, last, "claimed"),
        evidenced=_decompose(first, restated, last, "evidenced"),
        answered_anew=tuple(anew),
        detectable=held_to.over([shares[id_] for id_ in anew]),
        yardstick=held_to,
        dominance=_dominance(restated, last),
        regressions=_regressions(restated, last.standings),
    )
    return _backwards(change, restated, last) if is_negated else change


def restate(side: Side, framework: Framework, crosswalk: Crosswalk | None = None) -> Standings:
    """The standings of an earlier side in the practices and weights of a later framework version.

    A practice takes the mean of its sources by share. It is answered only if all of them were; a new one is
    unanswered, not zero. Within one version nothing changes.
    """
    if framework.key == side.framework.key:
        return side.standings
    walk = crosswalk or same_ids(side.framework, framework)
    in_scope = scope_of(framework, side.profile, _preset_in(framework, side.preset)).in_scope
    found = {}
    for practice in framework.practices.values():
        sources = [(side.standings.get(id_, _UNKNOWN), share) for id_, share in walk.taken_by(practice.id).items()]
        state = _restated_state([source.state for source, _ in sources], practice.id in in_scope)
        levels: list[Fraction | None] = [None, None]
        if state == "answered":
            levels = [
                sum((source.reading(view) * share for source, share in sources), Fraction(0))
                for view in ("claimed", "evidenced")
            ]
        found[practice.id] = Standing(state, levels[0], levels[1], practice.weight)
    return found


_UNKNOWN = Standing("unanswered", None, None, 1)
"""Of a practice that a draft had not, or had no more, on the day of the side."""


def _preset_in(framework: Framework, preset: str | None) -> str | None:
    return preset if preset in [known.id for known in framework.presets] else None


def _restated_state(states: Collection[str], is_in_scope: bool) -> str:
    known = set(states)
    if not known:
        return "unanswered" if is_in_scope else "out_of_scope"
    if len(known) == 1:
        return known.pop()
    return "unanswered" if known - {"out_of_scope", "not_applicable"} else "not_applicable"


def _decompose(first: Side, restated: Standings, last: Side, view: View) -> Decomposition:
    """What the version moves comes first, for the same practice; then the causes inside the later version."""
    inside = decompose_change(restated, last.standings, view)
    if restated is first.standings or inside.change is None:
        return inside
    reported, carried = mean_of(first.standings, view), mean_of(restated, view)
    assert reported is not None and carried is not None, "what is restated was answered"
    before, after = _shares(first.standings), _shares(restated)
    parts = {part.practice_id: dict(part.by_cause) for part in inside.by_practice}
    for id_ in [*after, *before]:
        moved = _pull(restated, after, id_, view, reported) - _pull(first.standings, before, id_, view, reported)
        parts.setdefault(id_, dict.fromkeys(CAUSES, Fraction(0)))[VERSION] = moved
    shares = tuple(PracticeShare(id_, causes) for id_, causes in parts.items())
    return Decomposition(inside.change + carried - reported, shares)


def _pull(standings: Standings, shares: Mapping[str, Fraction], id_: str, view: View, reference: Fraction) -> Fraction:
    return shares[id_] * (standings[id_].reading(view) - reference) if id_ in shares else Fraction(0)


def _shares(standings: Standings) -> dict[str, Fraction]:
    """Each answered practice's share of the answered weight."""
    counted = {id_: standing.weight for id_, standing in standings.items() if standing.counts}
    total = sum(counted.values())
    return {id_: Fraction(weight, total) for id_, weight in counted.items()}


def _both(restated: Standings, standing: Standing, id_: str) -> bool:
    return standing.counts and id_ in restated and restated[id_].counts


def _dominance(restated: Standings, last: Side) -> Literal["higher", "lower"] | None:
    lowest, highest = last.framework.scale.lowest, last.framework.scale.highest
    sides = []
    for standings in (restated, last.standings):
        counted = [standing for standing in standings.values() if standing.counts]
        if not counted:
            return None
        levels = [standing.reading("claimed") for standing in counted]
        sides.append(shares_at_or_above(levels, [standing.weight for standing in counted], lowest, highest))
    before, after = sides
    if before == after:
        return None
    if dominates(after, before):
        return "higher"
    return "lower" if dominates(before, after) else None


def _regressions(old: Standings, new: Standings) -> tuple[str, ...]:
    return tuple(
        id_
        for id_, standing in new.items()
        if _both(old, standing, id_) and standing.reading("claimed") < old[id_].reading("claimed")
    )


def _backwards(change: Change, restated: Standings, last: Side) -> Change:
    turned: dict[str, Literal["higher", "lower"]] = {"higher": "lower", "lower": "higher"}
    return replace(
        change,
        claimed=change.claimed.negated(),
        evidenced=change.evidenced.negated(),
        dominance=turned[change.dominance] if change.dominance else None,
        regressions=_regressions(last.standings, restated),
    )
