"""A register that somebody has damaged is refused with faults, never with a traceback of its own."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.errors import MaturityError
from frameworks.fields import Frozen
from frameworks.registers.figures import Figures
from frameworks.registers.law import Laws
from frameworks.registers.register import FOLDER, Pathways, load_register_file
from frameworks.registers.standing import TileMap

REGISTERS: list[tuple[str, type[Frozen]]] = [
    ("law", Laws),
    ("figures", Figures),
    ("pathways", Pathways),
    ("map", TileMap),
]
PIECES = ["\x00", "- ", ": ", "{", "]", '"', "*a", "&a", "!!python/object", "null", "2026-99-99", "\t", "9" * 400]


@pytest.mark.parametrize(("name", "model"), REGISTERS, ids=[name for name, _ in REGISTERS])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(chosen=st.data())
def test_damaged_register_is_read_or_refused_with_faults(
    tmp_path: Path, name: str, model: type[Frozen], chosen: st.DataObject
) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    # Short, so that many damages can be tried.
    text = text[: text.index("\n", min(len(text) - 2, 3_000)) + 1]
    for _ in range(chosen.draw(st.integers(1, 3))):
        place = chosen.draw(st.integers(0, len(text)))
        gone = chosen.draw(st.integers(0, 20))
        text = text[:place] + chosen.draw(st.sampled_from(PIECES)) + text[place + gone :]
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_register_file(path, model)
    except MaturityError as refused:
        assert refused.faults
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
