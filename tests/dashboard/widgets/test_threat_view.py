"""The parts of the page on threats: what is drawn, what is withheld, what is nearest."""

from typing import Any

import pytest

from dashboard.widgets.posture_view import challenges, posture
from dashboard.widgets.threat_view import SHOWN_CLOSING, closing, coverage, exposure
from dashboard.widgets.victim_view import victim_identification
from frameworks.registers.register import Described, load_victim_identification
from scoring.assessment import Answer
from scoring.exposure import ThreatLens, find_exposure
from tests.dashboard.widgets.small_cards import elements_of, labels_of, level, opened, text_of, unknown
from tests.scoring.small_framework import framework_of, practice_tree
from use_cases.open_assessment import OpenAssessment

TITLES = {"t": "Threat <T>"}


def acting(id_: str, share: float = 0.4, **fields: Any) -> dict[str, Any]:
    """A practice against the threat `t` and the challenge `c`, which prevents unless said otherwise."""
    acts = {"threats": ["t"], "challenges": ["c"], "stages": ["prevent"], "proactive": 0.5}
    return practice_tree(id_, **{**acts, "effectiveness": {"t": share}, **fields})


FRAMEWORK = framework_of(
    {"A": [acting("A-1", 0.5), acting("A-2", 0.4, stages=["prevent", "detect"]), acting("A-3", 0.3)]}
)


def lens_of(*answers: Answer) -> ThreatLens:
    """What stands against the threat with these answers."""
    return _lens(opened(*answers, framework=FRAMEWORK))


def _lens(assessment: OpenAssessment) -> ThreatLens:
    return find_exposure(assessment.scorecard, assessment.assessment, assessment.framework)


def test_cell_shows_a_bar_for_each_practice_that_counts_and_its_state_as_a_class() -> None:
    html = coverage(lens_of(level("A-1", 3, backed=3), level("A-2", 4, backed=4), unknown("A-3")).threats, TITLES)
    kinds = [attributes["class"] for name, attributes in elements_of(html) if name == "td"]
    assert kinds == ["layered", "single", "nothing_applies", "nothing_applies"]
    assert html.count("<i></i>") == 3
    assert "Threat &lt;T&gt;" in html
    assert "Prevent: Layered A-1, A-2 not answered: A-3 Detect: Single A-2" in text_of(html)


def test_range_is_drawn_between_its_ends_and_withheld_without_a_figure() -> None:
    shown = exposure(lens_of(level("A-1", 5), level("A-2", 3), level("A-3", 0)).threats, TITLES)
    assert labels_of(shown) == ["Exposure index 38–50 of 100."]
    assert "--low:38;--high:50" in shown
    withheld = exposure(lens_of(level("A-1", 5), level("A-2", 5), level("A-3", 5)).threats, TITLES)
    assert labels_of(withheld) == [] and "--low" not in withheld
    assert "withheld Withheld: whether safeguards fail" in text_of(withheld)
    assert not any(figure in text_of(withheld) for figure in ("21", "50"))


@pytest.mark.parametrize(
    ("answers", "nearest"),
    [
        ((level("A-1", 2), level("A-2", 0), level("A-3", 4)), "A-3"),
        ((level("A-1", 1), level("A-2", 2), level("A-3", 0)), "A-2"),
        ((level("A-2", 0), level("A-3", 0)), "A-2"),
        ((level("A-1", 4), level("A-2", 5), level("A-3", 3)), "A-2"),
        ((level("A-3", 2),), "A-3"),
        ((), "A-1"),
    ],
)
def test_nearest_practice_lacks_evidence_or_the_fewest_levels_before_it_is_open(
    answers: tuple[Answer, ...], nearest: str
) -> None:
    text = text_of(closing(lens_of(*answers).threats, TITLES, FRAMEWORK))
    assert text.startswith(f"What would close the open stages The practice that lacks least for each. {nearest} ")


def test_one_practice_closes_several_stages_and_no_open_stage_leaves_a_sentence() -> None:
    html = closing(lens_of(level("A-2", 5)).threats, TITLES, FRAMEWORK)
    assert "closes Threat <T>: prevent, detect" in text_of(html)
    assert html.count("<li>") == 1
    held = lens_of(level("A-1", 3, backed=3), level("A-2", 3, backed=3)).threats
    assert text_of(closing(held, TITLES, FRAMEWORK)).startswith("No stage is open")


def test_long_list_of_nearest_practices_says_how_many_are_left_out() -> None:
    number = SHOWN_CLOSING + 2
    many = framework_of({"A": [acting(f"A-{place}", threats=[f"t{place}"]) for place in range(1, number + 1)]})
    views = _lens(opened(framework=many)).threats
    html = closing(views, {view.id: view.id for view in views}, many)
    assert html.count("<li>") == SHOWN_CLOSING
    assert text_of(html).endswith("2 more.")


def test_challenge_shows_how_many_of_its_practices_count_at_each_stage() -> None:
    described = (Described(id="c", title="Challenge <C>", summary="It is hard."),)
    lens = lens_of(level("A-1", 3, backed=3), level("A-2", 1), level("A-3", 5, backed=5))
    html = challenges(lens.challenges, described, 5)
    assert "Challenge &lt;C&gt;" in html
    assert "It is hard. Layered 2 of 3 Open 0 of 1 no practice no practice 3.0" in text_of(html)


def test_posture_shows_its_figures_only_where_it_is_defined() -> None:
    assert "earned 50.0 available 50.0 tilt ±0.0" in text_of(posture(lens_of(level("A-1", 3), level("A-2", 1)).posture))
    assert "earned" not in text_of(posture(lens_of(level("A-1", 0)).posture))


def test_victim_identification_of_another_framework_names_no_practice() -> None:
    assessment = opened(level("A-1", 3), framework=FRAMEWORK)
    html = victim_identification(load_victim_identification(), _lens(assessment), assessment)
    assert text_of(html).startswith("No practice in scope supports victim identification")
    assert text_of(html).count("No practice in scope supports it.") == 9
