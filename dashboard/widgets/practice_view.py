"""All practices at a glance, the claims that nothing backs, and the largest gaps, as HTML."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import findings, marks
from dashboard.widgets.frame import section
from dashboard.widgets.scale_words import band_of, band_words, figure_of, is_fine, named_words
from dashboard.widgets.why_mark import PRACTICE, ROVING, asked_why, asking
from frameworks.scale import Scale
from scoring.gaps import Gap, find_gaps
from scoring.scores import PracticeScore
from use_cases.open_assessment import OpenAssessment

MOST_CHIPS = 150
"""More practices than this are counted, not shown one by one."""
SHOWN_GAPS = 5
SHOWN_CLAIMS = 4
GAP_NAMES = {1: "", 2: "owned by"}
"""What leads a cell of the gaps on a phone."""


def practice_chips(opened: OpenAssessment) -> str:
    """Every practice in scope by the level claimed, one row a domain, with the scale below.

    Of very many a strip for each domain says how many stand where.
    """
    shown = {id_: scores for id_, scores in _in_scope(opened).items() if scores}
    if sum(map(len, shown.values())) > MOST_CHIPS:
        return practice_strips(opened, shown)
    missed = set(findings.missed_floors(opened.scorecard))
    rows = []
    for domain in opened.framework.domains:
        if domain.id in shown:
            chips = "".join(
                _chip(opened, score, missed, is_stop=not place) for place, score in enumerate(shown[domain.id])
            )
            label = escape(f"{domain.short}: why is it this?")
            rows.append(f'<b>{escape(domain.short)}</b><div role="toolbar" aria-label="{label}" {ROVING}>{chips}</div>')
    return (
        section(
            findings.evidence_finding(opened.scorecard),
            "Every practice by the level claimed. The bar shows how much of it is backed; a cut corner marks a floor, "
            "a frame a floor that is missed or open. Each opens its reason.",
        )
        + f'<div class="chips">{"".join(rows)}</div>{_scale_below(opened.framework.scale)}'
    )


def _in_scope(opened: OpenAssessment) -> dict[str, list[PracticeScore]]:
    """The practices in scope of each domain, in order."""
    of = {practice.id: practice for practice in opened.scorecard.practices if practice.state != "out_of_scope"}
    return {
        domain.id: [of[practice.id] for practice in domain.practices if practice.id in of]
        for domain in opened.framework.domains
    }


def _scale_below(scale: Scale) -> str:
    """What the colors stand for."""
    if is_fine(scale):
        bands = "".join(f'<span><b class="l{band}"></b>{words}</span>' for band, words in band_words(scale).items())
        return f'<div class="scale">{bands}</div>'
    names = "".join(
        f'<span><b class="l{band_of(scale, level.number)}">{level.number}</b>{escape(level.title)}</span>'
        for level in scale.levels
    )
    return f'<div class="scale">{names}</div>'


def practice_strips(opened: OpenAssessment, shown: Mapping[str, Sequence[PracticeScore]]) -> str:
    """How many practices of each domain stand where, as one strip a domain, with the scale below."""
    scale = opened.framework.scale
    domains = {domain.id: domain for domain in opened.framework.domains}
    rows = "".join(
        f"<b>{escape(domains[id_].short)}</b>{_strip(domains[id_].title, scores, scale)}"
        for id_, scores in shown.items()
    )
    below = _scale_below(scale).replace("</div>", '<span><b class="none"></b>open or not applicable</span></div>')
    return (
        section(
            findings.evidence_finding(opened.scorecard),
            "How many practices of each domain are claimed where on the scale. Assess shows them one by one.",
        )
        + f'<div class="chips strips">{rows}</div>{below}'
    )


def _strip(title: str, scores: Sequence[PracticeScore], scale: Scale) -> str:
    """The practices of a domain by band, the open ones last; every part says its number."""
    levels = [score.counted.claimed for score in scores if score.state == "answered" and score.counted]
    numbers = Counter(band_of(scale, level) for level in levels)
    names = band_words(scale)
    parts = [(f"l{band}", numbers[band], names[band]) for band in sorted(numbers)]
    parts += [("none", len(scores) - len(levels), "open or not applicable")] if len(scores) > len(levels) else []
    words = ", ".join(f"{number} at {name}" if kind != "none" else f"{number} {name}" for kind, number, name in parts)
    inner = "".join(f'<i class="{kind}" style="flex-grow:{number}">{number}</i>' for kind, number, _ in parts)
    return f'<div class="strip" role="img" aria-label="{escape(f"{title}: {words}")}">{inner}</div>'


def _chip(opened: OpenAssessment, score: PracticeScore, missed: set[str], *, is_stop: bool) -> str:
    return marks.chip(
        score.id,
        score.state,
        score.level,
        score.evidenced if score.recorded else None,
        is_floor=score.is_floor,
        is_missed=score.id in missed,
        asking=asking(score.id, PRACTICE, is_stop=is_stop),
        scale=opened.framework.scale_of(score.id),
    )


def highest_bare_claims(opened: OpenAssessment) -> list[PracticeScore]:
    """The highest claims without any evidence, on the framework's scale."""
    bare = [p for p in opened.scorecard.practices if p.state == "answered" and not p.recorded and p.level]
    return sorted(bare, key=lambda practice: -(practice.counted.claimed if practice.counted else 0))[:SHOWN_CLAIMS]


