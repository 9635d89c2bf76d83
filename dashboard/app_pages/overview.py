"""Overview: where the organization stands, readable in one minute, printable."""

from html import escape

import streamlit as st

from dashboard.widgets import findings, marks
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.links import link_to
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from scoring.gaps import find_gaps
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import DomainScore, PracticeScore, Score, Scorecard
from scoring.trend import Snapshot, Trend, list_changes
from use_cases.open_assessment import OpenAssessment
from use_cases.track import trace


def overview_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    card = opened.scorecard
    titles = {practice.id: practice.title for practice in opened.framework.practices.values()}
    head(
        opened, findings.overview_finding(card.overall), findings.overview_lede(card, titles), f"answers on {opened.on}"
    )
    st.html(_headlines(card))
    if card.overall.state != "scored":
        link_to("assess", "Answer the first practice")
        foot(opened, current_actor())
        return
    trend = trace(current_workspace(), opened.header.id)
    reading, aside = st.columns([2.15, 1], gap="large")
    reading.html(_domains(card, trend))
    aside.html(_floors(opened) + _moves(opened, trend))
    reading, aside = st.columns([2.15, 1], gap="large")
    reading.html(_practices(opened))
    aside.html(_bare_claims(opened))
    st.html(_gaps(opened))
    st.html(_limits(opened))
    foot(opened, current_actor())


def _headlines(card: Scorecard) -> str:
    overall = card.overall
    counts = overall.counts
    coverage = f"{counts.answered} of {counts.applicable} answered"
    return (
        '<div class="heads">'
        + _headline("Average", coverage, overall.mean.value, _backed(overall), overall, _average_words(overall))
        + _level(overall, coverage)
        + _headline(
            "Weakest fifth",
            coverage,
            overall.weakest_fifth.value,
            overall.evidence.weakest_fifth if overall.evidence.recorded else None,
            overall,
            "Mean of the weakest 20 % of the weight. A high average cannot hide this one.",
            (overall.weakest_fifth.low, overall.weakest_fifth.high),
        )
        + "</div>"
    )


def _backed(score: Score) -> object:
    return score.evidence.evidenced if score.evidence.recorded else None


def _headline(
    title: str,
    coverage: str,
    claimed: object,
    backed: object,
    score: Score,
    words: str,
    ends: tuple[object, object] | None = None,
) -> str:
    low, high = ends or (score.mean.low, score.mean.high)
    shown = marks.bounds(low, high) if marks.is_wide(low, high) else marks.tenth(claimed)
    left = marks.tenth(backed) if backed is not None else "–"
    return (
        f"<div><header><h2>{title}</h2><small>{coverage}</small></header>"
        f'<div class="figures"><div><small><i class="k dot"></i>backed</small><b>{left}</b></div>'
        f'<div><small><i class="k ring"></i>claimed</small><b>{shown if claimed is not None else "–"}</b></div>'
        f'<small class="of">of 5</small></div>{marks.span(backed, claimed, low, high)}{marks.axis()}'
        f'<p class="quiet">{escape(words)}</p></div>'
    )


def _average_words(score: Score) -> str:
    words = ["Mean over the answered practices."]
    if marks.is_wide(score.mean.low, score.mean.high):
        words.append(
            f"{findings.count(score.counts.open, 'practice is', 'practices are')} open: the claim lies between "
            f"{marks.tenth(score.mean.low)} and {marks.tenth(score.mean.high)}; the answered ones average {marks.tenth(score.mean.value)}."
        )
    if score.counts.not_applicable:
        number = findings.count(score.counts.not_applicable, "is", "are")
        words.append(f"{number} not applicable; counted as 0, the claim would be {marks.tenth(score.na_as_zero)}.")
    if not score.evidence.recorded and score.counts.answered:
        words.append("No evidence recorded yet.")
    return " ".join(words)


def _level(score: Score, coverage: str) -> str:
    level, lowest = score.gated, score.lowest_level
    ends = marks.bounds(level.low, level.high).replace(".0", "") if level.low != level.high else ""
    reach = f" With the open practices it may be anything in {ends}." if ends else ""
    return (
        f"<div><header><h2>Level reached</h2><small>{coverage}</small></header>"
        f'<div class="figures"><div><small><i class="k ring"></i>claimed or reviewed</small>'
        f"<b>{_whole(level.value)}</b></div><div><small>lowest answer</small><b>{_whole(lowest)}</b></div>"
        f'<small class="of">of 5</small></div>{marks.single(level.value)}{marks.axis()}'
        f'<p class="quiet">The lowest domain: what 85 % of its weight has reached, and at most 2 while a floor is missed.{reach}</p></div>'
    )


