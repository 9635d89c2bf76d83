"""`safermark pool`, `contribute` and `compare`: every command, what it prints, and its exit code."""

import json
from pathlib import Path

import pytest

from dashboard.commands.printing import LONG_WORK, progress_line
from frameworks.loader import load_framework
from tests.dashboard.conftest import Command
from tests.frameworks.two_versions import write_catalog
from tests.peer_pools import POOL

PRIVACY, STORE, USAGE = 13, 12, 2
MAKE = ("--title", "Peers", "--framework", "safer-by-design", "--expires", "2099-12-31")


@pytest.fixture
def made(safermark: Command, tmp_path: Path) -> str:
    """The id of a new pool for made-up organizations."""
    created = safermark("pool", "create", POOL, *MAKE, "--synthetic", "--second-place", tmp_path / "second.jsonl")
    assert created.code == 0 and "Consent:" in created.out and "73 %" in created.out
    return POOL


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """All practices at level 3."""
    path = tmp_path / "answers.json"
    rows = [{"practice": id_, "level": 3, "on": "2026-01-10"} for id_ in load_framework("safer-by-design").practices]
    path.write_text(json.dumps({"framework": "safer-by-design@1.0", "answers": rows}), encoding="utf-8")
    return path


def test_pool_is_filled_from_a_folder_published_verified_and_compared_with(
    safermark: Command, made: str, answers: Path, tmp_path: Path
) -> None:
    simulated = safermark("pool", "simulate", made, "--organizations", 300, "--out", tmp_path / "sim")
    assert simulated.code == 0, simulated.err
    accepted = safermark("pool", "accept", made, tmp_path / "sim" / "contributions")
    assert (accepted.code, accepted.out.strip()) == (0, "300 new, 0 replaced, 0 refused.")
    shown = safermark("pool", "show", made, "--json").tree
    assert (shown["contributions"], shown["not_yet_publishable"], shown["is_closed"]) == ({"all": 300}, 0, False)
    assert "For the operator alone" in safermark("pool", "show", made).out
    file = tmp_path / "release.json"
    released = safermark("pool", "release", made, "--out", file)
    assert released.code == 0 and "synthetic data" in released.out and "lower quartile" in released.out
    alone = safermark("pool", "verify", "--release", file)
    key = json.loads(file.read_text())["terms"]["public_key"]
    assert alone.code == 0 and key in alone.out and "compare it with the one in your invitation" in alone.out
    assert "agree" in safermark("pool", "verify", made, "--release", file).out
    assert safermark("pool", "replay", made, file).out == "0 charges were taken over.\n"
    text = safermark("compare", answers, "--release", file)
    assert text.code == 0 and "middle band" in text.out and "synthetic data" in text.out
    tree = safermark("compare", answers, "--release", file, "--json").tree
    assert tree["rows"][0]["ours"] == 3.0 and tree["is_synthetic"] and tree["about"] % 10 == 0
    early = safermark("pool", "release", made, "--out", file)
    assert early.code == PRIVACY and "is due on" in early.err


def test_member_contributes_and_withdraws_on_the_command_line(
    safermark: Command, assessment: str, answers: Path, tmp_path: Path
) -> None:
    safermark("pool", "create", POOL, *MAKE, "--second-place", tmp_path / "second.jsonl")
    assert safermark("pool", "invite", POOL, "--number", 2, "--out", tmp_path / "in").code == 0
    invitation, out = tmp_path / "in" / "invitation-0001.json", tmp_path / "given.json"
    make = ("contribute", "make", "--assessment", assessment, "--invitation", invitation)
    assert safermark(*make).code == PRIVACY
    assert safermark("assess", "import", "--assessment", assessment, answers).code == 0
    assert safermark("track", "snapshot", "--assessment", assessment).code == 0
    shown = safermark(*make, "--out", out)
    assert shown.code == 0 and "Nothing has left" in shown.out and not out.exists()
    assert safermark(*make, "--out", out, "--agree").code == 0
    assert safermark("pool", "accept", POOL, out).out == "1 new, 0 replaced, 0 refused.\n"
    assert safermark("pool", "accept", POOL, out).out == "0 new, 1 replaced, 0 refused.\n"
    (joined,) = safermark("contribute", "list", "--organization", "small forum", "--json").tree
    assert joined == {"pool": POOL, "spent": "0", "cap": "3"}
    release = tmp_path / "release.json"
    assert safermark("pool", "release", POOL, "--out", release).code == 0
    note = ("contribute", "note", "--organization", "small forum", release)
    assert safermark(*note).out.startswith("1 counted; 0 were")
    assert safermark(*note).out.startswith("0 counted; 1 were")
    (joined,) = safermark("contribute", "list", "--organization", "small forum", "--json").tree
    assert joined["spent"] == "1"
    back = tmp_path / "back.json"
    withdraw = ("contribute", "withdraw", "--organization", "small forum", "--pool", POOL, "--out", back)
    assert safermark(*withdraw).code == 0
    kept = tmp_path / "store.db.before-restore-20260615T090000Z"
    kept.write_bytes(b"")
    withdrawn = safermark("pool", "withdraw", POOL, back)
    assert withdrawn.code == 0 and "Older backups may hold it" in withdrawn.out and kept.name in withdrawn.out
    refused = safermark("pool", "accept", POOL, out)
    assert (refused.code, refused.out) == (PRIVACY, "0 new, 0 replaced, 1 refused.\n")
    assert "given.json" in refused.err


