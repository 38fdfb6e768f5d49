"""The floors of the house: an import goes only to a lower floor, or to an earlier file of its own floor."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent
# from the ground up; reading/ stands on language/, whose closed-class words its language check counts
FLOORS = (
    "errors",
    "arguments",
    "surrogates",
    "records",
    "lexicons",
    "language",
    "reading",
    "stance",
    "frames",
    "engine",
    "analysis",
    "spans",
    "fitting",
    "fitting",
    "corpus",
    "research",
    "show",
)
# result classes that render themselves: allowed inside a method only
RENDERING = {
    ("framing.analysis", "framing.corpus.tables"),
    ("framing.analysis", "framing.show.display"),
}
MAX_LINES = 400
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 5
# functions that may be larger, each with its reason
LARGE = {
    "corpus/runs.py:analyze_corpus",  # the contract names six parameters
    "language/voices/phrases.py:phrase_start",
    "records.py:__init__",  # as many parameters as the record has fields
    "research/estimating.py:_fit",
}


def modules() -> dict[str, ast.Module]:
    out = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(("framing", *(p for p in parts if p != "__init__")))
        out[name] = ast.parse(file.read_text(encoding="utf-8"))
    return out


def runtime_imports(tree: ast.AST, *, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield ``(module, inside a function)`` of what is imported at run time, not for type checks alone."""
    pending: list[tuple[ast.AST, bool]] = [(tree, inside)]
    while pending:
        node, within = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending += [(child, within) for child in node.orelse]
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor; write the full name"
            if node.module == "framing":
                # a package may be named by its parent: "from framing.language import voices"
                yield from ((f"framing.{a.name}", within) for a in node.names if a.name != "__version__")
            elif node.module:
                yield node.module, within
        elif isinstance(node, ast.Import):
            yield from ((a.name, within) for a in node.names)
        function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        pending += [(child, within or function) for child in ast.iter_child_nodes(node)]


def floor(module: str) -> int:
    return FLOORS.index(module.split(".")[1])


def upward(module: str, tree: ast.AST) -> list[str]:
    """Return what a module imports from above its floor."""
    found = []
    for name, inside in runtime_imports(tree):
        if not name.startswith("framing."):
            continue
        if floor(name) > floor(module) and not (inside and (module, name) in RENDERING):
            found.append(name)
    return found


MODULES = modules()
INSIDE = sorted(name for name in MODULES if name != "framing")


@pytest.mark.parametrize("module", INSIDE)
def test_no_import_points_up(module: str) -> None:
    assert upward(module, MODULES[module]) == []


def test_every_module_stands_on_a_known_floor() -> None:
    assert {name.split(".")[1] for name in INSIDE} <= set(FLOORS)


def test_the_files_of_a_floor_have_an_order() -> None:
    graph: dict[str, set[str]] = {}
    for module in INSIDE:
        own = (n for n, _ in runtime_imports(MODULES[module]) if n.startswith("framing.") and n in MODULES)
        graph[module] = {n for n in own if n != module and (module, n) not in RENDERING}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"modules import each other: {error.args[1]}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from framing.analysis import analyze", ["framing.analysis"]),
        ("import framing.show.display", ["framing.show.display"]),
        ("from framing import analysis", ["framing.analysis"]),
        ("def f():\n    from framing.show.display import text_table", ["framing.show.display"]),
        ("from framing.errors import InputError", []),
        ("from framing.language.tokens import tokenize", []),
        ("import json", []),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from framing.analysis import analyze", []),
    ],
)
def test_the_check_itself_sees_an_import_that_points_up(source: str, expected: list[str]) -> None:
    assert upward("framing.stance.roles", ast.parse(source)) == expected


def test_the_exception_holds_inside_a_method_only() -> None:
    inside = "class A:\n    def show(self):\n        from framing.show.display import text_table"
    outside = "from framing.show.display import text_table"
    assert upward("framing.analysis", ast.parse(inside)) == []
    assert upward("framing.analysis", ast.parse(outside)) == ["framing.show.display"]


def test_the_exceptions_are_still_needed() -> None:
    used = {(m, n) for m in INSIDE for n, _ in runtime_imports(MODULES[m])}
    assert used >= RENDERING


def test_scoring_never_imports_what_only_training_needs() -> None:
    heavy = {"sklearn", "nltk", "matplotlib", "dask"}
    for module in INSIDE:
        outside = {n.split(".")[0] for n, inside in runtime_imports(MODULES[module]) if not inside}
        assert not outside & heavy, module


def size(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int]:
    """Return lines without the docstring, and parameters without self."""
    doc = ast.get_docstring(node, clean=False)
    lines = (node.end_lineno or 0) - node.lineno + 1 - (len(doc.split("\n")) if doc else 0)
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return lines, len([n for n in names if n not in ("self", "cls")])


@pytest.mark.parametrize("module", INSIDE)
def test_modules_and_functions_stay_small(module: str) -> None:
    path = Path(*module.split(".")[1:])
    file = next(f for f in (PACKAGE / path.with_suffix(".py"), PACKAGE / path / "__init__.py") if f.is_file())
    assert len(file.read_text(encoding="utf-8").splitlines()) < MAX_LINES
    for node in ast.walk(MODULES[module]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines, parameters = size(node)
            known = f"{file.relative_to(PACKAGE).as_posix()}:{node.name}" in LARGE
            assert known or (lines < MAX_FUNCTION_LINES and parameters <= MAX_PARAMETERS), node.name


@pytest.mark.parametrize("module", INSIDE)
def test_no_pickle_network_or_eval(module: str) -> None:
    forbidden = {
        "pickle",
        "shelve",
        "marshal",
        "socket",
        "urllib",
        "requests",
        "http",
        "ftplib",
        "subprocess",
    }
    # urllib.parse only takes addresses apart
    names = {n for n, _ in runtime_imports(MODULES[module]) if n != "urllib.parse"}
    assert not {n.split(".")[0] for n in names} & forbidden
    calls = {
        n.func.id
        for n in ast.walk(MODULES[module])
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not calls & {"eval", "exec", "__import__", "print"}
