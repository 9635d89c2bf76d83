"""The answers of one story as they come to be recorded, one after the other."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from frameworks.model import Framework
from sample_data.evidence_titles import point_to
from sample_data.stories import Chapter, Keeping, Start, Story, Visit, Waiver
from scoring.assessment import Answer, Evidence, Review

POINTERS_KEPT = 2
"""Pointers that stay beside an answer; older ones are replaced."""


@dataclass
class Ledger:
    """Answers recorded so far, and what holds for each practice."""

    story: Story
    framework: Framework
    random: Random
    answers: list[Answer] = field(default_factory=list)
    _held: dict[str, Answer] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, Keeping] = field(default_factory=dict)
    """Who keeps evidence of a practice, once that began."""
    _turns: dict[str, int] = field(default_factory=dict)

    def open(self, in_scope: list[str]) -> None:
        """Answer for the first time: one owner role a day, so that each person is asked once."""
        self._people = dict(self.story.people)
        roles = list(self._people)
        start = self.story.start
        self._check_names([*start.practices, *start.not_known, *start.unanswered, *start.not_applicable])
        asked = sorted(in_scope, key=lambda practice: roles.index(self._role(practice)))
        for practice in asked:
            if practice not in start.unanswered:
                on = self.story.begins + timedelta(days=roles.index(self._role(practice)))
                self._record(self._first_answer(practice, start), on)

    def turn(self, chapter: Chapter) -> None:
        """Record what a chapter did. A practice whose evidence is kept gets a new pointer with its new level."""
        self._people.update(chapter.people)
        self._check_names([*chapter.levels, *chapter.not_known, *chapter.not_applicable])
        for practice, level in chapter.levels.items():
            answer = Answer(practice=practice, level=level, note=chapter.note, evidence=self._pointers(practice))
            if self._is_kept(practice, chapter.on) and level > self._level(practice):
                answer = self._with_pointer(answer, chapter.on)
            self._record(answer, chapter.on)
        for practice in chapter.not_known:
            self._record(Answer(practice=practice, state="not_known", note=chapter.note), chapter.on)
        for practice, waiver in chapter.not_applicable.items():
            self._record(self._waived(practice, waiver), chapter.on)

    def renew(self, practice: str, on: date, keeping: Keeping) -> None:
        """Point to newer evidence of the level that is claimed; nothing where nothing is claimed."""
        self._kept[practice] = keeping
        held = self._held.get(practice)
        if held and held.level:
            self._record(self._with_pointer(held.model_copy(update={"review": None}), on), on)

    def review(self, visit: Visit) -> None:
        """Let a reviewer look at the answers that hold."""
        self._check_names([*visit.practices, *visit.found_lower])
        for practice in [*visit.practices, *visit.found_lower]:
            held = self._held.get(practice)
            if held is None or held.level is None:
                continue
            found = max(0, held.level - 1) if practice in visit.found_lower else held.level
            review = Review(level=found, by=visit.by, date=visit.on)
            self._record(held.model_copy(update={"review": review}), visit.on)

    def _first_answer(self, practice: str, start: Start) -> Answer:
        note = start.notes.get(practice, "")
        if practice in start.not_known:
            return Answer(practice=practice, state="not_known", note=note)
        if waiver := start.not_applicable.get(practice):
            return self._waived(practice, waiver)
        level = start.practices.get(practice, start.domains[self.framework.domain_of[practice].id])
        return Answer(practice=practice, level=level, note=note)

    def _waived(self, practice: str, waiver: Waiver) -> Answer:
        return Answer(
            practice=practice,
            state="not_applicable",
            reason=waiver.reason,
            approver=self._people["executive"],
            recheck=waiver.recheck,
        )

    def _record(self, answer: Answer, on: date) -> None:
        number = len(self.answers)
        stamped = answer.model_copy(
            update={
                "id": str(uuid5(NAMESPACE_URL, f"sample/{self.story.id}/{number}")),
                "by": self._people[self._role(answer.practice)],
                "at": self._moment(on),
                "on": on,
            }
        )
        self.answers.append(stamped)
        self._held[answer.practice] = stamped

    def _moment(self, on: date) -> datetime:
        """Two to four minutes after the last answer of that day, from nine o'clock on."""
        last = self.answers[-1].at if self.answers else None
        if last and last.date() == on:
            return last + timedelta(minutes=self.random.randint(2, 4), seconds=self.random.randint(0, 59))
        return datetime.combine(on, time(9, self.random.randint(0, 45)), UTC)

    def _with_pointer(self, answer: Answer, on: date) -> Answer:
        level = (answer.level or 0) - self._kept[answer.practice].shortfall
        if level <= 0:
            return answer
        turn = self._turns.get(answer.practice, self.random.randint(0, 3))
        self._turns[answer.practice] = turn + 1
        dated = on - timedelta(days=self.random.randint(2, 24))
        pointer = point_to(self.framework.practices[answer.practice], turn, dated, level, self.story.id)
        return answer.model_copy(update={"evidence": (pointer, *answer.evidence)[:POINTERS_KEPT]})

    def _pointers(self, practice: str) -> tuple[Evidence, ...]:
        held = self._held.get(practice)
        return held.evidence if held else ()

    def _is_kept(self, practice: str, on: date) -> bool:
        keeping = self._kept.get(practice)
        return keeping is not None and (keeping.until is None or on <= keeping.until)

    def _level(self, practice: str) -> int:
        held = self._held.get(practice)
        return (held.level or 0) if held else 0

    def _role(self, practice: str) -> str:
        owner = self.framework.practices[practice].owner
        return owner if owner in self._people else next(iter(self._people))

    def _check_names(self, names: list[str]) -> None:
        if unknown := [name for name in names if name not in self.framework.practices]:
            raise KeyError(f"{self.story.id}: no practice {', '.join(unknown)} in the framework")
