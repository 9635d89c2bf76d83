"""`safermark pool`: for the operator of a pool: make it, invite, accept, publish, verify."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, StorePath, days_option, line, new_app

app = new_app("Run a pool of anonymized peers: make it, invite, accept, publish.")

PoolId = Annotated[str, typer.Argument(metavar="POOL", help="The pool's id.")]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Files as they were handed over, or folders of them.")
]


@app.command()
def create(
    pool: PoolId,
    title: Annotated[str, typer.Option("--title", parser=line, metavar="TEXT", help="What members know it by.")],
    framework: Annotated[str, typer.Option("--framework", metavar="ID", help="What is compared.")],
    witness: Annotated[
        Path, typer.Option("--second-place", metavar="FILE", help="Where spent budget is noted, too: another machine.")
    ],
    expires: Annotated[date, days_option("--expires", "Until when the consent holds.")],
    cells: Annotated[
        str, typer.Option("--cells", metavar="KIND,…", help="Kinds of service to publish by; left out: the whole.")
    ] = "",
    named: Annotated[bool, typer.Option("--named", help="The members agree to be named.")] = False,
    synthetic: Annotated[bool, typer.Option("--synthetic", help="For made-up organizations only.")] = False,
    store: StorePath = None,
) -> None:
    """Make a pool. What it asks and promises cannot be changed afterwards."""
    from dashboard.commands.pool_text import print_terms
    from use_cases.pool_making import PoolPlan, create_pool
    from use_cases.workspace import open_workspace

    kinds = tuple(kind.strip() for kind in cells.split(",") if kind.strip())
    plan = PoolPlan(pool, title, framework, witness, expires, kinds, named, synthetic)
    print_terms(create_pool(open_workspace(store), plan))


@app.command()
def invite(
    pool: PoolId,
    number: Annotated[int, typer.Option("--number", min=1, metavar="N", help="How many organizations.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder that is not there yet.")],
    store: StorePath = None,
) -> None:
    """Write invitations, one file for each organization. To whom they go is kept nowhere."""
    from dashboard.commands.printing import print_line, progress_line
    from use_cases.exchange.written_file import write_text
    from use_cases.pool_files import file_text
    from use_cases.pools import invite as make
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    with _new_folder(out):
        made = make(workspace, pool, number)
    say = progress_line("written")
    for place, invitation in enumerate(made, 1):
        write_text(file_text(invitation), out / f"invitation-{place:04d}.json")
        say(place, number)
    print_line(f"{len(made)} invitations are in {out}. Send each to one organization, and keep no list.")


@app.command()
def terms(
    pool: PoolId,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the file is written.")],
    store: StorePath = None,
) -> None:
    """Write the terms for those who are in the pool already: one file for all, in place of a new invitation."""
    from dashboard.commands.printing import print_line
    from use_cases.exchange.written_file import write_text
    from use_cases.pool_files import file_text
    from use_cases.pool_making import tell_terms
    from use_cases.workspace import open_workspace

    told = tell_terms(open_workspace(store), pool)
    write_text(file_text(told), out)
    print_line(f"The terms with {told.terms.framework} are in {out.name}: for every member, in place of an invitation.")


@app.command()
def move(
    pool: PoolId,
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="V", help="Of its framework; left out: the newest.", show_default=False),
    ] = None,
    store: StorePath = None,
) -> None:
    """Let a pool go on with another version of its framework. Its id, key, consent and budget stay."""
    from dashboard.commands.printing import print_line
    from use_cases.pool_making import move_pool
    from use_cases.workspace import open_workspace

    made = move_pool(open_workspace(store), pool, version)
    print_line(
        f"{pool} goes on with {made.framework}. What was given against the former version waits until its members give "
        "anew: send them the file of `pool terms`."
    )


@app.command()
def accept(pool: PoolId, files: Files, store: StorePath = None) -> None:
    """Take contributions in. One that is refused holds no other back."""
    from dashboard.commands.printing import print_line, progress_line
    from scoring.contribution import ContributionNotAccepted
    from use_cases.pool_files import files_at
    from use_cases.pools import accept as take
    from use_cases.workspace import open_workspace

    found = files_at(files)
    accepted = take(open_workspace(store), pool, found, progress_line("accepted"))
    refused = len(found) - accepted.new - accepted.replaced
    print_line(f"{accepted.new} new, {accepted.replaced} replaced, {refused} refused.")
    if accepted.refused:
        raise ContributionNotAccepted(*accepted.refused)


@app.command()
def withdraw(
    pool: PoolId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The withdrawal, signed by the member.")],
    store: StorePath = None,
) -> None:
    """Delete what a member gave, for ever. Older backups still hold it: delete them."""
    from dashboard.commands.printing import print_line
    from use_cases.pools import withdraw_member
    from use_cases.workspace import open_workspace

    copies = withdraw_member(open_workspace(store), pool, file.name, file)
    print_line("Withdrawn: deleted, and left out of every later release. Earlier releases stay.")
    print_line("Older backups may hold it: delete them, or keep this file and hand it in again after one is used.")
    for copy in copies:
        print_line(f"So may a copy kept beside the store: {copy}")


@app.command()
def release(
    pool: PoolId,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the release is written.")],
    early: Annotated[bool, typer.Option("--early", help="Although the last one is less than a year old.")] = False,
    again: Annotated[
        int | None, typer.Option("--again", metavar="N", help="Write release N once more.", show_default=False)
    ] = None,
    store: StorePath = None,
) -> None:
    """Publish a release: charge for it, draw it once, sign it, write it."""
    from dashboard.commands.pool_text import print_release
    from dashboard.commands.printing import print_line
    from use_cases.exchange.written_file import FileNotWritten, write_text
    from use_cases.pool_files import file_text
    from use_cases.publishing import load_published, publish_release
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    made = (
        load_published(workspace, pool, again)
        if again is not None
        else publish_release(workspace, pool, is_early=early)
    )
    try:
        write_text(file_text(made), out)
    except FileNotWritten:
        print_line(f"Release {made.number} is made and paid for; write it with --again {made.number}.", to_errors=True)
        raise
    print_release(made)


@app.command()
def show(
    pool: Annotated[str | None, typer.Argument(metavar="POOL", help="The pool's id; left out: every pool.")] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Show a pool to its operator, with true counts: not for anybody else."""
    from dashboard.commands.pool_text import print_pools, print_view, view_as_tree
    from dashboard.commands.printing import print_json
    from use_cases.pools import list_pools, show_pool
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    if pool is None:
        print_pools(list_pools(workspace))
        return
    view = show_pool(workspace, pool)
    print_json(view_as_tree(view)) if as_json else print_view(view)


