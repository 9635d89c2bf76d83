"""Answers files in and out: what is written reads back as the same value, in every format."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from frameworks.loader import load_framework
from scoring.adjusted import keep_fitting
from scoring.adjustment import ESTIMATES, STAGES, Adjustment, Needed, parts_of
from scoring.assessment import Answer, Evidence, Review
from scoring.organization import Profile
from scoring.ratings import Rating, Settled
from tests.frameworks.formats.imports import small_import
from use_cases.exchange.answers_file import AnswersFile, AnswersNotReadable, read_answers, read_checked, write_answers
from use_cases.exchange.csv_file import csv_text, harmless, unharmed
from use_cases.exchange.json_file import json_text
from use_cases.exchange.yaml_file import yaml_text

FRAMEWORK = load_framework("safer-by-design@1.0")
TODAY = date(2026, 9, 30)

_characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
_notes = st.one_of(
    st.text(_characters, max_size=60),
    st.text(st.sampled_from("=+-@'\"\t\r\n ,;:#&*!|>%`[]{}\\/\ufeff\u0085\u2028\x07\x7fé😀＝a1"), max_size=20),
    st.sampled_from(
        ["=1+1", "'=1+1", "''@x", "No", "null", "~", "2026-01-01", "1e5", "0x1F", "<b>x</b>", "**x**", " "]
    ),
)
_lines = _notes
_named = _notes.filter(lambda text: bool(text.strip()))
_days = st.dates(date(2000, 1, 1), TODAY)
_levels = st.integers(0, 5)
_links = st.sampled_from(["", "https://example.org/a?b=c&d=%20#e", "http://example.org:8080/", "https://exämple.org/ü"])
_evidence = st.lists(st.builds(Evidence, title=_named, link=_links, date=_days, level=_levels), max_size=3).map(tuple)
_ratings = st.lists(
    st.builds(Rating, by=_named, level=_levels, on=_days),
    max_size=3,
    unique_by=lambda rating: rating.by.strip().casefold(),
).map(tuple)
_reviews = st.none() | st.builds(Review, level=_levels, by=_named, date=_days)


def _settled(level: int) -> st.SearchStrategy[Settled | None]:
    return st.none() | st.builds(Settled, level=st.just(level), reason=_named, by=_named, on=_days)


@st.composite
def _answers(draw: st.DrawFn, practice: str, is_csv: bool) -> Answer:
    state = draw(st.sampled_from(["answered", "not_applicable", "not_known"]))
    on = None if is_csv else draw(st.none() | _days)
    level = draw(_levels) if state == "answered" else None
    return Answer(
        practice=practice,
        state=state,
        level=level,
        note=draw(_notes),
        by="" if is_csv else draw(_lines),
        on=on,
        reason=draw(_named) if state == "not_applicable" else draw(_notes),
        approver=draw(_lines),
        recheck=draw(st.none() | st.dates(on or date(2000, 1, 1), date(2040, 1, 1))),
        evidence=draw(_evidence),
        review=draw(_reviews) if state == "answered" and not is_csv else None,
        ratings=() if is_csv or state == "not_applicable" else draw(_ratings),
        settled=draw(_settled(level)) if level is not None and not is_csv else None,
    )


@st.composite
def _answer_lists(draw: st.DrawFn, is_csv: bool = False) -> tuple[Answer, ...]:
    practices = draw(st.lists(st.sampled_from(list(FRAMEWORK.practices)), unique=True, max_size=4))
    return tuple(draw(_answers(practice, is_csv)) for practice in practices)


@st.composite
def _adjustments(draw: st.DrawFn) -> tuple[Adjustment, ...]:
    """Any that fit the framework together."""
    found = {}
    for _ in range(draw(st.integers(0, 3))):
        practice = draw(st.sampled_from(list(FRAMEWORK.practices.values())))
        field = draw(st.sampled_from(ESTIMATES))
        parts = parts_of(practice, field, FRAMEWORK)
        others = st.sampled_from([id_ for id_ in FRAMEWORK.practices if id_ != practice.id])
        values: dict[str, st.SearchStrategy[Any]] = {
            "effort": st.floats(0, 10_000),
            "effectiveness": st.floats(0, 0.99),
            "proactive": st.sampled_from([0, 1, 0.35]),
            "stages": st.lists(st.sampled_from(STAGES), min_size=1, unique=True).map(tuple),
            "prerequisites": st.lists(
                st.builds(Needed, practice=others, level=_levels, for_level=_levels), max_size=2, unique=True
            ).map(tuple),
        }
        if parts or field not in ("effort", "effectiveness"):
            one = Adjustment(
                practice=practice.id,
                field=field,
                part=draw(st.sampled_from(parts)) if parts else "",
                value=draw(st.none() | values[field]),
                reason=draw(_named),
                by=draw(_lines),
                on=draw(_days),
            )
            found[one.key] = one
    return keep_fitting(FRAMEWORK, list(found.values()))


_profiles = st.builds(
    Profile,
    kinds=st.none()
    | st.lists(st.sampled_from(["ugc", "messaging", "live", "hosting"]), min_size=1, unique=True).map(tuple),
    children_likely=st.booleans(),
    countries=st.lists(st.sampled_from(["GB", "US", "NO"]), unique=True).map(tuple),
)
files = st.builds(
    AnswersFile,
    framework=st.sampled_from(["safer-by-design", "safer-by-design@1.0"]),
    organization=_lines,
    as_of=st.sampled_from([None, TODAY]),
    profile=_profiles,
    preset=st.sampled_from([None, "full", "quick-start"]),
    about=_lines,
    answers=_answer_lists(),
    adjustments=_adjustments(),
)


@given(files)
def test_json_reads_back_as_the_same_value(answers_file: AnswersFile) -> None:
    assert read_answers(json_text(answers_file).encode("utf-8"), "a.json", today=TODAY) == answers_file


@given(files)
def test_yaml_reads_back_as_the_same_value(answers_file: AnswersFile) -> None:
    assert read_answers(yaml_text(answers_file).encode("utf-8"), "a.yaml", today=TODAY) == answers_file


@given(_answer_lists(is_csv=True))
def test_csv_reads_back_as_the_same_answers(answers: tuple[Answer, ...]) -> None:
    content = csv_text(AnswersFile(answers=answers)).encode("utf-8")
    found = read_answers(content, "a.csv", framework="safer-by-design", today=TODAY)
    assert found.answers == answers


@given(_answer_lists(is_csv=True))
def test_csv_survives_a_spreadsheet_that_adds_a_mark_and_other_line_ends(answers: tuple[Answer, ...]) -> None:
    calm = tuple(
        answer.model_copy(update={"note": "plain", "reason": "plain", "approver": "", "evidence": ()})
        for answer in answers
    )
    for ending in ("\n", "\r\n"):
        content = "\ufeff" + csv_text(AnswersFile(answers=calm)).replace("\r\n", ending)
        assert read_answers(content.encode(), "a.csv", framework="safer-by-design", today=TODAY).answers == calm


@given(_notes)
def test_no_cell_begins_like_a_formula_and_reading_undoes_it_exactly(text: str) -> None:
    cell = harmless(text)
    assert unharmed(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_csv_says_in_every_row_what_a_reader_should_know_of_the_file() -> None:
    about = "=Confidential. Made by Ann."
    pair = (Answer(practice="DET-01", level=2), Answer(practice="GOV-01", level=1))
    content = csv_text(AnswersFile(about=about, answers=pair))
    assert [line.endswith(f",'{about}") for line in content.splitlines()] == [False, True, True]
    found = read_answers(content.encode(), "a.csv", framework="safer-by-design", today=TODAY)
    assert (found.about, found.answers) == (about, pair)


def test_csv_without_anything_to_say_has_no_column_for_it() -> None:
    head = csv_text(AnswersFile()).strip()
    assert head == (
        "practice,level,state,reason,approver,recheck,note,evidence_title,evidence_link,evidence_date,evidence_level"
    )


def test_formula_from_elsewhere_is_kept_as_text() -> None:
    content = b'practice,level,note\nDET-01,3,"=HYPERLINK(""x"")"\n'
    (answer,) = read_answers(content, "a.csv", framework="safer-by-design", today=TODAY).answers
    assert answer.note == '=HYPERLINK("x")'


def test_semicolons_of_a_spreadsheet_are_understood() -> None:
    content = "practice;level;note\r\nDET-01;3;a, b\r\n".encode("utf-8-sig")
    (answer,) = read_answers(content, "a.csv", framework="safer-by-design", today=TODAY).answers
    assert (answer.practice, answer.level, answer.note) == ("DET-01", 3, "a, b")


def test_rows_of_one_practice_are_its_evidence() -> None:
    content = (
        b"practice,level,evidence_title,evidence_link,evidence_date,evidence_level\n"
        b"DET-01,3,a,,2026-01-01,3\nSAF-01,1\nDET-01,3,b,https://example.org,2026-02-01,2\n"
    )
    found = read_answers(content, "a.csv", framework="safer-by-design", today=TODAY).answers
    assert [(answer.practice, [item.title for item in answer.evidence]) for answer in found] == [
        ("DET-01", ["a", "b"]),
        ("SAF-01", []),
    ]


def test_left_out_profile_puts_every_practice_in_scope() -> None:
    assert read_answers(b'{"framework": "safer-by-design", "answers": []}', "a.json").profile == Profile()


def test_profile_may_be_a_list_of_kinds() -> None:
    content = b'{"framework": "safer-by-design", "profile": ["ugc", "live"], "answers": []}'
    assert read_answers(content, "a.json").profile == Profile(kinds=("ugc", "live"))


def test_framework_and_day_of_the_caller_override_those_of_the_file() -> None:
    content = b'{"framework": "unknown@9", "as_of": "2020-01-01", "answers": []}'
    found = read_answers(content, "a.json", framework="safer-by-design", as_of=TODAY)
    assert (found.framework, found.as_of) == ("safer-by-design", TODAY)


def test_answers_for_another_framework_are_not_read_into_an_assessment() -> None:
    content = b'{"framework": "safer-by-design@0.9", "answers": []}'
    with pytest.raises(AnswersNotReadable, match=r"The file is for 'safer-by-design@0\.9'"):
        read_checked(content, "a.json", into=FRAMEWORK)


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.yml", "a.JSON"])
def test_format_follows_the_ending(name: str, tmp_path: Path) -> None:
    answers_file = AnswersFile("safer-by-design@1.0", "Org", TODAY, answers=(Answer(practice="DET-01", level=2),))
    write_answers(answers_file, tmp_path / name)
    assert read_answers(tmp_path / name, name) == answers_file


def test_csv_names_no_framework() -> None:
    content = csv_text(AnswersFile("safer-by-design", answers=(Answer(practice="DET-01", level=2),)))
    with pytest.raises(AnswersNotReadable, match="No framework is named"):
        read_answers(content.encode(), "a.csv")


def test_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(AnswersNotReadable, match="cannot be written"):
        write_answers(AnswersFile(), tmp_path / "nowhere" / "a.json")


def test_identity_and_moment_of_recording_do_not_travel() -> None:
    answer = Answer(id="x", practice="DET-01", level=2)
    answers_file = AnswersFile("safer-by-design", answers=(answer,))
    found = read_answers(json_text(answers_file).encode(), "a.json")
    assert found == replace(answers_file, answers=(answer.model_copy(update={"id": ""}),))


def test_framework_of_others_may_be_named_as_its_source_writes_it(tmp_path: Path) -> None:
    keep_imported(Imported((small_import(id="AI-Act", version="1-30"),)), tmp_path)
    content = b'{"framework": "AI Act@1:30", "answers": [{"practice": "A (1)", "level": 2}]}'
    found = read_answers(content, "a.json", catalogs=(tmp_path,))
    assert (found.framework, [answer.level for answer in found.answers]) == ("AI-Act@1-30", [2])
