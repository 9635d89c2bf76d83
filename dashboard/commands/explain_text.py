"""A change as a tree of plain values and as a calm page of text."""

import textwrap
from typing import Any

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets.cause_findings import (
    CAUSE_TITLES,
    causes_sentence,
    dominance_sentence,
    largest_parts,
    order_sentence,
    real_sentence,
    signed_tenth,
)
from frameworks.model import Framework
from scoring.change import Change
from scoring.decomposition import CAUSES, Decomposition
from scoring.shown import shown_parts

WIDTH = 96
SHOWN = 12
"""Practices listed in the text; --json has all."""


def change_as_tree(change: Change) -> dict[str, Any]:
    """What `explain --json` prints; fractions become the nearest float."""
    return {
        "claimed": _split(change.claimed),
        "evidenced": _split(change.evidenced),
        "real": change.is_real,
        "detectable_change": change.detectable,
        "detectable_change_basis": {
            "own": change.yardstick.is_own,
            "practices_rated_twice": change.yardstick.practices,
        },
        "earlier": change.earlier.isoformat(),
        "later": change.later.isoformat(),
        "negated": change.is_negated,
        "answered_anew": list(change.answered_anew),
        "dominance": change.dominance,
        "regressions": list(change.regressions),
    }


def _split(split: Decomposition) -> dict[str, Any]:
    if split.change is None:
        return {"change": None, "by_cause": None, "by_practice": [], "reason": split.reason}
    return {
        "change": float(split.change),
        "by_cause": _floats(split.by_cause),
        "by_practice": [
            {"practice": part.practice_id, "total": float(part.total), **_floats(part.by_cause)}
            for part in split.by_practice
        ],
    }


def _floats(parts: Any) -> dict[str, float]:
    return {cause: float(parts[cause]) for cause in CAUSES}


def print_change(change: Change, framework: Framework) -> None:
    """Both readings of the change, whether it is real, what moved most, what fell."""
    print_line(f"{framework.title} {framework.version}, {change.earlier} to {change.later}")
    _print_wrapped(order_sentence(change))
    print_line()
    _print_wrapped(f"Claimed    {causes_sentence(change.claimed)}", indent=11)
    _print_wrapped(f"Evidenced  {causes_sentence(change.evidenced)}", indent=11)
    print_line()
    _print_wrapped(real_sentence(change))
    _print_wrapped(dominance_sentence(change))
    if change.regressions:
        _print_wrapped(f"Lower than before: {', '.join(_named(id_, framework) for id_ in change.regressions)}.")
    if split := (change.claimed if change.claimed.change is not None else None):
        _print_practices(split, framework)


def _print_practices(split: Decomposition, framework: Framework) -> None:
    parts = largest_parts(split, SHOWN)
    if not parts:
        return
    causes = [cause for cause in CAUSE_TITLES if any(by_cause[cause] for _, by_cause, _ in parts)]
    print_line()
    print_line("What moved the claimed average most, in levels of the average")
    rows = [("", "total", *(CAUSE_TITLES[cause].lower() for cause in causes), "")]
    for id_, by_cause, _ in parts:
        shown = shown_parts([by_cause[cause] for cause in causes], 2)
        cells = [signed_tenth(value, 2) for value in shown]
        rows.append((id_, signed_tenth(_sum(shown), 2), *cells, _title(id_, framework)))
    print_table(rows)
    left = sum(any(part.by_cause.values()) for part in split.by_practice) - len(parts)
    if left:
        print_line(f"  … and {left} more; --json lists all.")


def _print_wrapped(text: str, indent: int = 0) -> None:
    for line in textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent):
        print_line(line)


def _sum(shown: list[float]) -> float:
    return round(sum(shown), 2)


def _title(id_: str, framework: Framework) -> str:
    practice = framework.practices.get(id_)
    return practice.title if practice else "no longer in the framework"


def _named(id_: str, framework: Framework) -> str:
    return f"{id_} {_title(id_, framework)}"
