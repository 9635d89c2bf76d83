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
    """The advantage of the better of two attackers: a quarter of the trials fits them, one chooses, half measures.

    `epsilon` is what was spent in all publications of a trial in which the two worlds differ.
    """
    seen_in, seen_out = ([world() for _ in range(trials)] for world in (inside, outside))
    first, second = slice(trials // 4), slice(trials // 4, trials // 2)
    fit_in, choose_in, test_in = seen_in[first], seen_in[second], seen_in[trials // 2 :]
    fit_out, choose_out, test_out = seen_out[first], seen_out[second], seen_out[trials // 2 :]
    attackers = [by_likelihood(fit_in, fit_out), by_discriminant(fit_in, fit_out)]
    best, score, threshold = -1.0, attackers[0], 0.0
    for attacker in attackers:
        found, at = _best_threshold(attacker(choose_in), attacker(choose_out))
        if found > best:
            best, score, threshold = found, attacker, at
    right, wrong = (float((score(seen) >= threshold).mean()) for seen in (test_in, test_out))
    # A share of exactly 0 or 1 is not known exactly: one more trial of each kind is taken to have been seen.
    error = sqrt(sum(_variance(share, len(test_in)) for share in (right, wrong)))
    return Verdict(right - wrong, error, tanh(epsilon / 2))


def _variance(share: float, n: int) -> float:
    mended = (share * n + 1) / (n + 2)
    return mended * (1 - mended) / n


def _best_threshold(scores_in: NDArray[np.float64], scores_out: NDArray[np.float64]) -> tuple[float, float]:
    thresholds = np.unique(np.concatenate([scores_in, scores_out]))
    ordered_in, ordered_out = np.sort(scores_in), np.sort(scores_out)
    alarms_in = 1 - np.searchsorted(ordered_in, thresholds) / len(ordered_in)
    alarms_out = 1 - np.searchsorted(ordered_out, thresholds) / len(ordered_out)
    place = int(np.argmax(alarms_in - alarms_out))
    return float((alarms_in - alarms_out)[place]), float(thresholds[place])


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
    spread = np.cov(first, rowvar=False) + np.cov(second, rowvar=False)
    direction = np.linalg.pinv(np.atleast_2d(spread) + 1e-6 * np.eye(first.shape[1])) @ (first.mean(0) - second.mean(0))
    return lambda seen: np.asarray(np.array(seen) @ direction)
