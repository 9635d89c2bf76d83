"""An organization's duties in plain lines."""

from collections.abc import Sequence
from datetime import date

from dashboard.commands.printing import print_line, print_table
from dashboard.widgets import pathway_words as say
from frameworks.registers.register import load_profiles
from scoring.duties import EVERYWHERE, Duty, cover_countries, title_of
from scoring.organization import Organization


def print_duties(duties: Sequence[Duty], organization: Organization, today: date) -> None:
    """How many there are, how far they reach, then one line each."""
    names = {country.code: country.name for country in load_profiles().countries}
    print_line(f"{say.duties_finding(duties, today)}.")
    print_line(say.cover_sentence(cover_countries(duties, organization.profile.countries), names))
    if duties:
        print_line()
        print_table([("duty", "country", "checked", "", "owner", "by when", ""), *(_row(one, today) for one in duties)])


def _row(duty: Duty, today: date) -> tuple[str, ...]:
    return (
        duty.id[:8],
        "all" if duty.country == EVERYWHERE else duty.country,
        duty.checked_on.isoformat() if duty.checked_on else "",
        say.checked_words(duty, today),
        duty.owner,
        duty.deadline,
        title_of(duty),
    )
