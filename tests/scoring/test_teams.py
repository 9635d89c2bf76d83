"""Several teams side by side: each node is the mean over the teams of what each scores."""

from scoring.assessment import Answer
from scoring.scorecard import Scorecard, score_assessment
from scoring.teams import mean_over_teams, teams_as_published
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

FRAMEWORK = framework_of({"A": [practice_tree("A-1")], "B": [practice_tree("B-1")]}, method="mean")


def team(*levels: int) -> Scorecard:
    ids = list(FRAMEWORK.practices)[: len(levels)]
    answers = [Answer(practice=id_, level=level) for id_, level in zip(ids, levels, strict=True)]
    return score_assessment(assessment_of(answers), FRAMEWORK, TODAY)


def test_every_node_is_the_mean_over_teams_and_every_team_stands_by_itself() -> None:
    tree = teams_as_published({"Red": team(4, 1), "Blue": team(2, 2)})
    assert tree["overall"] == {"headline": {"method": "dsomm", "value": 2.25}}
    assert [(node["id"], node["headline"]["value"], node["children"]) for node in tree["domains"]] == [
        ("A", 3, []),
        ("B", 1.5, []),
    ]
    assert [one["team"] for one in tree["teams"]] == ["Red", "Blue"]
    assert [one["overall"]["headline"]["value"] for one in tree["teams"]] == [2.5, 2]
    assert all("as_of" not in one and "framework" not in one for one in tree["teams"])
    assert (tree["framework"]["id"], tree["as_of"]) == ("small", TODAY.isoformat())


def test_what_a_team_leaves_open_counts_at_the_lowest_step_even_where_it_is_everything() -> None:
    assert mean_over_teams([team(4).overall]) == 2
    assert mean_over_teams([team(4, 4).overall, team().overall]) == 2
    assert mean_over_teams([]) is None
