"""Benchmarks: what a pool publishes of its cells.

A release is signed, dated and never changes; it carries its guarantee and its charges, so that anyone can read it
without the pool. Source: method.md 5.0 and 5.6.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Day, Frozen, Id, PartId, Passage, Text
from scoring.budget import Budget, Neighbors, Spending
from scoring.contribution import Contribution, Period
from scoring.distribution import Distribution
from scoring.distribution import Figure as PlacedFigure
from scoring.guarantee import guarantee_of
from scoring.months import months_after
from scoring.pool_terms import Level, PoolTerms, end_of
from scoring.privacy import CellFigures, Suppressed, library_version, publish_cell
from scoring.signing import Hex32, SignedDocument, signed

MONTHS_OLD = 3
"""Data of a half-year may be published when it ended so long ago."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Cost = Annotated[float, Field(ge=0, le=1_000, allow_inf_nan=False)]


class ReleaseNotReadable(MaturityError):
    """A file is no release, or was changed after it was signed."""

    exit_code = 13


class Figure(Frozen):
    """A published level with the band that holds the true one in about nine of ten."""

    value: Level
    low: Level
    high: Level


class SharePoint(Frozen):
    """The share of organizations at a level or below, with its band."""

    level: Level
    share: Share
    low: Share
    high: Share


class CellBenchmark(Frozen):
    """The figures of one cell; what its tier does not reach is None, and `suppressed` says why."""

    cell: Id
    tier: Literal["nothing", "median", "distribution"]
    about: int | None
    """How many took part, to the nearest ten, of the noisy number."""
    median: Figure | None
    lower_quartile: Figure | None
    upper_quartile: Figure | None
    distribution: tuple[SharePoint, ...]
    domains: dict[PartId, Figure]
    suppressed: tuple[Text, ...]

    @property
    def middle(self) -> tuple[float, float] | None:
        """The middle band: from quartile to quartile as far as noise allows, else where the median lies."""
        if self.lower_quartile and self.upper_quartile:
            return self.lower_quartile.low, self.upper_quartile.high
        return (self.median.low, self.median.high) if self.median else None


class WrittenGuarantee(Frozen):
    """The promise of a release in words and numbers; the checklist goes through NIST SP 800-226."""

    sentence: Text
    unit: Text
    neighbors: Neighbors
    epsilon: Cost
    epsilon_statistics: Cost
    cumulative_epsilon: Cost
    cumulative_statistics: Cost
    releases: int
    trust: Text
    mechanisms: tuple[Text, ...]
    library: Text
    checklist: tuple[tuple[Text, Passage], ...]
    """An entry names every mechanism, of as many domains as there are."""


class PublishedCharge(Frozen):
    """One link of the ledger, as every later release repeats it."""

    number: int
    at: Text
    epsilon: Text
    release: int
    previous: Hex32
    hash: Hex32


class Release(SignedDocument):
    """A dated, unchangeable publication."""

    schema_: Literal["pool-release/1"] = Field(alias="schema")
    terms: PoolTerms
    number: Annotated[int, Field(ge=1, le=1_000)]
    dated: Day
    newest_period: Period
    """The newest half-year whose data may be in it."""
    cells: Annotated[tuple[CellBenchmark, ...], Field(min_length=1, max_length=12)]
    guarantee: WrittenGuarantee
    charges: Annotated[tuple[PublishedCharge, ...], Field(min_length=1, max_length=1_000)]

    def cell(self, id_: str) -> CellBenchmark | None:
        """The figures of a cell; None where the pool has no such cell."""
        return next((one for one in self.cells if one.cell == id_), None)


def newest_publishable(on: date) -> str:
    """The newest half-year that ended at least three months before a day."""
    year, half = (on.year, 2) if on.month > 6 else (on.year, 1)
    while True:
        half -= 1
        if half == 0:
            year, half = year - 1, 2
        period = f"{year}-H{half}"
        if months_after(end_of(period), MONTHS_OLD) <= on:
            return period


def publishable(contributions: Sequence[Contribution], terms: PoolTerms, on: date) -> list[Contribution]:
    """Those that may be counted on a day: of the pool's framework, old enough, under a consent that still holds."""
    newest = newest_publishable(on)
    return [
        one
        for one in contributions
        if one.framework == terms.framework and one.period <= newest and one.consent.expires >= on
    ]


