"""Answers files that cannot be used: each is refused with every fault, never with a traceback."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from use_cases.exchange.adjustment_shape import ADJUSTMENT_KEYS, NEEDED_KEYS
from use_cases.exchange.answer_shape import ANSWER_KEYS, EVIDENCE_KEYS, REVIEW_KEYS
from use_cases.exchange.answers_file import AnswersNotReadable, read_answers
from use_cases.exchange.shape import FILE_KEYS, PROFILE_KEYS

CASES = yaml.safe_load((Path(__file__).parent / "bad_answers.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 9, 30)
KEYS = sorted(
    {*FILE_KEYS, *PROFILE_KEYS, *ANSWER_KEYS, *EVIDENCE_KEYS, *REVIEW_KEYS, *ADJUSTMENT_KEYS, *NEEDED_KEYS, "unknown"}
)
LONG_TEXTS = {
    "MANY COLUMNS": "x," * 1_000 + "x",
    "MANY ROWS": "DET-01,3\n" * 20_001,
    "NUMBER OF 10,000 DIGITS": "1" * 10_000,
    "NOTE OF 10,001 CHARACTERS": "x" * 10_001,
    "NOTE OF 200,000 CHARACTERS": "x" * 200_000,
}


def _refusal(content: bytes | Path, name: str, framework: str | None = None) -> AnswersNotReadable:
    with pytest.raises(AnswersNotReadable) as refused:
        read_answers(content, name, framework=framework, today=TODAY)
    assert refused.value.exit_code == 11
    return refused.value


def content_of(case: dict[str, Any]) -> str:
    """The text of the bad file that a case describes."""
    text = case.get("text")
    if text is None:
        text = '{"framework": "safer-by-design@1.0", "as_of": "2026-09-30", "answers": [' + case["answer"] + "]}"
    for placeholder, long_note in LONG_TEXTS.items():
        text = text.replace(placeholder, long_note)
    return str(text)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_bad_file_is_refused_with_what_where_and_how_to_mend(case: dict[str, Any]) -> None:
    name = case.get("file", "answers.json")
    framework = "safer-by-design" if name.endswith(".csv") else None
    refusal = _refusal(content_of(case).encode("utf-8"), name, framework)
    for words in case["expected"]:
        assert words in str(refusal)
    for words in case.get("never", []):
        assert words not in str(refusal)
    for fault in refusal.faults:
        assert fault.what and fault.mend
        assert name in fault.where


def test_each_fault_is_said_once() -> None:
    answer = (
        '{"practice": "DET-01", "level": true, "review": {"level": 3, "by": "b", "date": "2026-09-01"}, '
        '"settled": {"level": 3, "reason": "r", "by": "b", "on": "2026-09-01"}, '
        '"evidence": [{"title": "t", "link": "ftp://x", "date": "2027-01-01", "level": "3"}]}'
    )
    refusal = _refusal(content_of({"answer": answer}).encode(), "a.json")
    places = [fault.where.split(" > ", 3)[-1] for fault in refusal.faults]
    assert sorted(places) == ["evidence 1 > date", "evidence 1 > level", "evidence 1 > link", "level"]


def test_all_faults_of_a_file_come_at_once() -> None:
    answers = '{"practice": "XYZ-99", "level": 9}, {"practice": "DET-01", "level": 2.5}, 5'
    refusal = _refusal(content_of({"answer": answers}).encode(), "a.json")
    assert len(refusal.faults) == 4


def test_of_very_many_faults_the_number_is_told() -> None:
    refusal = _refusal(content_of({"answer": ",".join(["1"] * 5_000)}).encode(), "a.json")
    assert "There are 4,000 more faults" in str(refusal)


def test_of_very_many_unknown_practices_a_thousand_are_told() -> None:
    answers = ",".join(f'{{"practice": "X-{number}", "level": 1}}' for number in range(1_100))
    refusal = _refusal(content_of({"answer": answers}).encode(), "a.json")
    assert len(refusal.faults) == 1_001
    assert "There are 100 more faults" in refusal.faults[-1].what


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.csv"])
def test_other_encodings_are_refused(name: str) -> None:
    assert "UTF-8" in str(_refusal("practice,level\nDÉT-01,3\n".encode("utf-16"), name, "safer-by-design"))
    assert "UTF-8" in str(_refusal("practice,level\nDÉT-01,3\n".encode("latin-1"), name, "safer-by-design"))


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_nesting_20_000_deep_is_refused(name: str) -> None:
    deep = '{"answers": ' + "[" * 20_000 + "]" * 20_000 + "}"
    assert "nest" in str(_refusal(deep.encode(), name))


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.csv"])
def test_200_megabytes_are_refused_unread(name: str, tmp_path: Path) -> None:
    large = tmp_path / name
    with large.open("wb") as file:
        file.truncate(200_000_000)
    assert "larger than 10 MB" in str(_refusal(large, name))


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.csv"])
def test_missing_file_and_folder_are_refused(name: str, tmp_path: Path) -> None:
    assert "cannot be read" in str(_refusal(tmp_path / name, name))
    (tmp_path / name).mkdir()
    assert "cannot be read" in str(_refusal(tmp_path / name, name))


def test_message_holds_nothing_that_steers_a_terminal() -> None:
    answer = '{"practice": "DET-01\\u001b[2J", "level": 3, "\\u001b]0;x": 1}'
    assert "\x1b" not in str(_refusal(content_of({"answer": answer}).encode(), "a.json"))


_plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["DET-01", "2026-01-01", "not_applicable", "not_known", "ugc", "safer-by-design"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(_plain, st.lists(_plain, max_size=3))
def test_any_tree_is_read_or_refused_and_never_breaks(tree: Any, answers: list[Any]) -> None:
    import json

    for content in (tree, {"framework": "safer-by-design", "answers": answers}):
        try:
            read_answers(json.dumps(content).encode(), "a.json", today=TODAY)
        except AnswersNotReadable as refusal:
            assert refusal.faults


@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.yaml", "a.csv"]))
def test_any_bytes_are_read_or_refused_and_never_break(content: bytes, name: str) -> None:
    try:
        read_answers(content, name, framework="safer-by-design", today=TODAY)
    except AnswersNotReadable as refusal:
        assert refusal.faults


@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=5))
def test_any_table_is_read_or_refused_and_never_breaks(rows: list[list[str]]) -> None:
    import csv
    import io

    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([["practice", "level", "state", "note", "evidence_title"], *rows])
    try:
        read_answers(lines.getvalue().encode("utf-8", "replace"), "a.csv", framework="safer-by-design", today=TODAY)
    except AnswersNotReadable as refusal:
        assert refusal.faults
