"""What a framework is: domains, practices, levels and the scale they are answered on."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError


def _plain_day(given: object) -> object:
    """Only a date, or text as 2026-11-25: neither a number nor a date with a time."""
    if (isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given)) or type(given) is date:
        return given
    raise PydanticCustomError("date_type", "Input should be a date")


Day = Annotated[date, BeforeValidator(_plain_day)]

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
PROSE_PATTERN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
STEP_PATTERN = r"^to[0-9]{1,3}$"

Id = Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN)]
Key = Annotated[str, StringConstraints(strict=True, pattern=KEY_PATTERN)]
"""A framework with its version, as `safer-by-design@1.0`."""
Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000)]
Prose = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000, pattern=PROSE_PATTERN),
]
"""Text without control characters: nothing in it steers the terminal of somebody who lists a framework."""

Weight = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=36_500)]
Months = Annotated[int, Field(strict=True, ge=1, le=600)]
LevelNumber = Annotated[int, Field(strict=True, ge=0, le=100)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Levels = Annotated[float, Field(strict=True, gt=0, le=100, allow_inf_nan=False)]
Weeks = Annotated[float, Field(strict=True, ge=0, le=10_000, allow_inf_nan=False)]
Method = Literal["mean", "weakest_fifth", "gated", "minimum", "gap_norm"]
Step = Annotated[str, StringConstraints(strict=True, pattern=STEP_PATTERN)]
"""The way up to a level, as `to3`."""
Grade = Literal["P", "S", "R", "M"]
"""P primary, S secondary, R a third party's record, M from memory and unverified."""

Basis = Literal["judgement", "source"]
"""Where a value comes from: this project's judgement, or a source that is named."""


class Frozen(BaseModel):
    """A value that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleLevel(Frozen):
    """One step of the scale, whatever the practice."""

    number: LevelNumber
    title: Prose
    summary: Prose


class Scale(Frozen):
    """The steps a practice is answered on, from the lowest to the highest, without holes."""

    levels: tuple[ScaleLevel, ...] = Field(min_length=2)

    @property
    def lowest(self) -> int:
        """Number of the first step."""
        return self.levels[0].number

    @property
    def highest(self) -> int:
        """Number of the last step."""
        return self.levels[-1].number


class Gate(Frozen):
    """The rule for a domain's level: the share of weight that must reach it, and what a missed floor caps it at."""

    numerator: Annotated[int, Field(strict=True, ge=1)]
    denominator: Annotated[int, Field(strict=True, ge=1)]
    floor_cap: LevelNumber
    basis: Basis
    reason: Prose


class EvidenceKind(Frozen):
    """How long evidence of one kind keeps its weight."""

    title: Prose
    half_life_days: Days
    grace_days: Annotated[int, Field(strict=True, ge=0, le=36_500)]
    basis: Basis
    reason: Prose


class Period(Frozen):
    """A number of days with the reason for it."""

    days: Days
    basis: Basis
    reason: Prose


class Target(Frozen):
    """The level wanted of every practice while no target profile says otherwise."""

    level: LevelNumber
    basis: Basis
    reason: Prose


class Goal(Frozen):
    """A level to reach, and in how many months."""

    level: LevelNumber
    months: Months


class TargetProfile(Frozen):
    """Levels and times that suit organizations at one stage; `id` is a stage of registers/profiles.yaml."""

    id: Id
    title: Prose
    summary: Prose
    everywhere: Goal
    floors: Goal
    """For the practices that are floors for the organization."""
    practices: dict[Id, Goal] = {}
    """For single practices, floors or not."""
    basis: Basis
    reason: Prose


class DetectableChange(Frozen):
    """The least change of a mean that can be told from chance, in levels."""

    overall: Levels
    domain: Levels
    spread: Levels
    """Standard deviation of one practice's level between two assessors."""
    shift: Levels
    """Standard deviation of an assessor's average."""
    basis: Basis
    reason: Prose


class Judgement(Frozen):
    """Why a field of the practices holds the values it holds, where no source gives them."""

    field: Prose
    basis: Basis
    reason: Prose


class OwnerRole(Frozen):
    """The kind of colleague who usually knows the answer."""

    id: Id
    title: Prose


class Preset(Frozen):
    """A named choice of practices. Without `practices` it is the whole framework."""

    id: Id
    title: Prose
    summary: Prose
    practices: tuple[Id, ...] | None = None
    kinds: tuple[Id, ...] | None = None
    """Kinds of service the preset is made for; it keeps only practices that apply to one of them."""


class Floor(Frozen):
    """The least level of a practice below which its domain is held back."""

    level: LevelNumber
    presets: tuple[Id, ...] = Field(min_length=1)
    children_likely: StrictBool = False
    """True: the floor holds only where children are likely users."""
    reason: Prose


class Prerequisite(Frozen):
    """`practice` should be at `level` before this practice goes to `for_level`."""

    practice: Id
    level: LevelNumber
    for_level: LevelNumber
    reason: Prose


