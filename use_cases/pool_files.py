"""Files that members, operators and readers of a benchmark hand to each other: JSON, small, and never half believed."""

import json
import re
from collections.abc import Iterable
from math import fsum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from frameworks.document_faults import DocumentNotReadable
from frameworks.errors import MaturityError
from frameworks.json_tree import read_json
from scoring.benchmark import Release, ReleaseNotReadable, read_release
from scoring.budget import Budget
from scoring.guarantee import LOSS, Cost, cost_of, guarantee_sentence, loss_in_words
from scoring.pool_terms import Invitation
from store.charges import read_charge, verify_chain

LARGEST_FILE = 1_000_000
"""Bytes; a release of twelve cells has a tenth of it."""
_EXACT = 1e-9
Kind = Literal["invitation", "contribution", "withdrawal", "release"]
NAMED: dict[Kind, str] = {
    "invitation": "an invitation",
    "contribution": "a contribution",
    "withdrawal": "a withdrawal",
    "release": "a release",
}
WHOSE: dict[Kind, str] = {
    "invitation": "an invitation goes to a member, who contributes with it",
    "contribution": "a contribution goes to the operator of the pool, who accepts it",
    "withdrawal": "a withdrawal goes to the operator of the pool, who deletes what it takes back",
    "release": "a release is for anybody to compare with",
}
"""What becomes of a file in the hands of whom it is for; said where it is chosen in place of another kind."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class PoolFileNotReadable(MaturityError):
    """A file of a benchmark cannot be read; what it says is not repeated."""

    exit_code = 13


def read_tree(source: bytes | Path, where: str) -> Any:
    """The tree of a file. Raises PoolFileNotReadable: it is too large, cannot be opened or is not JSON."""
    content = source if isinstance(source, bytes) else _read_bytes(source, where)
    if len(content) > LARGEST_FILE:
        what = f"The file has more than {LARGEST_FILE // 1_000_000} MB."
        raise PoolFileNotReadable.of(what, where, "take the file as it was exported.")
    try:
        return read_json(content.decode("utf-8-sig"), where)
    except (UnicodeDecodeError, DocumentNotReadable):
        raise PoolFileNotReadable.of(
            "The file is not JSON that can be read safely.", where, "take the file as it was exported."
        ) from None


def kind_of(tree: Any) -> Kind | None:
    """Which of the files of a pool a tree says it is, of whatever version; None where it says nothing of the kind."""
    name = tree.get("schema") if isinstance(tree, dict) else None
    return next((kind for kind in NAMED if isinstance(name, str) and name.startswith(f"pool-{kind}/")), None)


def read_tree_of(kind: Kind, source: bytes | Path, where: str) -> Any:
    """The tree of a file that says it is of this kind. Raises PoolFileNotReadable: as read_tree, or it is another."""
    tree = read_tree(source, where)
    found = kind_of(tree)
    if found is None:
        what = f"This is no file of a pool; {NAMED[kind]} is asked for."
        raise PoolFileNotReadable.of(what, where, f"take the {kind} as it was handed to you.")
    if found != kind:
        what = f"This is {NAMED[found]}, not {NAMED[kind]}."
        raise PoolFileNotReadable.of(what, where, f"choose {NAMED[kind]}; {WHOSE[found]}.")
    return tree


def files_at(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Files with their names; of a folder its JSON files by name, so that no shell has to list them.

    Raises:
        PoolFileNotReadable: a folder cannot be opened, or holds none.
    """
    found: list[tuple[str, Path]] = []
    for path in paths:
        try:
            within = sorted(path.glob("*.json")) if path.is_dir() else [path]
        except OSError as error:
            what = f"The folder cannot be opened: {error.strerror}."
            raise PoolFileNotReadable.of(what, path.name, "name a folder you may read.") from None
        if not within:
            mend = "name the folder in which the .json files are."
            raise PoolFileNotReadable.of("The folder holds no .json file.", path.name, mend)
        found += [(one.name, one) for one in within]
    return found


def read_invitation(source: bytes | Path, where: str) -> Invitation:
    """An invitation under the signature of the pool it is from. Raises PoolFileNotReadable."""
    try:
        tree = read_tree_of("invitation", source, where)
        invitation = Invitation.model_validate(tree)
    except ValidationError:
        what = "It is not of the form of an invitation."
        raise PoolFileNotReadable.of(what, where, "ask the operator for the file anew.") from None
    if not invitation.is_signed_by(invitation.terms.public_key, tree):
        what = "The invitation was changed after it was signed."
        raise PoolFileNotReadable.of(what, f"{where} > signature", "ask the operator for the file anew.")
    return invitation


def read_published(source: bytes | Path, where: str) -> Release:
    """A release with sound signature, whose charges are one chain that says what the guarantee says.

    Raises:
        PoolFileNotReadable: it is no file that can be read, or one of another kind.
        ReleaseNotReadable: it is no release, or not as it was published.
        LedgerBroken: its charges do not follow on each other.
    """
    release = read_release(read_tree_of("release", source, where), where)
    try:
        charges = [read_charge(charge.model_dump()) for charge in release.charges]
    except ValueError:
        what = "A charge is not of the form of one."
        raise ReleaseNotReadable.of(what, f"{where} > charges", "take the file as it was published.") from None
    verify_chain(release.terms.id, charges, f"{where} > charges")
    if wrong := _wrong_in_guarantee(release, [float(charge.epsilon) for charge in charges], charges[-1].release):
        what = f"The guarantee does not say what was charged: {wrong}."
        raise ReleaseNotReadable.of(what, f"{where} > guarantee", "ask the operator for the release anew.")
    return release


def _wrong_in_guarantee(release: Release, charged: list[float], last: int) -> str | None:
    """What a guarantee says and does not follow from what was charged; an operator may sign what is not so."""
    said = release.guarantee
    # Releases of this form cost what every release costs: how much of it went where is nobody's to choose.
    budgets = [Budget()] * release.number
    alone, together = cost_of(budgets[-1:], said.neighbors), cost_of(budgets, said.neighbors)
    checks = {
        "the number of releases": last == release.number == said.releases == len(charged),
        "neighbors": said.neighbors == release.terms.neighbors,
        "epsilon of this release": _is_all(charged[-1:], said.epsilon, alone.epsilon),
        "epsilon of all releases": _is_all(charged, said.cumulative_epsilon, together.epsilon),
        "the part for what was said": Cost(said.epsilon_statistics, said.cumulative_statistics)
        == Cost(alone.statistics, together.statistics),
        "the limit": fsum(charged) <= release.terms.epsilon_cap + _EXACT,
        "the sentence": said.sentence == guarantee_sentence(budgets, said.neighbors),
        "the checklist": _numbers_of(said.checklist) == _numbers_of(loss_in_words(budgets, said.neighbors)),
    }
    return next((name for name, holds in checks.items() if not holds), None)


def _is_all(charged: list[float], said: float, due: float) -> bool:
    """Whether charges come to what is said, and to what is due."""
    return abs(fsum(charged) - said) < _EXACT and abs(said - due) < _EXACT


def _numbers_of(checklist: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """What is said of the loss of privacy, in numbers: the words around them may be another version's."""
    return [(name, _NUMBER.findall(words)) for name, words in checklist if name in LOSS]


def file_text(document: BaseModel) -> str:
    """A signed document as its file holds it."""
    tree = document.model_dump(mode="json", by_alias=True)
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _read_bytes(path: Path, where: str) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror}."
        raise PoolFileNotReadable.of(what, where, "name a file you may read.") from None
