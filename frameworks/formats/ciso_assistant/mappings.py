"""Requirement mapping sets of a library as crosswalks between frameworks that are at hand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile, Mapped, NotCovered, Relation
from frameworks.formats.building import shortened
from frameworks.formats.ciso_assistant.fields import FORMAT, Fields, Findings, text_of
from frameworks.model import Framework

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


def mapping_sets(objects: Fields, found: Findings) -> list[dict[str, Any]]:
    """Every mapping set of a library; there may be one, or a list of them."""
    one, many = objects.get("requirement_mapping_set"), objects.get("requirement_mapping_sets")
    given = [*(one if isinstance(one, list) else [one] if one is not None else [])]
    sets = found.mappings(given, "requirement_mapping_set")
    return sets + found.mappings(many, "requirement_mapping_sets")


def crosswalks_of(
    sets: Sequence[Fields], frameworks: Sequence[Framework], dated: date, found: Findings
) -> tuple[CrosswalkFile, ...]:
    """The crosswalk of each set whose two frameworks are at hand; of the others a note says which are missing."""
    known = {one.origin.id.lower(): one for one in frameworks if one.origin and one.origin.format == FORMAT}
    crosswalks: dict[tuple[str, str], CrosswalkFile] = {}
    for number, given in enumerate(sets, 1):
        where = text_of(given.get("ref_id")) or f"mapping set {number}"
        urns = [text_of(given.get(f"{side}_framework_urn")) for side in ("source", "target")]
        missing = [urn for urn in urns if urn.lower() not in known]
        if missing:
            named = ", ".join(urn or "a framework without a urn" for urn in missing)
            found.note(
                where, f"Not carried, because this is not at hand: {named}. Import it into the same folder first."
            )
            continue
        made = _crosswalk(given, known[urns[0].lower()], known[urns[1].lower()], dated, where, found)
        if made is not None:
            crosswalks[made.from_, made.to] = made
    return tuple(crosswalks.values())


def _crosswalk(
    given: Fields, source: Framework, target: Framework, dated: date, where: str, found: Findings
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


def _mapped(given: Fields, source: Framework, target: Framework, where: str, found: Findings) -> Iterator[Mapped]:
    """Each pair once. What is no practice on both sides, or of no known relation, is only counted."""
    left_out: Counter[str] = Counter()
    ids = _ids(source), _ids(target)
    seen = set()
    for one in found.mappings(given.get("requirement_mappings"), f"{where} > requirement_mappings"):
        ends = [
            known.get(text_of(one.get(f"{side}_requirement_urn")).lower())
            for side, known in zip(("source", "target"), ids, strict=True)
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


def _ids(framework: Framework) -> dict[str, str]:
    return {one.origin.id.lower(): one.id for one in framework.practices.values() if one.origin}


def _not_covered(framework: Framework, named: set[str], side: str) -> list[NotCovered]:
    return [
        NotCovered.model_validate({"practice": id_, "side": side, "reason": NOT_MAPPED})
        for id_ in framework.practices
        if id_ not in named
    ]


def _reason(*texts: Any) -> str:
    found = next((text for one in texts if (text := text_of(one))), NO_REASON)
    return shortened(found, LONGEST)
