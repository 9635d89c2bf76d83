"""`safermark assess`: start an assessment, record answers and ratings, show it, carry it in and out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dashboard.commands.options import AnswersFormat, AnswersTeam, AsJson, AssessmentId, StorePath, days_option, new_app

if TYPE_CHECKING:
    from use_cases.assess import Settling

app = new_app("Start an assessment, record answers and ratings, show, export and import them.")

EXPORTS = ("auto", "ciso-assistant", "oscal")
"""Formats that answers leave in."""


def known_settling(text: str) -> str:
    """One of the ways to settle a conflict. Raises a usage error otherwise."""
    if text not in ("refuse", "file", "store"):
        raise typer.BadParameter(f"{text!r} is none of refuse, file, store.")
    return text


@app.command()
def start(
    organization: Annotated[str, typer.Option("--organization", metavar="NAME", help="The organization's name or id.")],
    framework: Annotated[
        str, typer.Option("--framework", metavar="ID", help="The framework; without @version the newest.")
    ],
    preset: Annotated[
        str | None, typer.Option("--preset", metavar="ID", help="A choice of practices.", show_default=False)
    ] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Start an assessment and print its id."""
    from dashboard.commands.printing import print_json, print_line
    from use_cases.assess import start_assessment
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    header = start_assessment(workspace, load_organization(workspace, organization).id, framework, preset)
    if as_json:
        print_json({"assessment": header.id})
    else:
        print_line(header.id)


@app.command("list")
def list_(
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Of one organization only.", show_default=False)
    ] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """List the assessments, newest first."""
    from dashboard.commands.assess_text import print_assessments
    from dashboard.commands.printing import print_json
    from use_cases.assess import list_assessments
    from use_cases.organize import list_organizations, load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    chosen = load_organization(workspace, organization).id if organization else None
    names = {one.id: one.name for one in list_organizations(workspace)}
    found = list_assessments(workspace, chosen)
    if as_json:
        print_json(
            {
                "assessments": [
                    {
                        "assessment": header.id,
                        "organization": names[header.organization_id],
                        "framework": header.framework_key,
                        "preset": header.preset,
                        "started_at": header.started_at.isoformat(),
                    }
                    for header in found
                ]
            }
        )
    else:
        print_assessments(found, names)


@app.command()
def record(
    assessment: AssessmentId,
    practice: Annotated[
        str | None, typer.Option("--practice", metavar="ID", help="The practice that is answered.", show_default=False)
    ] = None,
    level: Annotated[int | None, typer.Option("--level", metavar="N", help="The level.", show_default=False)] = None,
    state: Annotated[
        str | None,
        typer.Option("--state", metavar="STATE", help="not_applicable or not_known.", show_default=False),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why, in your words.", show_default=False)] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why it does not apply.", show_default=False)] = None,
    approver: Annotated[
        str | None, typer.Option("--approver", help="Who agreed that it does not apply.", show_default=False)
    ] = None,
    recheck: Annotated[date | None, days_option("--recheck", "Until when it does not apply.")] = None,
    on: Annotated[date | None, days_option("--on", "From which day the answer holds; else today.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who answers; else you.", show_default=False)] = None,
    evidence_title: Annotated[
        str | None, typer.Option("--evidence-title", help="A document that backs it.", show_default=False)
    ] = None,
    evidence_link: Annotated[
        str | None, typer.Option("--evidence-link", help="Where it lies, http or https.", show_default=False)
    ] = None,
    evidence_date: Annotated[date | None, days_option("--evidence-date", "The day it is from.")] = None,
    evidence_level: Annotated[
        int | None, typer.Option("--evidence-level", metavar="N", help="The level it supports.", show_default=False)
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE|-",
            help="An answers file, a .jsonl file, or - for JSON lines from standard input.",
            show_default=False,
        ),
    ] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Record one answer, or those of a file or a stream.

    With --from - each line of standard input is one answer, and one line is printed once it is safely stored.
    """
    from dashboard.commands import recording
    from use_cases.workspace import open_workspace

    entered = {
        "practice": practice,
        "level": level,
        "state": state,
        "note": note,
        "reason": reason,
        "approver": approver,
        "recheck": recheck,
        "on": on,
        "by": by,
    }
    evidence = {
        "title": evidence_title,
        "link": evidence_link,
        "date": evidence_date,
        "level": evidence_level,
    }
    given = {key: value for key, value in entered.items() if value is not None}
    backing = {key: value for key, value in evidence.items() if value is not None}
    if source is not None and (given or backing):
        raise typer.BadParameter("give either --from or one answer by options, not both.")
    if source is None and practice is None:
        raise typer.BadParameter("name a practice with --practice, or a source with --from.")
    workspace = open_workspace(store)
    if source is None:
        recording.record_entered(workspace, assessment, given, backing, as_json)
    elif source == "-" or source.lower().endswith(".jsonl"):
        raise typer.Exit(recording.record_stream(workspace, assessment, source))
    else:
        recording.record_file(workspace, assessment, source, as_json)


@app.command()
def show(
    assessment: AssessmentId,
    on: Annotated[date | None, days_option("--on", "As it stood on a day; else today.")] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Show where an assessment stands; with --json the current answer of each practice."""
    from dashboard.commands.assess_text import print_answers
    from dashboard.commands.printing import print_json, print_line
    from dashboard.commands.scorecard_text import print_scorecard
    from use_cases.assess import load_assessment
    from use_cases.exchange.assessment_file import file_of
    from use_cases.exchange.shape import file_as_tree
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    opened = load_assessment(workspace, assessment, on)
    if as_json:
        print_json({"assessment": assessment, **file_as_tree(file_of(opened, workspace.actor, workspace.now()))})
        return
    print_scorecard(opened.scorecard, opened.framework, opened.organization.name)
    print_line()
    print_answers(opened)


