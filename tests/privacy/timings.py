"""What a stopwatch learns: how long a release, a refusal and a withdrawal take in two worlds that differ in one member.

Only in the report: on a busy machine a timed test fails by itself. The tests hold that the store is asked the same.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from scoring.contribution import withdraw
from tests.peer_pools import POOL, content_of, key_of, peer_of
from tests.privacy.attacks import TOP, known
from tests.privacy.file_attacks import IN, OUT
from tests.privacy.laboratory import judge
from tests.privacy.stages import Stage, stage_of
from tests.privacy.writers import write_release
from use_cases.pools import accept, withdraw_member

Timed = Callable[[str], Callable[[], object]]
"""From a world to the work that is timed; what prepares it is not."""
SIZES = {31: 300, 230: 120}
"""Organizations, and trials of each world."""


def timing_lines(folder: Path) -> Iterator[str]:
    """A line for each act and size: how long it takes in either world, and how well that tells them apart."""
    yield f"{'how long takes':<38}{'in':>9}{'out':>9}{'measured':>12}{'± error':>9}"
    for n, trials in SIZES.items():
        stage = stage_of(folder / f"timed-{n}", known(n - 1), {IN: [TOP], OUT: []})
        for name, act in ACTS.items():
            yield f"{f'{name}, {n}':<38}{_measured(act(stage, n - 1), trials)}"
        stage.close()


def _measured(timed: Timed, trials: int) -> str:
    for world in (IN, OUT):
        # The first time everything is slower.
        timed(world)()
    seen = [(_seconds(timed(IN)), _seconds(timed(OUT))) for _ in range(trials)]
    took_in, took_out = zip(*seen, strict=True)
    found = judge([(one,) for one in took_in], [(one,) for one in took_out], 1)
    medians = "".join(f"{1000 * median(took):>6.1f} ms" for took in (took_in, took_out))
    return f"{medians}{found.advantage:>12.3f}{found.error:>9.3f}"


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def releasing(stage: Stage, _: int) -> Timed:
    """A release of the pool with a member or without it."""

    def timed(world: str) -> Callable[[], object]:
        stage.set_back(world)
        return lambda: write_release(stage.workspace, stage.folder / "release.json")

    return timed


def withdrawing(stage: Stage, joiner: int) -> Timed:
    """The withdrawal of a member that is there, or of one that never gave anything."""
    taken_back = content_of(withdraw(POOL, key_of(joiner)))

    def timed(world: str) -> Callable[[], object]:
        stage.set_back(world)
        return lambda: withdraw_member(stage.workspace, POOL, "back", taken_back)

    return timed


def refusing(stage: Stage, _: int) -> Timed:
    """A stranger with an invitation that somebody else has used, or with one that nobody was given."""
    stage.set_back(OUT)
    (member,) = stage.fill([TOP])
    stage.keep("used")
    files = {
        world: content_of(peer_of(stage.terms, token, "a stranger").contribution)
        for world, token in ((IN, member.contribution.token), (OUT, key_of("no invitation")))
    }

    def timed(world: str) -> Callable[[], object]:
        stage.set_back("used")
        return lambda: accept(stage.workspace, POOL, [("one.json", files[world])])

    return timed


ACTS = {
    "a release, one member more": releasing,
    "withdrawing a member or nobody": withdrawing,
    "refusing a used or unknown invitation": refusing,
}
