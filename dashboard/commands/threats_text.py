"""What stands against each threat as a calm page of text."""

import textwrap

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets import posture_findings as lean
from dashboard.widgets import threat_findings as say
from frameworks.model import Framework
from frameworks.registers.register import Threats, load_threats
from scoring.exposure import STAGES, Cell, ThreatLens
from scoring.scorecard import Scorecard

WIDTH = 96


def print_threats(lens: ThreatLens, scorecard: Scorecard, framework: Framework, organization: str = "") -> None:
    """The table of layers first, then the exposure range of each threat, challenges and posture."""
    register = load_threats()
    titles = {threat.id: threat.title for threat in register.threats}
    views = [lens.threat(threat.id) for threat in register.threats]
    title = f"{framework.title} {framework.version}, as of {scorecard.as_of}"
    print_line(f"{organization} · {title}" if organization else title)
    print_line()
    _print_words(say.threats_finding(views, titles, scorecard.overall))
    _print_words(say.threats_lede(views))
    print_line()
    rows = [(titles[view.id], *map(_cell, view.cells)) for view in views]
    print_table([("", *STAGES), *rows])
    for view in views:
        print_line()
        print_line(titles[view.id])
        for cell in view.cells:
            _print_words(f"{cell.stage}: {', '.join(cell.counting) or say.cell_note(cell)}{_still_open(cell)}")
        _print_words(say.exposure_sentence(view))
    _print_lenses(lens, register, framework.scale.highest)


def _print_lenses(lens: ThreatLens, register: Threats, highest: int) -> None:
    challenges = [lens.challenge(one.id) for one in register.challenges]
    titles = {one.id: one.title for one in register.challenges}
    print_line()
    print_line(lean.challenges_finding(challenges, titles, highest))
    rows = [(titles[view.id], *map(_cell, view.cells), lean.challenge_level(view)) for view in challenges]
    print_table([("", *STAGES, "average"), *rows])
    print_line()
    print_line(lean.posture_finding(lens.posture))
    _print_words(lean.posture_sentence(lens.posture))
    print_line()
    print_line("How many reports were made is asked nowhere and raises no score.")


def _cell(cell: Cell) -> str:
    number = f" ({len(cell.counting)})" if cell.counting else ""
    return f"{say.cell_word(cell).lower()}{number}"


def _still_open(cell: Cell) -> str:
    return f"; not answered: {', '.join(cell.open)}" if cell.open else ""


def _print_words(words: str) -> None:
    for line in textwrap.wrap(words, WIDTH, break_on_hyphens=False):
        print_line(f"  {line}")
