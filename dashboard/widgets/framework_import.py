"""Bring in a framework of another format: choose a file, see what it holds and what it cannot carry, then keep it."""

from hashlib import sha256
from html import escape

import streamlit as st

from dashboard.widgets.framework_document import METHODS
from dashboard.widgets.framework_filter import open_next
from dashboard.widgets.marks import table
from dashboard.widgets.notices import errors_in_words, show_refusal
from dashboard.widgets.scale_words import scale_words
from dashboard.widgets.session import begin_anew, current_workspace, form_round, leave_notice
from frameworks.errors import MaturityError
from frameworks.formats.imported import Imported, Note
from frameworks.model import Framework
from use_cases.frameworks import Contents, count_contents, is_kept, keep_import, preview_import

MOST_MEGABYTES = 20
SHOWN_NOTES = 12
_FORM = "framework-import"


def framework_import() -> None:
    """A folded form; nothing is kept before its button is pressed."""
    with (folded := st.expander("Import a framework", key=_FORM, on_change="rerun")):
        if folded.open:
            _form()


@errors_in_words()
def _form() -> None:
    st.html(
        "<p>A CISO Assistant library (YAML or Excel), an OSCAL catalog or profile (JSON), OWASP SAMM (toolbox, or its "
        "model folder as .zip), or DSOMM. You see first what it holds.</p>"
    )
    chosen = st.file_uploader(
        "Framework file",
        type=["yaml", "yml", "json", "xlsx", "zip"],
        max_upload_size=MOST_MEGABYTES,
        key=f"{_FORM}-{form_round(_FORM)}",
    )
    if chosen is None:
        return
    content = chosen.getvalue()
    try:
        imported = _read(sha256(content).hexdigest(), chosen.name, content)
    except MaturityError as error:
        show_refusal("Nothing was kept", error.faults)
        return
    st.html(preview_html(imported))
    _keep_button(imported)


@st.cache_resource(max_entries=4, ttl=900, show_spinner=False)
def _read(digest: str, name: str, _content: bytes) -> Imported:
    """Read once, however often the page is drawn."""
    return preview_import(_content, name)


def _keep_button(imported: Imported) -> None:
    workspace = current_workspace()
    if imported.frameworks and all(is_kept(workspace, one) for one in imported.frameworks):
        st.html('<p class="quiet" role="status">It is here already, under this id and version.</p>')
        return
    number = len(imported.frameworks)
    label = "Keep this framework" if number == 1 else f"Keep these {number} frameworks"
    if number and st.button(label, type="primary", key=f"{_FORM}-keep"):
        keys = keep_import(workspace, imported)
        begin_anew(_FORM)
        open_next(keys[0])
        leave_notice(f"{imported.frameworks[0].title} is kept. Begin an assessment on it under Organizations.")
        st.rerun()


def preview_html(imported: Imported) -> str:
    """What comes in, and what does not."""
    parts = [_framework_html(framework) for framework in imported.frameworks]
    if imported.crosswalks:
        parts.append(f"<p>{len(imported.crosswalks)} crosswalks come with it.</p>")
    if not imported.frameworks:
        parts.append("<p>It brings no framework.</p>")
    return "".join(parts) + _notes_html(imported.notes)


def _framework_html(framework: Framework) -> str:
    held = count_contents(framework)
    scale = f"{scale_words(framework.scale)}{', every whole number' if framework.scale.is_range else ''}"
    own = f"; {held.own_scales} practices have scales of their own" if held.own_scales else ""
    origin = f"{framework.origin.format}, {framework.origin.id}" if framework.origin else "–"
    rows = (
        ("Id and version", framework.key),
        ("Source", origin),
        ("License", framework.license or "not stated"),
        ("Tree", _tree_words(held)),
        ("Scale", f"{scale}{own}"),
        ("Presets", str(held.presets) if held.presets else "none beside the whole"),
        ("Questions", f"{held.questions:,}"),
        ("Method", f"{framework.method}: {METHODS.get(framework.method, framework.method)}"),
    )
    inner = table(("What comes in", "As the file has it"), [(name, escape(words)) for name, words in rows])
    return f'<div class="smallhead"><h3>{escape(framework.title)}</h3></div><div class="import">{inner}</div>'


def _notes_html(notes: tuple[Note, ...]) -> str:
    if not notes:
        return '<p class="quiet">Everything of it is carried.</p>'
    rows = [f"<li>{escape(note.what)}<small>{escape(note.where)}</small></li>" for note in notes]
    rest = rows[SHOWN_NOTES:]
    more = f"<details><summary>{len(rest)} more</summary><ul>{''.join(rest[:500])}</ul></details>" if rest else ""
    return (
        '<div class="smallhead"><h3>What is not carried, and what stands in</h3></div>'
        f'<div class="notes"><ul>{"".join(rows[:SHOWN_NOTES])}</ul>{more}</div>'
    )


def _tree_words(held: Contents) -> str:
    named = ((held.domains, "domain"), (held.groups, "group"), (held.practices, "practice"))
    return ", ".join(f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in named if number)
