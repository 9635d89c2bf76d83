"""`safermark pathways` and `safermark duty`: what is on record of a country, and the organization's own register."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from frameworks.registers.register import load_pathways, load_profiles
from tests.dashboard.conftest import Called, Command
from tests.dashboard.test_lean_start import HEAVY, modules_after


@pytest.fixture
def duty(safermark: Command) -> Command:
    """A verb of `duty` on a new organization in two countries."""
    added = safermark("organization", "add", "Small Forum", "--profile", "ugc", "--countries", "GB,DE")
    assert added.code == 0, added.err

    def call(verb: str, *arguments: object) -> Called:
        return safermark("duty", verb, "--organization", "small forum", *arguments)

    return call


def test_json_holds_own_entries_first_then_those_of_region_and_world(safermark: Command) -> None:
    tree = safermark("pathways", "--country", "de", "--on", "2026-11-25", "--json").tree
    assert (tree["country"], tree["name"], tree["as_of"]) == ("DE", "Germany", "2026-11-25")
    assert tree["note"].startswith("Not legal advice.")
    assert [(one["id"], one["applies_as"], one["binding"]) for one in tree["pathways"]] == [
        ("pathway-10", "own", "must"),
        ("pathway-11", "own", "may"),
        ("pathway-08", "region", "must"),
        ("pathway-09", "region", "may"),
        ("pathway-36", "worldwide", "may"),
        ("pathway-37", "worldwide", "may"),
    ]
    assert all(one["is_unverified"] and not one["is_old"] for one in (*tree["pathways"], *tree["law"]))
    assert {"law": "eu-2026-1881", "on": "2028-04-03", "what": "last day in force"} in tree["changes_ahead"]
    assert "GB" not in str(tree["law"])


def test_entries_are_old_half_a_year_after_they_were_gone_through(safermark: Command) -> None:
    later = load_pathways().dated + timedelta(days=181)
    tree = safermark("pathways", "--country", "GB", "--on", later, "--json").tree
    assert all(one["is_old"] for one in (*tree["pathways"], *tree["law"]))
    assert "older than 180 days" in safermark("pathways", "--country", "GB", "--on", later).out


@pytest.mark.parametrize("country", load_profiles().countries, ids=lambda one: str(one.code))
def test_every_country_has_words(safermark: Command, country: object) -> None:
    code = getattr(country, "code", "")
    called = safermark("pathways", "--country", code)
    assert called.code == 0
    assert "Not legal advice." in called.out
    assert "worldwide [unverified]" in called.out
    own = any(one.countries == (code,) and one.turned_to_as for one in load_pathways().pathways)
    assert ("No pathway of its own is on record" in called.out) != own


@pytest.mark.parametrize(
    ("given", "words"),
    [("XX", "is no country"), ("Germany", "use DE for Germany"), ("", "is no country"), ("\x1b[31m", "is no country")],
)
def test_unknown_country_is_a_usage_error_without_traceback(safermark: Command, given: str, words: str) -> None:
    called = safermark("pathways", "--country", given)
    assert called.code == 2
    assert called.out == ""
    assert words in " ".join(called.err.split())
    assert "\x1b" not in called.err


def test_country_must_be_named(safermark: Command) -> None:
    assert safermark("pathways").code == 2


def test_pathways_needs_no_store_and_nothing_heavy() -> None:
    assert not modules_after("pathways", "--country", "GB") & set(HEAVY)


def test_duty_is_added_changed_listed_and_exported(duty: Command, tmp_path: Path) -> None:
    options = ("--country", "gb", "--owner", "Legal", "--deadline", "At once", "--checked", "2026-01-01")
    added = duty("add", "--entry", "gb-csea-reporting", *options)
    id_ = added.out.strip()
    assert (added.code, len(id_)) == (0, 36)
    assert duty("change", id_[:8], "--channel", "Portal").out == "The duty is kept.\n"
    assert duty("change", id_[:8], "--channel", "Portal").out == "Nothing new was said; nothing is kept twice.\n"
    (row,) = duty("list", "--json").tree["duties"]
    assert (row["id"], row["country"], row["owner"], row["channel"]) == (id_, "GB", "Legal", "Portal")
    assert (row["checked_on"], row["is_overdue"], row["state"]) == ("2026-01-01", True, "active")
    shown = duty("list").out
    assert "The register reaches 1 of 2 countries; nothing is registered for Germany." in shown
    assert "check overdue" in shown
    assert duty("export", tmp_path / "duties.csv").out == "One duty written to duties.csv.\n"
    (line,) = csv.DictReader((tmp_path / "duties.csv").read_text().splitlines())
    assert (line["duty"], line["check"], line["entry"]) == (id_, "overdue", "gb-csea-reporting")
    assert line["title"].startswith("United Kingdom: Online Safety Act 2023")
    assert line["about"].startswith("Confidential. Exported from Safermark by Ann on")


def test_cell_that_could_be_a_formula_is_harmless_in_the_file(duty: Command, tmp_path: Path) -> None:
    assert duty("add", "--title", "=1+1", "--owner", "@SUM(A1)").code == 0
    assert duty("export", tmp_path / "duties.csv").code == 0
    (line,) = csv.DictReader((tmp_path / "duties.csv").read_text().splitlines())
    assert (line["title"], line["owner"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "The duty says nothing."),
        (("--entry", "no-such-law"), "No register has an entry 'no-such-law'."),
        (("--title", "Report", "--country", "UK"), "'UK' is no country."),
        (("--title", "Report", "--checked", "9999-01-01"), "9999-01-01 lies ahead."),
        (("--title", "Call +44 20 7946 0958 at once"), "phone number"),
        (("--title", "Report", "--note", "x" * 10_001), "The note is longer than 10,000 characters."),
    ],
)
def test_duty_that_cannot_be_kept_is_refused_with_its_mend(duty: Command, options: tuple[str, ...], words: str) -> None:
    refused = duty("add", *options)
    assert (refused.code, refused.out) == (11, "")
    assert words in refused.err
    assert "mend:" in refused.err
    assert duty("list", "--json").tree["duties"] == []


@pytest.mark.parametrize("options", [("--state", "gone"), ("--checked", "soon"), ("--title", "x" * 501)])
def test_option_that_cannot_be_read_is_a_usage_error(duty: Command, options: tuple[str, str]) -> None:
    assert duty("add", "--title", "Report", *options).code == 2


def test_duty_and_organization_must_be_there(duty: Command, safermark: Command) -> None:
    assert duty("change", "nothing", "--owner", "Legal").code == 11
    assert safermark("duty", "list", "--organization", "nobody").code == 12


def test_retired_duty_stays_listed_and_is_not_overdue(duty: Command) -> None:
    id_ = duty("add", "--title", "Report\x1b[31m", "--country", "EU").out.strip()
    assert "never checked" in duty("list").out
    assert duty("change", id_, "--state", "retired", "--checked", str(datetime.now(UTC).date())).code == 0
    shown = duty("list").out
    assert "Every duty is retired." in shown
    assert "\x1b" not in shown
