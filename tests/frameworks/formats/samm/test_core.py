"""The model folder of SAMM read as a framework: what comes in, what is kept, every fault at once."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.formats import read_source
from frameworks.formats.imported import FormatNotKnown, Imported
from frameworks.formats.samm import core as core_module
from frameworks.formats.samm import folder as folder_module
from frameworks.formats.samm.reader import read_samm
from frameworks.kept import keep_imported
from frameworks.loader import load_framework
from frameworks.model import Framework
from tests.frameworks.formats.samm.sample import ANSWERS, QUESTIONS, changed, id_of, model_files, write_model

SPEC = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8"))


def imported(tmp_path: Path, changes: dict[str, str | None] | None = None) -> Imported:
    return read_samm(write_model(tmp_path, changes))


def framework(tmp_path: Path, changes: dict[str, str | None] | None = None) -> Framework:
    return imported(tmp_path, changes).frameworks[0]


def faults_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(FrameworkNotReadable) as raised:
        read_samm(path)
    assert all(fault.what and fault.where and fault.mend for fault in raised.value.faults)
    return [(fault.where, fault.what) for fault in raised.value.faults]


def test_practices_have_the_ids_of_the_toolbox_in_the_order_of_the_model(tmp_path: Path) -> None:
    read = framework(tmp_path)
    assert tuple(read.practices) == QUESTIONS
    assert [domain.id for domain in read.domains] == ["G", "K"]
    assert [[group.id for group in domain.children] for domain in read.domains] == [["G-SO", "G-WA"], ["K-KC"]]
    assert [stream.id for stream in read.domains[0].children[0].children] == ["G-SO-A", "G-SO-B"]
    assert read.domains[0].children[0].children[0].practices == QUESTIONS[:3]


@pytest.mark.parametrize("inside", ["", "model"])
def test_core_and_the_model_in_it_both_are_recognized_and_give_the_same(tmp_path: Path, inside: str) -> None:
    read = read_source(write_model(tmp_path) / inside).frameworks[0]
    assert read == framework(tmp_path / "again")


def test_former_spelling_of_fields_says_the_same(tmp_path: Path) -> None:
    former = {
        name: text.replace("maturityLevel:", "maturitylevel:").replace("answerSet:", "answerset:")
        for name, text in model_files().items()
    }
    assert former != model_files()
    assert framework(tmp_path / "former", {**former}) == framework(tmp_path / "now")


def test_no_stays_a_text_and_answers_have_their_values(tmp_path: Path) -> None:
    scale = framework(tmp_path).scale_of(QUESTIONS[0])
    assert tuple(level.title for level in scale.levels) == ANSWERS["A"]
    assert [(level.number, level.value) for level in scale.levels] == [(0, 0), (1, 0.25), (2, 0.5), (3, 1)]


def test_answers_rise_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    lines = model_files()["answer_sets/A.yml"].split("- text")
    head, rows, end = lines[0], lines[1:], "type: AnswerSet\n"
    turned = head + "".join(f"- text{row.replace(end, '')}" for row in reversed(rows)) + end
    assert framework(tmp_path, {"answer_sets/A.yml": turned}).scale_of(QUESTIONS[0]).levels[0].title == "No"


def test_scale_method_and_rungs_are_those_of_the_maturity_levels(tmp_path: Path) -> None:
    read = framework(tmp_path)
    assert read.method == "samm"
    assert [(level.number, level.title, level.summary) for level in read.scale.levels[1:]] == [
        (number, f"Level {number}", f"Step {number} of care.") for number in (1, 2, 3)
    ]
    assert [read.practices[id_].rung for id_ in QUESTIONS[:6]] == [1, 2, 3, 1, 2, 3]


def test_name_of_a_maturity_level_is_the_title_of_its_step(tmp_path: Path) -> None:
    read = framework(tmp_path, changed("maturity_levels/2.yml", name="Steady"))
    assert read.scale.levels[2].title == "Steady"


def test_practice_tells_what_is_done_and_what_must_hold_for_a_yes(tmp_path: Path) -> None:
    practice = framework(tmp_path).practices["G-SO-A-1-1"]
    assert practice.title == "Do you do SO A 1?"
    assert practice.intent == (
        "Do SO A 1\n\nBetter SO\n\nSO A 1 in short.\n\nSO A 1 at length.\n\n"
        "Quality criteria:\n- You wrote SO A down\n- No: you did not forget"
    )


def test_every_field_of_every_file_is_carried_or_kept(tmp_path: Path) -> None:
    text = framework(tmp_path).model_dump_json()
    for name, content in model_files().items():
        tree = yaml.load(content, Loader=yaml.BaseLoader)
        links = ("function", "practice") if name.startswith(("security_practices", "streams")) else ()
        for key, value in tree.items():
            for word in _words(value) if key not in (*links, "model") else ():
                assert word in text, f"{name} > {key}: {word}"


def _words(value: Any) -> list[str]:
    if isinstance(value, list):
        return [word for one in value for word in _words(one)]
    if isinstance(value, dict):
        return [word for one in value.values() for word in _words(one)]
    return [line.strip() for line in value.splitlines() if line.strip()]


def test_weights_of_the_answers_are_kept(tmp_path: Path) -> None:
    read = framework(tmp_path)
    assert read.origin is not None
    assert [one["weight"] for one in read.origin.kept["answer_sets"][0]["values"]] == [1, 1, 1, 1]


def test_license_is_read_where_one_lies_in_the_folder_and_missed_where_none_does(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    (core / "license.txt").write_text("\n  Share-alike for gardens  \n\nand more\n", encoding="utf-8")
    assert read_samm(core).frameworks[0].license == "Share-alike for gardens"
    alone = read_samm(core / "model")
    assert alone.frameworks[0].license is None
    assert "license" in [note.where for note in alone.notes]


def test_license_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    (core / "LICENSE").write_bytes(b"\xff\xfe")
    read = read_samm(core)
    assert read.frameworks[0].license is None
    assert ("LICENSE", "The file is not UTF-8 text.") in [(note.where, note.what) for note in read.notes]


@pytest.mark.parametrize(
    ("models", "version"),
    [
        (("SAMM20", "SAMM20"), "2.0"),
        (("SAMM3", "SAMM3"), "3"),
        ((..., ...), "unknown"),
        (("SAMM20", "SAMM21"), "unknown"),
    ],
)
def test_version_is_that_of_the_model_that_the_functions_name(
    tmp_path: Path, models: tuple[Any, Any], version: str
) -> None:
    given = {
        **changed("business_functions/Garden.yml", model=models[0]),
        **changed("business_functions/Kitchen.yml", model=models[1]),
    }
    read = imported(tmp_path, given)
    assert read.frameworks[0].key == f"samm@{version}"
    assert any(note.where == "version" and version in note.what for note in read.notes)


def test_what_is_not_part_of_the_model_is_named(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    for name in ("images", ".hidden", "model/drafts", "model/.git"):
        (core / name).mkdir()
    (core / "model" / "questions" / "notes.txt").write_text("not read", encoding="utf-8")
    (core / "model" / "questions" / ".late.yml").write_text("{", encoding="utf-8")
    notes = [note.what for note in read_samm(core).notes]
    assert "Not part of the model, and not read: drafts, images." in notes


def test_answer_set_and_activity_that_no_question_leads_to_are_kept_and_named(tmp_path: Path) -> None:
    idle = changed("activities/SO-1-A.yml", id=id_of(5_000))["activities/SO-1-A.yml"]
    more = model_files()["answer_sets/A.yml"].replace("No\n", "Never\n").replace(id_of(9), id_of(6_000))
    more = re.sub(r"^id: .*$", f"id: {id_of(6_000)}", more, flags=re.M)
    read = imported(tmp_path, {"activities/spare.yml": idle, "answer_sets/spare.yml": more})
    assert {"activities", "answer_sets"} <= {note.where for note in read.notes}
    text = read.frameworks[0].model_dump_json()
    assert id_of(5_000) in text and "Never" in text


def test_answers_that_do_not_run_from_0_to_1_are_said_to_be_stretched(tmp_path: Path) -> None:
    half = model_files()["answer_sets/A.yml"].replace("value: 1\n", "value: 0.75\n")
    notes = {note.where: note.what for note in imported(tmp_path, {"answer_sets/A.yml": half}).notes}
    assert notes["answer_sets/A.yml"] == "The answers count from 0 to 0.75; scored as if from 0 to 1."
    assert "answer_sets/B.yml" not in notes


def test_second_question_of_an_activity_has_its_order_in_its_id(tmp_path: Path) -> None:
    second = changed("questions/SO-1-A.yml", id=id_of(7_000), order=2, text="And then?")["questions/SO-1-A.yml"]
    read = framework(tmp_path, {"questions/SO-1-A-2.yml": second})
    assert list(read.practices)[:2] == ["G-SO-A-1-1", "G-SO-A-1-2"]


def test_questions_that_share_their_place_keep_their_own_ids(tmp_path: Path) -> None:
    second = changed("questions/SO-1-A.yml", id=id_of(7_000))["questions/SO-1-A.yml"]
    read = imported(tmp_path, {"questions/SO-1-A-2.yml": second})
    assert id_of(7_000) in read.frameworks[0].practices
    assert any(note.where == "questions" for note in read.notes)


def test_functions_with_the_same_letter_are_told_apart(tmp_path: Path) -> None:
    made = imported(tmp_path, {**changed("business_functions/Kitchen.yml", name="Greenhouse")})
    assert [domain.id for domain in made.frameworks[0].domains] == ["Garden", "Greenhouse"]
    assert "G-KC-A-1-1" in made.frameworks[0].practices
    said = "Functions that begin with one letter have their names as ids: Garden, Greenhouse."
    assert said in [note.what for note in made.notes]
    assert not any(note.where == "business_functions" for note in imported(tmp_path / "usual").notes)


def test_quality_may_be_one_text_or_nothing(tmp_path: Path) -> None:
    given = {
        **changed("questions/SO-1-A.yml", quality="One thing only"),
        **changed("questions/SO-2-A.yml", quality=...),
    }
    read = framework(tmp_path, given)
    assert read.practices["G-SO-A-1-1"].intent.endswith("Quality criteria:\n- One thing only")
    assert "Quality" not in read.practices["G-SO-A-2-1"].intent


def test_question_without_any_description_is_its_own_intent(tmp_path: Path) -> None:
    bare = dict.fromkeys(("title", "benefit", "shortDescription", "longDescription"), "")
    given = {**changed("activities/SO-1-A.yml", **bare), **changed("questions/SO-1-A.yml", quality=...)}
    assert framework(tmp_path, given).practices["G-SO-A-1-1"].intent == "Do you do SO A 1?"


def test_imported_framework_is_kept_and_read_back_the_same(tmp_path: Path) -> None:
    read = imported(tmp_path)
    [kept] = keep_imported(read, tmp_path / "kept")
    assert load_framework(str(kept)) == read.frameworks[0]


@pytest.mark.parametrize("case", SPEC, ids=[case["name"] for case in SPEC])
def test_fault_is_named_with_its_place(tmp_path: Path, case: dict[str, Any]) -> None:
    changes: dict[str, str | None] = {}
    for name, fields in case.get("fields", {}).items():
        changes |= changed(name, **{key: ... if value == "(none)" else value for key, value in fields.items()})
    changes |= case.get("files", {})
    assert faults_of(write_model(tmp_path, changes)) == [(where, what) for where, what in case["faults"].items()]


def test_all_faults_of_a_folder_are_named_at_once(tmp_path: Path) -> None:
    given: dict[str, str | None] = {
        **changed("streams/SO-A.yml", practice="nowhere"),
        **changed("questions/KC-2-B.yml", text=["a"]),
        "activities/WA-1-A.yml": "a: [",
        "answer_sets/B.yml": None,
    }
    places = [where.split(" > ")[0].split(",")[0] for where, _ in faults_of(write_model(tmp_path, given))]
    assert {"streams/SO-A.yml", "questions/KC-2-B.yml", "activities/WA-1-A.yml"} <= set(places)
    assert sum(place.startswith("questions/") for place in places) == 9


@pytest.mark.parametrize("kind", sorted({name.split("/")[0] for name in model_files()}))
def test_folder_that_is_missing_or_empty_is_one_fault(tmp_path: Path, kind: str) -> None:
    core = write_model(tmp_path)
    shutil.rmtree(core / "model" / kind)
    assert [where for where, _ in faults_of(core)] == [kind]
    (core / "model" / kind).mkdir()
    assert [where for where, _ in faults_of(core)] == [kind]


def test_folder_without_a_model_is_refused_and_not_recognized(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path)) == 1
    with pytest.raises(FormatNotKnown):
        read_source(tmp_path)


def test_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path / "nowhere")) == 1


def test_link_out_of_the_folder_is_refused_and_not_followed(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    outside = tmp_path / "outside.yml"
    outside.write_text(model_files()["questions/SO-1-A.yml"], encoding="utf-8")
    (core / "model" / "questions" / "SO-1-A.yml").unlink()
    (core / "model" / "questions" / "SO-1-A.yml").symlink_to(outside)
    (core / "model" / "questions" / "lost.yml").symlink_to("nowhere")
    assert [where for where, _ in faults_of(core)] == ["questions/SO-1-A.yml", "questions/lost.yml"]


@pytest.mark.parametrize("linked", ["model", "model/questions"])
def test_folder_that_is_a_link_out_of_it_is_refused(tmp_path: Path, linked: str) -> None:
    core = write_model(tmp_path)
    shutil.move(core / linked, tmp_path / "elsewhere")
    (core / linked).symlink_to(tmp_path / "elsewhere")
    assert any("leads out of the folder" in what for _, what in faults_of(core))


def test_license_that_is_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (core / "license.txt").symlink_to(tmp_path / "secret")
    read = read_samm(core)
    assert read.frameworks[0].license is None
    assert "license.txt" in [note.where for note in read.notes]


def test_link_that_stays_in_the_folder_is_read(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    questions = core / "model" / "questions"
    shutil.move(questions / "SO-1-A.yml", core / "kept.yml")
    (questions / "SO-1-A.yml").symlink_to(core / "kept.yml")
    assert "G-SO-A-1-1" in read_samm(core).frameworks[0].practices


def test_too_many_files_and_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    core = write_model(tmp_path)
    monkeypatch.setattr(folder_module, "MOST_FILES", 10)
    assert "questions" in [where for where, _ in faults_of(core)]
    monkeypatch.setattr(folder_module, "MOST_FILES", 3_000)
    monkeypatch.setattr(folder_module, "MOST_BYTES", 5_000)
    assert any("too large together" in what for _, what in faults_of(core))


def test_of_very_many_faults_the_rest_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    core = write_model(tmp_path)
    for file in (core / "model" / "questions").iterdir():
        file.write_text("just words", encoding="utf-8")
    monkeypatch.setattr(core_module, "MOST_LISTED", 5)
    found = faults_of(core)
    assert (len(found), found[-1]) == (6, ("model", "There are 13 more faults."))


broken = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"a: &x 1\nb: *x\n", b"!!python/object:os.system {}\n", b"%YAML 1.1\n---\n", b"[" * 200, b"- a\n"]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(model_files())), content=broken, cut=st.integers(0, 400), whole=st.booleans())
def test_any_damage_is_read_or_refused_with_its_place(
    tmp_path: Path, name: str, content: bytes, cut: int, whole: bool
) -> None:
    core = tmp_path / "core"
    if not core.exists():
        write_model(tmp_path)
    file = core / "model" / name
    before = file.read_bytes()
    file.write_bytes(content if whole else before[:cut] + content + before[cut + len(content) :])
    try:
        read_samm(core)
    except FrameworkNotReadable as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)
    finally:
        file.write_bytes(before)


def test_file_in_place_of_a_folder_is_a_fault(tmp_path: Path) -> None:
    core = write_model(tmp_path)
    shutil.rmtree(core / "model" / "streams")
    (core / "model" / "streams").write_text("no folder", encoding="utf-8")
    assert faults_of(core) == [("streams", "The folder streams cannot be read: Not a directory.")]


def test_activity_between_two_practices_is_a_fault(tmp_path: Path) -> None:
    other = yaml.load(model_files()["practice_levels/WA-1.yml"], Loader=yaml.BaseLoader)["id"]
    given = changed("activities/SO-1-A.yml", level=other)
    what = "The stream and the level of the activity belong to different practices."
    assert faults_of(write_model(tmp_path, given)) == [("activities/SO-1-A.yml", what)]
