"""Releases of other pools that somebody keeps: offered to the letter, once, and gone when they are forgotten."""

import pytest

from frameworks.loader import load_framework
from scoring.benchmark import Release
from store.pools import ReleaseNotAccepted
from tests.peer_pools import POOL, new_pool
from tests.releases import made_up, pool_terms, released
from use_cases.pool_files import file_text, read_published
from use_cases.publishing import publish_release
from use_cases.received import forget_release, keep_release, list_kept, list_release_files
from use_cases.workspace import Workspace

TERMS = pool_terms(load_framework("safer-by-design"))


def release(number: int = 1) -> Release:
    return released(TERMS, made_up(TERMS, 40), number)


def test_kept_releases_come_back_to_the_letter_after_those_of_own_pools(workspace: Workspace) -> None:
    new_pool(workspace)
    own, first, second = publish_release(workspace, POOL), release(1), release(2)
    assert keep_release(workspace, second) and keep_release(workspace, first)
    assert not keep_release(workspace, first)
    files = list_release_files(workspace)
    assert [read_published(content, name) for name, content in files] == [own, first, second]
    assert [content for _, content in files][1] == file_text(first).encode()
    assert list_kept(workspace) == {first.signature, second.signature}


def test_release_that_says_something_else_under_its_number_is_refused(workspace: Workspace) -> None:
    keep_release(workspace, release())
    with pytest.raises(ReleaseNotAccepted, match="says something else"):
        keep_release(workspace, release())
    assert len(list_kept(workspace)) == 1


def test_what_is_forgotten_is_gone_and_can_be_kept_again(workspace: Workspace) -> None:
    first, second = release(1), release(2)
    for one in (first, second):
        keep_release(workspace, one)
    forget_release(workspace, first)
    assert list_kept(workspace) == {second.signature}
    forget_release(workspace, first)
    assert keep_release(workspace, first)
