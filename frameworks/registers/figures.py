"""Public figures as dated entries with source, grade and caveat. None of them enters a score."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.fields import Day, Frozen, Grade, Id, Prose
from frameworks.registers.register import FOLDER, Words, load_register_file

Qualifier = Literal["", "about", "more than", "up to"]
Sources = Annotated[tuple[Id, ...], Field(min_length=1)]


class Figure(Frozen):
    """One value of a series, and where it comes from."""

    period: Prose
    value: Annotated[int, Field(strict=True, ge=0, le=10**12)]
    qualifier: Qualifier
    """Part of the figure: "about" 67,000."""
    note: Words
    grade: Grade
    sources: Sources

    @property
    def is_unverified(self) -> bool:
        """Whether it stands from memory."""
        return self.grade == "M"


class FigureBreak(Frozen):
    """From this period on the figures are not made as before."""

    at: Prose
    reason: Prose
    grade: Grade
    sources: Sources


class FigureSeries(Frozen):
    """Figures of one kind, in the order of their periods, with what they do not say."""

    id: Id
    title: Prose
    publisher: Prose
    unit: Prose
    drawn: StrictBool
    """Whether its periods are years, so that it can be drawn over time."""
    caveat: Prose
    breaks: tuple[FigureBreak, ...]
    values: Annotated[tuple[Figure, ...], Field(min_length=1)]

    def breaks_at(self, figure: Figure) -> FigureBreak | None:
        """The break that begins with a figure; None where it is like the one before."""
        return next((one for one in self.breaks if one.at == figure.period), None)


class Figures(Frozen):
    """All series, and the warnings that stand beside each of them."""

    dated: Day
    warnings: Annotated[tuple[Prose, ...], Field(min_length=1)]
    warning_sources: Sources
    series: tuple[FigureSeries, ...]

    def find(self, series_id: str) -> FigureSeries:
        """The series of an id. Raises KeyError."""
        return {series.id: series for series in self.series}[series_id]


@cache
def load_figures() -> Figures:
    """The public figures. Raises FrameworkNotReadable with every fault."""
    figures = load_register_file(FOLDER / "figures.yaml", Figures)
    if faults := faults_of_figures(figures):
        raise FrameworkNotReadable(*faults)
    return figures


def faults_of_figures(figures: Figures) -> list[Fault]:
    """What a file of figures says against itself; empty = sound."""
    faults = []
    for series in figures.series:
        where = f"registers/figures.yaml > {series.id}"
        periods = [figure.period for figure in series.values]
        faults += [
            Fault(f"The period {one!r} stands there {periods.count(one)} times.", where, "keep one figure of it.")
            for one in dict.fromkeys(periods)
            if periods.count(one) > 1
        ]
        faults += [
            Fault(f"A break at {one.at!r} belongs to no figure.", where, "name the period of a figure.")
            for one in series.breaks
            if one.at not in periods
        ]
        years = [period.isdecimal() for period in periods]
        if series.drawn and (not all(years) or periods != sorted(periods)):
            faults.append(Fault("It is drawn, and its periods are not years in order.", where, "set drawn to false."))
    return faults
