"""The cases of tests/spec: what is asked, what must come out, and why; read by the tests and by SCORING.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
NEAR = 1e-9
"""How far a computed float may lie from the number that is meant."""


@dataclass(frozen=True)
class Case:
    """One example with its right result."""

    name: str
    input: dict[str, Any]
    expected: dict[str, Any]
    why: str


@dataclass(frozen=True)
class CaseFile:
    """One table of cases that follow one rule. Results that are no fractions are compared at `rounded_to` places."""

    title: str
    rule: str
    note: str
    cases: tuple[Case, ...]
    columns: tuple[str, ...] = ()
    rounded_to: int | None = None
    shapes: Mapping[str, Any] = field(default_factory=dict)


@cache
def load_case_files() -> tuple[CaseFile, ...]:
    """Every file of the folder in the order of its name."""
    return tuple(_load(path) for path in sorted(FOLDER.glob("*.yaml")))


def _load(path: Path) -> CaseFile:
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = tuple(Case(**case) for case in tree.pop("cases"))
    return CaseFile(cases=cases, columns=tuple(tree.pop("columns", ())), **tree)


def number(written: Any) -> Fraction:
    """A number as it stands in a case: `13/4`, `2.5` or `3`, exactly."""
    return Fraction(str(written))


def agrees(actual: Any, expected: Any, rounded_to: int | None = None) -> bool:
    """Whether a result is the one that is expected: exactly for whole numbers and fractions, else rounded."""
    if isinstance(expected, list):
        return len(actual) == len(expected) and all(
            agrees(one, other, rounded_to) for one, other in zip(actual, expected, strict=True)
        )
    if actual is None or expected is None or isinstance(expected, bool):
        return actual is expected
    if isinstance(actual, str):
        return bool(actual == expected)
    if isinstance(actual, float):
        if rounded_to is None:
            return abs(actual - float(number(expected))) < NEAR
        return round(actual, rounded_to) == float(number(expected))
    return Fraction(actual) == number(expected)
