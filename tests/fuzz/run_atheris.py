"""Fuzz one target with atheris: ``PYTHONPATH=src:tests python tests/fuzz/run_atheris.py TARGET SECONDS``."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris

INSTRUMENTED = ("analysis", "corpus.duplicates", "corpus.runs", "reading.articles", "reading.html", "stance.model_file")


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2]
    with atheris.instrument_imports(include=["framing"]):
        for name in INSTRUMENTED:
            import_module(f"framing.{name}")
    targets = import_module("fuzz.targets")
    corpus = Path(tempfile.mkdtemp(prefix="framing-corpus-"))
    for k, seed in enumerate(targets.SEEDS[target]):
        (corpus / str(k)).write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-max_len=600", "-timeout=20", "-print_final_stats=1"]
    arguments = [sys.argv[0], *options, f"-artifact_prefix={corpus}/", str(corpus)]
    atheris.Setup(arguments, lambda data: targets.run_one(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
