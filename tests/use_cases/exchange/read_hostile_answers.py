"""Run as a module: reads every hostile answers file and prints a line for each."""

from tests.frameworks.hostile import ANSWERS, CSV
from use_cases.exchange.answers_file import AnswersNotReadable, read_answers


def main() -> None:
    """Print ending, name and `read`, or how it was refused."""
    for name, content in CSV.items():
        print("csv", name, outcome(content, "a.csv", "safer-by-design"))
    for name, content in ANSWERS.items():
        print("json", name, outcome(content, "a.json"))


def outcome(content: bytes, name: str, framework: str | None = None) -> str:
    """`read`, or the first thing that stood in the way."""
    try:
        read_answers(content, name, framework=framework)
    except AnswersNotReadable as refused:
        assert len(refused.faults) <= 1_001
        return refused.faults[0].what
    return "read"


if __name__ == "__main__":
    main()
