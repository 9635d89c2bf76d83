"""What a browser session points at: ids, and what was recorded a moment ago until it is drawn."""

import os
import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from use_cases.assess import list_assessments, load_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.organize import list_organizations
from use_cases.places import STORE_VARIABLE
from use_cases.workspace import Workspace, default_actor, open_workspace

_ASSESSMENT, _PRACTICE, _ACTOR, _SAVED, _NOTICE = "assessment_id", "practice_ids", "actor", "saved_at", "notice"
_SEEN, _DAY, _RECORDED = "seen_answer_ids", "day_answered_for", "recorded"
_RATES, _RATER, _RATED_AS, _KEPT_RATING = "rates", "rater", "rated_as", "kept_rating"
_NOTED_WORDS, _KEPT_WORDS = "noted_words", "kept_words"
_SHOWN, _ADDS, _ROUNDS = "organization_id", "adds_organization", "form_rounds"
_DONE, _CODES, _POOL = "done_once", "codes", "pool_id"

RATE = "rate"
"""In the address of Assess: whoever opens it rates on their own."""


@st.cache_resource(show_spinner=False)
def _shared_workspace(store_path: str) -> Workspace:
    return open_workspace(Path(store_path) if store_path else None)


def current_workspace() -> Workspace:
    """The store that is served, in the name of the person of this session."""
    shared = _shared_workspace(os.environ.get(STORE_VARIABLE, ""))
    return Workspace(shared.store, current_actor(), shared.clock, shared.catalogs)


def current_actor() -> str:
    """In whose name this session answers."""
    return str(st.session_state.get(_ACTOR) or default_actor())


def set_actor(name: str) -> None:
    """Answer in this name from now on."""
    st.session_state[_ACTOR] = name.strip()


def current_assessment() -> OpenAssessment | None:
    """The assessment that is open in this session: the one the address names, else the newest; None without any."""
    workspace = current_workspace()
    known = [header.id for header in list_assessments(workspace)]
    named = st.session_state.get(_ASSESSMENT) or st.query_params.get("assessment")
    chosen = named if named in known else _first_of_first(workspace, known)
    if chosen is None:
        return None
    st.session_state[_ASSESSMENT] = chosen
    return load_assessment(workspace, chosen)


def _first_of_first(workspace: Workspace, known: list[str]) -> str | None:
    """The newest assessment of the first organization by name, so that everybody begins at the same place."""
    for organization in list_organizations(workspace):
        for header in list_assessments(workspace, organization.id):
            return header.id
    return known[0] if known else None


def open_in_session(assessment_id: str) -> None:
    """Point this session at another assessment."""
    st.session_state[_ASSESSMENT] = assessment_id


def show_organization(organization_id: str) -> None:
    """Show this organization on its page from now on, instead of a form for a new one."""
    st.session_state[_SHOWN] = organization_id
    add_organization_next(False)


def shown_organization() -> str:
    """The id of the organization shown on its page; empty where none was chosen."""
    return str(st.session_state.get(_SHOWN, ""))


def forget_organization() -> None:
    """Point at nothing any more: what was open is gone."""
    for key in (_SHOWN, _ASSESSMENT):
        st.session_state.pop(key, None)


def add_organization_next(is_asked: bool) -> None:
    """Whether the page shows the form for a new organization."""
    st.session_state[_ADDS] = is_asked


def adds_organization() -> bool:
    """Whether somebody is adding an organization."""
    return bool(st.session_state.get(_ADDS, False))


def form_round(form: str) -> int:
    """How often a form was begun anew; part of the keys of its fields, so that they are empty then."""
    return int(st.session_state.get(_ROUNDS, {}).get(form, 0))


def begin_anew(form: str) -> None:
    """Empty a form."""
    st.session_state[_ROUNDS] = {**st.session_state.get(_ROUNDS, {}), form: form_round(form) + 1}


def current_practice(assessment_id: str) -> str | None:
    """The practice that is open in an assessment, or None before the first."""
    found = st.session_state.get(_PRACTICE, {}).get(assessment_id)
    return str(found) if found else None


def open_practice(assessment_id: str, practice_id: str) -> None:
    """Open a practice."""
    st.session_state[_PRACTICE] = {**st.session_state.get(_PRACTICE, {}), assessment_id: practice_id}


def note_seen(assessment_id: str, practice_id: str, answer_id: str) -> bool:
    """Remember which answer a form shows; whether it is another one than before."""
    seen: dict[tuple[str, str], str] = st.session_state.setdefault(_SEEN, {})
    is_other = seen.get((assessment_id, practice_id)) != answer_id
    seen[assessment_id, practice_id] = answer_id
    return is_other


