"""Answers carried from one version of a framework to the next, through the crosswalk between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from frameworks.crosswalk import Crosswalk
from frameworks.difference import asks_the_same
from frameworks.model import Framework
from scoring.assessment import Answer, Assessment

Way = Literal["carried", "split", "merged", "new", "unanswered"]
"""How a practice of the newer version comes to its answer: from one practice as it is; from one that gives to several;
from several at once; from none, because it is new; or from one that was not answered."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One practice of the newer version, the older ones it takes from, and the answer it would begin with."""

    practice_id: str
    way: Way
    sources: tuple[str, ...]
    answer: Answer | None
    reads_otherwise: bool
    """Whether its levels read otherwise than before, so that somebody should look at the answer again."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an assessment would be against the newer version; the old one stays as it is."""

    practices: tuple[Carried, ...]
    dropped: tuple[Answer, ...]
    """Answers of practices that the newer version takes nothing from."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers the new assessment begins with."""
        return tuple(one.answer for one in self.practices if one.answer is not None)

    def by_way(self, way: Way) -> tuple[Carried, ...]:
        """The practices that come to their answer in one way."""
        return tuple(one for one in self.practices if one.way == way)

    @property
    def to_look_at(self) -> tuple[Carried, ...]:
        """Those whose answer is more than a copy: split, merged, or with levels that read otherwise."""
        return tuple(one for one in self.practices if one.answer and (one.reads_otherwise or one.way != "carried"))


def plan_upgrade(assessment: Assessment, old: Framework, new: Framework, crosswalk: Crosswalk) -> Upgrade:
    """Carry the answers of `assessment` against `old` over to `new`.

    From one practice the answer comes whole, with evidence, review and ratings. A merged practice begins at the lowest
    of the levels it takes from, with all their evidence, and stays open where one of them is open: a level that nobody
    gave is not made up.
    """
    held = assessment.by_practice
    givers = [id_ for id_ in new.practices for id_ in crosswalk.taken_by(id_)]
    practices = tuple(_carry(id_, tuple(crosswalk.taken_by(id_)), givers, held, old, new) for id_ in new.practices)
    return Upgrade(practices, tuple(answer for answer in assessment.answers if answer.practice not in givers))


def _carry(
    practice_id: str,
    sources: tuple[str, ...],
    givers: list[str],
    held: Mapping[str, Answer],
    old: Framework,
    new: Framework,
) -> Carried:
    if not sources:
        return Carried(practice_id, "new", (), None, reads_otherwise=False)
    answers = [held[source] for source in sources if source in held]
    reads_otherwise = not all(asks_the_same(old.practices[one], new.practices[practice_id]) for one in sources)
    if not answers:
        return Carried(practice_id, "unanswered", sources, None, reads_otherwise)
    if len(sources) > 1:
        return Carried(practice_id, "merged", sources, _merge(practice_id, sources, answers), reads_otherwise)
    way: Way = "split" if givers.count(sources[0]) > 1 else "carried"
    return Carried(practice_id, way, sources, _anew(answers[0], practice_id), reads_otherwise)


def _anew(answer: Answer, practice_id: str) -> Answer:
    """The same answer to another practice, under an id of its own."""
    return answer.model_copy(update={"practice": practice_id, "id": "", "at": None})


def _merge(practice_id: str, sources: tuple[str, ...], answers: list[Answer]) -> Answer | None:
    if len(answers) < len(sources) or any(answer.state != "answered" for answer in answers):
        return None
    lowest = min(answers, key=lambda answer: answer.level or 0)
    notes = [f"{answer.practice}: {answer.note}" for answer in answers if answer.note]
    return Answer(
        practice=practice_id,
        level=lowest.level,
        note="\n".join(notes)[:10_000],
        by=lowest.by,
        on=max(answer.on for answer in answers if answer.on) if any(answer.on for answer in answers) else None,
        evidence=tuple(item for answer in answers for item in answer.evidence),
    )
