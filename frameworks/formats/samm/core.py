"""The model folder of SAMM's `core` repository as a framework; every field of every file is carried or kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.building import part_ids
from frameworks.formats.imported import Imported, Note
from frameworks.formats.samm.building import (
    FORMAT,
    SUMMARY,
    Chapter,
    Head,
    Stream,
    Whole,
    answer_scale,
    default_day,
    question_practice,
    samm_framework,
    scale_notes,
)
from frameworks.formats.samm.folder import Folder
from frameworks.formats.samm.model import Model, check_links, check_paths
from frameworks.formats.samm.shape import Document
from frameworks.model import Practice
from frameworks.origin import Origin
from frameworks.scale import Scale

MOST_LISTED = 1_000
"""Faults named of one folder."""


def read_core(path: Path) -> Imported:
    """The framework of a model folder. Raises FrameworkNotReadable with every fault of every file."""
    folder = Folder(path)
    model = Model(folder.documents)
    faults = [*folder.faults, *(check_links(model, folder.has_holes) if folder.documents else ())]
    if not faults:
        faults = list(check_paths(model))
    if faults:
        raise FrameworkNotReadable(*_at_most(faults))
    return _Building(model, folder).imported()


def _at_most(faults: list[Fault]) -> list[Fault]:
    """The faults, and of very many the first with how many more there are."""
    more = len(faults) - MOST_LISTED
    if more <= 0:
        return faults
    return [*faults[:MOST_LISTED], Fault(f"There are {more:,} more faults.", "model", "mend the ones above first.")]


class _Building:
    """The framework of a sound model, and what is to be said of it."""

    def __init__(self, model: Model, folder: Folder) -> None:
        self.model, self.license = model, folder.license()
        self.notes = list(folder.notes)
        self.root = folder.root.name
        self.scales = {one.id: _scale(one) for one in model.documents["answer_sets"]}
        self.letters = self._letters()
        self.function_ids = self._function_ids()
        self.ids = self._question_ids()

    def imported(self) -> Imported:
        functions = [self._function(one) for one in self._functions()]
        framework = samm_framework(self._whole(), functions)
        places = {one.place: self.scales[one.id] for one in self.model.documents["answer_sets"]}
        self.notes += [*scale_notes(places), *self._left_over()]
        return Imported((framework,), (), tuple(self.notes))

    def _functions(self) -> list[Document]:
        every = self.model.documents["business_functions"]
        return sorted(every, key=lambda one: (one.number("order"), one.text("name"), one.place))

    def _letters(self) -> Mapping[str, str]:
        """The letter of each function, by the function's id."""
        return {one.id: one.text("name").strip()[0].upper() for one in self._functions()}

    def _function_ids(self) -> Mapping[str, str]:
        """The id of each function in the framework, by its own: its letter where no other has that, else its name."""
        functions = self._functions()
        ids = part_ids([(self.letters[one.id], one.text("name")) for one in functions])
        found = dict(zip((one.id for one in functions), ids, strict=True))
        if same := [id_ for own, id_ in found.items() if id_ != self.letters[own]]:
            what = f"Functions that begin with one letter have their names as ids: {', '.join(same)}."
            self.notes.append(Note("business_functions", what))
        return found

    def _question_ids(self) -> Mapping[str, str]:
        """The toolbox's id of each question, by the question's id; where two are the same, the question's own."""
        every = list(self.model.documents["questions"])
        named = [(self._toolbox_id(one), one.id) for one in every]
        ids = part_ids(named)
        if double := [own for (name, _), own in zip(named, ids, strict=True) if own != name]:
            what = f"{len(double)} questions share function, practice, stream, level and order: their own ids stand in."
            self.notes.append(Note("questions", what))
        return {one.id: id_ for one, id_ in zip(every, ids, strict=True)}

    def _toolbox_id(self, question: Document) -> str:
        activity = self.model.target(question, "activity")
        stream = self.model.target(activity, "stream")
        practice = self.model.target(stream, "practice")
        parts = (
            self.letters[practice.text("function")],
            practice.text("shortName").strip(),
            stream.text("letter").strip(),
            str(self._level_of(question)),
            str(question.number("order") or 1),
        )
        return "-".join(parts)

    def _level_of(self, question: Document) -> int:
        return self.model.level_of(self.model.target(self.model.target(question, "activity"), "level"))

    def _function(self, function: Document) -> Chapter:
        practices = self.model.below(function, "security_practices", "function")
        head = _head(function, ("name", "description"), ("description",))
        inside = [self._practice(one, self.letters[function.id]) for one in practices]
        return Chapter(self.function_ids[function.id], head, practices=inside)

    def _practice(self, practice: Document, letter: str) -> Chapter:
        levels = sorted(self.model.below(practice, "practice_levels", "practice"), key=self.model.level_of)
        kept = {"practice_levels": [dict(level.fields) for level in levels]}
        carried = ("name", "shortName", "function", "longDescription")
        head = _head(practice, carried, ("longDescription", "shortDescription"), kept)
        streams = self.model.below(practice, "streams", "practice")
        id_ = f"{letter}-{practice.text('shortName').strip()}"
        return Chapter(id_, head, streams=[self._stream(stream) for stream in streams])

    def _stream(self, stream: Document) -> Stream:
        activities = self.model.below(stream, "activities", "stream")
        kept = {"activities": [dict(activity.fields) for activity in activities]}
        head = _head(stream, ("name", "letter", "practice", "description"), ("description",), kept)
        asked = [one for activity in activities for one in self.model.below(activity, "questions", "activity")]
        asked.sort(key=lambda one: (self._level_of(one), one.number("order"), self.ids[one.id]))
        return Stream(stream.text("letter").strip(), head, [self._question(one) for one in asked])

    def _question(self, question: Document) -> Practice:
        activity = self.model.target(question, "activity")
        quality = question.fields.get("quality") or ()
        return question_practice(
            self.ids[question.id],
            question.text("text"),
            self._level_of(question),
            self.scales[question.text("answerSet")],
            [activity.text(key) for key in ("title", "benefit", "shortDescription", "longDescription")],
            [quality] if isinstance(quality, str) else quality,
            Origin(format=FORMAT, id=question.id, kept=_kept(question, ("text",))),
        )

    def _whole(self) -> Whole:
        named = sorted({one.text("model") for one in self._functions()} - {""})
        version = _version_of(named)
        instead = f"that of the model they name, {', '.join(named)}" if named else "'unknown' stands in for it"
        self.notes.append(Note("version", f"The files name no release; the version is {version}: {instead}."))
        if self.license is None:
            self.notes.append(Note("license", "No license lies in the folder that was named; none is stated."))
        levels = sorted(self.model.documents["maturity_levels"], key=lambda one: one.number("number"))
        return Whole(
            title="OWASP SAMM",
            version=version,
            summary=SUMMARY,
            levels=[(one.text("name"), one.text("description")) for one in levels],
            license=self.license,
            dated=default_day(),
            origin=Origin(
                format=FORMAT,
                id=", ".join(named),
                kept={kind: [dict(one.fields) for one in self.model.documents[kind]] for kind in _OF_THE_WHOLE},
            ),
        )

    def _left_over(self) -> Iterator[Note]:
        """What of the model nothing leads to."""
        for kind, below, key in (("activities", "questions", "activity"), ("answer_sets", "questions", "answerSet")):
            idle = [one.place for one in self.model.documents[kind] if not self.model.below(one, below, key)]
            if idle:
                shown = ", ".join(idle[:5]) + (" and more" if len(idle) > 5 else "")
                yield Note(kind, f"No question leads to {shown}: kept, but never shown.")


_OF_THE_WHOLE = ("maturity_levels", "answer_sets")


def _scale(answer_set: Document) -> Scale:
    return answer_scale([(one["text"], one["value"]) for one in answer_set.fields["values"]])


def _head(
    document: Document, carried: Sequence[str], texts: Sequence[str], more: Mapping[str, Any] | None = None
) -> Head:
    """The first of `texts` that says something is the summary; what is not carried is kept."""
    summary = next((text for key in texts if (text := document.text(key))), "")
    return Head(document.text("name"), summary, document.id, {**_kept(document, carried), **(more or {})})


def _kept(document: Document, carried: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in document.fields.items() if key not in ("id", *carried)}


def _version_of(names: Sequence[str]) -> str:
    """SAMM20 is 2.0."""
    digits = "".join(one for one in (names[0] if len(names) == 1 else "") if one.isdigit())
    return ".".join((digits[0], digits[1:])) if len(digits) > 1 else digits or "unknown"
