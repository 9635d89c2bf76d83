"""What an organization hands to a pool: an allow-list of bounded values under its own signature, nothing else.

Source: method.md 5.0 and 5.7. A contribution carries claimed means on a grid of 21 places, one coarse cell and a
half-year. No name, note, evidence, answer of a practice or finer date has a place in it: an unknown field is refused.
"""

from collections.abc import Mapping
from datetime import date
from math import ceil, floor
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, StringConstraints, ValidationError

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Day, Frozen, Id, Key, PartId, Text
from scoring.pool_terms import Epsilon, Invitation, Level, PoolTerms, period_of
from scoring.signing import Hex32, SignedDocument, hash_of, public_key_of, signed

LEAST_COVERAGE = 0.8
"""Share of the applicable weight that must be answered."""
MOST_NOT_APPLICABLE = 0.25
"""Share of the practices in scope that may be not applicable, in each domain."""

Period = Annotated[str, StringConstraints(strict=True, pattern=r"^20[0-9]{2}-H[12]$")]
"""A half-year, the finest date there is."""
Number = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Scorecard = Mapping[str, Any]
"""The tree of score_document.scorecard_as_tree(), as a snapshot keeps it."""


class NotContributable(MaturityError):
    """This snapshot cannot be handed to the pool."""

    exit_code = 13


class ContributionNotAccepted(MaturityError):
    """A file is none that this pool may take; what is said of it discloses nothing of its values."""

    exit_code = 13


class Consent(Frozen):
    """What the organization agreed to, by the hash of the words it was shown."""

    text_sha256: Hex32
    purposes: tuple[Text, ...]
    expires: Day
    epsilon_cap: Epsilon
    """Over the life of the pool."""


class ClaimedMeans(Frozen):
    """Averages of claimed levels, on the grid; None where nothing counts in a domain."""

    overall: Level
    domains: Annotated[dict[PartId, Level | None], Field(max_length=100)]


class FromMember(SignedDocument):
    """What a member sends: for which pool, and under which key."""

    pool: Id
    public_key: Hex32
    pseudonym: Hex32


class Contribution(FromMember):
    """One organization's part of a pool for one half-year."""

    schema_: Literal["pool-contribution/1"] = Field(alias="schema")
    number: Number
    """Of what this key has given to this pool, from 1: an older file never takes the place of a newer one."""
    framework: Key
    period: Period
    cell: Id
    claimed: ClaimedMeans
    consent: Consent
    token: Hex32
    """A one-time invitation."""


class Withdrawal(FromMember):
    """An organization takes its contribution back, under the key it gave it with."""

    schema_: Literal["pool-withdrawal/1"] = Field(alias="schema")


def pseudonym_of(pool: str, public_key: str) -> str:
    """SHA-256 of pool and public key: links what one key gave to one pool, and nothing else."""
    return hash_of(f"{pool}||{public_key}")


def contribute(
    scorecard: Scorecard, on: date, invitation: Invitation, cell: str, private_key: str, number: int = 1
) -> Contribution:
    """The contribution of a snapshot that was taken on a day, under the organization's key of this pool.

    It is the `number`th that this key gives to the pool.

    Raises:
        NotContributable: too little is answered, too much is not applicable, or the pool is about something else; or
            the invitation has no token.
    """
    terms = invitation.terms
    if faults := [*_refusals(scorecard), *_mismatches(scorecard, terms, cell)]:
        raise NotContributable(*faults)
    if invitation.token is None:
        what = "This file is for those who are in the pool already."
        raise NotContributable.of(what, "invitation > token", "ask the operator for an invitation of your own.")
    public_key = public_key_of(private_key)
    tree = {
        "schema": "pool-contribution/1",
        "pool": terms.id,
        "number": number,
        "framework": terms.framework,
        "period": period_of(on),
        "cell": cell,
        "claimed": claimed_means(scorecard, terms).model_dump(mode="json"),
        "consent": consent_to(terms).model_dump(mode="json"),
        "token": invitation.token,
        "public_key": public_key,
        "pseudonym": pseudonym_of(terms.id, public_key),
    }
    return Contribution.model_validate(signed(tree, private_key))


def withdraw(pool: str, private_key: str) -> Withdrawal:
    """The word that takes back what this key has given to a pool."""
    public_key = public_key_of(private_key)
    tree = {"schema": "pool-withdrawal/1", "pool": pool, "public_key": public_key}
    return Withdrawal.model_validate(signed({**tree, "pseudonym": pseudonym_of(pool, public_key)}, private_key))


def consent_to(terms: PoolTerms) -> Consent:
    """The consent that a pool asks for."""
    return Consent(
        text_sha256=terms.consent_sha256,
        purposes=terms.purposes,
        expires=terms.expires,
        epsilon_cap=terms.epsilon_cap,
    )


def claimed_means(scorecard: Scorecard, terms: PoolTerms) -> ClaimedMeans:
    """The claimed averages of a scorecard, rounded to the grid of the pool."""
    values = {one["id"]: one["mean"]["value"] for one in scorecard["domains"]}
    domains = {id_: None if values[id_] is None else terms.on_grid(values[id_]) for id_ in terms.domains}
    return ClaimedMeans(overall=terms.on_grid(scorecard["overall"]["mean"]["value"]), domains=domains)


