"""The table a benchmark prints."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, and the limit it is held against, if there is one."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    why: str = ""

    @property
    def is_over(self) -> bool:
        """Whether a limit is missed."""
        return self.limit is not None and self.value > self.limit


def print_table(lines: Sequence[Line]) -> None:
    """One row a figure: what, measured, limit, verdict."""
    width = max(len(line.what) for line in lines)
    print(f"{'':{width}}  {'measured':>12}  {'at most':>12}")
    for line in lines:
        limit = "" if line.limit is None else _figure(line.limit, line.unit)
        verdict = "" if line.limit is None else "over" if line.is_over else "ok"
        note = f" ({line.why})" if line.why else ""
        print(f"{line.what:{width}}  {_figure(line.value, line.unit):>12}  {limit:>12}  {verdict}{note}")


def _figure(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}"
