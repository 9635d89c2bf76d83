"""Run as a module: checks frameworks made to use up time or memory and prints a line for each."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from frameworks.loader import check_framework

SMALL = Path(__file__).parent / "small" / "1.0"
LEVELS = "levels: {{0: a, 1: b, 2: c, 3: d, 4: e, 5: f}}"
PRACTICE = "  - {{id: X-{0}, title: t, intent: i, evidence_kind: policy, " + LEVELS + "{1}}}\n"
NEED = ", prerequisites: [{{practice: X-{0}, level: 5, for_level: 1, reason: r}}]"
PRACTICES = {
    "many": "".join(PRACTICE.format(number, "") for number in range(5_000)),
    "same_id": PRACTICE.format(1, "") * 5_000,
    "chain": "".join(PRACTICE.format(number, NEED.format(number - 1)) for number in range(1, 4_000)),
    "circle": "".join(PRACTICE.format(number, NEED.format((number + 1) % 4_000)) for number in range(4_000)),
    "pairs": "".join(PRACTICE.format(number, NEED.format(number ^ 1)) for number in range(4_000)),
    "empty": "  - {}\n" * 140_000,
    "keys": PRACTICE.format(1, "".join(f", k{number}: 1" for number in range(70_000))),
    "threats": PRACTICE.format(1, ", threats: [" + "x, " * 140_000 + "x]"),
    "text": PRACTICE.format(1, f", tip: '{'x' * 9_000_000}'"),
}


def main() -> None:
    """Print the name, the number of faults and the first of them."""
    for name, practices in PRACTICES.items():
        with TemporaryDirectory() as folder:
            shutil.copytree(SMALL, folder, dirs_exist_ok=True)
            file = Path(folder) / "domains" / "two.yaml"
            file.write_text(file.read_text(encoding="utf-8") + practices, encoding="utf-8")
            faults = check_framework(Path(folder))
        print(name, len(faults), faults[0].what if faults else "none")


if __name__ == "__main__":
    main()
