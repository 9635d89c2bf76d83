"""`safermark framework`: list, show, check, compare versions, import, export."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.options import AsJson, StorePath, new_app
from dashboard.commands.printing import print_json, print_line, print_table

if TYPE_CHECKING:
    from frameworks.model import Framework, Practice

app = new_app("List, show and check frameworks; bring them in and out of other formats.")

Reference = Annotated[str, typer.Argument(metavar="ID", help="id (the newest version), id@version, or a path.")]


@app.command("list")
def list_(store: StorePath = None, as_json: AsJson = False) -> None:
    """Every framework of the catalog."""
    from frameworks.loader import list_frameworks
    from use_cases.places import known_catalogs

    found = list_frameworks(known_catalogs(store))
    if as_json:
        print_json([_head(framework) for framework in found])
        return
    rows = [
        (f.key, f.title, "outline" if f.is_outline else f.lifecycle, f"{len(f.practices)} practices") for f in found
    ]
    print_table(rows, indent=0)


@app.command()
def show(reference: Reference, store: StorePath = None, as_json: AsJson = False) -> None:
    """One framework as a document: domains, practices, levels, references."""
    from frameworks.loader import load_framework
    from use_cases.places import known_catalogs

    framework = load_framework(reference, known_catalogs(store))
    if as_json:
        print_json(framework_as_tree(framework))
        return
    print_line(f"{framework.title} {framework.version} ({framework.lifecycle})")
    for caveat in framework.caveats:
        print_line(f"  {caveat}")
    for domain in framework.domains:
        print_line()
        print_line(f"{domain.id}  {domain.title}: {domain.question}")
        for practice in domain.practices:
            _print_practice(practice, is_outline=framework.is_outline)


@app.command()
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A framework's folder or file, or a folder of several.")],
    as_json: AsJson = False,
) -> None:
    """Name every fault of a framework, or of all in a folder, and of its crosswalks at once; exit code 10 for any.

    Words that have a better one are remarks, never faults.
    """
    from dashboard.commands.terms_text import print_remarks
    from frameworks.crosswalks import check_crosswalks
    from frameworks.errors import FrameworkNotReadable
    from frameworks.loader import check_framework, frameworks_in
    from frameworks.remarks import remarks_on

    folders = list(frameworks_in(str(path), ()).values()) or [path]
    faults = [fault for folder in folders for fault in (*check_framework(folder), *check_crosswalks(folder))]
    remarks = remarks_on(path)
    if as_json:
        named = [{"what": f.what, "where": f.where, "mend": f.mend} for f in faults]
        print_json({"faults": named, "remarks": [{"where": one.where, "what": one.what} for one in remarks]})
    elif faults:
        print(FrameworkNotReadable(*faults), file=sys.stderr)
    else:
        print_line("No fault found." if len(folders) == 1 else f"No fault found in {len(folders)} frameworks.")
    if not as_json:
        print_remarks(remarks)
    if faults:
        raise typer.Exit(FrameworkNotReadable.exit_code)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="id@version, or a path.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="id@version, or a path.")],
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two versions of a framework, and where new practices come from."""
    from dataclasses import asdict

    from dashboard.commands.framework_text import print_difference
    from frameworks.crosswalks import crosswalk_between
    from frameworks.difference import compare_versions
    from frameworks.loader import load_framework
    from use_cases.places import known_catalogs

    catalogs = known_catalogs(store)
    former, newer = load_framework(old, catalogs), load_framework(new, catalogs)
    difference = compare_versions(former, newer, crosswalk_between(former, newer, catalogs))
    if as_json:
        print_json({"from": _head(former), "to": _head(newer), **asdict(difference)})
    else:
        print_difference(difference, former, newer)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file or folder of another format.")],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The folder it is kept in: DIR/<id>/<version>/framework.json.")
    ],
    format: Annotated[
        str, typer.Option("--format", metavar="NAME", help="auto, ciso-assistant, samm, oscal or dsomm.")
    ] = "auto",
    as_json: AsJson = False,
) -> None:
    """Bring in a framework of another format; say what came in, and what could not be carried."""
    from dashboard.commands.framework_text import imported_as_tree, print_imported
    from frameworks.kept import import_source

    kept = import_source(path, into, format)
    if as_json:
        print_json(imported_as_tree(kept))
    else:
        print_imported(kept)


