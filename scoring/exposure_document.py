"""What stands against the threats as a tree of plain values: what `threats --json` prints."""

from collections.abc import Sequence
from typing import Any

from scoring.exposure import Cell, ChallengeView, Exposure, Posture, ThreatLens, ThreatView
from scoring.score_document import as_plain, bounded_as_plain

Tree = dict[str, Any]


def exposure_as_published(lens: ThreatLens) -> Tree:
    """All threats and challenges by stage, and the posture; fractions become the nearest float.

    The index and the shares run from 0 to 1. An index that is withheld has no ends: its table says more.
    """
    return {
        "threats": [_threat(view) for view in lens.threats],
        "challenges": [_challenge(view) for view in lens.challenges],
        "posture": _posture(lens.posture),
    }


def _threat(view: ThreatView) -> Tree:
    return {"id": view.id, "stages": _stages(view.cells), "exposure": _index(view.exposure)}


def _challenge(view: ChallengeView) -> Tree:
    return {"id": view.id, "stages": _stages(view.cells), "mean": bounded_as_plain(view.mean)}


def _stages(cells: Sequence[Cell]) -> Tree:
    return {
        cell.stage: {
            "state": cell.state,
            "counting": list(cell.counting),
            "open": list(cell.open),
            "practices": [
                {"practice": layer.practice_id, "state": layer.state, "level": layer.level} for layer in cell.layers
            ],
        }
        for cell in cells
    }


def _index(exposure: Exposure | None) -> Tree | None:
    if exposure is None:
        return None
    withheld = exposure.is_withheld
    return {
        "low": None if withheld else as_plain(exposure.low),
        "high": None if withheld else as_plain(exposure.high),
        "withheld": withheld,
    }


def _posture(posture: Posture) -> Tree:
    return {name: as_plain(getattr(posture, name)) for name in ("earned", "available", "tilt", "low", "high")}
