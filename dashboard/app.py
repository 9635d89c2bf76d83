"""The page list and the frame, nothing else."""

from pathlib import Path

import streamlit as st

from dashboard.app_pages.assess import assess_page
from dashboard.app_pages.benchmark import benchmark_page
from dashboard.app_pages.crosswalk import crosswalk_page
from dashboard.app_pages.frameworks import frameworks_page
from dashboard.app_pages.organizations import organizations_page
from dashboard.app_pages.overview import overview_page
from dashboard.app_pages.pathways import pathways_page
from dashboard.app_pages.plan import plan_page
from dashboard.app_pages.terms import terms_page
from dashboard.app_pages.threats import threats_page
from dashboard.app_pages.track import track_page
from dashboard.server import INSTANT
from dashboard.widgets.found_something import found_something_link
from dashboard.widgets.links import offer_pages
from dashboard.widgets.notices import errors_in_words

HERE = Path(__file__).parent

st.set_page_config(page_title="Safermark", layout="wide")
st.html(HERE / "look.css")
st.html(f'<script type="module" src="{INSTANT}"></script>', unsafe_allow_javascript=True)
st.logo(HERE / "logo.svg", size="large")
pages = [
    st.Page(overview_page, title="Overview", url_path="overview", default=True),
    st.Page(assess_page, title="Assess", url_path="assess"),
    st.Page(track_page, title="Track", url_path="track"),
    st.Page(benchmark_page, title="Benchmark", url_path="benchmark"),
    st.Page(plan_page, title="Plan", url_path="plan"),
    st.Page(threats_page, title="Threats", url_path="threats"),
    st.Page(crosswalk_page, title="Crosswalk", url_path="crosswalk"),
    st.Page(pathways_page, title="Pathways", url_path="pathways"),
    st.Page(frameworks_page, title="Frameworks", url_path="frameworks"),
    st.Page(terms_page, title="Terms", url_path="terms"),
    st.Page(organizations_page, title="Organizations", url_path="organizations"),
]
page = st.navigation(pages, position="top")
offer_pages(pages)
found_something_link()
with errors_in_words():
    page.run()
