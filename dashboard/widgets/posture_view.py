"""The challenge lens and the posture tilt as HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import posture_findings as lean
from dashboard.widgets import threat_findings as say
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from frameworks.registers.register import Described
from scoring.exposure import STAGES, Cell, ChallengeView, Posture


def challenges(views: Sequence[ChallengeView], described: Sequence[Described], highest: int) -> str:
    """One row a challenge: how many practices that answer it count at each stage, and their average claimed level."""
    titles = {one.id: escape(one.title) for one in described}
    summaries = {one.id: escape(one.summary) for one in described}
    names = dict[int, str](enumerate(STAGES, start=1)) | {len(STAGES) + 1: "average"}
    rows = [
        (
            f"{titles[view.id]}<small>{summaries[view.id]}</small>",
            *map(_cell, view.cells),
            lean.challenge_level(view),
        )
        for view in views
    ]
    heads = ("Challenge", *(stage.capitalize() for stage in STAGES), "Average level")
    made = table(heads, rows, numeric=(len(STAGES) + 1,), names=names)
    finding = lean.challenges_finding(views, {one.id: one.title for one in described}, highest)
    subtitle = (
        "What makes the subject hard, whoever works on it. Each stage with the number of practices that count; then "
        f"the average claimed level of all practices that answer the challenge, 0 to {highest}."
    )
    return section(finding, subtitle) + f'<div class="challenges">{made}</div>'


def _cell(cell: Cell) -> str:
    if not cell.layers:
        return '<span class="quiet step">no practice</span>'
    kind = ' class="warnword"' if cell.state == "open" else ""
    return f"<span{kind}>{say.cell_word(cell)}</span><small>{len(cell.counting)} of {len(cell.layers)}</small>"


def posture(found: Posture) -> str:
    """Earned, available and tilt as figures, and the sentence that reads them."""
    figures = lean.posture_figures(found)
    shown = (
        '<div class="figures small">'
        + "".join(
            f"<div><small>{name}</small><b>{figure}</b></div>"
            for name, figure in zip(("earned", "available", "tilt"), figures, strict=True)
        )
        + "</div>"
        if figures
        else ""
    )
    subtitle = "Acting before harm, in parts of 100. The proactive share of each practice is a judgement."
    return section(lean.posture_finding(found), subtitle) + f"{shown}<p>{lean.posture_sentence(found)}</p>"
