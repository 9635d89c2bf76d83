"""A scorecard as a calm page of text."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from dashboard.commands.printing import percent, plain, print_line, print_table, tenth, whole
from frameworks.model import Framework
from scoring.kernel import Bounded
from scoring.scorecard import Scorecard
from scoring.scores import DomainScore, Score
from scoring.teams import mean_over_teams

WIDTH = 96
MOST_OPEN = 60
"""Open practices that are named; `--json` names all."""
_SHOWN_ANYWAY = ("mean", "weakest_fifth", "gated", "gate_matrix")
NO_EVIDENCE = "no evidence recorded yet"
_STATES = {
    "unanswered": "nothing answered yet",
    "not_applicable": "not applicable",
    "out_of_scope": "out of scope",
}


def print_scorecard(scorecard: Scorecard, framework: Framework, organization: str = "") -> None:
    """Headline numbers with their intervals, domains, floors that hold back, what is open."""
    title = f"{framework.title} {framework.version}, as of {scorecard.as_of}"
    print_line(f"{organization} · {title}" if organization else title)
    print_line()
    _print_headline(scorecard.overall)
    print_line()
    print_line("Domains")
    method = scorecard.overall.method
    titles = ("", *(() if method in _SHOWN_ANYWAY else (method,)), "average", "level", "coverage", "backed by evidence")
    print_table([titles, *map(_domain_row, scorecard.domains)])
    _print_floors(scorecard, framework)
    _print_open(scorecard)
    print_line()
    print_line("A self-assessment: it is no certificate and no legal advice.")


def print_left_aside(remarks: Sequence[str]) -> None:
    """What of a file did not come into its scorecard, a line each; nothing where all of it did."""
    if not remarks:
        return
    print_line()
    print_line("What of the file is left aside:")
    for remark in remarks:
        print_line(f"  {remark}")


def print_teams(cards: Mapping[str, Scorecard], framework: Framework) -> None:
    """Each sector by team, and the mean over teams; what is open counts as the lowest step, as DSOMM counts."""
    every = list(cards.values())
    print_line(f"{framework.title} {framework.version}, as of {every[0].as_of}, {len(every)} teams")
    print_line()
    side_by_side = zip(*(card.domains for card in every), strict=True)
    rows = [("", "mean", *map(plain, cards)), _team_row("All domains", [card.overall for card in every])]
    print_table([*rows, *(_team_row(nodes[0].title, [node.score for node in nodes]) for nodes in side_by_side)])
    print_line()
    print_line("The score of one team with its ranges: name it with --team.")


def _team_row(title: str, scores: Sequence[Score]) -> tuple[str, ...]:
    return (title, tenth(mean_over_teams(scores)), *(tenth(score.headline.low) for score in scores))


def _print_headline(score: Score) -> None:
    print_line(f"  {_coverage(score)}")
    if score.state != "scored":
        print_line(f"  {_STATES[score.state].capitalize()}: there is nothing to score.")
        return
    print_line()
    rows = [
        ("Average", tenth(score.mean.value), _range(score.mean)),
        ("Weakest fifth", tenth(score.weakest_fifth.value), _range(score.weakest_fifth)),
        ("Level reached", whole(score.level.value), _range(score.level, whole=True)),
    ]
    if score.method not in _SHOWN_ANYWAY:
        rows.append((f"By method {score.method}", tenth(score.headline.value), _range(score.headline)))
    rows.append(("Backed by evidence", *_evidence(score)))
    print_table(rows)
    if score.counts.not_applicable and score.na_as_zero != score.mean.value:
        print_line(f"  With not applicable counted as 0, the average is {tenth(score.na_as_zero)}.")


def _coverage(score: Score) -> str:
    counts = score.counts
    parts = [f"{counts.answered} of {counts.applicable} practices answered ({percent(score.coverage)})"]
    for number, words in (
        (counts.unanswered, "unanswered"),
        (counts.not_known, "not known"),
        (counts.not_applicable, "not applicable"),
        (counts.out_of_scope, "out of scope"),
    ):
        if number:
            parts.append(f"{number} {words}")
    return ", ".join(parts)


def _range(bounded: Bounded, whole: bool = False) -> str:
    if bounded.low == bounded.high:
        return "nothing is open"
    low, high = (str(bounded.low), str(bounded.high)) if whole else (tenth(bounded.low), tenth(bounded.high))
    return f"{low} to {high}, whatever the open practices turn out to be"


def _evidence(score: Score) -> tuple[str, str]:
    view = score.evidence
    if not view.recorded:
        return "–", NO_EVIDENCE
    reviewed = f"; {percent(view.reviewed_share)} reviewed" if view.reviewed_share else ""
    return tenth(view.evidenced), f"of {tenth(view.claimed)} claimed ({percent(view.backing)}){reviewed}"


def _domain_row(domain: DomainScore) -> tuple[str, ...]:
    score = domain.score
    by_method = () if score.method in _SHOWN_ANYWAY else (tenth(score.headline.value),)
    if score.state != "scored":
        coverage = percent(score.coverage) if score.state == "unanswered" else ""
        return domain.title, *by_method, "–", "–", coverage, _STATES[score.state]
    evidence = tenth(score.evidence.evidenced) if score.evidence.recorded else NO_EVIDENCE
    figures = (tenth(score.mean.value), whole(score.level.value), percent(score.coverage))
    return domain.title, *by_method, *figures, evidence


def _print_floors(scorecard: Scorecard, framework: Framework) -> None:
    capped = [(domain, floor) for domain in scorecard.domains for floor in domain.capped_by]
    lifted = [floor for domain in scorecard.domains for floor in domain.lifted_by]
    if capped:
        print_line()
        print_line(f"Floors that hold a domain at level {framework.gate.floor_cap} or below")
        print_table(
            [(floor, _why(scorecard, framework, floor), framework.practices[floor].title) for _, floor in capped]
        )
    if lifted:
        print_line()
        print_line(f"Floors that do not hold back, being not applicable for now: {', '.join(lifted)}")


def _why(scorecard: Scorecard, framework: Framework, floor_id: str) -> str:
    practice, rule = scorecard.practice(floor_id), framework.practices[floor_id].floor
    if practice.state != "answered" or rule is None:
        return practice.state.replace("_", " ")
    return f"level {practice.level}, floor {rule.level}"


def _print_open(scorecard: Scorecard) -> None:
    lines = list(_open_lines(scorecard))
    if lines:
        print_line()
        print_line("Open")
        for line in lines:
            print_line(line)


def _open_lines(scorecard: Scorecard) -> Iterator[str]:
    for state, words in (("not_known", "not known"), ("unanswered", "unanswered")):
        ids = [practice.id for practice in scorecard.practices if practice.state == state]
        rest = f" and {len(ids) - MOST_OPEN:,} more" if len(ids) > MOST_OPEN else ""
        if ids:
            yield from textwrap.wrap(
                plain(f"{words}: {', '.join(ids[:MOST_OPEN])}{rest}", most=100_000),
                WIDTH,
                initial_indent="  ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )
