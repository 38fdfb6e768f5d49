"""Every example in a docstring runs, and every public name has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import pytest

mpl.use("Agg")

import framing
import framing.lexicons
import framing.research

API = Path(__file__).resolve().parent.parent / "docs" / "api.md"
MODULES = sorted(m.name for m in pkgutil.walk_packages(framing.__path__, "framing."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert not failed


HOMES = (framing, framing.research, framing.plots, framing.lexicons)


def _on_the_api_page() -> dict[str, object]:
    """Return what the API page documents, by full name."""
    found: dict[str, object] = {}
    home = ""
    for line in API.read_text(encoding="utf-8").splitlines():
        if line.startswith(".. currentmodule::"):
            home = line.split()[-1]
        elif re.fullmatch(r"   [A-Za-z_.]+", line):
            name = f"{home}.{line.strip()}"
            found[name] = pkgutil.resolve_name(re.sub(r"\.(?=[^.]*$)", ":", name))
    return found


def _exported() -> dict[str, object]:
    found = {f"{home.__name__}.{name}": getattr(home, name) for home in HOMES for name in home.__all__}
    return {name: value for name, value in found.items() if not isinstance(value, ModuleType)}


PUBLIC = _on_the_api_page() | _exported()


def lacks(value: object) -> str:
    """Say what a public name has not: a docstring, or an example in it; errors and plain records need none."""
    text = inspect.getdoc(value) or ""
    if not text:
        return "a docstring"
    needs_none = isinstance(value, type) and (
        issubclass(value, (Exception, Warning)) or value.__module__ == "framing.records"
    )
    return "" if needs_none or ">>>" in text else "an example"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_has_a_docstring_with_an_example(name: str) -> None:
    assert lacks(PUBLIC[name]) == ""


def test_a_missing_example_is_found() -> None:
    def bare() -> None:
        """Do something without showing how."""

    assert lacks(bare) == "an example"
    assert lacks(lambda: None) == "a docstring"
    assert lacks(framing.InputError) == ""


def test_every_exported_name_is_on_the_api_page() -> None:
    shown = list(_on_the_api_page().values())
    assert len(shown) > 70
    assert [name for name, value in _exported().items() if not any(value is other for other in shown)] == []
