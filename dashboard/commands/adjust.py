"""`safermark adjust`: where the organization knows better than the framework's estimates."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.options import AsJson, AssessmentId, StorePath, line, new_app

if TYPE_CHECKING:
    from scoring.adjustment import Needed, Value
    from use_cases.workspace import Workspace

app = new_app("Adjust the framework's estimates, each with a reason; plan and threats go by them, no score does.")

_NEEDED = re.compile(r"(?P<practice>[^=@\s,]+)=(?P<level>[0-9]{1,3})@(?P<for_level>[0-9]{1,3})")

Practice = Annotated[str, typer.Argument(parser=line, metavar="PRACTICE", help="The practice's id.")]
Field = Annotated[
    str, typer.Argument(parser=line, metavar="FIELD", help="effort, effectiveness, proactive, prerequisites or stages.")
]
Part = Annotated[
    str,
    typer.Option(
        "--part", parser=line, metavar="PART", help="Of an effort the step, as to3; of an effectiveness the threat."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="What you know better, and from where.")]


@app.command("set")
def set_(
    assessment: AssessmentId,
    practice: Practice,
    field: Field,
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="Person-weeks; a share from 0 to 1; stages as prevent,learn; prerequisites as GOV-01=2@3 (level 2 "
            "for level 3), separated by commas, or none.",
        ),
    ],
    reason: Reason,
    part: Part = "",
    store: StorePath = None,
) -> None:
    """Put another value in place of one of the framework's estimates."""
    from use_cases.workspace import open_workspace

    _keep(open_workspace(store), assessment, practice, field, part, _value(field, value), reason)


@app.command()
def back(
    assessment: AssessmentId,
    practice: Practice,
    field: Field,
    reason: Reason,
    part: Part = "",
    store: StorePath = None,
) -> None:
    """Take an adjustment back, so that the framework's estimate holds again. It stays on record."""
    from use_cases.workspace import open_workspace

    _keep(open_workspace(store), assessment, practice, field, part, None, reason)


@app.command("list")
def list_(assessment: AssessmentId, store: StorePath = None, as_json: AsJson = False) -> None:
    """List the adjusted estimates beside the framework's own."""
    from dashboard.commands.printing import print_json, print_line
    from dashboard.widgets import adjusted_words as say
    from use_cases.adjust import list_unfit
    from use_cases.assess import load_assessment
    from use_cases.exchange.adjustment_shape import adjusted_as_tree
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    opened, unfit = load_assessment(workspace, assessment), list_unfit(workspace, assessment)
    if as_json:
        left_out = [one.model_dump(mode="json", exclude={"at"}) for one in unfit]
        print_json({"assessment": assessment, "adjusted": adjusted_as_tree(opened.adjusted), "not_used": left_out})
        return
    print_line(f"{say.adjusted_finding(len(opened.adjusted))}.")
    for mark in opened.adjusted.values():
        print_line(say.adjusted_sentence(mark))
    for one in unfit:
        print_line(say.unfit_sentence(one))


def _keep(
    workspace: "Workspace", assessment: str, practice: str, field: str, part: str, value: "Value", reason: str
) -> None:
    from dashboard.commands.printing import print_line
    from dashboard.widgets.adjusted_words import kept_sentence
    from scoring.adjustment import ESTIMATES, Adjustment, AdjustmentNotAccepted
    from scoring.texts import LONGEST_NOTE
    from use_cases.adjust import adjust_estimates

    if field not in ESTIMATES:
        mend = f"use one of: {', '.join(ESTIMATES)}."
        raise AdjustmentNotAccepted.of(f"{field[:80]!r} is no estimate of a practice.", "FIELD", mend)
    if len(reason) > LONGEST_NOTE:
        mend = f"keep it to {LONGEST_NOTE:,} characters."
        raise AdjustmentNotAccepted.of(f"The reason has {len(reason):,} characters.", "--reason", mend)
    one = Adjustment(
        practice=practice,
        field=field,
        part=part,
        value=value,
        reason=reason,
        on=workspace.today(),
    )
    print_line(kept_sentence(adjust_estimates(workspace, assessment, [one])))


def _value(field: str, text: str) -> "Value":
    """The value of a field as it is written on the command line. Raises AdjustmentNotAccepted."""
    from math import isfinite

    from scoring.adjustment import AdjustmentNotAccepted

    if field == "stages":
        return tuple(word.strip() for word in text.split(","))
    if field == "prerequisites":
        return tuple(_needed(word.strip()) for word in text.split(",") if text != "none")
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise AdjustmentNotAccepted.of(
            f"The value {text[:40]!r} is not a number.", "VALUE", "give a number, as 6 or 0.4."
        )
    return number


def _needed(text: str) -> "Needed":
    from scoring.adjustment import AdjustmentNotAccepted, Needed

    found = _NEEDED.fullmatch(text)
    if found is None or int(found["level"]) > 100 or int(found["for_level"]) > 100:
        mend = "write PRACTICE=LEVEL@FOR_LEVEL, as GOV-01=2@3, or none."
        raise AdjustmentNotAccepted.of(f"The prerequisite {text[:40]!r} cannot be read.", "VALUE", mend)
    return Needed(practice=found["practice"], level=int(found["level"]), for_level=int(found["for_level"]))
