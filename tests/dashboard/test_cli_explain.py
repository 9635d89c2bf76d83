"""`safermark explain`: two files in, the change by cause and whether it is real."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Command

OLD: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "as_of": "2026-03-31",
    "answers": [
        {
            "practice": "DET-01",
            "level": 1,
            "on": "2026-01-10",
            "evidence": [{"title": "Log", "date": "2026-03-01", "level": 1}],
        },
        {"practice": "DET-02", "level": 3, "on": "2026-01-10"},
        {"practice": "REP-01", "level": 1, "on": "2026-01-10"},
    ],
}
NEW: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "as_of": "2026-09-30",
    "answers": [
        {
            "practice": "DET-01",
            "level": 5,
            "on": "2026-06-10",
            "evidence": [{"title": "Log", "date": "2026-06-01", "level": 5}],
        },
        {"practice": "DET-02", "level": 2, "on": "2026-01-10"},
        {"practice": "REP-01", "state": "not_applicable", "reason": "None.", "recheck": "2027-01-01"},
        {"practice": "VIC-01", "level": 2, "on": "2026-08-01"},
    ],
}
CAUSES = {"answers", "evidence", "coverage", "applicability", "weights", "version"}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "old.json", tmp_path / "new.json"
    for path, tree in zip(paths, (OLD, NEW), strict=True):
        path.write_text(json.dumps(tree), encoding="utf-8")
    return paths


def test_json_has_the_promised_shape_and_adds_up(safermark: Command, files: tuple[Path, Path]) -> None:
    tree = safermark("explain", *files, "--json").tree
    assert {"claimed", "evidenced", "real", "detectable_change"} <= set(tree)
    for view in (tree["claimed"], tree["evidenced"]):
        assert set(view["by_cause"]) == CAUSES
        assert sum(view["by_cause"].values()) == pytest.approx(view["change"])
        assert sum(part["total"] for part in view["by_practice"]) == pytest.approx(view["change"])
        for part in view["by_practice"]:
            assert sum(part[cause] for cause in CAUSES) == pytest.approx(part["total"])
    assert tree["claimed"]["change"] == pytest.approx(3 - 5 / 3)
    assert tree["claimed"]["by_cause"]["evidence"] == 0
    assert tree["evidenced"]["by_cause"]["evidence"] < 0
    assert tree["answered_anew"] == ["DET-01"]
    assert tree["real"] is True
    assert tree["regressions"] == ["DET-02"]


def test_later_file_first_negates_the_result_and_says_so(safermark: Command, files: tuple[Path, Path]) -> None:
    there, back = (safermark("explain", *order, "--json").tree for order in (files, files[::-1]))
    assert (there["negated"], back["negated"]) == (False, True)
    for view in ("claimed", "evidenced"):
        assert back[view]["change"] == -there[view]["change"]
        assert back[view]["by_cause"] == {cause: -value for cause, value in there[view]["by_cause"].items()}
    assert (back["real"], back["detectable_change"]) == (there["real"], there["detectable_change"])
    assert "was given first" in safermark("explain", *files[::-1]).out
    assert "was given first" not in safermark("explain", *files).out


def test_page_says_why_whether_it_is_real_and_what_fell(safermark: Command, files: tuple[Path, Path]) -> None:
    shown = " ".join(safermark("explain", *files).out.split())
    assert "2026-03-31 to 2026-09-30 Claimed +1.3: " in shown
    assert "One practice was answered anew. Its part of the change, " in shown
    assert "is more than two honest" in shown
    assert "treat it as real." in shown
    assert "Lower than before: DET-02 Matching of known video and streams." in shown
    assert "What moved the claimed average most" in shown


def test_own_double_ratings_in_the_files_are_the_measure_and_said_to_be(safermark: Command, tmp_path: Path) -> None:
    ids = json.loads(safermark("framework", "show", "safer-by-design", "--json").out)
    every = [practice["id"] for domain in ids["domains"] for practice in domain["practices"]][:12]
    paths = []
    for name, as_of, level, twice in (("a", "2026-03-31", 2, every[:5]), ("b", "2026-09-30", 3, every[5:])):
        ratings = [{"by": by, "level": 2, "on": as_of} for by in ("Ann", "Ben")]
        answers = [
            {"practice": id_, "level": level if id_ == every[0] else 2, "on": as_of}
            | ({"ratings": ratings} if id_ in twice else {})
            for id_ in every
        ]
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps({**OLD, "as_of": as_of, "answers": answers}), encoding="utf-8")
    tree = safermark("explain", *paths, "--json").tree
    assert tree["detectable_change_basis"] == {"own": True, "practices_rated_twice": 12}
    # All agree: one pair of twelve is taken to be one level apart.
    assert tree["detectable_change"] == pytest.approx(1.96 * 2**0.5 * (1 / 24) ** 0.5 / 12**0.5)
    assert "is this organization's own, from 12 practices rated twice." in " ".join(
        safermark("explain", *paths).out.split()
    )
    alone = safermark("explain", paths[0], paths[0], "--json").tree
    assert alone["detectable_change_basis"] == {"own": False, "practices_rated_twice": 0}


def test_nothing_applicable_on_one_side_is_null_with_the_reason(
    safermark: Command, files: tuple[Path, Path], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps({**OLD, "answers": []}), encoding="utf-8")
    tree = safermark("explain", empty, files[1], "--json").tree
    assert tree["claimed"]["change"] is None
    assert tree["claimed"]["by_cause"] is None
    assert tree["claimed"]["reason"] == "On the earlier side nothing is answered."
    assert tree["real"] is False
    assert "No change can be computed." in safermark("explain", empty, files[1]).out


def test_same_file_twice_is_no_change(safermark: Command, files: tuple[Path, Path]) -> None:
    called = safermark("explain", files[0], files[0])
    assert "No change: nothing moved." in called.out
    assert "No practice was answered anew" in called.out


def test_long_lists_are_cut_and_say_so(safermark: Command, tmp_path: Path) -> None:
    ids = json.loads(safermark("framework", "show", "safer-by-design", "--json").out)
    every = [practice["id"] for domain in ids["domains"] for practice in domain["practices"]]
    for name, level, on in (("one.json", 1, "2026-03-31"), ("two.json", 2, "2026-09-30")):
        answers = [{"practice": id_, "level": level} for id_ in every]
        (tmp_path / name).write_text(
            json.dumps({"framework": "safer-by-design@1.0", "as_of": on, "answers": answers}), encoding="utf-8"
        )
    called = safermark("explain", tmp_path / "one.json", tmp_path / "two.json")
    assert f"… and {len(every) - 12} more; --json lists all." in called.out
    assert f"{len(every)} practices were answered anew" in called.out


def test_two_different_frameworks_are_refused(safermark: Command, files: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert safermark("explain", files[0], tmp_path / "nowhere.json").code == 11
    assert not other.exists()
    called = safermark("explain", files[0], files[1], "--framework", "nothing-of-the-kind")
    assert called.code == 10
    assert "mend:" in called.err


def test_faults_of_a_file_are_named_and_nothing_is_explained(
    safermark: Command, files: tuple[Path, Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(
        json.dumps({**OLD, "answers": [{"practice": "DET-01", "level": 9}, {"practice": "XX-1", "level": 1}]})
    )
    called = safermark("explain", bad, files[1])
    assert (called.code, called.out) == (11, "")
    assert "DET-01" in called.err
    assert "XX-1" in called.err
