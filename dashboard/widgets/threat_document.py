"""Each threat in words: what it is, what harm it does, and which practices act on it, as HTML."""

from html import escape

from dashboard.widgets import threat_findings as say
from dashboard.widgets.frame import section
from dashboard.widgets.marks import level_mark
from dashboard.widgets.practice_document import source_words
from frameworks.registers.register import Threat
from scoring.exposure import COUNTING_LEVEL, Layer, ThreatView
from use_cases.open_assessment import OpenAssessment

STAGE_WORDS = {
    "prevent": "Before it happens",
    "detect": "To notice it",
    "respond": "Once it is known",
    "learn": "Afterwards",
}


def threat_document(threat: Threat, view: ThreatView, opened: OpenAssessment) -> str:
    """Description and harms side by side, the source below, and the practices by stage to open."""
    note = f" {escape(threat.note)}" if threat.note else ""
    return (
        section(say.threat_finding(view, threat.title), threat.summary)
        + f'<div class="two"><div><h3>How it comes about</h3>{_list(threat.description)}</div>'
        + f"<div><h3>Harms</h3>{_list(threat.harms)}</div></div>"
        + f'<p class="quiet">Source: {source_words(threat.source)}.{note}</p>'
        + _practices(threat, view, opened)
    )


def _list(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text[0].upper() + text[1:])}</li>" for text in texts) + "</ul>"


def _practices(threat: Threat, view: ThreatView, opened: OpenAssessment) -> str:
    if not view.layers:
        return ""
    stages = "".join(
        f"<div><h3>{cell.stage.capitalize()}: {say.cell_word(cell).lower()}</h3>"
        f'<p class="quiet">{STAGE_WORDS[cell.stage]}</p>{practice_levels(cell.layers, opened)}</div>'
        for cell in view.cells
    )
    return (
        f'<details class="acting"><summary>{escape(threat.title)}: the practices that prevent, detect, respond and '
        f"learn, with their levels</summary>{legend()}"
        f'<div class="two">{stages}</div></details>'
    )


def practice_levels(layers: tuple[Layer, ...], opened: OpenAssessment) -> str:
    """Practices with their level and whether they count; those that count first."""
    ordered = sorted(layers, key=_rank)
    return f'<ul class="items">{"".join(practice_level(layer, opened) for layer in ordered)}</ul>'


def _rank(layer: Layer) -> tuple[bool, int]:
    return layer.state != "counts", 1 if layer.level is None else -layer.level


def practice_level(layer: Layer, opened: OpenAssessment, reason: str = "") -> str:
    """One practice of a list; with the reason why it stands there, if one is given."""
    score = opened.scorecard.practice(layer.practice_id)
    highest = opened.framework.scale.highest
    mark = level_mark(layer.level, score.evidenced or 0.0, COUNTING_LEVEL, highest=highest)
    why = f"<small>{escape(reason)}</small>" if reason else ""
    return (
        f"<li><b>{escape(layer.practice_id)}</b><span>{escape(opened.framework.practices[layer.practice_id].title)}{why}"
        f"<small>{mark}{say.layer_words(layer)}</small></span></li>"
    )


def legend() -> str:
    """How to read the levels."""
    return (
        f'<p class="quiet">Level by cells: filled = backed, outlined = claimed, tinted = still to go to '
        f"{COUNTING_LEVEL}.</p>"
    )
