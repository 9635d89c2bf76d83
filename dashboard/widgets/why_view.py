"""Why is it this? The dialog behind a figure, and the buttons that open it."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

import streamlit as st

from dashboard.widgets import marks, why_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.why_mark import BACKED, COVERAGE, LEVEL, LOWEST, MEAN, PRACTICE, WEAKEST, key_of
from dashboard.widgets.why_rows import Row, backed_rows, domain_rows, practice_rows, total_backed, total_brought
from frameworks.model import Framework
from scoring.adjusted import Adjusted
from scoring.adjustment import Key
from scoring.next_step import Hold
from scoring.reasons import TOTAL, Reason, explain_score
from scoring.scorecard import Scorecard
from scoring.shown import shown_level
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


def overview_figures(card: Scorecard, practices: Iterable[str]) -> list[tuple[str, str]]:
    """What can be asked on Overview: the whole, each domain and each of the practices that are shown."""
    domains = [domain.id for domain in card.domains if domain.score.state != "out_of_scope"]
    return [
        *figures_of(TOTAL),
        (TOTAL, WEAKEST),
        (TOTAL, LOWEST),
        *(figure for id_ in domains for figure in figures_of(id_)),
        *practice_figures(practices),
    ]


def figures_of(id_: str) -> list[tuple[str, str]]:
    """What can be asked of a domain or the whole wherever it is shown."""
    return [(id_, focus) for focus in (MEAN, LEVEL, BACKED, COVERAGE)]


def practice_figures(ids: Iterable[str]) -> list[tuple[str, str]]:
    """What can be asked of practices."""
    return [(id_, PRACTICE) for id_ in ids]


@st.dialog("Why is it this?", width="medium")
def _why_dialog(opened: OpenAssessment, id_: str, focus: str) -> None:
    """The reason of a figure; below it, of one practice from near."""
    if focus == PRACTICE:
        one = explain_score(opened.scorecard, opened.framework, id_, opened.assessment.by_practice)
        st.html(practice_view(one, opened.framework, opened.adjusted))
        return
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
        st.html(practice_view(near, opened.framework, opened.adjusted))


def reason_view(reason: Reason, framework: Framework, focus: str = MEAN) -> str:
    """A domain or the whole as HTML: what was asked first, then the other figures."""
    blocks = {
        MEAN: _average(reason, framework),
        LEVEL: _level(reason, framework),
        BACKED: _backed(reason, framework),
        WEAKEST: _weakest(reason, framework),
        LOWEST: _lowest(reason, framework) if focus == LOWEST else "",
        COVERAGE: _coverage(reason, framework) if focus == COVERAGE else "",
    }
    ordered = [focus, *(other for other in blocks if other != focus)]
    name = "All practices in scope" if reason.kind == "total" else reason.title
    inner = "".join(blocks[one] for one in ordered)
    return f'<div class="reason"><p class="eyebrow"><b>{escape(name)}</b></p>{inner}</div>'


def practice_view(reason: Reason, framework: Framework, adjusted: Mapping[Key, Adjusted] = MappingProxyType({})) -> str:
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
        + "".join(_paragraph(sentence) for sentence in why_words.step_sentences(reason, framework, adjusted=adjusted))
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
            "–" if part.level is None else shown_level(part.level),
            why_words.percent(part.in_weakest, 1),
        )
        for part in sorted(reason.parts, key=lambda part: part.level or 0)
        if part.in_weakest
    ]
    table = marks.table(("Practice", "Level", "Part"), rows, numeric=(1, 2))
    folded = f"<details><summary>The answers it is made of</summary>{table}</details>"
    sentence = f"{sentence} {why_words.weakest_backed_sentence(reason)}"
    return f"<h3>Weakest fifth {marks.tenth(reason.weakest_fifth.value)}</h3>{_paragraph(sentence)}{folded}"


def _backed(reason: Reason, framework: Framework) -> str:
    sentence = why_words.backed_sentence(reason)
    if not sentence:
        return ""
    rows = [
        (f"{escape(row.title)}<small>{escape(row.id)}</small>", row.level, row.backed, row.share, row.brings)
        for row in backed_rows(reason, framework)
    ]
    if not rows:
        return f"<h3>Backed</h3>{_paragraph(sentence)}"
    rows.append(("Together", "", "", "", f"<b>{total_backed(reason)}</b>"))
    names = {1: "level", 2: "backed", 3: "share", 4: "brings"}
    table = marks.table(("Practice", "Level", "Backed", "Share", "Brings"), rows, numeric=(2, 3, 4), names=names)
    folded = f"<details><summary>What evidence in date backs</summary>{table}</details>"
    return f"<h3>Backed {marks.tenth(reason.evidenced)}</h3>{_paragraph(sentence)}{folded}"


def _lowest(reason: Reason, framework: Framework) -> str:
    lowest, ids = why_words.lowest_answers(reason)
    if lowest is None:
        return f"<h3>Lowest answer</h3>{_paragraph(why_words.makeup_sentence(reason))}"
    number = f"{len(ids)} practices are" if len(ids) > 1 else "One practice is"
    sentence = f"{number} answered at level {lowest}, and none below it."
    return f"<h3>Lowest answer {lowest}</h3>{_paragraph(sentence)}{_items([(id_, '') for id_ in ids], framework)}"


def _coverage(reason: Reason, framework: Framework) -> str:
    words = [(part.practice_id, part.state.replace("_", " ")) for part in reason.parts if part.state != "answered"]
    sentences = (
        why_words.coverage_sentence(reason),
        why_words.left_out_sentence(reason),
        why_words.open_sentence(reason),
    )
    return f"<h3>Coverage</h3>{_paragraph(*sentences)}{_items(words, framework)}"


def _holds(holds: Sequence[Hold], framework: Framework) -> str:
    """The practices by name; beyond some, folded."""
    return _items([(hold.practice_id, why_words.hold_words(hold)) for hold in holds], framework)


def _items(named: Sequence[tuple[str, str]], framework: Framework) -> str:
    """Practices by name, each with a few words; beyond some, folded."""
    items = [
        f"<li><b>{escape(id_)}</b><span>{escape(framework.practices[id_].title)}"
        f"{f'<small>{escape(words)}</small>' if words else ''}</span></li>"
        for id_, words in named
    ]
    if not items:
        return ""
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
