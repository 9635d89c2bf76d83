"""Texts that must never be kept: what looks like a file hash, an onion address or a phone number."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.errors import Fault
from scoring.assessment import Answer

_HASH_NAMES = {32: "MD5", 40: "SHA-1", 56: "SHA-224", 64: "SHA-256 or PDQ", 96: "SHA-384", 128: "SHA-512"}
_HEX_RUN = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{32,128}(?![0-9a-fA-F])")
_SPACED_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[: -]){15,63}[0-9a-fA-F]{2}(?![0-9a-fA-F])")
_BASE64_HASH = re.compile(r"(?i)\b(?:md5|sha-?(?:1|224|256|384|512))[-:=]\s*[A-Za-z0-9+/]{22,88}={0,2}")
_ONION = re.compile(r"(?i)(?<![a-z2-7])[a-z2-7]{16}(?:[a-z2-7]{40})?\.onion\b")
# An international number: plus or 00, then 8 to 15 digits with the separators people use.
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|00)[ ]?\d(?:[ ()./-]{0,2}\d){7,14}(?!\w)")
# A national number: at least three groups and nine digits, begun by 0 or an area code in brackets.
_NATIONAL = re.compile(r"(?<![\w./-])(?:\(\d{2,5}\)|0\d{1,4})[ ./-]{1,2}\d{2,4}(?:[ ./-]?\d{2,4}){1,3}(?![\w/-])")
_NORTH_AMERICAN = re.compile(r"(?<![\w./-])(?:1[ .-])?(?:\(\d{3}\)[ ]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w/-])")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that may not be kept. `kind` is hash, onion or phone; `reason` is a sentence."""

    kind: str
    reason: str


def find_forbidden(text: str) -> list[Finding]:
    """What a text holds that may not be kept; each kind at most once. Look-alike characters are folded first."""
    folded = _fold(text)
    return list(_find(folded))


def screen_answer(answer: Answer) -> list[Fault]:
    """One fault for each field of an answer that may not be kept."""
    where = f"practice {answer.practice}"
    fields = {
        "note": answer.note,
        "reason": answer.reason,
        "approver": answer.approver,
        "by": answer.by,
        **({"review > by": answer.review.by} if answer.review else {}),
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


def _fold(text: str) -> str:
    """Compatibility forms, other scripts' digits and invisible characters brought to what a machine would read."""
    composed = unicodedata.normalize("NFKC", text)
    visible = (character for character in composed if unicodedata.category(character) != "Cf")
    return "".join(
        str(unicodedata.digit(character)) if character.isdigit() and not character.isascii() else character
        for character in visible
    )


def _find(text: str) -> Iterator[Finding]:
    if name := _hash_in(text):
        yield Finding("hash", f"The text holds what looks like a file hash ({name}).")
    if _ONION.search(text):
        yield Finding("onion", "The text holds what looks like an onion address.")
    if _INTERNATIONAL.search(text) or _NATIONAL.search(text) or _NORTH_AMERICAN.search(text):
        yield Finding("phone", "The text holds what looks like a phone number.")


def _hash_in(text: str) -> str | None:
    for run in _HEX_RUN.finditer(text):
        # A long run of plain digits or of one letter is a number or a rule, not a hash.
        if len(run[0]) in _HASH_NAMES and len(set(run[0].lower())) > 4 and not run[0].isdigit():
            return _HASH_NAMES[len(run[0])]
    if _SPACED_HEX.search(text):
        return "written in pairs"
    return "in base 64" if _BASE64_HASH.search(text) else None
