"""What a framework is: domains, practices, levels and the scale they are answered on."""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000)]
Weight = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=36_500)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Grade = Literal["P", "S", "R", "M"]
"""P primary, S secondary, R a third party's record, M from memory and unverified."""

Basis = Literal["judgement", "source"]
"""Where a value comes from: this project's judgement, or a source that is named."""


class Frozen(BaseModel):
    """A value that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleLevel(Frozen):
    """One step of the scale, whatever the practice."""

    number: StrictInt
    title: Text
    summary: Text


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
    floor_cap: StrictInt
    basis: Basis
    reason: Text


class EvidenceKind(Frozen):
    """How long evidence of one kind keeps its weight."""

    title: Text
    half_life_days: Days
    grace_days: Annotated[int, Field(strict=True, ge=0, le=36_500)]
    basis: Basis
    reason: Text


class Period(Frozen):
    """A number of days with the reason for it."""

    days: Days
    basis: Basis
    reason: Text


class Target(Frozen):
    """The level wanted of every practice while no target profile says otherwise."""

    level: StrictInt
    basis: Basis
    reason: Text


class DetectableChange(Frozen):
    """The least change of a mean that can be told from chance, in levels."""

    overall: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    domain: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    basis: Basis
    reason: Text


class Judgement(Frozen):
    """Why a field of the practices holds the values it holds, where no source gives them."""

    field: Text
    basis: Basis
    reason: Text


class OwnerRole(Frozen):
    """The kind of colleague who usually knows the answer."""

    id: Id
    title: Text


class Preset(Frozen):
    """A named choice of practices. Without `practices` it is the whole framework."""

    id: Id
    title: Text
    summary: Text
    practices: tuple[Id, ...] | None = None
    kinds: tuple[Id, ...] | None = None
    """Kinds of service the preset is made for; it keeps only practices that apply to one of them."""


class Floor(Frozen):
    """The least level of a practice below which its domain is held back."""

    level: StrictInt
    presets: tuple[Id, ...] = Field(min_length=1)
    children_likely: bool = False
    """True: the floor holds only where children are likely users."""
    reason: Text


class Prerequisite(Frozen):
    """`practice` should be at `level` before this practice goes to `for_level`."""

    practice: Id
    level: StrictInt
    for_level: StrictInt
    reason: Text


class Reference(Frozen):
    """An item of a published scheme; its title and grade stand in registers/references.yaml."""

    framework: Id
    id: Id


class Illustration(Frozen):
    """A dated fact from a source that shows why the practice matters; never part of a level."""

    text: Text
    dated: date
    source: Id


class Practice(Frozen):
    """One thing an organization does; the unit that is answered."""

    id: Id
    title: Text
    intent: Text
    protects: tuple[Text, ...] = ()
    applies_to: tuple[Id, ...] = ()
    """Kinds of service the practice applies to; empty = every kind."""
    threats: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    stages: tuple[Literal["prevent", "detect", "respond", "learn"], ...] = ()
    owner: Id | None = None
    weight: Weight = 1
    floor: Floor | None = None
    levels: dict[StrictInt, Text]
    """Observable text for every step of the scale."""
    evidence: tuple[Text, ...] = ()
    evidence_kind: Id
    why_half_life: Text | None = None
    effort: dict[str, Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]] = {}
    """Person-weeks from one level to the next, by `to1` … `to5`."""
    why_effort: Text | None = None
    prerequisites: tuple[Prerequisite, ...] = ()
    effectiveness: dict[Id, Share] = {}
    """Share of a threat that the practice stops at the highest level, by threat."""
    why_effectiveness: Text | None = None
    proactive: Share | None = None
    """Share of the practice's effect that comes before harm."""
    why_proactive: Text | None = None
    references: tuple[Reference, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    tip: Text | None = None


class Domain(Frozen):
    """A chapter of a framework."""

    id: Id
    title: Text
    short: Text
    """Title where room is scarce."""
    question: Text
    summary: Text | None = None
    is_pillar: bool = False
    practices: tuple[Practice, ...] = Field(min_length=1)


class Framework(Frozen):
    """A published description of good practice. Identified by `id` and `version`."""

    schema_version: Literal[1]
    id: Id
    version: Id
    title: Text
    lifecycle: Literal["draft", "released", "retired"]
    dated: date
    summary: Text
    caveats: tuple[Text, ...] = ()
    """What a reader must know before trusting a number made from this framework."""
    sources: tuple[Id, ...] = ()
    scale: Scale
    method: Id = "mean"
    gate: Gate
    evidence_kinds: dict[Id, EvidenceKind]
    review: Period
    """How long a review counts."""
    recheck: Period
    """How long 'not applicable' stands when no re-check date was given."""
    target: Target
    detectable_change: DetectableChange
    judgements: tuple[Judgement, ...] = ()
    owners: tuple[OwnerRole, ...] = ()
    presets: tuple[Preset, ...]
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
