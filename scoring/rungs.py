"""The level of a set of practices that stand on rungs, as C2M2 and ISO/IEC 33020 judge: climbed, never averaged."""

from collections.abc import Iterable, Mapping, Sequence

from frameworks.model import Framework
from scoring.methods import Number, gate_matrix

METHOD = "gate_matrix"


def rung_reached(framework: Framework, counted: Mapping[str, Number], left_open: Iterable[str], top: int) -> int | None:
    """The highest rung up to `top` that nothing counted holds back; 0 = not even the first, None = nothing counts.

    Practices that are not applicable ask for nothing. A rung of which nothing but open practices is in scope is not
    reached: nobody has spoken of it. Rungs without any practice are no hindrance.
    """
    ids = list(counted)
    silent = _rungs(framework, left_open) - _rungs(framework, ids)
    highest = min((*(rung - 1 for rung in silent), top))
    required = [[least_step(framework, id_, rung) for id_ in ids] for rung in range(1, highest + 1)]
    return gate_matrix([counted[id_] for id_ in ids], required)


def least_step(framework: Framework, practice_id: str, rung: int) -> int:
    """The step that the practice must have reached before this rung is; the lowest where it stands above it."""
    own_rung, matrix = framework.practices[practice_id].rung or 0, framework.gate_matrix
    if matrix is None or own_rung > rung:
        return framework.scale.lowest
    return matrix.own if own_rung == rung else matrix.lower


def top_rung(framework: Framework, in_scope: Sequence[str]) -> int:
    """The highest rung that a practice in scope stands on; above it nothing can be reached."""
    return max(_rungs(framework, in_scope), default=0)


def _rungs(framework: Framework, ids: Iterable[str]) -> set[int]:
    return {framework.practices[id_].rung or 0 for id_ in ids}
