"""The states of progress as a scale: `progressDefinition` of the meta file, or the usual four where there is none."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from frameworks.errors import Fault
from frameworks.formats.building import plain_text, shortened, title_of
from frameworks.formats.dsomm.source import Document
from frameworks.scale import Scale, ScaleLevel

KEY = "progressDefinition"
USUAL: Mapping[str, str] = {
    "Not implemented": "0%",
    "Started": "20%",
    "Partly implemented": "50%",
    "Fully implemented": "100%",
}
"""What DSOMM itself comes with; the words of each are in its own files."""
MOST_STATES = 12
"""Of one model; DSOMM comes with four."""
LONGEST_DEFINITION, LONGEST_STATE = 200, 100
_SCORE = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%?)\s*")


def read_states(meta: Document | None, faults: list[Fault]) -> dict[str, Fraction] | None:
    """The per cent of each state by its title; None where the meta file defines none. Faults are added."""
    defined = meta.content.get(KEY) if meta else None
    if meta is None or defined is None:
        return None
    if not isinstance(defined, dict) or not defined:
        faults.append(
            Fault("The progress definition names no state.", meta.place(KEY), "name each state with a score.")
        )
        return None
    if len(defined) > MOST_STATES:
        faults.append(Fault(f"There are more than {MOST_STATES} states.", meta.place(KEY), "define fewer."))
        return None
    before, states = len(faults), {}
    for title, one in defined.items():
        percent = percent_of(one.get("score") if isinstance(one, dict) else one)
        if percent is None:
            what = f"The state {str(title)[:60]!r} has no score between 0 % and 100 %."
            faults.append(Fault(what, meta.place(KEY, title), "give it a score, as 50%."))
        else:
            states[str(title)] = percent
    if len(faults) == before and not {Fraction(0), Fraction(100)} <= set(states.values()):
        what = "No state has the score 0 %, or none has 100 %."
        faults.append(Fault(what, meta.place(KEY), "define a state for each end."))
    return states


def percent_of(score: Any) -> Fraction | None:
    """The per cent that a score means: `50%`, or `0.5`; None for anything else."""
    if isinstance(score, bool) or not isinstance(score, str | int | float):
        return None
    found = _SCORE.fullmatch(str(score))
    if found is None:
        return None
    percent = Fraction(found[1]) * (1 if found[2] else 100)
    return percent if percent <= 100 else None


def usual_states() -> dict[str, Fraction]:
    """The states that stand in where no meta file defines any."""
    return {title: percent for title, score in USUAL.items() if (percent := percent_of(score)) is not None}


def scale_of(states: Mapping[str, Fraction], meta: Document | None) -> Scale:
    """The steps that a practice is answered on, by rising score; states of one score share a step."""
    steps: dict[Fraction, list[str]] = {}
    for title, percent in sorted(states.items(), key=lambda pair: pair[1]):
        steps.setdefault(percent, []).append(title)
    defined = (meta.content.get(KEY) if meta else None) or {}
    levels = []
    for number, (percent, titles) in enumerate(steps.items()):
        words = [_definition(defined.get(title)) for title in titles]
        title = shortened(title_of(" / ".join(titles)), LONGEST_STATE)
        summary = shortened(" ".join(word for word in words if word), LONGEST_DEFINITION)
        levels.append(ScaleLevel(number=number, title=title, summary=summary or title, value=float(percent)))
    return Scale(levels=tuple(levels))


def _definition(one: Any) -> str:
    return plain_text(one.get("definition")) if isinstance(one, dict) else ""


def percent_scale() -> Scale:
    """What every score is made on: 0 to 100 per cent."""
    ends = ((0, "Not begun"), (100, "Done everywhere"))
    levels = tuple(ScaleLevel(number=n, title=title, summary=f"{title}: {n} %.") for n, title in ends)
    return Scale(levels=levels, is_range=True)
