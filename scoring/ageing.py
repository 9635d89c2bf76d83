"""What goes stale: the practices whose backing falls by a later day if nothing is renewed."""

from dataclasses import dataclass
from datetime import date

from frameworks.model import Framework
from scoring.assessment import Assessment
from scoring.methods import Number
from scoring.scorecard import score_assessment

LEAST_LOSS = 0.25
"""Levels; a smaller loss of backing is not worth a reminder."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """One answered practice, what is backed of it now and on the later day."""

    practice_id: str
    level: Number
    now: float
    then: float
    review_lapses: bool
    """A review that counts now counts no more then."""
    becomes_open: bool = False
    """It is said not to apply, and its re-check date passes: it counts as not known then."""

    @property
    def loss(self) -> float:
        """Levels of backing lost."""
        return self.now - self.then


def find_ageing(assessment: Assessment, framework: Framework, now: date, then: date) -> list[Ageing]:
    """What would be lost between two days without a new document, review or re-check: openings first, then by loss."""
    before, after = (score_assessment(assessment, framework, day) for day in (now, then))
    found = []
    for old, new in zip(before.practices, after.practices, strict=True):
        if old.state == "not_applicable" and new.state == "not_known":
            found.append(Ageing(old.id, framework.scale.lowest, 0.0, 0.0, False, becomes_open=True))
        if old.state != "answered" or old.backing is None:
            continue
        lapses = old.reviewed is not None and new.reviewed is None
        ageing = Ageing(old.id, old.backing.claimed, float(old.evidenced or 0), float(new.evidenced or 0), lapses)
        if lapses or ageing.loss >= LEAST_LOSS:
            found.append(ageing)
    return sorted(found, key=lambda ageing: (not ageing.becomes_open, -ageing.loss))
