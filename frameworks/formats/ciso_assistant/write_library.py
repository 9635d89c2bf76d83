"""A framework as a library of CISO Assistant."""

from typing import Any

from frameworks.formats.ciso_assistant.carried import notes_of
from frameworks.formats.ciso_assistant.fields import with_kept
from frameworks.formats.ciso_assistant.read_framework import framework_fields, library_fields, version_number
from frameworks.formats.ciso_assistant.write_nodes import PACKAGER, NodeWriter, is_from_a_library, urn_of
from frameworks.formats.ciso_assistant.yaml_text import yaml_text
from frameworks.formats.imported import Exported, Note
from frameworks.model import Framework


def write_ciso_assistant(framework: Framework) -> Exported:
    """A library with this framework, and what it cannot carry."""
    return Exported(yaml_text(library_tree(framework)), (*_note_on_version(framework), *notes_of(framework)))


def library_tree(framework: Framework) -> dict[str, Any]:
    """The library as the format names its parts."""
    kept = dict(framework.origin.kept) if framework.origin is not None and is_from_a_library(framework) else {}
    around, objects = kept.pop("library", {}), kept.pop("objects", {})
    own = {"urn": urn_of(framework, "framework"), **with_kept(framework_fields(framework), kept)}
    own["requirement_nodes"] = list(NodeWriter(framework, own).nodes())
    head = library_fields(framework)
    if not is_from_a_library(framework):
        head = {"urn": urn_of(framework, "library"), "locale": "en", "packager": PACKAGER, "provider": PACKAGER, **head}
    return {**with_kept(head, as_fields(around)), "objects": {"framework": own, **as_fields(objects)}}


def as_fields(kept: Any) -> dict[str, Any]:
    """What was kept under a name as keys with values."""
    return kept if isinstance(kept, dict) else {}


def _note_on_version(framework: Framework) -> tuple[Note, ...]:
    number = str(version_number(framework))
    if is_from_a_library(framework) or number == framework.version:
        return ()
    what = f"Versions of libraries are whole numbers: {framework.version} is written as {number}."
    return (Note(framework.key, what),)
