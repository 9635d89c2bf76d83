"""Draws the sample pool anew: three yearly releases and what its made-up members gave last.

`python -m tests.frozen_peers DIR`. Noise has no seed: what is drawn is other than what is frozen in
sample_data/benchmark/, and the key that signs it is thrown away with the store it lies in.
"""

import csv
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from scoring.contribution import Contribution, consent_to, pseudonym_of
from scoring.pool_terms import PoolTerms
from scoring.signing import public_key_of, signed
from tests.workspaces import StandingClock
from use_cases.pool_files import file_text
from use_cases.pool_making import PoolPlan, create_pool
from use_cases.pools import accept, invite
from use_cases.publishing import publish_release
from use_cases.workspace import Workspace, open_workspace

YEARS = {2024: 128, 2025: 229, 2026: 317}
"""How many members each year has; those of the year before stay."""
MEAN, SPREAD, GROWTH = 1.75, 0.8, 0.22
"""Levels: of the first year, between members, and what a year adds."""
APART = (0.35, -0.25, 0.1, 0.3, -0.15, -0.3)
"""How far each domain lies from the overall level."""
WITHIN = 0.35
"""Levels, by which a member's domains differ beside that."""


def draw(folder: Path) -> None:
    """Make the pool in a store that does not stay, and write what is published of it, and its last members."""
    random, clock = Random(2024), StandingClock(datetime(2024, 2, 1, 9, tzinfo=UTC))
    with TemporaryDirectory() as place:
        workspace = open_workspace(Path(place) / "pool.db", "Ann", clock)
        terms = create_pool(
            workspace,
            PoolPlan(
                id="sample-peers",
                title="Sample peers",
                framework="safer-by-design@1.0",
                witness=Path(place) / "second.jsonl",
                expires=date(2028, 12, 31),
                is_synthetic=True,
            ),
        )
        members: list[_Member] = []
        for number, (year, size) in enumerate(YEARS.items(), 1):
            members += _joined(workspace, terms, random, size - len(members))
            given = [one.gives(terms, number, year, random) for one in members]
            files = [(f"{place}.json", file_text(one).encode()) for place, one in enumerate(given)]
            assert not accept(workspace, terms.id, files).refused
            clock.at = datetime(year, 10, 15, 9, tzinfo=UTC)
            release = publish_release(workspace, terms.id)
            (folder / f"release-{number}.json").write_text(file_text(release), encoding="utf-8")
            clock.at = datetime(year + 1, 2, 1, 9, tzinfo=UTC)
        workspace.store.close()
    _write_members(folder / "members.csv", given)


class _Member:
    def __init__(self, token: str, level: float) -> None:
        self.token, self.level, self.key = token, level, secrets.token_hex(32)

    def gives(self, terms: PoolTerms, number: int, year: int, random: Random) -> Contribution:
        overall = self.level + GROWTH * (number - 1) + random.gauss(0, 0.15)
        levels = [overall + apart + random.gauss(0, WITHIN) for apart in APART]
        public_key = public_key_of(self.key)
        tree = {
            "schema": "pool-contribution/1",
            "pool": terms.id,
            "number": number,
            "framework": terms.framework,
            "period": f"{year}-H1",
            "cell": terms.cells[0],
            "claimed": {
                "overall": terms.on_grid(sum(levels) / len(levels)),
                "domains": dict(zip(terms.domains, map(terms.on_grid, levels), strict=True)),
            },
            "consent": consent_to(terms).model_dump(mode="json"),
            "token": self.token,
            "public_key": public_key,
            "pseudonym": pseudonym_of(terms.id, public_key),
        }
        return Contribution.model_validate(signed(tree, self.key))


def _joined(workspace: Workspace, terms: PoolTerms, random: Random, size: int) -> Iterator[_Member]:
    for invitation in invite(workspace, terms.id, size):
        assert invitation.token is not None
        yield _Member(invitation.token, random.gauss(MEAN, SPREAD))


def _write_members(path: Path, given: list[Contribution]) -> None:
    """Sorted by what they say, so that the order says nothing else."""
    rows = sorted([one.claimed.overall, *one.claimed.domains.values()] for one in given)
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["overall", *given[0].claimed.domains])
        writer.writerows(rows)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
