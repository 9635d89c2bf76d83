"""Benchmarks in sentences: pure functions of what was published, so that a headline cannot contradict its table."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from dashboard.widgets.dates import day
from dashboard.widgets.findings import count
from frameworks.model import Framework
from frameworks.registers.register import load_profiles
from scoring.among_peers import Absence, Compared
from scoring.benchmark import CellBenchmark, Figure, Release
from scoring.pool_terms import WHOLE
from use_cases.compare import Comparison

NARROW = 1.0
"""Levels: in a band that is wider nobody should look for a middle."""
OVERALL = "overall"
SPREAD = (
    "Which share of them claims a level or less, overall. Each block says how far noise and sampling leave it open, in "
    "about nine releases of ten. Nobody's own place is drawn: this is no ranking."
)
UNASKED = "nothing of it is asked of this kind of service"
ABSENCES: dict[Absence, str] = {
    "out_of_scope": "none of its practices is in scope",
    "not_applicable": "all of it is said to be not applicable",
    "unanswered": "nothing of it is answered yet",
}
Overlap = Literal["overlap", "higher", "lower"]
_NEEDED = re.compile(r"it takes about ([\d,]+)$")
"""The end of a reason as releases carry it."""
_HALVES = {"1": "the first half of", "2": "the second half of"}


def level_words(value: float) -> str:
    """A level in a sentence, with no more decimals than it has: 2.25, 2.5, 3.0."""
    whole = figure_words(value)
    return whole[:-1] if whole.endswith("0") else whole


def figure_words(value: float) -> str:
    """A level in a column of figures: one decimal could put it on the other side of an edge that is near."""
    return f"{value:.2f}"


def band_words(band: tuple[float, float]) -> str:
    """Both ends of a band, in a column of figures."""
    return f"{figure_words(band[0])}–{figure_words(band[1])}"


def band_name(row: Compared) -> str:
    """What a band is: the middle half of the organizations, or no more than where their median lies."""
    return "the middle band" if row.is_half else "the median's band"


def is_narrow(band: tuple[float, float]) -> bool:
    """Whether the published median may stand beside its band."""
    return band[1] - band[0] < NARROW


def cell_words(cell: str) -> str:
    """Whom a cell is about."""
    if cell == WHOLE:
        return "Every kind of service"
    return next((kind.title for kind in load_profiles().kinds if kind.id == cell), cell)


def about_words(about: int | None) -> str:
    """How many took part, as far as that is published."""
    return f"{number_words(about)} organizations"


def number_words(about: int | None) -> str:
    """The same where it is clear of whom."""
    return "too few" if about is None else f"about {about:,}"


def age_words(months: int) -> str:
    """How long ago a release was made."""
    if months < 1:
        return "less than a month old"
    return "one month old" if months == 1 else f"{months} months old"


def period_words(period: str) -> str:
    """A half-year: "the first half of 2026"."""
    year, _, half = period.partition("-H")
    return f"{_HALVES[half]} {year}"


def titles_of(framework: Framework | None, domains: Sequence[str]) -> dict[str, str]:
    """What each row of a comparison is called; the id of a domain where its framework is not here."""
    known = {domain.id: domain.title for domain in framework.domains} if framework else {}
    return {OVERALL: "Overall", **{id_: known.get(id_, id_) for id_ in domains}}


def compared_finding(name: str, made: Comparison) -> str:
    """Where one organization stands, in one sentence."""
    overall = made.rows[0]
    if made.cell.tier == "nothing":
        return "Nothing is published here: too few organizations took part."
    if overall.ours is None or overall.band is None:
        return f"{name} has no overall average to compare."
    if overall.standing is None:
        claims = f"{name} claims {level_words(overall.ours)}, restated"
        return f"{claims}: where it stands depends on practices that were not carried over."
    of = about_words(made.cell.about)
    return f"{name} claims {level_words(overall.ours)}: {overall.standing} {band_name(overall)} of {of}."


def peers_finding(made: Comparison) -> str:
    """What a release says where there is nothing of one's own to put beside it."""
    band = made.rows[0].band
    if band is None:
        return "Nothing is published here: too few organizations took part."
    low, high = (level_words(end) for end in band)
    of = about_words(made.cell.about)
    if made.rows[0].is_half:
        return f"The middle band of {of} runs from {low} to {high}."
    return f"The median of {of} lies between {low} and {high}."


