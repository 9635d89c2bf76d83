"""What leaves, in words and as the raw file; and what an organization has joined."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.commands.pool_text import print_consent
from dashboard.commands.printing import print_line, print_table
from scoring.contribution import Contribution
from scoring.pool_terms import PoolTerms
from use_cases.memberships import Joined
from use_cases.pool_files import file_text


def print_preview(contribution: Contribution, terms: PoolTerms) -> None:
    """Everything that would leave, then the words that are agreed to."""
    print_line(f"What would leave for {terms.title} ({terms.id}):")
    domains = contribution.claimed.domains.items()
    print_table(
        [
            ["overall, claimed", f"{contribution.claimed.overall:.2f}"],
            *([f"{id_}, claimed", "–" if value is None else f"{value:.2f}"] for id_, value in domains),
            ["counted under", contribution.cell],
            ["half-year", contribution.period],
            ["framework", contribution.framework],
            ["number", f"{contribution.number} of the files made for this pool"],
        ]
    )
    print_line("The raw file:")
    print(file_text(contribution), end="")
    print_consent(terms)


def print_joined(joined: Sequence[Joined]) -> None:
    """A line for each pool, and the sum."""
    if not joined:
        print_line("It has joined no pool.")
        return
    rows = [[one.pool, f"epsilon {one.spent} of {one.cap}"] for one in joined]
    print_table([*rows, ["in all", f"epsilon {sum((one.spent for one in joined), Decimal(0))}"]], indent=0)
