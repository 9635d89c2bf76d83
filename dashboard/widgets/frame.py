"""The frame of every page: eyebrow, finding, lede, sections, foot, and what to do when something is found."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.widgets.dates import day
from dashboard.widgets.marks import tag
from dashboard.widgets.session import take_notice
from frameworks.registers.register import Pathway, load_pathways
from use_cases.open_assessment import OpenAssessment


def head(opened: OpenAssessment, finding: str, lede: str, *extra: str, takes_notice: bool = True) -> None:
    """Eyebrow, h1 and lede of a page that shows an assessment; below them what was left to say."""
    framework = opened.framework
    words = [
        f"<b>{escape(opened.organization.name)}</b>",
        f"<span>{escape(framework.title)} {escape(framework.version)}</span>",
        *(f"<span>{escape(word)}</span>" for word in (*_preset_words(opened), *extra)),
    ]
    if framework.lifecycle == "draft":
        words.append(tag("draft framework"))
    if opened.organization.is_synthetic:
        words.append(tag("synthetic data"))
    st.html(f'<p class="eyebrow">{"".join(words)}</p><h1>{escape(finding)}</h1><p class="lede">{escape(lede)}</p>')
    if takes_notice:
        _show_notice()


def _preset_words(opened: OpenAssessment) -> list[str]:
    """A preset leaves practices out; the reader of a number must know."""
    preset = opened.framework.preset(opened.header.preset)
    if preset is opened.framework.presets[0]:
        return []
    counts = opened.scorecard.overall.counts
    return [f"{preset.title}: {counts.in_scope} of {counts.in_scope + counts.out_of_scope} practices"]


def plain_head(finding: str, lede: str, eyebrow: str = "") -> None:
    """The same for a page without an assessment."""
    above = f'<p class="eyebrow"><span>{escape(eyebrow)}</span></p>' if eyebrow else ""
    st.html(f'{above}<h1>{escape(finding)}</h1><p class="lede">{escape(lede)}</p>')
    _show_notice()


def section(title: str, subtitle: str = "", *, kind: str = "") -> str:
    """The head of a section as HTML: one dark rule, a finding, a line on how to read it."""
    below = f"<p>{escape(subtitle)}</p>" if subtitle else ""
    return f'<div class="section {kind}"><h2>{escape(title)}</h2>{below}</div>'


def foot(opened: OpenAssessment | None, actor: str) -> None:
    """The quiet line at the end of a page, and the way to help."""
    if opened is not None:
        st.html(
            f'<p class="foot">Confidential. {escape(opened.organization.name)}, seen by {escape(actor)} on '
            f"{day(opened.on)}. A self-assessment against proposed level texts; not legal advice.</p>"
        )
    if st.button("Found something?", key="found-something", type="tertiary"):
        found_something(opened.organization.profile.countries if opened else ())


@st.dialog("Found something?", width="medium")
def found_something(countries: Sequence[str]) -> None:
    """What to do when suspected material turns up at work or on the service, and whom to call."""
    st.markdown(
        "1. **Stop.** Do not open, search, copy, forward or delete anything.\n"
        "2. **Leave it where it is.** Isolate the device or lock the account; do not switch off what is running.\n"
        "3. **Tell one person**: the one your incident plan names. Nobody else needs to see it.\n"
        "4. **Write down** when, where and how it was noticed, in words. No screenshots.\n"
        "5. **Call** the authority below. If a child is in danger now, call the emergency number."
    )
    st.html(_contacts(countries))
    st.html(
        '<p class="quiet">What you saw can stay with you. Ask for help: your employer\'s support line, a doctor, or '
        "a crisis line in your country. Not legal advice; entries marked unverified have not been checked against "
        "the original.</p>"
    )


def _contacts(countries: Sequence[str]) -> str:
    found = [pathway for pathway in load_pathways().pathways if set(pathway.countries) & set(countries)]
    missing = [code for code in countries if not any(code in pathway.countries for pathway in found)]
    if not countries:
        return (
            '<p class="quiet">No country is set for this organization. Set it on Organizations, and this list names '
            "the authorities. Until then: the police.</p>"
        )
    rows = "".join(f"<li><b>{escape(_place(pathway))}</b><span>{_contact(pathway)}</span></li>" for pathway in found)
    none = "".join(
        f"<li><b>{escape(code)}</b><span>No pathway is on record. Call the police.</span></li>" for code in missing
    )
    return f'<ul class="items">{rows}{none}</ul>'


def _place(pathway: Pathway) -> str:
    return pathway.countries[0] if len(pathway.countries) == 1 else "EU"


def _contact(pathway: Pathway) -> str:
    mark = tag("unverified", "warn") if pathway.is_unverified else ""
    channel = f"<small>{escape(pathway.channel)}</small>" if pathway.channel else ""
    return f"{escape(pathway.receiver)} {mark}{channel}"


def _show_notice() -> None:
    if notice := take_notice():
        st.html(f'<div class="notice" role="status"><p>{escape(notice)}</p></div>')
