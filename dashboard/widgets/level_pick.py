"""A field for a level: a choice where the steps are few, a number where they are many."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets.plain import as_plain
from dashboard.widgets.scale_words import is_fine, scale_words, step_label, steps_of
from frameworks.scale import Scale


def pick_level(
    place: DeltaGenerator,
    label: str,
    scale: Scale,
    usual: int | None,
    *,
    least: int | None = None,
    none: str = "",
    shows_names: bool = True,
    help: str | None = None,
    key: str | None = None,
) -> int | None:
    """The level that is chosen, from `least` on; `none` names the choice of no level, where that is one."""
    lowest = scale.lowest if least is None else max(least, scale.lowest)
    if is_fine(scale):
        stands = None if usual is None else min(max(usual, lowest), scale.highest)
        found: int | None = place.number_input(
            label, lowest, scale.highest, stands, 1, help=help, key=key, placeholder=none or _ends(scale, lowest)
        )
        return found
    levels: list[int | None] = [*([None] if none else []), *(step for step in steps_of(scale) if step >= lowest)]
    chosen: int | None = place.selectbox(
        label,
        levels,
        index=levels.index(usual) if usual in levels else 0,
        format_func=lambda level: none if level is None else _label(scale, level, shows_names=shows_names),
        help=help,
        key=key,
    )
    return chosen


def ask_level(label: str, scale: Scale, texts: dict[int, str]) -> int | None:
    """Every step with its text to choose from, none at first; of very many steps a field with the named ones beside."""
    if is_fine(scale):
        level = pick_level(st.container(), label, scale, None)
        named_places(scale, texts)
        return level
    steps = list(steps_of(scale))
    chosen: int | None = st.radio(
        label,
        steps,
        index=None,
        format_func=lambda step: bold_label(scale, step),
        captions=[step_caption(scale, step, texts) for step in steps],
    )
    return chosen


def named_places(scale: Scale, texts: dict[int, str]) -> None:
    """The named places of a range with their texts, as a list."""
    for one in scale.levels:
        text = step_caption(scale, one.number, texts)
        st.caption(f"{bold_label(scale, one.number)}{' — ' if text else ''}{text}")


def bold_label(scale: Scale, step: int) -> str:
    """A step as a label: its number and name, of answers with values what they say and count as."""
    title = next((as_plain(one.title) for one in scale.levels if one.number == step), "")
    if scale.has_values:
        return f"**{title}** · counts as {as_plain(f'{scale.value_of(step):g}')}"
    return f"**{step}**{' · ' if title else ''}{title}"


def step_caption(scale: Scale, step: int, texts: dict[int, str]) -> str:
    """What is said of a step beside its name; empty where that is all."""
    text = texts.get(step, "")
    title = next((one.title for one in scale.levels if one.number == step), "")
    return "" if text.strip() == title.strip() else as_plain(text)


def range_hint(scale: Scale) -> str:
    """How a range is answered."""
    return as_plain(f"A whole number {scale_words(scale)}.")


def _label(scale: Scale, level: int, *, shows_names: bool) -> str:
    return step_label(scale, level) if shows_names or scale.has_values else str(level)


def _ends(scale: Scale, lowest: int) -> str:
    return f"{lowest} to {scale.highest}"
