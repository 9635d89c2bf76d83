"""What differs between two versions of a framework, and what an import brought, as a calm page of text."""

from collections.abc import Sequence
from typing import Any

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets.findings import count
from frameworks.difference import ChangedPractice, Difference
from frameworks.formats.imported import Note
from frameworks.kept import Kept, KeptFramework
from frameworks.model import Framework


def print_difference(difference: Difference, old: Framework, new: Framework) -> None:
    """Practices that came, went and changed, then the rules around them."""
    print_line(f"{new.title}: from {old.version} to {new.version}")
    if difference.is_empty:
        print_line("Nothing differs.")
        return
    _print_rows("new", [(id_, new.practices[id_].title, _origin(id_, difference)) for id_ in difference.added])
    _print_rows("dropped", [(id_, old.practices[id_].title, _heirs(id_, difference)) for id_ in difference.dropped])
    _print_rows("changed", [(one.id, new.practices[one.id].title, _fields(one)) for one in difference.changed])
    if difference.rules:
        print_line()
        print_line(f"Rules that differ: {', '.join(difference.rules)}.")


def print_imported(kept: Kept) -> None:
    """What came in and where it is kept, how it is answered and scored, then what was not carried."""
    for framework in kept.frameworks:
        print_line(f"{framework.title} {framework.version}")
        print_table([(name, str(value)) for name, value in _facts(framework)])
    if kept.crosswalks:
        print_line(f"Crosswalks: {', '.join(f'{from_} to {to}' for from_, to in kept.crosswalks)}")
    print_notes(kept.notes)


def print_notes(notes: Sequence[Note]) -> None:
    """What the reader of the result should know, one line each; nothing where there is nothing."""
    if notes:
        print_line()
        print_line("To know:")
        print_table([(note.where, note.what) for note in notes])


def imported_as_tree(kept: Kept) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "frameworks": [
            {"key": framework.key, "title": framework.title, **dict(_facts(framework))} for framework in kept.frameworks
        ],
        "crosswalks": [{"from": from_, "to": to} for from_, to in kept.crosswalks],
        "notes": [{"where": note.where, "what": note.what} for note in kept.notes],
    }


def _facts(framework: KeptFramework) -> list[tuple[str, Any]]:
    (lowest, highest), own = framework.scale, framework.own_scales
    return [
        ("id", framework.key),
        ("folder", str(framework.folder)),
        ("domains", framework.domains),
        ("practices", framework.practices),
        ("scale", f"{lowest} to {highest}" + (f"; {own} practices have their own" if own else "")),
        ("method", framework.method),
        ("presets", ", ".join(framework.presets)),
    ]


def _print_rows(word: str, rows: list[tuple[str, str, str]]) -> None:
    if rows:
        print_line()
        print_line(f"{count(len(rows), 'practice is', 'practices are')} {word}:")
        print_table(rows)


def _origin(practice_id: str, difference: Difference) -> str:
    sources = difference.takes_from.get(practice_id, ())
    return f"takes from {', '.join(sources)}" if sources else ""


def _heirs(practice_id: str, difference: Difference) -> str:
    heirs = [id_ for id_, sources in difference.takes_from.items() if practice_id in sources]
    return f"goes on in {', '.join(heirs)}" if heirs else ""


def _fields(one: ChangedPractice) -> str:
    others = [name for name in one.fields if name != "levels"]
    levels = [f"text of level {', '.join(map(str, one.levels))}"] if one.levels else []
    return ", ".join([*levels, *others])
