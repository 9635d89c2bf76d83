"""Rating: what one person gives stands beside what others gave, unseen by them, one by one or from a file."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from scoring.assessment import Answer, AnswerNotAccepted, AssessmentHeader
from scoring.ratings import Rating, Settled
from tests.workspaces import MORNING, StandingClock, begin
from use_cases.assess import (
    list_steps,
    load_assessment,
    record_answer,
    record_answers,
    revise_answer,
    start_assessment,
)
from use_cases.rate import OwnRound, RatedAll, differences_of, load_round, record_rating, record_ratings
from use_cases.workspace import Workspace

TODAY = MORNING.date()


def answer(practice: str = "DET-01", level: int = 3, **more: object) -> Answer:
    return Answer.model_validate({"practice": practice, "level": level, **more})


def held(workspace: Workspace, assessment: AssessmentHeader, practice: str = "DET-01") -> Answer:
    return load_assessment(workspace, assessment.id).assessment.by_practice[practice]


def given(workspace: Workspace, assessment: AssessmentHeader, practice: str = "DET-01") -> list[tuple[str, int]]:
    return [(one.by, one.level) for one in held(workspace, assessment, practice).ratings]


def stored(workspace: Workspace) -> int:
    with workspace.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM ratings").scalar_one())


def rating(by: str, level: int, on: date = TODAY) -> Rating:
    return Rating(by=by, level=level, on=on)


def test_ratings_stand_beside_each_other_and_move_no_score(workspace: Workspace, assessment: AssessmentHeader) -> None:
    before = record_answer(workspace, assessment.id, answer(level=4)).opened.scorecard
    record_rating(workspace, assessment.id, "DET-01", rating("Ann", 4))
    rated = record_rating(workspace, assessment.id, "DET-01", rating("Ben", 2))
    after = load_assessment(workspace, assessment.id)
    assert after.assessment.by_practice["DET-01"] == rated
    assert [(one.by, one.level) for one in rated.ratings] == [("Ann", 4), ("Ben", 2)]
    assert after.scorecard == before


def test_practice_that_is_rated_before_it_is_answered_is_not_known(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    rated = record_rating(workspace, assessment.id, "DET-01", rating("Ann", 4))
    assert (rated.state, rated.level, rated.ratings) == ("not_known", None, (rating("Ann", 4),))
    assert load_assessment(workspace, assessment.id).scorecard.practice("DET-01").state == "not_known"


def test_new_rating_of_a_person_counts_and_the_same_one_sent_twice_is_stored_once(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    for level in (4, 2, 2):
        rated = record_rating(workspace, assessment.id, "DET-01", rating("Ann", level))
    assert rated.ratings == (rating("Ann", 2),)
    assert load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"].ratings == rated.ratings
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT level FROM ratings ORDER BY seq").scalars().all() == [4, 2]


@pytest.mark.parametrize("refused", [rating("Ann", 7), rating("Ann", 1, date.max), rating(" ", 1)])
@pytest.mark.parametrize("is_answered", [True, False])
def test_rating_off_the_scale_of_nobody_or_of_a_day_to_come_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, refused: Rating, is_answered: bool
) -> None:
    if is_answered:
        record_answer(workspace, assessment.id, answer())
    with pytest.raises(AnswerNotAccepted):
        record_rating(workspace, assessment.id, "DET-01", refused)
    assert not any(one.ratings for one in load_assessment(workspace, assessment.id).assessment.answers)


def test_settlement_lapses_with_a_new_answer_and_the_ratings_stay(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    rated = record_rating(workspace, assessment.id, "DET-01", rating("Ann", 4))
    settled = Settled(level=3, reason="The policy is not yet reviewed.", by="Ann", on=TODAY)
    record_answer(workspace, assessment.id, answer(level=3, ratings=rated.ratings, settled=settled))
    kept = load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"]
    assert (kept.level, kept.ratings, kept.settled) == (3, rated.ratings, settled)
    record_answer(workspace, assessment.id, answer(level=4))
    after = load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"]
    assert (after.level, after.settled, after.ratings) == (4, None, rated.ratings)
    assert list_steps(workspace, assessment.id, "DET-01")[0].answers == 3


def test_new_answer_keeps_the_ratings_whoever_gives_it(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, answer(level=2))
    seen = held(workspace, assessment)
    record_rating(colleague, assessment.id, "DET-01", rating("Ben", 4))
    revise_answer(workspace, assessment.id, "DET-01", lambda base: answer(level=1), seen=seen, on=TODAY)
    assert given(workspace, assessment) == [("Ben", 4)], "rated after the page was drawn"
    record_answers(workspace, assessment.id, [answer(level=5)])
    assert (held(workspace, assessment).level, given(workspace, assessment)) == (5, [("Ben", 4)])


def test_page_that_shows_an_older_rating_does_not_bring_it_back(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    seen = record_rating(workspace, assessment.id, "DET-01", rating("Ben", 4))
    record_rating(workspace, assessment.id, "DET-01", rating("Ben", 1))
    revise_answer(workspace, assessment.id, "DET-01", lambda base: answer(ratings=seen.ratings), seen=seen, on=TODAY)
    assert given(workspace, assessment) == [("Ben", 1)]


def test_answer_of_an_earlier_day_or_without_a_level_to_rate_takes_no_ratings(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_rating(workspace, assessment.id, "DET-01", rating("Ben", 4))
    earlier = TODAY - timedelta(days=90)
    record_answer(workspace, assessment.id, answer(level=1, on=earlier))
    assert load_assessment(workspace, assessment.id, earlier).assessment.by_practice["DET-01"].ratings == ()
    waived = Answer(practice="DET-01", state="not_applicable", reason="No uploads.")
    record_answer(workspace, assessment.id, waived)
    assert (held(workspace, assessment).state, given(workspace, assessment)) == ("not_applicable", [])


def test_answer_sent_twice_is_still_the_same_after_somebody_rated(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    first = answer(id="one", level=2)
    record_answer(workspace, assessment.id, first)
    record_answer(workspace, assessment.id, answer(id="two", level=3))
    record_rating(workspace, assessment.id, "DET-01", rating("Ben", 4))
    record_answer(workspace, assessment.id, first)
    assert (held(workspace, assessment).id, given(workspace, assessment)) == ("two", [("Ben", 4)])


def test_who_answers_what_was_only_rated_is_not_told_of_an_answer(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_rating(workspace, assessment.id, "DET-01", rating("Ben", 4))
    assert record_answer(workspace, assessment.id, answer(), seen_answer_id="").answered_meanwhile is None
    record_answer(workspace, assessment.id, answer(level=1, note="Ours."))
    assert record_answer(workspace, assessment.id, answer(), seen_answer_id="").answered_meanwhile is not None


def test_one_person_stays_one_rater_however_the_name_is_typed(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_rating(workspace, assessment.id, "DET-01", rating("Safety lead", 4))
    record_rating(workspace, assessment.id, "DET-01", rating(" safety LEAD ", 2))
    assert given(workspace, assessment) == [("Safety lead", 2)]


def test_rating_is_not_refused_for_what_else_stands_there(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", state="not_applicable", reason="No uploads."))
    with pytest.raises(AnswerNotAccepted, match="no level to rate"):
        record_rating(workspace, assessment.id, "DET-01", rating("Ann", 2))


def test_own_round_holds_nothing_that_others_said(workspace: Workspace, assessment: AssessmentHeader) -> None:
    secret = "Seen by nobody who rates"
    record_answer(workspace, assessment.id, answer(level=4, note=secret))
    record_rating(workspace, assessment.id, "DET-01", rating("Ben", 1))
    record_rating(workspace, assessment.id, "DET-02", rating("Ann", 2))
    own = load_round(workspace, assessment.id, "ann")
    assert own.levels == {"DET-02": 2}
    assert own.opened.assessment.answers == ()
    assert not any(word in repr(own) for word in (secret, "Ben"))
    assert {one.name for one in fields(OwnRound)} == {"by", "opened", "practice_ids", "levels"}
    assert load_round(workspace, assessment.id, "Cem").levels == {}


def test_own_round_leaves_out_what_cannot_be_rated(workspace: Workspace) -> None:
    header = start_assessment(workspace, begin(workspace).organization_id, "safer-by-design", "quick-start")
    chosen = load_assessment(workspace, header.id).framework.preset("quick-start").practices or ()
    first = load_round(workspace, header.id, "Ann").practice_ids
    assert set(first) <= set(chosen) and len(first) > 5
    record_answer(workspace, header.id, Answer(practice=first[0], state="not_applicable", reason="No uploads."))
    assert load_round(workspace, header.id, "Ann").practice_ids == first[1:]


def test_next_is_the_first_unrated_one_after_and_then_from_the_start(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    ids = load_round(workspace, assessment.id, "Ann").practice_ids
    assert load_round(workspace, assessment.id, "Ann").next_after(None) == ids[0]
    record_ratings(workspace, assessment.id, "Ann", [answer(id_) for id_ in (*ids[1:3], ids[-1])])
    own = load_round(workspace, assessment.id, "Ann")
    assert [own.next_after(id_) for id_ in (None, ids[0], ids[-2], "unheard of")] == [ids[0], ids[3], ids[0], ids[0]]
    record_ratings(workspace, assessment.id, "Ann", [answer(id_) for id_ in ids])
    assert load_round(workspace, assessment.id, "Ann").next_after(ids[0]) is None


def rate(workspace: Workspace, assessment: AssessmentHeader, by: str, *answers: Answer, **more: date) -> RatedAll:
    return record_ratings(workspace, assessment.id, by, answers, **more)


def test_file_of_ratings_is_kept_and_changes_nothing_the_second_time(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    levels = [answer("DET-01", 2), answer("DET-02", 4), Answer(practice="DET-03", state="not_known")]
    first = rate(workspace, assessment, "Ben", *levels)
    assert (first.new, first.changed, first.unchanged, first.unrated) == (("DET-01", "DET-02"), (), 0, 1)
    before = stored(workspace)
    clock.move(days=3)
    again = rate(workspace, assessment, "Ben", *levels)
    assert (again.new, again.changed, again.unchanged, again.unrated) == ((), (), 2, 1)
    assert stored(workspace) == before == 2
    other = rate(workspace, assessment, "ben ", answer("DET-01", 3), answer("DET-02", 4))
    assert (other.new, other.changed, other.unchanged) == ((), ("DET-01",), 1)
    assert given(workspace, assessment) == [("Ben", 3)]


def test_file_moves_no_score_and_takes_no_notes(workspace: Workspace, assessment: AssessmentHeader) -> None:
    before = record_answer(workspace, assessment.id, answer(level=4, note="Ours.")).opened.scorecard
    rate(workspace, assessment, "Ben", answer(level=1, note="Theirs."))
    assert (held(workspace, assessment).level, held(workspace, assessment).note) == (4, "Ours.")
    assert load_assessment(workspace, assessment.id).scorecard == before


def test_later_rating_stays_where_an_older_file_comes_in(workspace: Workspace, assessment: AssessmentHeader) -> None:
    rate(workspace, assessment, "Ben", answer(level=4), as_of=date(2026, 5, 1))
    older = rate(workspace, assessment, "Ben", answer(level=1), as_of=date(2026, 2, 1))
    assert (older.older, older.changed, given(workspace, assessment)) == (("DET-01",), (), [("Ben", 4)])
    newer = rate(workspace, assessment, "Ben", answer(level=4, on=date(2026, 6, 1)), as_of=date(2026, 2, 1))
    assert newer.changed == ("DET-01",)
    assert held(workspace, assessment).ratings == (rating("Ben", 4, date(2026, 6, 1)),)


def test_what_cannot_be_rated_is_left_out_and_named(workspace: Workspace) -> None:
    header = start_assessment(workspace, begin(workspace).organization_id, "safer-by-design", "quick-start")
    ids = load_round(workspace, header.id, "Ben").practice_ids
    outside = next(id_ for id_ in load_assessment(workspace, header.id).framework.practices if id_ not in ids)
    record_answer(workspace, header.id, Answer(practice=ids[0], state="not_applicable", reason="No uploads."))
    told = record_ratings(workspace, header.id, "Ben", [answer(ids[0]), answer(outside), answer(ids[1])])
    assert (told.left_out, told.new, told.unchanged) == ((ids[0], outside), (ids[1],), 0)


@pytest.mark.parametrize(
    ("by", "answers", "as_of", "words"),
    [
        (" ", [answer()], None, ["do not say whose"]),
        ("x" * 121, [answer()], None, ["longer than 120"]),
        ("d41d8cd98f00b204e9800998ecf8427e", [answer()], None, ["hash"]),
        ("Ben", [answer()], date(2026, 7, 1), ["after 2026-06-15"]),
        ("Ben", [answer(), answer("DET-02", 9), answer("NO-1")], None, ["Level 9", "no practice 'NO-1'"]),
        ("Ben", [answer(), answer("DET-02", on=date(2027, 1, 1))], None, ["The rating is dated 2027-01-01"]),
    ],
)
def test_all_faults_come_at_once_and_nothing_is_kept(
    workspace: Workspace,
    assessment: AssessmentHeader,
    by: str,
    answers: list[Answer],
    as_of: date | None,
    words: list[str],
) -> None:
    with pytest.raises(AnswerNotAccepted) as refused:
        record_ratings(workspace, assessment.id, by, answers, as_of)
    said = " ".join(fault.what for fault in refused.value.faults)
    assert all(word in said for word in words)
    assert len(refused.value.faults) == len(words)
    assert stored(workspace) == 0


def test_differences_come_widest_first_with_names_and_only_in_scope(workspace: Workspace) -> None:
    header = start_assessment(workspace, begin(workspace).organization_id, "safer-by-design", "quick-start")
    first, second, third, *_ = load_round(workspace, header.id, "Ben").practice_ids
    outside = next(
        id_ for id_ in load_assessment(workspace, header.id).framework.practices
        if id_ not in load_round(workspace, header.id, "Ben").practice_ids
    )  # fmt: skip
    record_rating(workspace, header.id, outside, rating("Ben", 0))
    record_rating(workspace, header.id, outside, rating("Ann", 5))
    record_ratings(workspace, header.id, "Ben", [answer(first, 2), answer(second, 4), answer(third, 3)])
    told = record_ratings(workspace, header.id, "Ann", [answer(first, 3), answer(second, 1), answer(third, 3)])
    assert [(one.practice_id, one.spread) for one in told.differences] == [(second, 3), (first, 1)]
    assert [(one.by, one.level) for one in told.differences[0].ratings] == [("Ann", 1), ("Ben", 4)]
    assert differences_of(load_assessment(workspace, header.id)) == told.differences
