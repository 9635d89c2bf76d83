"""What a framework is: domains, practices, levels and the scale they are answered on."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, ValidationInfo
from pydantic_core import PydanticCustomError

from frameworks.fields import (
    Basis,
    Day,
    Days,
    Frozen,
    Grade,
    Id,
    Levels,
    Months,
    PartId,
    Passage,
    Prose,
    Share,
    Step,
    Weeks,
    Weight,
)
from frameworks.origin import Origin, Question
from frameworks.scale import LevelNumber, Scale

Method = Literal[
    "mean", "weakest_fifth", "gated", "minimum", "gap_norm", "mean_of_means", "samm", "gate_matrix", "dsomm"
]


class Gate(Frozen):
    """The rule for a domain's level: the share of weight that must reach it, and what a missed floor caps it at."""

    numerator: Annotated[int, Field(strict=True, ge=1)]
    denominator: Annotated[int, Field(strict=True, ge=1)]
    floor_cap: LevelNumber
    basis: Basis
    reason: Prose


class GateMatrix(Frozen):
    """The rule for a domain's level by rungs: the step that its practices must have reached for each of them.

    A level is reached where the practices of that rung stand at `own` or higher, and those of all rungs below it at
    `lower` or higher. The same step for both is the shape of C2M2; a higher one for `lower` that of ISO/IEC 33020.
    """

    own: LevelNumber
    lower: LevelNumber
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
    practices: dict[PartId, Goal] = {}
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

    id: PartId
    title: Prose
    summary: Prose
    practices: tuple[PartId, ...] | None = None
    kinds: tuple[Id, ...] | None = None
    """Kinds of service the preset is made for; it keeps only practices that apply to one of them."""


class Floor(Frozen):
    """The least level of a practice below which its domain is held back."""

    level: LevelNumber
    presets: tuple[PartId, ...] = Field(min_length=1)
    children_likely: StrictBool = False
    """True: the floor holds only where children are likely users."""
    reason: Prose


class Prerequisite(Frozen):
    """`practice` should be at `level` before this practice goes to `for_level`."""

    practice: PartId
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

    id: PartId
    title: Prose
    intent: Passage
    protects: tuple[Prose, ...] = ()
    applies_to: tuple[Id, ...] = ()
    """Kinds of service the practice applies to; empty = every kind."""
    threats: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    stages: tuple[Literal["prevent", "detect", "respond", "learn"], ...] = ()
    owner: Id | None = None
    weight: Weight = 1
    floor: Floor | None = None
    scale: Scale | None = None
    """Where it is not answered on the framework's."""
    rung: LevelNumber | None = None
    """The level of the framework that the practice belongs to, for methods that climb level by level."""
    levels: dict[LevelNumber, Prose] = {}
    """Observable text for every step of the scale; of outlines and imported frameworks the scale's own words."""
    questions: tuple[Question, ...] = ()
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
    origin: Origin | None = None


class Group(Frozen):
    """Some practices of a domain under a heading of their own, and the groups below it."""

    id: PartId
    title: Prose
    summary: Passage | None = None
    weight: Weight = 1
    """Among what stands beside it; only the mean of means asks for it."""
    origin: Origin | None = None
    practices: tuple[PartId, ...] = ()
    """Those that stand in it directly."""
    children: tuple["Group", ...] = ()

    def all_practices(self) -> tuple[str, ...]:
        """Those in it and in every group below it, in order."""
        return (*self.practices, *(id_ for child in self.children for id_ in child.all_practices()))


class DomainHead(Frozen):
    """What a chapter of a framework says of itself."""

    id: PartId
    title: Prose
    short: Prose
    """Title where room is scarce."""
    question: Prose
    summary: Passage | None = None
    is_pillar: StrictBool = False
    weight: Weight = 1
    """As of a group."""
    children: tuple[Group, ...] = ()
    """Its practices under headings, to any depth."""
    origin: Origin | None = None


def _some_practices(given: object, info: ValidationInfo) -> object:
    """At least one; a chapter that was imported may be without."""
    if given or info.data.get("origin") is not None:
        return given or ()
    if given is None:
        raise PydanticCustomError("missing", "Field required")
    raise PydanticCustomError("too_short", "Too short", {"min_length": 1})


class Domain(DomainHead):
    """A chapter of a framework."""

    practices: Annotated[tuple[Practice, ...], BeforeValidator(_some_practices)] = Field(
        default=None, validate_default=True
    )
    """All of them, whatever group they stand in; a chapter of an imported framework may have none."""


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
    origin: Origin | None = None
    """Where an imported framework comes from; its practices take the words of their scale."""
    license: Passage | None = None
    """Under which terms the texts may be used."""
    summary: Passage
    caveats: tuple[Prose, ...] = ()
    """What a reader must know before trusting a number made from this framework."""
    sources: tuple[Id, ...] = ()
    scale: Scale
    method: Method = "mean"
    gate: Gate
    gate_matrix: GateMatrix | None = None
    """Where its practices stand on rungs that are climbed one by one."""
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
    def takes_words_of_the_scale(self) -> bool:
        """Whether its practices bring no level texts of their own."""
        return self.is_outline or self.origin is not None

    @property
    def key(self) -> str:
        """`id@version`, as answers files name it."""
        return f"{self.id}@{self.version}"

    @property
    def is_template(self) -> bool:
        """Whether it is made to be copied under another id and filled, as its own id says."""
        return self.id.startswith("template-")

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """Every practice by id, in the order of the framework."""
        return {practice.id: practice for domain in self.domains for practice in domain.practices}

    @cached_property
    def domain_of(self) -> dict[str, Domain]:
        """The domain of each practice, by the practice's id."""
        return {practice.id: domain for domain in self.domains for practice in domain.practices}

    def preset(self, preset_id: str | None = None) -> Preset:
        """The preset with this id, or the default one; of several ids parted by commas, what any of them chooses.

        Raises KeyError for an id that is not there.
        """
        if preset_id is None:
            return self.presets[0]
        known = {preset.id: preset for preset in self.presets}
        if preset_id in known:
            return known[preset_id]
        chosen = [known[id_.strip()] for id_ in preset_id.split(",")]
        return _any_of(preset_id, chosen)

    def scale_of(self, practice_id: str) -> Scale:
        """The scale this practice is answered on; of one that is not there the framework's."""
        practice = self.practices.get(practice_id)
        return (practice and practice.scale) or self.scale

    def kind_of(self, practice: Practice) -> EvidenceKind:
        """How long evidence for this practice keeps its weight."""
        return self.evidence_kinds[practice.evidence_kind]


def _any_of(id_: str, presets: Sequence[Preset]) -> Preset:
    """One preset that holds what any of these holds. They choose by practice alone."""
    title = ", ".join(preset.title for preset in presets)
    every = [preset.practices for preset in presets]
    practices = None if None in every else tuple(dict.fromkeys(one for chosen in every for one in chosen or ()))
    return Preset(id=id_, title=title, summary=title, practices=practices)
