"""Titles of invented evidence."""

from datetime import date

import pytest

from sample_data.evidence_titles import name_document

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typical", "title"),
    [
        ("title and date of the exercise report", "Exercise report, March 2026"),
        ("titles and dates of the agreements", "Agreements, March 2026"),
        ("title, version and access list of the signal catalog (not its content)", "Signal catalog, March 2026"),
        (
            "contract or confirmation of the tool, for example PhotoDNA",
            "Contract or confirmation of the tool, March 2026",
        ),
        ("change log", "Change log, March 2026"),
    ],
)
def test_a_title_is_the_typical_evidence_without_its_remarks(typical: str, title: str) -> None:
    assert name_document(typical, DAY) == title
