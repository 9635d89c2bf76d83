"""Answers as JSON."""

import json
from pathlib import Path

from use_cases.exchange.plain_tree import tree_draft
from use_cases.exchange.shape import AnswersFile, Draft, file_as_tree


def json_draft(source: bytes | Path, name: str) -> Draft:
    """The tree of a JSON file, not yet checked. Raises AnswersNotReadable where it is not JSON."""
    return tree_draft(source, name, "json")


def json_text(answers_file: AnswersFile) -> str:
    """The answers as JSON, indented."""
    return json.dumps(file_as_tree(answers_file), ensure_ascii=False, allow_nan=False, indent=2) + "\n"
