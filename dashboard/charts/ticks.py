"""Where the axis of a scale is ticked."""

MOST_STEPS = 11
"""So many steps are offered and drawn one by one; beyond them a field takes the number, and a bar shows it."""
MOST_SPACES = 6
"""Between the ticks of a longer one."""


def ticks(highest: int) -> list[int]:
    """Where an axis from 0 is ticked: at every number of a short one, else at up to six round ones and its end."""
    if highest < MOST_STEPS:
        return list(range(highest + 1))
    size = 10 ** (len(str(highest)) - 1)
    rounded = (size // 10, size // 5, size // 4, size // 2, size, size * 2)
    step = next(one for one in rounded if one and one * MOST_SPACES >= highest)
    found = list(range(0, highest + 1, step))
    return found if found[-1] == highest else [*(one for one in found if highest - one > step / 2), highest]
