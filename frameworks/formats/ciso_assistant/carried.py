"""What of a framework a library carries, and in which field; what it does not carry is said when it is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frameworks.fields import Frozen
from frameworks.formats.imported import Note
from frameworks.model import Framework

CARRIED: Mapping[str, str] = {
    "Framework.id": "`ref_id` of framework and library",
    "Framework.version": "`version` of the library",
    "Framework.title": "`name`",
    "Framework.summary": "`description`",
    "Framework.dated": "`publication_date` of the library",
    "Framework.license": "`copyright` of the library",
    "Framework.scale": "`min_score`, `max_score`, `scores_definition`; 0 to 100 where a library has none",
    "Framework.presets": "`implementation_groups_definition`; the preset that holds everything is choosing none",
    "Framework.domains": "`requirement_nodes` without `parent_urn`",
    "Framework.origin": "`urn`; whatever else a library says is kept, and written again",
    "Preset.id": "`ref_id`",
    "Preset.title": "`name`",
    "Preset.summary": "`description`",
    "Preset.practices": "`implementation_groups` of the nodes",
    "Preset.kinds": "`implementation_groups` of the nodes that apply to one of the kinds",
    "Domain.id": "`ref_id`",
    "Domain.title": "`name`",
    "Domain.summary": "`description`",
    "Domain.weight": "`weight`",
    "Domain.practices": "nodes with `assessable: true`",
    "Domain.children": "nodes with `assessable: false`, by `parent_urn` and `depth`",
    "Domain.origin": "`urn`, and what is kept beside it",
    "Group.id": "`ref_id`",
    "Group.title": "`name`",
    "Group.summary": "`description`",
    "Group.weight": "`weight`",
    "Group.practices": "`parent_urn` of the nodes",
    "Group.children": "`parent_urn` of the nodes",
    "Group.origin": "`urn`, and what is kept beside it",
    "Practice.id": "`ref_id` where no other practice has it, else the last part of `urn`, or as many of its last parts "
    "as no other practice ends in",
    "Practice.title": "`name`; where there is none the beginning of `description`, the first question or `ref_id`",
    "Practice.intent": "`description`",
    "Practice.weight": "`weight`",
    "Practice.scale": "`min_score`, `max_score`, `scores_definition` of the node, also by `scores_definition_ref`",
    "Practice.levels": "`annotation`, after the tip, where they say more than the scale",
    "Practice.questions": "`questions`",
    "Practice.evidence": "`typical_evidence`, one on each line",
    "Practice.tip": "`annotation`",
    "Practice.origin": "`urn`, and what is kept beside it",
    "ScaleLevel.number": "`score`",
    "ScaleLevel.title": "`name`",
    "ScaleLevel.summary": "`description`",
    "Question.id": "key of the question",
    "Question.kind": "`type`",
    "Question.text": "`text`",
    "Question.choices": "`choices`",
    "Question.kept": "every other field of the question",
    "Choice.id": "`urn`",
    "Choice.text": "`value`",
    "Choice.points": "`add_score`",
    "Choice.kept": "every other field of the choice",
}
NOT_CARRIED: Mapping[str, str] = {
    "Framework.schema_version": "the shape of our files",
    "Framework.lifecycle": "whether the framework is a draft, released or retired",
    "Framework.is_outline": "that the framework is an outline",
    "Framework.caveats": "what a reader should know before trusting a number",
    "Framework.sources": "sources of the framework",
    "Framework.method": "the scoring method",
    "Framework.gate": "the gate of a domain's level",
    "Framework.gate_matrix": "the gate matrix",
    "Framework.evidence_kinds": "how long evidence counts",
    "Framework.review": "how long a review counts",
    "Framework.recheck": "when to look again at what is not applicable",
    "Framework.target": "the target level",
    "Framework.target_profiles": "target profiles",
    "Framework.detectable_change": "the least change that can be told from chance",
    "Framework.judgements": "why fields hold the values they hold",
    "Framework.owners": "owner roles",
    "Domain.short": "the short title of a domain",
    "Domain.question": "the question of a domain",
    "Domain.is_pillar": "which domains are pillars",
    "Practice.protects": "what a practice protects",
    "Practice.applies_to": "kinds of service a practice applies to",
    "Practice.threats": "threats of our register",
    "Practice.challenges": "challenges of our register",
    "Practice.stages": "stages",
    "Practice.owner": "owners",
    "Practice.floor": "floors",
    "Practice.rung": "rungs",
    "Practice.evidence_kind": "kinds of evidence",
    "Practice.why_half_life": "why evidence counts so long",
    "Practice.effort": "effort",
    "Practice.why_effort": "reasons for the effort",
    "Practice.prerequisites": "prerequisites",
    "Practice.effectiveness": "effectiveness against threats",
    "Practice.why_effectiveness": "reasons for the effectiveness",
    "Practice.proactive": "shares of effect before harm",
    "Practice.why_proactive": "reasons for these shares",
    "Practice.references": "references to other lists",
    "Practice.illustrations": "illustrations",
    "Practice.source": "sources of an item",
    "Practice.grade": "grades of a source",
    "Practice.addressees": "addressees",
    "ScaleLevel.value": "values of levels other than their number",
}
_ALWAYS = frozenset({"schema_version", "lifecycle", "short", "question", "evidence_kind"})
"""Fields that say nothing a reader of the library would miss."""
_STANDING_IN = frozenset({"gate", "evidence_kinds", "review", "recheck", "target", "detectable_change", "caveats"})
"""Fields that an import fills in."""


def notes_of(framework: Framework) -> tuple[Note, ...]:
    """What the framework says that its library does not carry."""
    domains, practices = framework.domains, list(framework.practices.values())
    scales = [framework.scale, *(one.scale for one in practices if one.scale is not None)]
    levels = [level for scale in scales for level in scale.levels]
    named = [
        *_named("Framework", [framework], skipped=_STANDING_IN if framework.origin is not None else frozenset()),
        *_named("Domain", domains, skipped=frozenset({"short", "question"})),
        *_named("Practice", practices),
        *_named("ScaleLevel", levels),
    ]
    return tuple(Note(framework.key, f"Not carried: {words}.") for words in named)


def _named(kind: str, parts: Sequence[Frozen], skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Each field that is not carried, with the number of parts that fill it."""
    for name, words in NOT_CARRIED.items():
        owner, field = name.split(".")
        if owner == kind and field not in _ALWAYS | skipped:
            number = sum(_says_something(part, field) for part in parts)
            if number:
                yield words if kind == "Framework" else f"{words} ({number} {_PLURAL[kind]})"


_PLURAL = {"Domain": "domains", "Practice": "practices", "ScaleLevel": "levels"}


def _says_something(part: Frozen, field: str) -> bool:
    value: Any = getattr(part, field)
    if field == "method":
        return bool(value != "mean")
    return value not in (None, False, (), {})


def carried_table() -> str:
    """The fields that are carried, as a table for the documentation."""
    rows = [f"| {name.replace('.', ': ').lower()} | {where} |" for name, where in CARRIED.items()]
    return "\n".join(["| In Safermark | In a library |", "|---|---|", *rows, ""])


def not_carried_list() -> str:
    """What is not carried, as a list for the documentation."""
    return "".join(f"- {words}\n" for words in NOT_CARRIED.values())
