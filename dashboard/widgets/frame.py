"""The frame of every page: eyebrow, finding, lede, sections and foot."""

from html import escape

import streamlit as st

from dashboard.widgets.dates import day
from dashboard.widgets.marks import tag
from dashboard.widgets.session import take_notice
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
    # Frameworks of others often say the same as title and as text.
    below = f'<p class="lede">{escape(lede)}</p>' if lede != finding else ""
    st.html(f'<p class="eyebrow">{"".join(words)}</p><h1>{escape(finding)}</h1>{below}')
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
    """The quiet line at the end of a page: confidential, whose, seen by whom, when."""
    if opened is not None:
        texts = " against proposed level texts" if opened.framework.lifecycle == "draft" else ""
        st.html(
            f'<p class="foot">Confidential. {escape(opened.organization.name)}, seen by {escape(actor)} on '
            f"{day(opened.on)}. A self-assessment{texts}; not legal advice.</p>"
        )


def _show_notice() -> None:
    if notice := take_notice():
        st.html(f'<div class="notice" role="status"><p>{escape(notice)}</p></div>')
