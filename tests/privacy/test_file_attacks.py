"""What attacks learn from the files a pool is published in: the product's, and files of exact means."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.privacy.file_attacks import FILE_ATTACKS, FileAttack, Worlds, measure_on_files
from tests.privacy.writers import write_means, write_release

MEAN_TRIALS = 24
BEGUN = [pytest.param(attack, id=attack.name) for attack in FILE_ATTACKS]


@pytest.fixture
def worlds(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[FileAttack, Worlds]]:
    """An attack with its two worlds on a stage of their own."""
    stage, begun = request.param.begin(tmp_path / "stage")
    yield request.param, begun
    stage.close()


@pytest.mark.parametrize("worlds", BEGUN, indirect=True)
def test_attack_on_files_stays_within_its_bound_and_undoes_exact_means(worlds: tuple[FileAttack, Worlds]) -> None:
    attack, begun = worlds
    found = measure_on_files(begun, write_release, attack.epsilon, attack.trials)
    assert found.is_within, found
    undone = measure_on_files(begun, write_means, attack.epsilon, MEAN_TRIALS)
    assert undone.advantage > 0.8 and not undone.is_within, undone
