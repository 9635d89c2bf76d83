"""The terms, and suggestions for what was written, as lines of text."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.commands.printing import print_line
from frameworks.registers.terminology import Term, Terminology
from frameworks.remarks import Remark
from frameworks.terminology import suggestion
from scoring.assessment import Answer
from scoring.wording import find_terms_of

MOST_REMARKS = 50
BASIS = {"verified": "verified", "memory": "from memory, unverified", "ours": "this project's own"}


def print_terms(register: Terminology) -> None:
    """Two lines a term: avoid and prefer, then why and on what basis."""
    print_line(f"Words to avoid and words to prefer, {register.dated:%Y-%m-%d}")
    for term in register.terms:
        searched = "" if term.lint == "no" else " *"
        print_line()
        print_line(f"{'; '.join(term.avoid)}{searched}")
        print_line(f"  prefer: {term.prefer}")
        print_line(f"  why:    {term.reason} ({_basis_words(term)})")
        if term.note:
            print_line(f"          {term.note}")


def terms_as_tree(register: Terminology) -> dict[str, Any]:
    """The terms as `terms --json` prints them, without the forms that are searched for."""
    shown = ("id", "avoid", "prefer", "reason", "basis", "sources", "note", "lint")
    terms = [
        {**term.model_dump(mode="json", include=set(shown)), "unverified": term.is_unverified}
        for term in register.terms
    ]
    return {"dated": register.dated.isoformat(), "terms": terms}


def print_suggestions(answers: Iterable[Answer]) -> None:
    """Suggestions for the words of answers that were stored, on standard error."""
    print_remarks(
        [
            Remark(f"practice {answer.practice} > {field}", suggestion(use))
            for answer in answers
            for field, use in find_terms_of(answer)
        ]
    )


def print_remarks(remarks: Sequence[Remark]) -> None:
    """Remarks on standard error, so that what a program reads stays as it is."""
    sys.stdout.flush()
    for remark in remarks[:MOST_REMARKS]:
        print_line(f"Remark: {remark.where}: {remark.what}", to_errors=True)
    if len(remarks) > MOST_REMARKS:
        print_line(f"Remark: {len(remarks) - MOST_REMARKS} more are left out.", to_errors=True)


def _basis_words(term: Term) -> str:
    return f"{BASIS[term.basis]}: {', '.join(term.sources)}" if term.sources else BASIS[term.basis]
