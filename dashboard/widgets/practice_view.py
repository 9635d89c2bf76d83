"""All practices at a glance, the claims that nothing backs, and the largest gaps, as HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import findings, marks
from dashboard.widgets.frame import section
from dashboard.widgets.why_mark import PRACTICE, ROVING, asked_why, asking
from scoring.gaps import Gap, find_gaps
from scoring.scorecard import PracticeScore
from use_cases.open_assessment import OpenAssessment

SHOWN_GAPS = 5
SHOWN_CLAIMS = 4
GAP_NAMES = {1: "", 2: "owned by"}
"""What leads a cell of the gaps on a phone."""


def practice_chips(opened: OpenAssessment) -> str:
    """Every practice in scope by the level claimed, one row a domain, with the scale below."""
    missed = set(findings.missed_floors(opened.scorecard))
    rows = []
    for domain in opened.framework.domains:
        scores = [opened.scorecard.practice(practice.id) for practice in domain.practices]
        shown = [score for score in scores if score.state != "out_of_scope"]
        if shown:
            chips = "".join(_chip(score, missed, is_stop=place == 0) for place, score in enumerate(shown))
            label = escape(f"{domain.short}: why is it this?")
            rows.append(f'<b>{escape(domain.short)}</b><div role="toolbar" aria-label="{label}" {ROVING}>{chips}</div>')
    scale = "".join(
        f'<span><b class="l{level.number}">{level.number}</b>{escape(level.title)}</span>'
        for level in opened.framework.scale.levels
    )
    return (
        section(
            findings.evidence_finding(opened.scorecard),
            "Every practice by the level claimed. The bar shows how much of it is backed; a cut corner marks a floor, "
            "a frame a floor that is missed or open. Each opens its reason.",
        )
        + f'<div class="chips">{"".join(rows)}</div><div class="scale">{scale}</div>'
    )


def _chip(score: PracticeScore, missed: set[str], *, is_stop: bool) -> str:
    return marks.chip(
        score.id,
        score.state,
        score.level,
        score.evidenced if score.recorded else None,
        is_floor=score.is_floor,
        is_missed=score.id in missed,
        asking=asking(score.id, PRACTICE, is_stop=is_stop),
    )


def bare_claims(opened: OpenAssessment) -> str:
    """The highest claims without any evidence."""
    bare = [p for p in opened.scorecard.practices if p.state == "answered" and not p.recorded and p.level]
    highest = sorted(bare, key=lambda practice: -(practice.level or 0))[:SHOWN_CLAIMS]
    if not highest:
        return section("Every claim points to something", "Whether it is in date, the bars of the practices show.")
    rows = "".join(
        f"<li><b>{practice.id}</b><span>{escape(title)}"
        f"<small>claimed at {asked_why(str(practice.level), title, practice.id, PRACTICE, is_quiet=True)}, "
        "nothing recorded</small></span></li>"
        for practice in highest
        for title in [opened.framework.practices[practice.id].title]
    )
    return (
        section("Where a pointer would help most", "The highest claims with no evidence at all.")
        + f'<ul class="items">{rows}</ul>'
    )


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
    scale, target = opened.framework.scale, opened.framework.target.level
    return f"level {target}, “{scale.levels[target - scale.lowest].title}”"


def _gaps_table(rows: Sequence[Sequence[str]]) -> str:
    inner = marks.table(("Practice", "From – to", "Usually owned by"), rows, names=GAP_NAMES)
    return f'<div class="gaps">{inner}</div>'


def _gap_row(opened: OpenAssessment, gap: Gap) -> tuple[str, str, str]:
    practice = opened.framework.practices[gap.practice_id]
    owners = {owner.id: owner.title for owner in opened.framework.owners}
    mark = marks.level_mark(gap.level, gap.evidenced, gap.target, highest=opened.framework.scale.highest)
    stands = asked_why(
        "open" if gap.level is None else str(gap.level), practice.title, practice.id, PRACTICE, is_quiet=True
    )
    return (
        f"{escape(practice.title)}<small>{practice.id}{' · floor' if gap.is_floor else ''}</small>",
        f'<span class="step">{mark}{stands} – {gap.target}</span>',
        escape(owners.get(practice.owner or "", "–")),
    )
