"""A scorecard beside a published release: of the same framework, in one cell, with what is suppressed, and its age."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from frameworks.loader import load_framework
from scoring.assessment import Answer, Assessment
from scoring.benchmark import Release
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from tests.peer_pools import POOL, fill, new_pool
from use_cases.compare import NotComparable, compare_with_peers, comparison_as_tree
from use_cases.publishing import publish_release
from use_cases.workspace import Workspace

ON = date(2026, 6, 15)


def scorecard(level: int, framework: str = "safer-by-design@1.0") -> Mapping[str, Any]:
    loaded = load_framework(framework)
    answers = tuple(Answer(practice=id_, level=level, on=ON) for id_ in loaded.practices)
    return scorecard_as_tree(score_assessment(Assessment(framework_key=loaded.key, answers=answers), loaded, ON))


@pytest.fixture
def many(workspace: Workspace) -> Release:
    """Of a pool of 400 that all stand at 2.25."""
    terms = new_pool(workspace, is_named=True)
    fill(workspace, terms, [2.25] * 400)
    return publish_release(workspace, POOL)


def test_ours_stands_below_within_or_above_the_middle_band(many: Release) -> None:
    for level, standing in ((1, "below"), (4, "above")):
        made = compare_with_peers(scorecard(level), many, None, ON)
        assert {row.standing for row in made.rows if row.id == "overall"} == {standing}
    tree = comparison_as_tree(made)
    assert [row["id"] for row in tree["rows"]] == ["overall", *many.terms.domains]
    assert (tree["about"], tree["pool"], tree["cell"], tree["suppressed"]) == (400, POOL, "all", [])
    assert tree["guarantee"] == many.guarantee.sentence


def test_what_is_not_published_has_no_standing_and_a_reason(workspace: Workspace) -> None:
    new_pool(workspace)
    made = compare_with_peers(scorecard(3), publish_release(workspace, POOL), "all", ON)
    tree = comparison_as_tree(made)
    assert {row["standing"] for row in tree["rows"]} == {row["band"] for row in tree["rows"]} == {None}
    assert tree["about"] is None and any("30" in reason for reason in tree["suppressed"])
    assert tree["rows"][0]["ours"] == 3.0


@pytest.mark.parametrize(
    ("today", "months"),
    [(ON, 0), (date(2026, 7, 14), 0), (date(2026, 7, 15), 1), (date(2027, 6, 15), 12), (date(2026, 6, 1), 0)],
)
def test_age_of_a_release_is_told_in_whole_months(workspace: Workspace, today: date, months: int) -> None:
    new_pool(workspace)
    made = compare_with_peers(scorecard(3), publish_release(workspace, POOL), None, today)
    assert made.months_old == months


def test_another_framework_and_cells_that_are_not_there_are_refused(workspace: Workspace) -> None:
    new_pool(workspace, kinds=("ugc", "messaging"))
    release = publish_release(workspace, POOL)
    with pytest.raises(NotComparable, match="about safer-by-design@1"):
        compare_with_peers({**scorecard(3), "framework": {"id": "other", "version": "2.0"}}, release, "ugc", ON)
    with pytest.raises(NotComparable, match="several cells"):
        compare_with_peers(scorecard(3), release, None, ON)
    with pytest.raises(NotComparable, match="no such cell") as refused:
        compare_with_peers(scorecard(3), release, "all", ON)
    assert refused.value.faults[0].mend == "use one of: ugc, messaging."
    assert compare_with_peers(scorecard(3), release, "messaging", ON).cell.cell == "messaging"
