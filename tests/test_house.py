"""The house rules that a machine can hold: contracts, documents, commands, file sizes, what may stand where."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from dashboard.cli import run
from tests.documents import DOCUMENTS, ROOT

PRODUCT = ("dashboard", "frameworks", "sample_data", "scoring", "store", "use_cases")
TOP_LEVEL = {*PRODUCT, "docs", "tests"}
SPOKEN = ("README.md", "CONTRIBUTING.md")
"""Documents whose commands people type."""

MAY_IMPORT = {
    "streamlit": re.compile(r"dashboard/(app|server|security)\.py|dashboard/(app_pages|widgets)/.*"),
    "sqlalchemy": re.compile(r"store/.*"),
    "alembic": re.compile(r"store/.*"),
    "sqlite3": re.compile(r"store/.*"),
    "plotly": re.compile(r"dashboard/.*"),
    "uvicorn": re.compile(r"dashboard/.*"),
    "starlette": re.compile(r"dashboard/.*"),
    "opendp": re.compile(r"scoring/privacy\.py"),
    "cryptography": re.compile(r"scoring/signing\.py"),
}
"""Where a library may be imported in the product."""

NOT_FOR_VERBS = {"get", "process", "handle", "do"}
NOT_FOR_NAMES = {"data", "info", "item", "obj", "manager", "helper", "utils", "common", "misc"}
NAMED_ELSEWHERE = {"get_command", "SchemeItem"}
"""What Click asks for by this name, and what published schemes call their parts."""

# Brackets keep this file from finding itself.
REGISTRY = re.compile(r"py[p]i\.org|python[h]osted|np[m]js|registry\.[n]pm|--index-u[r]l|--extra-index-u[r]l")
MACHINE = re.compile(r"(?<![\w.:/<])(?:/wor[k]/|/roo[t]/|/hom[e]/\w|/User[s]/\w|[A-Z]:\\User[s])")


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[tuple[str, str]]:
    """Every text of the repository: what lies outside of hidden folders, and the continuous integration."""
    for path in sorted([*ROOT.rglob("*"), ROOT / ".gitignore"]):
        name = path.relative_to(ROOT)
        hidden = any(part.startswith(".") and part != ".ci" for part in name.parts[:-1])
        if hidden or "__pycache__" in name.parts or not path.is_file():
            continue
        try:
            yield str(name), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def imported(path: Path) -> set[str]:
    """The top-level names a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_import_contracts_hold() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


def test_marker_files_of_packages_are_empty() -> None:
    marked = [path for path in python_files(*PRODUCT, "tests") if path.name == "__init__.py"]
    assert len(marked) > 10
    assert [path for path in marked if path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_document_is_current(name: str) -> None:
    committed = (ROOT / name).read_text(encoding="utf-8")
    assert committed == DOCUMENTS[name](), "run: python -m tests.documents"


def test_only_the_agreed_folders_stand_at_the_top() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders - {"dist", "build"} == TOP_LEVEL


def test_libraries_are_imported_only_where_they_belong() -> None:
    strangers = [
        f"{path.relative_to(ROOT)} imports {library}"
        for path in python_files(*PRODUCT)
        for library in imported(path) & set(MAY_IMPORT)
        if not MAY_IMPORT[library].fullmatch(str(path.relative_to(ROOT)))
    ]
    assert strangers == []


def test_nine_files_in_ten_are_shorter_than_300_lines_and_none_is_huge() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*PRODUCT)]
    assert quantiles(lengths, n=10)[-1] < 300
    assert max(lengths) < 500


def test_nine_functions_in_ten_are_shorter_than_27_lines() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in python_files(*PRODUCT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert quantiles(lengths, n=10)[-1] < 27


def test_functions_classes_and_files_are_called_by_the_words_of_the_house() -> None:
    wrong = []
    for path in python_files(*PRODUCT):
        names = {path.stem, *_defined(path)} - NAMED_ELSEWHERE
        wrong += [f"{path.relative_to(ROOT)}: {name}" for name in names if not _is_of_the_house(name)]
    assert wrong == []


def _defined(path: Path) -> list[str]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [n.name for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, kinds)]


def _is_of_the_house(name: str) -> bool:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip("_")).lower().split("_")
    return words[0] not in NOT_FOR_VERBS and not NOT_FOR_NAMES & set(words)


