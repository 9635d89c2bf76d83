"""Cases in words: what is said, what comes out."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.spec.cases import Case, CaseFile
from tests.spec.rules import OF_PRACTICE
from tests.spec.rules_certainty import (
    agreement_words,
    order_words,
    progress_words,
    projection_words,
    sensitivity_words,
)
from tests.spec.rules_change import sides_in_words
from tests.spec.rules_exposure import exposure_words, posture_words
from tests.spec.rules_reading import reading_words
from tests.spec.rules_restated import restated_words
from tests.spec.rules_roadmap import roadmap_words

FIGURES = {
    "gated.value": "level",
    "gated.range": "range of the level",
    "mean.value": "average",
    "mean.range": "range of the average",
    "headline.value": "headline",
    "headline.range": "range of the headline",
    "na_as_zero": "average with n/a as 0",
    "evidence.claimed": "claimed",
    "evidence.evidenced": "backed",
    "evidence.backing": "share backed",
    "evidence.range": "interval",
    "evidence.reviewed_share": "share reviewed",
    "lowest_level": "lowest answer",
    "capped_by": "floors that hold it",
    "lifted_by": "floors that are lifted",
    "blockers": "held from the next level by",
    "reviewed": "review that counts",
    "counts.in_scope": "in scope",
    "counts.out_of_scope": "out of scope",
    "counts.not_known": "not known",
    "counts.not_applicable": "not applicable",
    "counts.unanswered": "unanswered",
    "mean": "average",
    "bounds": "range of the average",
    "shares": "shares of the weight",
    "weakest": "the weakest fifth is made of",
    "widens": "widened by",
    "to": "next level",
    "held_by": "held back by",
    "missing": "share missing",
    "fewest": "the fewest that must rise",
    "set_by": "set by",
}
"""What a reader calls the figure at a path; a path that is not here is its own word."""


def as_written(value: Any) -> str:
    """An expected value as a reader sees it."""
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if all(one is None for one in value):
            return "none"
        is_names = isinstance(value[0], str) and value[0][0].isalpha()
        return ", ".join(value) if is_names else " to ".join("none" if one is None else str(one) for one in value)
    return str(value).replace("_", " ")


def outcome_words(case: Case) -> str:
    """What comes out, one figure a line."""
    return "<br>".join(_figure(path, value) for path, value in case.expected.items())


def _figure(path: str, value: Any) -> str:
    name, _, rest = path.partition(".")
    figure = FIGURES.get(rest, rest)
    if name == "overall":
        return f"{'level reached' if rest == 'gated.value' else figure}: **{as_written(value)}**"
    return f"{name} {figure}: **{as_written(value)}**"


def input_words(file: CaseFile, case: Case) -> str:
    """What is given, in words."""
    return WORDS[file.rule](case.input)


def _levels(given: Mapping[str, Any]) -> str:
    return re.sub(r" x(\d+)", r" (\1 times)", given["levels"]) + _weighed(given)


def _weighed(given: Mapping[str, Any]) -> str:
    return f"<br>weights {', '.join(map(str, given['weights']))}" if "weights" in given else ""


def _assessment(given: Mapping[str, Any]) -> str:
    lines = [f"{word}: {given[key]}" for key, word in (("preset", "preset"), ("method", "method")) if key in given]
    profile = given.get("profile", {})
    if "kinds" in profile:
        lines.append(f"profile: {', '.join(profile['kinds'])}")
    if profile.get("children_likely"):
        lines.append("profile: children are likely users")
    return "<br>".join([*lines, *(f"{id_}{_practice(fields)}" for id_, fields in given["practices"].items())])


def _practice(fields: Mapping[str, Any]) -> str:
    floor = fields.get("floor")
    of_practice = [
        f"floor {floor if isinstance(floor, int) else floor['level']}" if floor else "",
        "where children are likely" if isinstance(floor, dict) and floor.get("children_likely") else "",
        f"weight {fields['weight']}" if "weight" in fields else "",
        f"for {', '.join(fields['applies_to'])}" if "applies_to" in fields else "",
    ]
    own = ", ".join(part for part in of_practice if part)
    return (f" ({own})" if own else "") + ": " + _answer({k: v for k, v in fields.items() if k not in OF_PRACTICE})


def _answer(fields: Mapping[str, Any]) -> str:
    if not fields:
        return "unanswered"
    words = [f"level {fields['level']}" if "level" in fields else fields["state"].replace("_", " ")]
    if "recheck" in fields:
        words.append(f"re-check {fields['recheck']}")
    if "on" in fields:
        words.append(f"said on {fields['on']}")
    words += [f"evidence for {one['level']} of {one['date']}" for one in fields.get("evidence", ())]
    if review := fields.get("review"):
        words.append(f"review {review['level']} of {review['date']}")
    return ", ".join(words)


def _evidence(given: Mapping[str, Any]) -> str:
    documents = [f"document for {one['level']}, {_age(one['age'])}" for one in given["evidence"]] or ["no document"]
    return f"claim {given['claim']}; half-life {given['half_life']}, grace {given['grace']}<br>" + "<br>".join(
        documents
    )


def _age(days: int) -> str:
    return f"{days} days old" if days >= 0 else "dated a day later"


def _detectable(given: Mapping[str, Any]) -> str:
    return f"spread {given['spread']}, shift {given['shift']}, {given['practices']} practices"


def _streams(given: Mapping[str, Any]) -> str:
    return "; ".join(", ".join(map(str, row)) for row in given["answers"])


WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "levels": _levels,
    "assessment": _assessment,
    "reasons": _assessment,
    "gate_matrix": lambda given: f"{given['shape']}: {', '.join(map(str, given['ratings']))}",
    "rungs": lambda given: f"{given['shape']}: {', '.join(map(str, given['ratings']))}",
    "rating": lambda given: f"{given['percent']} %",
    "samm": _streams,
    "sector": lambda given: ", ".join(map(str, given["states"])) + _weighed(given),
    "evidence": _evidence,
    "dominance": lambda given: (
        f"left {', '.join(map(str, given['left']))}; right {', '.join(map(str, given['right']))}"
    ),
    "detectable_change": _detectable,
    "change": sides_in_words,
    "restated": restated_words,
    "reading across": reading_words,
    "exposure": exposure_words,
    "posture": posture_words,
    "sensitivity": sensitivity_words,
    "order": order_words,
    "agreement": agreement_words,
    "projection": projection_words,
    "progress": progress_words,
    "roadmap": roadmap_words,
}
