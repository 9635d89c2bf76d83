"""Answers as YAML, the same tree as JSON."""

from pathlib import Path
from typing import Any

import yaml

from use_cases.exchange.plain_tree import tree_draft
from use_cases.exchange.shape import AnswersFile, Draft, file_as_tree


def yaml_draft(source: bytes | Path, name: str) -> Draft:
    """The tree of a YAML file, not yet checked. Raises AnswersNotReadable where it is not plain YAML."""
    return tree_draft(source, name, "yaml")


def yaml_text(answers_file: AnswersFile) -> str:
    """The answers as YAML; texts are in quotation marks, so that no reader takes one for a number or a date."""
    text: str = yaml.dump(
        file_as_tree(answers_file), Dumper=_QuotingDumper, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return text


class _Key(str):
    """A key of the shape: plain, without quotation marks."""


class _QuotingDumper(yaml.SafeDumper):
    """Writes every text in quotation marks, every key without, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, {_Key(key): value for key, value in mapping.items()}, flow_style)


_QuotingDumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)
_QuotingDumper.add_representer(_Key, lambda dumper, key: dumper.represent_scalar("tag:yaml.org,2002:str", str(key)))
