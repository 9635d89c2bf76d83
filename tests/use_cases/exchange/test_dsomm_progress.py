"""A team's progress in DSOMM as a history of answers: each state from its day, nothing half-read, nothing undone."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.formats.dsomm.read_dsomm import read_dsomm
from frameworks.kept import keep_imported
from frameworks.loader import load_framework
from frameworks.model import Framework
from scoring.assessment import Answer, answers_that_held
from tests.frameworks.formats.dsomm.sample import SHED, SOIL, TOOLS, write_model
from tests.use_cases.exchange.dsomm_samples import EVIDENCE, PROGRESS, write_progress
from use_cases.exchange.answers_file import AnswersFile, read_checked
from use_cases.exchange.dsomm_files import looks_like_progress
from use_cases.exchange.dsomm_progress import moved_since
from use_cases.exchange.scored_file import read_scored
from use_cases.exchange.shape import AnswersNotReadable

TODAY = date(2026, 6, 15)
DAYS = [date(2026, 1, day) for day in range(1, 9)]
TITLES = ("No", "Begun", "Half done", "Done")


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The garden as it is kept after an import."""
    with tempfile.TemporaryDirectory() as folder:
        keep_imported(read_dsomm(write_model(Path(folder) / "garden")), Path(folder) / "kept")
        return load_framework(str(Path(folder) / "kept"))


def read(framework: Framework, source: Path | bytes, team: str | None = "North", format: str = "auto") -> AnswersFile:
    name = source.name if isinstance(source, Path) else "team-progress.yaml"
    return read_checked(source, name, into=framework, today=TODAY, format=format, team=team)[0]


def refusals(framework: Framework, source: Path | bytes, team: str | None = "North") -> list[str]:
    with pytest.raises(AnswersNotReadable) as raised:
        read(framework, source, team, format="dsomm")
    assert all(fault.mend for fault in raised.value.faults)
    return [f"{fault.what} ({fault.where})" for fault in raised.value.faults]


def history_of(found: AnswersFile, practice: str) -> list[tuple[str, int | None]]:
    return [(str(one.on), one.level) for one in found.answers if one.practice == practice]


def test_each_state_holds_from_its_day(framework: Framework, tmp_path: Path) -> None:
    found = read(framework, write_progress(tmp_path))
    assert history_of(found, "Loose soil") == [("2026-01-10", 1), ("2026-02-20", 2), ("2026-05-01", 3)]
    assert history_of(found, "Clean tools") == [("2026-01-01", 0)]
    assert {one.practice for one in found.answers} == {"Loose soil", "Watering by plan", "Clean tools"}
    assert found.answers[0].note == "DSOMM, North: Begun."


def test_lower_state_of_a_later_day_changes_nothing_and_is_said(framework: Framework, tmp_path: Path) -> None:
    found = read(framework, write_progress(tmp_path))
    assert history_of(found, "Watering by plan") == [("2026-01-05", 1), ("2026-03-01", 3)]
    assert any("1 states are not dated before a higher one" in remark for remark in found.remarks)


def test_evidence_of_the_team_stands_with_the_state_it_was_recorded_in(framework: Framework, tmp_path: Path) -> None:
    begun, half, done = [
        one for one in read(framework, write_progress(tmp_path)).answers if one.practice == "Loose soil"
    ]
    assert [(one.title, one.link, str(one.date), one.level) for one in begun.evidence] == [
        ("Photo of the beds", "https://example.org/beds", "2026-02-01", 1)
    ]
    assert [(one.title, one.level) for one in half.evidence] == [("Photo of the beds", 2), ("Plan of the year", 2)]
    assert [(one.title, one.level) for one in done.evidence] == [("Photo of the beds", 3), ("Plan of the year", 3)]
    assert done.note == "DSOMM, North: Done. Evidence without a day: Talk at the fence."
    assert half.note == "DSOMM, North: Half done."


