"""What a framework's files must mean together: references that resolve, scales without holes, one id once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise

from frameworks.circles import find_circles
from frameworks.errors import Fault
from frameworks.model import Domain, Goal, Group, Practice
from frameworks.parts import Parts
from frameworks.plain_faults import Place, Steps
from frameworks.registers.register import load_profiles, load_references, load_sources, load_threats
from frameworks.scale import Scale

MOST_NAMED = 12
"""Practices named of one circle."""


def check_meaning(parts: Parts, place: Place) -> Iterator[Fault]:
    """Every fault that one field alone does not show. What could not be read is checked as far as it goes."""
    yield from _ids_twice(parts, place)
    yield from _check_gate_and_presets(parts, place)
    yield from _unknown("source", parts.ids["sources"], _registers()["sources"], place, ())
    for steps, domain in parts.domains.items():
        yield from _check_groups(domain, place, steps)
    for steps, practice in parts.practices.items():
        yield from _check_words(practice, parts, place, steps)
    yield from _check_target_profiles(parts, place)
    if parts.scale is not None:
        yield from _check_scale(parts, parts.scale, place)
    for steps, circle in find_circles(parts.practices):
        names = [practice for practice, _ in groupby(practice for practice, _ in circle)]
        needs = " needs ".join(names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "…"])
        yield Fault(
            f"Prerequisites lead back to where they began, level {circle[0][1]} of {circle[0][0]}: {needs}.",
            place.of((*steps, "prerequisites")),
            "take one of these prerequisites away.",
        )


def _ids_twice(parts: Parts, place: Place) -> Iterator[Fault]:
    of_one_kind = (parts.ids["presets"], parts.ids["target_profiles"], parts.ids["owners"])
    for named in ({**parts.ids["domains"], **parts.ids["practices"]}, *of_one_kind):
        first: dict[str, Steps] = {}
        for steps, id_ in named.items():
            if id_ in first:
                what = f"The id {id_} is given twice; first at {place.of(first[id_])}."
                yield Fault(what, place.of(steps), "give each its own.")
            first.setdefault(id_, steps)


def _check_scale(parts: Parts, scale: Scale, place: Place) -> Iterator[Fault]:
    if fault := _fault_of_steps(scale, place, ("scale",)):
        yield fault
        return
    if parts.gate is not None:
        yield from _off_scale(parts.gate.floor_cap, scale, place, ("gate", "floor_cap"))
    if parts.target is not None:
        yield from _off_scale(parts.target.level, scale, place, ("target", "level"))
    yield from _check_rungs(parts, scale, place)
    for steps, practice in parts.practices.items():
        own = practice.scale
        if own is not None and (fault := _fault_of_steps(own, place, (*steps, "scale"))):
            yield fault
            continue
        takes_words = parts.takes_words or own is not None or scale.is_range
        yield from _check_levels(practice, own or scale, place, steps, takes_words=takes_words, parts=parts)


def _check_rungs(parts: Parts, scale: Scale, place: Place) -> Iterator[Fault]:
    """A gate matrix asks for steps of the scale that do not fall, and for a rung of every practice.

    Rungs are shown on the scale of the framework, so that they end where it ends.
    """
    matrix = parts.gate_matrix
    if matrix is None:
        return
    for field in ("own", "lower"):
        yield from _off_scale(getattr(matrix, field), scale, place, ("gate_matrix", field))
    if matrix.lower < matrix.own:
        what = f"The gate matrix asks less of lower rungs ({matrix.lower}) than of the rung itself ({matrix.own})."
        yield Fault(what, place.of(("gate_matrix", "lower")), f"give lower at least {matrix.own}, or lower own.")
    for steps, practice in parts.practices.items():
        if practice.rung is None or not 1 <= practice.rung <= scale.highest:
            what = "A practice has no rung." if practice.rung is None else f"There is no rung {practice.rung}."
            mend = f"give rung: a number from 1 to {scale.highest}, where the scale ends, or leave gate_matrix out."
            yield Fault(what, place.of((*steps, "rung")), mend)


def _fault_of_steps(scale: Scale, place: Place, steps: Steps) -> Fault | None:
    """Steps follow each other without a hole, a range only rises; values are given for all or none, and rise."""
    numbers, values = [level.number for level in scale.levels], [level.value for level in scale.levels]
    given = [value for value in values if value is not None]
    if not scale.is_range and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        what, mend = "levels of the scale do not follow each other without a hole", "number them one after the other"
    elif any(left >= right for left, right in pairwise(numbers)):
        what, mend = "levels of the scale do not rise from one to the next", "list them"
    elif given and (scale.is_range or len(given) < len(values) or any(a >= b for a, b in pairwise(given))):
        what, mend = "values of the levels are not one for each, rising", "give all or none, never on a range, rising"
    else:
        return None
    return Fault(f"The {what}.", place.of((*steps, "levels")), f"{mend}, from the lowest.")


def _check_gate_and_presets(parts: Parts, place: Place) -> Iterator[Fault]:
    if parts.lacks_gate_matrix:
        what, mend = "The method gate_matrix has no gate_matrix to go by.", "add gate_matrix, or name another method."
        yield Fault(what, place.of(("method",)), mend)
    if parts.gate is not None and parts.gate.numerator > parts.gate.denominator:
        yield Fault("The gate asks for more than all of the weight.", place.of(("gate",)), "give a share of at most 1.")
    for steps, preset in parts.presets.items():
        practices, kinds = preset.practices or (), preset.kinds or ()
        if parts.is_whole:
            yield from _unknown("practice", _listed("practices", practices), parts.names["practices"], place, steps)
        yield from _unknown("kind of service", _listed("kinds", kinds), _registers()["kinds"], place, steps)
        yield from _named_twice(practices, place, (*steps, "practices"))


def _check_groups(domain: Domain, place: Place, steps: Steps) -> Iterator[Fault]:
    """Groups with practices of another domain, a practice in two groups, an id given twice, nothing in it."""
    known, seen, ids = {practice.id for practice in domain.practices}, set[str](), set[str]()
    for inner, group in _groups_of(domain.children, (*steps, "children")):
        where = place.of(inner)
        if group.id in ids:
            yield Fault(f"The group {group.id} is given twice in its domain.", where, "give each its own id.")
        ids.add(group.id)
        if not group.practices and not group.children and group.origin is None:
            yield Fault(f"Nothing stands in the group {group.id}.", where, "name its practices, or take it away.")
        for practice in group.practices:
            if practice not in known:
                yield Fault(f"The domain {domain.id} has no practice {practice!r}.", where, "name one of the domain.")
            elif practice in seen:
                yield Fault(f"{practice} stands in two groups.", where, "keep it in one of them.")
            seen.add(practice)


def _groups_of(groups: Sequence[Group], steps: Steps) -> Iterator[tuple[Steps, Group]]:
    for number, group in enumerate(groups):
        yield (*steps, number), group
        yield from _groups_of(group.children, (*steps, number, "children"))


def _check_target_profiles(parts: Parts, place: Place) -> Iterator[Fault]:
    """Stages and practices that nobody knows; levels that are off the scale."""
    for steps, profile in parts.target_profiles.items():
        yield from _unknown("stage", {("id",): profile.id}, _registers()["stages"], place, steps)
        if parts.is_whole:
            named: dict[Steps, str] = {("practices", practice): practice for practice in profile.practices}
            yield from _unknown("practice", named, parts.names["practices"], place, steps)
        if parts.scale is not None:
            goals: dict[Steps, Goal] = {("everywhere",): profile.everywhere, ("floors",): profile.floors}
            goals |= {("practices", practice): goal for practice, goal in profile.practices.items()}
            for inner, goal in goals.items():
                yield from _off_scale(goal.level, parts.scale, place, (*steps, *inner, "level"))


def _check_levels(
    practice: Practice, scale: Scale, place: Place, steps: Steps, *, takes_words: bool, parts: Parts
) -> Iterator[Fault]:
    """Levels that are not on the scale, and those of the scale that are left out."""
    for number in practice.levels:
        yield from _off_scale(number, scale, place, (*steps, "levels", number))
    if parts.is_outline and practice.levels:
        what, mend = "A practice of an outline has level texts.", "take them away, or do not call it an outline."
        yield Fault(what, place.of((*steps, "levels")), mend)
    for level in () if takes_words else scale.levels:
        if level.number not in practice.levels:
            what = f"Level {level.number} has no text."
            yield Fault(what, place.of((*steps, "levels")), "say in a sentence what can be observed at it.")
    if practice.floor is not None:
        yield from _off_scale(practice.floor.level, scale, place, (*steps, "floor", "level"))
    for number, need in enumerate(practice.prerequisites):
        yield from _off_scale(need.level, scale, place, (*steps, "prerequisites", number, "level"))
        yield from _off_scale(need.for_level, scale, place, (*steps, "prerequisites", number, "for_level"))
    for step in practice.effort:
        if int(step.removeprefix("to")) not in range(scale.lowest + 1, scale.highest + 1):
            what = f"{step} leads to no level of this framework's scale."
            mend = f"use to{scale.lowest + 1} to to{scale.highest}."
            yield Fault(what, place.of((*steps, "effort", step)), mend)


def _check_words(practice: Practice, parts: Parts, place: Place, steps: Steps) -> Iterator[Fault]:
    """Words that a register or the framework itself must know."""
    known = _registers()
    needed = [need.practice for need in practice.prerequisites] if parts.is_whole else []
    schemes = [f"{reference.framework} {reference.id}" for reference in practice.references]
    sources = [illustration.source for illustration in practice.illustrations]
    floor_presets = practice.floor.presets if practice.floor else ()
    checks: tuple[tuple[dict[Steps, str], str, frozenset[str]], ...] = (
        (_listed("applies_to", practice.applies_to), "kind of service", known["kinds"]),
        (_listed("threats", practice.threats), "threat", known["threats"]),
        ({("effectiveness", threat): threat for threat in practice.effectiveness}, "threat", known["threats"]),
        (_listed("challenges", practice.challenges), "challenge", known["challenges"]),
        ({("owner",): practice.owner} if practice.owner else {}, "owner role", parts.names["owners"]),
        ({("evidence_kind",): practice.evidence_kind}, "kind of evidence", parts.names["evidence_kinds"]),
        (
            {("floor", "presets", number): preset for number, preset in enumerate(floor_presets)},
            "preset",
            parts.names["presets"],
        ),
        (_listed("prerequisites", needed), "practice", parts.names["practices"]),
        (_listed("references", schemes), "reference", known["references"]),
        (_listed("illustrations", sources), "source", known["sources"]),
        ({("source",): practice.source} if practice.source else {}, "source", known["sources"]),
    )
    for words, name, allowed in checks:
        yield from _unknown(name, words, allowed, place, steps)
    if practice.id in needed:
        what, where = f"{practice.id} is its own prerequisite.", place.of((*steps, "prerequisites"))
        yield Fault(what, where, "name another practice, or take it away.")
    for field in ("applies_to", "threats", "challenges", "stages"):
        yield from _named_twice(getattr(practice, field), place, (*steps, field))


def _listed(field: str, words: Sequence[str]) -> dict[Steps, str]:
    return {(field, number): word for number, word in enumerate(words)}


@cache
def _registers() -> dict[str, frozenset[str]]:
    """The words that the registers know, by what they name."""
    threats, schemes = load_threats(), load_references().schemes
    return {
        "kinds": frozenset(kind.id for kind in load_profiles().kinds),
        "stages": frozenset(stage.id for stage in load_profiles().stages),
        "threats": frozenset(threat.id for threat in threats.threats),
        "challenges": frozenset(challenge.id for challenge in threats.challenges),
        "references": frozenset(f"{scheme.id} {entry.id}" for scheme in schemes for entry in scheme.items),
        "sources": frozenset(source.key for source in load_sources().sources),
    }


def _unknown(
    name: str, words: Mapping[Steps, str], known: frozenset[str], place: Place, steps: Steps
) -> Iterator[Fault]:
    for inner, word in words.items():
        if word not in known:
            listed = ", ".join(sorted(known))
            shown = listed if len(listed) < 300 else listed[:300] + "…"
            yield Fault(f"There is no {name} {word!r}.", place.of((*steps, *inner)), f"use one of: {shown}.")


def _named_twice(words: Sequence[str], place: Place, steps: Steps) -> Iterator[Fault]:
    for word, times in Counter(words).items():
        if times > 1:
            yield Fault(f"{word!r} is named twice.", place.of(steps), "name it once.")


def _off_scale(level: int, scale: Scale, place: Place, steps: Steps) -> Iterator[Fault]:
    if not scale.lowest <= level <= scale.highest:
        edge = f"ends at {scale.highest}" if level > scale.highest else f"begins at {scale.lowest}"
        yield Fault(
            f"Level {level} is not on this framework's scale, which {edge}.",
            place.of(steps),
            f"give the level a number from {scale.lowest} to {scale.highest}, or widen the scale in framework.yaml.",
        )
