"""Empty states: each teaches the next step."""

from dashboard.widgets.frame import foot, plain_head
from dashboard.widgets.links import link_to
from dashboard.widgets.session import current_actor, current_workspace
from use_cases.organize import list_organizations


def no_assessment() -> None:
    """There is no organization, or none with an assessment."""
    organizations = list_organizations(current_workspace())
    if organizations:
        plain_head(
            "No assessment is open yet.",
            f"{organizations[0].name} is on record without an assessment. Start one on Organizations; "
            "the quick start gives a first picture before the next meeting.",
        )
        link_to("organizations", "Start an assessment")
    else:
        plain_head(
            "Nothing is on record yet.",
            "Say what kinds of service your organization runs; the practices that apply follow from it. "
            "The quick start among them gives a first picture before the next meeting.",
        )
        link_to("organizations", "Add an organization")
    foot(None, current_actor())
