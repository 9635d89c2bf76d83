"""An assessment brought up to a newer version: what is carried, split, merged, dropped and new; the old one stays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.widgets.upgrade_words import upgrade_sentences
from frameworks.errors import FrameworkNotFound
from scoring.assessment import Answer, Evidence
from scoring.targets import PracticeTarget
from tests.frameworks.two_versions import CROSSWALK, write_catalog
from tests.workspaces import MORNING, StandingClock
from use_cases.assess import list_assessments, load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.targets import set_targets
from use_cases.upgrade import preview_upgrade, upgrade_assessment
from use_cases.workspace import Workspace, open_workspace

DAY = date(2026, 5, 4)
PAPER = Evidence(title="Policy", date=DAY, level=3)
SPLIT = """\
  - {from: A-1, to: A-1, relation: subset, reason: "One half of it."}
  - {from: A-1, to: B-2, relation: subset, reason: "The other half."}
  - {from: A-2, to: A-3, relation: equal, reason: "The same words."}
not_covered:
  - {practice: B-1, side: from, reason: "Dropped in 1.1."}
"""


def workspace_on(tmp_path: Path, crosswalk: str = CROSSWALK) -> Workspace:
    return open_workspace(tmp_path / "store.db", "Ann", StandingClock(), [write_catalog(tmp_path / "cat", crosswalk)])


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = workspace_on(tmp_path)
    yield opened
    opened.store.close()


def begin(workspace: Workspace, *answers: Answer) -> str:
    header = start_assessment(workspace, add_organization(workspace, "Small Forum").id, "small@1.0", "full")
    record_answers(workspace, header.id, answers)
    return header.id


ANSWERS = (
    Answer(practice="A-1", level=3, note="See the wiki.", on=DAY, by="Ben", evidence=(PAPER,)),
    Answer(practice="A-2", level=4, note="Half.", on=DAY, evidence=(PAPER,)),
    Answer(practice="B-1", level=2, on=DAY),
)


def test_answer_is_carried_whole_merged_ones_begin_at_the_lowest_and_new_ones_stay_open(workspace: Workspace) -> None:
    former = begin(workspace, *ANSWERS)
    set_targets(workspace, former, [PracticeTarget(practice="A-1", level=4, due=date(2027, 1, 1), on=MORNING.date())])
    set_targets(workspace, former, [PracticeTarget(practice="B-1", level=4, on=MORNING.date())])
    header = upgrade_assessment(workspace, former)
    assert header.framework_key == "small@1.1"
    opened = load_assessment(workspace, header.id)
    held = opened.assessment.by_practice
    carried = held["A-1"]
    assert (carried.level, carried.note, carried.on, carried.by) == (3, "See the wiki.", DAY, "Ben")
    assert carried.evidence == (PAPER,)
    assert carried.id != load_assessment(workspace, former).assessment.by_practice["A-1"].id
    assert (held["A-3"].level, held["A-3"].note, held["A-3"].evidence) == (2, "A-2: Half.", (PAPER,))
    assert "B-2" not in held
    assert {id_: target.level for id_, target in opened.targets.items()} == {"A-1": 4}


def test_former_assessment_stays_as_it_is(workspace: Workspace) -> None:
    former = begin(workspace, *ANSWERS)
    before = load_assessment(workspace, former)
    upgrade_assessment(workspace, former)
    assert load_assessment(workspace, former) == before
    assert len(list_assessments(workspace)) == 2


def test_preview_says_it_all_and_stores_nothing(workspace: Workspace) -> None:
    found = preview_upgrade(workspace, begin(workspace, *ANSWERS))
    assert [(one.practice_id, one.way, one.sources) for one in found.upgrade.practices] == [
        ("A-1", "carried", ("A-1",)),
        ("A-3", "merged", ("A-2", "B-1")),
        ("B-2", "new", ()),
    ]
    assert len(list_assessments(workspace)) == 1
    assert list(upgrade_sentences(found.upgrade, found.newer)) == [
        "One answer is carried over whole.",
        "One practice is made of several: A-3 (from A-2, B-1).",
        "One practice is new and open: B-2.",
        "Look again at A-3: the levels read otherwise, or the answer comes from elsewhere.",
        "The former assessment stays as it is; Small 1.1 begins beside it.",
    ]


@pytest.mark.parametrize("rest", [(Answer(practice="B-1", state="not_known"),), ()])
def test_level_that_nobody_gave_is_not_made_up(workspace: Workspace, rest: tuple[Answer, ...]) -> None:
    found = preview_upgrade(workspace, begin(workspace, ANSWERS[1], *rest))
    merged = found.upgrade.by_way("merged")[0]
    assert merged.answer is None
    assert "Of the merged ones 1 stay open, because a part of them is open." in list(
        upgrade_sentences(found.upgrade, found.newer)
    )
    assert [one.way for one in found.upgrade.practices] == ["unanswered", "merged", "new"]


def test_split_answers_are_copied_and_dropped_ones_are_named(tmp_path: Path) -> None:
    workspace = workspace_on(tmp_path, CROSSWALK.partition("  - {from: A-1")[0] + SPLIT)
    former = begin(workspace, *ANSWERS)
    found = preview_upgrade(workspace, former)
    assert [(one.practice_id, one.way) for one in found.upgrade.practices] == [
        ("A-1", "split"),
        ("A-3", "carried"),
        ("B-2", "split"),
    ]
    assert [answer.practice for answer in found.upgrade.dropped] == ["B-1"]
    sentences = list(upgrade_sentences(found.upgrade, found.newer))
    assert "Two practices take copies of shared answers: A-1 (from A-1), B-2 (from A-1)." in sentences
    assert "One answer is left behind, because the newer version asks for nothing like it: B-1." in sentences
    held = load_assessment(workspace, upgrade_assessment(workspace, former).id).assessment.by_practice
    assert {id_: answer.level for id_, answer in held.items()} == {"A-1": 3, "A-3": 4, "B-2": 3}
    workspace.store.close()


def test_without_a_newer_version_or_a_crosswalk_nothing_is_begun(workspace: Workspace, tmp_path: Path) -> None:
    former = begin(workspace, *ANSWERS)
    later = upgrade_assessment(workspace, former)
    with pytest.raises(FrameworkNotFound, match=r"is no newer than version 1\.1"):
        upgrade_assessment(workspace, later.id)
    with pytest.raises(FrameworkNotFound, match="There is no framework"):
        preview_upgrade(workspace, former, "3.0")
    (tmp_path / "cat/small/1.1/crosswalks/earlier.yaml").unlink()
    with pytest.raises(FrameworkNotFound, match=r"No crosswalk leads from small@1\.0 to small@1\.1"):
        preview_upgrade(workspace, former)
    assert len(list_assessments(workspace)) == 2
