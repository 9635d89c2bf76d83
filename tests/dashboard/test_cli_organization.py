"""`safermark organization`: add, list, show, delete."""

import pytest

from tests.dashboard.conftest import Command


def test_profile_takes_commas_and_repetition(safermark: Command) -> None:
    added = safermark(
        "organization", "add", "Forum", "--profile", "ugc,live", "--kind", "messaging", "--countries", "GB,US",
        "--children-likely", "--json",
    )  # fmt: skip
    assert added.tree["profile"] == {
        "kinds": ["ugc", "live", "messaging"],
        "children_likely": True,
        "countries": ["GB", "US"],
    }


def test_no_profile_means_every_kind(safermark: Command) -> None:
    assert safermark("organization", "add", "Bank", "--json").tree["profile"] == {}
    assert "every kind of service" in safermark("organization", "list").out


def test_unknown_words_of_a_profile_are_refused_and_nothing_is_stored(safermark: Command) -> None:
    refused = safermark("organization", "add", "Forum", "--profile", "ugc,lve", "--countries", "gb")
    assert refused.code == 11
    assert "Did you mean 'live'?" in refused.err
    assert "--countries" in refused.err
    assert safermark("organization", "list", "--json").tree == {"organizations": []}


def test_show_finds_a_name_whatever_its_capitals(safermark: Command, assessment: str) -> None:
    shown = safermark("organization", "show", "SMALL FORUM", "--json").tree
    assert shown["name"] == "Small Forum"
    assert shown["assessments"] == [{"assessment": assessment, "framework": "safer-by-design@1.0"}]
    assert assessment in safermark("organization", "show", "Small Forum").out


@pytest.mark.parametrize("reply", [b"n\n", b""])
def test_delete_asks_and_keeps_without_a_yes(reply: bytes, safermark: Command, assessment: str) -> None:
    assert safermark("organization", "delete", "Small Forum", stdin=reply).code == 1
    assert len(safermark("organization", "list", "--json").tree["organizations"]) == 1


def test_delete_with_yes_takes_the_assessments_along(safermark: Command, assessment: str) -> None:
    assert safermark("organization", "delete", "Small Forum", "--yes").code == 0
    assert safermark("assess", "list", "--json").tree == {"assessments": []}
    assert safermark("organization", "show", "Small Forum").code == 12


def test_empty_list_teaches_the_next_step(safermark: Command) -> None:
    assert "safermark organization add NAME" in safermark("organization", "list").out
