"""What one team has reached in DSOMM, as a history of answers: each state holds from its day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from frameworks.formats.dsomm.read_dsomm import FORMAT, STATES
from frameworks.formats.dsomm.source import Document
from frameworks.model import Framework
from scoring.assessment import Answer
from use_cases.exchange.dsomm_evidence import Piece, TeamEvidence, day_of, evidence_of
from use_cases.exchange.dsomm_files import PROGRESS, part_of, read_progress_files
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, quote, shorten
from use_cases.exchange.shape import AnswersNotReadable, Draft, TeamNotChosen

MOST_TEAMS_NAMED = 50
MOST_UNKNOWN_NAMED = 20
Reached = tuple[str, int, str, str]
"""A day as written, the step that was reached on it, the state's title and its place."""


def progress_draft(source: bytes | Path, name: str, framework: Framework | None, team: str | None = None) -> Draft:
    """The tree of a team's history, not yet checked; several answers a practice, in the order of their days.

    Raises:
        AnswersNotReadable: the files cannot be read, or it is not clear which team is meant; the teams are named then.
    """
    documents = read_progress_files(source, name)
    chosen = _chosen(documents, team, shorten(name))
    return _History(documents, chosen, framework, shorten(name)).draft()


def moved_since(answers: Iterable[Answer], held: Mapping[str, Answer], today: date) -> list[Answer]:
    """Answers for today where the file has another state by now than the last import of the same team brought.

    DSOMM takes a date away when a team falls back, and does not say when that was: what was recorded stays, and the
    state of the file holds from today.
    """
    last = {answer.practice: answer for answer in answers}
    return [
        answer.model_copy(update={"on": today})
        for practice, answer in last.items()
        if (standing := held.get(practice)) is not None
        and _team_mark(standing) == _team_mark(answer)
        and standing.level != answer.level
        and (standing.on or date.min) >= (answer.on or date.min)
    ]


def _team_mark(answer: Answer) -> str:
    """The beginning of the note that an import writes: whose state it is."""
    mark, found, _ = answer.note.partition(": ")
    return mark if found and mark.startswith("DSOMM, ") else answer.id


def _chosen(documents: list[Document], team: str | None, name: str) -> str | None:
    """The team that is meant; None where the files name none at all."""
    teams = _teams_in(documents)
    if team in teams or (team is None and len(teams) < 2):
        return team or next(iter(teams), None)
    listed = ", ".join(quote(one) for one in teams[:MOST_TEAMS_NAMED]) or "none"
    if team is None:
        what = f"The file holds the progress of {len(teams)} teams."
        refusal = TeamNotChosen.of(what, name, f"name one with --team: {listed}.")
        refusal.teams = tuple(teams)
        raise refusal
    raise AnswersNotReadable.of(f"The file has no team {quote(team)}.", name, f"it has: {listed}.")


def _teams_in(documents: list[Document]) -> list[str]:
    found: dict[str, None] = {}
    for _, content in part_of(documents, PROGRESS):
        for teams in content.values():
            found.update(dict.fromkeys(map(str, teams)) if isinstance(teams, dict) else {})
    return list(found)


