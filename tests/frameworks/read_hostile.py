"""Run as a module: reads every hostile YAML and JSON file and prints a line for each."""

from frameworks.documents import DocumentNotReadable, read_tree
from tests.frameworks.hostile import JSON, YAML


def main() -> None:
    """Print format, name and `read`, or how it was refused."""
    for name, content in YAML.items():
        print("yaml", name, outcome(content, "yaml"))
    for name, content in JSON.items():
        print("json", name, outcome(content, "json"))


def outcome(content: bytes, format: str) -> str:
    """`read`, or the first thing that stood in the way."""
    try:
        read_tree(content, "hostile", format)  # type: ignore[arg-type]
    except DocumentNotReadable as refused:
        return refused.faults[0].what
    return "read"


if __name__ == "__main__":
    main()
