"""YAML and JSON from anybody: a plain tree, or a refusal in words with its line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from frameworks import yaml_tree
from frameworks.documents import (
    DEEPEST,
    LARGEST_FILE,
    LARGEST_LIBRARY,
    MOST_FAULTS,
    MOST_LIBRARY_VALUES,
    MOST_VALUES,
    DocumentNotReadable,
    read_documents,
    read_library,
    read_lines,
    read_tree,
)


def refusal(source: bytes | Path, format: str = "yaml") -> DocumentNotReadable:
    with pytest.raises(DocumentNotReadable) as caught:
        read_tree(source, "answers", format)  # type: ignore[arg-type]
    return caught.value


def only_fault(source: bytes | Path, format: str = "yaml") -> tuple[str, str]:
    (fault,) = refusal(source, format).faults
    assert fault.mend
    return fault.what, fault.where


def bomb(depth: int = 9) -> bytes:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, depth)]
    return "\n".join(lines).encode()


_watching: list[list[str]] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _watching:
        _watching[-1].append(str(arguments[0]))


sys.addaudithook(_watch)


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """The names of the files that are opened meanwhile."""
    _watching.append([])
    yield _watching[-1]
    _watching.pop()


def test_plain_values_keep_their_kind_in_yaml() -> None:
    tree = read_tree(
        b"text: hello\nwhole: 3\nnegative: -4\nsigned: +5\npart: 1.5\nsmall: 2e-3\ndot: .5\nyes: true\nno: false\n"
        b"none: null\ntilde: ~\nempty:\nquoted: '7'\nlist: [1, [2], {a: b}]\n",
        "answers",
        "yaml",
    )
    assert tree == {
        "text": "hello", "whole": 3, "negative": -4, "signed": 5, "part": 1.5, "small": 0.002, "dot": 0.5, "yes": True,
        "no": False, "none": None, "tilde": None, "empty": None, "quoted": "7", "list": [1, [2], {"a": "b"}],
    }  # fmt: skip
    assert type(tree["whole"]) is int
    assert tree["yes"] is True


@pytest.mark.parametrize(
    "word", ["No", "no", "yes", "on", "Off", "True", "NULL", "2026-11-25", "12:30", "0o17", "1_000"]
)
def test_words_that_old_yaml_would_turn_into_something_else_stay_text(word: str) -> None:
    assert read_tree(f"a: {word}".encode(), "answers", "yaml") == {"a": word}


def test_json_gives_the_same_tree_as_yaml() -> None:
    text = b'{"a": [1, 2.5, true, null, "No"], "b": {"c": -3}}'
    assert read_tree(text, "answers", "json") == read_tree(text, "answers", "yaml")


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_byte_order_mark_is_tolerated(format: str) -> None:
    assert read_tree(b'\xef\xbb\xbf{"a": 1}', "answers", format) == {"a": 1}  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["yaml", "json"])
@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes, format: str) -> None:
    assert only_fault(content, format) == ("The file is empty.", "answers")


@pytest.mark.parametrize(
    ("content", "line"), [(b"a: 1\nb: caf\xe9\n", 2), ("a: 1".encode("utf-16"), 1), (b"\n\n\xff", 3)]
)
def test_another_encoding_is_refused_with_its_line(content: bytes, line: int) -> None:
    assert only_fault(content) == ("The file is not UTF-8 text.", f"answers, line {line}")


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_nul_byte_is_refused_with_its_line(format: str) -> None:
    assert only_fault(b'{"a":\n"b\0"}', format) == ("The file holds a NUL character.", "answers, line 2")


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b'{"a": "b\\u0000"}', "json"),
        (b'{"a": ["\\ud800"]}', "json"),
        (b'{"\\udfff": 1}', "json"),
        (b'a: "b\\0"', "yaml"),
    ],
)
def test_a_nul_or_half_a_character_behind_an_escape_is_refused(content: bytes, format: str) -> None:
    assert only_fault(content, format)[0] == "A text holds a NUL or half a character."


def test_a_whole_character_behind_two_escapes_is_read() -> None:
    assert read_tree(b'["\\ud83d\\ude00", 1]', "answers", "json") == ["😀", 1]


def test_a_key_twice_is_refused_with_its_line() -> None:
    assert only_fault(b"a: 1\nb: 2\na: 3\n") == ("The key 'a' is given twice.", "answers, line 3")


def test_a_key_twice_is_refused_in_json_too() -> None:
    faults = refusal(b'{"a": {"x": 1,\n"\\u0078": 2},\n"b": 1, "b": 2, "b": 3}', "json").faults
    assert [fault.what for fault in faults] == [f"The key '{key}' is given twice." for key in "xbb"]
    assert [fault.where for fault in faults] == [f"answers, line {line}" for line in (2, 3, 3)]


def test_the_same_key_in_two_mappings_is_no_fault() -> None:
    tree = read_tree(b'[{"a": {"a": 1, "b": 2}, "b": "a"}, {"a": ["a", "a"]}]', "answers", "json")
    assert tree == [{"a": {"a": 1, "b": 2}, "b": "a"}, {"a": ["a", "a"]}]


def test_every_fault_of_a_file_is_named_at_once() -> None:
    faults = refusal(b"a: !!python/object:os.system 1\nb: &x 1\nc: *x\nd: .nan\nd: .inf\n").faults
    assert [fault.where for fault in faults] == [f"answers, line {line}" for line in (1, 2, 3, 4, 5, 5)]


@pytest.mark.parametrize("tag", [b"!!python/object:os.system", b"!!int", b"!own", b"!!python/name:open", b"!!binary"])
def test_a_tag_is_refused(tag: bytes) -> None:
    what, where = only_fault(b"x: 1\na: " + tag + b" 1\n")
    assert what.startswith("The file sets the tag")
    assert where == "answers, line 2"


def test_an_anchor_bomb_is_refused_without_being_unfolded() -> None:
    faults = refusal(bomb()).faults
    assert faults[0].what == "The file sets an anchor."
    assert len(faults) == MOST_FAULTS


def test_a_merge_key_without_anchor_is_an_ordinary_key() -> None:
    assert read_tree(b"<<: {a: 1}", "answers", "yaml") == {"<<": {"a": 1}}


def test_a_second_document_is_refused() -> None:
    assert only_fault(b"a: 1\n---\nb: 2\n") == ("The file holds a second document.", "answers, line 2")


@pytest.mark.parametrize("key", [b"? [a, b]\n: 1\n", b"? {a: b}\n: 1\n"])
def test_a_list_or_mapping_as_key_is_refused(key: bytes) -> None:
    assert only_fault(key) == ("A key is a list or a mapping.", "answers, line 1")


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"[" * 20_000, "yaml"),
        (b"{a: " * 20_000, "yaml"),
        (b"- " * 20_000 + b"a", "yaml"),
        (b"\n".join(b" " * n + b"a:" for n in range(2_000)), "yaml"),
        (b"[" * 20_000 + b"]" * 20_000, "json"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "json"),
        (b"[" * 20_000, "json"),
    ],
)
def test_deep_nesting_is_refused(content: bytes, format: str) -> None:
    what, where = only_fault(content, format)
    assert "nest" in what
    assert "line" in where


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_nesting_is_allowed_up_to_the_limit_and_no_deeper(format: str) -> None:
    assert read_tree(b"[" * DEEPEST + b"]" * DEEPEST, "answers", format) != []  # type: ignore[arg-type]
    assert "nested more than" in only_fault(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), format)[0]


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_values_without_end_are_refused_with_the_line(format: str) -> None:
    what, where = only_fault(b"[\n" + b"1," * MOST_VALUES + b"\n1,1,1]", format)
    assert what == "The file holds more than 150,000 values."
    assert where == "answers, line 2" if format == "yaml" else "answers, line 3"


def test_a_framework_of_others_may_be_larger_and_hold_more() -> None:
    many = b"[" + b"1," * (MOST_VALUES + 1) + b"1]"
    assert len(read_library(many, "catalog.json")) == MOST_VALUES + 2
    padded = b"\xef\xbb\xbf" + b" " * LARGEST_FILE + b"[1]"
    assert read_library(padded, "catalog.json") == [1]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b" ", "The file is empty."),
        (b"[" + b"1," * (MOST_LIBRARY_VALUES + 1) + b"1]", "The file holds more than 600,000 values."),
        (b" " * (LARGEST_LIBRARY + 1), "The file is larger than 16 MB."),
    ],
)
def test_a_framework_of_others_has_bounds_too(content: bytes, what: str) -> None:
    with pytest.raises(DocumentNotReadable) as refused:
        read_library(content, "catalog.json")
    assert [fault.what for fault in refused.value.faults] == [what]


def test_lines_of_values_are_told() -> None:
    lines = read_lines(b"a: 1\nb:\n  - c\n  - d: 2\n    e: [3,\n      4]\n", "f")
    assert lines == {
        ("a",): 1, ("b",): 3, ("b", 0): 3, ("b", 1): 4, ("b", 1, "d"): 4, ("b", 1, "e"): 5, ("b", 1, "e", 0): 5,
        ("b", 1, "e", 1): 6,
    }  # fmt: skip
    assert read_lines(b"a: [", "f") == {("a",): 1}
    assert read_lines(b"- [1]\n", "f") == {(0,): 1, (0, 0): 1}


def test_brackets_inside_json_text_are_not_nesting() -> None:
    text = '\\"' + "[" * 200
    assert read_tree(b'{"a": "\\"' + b"[" * 200 + b'"}', "answers", "json") == {"a": text.replace("\\", "")}


@pytest.mark.parametrize("word", [".nan", ".NaN", ".inf", "-.inf", "+.INF"])
def test_not_a_number_and_infinity_are_refused_in_yaml(word: str) -> None:
    what, where = only_fault(f"a: 1\nb: {word}".encode())
    assert what == f"{word} is not a number that can be counted with."
    assert where == "answers, line 2"


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_not_a_number_and_infinity_are_refused_in_json(word: str) -> None:
    assert only_fault(f'{{"a": {word}}}'.encode(), "json")[0] == f"{word} is not a number that can be counted with."


@pytest.mark.parametrize("format", ["yaml", "json"])
@pytest.mark.parametrize("digits", ["1" * 19, "9" * 5_000, "-" + "9" * 19, "1e999", "-1e999"])
def test_a_number_that_is_too_large_is_refused(digits: str, format: str) -> None:
    what, _ = only_fault(f"[{digits}]".encode(), format)
    assert what.endswith("is too large or too long.")
    assert len(what) < 130


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_decimal_number_with_endless_digits_is_refused(format: str) -> None:
    assert only_fault(b"[0." + b"1" * 100 + b"]", format)[0].endswith("is too large or too long.")


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_large_whole_number_stays_exact(format: str) -> None:
    assert read_tree(b"[-123456789012345678]", "answers", format) == [-123456789012345678]  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"a: [1", b"@", b"a: b: c", b'"open', b"a: 1\n\tb: 2"])
def test_broken_yaml_is_refused_with_its_place(content: bytes) -> None:
    what, where = only_fault(content)
    assert what.startswith("The file is not YAML: ")
    assert "line" in where


def test_a_control_character_in_yaml_is_refused() -> None:
    assert only_fault(b"a: \x01")[0].startswith("The file is not YAML: ")


@pytest.mark.parametrize("content", [b'{"a":', b"{a: 1}", b"[1,]", b'"open', b"1 2"])
def test_broken_json_is_refused_with_its_place(content: bytes) -> None:
    what, where = only_fault(content, "json")
    assert what.startswith("The file is not JSON: ")
    assert "line 1, column" in where


def test_a_file_of_200_megabytes_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with opened_files() as opened:
        assert only_fault(path) == ("The file is larger than 10 MB.", "answers")
    assert str(path) not in opened


def test_bytes_over_the_limit_are_refused() -> None:
    assert only_fault(b"a" * (LARGEST_FILE + 1))[0] == "The file is larger than 10 MB."


def test_a_device_a_pipe_a_folder_and_a_missing_file_are_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for path, reason in (
        (Path("/dev/zero"), "it is a pipe or device"),
        (tmp_path / "pipe", "it is a pipe or device"),
        (tmp_path, "it is a folder"),
        (tmp_path / "none.yaml", "No such file or directory"),
        (tmp_path / "broken", "No such file or directory"),
        (tmp_path / "circle", "Too many levels of symbolic links"),
        (tmp_path / ("n" * 300), "File name too long"),
        (Path("a\0b"), "its path cannot be used"),
    ):
        with opened_files() as opened:
            assert only_fault(path) == (f"The file cannot be read: {reason}.", "answers")
        assert str(path) not in opened


@pytest.mark.parametrize(
    "content", [b"%YAML 1.2\n---\na: 1", b"\xef\xbb\xbf\xef\xbb\xbf%TAG ! x:\n--- a", b"a: 1\n...\n%TAG ! x:\n--- b"]
)
def test_a_directive_is_refused(content: bytes) -> None:
    assert only_fault(content)[0] == "A line begins with %, as directives do."


def test_a_percent_sign_inside_a_line_is_text() -> None:
    assert read_tree(b"a: 85 %\nb: |\n  %x\n", "answers", "yaml") == {"a": "85 %", "b": "%x\n"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    assert only_fault(path)[0] == "The file cannot be read: Permission denied."


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"a: [1, 2]")
    with opened_files() as opened:
        assert read_tree(path, "answers", "yaml") == {"a": [1, 2]}
    assert opened == [str(path)]


def test_a_hostile_file_gets_no_more_faults_than_fit_a_screen() -> None:
    assert len(refusal(b"- .nan\n" * 1_000).faults) == MOST_FAULTS
    assert len(refusal(b"[" + b"NaN," * 1_000 + b"1]", "json").faults) == MOST_FAULTS


def test_a_file_without_values_is_nothing() -> None:
    assert read_tree(b"# only a remark\n", "answers", "yaml") is None


def test_yaml_is_read_alike_without_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_Loader", yaml.SafeLoader)
    assert read_tree(b"a: [No, 1]", "answers", "yaml") == {"a": ["No", 1]}
    assert only_fault(b"a: \x01")[0].startswith("The file is not YAML: ")
    assert "nested more than" in only_fault(b"[" * 2_000)[0]


_YAML_PIECES = st.lists(
    st.sampled_from(
        [b"- ", b"a: ", b"\n", b"  ", b"[", b"]", b"{", b"}", b",", b"? ", b": ", b"&x ", b"*x", b"!t ", b"'", b'"',
         b"|\n", b">-\n", b"# ", b"---\n", b"...\n", b"%", b"@", b"1", b".nan", b"1e9", b"~", b"true", b"\\u", b"\t",
         b"\xef\xbb\xbf", b"\xc3\xa9", b"\xff", b"\0", b"\\ud800", b"NaN"]
    ),
    max_size=60,
).map(b"".join)  # fmt: skip


@pytest.mark.parametrize("format", ["yaml", "json"])
@given(content=st.one_of(st.binary(max_size=300), _YAML_PIECES))
@example(content=b"%TAG ! tag:x,2026:\n--- !a b")
def test_any_bytes_give_a_tree_or_a_refusal(format: str, content: bytes) -> None:
    try:
        tree = read_tree(content, "answers", format)  # type: ignore[arg-type]
    except DocumentNotReadable as refused:
        assert refused.faults
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)
        return
    assert isinstance(tree, dict | list | str | int | float | None)


def test_documents_of_one_file_come_one_by_one_with_the_lines_of_all() -> None:
    lines: dict[tuple[Any, ...], int] = {}
    trees = read_documents(b"---\nmeta:\n  version: No\n---\n---\na:\n  b: 1\n", "model.yaml", lines)
    assert trees == [{"meta": {"version": "No"}}, {"a": {"b": 1}}]
    assert lines[("meta", "version")] == 3 and lines[("a", "b")] == 7
    assert read_documents(b"a: 1\n", "model.yaml") == [{"a": 1}]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "The file is empty."),
        (b"---\n---\n", "The file is empty."),
        (b"a: 1\n---\n- b\n", "The file is not a set of keys with values."),
        (b"---\na: 1\n" * 11, "The file holds more than 10 documents."),
        (b"a: 1\n---\na: &x 1\n", "The file sets an anchor."),
        (b"a: 1\n---\nb: 1\nb: 2\n", "The key 'b' is given twice."),
    ],
)
def test_documents_that_are_no_few_sets_of_keys_are_refused(content: bytes, what: str) -> None:
    with pytest.raises(DocumentNotReadable) as raised:
        read_documents(content, "model.yaml")
    assert raised.value.faults[0].what == what


def test_values_under_keys_that_hold_words_are_never_numbers_or_booleans() -> None:
    text = "id: 00000000000000000000000000000e01\nn: 7\nin: [{id: true}, {id: ~}, {id: }]\nid2: 7\n"
    tree = yaml_tree.read_yaml(text, "f", as_text=("id",))
    assert tree == {
        "id": "00000000000000000000000000000e01",
        "n": 7,
        "in": [{"id": "true"}, {"id": None}, {"id": None}],
        "id2": 7,
    }


def test_text_that_takes_too_much_memory_is_refused_though_its_file_is_small_enough() -> None:
    wide = ("a: '😀" + "x" * 7_000_000 + "'").encode()
    with pytest.raises(DocumentNotReadable, match="takes more than 24 MB of memory") as refusal:
        read_tree(wide, "answers", "yaml")
    assert "emoji" in refusal.value.faults[0].mend
    with pytest.raises(DocumentNotReadable, match="takes more than 32 MB of memory"):
        read_library(b'["\xf0\x9f\x98\x80' + b"x" * 9_000_000 + b'"]', "catalog.json")
    assert len(read_library(b'["\xe2\x80\x94' + b"x" * 10_000_000 + b'"]', "catalog.json")[0]) == 10_000_001
