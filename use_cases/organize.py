"""Organizations: add one, change its profile, find it, delete it whole."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frameworks.errors import Fault, MaturityError
from frameworks.registers.register import load_profiles
from scoring.organization import DatedProfile, Organization, Profile
from scoring.screening import screen_text
from store import assessments, duties, organizations, profiles, snapshots
from store.backups import list_kept_copies
from use_cases.workspace import Workspace, new_id


class OrganizationNotAccepted(MaturityError):
    """An organization or its profile cannot be kept as it is given."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Records:
    """How much is kept of one organization; `answers` counts the whole history."""

    assessments: int
    answers: int
    snapshots: int
    events: int
    profiles: int
    duties: int = 0
    """Every version of each."""


def add_organization(
    workspace: Workspace,
    name: str,
    profile: Profile | None = None,
    *,
    is_synthetic: bool = False,
    on: date | None = None,
) -> Organization:
    """Add an organization whose profile holds from `on` (default today).

    Raises:
        OrganizationNotAccepted: the name is empty, taken or not to be kept, or the profile uses unknown words.
    """
    organization = Organization(
        id=new_id(),
        name=_accepted_name(name),
        profile=_accepted_profile(profile or Profile()),
        is_synthetic=is_synthetic,
    )
    with workspace.store.writing() as transaction:
        _refuse_taken_name(organization.name, organizations.list_organizations(transaction))
        organizations.append_organization(
            transaction, organization, on=on or workspace.today(), at=workspace.now(), by=workspace.actor
        )
    return organization


def set_profile(workspace: Workspace, organization_id: str, profile: Profile, on: date | None = None) -> Organization:
    """Record a profile that holds from `on` (default today); earlier ones stay for the snapshots of their time.

    Raises:
        OrganizationNotAccepted: the profile uses unknown words.
    """
    accepted = _accepted_profile(profile)
    with workspace.store.writing() as transaction:
        organizations.append_profile(
            transaction, organization_id, accepted, on=on or workspace.today(), at=workspace.now(), by=workspace.actor
        )
        return organizations.load_organization(transaction, organization_id, on=workspace.today())


def list_organizations(workspace: Workspace) -> list[Organization]:
    """Every organization with the profile that holds today, by name."""
    with workspace.store.reading() as connection:
        found = organizations.list_organizations(connection, on=workspace.today())
    return sorted(found, key=lambda organization: organization.name.casefold())


def load_organization(workspace: Workspace, id_or_name: str) -> Organization:
    """One organization by id, or by name whatever its capitals. Raises OrganizationNotFound."""
    for organization in list_organizations(workspace):
        if organization.id == id_or_name or organization.name.casefold() == id_or_name.strip().casefold():
            return organization
    with workspace.store.reading() as connection:
        return organizations.load_organization(connection, id_or_name)


def list_profiles(workspace: Workspace, organization_id: str) -> list[DatedProfile]:
    """The profiles of an organization by the day they hold from, the earliest first."""
    with workspace.store.reading() as connection:
        return profiles.list_profiles(connection, organization_id)


def count_records(workspace: Workspace, organization_id: str) -> Records:
    """How much is kept of an organization."""
    with workspace.store.reading() as connection:
        begun = assessments.list_assessments(connection, organization_id)
        return Records(
            assessments=len(begun),
            answers=sum(len(assessments.list_answers(connection, header.id)) for header in begun),
            snapshots=sum(len(snapshots.list_snapshots(connection, header.id)) for header in begun),
            events=len(snapshots.list_events(connection, organization_id)),
            profiles=len(profiles.list_profiles(connection, organization_id)),
            duties=len(duties.list_duties(connection, organization_id)),
        )


def delete_organization(workspace: Workspace, organization_id: str) -> tuple[Path, ...]:
    """Delete an organization whole, with every answer, snapshot and event.

    Gives the copies kept beside the store from before, which still hold it. Raises OrganizationNotFound.
    """
    organizations.delete_organization(workspace.store, organization_id)
    return tuple(list_kept_copies(workspace.store.path))


def _accepted_name(name: str) -> str:
    trimmed = " ".join(name.split())
    if not trimmed:
        raise OrganizationNotAccepted.of("The organization has no name.", "name", "give it one.")
    if len(trimmed) > 120:
        raise OrganizationNotAccepted.of("The name is longer than 120 characters.", "name", "shorten it.")
    if faults := screen_text(trimmed, "name"):
        raise OrganizationNotAccepted(*faults)
    return trimmed


def _refuse_taken_name(name: str, present: list[Organization]) -> None:
    if name.casefold() in {organization.name.casefold() for organization in present}:
        raise OrganizationNotAccepted.of(
            f"There is already an organization called {name!r}.", "name", "choose another name, or open that one."
        )


def _accepted_profile(profile: Profile) -> Profile:
    if faults := check_profile(profile):
        raise OrganizationNotAccepted(*faults)
    return profile


def check_profile(profile: Profile) -> list[Fault]:
    """Words of a profile that the register of profiles does not know; empty when it can be kept."""
    register = load_profiles()
    words = (
        ("kinds", profile.kinds or (), [kind.id for kind in register.kinds]),
        ("size", (profile.size,) if profile.size else (), [size.id for size in register.sizes]),
        ("stage", (profile.stage,) if profile.stage else (), [stage.id for stage in register.stages]),
        ("countries", profile.countries, [country.code for country in register.countries]),
    )
    return [
        Fault(f"{word!r} is not known.", f"profile > {field}", _choose_from(known))
        for field, used, known in words
        for word in used
        if word not in known
    ]


def _choose_from(known: list[str]) -> str:
    return f"use one of: {', '.join(known)}." if len(known) < 20 else "use the two capital letters of ISO 3166."