def test_what_of_the_evidence_stays_behind_is_said(framework: Framework, tmp_path: Path) -> None:
    remarks = "\n".join(read(framework, write_progress(tmp_path)).remarks)
    for words in (
        "it supports the level of its answer",
        "Description and reviewer of 1 pieces",
        "1 links are no web addresses",
        "1 pieces of evidence name no team",
        "evidence but no state of: Locked shed",
    ):
        assert words in remarks


def test_folder_and_single_file_say_the_same(framework: Framework, tmp_path: Path) -> None:
    file = write_progress(tmp_path)
    assert read(framework, tmp_path) == read(framework, file)
    bare = write_progress(tmp_path / "bare", evidence=None)
    assert not any(one.evidence for one in read(framework, bare).answers)
    both = bare.read_text() + EVIDENCE
    assert read(framework, both.encode()) == read(framework, file)


def test_several_teams_are_listed_where_none_is_named(framework: Framework, tmp_path: Path) -> None:
    file = write_progress(tmp_path)
    assert refusals(framework, file, None) == ["The file holds the progress of 2 teams. (team-progress.yaml)"]
    with pytest.raises(AnswersNotReadable, match="name one with --team: 'North', 'South'"):
        read(framework, file, None)
    with pytest.raises(AnswersNotReadable, match="has no team 'West'"):
        read(framework, file, "West")


def test_only_team_needs_no_name(framework: Framework) -> None:
    text = f"progress:\n  {SOIL}:\n    7: {{Done: 2026-01-01}}\n"
    assert history_of(read(framework, text.encode(), None), "Loose soil") == [("2026-01-01", 3)]
    assert history_of(read(framework, text.encode(), "7"), "Loose soil") == [("2026-01-01", 3)]


def test_file_without_any_progress_brings_nothing_and_says_so(framework: Framework) -> None:
    for text in (b"progress:\n", b"progress: {}\n"):
        found = read(framework, text, None)
        assert found.answers == ()
        assert any("no progress of any team" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("swap", "what"),
    [
        (("'Half done': 2026-02-20", "'Ripe': 2026-02-20"), "The state 'Ripe' is not known."),
        (("2026-02-20", "2026-02-30"), "'2026-02-30'"),
        (("2026-02-20", "soon"), "'soon'"),
        (("2026-05-01", "2027-05-01"), "2027-05-01"),
        (("2026-02-20", "20260220"), "'20260220'"),
        (("2026-02-20", ""), "The state has no date."),
        (("      'Done': 2026-05-01\n", "      'Done': [1]\n"), "'[1]'"),
        (("North: {'No': 2026-01-01}", "North: Done"), "The states are no set of keys with dates."),
        ((f"{SOIL}:  # Loose soil\n", f"{SOIL}: Done\n  x:\n"), "The progress is not a set of teams."),
    ],
)
def test_each_fault_is_named_by_its_place(
    framework: Framework, tmp_path: Path, swap: tuple[str, str], what: str
) -> None:
    assert swap[0] in PROGRESS
    found = refusals(framework, write_progress(tmp_path, PROGRESS.replace(*swap, 1)))
    assert any(what in fault and "team-progress.yaml, line" in fault for fault in found), found


def test_activities_of_another_version_stay_behind_and_are_named_with_their_line(
    framework: Framework, tmp_path: Path
) -> None:
    swapped = [text.replace(SOIL, "abc").replace(TOOLS, "7") for text in (PROGRESS, EVIDENCE)]
    found = read(framework, write_progress(tmp_path, *swapped))
    assert {one.practice for one in found.answers} == {"Watering by plan"}
    assert (
        "Activities that the model does not have: 2. Their states and evidence stay behind; another version of it may "
        "have them: abc (team-progress.yaml, line 3); 7 (team-progress.yaml, line 18)."
    ) in found.remarks


def test_evidence_of_an_activity_of_another_version_stays_behind_and_is_named(
    framework: Framework, tmp_path: Path
) -> None:
    found = read(framework, write_progress(tmp_path, evidence=EVIDENCE.replace(SHED, "abc")))
    said = "\n".join(found.remarks)
    assert "does not have: 1." in said and "abc (team-evidence.yaml, line " in said
    assert "evidence but no state of" not in said


