"""Where the files of a DSOMM model lie: activities in one file or several, and the meta file beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frameworks.document_faults import LARGEST_TEXT
from frameworks.documents import LARGEST_FILE, MOST_VALUES, read_documents
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.room import room_of

META = "meta.yaml"
ASSETS = ("", "YAML", "assets/YAML", "src/assets/YAML")
"""Where the meta file lies, seen from the root of a repository or any folder on the way."""
MODELS = (
    "model.yaml",
    "default/model.yaml",
    "generated/model.yaml",
    "generated/generated.yaml",
    "generated.yaml",
)
MOST_FILES = 10
"""Activity files that a meta file may name; it usually names one or two."""
ENDINGS = (".yaml", ".yml")


@dataclass(slots=True)
class Document:
    """One file: what it says, and at which line."""

    name: str
    content: dict[Any, Any]
    lines: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def place(self, *steps: Any) -> str:
        """The steps in words, with the line of the last one that has one."""
        known = (self.lines.get(steps[:length]) for length in range(len(steps), 0, -1))
        line = next((line for line in known if line), None)
        head = f"{self.name}, line {line}" if line else self.name
        return " > ".join([head, *(str(step)[:80] for step in steps)])


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one model: activities in the order in which later ones overlay earlier ones."""

    activities: tuple[Document, ...]
    meta: Document | None


def read_source(path: Path) -> Source:
    """Every file of the model at a path.

    Raises:
        FrameworkNotReadable: with the faults of every file.
    """
    found = _meta_file(path)
    faults: list[Fault] = []
    meta = _read(found, META, faults) if found else None
    files = _activity_files(path, found, meta, faults)
    activities = _read_all(files, faults)
    if not files and not faults:
        what = "No DSOMM model was found: there is no model.yaml here."
        faults.append(Fault(what, path.name, "name model.yaml itself, or the folder that holds it."))
    if faults:
        raise FrameworkNotReadable(*faults)
    return Source(tuple(activities), meta)


def find_model(path: Path) -> Path | None:
    """The file of activities that a path means, when it is not named by a meta file."""
    if path.is_file():
        return path if path.suffix.lower() in ENDINGS else None
    places = (path / folder / name for folder in ASSETS for name in MODELS)
    return next((place for place in places if place.is_file()), None)


def _meta_file(path: Path) -> Path | None:
    if path.is_file():
        beside = path.parent / META
        return beside if path.name != META and beside.is_file() else None
    return next((place for folder in ASSETS if (place := path / folder / META).is_file()), None)


def _activity_files(
    path: Path, found: Path | None, meta: Document | None, faults: list[Fault]
) -> list[tuple[Path, str]]:
    """What the meta file names, where a folder was given; else the one file there is."""
    named = meta.content.get("activityFiles") if meta and not path.is_file() else None
    if isinstance(named, list) and named and found and meta:
        return list(_named_files(named[:MOST_FILES], found.parent, meta, faults))
    model = find_model(path)
    return [(model, model.name)] if model else []


def _named_files(named: list[Any], folder: Path, meta: Document, faults: list[Fault]) -> Iterator[tuple[Path, str]]:
    inside, size = folder.resolve(), 0
    for number, one in enumerate(named):
        where = meta.place("activityFiles", number)
        if not isinstance(one, str) or "\0" in one or not (folder / one).resolve().is_relative_to(inside):
            faults.append(Fault("An activity file lies outside the folder.", where, "name a file in the same folder."))
        elif (size := size + _size(folder / one)) > LARGEST_FILE:
            what = f"The activity files are larger than {LARGEST_FILE // 1024**2} MB together."
            faults.append(Fault(what, where, "name fewer, or smaller ones."))
            return
        else:
            yield folder / one, one


def _read_all(files: Sequence[tuple[Path, str]], faults: list[Fault]) -> list[Document]:
    """Each file of activities, as long as they hold together what one file may hold."""
    found: list[Document] = []
    values = text = 0
    for file, name in files:
        document = _read(file, name, faults)
        if document is None:
            continue
        values += len(document.lines)
        text += room_of(document.content)
        if values > MOST_VALUES or text > LARGEST_TEXT:
            most = f"{MOST_VALUES:,} values, or {LARGEST_TEXT // 1024**2} MB of text in memory"
            what = f"With this one the activity files hold more than {most}."
            faults.append(Fault(what, name, "name fewer, or smaller ones."))
            break
        found.append(document)
    return found


def _size(file: Path) -> int:
    """Its bytes; of one that cannot be looked at none, since reading it says why."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _read(file: Path, name: str, faults: list[Fault]) -> Document | None:
    document = Document(name, {})
    try:
        trees = read_documents(file, name, document.lines)
    except FrameworkNotReadable as error:
        faults += error.faults
        return None
    for tree in trees:
        document.content.update(tree)
    return document
