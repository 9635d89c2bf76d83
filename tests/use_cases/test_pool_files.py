"""Files that were tampered with, replayed, or are none: refused with what, where and mend, repeating nothing."""

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.errors import Fault, MaturityError
from scoring.benchmark import Release, ReleaseNotReadable
from scoring.contribution import ContributionNotAccepted, check_against, read_contribution, read_withdrawal, withdraw
from scoring.signing import public_key_of, signed
from store import pools
from store.charges import LedgerBroken, link_charge
from tests.peer_pools import POOL, Peer, content_of, fill, key_of, new_pool, peer_of, tree_of
from tests.workspaces import MORNING, StandingClock, open_for
from use_cases.pool_files import (
    LARGEST_FILE,
    NAMED,
    Kind,
    PoolFileNotReadable,
    file_text,
    files_at,
    read_invitation,
    read_published,
    read_tree,
    read_tree_of,
)
from use_cases.pools import accept, invite, show_pool
from use_cases.publishing import publish_release
from use_cases.workspace import Workspace

REFUSALS = (ContributionNotAccepted, PoolFileNotReadable, ReleaseNotReadable, LedgerBroken)
LEVEL, OTHER_LEVEL = 3.75, 1.25
KEY = key_of("member")

Change = Callable[[dict[str, Any]], None]


def changed(tree: dict[str, Any], key: str, change: Change) -> dict[str, Any]:
    """The tree changed and signed again, as a member could who wants to cheat."""
    made = deepcopy({name: value for name, value in tree.items() if name != "signature"})
    change(made)
    return signed(made, key)


def put(*path: str, value: Any) -> Change:
    def change(tree: dict[str, Any]) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value

    return change


SIGNED_CHANGES: dict[str, tuple[Change, str]] = {
    "foreign schema": (put("schema", value="pool-contribution/2"), "schema"),
    "another pool": (put("pool", value="other-peers"), "pseudonym"),
    "above the scale": (put("claimed", "overall", value=5.25), "claimed"),
    "off the grid": (put("claimed", "domains", "DET", value=3.7), "claimed"),
    "below the scale": (put("claimed", "overall", value=-0.25), "claimed"),
    "a domain too many": (put("claimed", "domains", "XYZ", value=3.75), "claimed > domains"),
    "a foreign framework": (put("framework", value="other@1.0"), "framework"),
    "a foreign cell": (put("cell", value="ugc"), "cell"),
    "half-year to come": (put("period", value="2026-H2"), "period"),
    "finer date": (put("period", value="2025-12-24"), "period"),
    "consent to something else": (put("consent", "text_sha256", value="0" * 64), "consent"),
    "consent that ran out": (put("consent", "expires", value="2025-12-31"), "consent"),
    "a greater cap": (put("consent", "epsilon_cap", value=2.5), "consent"),
    "a name": (put("name", value="Lumen Harbor"), ""),
    "a foreign pseudonym": (put("pseudonym", value="ab" * 32), "pseudonym"),
    "a made-up invitation": (put("token", value="cd" * 32), ""),
    "no token": (lambda tree: tree.pop("token"), "token"),
}


@pytest.fixture
def member(workspace: Workspace) -> Peer:
    """A member that has been invited and has handed over nothing yet."""
    terms = new_pool(workspace)
    (invitation,) = invite(workspace, POOL, 1)
    return peer_of(terms, invitation.token, "member", LEVEL)


def refused_of(workspace: Workspace, *contents: bytes) -> tuple[Fault, ...]:
    accepted = accept(workspace, POOL, [(f"{n}.json", content) for n, content in enumerate(contents)])
    assert (accepted.new, accepted.replaced) == (0, 0)
    assert accepted.refused
    return accepted.refused


def secrets_of(peer: Peer) -> list[str]:
    one = peer.contribution
    return [one.token, one.public_key, one.pseudonym, one.signature, peer.key, str(LEVEL), "Lumen Harbor", "XYZ"]


