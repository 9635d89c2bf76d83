"""Finding sentences of the Overview: each flips with its numbers, and none says more than they carry."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import findings
from dashboard.widgets.marks import tenth
from scoring.assessment import Answer
from scoring.gaps import Gap, find_gaps
from scoring.organization import Profile
from scoring.scorecard import Scorecard
from tests.dashboard.widgets.small_cards import FRAMEWORK, card_of, every, level, unknown, waived
from tests.large_framework import large

ALL_WAIVED = [waived(id_) for id_ in ("A-1", "A-2", "A-3", "B-1", "B-2")]
SCOPE = ("A-1", "A-2", "A-3", "B-1", "B-2")


def finding(*answers: Answer, **fields: Profile) -> str:
    """The Overview's sentence, with plain spaces."""
    return findings.overview_finding(card_of(*answers, **fields).overall, 5).replace("\N{NO-BREAK SPACE}", " ")


@st.composite
def cards(draw: st.DrawFn) -> Scorecard:
    """Any answers to any of the five practices, with or without evidence."""
    answers = []
    for practice in SCOPE:
        kind = draw(st.sampled_from(["none", "level", "level", "level", "unknown", "waived"]))
        if kind == "level":
            given_level = draw(st.integers(0, 5))
            answers.append(level(practice, given_level, backed=draw(st.none() | st.integers(0, 5))))
        elif kind != "none":
            answers.append(unknown(practice) if kind == "unknown" else waived(practice))
    return card_of(*answers)


# The headline


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Nothing is answered yet."),
        ([unknown("A-1")], "Nothing is answered yet."),
        (ALL_WAIVED, "Every practice is said to be not applicable."),
        (every(3), "Practice is claimed at 3.0 of 5. No evidence is recorded yet."),
        (every(3, backed=3), "Practice is claimed at 3.0 of 5. Evidence in date backs 3.0."),
        (every(3, but=[level("A-1", 3, backed=3)]), "Practice is claimed at 3.0 of 5. Evidence in date backs 0.6."),
        (every(3, but=[level("A-1", 0, backed=0)]), "Practice is claimed at 2.4 of 5. Evidence in date backs 0.0."),
        (
            every(3, backed=3, but=[unknown("A-1")]),
            "Practice is claimed between 2.4 and 3.4 of 5. Among the answers, evidence in date backs 3.0.",
        ),
        (
            every(3, but=[unknown("A-1")]),
            "Practice is claimed between 2.4 and 3.4 of 5. No evidence is recorded yet.",
        ),
        (
            every(3, backed=3, but=[unknown("A-1"), unknown("A-2")]),
            "3 of 5 practices are answered: the claim lies anywhere between 1.8 and 3.8 of 5.",
        ),
        (
            [level("A-1", 5, backed=5)],
            "1 of 5 practices is answered: the claim lies anywhere between 1.0 and 5.0 of 5.",
        ),
        (
            every(3, but=[waived("A-1"), waived("A-2"), unknown("A-3")]),
            "2 of 3 practices are answered: the claim lies anywhere between 2.0 and 3.7 of 5.",
        ),
    ],
)
def test_headline_flips_with_its_numbers(answers: list[Answer], sentence: str) -> None:
    assert finding(*answers) == sentence


def test_headline_of_a_profile_to_which_nothing_applies() -> None:
    nothing = card_of(profile=Profile(kinds=("ugc",))).domain("C").score
    assert findings.overview_finding(nothing, 5) == "No practice applies to this profile."


@given(cards())
def test_headline_never_contradicts_its_numbers(card: Scorecard) -> None:
    score = card.overall
    sentence = findings.overview_finding(score, 5)
    figures = re.findall(r"\d\.\d", sentence)
    if score.state != "scored":
        assert not figures
        return
    low, high, value = score.mean.low, score.mean.high, score.mean.value
    if high - low > Fraction(1, 4):
        assert figures[:2] == [tenth(low), tenth(high)]
        assert f"at {tenth(value)}" not in sentence
    else:
        assert figures[0] == tenth(value)
    assert ("No evidence is recorded yet." in sentence) <= (not score.evidence.recorded)
    if "backs" in sentence:
        assert score.evidence.recorded
        assert figures[-1] == tenth(score.evidence.evidenced)
    if high - low > 1:
        assert "backs" not in sentence
        assert f"{score.counts.answered} of {score.counts.applicable}" in sentence