def _whole(value: object) -> str:
    return "–" if value is None else f"{int(value)}"  # type: ignore[call-overload]


def _domains(card: Scorecard, trend: Trend) -> str:
    before = {line.id: line.points[-1].claimed for line in trend.domains if line.points}
    scored = sorted(
        card.domains,
        key=lambda d: (d.score.state != "scored", d.score.evidence.evidenced or 0, d.score.mean.value or 0),
    )
    rows = "".join(_domain_row(domain, before.get(domain.id)) for domain in scored)
    since = f", against the snapshot of {trend.snapshots[-1].on}" if trend.snapshots else ""
    return (
        section(findings.domains_finding(card), f"Domains, least backed first{since}.")
        + '<table class="rows domains narrow"><thead><tr><th scope="col">Domain</th><th scope="col">'
        + marks.axis()
        + '</th><th scope="col" class="num">Backed</th><th scope="col" class="num">Claimed</th>'
        f'<th scope="col" class="num">Level</th></tr></thead><tbody>{rows}</tbody></table>' + marks.legend()
    )


def _domain_row(domain: DomainScore, before: float | None) -> str:
    score, counts = domain.score, domain.score.counts
    title = escape(domain.title)
    if score.state in ("out_of_scope", "not_applicable"):
        words = "out of scope for this profile" if score.state == "out_of_scope" else "not applicable"
        return (
            f'<tr><th scope="row">{title}</th><td class="wide" colspan="4"><span class="quiet">{words}</span></td></tr>'
        )
    moved = "" if before is None or score.mean.value is None else float(score.mean.value) - before
    change = f" · {findings.signed(moved)} since" if isinstance(moved, float) else ""
    claimed = (
        marks.bounds(score.mean.low, score.mean.high)
        if marks.is_wide(score.mean.low, score.mean.high)
        else marks.tenth(score.mean.value)
    )
    held = '<small class="warnword">held by floor</small>' if domain.capped_by else ""
    return (
        f'<tr><th scope="row">{title}<small>{counts.answered} of {counts.applicable} answered{change}</small></th>'
        f'<td class="wide">{marks.span(_backed(score), score.mean.value, score.mean.low, score.mean.high)}</td>'
        f'<td class="num" data-name="backed">{marks.tenth(_backed(score)) if score.evidence.recorded else "–"}</td>'
        f'<td class="num" data-name="claimed">{claimed}</td>'
        f'<td class="num" data-name="level">{_whole(score.gated.value)}{held}</td></tr>'
    )


def _floors(opened: OpenAssessment) -> str:
    missed = findings.missed_floors(opened.scorecard)
    lifted = [id_ for domain in opened.scorecard.domains for id_ in domain.lifted_by]
    title = f"{findings.count(len(missed), 'floor', 'floors')} missed" if missed else "No floor missed"
    items = "".join(_floor_item(opened, id_) for id_ in missed)
    waived = "".join(
        f"<li><b>{id_}</b><span>{escape(opened.framework.practices[id_].title)}<small>not applicable; does not cap until "
        "it is checked again</small></span></li>"
        for id_ in lifted
    )
    return (
        section(title, "A domain stays at level 2 until its floors reach 3.")
        + f'<ul class="items">{items}{waived}</ul>'
    )


def _floor_item(opened: OpenAssessment, practice_id: str) -> str:
    practice, score = opened.framework.practices[practice_id], opened.scorecard.practice(practice_id)
    floor = practice.floor.level if practice.floor else 0
    level = score.backing.effective if score.backing and score.state == "answered" else None
    state = f"level {level}, floor {floor}" if level is not None else f"{score.state.replace('_', ' ')}, floor {floor}"
    mark = marks.level_mark(level, score.evidenced or 0.0, floor)
    return f"<li><b>{practice_id}</b><span>{escape(practice.title)}<small>{mark}{state}</small></span></li>"


