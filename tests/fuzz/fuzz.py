"""Fuzz one target with atheris: ``PYTHONPATH=src:tests python tests/fuzz/fuzz.py TARGET SECONDS``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["framing"]):
    from fuzz.targets import SEEDS, run_one


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2]
    corpus = Path(tempfile.mkdtemp(prefix="framing-corpus-"))
    for k, seed in enumerate(SEEDS[target]):
        (corpus / str(k)).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        "-max_len=600",
        "-timeout=20",
        "-print_final_stats=1",
        f"-artifact_prefix={corpus}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: run_one(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
