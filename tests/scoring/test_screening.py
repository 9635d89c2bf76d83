"""What may never be kept is stopped in every spelling; what a lead needs to write is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from frameworks.loader import load_framework
from scoring.assessment import Answer, Evidence, Review
from scoring.screening import find_forbidden, screen_answer, screen_text

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("screening_cases.yaml").read_text(encoding="utf-8"))
STOPPED = [
    pytest.param(kind, text, id=f"{kind}: {name}")
    for kind in ("hash", "onion", "phone")
    for name, text in CASES[kind].items()
]
MD5 = CASES["hash"]["MD5"]


@pytest.mark.parametrize(("kind", "text"), STOPPED)
def test_text_is_stopped_for_what_it_is(kind: str, text: str) -> None:
    assert [finding.kind for finding in find_forbidden(str(text))] == [kind]


def test_hash_after_a_long_number_is_stopped_too() -> None:
    assert find_forbidden("0" * 32) == []
    assert [finding.kind for finding in find_forbidden(f"{'0' * 32} {MD5}")] == ["hash"]


@pytest.mark.parametrize(("kind", "text"), STOPPED)
def test_text_is_stopped_inside_a_sentence_too(kind: str, text: str) -> None:
    assert kind in [finding.kind for finding in find_forbidden(f"Reviewed with legal. {text}\nSee the register.")]


@pytest.mark.parametrize("text", CASES["kept"])
def test_text_is_kept(text: Any) -> None:
    assert find_forbidden(str(text)) == []
    assert find_forbidden(f"Reviewed: {text}, as agreed.") == []


@given(st.binary(min_size=16, max_size=64), st.sampled_from(["", ":", " ", "-"]), st.booleans())
def test_any_hash_in_hexadecimal_is_stopped(digest: bytes, between: str, capitals: bool) -> None:
    written = between.join(f"{byte:02x}" for byte in digest)
    is_like_a_hash = len(set(written) - set(between)) > 4 and not written.replace(between, "").isdigit()
    found = find_forbidden(f"see {written.upper() if capitals else written} there")
    if is_like_a_hash:
        assert "hash" in [finding.kind for finding in found]


@given(st.text())
def test_any_text_can_be_screened(text: str) -> None:
    assert all(finding.kind in ("hash", "onion", "phone") for finding in find_forbidden(text))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.'\n", max_size=300))
def test_words_without_figures_hold_no_phone_number(text: str) -> None:
    assert "phone" not in [finding.kind for finding in find_forbidden(text)]


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_no_date_and_no_pair_of_dates_is_stopped(first: date, last: date) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d", "%d.%m.%y", "%m/%Y"):
        for between in (" to ", " - ", "-", "–", ", "):
            text = f"{first:{form}}{between}{last:{form}}"
            assert find_forbidden(text) == [], text


@given(st.uuids())
def test_no_random_id_is_stopped(id_: UUID) -> None:
    assert find_forbidden(str(id_)) == []
    assert find_forbidden(f"https://example.org/doc/{id_}/edit") == []


def test_no_text_of_the_shipped_framework_is_stopped() -> None:
    texts = list(_texts(load_framework("safer-by-design").model_dump(mode="json")))
    assert len(texts) > 1000
    assert [text for text in texts if find_forbidden(text)] == []


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(part)


def test_every_text_of_an_answer_is_screened_and_never_repeated() -> None:
    answer = Answer(
        practice="DET-01",
        level=3,
        note=f"note {MD5}",
        reason=f"reason {MD5}",
        approver=f"approver {MD5}",
        by=f"by {MD5}",
        review=Review(level=3, by=f"reviewer {MD5}", date=date(2026, 1, 1)),
        evidence=(Evidence(title=f"title {MD5}", link=f"https://example.org/{MD5}", date=date(2026, 1, 1), level=3),),
    )
    faults = screen_answer(answer)
    assert [fault.where for fault in faults] == [
        f"practice DET-01 > {field}"
        for field in ("note", "reason", "approver", "by", "review > by", "evidence 1 > title", "evidence 1 > link")
    ]
    for fault in faults:
        assert fault.what == "The text holds what looks like a file hash (MD5)."
        assert MD5 not in fault.what + fault.where + fault.mend


def test_every_kind_in_one_text_is_named_once() -> None:
    text = f"{MD5} {MD5} abcdefghij234567.onion 020 7946 0958 +44 20 7946 0958"
    assert [finding.kind for finding in find_forbidden(text)] == ["hash", "onion", "phone"]
    assert len(screen_text(text, "note")) == 3


def test_answer_without_anything_forbidden_has_no_fault() -> None:
    assert screen_answer(Answer(practice="DET-01", level=3, note="Run on 2026-09-30.", by="Ann")) == []
