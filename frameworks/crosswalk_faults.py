"""What a crosswalk file must mean: practices that exist, each of them mapped or declared, nothing said twice."""

from collections import Counter
from collections.abc import Iterator, Mapping

from frameworks.crosswalk_file import CrosswalkFile, Side
from frameworks.errors import Fault
from frameworks.model import Framework
from frameworks.plain_faults import Place

SIDES: tuple[Side, Side] = ("from", "to")


def check_crosswalk(file: CrosswalkFile, ends: Mapping[Side, Framework], home: str, place: Place) -> Iterator[Fault]:
    """Every fault that one field alone does not show. `ends` are the frameworks that were found; `home` is the key of
    the one whose folder the file is in."""
    if file.from_ == file.to:
        yield Fault("It leads from a framework to itself.", place.of(("to",)), "name another version or framework.")
    elif home not in (file.from_, file.to):
        yield Fault(
            f"Neither end is {home}, in whose folder this file is.",
            place.of(("to",)),
            "put it into the folder of the framework it leads to.",
        )
    yield from _pairs_twice(file, place)
    yield from _equal_but_shared(file, place)
    for side in SIDES:
        yield from _declared_in_vain(file, side, place)
        if side in ends:
            yield from _check_side(file, side, ends[side], place)


def _pairs_twice(file: CrosswalkFile, place: Place) -> Iterator[Fault]:
    seen = set()
    for number, mapped in enumerate(file.mappings):
        pair = (mapped.from_, mapped.to)
        if pair in seen:
            what = f"{mapped.from_} leads to {mapped.to} twice."
            yield Fault(what, place.of(("mappings", number)), "keep one of them.")
        seen.add(pair)


def _equal_but_shared(file: CrosswalkFile, place: Place) -> Iterator[Fault]:
    counts = {side: Counter(mapped.of(side) for mapped in file.mappings) for side in SIDES}
    for number, mapped in enumerate(file.mappings):
        if mapped.relation == "equal" and any(counts[side][mapped.of(side)] > 1 for side in SIDES):
            yield Fault(
                f"{mapped.from_} and {mapped.to} are called equal, but one of them is mapped to another as well.",
                place.of(("mappings", number, "relation")),
                "say subset, superset or intersects.",
            )


def _declared_in_vain(file: CrosswalkFile, side: Side, place: Place) -> Iterator[Fault]:
    seen = {mapped.of(side) for mapped in file.mappings}
    for number, one in enumerate(file.not_covered):
        if one.side != side:
            continue
        if one.practice in seen:
            what = f"{one.practice} is declared not covered, but is mapped or declared already."
            yield Fault(what, place.of(("not_covered", number, "practice")), "keep one of them.")
        seen.add(one.practice)


def _check_side(file: CrosswalkFile, side: Side, framework: Framework, place: Place) -> Iterator[Fault]:
    named = list(file.named(side))
    for steps, id_ in named:
        if id_ not in framework.practices:
            what = f"{framework.key} has no practice {id_}."
            yield Fault(what, place.of(steps), "use an id of that framework.")
    known = {id_ for _, id_ in named}
    for id_ in framework.practices:
        if id_ not in known:
            yield Fault(
                f"Nothing is said of {id_} of {framework.key}.",
                place.of(("mappings",)),
                "map it, or declare it under not_covered with the reason.",
            )
