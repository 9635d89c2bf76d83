"""The words of the benchmark that are agreed on: the consent, the checklist of the guarantee, an operator's duties."""

from functools import cache

from pydantic import Field

from frameworks.fields import Day, Frozen, Id, Prose
from frameworks.registers.register import FOLDER, load_register_file


class CheckedQuestion(Frozen):
    """A question that a written guarantee has to answer, and our answer."""

    question: Prose
    answer: Prose


class ConsentPart(Frozen):
    """A paragraph of the consent, and the one that stands for it where members agree to be named."""

    text: Prose
    named: Prose | None = None


class BenchmarkWords(Frozen):
    """What members consent to and what operators promise; words in braces of the consent are computed for a pool."""

    dated: Day
    purposes: tuple[Prose, ...] = Field(min_length=1)
    consent: tuple[ConsentPart, ...] = Field(min_length=1)
    checklist: tuple[CheckedQuestion, ...] = Field(min_length=1)
    duties: tuple[Prose, ...] = Field(min_length=1)
    source: Id
    """Of the checklist."""


@cache
def load_benchmark_words() -> BenchmarkWords:
    """The words for pools that are made from now on."""
    return load_register_file(FOLDER / "benchmark.yaml", BenchmarkWords)
