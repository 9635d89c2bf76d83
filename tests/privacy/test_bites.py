"""Every check of a promise is seen to fail where the mechanism behind the promise is broken on purpose."""

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from scoring import benchmark, distribution, privacy
from scoring.contribution import Contribution
from scoring.distribution import Figure
from scoring.signing import SignedDocument
from store import ledger, pools
from store.charges import Standing
from tests.privacy import checks
from tests.privacy.attacks import known
from tests.privacy.checks import COUNTS, LARGE, SMALL
from tests.privacy.stages import Stage
from use_cases import pools as pool_verbs
from use_cases import publishing

Patch = pytest.MonkeyPatch


def nothing(*_: Any, **__: Any) -> None:
    """What stands in the place of a guard."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One pool in two sizes for all cases: each sets it back first."""
    begun = Stage(tmp_path_factory.mktemp("bites"))
    begun.fill(known(COUNTS[SMALL]))
    begun.keep(SMALL)
    begun.fill(known(COUNTS[LARGE] - COUNTS[SMALL], 3))
    begun.keep(LARGE)
    yield begun
    begun.close()


def seed_the_noise(patch: Patch) -> None:
    def measure(mechanism: str, *_: Any) -> Any:
        draws = random.Random(1)

        def draw(values: Any) -> Any:
            if mechanism == "histogram":
                return [one + draws.randrange(-3, 4) for one in values]
            return values + draws.randrange(-3, 4) if mechanism == "count" else draws.randrange(privacy.PLACES)

        return SimpleNamespace(measurement=draw)

    patch.setattr(privacy, "measure", measure)


def halve_the_noise(patch: Patch) -> None:
    built = privacy._build
    patch.setattr(privacy, "_build", lambda mechanism, epsilon, *rest: built(mechanism, 2 * epsilon, *rest))


def forget_to_charge_the_count(patch: Patch) -> None:
    patch.setattr(publishing, "price_of", lambda terms: Decimal("0.8"))


def raise_the_cap_by_one(patch: Patch) -> None:
    refuse = ledger._refuse_beyond
    patch.setattr(ledger, "_refuse_beyond", lambda spent, epsilon, cap: refuse(spent, epsilon, cap + 1))


def trust_a_store_that_is_behind(patch: Patch) -> None:
    patch.setattr(ledger, "check_against", lambda *_: Standing.EQUAL)
    patch.setattr(ledger, "settle_witness", nothing)


def count_exactly(patch: Patch) -> None:
    patch.setattr(privacy, "noisy_count", lambda n, epsilon: n)


def show_the_true_count(patch: Patch) -> None:
    publish = privacy.publish_cell
    patch.setattr(
        benchmark,
        "publish_cell",
        lambda overall, *rest, **more: replace(publish(overall, *rest, **more), about=len(overall)),
    )


def log_the_true_count(patch: Patch) -> None:
    publish = privacy.publish_cell

    def talkative(overall: Any, *rest: Any, **more: Any) -> Any:
        logging.getLogger("safermark").debug("publishing a cell of %d", len(overall))
        return publish(overall, *rest, **more)

    patch.setattr(benchmark, "publish_cell", talkative)


def log_every_member(patch: Patch) -> None:
    given = publishing.given_in

    def talkative(*asked: Any) -> Any:
        for one in (found := given(*asked)):
            logging.getLogger("safermark").debug("counting %s", one.pseudonym)
        return found

    patch.setattr(publishing, "given_in", talkative)


def write_a_pseudonym(patch: Patch) -> None:
    made = publishing.make_release

    def careless(given: Any, terms: Any, *rest: Any) -> Any:
        return made(given, terms.model_copy(update={"title": f"With {given[0].pseudonym}"}), *rest)

    patch.setattr(publishing, "make_release", careless)


