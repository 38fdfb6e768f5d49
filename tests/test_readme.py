"""The README: exactly two commands, ten lines of questions, and an example that prints what it says it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def shape(table: str) -> list[list[str]]:
    """Return targets and labels line by line; scores and evidence move with the model, and are left out."""
    labels = "against neutral favor mixed unsure absent".split()
    return [
        [w for w in line.split() if w in labels or w in ("Russia", "Ukraine", "West")] for line in table.splitlines()
    ]


def test_there_are_exactly_two_commands() -> None:
    run, test = (block.strip() for block in blocks("bash"))
    assert run.endswith("pip install . && .venv/bin/python examples/quickstart.py")
    assert test.endswith('pip install ".[test]" && .venv/bin/python -m pytest')
    assert "\n" not in run + test


def test_what_it_answers_stands_in_ten_lines() -> None:
    assert TEXT.split("## Install")[0].count("\n- ") == 10


def test_the_example_prints_what_the_readme_shows() -> None:
    code, shown = blocks("python")[0], blocks("text")[0]
    home = str(Path(framing.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, check=True
    )
    assert shape(done.stdout)[:6] == shape(shown)[:6]
    assert done.stdout.splitlines()[0] == shown.splitlines()[0]


def test_the_other_lines_of_the_readme_name_what_exists() -> None:
    for name in set(re.findall(r"framing\.([A-Za-z_]+)\(", TEXT)):
        assert hasattr(framing, name), name
    for path in re.findall(r"`((?:docs|examples)/[\w./-]*)`", TEXT):
        assert (ROOT / path).exists(), path


def test_what_the_readme_links_to_is_in_the_source_package() -> None:
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("needs the checkout")
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    packed = build["targets"]["sdist"]["include"]
    linked = {path.split("/")[0] for path in re.findall(r"\]\(([\w./-]+)\)", TEXT)}
    assert {"docs", "CONTRIBUTING.md"} <= linked
    assert linked - set(packed) == set()


def test_a_stranger_gets_from_ten_text_files_to_a_figure(tmp_path: Path) -> None:
    folder = tmp_path / "my_articles"
    folder.mkdir()
    for k in range(10):
        outlet, word = ("bell", "brutally attacked") if k % 2 else ("wire", "bravely helped")
        text = f"Day {k}\n\nRussia {word} its neighbour. “Ukraine is a corrupt regime,” an official said.\n"
        (folder / f"{outlet}_{k}.txt").write_text(text, encoding="utf-8")
    script = "\n".join(blocks("python")[1:])
    home = str(Path(framing.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}
    done = subprocess.run(
        [sys.executable, "-W", "error::framing.FramingWarning", "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"Russia +author +bell +-0\.\d", done.stdout)
    assert re.search(r"Kazakhstan +against", done.stdout)
    assert (tmp_path / "delta.png").read_bytes().startswith(b"\x89PNG")
    assert len((tmp_path / "stance.csv").read_text(encoding="utf-8").splitlines()) == 81