def summarize_peers(
    contributions: Sequence[Contribution], terms: PoolTerms, budget: Budget
) -> list[tuple[CellBenchmark, tuple[Spending, ...]]]:
    """The published figures of every cell of a pool, with the mechanisms that ran.

    Each organization is in one cell, so that all cells together cost what one does. Cells without anybody are
    published like the others: that nobody is there is nobody's to know.
    """
    made = []
    for cell in terms.cells:
        members = [one for one in contributions if one.cell == cell]
        overall = [terms.place_of(one.claimed.overall) for one in members]
        domains = {
            id_: [terms.place_of(value) for one in members if (value := one.claimed.domains[id_]) is not None]
            for id_ in terms.asked_of(cell)
        }
        figures = publish_cell(overall, domains, named=terms.is_named, budget=budget)
        made.append((_benchmark(cell, figures, terms), figures.spent))
    return made


def make_release(
    contributions: Sequence[Contribution],
    terms: PoolTerms,
    on: date,
    budgets: Sequence[Budget],
    charges: Sequence[Mapping[str, Any]],
    private_key: str,
) -> Release:
    """Draw the noise and sign what is published: the release that the last of `charges` pays for.

    `budgets` are those of all releases up to this one.
    """
    made = summarize_peers(publishable(contributions, terms, on), terms, budgets[-1])
    spent = [one for _, spendings in made for one in spendings]
    promise = guarantee_of(budgets, spent, library_version(), terms.neighbors)
    guarantee = WrittenGuarantee(
        sentence=promise.sentence,
        unit=promise.unit,
        neighbors=promise.neighbors,
        epsilon=promise.release.epsilon,
        epsilon_statistics=promise.release.statistics,
        cumulative_epsilon=promise.cumulative.epsilon,
        cumulative_statistics=promise.cumulative.statistics,
        releases=promise.releases,
        trust=promise.trust,
        mechanisms=promise.mechanisms,
        library=promise.library,
        checklist=promise.checklist,
    )
    tree = {
        "schema": "pool-release/1",
        "terms": terms.model_dump(mode="json"),
        "number": len(budgets),
        "dated": on.isoformat(),
        "newest_period": newest_publishable(on),
        "cells": [cell.model_dump(mode="json") for cell, _ in made],
        "guarantee": guarantee.model_dump(mode="json"),
        "charges": [dict(charge) for charge in charges],
    }
    return Release.model_validate(signed(tree, private_key))


def read_release(tree: Any, where: str) -> Release:
    """A release whose shape and signature are sound.

    Raises:
        ReleaseNotReadable: it is not of the form of a release, or not as it was signed.
    """
    try:
        release = Release.model_validate(tree)
    except ValidationError as error:
        known = {"schema", *Release.model_fields}
        places = {next((str(step) for step in one["loc"][:1] if step in known), "") for one in error.errors()}
        mend = "take the file as it was published, by a version that knows this form."
        faults = [
            Fault("It is not of the form of a release.", f"{where}{f' > {place}' if place else ''}", mend)
            for place in sorted(places)
        ]
        raise ReleaseNotReadable(*faults) from None
    if not release.is_signed_by(release.terms.public_key, tree):
        raise ReleaseNotReadable.of(
            "The signature is not of the pool's key over this file: it was changed after it was published.",
            f"{where} > signature",
            "take the file as the operator published it.",
        )
    return release


def _benchmark(cell: str, figures: CellFigures, terms: PoolTerms) -> CellBenchmark:
    parts = [figures.median, figures.lower_quartile, figures.upper_quartile, *figures.domains.values()]
    reasons = [part.reason for part in (*parts, figures.distribution) if isinstance(part, Suppressed)]
    shown = figures.distribution
    return CellBenchmark(
        cell=cell,
        tier=figures.tier,
        about=figures.about,
        median=_figure(figures.median, terms),
        lower_quartile=_figure(figures.lower_quartile, terms),
        upper_quartile=_figure(figures.upper_quartile, terms),
        distribution=_points(shown, terms) if isinstance(shown, Distribution) else (),
        domains={id_: made for id_, one in figures.domains.items() if (made := _figure(one, terms)) is not None},
        suppressed=tuple(dict.fromkeys(reasons)),
    )


def _figure(figure: PlacedFigure | Suppressed, terms: PoolTerms) -> Figure | None:
    if isinstance(figure, Suppressed):
        return None
    # A ten-thousandth of a level is no reading; what arithmetic leaves behind it is not published.
    value, low, high = (round(terms.level_at(place), 4) for place in (figure.value, figure.low, figure.high))
    return Figure(value=value, low=low, high=high)


def _points(shown: Distribution, terms: PoolTerms) -> tuple[SharePoint, ...]:
    rows = enumerate(zip(shown.shares, shown.lows, shown.highs, strict=True))
    return tuple(
        SharePoint(level=terms.level_at(place), share=share, low=low, high=high) for place, (share, low, high) in rows
    )
