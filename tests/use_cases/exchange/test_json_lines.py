"""Answers as lines of JSON: split without end in memory, each read or refused by itself."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.loader import load_framework
from use_cases.exchange.json_lines import LONGEST_LINE, read_line, split_lines
from use_cases.exchange.shape import AnswersNotReadable

FRAMEWORK = load_framework("safer-by-design@1.0")
TODAY = date(2026, 9, 30)


def refusal(line: bytes) -> str:
    with pytest.raises(AnswersNotReadable) as refused:
        read_line(line, "line 7", FRAMEWORK, TODAY)
    assert all(fault.what and fault.mend and fault.where.startswith("line 7") for fault in refused.value.faults)
    return str(refused.value)


def test_answer_of_a_line_has_the_id_that_was_given() -> None:
    answer = read_line(b'{"id": "a-1", "practice": "DET-01", "level": 3}', "line 7", FRAMEWORK, TODAY)
    assert (answer.id, answer.practice, answer.level) == ("a-1", "DET-01", 3)
    assert read_line(b'{"practice": "DET-01", "level": 3}', "line 7", FRAMEWORK, TODAY).id == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "The file is empty."),
        (b"3", "The answer is the number 3"),
        (b"[]", "The answer is a list"),
        (b"null", "The answer is empty"),
        (b"{", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b'{"practice": "DET-01", "level": 9}', "Level 9 is not on"),
        (b'{"practice": "DET-01", "level": 3, "level": 4}', "given twice"),
        (b'{"practice": "DET-01", "level": NaN}', "NaN is not a number"),
        (b'{"practice": "DET-01", "level": 1, "evidence": [{"title": "t"}]}', "line 7 > evidence > 1 > date"),
        (b"[" * 20_000, "nested more than 50"),
        (b" " * (LONGEST_LINE + 1), "The line is longer than 1 MB."),
    ],
)
def test_line_that_is_no_answer_is_refused(line: bytes, words: str) -> None:
    assert words in refusal(line)


def test_lines_come_without_their_ends() -> None:
    assert list(split_lines(io.BytesIO(b"a\nb\r\n\nc"))) == [b"a", b"b", b"", b"c"]
    assert list(split_lines(io.BytesIO(b""))) == []


@pytest.mark.parametrize("end", [b"", b"\n", b"\nnext"])
def test_of_an_endless_line_only_the_beginning_is_kept_and_the_next_line_is_whole(end: bytes) -> None:
    first, *others = split_lines(io.BytesIO(b"x" * (3 * LONGEST_LINE) + end))
    assert LONGEST_LINE < len(first) <= LONGEST_LINE + 2
    assert others == ([b"next"] if end == b"\nnext" else [])


def test_line_of_exactly_the_longest_size_is_not_joined_with_the_next() -> None:
    for size in range(LONGEST_LINE - 2, LONGEST_LINE + 4):
        first, second = split_lines(io.BytesIO(b"x" * size + b"\nnext\n"))
        assert len(first) == min(size, LONGEST_LINE + 2)
        assert second == b"next"


@given(st.binary(max_size=200))
def test_any_line_is_read_or_refused(line: bytes) -> None:
    try:
        read_line(line, "line 7", FRAMEWORK, TODAY)
    except AnswersNotReadable as refused:
        assert refused.faults