def write_what_is_suppressed(patch: Patch) -> None:
    publish = privacy.publish_cell

    def careless(overall: Any, domains: Any, **more: Any) -> Any:
        shown = {id_: Figure(sorted(places)[len(places) // 2], 0, 20) for id_, places in domains.items()}
        return replace(publish(overall, domains, **more), domains=shown)

    patch.setattr(benchmark, "publish_cell", careless)


def leave_the_shares_as_they_come(patch: Patch) -> None:
    patch.setattr(distribution, "isotonic_regression", lambda sums: SimpleNamespace(x=sums))


def remove_the_clamp(patch: Patch) -> None:
    patch.setattr(privacy, "bounded", lambda place: place % 21)


def publish_what_is_young(patch: Patch) -> None:
    patch.setattr(benchmark, "publishable", lambda given, terms, on: list(given))


def let_the_withdrawn_back_in(patch: Patch) -> None:
    def forget(connection: Any, *_: Any) -> None:
        # The database refuses them, too.
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS contributions_never_come_back")

    patch.setattr(pools, "_refuse_withdrawn", forget)


def say_that_nobody_was_there(patch: Patch) -> None:
    remove = pools.remove_contribution

    def tell(store: Any, pool_id: str, pseudonym: str) -> None:
        with store.reading() as connection:
            if pools.find_contribution(connection, pool_id, pseudonym) is None:
                raise pools.PoolNotFound.of("This member gave nothing.", "pool", "look again.")
        remove(store, pool_id, pseudonym)

    patch.setattr(pools, "remove_contribution", tell)


def take_fields_nobody_knows(patch: Patch) -> None:
    read = pool_verbs.read_contribution
    known_fields = {"schema", *Contribution.model_fields}
    patch.setattr(
        pool_verbs,
        "read_contribution",
        lambda tree, where: read({name: value for name, value in tree.items() if name in known_fields}, where),
    )


def hold_nothing_against_the_terms(patch: Patch) -> None:
    patch.setattr(pool_verbs, "check_against", nothing)


def let_anybody_use_an_invitation(patch: Patch) -> None:
    patch.setattr(pools, "use_invitation", lambda *_: True)


def believe_every_signature(patch: Patch) -> None:
    patch.setattr(SignedDocument, "is_signed_by", lambda *_: True)


@dataclass(frozen=True, slots=True)
class Case:
    """What is broken, and the check that must notice."""

    breaking: Callable[[Patch], None]
    check: Callable[[Stage], None]


CASES = (
    Case(seed_the_noise, checks.noise_is_drawn_anew),
    Case(halve_the_noise, checks.mechanisms_cost_what_they_were_asked_to),
    Case(forget_to_charge_the_count, checks.charge_covers_every_mechanism),
    Case(raise_the_cap_by_one, checks.fourth_release_is_refused),
    Case(trust_a_store_that_is_behind, checks.store_set_back_is_locked),
    Case(count_exactly, checks.tier_follows_noise),
    Case(show_the_true_count, checks.count_is_shown_to_tens),
    Case(log_the_true_count, checks.nothing_stands_in_a_log),
    Case(log_every_member, checks.nothing_stands_in_a_log),
    Case(write_a_pseudonym, checks.pseudonyms_stay_inside),
    Case(write_what_is_suppressed, checks.suppressed_figures_are_nowhere),
    Case(leave_the_shares_as_they_come, checks.shares_never_fall),
    Case(remove_the_clamp, checks.one_place_moves_one_bin_by_one),
    Case(publish_what_is_young, checks.half_year_that_is_too_young_is_not_counted),
    Case(let_the_withdrawn_back_in, checks.withdrawn_member_never_comes_back),
    Case(say_that_nobody_was_there, checks.withdrawal_of_nobody_is_answered_alike),
    Case(take_fields_nobody_knows, checks.unknown_field_is_refused),
    Case(hold_nothing_against_the_terms, checks.level_off_the_grid_is_refused),
    Case(let_anybody_use_an_invitation, checks.invitation_is_used_once),
    Case(believe_every_signature, checks.tampered_contribution_is_refused),
    Case(believe_every_signature, checks.release_edited_by_hand_is_refused),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check.__name__}-{case.breaking.__name__}")
def test_check_holds_and_fails_where_its_mechanism_is_broken(
    case: Case, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.check(stage)
    with monkeypatch.context() as patch:
        case.breaking(patch)
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            case.check(stage)
