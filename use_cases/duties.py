"""Keep duties: the organization's own register of what it must do in which country, and point evidence at it."""

from collections.abc import Iterable

from frameworks.errors import Fault
from frameworks.registers.law import load_laws
from scoring.assessment import Answer, Evidence
from scoring.duties import Duty, DutyNotAccepted, check_duty, duties_that_hold
from scoring.screening import screen_text
from store import duties as kept
from store import organizations
from use_cases.open_assessment import OpenAssessment
from use_cases.workspace import Workspace, new_id

SCREENED = ("title", "owner", "deadline", "channel", "note", "by")


def keep_duties(workspace: Workspace, organization_id: str, duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Keep duties, all or none; one with an id is a newer version of the duty that has it. Those that were new.

    Raises:
        DutyNotAccepted: with every fault of every duty; nothing is kept then.
        OrganizationNotFound.
    """
    given = [duty.model_copy(update={"by": duty.by or workspace.actor}) for duty in duties]
    with workspace.store.writing() as transaction:
        organizations.load_organization(transaction, organization_id)
        held = {duty.id: duty for duty in duties_that_hold(kept.list_duties(transaction, organization_id))}
        faults = [fault for duty in given for fault in (*_faults_of(duty, held), *check_duty(duty, workspace.today()))]
        if faults:
            raise DutyNotAccepted(*faults)
        new = [_stamp(workspace, duty) for duty in given if not _says_the_same(duty, held.get(duty.id))]
        for duty in new:
            kept.append_duty(transaction, organization_id, duty)
    return tuple(new)


def list_duties(workspace: Workspace, organization_id: str) -> list[Duty]:
    """The duties of an organization as they stand: active ones first, by country. Raises OrganizationNotFound."""
    with workspace.store.reading() as connection:
        organizations.load_organization(connection, organization_id)
        return duties_that_hold(kept.list_duties(connection, organization_id))


def find_duty(workspace: Workspace, organization_id: str, beginning: str) -> Duty:
    """The one duty whose id begins so. Raises DutyNotAccepted where none or several do."""
    found = [duty for duty in list_duties(workspace, organization_id) if beginning and duty.id.startswith(beginning)]
    if len(found) != 1:
        many = f"The ids of {len(found)} duties begin" if found else "No duty's id begins"
        raise DutyNotAccepted.of(
            f"{many} with {beginning[:80]!r}.", "duty", "use an id that `safermark duty list` shows."
        )
    return found[0]


def register_answer(opened: OpenAssessment) -> Answer | None:
    """The answer to the practice that asks for such a register, where a level is answered; else None."""
    laws = load_laws()
    if opened.framework.id != laws.framework:
        return None
    answer = opened.assessment.by_practice.get(laws.register_practice)
    return answer if answer is not None and answer.level is not None else None


def evidence_of_register(duties: Iterable[Duty], level: int) -> Evidence | None:
    """A pointer to the register as it stands, dated by its latest check; None where nothing was ever checked."""
    active = [duty for duty in duties if duty.is_active]
    checks = [duty.checked_on for duty in active if duty.checked_on]
    if not checks:
        return None
    count = "1 duty" if len(active) == 1 else f"{len(active)} duties"
    latest = max(checks)
    return Evidence(title=f"Duty register in Safermark, {count}, checked {latest}", date=latest, level=level)


def _faults_of(duty: Duty, held: dict[str, Duty]) -> list[Fault]:
    faults = [fault for field in SCREENED for fault in screen_text(getattr(duty, field), f"duty > {field}")]
    if duty.id and duty.id not in held:
        faults.append(
            Fault(
                f"There is no duty {duty.id[:80]!r} of this organization.",
                "duty > id",
                "use an id that `safermark duty list` shows, or leave it out for a new duty.",
            )
        )
    return faults


def _says_the_same(duty: Duty, held: Duty | None) -> bool:
    own = {"by", "at"}
    return held is not None and duty.model_dump(exclude=own) == held.model_dump(exclude=own)


def _stamp(workspace: Workspace, duty: Duty) -> Duty:
    return duty.model_copy(update={"id": duty.id or new_id(), "at": workspace.now()})
