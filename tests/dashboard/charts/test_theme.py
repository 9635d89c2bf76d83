"""The looks: every text can be read on its ground, and a level is never told by hue alone."""

from itertools import pairwise

import pytest

from dashboard.charts.theme import DARK, LIGHT, PRINT, Look, plain_layout

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@LOOKS
def test_text_and_lines_stand_out_from_the_ground(look: Look) -> None:
    for color in (look.ink, look.ink2, look.accent, look.attention):
        assert contrast(color, look.ground) >= 4.5
    assert contrast(look.control, look.ground) >= 3


@LOOKS
def test_figure_on_every_level_can_be_read(look: Look) -> None:
    assert len(look.levels) == len(look.level_texts) == 6
    for fill, text in zip(look.levels, look.level_texts, strict=True):
        assert contrast(fill, text) >= 4.5


@LOOKS
def test_levels_differ_in_lightness_and_a_higher_one_always_stands_out_more(look: Look) -> None:
    against = [contrast(fill, look.ground) for fill in look.levels]
    assert against == sorted(against)
    assert all(more / less > 1.15 for less, more in pairwise(against))


@LOOKS
def test_layout_begins_without_anything_that_moves_or_frames(look: Look) -> None:
    layout = plain_layout(look, 200)
    assert (layout["height"], layout["dragmode"], layout["showlegend"], layout["template"]) == (200, False, False, {})
    assert layout["hoverlabel"]["font"]["color"] == look.ink
