"""Frames against coded articles: presence (macro- and micro-F1 over 14 frames) and dominance, in one command.

    python benchmarks/frames.py --data DIR

DIR holds ``stance/articles/*.txt`` and ``stance/gold.json``. Presence is the median code of three language-model
coders at least 1. Thresholds stand in the frames' cards and were fitted on these articles; ``--leave-one-out`` refits
every threshold without the article it judges.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from stance import load_articles

import framing

FRAMES = 14


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    return 200 * float((gold & found).sum()) / max(1, int(gold.sum() + found.sum()))


def best_threshold(scores: np.ndarray, gold: np.ndarray) -> float:
    grid = np.quantile(scores, np.linspace(0.02, 0.98, 33))
    smooth = np.convolve([f1(gold, scores >= t) for t in grid], np.ones(5) / 5, "same")
    return float(grid[int(smooth.argmax())])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    known = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=known, required=known is None)
    args = parser.parse_args()
    gold = load_articles(Path(args.data))
    analyzer = framing.Analyzer(scorer="lexicon")
    results = [analyzer.analyze(g["text"]).frames for g in gold]
    names = list(results[0])[:FRAMES]
    codes = np.array([[g["frames"][n] or 0 for n in names] for g in gold])
    scores = np.array([[r[n].score for n in names] for r in results])
    shipped = np.array([[r[n].present for n in names] for r in results])
    out = np.zeros_like(shipped)
    for j in range(FRAMES):
        for i in range(len(gold)):
            rest = np.arange(len(gold)) != i
            out[i, j] = scores[i, j] >= best_threshold(scores[rest, j], codes[rest, j] >= 1)
    truth = codes >= 1
    rng = np.random.default_rng(0)
    draws = [rng.integers(0, len(gold), len(gold)) for _ in range(1000)]
    rules = (("always present", np.ones_like(truth)), ("shipped thresholds", shipped), ("leave one out", out))
    for label, found in rules:
        macro = np.mean([f1(truth[:, j], found[:, j]) for j in range(FRAMES)])
        boot = [np.mean([f1(truth[d, j], found[d, j]) for j in range(FRAMES)]) for d in draws]
        low, high = np.percentile(boot, [2.5, 97.5])
        interval = f"[{low:.1f}, {high:.1f}]"
        print(f"{label:20} macro-F1 {macro:5.1f} {interval}  micro-F1 {f1(truth, found):5.1f}  n={len(gold)}")
    for j, name in enumerate(names):
        print(f"  {name:18} n={int(truth[:, j].sum()):3}  leave-one-out F1 {f1(truth[:, j], out[:, j]):5.1f}")
    coded = [i for i, g in enumerate(gold) if 2 in g["frames"].values()]
    hits = [any(gold[i]["frames"].get(n) == 2 for n, f in results[i].items() if f.dominant) for i in coded]
    print(f"a coded dominant frame among ours: {100 * np.mean(hits):.0f}% of {len(coded)} articles (fitted in sample)")


if __name__ == "__main__":
    main()