@app.command()
def export(
    reference: Reference,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")],
    format: Annotated[
        str, typer.Option("--format", metavar="NAME", help="ciso-assistant, ciso-assistant-xlsx or oscal.")
    ],
    store: StorePath = None,
) -> None:
    """Write a framework in another format; say what that format cannot carry."""
    from dashboard.commands.framework_text import print_notes
    from frameworks.formats.formats import write_framework
    from frameworks.loader import load_framework
    from use_cases.exchange.written_file import write_file
    from use_cases.places import known_catalogs

    exported = write_framework(load_framework(reference, known_catalogs(store)), format)
    write_file(exported.content, out)
    print_line(f"Written: {out.name}")
    print_notes(exported.notes)


def framework_as_tree(framework: "Framework") -> dict[str, Any]:
    """The framework as `show --json` prints it; `floor` says whether it is one in the default preset."""
    return {
        **_head(framework),
        "dated": framework.dated.isoformat(),
        "caveats": list(framework.caveats),
        "scale": framework.scale.model_dump(mode="json"),
        "method": framework.method,
        "gate": framework.gate.model_dump(mode="json"),
        "judgements": [judgement.model_dump(mode="json") for judgement in framework.judgements],
        "presets": [preset.model_dump(mode="json") for preset in framework.presets],
        "owners": [owner.model_dump(mode="json") for owner in framework.owners],
        "domains": [
            {
                **domain.model_dump(mode="json", exclude={"practices"}),
                "practices": [_practice(practice, framework) for practice in domain.practices],
            }
            for domain in framework.domains
        ],
    }


def _head(framework: "Framework") -> dict[str, Any]:
    return {name: getattr(framework, name) for name in ("id", "version", "title", "lifecycle")}


def _practice(practice: "Practice", framework: "Framework") -> dict[str, Any]:
    from frameworks.registers.register import load_references

    kind = framework.kind_of(practice)
    floor = practice.floor
    tree = practice.model_dump(mode="json", exclude={"floor", "references"})
    references = []
    for reference in practice.references:
        item = load_references().find(reference.framework, reference.id)
        references.append(
            {**reference.model_dump(), "title": item.title if item else None, "grade": item.grade if item else "M"}
        )
    return {
        **tree,
        "floor": bool(floor and not floor.children_likely and framework.presets[0].id in floor.presets),
        "floor_rule": floor.model_dump(mode="json") if floor else None,
        "evidence_half_life_days": kind.half_life_days,
        "evidence_grace_days": kind.grace_days,
        "references": references,
    }


def _print_practice(practice: "Practice", *, is_outline: bool) -> None:
    from frameworks.registers.register import load_references

    print_line()
    unsure = "  (unverified)" if practice.grade == "M" else ""
    print_line(f"  {practice.id}  {practice.title}{unsure}{'  [floor]' if practice.floor else ''}")
    print_line(f"      {practice.intent}")
    if practice.addressees:
        print_line(f"      addressed to: {practice.addressees}")
    # The items of an outline all have the words of the scale.
    for number, text in () if is_outline else sorted(practice.levels.items()):
        print_line(f"      {number}  {text}")
    named = []
    for reference in practice.references:
        item = load_references().find(reference.framework, reference.id)
        unverified = " (unverified)" if item is None or item.grade == "M" else ""
        named.append(f"{reference.framework} {reference.id}{unverified}")
    if named:
        print_line(f"      refers to: {', '.join(named)}")
