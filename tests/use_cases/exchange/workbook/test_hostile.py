"""Workbooks made to do harm are refused within limits of time and memory, and no mutation ends in a traceback."""

import io
import random
import zipfile

import pytest

from tests.frameworks.hostile import run_within_limits
from tests.use_cases.exchange.test_answers_file import TODAY
from tests.use_cases.exchange.workbook.hostile_workbooks import changed, outcome
from tests.use_cases.exchange.workbook.test_round_trip import FRAMEWORK, FULL
from use_cases.exchange.answers_file import AnswersNotReadable, answers_as_bytes, read_answers

MOST_MEGABYTES = 300
REFUSED = {
    "empty": "The file is empty.",
    "text": "it is something else",
    "old": "The workbook is encrypted, or in a format from before 2007.",
    "torn": "it is no complete archive",
    "no_workbook": "it names no workbook",
    "many_parts": "The workbook has more than 500 parts.",
    "bomb": "The workbook is larger than 40 MB unpacked.",
    "sheet_bomb": "The workbook is larger than 40 MB unpacked.",
    "macros": "The workbook holds macros.",
    "links": "The workbook is linked to other workbooks.",
    "laughs": "it declares a document type",
    "doctype": "it declares a document type",
    "deep": "it is nested too deeply",
    "cells": "The workbook is more than 100 times larger unpacked than packed.",
    "text_not_there": "is not as a sheet should be",
    "huge_number": "level is the number inf",
    "not_utf8": "is not well-formed",
}
READ = ("far_cell", "encoding")
"""A cell far away costs nothing; whatever encoding a part names, it is read as what it is."""


def test_every_hostile_workbook_is_read_or_refused_within_the_limits() -> None:
    run = run_within_limits("tests.use_cases.exchange.workbook.hostile_workbooks")
    assert (run.returncode, run.stderr) == (0, "")
    outcomes = dict(line.split(" ", 1) for line in run.stdout.splitlines())
    assert int(outcomes.pop("peak")) < MOST_MEGABYTES
    assert set(outcomes) == {*REFUSED, *READ}
    for name, words in REFUSED.items():
        assert words in outcomes[name], (name, outcomes[name])
    assert {outcomes[name] for name in READ} == {"read"}


def good(ending: str) -> bytes:
    return answers_as_bytes(FULL, f"a.{ending}", FRAMEWORK)


def outcome_of(content: bytes, ending: str) -> str:
    """`read`, or what was refused; anything else than a refusal fails the test."""
    try:
        read_answers(content, f"a.{ending}", framework=FRAMEWORK.key, today=TODAY)
    except AnswersNotReadable as refused:
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
        return "refused"
    return "read"


@pytest.mark.parametrize("ending", ["xlsx", "json", "yaml", "csv"])
@pytest.mark.parametrize("seed", range(3))
def test_file_with_bytes_otherwise_is_read_or_refused(ending: str, seed: int) -> None:
    chance = random.Random(f"{ending}{seed}")
    sound, outcomes = good(ending), set()
    for _ in range(40):
        content = bytearray(sound)
        for _ in range(chance.choice((1, 1, 3, 20))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        outcomes.add(
            outcome_of(bytes(content[: chance.choice((len(content), chance.randrange(len(content))))]), ending)
        )
    assert "refused" in outcomes


@pytest.mark.parametrize("seed", range(4))
def test_workbook_whose_parts_say_otherwise_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    sound = good("xlsx")
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    outcomes = [outcome(changed(sound, chance.choice(parts), lambda data: _mutated(data, chance))) for _ in range(40)]
    assert any(one != "read" for one in outcomes)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """A piece twice, left out, or written otherwise."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 5, 60, 2_000)))
    way = chance.choice(("twice", "out", "otherwise"))
    piece = data[start:end]
    if way == "twice":
        return data[:start] + piece * chance.choice((2, 50)) + data[end:]
    if way == "out":
        return data[:start] + data[end:]
    return data[:start] + bytes(chance.choice(b'<>&"019AZ /') for _ in piece) + data[end:]
