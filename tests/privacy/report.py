"""Bound and measured advantage side by side, and the error to expect: `python -m tests.privacy.report`."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scoring.budget import EPSILON_STATISTICS
from scoring.guarantee import guarantee_sentence
from scoring.privacy import BUDGET, CellFigures, Figure, library_version, private_median, publish_cell
from tests.privacy.attacks import ATTACKS
from tests.privacy.errors import STEPS_A_LEVEL, draw_places
from tests.privacy.file_attacks import FILE_ATTACKS, measure_on_files
from tests.privacy.laboratory import Verdict, measure_advantage
from tests.privacy.publishers import DOMAINS, publish_means, publish_with_noise
from tests.privacy.timings import timing_lines
from tests.privacy.writers import write_means, write_release

ORGANIZATIONS = (10, 30, 100, 300, 1_000)
SPREADS = (0.8, 1.2)
RELEASES = 250
MEAN_TRIALS, MEAN_FILES = 200, 30


def attack_lines() -> Iterator[str]:
    """A line for each attack: what it may learn at most, what it learned, and what it learns from exact means."""
    yield _heading("attack on what is drawn")
    for attack in ATTACKS:
        found = measure_advantage(*attack.worlds(publish_with_noise), attack.epsilon, attack.report_trials)
        means = measure_advantage(*attack.worlds(publish_means), attack.epsilon, MEAN_TRIALS)
        yield _row(attack.name, attack.epsilon, found, means)


def file_attack_lines(folder: Path) -> Iterator[str]:
    """The same of attackers that read every byte of written files, of releases and of exact means."""
    yield _heading("attack on written files")
    for number, attack in enumerate(FILE_ATTACKS):
        stage, worlds = attack.begin(folder / str(number))
        found = measure_on_files(worlds, write_release, attack.epsilon, attack.report_trials)
        means = measure_on_files(worlds, write_means, attack.epsilon, MEAN_FILES)
        stage.close()
        yield _row(attack.name, attack.epsilon, found, means)


def _heading(name: str) -> str:
    return f"{name:<38}{'epsilon':>8}{'bound':>8}{'measured':>10}{'± error':>9}{'exact means':>13}"


def _row(name: str, epsilon: float, found: Verdict, means: Verdict) -> str:
    mark = "" if found.is_within else "  BEYOND THE BOUND"
    numbers = f"{epsilon:>8.2f}{found.bound:>8.3f}{found.advantage:>10.3f}{found.error:>9.3f}{means.advantage:>13.2f}"
    return f"{name:<38}{numbers}{mark}"


def error_lines() -> Iterator[str]:
    """A line for each number of organizations: what is published how often, how far off, and how often bands hold."""
    yield (
        f"{'organizations':<15}{'spread':>7}{'published':>11}{'median off':>12}{'band':>7}{'holds':>7}"
        f"{'domain off':>12}{'band':>7}{'holds':>7}"
    )
    rng = np.random.default_rng(11)
    for spread in SPREADS:
        for n in ORGANIZATIONS:
            yield f"{n:<15}{spread:>7}{_errors(n, spread, rng)}"


def _errors(n: int, spread: float, rng: np.random.Generator) -> str:
    medians: list[tuple[float, float, bool]] = []
    domains: list[tuple[float, float, bool]] = []
    for _ in range(RELEASES):
        center = rng.uniform(1.5, 3.5)
        cell = publish_cell(
            draw_places(center, spread, n, rng), {domain: draw_places(center, spread, n, rng) for domain in DOMAINS}
        )
        medians += _compared(cell, (cell.median,), center)
        domains += _compared(cell, tuple(cell.domains.values()), center)
    return f"{len(medians) / RELEASES:>10.0%} {_summary(medians)}{_summary(domains)}"


def _compared(cell: CellFigures, figures: tuple[object, ...], center: float) -> Iterator[tuple[float, float, bool]]:
    true = center * STEPS_A_LEVEL
    # A place stands for all values that are rounded to it.
    room = 0.5 if cell.tier == "distribution" else 0
    for figure in figures:
        if isinstance(figure, Figure):
            off = abs(figure.value - true) / STEPS_A_LEVEL
            yield off, (figure.high - figure.low) / STEPS_A_LEVEL, figure.low - room <= true <= figure.high + room


def _summary(compared: list[tuple[float, float, bool]]) -> str:
    if not compared:
        return f"{'–':>12}{'–':>7}{'–':>7}"
    off, width, holds = zip(*compared, strict=True)
    return f"{np.quantile(off, 0.9):>12.2f}{np.mean(width):>7.2f}{np.mean(holds):>7.0%}"


def median_lines() -> Iterator[str]:
    """What a median would be worth without a threshold: why nothing is published of few."""
    rng = np.random.default_rng(12)
    for n in ORGANIZATIONS:
        off = []
        for _ in range(RELEASES * 2):
            center = rng.uniform(1.5, 3.5)
            found = private_median(draw_places(center, SPREADS[0], n, rng), EPSILON_STATISTICS)
            off.append(abs(found / STEPS_A_LEVEL - center))
        yield f"{n:<15}{np.quantile(off, 0.9):>7.2f}"


def main() -> None:
    """Print it all."""
    print(f"{library_version()}. {guarantee_sentence([BUDGET] * 3)}\n")
    print("Advantage: share of right alarms less share of false ones; 0 is guessing, 1 is knowing. The bound is")
    print("tanh(epsilon / 2), with the epsilon of all that an attack sees of one organization.\n")
    for line in attack_lines():
        print(line, flush=True)
    with TemporaryDirectory() as folder:
        print()
        for line in file_attack_lines(Path(folder)):
            print(line, flush=True)
        print("\nTime is seen by whoever runs the commands, not by a reader of files; no budget bounds it.\n")
        for line in timing_lines(Path(folder)):
            print(line, flush=True)
    print("\nLevels on 0 to 5; nine in ten are off by no more from the middle of all organizations like these.\n")
    for line in error_lines():
        print(line, flush=True)
    print("\nThe same of a median with all of the statistics' budget, if it were published of so few (spread 0.8)\n")
    for line in median_lines():
        print(line, flush=True)


if __name__ == "__main__":
    main()
