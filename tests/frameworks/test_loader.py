"""A framework from its folder: whole, or with every fault in words."""

import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from frameworks.documents import read_lines, read_tree
from frameworks.errors import Fault, FrameworkNotFound, FrameworkNotReadable
from frameworks.loader import check_framework, frameworks_in, list_frameworks, load_framework
from tests.frameworks.fuzz_documents import Cut, cuts, damaged

HERE = Path(__file__).parent
BREAKS = yaml.safe_load((HERE / "breaks.yaml").read_text(encoding="utf-8"))
LONG = "x" * 2_001


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "small" / "1.0", tmp_path / "small" / "1.0"))


def swap(file: Path, old: str, *new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, "".join(new).replace("LONG TEXT", LONG), 1), encoding="utf-8")


def words(faults: list[Fault]) -> list[str]:
    return [fault.what for fault in faults]


def test_small_framework_has_no_fault() -> None:
    assert check_framework(HERE / "small" / "1.0") == []


def test_framework_of_the_files_is_what_they_say(folder: Path) -> None:
    framework = load_framework(str(folder))
    assert framework.key == "small@1.0"
    assert list(framework.practices) == ["ONE-01", "ONE-02", "TWO-01"]
    assert [domain.id for domain in framework.domains] == ["ONE", "TWO"]
    assert framework.domain_of["TWO-01"].id == "TWO"
    assert framework.kind_of(framework.practices["ONE-01"]).half_life_days == 730
    assert framework.preset().id == "full"
    assert framework.preset("live").kinds == ("live",)
    assert (framework.scale.lowest, framework.scale.highest) == (0, 5)
    with pytest.raises(KeyError):
        framework.preset("none")


@pytest.mark.parametrize("case", BREAKS, ids=[case["name"] for case in BREAKS])
def test_each_break_is_found_and_said_with_its_place(folder: Path, case: dict[str, Any]) -> None:
    swap(folder / case.get("file", "framework.yaml"), *case["swap"])
    faults = check_framework(folder)
    first = next((fault for fault in faults if case["what"] in fault.what), None)
    assert first is not None, words(faults)
    assert case.get("where", "") in first.where
    assert case.get("mend", "") in first.mend
    assert all(fault.what and fault.mend and fault.where.startswith("small/1.0") for fault in faults)
    if case.get("some"):
        return
    rest = [fault.what for fault in faults if fault is not first]
    assert len(rest) == len(case.get("more", [])), words(faults)
    assert all(any(more in what for what in rest) for more in case.get("more", [])), words(faults)


def test_several_breaks_in_several_files_come_at_once(folder: Path) -> None:
    swap(folder / "framework.yaml", 'title: "Small"', "title: 5")
    swap(folder / "framework.yaml", "practices: [ONE-01]", "practices: [ONE-01, ONE-99]")
    swap(folder / "framework.yaml", "target: {level: 3", "target: {level: 9")
    swap(folder / "domains/one.yaml", "weight: 2", "weight: -2")
    swap(folder / "domains/one.yaml", "id: ONE-02", "id: ONE-02\n    threats: [insider]")
    swap(folder / "domains/two.yaml", "practice: ONE-02", "practice: ONE-77")
    swap(folder / "domains/two.yaml", '5: "Tested."', '6: "Tested."')
    assert sorted(words(check_framework(folder))) == sorted(
        [
            "5 is not text.",
            "There is no practice 'ONE-99'.",
            "Level 9 is not on this framework's scale, which ends at 5.",
            "-2 is too small.",
            "There is no threat 'insider'.",
            "There is no practice 'ONE-77'.",
            "Level 6 is not on this framework's scale, which ends at 5.",
            "Level 5 has no text.",
        ]
    )


