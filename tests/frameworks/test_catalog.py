"""The texts of safer-by-design 1.0: complete, calm, safe to follow, free of company names and of legal periods."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frameworks.documents import read_tree
from frameworks.loader import CATALOG, check_framework, load_framework
from frameworks.model import Practice
from frameworks.registers.register import load_threats

FRAMEWORK = load_framework("safer-by-design@1.0")
PRACTICES = list(FRAMEWORK.practices.values())
LINT: dict[str, Any] = read_tree(Path(__file__).parent / "catalog_lint.yaml", "catalog_lint.yaml", "yaml")
NUMBERS = (
    "[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|twenty-four|thirty|"
    "forty-eight|sixty|seventy-two|ninety"
)
PERIOD = re.compile(rf"\b(?:{NUMBERS})[ -](?:\w+ )?(?:minute|hour|day|week|month)s?\b|\b24/7\b", re.IGNORECASE)
each_practice = pytest.mark.parametrize("practice", PRACTICES, ids=[practice.id for practice in PRACTICES])


def any_of(words: list[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", flags)


ACTS, THINGS, DENIALS = any_of(LINT["acts"]), any_of(LINT["things"]), any_of(LINT["denials"])
TESTS, TEST_THINGS, HARMLESS = any_of(LINT["tests"]), any_of(LINT["test_things"]), any_of(LINT["harmless"])
BLAME = any_of(LINT["blame"])
COMPANIES = any_of([re.escape(name) for name in LINT["companies"]], flags=0)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def credits_an_act(sentence: str) -> bool:
    """Whether a sentence names an act on suspected material without saying that it is not done."""
    return bool(ACTS.search(sentence) and THINGS.search(sentence) and not DENIALS.search(sentence))


def credits_a_test(sentence: str) -> bool:
    """Whether a sentence speaks of a test with files without saying that they are harmless."""
    return bool(TESTS.search(sentence) and TEST_THINGS.search(sentence) and not HARMLESS.search(sentence))


def credited_sentences(practice: Practice) -> Iterator[str]:
    for number in range(1, 6):
        yield from sentences(practice.levels[number])


def test_catalog_has_no_fault() -> None:
    assert check_framework(CATALOG / "safer-by-design" / "1.0") == []


def test_domains_pillars_and_practices_are_the_ones_that_were_decided() -> None:
    assert [domain.id for domain in FRAMEWORK.domains] == ["GOV", "DET", "SAF", "REP", "VIC", "PEO"]
    assert [domain.title for domain in FRAMEWORK.domains if domain.is_pillar] == [
        "Passive detection",
        "Active product safeguards",
        "Reporting pathways",
    ]
    assert len(PRACTICES) == 55
    assert (FRAMEWORK.scale.lowest, FRAMEWORK.scale.highest) == (0, 5)
    assert FRAMEWORK.lifecycle == "draft"
    for domain in FRAMEWORK.domains:
        ids = [practice.id for practice in domain.practices]
        assert ids == [f"{domain.id}-{number:02}" for number in range(1, len(ids) + 1)]


def test_presets_have_the_sizes_that_were_decided() -> None:
    assert [preset.id for preset in FRAMEWORK.presets] == ["full", "quick-start", "enterprise-only", "generative-ai"]
    assert len(FRAMEWORK.preset("quick-start").practices or ()) == 14
    assert len(FRAMEWORK.preset("enterprise-only").practices or ()) == 24
    assert FRAMEWORK.preset().practices is None
    assert FRAMEWORK.preset("generative-ai").kinds == ("generative-ai",)


def test_practices_of_the_enterprise_preset_apply_to_employers() -> None:
    for practice_id in FRAMEWORK.preset("enterprise-only").practices or ():
        assert "employer" in (FRAMEWORK.practices[practice_id].applies_to or ("employer",)), practice_id


def test_floor_of_a_preset_is_part_of_it() -> None:
    for practice in PRACTICES:
        for preset_id in practice.floor.presets if practice.floor else ():
            preset = FRAMEWORK.preset(preset_id)
            assert preset.practices is None or practice.id in preset.practices, f"{practice.id} in {preset_id}"
            applies = practice.applies_to
            assert not preset.kinds or not applies or set(preset.kinds) & set(applies), f"{practice.id} in {preset_id}"


def test_all_weights_are_one() -> None:
    assert {practice.weight for practice in PRACTICES} == {1}


@each_practice
def test_practice_says_everything_that_was_promised(practice: Practice) -> None:
    for field in ("protects", "applies_to", "threats", "challenges", "stages", "owner", "evidence", "effort", "tip"):
        assert getattr(practice, field), f"{field} is empty"
    assert practice.effectiveness
    assert practice.proactive is not None
    assert set(practice.effort) == {f"to{number}" for number in range(1, 6)}
    assert set(practice.effectiveness) <= set(practice.threats)


@each_practice
def test_every_judgement_of_a_practice_carries_its_reason(practice: Practice) -> None:
    for field in ("why_half_life", "why_effort", "why_effectiveness", "why_proactive"):
        assert getattr(practice, field), f"{field} is empty"


def test_every_kind_of_judgement_is_named_as_one() -> None:
    named = {judgement.field for judgement in FRAMEWORK.judgements if judgement.basis == "judgement"}
    fields = {"weight", "floor", "half_life", "effort", "effectiveness", "proactive", "prerequisites", "levels"}
    assert named >= fields
    kinds = list(FRAMEWORK.evidence_kinds.values())
    parts = [FRAMEWORK.gate, FRAMEWORK.target, FRAMEWORK.review, FRAMEWORK.recheck, FRAMEWORK.detectable_change, *kinds]
    assert {part.basis for part in parts} == {"judgement"}


@each_practice
def test_level_text_is_one_or_two_full_sentences(practice: Practice) -> None:
    for number, text in practice.levels.items():
        parts = sentences(text)
        assert len(parts) <= 2, f"level {number}: {text}"
        for part in parts:
            assert part.endswith("."), f"level {number}: {part}"
            assert part[0].isupper(), f"level {number}: {part}"
            assert len(part.split()) >= 3, f"level {number}: {part}"


def test_no_two_levels_say_the_same() -> None:
    texts = [text for practice in PRACTICES for text in practice.levels.values()]
    assert len(set(texts)) == len(texts) == 330


@each_practice
def test_level_0_blames_nobody(practice: Practice) -> None:
    assert BLAME.findall(practice.levels[0]) == []


@each_practice
def test_level_1_is_a_first_step_and_not_an_absence(practice: Practice) -> None:
    absences = re.compile(rf"(?:{'|'.join(LINT['absences'])})\b")
    assert not absences.match(practice.levels[1]), practice.levels[1]


@each_practice
def test_no_company_stands_in_a_name_or_a_level(practice: Practice) -> None:
    for text in (practice.title, *practice.levels.values()):
        assert COMPANIES.findall(text) == [], text


def test_no_company_stands_in_the_head_of_the_framework() -> None:
    texts = [FRAMEWORK.title, FRAMEWORK.summary]
    texts += [text for level in FRAMEWORK.scale.levels for text in (level.title, level.summary)]
    texts += [text for preset in FRAMEWORK.presets for text in (preset.title, preset.summary)]
    for domain in FRAMEWORK.domains:
        texts += [domain.title, domain.short, domain.question, domain.summary or ""]
    assert [text for text in texts if COMPANIES.search(text)] == []


@each_practice
def test_no_period_stands_in_a_level(practice: Practice) -> None:
    for number, text in practice.levels.items():
        assert PERIOD.findall(text) == [], f"level {number}: {text} Say: the period in the duty register."


@each_practice
def test_no_level_credits_viewing_copying_forwarding_or_deleting(practice: Practice) -> None:
    reviewed = [entry["words"] for entry in LINT["reviewed"] if entry["practice"] == practice.id]
    for sentence in credited_sentences(practice):
        if credits_an_act(sentence):
            assert any(words in sentence for words in reviewed), (
                f"say that it is not done, or have it reviewed: {sentence}"
            )


@each_practice
def test_no_level_tests_with_anything_but_harmless_files(practice: Practice) -> None:
    assert [sentence for sentence in credited_sentences(practice) if credits_a_test(sentence)] == []


@pytest.mark.parametrize("entry", LINT["reviewed"], ids=lambda entry: f"{entry['practice']} {entry['words'][:20]}")
def test_reviewed_words_still_stand_there(entry: dict[str, str]) -> None:
    assert entry["why"]
    assert any(entry["words"] in text for text in FRAMEWORK.practices[entry["practice"]].levels.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "A trained person views the file and rates it.",
        "Staff copy suspected images to a safe folder.",
        "Suspected content is forwarded to the legal team.",
        "Matched files are deleted at once.",
        "The analyst opens each match.",
        "Screenshots of the material are kept.",
    ],
)
def test_lint_finds_a_level_that_credits_an_act(sentence: str) -> None:
    assert credits_an_act(sentence)
    assert not credits_an_act(f"Nobody does this: {sentence}")


def test_lint_finds_tests_with_material_periods_companies_and_blame() -> None:
    assert credits_a_test("Detection is tested with known images.")
    assert not credits_a_test("Detection is tested with harmless images.")
    for text in ("within 24 hours", "in thirty days", "after 3 working days", "a six-month hold", "staffed 24/7"):
        assert PERIOD.search(text), text
    for text in (
        "every day",
        "a set number of days",
        "at least every two years",
        "within the period in the duty register",
    ):
        assert not PERIOD.search(text), text
    assert COMPANIES.search("Matching with PhotoDNA runs.")
    assert not COMPANIES.search("A meta description is stored in a safer place.")
    assert BLAME.search("Reports are ignored.")


def test_every_threat_challenge_and_stage_is_answered_by_a_practice() -> None:
    register = load_threats()
    assert {threat for practice in PRACTICES for threat in practice.threats} == {
        threat.id for threat in register.threats
    }
    named = {challenge for practice in PRACTICES for challenge in practice.challenges}
    assert named == {challenge.id for challenge in register.challenges}
    stages = {stage for practice in PRACTICES for stage in practice.stages}
    assert stages == {"prevent", "detect", "respond", "learn"}


def test_caveats_say_what_the_texts_are_not() -> None:
    said = " ".join(FRAMEWORK.caveats)
    for words in (
        "not published norms",
        "not yet been reviewed by a child-protection practitioner",
        "Not legal advice",
    ):
        assert words in said
