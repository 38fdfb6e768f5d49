"""Rebuild the stance model.

    python training/train.py --out model.npz                          corpus-only model, from this repository alone
    python training/train.py --newsmtsc DIR --out model.npz           the shipped model

DIR holds NewsMTSC's ``train.jsonl`` (Hamborg and Donnay 2021, MIT). The same inputs give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import framing
from framing.language.mentions import shipped_targets
from framing.stance.corpus_format import read_corpus, read_sentences
from framing.stance.golden import golden_rows
from framing.stance.model_file import save_model
from framing.stance.training import Marked, Vectors, digest, fit_model, from_passages, prepare, read_newsmtsc

ROOT = Path(__file__).resolve().parent
OWN = ("corpus", "natural", "sentences")
STRENGTH = 0.3
ITERATIONS = 120
TEMPERATURE = 0.92  # fitted once on held-out sentences; see docs/validation.md
NEWSMTSC_WEIGHT = 1.2


def gather(newsmtsc: Path | None) -> list[Marked]:
    texts = [
        *from_passages(read_corpus(ROOT / "corpus")),
        *from_passages(read_corpus(ROOT / "natural")),
        *from_passages(read_sentences(ROOT / "sentences")),
    ]
    if newsmtsc is not None:
        texts += read_newsmtsc(newsmtsc / "train.jsonl", NEWSMTSC_WEIGHT)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsmtsc", type=Path, help="folder with NewsMTSC's train.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="use the first N texts only, to try the script out")
    args = parser.parse_args()
    texts = gather(args.newsmtsc)[: args.limit]
    reader = framing.Analyzer(targets=list(shipped_targets()), scorer="lexicon")
    vectors = Vectors.load(ROOT / "vectors" / "glove50.npz")
    prepared = prepare(texts, reader, vectors)
    model = fit_model(prepared, vectors, STRENGTH, ITERATIONS, TEMPERATURE)
    header = {
        "name": "english" if args.newsmtsc else "english-corpus-only",
        "labels": ["against", "neutral", "favor"],
        "features": "hashed target-masked n-grams, lexicon classes and roles; word vectors by zone, distilled",
        "training_digest": digest(texts),
        "texts": len(texts),
        "mentions": len(prepared.signs),
        "sources": [*(f"training/{name}" for name in OWN), *(["NewsMTSC (MIT)"] if args.newsmtsc else [])],
        "vectors": "GloVe 6B 50d (PDDL 1.0)",
        "library": framing.__version__,
        "licence": "MIT",
        "note": "corpus written and labelled by language models",
    }
    header["golden"] = golden_rows(framing.Analyzer(scorer="lexicon").read, model)
    save_model(args.out, model, header)
    signs, counts = np.unique(prepared.signs, return_counts=True)
    print(json.dumps({**header, "label_counts": dict(zip(signs.tolist(), counts.tolist(), strict=True))}, indent=1))


if __name__ == "__main__":
    main()
