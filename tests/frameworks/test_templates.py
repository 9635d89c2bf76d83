"""The templates in the shapes of other models: sound, calm, and as docs/formats/shapes.md describes them."""

import re
from itertools import chain
from pathlib import Path

import pytest

from frameworks.documents import read_tree
from frameworks.loader import CATALOG, check_framework, list_frameworks, load_framework
from frameworks.model import Framework
from scoring.methods import rating_of
from tests.frameworks.test_catalog import BLAME, COMPANIES, PERIOD, credits_a_test, credits_an_act, sentences

TEMPLATES = [load_framework("template-gates-c2m2@1.0"), load_framework("template-ratings-33020@1.0")]
PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "shapes.md").read_text(encoding="utf-8")
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)


@each_template
def test_template_has_no_fault_and_says_what_it_is(template: Framework) -> None:
    assert check_framework(CATALOG / template.id / template.version) == []
    assert template.lifecycle == "draft"
    assert template.is_template
    assert template.caveats[0].startswith("A template:")
    assert "reproduces no text" in template.caveats[1]
    assert f"frameworks/catalog/{template.id}/{template.version}" in PAGE


def test_templates_stand_after_the_framework_and_before_the_outlines() -> None:
    listed = [framework.id for framework in list_frameworks()]
    assert listed[:3] == ["safer-by-design", *(template.id for template in TEMPLATES)]


@each_template
def test_every_domain_stands_on_rungs_without_a_hole(template: Framework) -> None:
    for domain in template.domains:
        assert [practice.rung for practice in domain.practices] == [1, 1, 2, 2, 3] or [
            practice.rung for practice in domain.practices
        ] == [1, 2, 2, 3, 3]


@each_template
def test_texts_are_calm_full_sentences_of_their_own(template: Framework) -> None:
    texts = list(chain.from_iterable(practice.levels.values() for practice in template.practices.values()))
    assert all(text.endswith(".") and len(text.split()) >= 4 for text in texts)
    credited = [one for practice in template.practices.values() for one in (*practice.levels.values(), practice.intent)]
    for sentence in chain.from_iterable(map(sentences, credited)):
        assert not credits_an_act(sentence) and not credits_a_test(sentence), sentence
        assert not BLAME.search(sentence) and not COMPANIES.search(sentence) and not PERIOD.search(sentence), sentence
    for practice in template.practices.values():
        assert len(set(practice.levels.values())) == 4, practice.id


def test_page_shows_the_gate_matrices_of_the_templates() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for block, template in zip(blocks, TEMPLATES, strict=True):
        tree = read_tree(block.encode(), "shapes.md", "yaml")
        assert template.gate_matrix is not None
        assert tree["method"] == template.method
        assert (tree["gate_matrix"]["own"], tree["gate_matrix"]["lower"]) == (
            template.gate_matrix.own,
            template.gate_matrix.lower,
        )


def test_page_rates_percentages_as_the_rule_does() -> None:
    said = re.findall(r"([0-9.]+)\s+is\s+([NPLF])\b", PAGE)
    assert len(said) == 6
    assert [(percent, "NPLF"[rating_of(float(percent), (15, 50, 85))]) for percent, _ in said] == said
