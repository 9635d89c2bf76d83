"""What a reader of a framework looks for: search, filters, and the framework itself."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets.practice_document import threat_titles
from dashboard.widgets.practice_search import Wanted
from frameworks.model import Framework
from frameworks.registers.register import load_profiles

FRAMEWORK, PRACTICE = "framework", "practice"
"""Names in the address of the page."""
_CHOSEN, _WANTED = "framework-key", "framework-wanted"

_KEYS = ("search", "domain", "threat", "kind", "owner", "preset", "applies")


def choose_framework(frameworks: Sequence[Framework], usual: Framework) -> Framework:
    """The framework that the address names or the reader picks, else the usual one; no question where there is one."""
    known = {framework.key: framework for framework in frameworks}
    if len(known) < 2:
        return usual
    named = st.session_state.pop(_WANTED, None) or st.session_state.get(_CHOSEN) or st.query_params.get(FRAMEWORK)
    st.session_state[_CHOSEN] = named if named in known else usual.key
    chosen = st.selectbox(
        "Framework",
        list(known),
        format_func=lambda key: f"{known[key].title} {known[key].version} ({_kind(known[key])})",
        key=_CHOSEN,
        on_change=_forget,
    )
    st.query_params[FRAMEWORK] = chosen
    return known[chosen]


def open_next(key: str) -> None:
    """Show this framework at the next drawing; the list that offers it is drawn already."""
    st.session_state[_WANTED] = key
    _forget()


def _kind(framework: Framework) -> str:
    return "outline" if framework.is_outline else framework.lifecycle


def ask_wanted(framework: Framework, scope: frozenset[str] | None) -> tuple[Wanted, DeltaGenerator]:
    """Draw search and filters; `scope` holds what applies to the open profile. Also the place to say what was found."""
    search = st.text_input(
        "Search",
        max_chars=200,
        placeholder="words of title, intent or level",
        key=_key(framework, "search"),
    )
    place = st.container()
    applies = scope is not None and st.toggle("Applies to this profile", key=_key(framework, "applies"))
    with st.expander("Filter"):
        domain = _pick("Domain", {one.id: one.title for one in framework.domains}, framework, "domain")
        threat = _pick("Threat", threat_titles(), framework, "threat")
        kind = _pick("Kind of service", {one.id: one.title for one in load_profiles().kinds}, framework, "kind")
        owner = _pick("Usually answered by", {one.id: one.title for one in framework.owners}, framework, "owner")
        preset = _pick("Preset", {one.id: one.title for one in framework.presets}, framework, "preset")
    return Wanted(search or "", domain, threat, kind, owner, preset, scope if applies else None), place


def offer_everything(framework: Framework) -> None:
    """A button that takes search and filters away."""
    st.button("Show all", key="show-all", type="tertiary", on_click=_clear, args=(framework,))


def _pick(label: str, titles: Mapping[str, str], framework: Framework, name: str) -> str | None:
    chosen: str | None = st.selectbox(
        label,
        list(titles),
        index=None,
        format_func=lambda id_: titles[id_],
        placeholder="any",
        key=_key(framework, name),
    )
    return chosen


def _clear(framework: Framework) -> None:
    for name in _KEYS:
        st.session_state.pop(_key(framework, name), None)


def _forget() -> None:
    """A practice of one framework says nothing about another."""
    st.query_params.pop(PRACTICE, None)


def _key(framework: Framework, name: str) -> str:
    return f"{framework.key}-{name}"
