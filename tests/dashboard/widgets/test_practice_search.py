"""Search by plain words: neither case nor accents count, and the text that is marked stays the text."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.practice_search import Wanted, find_practices, folded, marked, why_left_out
from frameworks.loader import load_framework
from scoring.organization import Profile

FRAMEWORK = load_framework("safer-by-design@1.0")
LETTERS = st.text(st.sampled_from("aàAÀbBßéeİiﬁfi <>&x\u0301"), max_size=12)


def test_case_and_accents_do_not_count() -> None:
    assert marked("Über Gefährdung & mehr", ["gefahrdung"]) == "Über <mark>Gefährdung</mark> &amp; mehr"
    assert folded("ÉTÉ") == folded("été") == "ete"


def test_a_letter_that_folds_to_two_is_marked_whole() -> None:
    assert marked("Maß", ["mass"]) == "<mark>Maß</mark>"


def test_longer_words_are_marked_before_shorter_ones_in_them() -> None:
    assert marked("report reporting", ["report", "reporting"]) == "<mark>report</mark> <mark>reporting</mark>"


def test_words_are_no_patterns() -> None:
    assert marked("a.b axb", ["a.b"]) == "<mark>a.b</mark> axb"


@given(LETTERS, st.lists(LETTERS, max_size=3))
def test_marks_change_nothing_of_the_text(text: str, words: list[str]) -> None:
    found = marked(text, [word for word in map(folded, words) if word])
    assert unescape(re.sub("</?mark>", "", found)) == text


@given(LETTERS, LETTERS.map(folded).filter(str.strip))
def test_what_a_search_finds_is_marked(text: str, word: str) -> None:
    assert (word in folded(text)) <= ("<mark>" in marked(text, [word]))


def test_every_word_must_occur_in_any_order_and_place() -> None:
    found = find_practices(FRAMEWORK, Wanted(search="list hash det-01"))
    assert [practice.id for practice in found] == ["DET-01"]


def test_preset_and_profile_keep_what_both_keep() -> None:
    found = find_practices(FRAMEWORK, Wanted(preset="quick-start", scope=frozenset({"GOV-01", "DET-02"})))
    assert [practice.id for practice in found] == ["GOV-01"]


def test_only_what_is_out_of_scope_has_a_reason() -> None:
    reasons = why_left_out(FRAMEWORK, Profile(kinds=("employer",)), "enterprise-only")
    assert len(FRAMEWORK.practices) - len(reasons) == 24
    assert reasons["SAF-01"] == "only for generative AI"
    assert why_left_out(FRAMEWORK, Profile(), "full") == {}
