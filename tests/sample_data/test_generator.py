"""What the samples are made of: deterministic, believable, and free of anything that may not be kept."""

from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from frameworks.model import Framework
from sample_data.generator import Sample, tell
from sample_data.quarters import LAST_QUARTER
from sample_data.stories import load_stories
from scoring.assessment import Answer, answers_that_held, check_answer
from scoring.organization import scope_of
from scoring.screening import find_forbidden, screen_answer


def test_the_same_seed_tells_the_same_samples(framework: Framework, samples: dict[str, Sample]) -> None:
    again = {story.id: tell(story, framework) for story in load_stories()}
    assert again == samples


def test_another_seed_dates_the_evidence_otherwise(framework: Framework, samples: dict[str, Sample]) -> None:
    for story in load_stories():
        other = tell(story, framework, seed=7)
        assert other.answers != samples[story.id].answers
        assert other.events == samples[story.id].events


def test_there_are_six_organizations_of_different_kinds(samples: dict[str, Sample]) -> None:
    kinds = [sample.organization.profile.kinds for sample in samples.values()]
    assert len(samples) >= 6
    assert len(set(kinds)) == len(kinds)
    assert all(sample.organization.is_synthetic for sample in samples.values())
    assert samples["haldenmoor"].organization.profile.kinds == ("employer",)
    assert samples["haldenmoor"].preset == "enterprise-only"


def test_snapshots_are_quarterly_and_end_together(samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        days = [on for on, _ in sample.snapshots]
        assert 8 <= len(days) <= 12
        assert days[-1] == LAST_QUARTER == date(2026, 9, 30)
        assert all(85 <= (later - earlier).days <= 95 for earlier, later in pairwise(days))
        assert sample.begins < days[0]


def test_every_answer_would_have_been_accepted_on_its_day(framework: Framework, samples: dict[str, Sample]) -> None:
    faults = [
        fault
        for sample in samples.values()
        for answer in sample.answers
        for fault in check_answer(answer, framework, answer.on or date.min)
    ]
    assert faults == []


def test_no_text_holds_what_may_not_be_kept(samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        assert [fault for answer in sample.answers for fault in screen_answer(answer)] == []
        texts = [sample.about, sample.organization.name, *(note for _, note in sample.snapshots)]
        assert [
            find_forbidden(text) for text in [*texts, *(event.title for event in sample.events)] if find_forbidden(text)
        ] == []


def test_links_lead_to_example_addresses_only(samples: dict[str, Sample]) -> None:
    links = [item.link for sample in samples.values() for answer in sample.answers for item in answer.evidence]
    assert links
    assert {urlsplit(link).hostname for link in links} == {"intranet.example"}


def test_answers_come_in_the_order_they_were_recorded_each_with_its_own_id(samples: dict[str, Sample]) -> None:
    ids = [answer.id for sample in samples.values() for answer in sample.answers]
    assert len(set(ids)) == len(ids)
    for sample in samples.values():
        moments = [answer.at for answer in sample.answers]
        assert moments == sorted(moments)
        assert all(answer.at and answer.at.date() == answer.on for answer in sample.answers)


def test_evidence_is_what_the_practice_lists_as_typical(framework: Framework, samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        for answer in sample.answers:
            typical = " ".join(framework.practices[answer.practice].evidence).lower()
            for item in answer.evidence:
                assert item.title.rsplit(", ", 1)[0].lower() in typical


def test_not_applicable_says_why_and_who_and_until_when(samples: dict[str, Sample]) -> None:
    waived = [a for sample in samples.values() for a in sample.answers if a.state == "not_applicable"]
    assert len({answer.practice for answer in waived}) >= 5
    assert all(answer.reason and answer.approver and answer.recheck for answer in waived)


def test_something_stays_open_in_every_organization(framework: Framework, samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        held = answers_that_held(sample.answers, LAST_QUARTER)
        in_scope = scope_of(framework, sample.organization.profile, sample.preset).in_scope
        answered = {id_ for id_ in in_scope if id_ in held and held[id_].state == "answered"}
        assert 0.8 * len(in_scope) < len(answered) < len(in_scope)


def test_prerequisites_stand_before_what_needs_them(framework: Framework, samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        in_scope = scope_of(framework, sample.organization.profile, sample.preset).in_scope
        held = answers_that_held(sample.answers, LAST_QUARTER)
        needed = [
            (need.practice, need.level)
            for answer in held.values()
            for need in framework.practices[answer.practice].prerequisites
            if need.practice in in_scope and _level(answer) >= need.for_level
        ]
        broken = [need for need, level in needed if need not in held or _level(held[need]) < level]
        assert len(broken) <= 0.05 * len(needed)


def test_reviews_are_made_by_somebody_else(samples: dict[str, Sample]) -> None:
    reviews = [(answer, answer.review) for sample in samples.values() for answer in sample.answers if answer.review]
    assert {sample.organization.id for sample in samples.values() if any(a.review for a in sample.answers)} == {
        sample.organization.id for sample in samples.values()
    }
    assert all(review.by != answer.by for answer, review in reviews)


def test_the_sets_of_levels_differ_from_one_organization_to_the_next(samples: dict[str, Sample]) -> None:
    shapes = []
    for sample in samples.values():
        levels = [_level(answer) for answer in answers_that_held(sample.answers, LAST_QUARTER).values()]
        shapes.append(tuple(levels.count(level) for level in range(6)))
    assert len(set(shapes)) == len(shapes)


def test_a_story_that_names_an_unknown_practice_is_refused(framework: Framework) -> None:
    story = load_stories()[0]
    wrong = story.chapters[0].model_copy(update={"levels": {"DET-99": 2}})
    with pytest.raises(KeyError, match="DET-99"):
        tell(story.model_copy(update={"chapters": (wrong,)}), framework)


def _level(answer: Answer) -> int:
    return answer.level or 0
