"""Several teams of one organization: DSOMM's score of a sector, the mean over activities of the mean over teams.

Every team is asked every activity, so that this is the mean over teams of what each of them scores.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.methods import Number, mean
from scoring.score_document import as_plain, scorecard_as_published
from scoring.scorecard import Scorecard
from scoring.scores import DomainScore, Score

METHOD = "dsomm"
"""The only method that says what several teams come to."""


def teams_as_published(cards: Mapping[str, Scorecard]) -> dict[str, Any]:
    """What `score --json` prints of several teams: each of them, and their mean in the tree of the framework."""
    every = list(cards.values())
    return {
        **{key: value for key, value in scorecard_as_published(every[0]).items() if key in _OF_ALL},
        "overall": {"headline": _headline([card.overall for card in every])},
        "domains": _means([card.domains for card in every]),
        "teams": [{"team": team, **_without_head(card)} for team, card in cards.items()],
    }


def mean_over_teams(scores: Sequence[Score]) -> Number | None:
    """The mean over teams, with whatever a team leaves open at the lowest step, as DSOMM counts it."""
    known = [score.headline.low for score in scores if score.headline.low is not None]
    return mean(known, [1] * len(known))


_OF_ALL = ("framework", "scoring_version", "as_of")


def _without_head(card: Scorecard) -> dict[str, Any]:
    return {key: value for key, value in scorecard_as_published(card).items() if key not in _OF_ALL}


def _headline(scores: Sequence[Score]) -> dict[str, Any]:
    return {"method": METHOD, "value": as_plain(mean_over_teams(scores))}


def _means(of_teams: Sequence[Sequence[DomainScore]]) -> list[dict[str, Any]]:
    """The same node of every team side by side, and what is below it."""
    return [
        {
            "id": nodes[0].id,
            "title": nodes[0].title,
            "headline": _headline([node.score for node in nodes]),
            "children": _means([node.children for node in nodes]),
        }
        for nodes in zip(*of_teams, strict=True)
    ]
