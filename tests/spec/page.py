"""SCORING.md: the explanation, with the cases as tables and the numbers of the framework that comes with Safermark."""

import re
from typing import Any

from frameworks.loader import load_framework
from frameworks.model import Framework
from tests.spec.cases import FOLDER, Case, CaseFile, load_case_files
from tests.spec.words import as_written, input_words, outcome_words

GENERATED = "It is generated from `tests/spec` by `python -m tests.documents`; change it there."
_PLACE = re.compile(r"\{([a-z_]+)(?::(\w+))?\}")


def scoring_page() -> str:
    """The whole page."""
    explanation = (FOLDER / "explanation.md").read_text(encoding="utf-8")
    tables = dict(
        zip((path.stem for path in sorted(FOLDER.glob("*.yaml"))), map(section, load_case_files()), strict=True)
    )
    values = framework_values(load_framework("safer-by-design"))
    return _PLACE.sub(lambda place: tables[place[2]] if place[2] else values[place[1]], explanation)


def framework_values(framework: Framework) -> dict[str, str]:
    """The framework's numbers that the explanation speaks of."""
    gate, least = framework.gate, framework.detectable_change
    return {
        "generated": GENERATED,
        "highest": str(framework.scale.highest),
        "gate": f"{100 * gate.numerator // gate.denominator} %",
        "cap": str(gate.floor_cap),
        "least_overall": str(least.overall),
        "least_domain": str(least.domain),
        "review": str(framework.review.days),
        "recheck": str(framework.recheck.days),
        "kinds": table(
            ["Kind of evidence", "Full weight for", "Then half every", "Why"],
            [
                [kind.title, f"{kind.grace_days} days", f"{kind.half_life_days} days", kind.reason]
                for kind in framework.evidence_kinds.values()
            ],
        ),
    }


def section(file: CaseFile) -> str:
    """One file of cases with its heading, its note and its table."""
    shapes = [f"- **{name}**: {shape['note']}" for name, shape in file.shapes.items()]
    parts = [f"### {file.title}", file.note, "\n".join(shapes), *_case_tables(file)]
    return "\n\n".join(part for part in parts if part)


def _case_tables(file: CaseFile) -> list[str]:
    if file.rule == "levels":
        # Many columns: the reasons stand below, so that the table fits on a page.
        rows = [[case.name, input_words(file, case), *_results(file, case)] for case in file.cases]
        reasons = "\n".join(f"- **{case.name}**: {case.why}" for case in file.cases)
        return [table(["Case", "Levels", *map(_title, file.columns)], rows), reasons]
    if file.rule in ("assessment", "reasons"):
        header = ["Case", "What is said", "What comes out", "Why"]
        return [table(header, [[c.name, input_words(file, c), outcome_words(c), c.why] for c in file.cases])]
    header = ["Case", "Given", *map(_title, file.columns), "Why"]
    return [table(header, [[c.name, input_words(file, c), *_results(file, c), c.why] for c in file.cases])]


def _results(file: CaseFile, case: Case) -> list[str]:
    return [as_written(case.expected[column]) if column in case.expected else "" for column in file.columns]


def _title(column: str) -> str:
    return column[0].upper() + column[1:]


def table(header: list[str], rows: list[list[Any]]) -> str:
    """A table as code hosts render it; a bar in a text is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
