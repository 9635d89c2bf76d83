"""The documents of a SAMM model joined by their ids: what stands under what, and every id that leads nowhere."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from frameworks.document_faults import short
from frameworks.errors import Fault
from frameworks.formats.samm.shape import Document


class Model:
    """Documents by kind, and by what they point to."""

    def __init__(self, documents: Mapping[str, Sequence[Document]]) -> None:
        self.documents = documents
        self.by_id = {kind: {one.id: one for one in every} for kind, every in documents.items()}
        self._below: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
        for kind, every in documents.items():
            for one in every:
                for key in one.kind.links:
                    self._below[kind, key, one.text(key)].append(one)

    def below(self, document: Document, kind: str, key: str) -> list[Document]:
        """The documents of a kind whose `key` points to a document, in their own order."""
        found = self._below.get((kind, key, document.id), [])
        return sorted(found, key=lambda one: (one.number("order"), one.text("letter"), one.text("name"), one.place))

    def target(self, document: Document, key: str) -> Document:
        """What a document points to."""
        return self.by_id[document.kind.links[key]][document.text(key)]

    def level_of(self, document: Document) -> int:
        """The number of the maturity level of a practice level."""
        return self.target(document, "maturityLevel").number("number")


def check_links(model: Model, has_holes: Collection[str]) -> Iterator[Fault]:
    """Every fault that one document alone does not show; nothing is said of what points to a kind with holes."""
    for every in model.documents.values():
        for one in every:
            for key, kind in one.kind.links.items():
                if kind not in has_holes and one.text(key) not in model.by_id[kind]:
                    what = f"{key} points to {short(one.text(key))}, which no file in {kind} has as its id."
                    yield Fault(what, f"{one.place} > {key}", f"give the id of a file in {kind}.")
    if not has_holes:
        yield from _check_numbers(model)


def _check_numbers(model: Model) -> Iterator[Fault]:
    numbers = sorted(one.number("number") for one in model.documents["maturity_levels"])
    if numbers != list(range(1, len(numbers) + 1)):
        shown = ", ".join(map(str, numbers))
        yield Fault(
            f"The maturity levels are numbered {shown}.", "maturity_levels", "number them 1, 2, 3 and so on, each once."
        )


def check_paths(model: Model) -> Iterator[Fault]:
    """Activities whose stream and level belong to different practices; only of a model whose links are sound."""
    for one in model.documents["activities"]:
        if model.target(one, "stream").text("practice") != model.target(one, "level").text("practice"):
            what = "The stream and the level of the activity belong to different practices."
            yield Fault(what, one.place, "point both to the same practice.")
