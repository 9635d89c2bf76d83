"""Texts that must never be kept: what looks like a file hash, an onion address or a phone number."""

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.errors import Fault
from scoring.assessment import Answer
from scoring.identifiers import fold, has_onion_address, has_phone_number, hash_in


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that may not be kept. `kind` is hash, onion or phone; `reason` is a sentence."""

    kind: str
    reason: str


def find_forbidden(text: str) -> list[Finding]:
    """What a text holds that may not be kept; each kind at most once. Look-alike characters are folded first."""
    return list(_find(fold(text)))


def screen_answer(answer: Answer) -> list[Fault]:
    """One fault for each field of an answer that may not be kept."""
    where = f"practice {answer.practice}"
    fields = {
        "note": answer.note,
        "reason": answer.reason,
        "approver": answer.approver,
        "by": answer.by,
        **({"review > by": answer.review.by} if answer.review else {}),
        **({f"settled > {name}": getattr(answer.settled, name) for name in ("reason", "by")} if answer.settled else {}),
        **{f"ratings {number} > by": rating.by for number, rating in enumerate(answer.ratings, start=1)},
    }
    for number, item in enumerate(answer.evidence, start=1):
        fields[f"evidence {number} > title"] = item.title
        fields[f"evidence {number} > link"] = item.link
    return [fault for field, text in fields.items() for fault in screen_text(text, f"{where} > {field}")]


def screen_text(text: str, where: str) -> list[Fault]:
    """One fault for each kind of forbidden text in a field; the text itself is never repeated."""
    return [
        Fault(
            finding.reason,
            where,
            "leave it out and describe the document in words; identifiers of files, sites or people never belong here.",
        )
        for finding in find_forbidden(text)
    ]


def _find(text: str) -> Iterator[Finding]:
    if name := hash_in(text):
        yield Finding("hash", f"The text holds what looks like a file hash ({name}).")
    if has_onion_address(text):
        yield Finding("onion", "The text holds what looks like an onion address.")
    if has_phone_number(text):
        yield Finding("phone", "The text holds what looks like a phone number.")
