"""How sure figures are, as text and as the published JSON."""

from typing import Any

from dashboard.commands.differences_text import differences_as_tree, print_differences
from dashboard.commands.printing import print_line
from dashboard.widgets.certainty_findings import certainty_sentences
from frameworks.model import Framework
from scoring.certainty import Certainty, Ends


def print_certainty(certainty: Certainty, framework: Framework) -> None:
    """One sentence a line for weights, evidence, raters and the least change that is real; then where raters differ."""
    for sentence in certainty_sentences(certainty):
        print_line(sentence)
    if certainty.differences:
        print_differences(certainty.differences, framework)


def certainty_as_tree(certainty: Certainty) -> dict[str, Any]:
    """The tree that `--json` prints; null where something cannot be said."""
    evidence, agreement = certainty.score.evidence, certainty.agreement
    judged = None
    if agreement is not None:
        judged = {
            "raters": agreement.raters,
            "practices": agreement.practices,
            "alpha": agreement.alpha,
            "interval": list(agreement.interval) if agreement.interval else None,
            "within_one_level": float(agreement.within_one),
        }
    return {
        "weights": {
            "average": _number(certainty.score.mean.value),
            "standard_deviation": certainty.spread,
            "off_by_half": _ends(certainty.half_again),
            "off_by_double": _ends(certainty.double),
        },
        "evidence": {
            **{
                name: _number(getattr(evidence, name))
                for name in ("claimed", "evidenced", "low", "high", "reviewed_share")
            },
            "asserted_share": _number(certainty.asserted),
        },
        "agreement": judged,
        "apart": [
            {
                "practice": one["practice"],
                "lowest": one["ratings"][0]["level"],
                "highest": one["ratings"][-1]["level"],
                "settled": one["settled"],
                "ratings": one["ratings"],
            }
            for one in differences_as_tree(certainty.differences)
        ],
        "detectable_change": {
            "value": certainty.default_change if certainty.own_change is None else certainty.own_change,
            "own": certainty.own_change is not None,
        },
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _ends(ends: Ends | None) -> list[float] | None:
    return None if ends is None else [float(end) for end in ends]
