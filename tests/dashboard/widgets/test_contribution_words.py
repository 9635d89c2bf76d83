"""What a member reads before anything leaves: every value, in words, and the consent."""

import json
from decimal import Decimal

import pytest

from dashboard.widgets import contribution_words as say
from scoring.contribution import Contribution
from scoring.pool_terms import PoolTerms
from tests.dashboard.widgets.peers import FRAMEWORK, TITLES
from tests.dashboard.widgets.small_cards import text_of
from tests.peer_pools import peer_of
from tests.releases import pool_terms
from use_cases.memberships import Joined
from use_cases.pool_files import file_text


def joined(*spent: str) -> list[Joined]:
    return [Joined(f"pool-{number}", Decimal(one), Decimal(3)) for number, one in enumerate(spent)]


@pytest.mark.parametrize(
    ("pools", "finding", "total"),
    [
        ((), "Northgate has joined no pool.", "0"),
        (("1",), "Northgate has joined one pool.", "1"),
        (("1", "0.8"), "Northgate has joined two pools.", "1.8"),
    ],
)
def test_pools_are_counted_and_summed(pools: tuple[str, ...], finding: str, total: str) -> None:
    assert say.joined_finding("Northgate", joined(*pools)) == finding
    assert say.sum_of(joined(*pools)) == Decimal(total)


@pytest.mark.parametrize(
    ("pools", "begins"),
    [(("0", "0"), "No release of them was seen here yet"), (("0", "1"), "Epsilon of the releases that were seen here")],
)
def test_nothing_spent_is_explained(pools: tuple[str, ...], begins: str) -> None:
    assert say.joined_note(joined(*pools)).startswith(begins)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-H1", "counted in releases from 30 September 2026 on"),
        ("2026-H2", "counted in releases from 31 March 2027 on"),
    ],
)
def test_half_year_is_counted_three_months_after_its_end(period: str, words: str) -> None:
    assert say.counted_words(period) == words


def given(terms: PoolTerms, **domains: float | None) -> Contribution:
    levels = dict.fromkeys(terms.domains, 2.0) | domains
    claimed = {"overall": 2.5, "domains": levels}
    return peer_of(terms, "04" * 32, "member", claimed=claimed, period="2026-H2").contribution


@pytest.mark.parametrize("is_member", [True, False])
@pytest.mark.parametrize("is_synthetic", [True, False])
def test_every_value_that_leaves_is_said(is_member: bool, is_synthetic: bool) -> None:
    terms = pool_terms(FRAMEWORK, title="Peers & co", is_synthetic=is_synthetic)
    text = text_of(say.leaves_html(given(terms, GOV=2.25, DET=None), terms, FRAMEWORK, is_member=is_member))
    assert "Overall 2.50" in text
    assert f"{TITLES['GOV']} 2.25" in text and f"{TITLES['DET']} nothing applies" in text
    assert all(title in text for title in TITLES.values())
    assert "Half-year the second half of 2026 counted in releases from 31 March 2027 on" in text
    assert "Number 1: the files made for this pool, counted" in text
    assert "Counted under Every kind of service" in text and "Pool Peers & co trust-peers" in text
    assert (say.REPLACES in text, say.JOINS in text) == (is_member, not is_member)
    assert ("synthetic data" in text) is is_synthetic


def test_what_a_file_has_is_what_the_words_name() -> None:
    """A field that is added to the file must be added to the words."""
    terms = pool_terms(FRAMEWORK)
    assert set(given(terms).as_tree()) == {
        "schema",
        "signature",
        "pool",
        "public_key",
        "pseudonym",
        "number",
        "framework",
        "period",
        "cell",
        "claimed",
        "consent",
        "token",
    }


def test_consent_is_whole_and_stays_text() -> None:
    terms = pool_terms(FRAMEWORK, consent_text="First <b>.\n\nSecond.", purposes=("one", "two"))
    html = say.consent_html(terms)
    assert "<p>First &lt;b&gt;.</p><p>Second.</p><p>Purpose: one; two.</p>" in html


def test_raw_file_without_a_key_says_what_is_made_later_and_hides_nothing_else() -> None:
    terms = pool_terms(FRAMEWORK)
    text = file_text(given(terms))
    shown, whole = json.loads(say.without_key(text)), json.loads(text)
    later = {"public_key", "pseudonym", "signature"}
    assert {name for name in whole if shown[name] != whole[name]} == later
    assert {shown[name] for name in later} == {"made when you download"}
    assert list(shown) == list(whole)


def test_what_leaving_means_names_the_pool() -> None:
    words = "Leave trust-peers: figures already published stay; the next release is made without you."
    assert say.leaving_words("trust-peers") == words
