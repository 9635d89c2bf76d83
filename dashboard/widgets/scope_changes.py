"""What enters and what leaves the scope when a profile changes; values in, HTML out."""

from dataclasses import dataclass
from html import escape

from dashboard.widgets.findings import count
from frameworks.model import Framework, Preset
from scoring.organization import Profile, scope_of

SHOWN_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """Practices by id in the framework's order. Floors are told only of practices that are in scope both times."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    new_floors: tuple[str, ...]
    lost_floors: tuple[str, ...]
    in_scope: int
    """How many practices count afterwards."""
    withheld: int = 0
    """Practices that apply only now and that the preset leaves out all the same."""

    @property
    def is_none(self) -> bool:
        """Nothing counts otherwise than before."""
        return not (self.entering or self.leaving or self.new_floors or self.lost_floors)


def compare_scopes(framework: Framework, before: Profile, after: Profile, preset: str | None) -> ScopeChange:
    """How the scope of an assessment changes with the profile."""
    old, new = scope_of(framework, before, preset), scope_of(framework, after, preset)
    return ScopeChange(
        entering=_ordered(framework, new.in_scope - old.in_scope),
        leaving=_ordered(framework, old.in_scope - new.in_scope),
        new_floors=_ordered(framework, (new.floors - old.floors) & old.in_scope),
        lost_floors=_ordered(framework, (old.floors - new.floors) & new.in_scope),
        in_scope=len(new.in_scope),
        withheld=len(_all_in_scope(framework, after) - _all_in_scope(framework, before) - new.in_scope),
    )


def _all_in_scope(framework: Framework, profile: Profile) -> frozenset[str]:
    """What the profile alone puts in scope."""
    whole = framework.model_copy(update={"presets": (Preset(id="all", title="All", summary="All"),)})
    return scope_of(whole, profile).in_scope


def scope_change_html(title: str, change: ScopeChange, framework: Framework, answered: frozenset[str]) -> str:
    """The change in words, then practice by practice; `answered` are practices with an answer that stands."""
    rows = [
        *(_row(framework, id_, "enters") for id_ in change.entering),
        *(_row(framework, id_, _leaves(id_ in answered)) for id_ in change.leaving),
        *(_row(framework, id_, "becomes a floor") for id_ in change.new_floors),
        *(_row(framework, id_, "is no floor any more") for id_ in change.lost_floors),
    ]
    more = rows[SHOWN_AT_ONCE:]
    folded = (
        f"<details><summary>{len(more)} more</summary><ul class='items'>{''.join(more)}</ul></details>" if more else ""
    )
    shown = f"<ul class='items'>{''.join(rows[:SHOWN_AT_ONCE])}</ul>{folded}" if rows else ""
    return f"<p><b>{escape(title)}</b>: {escape(change_words(change))}{_withheld_words(change)}</p>{shown}"


def _withheld_words(change: ScopeChange) -> str:
    if not change.withheld:
        return ""
    number = count(change.withheld, "more practice applies", "more practices apply")
    them = "it" if change.withheld == 1 else "them"
    return f" {number} now, and this choice of practices leaves {them} out; another assessment can ask {them}."


def change_words(change: ScopeChange) -> str:
    """How many practices enter and leave, and how many count then."""
    if change.is_none:
        return f"the scope stays as it is, {_practices(change.in_scope)}."
    parts = [
        f"{count(len(change.entering), 'practice enters', 'practices enter').lower()}" if change.entering else "",
        f"{count(len(change.leaving), 'practice leaves', 'practices leave').lower()}" if change.leaving else "",
        f"{count(len(change.new_floors), 'more floor', 'more floors').lower()}" if change.new_floors else "",
        f"{count(len(change.lost_floors), 'floor fewer', 'floors fewer').lower()}" if change.lost_floors else "",
    ]
    return f"{', '.join(part for part in parts if part)}; {_practices(change.in_scope)} in scope then."


def _practices(number: int) -> str:
    return f"{number} {'practice' if number == 1 else 'practices'}"


def _leaves(is_answered: bool) -> str:
    return "leaves; its answer is kept and counts nowhere" if is_answered else "leaves"


def _row(framework: Framework, practice_id: str, words: str) -> str:
    title = framework.practices[practice_id].title
    return f"<li><b>{escape(practice_id)}</b><span>{escape(title)}<small>{words}</small></span></li>"


def _ordered(framework: Framework, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in framework.practices if id_ in ids)
