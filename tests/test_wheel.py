"""The built wheel: installed in an environment of its own it has its word lists, its model and its types."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="needs the checkout"),
]

PROGRAM = """
import math, pathlib, framing
from framing.lexicons.paths import data_folder
here = pathlib.Path(framing.__file__).resolve()
assert "site-packages" in str(here), here
assert data_folder().is_relative_to(here.parent), data_folder()
assert len(framing.load_lexicon("stance/praise")) > 100
assert len(framing.list_lexicons()) > 40
stance = framing.analyze("Russia brutally attacked brave Ukraine").stance
assert stance["Russia"].author.label == "against", stance
assert stance["Ukraine"].author.label == "favor", stance
assert math.isnan(stance["West"].author.score)
assert (here.parent / "py.typed").is_file()
print("ok")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    [found] = out.glob("*.whl")
    return found


def test_the_wheel_holds_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "framing/_data/lexicons/schema.toml" in names
    assert "framing/py.typed" in names
    assert any(n.startswith("framing/models/") and n.endswith(".npz") for n in names)
    shipped = {n.removeprefix("framing/_data/") for n in names if n.startswith("framing/_data/")}
    there = {p.relative_to(ROOT).as_posix() for p in (ROOT / "lexicons").rglob("*") if p.is_file()}
    assert shipped == there
    assert not [n for n in names if n.startswith(("tests/", "training/", "benchmarks/")) or "__pycache__" in n]
    assert not [n for n in names if n.endswith((".pkl", ".joblib", ".pyc"))]


def test_it_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "clean"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    done = subprocess.run([str(python), "-I", "-c", PROGRAM], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.strip() == "ok", done.stderr
    quickstart = [str(python), "-I", str(ROOT / "examples" / "quickstart.py")]
    shown = subprocess.run(quickstart, capture_output=True, encoding="utf-8", cwd=tmp_path, check=True).stdout
    assert shown.count("strongest evidence") == 10
