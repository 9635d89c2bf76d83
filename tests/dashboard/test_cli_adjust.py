"""`safermark adjust`: a value in place of the framework's estimate, told beside it wherever it is used."""

import json
from pathlib import Path

import pytest

from tests.dashboard.conftest import Command

WHY = ("--reason", "We did it twice")


def adjust(safermark: Command, assessment: str, *arguments: object) -> str:
    called = safermark("adjust", "set", *arguments, *WHY, "--assessment", assessment)
    assert called.code == 0, called.err
    return called.out


def test_adjusted_estimate_is_listed_beside_the_frameworks_and_can_be_taken_back(
    safermark: Command, assessment: str
) -> None:
    said = adjust(safermark, assessment, "DET-01", "effort", "9.5", "--part", "to3")
    assert "DET-01, effort to level 3: 9.5 person-weeks holds from now on. No score moves by it." in said
    assert "nothing was added" in adjust(safermark, assessment, "DET-01", "effort", "9.5", "--part", "to3")
    adjust(safermark, assessment, "DET-01", "stages", "learn,detect")
    adjust(safermark, assessment, "DET-02", "prerequisites", "none")
    adjust(safermark, assessment, "DET-03", "prerequisites", "GOV-01=2@3, PEO-01=1@2")
    listed = safermark("adjust", "list", "--assessment", assessment)
    assert "DET-01, effort to level 3: 9.5 person-weeks, adjusted by Ann on " in listed.out
    assert "We did it twice; the framework says 6 person-weeks." in listed.out
    assert "GOV-01 at level 2 for level 3, PEO-01 at level 1 for level 2" in listed.out
    tree = safermark("adjust", "list", "--assessment", assessment, "--json").tree
    assert (tree["adjusted"][0]["value"], tree["adjusted"][0]["stated"]) == (9.5, 6)
    back = safermark(
        "adjust", "back", "DET-01", "effort", "--part", "to3", "--reason", "Slip", "--assessment", assessment
    )
    assert "the framework's own estimate holds again" in back.out
    left = safermark("adjust", "list", "--assessment", assessment, "--json").tree["adjusted"]
    assert "effort" not in [one["field"] for one in left]


@pytest.mark.parametrize("ending", ["json", "yaml", "csv"])
def test_exported_estimates_are_honored_by_plan_threats_and_why_where_the_file_has_room(
    safermark: Command, assessment: str, tmp_path: Path, ending: str
) -> None:
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", "2")
    plain, file = tmp_path / "plain.json", tmp_path / f"answers.{ending}"
    safermark("assess", "export", str(plain), "--assessment", assessment)
    adjust(safermark, assessment, "DET-01", "effort", "0.5", "--part", "to3")
    adjust(safermark, assessment, "DET-01", "effectiveness", "0.95", "--part", "insider-risk")
    adjust(safermark, assessment, "DET-01", "stages", "learn")
    said = safermark("assess", "export", str(file), "--assessment", assessment).out
    assert ("Adjusted estimates are left out" in said) is (ending == "csv")
    if ending == "csv":
        return
    near = " ".join(safermark("why", file, "DET-01").out.split())
    assert "It takes 0.5 person-weeks, adjusted by Ann on" in near
    assert "the framework says 6 person-weeks." in near
    before, after = (safermark("threats", one, "--json").tree for one in (plain, file))
    assert "adjusted" not in before
    assert [one["field"] for one in after["adjusted"]] == ["effort", "effectiveness", "stages"]
    assert before["threats"] != after["threats"]
    assert " that it stops: 95 %" in " ".join(safermark("threats", file).out.split())
    plan = safermark("plan", file, "--budget", "40", "--quarters", "2", "--what-ifs", "0", "--json").tree
    (step,) = [step for quarter in plan["quarters"] for step in quarter["steps"] if step["practice"] == "DET-01"][:1]
    assert step["from"] == 2
    own = safermark("plan", plain, "--budget", "40", "--quarters", "2", "--what-ifs", "0", "--json").tree
    assert own["objective"] != plan["objective"]
    told = safermark("plan", file, "--budget", "40", "--quarters", "2", "--what-ifs", "0").out
    assert "person-weeks, adjusted" in told
    assert safermark("score", plain, "--json").tree == safermark("score", file, "--json").tree
    again = safermark("assess", "import", str(file), "--assessment", assessment, "--json").tree
    assert (again["stored"], again["adjusted"]) == (0, 0)
    assert "adjustments" not in json.loads(plain.read_text())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("DET-01", "weight", "5"), "'weight' is no estimate"),
        (("DET-01", "effort", "much", "--part", "to3"), "'much' is not a number"),
        (("DET-01", "effort", "nan", "--part", "to3"), "'nan' is not a number"),
        (("DET-01", "effort", "5"), "names no step"),
        (("DET-01", "proactive", "7"), "7 is no share"),
        (("DET-01", "stages", "guess"), "no stage 'guess'"),
        (("DET-01", "prerequisites", "GOV-01"), "cannot be read"),
        (("DET-01", "prerequisites", "GOV-01=200@3"), "cannot be read"),
        (("NO-1", "proactive", "0.5"), "no practice 'NO-1'"),
    ],
)
def test_bad_value_is_refused_with_what_where_and_mend(
    safermark: Command, assessment: str, arguments: tuple[str, ...], words: str
) -> None:
    called = safermark("adjust", "set", *arguments, *WHY, "--assessment", assessment)
    assert called.code == 11
    assert words in called.err and "mend:" in called.err


def test_reason_is_required(safermark: Command, assessment: str) -> None:
    assert safermark("adjust", "set", "DET-01", "proactive", "0.5", "--assessment", assessment).code == 2
    blank = safermark("adjust", "set", "DET-01", "proactive", "0.5", "--reason", " ", "--assessment", assessment)
    assert blank.code == 11
    assert "gives no reason" in blank.err
    long = safermark(
        "adjust", "set", "DET-01", "proactive", "0.5", "--reason", "x" * 10_001, "--assessment", assessment
    )
    assert long.code == 11
