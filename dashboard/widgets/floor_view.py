"""What an executive must not miss, as HTML: the floors, and what moved since the last snapshot."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import findings, marks
from dashboard.widgets.cause_findings import real_sentence
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.headline_view import backed
from dashboard.widgets.why_mark import PRACTICE, asked_why
from scoring.change import Change
from scoring.score_document import scorecard_as_tree
from scoring.scores import PracticeScore
from scoring.trend import PracticeChange, Snapshot, Trend, list_changes
from use_cases.open_assessment import OpenAssessment

SHOWN_MOVES = 4


def floors(opened: OpenAssessment) -> str:
    """The floors that hold a domain back and why; then those that do not cap only while they are not applicable."""
    card, cap = opened.scorecard, opened.framework.gate.floor_cap
    missed = findings.missed_floors(card)
    lifted = [id_ for domain in card.domains for id_ in domain.lifted_by]
    applicable, standing = findings.floors_backed(card, opened.framework)
    met = applicable - len(missed)
    title = (
        f"{findings.count(len(missed), 'floor', 'floors')} {findings.missed_word(card)}"
        if missed
        else "No floor missed"
        if applicable
        else "No floor applies"
    )
    subtitle = f"Least levels that a domain cannot do without: it stays at {cap} or below until they are reached."
    if met:
        subtitle += (
            f" {findings.count(met, 'other is', 'others are') if missed else findings.count(met, 'is', 'are')} met as "
            f"claimed or reviewed; evidence or a review in date backs {standing}."
        )
    items = "".join(_missed(opened, card.practice(id_)) for id_ in missed)
    waived = "".join(_waived(opened, id_) for id_ in lifted)
    return section(title, subtitle) + (f'<ul class="items">{items}{waived}</ul>' if items or waived else "")


def _missed(opened: OpenAssessment, score: PracticeScore) -> str:
    practice = opened.framework.practices[score.id]
    floor = practice.floor.level if practice.floor else 0
    level = score.backing.effective if score.backing and score.state == "answered" else None
    stands = f"level {level}" if level is not None else score.state.replace("_", " ")
    state = f"{_asked(opened, score.id, stands)}, floor {floor}"
    mark = marks.level_mark(level, score.evidenced or 0.0, floor, highest=opened.framework.scale.highest)
    return f"<li><b>{escape(score.id)}</b><span>{escape(practice.title)}<small>{mark}{state}</small></span></li>"


def _waived(opened: OpenAssessment, practice_id: str) -> str:
    answer = opened.assessment.by_practice.get(practice_id)
    until = f" until {day(answer.recheck)}" if answer and answer.recheck else ""
    return (
        f"<li><b>{escape(practice_id)}</b><span>{escape(opened.framework.practices[practice_id].title)}"
        f"<small>said to be {_asked(opened, practice_id, 'not applicable')}: does not cap{until}</small></span></li>"
    )


def moves(opened: OpenAssessment, trend: Trend, change: Change | None = None) -> str:
    """What moved between the last snapshot and now, and whether it can be told from chance; `change` is the same."""
    if not trend.snapshots:
        return section("No snapshot yet", "Take one on Track; the next visit then shows what moved.")
    last = trend.snapshots[-1]
    changes = list_changes(last, _as_snapshot(opened, last))
    moved = sorted((change for change in changes if _is_step(change)), key=lambda change: -abs(change.step or 0))
    rows = "".join(_move(opened, change) for change in moved[:SHOWN_MOVES])
    rest = len(moved) - SHOWN_MOVES
    more = f'<p class="quiet">{findings.count(rest, "other level", "other levels")} moved.</p>' if rest > 0 else ""
    others = [change for change in changes if not change.step and change.old_state != change.new_state]
    more += _states(others)
    return section(f"Since {day(last.on)}", _since(opened, trend, change)) + (
        f'<ul class="items">{rows}</ul>{more}' if rows else more
    )


def _states(changes: Sequence[PracticeChange]) -> str:
    """How many practices were answered, opened again or said to be not applicable since."""
    answered = sum(change.new_state == "answered" for change in changes)
    opened = sum(change.new_state in ("not_known", "unanswered") for change in changes)
    waived = sum(change.new_state == "not_applicable" for change in changes)
    words = [
        findings.count(number, f"practice is {word}", f"practices are {word}")
        for number, word in ((answered, "answered now"), (opened, "open now"), (waived, "not applicable now"))
        if number
    ]
    return f'<p class="quiet">{". ".join(words)}.</p>' if words else ""


def _since(opened: OpenAssessment, trend: Trend, change: Change | None) -> str:
    overall, point = opened.scorecard.overall, trend.overall.points[-1]
    if point.claimed is None or overall.mean.value is None:
        return "One of the two has no answers to compare."
    evidenced = backed(overall)
    words = findings.since_sentence(
        (point.claimed, point.evidenced),
        (float(overall.mean.value), None if evidenced is None else float(evidenced)),
    )
    if change is not None:
        words += f" {real_sentence(change)}"
    then = trend.snapshots[-1].scorecard["overall"]["counts"]["in_scope"]
    if then == overall.counts.in_scope:
        return words
    return f"{words} Not like for like: {overall.counts.in_scope} practices count instead of {then}."


def _is_step(change: PracticeChange) -> bool:
    return bool(change.step)


def _move(opened: OpenAssessment, change: PracticeChange) -> str:
    step = f"{change.step or 0:+d}".replace("-", "−")
    return (
        f"<li><b>{step}</b><span>{escape(opened.framework.practices[change.practice_id].title)}"
        f"<small>{escape(change.practice_id)}: "
        f"{_asked(opened, change.practice_id, f'level {change.old_level} to {change.new_level}')}</small></span></li>"
    )


def _asked(opened: OpenAssessment, practice_id: str, shown: str) -> str:
    title = opened.framework.practices[practice_id].title
    return asked_why(shown, title, practice_id, PRACTICE, is_quiet=True)


def _as_snapshot(opened: OpenAssessment, like: Snapshot) -> Snapshot:
    """Today's scorecard in the shape of a snapshot, so that both sides are compared alike; it is not kept."""
    return like.model_copy(update={"on": opened.on, "scorecard": scorecard_as_tree(opened.scorecard)})
