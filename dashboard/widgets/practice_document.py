"""One practice as part of a document: everything a framework says of it, as HTML; every text is escaped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from urllib.parse import urlencode

from dashboard.widgets.adjusted_words import adjusted_sentence
from dashboard.widgets.dates import day
from dashboard.widgets.marks import tag
from dashboard.widgets.part_keys import key_part
from dashboard.widgets.practice_search import kind_titles, marked
from dashboard.widgets.scale_words import band_of, figure_of, scale_words
from frameworks.model import Framework, Practice
from frameworks.origin import Question
from frameworks.registers.law import load_laws
from frameworks.registers.register import SchemeItem, load_references, load_sources, load_threats
from frameworks.scale import Scale
from scoring.adjusted import Adjusted
from scoring.adjustment import Key

GRADES = {"P": "primary source", "S": "secondary source", "R": "a third party's record", "M": "unverified"}
Fact = tuple[str, str]
"""A term and what is said of it, as HTML."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is read now: what is looked for, what is open, what of it is on the page."""

    framework: Framework
    words: Sequence[str] = ()
    left_out: Mapping[str, str] | None = None
    """Why practices are out of scope, by id; None while no profile is open."""
    floors: frozenset[str] = frozenset()
    """The practices that are floors for the open profile."""
    shown: frozenset[str] = frozenset()
    is_open: bool = False
    address: str = ""
    """What follows the practice in its address: framework and assessment."""
    adjusted: Mapping[Key, Adjusted] = field(default_factory=dict)
    """The estimates that the open organization has adjusted; the document shows the framework's own beside them."""

    def link(self, practice_id: str) -> str:
        """The id and title of another practice; a link where it stands on the same page."""
        named = self.framework.practices.get(practice_id)
        words = escape(f"{practice_id} {named.title}" if named else practice_id)
        return f'<a href="#full-{key_part(practice_id)}">{words}</a>' if practice_id in self.shown else words

    def basis(self, field: str) -> str:
        """The mark that says where the values of a field come from."""
        found = next((one.basis for one in self.framework.judgements if one.field == field), None)
        return tag(found) if found else tag("basis not stated", "warn")

    def adjustments(self, practice_id: str, *fields: str) -> str:
        """What the open organization says instead of the framework's estimates."""
        marks = [mark for (id_, name, _), mark in self.adjusted.items() if id_ == practice_id and name in fields]
        return "".join(f"<small>{escape(adjusted_sentence(mark))}</small>" for mark in marks)

    def stated(self, field: str) -> str:
        """The same mark where there is one, for what explains itself."""
        return self.basis(field) if any(one.field == field for one in self.framework.judgements) else ""


def practice_document(practice: Practice, reading: Reading) -> str:
    """Heading, intent, and below a summary that opens: levels in full, then every other field."""
    id_, anchor = escape(practice.id), key_part(practice.id)
    return (
        f'<article class="practice"><h3 id="p-{anchor}"><span class="pid">{marked(practice.id, reading.words)}</span> '
        f"{marked(practice.title, reading.words)}</h3>{_marks(practice, reading)}"
        f"<p>{marked(practice.intent, reading.words)}</p>"
        f"<details{' open' if reading.is_open else ''}><summary>{id_} in full"
        f'{_found_in(practice, reading)}</summary><div id="full-{anchor}">'
        f"{_levels(practice, reading)}{_facts(practice, reading)}</div></details></article>"
    )


def rests_on_law(framework: Framework, practice_id: str) -> bool:
    """Whether a practice is read with the pathways beside it."""
    laws = load_laws()
    return framework.id == laws.framework and practice_id in laws.practices


def source_words(key: str) -> str:
    """Address and grade of a source, as HTML."""
    source = next((one for one in load_sources().sources if one.key == key), None)
    if source is None:
        return f"{escape(key)}, {tag('unverified', 'warn')}"
    return f"{escape(source.address or f'{key}, address not recorded')}, {grade_words(source.grade)}"


def grade_words(grade: str) -> str:
    """How far something can be trusted; what nobody has verified stands out."""
    return tag(GRADES["M"], "warn") if grade == "M" else GRADES[grade]


def threat_titles() -> dict[str, str]:
    """Threats by id, as the register names them."""
    return {threat.id: threat.title for threat in load_threats().threats}


