"""Answers files made to use up time or memory, read by a process that the kernel ends at its limits."""

from tests.frameworks.hostile import ANSWERS, CSV, run_within_limits


def test_every_hostile_answers_file_is_read_or_refused_within_the_limits() -> None:
    run = run_within_limits("tests.use_cases.exchange.read_hostile_answers")
    assert (run.returncode, run.stderr) == (0, "")
    outcomes = {tuple(line.split(" ", 2)[:2]): line.split(" ", 2)[2] for line in run.stdout.splitlines()}
    assert set(outcomes) == {("csv", name) for name in CSV} | {("json", name) for name in ANSWERS}
    assert outcomes["csv", "short_rows"] == "The file has more than 20,000 rows."
    assert outcomes["csv", "columns"] == "The file has more than 200 columns."
    assert outcomes["csv", "columns_again"] == "The file has more than 200 columns."
    assert outcomes["csv", "blank_rows"] == "read"
    assert outcomes["json", "unknown_keys"].startswith("'k0' is not a key that is known here.")
