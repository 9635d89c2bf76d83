"""DSOMM's models: every dimension, sub-dimension and activity with its level, and the states as a scale."""

import tempfile
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.documents import LARGEST_FILE
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.dsomm.read_dsomm import STATES, _leading_back, looks_like_dsomm, read_dsomm
from frameworks.formats.dsomm.states import percent_of
from frameworks.formats.formats import recognize
from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from frameworks.loader import load_framework
from frameworks.model import Framework
from tests.frameworks.formats.dsomm.sample import CUSTOM, META, MODEL, SEEDS, SHED, SOIL, TOOLS, write_model

FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))


def imported(tmp_path: Path, **given: Any) -> Imported:
    return read_dsomm(write_model(tmp_path / "garden", **given))


def framework_in(tmp_path: Path, **given: Any) -> Framework:
    (framework,) = imported(tmp_path, **given).frameworks
    return framework


def notes_of(found: Imported) -> list[str]:
    return [f"{note.where}: {note.what}" for note in found.notes]


def test_dimensions_groups_and_activities_come_in_the_order_of_the_source(tmp_path: Path) -> None:
    framework = framework_in(tmp_path)
    assert (framework.key, framework.dated.isoformat(), framework.method) == ("dsomm@1.2.0", "2026-03-04", "dsomm")
    assert [domain.id for domain in framework.domains] == ["Growing", "Shed"]
    assert [(group.id, group.practices) for domain in framework.domains for group in domain.children] == [
        ("Ground", ("Loose soil", "Watering by plan")),
        ("Seeds", ("No",)),
        ("Tools", ("Clean tools", "Locked shed")),
    ]
    assert [practice.rung for practice in framework.practices.values()] == [1, 2, 2, 1, 5]
    assert {one.id: one.practices for one in framework.presets[1:]} == {
        "level-1": ("Loose soil", "Clean tools"),
        "level-2": ("Watering by plan", "No"),
        "level-5": ("Locked shed",),
    }


def test_activity_keeps_its_uuid_and_every_field_of_the_source(tmp_path: Path) -> None:
    practice = framework_in(tmp_path).practices["Loose soil"]
    assert practice.intent == "The soil is loosened before planting.\n\nRisk: Roots find no way."
    assert practice.origin is not None
    assert practice.origin.id == SOIL
    assert set(practice.origin.kept) == {
        "risk",
        "measure",
        "difficultyOfImplementation",
        "usefulness",
        "references",
        "isImplemented",
        "evidence",
        "tags",
    }
    assert practice.origin.kept["references"] == {
        "samm2": ["I-SB-A-1"],
        "iso27001-2022": ["5.37"],
        "openCRE": ["https://example.org/1"],
    }


def test_states_become_steps_that_count_by_their_score(tmp_path: Path) -> None:
    framework = framework_in(tmp_path)
    scale = framework.scale_of("Loose soil")
    assert [(one.number, one.title, one.value, one.summary) for one in scale.levels] == [
        (0, "No", 0, "In no bed"),
        (1, "Begun", 20, "In a bed or two"),
        (2, "Half done", 50, "In half of the beds"),
        (3, "Done", 100, "In every bed"),
    ]
    assert (framework.scale.lowest, framework.scale.highest, framework.scale.is_range) == (0, 100, True)
    assert framework.origin is not None
    assert framework.origin.kept[STATES] == {"No": 0, "Begun": 20, "Half done": 50, "Done": 100}


def test_states_of_one_score_share_a_step(tmp_path: Path) -> None:
    meta = META.replace("activityFiles", "  Planned: {score: 0%}\nactivityFiles")
    lowest = framework_in(tmp_path, meta=meta).scale_of("Loose soil").levels[0]
    assert (lowest.title, lowest.summary) == ("No / Planned", "In no bed")


def test_usual_states_stand_in_and_are_said(tmp_path: Path) -> None:
    for meta in (None, "teams: [A]\n"):
        found = imported(tmp_path, meta=meta)
        titles = [one.title for one in found.frameworks[0].scale_of("Loose soil").levels]
        assert titles == ["Not implemented", "Started", "Partly implemented", "Fully implemented"]
        assert any("no meta.yaml defines others" in note for note in notes_of(found))
        (tmp_path / "garden" / "meta.yaml").unlink(missing_ok=True)


