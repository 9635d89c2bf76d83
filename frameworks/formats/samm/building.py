"""A framework made of a SAMM model, whether it comes from a folder or from a toolbox."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frameworks.formats.building import (
    EVIDENCE_KIND,
    LONGEST_SHORT,
    build_framework,
    defaults,
    plain_id,
    plain_text,
    shortened,
    title_of,
)
from frameworks.formats.imported import Note
from frameworks.model import Domain, Framework, Group, Practice
from frameworks.origin import Format, Origin
from frameworks.scale import Scale, ScaleLevel

FORMAT: Format = "samm"
SUMMARY = (
    "The Software Assurance Maturity Model of OWASP: practices with streams, and a question for each level of them."
)
LONGEST_INTENT = 20_000
CAVEAT = (
    "Scored by the rule of SAMM: each level of a practice adds the mean of its streams, whether or not the level "
    "below it is reached."
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a function, practice or stream says of itself."""

    title: str
    summary: str = ""
    id: str = ""
    """The source's own."""
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return Origin(format=FORMAT, id=self.id, kept=dict(self.kept))


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream with its questions, in order."""

    letter: str
    head: Head
    questions: Sequence[Practice]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A function, or a practice of one, with what stands below it by id."""

    id: str
    head: Head
    streams: Sequence[Stream] = ()
    practices: Sequence["Chapter"] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said of the model as a whole."""

    title: str
    version: str
    summary: str
    levels: Sequence[tuple[str, str]]
    """Title and summary of each maturity level, from the first; empty where the source has none."""
    license: str | None
    dated: date
    origin: Origin


def samm_framework(whole: Whole, functions: Sequence[Chapter]) -> Framework:
    """The framework. Raises FrameworkNotReadable with everything the model of frameworks refuses."""
    return build_framework(
        id=FORMAT,
        version=plain_id(whole.version, "unknown"),
        title=whole.title,
        summary=whole.summary,
        dated=whole.dated,
        scale=maturity_scale(whole.levels),
        domains=[_domain(function) for function in functions],
        origin=whole.origin,
        method="samm",
        caveats=(CAVEAT,),
        license=whole.license,
    )


def maturity_scale(levels: Sequence[tuple[str, str]]) -> Scale:
    """The scale of the framework: nothing yet, then a step for each maturity level."""
    steps = [ScaleLevel(number=0, title="Level 0", summary="Nothing that the levels above ask for.")]
    for number, (title, summary) in enumerate(levels, start=1):
        name = title_of(title, f"Level {number}")
        steps.append(ScaleLevel(number=number, title=name, summary=shortened(plain_text(summary), 1_900) or name))
    return Scale(levels=tuple(steps))


def answer_scale(answers: Sequence[tuple[str, float]]) -> Scale:
    """The scale of an answer set: a step for each answer, from the least, with what it counts as."""
    rising = sorted(answers, key=lambda answer: answer[1])
    return Scale(
        levels=tuple(
            ScaleLevel(number=number, title=title_of(text), summary=title_of(text), value=value)
            for number, (text, value) in enumerate(rising)
        )
    )


def scale_notes(scales: Mapping[str, Scale]) -> Iterator[Note]:
    """What is to be said of answer sets, by name, whose answers do not run from 0 to 1."""
    for name, scale in scales.items():
        lowest, highest = (float(scale.values[number]) for number in (scale.lowest, scale.highest))
        if (lowest, highest) != (0, 1):
            yield Note(name, f"The answers count from {lowest:g} to {highest:g}; scored as if from 0 to 1.")


def question_practice(
    id: str, text: str, level: int, scale: Scale, about: Sequence[str], quality: Sequence[str], origin: Origin
) -> Practice:
    """A question as the practice that it asks about: why it is asked, then what must hold for a yes."""
    criteria = [f"- {one}" for one in map(plain_text, quality) if one]
    parts = [
        *filter(None, map(plain_text, about)),
        *(["\n".join(["Quality criteria:", *criteria])] if criteria else []),
    ]
    return Practice(
        id=id,
        title=title_of(text),
        intent=shortened("\n\n".join(parts), LONGEST_INTENT) or title_of(text),
        evidence_kind=EVIDENCE_KIND,
        scale=scale,
        rung=level,
        origin=origin,
    )


def default_day() -> date:
    """The day that stands in for the one the source does not give."""
    return date.fromisoformat(str(defaults()["dated"]))


def _domain(function: Chapter) -> Domain:
    head = function.head
    title = title_of(head.title)
    return Domain(
        id=function.id,
        title=title,
        short=shortened(title, LONGEST_SHORT),
        question=f"How mature is {title}?",
        summary=plain_text(head.summary) or None,
        origin=head.origin,
        children=tuple(_group(practice) for practice in function.practices),
        practices=tuple(
            question for practice in function.practices for stream in practice.streams for question in stream.questions
        ),
    )


def _group(practice: Chapter) -> Group:
    return Group(
        id=practice.id,
        title=title_of(practice.head.title),
        summary=plain_text(practice.head.summary) or None,
        origin=practice.head.origin,
        children=tuple(
            Group(
                id=f"{practice.id}-{stream.letter}",
                title=title_of(stream.head.title),
                summary=plain_text(stream.head.summary) or None,
                origin=stream.head.origin,
                practices=tuple(question.id for question in stream.questions),
            )
            for stream in practice.streams
        ),
    )
