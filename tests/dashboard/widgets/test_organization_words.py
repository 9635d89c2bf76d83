"""Profiles in words, the preset that is suggested, the name of an export, what is counted before deleting."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.widgets.assessment_start import suggest_preset
from dashboard.widgets.delete_form import records_words
from dashboard.widgets.export_form import export_name
from dashboard.widgets.profile_words import profile_words
from frameworks.loader import load_framework
from scoring.organization import Profile
from use_cases.assess import load_assessment, start_assessment
from use_cases.organize import Records, add_organization
from use_cases.workspace import open_workspace

FRAMEWORK = load_framework("safer-by-design@1.0")
NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def test_a_profile_says_what_is_known_and_nothing_else() -> None:
    assert profile_words(Profile()) == "Every kind of service"
    full = Profile(kinds=("ugc", "live"), children_likely=True, countries=("GB",), size="micro", stage="start-up")
    assert profile_words(full) == (
        "User content, Live and groups · children likely · United Kingdom · Up to 10 people · Start-up"
    )


def test_many_countries_are_named_by_their_letters() -> None:
    assert "United Kingdom, Norway, Spain, France" in profile_words(Profile(countries=("GB", "NO", "ES", "FR")))
    assert "GB, NO, ES, FR, DE" in profile_words(Profile(countries=("GB", "NO", "ES", "FR", "DE")))


@pytest.mark.parametrize(
    ("kinds", "is_first", "expected"),
    [
        (("employer",), True, "enterprise-only"),
        (("employer",), False, "enterprise-only"),
        (("employer", "ugc"), True, "quick-start"),
        (None, True, "quick-start"),
        (("ugc",), False, "full"),
    ],
)
def test_the_suggested_preset_follows_profile_and_history(
    kinds: tuple[str, ...] | None, is_first: bool, expected: str
) -> None:
    assert suggest_preset(FRAMEWORK, Profile(kinds=kinds), is_first=is_first) == expected


def test_a_framework_without_these_presets_begins_with_its_own_first_one() -> None:
    own = FRAMEWORK.model_copy(update={"presets": FRAMEWORK.presets[:1]})
    assert suggest_preset(own, Profile(kinds=("employer",)), is_first=True) == "full"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lumen Harbor", "confidential-lumen-harbor-2026-11-25.csv"),
        ("Blåbær & Søn", "confidential-blabr-sn-2026-11-25.csv"),
        ("../../etc/passwd\\x", "confidential-etc-passwd-x-2026-11-25.csv"),
        ("<img src=x>", "confidential-img-src-x-2026-11-25.csv"),
        ("東京", "confidential-organization-2026-11-25.csv"),
    ],
)
def test_the_name_of_an_export_is_of_plain_letters(tmp_path: Path, name: str, expected: str) -> None:
    workspace = open_workspace(tmp_path / "store.db", "Ann")
    header = start_assessment(workspace, add_organization(workspace, name).id, "safer-by-design")
    assert export_name(load_assessment(workspace, header.id), "csv", NOW) == expected


def test_what_will_be_gone_is_counted_and_nothing_is_called_zero() -> None:
    assert records_words(Records(assessments=2, answers=0, snapshots=0, events=1, profiles=1)) == (
        "2 assessments, no answers, no snapshots, 1 event and 1 profile"
    )
    assert records_words(Records(1, 1, 1, 1, 1, duties=3)).endswith("1 profile and 3 versions of duties")
    assert "104 answers in the whole history" in records_words(Records(1, 104, 8, 6, 1))