def test_dependencies_by_name_and_by_uuid_become_prerequisites(tmp_path: Path) -> None:
    found = imported(tmp_path)
    practices = found.frameworks[0].practices
    needs = practices["Watering by plan"].prerequisites
    assert [(need.practice, need.level, need.for_level) for need in needs] == [("Loose soil", 3, 3), ("No", 3, 3)]
    assert [need.practice for need in practices["No"].prerequisites] == ["Loose soil"]
    assert any("'A thing that is not there', which is no other activity here" in note for note in notes_of(found))


def test_dependencies_that_lead_back_are_left_out_and_said(tmp_path: Path) -> None:
    model = MODEL.replace("      usefulness: 4\n", f"      usefulness: 4\n      dependsOn: [{SEEDS}]\n")
    found = imported(tmp_path, model=model)
    assert any("because it leads back to it" in note for note in notes_of(found))
    keep_imported(found, tmp_path / "kept")
    assert load_framework(str(tmp_path / "kept")) == found.frameworks[0]


def test_names_given_twice_give_way_to_the_uuid(tmp_path: Path) -> None:
    model = MODEL.replace("Clean tools:", "Loose soil:").replace("Locked shed:", "Growing:")
    framework = framework_in(tmp_path, model=model)
    assert list(framework.practices) == [
        SOIL,
        "Watering by plan",
        "No",
        "44000004-0000-4000-8000-000000000004",
        SHED,
    ]
    assert {id_: framework.practices[id_].title for id_ in (SOIL, SHED)} == {SOIL: "Loose soil", SHED: "Growing"}


def test_uuid_given_twice_is_that_of_the_first_activity_and_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path, model=MODEL.replace(SHED, TOOLS))
    origins = [practice.origin for practice in found.frameworks[0].practices.values()]
    assert [(one.id, one.kept.get("uuid")) for one in origins[-2:] if one] == [(TOOLS, None), ("", TOOLS)]
    [said] = [note for note in notes_of(found) if "is given twice" in note]
    assert "> Locked shed: Its uuid '44000004-" in said
    assert said.endswith(
        "what progress says of it is that of default/model.yaml, line 40 > Shed > Tools > Clean tools."
    )


def test_model_from_before_activities_had_a_uuid_is_recognized_and_read(tmp_path: Path) -> None:
    lines = [line for line in MODEL.split("---\n")[2].splitlines() if "uuid:" not in line and SEEDS not in line]
    file = tmp_path / "generated.yaml"
    file.write_text("---\n" + "\n".join(lines))
    assert recognize(file) == "dsomm"
    practices = read_dsomm(file).frameworks[0].practices
    assert [one.rung for one in practices.values()] == [1, 2, 2, 1, 5]


def test_files_of_ones_own_overlay_move_and_take_away(tmp_path: Path) -> None:
    meta = META.replace("[default/model.yaml]", "[default/model.yaml, custom.yaml]")
    framework = framework_in(tmp_path, meta=meta, custom=CUSTOM)
    assert [(group.id, group.practices) for group in framework.domains[1].children] == [
        ("Doors", ("Shed with two locks",)),
        ("Tools", ("Sharp tools",)),
    ]
    moved = framework.practices["Shed with two locks"]
    assert (moved.rung, moved.intent) == (5, "Two locks.\n\nRisk: Tools go missing.")
    kept = framework.practices["Loose soil"].origin
    assert kept is not None
    assert (kept.id, kept.kept["usefulness"]) == (SOIL, 1)


def test_whole_parts_can_be_ignored(tmp_path: Path) -> None:
    meta = META.replace("[default/model.yaml]", "[default/model.yaml, custom.yaml]")
    custom = "Shed:\n  ignore: true\nGrowing:\n  Ground:\n    ignore: true\n"
    custom += f"  Seeds:\n    X: {{uuid: {SEEDS}, ignore: true}}\n"
    custom += "Pond:\n  Fish:\n    Fed fish: {level: 1}\n  Plants:\n"
    framework = framework_in(tmp_path, meta=meta, custom=custom)
    assert list(framework.practices) == ["Fed fish"]
    assert framework.practices["Fed fish"].intent == "Fed fish"


def test_activity_without_a_level_stands_on_none_and_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path, model=MODEL.replace("      level: 5\n", ""))
    assert found.frameworks[0].practices["Locked shed"].rung is None
    assert any("says no level" in note for note in notes_of(found))


def test_fields_that_no_page_shows_are_said_with_their_number(tmp_path: Path) -> None:
    notes = notes_of(imported(tmp_path))
    assert "usefulness: Kept as the source has it, shown on no page: 2 activities." in notes
    assert not any(note.startswith("assessment") for note in notes)


