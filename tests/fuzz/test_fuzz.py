"""Fuzzing in short: changed seeds always, coverage-guided for a minute where atheris is installed."""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from .targets import SEEDS, TARGETS, run_one

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 60


def changed(rng: random.Random, data: bytes) -> bytes:
    """Return bytes that were cut, doubled, exchanged or replaced somewhere."""
    out = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        place = rng.randrange(len(out) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            del out[place : place + rng.randrange(1, 8)]
        elif kind == 1:
            out[place:place] = rng.randbytes(rng.randrange(1, 4))
        elif kind == 2:
            out[place:place] = out[: rng.randrange(len(out) + 1)]
        elif out and place < len(out):
            out[place] = rng.choice(b"\x00\"',;\n\r\t<>{}[]\xff\xed\xa0\x80")
    return bytes(out[:2000])


@pytest.mark.parametrize("target", list(TARGETS))
def test_changed_seeds(target: str) -> None:
    rng = random.Random(target)
    for seed in SEEDS[target]:
        run_one(target, seed)
        for _ in range(ROUNDS):
            run_one(target, changed(rng, seed))


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe", b"s\xed\xa0\x80", b"a" * 600])
@pytest.mark.parametrize("target", list(TARGETS))
def test_small_inputs(target: str, data: bytes) -> None:
    run_one(target, data)


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("target", list(TARGETS))
def test_coverage_guided(target: str) -> None:
    seconds = os.environ.get("FRAMING_FUZZ_SECONDS", "9")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "fuzz" / "run_atheris.py"), target, seconds],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=int(seconds) + 120,
    )
    print("\n".join(line for line in done.stderr.split("\n") if "stat::number_of_executed_units" in line))
    assert done.returncode == 0, done.stderr[-3000:]
