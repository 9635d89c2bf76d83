"""Import answers: read the file, show what it would change, record it only when that is confirmed."""

from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.widgets import marks
from dashboard.widgets.dates import day
from dashboard.widgets.findings import answer_words, count
from dashboard.widgets.notices import errors_in_words, show_refusal
from dashboard.widgets.session import begin_anew, current_workspace, form_round, leave_notice
from frameworks.errors import MaturityError
from scoring.assessment import Answer
from scoring.organization import Profile
from use_cases.adjust import adjust_estimates, preview_adjustments
from use_cases.assess import Preview, preview_answers, record_answers
from use_cases.exchange.answers_file import AnswersFile
from use_cases.exchange.assessment_file import origin_of, read_for
from use_cases.exchange.shape import TeamNotChosen
from use_cases.open_assessment import OpenAssessment

MOST_MEGABYTES = 10
_PARTS = {
    "note": "note",
    "evidence": "evidence",
    "review": "review",
    "reason": "reason",
    "approver": "approver",
    "recheck": "re-check date",
}


def import_form(opened: OpenAssessment) -> None:
    """Ask for a file, then show the preview; nothing is stored before the confirmation."""
    form = f"import-{opened.header.id}"
    st.html(
        "<p>A file that was exported here, or one you wrote: a workbook, JSON, YAML or CSV. Rows of a CISO Assistant "
        "audit, a toolbox of OWASP SAMM and the progress of DSOMM teams will do, too. You see first what it would "
        "change.</p>"
    )
    chosen = st.file_uploader(
        "Answers file",
        type=["xlsx", "json", "yaml", "yml", "csv"],
        max_upload_size=MOST_MEGABYTES,
        key=f"{form}-{form_round(form)}",
    )
    if chosen is None:
        return
    workspace = current_workspace()
    try:
        answers_file = _read(opened, chosen, form)
        if answers_file is None:
            return
        origin = origin_of(answers_file, opened)
        preview = preview_answers(workspace, opened.header.id, answers_file.answers, origin=origin)
        adjusted = len(preview_adjustments(workspace, opened.header.id, answers_file.adjustments))
    except MaturityError as error:
        show_refusal("Nothing was recorded", error.faults)
        return
    st.html(preview_html(answers_file, preview, opened))
    if adjusted:
        words = count(adjusted, "adjusted estimate would be recorded", "adjusted estimates would be recorded")
        st.html(f"<p>{words} too; no score moves by it.</p>")
    taken = _ask_conflicts(preview, form)
    if (preview.adds or taken or adjusted) and st.button(
        import_label(preview, adjusted, taken), type="primary", key=f"{form}-keep"
    ):
        with errors_in_words():
            _keep(opened, answers_file, form, takes_file=bool(taken))
            st.rerun()


def _read(opened: OpenAssessment, chosen: UploadedFile, form: str) -> AnswersFile | None:
    """The file's answers; of a file of several teams those of the one that is chosen, None before that."""
    content, today = chosen.getvalue(), current_workspace().today()
    try:
        return read_for(opened, content, chosen.name, today)
    except TeamNotChosen as several:
        label = f"Whose answers? The file holds those of {len(several.teams)} teams"
        team = st.selectbox(label, several.teams, index=None, placeholder="Choose a team", key=f"{form}-team")
        return None if team is None else read_for(opened, content, chosen.name, today, team=team)


def _ask_conflicts(preview: Preview, form: str) -> int:
    """How many answers of the file are to take the place of what somebody else has answered meanwhile."""
    number = len(preview.conflicts)
    if not number:
        return 0
    choices = {False: "Keep what stands", True: "Take the file's"}
    taken = st.radio(
        f"{count(number, 'practice was', 'practices were')} answered by somebody else since the file was made",
        list(choices),
        format_func=lambda one: choices[one],
        horizontal=True,
        key=f"{form}-conflicts",
    )
    return number if taken else 0


def import_label(preview: Preview, adjusted: int = 0, taken: int = 0) -> str:
    """What the button does."""
    estimates = f"{adjusted} {'estimate' if adjusted == 1 else 'estimates'}"
    adds = preview.adds + taken
    parts = [_answers(adds)] if adds or not adjusted else []
    return f"Record {' and '.join([*parts, estimates] if adjusted else parts)}"


