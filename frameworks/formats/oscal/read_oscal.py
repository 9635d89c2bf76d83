"""OSCAL JSON into frameworks: a catalog, a profile with the catalogs beside it, or a folder of them."""

from collections.abc import Sequence
from pathlib import Path

from frameworks.document_faults import MOST_FAULTS
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.imported import Imported, Note
from frameworks.formats.oscal.read_catalog import framework_of
from frameworks.formats.oscal.recognition import is_folder, kind_of_file
from frameworks.formats.oscal.resolving import Resolver
from frameworks.formats.oscal.shelf import Shelf
from frameworks.model import Framework


def read_oscal(path: Path) -> Imported:
    """Everything a file brings; of a folder its profiles, or its catalogs where it has no profile.

    A profile is resolved against the files in its folder and below it, and against nothing else.

    Raises:
        FrameworkNotReadable: with every fault.
    """
    has_many = is_folder(path)
    resolver = Resolver(Shelf(path if has_many else path.parent))
    wanted = _roots(resolver) if has_many else [path]
    found: dict[str, tuple[Framework, Path]] = {}
    notes: list[Note] = []
    for file in wanted:
        catalog = resolver.catalog_of(file)
        if catalog is None:
            continue
        try:
            framework, own_notes = framework_of(catalog, file.name)
        except FrameworkNotReadable as refused:
            resolver.faults += refused.faults
            continue
        other = found.setdefault(framework.key, (framework, file))
        if other[1] is file:
            notes += [*own_notes] if len(wanted) == 1 else [_placed(note, framework) for note in own_notes]
        elif other[0] != framework:
            resolver.faults.append(_same_name(framework, [other[1].name, file.name]))
    if resolver.faults or not found:
        raise FrameworkNotReadable(*(resolver.faults[:MOST_FAULTS] or [_nothing_there(path)]))
    if has_many:
        notes += _left_aside(resolver, wanted)
    return Imported(tuple(framework for framework, _ in found.values()), (), (*notes, *resolver.notes))


def _roots(resolver: Resolver) -> list[Path]:
    """The profiles that no other profile of the folder imports; its catalogs where there is none."""
    kinds = {file: kind_of_file(file) for file in resolver.shelf.files}
    profiles = [file for file, kind in kinds.items() if kind == "profile"]
    if not profiles:
        return [file for file, kind in kinds.items() if kind == "catalog"]
    for file in profiles:
        resolver.catalog_of(file)
    # Where they import each other in a circle, that is the fault to be told.
    return [file for file in profiles if file not in resolver.used] or profiles


def _left_aside(resolver: Resolver, wanted: Sequence[Path]) -> list[Note]:
    names = [
        resolver.shelf.label(file)
        for file in resolver.shelf.files
        if file not in wanted and file not in resolver.used and kind_of_file(file)
    ]
    return [Note(name, "Not brought in, because no profile imports it; name the file to import it.") for name in names]


def _placed(note: Note, framework: Framework) -> Note:
    return Note(f"{framework.key} > {note.where}", note.what)


def _same_name(framework: Framework, names: Sequence[str]) -> Fault:
    return Fault(
        f"Two files say different things of {framework.key}: {' and '.join(names)}.",
        names[-1],
        "import one of them by its name.",
    )


def _nothing_there(path: Path) -> Fault:
    return Fault("There is no OSCAL catalog or profile.", path.name, "choose a JSON file of OSCAL, or its folder.")
