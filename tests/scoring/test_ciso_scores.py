"""Mean and mean of means by CISO Assistant's rules: cases worked out by hand, and trees scored by another way."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.documents import read_tree
from frameworks.formats.ciso_assistant.fields import Findings
from frameworks.formats.ciso_assistant.read_framework import framework_of
from frameworks.model import Framework
from scoring.assessment import Answer, Assessment
from scoring.methods import Number
from scoring.scorecard import score_assessment

CASES = read_tree(Path(__file__).with_name("ciso_scores.yaml"), "ciso_scores.yaml", "yaml")
DAY = date(2026, 11, 1)


def made(nodes: list[str], scale: str) -> Framework:
    lowest, highest = map(int, scale.split("-"))
    trees = []
    for one in nodes:
        urn, parent, kind, weight, *own = one.split()
        ends = dict(zip(("min_score", "max_score"), map(int, own[0].split("-")), strict=True)) if own else {}
        tree = {"urn": urn, "ref_id": urn, "assessable": kind == "r", "weight": int(weight), **ends}
        trees.append(tree if parent == "-" else {**tree, "parent_urn": parent})
    given = {"urn": "f", "ref_id": "f", "min_score": lowest, "max_score": highest, "requirement_nodes": trees}
    framework = framework_of(given, {"version": 1}, Findings("case"))
    assert framework is not None
    return framework


def headline(framework: Framework, scores: Mapping[str, int], method: str) -> Number | None:
    answers = tuple(Answer(practice=urn, level=score) for urn, score in scores.items())
    assessment = Assessment(framework_key=framework.key, answers=answers)
    return score_assessment(assessment, framework, DAY, method).overall.headline.value


@pytest.mark.parametrize("method", ["mean", "mean_of_means"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_tree_is_scored_by_the_rules(case: dict[str, Any], method: str) -> None:
    assert headline(made(case["nodes"], case["scale"]), case["scores"], method) == Fraction(case[method])


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], dict[str, int]]:
    """Nodes in any order of depth, and scores of some of the requirements."""
    nodes, scores = [], {}
    for number in range(draw(st.integers(1, 9))):
        parent = draw(st.sampled_from(["-", *(f"n{earlier}" for earlier in range(number))]))
        kind, weight = draw(st.sampled_from("hr")), draw(st.integers(1, 3))
        nodes.append(f"n{number} {parent} {kind} {weight}")
        if kind == "r" and draw(st.booleans()):
            scores[f"n{number}"] = draw(st.integers(0, 10))
    return nodes, scores


def by_the_rules(nodes: list[str], scores: Mapping[str, int]) -> Fraction | None:
    """The average of averages over a plain list of nodes, as the rules say it; a scored root counts itself."""
    split = [one.split() for one in nodes]
    weights = {urn: int(weight) for urn, _, _, weight in split}
    below = {urn: [child for child, parent, _, _ in split if parent == urn] for urn, *_ in split}

    def value(urn: str) -> Fraction | None:
        if urn in scores:
            return Fraction(scores[urn])
        known = [(found, weights[child]) for child in below[urn] if (found := value(child)) is not None]
        return sum(v * w for v, w in known) / Fraction(sum(w for _, w in known)) if known else None

    chapters = []
    for root in (urn for urn, parent, _, _ in split if parent == "-"):
        is_one = not below[root] or root in scores or any(child in scores for child in below[root])
        chapters += [value(root)] if is_one else [value(child) for child in below[root]]
    known = [chapter for chapter in chapters if chapter is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


@settings(max_examples=300, deadline=None)
@given(trees())
def test_any_tree_is_scored_as_the_rules_say_it(tree: tuple[list[str], dict[str, int]]) -> None:
    nodes, scores = tree
    assert headline(made(nodes, "0-10"), scores, "mean_of_means") == by_the_rules(nodes, scores)


def test_score_of_a_domain_follows_the_weights_below_it() -> None:
    framework = made(["r - h 1", "a r h 1", "a1 a r 1", "b r h 3", "b1 b r 1"], "0-10")
    answers = (Answer(practice="a1", level=0), Answer(practice="b1", level=8))
    card = score_assessment(Assessment(framework_key=framework.key, answers=answers), framework, DAY, "mean_of_means")
    assert card.domain("r").score.headline.value == 6
    assert card.overall.headline.value == 4