def day_answered_for(today: date) -> date:
    """The day from which answers of this session hold: today, unless history is being entered."""
    chosen = st.session_state.get(_DAY)
    return chosen if isinstance(chosen, date) and chosen < today else today


def answer_for(day: date) -> None:
    """Enter answers that held from this day."""
    st.session_state[_DAY] = day


def note_saved(at: str) -> None:
    """Remember when something was last kept, for "Saved at …"."""
    st.session_state[_SAVED] = at


def saved_at() -> str:
    """When something was last kept in this session; empty before that."""
    return str(st.session_state.get(_SAVED, ""))


def leave_recorded(opened: OpenAssessment) -> None:
    """Leave an assessment as it stands after an answer, for the drawing that follows at once."""
    st.session_state[_RECORDED] = opened


def take_recorded(assessment_id: str, on: date) -> OpenAssessment | None:
    """What was left, once; None if it is another assessment or day."""
    left = st.session_state.pop(_RECORDED, None)
    is_same = isinstance(left, OpenAssessment) and left.header.id == assessment_id and left.on == on
    return left if is_same else None


def leave_notice(text: str) -> None:
    """A sentence to show once, at the next drawing."""
    st.session_state[_NOTICE] = text


def take_notice() -> str:
    """The sentence that was left, once."""
    return str(st.session_state.pop(_NOTICE, ""))


def note_words(form: str, text: str) -> None:
    """Remember what was last kept in a form that is empty again, for what is to be said of its words."""
    st.session_state[_NOTED_WORDS] = {**st.session_state.get(_NOTED_WORDS, {}), form: text}


def noted_words(form: str) -> str:
    """What was last kept in a form in this session; empty before that."""
    return str(st.session_state.get(_NOTED_WORDS, {}).get(form, ""))


def keep_words(text: str) -> None:
    """Suggest nothing more for exactly this text. Remembered in this session only: the choice is stored nowhere."""
    st.session_state[_KEPT_WORDS] = {*st.session_state.get(_KEPT_WORDS, ()), text}


def keeps_words(text: str) -> bool:
    """Whether the person of this session wants to keep the words of this text."""
    return text in st.session_state.get(_KEPT_WORDS, ())


def rates_on_own() -> bool:
    """Whether this session goes through an assessment to rate it, seeing nothing of what others said."""
    return bool(st.session_state.get(_RATES)) or RATE in st.query_params


def begin_rating(assessment_id: str) -> None:
    """Rate on one's own from now on; what was left to say of others is dropped."""
    st.session_state[_RATES] = True
    st.query_params.update({"assessment": assessment_id, RATE: "1"})
    take_notice()


def stop_rating() -> None:
    """Back to what everybody sees; the next to rate says anew who it is."""
    for key in (_RATES, _RATER, _KEPT_RATING):
        st.session_state.pop(key, None)
    st.query_params.pop(RATE, None)


def rate_as(name: str) -> None:
    """Rate in this name until the rating is stopped."""
    st.session_state[_RATES] = True
    st.session_state[_RATER] = st.session_state[_RATED_AS] = name.strip()


def current_rater() -> str:
    """In whose name this session rates; empty until somebody has said so."""
    return str(st.session_state.get(_RATER, ""))


def last_rater() -> str:
    """Who rated last in this session, else who answers in it."""
    return str(st.session_state.get(_RATED_AS) or current_actor())


def note_rating(words: str) -> None:
    """Remember what was rated a moment ago, for those who go on to the next at once."""
    st.session_state[_KEPT_RATING] = words


def noted_rating() -> str:
    """What was rated a moment ago; empty before the first."""
    return str(st.session_state.get(_KEPT_RATING, ""))


def is_new_here(what: str) -> bool:
    """Whether this session does something for the first time."""
    done: set[str] = st.session_state.setdefault(_DONE, set())
    is_new = what not in done
    done.add(what)
    return is_new


def codes_of(ids: Sequence[str]) -> dict[str, str]:
    """A letter for each id, the same as long as this session lasts and known to nobody else.

    Those that come together are given theirs by chance, so that their order gives nothing away.
    """
    codes: dict[str, str] = st.session_state.setdefault(_CODES, {})
    new = [id_ for id_ in ids if id_ not in codes]
    for id_ in secrets.SystemRandom().sample(new, len(new)):
        codes[id_] = _code(len(codes))
    return {id_: codes[id_] for id_ in ids}


def _code(place: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, letter = divmod(place, 26)
    return (_code(before - 1) if before else "") + chr(ord("A") + letter)


def choose_pool(pool_id: str) -> None:
    """Point the operator at this pool."""
    st.session_state[_POOL] = pool_id


def chosen_pool() -> str:
    """The id of the pool that was chosen last; empty before that."""
    return str(st.session_state.get(_POOL, ""))
