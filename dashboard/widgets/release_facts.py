"""What a release says of itself, as a list of facts."""

from html import escape

from dashboard.widgets import benchmark_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.marks import tag
from frameworks.model import Framework
from use_cases.compare import Comparison


def release_facts(made: Comparison, framework: Framework | None) -> str:
    """Which pool, how many took part, how old, which version; never a true count."""
    release, terms = made.release, made.release.terms
    facts = [
        ("Pool", escape(terms.title) + (f" {tag('synthetic data')}" if terms.is_synthetic else "")),
        ("Took part", escape(say.about_words(made.cell.about))),
        ("Counted under", escape(say.cell_words(made.cell.cell))),
        ("Made on", f"{day(release.dated)}<small>release {release.number}, {say.age_words(made.months_old)}</small>"),
        ("Answers", escape(f"up to {say.period_words(release.newest_period)}")),
        ("Framework", escape(say.version_words(release, framework))),
        ("Members", "agreed to be named" if terms.is_named else "stay unnamed"),
        *([("Suppressed", escape("; ".join(made.cell.suppressed)))] if made.cell.suppressed else []),
        ("Signature", "fits: nothing was changed after the pool signed it"),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in facts)
    return section("About this release") + f'<dl class="facts near">{rows}</dl>'