def test_where_nothing_is_published_targets_are_offered_and_called_no_peers(
    safermark: Command, made: str, answers: Path, tmp_path: Path
) -> None:
    safermark("pool", "release", made, "--out", tmp_path / "release.json")
    text = safermark("compare", answers, "--release", tmp_path / "release.json").out
    assert "less than a month old" in text and "These are no peers" in text
    profiles = load_framework("safer-by-design").target_profiles
    assert profiles and all(f"{profile.title} " in text for profile in profiles)


def test_terms_are_written_for_members_and_a_pool_stays_on_the_only_version_there_is(
    safermark: Command, made: str, assessment: str, answers: Path, tmp_path: Path
) -> None:
    told = safermark("pool", "terms", made, "--out", tmp_path / "terms.json")
    assert told.code == 0 and "safer-by-design@1.0" in told.out
    assert json.loads((tmp_path / "terms.json").read_text())["token"] is None
    safermark("assess", "import", "--assessment", assessment, answers)
    safermark("track", "snapshot", "--assessment", assessment)
    stranger = safermark("contribute", "make", "--assessment", assessment, "--invitation", tmp_path / "terms.json")
    assert stranger.code == PRIVACY and "in the pool already" in stranger.err
    for version in ((), ("--version", "1.0")):
        refused = safermark("pool", "move", made, *version)
        assert refused.code == PRIVACY and "already" in refused.err
    assert safermark("pool", "move", made, "--version", "9.9").code == 10


def test_pool_that_moves_says_what_its_members_do_next(
    safermark: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(write_catalog(tmp_path / "catalog")))
    made = ("--title", "Peers", "--framework", "small@1.0", "--expires", "2099-12-31")
    created = safermark("pool", "create", POOL, *made, "--second-place", tmp_path / "second.jsonl")
    assert created.code == 0, created.err
    moved = safermark("pool", "move", POOL)
    assert moved.code == 0 and "small@1.1" in moved.out and "pool terms" in moved.out
    assert safermark("pool", "show", POOL, "--json").tree["framework"] == "small@1.1"


def test_members_are_made_up_for_synthetic_pools_alone(safermark: Command, tmp_path: Path) -> None:
    safermark("pool", "create", POOL, *MAKE, "--second-place", tmp_path / "second.jsonl")
    refused = safermark("pool", "simulate", POOL, "--organizations", 3, "--out", tmp_path / "sim")
    assert refused.code == PRIVACY and "--synthetic" in refused.err and not (tmp_path / "sim").exists()


def test_release_that_cannot_be_written_is_written_again_and_release_0_spends_nothing(
    safermark: Command, made: str, tmp_path: Path
) -> None:
    lost = safermark("pool", "release", made, "--out", tmp_path / "none" / "release.json")
    assert lost.code == 11 and "--again 1" in lost.err
    assert safermark("pool", "release", made, "--again", 1, "--out", tmp_path / "release.json").code == 0
    assert safermark("pool", "release", made, "--again", 0, "--out", tmp_path / "zero.json").code == STORE
    assert safermark("pool", "show", made, "--json").tree["epsilon"]["spent"] == "1"


def test_pools_that_are_not_there_are_refused_and_leave_no_folder(safermark: Command, tmp_path: Path) -> None:
    assert safermark("pool", "show").out == "There is no pool yet.\n"
    for arguments in (
        ("show", "none"),
        ("verify", "none"),
        ("replay", "none"),
        ("accept", "none", __file__),
        ("release", "none", "--out", tmp_path / "release.json"),
        ("invite", "none", "--number", 1, "--out", tmp_path / "in"),
        ("simulate", "none", "--organizations", 1, "--out", tmp_path / "in"),
    ):
        assert safermark("pool", *arguments).code == STORE, arguments
    assert not (tmp_path / "in").exists()
    assert safermark("pool", "verify").code == USAGE
    assert safermark("pool", "create", "two words", *MAKE, "--second-place", tmp_path / "s.jsonl").code == PRIVACY


@pytest.mark.parametrize(
    "command",
    ["create", "invite", "accept", "withdraw", "release", "show", "verify", "replay", "simulate"],
)
def test_every_command_of_a_pool_explains_itself(safermark: Command, command: str) -> None:
    for verbs in (("pool", command), ("contribute",), ("compare",)):
        assert "--help" in safermark(*verbs, "--help").out


def test_commands_about_many_organizations_say_how_far_they_are(safermark: Command, made: str, tmp_path: Path) -> None:
    many = LONG_WORK
    made_up = safermark("pool", "simulate", made, "--organizations", many, "--out", tmp_path / "sim")
    accepted = safermark("pool", "accept", made, tmp_path / "sim" / "contributions")
    invited = safermark("pool", "invite", made, "--number", many, "--out", tmp_path / "in")
    for done, word in ((made_up, "made up"), (accepted, "accepted"), (invited, "written")):
        assert done.err.splitlines()[-1] == f"{word}: {many} of {many}"
        assert len(done.err.splitlines()) == 10


def test_long_work_says_how_far_it_is_and_short_work_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for of, lines in ((LONG_WORK - 1, 0), (1_000, 10)):
        say = progress_line("accepted")
        for done in range(1, of + 1):
            say(done, of)
        assert capsys.readouterr().err.count("\n") == lines


def test_name_of_a_file_that_is_handed_over_steers_no_terminal(safermark: Command, made: str, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "\x1b[2J\u202egnp.json").write_text("{}")
    for called in (
        safermark("pool", "accept", made, folder),
        safermark("pool", "withdraw", made, folder / "\x1b[2J\u202egnp.json"),
    ):
        assert called.code == PRIVACY and "�[2J�gnp.json" in called.err
        assert "\x1b" not in called.err and "\u202e" not in called.err
