"""The fields that ask for an organization's profile: which kinds of service it runs, for whom, where."""

import streamlit as st

from frameworks.registers.register import load_profiles
from scoring.organization import Profile


def profile_fields(key: str, profile: Profile | None = None) -> Profile:
    """Draw the fields of a profile and return what they say now.

    No kind chosen means every kind, so that every practice is in scope; the field says so.
    """
    register = load_profiles()
    held = profile or Profile()
    kinds = _kinds(key, held)
    children_likely = st.checkbox(
        "Children are likely to use it, whatever its terms say", value=held.children_likely, key=f"{key}-children"
    )
    names = {country.code: f"{country.name} ({country.code})" for country in register.countries}
    countries = st.multiselect(
        "Countries of operation: they decide whom to call when something is found",
        list(names),
        default=[code for code in held.countries if code in names],
        format_func=lambda code: names[code],
        key=f"{key}-countries",
        placeholder="Choose countries",
    )
    left, right = st.columns(2)
    with left:
        size = _one_of("Size", {size.id: size.title for size in register.sizes}, held.size, f"{key}-size")
    with right:
        stage = _one_of("Stage", {stage.id: stage.title for stage in register.stages}, held.stage, f"{key}-stage")
    return Profile(
        kinds=kinds,
        children_likely=children_likely,
        countries=tuple(countries),
        size=size,
        stage=stage,
    )


def _kinds(key: str, held: Profile) -> tuple[str, ...] | None:
    """One box a kind; None where none is ticked, and a line that says what that means."""
    st.html('<p class="fieldname">Kinds of service</p>')
    with st.container(key=f"kinds-{key}", gap=None):
        chosen = tuple(
            kind.id
            for kind in load_profiles().kinds
            if st.checkbox(
                # No Markdown: a check box reads its label aloud as it is written.
                f"{kind.title}: {kind.summary}",
                value=held.kinds is not None and kind.id in held.kinds,
                key=f"{key}-kind-{kind.id}",
            )
        )
    meaning = (
        "They decide which practices are asked."
        if chosen
        else "None is ticked. That means every kind: every practice is in scope."
    )
    st.html(f'<p class="quiet">{meaning}</p>')
    return chosen or None


def _one_of(label: str, titles: dict[str, str], held: str | None, key: str) -> str | None:
    options = [None, *titles]
    return st.selectbox(
        label,
        options,
        index=options.index(held) if held in titles else 0,
        format_func=lambda option: titles[option] if option else "not said",
        key=key,
    )
