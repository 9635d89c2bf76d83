"""Found something? What to do when suspected material turns up, in the order in which it is needed."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.widgets.links import link_to
from dashboard.widgets.receivers import receivers_anywhere, receivers_of, removal_of_images
from dashboard.widgets.session import current_assessment
from frameworks.errors import MaturityError
from frameworks.registers.register import load_profiles

STEPS: Final = (
    ("Stop.", "Do not open, look for, copy, print, photograph, forward or delete anything, not even to make sure."),
    (
        "Leave it where it is, and isolate it.",
        "Lock the screen, leave the device switched on, let nobody use it; the security team can take it off the "
        "network. Do you run the service it is on? Block access to it; do not delete it.",
    ),
    (
        "Tell one person.",
        "The one your incident plan names; without a plan, your manager or the legal team. If that person may be "
        "involved, go to the next one up, or to the police. Nobody else needs to see it.",
    ),
    ("Note when, where and how you noticed it.", "In words. No screenshot, no file."),
    (
        "Then it is reported, by that person or by you.",
        "A find on a work device normally goes to the police, a find on the internet to a hotline.",
    ),
)


def found_something_link() -> None:
    """The quiet link of every page. It needs no organization, and no store that can be read."""
    if st.button("Found something?", key="found-something", type="tertiary"):
        found_something(_countries())


def _countries() -> Sequence[str]:
    """Where the organization of this session works; none while nothing can be opened."""
    try:
        opened = current_assessment()
    except MaturityError:
        # Help must not wait for the store. The page itself says what is wrong with it.
        return ()
    return opened.organization.profile.countries if opened else ()


@st.dialog("Found something?", width="medium")
def found_something(countries: Sequence[str]) -> None:
    """What to do, and whom to call in these countries or in one that the reader names."""
    st.html(_steps() + receivers_of(countries))
    names = {country.code: country.name for country in load_profiles().countries}
    elsewhere = st.selectbox(
        "Another country" if countries else "Which country are you in?",
        [code for code in names if code not in countries],
        index=None,
        format_func=lambda code: names[code],
        placeholder="Choose a country",
        key="found-country",
    )
    if elsewhere:
        st.html(receivers_of([elsewhere]))
    elif not countries:
        st.html(receivers_anywhere())
    link_to("pathways", "Who must report by when, in every country")
    st.html(removal_of_images([*countries, elsewhere or ""]) + _for_you())


def _steps() -> str:
    steps = "".join(f"<li><b>{first}</b> {rest}</li>" for first, rest in STEPS)
    return (
        '<div class="found"><p class="first"><b>Is a child in danger now? Call the emergency number first.</b></p>'
        "<p>You do not have to be certain, and you do not have to look again. Telling someone is right.</p>"
        f"<ol>{steps}</ol><h3>Whom to call</h3></div>"
    )


def _for_you() -> str:
    return (
        '<div class="found"><h3>For you</h3><p>What you saw can stay with you; that is a normal reaction. You may '
        "step away from it now. Talk to your employer's support service, a doctor or a crisis line in your country. "
        "Say that it happened; you need not say what it showed.</p>"
        '<p class="quiet">Not legal advice. Unverified: nobody here has checked the entry against its original.</p>'
        "</div>"
    )
