"""Frameworks made of what other formats hold; what they leave open is filled from defaults.yaml."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from frameworks.documents import read_tree
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.level_words import with_words_of_the_scale
from frameworks.model import Domain, Framework, Method, Preset
from frameworks.origin import Origin
from frameworks.plain_faults import plain_words
from frameworks.scale import Scale, ScaleLevel

EVIDENCE_KIND = "document"
LONGEST_TITLE = 300
LONGEST_SHORT = 40
_NOT_PLAIN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_ID = re.compile(r"[^A-Za-z0-9._-]+")


@cache
def defaults() -> Mapping[str, Any]:
    """What stands in for what a source does not say, with reasons."""
    tree: Mapping[str, Any] = read_tree(Path(__file__).with_name("defaults.yaml"), "formats/defaults.yaml", "yaml")
    return tree


def default_scale() -> Scale:
    """Whole numbers from 0 to 100, for a source that has no scale."""
    given = defaults()["scale"]
    ends = ((given["lowest"], given["lowest_title"]), (given["highest"], given["highest_title"]))
    levels = tuple(ScaleLevel(number=number, title=title, summary=title) for number, title in ends)
    return Scale(levels=levels, is_range=True)


def build_framework(
    *,
    id: str,
    version: str,
    title: str,
    summary: str,
    dated: date,
    scale: Scale,
    domains: Sequence[Domain],
    origin: Origin,
    presets: Sequence[Preset] = (),
    method: Method = "mean",
    caveats: Sequence[str] = (),
    license: str | None = None,
    is_outline: bool = False,
) -> Framework:
    """A framework as it is scored and shown. Presets come after one that holds everything.

    Raises:
        FrameworkNotReadable: with everything about it that the model refuses.
    """
    given = defaults()
    span = scale.highest - scale.lowest
    because = {"basis": given["basis"]}
    kind = given["evidence_kind"]
    tree = {
        "schema_version": 1,
        "id": id,
        "version": version,
        "title": title,
        "lifecycle": "released",
        "dated": dated,
        "is_outline": is_outline,
        "origin": origin,
        "license": license,
        "summary": summary,
        "caveats": tuple(caveats),
        "scale": scale,
        "method": method,
        "gate": {**given["gate"], **because, "floor_cap": scale.lowest},
        "evidence_kinds": {kind["id"]: {**{key: kind[key] for key in kind if key != "id"}, **because}},
        "review": {**given["review"], **because},
        "recheck": {**given["recheck"], **because},
        "target": {**given["target"], **because, "level": scale.highest},
        "detectable_change": {
            **{
                key: value if isinstance(value, str) else value * span
                for key, value in given["detectable_change"].items()
            },
            **because,
        },
        "presets": (Preset(**given["all_practices"]), *presets),
        "domains": tuple(domains),
    }
    try:
        made = Framework.model_validate(tree)
    except ValidationError as error:
        faults = []
        for complaint in error.errors(include_url=False):
            what, mend = plain_words(complaint, Framework)
            faults.append(Fault(what, " > ".join([title[:60], *map(str, complaint["loc"])]), mend))
        raise FrameworkNotReadable(*faults) from error
    return with_words_of_the_scale(made)


def plain_text(text: object) -> str:
    """A text of a source without control characters and spaces around it; empty for none."""
    if not isinstance(text, str):
        return ""
    if text.isprintable():
        return text.strip()
    return _NOT_PLAIN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def title_of(*texts: object) -> str:
    """The first text that says something, on one line and not longer than a title may be."""
    for text in texts:
        if found := " ".join(plain_text(text).split()):
            return shortened(found, LONGEST_TITLE)
    return "Untitled"


def shortened(text: str, most: int) -> str:
    """A text cut at a word, with an ellipsis, where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def plain_id(text: object, instead: str) -> str:
    """An id of a framework or a version: letters, digits, dots, hyphens; `instead` where nothing is left of it."""
    ascii_text = unicodedata.normalize("NFKD", plain_text(text)).encode("ascii", "ignore").decode()
    return _NOT_ID.sub("-", ascii_text).strip("-._")[:64] or instead


def part_ids(named: Iterable[tuple[str, str]], taken: Collection[str] = ()) -> list[str]:
    """An id for each item, none of them `taken`, from its own reference and a longer unique name such as a URN.

    The reference where no other item has it, else the last part of the name, or as many of its last parts as no other
    name ends in: an item keeps its id when others are put before it. A number follows where the names are the same.
    """
    items = [(" ".join(plain_text(reference).split())[:200], plain_text(name)) for reference, name in named]
    times = Counter(reference for reference, _ in items if reference not in taken)
    of_references = {reference for reference, number in times.items() if reference and number == 1}
    ends = [() if reference in of_references else _ends_of(name) for reference, name in items]
    times, gone = Counter(end for found in ends for end in found), {*taken, *of_references}
    ids = []
    for (reference, _), found in zip(items, ends, strict=True):
        own = reference if not found else next((end for end in found if times[end] == 1 and end not in gone), found[-1])
        ids.append(own if not found else _numbered(own, gone))
        gone.add(ids[-1])
    return ids


def _ends_of(name: str) -> tuple[str, ...]:
    """The last part of a name, the last two, and so on up to the whole."""
    parts = [" ".join(part.split()) for part in name.split(":")]
    ends = (":".join(parts[-number:])[-180:].strip() for number in range(1, len(parts) + 1))
    return tuple(dict.fromkeys(end for end in ends if end)) or ("item",)


def _numbered(wanted: str, gone: Collection[str]) -> str:
    """The id, with a number where it is gone."""
    own, number = wanted, 1
    while own in gone:
        number += 1
        own = f"{wanted}-{number}"
    return own