@app.command()
def verify(
    pool: Annotated[str | None, typer.Argument(metavar="POOL", help="The pool's id.")] = None,
    releases: Annotated[
        list[Path] | None, typer.Option("--release", metavar="FILE", help="A release; needs no store without POOL.")
    ] = None,
    store: StorePath = None,
) -> None:
    """Check a pool against its second place and its releases; or a release alone, as any reader can."""
    from dashboard.commands.printing import print_line
    from use_cases.pool_files import read_published
    from use_cases.publishing import hold_against, verify_pool
    from use_cases.workspace import open_workspace

    if pool is None and not releases:
        raise typer.BadParameter("name a pool, or a release with --release.")
    published = [read_published(path, path.name) for path in releases or ()]
    for one in published:
        print_line(f"Release {one.number} of {one.terms.id}, {one.dated}: charges whole, guarantee follows from them,")
        print_line(f"  signed with the key {one.terms.public_key}")
    if pool is not None:
        workspace = open_workspace(store)
        verify_pool(workspace, pool)
        for one in published:
            hold_against(workspace, one)
        print_line(f"{pool}: ledger, second place and releases agree.")
    else:
        print_line("Whose key it is, only its operator can tell you: compare it with the one in your invitation.")


@app.command()
def replay(
    pool: PoolId,
    releases: Annotated[list[Path] | None, typer.Argument(metavar="[RELEASE…]", help="Releases it lacks.")] = None,
    store: StorePath = None,
) -> None:
    """Unlock a store that was set back: take over what was spent since from the second place and from releases."""
    from dashboard.commands.printing import print_line
    from use_cases.pool_files import read_published
    from use_cases.publishing import replay as take_over
    from use_cases.workspace import open_workspace

    published = [read_published(path, path.name) for path in releases or ()]
    number = take_over(open_workspace(store), pool, published)
    print_line(f"{number} charges were taken over.")


@app.command()
def simulate(
    pool: PoolId,
    organizations: Annotated[int, typer.Option("--organizations", min=1, metavar="N", help="How many members.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder that is not there yet.")],
    store: StorePath = None,
) -> None:
    """Make up members of a pool made with --synthetic: an invitation and a contribution of each."""
    from random import Random

    from dashboard.commands.printing import print_line, progress_line
    from use_cases.exchange.written_file import new_folder, write_text
    from use_cases.pool_files import file_text
    from use_cases.simulate import simulate_members
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    with _new_folder(out):
        made = simulate_members(workspace, pool, organizations, Random())
    say = progress_line("made up")
    for kind in ("invitations", "contributions"):
        new_folder(out / kind)
    for place, (invitation, contribution) in enumerate(made, 1):
        write_text(file_text(invitation), out / "invitations" / f"invitation-{place:05d}.json")
        write_text(file_text(contribution), out / "contributions" / f"contribution-{place:05d}.json")
        say(place, organizations)
    print_line(f"{organizations} made-up members are in {out}; hand its folder contributions to `pool accept`.")


@contextmanager
def _new_folder(path: Path) -> Iterator[None]:
    """A folder that is gone again where nothing can be put into it."""
    from frameworks.errors import MaturityError
    from use_cases.exchange.written_file import new_folder

    new_folder(path)
    try:
        yield
    except MaturityError:
        path.rmdir()
        raise