def discloses_nothing(faults: tuple[Fault, ...], peer: Peer) -> None:
    said = " ".join(f"{fault.what} {fault.where} {fault.mend}" for fault in faults)
    assert [secret for secret in secrets_of(peer) if secret in said] == []
    assert all(fault.what and fault.where and fault.mend for fault in faults)


@pytest.mark.parametrize("name", SIGNED_CHANGES)
def test_contribution_that_no_pool_takes_is_refused_with_its_place_even_when_it_is_signed(
    workspace: Workspace, member: Peer, name: str
) -> None:
    change, place = SIGNED_CHANGES[name]
    faults = refused_of(workspace, content_of(changed(member.contribution.as_tree(), member.key, change)))
    assert f"0.json{f' > {place}' if place else ''}" in [fault.where for fault in faults]
    discloses_nothing(faults, member)
    assert show_pool(workspace, POOL).members == {"all": 0}
    assert accept(workspace, POOL, [("0.json", content_of(member.contribution))]).new == 1


def test_contribution_that_was_changed_or_never_signed_is_refused(workspace: Workspace, member: Peer) -> None:
    tree = member.contribution.as_tree()
    edited = {**tree, "claimed": {**tree["claimed"], "overall": OTHER_LEVEL}}
    unsigned = {name: value for name, value in tree.items() if name != "signature"}
    foreign = signed(unsigned, key_of("somebody else"))
    faults = refused_of(workspace, *map(content_of, (edited, unsigned, foreign)))
    assert [fault.where for fault in faults] == [f"{n}.json > signature" for n in range(3)]
    discloses_nothing(faults, member)


