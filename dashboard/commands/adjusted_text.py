"""Adjusted estimates below what rests on them, as text and as a part of a JSON document."""

import textwrap
from collections.abc import Mapping
from typing import Any

from dashboard.commands.printing import print_line
from dashboard.widgets import adjusted_words as say
from scoring.adjusted import Adjusted
from scoring.adjustment import ESTIMATES, Estimate, Key
from use_cases.exchange.adjustment_shape import adjusted_as_tree

WIDTH = 96


def print_adjusted(adjusted: Mapping[Key, Adjusted], *fields: Estimate) -> None:
    """Each adjusted estimate of these fields, else of all, beside the framework's own; nothing where there is none."""
    marks = say.of_fields(adjusted, *(fields or ESTIMATES))
    if not marks:
        return
    print_line()
    print_line(f"{say.adjusted_finding(len(marks))}.")
    for mark in marks:
        for words in textwrap.wrap(say.adjusted_sentence(mark), WIDTH, subsequent_indent="  "):
            print_line(words)


def adjusted_part(adjusted: Mapping[Key, Adjusted]) -> dict[str, Any]:
    """What a JSON document says of them; empty where every estimate is the framework's."""
    return {"adjusted": adjusted_as_tree(adjusted)} if adjusted else {}
