"""Levels in files are values where a scale has values: read into steps, written back, faults by place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotFound
from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from tests.frameworks.formats.imports import small_import
from use_cases.exchange.answers_file import AnswersNotReadable, answers_as_bytes, read_checked

MADE = small_import()
WHOLE = {
    "practice": "B/1",
    "level": 0.5,
    "evidence": [{"title": "Report", "date": "2026-01-01", "level": 0.25}],
    "review": {"level": 1, "by": "Ann", "date": "2026-01-02"},
    "ratings": [{"by": "Ann", "level": 0.5, "on": "2026-01-01"}, {"by": "Bo", "level": 0, "on": "2026-01-01"}],
    "settled": {"level": 0.5, "reason": "Talked it over.", "by": "Ann", "on": "2026-01-03"},
}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    keep_imported(Imported((MADE,)), tmp_path)
    return str(tmp_path)


def bytes_of(*answers: object) -> bytes:
    return json.dumps({"as_of": "2026-06-01", "answers": list(answers)}).encode()


def test_values_become_steps_and_leave_as_values(folder: str) -> None:
    source = bytes_of(WHOLE, {"practice": "A (1)", "level": 2}, {"practice": "C §1", "level": 5})
    read, framework = read_checked(source, "a.json", framework=folder)
    answer = read.answers[0]
    assert (answer.level, answer.evidence[0].level, answer.settled and answer.settled.level) == (2, 1, 2)
    assert [rating.level for rating in answer.ratings] == [2, 0]
    assert answer.review is not None
    assert answer.review.level == 3
    assert [one.level for one in read.answers[1:]] == [2, 5]
    for name in ("b.json", "b.yaml", "b.xlsx"):
        content = answers_as_bytes(replace(read, framework=framework.key), name, framework)
        again, _ = read_checked(content, name, framework=folder)
        assert {one.practice: one for one in again.answers} == {one.practice: one for one in read.answers}
    written = json.loads(answers_as_bytes(read, "b.json", framework))["answers"][0]
    assert {key: written[key] for key in WHOLE} == WHOLE


@pytest.mark.parametrize("level", [2, 3, 0.3, -1, True, "0.25", [], {}])
def test_what_is_no_value_of_the_scale_is_a_fault_with_the_values_there_are(folder: str, level: object) -> None:
    with pytest.raises(AnswersNotReadable) as refusal:
        read_checked(bytes_of({"practice": "B/1", "level": level}), "a.json", framework=folder)
    (fault,) = refusal.value.faults
    assert "which is not on the scale of this practice" in fault.what
    assert "> level" in fault.where
    assert fault.mend == "give one of: 0, 0.25, 0.5, 1."


def test_broken_shapes_are_left_to_the_reader(folder: str) -> None:
    shapes = ["x", {"practice": "B/1", "level": 0.5, "evidence": "x", "ratings": [3], "review": 4}, {"practice": ["B"]}]
    with pytest.raises(AnswersNotReadable) as refusal:
        read_checked(bytes_of(*shapes), "a.json", framework=folder)
    assert len(refusal.value.faults) >= 4
    with pytest.raises(AnswersNotReadable):
        read_checked(b"[]", "a.json", framework=folder)
    with pytest.raises(AnswersNotReadable):
        read_checked(b'{"answers": 3}', "a.json", framework=folder)


def test_csv_gives_values_too(folder: str) -> None:
    source = b"practice,level\nB/1,0.25\nA (1),3\n"
    read, framework = read_checked(source, "a.csv", framework=folder)
    assert [answer.level for answer in read.answers] == [1, 3]
    assert b"B/1,0.25" in answers_as_bytes(read, "a.csv", framework)


def test_of_several_frameworks_in_a_folder_the_one_that_is_named_is_used(tmp_path: Path) -> None:
    keep_imported(Imported((MADE, small_import(id="second"))), tmp_path)
    source = json.dumps({"framework": "second@1", "answers": [{"practice": "B/1", "level": 1}]}).encode()
    assert read_checked(source, "a.json", framework=str(tmp_path))[1].key == "second@1"
    with pytest.raises(FrameworkNotFound, match="several frameworks") as refusal:
        read_checked(bytes_of(), "a.json", framework=str(tmp_path))
    assert "second@1" in refusal.value.faults[0].mend
    with pytest.raises(FrameworkNotFound, match="none of them is 'third@1'"):
        read_checked(source.replace(b"second", b"third"), "a.json", framework=str(tmp_path))


AUDIT = b"ref_id;compliance_result;score\nB/1;;1\n"


def keep(folder: Path, *keys: str) -> str:
    made = [small_import(id=id_, version=version) for id_, _, version in (key.partition("@") for key in keys)]
    keep_imported(Imported(tuple(made)), folder)
    return str(folder)


@pytest.mark.parametrize("content", [AUDIT, b"practice,level\nA (1),1\n"], ids=["of another tool", "ours"])
def test_folder_that_leads_to_one_framework_names_it(tmp_path: Path, content: bytes) -> None:
    keep(tmp_path, "one@1")
    for folder in (tmp_path, tmp_path / "one", tmp_path / "one/1", tmp_path / "one/1/framework.json"):
        assert read_checked(content, "a.csv", framework=str(folder))[1].key == "one@1"


@pytest.mark.parametrize("keys", [("one@1", "two@1"), ("one@1", "one@2")], ids=["frameworks", "versions"])
@pytest.mark.parametrize("name", ["audit.csv", "ours.csv", "ours.json"])
def test_folder_that_leads_to_several_is_refused_with_folders_that_work(
    tmp_path: Path, keys: tuple[str, str], name: str
) -> None:
    content = {"audit.csv": AUDIT, "ours.csv": b"practice,level\nA (1),1\n", "ours.json": bytes_of()}[name]
    keep(tmp_path, *keys)
    with pytest.raises(FrameworkNotFound, match="several frameworks, and the file names none of them") as refusal:
        read_checked(content, name, framework=str(tmp_path))
    for key in keys:
        folder = str(tmp_path / key.replace("@", "/"))
        assert folder in refusal.value.faults[0].mend
        assert read_checked(content, name, framework=folder)[1].key == key


def test_of_several_versions_in_the_folder_of_an_id_the_one_that_is_named_is_used(tmp_path: Path) -> None:
    keep(tmp_path, "one@1", "one@2", "two@1")
    folder = str(tmp_path / "one")
    with pytest.raises(FrameworkNotFound, match="several frameworks"):
        read_checked(AUDIT, "a.csv", framework=folder)
    for named, key in (("one@1", "one@1"), ("one@2", "one@2"), ("one", "one@2")):
        source = json.dumps({"framework": named, "answers": []}).encode()
        assert read_checked(source, "a.json", framework=folder)[1].key == key
    with pytest.raises(FrameworkNotFound, match="none of them is 'two@1'"):
        read_checked(b'{"framework": "two@1", "answers": []}', "a.json", framework=folder)


def test_id_of_a_catalog_is_meant_before_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "known", "one@3")
    keep(tmp_path / "here", "one@1", "one@2")
    monkeypatch.chdir(tmp_path / "here")
    assert read_checked(AUDIT, "a.csv", framework="one", catalogs=(tmp_path / "known",))[1].key == "one@3"
    monkeypatch.chdir("one")
    with pytest.raises(FrameworkNotFound, match="several frameworks"):
        read_checked(AUDIT, "a.csv", framework=".")
    source = b'{"framework": "one@1", "answers": []}'
    assert read_checked(source, "a.json", framework=".")[1].key == "one@1"
