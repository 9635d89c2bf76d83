"""Tells a story as answers: deterministic for a seed, frozen values out, nothing written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from frameworks.fields import Frozen
from frameworks.model import Framework
from sample_data.ledger import Ledger
from sample_data.quarters import LAST_QUARTER, quarter_ends
from sample_data.stories import Chapter, DatedProfile, Errand, Keeping, Owed, Story, Visit, Wish
from scoring.assessment import Answer
from scoring.organization import Organization, scope_of
from scoring.trend import Event

DEFAULT_SEED = 2026


class Sample(Frozen):
    """One fictional organization, ready to be written down."""

    organization: Organization
    """With the profile that holds last."""
    about: str
    profiles: tuple[DatedProfile, ...]
    preset: str
    begins: date
    by: str
    """Who began the assessment and takes the snapshots."""
    answers: tuple[Answer, ...]
    """In the order in which they were recorded."""
    snapshots: tuple[tuple[date, str], ...]
    """Day and note."""
    events: tuple[Event, ...]
    targets: Wish | None
    actions: tuple[Errand, ...]
    duties: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class _Renewal:
    practice: str
    keeping: Keeping


Act = Chapter | Visit | _Renewal


def tell(story: Story, framework: Framework, seed: int = DEFAULT_SEED) -> Sample:
    """The answers, snapshots and events of a story. The same story, framework and seed give the same sample.

    Raises:
        KeyError: the story names a practice, a domain or a preset that the framework does not have.
    """
    random = Random(f"{seed}:{story.id}")
    ledger = Ledger(story, framework, random)
    ledger.open(_scope_on(story, framework, story.begins))
    for on, act in _calendar(story, framework, random):
        _perform(act, on, ledger)
    return Sample(
        organization=Organization(
            id=f"sample-{story.id}", name=story.name, profile=story.profiles[-1].profile, is_synthetic=True
        ),
        about=story.about,
        profiles=story.profiles,
        preset=story.preset,
        begins=story.begins,
        by=story.people["ts"],
        answers=tuple(ledger.answers),
        snapshots=tuple((on, story.snapshot_notes.get(on, "")) for on in quarter_ends(story.snapshots)),
        events=tuple(_events(story)),
        targets=story.targets,
        actions=story.actions,
        duties=story.duties,
    )


def _perform(act: Act, on: date, ledger: Ledger) -> None:
    match act:
        case Chapter():
            ledger.turn(act)
        case Visit():
            ledger.review(act)
        case _Renewal():
            ledger.renew(act.practice, on, act.keeping)


def _calendar(story: Story, framework: Framework, random: Random) -> list[tuple[date, Act]]:
    acts: list[tuple[date, Act]] = [(chapter.on, chapter) for chapter in story.chapters]
    acts += [(visit.on, visit) for visit in story.visits]
    for keeping in story.keepings:
        for practice in _practices_of(keeping.practices, framework):
            acts += [(on, _Renewal(practice, keeping)) for on in _renewal_days(keeping, random)]
    # What happens on one day keeps the order above: a chapter first, then the work it brings.
    return sorted(acts, key=lambda dated: dated[0])


def _renewal_days(keeping: Keeping, random: Random) -> Iterator[date]:
    """The first pointer within seven weeks, then one each period, give or take a seventh."""
    last = min(keeping.until or LAST_QUARTER, LAST_QUARTER)
    on = keeping.since + timedelta(days=random.randint(0, 49))
    slack = keeping.every_days // 7
    while on <= last:
        yield _on_working_day(on)
        on += timedelta(days=keeping.every_days + random.randint(-slack, slack))


def _on_working_day(on: date) -> date:
    return on - timedelta(days=max(0, on.weekday() - 4))


def _practices_of(names: Sequence[str], framework: Framework) -> list[str]:
    domains = {domain.id: [practice.id for practice in domain.practices] for domain in framework.domains}
    return [practice for name in names for practice in domains.get(name) or [framework.practices[name].id]]


def _scope_on(story: Story, framework: Framework, on: date) -> list[str]:
    held = [dated.profile for dated in story.profiles if dated.on <= on]
    in_scope = scope_of(framework, held[-1], story.preset).in_scope
    return [practice for practice in framework.practices if practice in in_scope]


def _events(story: Story) -> Iterator[Event]:
    for number, chapter in enumerate(story.chapters):
        if chapter.event:
            yield Event(
                id=f"sample-{story.id}-event-{number}",
                organization_id=f"sample-{story.id}",
                on=chapter.on,
                title=chapter.event,
                by=story.people["ts"],
            )
