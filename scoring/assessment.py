"""What an organization says of each practice: answers, the evidence they point to, and reviews."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit

from pydantic import StrictInt

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Frozen
from frameworks.model import Framework
from scoring.organization import Profile
from scoring.ratings import Rating, Settled, faults_of_ratings, faults_of_settlement, off_scale
from scoring.texts import Line, Link, Note

State = Literal["answered", "not_applicable", "not_known"]


class AnswerNotAccepted(MaturityError):
    """An answer says something its framework does not know, or says two things at once."""

    exit_code = 11


class Evidence(Frozen):
    """A pointer that backs an answer, never the thing itself."""

    title: Line
    link: Link = ""
    date: date
    level: StrictInt
    """The level this evidence supports."""


class Review(Frozen):
    """What somebody other than the person who answered found. Belongs to one answer and lapses with it."""

    level: StrictInt
    by: Line
    date: date


class Answer(Frozen):
    """What is said of one practice: a level, 'not applicable' or 'not known'; who, when, why."""

    id: Line = ""
    practice: Line
    state: State = "answered"
    level: StrictInt | None = None
    note: Note = ""
    by: Line = ""
    at: datetime | None = None
    """When it was recorded, UTC."""
    on: date | None = None
    """From which day it holds."""
    reason: Note = ""
    approver: Line = ""
    recheck: date | None = None
    evidence: tuple[Evidence, ...] = ()
    review: Review | None = None
    ratings: tuple[Rating, ...] = ()
    """At most one a person."""
    settled: Settled | None = None
    """How the raters came to the answer's level."""


class AssessmentHeader(Frozen):
    """What is fixed when an assessment begins: whose it is, and against which framework version and preset."""

    id: str
    organization_id: str
    framework_id: str
    framework_version: str
    preset: str | None = None
    started_at: datetime
    by: str = ""

    @property
    def framework_key(self) -> str:
        """`id@version`, as answers files name it."""
        return f"{self.framework_id}@{self.framework_version}"


class Assessment(Frozen):
    """One organization's answers to one framework version: at most one answer a practice, as they hold on a day."""

    framework_key: str
    profile: Profile = Profile()
    preset: str | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def by_practice(self) -> dict[str, Answer]:
        """The answers by practice id."""
        return {answer.practice: answer for answer in self.answers}

    def with_answer(self, answer: Answer, framework: Framework, as_of: date) -> "Assessment":
        """The assessment with this answer in place of the former one.

        Raises:
            AnswerNotAccepted: the framework does not know what the answer says.
        """
        if faults := check_answer(answer, framework, as_of):
            raise AnswerNotAccepted(*faults)
        kept = tuple(other for other in self.answers if other.practice != answer.practice)
        return self.model_copy(update={"answers": (*kept, answer)})


def check_preset(preset: str | None, framework: Framework) -> None:
    """Refuse a preset, or one of several parted by commas, that the framework does not have.

    Raises:
        AnswerNotAccepted: naming those it has.
    """
    known = [one.id for one in framework.presets]
    if preset is None or preset in known:
        return
    faults = [
        Fault(f"{framework.title} has no preset {named[:80]!r}.", "preset", f"use one of: {', '.join(known)}.")
        for one in preset.split(",")
        if (named := one.strip()) not in known
    ]
    if faults:
        raise AnswerNotAccepted(*faults)


def answers_that_held(history: Iterable[Answer], on: date) -> dict[str, Answer]:
    """The answer of each practice that held on a day, from a history in the order it was recorded.

    The answer with the latest day wins; of several for one day, the one recorded last. An answer entered
    afterwards for an earlier day therefore fills the past without undoing what came later.
    """
    held: dict[str, Answer] = {}
    for answer in history:
        if answer.on is not None and answer.on > on:
            continue
        former = held.get(answer.practice)
        if former is None or (former.on or date.min) <= (answer.on or date.min):
            held[answer.practice] = answer
    return held


