"""`safermark score` on frameworks whose levels are climbed by rungs."""

import json
from typing import Any

from tests.dashboard.conftest import Command


def score(safermark: Command, levels: str, *options: str) -> Any:
    answers = [{"practice": f"MAN-0{place}", "level": int(one)} for place, one in enumerate(levels, start=1)]
    content = {"framework": "template-gates-c2m2@1.0", "answers": answers}
    return safermark("score", "-", *options, stdin=json.dumps(content).encode())


def test_level_and_what_holds_it_back_come_out_by_rungs(safermark: Command) -> None:
    domain = score(safermark, "32313", "--json").tree["domains"][0]
    assert domain["headline"] == {"method": "gate_matrix", "value": 1, "low": 1, "high": 1}
    assert domain["blockers"] == ["MAN-04"]


def test_page_shows_the_rung_as_the_level_and_no_average_of_rungs(safermark: Command) -> None:
    shown = score(safermark, "33313").out
    assert "Level reached" in shown and "By method" not in shown
    row = next(line for line in shown.splitlines() if "Mandate and means" in line)
    assert row.split()[3:5] == ["2.6", "1"]


def test_method_by_rungs_does_not_fit_a_framework_without_them(safermark: Command) -> None:
    content = {"framework": "safer-by-design", "answers": []}
    done = safermark("score", "-", "--method", "gate_matrix", stdin=json.dumps(content).encode())
    assert done.code == 11
    assert "does not fit" in done.err
    assert "gate_matrix" not in done.err.split("mend:")[1]


def why(safermark: Command, levels: str, *options: str) -> Any:
    answers = [{"practice": f"MAN-0{place}", "level": int(one)} for place, one in enumerate(levels, start=1)]
    content = {"framework": "template-gates-c2m2@1.0", "answers": answers}
    return safermark("why", "-", "MAN", *options, stdin=json.dumps(content).encode())


def test_why_explains_the_rung_and_not_the_share_of_weight(safermark: Command) -> None:
    shown = " ".join(why(safermark, "33133").out.split())
    assert "Level 1 is reached: every practice of its rung, and of the rungs below, is where it has to be." in shown
    assert "held back by: MAN-03 The rules are written down (level 1, needs 2)" in shown
    assert "of the weight is at level" not in shown
    assert "something is missing on the first rung" in " ".join(why(safermark, "31333").out.split())
    tree = why(safermark, "33133", "--json").tree
    assert (tree["level"]["value"], tree["next_step"]["to"]) == (1, 2)
    assert tree["held_by"][0] == {"practice": "MAN-03", "because": ["rung"], "level": 1, "needs": 2}
