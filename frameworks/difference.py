"""What differs between two versions of a framework: practices that came, went or changed, and the rules around them."""

from dataclasses import dataclass

from frameworks.crosswalk import Crosswalk
from frameworks.errors import FrameworkNotFound
from frameworks.model import Framework, Practice

_RULES = ("scale", "method", "gate", "evidence_kinds", "review", "recheck", "target", "target_profiles", "presets")
"""Parts of a framework, beside its practices, that numbers or choices depend on."""


@dataclass(frozen=True, slots=True)
class ChangedPractice:
    """A practice of both versions that is not the same in both."""

    id: str
    fields: tuple[str, ...]
    """The fields that differ, in the order of the model; `domain` where it stands in another one."""
    levels: tuple[int, ...]
    """The levels whose text differs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a newer version adds, drops and changes, in the order of its practices."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[ChangedPractice, ...]
    rules: tuple[str, ...]
    """Parts of the framework beside its practices that differ and that numbers or choices depend on."""
    takes_from: dict[str, tuple[str, ...]]
    """For each practice of the newer version those of the older it takes from, where a crosswalk says so."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.dropped or self.changed or self.rules)


def compare_versions(old: Framework, new: Framework, crosswalk: Crosswalk | None = None) -> Difference:
    """What differs from `old` to `new`.

    Raises:
        FrameworkNotFound: they are versions of two different frameworks.
    """
    if old.id != new.id:
        raise FrameworkNotFound.of(
            f"{old.key} and {new.key} are not versions of one framework.",
            "framework",
            "compare two versions of one, or read answers across with `safermark crosswalk`.",
        )
    both = [id_ for id_ in new.practices if id_ in old.practices]
    changed = (_compare(old.practices[id_], new.practices[id_], _has_moved(id_, old, new)) for id_ in both)
    return Difference(
        added=tuple(id_ for id_ in new.practices if id_ not in old.practices),
        dropped=tuple(id_ for id_ in old.practices if id_ not in new.practices),
        changed=tuple(one for one in changed if one.fields),
        rules=tuple(name for name in _RULES if getattr(old, name) != getattr(new, name)),
        takes_from={id_: tuple(crosswalk.taken_by(id_)) for id_ in new.practices} if crosswalk else {},
    )


def asks_the_same(old: Practice, new: Practice) -> bool:
    """Whether an answer to one is an answer to the other: every level reads the same."""
    return old.levels == new.levels


def _has_moved(practice_id: str, old: Framework, new: Framework) -> bool:
    return old.domain_of[practice_id].id != new.domain_of[practice_id].id


def _compare(old: Practice, new: Practice, has_moved: bool) -> ChangedPractice:
    fields = tuple(name for name in Practice.model_fields if getattr(old, name) != getattr(new, name))
    numbers = sorted({*old.levels, *new.levels})
    levels = tuple(number for number in numbers if old.levels.get(number) != new.levels.get(number))
    return ChangedPractice(new.id, (*fields, "domain") if has_moved else fields, levels)
