"""Victim identification: its process, strategies and practices, and what of them an organization supports, as HTML."""

from html import escape

from dashboard.widgets import threat_findings as say
from dashboard.widgets.frame import section
from dashboard.widgets.practice_document import source_words
from dashboard.widgets.threat_document import legend, practice_level
from frameworks.registers.register import Aspect, Part, VictimIdentification
from scoring.exposure import Layer, ThreatLens
from use_cases.open_assessment import OpenAssessment


def victim_identification(register: VictimIdentification, lens: ThreatLens, opened: OpenAssessment) -> str:
    """Three columns, one a part; each side with the practices that support it, their levels and the reasons."""
    layers = {layer.practice_id: layer for layer in lens.layers} if opened.framework.id == register.framework else {}
    named = [_layers(aspect, layers) for part in register.parts for aspect in part.aspects]
    supported = [any(layer.state == "counts" for layer, _ in found) for found in named if found]
    parts = "".join(_part(part, layers, opened) for part in register.parts)
    return (
        section(say.victim_finding(supported), f"{register.summary} {register.boundary}")
        + f'<div class="three victim">{parts}</div>{legend()}'
        + f'<p class="quiet">Source: {source_words(register.source)}. Which practices support it is a judgement of '
        "this project.</p>"
    )


def _part(part: Part, layers: dict[str, Layer], opened: OpenAssessment) -> str:
    aspects = "".join(_aspect(aspect, layers, opened) for aspect in part.aspects)
    return f'<div><h3>{escape(part.title)}</h3><p class="quiet">{escape(part.summary)}</p>{aspects}</div>'


def _aspect(aspect: Aspect, layers: dict[str, Layer], opened: OpenAssessment) -> str:
    rows = "".join(practice_level(layer, opened, reason) for layer, reason in _layers(aspect, layers))
    shown = f'<ul class="items">{rows}</ul>' if rows else '<p class="quiet">No practice in scope supports it.</p>'
    return f"<h4>{escape(aspect.title)}</h4><p>{escape(aspect.summary)}</p>{shown}"


def _layers(aspect: Aspect, layers: dict[str, Layer]) -> list[tuple[Layer, str]]:
    return [(layers[one.practice], one.reason) for one in aspect.practices if one.practice in layers]
