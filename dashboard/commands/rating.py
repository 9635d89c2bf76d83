"""How `assess rate` reads a colleague's file, and how it says what was new and where raters differ now."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.commands.differences_text import differences_as_tree, print_differences
from dashboard.commands.printing import print_json, print_line
from dashboard.widgets.findings import listed
from use_cases.assess import load_assessment
from use_cases.exchange.assessment_file import read_for
from use_cases.exchange.blank_form import blank_form
from use_cases.exchange.shape import AnswersNotReadable
from use_cases.exchange.source import open_source
from use_cases.rate import RatedAll, load_round, record_ratings
from use_cases.workspace import Workspace

SHOWN_IDS = 12


def rate_from_file(workspace: Workspace, assessment_id: str, by: str, named: str, as_json: bool) -> None:
    """Keep the levels of a file as one person's ratings, all or none, and say what that did."""
    source, name = open_source(named)
    opened = load_assessment(workspace, assessment_id)
    file = read_for(opened, source, name, workspace.today())
    told = record_ratings(workspace, assessment_id, by, file.answers, file.as_of)
    if as_json:
        print_json(_told_as_tree(by.strip(), told))
        return
    for sentence in told_sentences(by.strip(), told):
        print_line(sentence)
    print_differences(told.differences, opened.framework)


def write_form(workspace: Workspace, assessment_id: str, path: Path) -> str:
    """Write a form to rate with, and say so.

    Raises:
        AnswersNotReadable: the file is not YAML by its name, or cannot be written.
    """
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise AnswersNotReadable.of("A form is YAML.", path.name, "give it a name that ends in .yaml or .yml.")
    nobody = load_round(workspace, assessment_id, "")
    opened = nobody.opened
    try:
        path.write_text(blank_form(opened.framework, opened.organization.name, nobody.practice_ids), encoding="utf-8")
    except OSError as error:
        raise AnswersNotReadable.of(
            f"The file cannot be written: {error.strerror}.", path.name, "choose a folder you may write to."
        ) from error
    return (
        f"Wrote {len(nobody.practice_ids)} practices to {path}, without any answer. "
        f"When it is back: safermark assess rate --assessment {assessment_id} --by NAME {path.name}"
    )


def told_sentences(by: str, told: RatedAll) -> list[str]:
    """What a file of ratings did, in sentences; nothing that did not happen is mentioned."""
    sentences = [
        f"Ratings by {by}: {len(told.new)} new, {len(told.changed)} changed, {told.unchanged} said nothing new."
    ]
    if told.unrated:
        sentences.append(f"Without a level, so not rated: {told.unrated}.")
    if told.older:
        sentences.append(f"Rated by {by} on a later day, which stays: {_ids(told.older)}.")
    if told.left_out:
        sentences.append(f"Left out, because not in scope or not applicable here: {_ids(told.left_out)}.")
    return sentences


def _ids(ids: Sequence[str]) -> str:
    return listed(list(ids), SHOWN_IDS, keep_case=True)


def _told_as_tree(by: str, told: RatedAll) -> dict[str, Any]:
    return {
        "by": by,
        "new": list(told.new),
        "changed": list(told.changed),
        "unchanged": told.unchanged,
        "older": list(told.older),
        "left_out": list(told.left_out),
        "without_level": told.unrated,
        "differences": differences_as_tree(told.differences),
    }
