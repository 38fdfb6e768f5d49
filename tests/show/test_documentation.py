"""The tour runs from beginning to end, and what the pages show can be typed in."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("Agg")

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("index", "getting_started", "guide/stance", "guide/naming", "guide/frames")


TEXTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*/*.md")])


def is_there(name: str) -> bool:
    """Say whether a dotted name is a module of the package, or an attribute of one."""
    found: object = importlib.import_module("framing")
    path = "framing"
    for part in name.split(".")[1:]:
        path += f".{part}"
        try:
            found = getattr(found, part)
        except AttributeError:
            try:
                found = importlib.import_module(path)
            except ModuleNotFoundError:
                return False
    return True


def run(source: str) -> dict[str, object]:
    names: dict[str, object] = {"__name__": "page"}
    exec(compile(source, "page", "exec"), names)
    return names


def test_the_tour_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")
    cells = json.loads(Path("tour.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    assert len(code) > 8
    names = run("\n".join(code))
    assert Path(str(names["page"])).is_file()


def test_the_tour_is_kept_without_output() -> None:
    cells = json.loads((ROOT / "examples" / "tour.ipynb").read_text(encoding="utf-8"))["cells"]
    assert not any(c.get("outputs") for c in cells)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_block_of_a_page_runs(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if b.startswith("import framing"))
    assert "framing" in run(block)


def test_every_guide_page_is_listed() -> None:
    folder = ROOT / "docs" / "guide"
    listed = set(re.findall(r"^[a-z_-]+$", (folder / "index.md").read_text(encoding="utf-8"), re.MULTILINE))
    research = (folder / "research.md").read_text(encoding="utf-8")
    pages = {p.stem for p in folder.glob("*.md")} - {"index"}
    assert {p for p in pages if p not in listed and f"\n{p}\n" not in research} == set()


@pytest.mark.parametrize("page", TEXTS, ids=lambda p: p.stem)
def test_a_page_names_only_what_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    names = set(re.findall(r"(?<![\w/.])framing(?:\.[A-Za-z_]\w*)+", text))
    for home, imported in re.findall(r"^from (framing[\w.]*) import (.+)$", text, re.MULTILINE):
        names |= {f"{home}.{name.strip()}" for name in imported.split("#")[0].split(",")}
    assert [name for name in sorted(names) if not is_there(name)] == []
    paths = re.findall(r"`((?:docs|examples|benchmarks|lexicons|tests|training)/[\w./-]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_a_name_that_does_not_exist_is_found() -> None:
    assert is_there("framing.research.naming_table")
    assert is_there("framing.show.report.report")
    assert not is_there("framing.show.naming.naming_table")
    assert not is_there("framing.compere")
