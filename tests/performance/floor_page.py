"""The floor every page is measured against: one button and one line of text."""

import streamlit as st

clicks = st.session_state.setdefault("clicks", 0)
if st.button("Count"):
    clicks = st.session_state["clicks"] = clicks + 1
st.html(f"<p class='painted'>{clicks} clicks</p>")
