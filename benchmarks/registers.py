"""Errors by register and side of outlet, on passages of the training corpus that the model has not seen.

    python benchmarks/registers.py [--folds 2]

The true-to-life passages are parted into folds; for each a corpus-only model is trained on everything else and the
whole scorer, naming included, reads the fold. The codes are a language model's, as the texts are: the table compares
registers with one another, it does not say how well newspapers are read.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from stance import CLASSES, macro_f1

import framing
from framing.language.mentions import shipped_targets
from framing.stance.corpus_format import Passage, read_corpus, read_sentences
from framing.stance.training import Vectors, fit_model, from_passages, prepare

ROOT = Path(__file__).resolve().parents[1]
TRAINING = ROOT / "training"
TARGETS = ("Russia", "Ukraine", "West")
LEAST = 40
Cell = tuple[str, str, str, str, str]  # register, target, voice, code's sign, label


def sign(code: int) -> str:
    return "against" if code < 0 else "favor" if code > 0 else "neutral"


def model_without(fold: Sequence[Passage], everything: Sequence[Passage]) -> framing.Analyzer:
    """Train a corpus-only model on all other texts, as ``training/train.py`` does."""
    sys.path.insert(0, str(TRAINING))
    from train import ITERATIONS, STRENGTH, TEMPERATURE

    held = {p.id for p in fold}
    texts = from_passages([p for p in everything if p.id not in held])
    vectors = Vectors.load(TRAINING / "vectors" / "glove50.npz")
    reader = framing.Analyzer(targets=list(shipped_targets()), scorer="lexicon")
    model = fit_model(prepare(texts, reader, vectors), vectors, STRENGTH, ITERATIONS, TEMPERATURE)
    return framing.Analyzer(targets=TARGETS, scorer=model)


def read_fold(analyzer: framing.Analyzer, fold: Iterable[Passage]) -> list[Cell]:
    out: list[Cell] = []
    for passage in fold:
        stance = analyzer.analyze(passage.text).stance
        for (target, voice), code in passage.stance.items():
            if target in TARGETS:
                label = stance[target].voice(voice).label
                out.append((passage.register, target, voice, sign(code), label if label in CLASSES else "neutral"))
    return out


def line(name: str, cells: Sequence[Cell]) -> str:
    golds, found = [c[3] for c in cells], [c[4] for c in cells]
    parts = [f"{name:22} n={len(cells):4}  macro-F1 {macro_f1(golds, found):5.1f}"]
    for wrong in ("favor", "against"):
        open_to = [f for g, f in zip(golds, found, strict=True) if g != wrong]
        parts.append(f"false {wrong} {100 * sum(f == wrong for f in open_to) / max(1, len(open_to)):4.1f}%")
    swapped = sum({g, f} == {"against", "favor"} for g, f in zip(golds, found, strict=True))
    return "  ".join([*parts, f"opposite {100 * swapped / len(cells):4.1f}%"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=2)
    options = parser.parse_args()
    natural = read_corpus(TRAINING / "natural")
    everything = [*read_corpus(TRAINING / "corpus"), *natural, *read_sentences(TRAINING / "sentences")]
    fold_of = np.random.default_rng(0).integers(0, options.folds, len(natural))
    cells: list[Cell] = []
    for k in range(options.folds):
        fold = [p for p, f in zip(natural, fold_of, strict=True) if f == k]
        cells += read_fold(model_without(fold, everything), fold)
        print(f"fold {k + 1}: {len(fold)} passages read", flush=True)
    sides = tomllib.loads((TRAINING / "corpus" / "names.toml").read_text(encoding="utf8"))["sides"]
    for voice in ("author", "quoted"):
        spoken = [c for c in cells if c[2] == voice]
        print(f"\n{voice}")
        print(line("all", spoken))
        for name in TARGETS:
            print(line(name, [c for c in spoken if c[1] == name]))
        for side, registers in sides.items():
            for name in TARGETS:
                some = [c for c in spoken if c[0] in registers and c[1] == name]
                print(line(f"{side}: {name}"[:22], some))
        for register in sorted({c[0] for c in spoken}):
            some = [c for c in spoken if c[0] == register]
            if len(some) >= LEAST:
                print(line(register, some))


if __name__ == "__main__":
    main()