def test_faults_of_other_files_are_said_beside_one_that_cannot_be_read(folder: Path) -> None:
    swap(folder / "domains/two.yaml", "practices:", "practices: [")
    swap(folder / "domains/one.yaml", "weight: 2", "weight: -2")
    swap(folder / "domains/one.yaml", "threats: [insider-risk]", "threats: [insider-risk, insider-risk]")
    found = words(check_framework(folder))
    assert [what.partition(":")[0] for what in found] == ["The file is not YAML", "-2 is too small."]
    swap(folder / "domains/one.yaml", "weight: -2", "weight: 2")
    # What needs a practice of the file that cannot be read is not called unknown.
    assert words(check_framework(folder))[1:] == ["'insider-risk' is named twice."]


def test_nothing_is_said_of_domains_when_none_could_be_read(folder: Path) -> None:
    shutil.rmtree(folder / "domains")
    assert words(check_framework(folder)) == ["The file cannot be read: No such file or directory."] * 2


def test_every_circle_is_found_with_the_way_round(folder: Path) -> None:
    swap(
        folder / "domains/two.yaml",
        "practice: ONE-02, level: 1, for_level: 1",
        "practice: ONE-01, level: 4, for_level: 2",
    )
    swap(folder / "domains/one.yaml", "  - id: ONE-02", "  - id: ONE-03\n    <<: x\n  - id: ONE-02")
    swap(
        folder / "domains/one.yaml",
        "    <<: x",
        '    title: "t"\n    intent: "i"\n    evidence_kind: policy\n'
        '    levels: {0: "a.", 1: "b.", 2: "c.", 3: "d.", 4: "e.", 5: "f."}\n'
        "    prerequisites: [{practice: ONE-02, level: 5, for_level: 5, reason: r}]",
    )
    swap(
        folder / "domains/one.yaml",
        "id: ONE-02\n",
        "id: ONE-02\n    prerequisites: [{practice: ONE-03, level: 5, for_level: 4, reason: r}]\n",
    )
    faults = check_framework(folder)
    assert len(faults) == 2
    assert {what.partition(": ")[2] for what in words(faults)} <= {
        "ONE-01 needs TWO-01 needs ONE-01.",
        "TWO-01 needs ONE-01 needs TWO-01.",
        "ONE-02 needs ONE-03 needs ONE-02.",
        "ONE-03 needs ONE-02 needs ONE-03.",
    }


def test_of_very_many_circles_the_first_fifty_are_said(folder: Path) -> None:
    practice = (
        "  - {{id: X-{0}, title: t, intent: i, evidence_kind: policy, levels: {{0: a, 1: b, 2: c, 3: d, 4: e, 5: f}},\n"
        "     prerequisites: [{{practice: X-{1}, level: 5, for_level: 1, reason: r}}]}}\n"
    )
    pairs = "".join(practice.format(number, number ^ 1) for number in range(120))
    swap(folder / "domains/two.yaml", "practices:\n", "practices:\n", pairs)
    faults = check_framework(folder)
    assert len(faults) == 50
    assert all(what.startswith("Prerequisites lead back") for what in words(faults))


def test_broken_head_does_not_hide_the_faults_of_practices(folder: Path) -> None:
    for key in ("scale:", "gate:", "target:", "presets:", "owners:", "evidence_kinds:", "sources:"):
        swap(folder / "framework.yaml", f"\n{key}", f"\n{key} 5\nold_{key}")
    swap(folder / "domains/one.yaml", "threats: [insider-risk]", "threats: [insider]")
    found = words(check_framework(folder))
    assert "There is no threat 'insider'." in found
    assert found.count("5 is not a list.") == 3
    assert found.count("5 is not a set of keys with values.") == 4


def test_prerequisites_of_rising_levels_are_no_circle(folder: Path) -> None:
    # ONE-01 at 3 needs TWO-01 at 2; TWO-01 at 3 needs ONE-01 at 3.
    swap(
        folder / "domains/two.yaml",
        "practice: ONE-02, level: 1, for_level: 1",
        "practice: ONE-01, level: 3, for_level: 3",
    )
    assert check_framework(folder) == []


