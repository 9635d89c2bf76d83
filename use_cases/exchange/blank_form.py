"""A form to send to somebody without access: every practice with its level texts and no answer, to be filled in."""

import textwrap
from collections.abc import Iterable, Sequence

from frameworks.model import Framework, Practice
from use_cases.exchange.answers_file import AnswersFile
from use_cases.exchange.yaml_file import yaml_text

_WIDTH = 110
_HOW = (
    "Give each practice the level you see yourself, without asking what others would say.",
    "Write `level: 3` (a number of the list above it) in place of `state: not_known`. Leave what you cannot judge.",
    "Never enter the material itself, its hashes, or names of victims or suspects.",
)


def blank_form(framework: Framework, organization: str, practice_ids: Sequence[str]) -> str:
    """The form as YAML with comments, in the order given. It reads as an answers file, filled in or not."""
    header = AnswersFile(framework=framework.key, organization=organization, about="Confidential. A form for ratings.")
    lines = [*_comment(f"{framework.title} {framework.version}, for {organization}"), "#"]
    for sentence in _HOW:
        lines += _comment(sentence)
    lines += ["", yaml_text(header).replace("answers: []\n", "answers:").rstrip("\n")]
    if not practice_ids:
        return "\n".join(lines) + " []\n"
    for practice_id in practice_ids:
        lines += ["", *_entry(framework.practices[practice_id], framework)]
    return "\n".join(lines) + "\n"


def _entry(practice: Practice, framework: Framework) -> Iterable[str]:
    yield from _comment(f"{practice.id} {practice.title}", indent="  ")
    yield from _comment(practice.intent, indent="  ")
    scale = framework.scale_of(practice.id)
    for level in scale.levels:
        words = f"{scale.value_of(level.number)} {level.title}: {practice.levels[level.number]}"
        yield from _comment(words, indent="  ", hang="    ")
    yield f'  - practice: "{practice.id}"'
    yield "    state: not_known"


def _comment(text: str, *, indent: str = "", hang: str = "") -> list[str]:
    """The text as comment lines; nothing in it can end the comment."""
    words = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=f"{indent}# {'  ' if hang else ''}",
        subsequent_indent=f"{indent}# {hang}",
        break_on_hyphens=False,
    )