def test_marks_of_older_models_that_hold_no_day_are_counted(tmp_path: Path) -> None:
    marks = "isImplemented: true", "teamsImplemented: {A: false, B: true}", "teamsImplemented: {A: false}"
    model = MODEL.replace("isImplemented: false", marks[0])
    for level, mark in zip(("level: 5", "usefulness: 2"), marks[1:], strict=True):
        model = model.replace(level, f"{level}\n      {mark}")
    said = "isImplemented, teamsImplemented: Marks without a day are kept, and no answers: 2 activities."
    assert said in notes_of(imported(tmp_path, model=model))
    assert not any("Marks without a day" in note for note in notes_of(imported(tmp_path)))


def test_model_of_one_document_has_no_version_and_says_so(tmp_path: Path) -> None:
    found = imported(tmp_path, model=MODEL.split("---\n")[2])
    assert found.frameworks[0].version == "unversioned"
    assert any("no day of its release" in note for note in notes_of(found))


def test_version_of_two_figures_is_a_version(tmp_path: Path) -> None:
    assert framework_in(tmp_path, model=MODEL.replace("version: 1.2.0", "version: 1.2")).version == "1.2"


@pytest.mark.parametrize("inside", ["", "default/model.yaml", "../garden", "default"])
def test_file_and_folders_on_the_way_to_it_are_recognized(tmp_path: Path, inside: str) -> None:
    path = write_model(tmp_path / "garden") / inside
    assert recognize(path) == "dsomm"
    assert len(read_dsomm(path).frameworks[0].practices) == 5


def test_whole_repository_is_recognized(tmp_path: Path) -> None:
    write_model(tmp_path / "src" / "assets" / "YAML")
    assert looks_like_dsomm(tmp_path)
    assert read_dsomm(tmp_path).frameworks[0].scale_of("No").levels[1].title == "Begun"


@pytest.mark.parametrize("text", ["a: 1\n", "a: {b: {c: [uuid, level]}}\n", "- a\n", "a: {b\n", ""])
def test_other_files_are_not_recognized(tmp_path: Path, text: str) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(text)
    assert not looks_like_dsomm(file)
    assert not looks_like_dsomm(tmp_path)
    with pytest.raises(FrameworkNotReadable):
        read_dsomm(tmp_path)


def test_places_without_a_model_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.yaml"):
        assert not looks_like_dsomm(path)
        with pytest.raises(FrameworkNotReadable, match="No DSOMM model was found"):
            read_dsomm(path)
    (tmp_path / "model.txt").write_text("a: 1")
    assert not looks_like_dsomm(tmp_path / "model.txt")


@pytest.mark.parametrize("case", FAULTS, ids=[case["name"] for case in FAULTS])
def test_each_fault_is_said_with_its_place(tmp_path: Path, case: dict[str, Any]) -> None:
    folder = write_model(tmp_path / "garden")
    file = folder / case.get("file", "default/model.yaml")
    before = file.read_text()
    old, new = case["swap"]
    assert before.count(old) == 1
    file.write_text(before.replace(old, new))
    with pytest.raises(FrameworkNotReadable) as raised:
        read_dsomm(folder)
    faults = [fault for fault in raised.value.faults if case["what"] in fault.what]
    assert len(faults) == 1, raised.value
    assert case.get("where", "") in faults[0].where
    assert faults[0].mend


def test_faults_of_model_and_meta_come_at_once(tmp_path: Path) -> None:
    model = MODEL.replace("level: 5", "level: five").replace("level: 1\n      usefulness: 2", "level: one")
    with pytest.raises(FrameworkNotReadable) as raised:
        imported(tmp_path, model=model, meta=META.replace("score: 100%", "score: all"))
    assert len(raised.value.faults) == 3


def test_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(MODEL)
    folder = write_model(tmp_path / "garden", meta=META.replace("default/model.yaml", "link.yaml"))
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(FrameworkNotReadable, match="outside the folder"):
        read_dsomm(folder)


@pytest.mark.parametrize(
    ("score", "percent"),
    [
        ("50%", 50),
        (" 33.5 % ", 33.5),
        ("0.5", 50),
        (0.25, 25),
        (1, 100),
        (0, 0),
        ("20", None),
        (True, None),
        (None, None),
    ],
)
def test_score_is_a_share_or_a_percentage(score: Any, percent: float | None) -> None:
    assert percent_of(score) == percent