def known_format(text: str) -> str:
    """One of the formats answers leave in. Raises a usage error otherwise."""
    if text not in EXPORTS:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(EXPORTS)}.")
    return text


@app.command()
def export(
    assessment: AssessmentId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .xlsx, .json, .yaml, .yml or .csv.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            parser=known_format,
            metavar="auto|ciso-assistant|oscal",
            help="auto is Safermark's own by the ending; ciso-assistant is an audit in CSV, oscal assessment-results.",
        ),
    ] = "auto",
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Write the current answers and adjusted estimates to a file. .xlsx is a workbook that people fill in.

    CSV holds answers and evidence only; OSCAL holds levels, evidence and what they are measured against; an audit of
    CISO Assistant holds levels and notes.
    """
    from dashboard.commands.printing import print_json, print_line
    from use_cases.assess import load_assessment
    from use_cases.exchange.answers_file import write_answers
    from use_cases.exchange.assessment_file import file_of
    from use_cases.exchange.ciso_audit import audit_csv
    from use_cases.exchange.oscal_results import results_content
    from use_cases.exchange.written_file import write_file
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    opened = load_assessment(workspace, assessment)
    if format == "oscal":
        write_file(results_content(opened, workspace.actor), file)
    elif format == "ciso-assistant":
        write_file(audit_csv(file_of(opened, workspace.actor, workspace.now()), opened.framework), file)
    else:
        write_answers(file_of(opened, workspace.actor, workspace.now()), file, opened.framework)
    written = len(opened.assessment.answers)
    if as_json:
        print_json({"file": str(file), "answers": written})
    else:
        print_line(f"Wrote {written} answers to {file}. The file is confidential.")
        if opened.adjusted and (format != "auto" or file.suffix.lower() == ".csv"):
            print_line("Adjusted estimates are left out: only Safermark's own JSON and YAML have room for them.")


@app.command("import")
def import_(
    assessment: AssessmentId,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .json, .yaml, .csv or .xlsx file; - reads JSON.")],
    conflicts: Annotated[
        str,
        typer.Option(
            "--conflicts",
            parser=known_settling,
            metavar="refuse|file|store",
            help="What stands where somebody else has answered since the file was made; else the file is refused.",
        ),
    ] = "refuse",
    format: AnswersFormat = "auto",
    team: AnswersTeam = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Record the answers of a file, all or none; one that says nothing new is left out.

    A practice that the file left as it was never takes the place of what was answered since.
    """
    from dashboard.commands.recording import record_file
    from use_cases.workspace import open_workspace

    record_file(open_workspace(store), assessment, file, as_json, cast("Settling", conflicts), format, team)


@app.command()
def form(
    assessment: AssessmentId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .yaml or .yml.")],
    store: StorePath = None,
) -> None:
    """Write a form for somebody without access: each practice with its level texts and no answer."""
    from dashboard.commands.printing import print_line
    from dashboard.commands.rating import write_form
    from use_cases.workspace import open_workspace

    print_line(write_form(open_workspace(store), assessment, file))


@app.command()
def rate(
    assessment: AssessmentId,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .json, .yaml or .csv file; - reads JSON.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who rated: a name or a role.")],
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Keep the levels of a file as one person's ratings, all or none. They move no score.

    Says which are new and where the raters differ now. Notes and evidence of the file are not taken over.
    """
    from dashboard.commands.rating import rate_from_file
    from use_cases.workspace import open_workspace

    rate_from_file(open_workspace(store), assessment, by, file, as_json)


@app.command()
def upgrade(
    assessment: AssessmentId,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="VERSION", help="The framework's version; else its newest.", show_default=False),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would be carried over.")] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Begin an assessment against a newer version of the framework with the answers carried over; the old one stays."""
    from dashboard.commands.printing import print_json, print_line
    from dashboard.commands.upgrade_text import print_upgrade, upgrade_as_tree
    from use_cases.upgrade import preview_upgrade, upgrade_assessment
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    found = preview_upgrade(workspace, assessment, to)
    header = None if preview else upgrade_assessment(workspace, assessment, to)
    if as_json:
        print_json({"assessment": header.id if header else None, **upgrade_as_tree(found)})
        return
    print_upgrade(found)
    if header is not None:
        print_line()
        print_line(header.id)
