"""What an organization has adjusted of the framework's estimates, as HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import adjusted_words as say
from dashboard.widgets.frame import section
from scoring.adjusted import Adjusted
from scoring.adjustment import Adjustment, Estimate, Key


def adjusted_section(adjusted: Mapping[Key, Adjusted], unfit: Sequence[Adjustment] = ()) -> str:
    """Every adjusted estimate beside the framework's own, and those on record that are not used."""
    note = "Plan, threats and posture go by them. No score does."
    return section(say.adjusted_finding(len(adjusted)), note) + _list(
        [*map(say.adjusted_sentence, adjusted.values()), *map(say.unfit_sentence, unfit)]
    )


def adjusted_note(adjusted: Mapping[Key, Adjusted], *fields: Estimate) -> str:
    """The same for some fields, below what rests on them; empty where the framework's own stand."""
    marks = say.of_fields(adjusted, *fields)
    if not marks:
        return ""
    return f'<p class="quiet">{say.adjusted_finding(len(marks))}:</p>{_list(map(say.adjusted_sentence, marks))}'


def _list(sentences: "Sequence[str] | map[str]") -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="sure">{items}</ul>' if items else ""
