"""OSCAL documents held against the strict models of compliance-trestle, which know every field and refuse all else."""

import json
from typing import Any

from trestle.oscal import assessment_results, catalog, poam, profile

MODELS = {
    "catalog": catalog.Model,
    "profile": profile.Model,
    "assessment-results": assessment_results.Model,
    "plan-of-action-and-milestones": poam.Model,
}


def checked(content: bytes) -> Any:
    """The document in a file, after the model of its kind has taken it. Raises what the model finds."""
    tree = json.loads(content)
    (kind,) = tree
    MODELS[kind].parse_obj(tree)
    return tree[kind]


def own_props(tree: dict[str, Any]) -> dict[str, str]:
    """The values of properties by name; of several of one name the last."""
    return {prop["name"]: prop["value"] for prop in tree.get("props", ())}
