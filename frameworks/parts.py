"""What can be read of a framework's files, whole or not, so that one fault does not hide the others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeGuard, TypeVar

from pydantic import ValidationError

from frameworks.fields import PART_ID_PATTERN, Frozen
from frameworks.model import Domain, Framework, Gate, GateMatrix, Practice, Preset, Target, TargetProfile
from frameworks.plain_faults import Steps
from frameworks.scale import Scale

_Model = TypeVar("_Model", bound=Frozen)


@dataclass(frozen=True)
class Parts:
    """The parts that are sound by themselves, each with the steps that lead to it, and every id that is named."""

    scale: Scale | None
    gate: Gate | None
    gate_matrix: GateMatrix | None
    target: Target | None
    target_profiles: Mapping[Steps, TargetProfile]
    presets: Mapping[Steps, Preset]
    domains: Mapping[Steps, Domain]
    """Of a framework with faults none: its groups cannot be told from faults elsewhere."""
    practices: Mapping[Steps, Practice]
    ids: Mapping[str, Mapping[Steps, str]]
    """Of `domains`, `practices`, `presets`, `target_profiles`, `owners`, `evidence_kinds`, `sources`, sound or not."""
    takes_words: bool
    """Whether its practices take the words of their scale: an outline, or an imported framework."""
    is_outline: bool
    is_whole: bool
    """Whether every file could be read; else no practice can be called unknown."""
    lacks_gate_matrix: bool
    """Whether it is scored by rungs without saying how."""

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """The ids of each kind."""
        return {kind: frozenset(ids.values()) for kind, ids in self.ids.items()}


def parts_of(tree: Mapping[Any, Any], framework: Framework | None, is_whole: bool) -> Parts:
    """The parts of a framework; of one with faults, those that have none."""
    practices = dict(_practice_trees(tree))
    presets = dict(_entries(tree, ("presets",)))
    profiles = dict(_entries(tree, ("target_profiles",)))
    ids = {
        "domains": _ids(dict(_entries(tree, ("domains",)))),
        "practices": _ids(practices),
        "presets": _ids(presets),
        "target_profiles": _ids(profiles),
        "owners": _ids(dict(_entries(tree, ("owners",)))),
        "evidence_kinds": _keys(tree.get("evidence_kinds")),
        "sources": {steps: source for steps, source in _entries(tree, ("sources",)) if _is_id(source)},
    }
    lacks_gate_matrix = tree.get("method") == "gate_matrix" and tree.get("gate_matrix") is None
    if framework is not None:
        return Parts(
            framework.scale,
            framework.gate,
            framework.gate_matrix,
            framework.target,
            dict(zip(profiles, framework.target_profiles, strict=True)),
            dict(zip(presets, framework.presets, strict=True)),
            {("domains", number): domain for number, domain in enumerate(framework.domains)},
            dict(zip(practices, (p for domain in framework.domains for p in domain.practices), strict=True)),
            ids,
            framework.takes_words_of_the_scale,
            framework.is_outline,
            is_whole,
            lacks_gate_matrix,
        )
    return Parts(
        _sound(Scale, tree.get("scale")),
        _sound(Gate, tree.get("gate")),
        _sound(GateMatrix, tree.get("gate_matrix")),
        _sound(Target, tree.get("target")),
        {steps: profile for steps, entry in profiles.items() if (profile := _sound(TargetProfile, entry))},
        {steps: preset for steps, entry in presets.items() if (preset := _sound(Preset, entry))},
        {},
        {steps: practice for steps, entry in practices.items() if (practice := _sound(Practice, entry))},
        ids,
        tree.get("is_outline") is True or tree.get("origin") is not None,
        tree.get("is_outline") is True,
        is_whole,
        lacks_gate_matrix,
    )


def _practice_trees(tree: Mapping[Any, Any]) -> Iterator[tuple[Steps, Any]]:
    for steps, domain in _entries(tree, ("domains",)):
        if isinstance(domain, dict):
            yield from _entries(domain, (*steps, "practices"))


def _entries(tree: Mapping[Any, Any], steps: Steps) -> Iterator[tuple[Steps, Any]]:
    found = tree.get(steps[-1])
    for number, entry in enumerate(found if isinstance(found, list) else ()):
        yield (*steps, number), entry


def _ids(entries: Mapping[Steps, Any]) -> dict[Steps, str]:
    named = {steps: entry.get("id") for steps, entry in entries.items() if isinstance(entry, dict)}
    return {(*steps, "id"): id_ for steps, id_ in named.items() if _is_id(id_)}


def _keys(found: Any) -> dict[Steps, str]:
    keys = found if isinstance(found, dict) else ()
    return {("evidence_kinds", key): key for key in keys if _is_id(key)}


def _is_id(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and bool(re.fullmatch(PART_ID_PATTERN, value))


def _sound(model: type[_Model], tree: Any) -> _Model | None:
    try:
        return model.model_validate(tree)
    except ValidationError:
        return None
