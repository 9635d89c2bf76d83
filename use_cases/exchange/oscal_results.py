"""An assessment as OSCAL assessment-results: a finding for each answered practice, maturity in props of our own."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from frameworks.formats.oscal.write_catalog import controls_of
from frameworks.model import Practice
from scoring.assessment import Answer
from scoring.methods import Number
from scoring.scores import PracticeScore, Score
from scoring.targets import wanted_level
from use_cases.exchange.oscal_parts import (
    Tree,
    as_content,
    control_id,
    day,
    line,
    metadata,
    moment,
    named_ids,
    prop,
    target_of,
    uuid_of,
)
from use_cases.open_assessment import OpenAssessment

KIND = "assessment-results"
_WITHOUT_FINDING = {
    "not_applicable": "not-applicable",
    "not_known": "not-known",
    "unanswered": "unanswered",
    "out_of_scope": "out-of-scope",
}


def results_content(opened: OpenAssessment, by: str) -> bytes:
    """The file. The same answers on the same day give the same one."""
    return as_content(KIND, results_of(opened, by))


def results_of(opened: OpenAssessment, by: str) -> Tree:
    """The document as a tree."""
    title = f"{opened.organization.name}: {opened.framework.title}"
    plan = uuid_of("plan", opened.header.id)
    changed = [answer.at for answer in opened.assessment.answers if answer.at is not None]
    return {
        "uuid": uuid_of(KIND, opened.header.id, opened.on.isoformat()),
        "metadata": metadata(
            title, opened.framework, opened.organization.name, max(changed, default=opened.header.started_at), by
        ),
        "import-ap": {"href": f"#{plan}"},
        "results": [_result(opened)],
        "back-matter": {
            "resources": [
                {
                    "uuid": plan,
                    "title": "Self-assessment",
                    "description": f"No plan was written apart: every practice of {opened.framework.key} in scope.",
                }
            ]
        },
    }


def _result(opened: OpenAssessment) -> Tree:
    controls = controls_of(opened.framework)
    scores = {one.id: one for one in opened.scorecard.practices}
    answered = [id_ for id_, score in scores.items() if score.state == "answered"]
    in_scope = [id_ for id_, score in scores.items() if score.state != "out_of_scope"]
    observations = [_observation(opened, id_) for id_ in answered]
    findings = [_finding(opened, scores[id_], controls[id_]) for id_ in answered]
    # Where nothing is in scope, OSCAL asks for a selection all the same.
    reviewed = named_ids(control_id(controls[id_]) for id_ in answered or in_scope or scores)
    made: Tree = {
        "uuid": uuid_of("result", opened.header.id, opened.on.isoformat()),
        "title": line(f"{opened.framework.title} on {opened.on.isoformat()}"),
        "description": "What the organization says of each practice, with the evidence it points to.",
        "start": moment(opened.header.started_at),
        "end": moment(datetime.combine(opened.on, time.max.replace(microsecond=0), UTC)),
        "props": [*_props_of_whole(opened), *_without_finding(opened, scores, controls)],
        "reviewed-controls": {"control-selections": [{"include-controls": reviewed}]},
        "remarks": "Levels are claimed by the organization; evidenced levels say how far evidence in date backs them.",
    }
    return made | ({"observations": observations, "findings": findings} if findings else {})


def _props_of_whole(opened: OpenAssessment) -> Iterator[Tree]:
    scorecard = opened.scorecard
    yield prop("method", scorecard.overall.method)
    yield prop("scoring-version", scorecard.scoring_version)
    yield from _props_of_score("overall", scorecard.overall, None)
    for domain in scorecard.domains:
        yield from _props_of_score("domain", domain.score, domain.id)


def _props_of_score(name: str, score: Score, id_: str | None) -> Iterator[Tree]:
    """The level claimed, what evidence backs of it, and the share of the weight that is answered."""
    numbers = {
        "level": score.headline.value,
        "evidenced-level": score.evidence.evidenced,
        "coverage": score.coverage,
    }
    for kind, number in numbers.items():
        if number is not None:
            yield prop(f"{name}-{kind}", _number(number), remarks=id_)


def _without_finding(
    opened: OpenAssessment, scores: Mapping[str, PracticeScore], controls: Mapping[str, Tree]
) -> Iterator[Tree]:
    """A prop for each practice that no level is claimed of, with the reason where one was given."""
    answers = opened.assessment.by_practice
    for id_, score in scores.items():
        if name := _WITHOUT_FINDING.get(score.state):
            answer = answers.get(id_)
            reason = (answer.reason or answer.note) if answer else ""
            yield prop(name, control_id(controls[id_]), remarks=reason or None)


def _observation(opened: OpenAssessment, id_: str) -> Tree:
    answer = opened.assessment.by_practice[id_]
    collected = moment(answer.at) if answer.at else day(answer.on or opened.on)
    made: Tree = {
        "uuid": _uuid(opened, "observation", id_),
        "title": line(f"{id_} {opened.framework.practices[id_].title}"),
        "description": answer.note or "The organization has answered without a note.",
        "methods": ["EXAMINE" if answer.evidence else "UNKNOWN"],
        "types": ["control-objective"],
        "collected": collected,
    }
    return made | ({"relevant-evidence": list(_evidence(opened, answer))} if answer.evidence else {})


def _evidence(opened: OpenAssessment, answer: Answer) -> Iterator[Tree]:
    scale = opened.framework.scale_of(answer.practice)
    for one in answer.evidence:
        props = [prop("dated", one.date.isoformat()), prop("supports-level", scale.value_of(one.level))]
        made: Tree = {"description": one.title, "props": props}
        yield {"href": one.link, **made} if one.link else made


def _finding(opened: OpenAssessment, score: PracticeScore, control: Tree) -> Tree:
    """Satisfied where the level that is wanted has been reached."""
    practice = opened.framework.practices[score.id]
    wanted = wanted_level(score, opened.framework, opened.targets)
    is_reached = score.level is not None and score.level >= wanted
    return {
        "uuid": _uuid(opened, "finding", score.id),
        "title": line(f"{score.id} {practice.title}"),
        "description": practice.levels.get(score.level or 0) or practice.title,
        "props": list(_props_of_practice(opened, practice, score, wanted)),
        "target": {
            **target_of(control),
            "status": {
                "state": "satisfied" if is_reached else "not-satisfied",
                "reason": "pass" if is_reached else "fail",
            },
        },
        "related-observations": [{"observation-uuid": _uuid(opened, "observation", score.id)}],
    }


def _props_of_practice(opened: OpenAssessment, practice: Practice, score: PracticeScore, wanted: int) -> Iterator[Tree]:
    scale = opened.framework.scale_of(practice.id)
    yield prop("practice", practice.id)
    yield prop("claimed-level", scale.value_of(score.level or 0))
    if score.evidenced is not None:
        yield prop("evidenced-level", _number(score.evidenced))
    if score.reviewed is not None:
        yield prop("reviewed-level", _number(score.reviewed))
    yield prop("target-level", scale.value_of(wanted))
    yield prop("lowest-level", scale.value_of(scale.lowest))
    yield prop("highest-level", scale.value_of(scale.highest))


def _uuid(opened: OpenAssessment, kind: str, id_: str) -> str:
    return uuid_of(kind, opened.header.id, opened.on.isoformat(), id_)


def _number(number: Number) -> str:
    return f"{float(number):.4f}".rstrip("0").rstrip(".")
