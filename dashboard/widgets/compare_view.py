"""Compare: one organization beside a release, several under codes, or the releases of a pool in order."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import benchmark_words as say
from dashboard.widgets.clients_view import clients_view
from dashboard.widgets.dates import day
from dashboard.widgets.frame import foot, head, plain_head
from dashboard.widgets.guarantee_view import guarantee_section
from dashboard.widgets.links import link_to
from dashboard.widgets.not_peers import not_peers
from dashboard.widgets.notices import show_faults
from dashboard.widgets.peer_tables import (
    figure_head,
    has_middle,
    peers_legend,
    peers_table,
    spread_table,
    successive_table,
)
from dashboard.widgets.release_choice import Choice, choose_release
from dashboard.widgets.release_facts import release_facts
from dashboard.widgets.session import current_actor, current_workspace, is_new_here
from frameworks.errors import FrameworkNotFound
from frameworks.model import Framework
from scoring.benchmark import Release
from scoring.trend import Snapshot
from use_cases.compare import (
    Client,
    Comparison,
    NotComparable,
    compare_snapshot,
    list_clients,
    load_newest_snapshot,
    show_peers,
)
from use_cases.memberships import note_release
from use_cases.open_assessment import OpenAssessment

ONE, SEVERAL, IN_ORDER = "One organization", "Several side by side", "Release after release"


def compare_view(opened: OpenAssessment | None, place: DeltaGenerator) -> None:
    """Ask for releases and show what they say; the finding goes to `place`, at the top of the page."""
    asks = st.container(key="benchmark-asks")
    with asks:
        organization = opened.organization if opened else None
        choice = choose_release(
            (organization.profile.kinds or ()) if organization else (),
            is_synthetic=organization.is_synthetic if organization else None,
        )
    if choice is None:
        with place:
            _head_without(opened)
        not_peers(opened.framework if opened else None, opened.organization.profile.stage if opened else None)
        foot(opened, current_actor())
        return
    if opened:
        _count_joined(opened, choice)
    framework = _framework_of(choice.release)
    clients = list_clients(current_workspace(), choice.release.terms.framework)
    with asks:
        view = _view(choice, clients)
    if view == SEVERAL:
        clients_view(clients, choice, framework, place)
    elif view == IN_ORDER:
        _in_order(choice, framework, place)
    else:
        _one(opened, choice, framework, place)


def _head_without(opened: OpenAssessment | None) -> None:
    finding = "No release is chosen yet."
    lede = (
        "Choose the file of a release: it shows where an organization stands among peers, none of whom it points at. "
        "The file is kept only if you say so, and nothing goes back into the pool."
    )
    if opened is None:
        plain_head(finding, lede)
    else:
        head(opened, finding, lede)


def _count_joined(opened: OpenAssessment, choice: Choice) -> None:
    """What an organization has joined sums what releases have spent; each is counted once."""
    for release in choice.releases:
        if is_new_here(f"{opened.organization.id} {release.signature}"):
            note_release(current_workspace(), opened.organization.id, release)


def _framework_of(release: Release) -> Framework | None:
    try:
        return current_workspace().load_framework(release.terms.framework)
    except FrameworkNotFound:
        return None


def _view(choice: Choice, clients: list[Client]) -> str:
    offered = [
        ONE,
        *([SEVERAL] if len(clients) > 1 else []),
        *([IN_ORDER] if len(choice.releases) > 1 else []),
    ]
    if len(offered) == 1:
        return ONE
    return st.segmented_control(
        "View", offered, default=ONE, required=True, key=f"benchmark-view-{len(offered)}", label_visibility="collapsed"
    )


def _one(opened: OpenAssessment | None, choice: Choice, framework: Framework | None, place: DeltaGenerator) -> None:
    workspace, release = current_workspace(), choice.release
    snapshot = load_newest_snapshot(workspace, opened.header.id) if opened else None
    if opened and snapshot is None:
        st.html('<p class="quiet">Nothing of your own stands beside it yet: only what was frozen is compared.</p>')
        link_to("track", "Take the first snapshot")
    made = _beside(snapshot, choice)
    with place:
        _head_of_one(opened, snapshot, made, framework)
    titles = say.titles_of(framework, release.terms.domains)
    st.html(
        figure_head(
            say.domains_finding(made.rows, titles),
            " ".join((say.reading_words(made.cell), say.restated_words(made))).strip(),
            is_synthetic=release.terms.is_synthetic,
            is_restated=made.restated_from is not None,
        )
        + peers_table(made, titles)
        + peers_legend(
            has_ours=made.rows[0].ours is not None,
            has_middle=has_middle(made.rows),
            has_reach=any(row.reach for row in made.rows),
        )
    )
    _spread(made)
    about_release(made, framework)
    if made.cell.tier == "nothing":
        not_peers(framework, opened.organization.profile.stage if opened else None)
    foot(opened, current_actor())


def _spread(made: Comparison) -> None:
    if spread := spread_table(made.cell, int(made.release.terms.highest)):
        st.html(
            figure_head("How the organizations are spread", say.SPREAD, is_synthetic=made.release.terms.is_synthetic)
            + spread
        )


def _beside(snapshot: Snapshot | None, choice: Choice) -> Comparison:
    """The comparison; what a snapshot cannot be compared with stands alone, and why is said."""
    workspace = current_workspace()
    if snapshot is not None:
        try:
            return compare_snapshot(workspace, snapshot, choice.release, choice.cell)
        except NotComparable as error:
            show_faults(error.faults)
    return show_peers(choice.release, choice.cell, workspace.today())


def _head_of_one(
    opened: OpenAssessment | None, snapshot: Snapshot | None, made: Comparison, framework: Framework | None
) -> None:
    lede = say.release_lede(made)
    if opened and snapshot and made.rows[0].ours is not None:
        finding = say.compared_finding(opened.organization.name, made)
        head(opened, finding, lede, f"snapshot of {day(snapshot.on)}", say.cell_words(made.cell.cell))
    else:
        eyebrow = f"{say.version_words(made.release, framework)} · {say.cell_words(made.cell.cell)}"
        plain_head(say.peers_finding(made), lede, eyebrow)


def _in_order(choice: Choice, framework: Framework | None, place: DeltaGenerator) -> None:
    cells = [one.cell(choice.cell) for one in choice.releases]
    finding = say.successive_finding([one.median if one else None for one in cells])
    made = show_peers(choice.release, choice.cell, current_workspace().today())
    with place:
        eyebrow = f"{say.version_words(choice.release, framework)} · {say.cell_words(choice.cell)}"
        plain_head(f"{finding}.", say.release_lede(made), eyebrow)
    st.html(
        figure_head(
            f"{len(choice.releases)} releases of {choice.release.terms.title}, the oldest first",
            "Each block says where the median of that release lies, in about nine of ten. Blocks that overlap can be "
            "told apart by nobody: what moved may be noise, or other organizations.",
            is_synthetic=choice.release.terms.is_synthetic,
        )
        + successive_table(choice.releases, choice.cell)
        + peers_legend(has_ours=False, has_middle=any(_is_narrow(one, choice.cell) for one in choice.releases))
    )
    about_release(made, framework)
    foot(None, current_actor())


def _is_narrow(release: Release, cell: str) -> bool:
    found = release.cell(cell)
    return bool(found and found.median and say.is_narrow((found.median.low, found.median.high)))


def about_release(made: Comparison, framework: Framework | None) -> None:
    """The guarantee, and beside it the facts of the release."""
    reading, aside = st.columns([1.6, 1], gap="large")
    with reading:
        guarantee_section(made.release)
    aside.html(release_facts(made, framework))
