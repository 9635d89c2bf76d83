"""How cases of a trend across versions are computed: levels of an earlier version, and what each practice takes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.model import Framework
from scoring.restated import restate_trend
from scoring.trend import trace_trend
from tests.scoring.small_framework import framework_of, practice_tree
from tests.scoring.test_restated import snapshot
from tests.spec.cases import Case, CaseFile

DAYS = date(2026, 3, 31), date(2026, 6, 30)


def restated(_: CaseFile, case: Case) -> dict[str, Any]:
    """The claimed average as reported and as restated, with the interval that is left open."""
    levels, takes = case.input["levels"], case.input["takes"]
    old, new = _framework(levels, "1.0"), _framework(takes, "1.1")
    known = {id_: level for id_, level in levels.items() if level is not None}
    taken = [snapshot(DAYS[0], known, old), snapshot(DAYS[1], dict.fromkeys(takes, 1), new)]
    walk = _file(takes).shares()
    trend = restate_trend(trace_trend(taken), new, {old.key: (old, walk)})
    [point] = trend.restated["overall"]
    return {
        "reported": trend.overall.points[0].claimed,
        "restated": point.claimed,
        "low": point.low,
        "high": point.high,
    }


def restated_words(given: Mapping[str, Any]) -> str:
    """The levels, then what each practice of the newer version comes from."""
    levels = ", ".join(f"{id_} {'not answered' if level is None else level}" for id_, level in given["levels"].items())
    takes = ", ".join(f"{id_} from {' and '.join(of) or 'nothing'}" for id_, of in given["takes"].items())
    return f"{levels}<br>{takes}"


def _framework(ids: Mapping[str, Any], version: str) -> Framework:
    full = [{"id": "full", "title": "Full", "summary": "."}]
    return framework_of({"D": [practice_tree(id_) for id_ in ids]}, version=version, presets=full)


def _file(takes: Mapping[str, Mapping[str, int]]) -> CrosswalkFile:
    said = {"basis": "judgement", "reason": "For a case."}
    return CrosswalkFile.model_validate(
        {
            "schema_version": 1,
            "from": "small@1.0",
            "to": "small@1.1",
            "dated": "2026-06-30",
            **said,
            "mappings": [
                {"from": source, "to": id_, "relation": "intersects", "parts": parts, "reason": "For a case."}
                for id_, sources in takes.items()
                for source, parts in sources.items()
            ],
            "not_covered": [
                {"practice": id_, "side": "to", "reason": "New."} for id_, sources in takes.items() if not sources
            ],
        }
    )
