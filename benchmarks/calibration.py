"""Draw the reliability diagram and the coverage-accuracy curve of mention probabilities; print forced-choice roles.

    python benchmarks/calibration.py --data DIR [--out docs/_static/calibration.png]

DIR holds ``stance_sentences/*.txt``, ``newsmtsc/dev.jsonl``, ``stance/`` and ``roles.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from stance import CLASSES, auc, load_articles, marked_sentences

import framing

BINS = 10
Floats = NDArray[np.float64]


def sentences(data: Path) -> tuple[Floats, Floats]:
    """Return the probability of the likeliest label, and whether it is right, of each mention."""
    rows = []
    for text, spans in marked_sentences(data):
        found = framing.score_spans(text, [(a, b) for a, b, _ in spans])
        rows += [(s.p_against, s.p_neutral, s.p_favor, gold) for (_, _, gold), s in zip(spans, found, strict=True)]
    return surest(rows)


def newsmtsc(data: Path) -> tuple[Floats, Floats]:
    rows = []
    for line in (data / "newsmtsc" / "dev.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        s = framing.score_spans(row["sentence"], [(row["from"], row["to"])])[0]
        rows.append((s.p_against, s.p_neutral, s.p_favor, CLASSES[int(row["polarity"]) + 1]))
    return surest(rows)


def surest(rows: list[tuple[float, float, float, str]]) -> tuple[Floats, Floats]:
    table = np.array([r[:3] for r in rows])
    right = np.array([CLASSES[int(k)] == r[3] for k, r in zip(table.argmax(axis=1), rows, strict=True)], dtype=float)
    return table.max(axis=1), right


def draw(series: dict[str, tuple[Floats, Floats]], out: Path) -> None:
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.8), layout="constrained")
    left.plot([0.3, 1], [0.3, 1], color="0.6", linewidth=1)
    for (name, (sure, hit)), marker in zip(series.items(), "os", strict=True):
        edges = np.quantile(sure, np.linspace(0, 1, BINS + 1))
        place = np.clip(np.searchsorted(edges, sure, side="right") - 1, 0, BINS - 1)
        left.plot(
            [sure[place == k].mean() for k in range(BINS)], [hit[place == k].mean() for k in range(BINS)],
            marker=marker, label=f"{name}, n = {len(sure):,}",
        )
        order = np.argsort(-sure)
        share = np.arange(1, len(sure) + 1) / len(sure)
        accuracy = np.cumsum(hit[order]) / np.arange(1, len(sure) + 1)
        start = max(20, len(sure) // 40)
        right.plot(100 * share[start:], 100 * accuracy[start:], label=name)
    left.set(xlabel="probability of the likeliest label", ylabel="share right")
    left.set_title("Reliability, tenths of equal size")
    left.legend(frameon=False)
    right.axvline(45, color="0.6", linewidth=1)
    right.set(xlabel="surest share of mentions, %", ylabel="accuracy, %", title="Coverage and accuracy", xlim=(0, 100))
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out, dpi=150)


def roles(data: Path) -> None:
    """Print how experts' roles of states are told apart when a side must be chosen."""
    articles = {a["id"]: a["text"] for a in load_articles(data)}
    rows = [json.loads(x) for x in (data / "roles.jsonl").read_text(encoding="utf8").splitlines()]
    for naming in (True, False):
        analyzer = framing.Analyzer(naming=naming)
        found = {name: analyzer.analyze(articles[name]).stance for name in {r["article"] for r in rows}}
        gold = [r["role"] == "favor" for r in rows]
        score = []
        for row in rows:
            stance = found[row["article"]][row["target"]]
            score.append(sum(v.score for v in (stance.author, stance.quoted) if v.score == v.score))
        chosen = [s > 0 for s in score]
        parts = []
        for wanted in (True, False):
            hit = sum(g == c == wanted for g, c in zip(gold, chosen, strict=True))
            parts.append(2 * hit / max(1, gold.count(wanted) + chosen.count(wanted)))
        figures = f"forced choice macro-F1 {50 * sum(parts):.1f}, AUC {auc(gold, score):.2f}, n={len(rows)}"
        print(f"roles, naming {naming}: {figures}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=known, required=known is None)
    parser.add_argument("--out", type=Path, default=Path("docs/_static/calibration.png"))
    options = parser.parse_args()
    data = Path(options.data)
    draw({"development sentences": sentences(data), "NewsMTSC dev": newsmtsc(data)}, options.out)
    roles(data)


if __name__ == "__main__":
    main()
