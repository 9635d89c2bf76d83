"""A roadmap as a tree of plain values and as a calm page of text."""

import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dashboard.commands.adjusted_text import print_adjusted
from dashboard.commands.printing import print_line, print_table
from dashboard.widgets import plan_findings as say
from dashboard.widgets.adjusted_words import step_marks
from frameworks.registers.register import load_threats
from scoring.adjusted import Adjusted
from scoring.adjustment import Key
from scoring.roadmap import Choice, Quarter, Roadmap
from use_cases.exchange.roadmap_file import RoadmapFile

WIDTH = 96
SHOWN = 6
"""Equally good choices listed in the text; --json has all."""


def roadmap_as_tree(made: RoadmapFile) -> dict[str, Any]:
    """What `plan --json` prints: the promised keys first."""
    roadmap = made.roadmap
    return {
        "quarters": _quarters(roadmap.quarters),
        "objective": roadmap.objective,
        "greedy_objective": roadmap.greedy_objective,
        "gap": roadmap.gap,
        "proven": roadmap.is_proven,
        "fell_back": roadmap.fell_back,
        "unchanged_objective": roadmap.unchanged_objective,
        "framework": {"id": made.framework.id, "version": made.framework.version},
        "as_of": made.as_of.isoformat(),
        "budget": roadmap.budget,
        "ends": [made.ends(number).isoformat() for number, _ in enumerate(roadmap.quarters, start=1)],
        "exposures": [dict(quarter.exposures) for quarter in roadmap.quarters],
        "alternatives": [
            {
                "quarter": one.quarter,
                "planned": _choice(one.planned),
                "instead": [_choice(choice) for choice in one.instead],
            }
            for one in roadmap.alternatives
        ],
        "what_ifs": roadmap.what_ifs,
        "stays": [
            {"practice": step.practice, "to": step.to, "in": step.stays}
            for quarter in roadmap.quarters
            for step in quarter.steps
            if step.stays is not None
        ],
        "assumed_lowest": list(roadmap.assumed_lowest),
        "stopped_short": list(roadmap.stopped_short),
        "fewest": roadmap.simpler
        and {
            "quarters": _quarters(roadmap.simpler.quarters),
            "objective": roadmap.simpler.objective,
            "practices": roadmap.simpler.practices,
        },
    }


def _quarters(quarters: Sequence[Quarter]) -> list[dict[str, Any]]:
    return [
        {
            "steps": [
                {"practice": step.practice, "from": step.before, "to": step.to, "effort": step.effort}
                for step in quarter.steps
            ]
        }
        for quarter in quarters
    ]


def _choice(choice: Choice) -> dict[str, Any]:
    return {"practice": choice.practice, "to": choice.to}


def print_roadmap(made: RoadmapFile, adjusted: Mapping[Key, Adjusted] = MappingProxyType({})) -> None:
    """How good the plan is, each quarter with its steps, choices as good, what it rests on."""
    roadmap = made.roadmap
    title = f"{made.framework.title} {made.framework.version}, as of {made.as_of}"
    print_line(f"{made.organization} · {title}" if made.organization else title)
    print_line()
    for sentence in (
        say.certificate_sentence(roadmap),
        _value_sentence(roadmap),
        say.greedy_sentence(roadmap),
        say.budget_sentence(roadmap.quarters, roadmap.budget),
        say.assumed_sentence(roadmap),
    ):
        _print_wrapped(sentence)
    for number, quarter in enumerate(roadmap.quarters, start=1):
        print_line()
        _print_quarter(made, number, quarter, adjusted)
    _print_choices(made)
    _print_simpler(roadmap)
    _print_foundations(roadmap)
    print_adjusted(adjusted)


def _value_sentence(roadmap: Roadmap) -> str:
    if not roadmap.unchanged_objective:
        return ""
    quarters = "1 quarter" if len(roadmap.quarters) == 1 else f"{len(roadmap.quarters)} quarters"
    return (
        f"Relative exposure added up over {quarters} and all threats: {roadmap.objective:.2f} with this plan, "
        f"{roadmap.unchanged_objective:.2f} if nothing is done."
    )


def _print_quarter(made: RoadmapFile, number: int, quarter: Quarter, adjusted: Mapping[Key, Adjusted]) -> None:
    head = f"Quarter {number}, to {made.ends(number)}"
    if not quarter.steps:
        print_line(f"{head}: no step is finished.")
        return
    print_line(f"{head}: {say.weeks(quarter.effort)}")
    kept = made.roadmap.what_ifs
    print_table(
        (
            step.practice,
            f"{step.before} to {step.to}",
            say.weeks(step.effort)
            + (", adjusted" if step_marks(adjusted, step.practice, step.before, step.to) else ""),
            "" if step.stays is None else f"kept in {say.step_words(step, kept)} what-ifs",
            made.framework.practices[step.practice].title,
        )
        for step in quarter.steps
    )
    titles = {threat.id: threat.title for threat in load_threats().threats}
    left = "; ".join(f"{titles.get(id_, id_)} {value * 100:.0f}" for id_, value in quarter.exposures.items())
    _print_wrapped(f"  Exposure index after it: {left} (100 = nothing in place).", indent=2)


def _print_choices(made: RoadmapFile) -> None:
    if not made.roadmap.alternatives:
        return
    print_line()
    print_line("Equally good choices")
    for one in made.roadmap.alternatives[:SHOWN]:
        _print_wrapped(f"  {say.alternative_sentence(one, made.framework)}", indent=4)
    if (left := len(made.roadmap.alternatives) - SHOWN) > 0:
        print_line(f"  … and {left} more; --json lists all.")


def _print_simpler(roadmap: Roadmap) -> None:
    simpler = roadmap.simpler
    if simpler is None:
        return
    print_line()
    _print_wrapped(say.simpler_sentence(roadmap))
    for number, quarter in enumerate(simpler.quarters, start=1):
        steps = ", ".join(f"{step.practice} to {step.to}" for step in quarter.steps)
        _print_wrapped(f"  Quarter {number}: {steps or 'no step is finished'}.", indent=4)


def _print_foundations(roadmap: Roadmap) -> None:
    print_line()
    if roadmap.what_ifs:
        _print_wrapped(
            f"{roadmap.what_ifs} what-ifs: the first two quarters planned anew with every effectiveness between half "
            "and one and a half of the estimate. A step is kept where the practice reaches its level in them, too."
        )
    if roadmap.stopped_short:
        _print_wrapped(f"The framework gives no effort up to the highest level for {', '.join(roadmap.stopped_short)}.")
    _print_wrapped(
        "Effort, effectiveness and prerequisites are the framework's estimates by judgement. The exposure is an index, "
        "never a probability. Effort counts when a step is finished; what a quarter leaves over stays for the next."
    )


def _print_wrapped(text: str, indent: int = 0) -> None:
    for line in textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent):
        print_line(line)
