"""Every page of a store that holds nothing yet."""

import pytest

from tests.browser.conftest import BOTH, PAGES, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), BOTH)
@pytest.mark.parametrize("path", PAGES)
def test_an_empty_store_is_shown_as_well(visit: Visit, empty_address: str, path: str, width: int, scheme: str) -> None:
    visitor = visit(empty_address, width=width, scheme=scheme)
    visitor.open(path)
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []
