"""Hostile files and thousands of damaged ones, read by a process that the kernel ends at its limits."""

from unittest.mock import ANY

import pytest

from tests.frameworks.hostile import JSON, YAML, run_within_limits


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, str], str]:
    run = run_within_limits("tests.frameworks.read_hostile")
    assert (run.returncode, run.stderr) == (0, "")
    rows = [line.split(" ", 2) for line in run.stdout.splitlines()]
    return {(format, name): outcome for format, name, outcome in rows}


def test_every_hostile_file_is_read_or_refused_within_the_limits(outcomes: dict[tuple[str, str], str]) -> None:
    assert set(outcomes) == {("yaml", name) for name in YAML} | {("json", name) for name in JSON}


@pytest.mark.parametrize(
    ("format", "name", "what"),
    [
        ("yaml", "text", "read"),
        ("yaml", "keys", "The file holds more than 150,000 values."),
        ("yaml", "numbers", "The file holds more than 150,000 values."),
        ("yaml", "key_again", "The key 'a' is given twice."),
        ("yaml", "anchors", "The file sets an anchor."),
        ("yaml", "directives", "A line begins with %, as directives do."),
        ("yaml", "late_directives", "A line begins with %, as directives do."),
        ("yaml", "documents", "The file holds a second document."),
        ("json", "text", "read"),
        ("json", "keys", "The file holds more than 150,000 values."),
        ("json", "key_again", "The key 'a' is given twice."),
        ("json", "half_characters", "A text holds a NUL or half a character."),
        ("json", "open_lists", "The file is nested more than 50 levels deep."),
    ],
)
def test_hostile_file_is_named_for_what_it_is(
    outcomes: dict[tuple[str, str], str], format: str, name: str, what: str
) -> None:
    assert outcomes[format, name] == what


def test_damaged_files_are_read_or_refused_within_the_limits() -> None:
    run = run_within_limits("tests.frameworks.fuzz_documents")
    assert (run.returncode, run.stdout, run.stderr) == (0, "done\n", "")


def test_every_hostile_framework_is_checked_within_the_limits() -> None:
    run = run_within_limits("tests.frameworks.check_hostile")
    assert (run.returncode, run.stderr) == (0, "")
    assert [line.split(" ", 2) for line in run.stdout.splitlines()] == [
        ["many", "0", "none"],
        ["same_id", "1001", ANY],
        ["chain", "1", "There is no practice 'X-0'."],
        ["circle", "1", ANY],
        ["pairs", "50", ANY],
        ["empty", "1", "There are 560,000 faults of form, too many to list."],
        ["keys", "1", "There are 70,000 faults of form, too many to list."],
        ["threats", "1001", "There is no threat 'x'."],
        ["text", "1", "The text is longer than 2000 characters."],
    ]
