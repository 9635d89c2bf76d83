"""Practices as documents under the headings of a domain's groups, as HTML. No Streamlit here."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from dashboard.widgets.practice_document import Reading, practice_document
from frameworks.model import Domain, Group, Practice


def practices_in_groups(domain: Domain, shown: Sequence[Practice], reading: Reading) -> str:
    """The practices as documents, under the headings they stand under."""
    path_of: Mapping[str, tuple[Group, ...]] = dict(_paths(domain.children, ()))
    html: list[str] = []
    before: tuple[Group, ...] = ()
    for practice in shown:
        path = path_of.get(practice.id, ())
        html += [_heading(path[: depth + 1]) for depth in range(len(path)) if path[: depth + 1] != before[: depth + 1]]
        html.append(practice_document(practice, reading))
        before = path
    return "".join(html)


def _heading(path: Sequence[Group]) -> str:
    group = path[-1]
    above = "".join(f"{escape(one.title)} › " for one in path[:-1])
    summary = f"<p class='quiet'>{escape(group.summary)}</p>" if group.summary else ""
    return f'<p class="group"><small>{above}</small><b>{escape(group.title)}</b></p>{summary}'


def _paths(groups: Sequence[Group], above: tuple[Group, ...]) -> Iterator[tuple[str, tuple[Group, ...]]]:
    for group in groups:
        path = (*above, group)
        yield from ((id_, path) for id_ in group.practices)
        yield from _paths(group.children, path)
