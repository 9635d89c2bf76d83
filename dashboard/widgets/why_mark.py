"""A figure that can be asked why, as HTML; `instant.js` hands what is done to it to the button behind it."""

from html import escape

MEAN, LEVEL, WEAKEST = "mean", "level", "weakest"


def key_of(id_: str, focus: str = MEAN) -> str:
    """The key of the button behind a figure."""
    return f"why-{id_}-{focus}"


def asked_why(shown: str, name: str, id_: str, focus: str = MEAN) -> str:
    """The figure as it is shown; its name for those who do not see it says what a click brings."""
    question = "Why is there no figure?" if shown == "–" else f"Why {shown}?"
    return (
        f'<span class="why" role="button" tabindex="0" aria-haspopup="dialog" data-why="{escape(key_of(id_, focus))}" '
        f'aria-label="{escape(f"{question} {name}")}" title="Why is it this?">{escape(shown)}</span>'
    )
