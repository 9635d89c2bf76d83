"""What is wrong with a document is told with its place, all of it at once; damaged files never end in anything else."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.document_faults import MOST_FAULTS
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.oscal.read_oscal import read_oscal
from frameworks.formats.oscal.write_catalog import write_oscal_catalog
from frameworks.kept import framework_content
from frameworks.loader import load_framework
from tests.frameworks.formats.oscal.samples import (
    Tree,
    catalog,
    control,
    group,
    part,
    profile,
    prop,
    statement,
    taking,
    withdrawn,
    written,
)
from tests.frameworks.fuzz_documents import Cut, cuts, damaged

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
CATALOG = catalog(
    group(
        "a",
        control(
            "a-1",
            control("a-1.1", **{"class": "rule-enhancement"}),
            params=[{"id": "p", "select": {"how-many": "one", "choice": ["x", "{{ insert: param, q }}"]}}],
            parts=[statement("After {{ insert: param, p }}:", part("item", "look")), part("guidance", "Turns.")],
            props=[prop("label", "A-1")],
            links=[{"href": "#a-2"}],
        ),
        withdrawn("a-2"),
    ),
    controls=[control("top")],
    **{"back-matter": {"resources": []}},
)
PROFILE = profile(
    {**taking("a-1", "a-1.1"), "exclude-controls": [{"matching": [{"pattern": "b*"}]}]},
    modify={
        "set-parameters": [{"param-id": "p", "values": ["x"]}],
        "alters": [{"control-id": "a-1", "removes": [{"by-name": "label"}], "adds": [{"parts": [part("item", "x")]}]}],
    },
)
MANY: dict[str, Any] = {
    "imports": [taking("a-1")] * 101,
    "exclude-controls": [{"matching": [{"pattern": "x"}] * 1_001}],
    "modify": {"alters": [{"control-id": "a", "adds": [{}] * 2_001}]},
}


def changed(tree: Tree, at: list[str | int], put: Any) -> Any:
    if not at:
        return put
    made = deepcopy(tree)
    here: Any = made
    for step in at[:-1]:
        here = here[step]
    if put == "-":
        del here[at[-1]]
    else:
        here[at[-1]] = MANY[str(at[-1])] if put == "many" else put
    return made


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind, cases in CASES.items() for case in cases],
    ids=lambda given: given if isinstance(given, str) else f"{given['at']} {given['what']}",
)
def test_fault_is_told_with_its_place(tmp_path: Path, kind: str, case: dict[str, Any]) -> None:
    tree = changed(CATALOG if kind == "catalog" else PROFILE, case["at"], case["put"])
    (tmp_path / "source.json").write_text(json.dumps({kind: tree}), encoding="utf-8")
    written(tmp_path, catalog=CATALOG)
    with pytest.raises(FrameworkNotReadable) as refused:
        read_oscal(tmp_path / "source.json")
    (fault,) = refused.value.faults
    assert case["what"] in fault.what
    assert fault.where.startswith("source.json") and fault.where.endswith(case["where"])
    assert fault.mend


def test_faults_are_listed_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    tree = catalog(group("a", *[{"title": "nameless"}] * 200))
    with pytest.raises(FrameworkNotReadable) as refused:
        read_oscal(written(tmp_path, catalog=tree) / "catalog.json")
    assert len(refused.value.faults) == MOST_FAULTS


def read_or_refuse(folder: Path, name: str) -> None:
    """What comes out can be kept, loaded and written; what is refused is said in words."""
    try:
        made = read_oscal(folder / name)
    except FrameworkNotReadable as refused:
        assert refused.faults
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
        assert str(refused).replace("\n", "").isprintable()
        return
    for framework in made.frameworks:
        target = folder / "kept" / "framework.json"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(framework_content(framework))
        assert load_framework(str(target.parent)) == framework
        json.loads(write_oscal_catalog(framework).content)


def paths_in(tree: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [here, *(path for key, value in below for path in paths_in(value, (*here, key)))]


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ", "a-1", "{{ insert: param, p }}", "{{p}}", "\x1b[2J", "‮", "x" * 3_000, "a\nb", "\x85"]),
)  # fmt: skip
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.sampled_from(["id", "prose"]), SCALARS))
fuzzed = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def mutated(draw: Callable[[Any], Any], tree: Tree) -> Tree:
    made = deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths_in(made)[1:]))
        here: Any = made
        for step in path[:-1]:
            here = here[step]
        if draw(st.booleans()):
            here[path[-1]] = draw(VALUES)
        else:
            del here[path[-1]]
        if len(paths_in(made)) < 2:
            break
    return made


@fuzzed
@given(mutated(CATALOG))
def test_mutated_catalog_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, tree: Tree) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    (folder / "catalog.json").write_text(json.dumps({"catalog": tree}), encoding="utf-8")
    read_or_refuse(folder, "catalog.json")


@fuzzed
@given(mutated(PROFILE), mutated(CATALOG))
def test_mutated_profile_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, tree: Tree, base: Tree) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    (folder / "profile.json").write_text(json.dumps({"profile": tree}), encoding="utf-8")
    (folder / "catalog.json").write_text(json.dumps({"catalog": base}), encoding="utf-8")
    read_or_refuse(folder, "profile.json")


@fuzzed
@given(cuts)
def test_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, cuts: list[Cut]) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "catalog.json").write_bytes(damaged(json.dumps({"catalog": CATALOG}).encode(), cuts))
    read_or_refuse(folder, "catalog.json")