def _marks(practice: Practice, reading: Reading) -> str:
    words = []
    if practice.floor is not None:
        holds = reading.left_out is None or practice.id in reading.floors
        words.append(tag(f"floor: level {practice.floor.level}{'' if holds else ', not for this profile'}"))
    if reading.left_out is not None:
        why = reading.left_out.get(practice.id)
        words.append(f"<span>out of scope: {escape(why)}</span>" if why else "<span>applies</span>")
    if practice.grade:
        words.append(f"<span>title: {grade_words(practice.grade)}</span>")
    owners = {owner.id: owner.title for owner in reading.framework.owners}
    if practice.owner:
        words.append(f"<span>usually answered by {escape(owners.get(practice.owner, practice.owner))}</span>")
    return f'<p class="marks">{"".join(words)}</p>'


def _found_in(practice: Practice, reading: Reading) -> str:
    """In which levels the words that are looked for stand."""
    if not reading.words:
        return ""
    levels = [str(number) for number, text in practice.levels.items() if "<mark>" in marked(text, reading.words)]
    return f": found at level {', '.join(levels)}" if levels else ""


def _levels(practice: Practice, reading: Reading) -> str:
    scale = reading.framework.scale_of(practice.id)
    if reading.framework.takes_words_of_the_scale and _says_the_scale(practice, scale):
        words = "the framework's scale" if practice.scale is None else "an own scale"
        return f'<p class="quiet">Answered on {words}, {escape(scale_words(scale))}.</p>'
    rows = "".join(
        f'<tr><th scope="row"><b class="l{band_of(scale, level.number)}">{figure_of(scale, level.number)}</b> '
        f"{escape(level.title)}</th><td>{marked(practice.levels.get(level.number, ''), reading.words)}</td></tr>"
        for level in scale.levels
    )
    caption = f'<caption class="unseen">Levels of {escape(practice.id)}</caption>'
    return f'<table class="rows levels">{caption}<tbody>{rows}</tbody></table>'


def _says_the_scale(practice: Practice, scale: Scale) -> bool:
    """Whether the level texts are those of the scale, which stand where the scale is explained."""
    own_words = {level.number: level.summary for level in scale.levels}
    is_plain = scale.is_range or practice.scale is None
    return is_plain and all(own_words.get(number) == text for number, text in practice.levels.items())


def _facts(practice: Practice, reading: Reading) -> str:
    facts = [
        *_asked(practice),
        *_who(practice, reading),
        *_where(practice, reading),
        *_order(practice, reading),
        *_proof(practice, reading),
    ]
    if rests_on_law(reading.framework, practice.id):
        words = "Pathways, deadlines and periods by country"
        facts.append(("Whom to tell", f'<a href="pathways?{escape(reading.address)}" target="_blank">{words}</a>'))
    target = escape(f"?{urlencode({'practice': practice.id})}&{reading.address}")
    facts.append(("Address", f'<a href="{target}" target="_blank">Link to {escape(practice.id)}</a>'))
    rows = "".join(f"<dt>{term}</dt><dd>{words}</dd>" for term, words in facts if words)
    return f'<dl class="facts">{rows}</dl>'


def _asked(practice: Practice) -> Iterator[Fact]:
    """The questions of the source with their choices and what they bring, and where the source has it."""
    yield "Questions", _list(f"{escape(one.text)}{_choices(one)}" for one in practice.questions)
    if practice.origin is not None and practice.origin.id:
        yield "In the source", f"<code>{escape(practice.origin.id)}</code>"


