"""What OSCAL has no field for: scale, levels, weight, written and read as props and parts of a scheme of our own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from frameworks.formats.building import LONGEST_SHORT, default_scale, plain_text, shortened
from frameworks.formats.oscal.words import NS, Tree, is_ours, own_values, prop
from frameworks.model import Domain, Framework, Group, Practice
from frameworks.scale import Scale, ScaleLevel

HIGHEST = 1_000_000
"""Of weights and levels."""
LONGEST = 2_000
"""Characters of a text of a level."""
LONGEST_TERMS = 60_000
_VALUE = re.compile(r"([0-9]{1,7})=([0-9]{1,7}(?:\.[0-9]{1,17})?)")
_OF_FRAMEWORK = ("framework-id", "framework-version", "license", "scale-level", "scale-value", "scale-is-range")
_HELD = (*_OF_FRAMEWORK, "id", "short", "question", "weight", "level")


def scale_props(framework: Framework) -> Iterator[Tree]:
    """The scale, where it is not the one that stands in for none."""
    if framework.scale == default_scale():
        return
    for level in framework.scale.levels:
        yield prop("scale-level", level.number, remarks=f"{' '.join(level.title.split())}\n{level.summary}")
        if level.value is not None:
            yield prop("scale-value", f"{level.number}={level.value!r}")
    yield prop("scale-is-range", str(framework.scale.is_range).lower())


def scale_in(metadata: Tree) -> Scale | None:
    """The scale that our own props give; None where they give none that can be used."""
    props = metadata.get("props", ())
    values = dict(_values(own_values(props, "scale-value")))
    levels = [level for entry in props if _is_named(entry, "scale-level") if (level := _level(entry, values))]
    numbers = [level.number for level in levels]
    is_range = own_values(props, "scale-is-range") == ["true"]
    rises = all(left < right if is_range else left + 1 == right for left, right in pairwise(numbers))
    given = [level.value for level in levels if level.value is not None]
    counts = not given or (not is_range and len(given) == len(levels) and all(a < b for a, b in pairwise(given)))
    return Scale(levels=tuple(levels), is_range=is_range) if len(levels) > 1 and rises and counts else None


def _level(entry: Tree, values: Mapping[int, float]) -> ScaleLevel | None:
    number = _whole(entry.get("value"))
    title, _, summary = plain_text(entry.get("remarks")).partition("\n")
    if number is None or not title or len(title) > LONGEST:
        return None
    return ScaleLevel(
        number=number, title=title, summary=summary.strip()[:LONGEST].strip() or title, value=values.get(number)
    )


def _values(texts: Iterable[str]) -> Iterator[tuple[int, float]]:
    for text in texts:
        if found := _VALUE.fullmatch(text):
            yield int(found[1]), float(found[2])


def license_in(metadata: Tree) -> str | None:
    """The terms of use that our own prop gives."""
    named = (entry for entry in metadata.get("props", ()) if _is_named(entry, "license"))
    return next((text for entry in named if (text := plain_text(entry.get("remarks"))[:LONGEST_TERMS].strip())), None)


def heading_props(node: Domain | Group, title: str) -> Iterator[Tree]:
    """The short title and the question of a domain, where the title does not say them."""
    if isinstance(node, Domain):
        if node.short != shortened(title, LONGEST_SHORT):
            yield prop("short", node.short)
        if node.question != title:
            yield prop("question", node.question)


def heading_in(group: Tree, title: str) -> tuple[str, str]:
    """The short title and the question that our own props give, else the title."""
    props = group.get("props", ())
    short, question = (" ".join(next(iter(own_values(props, name)), "").split()) for name in ("short", "question"))
    return shortened(short or title, LONGEST_SHORT), question[:LONGEST] or title


def weight_props(practice: Practice) -> Iterator[Tree]:
    """The weight, where it is not 1."""
    if practice.weight != 1:
        yield prop("weight", practice.weight)


def weight_in(control: Tree) -> int:
    """The weight that our own prop gives, else 1."""
    return next((weight for text in own_values(control.get("props", ()), "weight") if (weight := _whole(text))), 1)


def level_parts(practice: Practice) -> Iterator[Tree]:
    """What can be observed at each level, a part each."""
    for number, text in practice.levels.items():
        yield {"name": "level", "ns": NS, "props": [prop("level", number)], "prose": text}


def levels_in(control: Tree, scale: Scale) -> dict[int, str]:
    """The levels that our own parts give, as far as they are on the scale."""
    found = {}
    for part in control.get("parts", ()):
        numbers = own_values(part.get("props", ()), "level") if _is_named(part, "level") else ()
        number = next((number for text in numbers if (number := _whole(text)) is not None), None)
        text = plain_text(part.get("prose"))[:LONGEST].strip()
        if number is not None and text and scale.lowest <= number <= scale.highest:
            found[number] = text
    return found


def without_ours(tree: Tree) -> Tree:
    """The tree without the props and parts that fields of ours hold; OSCAL has no empty lists, so none stays."""
    left: Tree = {
        key: [entry for entry in tree[key] if not _is_held(entry)] for key in ("props", "parts") if key in tree
    }
    emptied = {key for key, entries in left.items() if not entries}
    return {key: left.get(key, value) for key, value in tree.items() if key not in emptied}


def _is_held(entry: Tree) -> bool:
    return any(_is_named(entry, name) for name in _HELD)


def _is_named(entry: Tree, name: str) -> bool:
    return is_ours(entry) and entry.get("name") == name


def _whole(text: object) -> int | None:
    """The number, where it is a whole one and not too large."""
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,7}", text) and int(text) <= HIGHEST:
        return int(text)
    return None
