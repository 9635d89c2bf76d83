"""Documents that are generated: `python -m tests.documents` writes them, a test holds them current."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.crosswalks_page import crosswalks_page
from tests.spec.page import scoring_page

ROOT = Path(__file__).parent.parent

DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "SCORING.md": scoring_page,
    "docs/CROSSWALKS.md": crosswalks_page,
}


def write_documents() -> None:
    """Write every generated document anew."""
    for name, render in DOCUMENTS.items():
        (ROOT / name).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    write_documents()
