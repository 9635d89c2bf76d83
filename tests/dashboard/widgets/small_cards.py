"""Scorecards, snapshots and trends for tests of sentences: only what a test says is in them."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

from frameworks.model import Framework
from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.organization import Organization, Profile
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import Scorecard, score_assessment
from scoring.trend import Snapshot, Trend, TrendLine, TrendPoint
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree
from use_cases.open_assessment import OpenAssessment

TODAY = date(2026, 9, 30)
QUARTERS = tuple(
    date(year, month, day) for year in (2025, 2026) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
)

FRAMEWORK = framework_of(
    {
        "A": [practice_tree("A-1", floor=3), practice_tree("A-2"), practice_tree("A-3")],
        "B": [practice_tree("B-1", floor=3), practice_tree("B-2")],
        "C": [practice_tree("C-1", applies_to=["messaging"])],
    }
)
"""Three domains, two floors; domain C applies to messaging only."""

NO_MESSAGING = Profile(kinds=("ugc",))


def level(practice: str, given: int, *, backed: int | None = None, review: int | None = None) -> Answer:
    """An answer, with evidence of today that supports `backed`, and a review of today."""
    evidence = () if backed is None else (Evidence(title="Record", date=TODAY, level=backed),)
    by = None if review is None else Review(level=review, by="Ben", date=TODAY)
    return Answer(practice=practice, level=given, evidence=evidence, review=by)


def waived(practice: str) -> Answer:
    """Not applicable, to be checked again next year."""
    return Answer(
        practice=practice, state="not_applicable", reason="No uploads.", approver="Ann", recheck=date(2027, 9, 30)
    )


def unknown(practice: str) -> Answer:
    """Not known."""
    return Answer(practice=practice, state="not_known")


def card_of(*answers: Answer, profile: Profile = NO_MESSAGING) -> Scorecard:
    """The scorecard of these answers today; without messaging, unless another profile is given."""
    return score_assessment(assessment_of(answers, profile), FRAMEWORK, TODAY)


def every(given: int, *, backed: int | None = None, but: Sequence[Answer] = ()) -> list[Answer]:
    """The same level for all five practices in scope, but for the answers given."""
    others = {answer.practice for answer in but}
    same = [level(id_, given, backed=backed) for id_ in ("A-1", "A-2", "A-3", "B-1", "B-2") if id_ not in others]
    return [*same, *but]


def snapshot_of(on: date, card: Scorecard, **fields: Any) -> Snapshot:
    """A snapshot that froze this scorecard on a day."""
    around: dict[str, Any] = {
        "id": str(on),
        "assessment_id": "a",
        "on": on,
        "at": datetime(on.year, on.month, on.day, 17, tzinfo=UTC),
        "by": "Ann",
        "framework_id": "small",
        "framework_version": "1",
        "scoring_version": "1.0",
        "profile": NO_MESSAGING,
        "preset": None,
        "scorecard": scorecard_as_tree(card),
        "answer_ids": {},
    }
    return Snapshot.model_validate({**around, **fields})


Pair = tuple[float | None, float | None]
"""Claimed and backed; None where it could not be read."""


def line_of(*pairs: Pair, id_: str = "A", title: str = "Domain A", days: Sequence[date] = QUARTERS) -> TrendLine:
    """One reading a quarter."""
    return TrendLine(
        id_, title, tuple(TrendPoint(on, *pair, None, None) for on, pair in zip(days, pairs, strict=False))
    )


def trend_of(
    *pairs: Pair,
    domains: Sequence[TrendLine] = (),
    breaks: Sequence[date] = (),
    vague: Sequence[date] = (),
    days: Sequence[date] = QUARTERS,
) -> Trend:
    """A trend with these averages of all domains; on `vague` days half of ten practices was open, else none."""
    line = line_of(*pairs, id_="overall", title="All domains", days=days)
    snapshots = tuple(_bare_snapshot(point, point.on in vague) for point in line.points)
    return Trend(snapshots, line, tuple(domains), (), tuple(breaks))


def _bare_snapshot(point: TrendPoint, is_vague: bool) -> Snapshot:
    claimed = point.claimed
    answered = 5 if is_vague else 10
    low, high = (claimed, claimed) if claimed is None or not is_vague else (claimed / 2, claimed / 2 + 2.5)
    counts = {"in_scope": 10, "answered": answered, "not_applicable": 0}
    tree = {"overall": {"mean": {"low": low, "high": high}, "counts": counts}, "practices": []}
    return snapshot_of(point.on, card_of(), scorecard=tree)


def opened(*answers: Answer, profile: Profile = NO_MESSAGING, framework: Framework = FRAMEWORK) -> OpenAssessment:
    """An assessment of these answers as it stands today."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    header = AssessmentHeader(
        id="a", organization_id="o", framework_id="small", framework_version="1", preset=None, started_at=at, by="Ann"
    )
    organization = Organization(id="o", name="Small Forum", profile=profile)
    return OpenAssessment(header, organization, framework, assessment_of(answers, profile), TODAY)


class _Reader(HTMLParser):
    """Collects what a browser would find: elements with their attributes, and text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def elements_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.elements


def labels_of(html: str) -> list[str]:
    """Every aria-label, in order, but for those of figures that can be asked why and of what holds them."""
    labelled = [attributes for _, attributes in elements_of(html) if "aria-label" in attributes]
    return [attributes["aria-label"] for attributes in labelled if attributes.get("role") not in ("button", "toolbar")]


def questions_of(html: str) -> dict[str, str]:
    """The figures that can be asked why: the button behind each, and the name it has for those who do not see it."""
    return {
        attributes["data-why"]: attributes["aria-label"]
        for _, attributes in elements_of(html)
        if attributes.get("role") == "button"
    }


def text_of(html: str) -> str:
    """What a person reads, with single spaces."""
    reader = _Reader()
    reader.feed(html)
    # An element that ends before a comma is read without a pause.
    return re.sub(r" ([.,:])", r"\1", " ".join(" ".join(reader.texts).split()))