@pytest.mark.parametrize("name", ["get_level", "_handle_click", "AnswerManager", "score_utils", "do"])
def test_word_that_says_nothing_is_noticed(name: str) -> None:
    assert not _is_of_the_house(name)
    assert _is_of_the_house("_what_to_do") and _is_of_the_house("Scorecard")


def test_every_module_and_every_public_function_says_what_it_gives() -> None:
    silent = []
    for path in python_files(*PRODUCT):
        if path.name == "__init__.py" or "migrations/versions" in str(path):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        public = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and not n.name.startswith("_")]
        silent += [
            f"{path.relative_to(ROOT)}: {getattr(n, 'name', '')}" for n in [tree, *public] if not ast.get_docstring(n)
        ]
    assert silent == []


@pytest.mark.parametrize(("what", "pattern"), [("a registry", REGISTRY), ("a path of one machine", MACHINE)])
def test_no_text_names_what_belongs_to_one_machine(what: str, pattern: re.Pattern[str]) -> None:
    found = [(name, match[0]) for name, text in text_files() for match in pattern.finditer(text)]
    assert found == [], what


def test_scan_for_what_belongs_to_one_machine_finds_it() -> None:
    assert REGISTRY.search("https://py" + "pi.org/simple") and REGISTRY.search("pip install --index" + "-url x")
    for place in ("/wor" + "k/main", "see /hom" + "e/ann", "C:" + "\\Users\\ann"):
        assert MACHINE.search(place), place
    assert not MACHINE.search("https://example.org/home/page")
    names = [name for name, _ in text_files()]
    assert {"README.md", "requirements.lock", ".ci/run", "scoring/methods.py"} <= set(names)


def spoken_commands() -> list[tuple[str, str]]:
    """Every command in a code block, or in code in a sentence, of the documents people type from."""
    found = []
    for name in SPOKEN:
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
        lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
        prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        lines += re.findall(r"`((?:make|safermark) [^`]+)`", prose)
        found += [(name, line) for line in lines if line]
    return found


def test_documents_name_commands() -> None:
    commands = [command for _, command in spoken_commands()]
    assert "make demo" in commands and "make test" in commands
    assert sum("safermark" in command for command in commands) > 5


@pytest.mark.parametrize(("document", "command"), spoken_commands())
def test_command_in_a_document_exists(document: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = command.split()
    name = Path(program).name
    assert name in PROGRAMS, f"{document} names {name}"
    PROGRAMS[name](arguments, capsys)


def _make(arguments: list[str], _: pytest.CaptureFixture[str]) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(arguments) <= set(targets)


def _safermark(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Ask the verb for its help; every option that the document names must stand there."""
    from dashboard.cli import VERBS

    if arguments == ["--help"]:
        arguments = []
    options = [word for word in arguments if word.startswith("--")]
    if arguments:
        assert arguments[0] in VERBS
    code, shown = _help_of(arguments[:2], capsys)
    if code:
        code, shown = _help_of(arguments[:1], capsys)
    assert code == 0
    for option in options:
        assert option in shown, f"safermark {' '.join(arguments)}"
    if len(arguments) > 1 and arguments[1].islower() and arguments[1].isalpha():
        assert f"safermark {arguments[0]} {arguments[1]}" in shown


def _help_of(verbs: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = run([*(verb for verb in verbs if not verb.startswith("-")), "--help"])
    return code, capsys.readouterr().out


def _project_script(arguments: list[str], _: pytest.CaptureFixture[str]) -> None:
    for path in (word for word in arguments if word.endswith((".lock", ".toml"))):
        assert (ROOT / path).is_file()


PROGRAMS: dict[str, Callable[[list[str], pytest.CaptureFixture[str]], None]] = {
    "make": _make,
    "safermark": _safermark,
    "python3": _project_script,
    "python": _project_script,
    "pip": _project_script,
    "pytest": _project_script,
    "git": _project_script,
    "cd": _project_script,
}
"""Programs that documents may name, and how each is tried."""


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in sorted(ROOT.glob("*.md")):
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in link and not (ROOT / link).exists():
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_picture_scripts_and_marks_of_a_license_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (ROOT / "README.md").read_text(encoding="utf-8").lstrip().startswith("![")
