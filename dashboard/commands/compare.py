"""`safermark compare`: an answers file beside a published release of a pool."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import AnswersFormat, AnswersPath, AsJson, AsOf, FrameworkInstead, new_app

app = new_app()


@app.command()
def compare(
    file: AnswersPath,
    release: Annotated[Path, typer.Option("--release", metavar="FILE", help="The release of a pool.")],
    cell: Annotated[
        str | None,
        typer.Option("--cell", metavar="KIND", help="The kind of service to compare with.", show_default=False),
    ] = None,
    framework: FrameworkInstead = None,
    as_of: AsOf = None,
    format: AnswersFormat = "auto",
    as_json: AsJson = False,
) -> None:
    """Say where the claimed averages of an answers file stand beside a release. Nothing goes back into the pool."""
    from dashboard.commands.compare_text import print_comparison
    from dashboard.commands.printing import print_json
    from scoring.change import side_of
    from scoring.score_document import scorecard_as_tree
    from use_cases.clock import utc_now
    from use_cases.compare import compare_with_peers, comparison_as_tree
    from use_cases.exchange.scored_file import read_scored
    from use_cases.places import known_catalogs
    from use_cases.pool_files import read_published

    today = utc_now().date()
    scored = read_scored(file, today, framework=framework, as_of=as_of, format=format)
    published = read_published(release, release.name)
    made = compare_with_peers(
        scorecard_as_tree(scored.scorecard),
        published,
        cell,
        today,
        side=lambda: side_of(scored.scorecard, scored.assessment, scored.framework),
        catalogs=known_catalogs(),
    )
    if as_json:
        print_json(comparison_as_tree(made))
        return
    print_comparison(made, scored.framework)