def check_answer(answer: Answer, framework: Framework, as_of: date) -> list[Fault]:
    """Everything about an answer that the framework or the calendar contradicts; empty when it can be kept."""
    where = f"practice {answer.practice}"
    if answer.practice not in framework.practices:
        return [
            Fault(
                f"{framework.title} {framework.version} has no practice {answer.practice!r}.",
                where,
                "use an id that `safermark framework show " + framework.id + "` lists.",
            )
        ]
    return [
        *_faults_of_state(answer, framework, where),
        *_faults_of_dates(answer, as_of, where),
        *_faults_of_evidence(answer, framework, as_of, where),
        *_faults_of_review(answer, framework, as_of, where),
        *_faults_of_raters(answer, framework, as_of, where),
    ]


def _faults_of_state(answer: Answer, framework: Framework, where: str) -> list[Fault]:
    faults = []
    if answer.state == "answered":
        if answer.level is None:
            faults.append(Fault("The answer gives neither a level nor a state.", where, "give a level, or a state."))
        else:
            faults += off_scale(answer.level, framework.scale_of(answer.practice), f"{where} > level")
    elif answer.level is not None:
        faults.append(
            Fault(
                f"The answer gives a level and says {answer.state.replace('_', ' ')} at once.",
                where,
                "keep the level, or the state, not both.",
            )
        )
    if answer.state == "not_applicable" and not answer.reason.strip():
        faults.append(
            Fault("'Not applicable' is said without a reason.", f"{where} > reason", "say in a sentence why.")
        )
    return faults


def _faults_of_dates(answer: Answer, as_of: date, where: str) -> list[Fault]:
    faults = []
    if answer.on is not None and answer.on > as_of:
        faults.append(
            Fault(
                f"The answer holds from {answer.on}, which is after {as_of}.",
                f"{where} > on",
                "give a day that has come, or leave it out.",
            )
        )
    if answer.recheck is not None and answer.on is not None and answer.recheck < answer.on:
        faults.append(
            Fault(
                f"The re-check date {answer.recheck} lies before the day the answer holds from, {answer.on}.",
                f"{where} > recheck",
                "give a later date.",
            )
        )
    return faults


def _faults_of_evidence(answer: Answer, framework: Framework, as_of: date, where: str) -> list[Fault]:
    faults = []
    for number, item in enumerate(answer.evidence, start=1):
        here = f"{where} > evidence {number}"
        faults += off_scale(item.level, framework.scale_of(answer.practice), f"{here} > level")
        if not item.title.strip():
            faults.append(Fault("The evidence has no title.", f"{here} > title", "name the document."))
        if item.date > as_of:
            faults.append(
                Fault(f"The evidence is dated {item.date}, after {as_of}.", f"{here} > date", "give its real date.")
            )
        if item.link and not is_web_address(item.link):
            faults.append(
                Fault(
                    "The link is not a web address.",
                    f"{here} > link",
                    "start it with http:// or https://, without a name or password in it, or leave it out.",
                )
            )
    return faults


def _faults_of_review(answer: Answer, framework: Framework, as_of: date, where: str) -> list[Fault]:
    if answer.review is None:
        return []
    here = f"{where} > review"
    faults = off_scale(answer.review.level, framework.scale_of(answer.practice), f"{here} > level")
    if answer.state != "answered":
        faults.append(Fault("A review stands on an answer without a level.", here, "leave the review out."))
    if answer.review.date > as_of:
        faults.append(
            Fault(
                f"The review is dated {answer.review.date}, after {as_of}.",
                f"{here} > date",
                "give the day it was made.",
            )
        )
    return faults


def _faults_of_raters(answer: Answer, framework: Framework, as_of: date, where: str) -> list[Fault]:
    scale = framework.scale_of(answer.practice)
    faults = faults_of_ratings(answer.ratings, scale, as_of, where)
    if answer.ratings and answer.state == "not_applicable":
        faults.append(
            Fault(
                "What is not applicable has no level to rate.",
                f"{where} > ratings",
                "leave the ratings out, or say 'not known' until it is settled.",
            )
        )
    if answer.settled is None:
        return faults
    return [*faults, *faults_of_settlement(answer.settled, answer.level, scale, as_of, where)]


def is_web_address(link: str) -> bool:
    """Whether a link is a plain http or https address: a host, no credentials, no spaces or control characters."""
    if any(character.isspace() or not character.isprintable() for character in link):
        return False
    try:
        parts = urlsplit(link)
        port_is_readable = parts.port is None or parts.port >= 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port_is_readable
