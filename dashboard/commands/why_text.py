"""A reason as a calm page of text."""

import textwrap
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.commands.printing import plain, print_line, print_table, tenth
from dashboard.commands.scorecard_text import WIDTH
from dashboard.widgets import why_words
from dashboard.widgets.why_rows import Row, domain_rows, practice_rows, total_brought
from frameworks.model import Framework
from scoring.adjusted import Adjusted
from scoring.adjustment import Key
from scoring.reasons import Reason

ALL = 1_000
"""A page of text has room for every name."""


def print_reason(
    reason: Reason,
    framework: Framework,
    organization: str = "",
    adjusted: Mapping[Key, Adjusted] = MappingProxyType({}),
) -> None:
    """The figure in a sentence, the table of what makes it up, what holds it down, what the next step needs."""
    name = reason.title if reason.kind == "total" else f"{reason.id} {reason.title}"
    print_line(f"{organization} · {name}" if organization else name)
    print_line(f"as of {reason.as_of}")
    _print_paragraph(
        why_words.makeup_sentence(reason),
        why_words.share_sentence(reason),
        why_words.left_out_sentence(reason),
        why_words.open_sentence(reason),
    )
    if reason.method not in ("answer", "gate_matrix", *why_words.METHODS) and reason.value.value is not None:
        _print_paragraph(f"The headline by method {reason.method} is {tenth(reason.value.value)}.")
    _print_parts(reason, framework)
    _print_near(reason)
    _print_paragraph(why_words.weakest_sentence(reason))
    _print_paragraph(why_words.level_sentence(reason, framework), why_words.held_sentence(reason, framework, ALL))
    _print_paragraph(*why_words.step_sentences(reason, framework, ALL, adjusted))


def _print_paragraph(*sentences: str) -> None:
    text = " ".join(sentence for sentence in sentences if sentence)
    if text:
        print_line()
        for line in textwrap.wrap(plain(text, most=100_000), WIDTH, break_on_hyphens=False):
            print_line(line)


def _print_parts(reason: Reason, framework: Framework) -> None:
    if reason.kind == "practice" or not reason.parts:
        return
    if reason.kind == "total":
        _print_rows("What each domain brings to the average", "answered", domain_rows(reason, framework), reason)
    _print_rows("What each practice brings to the average", "level", practice_rows(reason, framework), reason)


def _print_rows(title: str, level: str, rows: Iterable[Row], reason: Reason) -> None:
    print_line()
    print_line(title)
    print_table(
        [
            ("", level, "backed", "weight", "share", "brings", ""),
            *((row.id, row.level, row.backed, str(row.weight), row.share, row.brings, row.title) for row in rows),
            ("together", "", "", "", "", total_brought(reason), ""),
        ]
    )


def _print_near(reason: Reason) -> None:
    near = reason.practice
    if near is None:
        return
    if near.text_now is not None:
        _print_paragraph(f"Level {reason.value.value} reads: {near.text_now}")
    for pointer in near.pointers:
        _print_paragraph(f"Evidence: {why_words.pointer_words(pointer, reason.value.value)}.")
