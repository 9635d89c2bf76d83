"""Words to avoid on the command line: the list, and remarks that never change what a command does."""

import json
import shutil
from pathlib import Path

import pytest

from dashboard.commands.terms_text import MOST_REMARKS
from frameworks.registers.terminology import load_terminology
from frameworks.remarks import LONGEST
from tests.dashboard.conftest import Command

SMALL = Path(__file__).parents[1] / "frameworks" / "small" / "1.0"


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    """A framework with a word to avoid."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    file = folder / "framework.yaml"
    text = file.read_text(encoding="utf-8").replace('"For tests only."', "'It speaks of child porn.'")
    file.write_text(text, encoding="utf-8")
    return folder


def test_every_term_is_listed_with_what_to_prefer_and_why(safermark: Command) -> None:
    called = safermark("terms")
    assert called.code == 0
    for term in load_terminology().terms:
        for words in (*term.avoid, term.prefer, term.reason):
            assert words in called.out
    assert "(from memory, unverified" in called.out
    assert "child pornography *" in called.out
    assert "sexting (for coercion)\n" in called.out


def test_terms_as_json_say_what_is_unverified(safermark: Command) -> None:
    tree = safermark("terms", "--json").tree
    assert tree["dated"] == load_terminology().dated.isoformat()
    assert len(tree["terms"]) == 31
    first = tree["terms"][0]
    assert set(first) == {"id", "avoid", "prefer", "reason", "basis", "sources", "note", "lint", "unverified"}
    assert [one["id"] for one in tree["terms"] if one["unverified"]] == [
        term.id for term in load_terminology().terms if term.basis == "memory"
    ]


def test_recorded_answer_is_kept_with_a_remark_on_standard_error(safermark: Command, assessment: str) -> None:
    called = safermark(
        "assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3,
        "--note", "Filters for child porn", "--json",
    )  # fmt: skip
    assert called.code == 0
    assert called.tree["stored"] is True
    assert called.err.startswith("Remark: practice DET-01 > note: 'child porn' – prefer child sexual abuse material")
    shown = safermark("assess", "show", "--assessment", assessment, "--json").tree
    assert shown["answers"][0]["note"] == "Filters for child porn"


def test_imported_file_is_kept_with_a_remark_the_first_time_only(
    safermark: Command, assessment: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    answers = [
        {"practice": "DET-01", "level": 2, "note": "jailbait"},
        {"practice": "DET-02", "level": 2, "note": "calm"},
    ]
    file.write_text(json.dumps({"framework": "safer-by-design@1.0", "answers": answers}), encoding="utf-8")
    first, second = (safermark("assess", "import", "--assessment", assessment, file) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert first.err.count("Remark: ") == 1
    assert "practice DET-01 > note: 'jailbait'" in first.err
    assert second.err == ""


def test_stream_says_its_remarks_beside_its_replies(safermark: Command, assessment: str) -> None:
    lines = b'{"practice": "DET-01", "level": 1, "note": "a pedophile"}\n\n{"practice": "DET-02", "level": 9}\n'
    called = safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=lines)
    assert [json.loads(line)["stored"] for line in called.out.splitlines()] == [True, False, False]
    assert called.err.count("Remark: ") == 1
    assert "practice DET-01 > note: 'pedophile'" in called.err


def test_framework_with_words_to_avoid_has_remarks_and_no_fault(safermark: Command, framework: Path) -> None:
    called = safermark("framework", "check", framework)
    assert called.code == 0, called.err
    assert called.out == "No fault found.\n"
    assert called.err.startswith("Remark: framework.yaml > caveats 1: 'child porn' – prefer ")
    tree = safermark("framework", "check", framework, "--json").tree
    assert tree["faults"] == []
    assert [one["where"] for one in tree["remarks"]] == ["framework.yaml > caveats 1"]


def test_file_that_cannot_be_read_has_faults_and_no_remark_of_its_own(safermark: Command, framework: Path) -> None:
    (framework / "domains" / "other.yaml").write_text("a: [", encoding="utf-8")
    called = safermark("framework", "check", framework)
    assert called.err.count("Remark: ") == 1


def test_text_too_long_for_any_framework_is_not_searched(safermark: Command, framework: Path) -> None:
    file = framework / "framework.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("child porn", f"child porn{' calm' * (LONGEST // 5)}"), encoding="utf-8")
    called = safermark("framework", "check", framework)
    assert called.code == 10
    assert "Remark: " not in called.err


def test_very_many_remarks_are_cut(safermark: Command, framework: Path) -> None:
    file = framework / "framework.yaml"
    many = ", ".join(["'child porn'"] * (MOST_REMARKS + 5))
    file.write_text(file.read_text(encoding="utf-8").replace("'It speaks of child porn.'", many), encoding="utf-8")
    called = safermark("framework", "check", framework)
    assert called.err.count("Remark: ") == MOST_REMARKS + 1
    assert "Remark: 5 more are left out." in called.err
