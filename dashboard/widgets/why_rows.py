"""Why is it this, as rows: what each answer and each domain brings, rounded so that they add up. No Streamlit here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.widgets.marks import tenth
from frameworks.model import Framework
from scoring.methods import Number, mean
from scoring.reasons import Part, Reason
from scoring.shown import shown_level, shown_parts, shown_total

PLACES = 2
"""A part of an average is small: one decimal would show most of them as nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One practice or one domain; figures are words already, and "–" is what does not count."""

    id: str
    title: str
    level: str
    backed: str
    weight: int
    share: str
    brings: str


def practice_rows(reason: Reason, framework: Framework) -> list[Row]:
    """Every practice in scope, what brings most first; then what is open, then what is not applicable."""
    answered = [part for part in reason.parts if part.contribution is not None]
    shown = dict(zip((part.practice_id for part in answered), _brought(answered), strict=True))
    ordered = sorted(reason.parts, key=lambda part: (_RANK[part.state], -(part.contribution or 0)))
    return [
        Row(
            part.practice_id,
            framework.practices[part.practice_id].title,
            level_of(part),
            # Evidence decays but never to nothing: what is backed by exactly 0 has none.
            tenth(part.evidenced or None),
            part.weight,
            f"{float(part.share) * 100:.1f} %" if part.share is not None else "–",
            f"{shown[part.practice_id]:.{PLACES}f}" if part.practice_id in shown else "–",
        )
        for part in ordered
    ]


def domain_rows(reason: Reason, framework: Framework) -> list[Row]:
    """What each domain brings to the whole, in the framework's order; only those with practices in scope."""
    by_id: dict[str, list[Part]] = {domain.id: [] for domain in framework.domains}
    for part in reason.parts:
        by_id[framework.domain_of[part.practice_id].id].append(part)
    kept = [(domain, by_id[domain.id]) for domain in framework.domains if by_id[domain.id]]
    sums = [sum(part.contribution or 0 for part in parts) for _, parts in kept]
    shown = shown_parts(sums, PLACES)
    return [
        Row(
            domain.id,
            domain.title,
            f"{sum(part.state == 'answered' for part in parts)} of {_applicable(parts)}",
            tenth(_backed(parts) or None),
            sum(part.weight for part in parts if part.share is not None),
            _share(parts),
            f"{value:.{PLACES}f}" if any(part.share is not None for part in parts) else "–",
        )
        for (domain, parts), value in zip(kept, shown, strict=True)
    ]


def backed_rows(reason: Reason, framework: Framework) -> list[Row]:
    """Every practice that evidence in date stands behind, what brings most to the backed average first."""
    backed = [part for part in reason.parts if part.share is not None and part.evidenced]
    shown = shown_parts([part.share * part.evidenced for part in backed if part.share and part.evidenced], PLACES)
    rows = [
        Row(
            part.practice_id,
            framework.practices[part.practice_id].title,
            level_of(part),
            tenth(part.evidenced),
            part.weight,
            f"{float(part.share or 0) * 100:.1f} %",
            f"{brings:.{PLACES}f}",
        )
        for part, brings in zip(backed, shown, strict=True)
    ]
    return sorted(rows, key=lambda row: -float(row.brings))


def total_backed(reason: Reason) -> str:
    """What the backed rows add up to."""
    return "–" if reason.evidenced is None else f"{shown_total(reason.evidenced, PLACES):.{PLACES}f}"


def total_brought(reason: Reason) -> str:
    """What the rows add up to."""
    return "–" if reason.mean.value is None else f"{shown_total(reason.mean.value, PLACES):.{PLACES}f}"


def level_of(part: Part) -> str:
    """The level, and the review that counts instead; in words where there is none."""
    if part.level is None:
        return part.state.replace("_", " ")
    level = shown_level(part.level)
    return level if part.reviewed in (None, part.level) else f"{level}, reviewed {shown_level(part.reviewed or 0)}"


_RANK = {"answered": 0, "unanswered": 1, "not_known": 1, "not_applicable": 2}


def _brought(parts: Iterable[Part]) -> list[float]:
    return shown_parts([part.contribution or 0 for part in parts], PLACES)


def _backed(parts: Sequence[Part]) -> Number | None:
    answered = [part for part in parts if part.share is not None]
    return mean([part.evidenced or 0 for part in answered], [part.weight for part in answered])


def _applicable(parts: Iterable[Part]) -> int:
    return sum(part.state != "not_applicable" for part in parts)


def _share(parts: Iterable[Part]) -> str:
    shares = [part.share for part in parts if part.share is not None]
    return f"{float(sum(shares)) * 100:.1f} %" if shares else "–"
