"""What a framework's files must mean together: references that resolve, scales without holes, one id once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from frameworks.errors import Fault
from frameworks.model import Framework, Practice
from frameworks.plain_faults import Place
from frameworks.registers.register import load_profiles, load_references, load_sources, load_threats


def check_meaning(tree: Mapping[str, Any], framework: Framework | None, place: Place) -> list[Fault]:
    """Every fault that one field alone does not show. What could not be read is checked as far as it goes."""
    faults = list(_ids_twice(tree, place))
    if framework is not None:
        faults += _scale(framework, place)
        faults += _presets(framework, place)
        for path, practice in _practices(framework):
            faults += _levels(practice, framework, place, path)
            faults += _words(practice, framework, place, path)
            faults += _relations(practice, framework, place, path)
        faults += _circles(framework, place)
    return faults


def _practices(framework: Framework) -> Iterator[tuple[tuple[int | str, ...], Practice]]:
    for number, domain in enumerate(framework.domains):
        for place, practice in enumerate(domain.practices):
            yield ("domains", number, "practices", place), practice


def _ids_twice(tree: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    """Ids are unique over the whole framework; found in the raw tree, so that other faults do not hide it."""
    seen: Counter[str] = Counter()
    domains = tree.get("domains")
    for number, domain in enumerate(domains if isinstance(domains, list) else []):
        practices = domain.get("practices") if isinstance(domain, dict) else None
        for index, practice in enumerate(practices if isinstance(practices, list) else []):
            id_ = practice.get("id") if isinstance(practice, dict) else None
            if isinstance(id_, str):
                seen[id_] += 1
                if seen[id_] == 2:
                    where = place.of(("domains", number, "practices", index, "id"))
                    yield Fault(f"The id {id_} is given to two practices.", where, "give each practice its own.")


def _scale(framework: Framework, place: Place) -> Iterator[Fault]:
    numbers = [level.number for level in framework.scale.levels]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        yield Fault(
            "The levels of the scale do not follow each other without a hole.",
            place.of(("scale", "levels")),
            "number them one after the other, from the lowest.",
        )
    if framework.gate.numerator > framework.gate.denominator:
        yield Fault("The gate asks for more than all of the weight.", place.of(("gate",)), "give a share of at most 1.")
    for key, level in (("gate", framework.gate.floor_cap), ("target", framework.target.level)):
        if not framework.scale.lowest <= level <= framework.scale.highest:
            yield _off_scale(level, framework, place.of((key,)))


def _presets(framework: Framework, place: Place) -> Iterator[Fault]:
    kinds = {kind.id for kind in load_profiles().kinds}
    for number, preset in enumerate(framework.presets):
        for practice_id in preset.practices or ():
            if practice_id not in framework.practices:
                yield _unknown("practice", practice_id, place.of(("presets", number, "practices")), framework.practices)
        for kind in preset.kinds or ():
            if kind not in kinds:
                yield _unknown("kind of service", kind, place.of(("presets", number, "kinds")), kinds)


def _levels(practice: Practice, framework: Framework, place: Place, path: tuple[int | str, ...]) -> Iterator[Fault]:
    numbers = {level.number for level in framework.scale.levels}
    for number in practice.levels:
        if number not in numbers:
            yield _off_scale(number, framework, place.of((*path, f"level {number}")))
    for number in sorted(numbers - set(practice.levels)):
        yield Fault(
            f"Level {number} has no text.", place.of((*path, "levels")), "say in a sentence what can be observed at it."
        )
    if practice.floor and practice.floor.level not in numbers:
        yield _off_scale(practice.floor.level, framework, place.of((*path, "floor")))


def _words(practice: Practice, framework: Framework, place: Place, path: tuple[int | str, ...]) -> Iterator[Fault]:
    """Words that a register or the framework itself must know."""
    threats, profiles = load_threats(), load_profiles()
    known_threats = {threat.id for threat in threats.threats}
    checks = (
        ("applies_to", "kind of service", practice.applies_to, {kind.id for kind in profiles.kinds}),
        ("threats", "threat", practice.threats, known_threats),
        ("effectiveness", "threat", tuple(practice.effectiveness), known_threats),
        ("challenges", "challenge", practice.challenges, {challenge.id for challenge in threats.challenges}),
        ("owner", "owner role", (practice.owner,) if practice.owner else (), {owner.id for owner in framework.owners}),
        ("evidence_kind", "kind of evidence", (practice.evidence_kind,), set(framework.evidence_kinds)),
        ("floor", "preset", practice.floor.presets if practice.floor else (), {p.id for p in framework.presets}),
        ("illustrations", "source", tuple(item.source for item in practice.illustrations), _source_keys()),
    )
    for field, name, used, known in checks:
        for word in used:
            if word not in known:
                yield _unknown(name, word, place.of((*path, field)), known)


def _source_keys() -> set[str]:
    return {source.key for source in load_sources().sources}


def _relations(practice: Practice, framework: Framework, place: Place, path: tuple[int | str, ...]) -> Iterator[Fault]:
    for need in practice.prerequisites:
        where = place.of((*path, "prerequisites"))
        if need.practice not in framework.practices or need.practice == practice.id:
            yield _unknown("other practice", need.practice, where, framework.practices)
        for level in (need.level, need.for_level):
            if not framework.scale.lowest <= level <= framework.scale.highest:
                yield _off_scale(level, framework, where)
    for reference in practice.references:
        if load_references().find(reference.framework, reference.id) is None:
            yield Fault(
                f"{reference.framework} {reference.id} is not in the register of references.",
                place.of((*path, "references")),
                "use an id of registers/references.yaml, or add it there with its grade.",
            )


def _circles(framework: Framework, place: Place) -> Iterator[Fault]:
    """Prerequisites that lead back to the same practice at the same or a lower level could never be met."""
    for path, practice in _practices(framework):
        for need in practice.prerequisites:
            if _leads_to(framework, need.practice, need.level, practice.id, need.for_level):
                yield Fault(
                    f"To reach level {need.for_level}, {practice.id} needs {need.practice}, which needs {practice.id}.",
                    place.of((*path, "prerequisites")),
                    "take one of the two away.",
                )


def _leads_to(framework: Framework, start: str, level: int, goal: str, goal_level: int) -> bool:
    waiting, seen = [(start, level)], set()
    while waiting:
        here = waiting.pop()
        if here in seen or here[0] not in framework.practices:
            continue
        seen.add(here)
        for need in framework.practices[here[0]].prerequisites:
            if need.for_level <= here[1]:
                if need.practice == goal and need.level >= goal_level:
                    return True
                waiting.append((need.practice, need.level))
    return False


def _unknown(name: str, word: str, where: str, known: Any) -> Fault:
    listed = ", ".join(sorted(known))
    return Fault(
        f"There is no {name} {word!r}.", where, f"use one of: {listed if len(listed) < 300 else listed[:300] + '…'}."
    )


def _off_scale(level: int, framework: Framework, where: str) -> Fault:
    scale = framework.scale
    edge = f"ends at {scale.highest}" if level > scale.highest else f"begins at {scale.lowest}"
    return Fault(
        f"Level {level} is not on this framework's scale, which {edge}.",
        where,
        f"give the level a number from {scale.lowest} to {scale.highest}, or widen the scale in framework.yaml.",
    )