class Reference(Frozen):
    """An item of a published scheme; its title and grade stand in registers/references.yaml."""

    framework: Id
    id: Id


class Illustration(Frozen):
    """A dated fact from a source that shows why the practice matters; never part of a level."""

    text: Prose
    dated: Day
    source: Id


class Practice(Frozen):
    """One thing an organization does; the unit that is answered."""

    id: Id
    title: Prose
    intent: Prose
    protects: tuple[Prose, ...] = ()
    applies_to: tuple[Id, ...] = ()
    """Kinds of service the practice applies to; empty = every kind."""
    threats: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    stages: tuple[Literal["prevent", "detect", "respond", "learn"], ...] = ()
    owner: Id | None = None
    weight: Weight = 1
    floor: Floor | None = None
    levels: dict[LevelNumber, Prose] = {}
    """Observable text for every step of the scale; in an outline the scale's own words."""
    evidence: tuple[Prose, ...] = ()
    evidence_kind: Id
    why_half_life: Prose | None = None
    effort: dict[Step, Weeks] = {}
    """Person-weeks from one level to the next, by `to1` … `to5`."""
    why_effort: Prose | None = None
    prerequisites: tuple[Prerequisite, ...] = ()
    effectiveness: dict[Id, Share] = {}
    """Share of a threat that the practice stops at the highest level, by threat."""
    why_effectiveness: Prose | None = None
    proactive: Share | None = None
    """Share of the practice's effect that comes before harm."""
    why_proactive: Prose | None = None
    references: tuple[Reference, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    tip: Prose | None = None
    source: Id | None = None
    """Of an item of somebody else's list: where its id and title were read."""
    grade: Grade | None = None
    """How well that is known."""
    addressees: Prose | None = None
    """Whom the list addresses the item to; None = unknown."""


class Group(Frozen):
    """Some practices of a domain under a heading of their own, and the groups below it."""

    id: Id
    title: Prose
    summary: Prose | None = None
    practices: tuple[Id, ...] = ()
    """Those that stand in it directly."""
    children: tuple["Group", ...] = ()

    def all_practices(self) -> tuple[str, ...]:
        """Those in it and in every group below it, in order."""
        return (*self.practices, *(id_ for child in self.children for id_ in child.all_practices()))


class DomainHead(Frozen):
    """What a chapter of a framework says of itself."""

    id: Id
    title: Prose
    short: Prose
    """Title where room is scarce."""
    question: Prose
    summary: Prose | None = None
    is_pillar: StrictBool = False
    children: tuple[Group, ...] = ()
    """Its practices under headings, to any depth."""


class Domain(DomainHead):
    """A chapter of a framework."""

    practices: tuple[Practice, ...] = Field(min_length=1)
    """All of them, whatever group they stand in."""


class Framework(Frozen):
    """A published description of good practice. Identified by `id` and `version`."""

    schema_version: Annotated[int, Field(strict=True, ge=1, le=1)]
    id: Id
    version: Id
    title: Prose
    lifecycle: Literal["draft", "released", "retired"]
    dated: Day
    is_outline: StrictBool = False
    """True: the items of somebody else's list in our words, without level texts, to be read through a crosswalk."""
    license: Prose | None = None
    """Under which terms the texts may be used."""
    summary: Prose
    caveats: tuple[Prose, ...] = ()
    """What a reader must know before trusting a number made from this framework."""
    sources: tuple[Id, ...] = ()
    scale: Scale
    method: Method = "mean"
    gate: Gate
    evidence_kinds: dict[Id, EvidenceKind]
    review: Period
    """How long a review counts."""
    recheck: Period
    """How long 'not applicable' stands when no re-check date was given."""
    target: Target
    target_profiles: tuple[TargetProfile, ...] = ()
    """Targets by stage, for organizations to begin from."""
    detectable_change: DetectableChange
    judgements: tuple[Judgement, ...] = ()
    owners: tuple[OwnerRole, ...] = ()
    presets: tuple[Preset, ...] = Field(min_length=1)
    """The first one is the default."""
    domains: tuple[Domain, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """`id@version`, as answers files name it."""
        return f"{self.id}@{self.version}"

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """Every practice by id, in the order of the framework."""
        return {practice.id: practice for domain in self.domains for practice in domain.practices}

    @cached_property
    def domain_of(self) -> dict[str, Domain]:
        """The domain of each practice, by the practice's id."""
        return {practice.id: domain for domain in self.domains for practice in domain.practices}

    def preset(self, preset_id: str | None = None) -> Preset:
        """The preset with this id, or the default one. Raises KeyError for an id that is not there."""
        if preset_id is None:
            return self.presets[0]
        return {preset.id: preset for preset in self.presets}[preset_id]

    def kind_of(self, practice: Practice) -> EvidenceKind:
        """How long evidence for this practice keeps its weight."""
        return self.evidence_kinds[practice.evidence_kind]
