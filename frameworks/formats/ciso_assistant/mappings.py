"""Requirement mapping sets of a library as crosswalks between frameworks that are at hand."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile, Mapped, NotCovered, Relation
from frameworks.formats.building import shortened
from frameworks.formats.ciso_assistant.fields import Fields, Findings, text_of
from frameworks.formats.imported import End

RELATIONS: Mapping[str, Relation] = {
    "equal": "equal",
    "subset": "subset",
    "superset": "superset",
    "intersect": "intersects",
}
NO_REASON = "The source gives no reason."
CALLED_EQUAL = "Called equal by the source."
NOT_MAPPED = "The mapping set of the source does not name it."
LONGEST = 2_000
_PAIRS = "requirement_mappings"


def mapping_sets(objects: Fields, found: Findings) -> list[dict[str, Any]]:
    """Every mapping set of a library; there may be one, or a list of them."""
    one, many = objects.get("requirement_mapping_set"), objects.get("requirement_mapping_sets")
    given = [*(one if isinstance(one, list) else [one] if one is not None else [])]
    sets = found.mappings(given, "requirement_mapping_set") + found.mappings(many, "requirement_mapping_sets")
    return [
        {**one, _PAIRS: found.mappings(one.get(_PAIRS), f"{_name_of(one, number)} > {_PAIRS}")}
        for number, one in enumerate(sets, 1)
    ]


def crosswalk_of(
    given: Fields, number: int, find_end: Callable[[str], End | None], dated: date, found: Findings
) -> CrosswalkFile | None:
    """The crosswalk of a set, by its number, whose two frameworks are at hand; else a note says which are missing."""
    where = _name_of(given, number)
    urns = [text_of(given.get(f"{side}_framework_urn")) for side in ("source", "target")]
    source, target = (find_end(urn) for urn in urns)
    if source and target:
        return _crosswalk(given, source, target, dated, where, found)
    missing = [urn for urn, end in zip(urns, (source, target), strict=True) if end is None]
    named = ", ".join(urn or "a framework without a urn" for urn in missing)
    found.note(where, f"Not carried, because this is not at hand: {named}. Import it into the same folder first.")
    return None


def _crosswalk(
    given: Fields, source: End, target: End, dated: date, where: str, found: Findings
) -> CrosswalkFile | None:
    listed = list(_mapped(given, source, target, where, found))
    mapped = _equal_only_in_pairs(listed)
    if weaker := sum(left != right for left, right in zip(listed, mapped, strict=True)):
        what = f"Called equal, but mapped to others as well, {weaker} times: taken as partly the same."
        found.note(where, what)
    if not mapped or source.key == target.key:
        found.note(where, "Not carried: it maps no practice of the one framework to one of the other.")
        return None
    return CrosswalkFile.model_validate(
        {
            "schema_version": 1,
            "from": source.key,
            "to": target.key,
            "dated": dated,
            "basis": "source",
            "reason": _reason(given.get("description"), given.get("name")),
            "mappings": mapped,
            "not_covered": [
                *_not_covered(source, {one.from_ for one in mapped}, "from"),
                *_not_covered(target, {one.to for one in mapped}, "to"),
            ],
        }
    )


def _mapped(given: Fields, source: End, target: End, where: str, found: Findings) -> Iterator[Mapped]:
    """Each pair once. What is no practice on both sides, or of no known relation, is only counted."""
    left_out: Counter[str] = Counter()
    seen = set()
    for one in given[_PAIRS]:
        ends = [
            end.practices.get(text_of(one.get(f"{side}_requirement_urn")).lower())
            for side, end in (("source", source), ("target", target))
        ]
        relation = RELATIONS.get(text_of(one.get("relationship")).lower())
        if None in ends:
            left_out["with a heading, or a node that is not there"] += 1
        elif relation is None:
            left_out["of an unknown relationship"] += 1
        elif (pair := tuple(ends)) in seen:
            left_out["given twice"] += 1
        else:
            seen.add(pair)
            reason = _reason(one.get("annotation"), one.get("rationale"))
            yield Mapped.model_validate({"from": ends[0], "to": ends[1], "relation": relation, "reason": reason})
        left_out["strength_of_relationship"] += one.get("strength_of_relationship") not in (None, "")
    for why, number in left_out.items():
        if number:
            found.note(where, f"Not carried, {number} times: {_WORDS.get(why, 'mappings ' + why)}.")


_WORDS = {"strength_of_relationship": "the strength of a relationship"}


def _equal_only_in_pairs(mapped: Sequence[Mapped]) -> list[Mapped]:
    """The mappings with none called equal of which one end is mapped to another practice as well."""
    times = Counter(("from", one.from_) for one in mapped) + Counter(("to", one.to) for one in mapped)
    return [
        one.model_copy(update={"relation": "intersects", "reason": f"{CALLED_EQUAL} {one.reason}"[:LONGEST]})
        if one.relation == "equal" and (times["from", one.from_] > 1 or times["to", one.to] > 1)
        else one
        for one in mapped
    ]


def _not_covered(end: End, named: set[str], side: str) -> list[NotCovered]:
    return [
        NotCovered.model_validate({"practice": id_, "side": side, "reason": NOT_MAPPED})
        for id_ in end.practices.values()
        if id_ not in named
    ]


def _name_of(given: Fields, number: int) -> str:
    return text_of(given.get("ref_id")) or f"mapping set {number}"


def _reason(*texts: Any) -> str:
    found = next((text for one in texts if (text := text_of(one))), NO_REASON)
    return shortened(found, LONGEST)
