"""Libraries that are broken or made to do harm are read or refused in words, quickly, and never half."""

import io
import zipfile
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.documents import read_tree
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.formats.ciso_assistant.write_library import write_ciso_assistant
from frameworks.formats.ciso_assistant.write_workbook import write_ciso_workbook
from frameworks.kept import keep_imported
from frameworks.loader import load_framework
from tests.frameworks.formats.ciso_assistant.libraries import KEPT, ODD, library, read_tree_of_library
from tests.frameworks.formats.ciso_assistant.test_workbook_library import SHEETS, written

TREE = read_tree(ODD, "odd", "yaml")
SOUND = ODD.read_bytes()
ANYTHING = KEPT | st.sampled_from([{}, [], [[]], {"a": {"b": []}}, 10**17, -1, 1e300, "x" * 70_000, [None], [{}]])


def steps_of(tree: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [steps, *(path for key, one in inner for path in steps_of(one, (*steps, key)))]


PLACES = steps_of(TREE)[1:]


def changed(tree: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """The tree with something else at a place."""
    key, rest = steps[0], steps[1:]
    made = dict(tree) if isinstance(tree, dict) else list(tree)
    made[key] = changed(tree[key], rest, value) if rest else value
    return made


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), ANYTHING)
def test_library_with_anything_at_any_place_is_read_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, steps: tuple[Any, ...], value: Any
) -> None:
    folder = tmp_path_factory.mktemp("library")
    try:
        imported = read_tree_of_library(changed(TREE, steps, value), folder)
    except FrameworkNotReadable as refused:
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
        return
    kept = keep_imported(imported, folder / "kept")
    for place, framework in zip(kept, imported.frameworks, strict=True):
        assert load_framework(str(place), ()) == framework
        write_ciso_assistant(framework)
        write_ciso_workbook(framework)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SOUND)), st.binary(max_size=40), st.integers(0, 60))
def test_library_with_bytes_otherwise_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, piece: bytes, gone: int
) -> None:
    file = tmp_path_factory.mktemp("library") / "a.yaml"
    file.write_bytes(SOUND[:place] + piece + SOUND[place + gone :])
    try:
        read_ciso_assistant(file)
    except FrameworkNotReadable as refused:
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_workbook_with_cells_otherwise_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    sheets = {name: [list(cells) for cells in rows] for name, rows in SHEETS.items()}
    rows = sheets[data.draw(st.sampled_from(list(sheets)))]
    cells = rows[data.draw(st.integers(0, len(rows) - 1))]
    odd = st.sampled_from(["", "x", "-1", "9" * 30, "a,b", "1:1", "=1/0", "|", "\n/", None, 1.5, True, 10**15])
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(odd)
    try:
        read_ciso_assistant(written(tmp_path_factory.mktemp("library"), sheets))
    except FrameworkNotReadable as refused:
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)


def test_library_of_many_nodes_is_quick_and_one_of_too_many_is_refused(tmp_path: Path) -> None:
    nodes = [{"id": "h", "assessable": False}]
    nodes += [{"id": f"n{n}", "under": "h", "assessable": True, "ref_id": "same", "name": "x"} for n in range(6_000)]
    before = process_time()
    (framework,) = read_tree_of_library(library(nodes), tmp_path).frameworks
    assert len(framework.practices) == 6_000
    assert process_time() - before < 15
    file = tmp_path / "bomb.yaml"
    file.write_bytes(b"objects:\n" + b"- {a: b}\n" * 200_000)
    with pytest.raises(FrameworkNotReadable, match="values"):
        read_ciso_assistant(file)


def test_workbook_that_is_an_archive_of_anything_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escape.xml", b"\0" * 60_000_000)
    file = tmp_path / "a.xlsx"
    file.write_bytes(out.getvalue())
    with pytest.raises(FrameworkNotReadable, match="40 MB unpacked"):
        read_ciso_assistant(file)
