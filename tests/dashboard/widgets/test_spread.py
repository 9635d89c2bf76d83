"""How the organizations of a release are spread: shares with their bands at whole levels, nobody's own place."""

import re
from datetime import date

import pytest

from dashboard.widgets.peer_tables import spread_table
from frameworks.loader import load_framework
from scoring.benchmark import CellBenchmark, SharePoint
from tests.releases import made_up, pool_terms, released
from use_cases.compare import show_peers

TERMS = pool_terms(load_framework("safer-by-design"))


def cell(*points: SharePoint) -> CellBenchmark:
    shown = show_peers(released(TERMS, made_up(TERMS, 3)), None, date(2026, 11, 27)).cell
    return shown.model_copy(update={"distribution": points})


def test_every_whole_level_but_the_highest_has_a_row_with_its_band() -> None:
    points = [SharePoint(level=n / 4, share=n / 20, low=max(0, n / 20 - 0.1), high=n / 20) for n in range(21)]
    html = spread_table(cell(*points), 5)
    assert re.findall(r"(\d) or less", html) == ["0", "1", "2", "3", "4"]
    assert "30–40 %" in html and "Between 30–40 %, on a scale from 0 to 100." in html
    assert "ring" not in html


@pytest.mark.parametrize("points", [(), (SharePoint(level=0.15, share=0.5, low=0.4, high=0.6),)])
def test_what_is_not_published_has_no_table(points: tuple[SharePoint, ...]) -> None:
    assert spread_table(cell(*points), 5) == ""
