"""The registers: dated reference data that frameworks and pages refer to, typed and read once."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from frameworks.documents import read_tree
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.model import Frozen, Grade, Id, Text

FOLDER = Path(__file__).parent
Words = Annotated[str, Field(strict=True, max_length=2_000)]
"""Text that may be empty: what is not known stays empty."""


class Titled(Frozen):
    """A word of a profile: its id and the title a person reads."""

    id: Id
    title: Text


class Described(Titled):
    """A word with a sentence that explains it."""

    summary: Text


class Country(Frozen):
    """A country by its ISO 3166-1 alpha-2 code."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: Text


class Profiles(Frozen):
    """What an organization's profile may say."""

    dated: date
    kinds: tuple[Described, ...]
    sizes: tuple[Titled, ...]
    stages: tuple[Titled, ...]
    countries: tuple[Country, ...]


class Threat(Described):
    """A threat, and the harms it brings."""

    harms: tuple[Text, ...]


class Threats(Frozen):
    """The threats, and the challenges inherent in the subject."""

    dated: date
    threats: tuple[Threat, ...]
    challenges: tuple[Described, ...]


class Source(Frozen):
    """Where a fact comes from."""

    key: Id
    grade: Grade
    address: Words


class Sources(Frozen):
    """All sources."""

    dated: date
    sources: tuple[Source, ...]


class SchemeItem(Frozen):
    """An identifier of a published scheme; grade M means that its title is unverified."""

    id: Id
    title: Text
    grade: Grade
    source: Words


class Scheme(Frozen):
    """A published scheme that practices refer to."""

    id: Id
    title: Text
    note: Words
    items: tuple[SchemeItem, ...]


class References(Frozen):
    """All schemes."""

    dated: date
    schemes: tuple[Scheme, ...]

    def find(self, scheme_id: str, item_id: str) -> SchemeItem | None:
        """The item of a scheme, or None where the register does not know it."""
        return next(
            (item for scheme in self.schemes if scheme.id == scheme_id for item in scheme.items if item.id == item_id),
            None,
        )


class Pathway(Frozen):
    """Whom to tell in a country or region. Empty fields are not known; `verified_on` is empty until verified."""

    id: Id
    region: Text
    countries: tuple[str, ...]
    receiver: Text
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
    has_unverified_parts: bool
    sources: tuple[Id, ...]
    verified_on: date | None

    @property
    def is_unverified(self) -> bool:
        """Nobody has read the original text of any part."""
        return self.verified_on is None


class Pathways(Frozen):
    """All pathways."""

    dated: date
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


def _load(name: str, model: type[_Register]) -> _Register:
    path = FOLDER / f"{name}.yaml"
    tree = read_tree(path, path.name, "yaml")
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        raise FrameworkNotReadable(
            *(
                Fault(
                    f"The register says something that does not fit: {fault['msg']}.",
                    f"registers/{path.name} > " + " > ".join(str(step) for step in fault["loc"]),
                    "mend the file.",
                )
                for fault in error.errors()
            )
        ) from error
