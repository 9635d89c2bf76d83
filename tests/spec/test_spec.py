"""Every case of tests/spec holds in the real functions, and a case that expects the wrong value would fail."""

from typing import Any

import pytest

from frameworks.loader import load_framework
from scoring.methods import gate_matrix
from tests.spec.cases import Case, CaseFile, agrees, load_case_files
from tests.spec.rules import RULES, compute

CASES = [pytest.param(file, case, id=f"{file.title}: {case.name}") for file in load_case_files() for case in file.cases]


def disagreements(file: CaseFile, case: Case) -> dict[str, tuple[Any, Any]]:
    """Expected and found, for each thing of the case that is not as expected."""
    found = compute(file, case)
    return {
        key: (expected, found[key])
        for key, expected in case.expected.items()
        if not agrees(found[key], expected, file.rounded_to)
    }


@pytest.mark.parametrize(("file", "case"), CASES)
def test_case_holds(file: CaseFile, case: Case) -> None:
    assert case.expected
    assert disagreements(file, case) == {}


@pytest.mark.parametrize(("file", "case"), CASES)
def test_case_with_one_wrong_value_would_fail(file: CaseFile, case: Case) -> None:
    for key, expected in case.expected.items():
        wrong = Case(case.name, case.input, {**case.expected, key: _wrong(expected, file.rounded_to)}, case.why)
        assert list(disagreements(file, wrong)) == [key]


def _wrong(expected: Any, rounded_to: int | None) -> Any:
    """The nearest thing that is not the value."""
    if isinstance(expected, list):
        return [*expected[:-1], _wrong(expected[-1], rounded_to)] if expected else ["A-1"]
    if isinstance(expected, bool):
        return not expected
    if expected is None:
        return 0
    if isinstance(expected, str) and not expected.lstrip("-")[0].isdigit():
        return expected + "x"
    if isinstance(expected, float):
        return expected + 10.0 ** -(rounded_to or 6)
    return f"{int(expected) + 1}" if isinstance(expected, int) else "99/98"


def test_every_rule_has_cases_and_every_name_is_given_once() -> None:
    files = load_case_files()
    assert {file.rule for file in files} == set(RULES)
    names = [(file.title, case.name) for file in files for case in file.cases]
    assert len(names) == len(set(names)) > 100


def test_every_case_says_why_in_a_sentence() -> None:
    for file in load_case_files():
        for case in file.cases:
            assert case.why.endswith(".") and len(case.why) > 15, case.name


def test_the_framework_holds_the_detectable_change_that_its_cases_compute() -> None:
    (file,) = (file for file in load_case_files() if file.rule == "detectable_change")
    held = load_framework("safer-by-design").detectable_change
    by_name = {case.input["framework"]: case for case in file.cases if "framework" in case.input}
    assert set(by_name) == {"overall", "domain"}
    for name, case in by_name.items():
        assert getattr(held, name) == case.expected["least change"]


def test_a_requirement_that_falls_from_one_level_to_the_next_is_refused() -> None:
    with pytest.raises(ValueError, match="falls"):
        gate_matrix([1, 1], [[1, 2], [1, 1]])