def test_activity_without_any_team_says_nothing(framework: Framework) -> None:
    text = f"progress:\n  {TOOLS}:\n  {SOIL}: {{North: {{Done: 2026-01-01}}}}\n"
    found = read(framework, text.encode())
    assert [one.practice for one in found.answers] == ["Loose soil"]
    assert found.remarks == ()


def test_very_many_activities_of_another_version_are_counted(framework: Framework) -> None:
    states = "{North: {Done: 2026-01-01}}"
    lines = "".join(f"  unknown-{number}: {states}\n" for number in range(25))
    found = read(framework, f"progress:\n  {SOIL}: {states}\n{lines}".encode())
    [said] = [remark for remark in found.remarks if "does not have: 25" in remark]
    assert said.endswith("unknown-19 (team-progress.yaml, line 22); and 5 more.")


def test_progress_of_a_model_that_shares_no_activity_is_one_fault(framework: Framework, tmp_path: Path) -> None:
    other = PROGRESS.replace("0000-4000", "1111-4000")
    [fault] = refusals(framework, write_progress(tmp_path, other))
    assert fault.startswith("dsomm@1.2.0 has none of the file's activities, 4 in all; the first is '11000001-1111")
    assert "(team-progress.yaml, line 3 > progress > " in fault


def test_day_of_evidence_may_stand_under_either_key(framework: Framework, tmp_path: Path) -> None:
    other = EVIDENCE.replace("evidenceRecorded: '2026-04-30'", "evidenceRecorded: ''\n      date: 2026-04-30")
    whole = read(framework, write_progress(tmp_path / "a")).answers
    assert read(framework, write_progress(tmp_path / "b", evidence=other)).answers == whole


def test_all_faults_of_both_files_come_at_once(framework: Framework, tmp_path: Path) -> None:
    progress = PROGRESS.replace("'Half done': 2026-02-20", "'Ripe': 2026-02-20").replace("2026-04-01", "soon")
    evidence = EVIDENCE.replace("'2026-04-30'", "'2028-04-30'").replace("- id: e3", "- 5\n    - id: e3")
    found = refusals(framework, write_progress(tmp_path, progress, evidence))
    for words in ("'Ripe'", "'soon'", "2028-04-30", "The evidence is not a set of keys"):
        assert any(words in fault for fault in found), found
    assert any("team-evidence.yaml, line" in fault for fault in found)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"answers: []\n", "The file holds no progress of teams."),
        (b"evidence: {}\n", "The file holds no progress of teams."),
        (b"progress: [a]\n", "progress is not a set of keys with values."),
        (b"progress: {}\nevidence: [a]\n", "evidence is not a set of keys with values."),
        (b"progress: {a\n", "The file is not YAML"),
        (b"", "The file is empty."),
    ],
)
def test_files_that_hold_something_else_are_refused(framework: Framework, content: bytes, what: str) -> None:
    assert any(what in fault for fault in refusals(framework, content, None))


def test_other_frameworks_are_told_from_a_model_of_dsomm(tmp_path: Path) -> None:
    found = refusals(load_framework("safer-by-design"), write_progress(tmp_path))
    assert any("safer-by-design@1.0 is no model of DSOMM" in fault for fault in found)
    with pytest.raises(AnswersNotReadable, match="No framework is named"):
        read_checked(write_progress(tmp_path), "team-progress.yaml", team="North", today=TODAY)


def test_team_of_a_file_of_one_is_refused() -> None:
    content = b'{"framework": "safer-by-design", "answers": []}'
    with pytest.raises(AnswersNotReadable, match="one team"):
        read_checked(content, "a.json", team="North", today=TODAY)


