"""What a pool publishes, prints and says in errors, searched for what nobody may learn."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scoring.contribution import withdraw
from scoring.pool_terms import PoolTerms
from scoring.signing import signed
from tests.dashboard.conftest import Called, Command, safermark
from tests.peer_pools import POOL, Peer, content_of, key_of, new_pool, peer_of
from use_cases.pools import accept, invite
from use_cases.workspace import Workspace, open_workspace

__all__ = ["safermark"]

IN_CELLS = {"ugc": 137, "messaging": 26}
"""True counts; neither they nor their sum is a round number, as every published one is."""
HIDDEN_LEVEL = 4.75
"""Of every member in every domain: these medians are suppressed below 200 organizations."""
SHOWN_LEVEL = 2.25


@dataclass(frozen=True)
class Pool:
    """A pool with all that is known of it."""

    terms: PoolTerms
    peers: list[Peer]
    tokens: list[str]
    """Of invitations that nobody has used."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """On the store that the command line works on."""
    opened = open_workspace(tmp_path / "store.db", "Ann")
    with closing(opened.store):
        yield opened


@pytest.fixture
def pool(workspace: Workspace) -> Pool:
    """A pool with members in two cells."""
    terms = new_pool(workspace, kinds=tuple(IN_CELLS), expires=date(2099, 12, 31))
    tokens = [one.token for one in invite(workspace, POOL, sum(IN_CELLS.values()) + 3)]
    cells = [cell for cell, number in IN_CELLS.items() for _ in range(number)]
    claimed = {"overall": SHOWN_LEVEL, "domains": dict.fromkeys(terms.domains, HIDDEN_LEVEL)}
    peers = [
        peer_of(terms, token, number, cell=cell, claimed=claimed)
        for number, (token, cell) in enumerate(zip(tokens, cells, strict=False))
    ]
    files = [(f"{number}.json", content_of(one.contribution)) for number, one in enumerate(peers)]
    assert accept(workspace, POOL, files).new == sum(IN_CELLS.values())
    return Pool(terms, peers, tokens[len(peers) :])


def found_in(text: str, pool: Pool) -> list[str]:
    """What stands in a text and must not."""
    hidden = [pool.tokens[0], *pool.tokens]
    for peer in pool.peers:
        one = peer.contribution
        hidden += [peer.key, one.pseudonym, one.public_key, one.token, one.signature]
    numbers = [*map(str, IN_CELLS.values()), str(sum(IN_CELLS.values())), str(HIDDEN_LEVEL)]
    counted = [number for number in numbers if re.search(rf"(?<![\w.:+-]){re.escape(number)}(?![\w:-]|\.\d)", text)]
    return [*(secret for secret in hidden if secret in text), *counted]


def said(called: Called) -> str:
    return called.out + called.err


def answers_file(folder: Path) -> Path:
    path = folder / "answers.json"
    tree = {"framework": "safer-by-design@1.0", "answers": [{"practice": "DET-01", "level": 3, "on": "2026-01-10"}]}
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_nothing_hidden_stands_in_what_is_published_or_printed(
    safermark: Command, workspace: Workspace, pool: Pool, tmp_path: Path
) -> None:
    file = tmp_path / "release.json"
    released = safermark("pool", "release", POOL, "--out", file)
    assert released.code == 0
    texts = [file.read_text(encoding="utf-8"), said(released), (tmp_path / f"{POOL}.jsonl").read_text(encoding="utf-8")]
    for arguments in (
        ("pool", "verify", "--release", file),
        ("pool", "verify", POOL, "--release", file),
        ("compare", answers_file(tmp_path), "--release", file, "--cell", "ugc"),
        ("compare", answers_file(tmp_path), "--release", file, "--cell", "messaging", "--json"),
        ("pool", "release", POOL, "--again", 1, "--out", tmp_path / "again.json"),
        ("pool", "show"),
    ):
        called = safermark(*arguments)
        assert called.code == 0, called.err
        texts.append(said(called))
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()
    assert [found_in(text, pool) for text in texts] == [[]] * len(texts)
    assert '"about"' in texts[0] and "organizations" in texts[1]


def test_nothing_hidden_stands_in_any_refusal(
    safermark: Command, workspace: Workspace, pool: Pool, tmp_path: Path
) -> None:
    safermark("pool", "release", POOL, "--out", tmp_path / "release.json")
    for number, content in enumerate(bad_files(pool)):
        (tmp_path / f"bad-{number}.json").write_bytes(content)
    bad = sorted(tmp_path.glob("bad-*.json"))
    texts = []
    for arguments in (
        ("pool", "accept", POOL, *bad),
        ("pool", "release", POOL, "--out", tmp_path / "second.json"),
        *(("pool", "withdraw", POOL, path) for path in bad),
        *(("pool", "verify", "--release", path) for path in bad),
        *(("compare", answers_file(tmp_path), "--release", path) for path in bad),
        *(("contribute", "make", "--assessment", "none", "--invitation", path) for path in bad),
        ("pool", "replay", POOL, bad[0]),
    ):
        called = safermark(*arguments)
        assert called.code == 13, (arguments, said(called))
        texts.append(said(called))
    assert [found_in(text, pool) for text in texts] == [[]] * len(texts)


def bad_files(pool: Pool) -> list[bytes]:
    """Of members: tampered with, sent twice under another key, older, off the scale; and no JSON at all."""
    first, second = pool.peers[:2]
    tree = first.contribution.as_tree()

    def again(peer: Peer, **fields: Any) -> bytes:
        bare = {name: value for name, value in peer.contribution.as_tree().items() if name != "signature"}
        return content_of(signed({**bare, **fields}, peer.key))

    return [
        content_of({**tree, "claimed": {**tree["claimed"], "overall": HIDDEN_LEVEL}}),
        again(first, period="2024-H1"),
        again(first, token=second.contribution.token),
        again(first, claimed={"overall": 137.0, "domains": {}}),
        again(first, members=137),
        again(first, pseudonym=second.pseudonym),
        content_of(peer_of(pool.terms, second.contribution.token, "a stranger").contribution),
        content_of(withdraw("other-peers", first.key)),
        content_of(first.contribution)[:-40],
        f'{{"{second.pseudonym}": NaN}}'.encode(),
    ]


def test_scan_finds_what_it_looks_for(workspace: Workspace, pool: Pool) -> None:
    peer = pool.peers[0]
    for secret in (peer.key, peer.pseudonym, peer.contribution.token, pool.tokens[-1]):
        assert found_in(f'{{"a": "{secret}"}}', pool) != []
    for text in ("137 members", "members: 26.", '"n": 163,', "median 4.75", "[137]"):
        assert found_in(text, pool) != [], text
    for text in ("about 140", "2026-11-26", "SP 800-137", "0.137", "a137b", "26:26", key_of("nobody")):
        assert found_in(text, pool) == [], text
