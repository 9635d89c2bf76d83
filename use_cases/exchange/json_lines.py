"""Answers as a stream: one JSON object a line."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from frameworks.model import Framework
from scoring.assessment import Answer
from use_cases.exchange.answer_shape import read_answer
from use_cases.exchange.plain_tree import tree_draft
from use_cases.exchange.reading import Reading, shorten
from use_cases.exchange.shape import AnswersNotReadable
from use_cases.exchange.yardstick import check_against

LONGEST_LINE = 1024 * 1024
"""Bytes; the longest texts an answer may hold fit many times."""


def split_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line as soon as it is there, without its end. Of a longer one only the beginning is kept in memory."""
    while line := stream.readline(LONGEST_LINE + 2):
        rest = line
        while len(rest) > LONGEST_LINE + 1 and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 2)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def read_line(line: bytes, name: str, framework: Framework, as_of: date) -> Answer:
    """The answer on one line; its `id` is optional.

    Raises:
        AnswersNotReadable: with every fault of the line.
    """
    if len(line) > LONGEST_LINE:
        raise AnswersNotReadable.of("The line is longer than 1 MB.", name, "write one answer on each line.")
    draft = tree_draft(line, name, "json")
    reading = Reading(lambda path: " > ".join([name, *(shorten(step) for step in _from_one(path))]))
    answer = read_answer(reading, draft.tree, (), as_of, also=("id",))
    if answer is not None:
        check_against(reading, (), answer, framework, as_of)
    if reading.faults or answer is None:
        raise AnswersNotReadable(*reading.all_faults(name))
    return answer


def _from_one(path: tuple[str | int, ...]) -> list[str]:
    return [str(step + 1) if isinstance(step, int) else step for step in path]
