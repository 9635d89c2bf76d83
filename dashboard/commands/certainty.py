"""`safermark certainty`: an answers file in, how sure its figures are out; no store is needed."""

from dashboard.commands.options import AnswersPath, AsJson, AsOf, FrameworkInstead, new_app

app = new_app()


@app.command()
def certainty(
    file: AnswersPath,
    framework: FrameworkInstead = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say how sure the figures are: weights, evidence, raters, and the least change that is real."""
    from dashboard.commands.certainty_text import certainty_as_tree, print_certainty
    from dashboard.commands.printing import print_json
    from scoring.certainty import judge_certainty
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of)
    found = judge_certainty(scored.scorecard, scored.assessment, scored.framework)
    if as_json:
        print_json(certainty_as_tree(found))
    else:
        print_certainty(found, scored.framework)
