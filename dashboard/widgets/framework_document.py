"""What a framework says beside its practices, as HTML: scale, rules, threats, presets, judgements. All is escaped."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets.dates import day
from dashboard.widgets.findings import gate_words
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table, tag
from dashboard.widgets.part_keys import key_part
from dashboard.widgets.practice_document import Reading, percent, source_words
from dashboard.widgets.practice_groups import practices_in_groups
from dashboard.widgets.practice_search import Wanted
from dashboard.widgets.scale_words import band_of, figure_of
from frameworks.formats.building import shortened
from frameworks.model import Domain, Framework, Practice
from frameworks.registers.register import load_threats
from frameworks.scale import Scale, ScaleLevel
from scoring.organization import Profile, scope_of

METHODS = {
    "mean": "the average of all practices",
    "weakest_fifth": "the average of the weakest fifth",
    "gated": "the level that enough of the weight has reached",
    "minimum": "the lowest practice",
    "gap_norm": "the distance to the target",
    "gate_matrix": "the highest rung that nothing holds back",
    "mean_of_means": "the average over all headings of the average under each",
    "samm": "the average of the chapters, each made of its practices and they of what every level adds",
}


LONGEST_LICENSE = 80
"""Characters of it in the eyebrow; the whole stands under what to read first."""
_AFTER = {"threats": "Threats", "challenges": "Challenges", "presets": "Presets", "judgements": "What is judgement"}
"""What follows the practices, by its anchor."""


def framework_head(framework: Framework, whose: str) -> str:
    """Eyebrow, title and summary; `whose` is the organization whose profile is open, if any."""
    words = [f"<span>{escape(framework.key)}</span>", f"<span>dated {day(framework.dated)}</span>"]
    words += [f"<span>license: {escape(shortened(framework.license or 'not stated', LONGEST_LICENSE))}</span>"]
    words += [f"<span>with the profile of <b>{escape(whose)}</b></span>"] if whose else []
    words.append(tag("draft framework" if framework.lifecycle == "draft" else framework.lifecycle))
    return (
        f'<p class="eyebrow">{"".join(words)}</p><h1>{escape(framework.title)} {escape(framework.version)}</h1>'
        f'<p class="lede">{escape(framework.summary)}</p>'
    )


def caveats(framework: Framework) -> str:
    """What a reader must know first."""
    words = [*framework.caveats, *_source(framework)]
    rows = "".join(f"<p>{escape(caveat)}</p>" for caveat in words)
    return section("Read this first") + f'<div class="caveats">{rows or "<p>It states no limits of its own.</p>"}</div>'


def _source(framework: Framework) -> list[str]:
    """Where an imported framework comes from, and under which terms."""
    if framework.origin is None:
        return []
    named = f": {framework.origin.id}" if framework.origin.id else ""
    license = f"License: {framework.license or 'not stated'}".rstrip(".")
    return [f"Imported from {framework.origin.format}{named}.", f"{license}."]


def scale(framework: Framework) -> str:
    """The steps on which every practice is answered."""
    rows = [
        (_step(framework.scale, level), escape(level.summary) if level.summary != level.title else "")
        for level in framework.scale.levels
    ]
    made = f'<div class="levels">{table(("Level", "What it means"), rows)}</div>'
    subtitle = (
        "Every whole number between its ends can be answered; these have names." if framework.scale.is_range else ""
    )
    return _anchor("scale", section("The scale", subtitle)) + made


def _step(scale: Scale, level: ScaleLevel) -> str:
    band, figure = band_of(scale, level.number), figure_of(scale, level.number)
    return f'<b class="l{band}">{figure}</b> {escape(level.title)}'


def reaching(framework: Framework) -> str:
    """How a domain and the whole reach a level: the gate and what floors do to it."""
    gate, target = framework.gate, framework.target
    rule = (
        f"{gate_words(framework)} The level reached overall is that of the lowest domain. The first figure shown is "
        f"{METHODS.get(framework.method, framework.method)}."
    )
    wanted = f"Wanted of every practice, until a target profile says otherwise: level {target.level}."
    return section("How a domain reaches a level") + "".join(
        f'<p class="rule">{escape(words)} {tag(basis)}<small>{escape(reason)}</small></p>'
        for words, basis, reason in ((rule, gate.basis, gate.reason), (wanted, target.basis, target.reason))
    )


def contents(framework: Framework, practices: Sequence[Practice], *, is_whole: bool) -> str:
    """Links to the parts of the page, each domain with how many of its practices are shown."""
    shown = {practice.id for practice in practices}
    rows = []
    for domain in framework.domains:
        here = sum(practice.id in shown for practice in domain.practices)
        if here:
            of = "" if here == len(domain.practices) else f" of {len(domain.practices)}"
            rows.append(f'<li><a href="#d-{key_part(domain.id)}">{escape(domain.short)}</a> {here}{of}</li>')
    if is_whole:
        rows.insert(0, '<li><a href="#f-scale">The scale</a></li>')
        rows += [f'<li><a href="#f-{anchor}">{title}</a></li>' for anchor, title in _AFTER.items()]
    return f'<nav class="contents" aria-label="Contents"><ul>{"".join(rows)}</ul></nav>'


def count_words(framework: Framework, shown: int, wanted: Wanted, applying: int | None, whose: str) -> str:
    """How many practices are shown, and how many apply to the organization whose profile is open, if any."""
    total = len(framework.practices)
    found = f"{shown:,} of {total:,} practices match." if wanted.is_on else f"{total:,} practices."
    applies = "" if applying is None else f" {applying:,} apply to {whose}."
    return f'<p class="quiet" role="status">{escape(found + applies)}</p>'


def domain_document(domain: Domain, practices: Sequence[Practice], reading: Reading) -> str:
    """A domain: its question, and those of its practices that are shown."""
    wanted = {practice.id for practice in practices}
    shown = [practice for practice in domain.practices if practice.id in wanted]
    of = f"{len(shown)} of {len(domain.practices)} practices" if len(shown) < len(domain.practices) else ""
    pillar = "a pillar" if domain.is_pillar else ""
    notes = " · ".join(note for note in (pillar, of) if note)
    summary = f"<p>{escape(domain.summary)}</p>" if domain.summary else ""
    return (
        f'<div class="section" id="d-{key_part(domain.id)}"><h2>{escape(domain.title)}</h2>'
        f"<p>{escape(notes)}</p></div><p><i>{escape(domain.question)}</i></p>{summary}"
        + practices_in_groups(domain, shown, reading)
    )


def threats_and_challenges(reading: Reading) -> str:
    """What the registers say of each, and which practices answer it."""
    register = load_threats()
    parts = [_anchor("threats", section("Threats", f"From the register of {day(register.dated)}."))]
    for threat in register.threats:
        harms = f"<p>Harms: {escape('; '.join(threat.harms))}.</p>"
        parts.append(_answered(threat.title, f"<p>{escape(threat.summary)}</p>{harms}", threat.id, reading, "threats"))
    parts.append(_anchor("challenges", section("Challenges", "What makes the subject hard, whoever works on it.")))
    for one in register.challenges:
        parts.append(_answered(one.title, f"<p>{escape(one.summary)}</p>", one.id, reading, "challenges"))
    return "".join(parts)


def presets(framework: Framework) -> str:
    """The choices of practices that the framework offers."""
    everybody = Profile()
    rows = [
        (
            f"{escape(preset.title)}<small>{escape(preset.id)}</small>",
            escape(preset.summary),
            str(len(scope_of(framework, everybody, preset.id).in_scope)),
        )
        for preset in framework.presets
    ]
    made = table(("Preset", "What it is for", "Practices"), rows, numeric=(2,))
    return _anchor("presets", section("Presets", "Counted for an organization that runs every kind of service.")) + made


def judgements(framework: Framework) -> str:
    """Where values come from that no source gives, each with its reason; the framework's own sources."""
    change = framework.detectable_change
    rows = [
        (
            f"Evidence: {one.title}",
            f"half-life {one.half_life_days} days, grace {one.grace_days} days",
            one.basis,
            one.reason,
        )
        for one in framework.evidence_kinds.values()
    ]
    rows += [
        ("A review counts", f"{framework.review.days} days", framework.review.basis, framework.review.reason),
        ("Not applicable stands", f"{framework.recheck.days} days", framework.recheck.basis, framework.recheck.reason),
        ("Least change to be told", f"{change.overall:g}, in a domain {change.domain:g}", change.basis, change.reason),
    ]
    rows += [(one.field.replace("_", " ").capitalize(), "", one.basis, one.reason) for one in framework.judgements]
    made = table(("Value", "Basis and reason"), [_judgement_row(*row) for row in rows])
    sources = "".join(f"<li>{source_words(key)}</li>" for key in framework.sources)
    listed = f"{section('Sources of the framework')}<ul class='sources'>{sources}</ul>" if sources else ""
    subtitle = "Values that no source gives are this project's own; each has its reason."
    return (
        _anchor("judgements", section("What is judgement, and why", subtitle))
        + f'<div class="named">{made}</div>'
        + listed
    )


def _judgement_row(name: str, value: str, basis: str, reason: str) -> tuple[str, str]:
    small = f"<small>{escape(value)}</small>" if value else ""
    return f"{escape(name)}{small}", f"{tag(basis)}<small>{escape(reason)}</small>"


def _answered(title: str, words: str, id_: str, reading: Reading, field: str) -> str:
    answering = [one for one in reading.framework.practices.values() if id_ in getattr(one, field)]
    ranked = sorted(answering, key=lambda one: -one.effectiveness.get(id_, 0.0))
    rows = "".join(f"<li>{reading.link(one.id)}{_share(one, id_, reading)}</li>" for one in ranked)
    count = f"{len(answering)} {'practice answers' if len(answering) == 1 else 'practices answer'} it"
    return (
        f'<article class="practice"><h3>{escape(title)}</h3>{words}<details><summary>{escape(title)}: {count}</summary>'
        f"<ul>{rows}</ul></details></article>"
    )


def _share(practice: Practice, threat: str, reading: Reading) -> str:
    share = practice.effectiveness.get(threat)
    return "" if share is None else f" {percent(share)} {reading.basis('effectiveness')}"


def _anchor(name: str, html: str) -> str:
    return f'<div id="f-{name}" class="anchor"></div>{html}'
