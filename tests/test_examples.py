"""Every example runs from anywhere, and the first one prints what the README promises."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import framing

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OPTIONAL = {"dask", "distributed", "trafilatura", "pyarrow", "matplotlib"}
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


def missing(script: Path) -> list[str]:
    """Return the optional packages that an example needs and this environment has not."""
    tree = ast.parse(script.read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    tops = {name.split(".")[0] for name in names}
    return sorted(t for t in tops & OPTIONAL if find_spec(t) is None)


def run(script: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # the package under test, also where it was found by a relative path
    home = str(Path(framing.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg", "PYTHONPATH": home}
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=where,
        env=environment,
        timeout=180,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.stem)
def test_it_runs_and_prints_something(script: Path, tmp_path: Path) -> None:
    lacking = missing(script)
    if lacking:
        pytest.skip(f"needs {', '.join(lacking)}")
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr


def test_the_quickstart_prints_a_table_an_article_within_a_hundred_columns(tmp_path: Path) -> None:
    lines = run(EXAMPLES / "quickstart.py", tmp_path).stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert sum(line.startswith("target ") for line in lines) == 10
    assert sum(line.startswith("frames: ") for line in lines) == 10
    for target in ("Russia", "Ukraine", "West", "Azerbaijan"):
        assert sum(line.startswith(f"{target} ") for line in lines) == 10


def test_the_quickstart_reads_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Brutal Russia\n\nRussia brutally attacked heroic Ukraine.\n", encoding="utf-8")
    done = run(EXAMPLES / "quickstart.py", tmp_path, str(tmp_path))
    assert done.stdout.count("target ") == 1
    assert "against" in done.stdout
    missing = run(EXAMPLES / "quickstart.py", tmp_path, str(tmp_path / "nowhere"))
    assert missing.returncode != 0
    assert "nowhere" in missing.stderr