def bare_claims(opened: OpenAssessment) -> str:
    """The highest claims without any evidence."""
    highest = highest_bare_claims(opened)
    if not highest:
        return section("Every claim points to something", "Whether it is in date, the bars of the practices show.")
    rows = "".join(
        f"<li><b>{escape(practice.id)}</b><span>{escape(title)}"
        f"<small>claimed at {asked_why(_figure(opened, practice), title, practice.id, PRACTICE, is_quiet=True)}, "
        "nothing recorded</small></span></li>"
        for practice in highest
        for title in [opened.framework.practices[practice.id].title]
    )
    return (
        section("Where a pointer would help most", "The highest claims with no evidence at all.")
        + f'<ul class="items">{rows}</ul>'
    )


def _figure(opened: OpenAssessment, score: PracticeScore) -> str:
    return figure_of(opened.framework.scale_of(score.id), score.level or 0)


def gap_mark(opened: OpenAssessment, gap: Gap) -> str:
    """From where to where, on the framework's scale."""
    whole, own = opened.framework.scale, opened.framework.practices[gap.practice_id].scale
    if own is None:
        return marks.level_mark(gap.level, gap.evidenced, gap.target, highest=whole.highest)
    backing = opened.scorecard.practice(gap.practice_id).counted if gap.level is not None else None
    level, evidenced = (float(backing.claimed), backing.evidenced) if backing else (None, 0)
    return marks.level_mark(level, evidenced, round(own.onto(gap.target, whole)), highest=whole.highest)


def shown_practices(opened: OpenAssessment) -> list[str]:
    """The practices that Overview shows by name or as a chip: all in scope, of very many those that stand out."""
    in_scope = [practice.id for practice in opened.scorecard.practices if practice.state != "out_of_scope"]
    if len(in_scope) <= MOST_CHIPS:
        return in_scope
    gaps = find_gaps(opened.scorecard, opened.framework, opened.targets)[:SHOWN_GAPS]
    bare = (practice.id for practice in highest_bare_claims(opened))
    floors = (practice.id for practice in opened.scorecard.practices if practice.is_floor)
    return list(dict.fromkeys([*(gap.practice_id for gap in gaps), *bare, *floors]))


def largest_gaps(opened: OpenAssessment) -> str:
    """The largest distances to the targets, the organization's own or the framework's; missed floors first."""
    gaps = find_gaps(opened.scorecard, opened.framework, opened.targets)
    rows = [_gap_row(opened, gap) for gap in gaps[:SHOWN_GAPS]]
    how_to_read = "floors first. Filled: backed. Outlined: claimed. Tinted: still to go."
    return section(findings.gaps_finding(gaps, SHOWN_GAPS), f"Against {_targets_words(opened)}; {how_to_read}") + (
        _gaps_table(rows) if rows else ""
    )


def _targets_words(opened: OpenAssessment) -> str:
    if opened.targets:
        return "the organization's own targets"
    return named_words(opened.framework.scale, opened.framework.target.level)


def _gaps_table(rows: Sequence[Sequence[str]]) -> str:
    inner = marks.table(("Practice", "From – to", "Usually owned by"), rows, names=GAP_NAMES)
    return f'<div class="gaps">{inner}</div>'


def _gap_row(opened: OpenAssessment, gap: Gap) -> tuple[str, str, str]:
    practice = opened.framework.practices[gap.practice_id]
    owners = {owner.id: owner.title for owner in opened.framework.owners}
    scale = opened.framework.scale_of(practice.id)
    shown = "open" if gap.level is None else figure_of(scale, gap.level)
    stands = asked_why(shown, practice.title, practice.id, PRACTICE, is_quiet=True)
    return (
        f"{escape(practice.title)}<small>{escape(practice.id)}{' · floor' if gap.is_floor else ''}</small>",
        f'<span class="step">{gap_mark(opened, gap)}{stands} – {figure_of(scale, gap.target)}</span>',
        escape(owners.get(practice.owner or "", "–")),
    )
