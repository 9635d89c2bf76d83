"""What differs between two versions of a framework, as a calm page of text."""

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets.findings import count
from frameworks.difference import ChangedPractice, Difference
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
