"""How cases of weights, raters, projections and progress are computed, and how they read."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from scoring.agreement import Ratings, judge_agreement, krippendorff_alpha, own_detectable_change, rater_spread
from scoring.progress import Aim, percent_to_target, progress_to_date
from scoring.projection import project
from scoring.sensitivity import chance_ahead, weight_spread, worst_weights
from tests.spec.cases import Case, CaseFile, number


def sensitivity(_: CaseFile, case: Case) -> dict[str, Any]:
    """The spread and the two ranges of an average."""
    levels, weights = _weighed(case.input, "levels")
    return {
        "standard deviation": weight_spread(levels, weights, case.input.get("concentration")),
        "range if off by half": _listed(worst_weights(levels, weights, Fraction(3, 2))),
        "range if off by double": _listed(worst_weights(levels, weights, 2)),
    }


def order(_: CaseFile, case: Case) -> dict[str, Any]:
    """The chance that left is ahead of right."""
    left, weights = _weighed(case.input, "left")
    return {"chance that left is ahead": chance_ahead(left, case.input["right"], weights)}


def _weighed(given: Mapping[str, Any], key: str) -> tuple[list[int], list[int]]:
    levels = given[key]
    return levels, given.get("weights", [1] * len(levels))


def _listed(ends: tuple[Fraction, Fraction] | None) -> list[Fraction] | None:
    return None if ends is None else list(ends)


def agreement(_: CaseFile, case: Case) -> dict[str, Any]:
    """What can be said of the ratings of several people."""
    ratings = _ratings(case.input["raters"])
    rows = [list(levels.values()) for levels in ratings.values()]
    judged, spread = judge_agreement(ratings, seed=1), rater_spread(ratings)
    return {
        "alpha": krippendorff_alpha(rows),
        "alpha by distance": krippendorff_alpha(rows, "interval"),
        "within one level": judged and judged.within_one,
        "spread": spread and spread[0],
        "shift": spread and spread[1],
        "least change of 50": own_detectable_change(ratings, [1] * 50),
    }


def _ratings(raters: Mapping[str, str]) -> Ratings:
    said = {rater: written.split() for rater, written in raters.items()}
    return {
        f"A-{place}": {rater: int(levels[place]) for rater, levels in said.items() if levels[place].isdigit()}
        for place in range(len(next(iter(said.values()))))
    }


def projection(_: CaseFile, case: Case) -> dict[str, Any]:
    """What comes of a series with one value a quarter; a dot is a quarter without a snapshot."""
    written = enumerate(str(case.input["quarters"]).split())
    readings = [(date(2020 + at // 4, 3 * (at % 4) + 3, 28), float(value)) for at, value in written if value != "."]
    ids = [f"snapshot-{place}" for place in range(len(readings))]
    found = project(readings, float(number(case.input["target"])), float(number(case.input["step"])), ids)
    return {
        "outcome": found.reason or "projected",
        "earliest": found.earliest,
        "latest": found.latest,
        "chance within a year": found.within_year,
    }


def progress(_: CaseFile, case: Case) -> dict[str, Any]:
    """How much of the wanted levels, and of the way to them, is behind."""
    aims = [Aim(one["target"], one["level"], one["from"], one.get("weight", 1)) for one in case.input["practices"]]
    percent, gone = percent_to_target(aims, 0, 5), progress_to_date(aims, 0, 5)
    return {
        "percent to target": percent.value,
        "range of percent": [percent.low, percent.high],
        "progress to date": gone.value,
        "range of progress": [gone.low, gone.high],
    }


def sensitivity_words(given: Mapping[str, Any]) -> str:
    """Levels and weights."""
    concentration = f"; concentration {given['concentration']}" if "concentration" in given else ""
    return f"levels {_joined(given['levels'])}{_weight_words(given)}{concentration}"


def order_words(given: Mapping[str, Any]) -> str:
    """Both sides."""
    return f"left {_joined(given['left'])}; right {_joined(given['right'])}{_weight_words(given)}"


def _weight_words(given: Mapping[str, Any]) -> str:
    return f"; weights {_joined(given['weights'])}" if "weights" in given else ""


def _joined(levels: list[int]) -> str:
    runs: list[list[int]] = []
    for level in levels:
        if runs and runs[-1][0] == level:
            runs[-1].append(level)
        else:
            runs.append([level])
    return (
        ", ".join(", ".join(map(str, run)) if len(run) < 8 else f"{run[0]} ({len(run)} times)" for run in runs)
        or "none"
    )


def agreement_words(given: Mapping[str, Any]) -> str:
    """Each rater's levels, practice by practice."""
    return "<br>".join(f"{rater}: {levels}" for rater, levels in given["raters"].items())


def projection_words(given: Mapping[str, Any]) -> str:
    """The series, the target and the least step."""
    return f"{given['quarters'] or 'none'}; target {given['target']}; least step {given['step']}"


def progress_words(given: Mapping[str, Any]) -> str:
    """Each practice's way."""
    return "<br>".join(
        f"from {_level(one['from'])} to {_level(one['level'])}, wanted {one['target']}"
        + (f", weight {one['weight']}" if "weight" in one else "")
        for one in given["practices"]
    )


def _level(level: int | None) -> str:
    return "open" if level is None else str(level)
