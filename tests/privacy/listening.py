"""An attacker at the operator's elbow: what a command writes to its streams, to every log and as warnings."""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from dashboard.cli import run
from tests.peer_pools import POOL
from tests.privacy.file_attacks import IN, OUT, Worlds
from tests.privacy.readings import Reading, read_all
from tests.privacy.stages import Stage

Heard = dict[str, bytes]


@contextmanager
def listening() -> Iterator[Heard]:
    """Filled when the block ends: standard output, standard error, all loggers at their lowest level, warnings."""
    heard: Heard = {}
    out, err, log = io.StringIO(), io.StringIO(), io.StringIO()
    with (
        _every_logger(log),
        warnings.catch_warnings(record=True) as warned,
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        warnings.simplefilter("always")
        yield heard
    said = {"out": out.getvalue(), "err": err.getvalue(), "log": log.getvalue()}
    said["warnings"] = "\n".join(str(one.message) for one in warned)
    heard.update({name: text.encode() for name, text in said.items()})


@contextmanager
def _every_logger(log: io.StringIO) -> Iterator[None]:
    handler = logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    named = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = {one: (one.level, one.disabled) for one in (logging.root, *named)}
    deaf = [logging.root, *(one for one in named if not one.propagate)]
    for one in before:
        one.setLevel(logging.DEBUG)
        one.disabled = False
    for one in deaf:
        one.addHandler(handler)
    try:
        yield
    finally:
        for one in deaf:
            one.removeHandler(handler)
        for one, (level, is_disabled) in before.items():
            one.setLevel(level)
            one.disabled = is_disabled


def command(stage: Stage, *arguments: object) -> int:
    """The exit code of one command on the store of a stage."""
    return run([*map(str, arguments), "--store", str(stage.workspace.store.path)])


def hears_a_release(stage: Stage, file: Path) -> Worlds:
    """The operator releases on the command line: file, second place and all that is said meanwhile are read."""

    def trial(state: str) -> Reading:
        stage.set_back(state)
        with listening() as heard:
            code = command(stage, "pool", "release", POOL, "--out", file)
        assert code == 0, heard["err"]
        return read_all({"release": file.read_bytes(), "witness": stage.witness.read_bytes(), **heard})

    return lambda _: (lambda: trial(IN), lambda: trial(OUT))
