"""docs/CROSSWALKS.md: every item of the outlined lists with the practices that speak of it, or why none does."""

from frameworks.crosswalk_file import CrosswalkFile, Relation
from frameworks.crosswalks import load_crosswalks
from frameworks.loader import list_frameworks, load_framework
from frameworks.model import Framework, Practice
from frameworks.registers.register import load_sources
from tests.spec.page import table

OURS = "safer-by-design@1.0"
RELATIONS: dict[Relation, str] = {
    "equal": "asks the same",
    "subset": "asks a part of it",
    "superset": "asks it and more",
    "intersects": "asks some of it and something else",
}
GRADES = {"P": "primary", "S": "secondary", "R": "third party's record", "M": "unverified, from memory"}
HEAD = """# Crosswalks: what published lists ask, and what our practices say of it

It is generated from `frameworks/catalog/*/*/crosswalks` by `python -m tests.documents`; change it there.

Each list is an outline: its identifiers and titles are facts, every sentence is ours. The tables stand in for no list,
and they are no statement on compliance with one. **Not legal advice.**

Every relation is a judgement, practice by practice, read for child sexual exploitation only, and not yet reviewed by
the publishers or by a child-protection practitioner. How what our practice asks lies to what the item asks:

- **asks the same**: whoever has one has the other.
- **asks a part of it**: our practice alone is not enough for the item.
- **asks it and more**: whoever has our practice at a level has the item at that level.
- **asks some of it and something else**: each has something that the other lacks.

How well an item's identifier and title are known: primary (the publisher), secondary, a third party's record, or
unverified (from memory)."""


def crosswalks_page() -> str:
    """The whole page."""
    ours = load_framework(OURS)
    pairs = outlined_lists()
    return "\n\n".join([HEAD, overview(ours, pairs), *(section(ours, outline, file) for outline, file in pairs)]) + "\n"


def outlined_lists() -> list[tuple[Framework, CrosswalkFile]]:
    """Every outline of the catalog with the crosswalk from our framework to it. Raises StopIteration without one."""
    outlines = [framework for framework in list_frameworks() if framework.is_outline]
    return [(one, next(file for file in load_crosswalks(one.key) if file.from_ == OURS)) for one in outlines]


def overview(ours: Framework, pairs: list[tuple[Framework, CrosswalkFile]]) -> str:
    """How much of each list is spoken of, and how many of our practices it leaves unasked."""
    rows = []
    for outline, file in pairs:
        items, practices = {one.to for one in file.mappings}, {one.from_ for one in file.mappings}
        rows.append(
            [
                f"[{outline.title}](#{outline.id})",
                len(outline.practices),
                len(items),
                len(outline.practices) - len(items),
                f"{len(ours.practices) - len(practices)} of {len(ours.practices)}",
            ]
        )
    header = ["List", "Items", "Mapped", "Declared not covered", "Our practices that it does not ask for"]
    return "## Overview\n\n" + table(header, rows)


def section(ours: Framework, outline: Framework, file: CrosswalkFile) -> str:
    """One list: what was known of it, its items, and what of ours it leaves unasked."""
    addressed = any(item.addressees for item in outline.practices.values())
    header = ["Item", "Known from", *(["Addressed to"] if addressed else []), "What our practices say of it"]
    rows = []
    for item in outline.practices.values():
        row = [f"**{item.id}** {item.title}<br>{item.intent}", known_from(item)]
        row += [item.addressees or "unknown"] if addressed else []
        rows.append([*row, said_of(item, ours, file)])
    unasked = [
        [f"**{one.practice}** {ours.practices[one.practice].title}", one.reason]
        for one in file.not_covered
        if one.side == "from"
    ]
    caveats = "\n".join(f"- {caveat}" for caveat in outline.caveats)
    return "\n\n".join(
        [
            f'<a id="{outline.id}"></a>\n\n## {outline.title}',
            f"`{outline.key}`, gathered by {outline.dated}, crosswalk of {file.dated}. {outline.summary}",
            f"{caveats}\n- How it was read across: {file.reason}\n- Terms of reuse: {outline.license}\n"
            f"- Sources: {where_read(outline)}",
            table(header, rows),
            f"### Practices that {outline.id} leaves unasked",
            table(["Practice", "Why"], unasked),
        ]
    )


def known_from(item: Practice) -> str:
    """How well an item's title is known, with the key of its source."""
    word = GRADES[item.grade] if item.grade else "unknown"
    return f"{word} ({item.source})" if item.source else word


def where_read(outline: Framework) -> str:
    """The addresses of a list's sources."""
    addresses = {source.key: source.address or "address not recorded" for source in load_sources().sources}
    return "; ".join(f"{key}: {addresses[key]}" for key in outline.sources)


def said_of(item: Practice, ours: Framework, file: CrosswalkFile) -> str:
    """Each practice that speaks of an item, with relation and reason; or why none does."""
    lines = [
        f"**{one.from_}** {ours.practices[one.from_].title}, *{RELATIONS[one.relation]}*: {one.reason}"
        for one in file.mappings
        if one.to == item.id
    ]
    lines += [
        f"*not covered*: {one.reason}" for one in file.not_covered if one.side == "to" and one.practice == item.id
    ]
    return "<br>".join(lines)
