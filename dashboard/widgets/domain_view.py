"""The domain profile as an HTML table: least backed first, against the last snapshot."""

from collections.abc import Mapping, Set
from html import escape

from dashboard.widgets import findings, marks
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.headline_view import backed, claimed_words, level_words
from dashboard.widgets.why_mark import BACKED, COVERAGE, LEVEL, ROVING, asked_why
from scoring.methods import Number
from scoring.scorecard import Scorecard
from scoring.scores import DomainScore
from scoring.trend import Trend, TrendPoint

MOST_DOMAINS = 12
"""Seen at once; what is beyond, backed better, is folded."""
_UNREAD = {"out_of_scope": "out of scope for this profile", "not_applicable": "not applicable"}


def domain_profile(card: Scorecard, trend: Trend, highest: int) -> str:
    """One row a domain: span, backed, claimed, level, and what moved since the last snapshot."""
    before = {line.id: line.points[-1] for line in trend.domains if line.points}
    open_ids = {practice.id for practice in card.practices if practice.state in ("unanswered", "not_known")}
    rows = [_row(domain, before, open_ids, highest) for domain in sorted(card.domains, key=_order)]
    seen = rows if len(rows) <= MOST_DOMAINS + 3 else rows[:MOST_DOMAINS]
    rest = "".join(rows[len(seen) :])
    folded = f"<details><summary>The other {len(rows) - len(seen)} domains</summary>{_table(rest, highest)}</details>"
    since = f", with the change since the snapshot of {day(trend.snapshots[-1].on)}" if trend.snapshots else ""
    return (
        section(findings.domains_finding(card), f"Domains, least backed first{since}.")
        + _table("".join(seen), highest)
        + (folded if rest else "")
        + marks.legend()
    )


def _table(rows: str, highest: int) -> str:
    return (
        '<table class="rows domains narrow"><thead><tr><th scope="col">Domain</th><th scope="col">'
        f'<span class="unseen">Span</span>{marks.axis(highest)}'
        '</th><th scope="col" class="num">Backed</th><th scope="col" class="num">Claimed</th>'
        f'<th scope="col" class="num">Level</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _order(domain: DomainScore) -> tuple[bool, float, float]:
    score = domain.score
    return score.state != "scored", float(score.evidence.evidenced or 0), float(score.mean.value or 0)


def _row(domain: DomainScore, before: Mapping[str, TrendPoint], open_ids: Set[str], highest: int) -> str:
    score, counts, title = domain.score, domain.score.counts, escape(domain.title)
    if score.state in _UNREAD:
        words = f'<span class="quiet">{_UNREAD[score.state]}</span>'
        return f'<tr><th scope="row">{title}</th><td class="wide" colspan="4">{words}</td></tr>'
    moved = _since(score.mean.value, backed(score), before.get(domain.id))
    # A floor caps a domain; whether it is what holds the level down, the domain's other practices decide as well.
    held = f'<small class="warnword">{_floor_word(domain, open_ids)}</small>' if domain.capped_by else ""
    mark = marks.span(backed(score), score.mean.value, score.mean.low, score.mean.high, highest=highest)
    covered = f"{findings.answered_of(counts)} answered"

    def asked(shown: str, name: str, focus: str) -> str:
        return asked_why(shown, f"{domain.title}, {name}", domain.id, focus, is_quiet=True, is_stop=False)

    # One stop for the Tab key in a row is enough; arrow keys lead to the other figures.
    return (
        f'<tr {ROVING}><th scope="row">{title}<small>{asked(covered, "coverage", COVERAGE)}{moved}</small></th>'
        f'<td class="wide">{mark}</td>'
        f'<td class="num" data-name="backed">{asked(marks.tenth(backed(score)), "backed", BACKED)}</td>'
        f'<td class="num" data-name="claimed">{asked_why(claimed_words(score.mean), domain.title, domain.id)}</td>'
        f'<td class="num" data-name="level">{asked(level_words(score.level), "level", LEVEL)}{held}</td></tr>'
    )


def _floor_word(domain: DomainScore, open_ids: Set[str]) -> str:
    number, still_open = len(domain.capped_by), sum(id_ in open_ids for id_ in domain.capped_by)
    word = "open" if still_open == number else "not met" if still_open else "missed"
    return f"floor {word}" if number == 1 else f"{number} floors {word}"


def _since(claimed: Number | None, evidenced: Number | None, before: TrendPoint | None) -> str:
    if before is None or before.claimed is None or claimed is None:
        return ""
    steps = (
        ("claimed", float(claimed) - before.claimed),
        ("backed", float(evidenced or 0) - (before.evidenced or 0.0)),
    )
    seen = [f"{word} {findings.signed(step)}" for word, step in steps if abs(step) >= findings.SEEN]
    return f" · {', '.join(seen) or 'unchanged'}"
