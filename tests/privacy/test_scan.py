"""What a pool publishes, prints and says in errors, searched for what nobody may learn."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frameworks.loader import load_framework
from scoring.contribution import withdraw
from scoring.pool_terms import PoolTerms
from scoring.signing import signed
from tests.dashboard.conftest import Called, Command, assessment, safermark
from tests.peer_pools import POOL, Peer, content_of, key_of, new_pool, peer_of
from tests.pools import roll_back
from tests.privacy.checks import stands_in
from tests.privacy.writers import write_release
from use_cases.pools import accept, invite
from use_cases.upkeep import backup
from use_cases.workspace import Workspace, open_workspace

__all__ = ["assessment", "safermark"]

IN_CELLS = {"ugc": 137, "messaging": 26}
MANY_IN_CELLS = {"ugc": 237, "messaging": 26}
"""True counts; neither they nor their sum is a round number, as every published one is. Of many, figures are shown."""
HIDDEN_LEVEL = 4.75
"""Of every member in every domain: these medians are suppressed below 200 organizations."""
SHOWN_LEVEL, HIGHER_LEVEL = 2.25, 3.5
HIGHER = 96
"""So many of a pool of many stand higher; no round number, either."""


@dataclass(frozen=True)
class Pool:
    """A pool with all that is known of it."""

    terms: PoolTerms
    peers: list[Peer]
    tokens: list[str]
    """Of invitations that nobody has used."""
    numbers: tuple[str, ...]
    """What is true of it and may not be said."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """On the store that the command line works on."""
    opened = open_workspace(tmp_path / "store.db", "Ann")
    with closing(opened.store):
        yield opened


@pytest.fixture
def pool(workspace: Workspace) -> Pool:
    """A pool with members in two cells, all alike."""
    levels = {cell: [SHOWN_LEVEL] * number for cell, number in IN_CELLS.items()}
    numbers = (*map(str, IN_CELLS.values()), str(sum(IN_CELLS.values())), str(HIDDEN_LEVEL))
    return filled(workspace, levels, HIDDEN_LEVEL, numbers)


@pytest.fixture
def pool_of_many(workspace: Workspace) -> Pool:
    """A pool of which a cell is large enough for domains and a distribution."""
    most, few = MANY_IN_CELLS.values()
    levels = {"ugc": [SHOWN_LEVEL] * (most - HIGHER) + [HIGHER_LEVEL] * HIGHER, "messaging": [SHOWN_LEVEL] * few}
    counts = (most, few, most + few, HIGHER, most - HIGHER)
    # The exact share at the lower level and below, to more digits than noise hits by chance.
    return filled(workspace, levels, SHOWN_LEVEL, (*map(str, counts), f"{(most - HIGHER) / most:.8f}"[:-1]))


def filled(
    workspace: Workspace, levels: Mapping[str, Sequence[float]], domain_level: float, numbers: tuple[str, ...]
) -> Pool:
    """A pool with members of these overall levels in its cells, and three invitations that are left."""
    terms = new_pool(workspace, kinds=tuple(levels), expires=date(2099, 12, 31))
    places = [(cell, level) for cell, all_of in levels.items() for level in all_of]
    tokens = [one.token for one in invite(workspace, POOL, len(places) + 3)]
    domains = dict.fromkeys(terms.domains, domain_level)
    peers = [
        peer_of(terms, token, number, cell=cell, claimed={"overall": level, "domains": domains})
        for number, (token, (cell, level)) in enumerate(zip(tokens, places, strict=False))
    ]
    files = [(f"{number}.json", content_of(one.contribution)) for number, one in enumerate(peers)]
    assert accept(workspace, POOL, files).new == len(places)
    return Pool(terms, peers, tokens[len(peers) :], numbers)


def found_in(text: str, pool: Pool) -> list[str]:
    """What stands in a text and must not."""
    hidden = [pool.tokens[0], *pool.tokens]
    for peer in pool.peers:
        one = peer.contribution
        hidden += [peer.key, one.pseudonym, one.public_key, one.token, one.signature]
    return [*(secret for secret in hidden if secret in text), *stands_in(text, pool.numbers)]


def said(called: Called) -> str:
    return called.out + called.err


def answers_file(folder: Path, *, of_all: bool = False) -> Path:
    path = folder / "answers.json"
    practices = load_framework("safer-by-design").practices if of_all else ["DET-01"]
    answers = [{"practice": id_, "level": 3, "on": "2026-01-10"} for id_ in practices]
    tree = {"framework": "safer-by-design@1.0", "answers": answers}
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


def test_nothing_hidden_stands_in_what_is_published_of_many(
    safermark: Command, pool_of_many: Pool, tmp_path: Path
) -> None:
    file = tmp_path / "release.json"
    released = safermark("pool", "release", POOL, "--out", file)
    texts = [file.read_text(encoding="utf-8"), said(released), (tmp_path / f"{POOL}.jsonl").read_text(encoding="utf-8")]
    for arguments in (("--cell", "ugc"), ("--cell", "messaging"), ("--cell", "ugc", "--json")):
        compared = safermark("compare", answers_file(tmp_path), "--release", file, *arguments)
        assert compared.code == 0, compared.err
        texts.append(said(compared))
    assert [found_in(text, pool_of_many) for text in texts] == [[]] * len(texts)
    large, small = json.loads(texts[0])["cells"]
    assert large["tier"] == "distribution" and len(large["distribution"]) == 21 and len(large["domains"]) == 6
    assert small["domains"] == {} and small["distribution"] == []
    assert "lower quartile" in texts[1] and "within the middle band" not in texts[4]


def test_nothing_of_other_members_stands_in_what_a_member_is_shown_and_hands_over(
    safermark: Command, assessment: str, pool: Pool, tmp_path: Path
) -> None:
    safermark("pool", "invite", POOL, "--number", 1, "--out", tmp_path / "in")
    safermark("assess", "import", "--assessment", assessment, answers_file(tmp_path, of_all=True))
    safermark("track", "snapshot", "--assessment", assessment)
    make = ("contribute", "make", "--assessment", assessment, "--invitation", tmp_path / "in" / "invitation-0001.json")
    out, back = tmp_path / "given.json", tmp_path / "back.json"
    mine = ("--organization", "small forum")
    called = [
        safermark(*make, "--cell", "ugc"),
        safermark(*make, "--cell", "ugc", "--agree", "--out", out),
        safermark("contribute", "list", *mine),
        safermark("contribute", "withdraw", *mine, "--pool", POOL, "--out", back),
    ]
    assert [one.code for one in called] == [0, 0, 0, 0], [one.err for one in called]
    texts = [*map(said, called), out.read_text(encoding="utf-8"), back.read_text(encoding="utf-8")]
    assert [found_in(text, pool) for text in texts] == [[]] * len(texts)
    with closing(sqlite3.connect(tmp_path / "store.db")) as opened:
        ((own_key,),) = opened.execute("SELECT private_key FROM memberships").fetchall()
    assert len(own_key) == 64 and not any(own_key in text or "Small Forum" in text for text in texts)
    assert '"pseudonym"' in texts[0] and json.loads(texts[4])["pseudonym"] == json.loads(texts[5])["pseudonym"]


def test_nothing_hidden_stands_in_what_a_store_that_was_set_back_says(
    safermark: Command, workspace: Workspace, pool: Pool, tmp_path: Path
) -> None:
    file, older, witness = tmp_path / "release.json", tmp_path / "older.db", tmp_path / f"{POOL}.jsonl"
    backup(workspace, older)
    write_release(workspace, file)
    roll_back(workspace.store, older)
    called = [
        safermark("pool", "verify", POOL),
        safermark("pool", "release", POOL, "--out", tmp_path / "second.json"),
        safermark("pool", "replay", POOL),
        safermark("pool", "verify", POOL, "--release", file),
        safermark("pool", "release", POOL, "--again", 1, "--out", tmp_path / "again.json"),
        safermark("pool", "replay", POOL, file),
    ]
    assert [one.code for one in called] == [13, 13, 0, 0, 12, 0], [said(one) for one in called]
    texts = [*map(said, called), witness.read_text(encoding="utf-8")]
    assert [found_in(text, pool) for text in texts] == [[]] * len(texts)
    assert "locked" in texts[0] and texts[2] == "1 charges were taken over.\n" and texts[6].count("\n") == 1


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
