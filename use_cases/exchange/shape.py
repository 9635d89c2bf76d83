"""The answers file as a value and as a tree: one shape for JSON and YAML, and what is checked in every format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frameworks.errors import MaturityError
from frameworks.formats.building import plain_id
from frameworks.registers.register import load_profiles
from scoring.adjustment import Adjustment
from scoring.assessment import Answer
from scoring.organization import Profile
from use_cases.exchange.adjustment_shape import adjustment_as_tree
from use_cases.exchange.answer_shape import answer_as_tree, read_answer
from use_cases.exchange.origin import Origin, origin_as_tree, read_origin
from use_cases.exchange.reading import ID_PATTERN, Path, Reading, describe, quote

FILE_KEYS = ("framework", "organization", "as_of", "profile", "preset", "about", "made_from", "answers", "adjustments")
PROFILE_KEYS = ("kinds", "children_likely", "countries", "size", "stage")


class AnswersNotReadable(MaturityError):
    """An answers file cannot be used as it is written; nothing of it was kept."""

    exit_code = 11


class TeamNotChosen(AnswersNotReadable):
    """A file holds the answers of several teams, and none of them is named."""

    teams: tuple[str, ...] = ()
    """Those it has, as the file calls them."""


class ProfileNotReadable(AnswersNotReadable):
    """A profile uses words that are not known."""


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What an organization answered, as it travels in a file."""

    framework: str | None = None
    """`id` or `id@version`; a CSV file names none."""
    organization: str = ""
    as_of: date | None = None
    """The day evidence ages against; None = today."""
    profile: Profile = field(default_factory=Profile)
    preset: str | None = None
    about: str = ""
    """What a reader should know of the file: who made it, when, for whose eyes."""
    answers: tuple[Answer, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    """Where the organization's estimates stand in place of the framework's; a CSV file has no room for them."""
    made_from: Origin | None = None
    """None for a file that was not exported, and for CSV."""
    remarks: tuple[str, ...] = field(default=(), compare=False)
    """What of the file was left aside, in sentences."""
    is_history: bool = field(default=False, compare=False)
    """Whether a practice may have several answers, in the order of their days."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file read into a tree but not yet checked, with the words that say where each path stands."""

    tree: Any
    reading: Reading
    remarks: tuple[str, ...] = ()
    """What was left aside, in sentences."""
    listed: frozenset[str] | None = None
    """Practices the file lists, answered or not; None for a file that lists only answers."""
    is_history: bool = False
    """Whether a practice may have several answers, each for its own day, in the order of their days."""


def read_header(draft: Draft) -> AnswersFile:
    """The file without its answers; faults go to the draft's reading."""
    reading = draft.reading
    tree = reading.mapping(draft.tree, (), "The file")
    if tree is None:
        return AnswersFile()
    reading.check_keys(tree, (), FILE_KEYS)
    return AnswersFile(
        framework=_framework(reading, tree),
        organization=reading.text(tree, (), "organization", 2_000),
        as_of=reading.date(tree, (), "as_of"),
        profile=_profile(reading, tree),
        preset=reading.text(tree, (), "preset", 2_000) or None,
        about=reading.text(tree, (), "about", 2_000),
        made_from=read_origin(reading, tree),
    )


def read_items(draft: Draft, as_of: date) -> list[tuple[Path, Answer]]:
    """Each answer with the path it stands at. A value at fault is replaced, so that the rest can still be checked."""
    reading = draft.reading
    if not isinstance(draft.tree, dict):
        return []
    if "answers" not in draft.tree:
        reading.fault((), "The file has no answers.", "add a list named 'answers'; it may be empty: [].")
    found: list[tuple[Path, Answer]] = []
    first_place: dict[str, Path] = {}
    for number, entry in enumerate(reading.items(draft.tree, (), "answers")):
        path: Path = ("answers", number)
        answer = read_answer(reading, entry, path, as_of)
        if answer is None:
            continue
        if answer.practice and answer.practice in first_place and not draft.is_history:
            reading.fault(
                path,
                f"{quote(answer.practice)} is answered twice; first at {reading.locate(first_place[answer.practice])}.",
                "keep one answer for each practice.",
            )
        first_place.setdefault(answer.practice, path)
        found.append((path, answer))
    return found


def read_profile(tree: Any, locate: Callable[[Path], str]) -> Profile:
    """The profile a list of kinds or a set of keys describes.

    Raises:
        ProfileNotReadable: it uses words that are not known.
    """
    reading = Reading(locate)
    profile = _profile(reading, {"profile": tree})
    if reading.faults:
        raise ProfileNotReadable(*reading.faults)
    return profile


def file_as_tree(answers_file: AnswersFile) -> dict[str, Any]:
    """The tree that reads back as the same value; what is empty is left out."""
    tree: dict[str, Any] = {
        "about": answers_file.about,
        "framework": answers_file.framework,
        "organization": answers_file.organization,
        "as_of": answers_file.as_of.isoformat() if answers_file.as_of else None,
        "profile": profile_as_tree(answers_file.profile),
        "preset": answers_file.preset,
    }
    if answers_file.made_from is not None:
        tree["made_from"] = origin_as_tree(answers_file.made_from)
    filled = {key: value for key, value in tree.items() if value}
    adjusted = [adjustment_as_tree(one) for one in answers_file.adjustments]
    answers = [answer_as_tree(answer) for answer in answers_file.answers]
    return {**filled, "answers": answers, **({"adjustments": adjusted} if adjusted else {})}


def profile_as_tree(profile: Profile) -> dict[str, Any]:
    """The profile as the answers file writes it; empty for a profile that says nothing."""
    return {
        **({"kinds": list(profile.kinds)} if profile.kinds is not None else {}),
        **({"children_likely": True} if profile.children_likely else {}),
        **({"countries": list(profile.countries)} if profile.countries else {}),
        **({"size": profile.size} if profile.size else {}),
        **({"stage": profile.stage} if profile.stage else {}),
    }


def _framework(reading: Reading, tree: Mapping[Any, Any]) -> str | None:
    named = reading.text(tree, (), "framework", 200)
    if not named:
        return None
    id_, _, version = named.partition("@")
    if ID_PATTERN.fullmatch(id_) and (ID_PATTERN.fullmatch(version) or "@" not in named):
        return named
    # A framework of others may be named as its source writes it; its id was made of that.
    if (made := plain_id(id_, "")) and (edition := plain_id(version, "")):
        return f"{made}@{edition}"
    reading.fault(
        ("framework",),
        f"{quote(named)} does not name a framework.",
        "write its id, or id@version, for example safer-by-design@1.0.",
    )
    return None


def _profile(reading: Reading, tree: Mapping[Any, Any]) -> Profile:
    given = tree.get("profile")
    here: Path = ("profile",)
    if given is None:
        return Profile()
    if isinstance(given, list):
        return Profile(kinds=_kinds(reading, given, here))
    if not isinstance(given, dict):
        reading.fault(
            here,
            f"profile is {describe(given)}, neither a list of kinds of service nor a set of keys.",
            f"write a list such as [ugc, live], or the keys {', '.join(PROFILE_KEYS)}.",
        )
        return Profile()
    reading.check_keys(given, here, PROFILE_KEYS)
    register = load_profiles()
    kinds = reading.items(given, here, "kinds")
    return Profile(
        kinds=_kinds(reading, kinds, (*here, "kinds")) if given.get("kinds") is not None else None,
        children_likely=reading.flag(given, here, "children_likely"),
        countries=_chosen(
            reading,
            reading.items(given, here, "countries"),
            (*here, "countries"),
            "Country",
            [country.code for country in register.countries],
        ),
        size=_one(reading, given, "size", [size.id for size in register.sizes]),
        stage=_one(reading, given, "stage", [stage.id for stage in register.stages]),
    )


def _kinds(reading: Reading, given: Sequence[Any], path: Path) -> tuple[str, ...] | None:
    if not given and path not in reading.faulty:
        reading.fault(
            path, "The profile names no kind of service.", "name at least one, or leave it out for every kind."
        )
    return _chosen(reading, given, path, "Kind of service", [kind.id for kind in load_profiles().kinds]) or None


def _chosen(reading: Reading, given: Sequence[Any], path: Path, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for number, value in enumerate(given):
        word = _known(reading, value, (*path, number), name, allowed)
        if word is not None and word in chosen:
            reading.fault((*path, number), f"{quote(word)} stands here twice.", "name it once.")
        elif word is not None:
            chosen.append(word)
    return tuple(chosen)


def _one(reading: Reading, tree: Mapping[Any, Any], key: str, allowed: Sequence[str]) -> str | None:
    value = tree.get(key)
    return None if value is None else _known(reading, value, ("profile", key), key.capitalize(), allowed)


def _known(reading: Reading, value: Any, path: Path, name: str, allowed: Sequence[str]) -> str | None:
    if len(allowed) < 20 or value in allowed:
        return reading.choice(value, path, allowed, name)
    shown = quote(value) if isinstance(value, str) else describe(value)
    reading.fault(
        path,
        f"{name} {shown} is not known.{reading.nearest(value, allowed)}",
        "use the two capital letters of ISO 3166.",
    )
    return None