def test_of_very_many_faults_the_first_thousand_are_said(folder: Path) -> None:
    swap(folder / "framework.yaml", "caveats: [", "caveats: [" + "5, " * 1_500)
    faults = check_framework(folder)
    assert len(faults) == 1_001
    assert faults[-1].what == "There are more than 1,000 faults."


def test_faults_of_form_too_many_to_list_are_counted(folder: Path) -> None:
    swap(folder / "domains/two.yaml", "practices:\n", "practices:\n", "  - {}\n" * 6_000)
    assert words(check_framework(folder)) == ["There are 24,000 faults of form, too many to list."]


@given(st.sampled_from(["framework.yaml", "domains/one.yaml", "domains/two.yaml"]), cuts)
def test_damaged_framework_is_whole_or_has_faults_in_words(name: str, cuts: list[Cut]) -> None:
    with TemporaryDirectory() as made:
        folder = Path(shutil.copytree(HERE / "small" / "1.0", Path(made) / "small"))
        (folder / name).write_bytes(damaged((folder / name).read_bytes(), cuts))
        for fault in check_framework(folder):
            assert fault.what and fault.where and fault.mend
            assert (fault.what + fault.where + fault.mend).isprintable()


_values = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**17, "", "x", "\x1b", "ONE-01", [], [None], ["x"], {}, {"x": 1}, {1: "x"}]
)


@given(st.data())
def test_framework_with_any_value_exchanged_has_faults_in_words(data: st.DataObject) -> None:
    with TemporaryDirectory() as made:
        folder = Path(shutil.copytree(HERE / "small" / "1.0", Path(made) / "small"))
        name = data.draw(st.sampled_from(["framework.yaml", "domains/one.yaml", "domains/two.yaml"]))
        tree = read_tree(folder / name, name, "yaml")
        steps = data.draw(st.sampled_from(sorted(read_lines(folder / name, name), key=str)))
        here = tree
        for step in steps[:-1]:
            here = here[step]
        here[steps[-1]] = data.draw(_values)
        (folder / name).write_text(yaml.safe_dump(tree), encoding="utf-8")
        for fault in check_framework(folder):
            assert fault.what and fault.where and fault.mend
            assert "does not fit here" not in fault.what
            assert (fault.what + fault.where + fault.mend).isprintable()


@pytest.mark.parametrize("content", ["- a\n", "5\n", "# nothing\n"])
def test_file_that_is_no_set_of_keys_is_refused(folder: Path, content: str) -> None:
    (folder / "framework.yaml").write_text(content)
    assert words(check_framework(folder)) == ["There is no set of keys with values."]


def test_path_of_the_file_will_do(folder: Path) -> None:
    assert load_framework(str(folder / "framework.yaml")).key == "small@1.0"


def test_links_that_lead_nowhere_pipes_and_devices_are_refused(folder: Path) -> None:
    (folder / "domains" / "two.yaml").unlink()
    (folder / "domains" / "two.yaml").symlink_to(folder / "nowhere")
    assert words(check_framework(folder)) == ["The file cannot be read: No such file or directory."]
    (folder / "domains" / "two.yaml").unlink()
    os.mkfifo(folder / "domains" / "two.yaml")
    assert words(check_framework(folder)) == ["The file cannot be read: it is a pipe or device."]
    assert words(check_framework(Path("/dev/zero"))) == ["The file cannot be read: it is a pipe or device."]
    assert words(check_framework(folder / ("n" * 300))) == ["The file cannot be read: File name too long."]
    assert words(check_framework(Path("a\0b"))) == ["The file cannot be read: its path cannot be used."]


def test_changed_file_is_read_again(folder: Path) -> None:
    assert load_framework(str(folder)).title == "Small"
    swap(folder / "framework.yaml", 'title: "Small"', 'title: "Smaller"')
    assert load_framework(str(folder)).title == "Smaller"


