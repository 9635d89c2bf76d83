"""`safermark threats`: an answers file in, what stands against each threat out; no store is needed."""

from dashboard.commands.options import AnswersPath, AsJson, AsOf, FrameworkInstead, new_app

app = new_app()


@app.command()
def threats(
    file: AnswersPath,
    framework: FrameworkInstead = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say which threats an answers file leaves open. An index by judgement, never a probability."""
    from dashboard.commands.adjusted_text import adjusted_part, print_adjusted
    from dashboard.commands.printing import print_json
    from scoring.exposure import find_exposure
    from scoring.exposure_document import exposure_as_published
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of)
    lens = find_exposure(scored.scorecard, scored.assessment, scored.framework)
    if as_json:
        head = {
            "framework": {"id": scored.framework.id, "version": scored.framework.version},
            "as_of": scored.scorecard.as_of.isoformat(),
        }
        print_json({**head, **exposure_as_published(lens), **adjusted_part(scored.adjusted)})
        return
    from dashboard.commands.threats_text import print_threats

    print_threats(lens, scored.scorecard, scored.framework, scored.organization)
    print_adjusted(scored.adjusted, "effectiveness", "stages", "proactive")