def test_models_and_states_without_end_are_refused(tmp_path: Path) -> None:
    many = "A:\n  B:\n" + "".join(f"    C{number}: {{level: 1}}\n" for number in range(1_001))
    with pytest.raises(FrameworkNotReadable, match="more than 1,000 activities"):
        imported(tmp_path, model=many)
    states = "progressDefinition:\n" + "".join(f"  S{number}: {number}%\n" for number in range(13))
    with pytest.raises(FrameworkNotReadable, match="more than 12 states"):
        imported(tmp_path, meta=states)


def test_activity_files_together_may_not_be_larger_than_one_file(tmp_path: Path) -> None:
    meta = META.replace("[default/model.yaml]", "[default/model.yaml, large.yaml, gone.yaml]")
    with pytest.raises(FrameworkNotReadable, match="larger than 10 MB together"):
        imported(tmp_path, meta=meta, large="# " + "x" * LARGEST_FILE)


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4), min_size=1))
def test_without_those_that_lead_back_no_dependency_is_in_a_circle(drawn: dict[int, list[int]]) -> None:
    needs = {str(one): [str(other) for other in others if other in drawn] for one, others in drawn.items()}
    back = set(_leading_back(needs))
    kept = {one: [other for other in others if (one, other) not in back] for one, others in needs.items()}
    assert list(TopologicalSorter(kept).static_order()) or not kept
    is_round = any((one, one) in back for one in needs)
    if not is_round and not back:
        assert kept == needs


plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 9) | plain,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(plain, inner, max_size=2),
    max_leaves=4,
)
FIELDS = ("uuid", "level", "risk", "measure", "dependsOn", "ignore", "tags", "usefulness")
activities = st.dictionaries(plain, st.dictionaries(st.sampled_from(FIELDS), values, max_size=4) | values, max_size=4)
models = st.dictionaries(plain, st.dictionaries(plain, activities | values, max_size=3) | values, max_size=3)


@settings(max_examples=150, deadline=None)
@given(models, st.dictionaries(plain, st.dictionaries(st.just("score"), values) | values, max_size=3) | values)
def test_whatever_stands_in_it_a_model_is_read_whole_or_refused_in_words(model: Any, states: Any) -> None:
    _whole_or_refused(
        yaml.safe_dump(model, allow_unicode=True), yaml.safe_dump({"progressDefinition": states}, allow_unicode=True)
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_model_is_read_whole_or_refused_in_words(data: st.DataObject) -> None:
    at, length = data.draw(st.integers(0, len(MODEL))), data.draw(st.integers(0, 40))
    put = data.draw(
        st.sampled_from(["", "\n", "  ", ": ", "- ", "[", "{", "'", "&a ", "*a", "---\n", "\t", "ignore: true", "\0"])
    )
    _whole_or_refused(MODEL[:at] + put + MODEL[at + length :], META)


def _whole_or_refused(model: str, meta: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_model(Path(folder) / "garden", model, meta)
        looks_like_dsomm(path)
        try:
            found = read_dsomm(path)
        except FrameworkNotReadable as error:
            assert all(fault.what and fault.where and fault.mend for fault in error.faults)
            return
        keep_imported(found, Path(folder) / "kept")
        assert load_framework(str(Path(folder) / "kept")) == found.frameworks[0]


def test_activity_files_together_may_not_hold_more_values_than_one_file(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "garden", meta=META.replace("default/model.yaml", "gone.yaml, a.yaml, b.yaml"))
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(f"{name}: {{s: {{a: {{tags: [{'x,' * 80_000}]}}}}}}")
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_dsomm(folder)
    assert [fault.where for fault in refusal.value.faults] == ["gone.yaml", "b.yaml"]
    assert "hold more than 150,000 values" in refusal.value.faults[1].what


def test_uuid_that_is_a_number_is_read_as_its_figures(tmp_path: Path) -> None:
    practice = framework_in(tmp_path, model=MODEL.replace(SOIL, "12345", 1)).practices["Loose soil"]
    assert practice.origin is not None and practice.origin.id == "12345"


def test_model_in_which_every_activity_is_ignored_is_refused(tmp_path: Path) -> None:
    model = "Growing:\n  Ground:\n    Loose soil: {uuid: a, risk: r, measure: m, level: 1, ignore: true}\n"
    with pytest.raises(FrameworkNotReadable, match="The model has no activity"):
        imported(tmp_path, model=model)
