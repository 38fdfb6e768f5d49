"""Every example in a docstring runs, and every public name has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import matplotlib as mpl
import pytest

mpl.use("Agg")

import framing
import framing.research

MODULES = sorted(m.name for m in pkgutil.walk_packages(framing.__path__, "framing."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert not failed


def _public() -> list[tuple[str, object]]:
    found = []
    for home in (framing, framing.research, framing.plots):
        for name in home.__all__:
            value = getattr(home, name)
            if not isinstance(value, ModuleType):
                found.append((f"{home.__name__}.{name}", value))
    return found


@pytest.mark.parametrize(("name", "value"), _public(), ids=[name for name, _ in _public()])
def test_a_public_name_has_a_docstring_with_an_example(name: str, value: object) -> None:
    text = inspect.getdoc(value) or ""
    assert text, f"{name} has no docstring"
    is_error = isinstance(value, type) and issubclass(value, (Exception, Warning))
    if not is_error:
        assert ">>>" in text, f"{name} has no example"
