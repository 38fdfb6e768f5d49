"""Fit the article-level constants on coded articles, and measure them by nested cross-validation.

    python training/fit_constants.py --data DIR [--model FILE]

DIR holds ``stance/articles/*.txt`` and ``stance/gold.json``. Weights come from a ridge regression of the
coders' mean code on the
parts of the evidence (both voices together), thresholds from a grid whose macro-F1 is smoothed. In the
cross-validation both
are fitted without the articles they are measured on (10 folds by article, 6 times). The last lines print the fit on all
articles, from which ``src/framing/models/constants.toml`` is written by hand, rounded.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge

import framing
from framing.stance.constants import load_constants
from framing.stance.gathering import VOICES, find_naming, gather
from framing.stance.model_file import load_model
from framing.stance.naming import opponents

TARGETS = ("Russia", "Ukraine", "West")
PARTS = ("classifier", "lexicon", "naming", "side", "cast", "opponents")
LOWS, HIGHS = -np.linspace(0.05, 1.2, 36), np.linspace(0.05, 1.0, 36)


def parts(analyzer: framing.Analyzer, text: str) -> dict:
    """Return the parts of the evidence of every target and voice that is there."""
    c = load_constants()
    document = analyzer.read(text)
    model = gather(document, TARGETS, c, analyzer.model, lexicon=False)
    words = gather(document, TARGETS, c, None)
    choices, sides = find_naming(model), opponents()
    out: dict[tuple[str, str], list[float]] = {}
    per_mention = {}
    for key, cell in model.cells.items():
        if cell.mentions:
            root = math.sqrt(c.c + len(cell.mentions))
            per_mention[key] = (
                sum(e.contribution for e in cell.evidence) / root,
                sum(e.contribution for e in words.cells[key].evidence) / root,
            )
    for (target, voice), (ours, lexical) in per_mention.items():
        other = VOICES[1 - VOICES.index(voice)]
        own = sum(n.implies.get(target, 0.0) for n in choices if n.voice == voice)
        allies = {a for o in sides[target] for a in sides[o]} - {target}
        side = sum(
            n.implies.get(target, 0.0)
            - sum(n.implies.get(o, 0.0) for o in sides[target])
            + c.ally * sum(n.implies.get(a, 0.0) for a in allies)
            for n in choices
        )
        out[target, voice] = [
            ours,
            lexical,
            math.tanh(c.naming_rate * own),
            math.tanh(c.side_rate * side),
            # the author is never moved by what is quoted
            per_mention.get((target, other), (0.0, 0.0))[0] if voice == "quoted" else 0.0,
            -sum(per_mention.get((o, voice), (0.0, 0.0))[0] for o in sides[target]),
        ]
    return out


def label(scores: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.where(scores < low, -1, np.where(scores > high, 1, 0))


def macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    parts_ = [
        2 * ((gold == k) & (found == k)).sum() / max(1, (gold == k).sum() + (found == k).sum()) for k in (-1, 0, 1)
    ]
    return 100 * float(np.mean(parts_))


def thresholds(scores: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    grid = np.array([[macro_f1(gold, label(scores, low, high)) for high in HIGHS] for low in LOWS])
    smooth = uniform_filter(grid, 5, mode="nearest")
    a, b = np.unravel_index(int(smooth.argmax()), smooth.shape)
    return float(LOWS[a]), float(HIGHS[b])


def fit(x: np.ndarray, mean: np.ndarray) -> np.ndarray:
    spread = x.std(axis=0) + 1e-9
    return Ridge(20, fit_intercept=False).fit(x / spread, mean).coef_ / spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    gold = json.loads((args.data / "stance" / "gold.json").read_text(encoding="utf8"))
    analyzer = framing.Analyzer(scorer=load_model(args.model)) if args.model else framing.Analyzer()
    rows = []
    for k, item in enumerate(gold):
        found = parts(analyzer, (args.data / "stance" / "articles" / f"{item['id']}.txt").read_text(encoding="utf8"))
        for target in TARGETS:
            for voice in VOICES:
                code = item["stance"][target][voice]
                if code is not None:
                    x = found.get((target, voice), [0.0] * len(PARTS))
                    sign = (code["median"] >= 0.5) - (code["median"] <= -0.5)
                    rows.append((k, voice == "quoted", sign, code["mean"], x))
    group, quoted, sign, mean = (np.array([r[i] for r in rows]) for i in range(4))
    x = np.array([r[4] for r in rows])
    report_cross_validation(x, group, quoted, sign, mean)
    weights = fit(x, mean)
    print("weights on all:", dict(zip(PARTS, weights.round(2).tolist(), strict=True)))
    for q, voice in ((False, "author"), (True, "quoted")):
        low, high = thresholds((x @ weights)[quoted == q], sign[quoted == q])
        print(f"thresholds on all, {voice}: {math.tanh(low):+.2f} {math.tanh(high):+.2f} on the scale of the score")


def report_cross_validation(
    x: np.ndarray, group: np.ndarray, quoted: np.ndarray, sign: np.ndarray, mean: np.ndarray
) -> None:
    results = []
    for repeat in range(6):
        fold = np.random.default_rng(repeat).permutation(group.max() + 1)[group] % 10
        scores, labels = np.zeros(len(sign)), np.zeros(len(sign))
        for k in range(10):
            train = fold != k
            s = x @ fit(x[train], mean[train])
            scores[~train] = s[~train]
            for q in (False, True):
                low, high = thresholds(s[train & (quoted == q)], sign[train & (quoted == q)])
                test = ~train & (quoted == q)
                labels[test] = label(s[test], low, high)
        results.append(
            [
                (
                    macro_f1(sign[v], labels[v]),
                    spearmanr(scores[v], mean[v]).statistic,
                    100 * float((sign[v] * labels[v] < 0).mean()),
                )
                for v in (~quoted, quoted)
            ]
        )
    for v, voice in enumerate(("author", "quoted")):
        f1, rank, opposite = np.mean([r[v] for r in results], axis=0)
        spread = np.std([r[v][0] for r in results])
        print(
            f"cross-validated, {voice}: macro-F1 {f1:.1f} (sd over splits {spread:.1f})  Spearman {rank:.2f}  "
            f"opposite signs {opposite:.1f}%  n={int((quoted == bool(v)).sum())}"
        )


if __name__ == "__main__":
    main()
