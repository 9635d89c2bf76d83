"""The outlines of published lists: only what is known of them, and each item mapped or declared with a reason."""

import re
from collections import Counter

import pytest

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.crosswalks import check_crosswalks
from frameworks.loader import CATALOG, check_framework, list_frameworks, load_framework
from frameworks.model import Framework
from frameworks.registers.register import load_references
from tests.crosswalks_page import OURS, RELATIONS, crosswalks_page, outlined_lists, said_of, section

PAIRS = outlined_lists()
SIZES = {
    "dtsp-safe-framework@2025": ("dtsp", 38),
    "esafety-safety-by-design@2023": ("esafety", 6),
    "nist-csf@2.0": ("nist-csf", 22),
    "ofcom-illegal-content@2025-02": ("ofcom-icu", 41),
    "thorn-generative-ai@2024-04": ("thorn-genai", 9),
}
AT_WORK = {"DET-07", "DET-08", "REP-11", "VIC-03", "VIC-04"}
"""Our practices about an employer's own devices, storage and staff."""
each_pair = pytest.mark.parametrize(("outline", "file"), PAIRS, ids=[outline.id for outline, _ in PAIRS])


def reasons_of(file: CrosswalkFile) -> list[str]:
    """The reason of every mapping and of everything that is declared."""
    return [*(one.reason for one in file.mappings), *(one.reason for one in file.not_covered)]


def texts_of(outline: Framework, file: CrosswalkFile) -> list[str]:
    """What we wrote: sentences of the outline, and the reasons of its crosswalk."""
    heads = [outline.summary, outline.license or "", *outline.caveats, file.reason]
    domains = [text for domain in outline.domains for text in (domain.question, domain.title)]
    items = [text for item in outline.practices.values() for text in (item.intent, item.addressees or "")]
    return [*heads, *domains, *items, *reasons_of(file)]


def test_the_five_lists_are_there_with_all_their_items() -> None:
    assert {outline.key: len(outline.practices) for outline, _ in PAIRS} == {key: n for key, (_, n) in SIZES.items()}
    assert {framework.key for framework in list_frameworks() if framework.is_outline} == set(SIZES)


@each_pair
def test_outline_and_crosswalk_have_no_fault(outline: Framework, file: CrosswalkFile) -> None:
    folder = CATALOG / outline.id / outline.version
    assert check_framework(folder) == []
    assert check_crosswalks(folder) == []


@each_pair
def test_every_item_and_every_practice_of_ours_is_mapped_or_declared_with_its_reason(
    outline: Framework, file: CrosswalkFile
) -> None:
    ours = load_framework(OURS)
    declared = {side: {one.practice for one in file.not_covered if one.side == side} for side in ("from", "to")}
    assert {one.to for one in file.mappings} | declared["to"] == set(outline.practices)
    assert {one.from_ for one in file.mappings} | declared["from"] == set(ours.practices)
    for reason in reasons_of(file):
        assert len(reason.split()) >= 4, reason
        assert reason.endswith("."), reason


@each_pair
def test_a_reason_is_written_for_its_pair(outline: Framework, file: CrosswalkFile) -> None:
    """The same words for the same practice twice, or for two practices, would be no judgement of the pair."""
    reasons = Counter(one.reason for one in file.mappings)
    assert [reason for reason, count in reasons.items() if count > 1] == []


@each_pair
def test_items_are_those_of_the_register_with_title_source_and_grade(outline: Framework, file: CrosswalkFile) -> None:
    scheme_id = SIZES[outline.key][0]
    scheme = next(scheme for scheme in load_references().schemes if scheme.id == scheme_id)
    known = {item.id: (item.title, item.grade, item.source) for item in scheme.items}
    assert {id_: (item.title, item.grade, item.source or "") for id_, item in outline.practices.items()} == known


@each_pair
def test_an_outline_says_that_it_is_one_and_takes_our_scale(outline: Framework, file: CrosswalkFile) -> None:
    assert outline.caveats[0].startswith("An outline only")
    assert outline.lifecycle == "draft"
    assert outline.license
    assert outline.scale == load_framework(OURS).scale
    assert [preset.practices for preset in outline.presets] == [None]


def test_addressees_stand_where_they_are_known() -> None:
    for outline, _ in PAIRS:
        unknown = [id_ for id_, item in outline.practices.items() if not item.addressees]
        assert unknown == (["E1"] if outline.id == "ofcom-illegal-content" else list(outline.practices))


@pytest.mark.parametrize("list_id", ["dtsp-safe-framework", "esafety-safety-by-design", "ofcom-illegal-content"])
def test_lists_about_services_leave_what_happens_at_work_unasked(list_id: str) -> None:
    file = next(file for outline, file in PAIRS if outline.id == list_id)
    assert {one.practice for one in file.not_covered if one.side == "from"} >= AT_WORK


def test_what_happens_at_work_is_asked_by_the_cybersecurity_framework() -> None:
    file = next(file for outline, file in PAIRS if outline.id == "nist-csf")
    assert {one.from_ for one in file.mappings} >= AT_WORK


@each_pair
def test_texts_are_calm_american_and_free_of_words_to_avoid(outline: Framework, file: CrosswalkFile) -> None:
    avoided = r"porn|prostitut|sextortion|self-generated|pa?edophil|\w+isation\b|\blicence\b|behaviour"
    assert [text for text in texts_of(outline, file) if re.search(avoided, text, re.IGNORECASE)] == []


def test_page_shows_every_item_with_what_is_said_of_it_and_every_unasked_practice() -> None:
    ours, page = load_framework(OURS), crosswalks_page()
    for outline, file in PAIRS:
        part = section(ours, outline, file)
        assert part in page
        for item in outline.practices.values():
            said = said_of(item, ours, file)
            assert "not covered" in said or any(words in said for words in RELATIONS.values()), item.id
            assert f"| **{item.id}** {item.title}<br>{item.intent} |" in part
            assert said.replace("|", "\\|") in part
        for one in file.not_covered:
            assert one.reason in part, one