def _moves(opened: OpenAssessment, trend: Trend) -> str:
    if not trend.snapshots:
        return section("No snapshot yet", "Take one on Track; the next visit then shows what moved.")
    last = trend.snapshots[-1]
    changes = list_changes(last, _as_snapshot(opened, last))
    moved = sorted((c for c in changes if c.step), key=lambda c: -abs(c.step or 0))[:4]
    if not moved:
        others = f" {len(changes)} changed in evidence or state." if changes else ""
        return section(f"Since {last.on}", f"No level has changed since the last snapshot.{others}")
    rows = "".join(
        f"<li><b>{findings.signed(float(change.step or 0)).removesuffix('.0')}</b>"
        f"<span>{escape(opened.framework.practices[change.practice_id].title)}"
        f"<small>{change.practice_id}: level {change.old_level} to {change.new_level}</small></span></li>"
        for change in moved
    )
    return section(f"Since {last.on}", "Levels that changed most.") + f'<ul class="items">{rows}</ul>'


def _as_snapshot(opened: OpenAssessment, like: Snapshot) -> Snapshot:
    """Today's scorecard in the shape of a snapshot, so that both sides are compared alike; it is not kept."""
    return like.model_copy(update={"on": opened.on, "scorecard": scorecard_as_tree(opened.scorecard)})


def _practices(opened: OpenAssessment) -> str:
    missed = set(findings.missed_floors(opened.scorecard))
    rows = []
    for domain in opened.framework.domains:
        scores = [opened.scorecard.practice(practice.id) for practice in domain.practices]
        chips = "".join(_chip(score, missed) for score in scores if score.state != "out_of_scope")
        if chips:
            rows.append(f"<b>{escape(domain.short)}</b><div>{chips}</div>")
    scale = "".join(
        f'<span><b class="l{level.number}">{level.number}</b>{escape(level.title)}</span>'
        for level in opened.framework.scale.levels
    )
    return (
        section(
            findings.evidence_finding(opened.scorecard),
            "Every practice by the level claimed. The bar shows how much of it is backed; a cut corner marks a floor, a frame a "
            "floor that is missed.",
        )
        + f'<div class="chips">{"".join(rows)}</div><div class="scale">{scale}</div>'
    )


def _chip(score: PracticeScore, missed: set[str]) -> str:
    return marks.chip(
        score.id,
        score.state,
        score.level,
        score.evidenced or 0.0,
        is_floor=score.is_floor,
        is_missed=score.id in missed,
    )


def _bare_claims(opened: OpenAssessment) -> str:
    bare = [p for p in opened.scorecard.practices if p.state == "answered" and not p.recorded and p.level]
    highest = sorted(bare, key=lambda practice: -(practice.level or 0))[:4]
    if not highest:
        return section("Where a pointer would help", "Every claim above level 0 points to something.")
    rows = "".join(
        f"<li><b>{practice.id}</b><span>{escape(opened.framework.practices[practice.id].title)}"
        f"<small>claimed at {practice.level}, backed 0</small></span></li>"
        for practice in highest
    )
    return (
        section("Where a pointer would help most", "The highest claims with no evidence at all.")
        + f'<ul class="items">{rows}</ul>'
    )


def _gaps(opened: OpenAssessment) -> str:
    gaps = find_gaps(opened.scorecard, opened.framework)
    owners = {owner.id: owner.title for owner in opened.framework.owners}
    rows = []
    for gap in gaps[:5]:
        practice = opened.framework.practices[gap.practice_id]
        floor = " · floor" if gap.is_floor else ""
        start = "open" if gap.level is None else str(gap.level)
        rows.append(
            (
                f"{escape(practice.title)}<small>{practice.id}{floor}</small>",
                marks.level_mark(gap.level, gap.evidenced, gap.target) + f"{start} – {gap.target}",
                escape(owners.get(practice.owner or "", "–")),
            )
        )
    target = opened.framework.target.level
    title = opened.framework.scale.levels[target - opened.framework.scale.lowest].title
    head_of = section(
        findings.gaps_finding(gaps),
        f"Against level {target}, “{title}”; floors first. Filled: backed. Outlined: claimed. Tinted: still to go.",
    )
    return head_of + (marks.table(("Practice", "From – to", "Usually owned by"), rows) if rows else "")


def _limits(opened: OpenAssessment) -> str:
    return (
        section("What these numbers do not say")
        + '<div class="three"><p>They do not say how safe children are on this service. They describe practice, not harm, and a '
        "level is not an effect.</p><p>They are the organization's own answers. Nobody outside has verified them; evidence is a "
        "pointer, and it is not held here.</p><p>"
        + escape(opened.framework.caveats[0] if opened.framework.caveats else "")
        + " They do not rank: read the weakest fifth and the floors first.</p></div>"
    )
