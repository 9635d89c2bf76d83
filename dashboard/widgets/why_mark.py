"""A figure that can be asked why, as HTML; `instant.js` hands what is done to it to the button behind it."""

from html import escape

from dashboard.widgets.part_keys import key_part

MEAN, LEVEL, WEAKEST = "mean", "level", "weakest"
BACKED, LOWEST, COVERAGE = "backed", "lowest", "coverage"
PRACTICE = "practice"
"""The one focus of a practice: its answer."""

ROVING = "data-roving"
"""Figures inside are one stop for the Tab key; arrow keys lead from one to the next."""


def key_of(id_: str, focus: str = MEAN) -> str:
    """The key of the button behind a figure."""
    return f"why-{key_part(id_)}-{focus}"


def asked_why(
    shown: str, name: str, id_: str, focus: str = MEAN, *, is_quiet: bool = False, is_stop: bool = True
) -> str:
    """The figure as it is shown; its name for those who do not see it says what a click brings.

    `is_quiet`: without a line below it, for small words. `is_stop`: whether the Tab key stops at it; where it does
    not, it stands inside of what is `ROVING`.
    """
    question = "Why is there no figure?" if shown == "–" else f"Why {shown}?"
    kinds = "why quietly" if is_quiet else "why"
    return (
        f'<span class="{kinds}" {asking(id_, focus, is_stop=is_stop)} '
        f'aria-label="{escape(f"{question} {name}")}" title="Why is it this?">{escape(shown)}</span>'
    )


def asking(id_: str, focus: str, *, is_stop: bool = True) -> str:
    """The attributes that make an element a button that asks why."""
    stop = 0 if is_stop else -1
    return f'role="button" tabindex="{stop}" aria-haspopup="dialog" data-why="{escape(key_of(id_, focus))}"'
