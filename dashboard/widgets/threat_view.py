"""The layers against each threat as a table, the exposure range, and what would close an open stage, as HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import threat_findings as say
from dashboard.widgets.frame import section
from dashboard.widgets.marks import tag
from frameworks.model import Framework
from scoring.exposure import STAGES, Cell, Layer, ThreatView

SHOWN_CLOSING = 6
_NEAREST = {"not_backed": 0, "below": 1, "open": 2}
"""How near a practice is to counting, by what it lacks."""


def coverage(threats: Sequence[ThreatView], titles: Mapping[str, str]) -> str:
    """Threats by stages: each cell says its state in a word, as bars, and by the practices that count."""
    heads = "".join(f'<th scope="col">{stage.capitalize()}</th>' for stage in STAGES)
    rows = "".join(_row(threat, titles[threat.id]) for threat in threats)
    return (
        section(say.coverage_finding(threats), say.COUNTS)
        + '<table class="rows cover"><caption class="unseen">Layers against each threat, by stage</caption>'
        + f'<thead><tr><th scope="col">Threat</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(threat: ThreatView, title: str) -> str:
    number = len(threat.layers)
    acting = "1 practice acts on it" if number == 1 else f"{number or 'no'} practices act on it"
    cells = "".join(map(_cell, threat.cells))
    return f'<tr><th scope="row">{escape(title)}<small>{acting}</small></th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    bars = f'<span class="depth" aria-hidden="true">{"<i></i>" * len(cell.counting)}</span>'
    stage = f'<span class="stage">{cell.stage.capitalize()}: </span>'
    counting = _ids(cell.counting) or escape(say.cell_note(cell))
    still_open = f"<small>not answered: {_ids(cell.open)}</small>" if cell.open else ""
    return (
        f'<td class="{cell.state}"><div>{bars}<span>{stage}<b>{say.cell_word(cell)}</b>'
        f"<small>{counting}</small>{still_open}</span></div></td>"
    )


def _ids(practice_ids: Sequence[str]) -> str:
    """Ids that do not break at their hyphen."""
    return ", ".join(f'<span class="step">{escape(id_)}</span>' for id_ in practice_ids)


def exposure(threats: Sequence[ThreatView], titles: Mapping[str, str]) -> str:
    """One row a threat: its range on an axis from 0 to 100, or that it is withheld, with the sentence that says so."""
    rows = "".join(_exposure_row(threat, titles[threat.id]) for threat in threats)
    subtitle = (
        f"0: nothing gets through. 100: nothing in place. {say.INDEX} Levels are read as claimed. The range is shown "
        "only while its ends lie no further apart than half of the low one; beyond that the table above says more."
    )
    return section(say.exposure_finding(threats), subtitle) + f'<ul class="ranges">{rows}</ul>'


def _exposure_row(threat: ThreatView, title: str) -> str:
    words = escape(say.exposure_sentence(threat))
    found = threat.exposure
    if found is None or found.is_withheld:
        mark = tag("no index" if found is None else "withheld")
        return f"<li><h3>{escape(title)}</h3>{mark}<p>{words}</p></li>"
    low, high = say.hundredths(found.low), say.hundredths(found.high)
    figures = f"{low}" if low == high else f"{low}–{high}"
    bar = (
        f'<div class="range" style="--low:{low};--high:{high}" role="img" '
        f'aria-label="Exposure index {figures} of 100."><i></i></div>'
    )
    return f"<li><h3>{escape(title)}</h3><b>{figures}</b>{bar}<p>{words}</p></li>"


def closing(threats: Sequence[ThreatView], titles: Mapping[str, str], framework: Framework) -> str:
    """For each open stage the practice that lacks least; nothing where no stage is open."""
    closes: dict[Layer, dict[str, list[str]]] = {}
    for threat in threats:
        for cell in threat.cells:
            if cell.state == "open":
                nearest = min(cell.layers, key=_distance)
                closes.setdefault(nearest, {}).setdefault(titles[threat.id], []).append(cell.stage)
    if not closes:
        return section("No stage is open", "A single practice is still a single point of failure.")
    rows = "".join(
        f"<li><b>{escape(layer.practice_id)}</b><span>{escape(framework.practices[layer.practice_id].title)}: "
        f"{say.closing_words(layer)}<small>closes {escape(_places(stages))}</small></span></li>"
        for layer, stages in list(closes.items())[:SHOWN_CLOSING]
    )
    rest = len(closes) - SHOWN_CLOSING
    more = f'<p class="quiet">{rest} more.</p>' if rest > 0 else ""
    return (
        section(say.closing_finding(threats), "The practice that lacks least for each.")
        + f'<ul class="items">{rows}</ul>{more}'
    )


def _places(stages: Mapping[str, Sequence[str]]) -> str:
    """Stages by threat."""
    return "; ".join(f"{title}: {', '.join(names)}" for title, names in stages.items())


def _distance(layer: Layer) -> tuple[int, int]:
    return _NEAREST[layer.state], -(layer.level or 0)