def preview_html(answers_file: AnswersFile, preview: Preview, opened: OpenAssessment) -> str:
    """What the file holds, what would change and what counts nowhere."""
    total = len(answers_file.answers)
    lines = [f"<p><b>{_answers(total)} in the file; {_answers(preview.adds)} would be recorded.</b></p>"]
    lines += [f'<p class="warnword">{escape(words)}</p>' for words in _doubts(answers_file, opened)]
    lines += [f"<p>{escape(words)}</p>" for words in (*_sums(preview), *answers_file.remarks)]
    if preview.changed:
        rows = [_row(before, after, opened) for before, after in preview.changed]
        heads = ["Differs from what stands", "Now", "In the file"]
        lines.append(marks.table(heads, rows, names={1: "now", 2: "in the file"}))
    if preview.conflicts:
        rows = [_row(before, after, opened) for before, after in preview.conflicts]
        heads = ["Changed by somebody else, too", "Now", "In the file"]
        lines.append(marks.table(heads, rows, names={1: "now", 2: "in the file"}))
    return "".join(lines)


def _sums(preview: Preview) -> list[str]:
    """One sentence for each kind of answer there is."""
    new, changed, earlier = len(preview.new), len(preview.changed), len(preview.earlier)
    unchanged, outside = preview.unchanged, len(preview.out_of_scope)
    said = [
        (new, f"{count(new, 'practice is', 'practices are')} answered for the first time."),
        (changed, f"{count(changed, 'answer takes', 'answers take')} the place of one that stands; see the table."),
        (
            earlier,
            f"{count(earlier, 'answer is', 'answers are')} older than what stands: "
            f"{'it fills' if earlier == 1 else 'they fill'} the history, and what stands today stays.",
        ),
        (
            preview.untouched,
            f"{count(preview.untouched, 'answer was', 'answers were')} not changed in the file, and somebody else has "
            "answered since: what stands stays.",
        ),
        (unchanged, f"{count(unchanged, 'answer says', 'answers say')} nothing new and would be left out."),
        (
            outside,
            f"{count(outside, 'practice is', 'practices are')} out of scope here: kept and listed, counted nowhere: "
            f"{', '.join(preview.out_of_scope)}.",
        ),
    ]
    return [words for number, words in said if number]


def _doubts(answers_file: AnswersFile, opened: OpenAssessment) -> list[str]:
    """What a person should look at before confirming."""
    doubts = []
    named = answers_file.organization
    if named and named.casefold() != opened.organization.name.casefold():
        doubts.append(f"The file says it is of “{named}”; you are importing into {opened.organization.name}.")
    if answers_file.preset and answers_file.preset != (opened.header.preset or opened.framework.presets[0].id):
        doubts.append(
            f"The file was made with the preset {opened.framework.preset(answers_file.preset).title}; this assessment "
            f"uses {opened.framework.preset(opened.header.preset).title}."
        )
    if answers_file.profile not in (Profile(), opened.organization.profile):
        doubts.append("The file carries another profile than the one on record. Profiles are not imported.")
    return doubts


def _row(before: Answer, after: Answer, opened: OpenAssessment) -> tuple[str, str, str]:
    title = opened.framework.practices[after.practice].title
    return (
        f"{escape(after.practice)}<small>{escape(title)}</small>",
        _said(before),
        _said(after) + _also(before, after),
    )


def _said(answer: Answer) -> str:
    since = f"<small>from {day(answer.on)}</small>" if answer.on else ""
    return f"{escape(answer_words(answer))}{since}"


def _also(before: Answer, after: Answer) -> str:
    """What differs beside the level. An answer is replaced whole, so what the file leaves out is said first."""
    pairs = {word: (getattr(before, name), getattr(after, name)) for name, word in _PARTS.items()}
    ways = {
        "without the": [word for word, (old, new) in pairs.items() if old and not new],
        "other": [word for word, (old, new) in pairs.items() if old and new and old != new],
        "with": [word for word, (old, new) in pairs.items() if new and not old],
    }
    return "".join(f"<small>{way} {', '.join(words)}</small>" for way, words in ways.items() if words)


def _keep(opened: OpenAssessment, answers_file: AnswersFile, form: str, *, takes_file: bool) -> None:
    recorded = record_answers(
        current_workspace(),
        opened.header.id,
        answers_file.answers,
        origin=origin_of(answers_file, opened),
        conflicts="file" if takes_file else "store",
    )
    adjust_estimates(current_workspace(), opened.header.id, answers_file.adjustments)
    begin_anew(form)
    left_out = f" {count(recorded.unchanged, 'answer', 'answers')} said nothing new." if recorded.unchanged else ""
    leave_notice(f"{_answers(len(recorded.stored))} recorded for {opened.organization.name}.{left_out}")


def _answers(number: int) -> str:
    return f"{number} {'answer' if number == 1 else 'answers'}"