# Floors and evidence


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Two floors are open: practice A-1 and practice B-1."),
        (every(2), "Two floors are missed: practice A-1 and practice B-1."),
        (every(3, but=[level("A-1", 2)]), "One floor is missed: practice A-1."),
        (every(3, but=[unknown("A-1")]), "One floor is open: practice A-1."),
        (every(2, but=[unknown("A-1")]), "Two floors are missed or open: practice A-1 and practice B-1."),
        (
            every(3),
            "No floor is missed as claimed or reviewed; evidence or a review in date backs 0 of the 2 that apply.",
        ),
        (
            every(3, backed=3),
            "No floor is missed as claimed or reviewed; evidence or a review in date backs 2 of the 2 that apply.",
        ),
        (
            every(4, backed=2, but=[level("A-1", 4, review=3)]),
            "No floor is missed as claimed or reviewed; evidence or a review in date backs 1 of the 2 that apply.",
        ),
        (
            every(3, but=[waived("A-1")]),
            "No floor is missed as claimed or reviewed; evidence or a review in date backs 0 of the 1 that applies.",
        ),
        (every(3, but=[waived("A-1"), waived("B-1")]), "Every floor is said to be not applicable."),
        (every(4, but=[level("A-1", 4, review=2)]), "One floor is missed: practice A-1."),
    ],
)
def test_floors_are_named_and_met_ones_are_not_taken_for_backed(answers: list[Answer], sentence: str) -> None:
    assert findings.floors_sentence(card_of(*answers), FRAMEWORK) == sentence


def test_no_floor_applies_where_none_is_in_scope() -> None:
    without = FRAMEWORK.model_copy(update={"domains": FRAMEWORK.domains[2:]})
    card = card_of(profile=Profile(kinds=("messaging",)))
    floorless = Scorecard("small", "1", card.as_of, card.overall, card.domains[2:], card.practices[-1:])
    assert findings.floors_sentence(floorless, without) == "No floor applies."


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (every(3), "No answer points to evidence yet."),
        (every(3, backed=3), "All 5 answers point to evidence."),
        ([level("A-2", 3, backed=3)], "The answer points to evidence."),
        (every(3, backed=3, but=[level("A-2", 3)]), "1 of 5 answers has no evidence yet."),
        (every(3, but=[level("A-2", 3, backed=3)]), "4 of 5 answers have no evidence yet."),
        (every(3, backed=1), "All 5 answers point to evidence; for 5 it backs less than half of the claim."),
        (every(4, backed=2), "All 5 answers point to evidence."),
        (
            every(3, but=[level("A-2", 3, backed=1)]),
            "4 of 5 answers have no evidence yet; for 1 more it backs less than half of the claim.",
        ),
    ],
)
def test_lede_says_how_far_the_answers_are_backed(answers: list[Answer], sentence: str) -> None:
    assert findings.overview_lede(card_of(*answers), FRAMEWORK).endswith(sentence)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Five practices apply to this profile."),
        (
            ALL_WAIVED,
            "All 5 practices of this profile are left out, so nothing is scored. Each reason is checked again on its "
            "day.",
        ),
    ],
)
def test_lede_without_a_score_says_how_much_applies(answers: list[Answer], sentence: str) -> None:
    assert findings.overview_lede(card_of(*answers), FRAMEWORK) == sentence


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ([], "No answer yet"),
        (every(3), "Five answers stand without evidence"),
        (every(3, backed=3, but=[level("A-1", 3)]), "One answer stands without evidence"),
        (every(3, backed=3), "Every answer points to evidence that backs at least half of it"),
        (every(3, backed=1), "Every answer points to evidence; for 5 it backs less than half of the claim"),
        (
            every(3, backed=1, but=[level("A-1", 3)]),
            "One answer stands without evidence; for 4 more it backs less than half of the claim",
        ),
        (every(0, backed=0), "Every answer points to evidence that backs at least half of it"),
    ],
)
def test_evidence_title_flips_with_its_numbers(answers: list[Answer], title: str) -> None:
    assert findings.evidence_finding(card_of(*answers)) == title


