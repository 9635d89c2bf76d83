"""Pathways and law of a country in plain lines."""

from typing import Any

from dashboard.commands.printing import print_line

Tree = dict[str, Any]
STANDINGS = {
    "verified": "Whom to tell there is on record and verified.",
    "sourced": "Whom to tell there is on record from a source, unverified.",
    "memory": "Whom to tell there is on record from memory, unverified.",
    "shared": "No pathway of its own is on record; entries of its region hold.",
    "none": "No pathway of its own is on record. Ask the police, and the hotline that the worldwide finder names.",
}
REACHES = {"own": "", "region": ", in the whole region", "worldwide": ", worldwide"}


def print_pathways(document: Tree) -> None:
    """Everything of the document `pathways --json` prints, as sentences."""
    print_line(f"{document['name']} ({document['country']}), seen on {document['as_of']}.")
    print_line(document["note"])
    print_line(STANDINGS[document["standing"]])
    for pathway in document["pathways"]:
        print_line()
        print_line(f"{pathway['receiver']}{REACHES[pathway['applies_as']]}{_trust(pathway)}")
        _print_fields(pathway, ("who", f"{pathway['binding']}: {pathway['duty']}"), ("basis", pathway["legal_basis"]))
    if document["law"]:
        print_line()
        print_line(f"Law on record, last gone through on {document['law_dated']}:")
    for law in document["law"]:
        print_line()
        print_line(f"{law['title']}{REACHES[law['applies_as']]}{_trust(law)}")
        _print_fields(law, ("who", f"{law['binding']}: {law['whom']}: {law['asks']}"), ("in force", _force(law)))
    _print_changes("Ahead", document["changes_ahead"])
    _print_changes("In the past year", document["recent_changes"])


def _print_fields(entry: Tree, *first: tuple[str, str]) -> None:
    fields = (
        *first,
        ("channel", entry.get("channel", "")),
        ("begins with", entry.get("trigger", "")),
        ("covers", entry.get("content_scope", "")),
        ("before that", entry.get("prerequisite", "")),
        ("penalty", entry["penalty"]),
        ("note", entry.get("note", "")),
        ("by when", entry["deadline"] or "not known"),
        ("keep", entry["retention"] or "not known"),
        ("source", f"grade {entry['grade']}: {', '.join(entry['sources']) or 'none'}"),
    )
    for name, words in fields:
        if words:
            print_line(f"  {name + ':':13}{words}")


def _print_changes(title: str, changes: list[Tree]) -> None:
    if changes:
        print_line()
        print_line(f"{title}:")
        for change in changes:
            print_line(f"  {change['on'] or 'no day':11}{change['law']}: {change['what']}")


def _trust(entry: Tree) -> str:
    memory = "from memory, " if entry["grade"] == "M" else ""
    words = [f"{memory}unverified"] if entry["is_unverified"] else []
    words += ["older than 180 days"] if entry["is_old"] else []
    return f" [{', '.join(words)}]" if words else ""


def _force(law: Tree) -> str:
    begin, end = law["in_force_from"], law["in_force_until"]
    return " ".join([f"from {begin}" if begin else "from a day not known", *([f"until {end}"] if end else [])])
