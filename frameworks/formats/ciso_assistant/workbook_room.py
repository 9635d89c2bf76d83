"""How many questions, choices and translations the lines of a workbook stand for, counted before any is made."""

from collections.abc import Iterator, Mapping, Sequence

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.room import MOST_VALUES
from frameworks.formats.ciso_assistant.workbook_lines import lines_of
from frameworks.formats.ciso_assistant.workbook_tables import Block


def check_room(blocks: Sequence[Block], name: str) -> None:
    """Raises FrameworkNotReadable where it is more than any library may hold: one line may stand for very many."""
    held = 0
    answers = {row.get("id", ""): row for one in blocks if one.kind == "answers" for row in one.rows}
    choices = {id_: _texts(row, "question_choices") for id_, row in answers.items()}
    rows = (row for one in blocks if one.kind == "framework" for row in one.rows if row.get("questions"))
    for number in (*choices.values(), *_asked(rows, choices)):
        held += number
        if held > MOST_VALUES:
            what = f"Questions and choices of the workbook hold more than {MOST_VALUES:,} values."
            raise FrameworkNotReadable.of(what, name, "choose a smaller one, or take out what is not needed.")


def _asked(rows: Iterator[Mapping[str, str]], choices: Mapping[str, int]) -> Iterator[int]:
    """What each row makes, with the choices of its questions."""
    for row in rows:
        questions, named = len(lines_of(row["questions"])), lines_of(row.get("answer", ""))
        for_all = questions if len(named) == 1 else 1
        yield _texts(row, "questions") + for_all * sum(choices.get(one, 0) for one in named)


def _texts(row: Mapping[str, str], column: str) -> int:
    """The texts of a column, and as many for each language in which the row says anything."""
    languages = {title.rpartition("[")[2] for title, cell in row.items() if cell and title.endswith("]")}
    return len(lines_of(row.get(column, ""))) * (1 + len(languages))