def _choices(question: Question) -> str:
    rows = [
        f"<li>{escape(choice.text)}{'' if choice.points is None else f' <small>{choice.points:g} points</small>'}</li>"
        for choice in question.choices
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else f" <small>{escape(question.kind)}</small>"


def _who(practice: Practice, reading: Reading) -> Iterator[Fact]:
    yield "Tip", escape(practice.tip or "")
    yield "Protects", _list(map(escape, practice.protects))
    kinds = escape(", ".join(kind_titles(practice.applies_to)) or "every kind")
    yield "Kinds of service", f"{kinds} {reading.stated('applies_to')}"
    if reading.framework.is_outline:
        yield "The list addresses", escape(practice.addressees or "unknown")
        yield "Title read in", source_words(practice.source) if practice.source else grade_words("M")


def _where(practice: Practice, reading: Reading) -> Iterator[Fact]:
    threats = threat_titles()
    challenges = {one.id: one.title for one in load_threats().challenges}
    yield "Threats", _judged(_named(practice.threats, threats), reading.stated("threats"), None)
    yield "Challenges", escape(_named(practice.challenges, challenges))
    yield "Stages", escape(", ".join(practice.stages)) + reading.adjustments(practice.id, "stages")
    stopped = ", ".join(f"{threats.get(id_, id_)} {percent(share)}" for id_, share in practice.effectiveness.items())
    yield (
        "Share of a threat that it stops",
        _judged(stopped, reading.basis("effectiveness"), practice.why_effectiveness)
        + reading.adjustments(practice.id, "effectiveness"),
    )
    proactive = "" if practice.proactive is None else f"{percent(practice.proactive)} of its effect"
    yield (
        "Before harm",
        _judged(proactive, reading.basis("proactive"), practice.why_proactive)
        + reading.adjustments(practice.id, "proactive"),
    )


def _order(practice: Practice, reading: Reading) -> Iterator[Fact]:
    if practice.floor is not None:
        presets = {preset.id: preset.title for preset in reading.framework.presets}
        where = _named(practice.floor.presets, presets)
        only = ", only where children are likely users" if practice.floor.children_likely else ""
        least = f"Level {practice.floor.level} is the least in {where}{only}"
        yield "Floor", _judged(least, reading.basis("floor"), practice.floor.reason)
    steps = "; ".join(f"to level {step.removeprefix('to')}: {weeks:g}" for step, weeks in practice.effort.items())
    yield (
        "Effort in person-weeks",
        _judged(steps, reading.basis("effort"), practice.why_effort) + reading.adjustments(practice.id, "effort"),
    )
    needs = _list(
        f"For level {need.for_level}: {reading.link(need.practice)} at level {need.level}. {escape(need.reason)}"
        for need in practice.prerequisites
    )
    first = f"{needs}{reading.stated('prerequisites')}" if needs else ""
    yield "Should stand first", first + reading.adjustments(practice.id, "prerequisites")
    yield "Weight", "" if practice.weight == 1 else str(practice.weight)


def _proof(practice: Practice, reading: Reading) -> Iterator[Fact]:
    yield "Typical evidence", _list(map(escape, practice.evidence))
    kind = reading.framework.kind_of(practice)
    ages = (
        f"{kind.title}: full weight for {kind.grace_days} days, then half of it lost every {kind.half_life_days} days"
    )
    yield "How evidence ages", _judged(ages, tag(kind.basis), practice.why_half_life or kind.reason)
    yield "Published schemes", _list(_reference(one.framework, one.id) for one in practice.references)
    yield (
        "Dated facts",
        _list(
            f"{escape(one.text)} <small>{day(one.dated)}. Source: {source_words(one.source)}</small>"
            for one in practice.illustrations
        ),
    )


def _reference(scheme_id: str, item_id: str) -> str:
    title, item = _items().get((scheme_id, item_id), (scheme_id, None))
    words = f"{escape(item_id)} {escape(item.title)}" if item else escape(item_id)
    grade = grade_words(item.grade if item else "M")
    return f"{words} <small>{escape(title)}; {grade}, gathered by {day(load_references().dated)}</small>"


@cache
def _items() -> dict[tuple[str, str], tuple[str, SchemeItem]]:
    """Every item of every scheme with the title of the scheme."""
    schemes = load_references().schemes
    return {(scheme.id, item.id): (scheme.title, item) for scheme in schemes for item in scheme.items}


def _named(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(id_, id_) for id_ in ids)


def _judged(words: str, mark: str, reason: str | None) -> str:
    """A value with the mark of where it comes from and the reason for it; empty without a value."""
    why = f"<small>{escape(reason)}</small>" if reason else ""
    return f"{escape(words)} {mark}{why}" if words else ""


def _list(parts: Iterator[str]) -> str:
    rows = [f"<li>{part}</li>" for part in parts]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def percent(share: float) -> str:
    """A share without decimals."""
    return f"{share * 100:.0f} %"
