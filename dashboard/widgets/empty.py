"""Empty states: each teaches the next step."""

from dashboard.widgets.frame import foot, plain_head
from dashboard.widgets.links import link_to
from dashboard.widgets.session import current_actor


def no_assessment() -> None:
    """There is no organization, or none with an assessment."""
    plain_head(
        "No assessment is open yet.",
        "Say what kinds of service your organization runs; the practices that apply follow from it. "
        "The quick start among them gives a first picture before the next meeting.",
    )
    link_to("organizations", "Add an organization")
    foot(None, current_actor())