# Domains


def _domain_b(given: int, **evidence: int) -> list[Answer]:
    return [level("B-1", given, **evidence), level("B-2", given, **evidence)]


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ([], "No domain has an answer yet"),
        ([level("A-1", 3)], "Domain A is the only domain with answers"),
        (every(3, but=_domain_b(2)), "Domain B claims least; no evidence is recorded yet"),
        (every(3), "A and B claim least; no evidence is recorded yet"),
        (every(3, backed=3, but=_domain_b(2, backed=2)), "Domain B is weakest, claimed and backed"),
        (every(3, backed=3), "All domains stand alike, claimed and backed"),
        (every(3, backed=1, but=_domain_b(2, backed=2)), "Domain B claims least, Domain A is backed least"),
        (every(3, backed=3, but=_domain_b(3, backed=2)), "A and B claim least, Domain B is backed least"),
        (every(3, backed=3, but=_domain_b(2)), "Domain B is weakest, claimed and backed"),
        (
            every(3, backed=3, but=[*_domain_b(2, backed=2), unknown("A-1")]),
            "Domain B is weakest, claimed and backed",
        ),
        (
            every(3, backed=3, but=[*_domain_b(2, backed=2), unknown("A-1"), unknown("A-2")]),
            "Among the answers, Domain B is weakest, claimed and backed",
        ),
    ],
)
def test_weakest_domain_flips_with_its_numbers_and_equal_ones_share_the_place(
    answers: list[Answer], title: str
) -> None:
    assert findings.domains_finding(card_of(*answers)) == title


@given(cards())
def test_domain_out_of_scope_or_without_answers_is_never_called_weakest(card: Scorecard) -> None:
    title = findings.domains_finding(card)
    silent = [domain.title for domain in card.domains if domain.score.state != "scored"]
    assert not any(name in title for name in silent)


@pytest.mark.parametrize(
    ("answers", "beginning"),
    [
        (every(3, backed=3, but=_domain_b(1)), "Set by Domain B."),
        (every(3), "Set by A and B."),
        (every(3, but=[unknown("A-2")]), "By the answers it is 3, set by A and B; the open practices may change it."),
        ([], "A domain is at the highest level"),
    ],
)
def test_level_says_which_domain_sets_it_and_whether_it_may_change(answers: list[Answer], beginning: str) -> None:
    sentence = findings.level_words(card_of(*answers), FRAMEWORK)
    assert sentence.startswith(beginning)
    assert "85 % of its weight" in sentence
    assert "at most at 2 while a floor is missed or open" in sentence


def test_floors_are_spoken_of_only_where_a_framework_has_any() -> None:
    assert "floor" in findings.gate_words(FRAMEWORK)
    assert findings.gate_words(large()) == "A domain is at the highest level that 85 % of its weight has reached."


def test_large_numbers_are_parted_in_thousands() -> None:
    assert findings.count(1341, "practice applies", "practices apply") == "1,341 practices apply"


@pytest.mark.parametrize(
    ("bounds", "shown"), [((None, 0, 5), "–"), ((2, 2, 2), "2"), ((2, 0, 2), "0–2"), ((1, 0, 3), "0–3")]
)
def test_level_is_a_range_while_open_practices_may_change_it(bounds: tuple[int, int, int], shown: str) -> None:
    assert findings.level_range(*bounds) == shown


# Gaps


def _gap(is_floor: bool = False) -> Gap:
    return Gap("A-1", 3, 1, 0.0, is_floor, 2)


@pytest.mark.parametrize(
    ("gaps", "title"),
    [
        ([], "Every practice in scope is claimed at its target or above"),
        ([_gap()], "One gap"),
        ([_gap(True)], "One gap, one floor among them"),
        ([_gap()] * 5, "Five gaps"),
        ([_gap()] * 6, "The five largest of 6 gaps"),
        ([_gap(True)] * 2 + [_gap()] * 28, "The five largest of 30 gaps, two floors among them"),
        ([_gap()] * 5 + [_gap(True)], "The five largest of 6 gaps"),
    ],
)
def test_gaps_title_counts_what_is_listed_and_what_is_not(gaps: list[Gap], title: str) -> None:
    assert findings.gaps_finding(gaps, 5) == title


