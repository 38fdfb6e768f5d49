"""Time grows with the length of a text, whatever stands in it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import numpy as np
import pytest

import framing
from framing.reading.furniture import furniture_spans, recover

from .families import FAMILIES

SHORT = (2_500, 10_000)
LONG = (62_500, 125_000, 250_000, 500_000, 1_000_000)
LARGEST = 5.0
# short runs are measured coarsely: a quadratic stage would have a slope of 2
COARSE, FINE = 1.7, 1.15

analyzer = framing.Analyzer()


def seconds(work: Callable[[str], object], text: str, repeats: int) -> float:
    """Return the least CPU time of some runs; the collector of garbage is not what is measured."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(repeats):
            start = time.process_time()
            work(text)
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
        gc.collect()
    return best


def slope(sizes: tuple[int, ...], times: list[float]) -> float:
    """Return the slope of log time over log size; times under a tenth of a millisecond say nothing."""
    return float(np.polyfit(np.log(sizes), np.log(np.maximum(times, 1e-4)), 1)[0])


def test_there_are_thirty_families() -> None:
    assert len(FAMILIES) >= 30
    assert all(len(make(1000)) in range(900, 1001) for make in FAMILIES.values())


@pytest.mark.parametrize("name", list(FAMILIES))
def test_short_texts(name: str) -> None:
    texts = [FAMILIES[name](size) for size in SHORT]
    for work in (analyzer.analyze, furniture_spans, recover):
        times = [seconds(work, text, 2) for text in texts]
        assert slope(SHORT, times) <= COARSE, (work, times)


@pytest.mark.long
@pytest.mark.parametrize("name", list(FAMILIES))
def test_a_million_characters(name: str) -> None:
    times = [seconds(analyzer.analyze, FAMILIES[name](size), 1) for size in LONG]
    print(f"{name:24} slope {slope(LONG, times):5.2f}  1 M characters {times[-1]:6.2f} s")
    assert times[-1] <= LARGEST, times
    assert slope(LONG, times) <= FINE, times