def read_contribution(tree: Any, where: str) -> Contribution:
    """A contribution whose shape, pseudonym and signature are sound.

    Raises:
        ContributionNotAccepted: with every fault of the shape, else the first of pseudonym and signature.
    """
    return _read(Contribution, tree, where)


def read_withdrawal(tree: Any, where: str) -> Withdrawal:
    """A withdrawal whose shape, pseudonym and signature are sound. Raises ContributionNotAccepted."""
    return _read(Withdrawal, tree, where)


def check_against(contribution: Contribution, terms: PoolTerms, today: date, where: str) -> None:
    """Hold a contribution that was read against the terms of its pool.

    Raises:
        ContributionNotAccepted: with everything that does not fit, none of it with the value that was given.
    """
    if contribution.pool != terms.id:
        # What else does not fit follows from that.
        raise ContributionNotAccepted.of("It is for another pool.", f"{where} > pool", "hand it to the pool it is for.")
    again = "ask the member to export it anew from the newest invitation."
    wrong = [
        (contribution.framework != terms.framework, "framework", "It is of another framework or version."),
        (contribution.cell not in terms.cells, "cell", "The pool has no such cell."),
        (contribution.period > period_of(today), "period", "The half-year has not begun yet."),
        (contribution.consent != consent_to(terms), "consent", "The consent is not the one this pool asks for."),
        (terms.expires < today, "consent > expires", "The consent has expired."),
        (set(contribution.claimed.domains) != {*terms.domains}, "claimed > domains", "They are not the framework's."),
        (not _is_on_grid(contribution.claimed, terms), "claimed", "A value is outside the scale or off its grid."),
    ]
    if faults := [Fault(what, f"{where} > {place}", again) for is_wrong, place, what in wrong if is_wrong]:
        raise ContributionNotAccepted(*faults)


def _is_on_grid(claimed: ClaimedMeans, terms: PoolTerms) -> bool:
    values = [claimed.overall, *(value for value in claimed.domains.values() if value is not None)]
    return all(terms.on_grid(value) == value for value in values)


def _refusals(scorecard: Scorecard) -> list[Fault]:
    faults = []
    coverage = scorecard["overall"]["coverage"] or 0
    if coverage < LEAST_COVERAGE:
        what = f"{floor(coverage * 100)} % of the weight is answered; a pool needs {LEAST_COVERAGE * 100:g} %."
        faults.append(Fault(what, "snapshot > answers", "answer more practices and take a new snapshot."))
    for one in scorecard["domains"]:
        counts = one["counts"]
        if counts["in_scope"] > counts["not_applicable"] and one["mean"]["value"] is None:
            mend = "answer some of its practices and take a new snapshot."
            faults.append(Fault("Nothing of it is answered yet.", f"snapshot > domain {one['id']}", mend))
        if counts["not_applicable"] > MOST_NOT_APPLICABLE * counts["in_scope"]:
            share = ceil(counts["not_applicable"] / counts["in_scope"] * 100)
            what = f"{share} % of it is said to be not applicable; a pool takes {MOST_NOT_APPLICABLE * 100:g} %."
            mend = "look again at what is not applicable, or at the profile, and take a new snapshot."
            faults.append(Fault(what, f"snapshot > domain {one['id']}", mend))
    return faults


def _mismatches(scorecard: Scorecard, terms: PoolTerms, cell: str) -> list[Fault]:
    faults = []
    framework = "@".join(scorecard["framework"][name] for name in ("id", "version"))
    if framework != terms.framework:
        what = f"The snapshot is of {framework}; the pool compares {terms.framework}."
        faults.append(Fault(what, "snapshot > framework", "take a snapshot of an assessment against that version."))
    elif {*terms.domains} - {one["id"] for one in scorecard["domains"]}:
        what = "The pool asks for domains that this framework does not have."
        faults.append(Fault(what, "invitation > terms > domains", "ask the operator which framework is meant."))
    if cell not in terms.cells:
        mend = f"use one of: {', '.join(terms.cells)}."
        faults.append(Fault(f"The pool has no cell {cell!r}.", "cell", mend))
    return faults


_Sent = TypeVar("_Sent", bound=FromMember)


def _read(model: type[_Sent], tree: Any, where: str) -> _Sent:
    try:
        document = model.model_validate(tree)
    except ValidationError as error:
        known = {"schema", *model.model_fields}
        places = [" > ".join(str(step) for step in one["loc"][:1] if step in known) for one in error.errors()]
        raise ContributionNotAccepted(*(_shape_fault(where, place) for place in dict.fromkeys(places))) from None
    if document.pseudonym != pseudonym_of(document.pool, document.public_key):
        what = "The pseudonym does not follow from pool and key."
        raise ContributionNotAccepted.of(what, f"{where} > pseudonym", "ask for the file anew, as it was exported.")
    if not document.is_signed_by(document.public_key, tree):
        what = "The signature is not of this key over this file: it was changed, or signed with another key."
        raise ContributionNotAccepted.of(what, f"{where} > signature", "ask for the file anew, as it was exported.")
    return document


def _shape_fault(where: str, place: str) -> Fault:
    """Of a field that is known by name; what the file says there, and names it made up, are not repeated."""
    mend = "ask for the file anew, as it was exported."
    if not place:
        return Fault("It holds something that has no place in such a file.", where, mend)
    return Fault("The value is missing or not of the form it must have.", f"{where} > {place}", mend)
