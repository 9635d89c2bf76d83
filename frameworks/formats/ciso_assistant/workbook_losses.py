"""What a workbook says otherwise than the library it was made from."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from frameworks.formats.ciso_assistant.fields import is_nothing
from frameworks.formats.ciso_assistant.scales import alternative

Tree = Mapping[str, Any]
SPACES = "spaces"
_WHOLE = frozenset({"translations", "implementation_groups", "depends_on", "answers"})
"""Fields that are named as a whole where something in them differs."""


def losses(library: Tree, read_again: Tree) -> tuple[dict[str, int], int]:
    """Fields that do not come back as they stand, with how often, and the number of texts that lose only spaces."""
    given, found = _parts(library), _parts(read_again)
    given_scales, found_scales = given["framework"]["scores_definition"], found["framework"]["scores_definition"]
    if isinstance(named := given_scales.get("alternatives"), dict):
        found_scales["alternatives"] = {
            name: one for name, one in (found_scales.get("alternatives") or {}).items() if name in named
        }
    else:
        found_scales.pop("alternatives", None)
    counted = Counter(_differences(given, found))
    spaces = counted.pop(SPACES, 0)
    return dict(counted), spaces


def _parts(library: Tree) -> dict[str, Any]:
    """Library, framework, nodes and other objects beside each other, scales and questions in one form."""
    objects = dict(library["objects"])
    (own,) = objects.pop("frameworks", None) or [objects.pop("framework")]
    definition = own.get("scores_definition")
    scales = dict(definition) if isinstance(definition, dict) else {"scale": definition}
    nodes = [_node(node, definition) for node in own["requirement_nodes"]]
    return {
        "library": {name: value for name, value in library.items() if name != "objects"},
        "framework": {
            **{name: value for name, value in own.items() if name != "requirement_nodes"},
            "scores_definition": scales,
        },
        "requirement_nodes": nodes,
        **objects,
    }


def _node(node: Tree, definition: Any) -> dict[str, Any]:
    """A node with its scale and its questions where they stand, instead of names for them."""
    fields = dict(node)
    scale = fields.pop("scores_definition_ref", None) or fields.pop("scores_definition", None)
    fields["scores_definition"] = alternative(definition, scale) or scale
    if isinstance(questions := fields.get("questions"), dict):
        fields["questions"] = [{"urn": urn, **one} if isinstance(one, dict) else one for urn, one in questions.items()]
    return fields


def _differences(given: Any, found: Any, path: str = "") -> Iterator[str]:
    """The fields that differ, by the way to them."""
    if given == found or (is_nothing(given) and is_nothing(found)):
        return
    if isinstance(given, str) and isinstance(found, str) and given.split() == found.split():
        yield SPACES
    elif path.rpartition(" > ")[2] in _WHOLE:
        inside = list(_inside(given, found, ""))
        yield from [path] if {*inside} - {SPACES} else inside
    else:
        yield from _inside(given, found, path)


def _inside(given: Any, found: Any, path: str) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(found, dict):
        for name in dict.fromkeys([*given, *found]):
            yield from _differences(given.get(name), found.get(name), f"{path} > {name}" if path else name)
    elif isinstance(given, list) and isinstance(found, list) and len(given) == len(found):
        for one, other in zip(given, found, strict=True):
            yield from _differences(one, other, path)
    else:
        yield path
