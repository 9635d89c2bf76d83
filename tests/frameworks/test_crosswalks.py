"""Crosswalk files: read whole or refused with every fault, and the way they lay between versions."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dashboard.cli import run
from frameworks.crosswalk import Crosswalk, same_ids
from frameworks.crosswalks import check_crosswalks, crosswalk_between, find_crosswalk, list_reachable, load_crosswalks
from frameworks.documents import read_tree
from frameworks.errors import FrameworkNotFound, FrameworkNotReadable
from frameworks.loader import CATALOG, load_framework
from frameworks.schema import schema_texts
from tests.frameworks.two_versions import CROSSWALK, new_version, old_version, write_catalog, write_framework

HALF = Fraction(1, 2)


def catalog_with(folder: Path, old: str, new: str) -> Path:
    assert old in CROSSWALK
    return write_catalog(folder, CROSSWALK.replace(old, new, 1))


def test_crosswalk_says_what_each_practice_takes_from_which(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path)
    [file] = load_crosswalks("small@1.1", [catalog])
    assert (file.from_, file.to, file.basis) == ("small@1.0", "small@1.1", "judgement")
    assert [(one.from_, one.relation, one.reason) for one in file.mappings][1] == ("A-2", "subset", "One half of it.")
    assert file.shares().shares == {"A-1": {"A-1": 1}, "A-3": {"A-2": HALF, "B-1": HALF}, "B-2": {}}
    assert load_crosswalks("small", [catalog]) == (file,)
    assert load_crosswalks("small@1.0", [catalog]) == ()
    assert check_crosswalks(catalog / "small" / "1.1") == []


def test_parts_weigh_the_sources_of_a_merged_practice(tmp_path: Path) -> None:
    catalog = catalog_with(tmp_path, "to: A-3, relation: subset, reason", "to: A-3, relation: subset, parts: 3, reason")
    [file] = load_crosswalks("small", [catalog])
    assert file.shares().taken_by("A-3") == {"A-2": Fraction(3, 4), "B-1": Fraction(1, 4)}


BREAKS = [
    ("schema of the future", "schema_version: 1", "schema_version: 2", "2 is not one of the words that are known"),
    ("unknown key", "basis: judgement", "basis: judgement\nbasics: x", "The key 'basics' is not known here."),
    ("missing key", 'reason: "For a test."\n', "", "The key 'reason' is missing."),
    ("key without a version", "from: small@1.0", "from: small", "'small' cannot stand here."),
    ("unknown relation", "relation: equal", "relation: like", "'like' is not one of the words that are known here."),
    ("no reason", ', reason: "The same words."', "", "The key 'reason' is missing."),
    ("no parts", "relation: equal", "relation: equal, parts: 0", "0 is too small."),
    ("no list", "not_covered:\n  - ", "not_covered:\n  ", "A set of keys with values is not a list."),
    ("framework that is nowhere", "from: small@1.0", "from: small@0.9", "There is no framework 'small@0.9'."),
    ("to itself", "from: small@1.0", "from: small@1.1", "It leads from a framework to itself."),
    ("pair twice", "mappings:\n", 'mappings:\n  - {from: A-1, to: A-1, relation: subset, reason: "."}\n',
     "A-1 leads to A-1 twice."),
    ("equal and mapped on", "{from: A-2, to: A-3, relation: subset", "{from: A-2, to: A-3, relation: equal",
     "A-2 and A-3 are called equal, but one of them is mapped to another as well."),
    ("mapped and declared", "side: to", 'side: to, reason: "."}\n  - {practice: A-1, side: from',
     "A-1 is declared not covered, but is mapped or declared already."),
    ("declared twice", "side: to", 'side: to, reason: "."}\n  - {practice: B-2, side: to',
     "B-2 is declared not covered, but is mapped or declared already."),
    ("practice that is not there", "{from: A-1,", "{from: A-9,", "small@1.0 has no practice A-9."),
    ("silent about one", "practice: B-2, side: to", "practice: B-2, side: from",
     "Nothing is said of B-2 of small@1.1."),
    ("not well-formed", "from: small@1.0", "from: &x small@1.0", "anchor"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), [case[1:] for case in BREAKS], ids=[case[0] for case in BREAKS])
def test_each_break_is_found_and_said_with_its_place(tmp_path: Path, old: str, new: str, what: str) -> None:
    catalog = catalog_with(tmp_path, old, new)
    faults = check_crosswalks(catalog / "small" / "1.1")
    assert [fault for fault in faults if what in fault.what], faults
    assert all("small/1.1 > crosswalks/earlier.yaml" in fault.where and fault.mend for fault in faults)
    with pytest.raises(FrameworkNotReadable) as refused:
        load_crosswalks("small@1.1", [catalog, CATALOG])
    assert list(refused.value.faults) == faults
    # The framework itself can still be used.
    assert load_framework("small@1.1", [catalog]).version == "1.1"


def test_unknown_key_is_told_by_the_words_of_the_file(tmp_path: Path) -> None:
    [fault] = check_crosswalks(catalog_with(tmp_path, "basis:", "form: x\nbasis:") / "small" / "1.1")
    assert fault.mend.startswith("use: schema_version, from, to, dated")
    assert "line 6" in fault.where


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = catalog_with(tmp_path, "{from: A-1,", "{from: A-9,") / "small" / "1.1"
    (folder / "crosswalks" / "other.yaml").write_text("from: x\n", encoding="utf-8")
    wheres = {fault.where.split(",")[0].split(" > ")[1] for fault in check_crosswalks(folder)}
    assert wheres == {"crosswalks/earlier.yaml", "crosswalks/other.yaml"}
    assert len(check_crosswalks(folder)) > 5


def test_crosswalk_belongs_into_the_folder_of_one_of_its_ends(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path)
    write_framework(catalog, new_version(version="1.2"), CROSSWALK)
    [fault] = check_crosswalks(catalog / "small" / "1.2")
    assert fault.what == "Neither end is small@1.2, in whose folder this file is."


def test_crosswalk_to_another_framework_may_lie_with_the_one_it_leads_from(tmp_path: Path) -> None:
    catalog = tmp_path
    write_framework(catalog, old_version(id="other"))
    text = (
        CROSSWALK.replace("to: small@1.1", "to: other@1.0").replace("to: A-1", "to: A-2").replace("to: A-3", "to: B-1")
    )
    text = text.replace("practice: B-2", "practice: A-1")
    folder = write_framework(catalog, old_version(), text)
    assert check_crosswalks(folder) == []
    assert [file.to for file in load_crosswalks("small@1.0", [catalog])] == ["other@1.0"]
    assert check_crosswalks(folder / "framework.yaml") == []


def test_command_that_checks_a_framework_tells_the_faults_of_its_crosswalks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = catalog_with(tmp_path, "{from: A-1,", "{from: A-9,") / "small" / "1.1"
    assert run(["framework", "check", str(folder)]) == FrameworkNotReadable.exit_code
    assert "small@1.0 has no practice A-9." in capsys.readouterr().err


def test_shares_must_sum_to_one() -> None:
    with pytest.raises(ValueError, match="do not sum to 1"):
        Crosswalk({"B-1": {"A-1": HALF}})


def test_crosswalks_of_a_framework_with_faults_are_not_checked(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path) / "small" / "1.1"
    (folder / "framework.yaml").write_text("id: small\n", encoding="utf-8")
    assert check_crosswalks(folder) == []


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path) / "small" / "1.1"
    assert check_crosswalks(folder) == []
    (folder / "crosswalks" / "earlier.yaml").write_text("from: x\n", encoding="utf-8")
    assert check_crosswalks(folder)


def test_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path) / "small" / "1.1"
    (folder / "crosswalks" / "none.yaml").symlink_to(folder / "nowhere.yaml")
    assert [fault.where for fault in check_crosswalks(folder)] != []


def test_way_leads_from_one_version_to_the_next(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path)
    walk = crosswalk_between(old_version(), new_version(), [catalog])
    assert walk is not None
    assert walk.taken_by("A-3") == {"A-2": HALF, "B-1": HALF}
    assert crosswalk_between(new_version(), old_version(), [catalog]) is None
    assert crosswalk_between(old_version(), new_version(), []) is None
    assert same_ids(old_version(), new_version()).shares == {"A-1": {"A-1": 1}, "A-3": {}, "B-2": {}}


LATER = (
    CROSSWALK.replace("small@1.1", "small@1.2").replace("small@1.0", "small@1.1")
    .replace("from: A-2, to: A-3", "from: A-3, to: A-3").replace("from: B-1, to: A-3", "from: B-2, to: A-3")
)  # fmt: skip
"""From 1.1 to 1.2, which has the same practices: A-3 takes half of what was new in 1.1."""


def test_way_leads_through_the_versions_between(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path)
    write_framework(catalog, new_version(version="1.2"), LATER)
    walk = crosswalk_between(old_version(), new_version(version="1.2"), [catalog])
    assert walk is not None
    assert walk.shares == {"A-1": {"A-1": 1}, "A-3": {}, "B-2": {}}


def test_way_composes_shares_and_leaves_open_what_is_not_known_of_a_part() -> None:
    first = Crosswalk({"B": {"A": HALF, "C": HALF}, "D": {"A": Fraction(1)}, "N": {}})
    then = first.followed_by(Crosswalk({"X": {"B": HALF, "D": HALF}, "Y": {"B": HALF, "N": HALF}, "Z": {}}))
    assert then.shares == {"X": {"A": Fraction(3, 4), "C": Fraction(1, 4)}, "Y": {}, "Z": {}}


def test_way_does_not_run_in_a_circle(tmp_path: Path) -> None:
    catalog = tmp_path
    back = (
        CROSSWALK.replace("from: small@1.0", "from: small@1.2").replace("to: small@1.1", "to: small@1.0")
        .replace("{from: A-2, to: A-3", "{from: A-3, to: A-2").replace("{from: B-1, to: A-3", "{from: A-3, to: B-1")
        .replace("side: to", "side: from")
    )  # fmt: skip
    write_framework(catalog, old_version(), back)
    write_framework(catalog, new_version(version="1.2"), CROSSWALK.replace("small@1.1", "small@1.2"))
    assert check_crosswalks(catalog / "small" / "1.0") == []
    assert crosswalk_between(new_version(), new_version(version="1.2"), [catalog]) is None


def test_levels_of_another_scale_are_not_carried_over(tmp_path: Path) -> None:
    levels = [{"number": n, "title": f"Step {n}", "summary": "."} for n in range(7)]
    assert crosswalk_between(old_version(scale={"levels": levels}), new_version(), [write_catalog(tmp_path)]) is None


def test_framework_that_is_nowhere_has_no_crosswalks(tmp_path: Path) -> None:
    with pytest.raises(FrameworkNotFound):
        load_crosswalks("nothing", [tmp_path])


SEEN = {"schema of the future", "unknown key", "missing key", "key without a version", "unknown relation", "no reason",
        "no parts", "no list"}  # fmt: skip


@pytest.mark.parametrize("case", [case for case in BREAKS if case[0] in SEEN], ids=lambda case: case[0])
def test_editor_sees_the_break_too(case: tuple[str, str, str, str]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_texts()["crosswalk.schema.json"]))
    for text, is_broken in ((CROSSWALK, False), (CROSSWALK.replace(case[1], case[2], 1), True)):
        tree: Any = read_tree(text.encode(), "x", "yaml")
        assert bool(list(validator.iter_errors(tree))) is is_broken


def test_only_the_crosswalk_from_the_framework_that_was_answered_is_found(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path / "cat")
    found, other = find_crosswalk("small@1.0", "small@1.1", [catalog])
    assert (found.from_, found.to, other.key) == ("small@1.0", "small@1.1", "small@1.1")
    with pytest.raises(FrameworkNotFound, match=r"No crosswalk leads from elsewhere@1 to small@1\.1"):
        find_crosswalk("elsewhere@1", "small@1.1", [catalog])
    assert list_reachable("small@1.0", [catalog]) == [], "another version is no other list"
    assert next(one.id for one in list_reachable("safer-by-design@1.0")) == "dtsp-safe-framework"
