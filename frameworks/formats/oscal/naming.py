"""Ids and titles of what a catalog brings: the source's own, unless that is taken, missing or says nothing."""

from collections.abc import Iterable

from frameworks.document_faults import short
from frameworks.formats.building import plain_id, plain_text, title_of
from frameworks.formats.imported import Note
from frameworks.formats.oscal.branches import Branch
from frameworks.formats.oscal.prose import Parameters, statement_of
from frameworks.formats.oscal.words import Tree, label_of, own_values, values_of

LONGEST_ID = 64


class Names:
    """The id of each branch. Groups may share one with the control they belong to; all else is named once."""

    def __init__(self, root: Branch) -> None:
        self.notes: list[Note] = []
        self._ids: dict[int, str] = {}
        branches = [branch for branch in root.every() if branch is not root]
        taken: set[str] = set()
        self._claim((branch for branch in branches if branch.is_answered), taken)
        self._claim(root.live_groups, taken)
        self.of_top = _free("controls", taken)
        within = {*taken, self.of_top}
        domains = set(map(id, root.live_groups))
        self._claim((one for one in branches if not one.is_answered and id(one) not in domains), within)

    def of(self, branch: Branch) -> str:
        """Its id in the framework."""
        return self._ids[id(branch)]

    def _claim(self, branches: Iterable[Branch], taken: set[str]) -> None:
        for branch in branches:
            wanted = wanted_id(branch.raw)
            found = _free(wanted, taken)
            if found != wanted:
                what = f"The id {short(wanted)} is used more than once; here it is {short(found)}."
                self.notes.append(Note(short(wanted, marks=False), what))
            taken.add(found)
            self._ids[id(branch)] = found


def wanted_id(raw: Tree) -> str:
    """The id the source gives, or the one that its title suggests."""
    own = next(iter(own_values(raw.get("props", ()), "id")), "")
    given = " ".join(plain_text(own or raw.get("id")).split())[:200].strip()
    return given or plain_id(raw.get("title") or label_of(raw), "part")


def _free(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted[:190]}-{number}"
    return found


def shown_title(raw: Tree, parameters: Parameters) -> str:
    """The title; where that only repeats the id or the label, what the control asks for."""
    title, id_, label = (plain_text(text) for text in (raw.get("title"), raw.get("id"), label_of(raw)))
    says_nothing = title.casefold() in ("", id_.casefold(), label.casefold())
    return title_of(*([statement_of(raw, parameters)] if says_nothing else []), title, label, id_)


def framework_id(metadata: Tree) -> str:
    """The id the document states, ours first; else one made of its title."""
    props = metadata.get("props", ())
    for stated in (*own_values(props, "framework-id"), *values_of(metadata, "framework-identifier")):
        if found := plain_id(stated, ""):
            return found
    return id_from_title(metadata.get("title"))


def id_from_title(title: object) -> str:
    """A title in the letters of an id; a long one without what follows its colon, and cut at a word."""
    text = plain_text(title)
    if len(text) > LONGEST_ID:
        text = text.partition(": ")[0]
    kept = ""
    # Every word of an id has a letter or more: no more of them fit.
    for number in range(1, min(len(words := text.split()), LONGEST_ID) + 1):
        longer = plain_id(" ".join(words[:number]), "")
        if len(longer) >= LONGEST_ID:
            break
        kept = longer
    return kept or plain_id(text, "catalog")
