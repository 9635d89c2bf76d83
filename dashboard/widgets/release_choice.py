"""Choose what to compare with: release files, then the pool, the release and the cell where there are several."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from dashboard.widgets.benchmark_words import cell_words
from dashboard.widgets.dates import day
from dashboard.widgets.notices import show_faults
from dashboard.widgets.session import begin_anew, current_workspace, form_round, leave_notice
from frameworks.errors import Fault, MaturityError
from scoring.benchmark import Release
from use_cases.pool_files import read_published
from use_cases.received import forget_release, keep_release, list_kept, list_release_files

MOST_MEGABYTES = 1
_FORM = "benchmark-releases"


@dataclass(frozen=True, slots=True)
class Choice:
    """Every release of one pool in order, the one that is looked at, and which cell of it."""

    releases: tuple[Release, ...]
    release: Release
    cell: str


def choose_release(kinds: Sequence[str], *, is_synthetic: bool | None = None) -> Choice | None:
    """Ask for files; what cannot be read is said and left out. None before there is one.

    Releases of pools that are run in this store are there from the beginning, those of files come first. `kinds` are
    the kinds of service whose cell is offered first; `is_synthetic` says who is compared: beside a real organization
    no made-up peers stand unless their file is chosen. None: nobody is.
    """
    chosen = st.file_uploader(
        "Release files",
        type=["json"],
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key=f"{_FORM}-{form_round(_FORM)}",
        help="As the operator of a pool published them. They are read, and kept only if you say so.",
    )
    faults: list[Fault] = []
    read = _read_all([(one.name, one.getvalue()) for one in chosen], faults)
    here = _read_all(list_release_files(current_workspace()), faults)
    if faults:
        show_faults(tuple(faults))
    if new := [one for key, one in read.items() if key not in here]:
        _offer_keeping(new)
    offered = read | {key: one for key, one in here.items() if is_synthetic in (None, one.terms.is_synthetic)}
    choice = _narrowed(list(offered.values()), kinds) if offered else None
    _offer_forgetting([here[key] for key in list_kept(current_workspace()) if key in here])
    return choice


def _offer_keeping(new: Sequence[Release]) -> None:
    """Files that are chosen are gone with the page; who compares often keeps them."""
    label = "Keep this release here" if len(new) == 1 else f"Keep these {len(new)} releases here"
    if not st.button(label, key="benchmark-keep"):
        return
    for one in new:
        keep_release(current_workspace(), one)
    begin_anew(_FORM)
    leave_notice("Kept. They are offered from now on; nothing of yours is kept with them.")
    st.rerun()


def _offer_forgetting(kept: Sequence[Release]) -> None:
    if not kept:
        return
    ordered = sorted(kept, key=lambda one: (one.terms.title, one.number))
    with st.expander(f"Releases kept here: {len(kept)}", key="benchmark-kept"):
        place = st.selectbox(
            "Kept release",
            range(len(ordered)),
            format_func=lambda n: f"{ordered[n].terms.title}, release {ordered[n].number} of {day(ordered[n].dated)}",
            key=f"benchmark-kept-{len(ordered)}",
        )
        if st.button("Forget this release", key="benchmark-forget"):
            forget_release(current_workspace(), ordered[place])
            leave_notice("Forgotten. Its file can be chosen again.")
            st.rerun()


def _read_all(files: Sequence[tuple[str, bytes]], faults: list[Fault]) -> dict[str, Release]:
    """What can be read, by signature; what is wrong with the rest is added to `faults`."""
    read: dict[str, Release] = {}
    for name, content in files:
        try:
            release = _read(sha256(content).hexdigest(), name, content)
        except MaturityError as error:
            faults += error.faults
        else:
            read[release.signature] = release
    return read


@st.cache_resource(max_entries=32, ttl=900, show_spinner=False)
def _read(digest: str, name: str, _content: bytes) -> Release:
    """Read once, however often the page is drawn."""
    return read_published(_content, name)


def _narrowed(releases: Sequence[Release], kinds: Sequence[str]) -> Choice:
    pools: dict[str, list[Release]] = {}
    for one in releases:
        pools.setdefault(one.terms.public_key, []).append(one)
    for of_pool in pools.values():
        of_pool.sort(key=lambda one: one.number)
    with st.container(horizontal=True, key="benchmark-narrow"):
        several = list(pools.values())
        place = 0
        if len(several) > 1:
            place = st.selectbox(
                "Pool", range(len(several)), format_func=lambda n: several[n][0].terms.title, key="benchmark-pool"
            )
        release = _release(several[place])
        return Choice(tuple(several[place]), release, _cell(release, kinds))


def _release(of_pool: Sequence[Release]) -> Release:
    if len(of_pool) == 1:
        return of_pool[0]
    newest_first = of_pool[::-1]
    place = st.selectbox(
        "Release",
        range(len(of_pool)),
        format_func=lambda n: f"{newest_first[n].number}, {day(newest_first[n].dated)}",
        key=f"benchmark-release-{of_pool[0].terms.id}-{len(of_pool)}",
    )
    return newest_first[place]


def _cell(release: Release, kinds: Sequence[str]) -> str:
    names = [one.cell for one in release.cells]
    if len(names) == 1:
        return names[0]
    first = next((place for place, name in enumerate(names) if name in kinds), 0)
    key = f"benchmark-cell-{release.terms.id}-{release.number}"
    return st.selectbox("Counted under", names, index=first, format_func=cell_words, key=key)
