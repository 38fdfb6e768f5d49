"""The simulations of benchmarks/research.py in short: a broken interval shows, a chance swing does not."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from scipy.stats import binom

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "research.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("research_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    ["compare-40", "differences", "corrected-random", "corrected-weighted", "null-30", "shift", "alpha-40"],
)
def test_short_form_stays_in_its_band(benchmark: ModuleType, name: str) -> None:
    trial, _, (low, high), _ = benchmark.TRIALS[name]
    hits = list(trial(120))
    # a rate at the edge of the band passes in all but one of a thousand runs of this test
    least, most = binom.ppf(0.001, len(hits), low), binom.ppf(0.999, len(hits), high)
    assert least <= sum(hits) <= most


def test_naive_means_do_not_cover(benchmark: ModuleType) -> None:
    assert sum(benchmark.TRIALS["naive"][0](30)) < 15
