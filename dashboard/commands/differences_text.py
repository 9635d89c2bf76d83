"""Where raters differ, as text and as the published JSON."""

from collections.abc import Sequence
from typing import Any

from dashboard.commands.printing import plain, print_line, print_table
from dashboard.widgets.rating_words import levels_words, settled_words, spread_words
from frameworks.model import Framework
from scoring.raters import Difference


def print_differences(differences: Sequence[Difference], framework: Framework) -> None:
    """Each practice on which raters differ, widest first; a sentence where they nowhere do."""
    if not differences:
        print_line("No practice is rated differently by two people.")
        return
    print_line("Where raters differ")
    print_table(
        [
            (
                one.practice_id,
                spread_words(one.spread),
                plain(levels_words(one.ratings), most=60),
                settled_words(one.settled),
                plain(framework.practices[one.practice_id].title, most=60),
            )
            for one in differences
        ]
    )


def differences_as_tree(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """The list that `--json` prints, widest first."""
    return [
        {
            "practice": one.practice_id,
            "spread": one.spread,
            "ratings": [{"by": rating.by, "level": rating.level} for rating in one.ratings],
            "settled": one.settled.level if one.settled else None,
        }
        for one in differences
    ]
