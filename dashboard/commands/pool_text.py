"""Pools and releases as text."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dashboard.commands.printing import print_line, print_table
from scoring.benchmark import CellBenchmark, Figure, Release
from scoring.pool_terms import PoolTerms
from use_cases.pools import PoolView

WIDTH = 100
"""Characters of a line of running text."""


def print_terms(terms: PoolTerms) -> None:
    """What a pool asks and promises, and the words a member agrees to."""
    print_line(f"{terms.title} ({terms.id})")
    rows = [
        ["framework", terms.framework],
        ["published by", ", ".join(terms.cells)],
        ["members", "agree to be named" if terms.is_named else "stay unnamed"],
        ["budget", f"epsilon {terms.epsilon_cap:g} in all, then it closes for ever"],
        ["expires", terms.expires.isoformat()],
        ["key", terms.public_key],
    ]
    print_table([*rows, ["data", "synthetic"]] if terms.is_synthetic else rows)
    print_line()
    print_consent(terms)


def print_consent(terms: PoolTerms) -> None:
    """Every word a member agrees to."""
    print_line("Consent:")
    for paragraph in terms.consent_text.split("\n\n"):
        for row in wrap(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  "):
            print_line(row)
        print_line()


def print_pools(pools: Sequence[PoolTerms]) -> None:
    """A line for each pool."""
    if not pools:
        print_line("There is no pool yet.")
        return
    print_table([[one.id, one.framework, one.title] for one in pools], indent=0)


def print_view(view: PoolView) -> None:
    """A pool as its operator sees it."""
    print_line(f"{view.terms.title} ({view.terms.id}), {view.terms.framework}")
    print_line("For the operator alone: these are true counts.")
    state = "closed for ever" if view.is_closed else "locked" if view.locked else "open"
    print_table(
        [
            ["state", state],
            ["contributions", str(sum(view.members.values()))],
            *([f"  {cell}", str(number)] for cell, number in view.members.items()),
            ["not yet publishable", str(view.waiting)],
            ["spent", f"epsilon {view.spent} of {view.terms.epsilon_cap:g}"],
            ["releases", ", ".join(day.isoformat() for day in view.releases) or "none"],
            ["second place", str(view.witness)],
        ]
    )
    for number in view.missing:
        print_line(f"Release {number} was charged for and is not kept here: take its file in with `pool replay`.")
    for fault in view.locked:
        print_line(f"{fault.what} Where: {fault.where} Mend: {fault.mend}")


def view_as_tree(view: PoolView) -> dict[str, Any]:
    """The operator's view as plain values."""
    return {
        "pool": view.terms.id,
        "framework": view.terms.framework,
        "contributions": dict(view.members),
        "not_yet_publishable": view.waiting,
        "epsilon": {"spent": str(view.spent), "cap": view.terms.epsilon_cap},
        "releases": [day.isoformat() for day in view.releases],
        "missing_releases": list(view.missing),
        "is_closed": view.is_closed,
        "locked": [fault.what for fault in view.locked],
    }


def print_release(release: Release) -> None:
    """What was published, with its guarantee."""
    data = ", synthetic data" if release.terms.is_synthetic else ""
    print_line(f"Release {release.number} of {release.terms.title}, {release.dated}{data}")
    for cell in release.cells:
        print_line(f"  {cell.cell}: {_about(cell)}")
        figures = {"median": cell.median, "lower quartile": cell.lower_quartile, "upper quartile": cell.upper_quartile}
        rows = [[name, *_figure(figure)] for name, figure in {**figures, **cell.domains}.items() if figure]
        if rows:
            print_table(rows, indent=4)
        for reason in cell.suppressed:
            print_line(f"    Suppressed: {reason}.")
    print_line(release.guarantee.sentence)


def _about(cell: CellBenchmark) -> str:
    return "not published" if cell.about is None else f"about {cell.about} organizations"


def _figure(figure: Figure) -> list[str]:
    return [f"{figure.value:.2f}", f"between {figure.low:.2f} and {figure.high:.2f}"]
