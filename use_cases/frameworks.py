"""Bring in frameworks of other formats: look at what a file holds, then keep it beside the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frameworks.formats.formats import read_source
from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from frameworks.model import Framework, Group
from use_cases.places import imports_folder
from use_cases.unpacked import laid_out
from use_cases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a framework that is read holds."""

    domains: int
    groups: int
    practices: int
    questions: int
    presets: int
    """Beside the one that is everything."""
    own_scales: int
    """Practices that are answered on a scale of their own."""


def preview_import(content: bytes, name: str) -> Imported:
    """Everything a file brings, or a folder packed as .zip; nothing is kept.

    Raises:
        FormatNotKnown: it is in none of the formats.
        FrameworkNotReadable: with every fault.
    """
    with laid_out(content, name) as path:
        return read_source(path)


def keep_import(workspace: Workspace, imported: Imported) -> list[str]:
    """Keep all of it in the workspace's own catalog; `id@version` of each framework. Raises FrameworkNotKept."""
    keep_imported(imported, imports_folder(workspace.store.path))
    return [framework.key for framework in imported.frameworks]


def count_contents(framework: Framework) -> Contents:
    """How much it holds."""
    practices = framework.practices.values()
    return Contents(
        domains=len(framework.domains),
        groups=sum(_groups(domain.children) for domain in framework.domains),
        practices=len(practices),
        questions=sum(len(practice.questions) for practice in practices),
        presets=len(framework.presets) - 1,
        own_scales=sum(practice.scale is not None for practice in practices),
    )


def is_kept(workspace: Workspace, framework: Framework) -> bool:
    """Whether a framework of this id and version is in a catalog already."""
    found = [Path(catalog) / framework.id / framework.version for catalog in workspace.catalogs]
    return any(folder.is_dir() for folder in found)


def _groups(groups: Sequence[Group]) -> int:
    return sum(1 + _groups(group.children) for group in groups)
