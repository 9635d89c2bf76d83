"""What a pool promises, each checked on what the product writes or refuses; `test_bites.py` breaks what they watch."""

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest

from frameworks.errors import MaturityError
from scoring.benchmark import ReleaseNotReadable
from scoring.budget import Budget
from scoring.contribution import withdraw
from scoring.privacy import measures_of, private_histogram
from store.ledger import ChargeNotAccepted, PoolLocked
from tests.peer_pools import POOL, Peer, content_of, peer_of
from tests.privacy.listening import listening
from tests.privacy.stages import YEAR, Stage
from tests.privacy.writers import write_release
from use_cases.pool_files import read_published
from use_cases.pools import accept, withdraw_member

SMALL, LARGE = "small", "large"
"""States of a pool: at the threshold of the first tier, and with a distribution."""
COUNTS = {SMALL: 31, LARGE: 263}
"""No round number: what is published of them is."""


def released(stage: Stage, state: str = SMALL) -> Any:
    """The tree of a release of the pool in this state."""
    stage.set_back(state)
    return json.loads(stage.publish(write_release))


def taken(stage: Stage, peer: Peer, **more: Any) -> bool:
    """Whether the pool takes a contribution, with fields nobody knows if there are any."""
    content = content_of({**peer.contribution.as_tree(), **more})
    return not accept(stage.workspace, POOL, [("one.json", content)]).refused


def stands_in(text: str, numbers: Iterable[object]) -> list[object]:
    """Which of the numbers stand alone in a text."""
    return [one for one in numbers if re.search(rf"(?<![\w.:+-]){re.escape(str(one))}(?![\w:-]|\.\d)", text)]


def noise_is_drawn_anew(stage: Stage) -> None:
    shown = [json.dumps(released(stage, LARGE)["cells"]) for _ in range(3)]
    assert len(set(shown)) == 3


def mechanisms_cost_what_they_were_asked_to(_: Stage) -> None:
    assert all(one.loss() <= one.epsilon for one in measures_of(Budget(), 6))


def charge_covers_every_mechanism(stage: Stage) -> None:
    for state, mechanisms in ((SMALL, {1, 2}), (LARGE, {8})):
        tree = released(stage, state)
        costs = [float(one.rpartition(" ")[2]) for one in tree["guarantee"]["mechanisms"]]
        assert len(costs) in mechanisms
        assert sum(costs) <= float(tree["charges"][-1]["epsilon"]) + 1e-9 == tree["guarantee"]["epsilon"] + 1e-9


def fourth_release_is_refused(stage: Stage) -> None:
    stage.set_back(SMALL)
    for _ in range(3):
        stage.publish(write_release)
        stage.clock.move(days=YEAR)
    with pytest.raises(ChargeNotAccepted):
        stage.publish(write_release)


def store_set_back_is_locked(stage: Stage) -> None:
    stage.set_back(SMALL)
    stage.publish(write_release)
    spent = stage.witness.read_bytes()
    stage.set_back(SMALL)
    stage.witness.write_bytes(spent)
    with pytest.raises(PoolLocked):
        stage.publish(write_release)


def tier_follows_noise(stage: Stage) -> None:
    # At the threshold both tiers come, each more often than once in three.
    tiers = {released(stage)["cells"][0]["tier"] for _ in range(25)}
    assert tiers == {"nothing", "median"}


def count_is_shown_to_tens(stage: Stage) -> None:
    for state in (SMALL, LARGE):
        stage.set_back(state)
        text = stage.publish(write_release).decode()
        assert stands_in(text, COUNTS.values()) == []
        assert all((cell["about"] or 0) % 10 == 0 for cell in json.loads(text)["cells"])


def nothing_stands_in_a_log(stage: Stage) -> None:
    stage.set_back(SMALL)
    with listening() as heard:
        stage.publish(write_release)
    said = b"\n".join(heard.values()).decode()
    assert "SELECT" in said
    assert stands_in(said, [COUNTS[SMALL]]) == [] and not any(one in said for one in pseudonyms(stage))


def pseudonyms(stage: Stage) -> list[str]:
    with stage.workspace.store.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT pseudonym FROM contributions")]


def pseudonyms_stay_inside(stage: Stage) -> None:
    stage.set_back(SMALL)
    text = stage.publish(write_release).decode()
    inside = pseudonyms(stage)
    assert len(inside) == COUNTS[SMALL] and not any(one in text for one in inside)


def suppressed_figures_are_nowhere(stage: Stage) -> None:
    for _ in range(5):
        for cell in released(stage)["cells"]:
            assert cell["domains"] == {} and cell["distribution"] == [] and cell["lower_quartile"] is None
            assert len(cell["suppressed"]) == (1 if cell["tier"] == "median" else 2)


def shares_never_fall(stage: Stage) -> None:
    for _ in range(2):
        shares = [0.0, *(point["share"] for point in released(stage, LARGE)["cells"][0]["distribution"]), 1.0]
        assert len(shares) == 23 and all(low <= high for low, high in pairwise(shares))


def one_place_moves_one_bin_by_one(_: Stage) -> None:
    bins = private_histogram([10**6] * 300 + [-3] * 200, 3)
    assert abs(bins[-1] - 300) < 30 and abs(bins[0] - 200) < 30 and abs(sum(bins[1:-1])) < 60


def half_year_that_is_too_young_is_not_counted(stage: Stage) -> None:
    stage.set_back(SMALL)
    member = stage.invite(90)
    stage.accept([member(which, 9, period="2026-H1") for which in range(90)])
    assert (json.loads(stage.publish(write_release))["cells"][0]["about"] or 0) <= COUNTS[SMALL] + 45


def withdrawn_member_never_comes_back(stage: Stage) -> None:
    stage.set_back(SMALL)
    peer = stage.invite(1)(0, 9)
    assert taken(stage, peer)
    withdraw_member(stage.workspace, POOL, "back", content_of(withdraw(POOL, peer.key)))
    assert not taken(stage, peer) and peer.pseudonym not in pseudonyms(stage)


def withdrawal_of_nobody_is_answered_alike(stage: Stage) -> None:
    stage.set_back(SMALL)
    peer = stage.invite(1)(0, 9)
    said = []
    for is_there in (True, False):
        if is_there:
            assert taken(stage, peer)
        try:
            withdraw_member(stage.workspace, POOL, "back", content_of(withdraw(POOL, peer.key)))
            said.append("")
        except MaturityError as error:
            said.append(str(error))
    assert said == ["", ""]


def unknown_field_is_refused(stage: Stage) -> None:
    stage.set_back(SMALL)
    peer = stage.invite(1)(0, 9)
    assert not taken(stage, peer, note="Small Forum")
    assert taken(stage, peer)


def level_off_the_grid_is_refused(stage: Stage) -> None:
    stage.set_back(SMALL)
    assert not taken(stage, stage.invite(1)(0, 99))


def invitation_is_used_once(stage: Stage) -> None:
    stage.set_back(SMALL)
    peer = stage.invite(1)(0, 9)
    assert taken(stage, peer)
    assert not taken(stage, peer_of(stage.terms, peer.contribution.token, "a stranger"))


def tampered_contribution_is_refused(stage: Stage) -> None:
    stage.set_back(SMALL)
    peer = stage.invite(1)(0, 9)
    assert not taken(stage, peer, period="2024-H1")


def release_edited_by_hand_is_refused(stage: Stage) -> None:
    tree = released(stage)
    read_published(content_of(tree), "release.json")
    with pytest.raises(ReleaseNotReadable):
        read_published(content_of({**tree, "dated": "2026-06-16"}), "release.json")
