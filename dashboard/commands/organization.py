"""`safermark organization`: add, list, show and delete organizations."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.options import AsJson, StorePath, new_app

if TYPE_CHECKING:
    from scoring.organization import Organization, Profile

app = new_app("Add, list, show and delete organizations.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The organization's name, or its id.")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The organization's name.")],
    profile: Annotated[
        list[str] | None,
        typer.Option(
            "--profile", "--kind", metavar="KIND,…", help="Kinds of service, with commas or repeated; none = all."
        ),
    ] = None,
    children_likely: Annotated[bool, typer.Option("--children-likely", help="Children are likely users.")] = False,
    countries: Annotated[
        list[str] | None,
        typer.Option("--countries", metavar="GB,US", help="Countries by their two letters, with commas or repeated."),
    ] = None,
    size: Annotated[str | None, typer.Option("--size", help="Size band.", show_default=False)] = None,
    stage: Annotated[str | None, typer.Option("--stage", help="Stage of the organization.", show_default=False)] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Add an organization; without a profile it runs every kind of service."""
    from dashboard.commands.printing import print_json, print_line
    from use_cases.organize import add_organization
    from use_cases.workspace import open_workspace

    chosen = _profile(split(profile), children_likely, split(countries), size, stage)
    organization = add_organization(open_workspace(store), name, chosen)
    if as_json:
        print_json(_as_tree(organization))
    else:
        print_line(f"Added {organization.name} ({organization.id}).")


@app.command("list")
def list_(store: StorePath = None, as_json: AsJson = False) -> None:
    """List the organizations by name."""
    from dashboard.commands.printing import print_json, print_line, print_table
    from use_cases.organize import list_organizations
    from use_cases.workspace import open_workspace

    found = list_organizations(open_workspace(store))
    if as_json:
        print_json({"organizations": [_as_tree(organization) for organization in found]})
    elif found:
        print_table([(one.name, _kinds(one.profile), "synthetic" if one.is_synthetic else "", one.id) for one in found])
    else:
        print_line("No organization yet. Add one: safermark organization add NAME")


@app.command()
def show(name: Name, store: StorePath = None, as_json: AsJson = False) -> None:
    """Show an organization, its profile and its assessments."""
    from dashboard.commands.printing import print_json, print_line, print_table
    from use_cases.assess import list_assessments
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    organization = load_organization(workspace, name)
    begun = list_assessments(workspace, organization.id)
    if as_json:
        assessments = [{"assessment": header.id, "framework": header.framework_key} for header in begun]
        print_json({**_as_tree(organization), "assessments": assessments})
        return
    print_line(organization.name)
    print_table(_rows(organization))
    for header in begun:
        print_line(f"  Assessment {header.id} against {header.framework_key}, begun {header.started_at:%Y-%m-%d}")


@app.command()
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Delete an organization whole: every answer, snapshot and event of it."""
    from dashboard.commands.printing import plain, print_json, print_line
    from use_cases.organize import delete_organization, load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    organization = load_organization(workspace, name)
    if not yes:
        question = f"Delete {plain(organization.name)} with every answer and snapshot? This cannot be undone."
        typer.confirm(question, abort=True, err=True)
    copies = [str(copy) for copy in delete_organization(workspace, organization.id)]
    if as_json:
        print_json({"deleted": organization.id, "copies": copies})
        return
    print_line(f"Deleted {organization.name}. Backups made before still hold it; delete them.")
    if copies:
        print_line("Copies kept beside the store hold it too: " + ", ".join(copies) + ".")


def split(values: list[str] | None) -> list[str]:
    """The words of an option that takes commas and may be repeated, each once."""
    words = (word.strip() for value in values or [] for word in value.split(","))
    return list(dict.fromkeys(word for word in words if word))


def _profile(
    kinds: list[str], children_likely: bool, countries: list[str], size: str | None, stage: str | None
) -> "Profile":
    from use_cases.exchange.shape import read_profile

    given = {"kinds": kinds or None, "countries": countries, "size": size, "stage": stage}
    names = {"kinds": "--profile", "countries": "--countries", "size": "--size", "stage": "--stage"}
    tree = {**{key: value for key, value in given.items() if value}, "children_likely": children_likely}
    return read_profile(tree, lambda path: names.get(str(path[1]), "profile") if len(path) > 1 else "profile")


def _as_tree(organization: "Organization") -> dict[str, Any]:
    from use_cases.exchange.shape import profile_as_tree

    return {
        "id": organization.id,
        "name": organization.name,
        "profile": profile_as_tree(organization.profile),
        "is_synthetic": organization.is_synthetic,
    }


def _kinds(profile: "Profile") -> str:
    return ", ".join(profile.kinds) if profile.kinds is not None else "every kind of service"


def _rows(organization: "Organization") -> list[tuple[str, str]]:
    profile = organization.profile
    return [
        ("Id", organization.id),
        ("Kinds of service", _kinds(profile)),
        ("Children likely", "yes" if profile.children_likely else "no"),
        ("Countries", ", ".join(profile.countries) or "–"),
        ("Size", profile.size or "–"),
        ("Stage", profile.stage or "–"),
        *([("Synthetic", "yes: a fictional organization")] if organization.is_synthetic else []),
    ]
