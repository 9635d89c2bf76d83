"""`safermark plan`: an answers file and a budget in, the roadmap out; no store is needed."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.options import AnswersPath, AsJson, FrameworkInstead, days_option, new_app

if TYPE_CHECKING:
    from scoring.roadmap import Deadline

app = new_app()

WHAT_IFS = 10
MOST_WHAT_IFS = 1_000
_DUE = re.compile(r"(?P<practice>[^=@\s]+)=(?P<level>[0-9]{1,3})@(?P<quarter>[0-9]{1,3})")


@app.command()
def plan(
    file: AnswersPath,
    budget: Annotated[
        str, typer.Option("--budget", metavar="EFFORT", help="Person-weeks a quarter; what is left over stays.")
    ],
    quarters: Annotated[int, typer.Option("--quarters", metavar="N", help="How many quarters to plan.")] = 4,
    due: Annotated[
        list[str] | None,
        typer.Option(
            "--due",
            metavar="PRACTICE=LEVEL@QUARTER",
            help="A level that must be reached by a quarter, as DET-01=3@2; may be repeated.",
            show_default=False,
        ),
    ] = None,
    what_ifs: Annotated[
        int, typer.Option("--what-ifs", metavar="N", min=0, max=MOST_WHAT_IFS, help="Other judgements to try.")
    ] = WHAT_IFS,
    fewest: Annotated[
        bool, typer.Option("--fewest", help="Look for a plan with fewer practices that is nearly as good, too.")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Write the steps as CSV, too.", show_default=False)
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", metavar="OUT", help="Write the quarters as .ics, too.", show_default=False),
    ] = None,
    oscal: Annotated[
        Path | None,
        typer.Option(
            "--oscal", metavar="OUT", help="Write the steps as an OSCAL plan of action, too.", show_default=False
        ),
    ] = None,
    framework: FrameworkInstead = None,
    as_of: Annotated[
        date | None, days_option("--as-of", "The day the plan begins; else the file's, else today.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Plan which practice to raise in which quarter, under a budget of effort."""
    from dashboard.commands.adjusted_text import adjusted_part
    from dashboard.commands.plan_text import print_roadmap, roadmap_as_tree
    from dashboard.commands.printing import print_json
    from scoring.organization import scope_of
    from scoring.roadmap import levels_to_plan, plan_roadmap
    from use_cases.clock import utc_now
    from use_cases.exchange.roadmap_file import RoadmapFile, roadmap_calendar, roadmap_csv
    from use_cases.exchange.scored_file import read_scored
    from use_cases.exchange.written_file import write_file, write_text

    effort, deadlines = _budget(budget), [_deadline(text) for text in due or ()]
    now = utc_now()
    scored = read_scored(file, now.date(), framework=framework, as_of=as_of)
    assessment, yardstick = scored.assessment, scored.framework
    roadmap = plan_roadmap(
        levels_to_plan(scored.scorecard),
        yardstick,
        scope_of(yardstick, assessment.profile, assessment.preset),
        effort,
        quarters,
        deadlines=deadlines,
        what_ifs=what_ifs,
        with_fewest=fewest,
    )
    by = _actor() if csv or calendar or oscal else ""
    made = RoadmapFile(roadmap, yardstick, scored.organization, scored.scorecard.as_of, by, now)
    if csv is not None:
        write_text(roadmap_csv(made), csv)
    if calendar is not None:
        write_text(roadmap_calendar(made), calendar)
    if oscal is not None:
        from use_cases.exchange.oscal_poam import roadmap_poam

        write_file(roadmap_poam(made), oscal)
    if as_json:
        print_json({**roadmap_as_tree(made), **adjusted_part(scored.adjusted)})
    else:
        print_roadmap(made, scored.adjusted)


def _budget(text: str) -> float:
    """Person-weeks above zero. Raises PlanNotPossible."""
    from scoring.roadmap import PlanNotPossible

    mend = "give person-weeks a quarter as a number above zero, as 6 or 2.5."
    try:
        effort = float(text)
    except ValueError:
        raise PlanNotPossible.of(f"The budget {text[:40]!r} is not a number.", "--budget", mend) from None
    if effort == 0:
        raise PlanNotPossible.of("A budget of zero plans nothing.", "--budget", mend)
    return effort


def _deadline(text: str) -> "Deadline":
    """A deadline as DET-01=3@2. Raises PlanNotPossible."""
    from scoring.roadmap import Deadline, PlanNotPossible

    if not (found := _DUE.fullmatch(text)):
        mend = "write PRACTICE=LEVEL@QUARTER, as DET-01=3@2."
        raise PlanNotPossible.of(f"The deadline {text[:40]!r} cannot be read.", "--due", mend)
    return Deadline(found["practice"], int(found["level"]), int(found["quarter"]))


def _actor() -> str:
    """Who makes the plan: named in every file that leaves."""
    # Its module brings the store along, which a plan on the screen does without.
    from use_cases.workspace import default_actor

    return default_actor()
