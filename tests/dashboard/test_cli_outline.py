"""`safermark framework show` of an outline: the unverified says so, and the words of the scale are not repeated."""

from frameworks.loader import load_framework
from tests.dashboard.conftest import Command


def test_item_whose_title_is_from_memory_is_called_unverified(safermark: Command) -> None:
    shown = safermark("framework", "show", "dtsp-safe-framework").out
    assert "  PG7  Community Self-Regulation  (unverified)\n" in shown
    assert "  PD1  Abuse Pattern Analysis\n" in shown


def test_item_says_whom_the_list_addresses_where_it_is_known(safermark: Command) -> None:
    shown = safermark("framework", "show", "ofcom-illegal-content").out
    items = load_framework("ofcom-illegal-content").practices
    assert shown.count("      addressed to: ") == 40
    assert all(f"      addressed to: {item.addressees}\n" in shown for item in items.values() if item.addressees)


def test_outline_does_not_repeat_the_words_of_the_scale(safermark: Command) -> None:
    outline = load_framework("nist-csf")
    shown = safermark("framework", "show", "nist-csf").out
    assert [level.summary for level in outline.scale.levels if level.summary in shown] == []
    assert safermark("framework", "show", "safer-by-design").out.count("\n      5  ") == 55