class _History:
    """The history as it is read, with the place each answer comes from."""

    def __init__(self, documents: list[Document], team: str | None, framework: Framework | None, name: str) -> None:
        self.documents, self.team, self.framework, self.name = documents, team or "", framework, name
        self.places: dict[TreePath, str] = {}
        self.reading = Reading(self._locate)
        self.answers: list[dict[str, Any]] = []
        self.remarks: list[str] = []
        self.passed = 0
        self.unknown: dict[str, str] = {}
        """The file and line of activities that the model does not have, by uuid."""
        self.by_uuid: dict[str, str] = {}
        self.states: Mapping[str, Any] = {}

    def draft(self) -> Draft:
        """Everything the files say of the team."""
        if self.framework is not None and self._is_dsomm(self.framework):
            self._read(self.framework)
        if not self.team:
            self.remarks.append("The file holds no progress of any team.")
        tree = {"about": f"From DSOMM, team {self.team}."[:2_000], "answers": self.answers}
        return Draft(tree, self.reading, tuple(self.remarks), is_history=True)

    def _is_dsomm(self, framework: Framework) -> bool:
        if framework.origin is not None and framework.origin.format == FORMAT:
            return True
        mend = "import the model of DSOMM with `safermark framework import`, and name that framework."
        self.reading.fault_at(self.name, f"{framework.key} is no model of DSOMM.", mend)
        return False

    def _read(self, framework: Framework) -> None:
        kept = framework.origin.kept.get(STATES) if framework.origin else None
        self.states = kept if isinstance(kept, dict) else {}
        self.by_uuid = {one.origin.id: id_ for id_, one in framework.practices.items() if one.origin and one.origin.id}
        evidence = evidence_of(self.documents, self.team, self.reading)
        if self._is_of_another_model(framework):
            return
        told: set[str] = set()
        for document, content in part_of(self.documents, PROGRESS):
            for uuid, teams in content.items():
                if not isinstance(teams, dict):
                    if teams is not None:
                        place = document.place(PROGRESS, uuid)
                        self.reading.fault_at(
                            place, "The progress is not a set of teams.", "give each team its states."
                        )
                    continue
                for team, states in teams.items():
                    if str(team) == self.team and states is not None:
                        told.add(str(uuid))
                        self._read_activity(document, (PROGRESS, uuid, team), states, evidence, framework)
        self._remark(evidence, told)

    def _is_of_another_model(self, framework: Framework) -> bool:
        """Whether no activity of any team is one of the model: then nothing would come in, which is a fault."""
        places = [
            (uuid, document.place(PROGRESS, uuid))
            for document, content in part_of(self.documents, PROGRESS)
            for uuid, teams in content.items()
            if isinstance(teams, dict) and teams
        ]
        if not places or any(str(uuid) in self.by_uuid for uuid, _ in places):
            return False
        what = f"{framework.key} has none of the file's activities, {len(places)} in all; the first is"
        mend = "import the model of DSOMM that the teams work with, and name that framework."
        self.reading.fault_at(places[0][1], f"{what} {quote(places[0][0])}.", mend)
        return True

    def _read_activity(
        self, document: Document, steps: tuple[Any, ...], states: Any, evidence: TeamEvidence, framework: Framework
    ) -> None:
        uuid = str(steps[1])
        practice = self.by_uuid.get(uuid)
        if practice is None:
            self.unknown[uuid] = document.place(*steps[:2]).partition(" > ")[0]
            return
        if not isinstance(states, dict):
            self.reading.fault_at(document.place(*steps), "The states are no set of keys with dates.", "give dates.")
            return
        reached = list(self._reached(document, steps, states, practice, framework))
        rising = list(_rising(reached))
        self.passed += len(reached) - len(rising)
        pieces = evidence.pieces.get(uuid, [])
        for number, (day, step, title, place) in enumerate(rising):
            before = rising[number + 1][0] if number + 1 < len(rising) else None
            value = framework.scale_of(practice).value_of(step)
            self._add(practice, day, value, title, place, _until(before, pieces))

    def _reached(
        self, document: Document, steps: tuple[Any, ...], states: dict[Any, Any], practice: str, framework: Framework
    ) -> Iterator[Reached]:
        scale = framework.scale_of(practice)
        for title, given in states.items():
            place = document.place(*steps, title)
            percent = self.states.get(str(title))
            step = scale.number_of(percent) if isinstance(percent, int | float) else None
            if step is None:
                mend = f"use one of: {', '.join(self.states)}; or import the model with the meta.yaml that defines it."
                self.reading.fault_at(place, f"The state {quote(title)} is not known.", mend)
            elif given is None:
                self.reading.fault_at(place, "The state has no date.", "give the day on which it was reached.")
            elif not _is_day(day := day_of(given)):
                what = f"The date is {quote(shorten(day))}, not a day."
                self.reading.fault_at(place, what, "write it as YYYY-MM-DD, for example 2026-03-01.")
            else:
                yield day, step, str(title), place

    def _add(self, practice: str, day: str, value: float, title: str, place: str, pieces: Sequence[Piece]) -> None:
        path: TreePath = ("answers", len(self.answers))
        self.places[path] = place
        dated = [piece for piece in pieces if piece.on]
        for number, piece in enumerate(dated):
            self.places[(*path, "evidence", number)] = piece.place
        words = [f"{piece.title} {piece.link}".strip() for piece in pieces if not piece.on]
        undated = f" Evidence without a day: {'; '.join(words)}." if words else ""
        answer: dict[str, Any] = {"practice": practice, "level": value, "on": day}
        answer["note"] = f"DSOMM, {self.team}: {title}.{undated}"
        if dated:
            answer["evidence"] = [_as_tree(piece, value) for piece in dated]
        self.answers.append(answer)

    def _remark(self, evidence: TeamEvidence, told: set[str]) -> None:
        dated = sum(1 for pieces in evidence.pieces.values() for _ in pieces)
        others = {uuid: pieces[0].place for uuid, pieces in evidence.pieces.items() if uuid not in self.by_uuid}
        self.unknown = {**{uuid: place.partition(" > ")[0] for uuid, place in others.items()}, **self.unknown}
        left = [self.by_uuid[uuid] for uuid in evidence.pieces if uuid not in told and uuid not in others]
        shown = ", ".join(left[:20])
        said = (
            (len(self.unknown), self._of_unknown()),
            (self.passed, f"{self.passed} states are not dated before a higher one, and change nothing."),
            (dated, "DSOMM says no level of its evidence: it supports the level of its answer."),
            (
                evidence.not_carried,
                f"Description and reviewer of {evidence.not_carried} pieces of evidence stay behind.",
            ),
            (evidence.links_left_out, f"{evidence.links_left_out} links are no web addresses, and are left out."),
            (evidence.without_team, f"{evidence.without_team} pieces of evidence name no team, and stay behind."),
            (len(left), f"There is evidence but no state of: {shown}. It stays behind."),
        )
        self.remarks += [shorten(words, 2_000) for number, words in said if number]

    def _of_unknown(self) -> str:
        listed = [f"{shorten(uuid)} ({place})" for uuid, place in self.unknown.items()]
        more = len(listed) - MOST_UNKNOWN_NAMED
        shown = "; ".join(listed[:MOST_UNKNOWN_NAMED]) + (f"; and {more} more" if more > 0 else "")
        said = f"Activities that the model does not have: {len(listed)}. Their states and evidence stay behind"
        return f"{said}; another version of it may have them: {shown}."

    def _locate(self, path: TreePath) -> str:
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return " > ".join([self.places[path[:length]], *map(str, path[length:])])
        return self.name


def _rising(reached: Sequence[Reached]) -> Iterator[Reached]:
    """By day, the highest of a day, each higher than all before: as DSOMM counts, where the highest state stands."""
    highest = -1
    by_day: dict[str, Reached] = {}
    for one in sorted(reached, key=lambda one: one[1]):
        by_day[one[0]] = one
    for day in sorted(by_day):
        if by_day[day][1] > highest:
            highest = by_day[day][1]
            yield by_day[day]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _until(day: str | None, pieces: Sequence[Piece]) -> list[Piece]:
    """What was recorded before the next state was reached; for the last state everything."""
    return [one for one in pieces if day is None or (one.on and one.on < day)]


def _as_tree(piece: Piece, value: float) -> dict[str, Any]:
    tree = {"title": piece.title, "date": piece.on, "level": value}
    return {**tree, "link": piece.link} if piece.link else tree
