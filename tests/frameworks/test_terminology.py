"""What is found in what people write, and what is not."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.documents import read_tree
from frameworks.folded import fold, fold_with_places, has_divided_word, in_small_letters, join_divided
from frameworks.registers.terminology import load_terminology
from frameworks.term_patterns import any_of
from frameworks.terminology import MOST_SHOWN, find_terms, suggestion

CASES: dict[str, Any] = read_tree(Path(__file__).parent / "term_cases.yaml", "term_cases.yaml", "yaml")
SEARCHED = [term for term in load_terminology().terms if term.lint != "no"]
PIECES = [
    *(word for term in SEARCHED for word in term.avoid),
    *(
        "child",
        "customer",
        "sold to",
        "CP",
        "not",
        '"',
        "'",
        "”",
        "-",
        "-\n",
        "\u00ad",
        "\u00ad\n",
        "\u200b",
        "ｐｏｒｎ",
        "e\u0301",
    ),
    *(
        "Act",
        "rather than",
        " ",
        "\n",
        "é",
        "ß",
        "İ",
        "ﬁ",
        "1",
        ".",
        "https://",
        "(",
        "2258A",
        "a",
        "with",
        "is not used",
    ),
]
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
with_words = [case for kind in ("found", "writing", "not_statutes", "not_dismissals") for case in CASES[kind]]
without_words = [text for kind in ("near", "statutes", "dismissals") for text in CASES[kind]]


@pytest.mark.parametrize("case", with_words, ids=lambda case: str(case["text"]))
def test_words_to_avoid_are_found_however_they_are_written(case: dict[str, Any]) -> None:
    uses = find_terms(case["text"])
    assert [use.term.id for use in uses] == case["found"]
    for use in uses:
        assert use.written == case["text"][use.start : use.end]
    if "written" in case:
        assert [use.written for use in uses] == case["written"]


@pytest.mark.parametrize("text", without_words)
def test_near_misses_titles_of_law_and_dismissals_are_left_alone(text: str) -> None:
    assert [(use.term.id, use.written) for use in find_terms(text)] == []


@pytest.mark.parametrize("term", SEARCHED, ids=lambda term: term.id)
def test_every_term_that_is_searched_for_is_found_in_some_case(term: Any) -> None:
    assert any(term.id in case["found"] for case in CASES["found"])


def test_every_case_of_a_title_or_a_dismissal_would_be_found_without_it() -> None:
    for text in (*CASES["statutes"], *CASES["dismissals"]):
        words = re.sub(r"[^\w\s-]", " ", text)
        bare = re.sub(
            r"(?i)\b(not|never|(rather|instead) \w+|do not say|avoid(ed)?|the (term|word)s?|search(es)? \w+)\b",
            "it,",
            words,
        )
        title = re.search(r"(?i)child[ -]pornography", bare)
        assert find_terms(title.group() if title else bare), text


@given(texts)
def test_any_text_can_be_searched_and_what_is_found_lies_in_it(text: str) -> None:
    end = 0
    for use in find_terms(text):
        assert end <= use.start < use.end <= len(text)
        assert use.written == text[use.start : use.end]
        end = use.end


@given(texts)
def test_a_text_that_is_normalized_already_gives_the_same_terms(text: str) -> None:
    found = [use.term.id for use in find_terms(text)]
    assert [use.term.id for use in find_terms(unicodedata.normalize("NFKC", text))] == found


@given(texts)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(in_small_letters(text)) == len(text)


@given(texts, st.booleans())
def test_each_character_of_a_folded_text_has_its_place(text: str, joins: bool) -> None:
    folded = fold_with_places(text, joins_divided=joins)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    if not joins and text.isascii():
        assert folded.text == text


def test_letter_and_its_mark_are_one_place() -> None:
    folded = fold_with_places("e\u0301x")
    assert (folded.text, list(folded.starts), list(folded.ends)) == ("éx", [0, 2], [2, 3])


def test_written_words_are_searched_for_literally_and_the_longest_first() -> None:
    pattern = re.compile(any_of(["a.b", "a.b c", "N years"]))
    assert pattern.fullmatch("axb") is None
    assert [found.group() for found in pattern.finditer("a.b - c, a.b, 17 years, 18 years")] == [
        "a.b - c", "a.b", "17 years", "8 years",
    ]  # fmt: skip


def test_word_divided_at_the_end_of_a_line_is_put_together() -> None:
    assert has_divided_word("porno-\ngraphy")
    assert not has_divided_word("porno -\ngraphy")
    assert not has_divided_word("porno-graphy")
    assert join_divided("porno-\r\n  graphy") == "pornography"


def test_suggestion_says_what_to_write_why_and_whether_it_is_verified() -> None:
    (verified,) = find_terms("child\nporn")
    assert suggestion(verified) == (
        "'child porn' – prefer child sexual abuse material (CSAM), because it is the slang of people who offend, and "
        "it makes the crime sound small."
    )
    (memory,) = find_terms("jailbait")
    assert suggestion(memory).endswith(" (from memory, unverified).")


def test_long_words_are_cut_in_a_suggestion() -> None:
    (use,) = find_terms(f"child {' ' * 100}({'-' * 100}porn")
    assert len(use.written) > MOST_SHOWN
    assert len(suggestion(use)) < 300
    assert "…' – prefer" in suggestion(use)
