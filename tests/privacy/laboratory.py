"""The attacker: sees publications of two worlds, learns to tell them apart, and is measured on ones it has not seen."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt, tanh

import numpy as np
from numpy.typing import NDArray

Seen = tuple[float, ...]
"""What an attacker reads in all the publications of one trial, as numbers."""
World = Callable[[], Seen]
Score = Callable[[Sequence[Seen]], NDArray[np.float64]]
"""Higher: more likely that the organization is in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well two worlds were told apart, beside what the budget allows."""

    advantage: float
    """Share of right alarms less share of false ones: 0 is guessing, 1 is knowing."""
    error: float
    """One standard error of it."""
    bound: float
    """tanh(epsilon / 2): what no attacker can beat who sees what cost this epsilon."""

    @property
    def is_within(self) -> bool:
        """Whether the measurement is compatible with the bound."""
        return self.is_within_errors(3)

    def is_within_errors(self, errors: int) -> bool:
        """The same with more room: where the bound is reached, three errors are passed once in 700 times."""
        return self.advantage <= self.bound + errors * self.error


def measure_advantage(inside: World, outside: World, epsilon: float, trials: int) -> Verdict:
    """The advantage of the best of several attackers on so many trials of each world.

    `epsilon` is what was spent in all publications of a trial in which the two worlds differ.
    """
    # In turn: what drifts while an attack runs must not tell the worlds apart.
    seen = [(inside(), outside()) for _ in range(trials)]
    return judge([one for one, _ in seen], [other for _, other in seen], epsilon)


def judge(seen_in: Sequence[Seen], seen_out: Sequence[Seen], epsilon: float) -> Verdict:
    """The same of what was seen. Every trial is judged once, by an attacker chosen on the other half of them."""
    middle = len(seen_in) // 2
    halves = (slice(middle), slice(middle, None))
    right = wrong = 0
    for learn, test in (halves, halves[::-1]):
        is_alarm = _best_attacker(seen_in[learn], seen_out[learn])
        right += is_alarm(seen_in[test])
        wrong += is_alarm(seen_out[test])
    shares = right / len(seen_in), wrong / len(seen_out)
    # A share of exactly 0 or 1 is not known exactly: one more trial of each kind is taken to have been seen.
    error = sqrt(sum(_variance(share, len(seen_in)) for share in shares))
    return Verdict(shares[0] - shares[1], error, tanh(epsilon / 2))


def _best_attacker(seen_in: Sequence[Seen], seen_out: Sequence[Seen]) -> Callable[[Sequence[Seen]], int]:
    """How many alarms are given: one half fits every attacker, the other chooses among them."""
    middle = len(seen_in) // 2
    scores = [attacker(seen_in[:middle], seen_out[:middle]) for attacker in ATTACKERS]
    rated = [(*_best_threshold(score(seen_in[middle:]), score(seen_out[middle:])), score) for score in scores]
    _, threshold, best = max(rated, key=lambda one: one[0])
    return lambda seen: int((best(seen) >= threshold).sum())


def _variance(share: float, n: int) -> float:
    mended = (share * n + 1) / (n + 2)
    return mended * (1 - mended) / n


def _best_threshold(scores_in: NDArray[np.float64], scores_out: NDArray[np.float64]) -> tuple[float, float]:
    thresholds = np.unique(np.concatenate([scores_in, scores_out]))
    ordered_in, ordered_out = np.sort(scores_in), np.sort(scores_out)
    alarms_in = 1 - np.searchsorted(ordered_in, thresholds) / len(ordered_in)
    alarms_out = 1 - np.searchsorted(ordered_out, thresholds) / len(ordered_out)
    place = int(np.argmax(alarms_in - alarms_out))
    # Halfway to the next lower score, so that what was not seen while learning has room.
    return float((alarms_in - alarms_out)[place]), float(thresholds[max(place - 1, 0) : place + 1].mean())


def by_likelihood(fit_in: Sequence[Seen], fit_out: Sequence[Seen]) -> Score:
    """The likelihood ratio of the whole publication, from how often it came in either world: the best there is.

    It is as good as its counts: fine where few publications are possible.
    """
    often_in, often_out = Counter(fit_in), Counter(fit_out)

    def score(seen: Sequence[Seen]) -> NDArray[np.float64]:
        return np.array([np.log((often_in[one] + 0.5) / (often_out[one] + 0.5)) for one in seen])

    return score


def by_discriminant(fit_in: Sequence[Seen], fit_out: Sequence[Seen]) -> Score:
    """The weighted sum of all numbers published that keeps the two worlds farthest apart (Fisher): for rich ones."""
    first, second = np.array(fit_in), np.array(fit_out)
    scale = np.concatenate([first, second]).std(0)
    # A number that never moved while learning says nothing, whatever it does later.
    weight = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    spread = np.cov(first * weight, rowvar=False) + np.cov(second * weight, rowvar=False)
    ridge = np.atleast_2d(spread) + 1e-3 * np.eye(len(scale))
    direction = np.linalg.solve(ridge, (first.mean(0) - second.mean(0)) * weight) * weight
    return lambda seen: np.asarray(np.array(seen) @ direction)


def by_one_number(fit_in: Sequence[Seen], fit_out: Sequence[Seen]) -> Score:
    """The single number that tells the worlds apart best, in its direction: what a plain leak is found by."""
    first, second = np.array(fit_in), np.array(fit_out)
    apart = (first.mean(0) - second.mean(0)) / (first.std(0) + second.std(0) + 1e-9)
    signs = np.where(apart < 0, -1, 1)
    found = [
        # Of few trials many numbers seem to tell all: then the one whose worlds lie farthest apart.
        (_best_threshold(sign * first[:, place], sign * second[:, place])[0], abs(apart[place]), place)
        for place, sign in enumerate(signs)
    ]
    place = max(found)[-1]
    sign = signs[place]
    return lambda seen: np.asarray(sign * np.array(seen)[:, place])


ATTACKERS = (by_one_number, by_likelihood, by_discriminant)
"""Of equals the first is chosen."""
