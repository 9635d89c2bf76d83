"""Which controls of a catalog are answered, which are headings over others, and which are left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from frameworks.formats.oscal.words import Tree, is_withdrawn, label_of


@dataclass(eq=False, slots=True)
class Branch:
    """A group or control that something is answered in, with what stands below it."""

    raw: Tree
    is_control: bool
    is_answered: bool = False
    controls: "list[Branch | Tree]" = field(default_factory=list)
    """In the source's order; a tree is one that is left out."""
    groups: "list[Branch | Tree]" = field(default_factory=list)

    @property
    def live_controls(self) -> "list[Branch]":
        """The controls below it that are not left out."""
        return [child for child in self.controls if isinstance(child, Branch)]

    @property
    def live_groups(self) -> "list[Branch]":
        """The groups below it that are not left out."""
        return [child for child in self.groups if isinstance(child, Branch)]

    def every(self) -> "Iterator[Branch]":
        """It and all below it, in the source's order."""
        yield self
        for child in (*self.live_controls, *self.live_groups):
            yield from child.every()


def root_of(catalog: Tree) -> Branch:
    """The catalog itself, with all that is answered below it."""
    return _with_children(catalog, is_control=False)


def _with_children(raw: Tree, *, is_control: bool) -> Branch:
    return Branch(
        raw,
        is_control,
        controls=[_control(child) or child for child in raw.get("controls", ())],
        groups=[_group(child) or child for child in raw.get("groups", ())],
    )


def _group(raw: Tree) -> Branch | None:
    """None where nothing in it is answered."""
    made = _with_children(raw, is_control=False)
    return made if made.live_controls or made.live_groups else None


def _control(raw: Tree) -> Branch | None:
    """None where neither it nor anything below it is answered."""
    made = _with_children(raw, is_control=True)
    below = [child.raw for child in (*made.live_controls, *made.live_groups)]
    made.is_answered = not is_withdrawn(raw) and (not below or _stands_for_itself(raw, below))
    return made if made.is_answered or below else None


def _stands_for_itself(control: Tree, below: list[Tree]) -> bool:
    """Whether a control with controls below it is answered beside them: they enhance it, or are of its own kind.

    Else it only says what those below it have in common, as a category does over its subcategories.
    """
    if not any(part.get("name") == "statement" for part in control.get("parts", ())):
        return False
    kinds = {kind_of(child) for child in below}
    return kinds == {kind_of(control)} or all("enhancement" in kind for kind in kinds)


def kind_of(control: Tree) -> str:
    """What sort of thing the catalog calls it: by its class, else by the words of its label."""
    if class_ := control.get("class"):
        return str(class_).casefold()
    return " ".join(word for word in label_of(control).casefold().split() if word.isalpha())
