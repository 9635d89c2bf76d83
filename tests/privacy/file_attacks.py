"""The attacks on what is written: whole releases from a real store to a file, read byte by byte.

A trial takes some hundredths of a second, so there are few; the worlds are chosen so that a leak would be large.
Subtle faults of the noise itself are for `attacks.py`, which draws thousands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.privacy.attacks import ANSWER, BETWEEN, ONE, TOP, at_both_ends, known
from tests.privacy.laboratory import Verdict, judge
from tests.privacy.readings import Reading, added_up, read_all, side_by_side
from tests.privacy.stages import YEAR, Stage, Writer, stage_of

Trial = Callable[[], Reading]
Worlds = Callable[[Writer], tuple[Trial, Trial]]
IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class FileAttack:
    """One attack: from an empty folder to a stage with two worlds on it, and what the product spends between them."""

    name: str
    begin: Callable[[Path], tuple[Stage, Worlds]]
    epsilon: float
    trials: int
    report_trials: int


def measure_on_files(worlds: Worlds, write: Writer, epsilon: float, trials: int) -> Verdict:
    """The advantage of whoever reads everything that stands in the files."""
    inside, outside = worlds(write)
    readings = [reading for _ in range(trials) for reading in (inside(), outside())]
    seen = side_by_side(readings)
    return judge(seen[::2], seen[1::2], epsilon)


def one_release(stage: Stage) -> Worlds:
    """The same pool in both states, published once."""

    def trial(state: str, write: Writer) -> Reading:
        stage.set_back(state)
        return read_all({"release": stage.publish(write)})

    return lambda write: (lambda: trial(IN, write), lambda: trial(OUT, write))


def knows_all_but_one(n: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """The attacker knows all but one organization, which stands at the top if it is in."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        stage = stage_of(folder, known(n - 1), {IN: [TOP], OUT: []})
        return stage, one_release(stage)

    return begin


def asks_for_the_answer(n: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """The attacker knows all but one answer: the highest or the lowest."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        stage = stage_of(folder, known(n - 1), {IN: [TOP], OUT: [0]})
        return stage, one_release(stage)

    return begin


def poisons(fakes: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """Fakes at both ends, one more below: the one real organization between them turns the balance if it is in."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        stage = stage_of(folder, at_both_ends(fakes), {IN: [BETWEEN], OUT: []})
        return stage, one_release(stage)

    return begin


def subtracts_cells(first: int, second: int, third: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """Every cell of a partition stands in one file, and one organization of the first cell is in or not."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        folder.mkdir()
        stage = Stage(folder, kinds=("hosting", "messaging", "ugc"))
        for cell, size in zip(stage.terms.cells, (first, second, third), strict=True):
            stage.fill(known(size, size), cell)
        stage.keep(OUT)
        stage.fill([TOP], stage.terms.cells[0])
        stage.keep(IN)
        return stage, one_release(stage)

    return begin


def compares_two_releases(n: int, moving: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """Two yearly releases, between which one organization joins or not, while some others move by a place."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        folder.mkdir()
        stage, places = Stage(folder), known(n)
        rng = np.random.default_rng(5)
        member, joiner = stage.invite(n), stage.invite(1)(0, TOP)
        stage.accept([member(which, place) for which, place in enumerate(places)])
        stage.keep("before")
        # Signed once: to sign takes longer than to publish.
        moves = [[member(which, min(places[which] + by, TOP), number=2) for by in (0, 1)] for which in range(moving)]

        def trial(state: str, write: Writer) -> Reading:
            stage.set_back("before")
            former = stage.publish(write, "former.json")
            stage.clock.move(days=YEAR)
            stage.accept([choices[rng.integers(2)] for choices in moves] + [joiner] * (state == IN))
            return read_all({"former": former, "later": stage.publish(write, "later.json")})

        return stage, lambda write: (lambda: trial(IN, write), lambda: trial(OUT, write))

    return begin


def reads_all_releases(n: int, releases: int) -> Callable[[Path], tuple[Stage, Worlds]]:
    """The same organization is in all the yearly releases of a pool or in none, and nobody else moves."""

    def begin(folder: Path) -> tuple[Stage, Worlds]:
        stage = stage_of(folder, known(n - 1), {IN: [TOP], OUT: []})

        def trial(state: str, write: Writer) -> Reading:
            stage.set_back(state)
            read = []
            for _ in range(releases):
                read.append(read_all({"release": stage.publish(write)}))
                stage.clock.move(days=YEAR)
            return added_up(read)

        return stage, lambda write: (lambda: trial(IN, write), lambda: trial(OUT, write))

    return begin


FILE_ATTACKS = (
    FileAttack("knows all but one of 31", knows_all_but_one(31), ONE, 60, 400),
    FileAttack("knows all but one of 230", knows_all_but_one(230), ONE, 20, 150),
    FileAttack("asks for one answer of 45", asks_for_the_answer(45), ANSWER, 36, 400),
    FileAttack("subtracts cells of 45, 12 and 20", subtracts_cells(44, 12, 20), ONE, 28, 250),
    FileAttack("compares two releases of 45", compares_two_releases(45, 3), ONE, 24, 250),
    FileAttack("reads two releases of 45", reads_all_releases(45, 2), 2 * ONE, 24, 250),
    FileAttack("poisons with 51 fakes", poisons(51), ONE, 28, 400),
)