@given(cards())
def test_gaps_title_says_none_only_if_every_practice_is_at_its_target(card: Scorecard) -> None:
    gaps = find_gaps(card, FRAMEWORK)
    at_target = all(
        practice.state == "answered" and (practice.level or 0) >= 3
        for practice in card.practices
        if practice.state not in ("out_of_scope", "not_applicable")
    )
    assert (findings.gaps_finding(gaps, 5) == "Every practice in scope is claimed at its target or above") == at_target


# Since the last snapshot


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ((2.0, 1.0), (2.0, 1.0), "The average stands where it was, claimed and backed."),
        ((2.0, 1.0), (2.04, 0.96), "The average stands where it was, claimed and backed."),
        (
            (2.0, 1.0),
            (2.5, 1.5),
            "The claimed average rose by 0.5, the backed one rose by 0.5.",
        ),
        (
            (2.0, 1.0),
            (2.1, 0.5),
            "The claimed average rose by 0.1, the backed one fell by 0.5.",
        ),
        (
            (2.0, 1.0),
            (1.5, 1.0),
            "The claimed average fell by 0.5, the backed one did not move.",
        ),
        (
            (2.0, 1.0),
            (2.2, 0.9),
            "The claimed average rose by 0.2, the backed one fell by 0.1.",
        ),
        ((2.0, None), (2.0, None), "The claimed average stands where it was; no evidence is recorded yet."),
        (
            (2.0, None),
            (2.2, None),
            "The claimed average rose by 0.2.",
        ),
        (
            (2.0, None),
            (2.5, None),
            "The claimed average rose by 0.5.",
        ),
        (
            (2.0, None),
            (2.0, 1.0),
            "The claimed average did not move, the backed one rose by 1.0.",
        ),
    ],
)
def test_move_since_a_snapshot_flips_with_its_numbers(
    before: tuple[float, float | None], now: tuple[float, float | None], sentence: str
) -> None:
    assert findings.since_sentence(before, now) == sentence


@given(*[st.floats(0, 5)] * 4)
def test_average_rose_or_fell_only_if_the_rounded_difference_is_not_zero(
    old: float, old_backed: float, new: float, new_backed: float
) -> None:
    sentence = findings.since_sentence((old, old_backed), (new, new_backed))
    for word, step in (("claimed average", new - old), ("backed one", new_backed - old_backed)):
        rounded = float(f"{step:.1f}")
        assert (f"{word} rose" in sentence) == (rounded > 0)
        assert (f"{word} fell" in sentence) == (rounded < 0)


# Small words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "No floors"), (1, "One floor"), (2, "Two floors"), (12, "Twelve floors"), (13, "13 floors")],
)
def test_number_begins_a_sentence_in_words_up_to_twelve(number: int, words: str) -> None:
    assert findings.count(number, "floor", "floors") == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["One"], "one"),
        (["One", "Two"], "one and two"),
        (["One", "Two", "Three"], "one, two and three"),
        (["One", "Two", "Three", "Four"], "one, two, three and 1 more"),
        (["CSAM reports"], "CSAM reports"),
    ],
)
def test_list_in_a_sentence_counts_what_is_beyond_three(words: list[str], sentence: str) -> None:
    assert findings.listed(words) == sentence


def test_names_keep_their_capitals_where_asked() -> None:
    assert findings.listed(["Detection", "People"], keep_case=True) == "Detection and People"


@pytest.mark.parametrize(
    ("step", "shown"),
    [(0.0, "±0.0"), (0.049, "±0.0"), (-0.049, "±0.0"), (0.05, "+0.1"), (-0.3, "−0.3"), (1.25, "+1.2")],
)
def test_change_carries_its_sign_and_a_real_minus(step: float, shown: str) -> None:
    assert findings.signed(step) == shown


@pytest.mark.parametrize(
    ("answer", "words"),
    [(level("A-1", 0), "level 0"), (unknown("A-1"), "not known"), (waived("A-1"), "not applicable")],
)
def test_answer_in_words(answer: Answer, words: str) -> None:
    assert findings.answer_words(answer) == words
