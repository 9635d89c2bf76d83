"""The form that asks for an organization's profile: which kinds of service it runs, for whom, where."""

import streamlit as st

from frameworks.registers.register import load_profiles
from scoring.organization import Profile


def profile_fields(key: str, profile: Profile | None = None) -> Profile:
    """Draw the fields of a profile inside a form and return what they say now.

    No kind chosen means every kind, so that every practice is in scope; the field says so.
    """
    register = load_profiles()
    held = profile or Profile()
    kinds = {kind.id: f"{kind.title}: {kind.summary}" for kind in register.kinds}
    st.markdown("**Kinds of service**")
    st.caption("They decide which practices are asked. None chosen means every kind.")
    chosen = [
        kind_id
        for kind_id, label in kinds.items()
        if st.checkbox(label, value=held.kinds is not None and kind_id in held.kinds, key=f"{key}-kind-{kind_id}")
    ]
    children_likely = st.checkbox("Children are likely to use it", value=held.children_likely, key=f"{key}-children")
    names = {country.code: f"{country.name} ({country.code})" for country in register.countries}
    countries = st.multiselect(
        "Countries of operation",
        list(names),
        default=[code for code in held.countries if code in names],
        format_func=lambda code: names[code],
        key=f"{key}-countries",
        help="They decide whom to call when something is found.",
    )
    left, right = st.columns(2)
    with left:
        size = _one_of("Size", {size.id: size.title for size in register.sizes}, held.size, f"{key}-size")
    with right:
        stage = _one_of("Stage", {stage.id: stage.title for stage in register.stages}, held.stage, f"{key}-stage")
    return Profile(
        kinds=tuple(chosen) or None,
        children_likely=children_likely,
        countries=tuple(countries),
        size=size,
        stage=stage,
    )


def _one_of(label: str, titles: dict[str, str], held: str | None, key: str) -> str | None:
    options = [None, *titles]
    return st.selectbox(
        label,
        options,
        index=options.index(held) if held in titles else 0,
        format_func=lambda option: titles[option] if option else "not said",
        key=key,
    )
