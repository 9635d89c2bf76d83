"""How far a drawn median is off, tried on made-up organizations: the source of scoring/median_errors.py.

Run as `python -m tests.privacy.errors` to print the table anew; it takes some minutes.
"""

from datetime import UTC, datetime

import numpy as np

from scoring.pool_terms import PLACES
from scoring.privacy import private_median

SPREAD = 1.2
"""Levels; wider than the pools of the literature (0.8), so that the bands hold for those, too."""
STEPS_A_LEVEL = 4
CENTERS = (1.0, 4.0)
"""Levels between which the middle of the made-up organizations lies, wherever between two places."""
DRAWS = 2_000

ROWS = {
    **dict.fromkeys((0.04, 0.06, 0.08, 0.12, 0.16, 0.24), (200, 300, 500, 1000, 3000)),
    **dict.fromkeys((0.4, 0.8), (30, 40, 50, 70, 100, 150, 200, 500, 1000, 3000)),
}
"""Epsilon, and the numbers of organizations that are tried with it."""


def draw_places(center: float, spread: float, n: int, rng: np.random.Generator) -> list[int]:
    """Places of so many made-up organizations around a level."""
    drawn = np.rint(rng.normal(center, spread, n) * STEPS_A_LEVEL)
    return [int(place) for place in np.clip(drawn, 0, PLACES - 1)]


def measure_error(epsilon: float, n: int, draws: int, spread: float, rng: np.random.Generator) -> tuple[float, float]:
    """The error nine in ten medians keep to, in places: to the members' median, and to that of all like them."""
    to_members, to_all = [], []
    for _ in range(draws):
        center = rng.uniform(*CENTERS)
        places = draw_places(center, spread, n, rng)
        found = private_median(places, epsilon)
        to_members.append(abs(found - sorted(places)[(n - 1) // 2]))
        to_all.append(abs(found - center * STEPS_A_LEVEL))
    return float(np.quantile(to_members, 0.9)), float(np.quantile(to_all, 0.9))


def main() -> None:
    """Print the rows."""
    rng = np.random.default_rng(1)
    print(f"# {datetime.now(UTC).date()}, spread {SPREAD}, {DRAWS} draws a row")
    for epsilon, numbers in ROWS.items():
        print(f"    {epsilon}: (")
        for n in numbers:
            members, everybody = measure_error(epsilon, n, DRAWS, SPREAD, rng)
            print(f"        Row({n}, {members:.0f}, {everybody:.2f}),", flush=True)
        print("    ),")


if __name__ == "__main__":
    main()
