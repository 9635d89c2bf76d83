"""Accepting says how far it is, in steps of a percent, however many files there are."""

import re

import pytest

from dashboard.widgets.pool_tasks import at_each_percent


def shown_for(number: int) -> list[str]:
    """What is shown while so many files are accepted."""
    shown: list[str] = []
    progress = at_each_percent(shown.append)
    for done in range(1, number + 1):
        progress(done, number)
    return shown


@pytest.mark.parametrize(("number", "times"), [(1, 1), (3, 3), (100, 100), (101, 100), (10_000, 100)])
def test_bar_moves_with_each_file_of_few_and_with_each_percent_of_many(number: int, times: int) -> None:
    shown = shown_for(number)
    values = [int(value) for html in shown for value in re.findall(r'value="(\d+)"', html)]
    assert len(values) == len(shown) == times
    assert values == sorted(set(values)) and values[-1] == number
    assert f"file {number:,} of {number:,}" in shown[-1] and f'max="{number}"' in shown[-1]
