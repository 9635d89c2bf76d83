"""`safermark explain`: two answers files in, what changed between them and whether it is real."""

from typing import Annotated

import typer

from dashboard.commands.options import AsJson, new_app

app = new_app()

_FILE = "A .json, .yaml or .csv file; each is read at its own day."


@app.command()
def explain(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_FILE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_FILE)],
    framework: Annotated[
        str | None,
        typer.Option("--framework", metavar="ID|PATH", help="In place of the files' framework.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Explain what changed from one answers file to another: by cause, by practice, and whether it is real."""
    from dashboard.commands.explain_text import change_as_tree, print_change
    from dashboard.commands.printing import print_json
    from frameworks.crosswalks import crosswalk_between
    from scoring.certainty import judge_yardstick
    from scoring.change import answered_after, explain_change, side_of
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored
    from use_cases.places import known_catalogs

    today = utc_now().date()
    before, after = (read_scored(file, today, framework=framework) for file in (old, new))
    sides = [side_of(one.scorecard, one.assessment, one.framework) for one in (before, after)]
    earlier, later = sorted((before, after), key=lambda one: one.scorecard.as_of)
    yardstick = judge_yardstick(later.framework, *((one.scorecard, one.assessment) for one in (earlier, later)))
    anew = answered_after(later.assessment, earlier.scorecard.as_of)
    walk = crosswalk_between(earlier.framework, later.framework, known_catalogs())
    change = explain_change(sides[0], sides[1], anew, crosswalk=walk, yardstick=yardstick)
    if as_json:
        print_json(change_as_tree(change))
    else:
        print_change(change, after.framework)
