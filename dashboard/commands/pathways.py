"""`safermark pathways`: whom to tell in a country, who must report what by when, and how long to keep it."""

from datetime import date
from typing import Annotated, Any

import typer

from dashboard.commands.options import AsJson, days_option, new_app

app = new_app()


def country(text: str) -> str:
    """The code of a country, whatever its capitals. Raises a usage error for what the register does not know."""
    from frameworks.registers.register import load_profiles

    given = text.strip().upper()
    known = {one.code: one.name for one in load_profiles().countries}
    if given in known:
        return given
    meant = [f"{code} for {name}" for code, name in known.items() if name.upper() == given]
    hint = f"use {meant[0]}" if meant else "use the two letters of ISO 3166, GB for the United Kingdom say"
    raise typer.BadParameter(f"{text[:40]!r} is no country; {hint}.")


Country = Annotated[
    str, typer.Option("--country", parser=country, metavar="XX", help="The country's two letters, as GB.")
]


@app.command()
def pathways(
    country: Country,
    on: Annotated[date | None, days_option("--on", "See it from this day; default today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say whom to tell in a country, and what the law asks of whom. Not legal advice. No store is needed."""
    from dashboard.commands.printing import print_json
    from frameworks.registers.law import load_laws
    from frameworks.registers.pathway_document import pathways_as_published
    from frameworks.registers.register import load_pathways, load_profiles
    from use_cases.clock import utc_now

    chosen = next(one for one in load_profiles().countries if one.code == country)
    document: dict[str, Any] = pathways_as_published(chosen, load_pathways(), load_laws(), on or utc_now().date())
    if as_json:
        print_json(document)
        return
    from dashboard.commands.pathways_text import print_pathways

    print_pathways(document)
