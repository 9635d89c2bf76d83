"""How far an organization has come towards the levels it wants, practice by practice and in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.kernel import Bounded

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Aim:
    """One practice on its way: the level wanted, the level reached, and the level it set out from.

    None is an open practice: nobody knows its level. Leave out what is not applicable or out of scope.
    """

    target: Exact
    level: Exact | None
    baseline: Exact | None = None
    weight: int = 1


def percent_to_target(aims: Sequence[Aim], lowest: int, highest: int) -> Bounded:
    """Share of the wanted levels that is reached, from 0 to 1; going past one target makes up for no other.

    The value is over the practices with a level, the bounds put the open ones at the lowest and the highest step.
    All None where no target is above 0; the value alone where no practice with such a target has a level.
    """
    known = [aim for aim in aims if aim.level is not None]
    return Bounded(_share_reached(known, lowest), _share_reached(aims, lowest), _share_reached(aims, highest))


def progress_to_date(aims: Sequence[Aim], lowest: int, highest: int) -> Bounded:
    """Share of the way from the baseline to the targets that is behind, at most 1; below 0 is slipped back.

    The value is over the practices with a level on both days. `low` puts open practices at the lowest step now and at
    the highest in the baseline, `high` the other way round. None where the baseline met every target: there was no way
    to go.
    """
    known = [aim for aim in aims if aim.level is not None and aim.baseline is not None]
    return Bounded(
        _share_gone(known, lowest, lowest), _share_gone(aims, lowest, highest), _share_gone(aims, highest, lowest)
    )


def _share_reached(aims: Sequence[Aim], level_if_open: int) -> Fraction | None:
    wanted = sum(aim.weight * aim.target for aim in aims)
    return Fraction(_kept(aims, level_if_open), wanted) if wanted else None


def _share_gone(aims: Sequence[Aim], level_if_open: int, baseline_if_open: int) -> Fraction | None:
    begun = sum(aim.weight * _up_to(aim.target, aim.baseline, baseline_if_open) for aim in aims)
    way = sum(aim.weight * aim.target for aim in aims) - begun
    return Fraction(_kept(aims, level_if_open) - begun, way) if way else None


def _kept(aims: Sequence[Aim], level_if_open: int) -> Exact:
    return sum(aim.weight * _up_to(aim.target, aim.level, level_if_open) for aim in aims)


def _up_to(target: Exact, level: Exact | None, level_if_open: int) -> Exact:
    return min(target, level_if_open if level is None else level)
