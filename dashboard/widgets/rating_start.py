"""Before somebody rates on their own: what it is, in whose name, and how others are asked."""

from functools import partial

import streamlit as st

from dashboard.widgets.export_form import export_name
from dashboard.widgets.frame import head, section
from dashboard.widgets.notices import show_remark
from dashboard.widgets.session import current_workspace, last_rater, rate_as, stop_rating
from use_cases.exchange.blank_form import blank_form
from use_cases.rate import MOST_OF_A_NAME, OwnRound, load_round


def ask_name(own: OwnRound) -> None:
    """Ask for a name or role once. `own` is the round of nobody, so that nothing of anybody is shown."""
    head(
        own.opened,
        "Rate on your own",
        f"Give each of {len(own.practice_ids)} practices the level you see yourself. Until you stop you see no answer "
        "and nobody else's level. Yours move no score.",
        takes_notice=False,
    )
    st.html("<p>Begin before you look at Overview: what you have seen there, you cannot rate unseen.</p>")
    with st.form("rater-form", border=False):
        name = st.text_input("Your name or role", value=last_rater(), max_chars=MOST_OF_A_NAME, width=420)
        st.caption("The same name goes on where it stopped. It stands beside your levels once they are compared.")
        if st.form_submit_button("Begin", type="primary"):
            if name.strip():
                rate_as(name)
                st.rerun()
            show_remark("Say who rates: a name or a role.")
    if st.button("Not now", key="stop-rating", type="tertiary"):
        stop_rating()
        st.rerun()
    _others(own)


def _others(own: OwnRound) -> None:
    """How somebody else is asked, with access and without."""
    st.html(
        section(
            "Ask somebody else",
            "Who can open this dashboard: send the address of this page. Who cannot: send a form, which holds every "
            "practice with its level texts and no answer.",
        )
    )
    header = own.opened.header
    st.download_button(
        "Download the form",
        data=partial(_form_now, header.id),
        file_name=export_name(own.opened, "yaml", current_workspace().now()).replace("confidential-", "rating-form-"),
        mime="application/yaml",
        key="rating-form",
        on_click="ignore",
    )
    st.caption("When it is back, its levels are read as that person's ratings:")
    st.code(f"safermark assess rate --assessment {header.id} --by NAME FILE", language=None, wrap_lines=True)


def _form_now(assessment_id: str) -> str:
    """The form at the moment of the click."""
    own = load_round(current_workspace(), assessment_id, "")
    return blank_form(own.opened.framework, own.opened.organization.name, own.practice_ids)
