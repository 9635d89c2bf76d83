"""Files made to use up time or memory, and the limits that reading them must keep."""

import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 600 * 1024**2
"""Bytes of address space a reading process may use."""
SECONDS = 60
"""Of processor time, for all hostile files together; what goes wrong here takes minutes or for ever."""
SIZE = 4_000_000
"""Bytes of most files: what grows with the square of the size takes minutes here already."""

YAML: dict[str, bytes] = {
    "text": b'"' + b"a" * SIZE + b'"',
    "text_of_wide_characters": b'"' + "😀".encode() * (SIZE // 4) + b'"',
    "text_of_lines": b'"' + b"a\n" * (SIZE // 2) + b'"',
    "block_of_blank_lines": b"|\n" + b"\n" * SIZE,
    "digits": b"1" * SIZE,
    "key": b"? " + b"a" * SIZE + b"\n: 1",
    "keys": b"".join(b"k%d: 1\n" % number for number in range(300_000)),
    "key_again": b"a: 1\n" * (SIZE // 5),
    "numbers": b"[" + b"1," * (SIZE // 2) + b"1]",
    "empty_lists": b"[" + b"[]," * (SIZE // 3) + b"1]",
    "open_lists": b"[" * SIZE,
    "open_keys": b"? " * (SIZE // 2),
    "anchors": b"- &a b\n" * (SIZE // 7),
    "aliases": b"- *a\n" * (SIZE // 5),
    "tags": b"- !!python/name:open b\n" * (SIZE // 23),
    "directives": b"".join(b"%%TAG !a%d! tag:x\n" % number for number in range(200_000)) + b"--- a",
    "late_directives": b"a\n...\n" + b"".join(b"%%TAG !a%d! tag:x\n" % number for number in range(200_000)) + b"--- a",
    "documents": b"---\n" * (SIZE // 4),
}
JSON: dict[str, bytes] = {
    "text": b'"' + b"a" * SIZE + b'"',
    "escapes": b'"' + b"\\u00e9" * (SIZE // 6) + b'"',
    "half_characters": b'["' + b"\\ud800" * (SIZE // 6) + b'"]',
    "open_texts": b'"\\' * (SIZE // 2),
    "quotation_marks": b'"' * SIZE,
    "backslashes": b'"' + b"\\" * SIZE,
    "digits": b"1" * SIZE,
    "decimals": b"1." + b"1" * SIZE,
    "exponent": b"1e" + b"1" * SIZE,
    "key": b'{"' + b"a" * SIZE + b'":1}',
    "keys": b"{" + b",".join(b'"k%d":1' % number for number in range(300_000)) + b"}",
    "key_again": b"{" + b'"a":1,' * 40_000 + b'"a":1}',
    "not_numbers": b"[" + b"NaN," * 40_000 + b"1]",
    "numbers": b"[" + b"1," * (SIZE // 2) + b"1]",
    "empty_mappings": b"[" + b"{}," * (SIZE // 3) + b"1]",
    "open_lists": b"[" * SIZE,
}
CSV: dict[str, bytes] = {
    "blank_rows": b"practice,level\n" + b"\n" * SIZE,
    "short_rows": b"practice,level\n" + b"a\n" * (SIZE // 2),
    "columns": b",".join(b"c%d" % number for number in range(400_000)),
    "columns_again": b"practice,level" + b",level" * (SIZE // 6),
    "cells": b"practice,level\nDET-01,3" + b"," * SIZE + b"x",
    "long_rows": b"practice,level\n" + (b"DET-01,3" + b",x" * 200 + b"\n") * 19_000,
    "evidence": b"practice,level,evidence_title,evidence_date\n" + b"DET-01,3,t,x\n" * 19_000,
    "rows_that_disagree": b"practice,level,evidence_title\n" + b"".join(b"DET-01,%d,t\n" % n for n in range(19_000)),
    "practices": b"practice,level\n" + b"".join(b"X-%d,1\n" % number for number in range(19_000)),
    "quotation_marks": b"practice,level\n" + b'"' * SIZE,
    "cell": b"practice,level,note\nDET-01,3," + b"a" * SIZE,
}
ANSWERS: dict[str, bytes] = {
    "unknown_keys": b'{"answers": [{' + b",".join(b'"k%d":1' % number for number in range(50_000)) + b"}]}",
    "wrong_answers": b'{"answers": [' + b'{"practise":1},' * 25_000 + b"1]}",
    "unknown_practices": b'{"framework": "safer-by-design", "answers": ['
    + b",".join(b'{"practice":"X-%d","level":1}' % number for number in range(15_000))
    + b"]}",
    "countries": b'{"profile": {"countries": [' + b'"x",' * 60_000 + b'"x"]}, "answers": []}',
    "evidence": b'{"framework": "safer-by-design", "answers": [{"practice": "DET-01", "level": 3, "evidence": ['
    + b",".join([b'{"title": "t", "date": "2026-01-01", "level": 9}'] * 15_000)
    + b"]}]}",
}


def run_within_limits(module: str) -> "subprocess.CompletedProcess[str]":
    """The finished run of a module of ours, killed by the kernel when it uses more time or memory than allowed."""
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        preexec_fn=_limit,
        capture_output=True,
        text=True,
        check=False,
    )


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
