"""What a catalog does not carry of a framework, found by reading the catalog back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from frameworks.formats.imported import Note
from frameworks.formats.oscal.read_catalog import framework_of
from frameworks.formats.oscal.words import Tree
from frameworks.model import Domain, Framework, Group, Practice

Part = Framework | Domain | Group | Practice

_WORDS = {"origin": "what was kept of the format it came from (origin)"}
_NOT_LOST = {"framework": {"domains"}, "domains": {"practices", "children"}, "groups": {"children"}}


def notes_of(framework: Framework, catalog: Tree) -> Iterator[Note]:
    """A note for every field that does not come back, with how often it differs."""
    back, _ = framework_of(catalog, framework.title)
    yield from _compared("framework", [framework], [back])
    yield from _compared("domains", framework.domains, back.domains)
    groups = [[one for domain in each.domains for one in _groups(domain.children)] for each in (framework, back)]
    yield from _compared("groups", *groups)
    yield from _compared("practices", list(framework.practices.values()), list(back.practices.values()))


def _compared(where: str, own: Sequence[Part], back: Sequence[Part]) -> Iterator[Note]:
    found = {one.id: one for one in back}
    lost: Counter[str] = Counter()
    for one in own:
        lost.update(_differences(one, found.get(one.id), _NOT_LOST.get(where, set())))
    for field, times in lost.items():
        words = _WORDS.get(field, field.replace("_", " "))
        yield Note(where, f"Not carried: {words}." if where == "framework" else f"Not carried: {words} ({times}).")


def _differences(own: Part, back: Part | None, apart: set[str]) -> Iterator[str]:
    """The fields that hold something and do not come back as they were."""
    for field, kind in type(own).model_fields.items():
        value = getattr(own, field)
        if field not in apart and value != kind.default and (back is None or getattr(back, field) != value):
            yield field


def _groups(children: Iterable[Group]) -> Iterator[Group]:
    for child in children:
        yield child
        yield from _groups(child.children)