def test_changed_file_is_read_again_beside_a_link_that_leads_nowhere(folder: Path) -> None:
    (folder / "domains" / "unused.yaml").symlink_to(folder / "nowhere")
    assert load_framework(str(folder)).title == "Small"
    swap(folder / "framework.yaml", 'title: "Small"', 'title: "Smaller"')
    assert load_framework(str(folder)).title == "Smaller"


def test_newest_version_is_found_by_number(folder: Path) -> None:
    catalog = folder.parents[1]
    for version in ("1.10", "1.9", "1.9-draft"):
        shutil.copytree(folder, folder.parent / version)
        swap(folder.parent / version / "framework.yaml", 'version: "1.0"', f'version: "{version}"')
    assert load_framework("small", [catalog]).version == "1.10"
    assert load_framework("small@1.9", [catalog]).version == "1.9"
    versions = [framework.version for framework in list_frameworks([catalog])]
    assert versions == ["1.0", "1.9", "1.9-draft", "1.10"]


def test_folder_of_an_id_leads_to_its_versions_the_newest_last(folder: Path, tmp_path: Path) -> None:
    for version in ("1.10", "1.9"):
        shutil.copytree(folder, tmp_path / "catalog/mine" / version)
    mine = tmp_path / "catalog/mine"
    expected = {"mine@1.9": mine / "1.9", "mine@1.10": mine / "1.10"}
    assert frameworks_in(str(mine)) == frameworks_in(str(mine.parent)) == expected
    assert frameworks_in(str(mine / "1.9")) == frameworks_in(str(mine / "1.9/domains")) == frameworks_in("mine") == {}
    shutil.rmtree(mine / "1.9")
    assert load_framework(str(mine), ()) is load_framework(str(mine / "1.10"), ())


def test_outline_is_answered_on_the_words_of_the_scale_and_listed_last(folder: Path) -> None:
    catalog = folder.parents[1]
    outline = catalog / "a-list/2026"
    shutil.copytree(folder, outline)
    swap(outline / "framework.yaml", "id: small", "id: a-list\nis_outline: true")
    swap(outline / "framework.yaml", 'version: "1.0"', 'version: "2026"')
    for file in outline.glob("domains/*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not re.match(r" {6}[0-5]: |    levels:", line)]
        file.write_text("".join(kept), encoding="utf-8")
    assert check_framework(outline) == []
    listed = list_frameworks([catalog])
    assert [framework.id for framework in listed] == ["small", "a-list"]
    summaries = {level.number: level.summary for level in listed[1].scale.levels}
    assert all(practice.levels == summaries for practice in listed[1].practices.values())


@pytest.mark.parametrize("reference", ["small@2", "smal", "", "@", "small@", "a\0b", "n" * 5_000, "~nobody/x"])
def test_framework_that_is_not_there_is_said_with_those_that_are(folder: Path, reference: str) -> None:
    with pytest.raises(FrameworkNotFound, match=r"use one of: small@1\.0") as refused:
        load_framework(reference, [folder.parents[1]])
    assert len(str(refused.value)) < 400


def test_error_lists_every_fault_in_three_parts(folder: Path) -> None:
    swap(folder / "framework.yaml", 'title: "Small"', "title: 5")
    swap(folder / "framework.yaml", "lifecycle: draft", "lifecycle: done")
    with pytest.raises(FrameworkNotReadable) as refused:
        load_framework(str(folder))
    assert refused.value.exit_code == 10
    assert str(refused.value).splitlines() == [
        "FrameworkNotReadable: 5 is not text.",
        "  where: small/1.0 > framework.yaml, line 5 > title",
        "  mend:  give text, in quotation marks where it looks like a number.",
        "also: 'done' is not one of the words that are known here.",
        "  where: small/1.0 > framework.yaml, line 6 > lifecycle",
        "  mend:  use 'draft', 'released' or 'retired'.",
    ]


def test_folder_without_any_framework_is_none(tmp_path: Path) -> None:
    (fault,) = check_framework(tmp_path)
    assert "cannot be read" in fault.what
