"""Why is it this? The dialog behind a figure, and the buttons that open it."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboard.widgets import marks, why_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.why_mark import LEVEL, MEAN, WEAKEST, key_of
from dashboard.widgets.why_rows import Row, domain_rows, practice_rows, total_brought
from frameworks.model import Framework
from scoring.next_step import Hold
from scoring.reasons import TOTAL, Reason, explain_score
from use_cases.open_assessment import OpenAssessment

SHOWN_HOLDS = 6
"""What is beyond is folded."""


def why_buttons(opened: OpenAssessment, asked: Iterable[tuple[str, str]]) -> None:
    """One button out of sight for each figure, by id and focus; nothing is computed before one is pressed."""
    with st.container(key="why-buttons"):
        pressed = [
            (id_, focus)
            for id_, focus in asked
            if st.button(f"Why is it this? {as_plain(id_)} {focus}", key=key_of(id_, focus), type="tertiary")
        ]
    for id_, focus in pressed:
        _why_dialog(opened, id_, focus)


def headline_figures() -> list[tuple[str, str]]:
    """What can be asked of the whole."""
    return [(TOTAL, MEAN), (TOTAL, LEVEL), (TOTAL, WEAKEST)]


@st.dialog("Why is it this?", width="medium")
def _why_dialog(opened: OpenAssessment, id_: str, focus: str) -> None:
    """The reason of a figure; below it, of one practice from near."""
    reason = explain_score(opened.scorecard, opened.framework, id_)
    st.html(reason_view(reason, opened.framework, focus))
    titles = {row.id: row.title for row in practice_rows(reason, opened.framework)}
    if not titles:
        return
    chosen = st.selectbox(
        "One practice from near",
        list(titles),
        index=None,
        format_func=lambda practice_id: f"{practice_id} {titles[practice_id]}",
        placeholder="Choose a practice",
        key="why-practice",
    )
    if chosen:
        near = explain_score(opened.scorecard, opened.framework, chosen, opened.assessment.by_practice)
        st.html(practice_view(near, opened.framework))


def reason_view(reason: Reason, framework: Framework, focus: str = MEAN) -> str:
    """A domain or the whole as HTML: what was asked first, then the other figures."""
    blocks = {
        MEAN: _average(reason, framework),
        LEVEL: _level(reason, framework),
        WEAKEST: _weakest(reason, framework),
    }
    ordered = [focus, *(other for other in blocks if other != focus)]
    name = "All practices in scope" if reason.kind == "total" else reason.title
    inner = "".join(blocks[one] for one in ordered)
    return f'<div class="reason"><p class="eyebrow"><b>{escape(name)}</b></p>{inner}</div>'


def practice_view(reason: Reason, framework: Framework) -> str:
    """One practice as HTML."""
    near = reason.practice
    assert near is not None, "only a practice is shown from near"
    texts = "" if near.text_now is None else f"<p><b>Now</b> {escape(near.text_now)}</p>"
    pointers = [why_words.pointer_words(pointer, reason.value.value) for pointer in near.pointers]
    return (
        f'<div class="reason"><h3>{escape(reason.id)} {escape(reason.title)}</h3>'
        + _paragraph(why_words.makeup_sentence(reason), why_words.share_sentence(reason))
        + texts
        + _list("Evidence", pointers)
        + _paragraph(why_words.held_sentence(reason, framework))
        + "".join(_paragraph(sentence) for sentence in why_words.step_sentences(reason, framework))
        + "</div>"
    )


def _average(reason: Reason, framework: Framework) -> str:
    sentences = (
        why_words.makeup_sentence(reason),
        why_words.left_out_sentence(reason),
        why_words.open_sentence(reason),
    )
    rows = practice_rows(reason, framework)
    if not rows:
        return f"<h3>Average</h3>{_paragraph(*sentences)}"
    of_practices = _table("Practice", "level", rows, reason)
    if reason.kind == "total":
        folded = f"<details><summary>All {len(rows)} practices</summary>{of_practices}</details>"
        of_practices = _table("Domain", "answered", domain_rows(reason, framework), reason) + folded
    return f"<h3>Average {why_words.figure(reason)}</h3>{_paragraph(*sentences)}{of_practices}"


def _level(reason: Reason, framework: Framework) -> str:
    sentence = why_words.level_sentence(reason, framework)
    if not sentence:
        return ""
    step = reason.next_step
    held = f"<p>Level {step.to} is held back by:</p>{_holds(step.held_by, framework)}" if step else ""
    steps = "".join(f"<li>{escape(words)}</li>" for words in why_words.step_sentences(reason, framework))
    return (
        f"<h3>Level {reason.level.value}</h3>{_paragraph(sentence)}{held}"
        f"<p>What the next step would need:</p><ul>{steps}</ul>"
    )


def _weakest(reason: Reason, framework: Framework) -> str:
    sentence = why_words.weakest_sentence(reason)
    if not sentence:
        return ""
    rows = [
        (
            f"{escape(framework.practices[part.practice_id].title)}<small>{escape(part.practice_id)}</small>",
            str(part.level),
            why_words.percent(part.in_weakest, 1),
        )
        for part in sorted(reason.parts, key=lambda part: part.level or 0)
        if part.in_weakest
    ]
    table = marks.table(("Practice", "Level", "Part"), rows, numeric=(1, 2))
    folded = f"<details><summary>The answers it is made of</summary>{table}</details>"
    return f"<h3>Weakest fifth {marks.tenth(reason.weakest_fifth.value)}</h3>{_paragraph(sentence)}{folded}"


def _holds(holds: Sequence[Hold], framework: Framework) -> str:
    """The practices by name; beyond some, folded."""
    items = [
        f"<li><b>{escape(hold.practice_id)}</b><span>{escape(framework.practices[hold.practice_id].title)}"
        f"<small>{why_words.hold_words(hold)}</small></span></li>"
        for hold in holds
    ]
    rest = items[SHOWN_HOLDS:]
    first = f'<ul class="items">{"".join(items[:SHOWN_HOLDS])}</ul>'
    if not rest:
        return first
    return f'{first}<details><summary>{len(rest)} more</summary><ul class="items">{"".join(rest)}</ul></details>'


def _table(what: str, level: str, rows: Sequence[Row], reason: Reason) -> str:
    """What each row brings, and what they add up to."""
    body = [
        (
            f"{escape(row.title)}<small>{escape(row.id)}</small>",
            row.level,
            row.backed,
            str(row.weight),
            row.share,
            row.brings,
        )
        for row in rows
    ]
    together = ("Together", "", "", "", "", f"<b>{total_brought(reason)}</b>")
    return marks.table(
        (what, level.capitalize(), "Backed", "Weight", "Share", "Brings"),
        [*body, together],
        numeric=(2, 3, 4, 5),
        names={1: level, 2: "backed", 3: "weight", 4: "share", 5: "brings"},
    )


def _list(title: str, words: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in words)
    return f"<p>{title}</p><ul>{items}</ul>" if items else ""


def _paragraph(*sentences: str) -> str:
    text = " ".join(escape(sentence) for sentence in sentences if sentence)
    return f"<p>{text}</p>" if text else ""
