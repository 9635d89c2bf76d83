"""`safermark score` and `assess import` with files that cannot be used: all faults, exit code 11, nothing kept."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Called, Command
from tests.use_cases.exchange.test_bad_answers import CASES, content_of

FAULT = re.compile(r"(?:AnswersNotReadable|also): .+\n  where: .+\n  mend:  .+\n")
ENDINGS = [".json", ".yaml", ".csv"]


def check_refused(called: Called, name: str) -> None:
    """Every line of the message belongs to a fault in three parts, each of which names the file."""
    assert (called.code, called.out) == (11, "")
    faults = FAULT.findall(called.err)
    assert faults
    assert "".join(faults) == called.err
    assert all(name in fault for fault in faults)


def score(safermark: Command, file: Path) -> Called:
    framework = ["--framework", "safer-by-design"] if file.suffix == ".csv" else []
    return safermark("score", file, "--as-of", "2026-09-30", "--json", *framework)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_score_refuses_a_bad_file_with_every_fault(safermark: Command, tmp_path: Path, case: dict[str, Any]) -> None:
    file = tmp_path / case.get("file", "answers.json")
    file.write_bytes(content_of(case).encode("utf-8"))
    refused = score(safermark, file)
    check_refused(refused, file.name)
    for words in case["expected"]:
        assert words in refused.err
    for words in case.get("never", []):
        assert words not in refused.err
    assert list(tmp_path.iterdir()) == [file], "score needs no store"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        ("framework,é".encode("utf-16"), "The file is not UTF-8 text."),
        ("framework,é".encode("latin-1"), "The file is not UTF-8 text."),
        (b"practice\0", "The file holds a NUL character."),
        (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    ],
    ids=["empty", "blank", "byte order mark", "UTF-16", "Latin-1", "NUL", "too large"],
)
def test_what_is_no_text_is_refused(
    safermark: Command, tmp_path: Path, ending: str, content: bytes, words: str
) -> None:
    file = tmp_path / f"answers{ending}"
    file.write_bytes(content)
    refused = score(safermark, file)
    check_refused(refused, file.name)
    assert words in refused.err


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_no_file_is_refused_unopened(safermark: Command, tmp_path: Path, ending: str) -> None:
    folder, pipe, broken, device, large = (tmp_path / f"{name}{ending}" for name in "fpbdl")
    folder.mkdir()
    os.mkfifo(pipe)
    broken.symlink_to(tmp_path / "nowhere")
    device.symlink_to("/dev/zero")
    with large.open("wb") as file:
        file.truncate(200_000_000)
    for path, words in (
        (folder, "it is a folder"),
        (pipe, "it is a pipe or device"),
        (device, "it is a pipe or device"),
        (broken, "No such file or directory"),
        (tmp_path / f"none{ending}", "No such file or directory"),
        (tmp_path / f"{'n' * 300}{ending}", "File name too long"),
        (large, "The file is larger than 10 MB."),
    ):
        refused = score(safermark, path)
        check_refused(refused, path.name[:50])
        assert words in refused.err


@pytest.mark.parametrize("ending", [".json", ".yaml"])
def test_nesting_20_000_deep_is_refused(safermark: Command, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_text('{"answers": ' + "[" * 20_000 + "]" * 20_000 + "}", encoding="utf-8")
    refused = score(safermark, file)
    check_refused(refused, file.name)
    assert "nest" in refused.err


@pytest.mark.parametrize("content", ["[]", "[", ""])
def test_name_of_the_file_steers_no_terminal(safermark: Command, tmp_path: Path, content: str) -> None:
    file = tmp_path / "\x1b[2J.json"
    file.write_text(content, encoding="utf-8")
    refused = score(safermark, file)
    check_refused(refused, "�[2J.json")


def test_framework_with_a_negative_weight_is_refused_by_score(safermark: Command, tmp_path: Path) -> None:
    small = Path(__file__).parents[1] / "frameworks" / "small" / "1.0"
    (tmp_path / "domains").mkdir()
    for name in ("framework.yaml", "domains/one.yaml", "domains/two.yaml"):
        (tmp_path / name).write_text((small / name).read_text().replace("weight: 2", "weight: -2"))
    file = tmp_path / "a.json"
    file.write_text('{"answers": [{"practice": "ONE-01", "level": 3}]}')
    refused = safermark("score", file, "--framework", tmp_path)
    assert (refused.code, refused.out) == (10, "")
    assert "-2 is too small." in refused.err
    assert "domains/one.yaml, line 18 > practice ONE-01 > weight" in refused.err
    (tmp_path / "domains" / "one.yaml").write_text((small / "domains" / "one.yaml").read_text())
    assert safermark("score", file, "--framework", tmp_path, "--json").tree["overall"]["mean"]["value"] == 3


@pytest.mark.parametrize("name", ["every fault at once", "every fault of a CSV at once", "YAML anchor bomb"])
def test_nothing_of_a_bad_file_is_stored(safermark: Command, assessment: str, tmp_path: Path, name: str) -> None:
    case = next(case for case in CASES if case["name"] == name)
    file = tmp_path / case["file"]
    file.write_bytes(content_of(case).encode("utf-8"))
    check_refused(safermark("assess", "import", "--assessment", assessment, file), file.name)
    assert safermark("assess", "show", "--assessment", assessment, "--json").tree["answers"] == []


def test_one_fault_among_good_answers_keeps_all_of_them_out(
    safermark: Command, assessment: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    answers = [{"practice": "DET-01", "level": 3}, {"practice": "DET-02", "level": 9}]
    file.write_text(json.dumps({"framework": "safer-by-design", "answers": answers}))
    check_refused(safermark("assess", "import", "--assessment", assessment, file), file.name)
    assert safermark("assess", "show", "--assessment", assessment, "--json").tree["answers"] == []