def release_lede(made: Comparison) -> str:
    """Which release, how old, of which answers."""
    release = made.release
    return (
        f"{release.terms.title}: release {release.number} of {day(release.dated)}, {age_words(made.months_old)}. It "
        f"counts answers up to {period_words(release.newest_period)}. Nothing of this comparison goes back into the "
        "pool."
    )


def domains_finding(rows: Sequence[Compared], titles: Mapping[str, str]) -> str:
    """Which domains stand outside their band."""
    domains = [row for row in rows if row.id != OVERALL and row.standing]
    if not domains:
        return "Overall, beside the published band" if rows[0].band else "No figure is published"
    below, above = ([titles[row.id] for row in domains if row.standing == side] for side in ("below", "above"))
    if not below and not above:
        return "Every domain that can be compared lies within its band"
    first, second = ("Above the median's band", above), ("Below" if above else "Below the median's band", below)
    # Titles have commas and "and" of their own.
    parts = [f"{side}: {'; '.join(names)}" for side, names in (first, second) if names]
    return ". ".join([*parts, *(["Within: all others"] if len(below) + len(above) < len(domains) else [])])


def reading_words(cell: CellBenchmark) -> str:
    """What the band is, for the tier that was reached; never more than it is."""
    median = "where the median of the organizations lies, in about nine releases of ten; not their spread"
    if cell.tier == "distribution":
        return (
            "The overall band runs from the lower to the upper quartile, each as far as noise may move it: the middle "
            f"half of the organizations lies in it. The band of a domain is {median}. Claimed levels only."
        )
    if cell.tier == "median":
        return f"The band is {median}. Claimed levels only."
    return "Everything is suppressed, as it would be for a pool of one."


def restated_words(made: Comparison) -> str:
    """What was done to answers against another version; empty where nothing was."""
    if made.restated_from is None:
        return ""
    return (
        f"The answers are about {made.restated_from} and were restated in {made.release.terms.framework} through the "
        "crosswalk. The line through a ring says how far practices that are new or not carried over whole may move it."
    )


def standing_words(row: Compared) -> str:
    """Where ours stands; or what decides, where it cannot be told."""
    if row.standing:
        return f"{row.standing} {band_name(row)}"
    return "depends on practices that were not carried over" if row.reach and row.band else ""


def suppressed_words(cell: CellBenchmark, *, is_domain: bool) -> str:
    """Why a figure is not there, as short as a row of a table asks for."""
    if not cell.suppressed:
        return "not published"
    # The reasons run from what needs fewest organizations to what needs most.
    reason = cell.suppressed[-1 if is_domain else 0]
    needed = _NEEDED.search(reason)
    return f"it takes about {needed[1]} organizations" if needed else reason


def absent_words(row: Compared) -> str:
    """Why there is nothing of one's own; empty where there is, or where nobody compares."""
    return ABSENCES[row.absence] if row.absence else ""


def successive_finding(figures: Sequence[Figure | None]) -> str:
    """Whether the median of the last release can be told from that of the first."""
    known = [one for one in figures if one is not None]
    if len(known) < 2:
        return "Fewer than two releases publish a median: nothing to compare"
    found = overlap(known[0], known[-1])
    if found == "overlap":
        return "The median of the last release cannot be told from that of the first"
    return f"The median of the last release is {found} than that of the first"


def overlap(first: Figure, last: Figure) -> Overlap:
    """How the band of one median lies to that of another."""
    if last.low > first.high:
        return "higher"
    return "lower" if last.high < first.low else "overlap"


def clients_finding(number: int, made: Comparison) -> str:
    """How many organizations stand beside the band."""
    shown = count(number, "organization", "organizations")
    if made.cell.tier == "nothing":
        return f"{shown} beside nobody: too few organizations took part to publish anything."
    return f"{shown} beside {about_words(made.cell.about)}."


def version_words(release: Release, framework: Framework | None) -> str:
    """The framework a release is about."""
    return f"{framework.title} {framework.version}" if framework else release.terms.framework
