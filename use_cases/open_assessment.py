"""An assessment read from the store as it stands on a day; what every verb starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from frameworks.model import Framework
from scoring.adjusted import Adjusted, adjust_framework, keep_fitting, list_adjusted
from scoring.adjustment import Adjustment, Key, adjustments_that_hold
from scoring.assessment import Answer, Assessment, AssessmentHeader, answers_that_held
from scoring.organization import Organization
from scoring.scorecard import Scorecard, score_assessment
from scoring.targets import PracticeTarget, targets_that_hold
from store import adjustments, assessments, organizations, plans
from store.database import Connection
from use_cases.workspace import Workspace


@dataclass(frozen=True)
class OpenAssessment:
    """An assessment as it stands on a day, with its scorecard."""

    header: AssessmentHeader
    organization: Organization
    framework: Framework
    assessment: Assessment
    on: date
    targets: Mapping[str, PracticeTarget] = field(default_factory=dict)
    """The organization's own targets, by practice."""
    adjusted: Mapping[Key, Adjusted] = field(default_factory=dict)
    """Where `framework` holds an estimate of the organization in place of its own, by practice, field and part."""

    def with_answers(self, *new: Answer) -> "OpenAssessment":
        """The assessment as it would be read again after these answers; it is scored only if somebody asks."""
        recorded = (*self.assessment.answers, *new)
        held = answers_that_held(recorded, self.on)
        answers = tuple(answer for answer in recorded if held.get(answer.practice) is answer)
        return replace(self, assessment=self.assessment.model_copy(update={"answers": answers}))

    @cached_property
    def scorecard(self) -> Scorecard:
        """The scores of these answers on this day; computed when first asked for."""
        return score_assessment(self.assessment, self.framework, self.on)


def read_assessment(workspace: Workspace, connection: Connection, assessment_id: str, on: date) -> OpenAssessment:
    """What held on a day: answers, profile, targets, adjusted estimates. Raises AssessmentNotFound."""
    return read_assessments(workspace, connection, [assessment_id], on)[0]


def read_assessments(
    workspace: Workspace, connection: Connection, assessment_ids: Sequence[str], on: date
) -> list[OpenAssessment]:
    """Some assessments, in the order they are named, with as many queries as one takes. Raises AssessmentNotFound."""
    headers = assessments.load_assessments(connection, assessment_ids)
    owners = organizations.load_organizations(connection, {header.organization_id for header in headers}, on)
    adjusted = adjustments.list_adjustments(connection, assessment_ids)
    answers = assessments.list_current_answers(connection, assessment_ids, on)
    targets = plans.list_targets(connection, assessment_ids)
    return [
        _as_it_stood(
            workspace.load_framework(header.framework_key),
            header,
            owners[header.organization_id],
            answers[header.id],
            targets_that_hold(targets[header.id], on),
            adjustments_that_hold(adjusted[header.id], on),
            on,
        )
        for header in headers
    ]


def _as_it_stood(
    stated: Framework,
    header: AssessmentHeader,
    organization: Organization,
    answers: Sequence[Answer],
    targets: Mapping[str, PracticeTarget],
    held: Sequence[Adjustment],
    on: date,
) -> OpenAssessment:
    fitting = keep_fitting(stated, held)
    assessment = Assessment(
        framework_key=header.framework_key,
        profile=organization.profile,
        preset=header.preset,
        answers=tuple(answers),
    )
    framework = adjust_framework(stated, fitting)
    adjusted = list_adjusted(stated, fitting)
    return OpenAssessment(header, organization, framework, assessment, on, targets, adjusted)
