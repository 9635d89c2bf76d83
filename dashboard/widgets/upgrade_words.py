"""What an upgrade to a newer framework version carries over, in sentences."""

from collections.abc import Iterable, Iterator

from dashboard.widgets.findings import count
from frameworks.model import Framework
from scoring.upgrade import Carried, Upgrade, Way

MOST_NAMED = 12
_WAYS: tuple[tuple[Way, str, str], ...] = (
    ("split", "practice takes a copy of a shared answer", "practices take copies of shared answers"),
    ("merged", "practice is made of several", "practices are made of several"),
    ("new", "practice is new and open", "practices are new and open"),
)


def upgrade_sentences(upgrade: Upgrade, newer: Framework) -> Iterator[str]:
    """One sentence for each way an answer can go, where any goes it."""
    yield f"{count(len(upgrade.by_way('carried')), 'answer is', 'answers are')} carried over whole."
    for way, singular, plural in _WAYS:
        if found := upgrade.by_way(way):
            yield f"{count(len(found), singular, plural)}: {_names(map(_named, found))}."
    if open_ones := [one for one in upgrade.by_way("merged") if one.answer is None]:
        yield f"Of the merged ones {len(open_ones)} stay open, because a part of them is open."
    if upgrade.dropped:
        words = count(len(upgrade.dropped), "answer is", "answers are")
        names = _names(answer.practice for answer in upgrade.dropped)
        yield f"{words} left behind, because the newer version asks for nothing like it: {names}."
    if look := upgrade.to_look_at:
        names = _names(one.practice_id for one in look)
        yield f"Look again at {names}: the levels read otherwise, or the answer comes from elsewhere."
    yield f"The former assessment stays as it is; {newer.title} {newer.version} begins beside it."


def _named(one: Carried) -> str:
    return f"{one.practice_id} (from {', '.join(one.sources)})" if one.sources else one.practice_id


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    rest = len(listed) - MOST_NAMED
    return ", ".join(listed[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
