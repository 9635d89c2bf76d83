"""The registers: dated reference data that frameworks and pages refer to, typed and read once."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StrictBool, ValidationError

from frameworks.documents import MOST_FAULTS, read_lines, read_tree
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.fields import Day, Frozen, Grade, Id, Prose
from frameworks.plain_faults import Place, plain_words

FOLDER = Path(__file__).parent
Words = Annotated[str, Field(strict=True, max_length=2_000)]
"""Text that may be empty: what is not known stays empty."""


class Titled(Frozen):
    """A word of a profile: its id and the title a person reads."""

    id: Id
    title: Prose


class Described(Titled):
    """A word with a sentence that explains it."""

    summary: Prose


class Country(Frozen):
    """A country by its ISO 3166-1 alpha-2 code."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: Prose


class Profiles(Frozen):
    """What an organization's profile may say."""

    dated: Day
    kinds: tuple[Described, ...]
    sizes: tuple[Titled, ...]
    stages: tuple[Titled, ...]
    countries: tuple[Country, ...]


class Threat(Described):
    """A threat, how it comes about, and the harms it brings."""

    description: tuple[Prose, ...]
    harms: tuple[Prose, ...]
    source: Id
    grade: Grade
    note: Words
    """What of it does not rest on the source."""


class Threats(Frozen):
    """The threats, and the challenges inherent in the subject."""

    dated: Day
    threats: tuple[Threat, ...]
    challenges: tuple[Described, ...]


class Mapped(Frozen):
    """A practice of a framework, and why it stands here."""

    practice: Id
    reason: Prose


class Aspect(Described):
    """One side of victim identification, and the practices that support it."""

    practices: tuple[Mapped, ...] = Field(min_length=1)


class Part(Described):
    """Its process, its strategies or its practices."""

    aspects: tuple[Aspect, ...] = Field(min_length=1)


class VictimIdentification(Frozen):
    """How children in child sexual abuse material are identified, and what of it an organization supports."""

    dated: Day
    framework: Id
    """The framework whose practices are named."""
    summary: Prose
    boundary: Prose
    """What an organization leaves to others."""
    source: Id
    grade: Grade
    parts: tuple[Part, ...]


class Source(Frozen):
    """Where a fact comes from."""

    key: Id
    grade: Grade
    address: Words


class Sources(Frozen):
    """All sources."""

    dated: Day
    sources: tuple[Source, ...]


class SchemeItem(Frozen):
    """An identifier of a published scheme; grade M means that its title is unverified."""

    id: Id
    title: Prose
    grade: Grade
    source: Words


class Scheme(Frozen):
    """A published scheme that practices refer to."""

    id: Id
    title: Prose
    note: Words
    items: tuple[SchemeItem, ...]


class References(Frozen):
    """All schemes."""

    dated: Day
    schemes: tuple[Scheme, ...]

    def find(self, scheme_id: str, item_id: str) -> SchemeItem | None:
        """The item of a scheme, or None where the register does not know it."""
        return next(
            (item for scheme in self.schemes if scheme.id == scheme_id for item in scheme.items if item.id == item_id),
            None,
        )


Receiving = Literal["police", "hotline", "authority", "removal"]
"""As what a receiver is turned to: the police; a hotline for anyone; the authority named for providers; the removal of
an image, for the person it shows."""

Binding = Literal["must", "may", "pending"]
"""What a law makes of it: a duty of those it names, an offer that anyone or those named can use, or nothing yet."""


class Pathway(Frozen):
    """Whom to tell in a country or region. Empty fields are not known; `verified_on` is empty until verified."""

    id: Id
    region: Prose
    countries: tuple[str, ...]
    receiver: Prose
    turned_to_as: tuple[Receiving, ...]
    """Empty: it takes no reports."""
    binding: Binding
    duty: Words
    legal_basis: Words
    channel: Words
    trigger: Words
    content_scope: Words
    deadline: Words
    retention: Words
    prerequisite: Words
    confidentiality: Words
    penalty: Words
    grade: Grade
    has_unverified_parts: StrictBool
    sources: tuple[Id, ...]
    verified_on: Day | None

    @property
    def is_unverified(self) -> bool:
        """Nobody has read the original text of any part."""
        return self.verified_on is None


class Pathways(Frozen):
    """All pathways."""

    dated: Day
    pathways: tuple[Pathway, ...]


_Register = TypeVar("_Register", bound=Frozen)


@cache
def load_profiles() -> Profiles:
    """What a profile may say."""
    return _load("profiles", Profiles)


@cache
def load_threats() -> Threats:
    """The threats and challenges."""
    return _load("threats", Threats)


@cache
def load_victim_identification() -> VictimIdentification:
    """How children are identified, and the practices that support it."""
    return _load("victim_identification", VictimIdentification)


@cache
def load_sources() -> Sources:
    """Where facts come from."""
    return _load("sources", Sources)


@cache
def load_references() -> References:
    """The published schemes that practices refer to."""
    return _load("references", References)


@cache
def load_pathways() -> Pathways:
    """Whom to tell, by country. Not legal advice."""
    return _load("pathways", Pathways)


def load_register_file(path: Path, model: type[_Register]) -> _Register:
    """One register from its file. Raises FrameworkNotReadable with every fault."""
    name = f"{path.parent.name}/{path.name}"
    tree = read_tree(path, name, "yaml")
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        lines = read_lines(path, name)
        place = Place(path.parent.name, path.name, {}, tree if isinstance(tree, dict) else {}, lambda _: lines)
        complaints = [
            (place.of(one["loc"]), *plain_words(one, model)) for one in error.errors(include_url=False)[:MOST_FAULTS]
        ]
        raise FrameworkNotReadable(*(Fault(what, where, mend) for where, what, mend in complaints)) from error


def _load(name: str, model: type[_Register]) -> _Register:
    return load_register_file(FOLDER / f"{name}.yaml", model)