REWRITTEN: dict[str, Callable[[str], str]] = {
    "a number as text": lambda text: text.replace(f'"overall": {LEVEL}', f'"overall": "{LEVEL}"'),
    "a name of our own code": lambda text: text.replace('"schema"', '"schema_"'),
    "spaces around a text": lambda text: text.replace('"Yearly benchmark', '"  Yearly benchmark'),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_file_that_only_reads_like_what_was_signed_is_refused(workspace: Workspace, member: Peer, name: str) -> None:
    text = file_text(member.contribution)
    rewritten = REWRITTEN[name](text)
    assert rewritten != text
    faults = refused_of(workspace, rewritten.encode())
    # A file that does not say what it is stands out before its signature is looked at.
    says_its_kind = '"schema":' in rewritten
    assert [fault.where for fault in faults] == ["0.json > signature" if says_its_kind else "0.json"]
    # Another layout, or whole numbers without a fraction, says the same.
    same = json.dumps(json.loads(text.replace("3.0", "3"))).encode()
    assert accept(workspace, POOL, [("0.json", same)]).new == 1


def test_older_half_year_under_the_same_key_is_refused(workspace: Workspace, member: Peer) -> None:
    newer = changed(member.contribution.as_tree(), member.key, put("period", value="2026-H1"))
    assert accept(workspace, POOL, [("new.json", content_of(newer))]).new == 1
    faults = refused_of(workspace, content_of(member.contribution))
    assert [fault.where for fault in faults] == ["0.json > period"]
    discloses_nothing(faults, member)


def test_invitation_holds_for_one_member_alone(workspace: Workspace, member: Peer) -> None:
    assert accept(workspace, POOL, [("a.json", content_of(member.contribution))]).new == 1
    (terms,) = [show_pool(workspace, POOL).terms]
    second = peer_of(terms, member.contribution.token, "second", LEVEL)
    faults = refused_of(workspace, content_of(second.contribution))
    assert [fault.where for fault in faults] == ["0.json"]
    discloses_nothing(faults, second)


def test_one_refused_file_holds_no_other_back(workspace: Workspace, member: Peer) -> None:
    files = [("bad.json", b"{"), ("good.json", content_of(member.contribution)), ("worse.json", b"\xff")]
    accepted = accept(workspace, POOL, files)
    assert accepted.new == 1
    assert [fault.where for fault in accepted.refused] == ["bad.json", "worse.json"]


HOSTILE = {
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "not a number": b'{"claimed": {"overall": NaN}}',
    "infinite": b'{"claimed": {"overall": Infinity}}',
    "twice": b'{"pool": "a", "pool": "b"}',
    "too many digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "deep": b"[" * 100_000,
    "too large": b" " * (LARGEST_FILE + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_file_that_is_no_sound_json_is_refused(workspace: Workspace, name: str) -> None:
    new_pool(workspace)
    (fault,) = refused_of(workspace, HOSTILE[name])
    assert fault.where == "0.json"
    for read in (read_invitation, read_published):
        with pytest.raises(PoolFileNotReadable):
            read(HOSTILE[name], "file")


def test_file_of_100_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(PoolFileNotReadable, match="more than 1 MB"):
        read_tree(path, path.name)


def test_file_that_is_not_there_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(PoolFileNotReadable, match="cannot be opened"):
            read_tree(path, path.name)


def test_folder_stands_for_its_json_files_by_name(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "notes.txt"):
        (tmp_path / name).write_text("{}")
    lone = tmp_path / "notes.txt"
    assert [name for name, _ in files_at([tmp_path, lone])] == ["a.json", "b.json", "notes.txt"]


def test_folder_without_files_is_not_taken_for_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(PoolFileNotReadable, match=r"holds no \.json file"):
        files_at([tmp_path])


@pytest.mark.parametrize("value", [json.loads("1e400"), float("nan")])
def test_value_that_is_no_number_is_refused_by_the_reader_of_trees(member: Peer, value: float) -> None:
    tree = {**member.contribution.as_tree(), "claimed": {"overall": value, "domains": {}}}
    with pytest.raises(ContributionNotAccepted) as refused:
        read_contribution(tree, "file")
    discloses_nothing(refused.value.faults, member)


def test_edited_invitation_is_refused(workspace: Workspace, member: Peer) -> None:
    (invitation,) = invite(workspace, POOL, 1)
    assert read_invitation(content_of(invitation), "invitation") == invitation
    tree = invitation.as_tree()
    for change in (
        put("token", value="ab" * 32),
        put("terms", "consent_text", value="You agree to everything."),
        put("terms", "expires", value="2039-12-31"),
        put("terms", "public_key", value="ab" * 32),
    ):
        edited = deepcopy(tree)
        change(edited)
        with pytest.raises(PoolFileNotReadable, match="changed after it was signed") as refused:
            read_invitation(content_of(edited), "invitation")
        assert invitation.token not in str(refused.value)


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(tree, dict):
        return [leaf for name, value in tree.items() for leaf in leaves(value, (*path, name))]
    if isinstance(tree, list):
        return [leaf for place, value in enumerate(tree) for leaf in leaves(value, (*path, place))]
    return [path]


def with_leaf(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    made = deepcopy(tree)
    parent = made
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return made


def leaf_of(tree: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


@pytest.fixture(scope="module")
def documents(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[dict[str, Any], Callable[[bytes], Any], str]]:
    """One sound file of each kind, with its reader and the key that signs it."""
    workspace = open_for(tmp_path_factory.mktemp("pool") / "store.db")
    terms = new_pool(workspace)
    (invitation,) = invite(workspace, POOL, 1)
    fill(workspace, terms, [LEVEL] * 3)
    release = publish_release(workspace, POOL)
    with workspace.store.reading() as connection:
        pool_key = pools.load_pool(connection, POOL).private_key
    workspace.store.close()

    def read_for_the_pool(content: bytes) -> None:
        check_against(read_contribution(read_tree(content, "file"), "file"), terms, MORNING.date(), "file")

    contribution = signed(tree_of(terms, invitation.token, KEY, LEVEL), KEY)
    return {
        "contribution": (contribution, read_for_the_pool, KEY),
        "withdrawal": (
            withdraw(POOL, KEY).as_tree(),
            lambda content: read_withdrawal(read_tree(content, "f"), "f"),
            KEY,
        ),
        "invitation": (invitation.as_tree(), lambda content: read_invitation(content, "file"), pool_key),
        "release": (json.loads(file_text(release)), lambda content: read_published(content, "file"), pool_key),
    }


@pytest.mark.parametrize("kind", ["contribution", "withdrawal", "invitation", "release"])
def test_every_changed_leaf_is_refused(documents: dict[str, Any], kind: str) -> None:
    tree, read, _ = documents[kind]
    read(content_of(tree))
    for path in leaves(tree):
        former = leaf_of(tree, path)
        value = former + 1 if isinstance(former, int | float) else f"{former}0"
        with pytest.raises(REFUSALS):
            read(content_of(with_leaf(tree, path, value)))
            pytest.fail(f"{path} was changed and nobody saw it")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", ["contribution", "withdrawal", "invitation", "release"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.data())
def test_any_mutated_file_is_read_or_refused_in_words(
    documents: dict[str, Any], kind: str, chance: st.DataObject
) -> None:
    tree, read, key = documents[kind]
    path = chance.draw(st.sampled_from(leaves(tree)))
    path = path[: chance.draw(st.integers(1, len(path)))]
    mutated = with_leaf(tree, path, chance.draw(JSON_VALUES))
    if chance.draw(st.booleans()):
        with suppress(ValueError):  # NaN cannot be signed
            mutated = signed(mutated, key)
    content = content_of(mutated)
    if chance.draw(st.booleans()):
        place = chance.draw(st.integers(0, len(content)))
        content = (
            content[:place] + chance.draw(st.binary(max_size=4)) + content[place + chance.draw(st.integers(0, 4)) :]
        )
    try:
        read(content)
    except MaturityError as error:
        assert isinstance(error, REFUSALS)
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)
        assert KEY not in str(error) and tree["signature"] not in str(error)


def test_release_and_invitation_that_only_read_like_what_was_signed_are_refused(workspace: Workspace) -> None:
    new_pool(workspace)
    (invitation,) = invite(workspace, POOL, 1)
    release = publish_release(workspace, POOL)
    for document, read in ((invitation, read_invitation), (release, read_published)):
        text = file_text(document)
        assert read(text.encode(), "file.json") == document
        rewritten = text.replace('"is_named": false', '"is_named": "no"')
        with pytest.raises(REFUSALS, match="changed after it was"):
            read(rewritten.encode(), "file.json")


def resigned(release: Release, **fields: Any) -> bytes:
    """The release with another guarantee, signed by a pool that means to deceive."""
    tree = release.as_tree()
    tree["terms"]["public_key"] = public_key_of(key_of("a pool that deceives"))
    tree["terms"] |= fields.pop("terms", {})
    return content_of(signed({**tree, "guarantee": {**tree["guarantee"], **fields}}, key_of("a pool that deceives")))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"epsilon": 0.5, "epsilon_statistics": 0.3}, "epsilon of this release"),
        ({"epsilon_statistics": 1.2}, "the part for what was said"),
        ({"epsilon_statistics": 0.1}, "the part for what was said"),
        ({"cumulative_epsilon": 1.0}, "epsilon of all releases"),
        ({"cumulative_statistics": 0.8}, "the part for what was said"),
        ({"releases": 1}, "the number of releases"),
        ({"neighbors": "change_one"}, "neighbors"),
        ({"terms": {"epsilon_cap": 1.5}}, "the limit"),
        ({"sentence": "At most 51 % sure."}, "the sentence"),
        ({"sentence": "Nobody learns anything."}, "the sentence"),
        ({"sentence": "At most 0.73 %, 0.83 %, from all 2 releases together 0.88 % and 0.96 %."}, "the sentence"),
        ({"sentence": "Of us 73 % and 83 % were told, 88 % and 96 % of them twice."}, "the sentence"),
        ({"checklist": [["in plain numbers", "50.1 % whether you took part, 50.1 % what you said"]]}, "the checklist"),
        ({"checklist": []}, "the checklist"),
        ({"checklist": [["limit", "3"], ["limit", "no limit at all"]]}, "the checklist"),
    ],
)
def test_guarantee_that_does_not_follow_from_what_was_charged_is_refused_although_it_is_signed(
    workspace: Workspace, clock: StandingClock, fields: dict[str, Any], wrong: str
) -> None:
    new_pool(workspace)
    publish_release(workspace, POOL)
    clock.move(days=400)
    release = publish_release(workspace, POOL)
    assert read_published(resigned(release), "release.json").guarantee == release.guarantee
    with pytest.raises(ReleaseNotReadable, match=wrong) as refused:
        read_published(resigned(release, **fields), "release.json")
    assert [fault.where for fault in refused.value.faults] == ["release.json > guarantee"]


KINDS: tuple[Kind, ...] = ("contribution", "withdrawal", "invitation", "release")
READERS: dict[Kind, Callable[[bytes], Any]] = {
    "contribution": lambda content: read_tree_of("contribution", content, "f.json"),
    "withdrawal": lambda content: read_tree_of("withdrawal", content, "f.json"),
    "invitation": lambda content: read_invitation(content, "f.json"),
    "release": lambda content: read_published(content, "f.json"),
}


@pytest.mark.parametrize("asked", KINDS)
@pytest.mark.parametrize("given_kind", KINDS)
def test_file_of_another_kind_is_called_by_its_name_once(
    documents: dict[str, Any], asked: Kind, given_kind: Kind
) -> None:
    content = content_of(documents[given_kind][0])
    if asked == given_kind:
        READERS[asked](content)
        return
    with pytest.raises(PoolFileNotReadable) as refused:
        READERS[asked](content)
    (fault,) = refused.value.faults
    assert fault.what == f"This is {NAMED[given_kind]}, not {NAMED[asked]}."
    assert fault.where == "f.json"
    assert fault.mend.startswith(f"choose {NAMED[asked]}; {NAMED[given_kind]} ")


@pytest.mark.parametrize("asked", KINDS)
@pytest.mark.parametrize(
    "tree", [{"secret": "Zqx Wvu"}, {"schema": "Zqx-answers/1"}, {"schema": 7}, [1, 2], "Zqx", None]
)
def test_file_that_is_none_of_a_pool_says_what_is_asked_for_and_is_not_repeated(asked: Kind, tree: Any) -> None:
    with pytest.raises(PoolFileNotReadable) as refused:
        READERS[asked](json.dumps(tree).encode())
    (fault,) = refused.value.faults
    assert fault.what == f"This is no file of a pool; {NAMED[asked]} is asked for."
    assert "Zqx" not in str(refused.value)


def test_operator_is_told_of_each_wrong_file_in_one_line(documents: dict[str, Any], tmp_path: Path) -> None:
    workspace = open_for(tmp_path / "store.db")
    new_pool(workspace)
    files = [(f"{kind}.json", content_of(documents[kind][0])) for kind in ("invitation", "release", "withdrawal")]
    accepted = accept(workspace, POOL, files)
    assert [(one.where, one.what) for one in accepted.refused] == [
        ("invitation.json", "This is an invitation, not a contribution."),
        ("release.json", "This is a release, not a contribution."),
        ("withdrawal.json", "This is a withdrawal, not a contribution."),
    ]


def test_contribution_for_another_pool_has_one_fault_only(documents: dict[str, Any], tmp_path: Path) -> None:
    workspace = open_for(tmp_path / "store.db")
    new_pool(workspace, id="other-peers", is_named=True)
    accepted = accept(workspace, "other-peers", [("given.json", content_of(documents["contribution"][0]))])
    assert [(one.where, one.what) for one in accepted.refused] == [("given.json > pool", "It is for another pool.")]


def test_release_that_says_it_cost_less_than_every_release_costs_is_refused(workspace: Workspace) -> None:
    new_pool(workspace)
    release = publish_release(workspace, POOL)
    at = datetime.fromisoformat(release.charges[0].at)
    cheap = link_charge(POOL, None, at=at, epsilon=Decimal("0.05"), release=1)
    tree = {**release.as_tree(), "charges": [cheap.as_json()]}
    fields = {"epsilon": 0.05, "cumulative_epsilon": 0.05, "epsilon_statistics": 0.04, "cumulative_statistics": 0.04}
    with pytest.raises(ReleaseNotReadable, match="epsilon of this release"):
        read_published(resigned(Release.model_validate(tree), **fields), "release.json")
