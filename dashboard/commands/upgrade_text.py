"""What an upgrade carries over, as a calm page of text and as one JSON document."""

import textwrap
from typing import Any

from dashboard.commands.printing import print_line
from dashboard.widgets.upgrade_words import upgrade_sentences
from use_cases.upgrade import Previewed

WIDTH = 96


def print_upgrade(found: Previewed) -> None:
    """From which version to which, then a sentence for each way an answer can go."""
    old = found.opened.header
    print_line(f"{found.opened.organization.name} · {old.framework_key} to version {found.newer.version}")
    for sentence in upgrade_sentences(found.upgrade, found.newer):
        for line in textwrap.wrap(sentence, WIDTH, break_on_hyphens=False):
            print_line(f"  {line}")


def upgrade_as_tree(found: Previewed) -> dict[str, Any]:
    """Each practice of the newer version with the way its answer comes, and the answers that are dropped."""
    return {
        "from": found.opened.header.framework_key,
        "to": found.newer.key,
        "practices": [
            {
                "practice": one.practice_id,
                "way": one.way,
                "from": list(one.sources),
                "level": one.answer.level if one.answer else None,
                "state": one.answer.state if one.answer else None,
                "reads_otherwise": one.reads_otherwise,
            }
            for one in found.upgrade.practices
        ],
        "dropped": [answer.practice for answer in found.upgrade.dropped],
    }
