"""What every OSCAL document that leaves says of itself, and the controls and days it speaks of."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from frameworks.formats.oscal.words import OSCAL_VERSION, TOKEN, Tree, as_token, prop, uuid_of
from frameworks.model import Framework

__all__ = ["Tree", "as_content", "day", "line", "metadata", "moment", "named_ids", "prop", "target_of", "uuid_of"]


def as_content(kind: str, document: Tree) -> bytes:
    """The document as a file."""
    return (json.dumps({kind: document}, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def metadata(title: str, framework: Framework, organization: str, changed: datetime, by: str) -> Tree:
    """The head of a document about an organization's work with a framework."""
    party = uuid_of("party", organization)
    return {
        "title": line(title),
        "last-modified": moment(changed),
        "version": "1",
        "oscal-version": OSCAL_VERSION,
        "props": [prop("framework", framework.key)],
        "parties": [{"uuid": party, "type": "organization", "name": line(organization) or "The organization"}],
        "remarks": f"Confidential. Exported from Safermark by {by}.",
    }


def moment(at: datetime) -> str:
    """A time as OSCAL writes it."""
    return at.isoformat().replace("+00:00", "Z")


def day(on: date) -> str:
    """A day as OSCAL writes it, which knows only times."""
    return f"{on.isoformat()}T00:00:00Z"


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def named_ids(ids: Iterable[str]) -> list[Tree]:
    """Controls selected by their ids."""
    return [{"control-id": id_} for id_ in ids]


def target_of(control: Tree) -> Tree:
    """What a finding about a control is about: its statement where that has an id, else the control."""
    for part in control.get("parts", ()):
        if part.get("name") == "statement" and TOKEN.fullmatch(part.get("id", "")):
            return {"type": "statement-id", "target-id": part["id"]}
    return {"type": "objective-id", "target-id": control_id(control)}


def control_id(control: Any) -> str:
    """The id of a control, as OSCAL lets one be."""
    return as_token(control.get("id") or "control")
