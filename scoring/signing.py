"""Signed documents: Ed25519 over everything else a document says, so that a changed file is told from a whole one."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, StringConstraints

Hex32 = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]
"""32 bytes: a key, a hash or a token."""
Signature = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{128}$")]


class SignedDocument(BaseModel):
    """A document of fixed fields under a signature; unknown fields are refused, and it never changes."""

    # An error that nobody expected may end in a log: it names fields, never what a member said in them.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True)

    signature: Signature

    def as_tree(self) -> dict[str, Any]:
        """The plain tree its file holds."""
        return self.model_dump(mode="json", by_alias=True)

    def is_signed_by(self, public_key: str, read_from: Any = None) -> bool:
        """Whether the signature is of this key, over exactly what the document says.

        `read_from` is the tree of the file it was read from: that must say the same, not only something that reads so,
        such as a number written as text.
        """
        tree = self.as_tree()
        return read_from in (None, tree) and is_signed(tree, public_key)


def public_key_of(private_key: str) -> str:
    """The public half of a key, both as 64 hexadecimal digits."""
    return _private(private_key).public_key().public_bytes_raw().hex()


def signed(tree: Mapping[str, Any], private_key: str) -> dict[str, Any]:
    """The tree with a signature over all the rest of it."""
    return {**tree, "signature": _private(private_key).sign(_signed_bytes(tree)).hex()}


def is_signed(tree: Mapping[str, Any], public_key: str) -> bool:
    """Whether the tree's signature is of this key and over exactly the rest of the tree."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(tree["signature"]), _signed_bytes(tree))
    except InvalidSignature:
        return False
    return True


def hash_of(text: str) -> str:
    """SHA-256 of a text as UTF-8, 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def _private(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))


def _signed_bytes(tree: Mapping[str, Any]) -> bytes:
    """Everything but the signature, in one spelling."""
    bare = {name: value for name, value in tree.items() if name != "signature"}
    return json.dumps(bare, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
