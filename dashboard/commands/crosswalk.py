"""`safermark crosswalk`: an answers file in, what it says of another list out; no store is needed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import AnswersPath, AsJson, AsOf, FrameworkInstead, new_app

app = new_app()


@app.command()
def crosswalk(
    file: AnswersPath,
    to: Annotated[
        str, typer.Option("--to", metavar="ID", help="The other list, as `safermark framework list` shows it.")
    ],
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Write one row an item, too.", show_default=False)
    ] = None,
    framework: FrameworkInstead = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Read answers across to another list: what they say of each of its items, and what it leaves unasked."""
    from dashboard.commands.printing import print_json
    from frameworks.crosswalks import find_crosswalk
    from scoring.crosswalk_document import reading_as_published
    from scoring.reading_across import read_across
    from use_cases.clock import utc_now
    from use_cases.exchange.crosswalk_file import crosswalk_csv
    from use_cases.exchange.scored_file import read_scored
    from use_cases.exchange.written_file import write_text
    from use_cases.places import known_catalogs

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of)
    source = scored.framework
    found, other = find_crosswalk(source.key, to, known_catalogs())
    reading = read_across(scored.scorecard, found, other, (source.scale.lowest, source.scale.highest))
    if csv is not None:
        write_text(crosswalk_csv(reading, other), csv)
    if as_json:
        print_json({"as_of": scored.scorecard.as_of.isoformat(), **reading_as_published(reading, source, other)})
        return
    from dashboard.commands.crosswalk_text import print_reading

    print_reading(reading, source, other, scored.organization)
