"""The register of duties: its table, the form to add or change one, the file to take along, the pointer to it."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard.widgets import pathway_words as say
from dashboard.widgets.duty_view import duties_head, duties_table
from dashboard.widgets.evidence_form import with_pointer
from dashboard.widgets.notices import errors_in_words, show_remark
from dashboard.widgets.plain import as_plain
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.session import current_actor, current_workspace, leave_notice, note_words
from dashboard.widgets.term_hint import term_hint
from frameworks.registers.law import Law, load_laws
from frameworks.registers.register import Pathway, load_pathways
from scoring.assessment import Answer, Evidence
from scoring.duties import DUTY_STATES, EU, EVERYWHERE, Duty, cover_countries, entry_titles, shown_level, title_of
from use_cases.duties import evidence_of_register, keep_duties, list_duties, register_answer
from use_cases.exchange.duties_file import DutiesFile, duties_csv
from use_cases.open_assessment import OpenAssessment

NEVER_ENTER = "A role rather than a name; never a case, a victim or a suspect."
NEW = ""


def duties_form(opened: OpenAssessment, names: Mapping[str, str]) -> None:
    """Everything about the organization's own duties."""
    duties = list_duties(current_workspace(), opened.organization.id)
    countries = opened.organization.profile.countries
    head = duties_head(duties, countries, names, opened.on)
    st.html(head + (duties_table(duties, names, opened.on) if duties else ""))
    with st.expander("Add or change a duty", key="duty-form"):
        _duty_form(opened, duties, names)
        term_hint(_words_of(opened))
    if duties:
        _download(opened, duties)
    _pointer(opened, duties)


def _duty_form(opened: OpenAssessment, duties: Sequence[Duty], names: Mapping[str, str]) -> None:
    known = {duty.id: duty for duty in duties}
    chosen = st.selectbox(
        "Duty",
        [NEW, *known],
        format_func=lambda id_: _named(known[id_], names) if id_ else "A new one",
        key=f"duty-{opened.organization.id}",
    )
    former = known.get(chosen)
    with st.form(f"duty-form-{chosen}", border=False, clear_on_submit=former is None):
        made = _fields(opened, former, names)
        if not st.form_submit_button("Keep the duty", type="primary"):
            return
    if not made.title and not made.entry:
        show_remark("A duty needs a title, or an entry of the registers.")
        return
    with errors_in_words():
        kept = keep_duties(current_workspace(), opened.organization.id, [made])
        note_words(_words_of(opened), f"{made.title}\n\n{made.note}")
        leave_notice(say.kept_sentence(kept))
        st.rerun()


def _words_of(opened: OpenAssessment) -> str:
    return f"duty-words-{opened.organization.id}"


def _fields(opened: OpenAssessment, former: Duty | None, names: Mapping[str, str]) -> Duty:
    base = former or Duty()
    own = opened.organization.profile.countries
    places = [*own, EU, EVERYWHERE, *(code for code in names if code not in own)]
    entries = [NEW, *_entries_for(own, base.entry)]
    titles = entry_titles()
    left, right = st.columns(2)
    entry = left.selectbox(
        "Entry of the registers (optional)",
        entries,
        index=entries.index(base.entry),
        format_func=lambda id_: titles[id_] if id_ else "none: in your own words",
    )
    country = right.selectbox(
        "Country",
        places,
        index=places.index(base.country) if former else 0,
        format_func=lambda code: say.country_words(code, names),
    )
    title = st.text_input("What must be done, of whom (optional with an entry)", base.title, max_chars=500)
    left, right = st.columns(2)
    owner = left.text_input("Owner (optional)", base.owner, max_chars=500, placeholder=NEVER_ENTER)
    deadline = right.text_input("By when (optional)", base.deadline, max_chars=500, placeholder="As the law has it")
    channel = left.text_input("Channel (optional)", base.channel, max_chars=500, placeholder="Portal, form, contact")
    checked_on: date | None = right.date_input(
        "Last checked on (optional)", base.checked_on, max_value=opened.on, format="YYYY-MM-DD"
    )
    note = st.text_area("Note (optional)", base.note, max_chars=10_000, placeholder="With whom it was checked.")
    state = st.selectbox("State", DUTY_STATES, index=DUTY_STATES.index(base.state))
    return Duty(
        id=base.id,
        title=title.strip(),
        entry=entry,
        country=country,
        owner=owner.strip(),
        deadline=deadline.strip(),
        channel=channel.strip(),
        checked_on=checked_on,
        note=note.strip(),
        state=state,
    )


def _entries_for(countries: Sequence[str], kept: str) -> list[str]:
    """Ids that a duty can name: first those that touch the countries of the profile, then all others."""
    entries: list[Law | Pathway] = [*load_laws().laws, *load_pathways().pathways]
    near = [one.id for one in entries if not one.countries or set(one.countries) & set(countries)]
    rest = [one.id for one in entries if one.id not in near]
    gone = [kept] if kept and kept not in (*near, *rest) else []
    return [*gone, *near, *rest]


def _download(opened: OpenAssessment, duties: Sequence[Duty]) -> None:
    def made() -> str:
        now = current_workspace().now()
        return duties_csv(DutiesFile(tuple(duties), opened.organization.name, current_actor(), now))

    st.download_button(
        "Register as CSV", made, f"safermark-duties-{opened.on}.csv", "text/csv", key="duties-csv", on_click="ignore"
    )


def _pointer(opened: OpenAssessment, duties: Sequence[Duty]) -> None:
    """Offer to point the practice that asks for a register at this one; the person decides at which level."""
    practice_id = load_laws().register_practice
    answer = register_answer(opened)
    if not duties or practice_id not in opened.framework.practices:
        return
    if answer is None or not answer.level:
        st.caption(f"{practice_id} asks for such a register. Answer it with a level first; then it can point here.")
        return
    countries = opened.organization.profile.countries
    shown = shown_level(duties, countries, answer.level, opened.on)
    pointer = evidence_of_register(duties, max(shown, 1))
    if pointer is None:
        st.caption(f"{practice_id} can point here once a duty has a day on which it was checked.")
        return
    if any(one.title == pointer.title for one in answer.evidence):
        st.caption(as_plain(f"{practice_id} points at this register as it stands."))
        return
    st.caption(as_plain(say.pointing_sentence(shown, answer.level, cover_countries(duties, countries))))
    levels = list(range(1, answer.level + 1))
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    level = left.selectbox(
        f"Level of {practice_id} it backs", levels, index=levels.index(pointer.level), key="duties-level"
    )
    if right.button(f"Point {practice_id} at this register", key="duties-point"):
        _point(opened, practice_id, answer, pointer.model_copy(update={"level": level}))


def _point(opened: OpenAssessment, practice_id: str, answer: Answer, pointer: Evidence) -> None:
    recorder = Recorder(opened.header.id, practice_id, answer, opened.on)
    recorder.keep_or_tell(lambda base: with_pointer(base or answer, pointer))
    st.rerun()


def _named(duty: Duty, names: Mapping[str, str]) -> str:
    return f"{say.country_words(duty.country, names)}: {title_of(duty)}"