def test_progress_is_recognized_and_our_own_files_are_not(tmp_path: Path) -> None:
    file = write_progress(tmp_path / "a")
    assert looks_like_progress(file, file.name)
    assert looks_like_progress(file.parent, "a")
    assert looks_like_progress(b"progress:\n", "b.yml")
    for content, name in ((b"answers: []\nprogress: 1\n", "a.yaml"), (b"progress:\n", "a.json"), (b"\xff", "a.yaml")):
        assert not looks_like_progress(content, name)
    assert not looks_like_progress(tmp_path, "x")


def test_score_of_a_file_goes_by_what_holds_on_the_day(framework: Framework, tmp_path: Path) -> None:
    keep_imported(read_dsomm(write_model(tmp_path / "garden")), tmp_path / "kept")
    file = write_progress(tmp_path)

    def score(as_of: date | None) -> float:
        scored = read_scored(
            str(file), TODAY, framework=str(tmp_path / "kept"), team="North", as_of=as_of, method="dsomm"
        )
        value = scored.scorecard.overall.headline.value
        assert value is not None
        return float(value)

    assert score(None) == (100 + 100 + 0 + 0 + 0) / 5


def _answer(level: int, on: date, note: str) -> Answer:
    return Answer(practice="Loose soil", level=level, on=on, note=note)


def test_state_that_fell_back_holds_from_today_and_only_where_the_team_said_it_itself() -> None:
    begun, done = date(2026, 1, 10), date(2026, 5, 1)
    file = [_answer(1, begun, "DSOMM, North: Begun.")]
    for note, moved in (("DSOMM, North: Done.", 1), ("DSOMM, South: Done.", 0), ("Ann looked at it.", 0)):
        held = {"Loose soil": _answer(3, done, note)}
        found = moved_since(file, held, TODAY)
        assert [(one.level, one.on) for one in found] == [(1, TODAY)] * moved
    assert moved_since(file, {}, TODAY) == []
    assert moved_since(file, {"Loose soil": _answer(1, done, "DSOMM, North: Begun.")}, TODAY) == []
    newer = [_answer(3, TODAY, "DSOMM, North: Done.")]
    assert moved_since(newer, {"Loose soil": _answer(1, begun, "DSOMM, North: Begun.")}, TODAY) == []


reached = st.dictionaries(st.sampled_from(TITLES), st.sampled_from(DAYS), min_size=1)


@settings(deadline=None)
@given(reached)
def test_on_every_day_the_highest_state_reached_by_then_holds(states: dict[str, date]) -> None:
    framework = _kept()
    lines = "".join(f"      '{title}': {day}\n" for title, day in states.items())
    found = read(framework, f"progress:\n  {SOIL}:\n    North:\n{lines}".encode())
    assert [one.on for one in found.answers] == sorted({one.on for one in found.answers if one.on})
    for day in DAYS:
        highest = max((TITLES.index(title) for title, on in states.items() if on <= day), default=None)
        held = answers_that_held(found.answers, day).get("Loose soil")
        assert (held.level if held else None) == highest


_CACHE: list[Framework] = []


def _kept() -> Framework:
    if not _CACHE:
        with tempfile.TemporaryDirectory() as folder:
            _CACHE.extend(read_dsomm(write_model(Path(folder) / "garden")).frameworks)
    return _CACHE[0]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_read_whole_or_refused_in_words(data: st.DataObject) -> None:
    text = PROGRESS + EVIDENCE
    at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
    put = data.draw(st.sampled_from(["", "\n", " ", ": ", "- ", "[", "{", "'", "&a ", "---\n", "\0", "no: 1\n"]))
    damaged = (text[:at] + put + text[at + length :]).encode()
    looks_like_progress(damaged, "a.yaml")
    try:
        found = read(_kept(), damaged, "North", format="dsomm")
    except AnswersNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)
        return
    _rises(found.answers)


def _rises(answers: Sequence[Answer]) -> None:
    last: dict[str, Answer] = {}
    for one in answers:
        before = last.get(one.practice)
        if before is not None:
            assert before.on is not None and one.on is not None and before.level is not None and one.level is not None
            assert before.on < one.on and before.level < one.level
        last[one.practice] = one
