"""Fixtures of the corpus tests."""

from __future__ import annotations

import pytest

import framing

from .samples import make_analyzer


@pytest.fixture(scope="session")
def analyzer() -> framing.Analyzer:
    return make_analyzer()
