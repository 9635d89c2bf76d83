"""Run as a module: reads thousands of damaged files; each is a tree or a refusal, nothing else."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.documents import DocumentNotReadable, read_tree
from frameworks.loader import CATALOG

EXAMPLES = 1_000
PIECES = (
    "- ", "a: ", "\n", "  ", "[", "]", "{", "}", ",", "? ", ": ", "&x ", "*x", "!t ", "!!int ", "'", '"', "|\n", ">-\n",
    "# ", "---\n", "...\n", "%", "%TAG ! x:\n", "@", "1", ".nan", "1e9", "~", "true", "\\u", "\\ud800", "\\x00", "\t",
    "\ufeff", "\x85", "\u2028", "é", "NaN", "-Infinity", "9" * 30, "1e999", "<<: ", "[" * 60, "\x1b[2J",
)  # fmt: skip
RAW = (b"\xff", b"\xc3", b"\0", b"\xed\xa0\x80", b"\xfe\xff", b"\r", b"\x7f")
VALID = {
    "yaml": (CATALOG / "safer-by-design" / "1.0" / "framework.yaml").read_bytes(),
    "json": json.dumps(
        {"framework": "a@1", "answers": [{"practice": "A-1", "level": 3, "note": "é\n\"", "evidence": [{"date": "x"}]}]}
    ).encode(),
}  # fmt: skip
Cut = tuple[int, int, bytes]


def damaged(valid: bytes, cuts: list[Cut]) -> bytes:
    """The file with some stretches of it replaced by something else."""
    for start, length, piece in cuts:
        place = start % (len(valid) + 1)
        valid = valid[:place] + piece + valid[place + length :]
    return valid


pieces = st.one_of(st.sampled_from(PIECES).map(str.encode), st.sampled_from(RAW), st.binary(max_size=8))
cuts = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), pieces), min_size=1, max_size=6)
from_pieces = st.lists(pieces, max_size=60).map(b"".join)
formats = st.sampled_from(["yaml", "json"])
bounded = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@bounded
@given(formats, st.one_of(st.binary(max_size=400), from_pieces))
def any_bytes_are_read_or_refused(format: str, content: bytes) -> None:
    read_or_refuse(content, format)


@bounded
@given(formats, cuts)
def a_damaged_file_is_read_or_refused(format: str, cuts: list[Cut]) -> None:
    read_or_refuse(damaged(VALID[format], cuts), format)


def read_or_refuse(content: bytes, format: Any) -> None:
    """Read a file; what comes back must be plain and storable, what is refused must be said in words."""
    try:
        tree = read_tree(content, "fuzz", format)
    except DocumentNotReadable as refused:
        assert refused.faults
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
        assert str(refused).replace("\n", "").isprintable()
    else:
        json.dumps([[key, value] for key, value in tree.items()] if isinstance(tree, dict) else tree, allow_nan=False)
        repr(tree).encode()


def main() -> None:
    """Raises the first thing found that is neither a tree nor a refusal."""
    any_bytes_are_read_or_refused()
    a_damaged_file_is_read_or_refused()
    print("done")


if __name__ == "__main__":
    main()
