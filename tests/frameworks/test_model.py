"""What a framework may say, where no file is needed to show it."""

from datetime import date, datetime
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from frameworks.fields import Day
from frameworks.model import Framework, Method, Practice
from scoring.scorecard import METHODS


def test_framework_may_name_every_scoring_method_and_no_other() -> None:
    assert set(get_args(Method)) == set(METHODS)


def test_day_is_a_date_or_its_text() -> None:
    days = TypeAdapter(Day)
    assert days.validate_python(date(2026, 1, 31)) == days.validate_python("2026-01-31") == date(2026, 1, 31)
    for given in (datetime(2026, 1, 31), "2026-01-31T00:00", 20260131, True, "2026-1-31", " 2026-01-31", "２026-01-31"):  # noqa: DTZ001
        with pytest.raises(ValidationError):
            days.validate_python(given)


def test_a_framework_never_changes_and_takes_no_unknown_key() -> None:
    tree = {"id": "A-1", "title": "t", "intent": "i", "evidence_kind": "policy", "levels": {0: "a"}}
    practice = Practice.model_validate(tree)
    with pytest.raises(ValidationError, match="frozen"):
        practice.weight = 2  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Practice.model_validate({**tree, "colour": "red"})


@pytest.mark.parametrize(
    "field", ["schema_version", "id", "version", "lifecycle", "scale", "gate", "presets", "domains"]
)
def test_nothing_that_weighs_has_a_hidden_default(field: str) -> None:
    assert Framework.model_fields[field].is_required()
