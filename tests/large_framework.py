"""Frameworks as others make them, generated: very large, on a range, on scales of the practices' own, with odd ids.

Everything is a function of its number, so that two runs make the same.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from frameworks.formats.building import build_framework, default_scale
from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from frameworks.model import Domain, Framework, Group, Practice, Preset
from frameworks.origin import Choice, Origin, Question
from frameworks.scale import Scale, ScaleLevel
from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from use_cases.assess import record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace

EARLIER, LATER = date(2026, 1, 15), date(2026, 6, 15)

LARGE_PRACTICES = 1_341
LARGE_DOMAINS = 33
_GROUP, _SUBGROUP = 12, 4
"""Practices in a group of the first level, and in one of the second."""

_THINGS = ("Reports", "Hash lists", "Accounts", "Payments", "Livestreams", "Uploads", "Messages", "Appeals", "Logs")
_ACTS = ("are counted", "have an owner", "are tested", "are kept apart", "are reviewed", "have a time limit")


def large() -> Framework:
    """1,341 practices in 33 domains with two levels of groups, answered from 0 to 100."""
    sizes = [LARGE_PRACTICES // LARGE_DOMAINS + (place < LARGE_PRACTICES % LARGE_DOMAINS) for place in range(33)]
    return _framework(
        "large-range",
        "A large list for trying",
        default_scale(),
        [_large_domain(place, size) for place, size in enumerate(sizes, start=1)],
    )


def few_names() -> Framework:
    """Twelve practices from 1 to 5, of which only the ends have names."""
    scale = Scale(levels=(_step(1, "Not begun"), _step(5, "Everywhere")), is_range=True)
    practices = [_practice(f"FN-{number:02}", number) for number in range(1, 13)]
    domains = [_domain("first", "First steps", practices[:6]), _domain("second", "Second steps", practices[6:])]
    return _framework("few-names", "Five steps, two names", scale, domains)


def own_scales() -> Framework:
    """Functions, practices and streams; steps 0 to 3 that count as 0, a quarter, a half and 1."""
    scale = Scale(
        levels=tuple(_step(number, title) for number, title in enumerate(("Nothing", "Begun", "Usual", "Whole")))
    )
    answers = Scale(
        levels=tuple(
            ScaleLevel(number=number, title=title, summary=f"{title}, as the answer set says.", value=value)
            for number, (title, value) in enumerate(
                (("No", 0.0), ("For some services", 0.25), ("For most services", 0.5), ("For all services", 1.0))
            )
        )
    )
    domains = []
    for function in "ABC":
        practices, groups = [], []
        for part in ("XX", "YY"):
            streams = []
            for stream in "AB":
                ids = [f"{function}-{part}-{stream}-{level}-1" for level in (1, 2, 3)]
                practices += [_practice(id_, number, answers) for number, id_ in enumerate(ids)]
                streams.append(Group(id=f"{function}-{part}-{stream}", title=f"Stream {stream}", practices=tuple(ids)))
            groups.append(Group(id=f"{function}-{part}", title=f"Part {part}", children=tuple(streams)))
        domains.append(_domain(function, f"Function {function}", practices, tuple(groups)))
    return _framework("own-scales", "Streams that add up", scale, domains)


def odd_names() -> Framework:
    """Ids with spaces, slashes, parentheses and umlauts; titles and texts longer than anybody would write."""
    practices = [
        Practice(
            id=id_,
            title=("Zuständigkeiten für Meldungen sind über alle Abteilungen hinweg geregelt, " * 4)[:290],
            intent=f"<b>Not</b> *markup* [nor](a link), said at length. {'One more sentence of many words. ' * 60}",
            evidence_kind="document",
            origin=Origin(format="ciso-assistant", id=f"urn:own:odd:{number}"),
        )
        for number, id_ in enumerate(("§ 3 (1) a/b", "Größe: “ganz”", "A.5/1 (neu)", "x & <y>", "100 % 'ja'"))
    ]
    return _framework(
        "odd-names", "Namen, die auffallen", default_scale(), [_domain("Übersicht 1/2 (neu)", "Übersicht", practices)]
    )


def every_sample() -> tuple[Framework, ...]:
    """All of them."""
    return large(), few_names(), own_scales(), odd_names()


def keep_samples(folder: Path) -> Path:
    """Write all of them into a catalog and return it."""
    keep_imported(Imported(every_sample()), folder)
    return folder


def _framework(id_: str, title: str, scale: Scale, domains: list[Domain]) -> Framework:
    first = tuple(practice.id for domain in domains for practice in domain.practices[:1])
    return build_framework(
        id=id_,
        version="1.0",
        title=title,
        summary="Generated for tests; it says nothing about good practice.",
        dated=date(2026, 1, 1),
        scale=scale,
        domains=domains,
        origin=Origin(format="ciso-assistant", id=f"urn:own:{id_}"),
        presets=(Preset(id="IG1", title="First group", summary="The first of each domain.", practices=first),),
        license="For testing only.",
    )


def _large_domain(place: int, size: int) -> Domain:
    practices = [_practice(f"D{place:02}-{number:02}", place + number) for number in range(1, size + 1)]
    ids = [practice.id for practice in practices]
    groups = tuple(
        Group(
            id=f"D{place:02}.{first // _GROUP + 1}",
            title=f"{_THINGS[first // _GROUP % len(_THINGS)]}, part {first // _GROUP + 1}",
            children=tuple(_subgroups(f"D{place:02}.{first // _GROUP + 1}", ids[first : first + _GROUP])),
        )
        for first in range(0, size, _GROUP)
    )
    return _domain(f"D{place:02}", f"{_THINGS[place % len(_THINGS)]} and what belongs to them", practices, groups)


def _subgroups(above: str, ids: list[str]) -> Iterator[Group]:
    for number, first in enumerate(range(0, len(ids), _SUBGROUP), start=1):
        yield Group(id=f"{above}.{number}", title=f"Step {number}", practices=tuple(ids[first : first + _SUBGROUP]))


def _domain(id_: str, title: str, practices: list[Practice], groups: tuple[Group, ...] = ()) -> Domain:
    return Domain(
        id=id_,
        title=f"{id_} {title}"[:200],
        short=id_[:40],
        question=f"How far is {title.lower()} in place?",
        children=groups,
        practices=tuple(practices),
        origin=Origin(format="ciso-assistant", id=f"urn:own:domain:{id_}"),
    )


def _practice(id_: str, number: int, scale: Scale | None = None) -> Practice:
    thing, act = _THINGS[number % len(_THINGS)], _ACTS[number % len(_ACTS)]
    return Practice(
        id=id_,
        title=f"{thing} {act}",
        intent=f"{thing} {act}, so that nothing is left to chance. This is text {number} of a list made for tests.",
        evidence_kind="document",
        scale=scale,
        weight=1 + number % 3,
        questions=(_question(id_),) if number % 5 == 0 else (),
        origin=Origin(format="ciso-assistant", id=f"urn:own:practice:{id_.lower()}"),
    )


def _question(id_: str) -> Question:
    choices = (("a", "Nowhere yet", 0.0), ("b", "In places", 40.0), ("c", "Everywhere", 100.0))
    return Question(
        id=f"urn:own:question:{id_}",
        kind="unique_choice",
        text="How far does it reach?",
        choices=tuple(Choice(id=letter, text=text, points=points) for letter, text, points in choices),
    )


def _step(number: int, title: str) -> ScaleLevel:
    return ScaleLevel(number=number, title=title, summary=f"{title}, as far as this list says.")


def fill_store(workspace: Workspace) -> dict[str, list[str]]:
    """An organization with assessments on every sample, two on the large one; their ids by framework.

    Four of five practices are answered, a tenth of these with evidence; the first of each has a snapshot.
    """
    made: dict[str, list[str]] = {}
    for framework in every_sample():
        name = f"Organization of {framework.title}"
        owner = add_organization(workspace, name, Profile(), on=EARLIER).id
        for number in range(2 if framework.id == "large-range" else 1):
            id_ = start_assessment(workspace, owner, framework.key).id
            record_answers(workspace, id_, answers(framework, number, EARLIER))
            take_snapshot(workspace, id_, on=EARLIER)
            record_answers(workspace, id_, answers(framework, number + 7, LATER))
            made.setdefault(framework.id, []).append(id_)
    return made


def answers(framework: Framework, seed: int, on: date) -> list[Answer]:
    """Answers to four of five practices, each on its own scale."""
    found = []
    for place, practice in enumerate(framework.practices.values()):
        draw = (place * 37 + seed * 101) % 1_009
        scale = practice.scale or framework.scale
        level = scale.lowest + draw % (scale.highest - scale.lowest + 1)
        if place % 5 != 4:
            pointers = (Evidence(title="Export", date=on, level=level),) if place % 10 == 0 else ()
            found.append(Answer(practice=practice.id, level=level, on=on, evidence=pointers))
    return found
