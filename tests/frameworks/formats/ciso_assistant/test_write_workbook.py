"""Libraries as workbooks: what a sheet can hold comes back, and what it cannot is said."""

from pathlib import Path

from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.write_library import as_fields
from frameworks.formats.ciso_assistant.write_workbook import write_ciso_workbook
from frameworks.formats.formats import write_framework
from frameworks.loader import load_framework
from frameworks.model import Framework
from tests.frameworks.formats.ciso_assistant.libraries import ODD, library, read_tree_of_library
from tests.frameworks.formats.ciso_assistant.test_workbook_library import SHEETS, written


def again(framework: Framework, folder: Path) -> Framework:
    file = folder / "again.xlsx"
    file.write_bytes(write_ciso_workbook(framework).content)
    return read_ciso_assistant(file).frameworks[0]


def noted(framework: Framework) -> list[str]:
    """What the export says of the workbook, beside what no library carries."""
    return [note.what for note in write_ciso_workbook(framework).notes if "workbook" in note.what]


def test_workbook_comes_back_as_it_was(tmp_path: Path) -> None:
    (framework,) = read_ciso_assistant(written(tmp_path, SHEETS)).frameworks
    back = again(framework, tmp_path)
    assert back.practices.keys() == framework.practices.keys()
    for mine, other in zip(framework.practices.values(), back.practices.values(), strict=True):
        assert mine == other
    assert (back.domains, back.scale, back.presets) == (framework.domains, framework.scale, framework.presets)


def test_library_in_yaml_keeps_its_tree_scales_groups_and_questions_in_a_workbook(tmp_path: Path) -> None:
    (framework,) = read_ciso_assistant(ODD).frameworks
    back = again(framework, tmp_path)
    assert (back.key, back.title, back.summary, back.license) == (
        framework.key,
        framework.title,
        framework.summary,
        framework.license,
    )
    assert back.scale == framework.scale
    assert back.presets == framework.presets
    for mine, other in zip(framework.practices.values(), back.practices.values(), strict=True):
        assert (mine.id, mine.title, mine.intent, mine.weight, mine.tip, mine.evidence, mine.scale) == (
            *(other.id, other.title, other.intent, other.weight, other.tip, other.evidence),
            other.scale,
        )
        assert [(q.text, q.kind, [(c.text, c.points) for c in q.choices]) for q in mine.questions] == [
            (q.text, q.kind, [(c.text, c.points) for c in q.choices]) for q in other.questions
        ]
        assert mine.origin is not None
        assert other.origin is not None
        assert mine.origin.id.lower() == other.origin.id.lower()
    assert noted(framework) == [
        "Not carried by a workbook as it stands: requirement_nodes > depends_on (1), requirement_nodes > depth (2), "
        "requirement_nodes > questions > choices > urn (2), requirement_nodes > questions > depends_on (1), "
        "requirement_nodes > questions > urn (2).",
        "CISO Assistant takes no workbook with implementation groups that are not defined: gone.",
    ]


def test_our_own_framework_comes_back_from_a_workbook(tmp_path: Path) -> None:
    ours = load_framework("safer-by-design@1.0")
    exported = write_framework(ours, "ciso-assistant-xlsx")
    assert exported.content == write_ciso_workbook(ours).content
    back = again(ours, tmp_path)
    assert back.scale == ours.scale
    assert [(one.id, one.title, one.intent) for one in back.practices.values()] == [
        (one.id, one.title, one.intent) for one in ours.practices.values()
    ]
    assert any("floors" in note.what for note in exported.notes)


def test_text_longer_than_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    node = {"id": "a", "assessable": True, "description": "word " * 8_000}
    (framework,) = read_tree_of_library(library([node]), tmp_path).frameworks
    exported = write_ciso_workbook(framework)
    assert any("Cut at 32,767 characters" in note.what for note in exported.notes)
    assert len(again(framework, tmp_path).practices["a"].intent) > 32_000


def test_threats_of_several_lists_share_the_beginning_of_their_urns(tmp_path: Path) -> None:
    tree = library([{"id": "a", "assessable": True}], min_score=1, max_score=4)
    urns = ["urn:x:risk:threat:a:one", "urn:x:risk:threat:b:two"]
    tree["objects"]["threats"] = [{"urn": urn, "ref_id": urn[-3:], "name": "Rain"} for urn in urns]
    (framework,) = read_tree_of_library(tree, tmp_path).frameworks
    origin = again(framework, tmp_path).origin
    assert origin is not None
    objects = as_fields(origin.kept["objects"])
    assert [as_fields(one)["urn"] for one in objects["threats"]] == urns
