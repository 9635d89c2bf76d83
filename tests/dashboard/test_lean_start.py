"""What a command must not import, so that it starts fast."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "alembic", "pandas", "numpy", "plotly", "streamlit", "asyncio")


def modules_after(*arguments: str) -> set[str]:
    """The top-level modules a command has imported when it ends, in a process of its own."""
    script = (
        "import json, sys\n"
        "from dashboard.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    code, modules = json.loads(ended.stderr.splitlines()[-1])
    assert code == 0
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("as_json", [True, False])
def test_score_imports_no_database_and_no_tables_or_charts(tmp_path: Path, as_json: bool) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"framework": "safer-by-design@1.0", "answers": [{"practice": "DET-01", "level": 3}]}')
    imported = modules_after("score", str(file), *(["--json"] if as_json else []))
    assert not imported & set(HEAVY)
    assert "scoring" in imported
