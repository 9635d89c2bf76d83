"""The shipped framework and its registers keep the promises that a reader relies on."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from frameworks.loader import load_framework
from frameworks.model import Framework, Practice
from frameworks.registers.register import load_pathways, load_references, load_sources, load_threats
from scoring.organization import Profile, scope_of

AVOIDED = re.compile(
    r"porn|prostitut|sextort|pa?edophil|\bunderage|\bminors?\b|child lover|willing part|sex tourism|\bsexting",
    re.IGNORECASE,
)
COMPANIES = re.compile(
    r"PhotoDNA|\bPDQ\b|NetClean|\bGrok\b|xAI|Thorn\b|NCMEC|\bIWF\b|Lantern|Google|\bMeta\b|OpenAI|Microsoft|StopNCII"
)
PERIOD_OF_TIME = re.compile(r"\b\d+ ?(?:h|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
REASONS = ("why_half_life", "why_effort", "why_effectiveness", "why_proactive", "tip", "proactive")


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("safer-by-design@1.0")


def _texts(practice: Practice) -> Iterator[str]:
    """What a person reads of a practice; titles and dated facts of others stand in registers and illustrations."""
    yield from (practice.title, practice.intent, *practice.levels.values(), *practice.protects, *practice.evidence)
    yield from (str(getattr(practice, name)) for name in REASONS)
    yield from (need.reason for need in practice.prerequisites)
    if practice.floor:
        yield practice.floor.reason


def test_six_domains_three_of_them_pillars_hold_fifty_five_practices_on_six_levels(framework: Framework) -> None:
    assert [domain.id for domain in framework.domains] == ["GOV", "DET", "SAF", "REP", "VIC", "PEO"]
    assert [domain.id for domain in framework.domains if domain.is_pillar] == ["DET", "SAF", "REP"]
    assert len(framework.practices) == 55
    assert all(sorted(practice.levels) == list(range(6)) for practice in framework.practices.values())


def test_presets_choose_fourteen_and_twenty_four_practices_that_apply(framework: Framework) -> None:
    everybody = Profile()
    assert len(scope_of(framework, everybody, "quick-start").in_scope) == 14
    assert len(scope_of(framework, everybody, "enterprise-only").in_scope) == 24
    assert len(scope_of(framework, Profile(kinds=("employer",)), "enterprise-only").in_scope) == 24


def test_a_floor_can_be_in_scope_in_every_preset_it_names(framework: Framework) -> None:
    lost = [
        (practice.id, preset)
        for practice in framework.practices.values()
        if practice.floor
        for preset in practice.floor.presets
        if practice.id not in scope_of(framework, Profile(children_likely=True), preset).floors
    ]
    assert lost == []


def test_every_threat_and_challenge_has_practices(framework: Framework) -> None:
    registered = load_threats()
    threats = Counter(threat for practice in framework.practices.values() for threat in practice.threats)
    challenges = Counter(challenge for practice in framework.practices.values() for challenge in practice.challenges)
    assert set(threats) == {threat.id for threat in registered.threats}
    assert set(challenges) == {challenge.id for challenge in registered.challenges}
    assert min((*threats.values(), *challenges.values())) >= 18


def test_every_judgement_carries_its_reason(framework: Framework) -> None:
    missing = [
        (practice.id, name)
        for practice in framework.practices.values()
        for name in REASONS
        if getattr(practice, name) is None
    ]
    assert missing == []
    assert all(set(practice.effectiveness) == set(practice.threats) for practice in framework.practices.values())


def test_no_text_uses_words_that_blame_or_play_down(framework: Framework) -> None:
    texts = [(practice.id, text) for practice in framework.practices.values() for text in _texts(practice)]
    texts += [
        (pathway.id, f"{pathway.receiver} {pathway.duty} {pathway.channel}") for pathway in load_pathways().pathways
    ]
    assert [(id_, found[0]) for id_, text in texts if (found := AVOIDED.search(text))] == []


def test_titles_and_levels_name_no_company_and_no_period_of_law(framework: Framework) -> None:
    texts = [
        (practice.id, text)
        for practice in framework.practices.values()
        for text in (practice.title, practice.intent, *practice.levels.values())
    ]
    assert [(id_, found[0]) for id_, text in texts if (found := COMPANIES.search(text))] == []
    assert [(id_, found[0]) for id_, text in texts if (found := PERIOD_OF_TIME.search(text))] == []


def test_titles_that_nobody_has_seen_in_a_source_are_marked_unverified() -> None:
    items = [item for scheme in load_references().schemes for item in scheme.items]
    known = {source.key for source in load_sources().sources}
    assert [item.id for item in items if not item.source and item.grade != "M"] == []
    assert [item.id for item in items if "not recorded" in item.title and item.grade != "M"] == []
    assert {item.source for item in items if item.source} <= known


def test_pathways_say_in_words_who_must_and_who_may_and_claim_no_verification() -> None:
    known = {source.key for source in load_sources().sources}
    for pathway in load_pathways().pathways:
        assert pathway.verified_on is None, pathway.id
        assert set(pathway.sources) <= known, pathway.id
        assert re.match(r"[A-Z].* .*\.$", pathway.duty), pathway.id
        assert not re.search(r"\b[MV]\b", pathway.duty), pathway.id
        assert pathway.sources or (pathway.grade == "M" and pathway.has_unverified_parts), pathway.id
