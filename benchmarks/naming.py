"""Naming choices on coded articles: the hits to read and judge, and how often naming takes the coders' side.

    python benchmarks/naming.py --data DIR [--hits 200] [--agreement]

DIR holds ``stance/articles/*.txt`` and ``stance/gold.json``. ``--hits N`` prints a random sample of N hits (seed 0;
all where there are fewer) with their file and 120 characters of context: whoever judges asks of each whether it is
that choice and whether it takes that side there. ``--agreement`` prints, for cells of an article and a target with a
clear author side (median code at most -0.5 or at least 0.5), the share in which naming has the coders' sign where it
speaks.
"""

from __future__ import annotations

import argparse
import math
import os
from collections import Counter
from pathlib import Path

import numpy as np
from stance import TARGETS, load_articles

import framing
from framing.lexicons.loading import load_folder
from framing.lexicons.paths import data_folder

CONTEXT = 120
CLEAR = 0.5


def files_of_terms() -> dict[str, str]:
    return {row.term: lx.name for lx in load_folder(data_folder() / "naming", "naming") for row in lx.rows}


def print_hits(gold: list[dict], results: list[framing.ArticleAnalysis], n: int) -> None:
    found = [(item, choice) for item, a in zip(gold, results, strict=True) for choice in a.naming]
    rng = np.random.default_rng(0)
    chosen = rng.choice(len(found), min(n, len(found)), replace=False) if found else []
    files = files_of_terms()
    print(f"{len(chosen)} of {len(found)} hits: {dict(Counter(files[found[k][1].term] for k in chosen))}")
    for k in sorted(chosen):
        item, c = found[k]
        around = item["text"][max(0, c.start - CONTEXT) : c.end + CONTEXT].replace("\n", " ")
        implied = "; ".join(f"{t} {v:+g}" for t, v in c.implies.items())
        print(f"{item['id']}  {files[c.term]}  {c.voice}  <{c.text}>  {implied}\n    {around}")


def interval(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share."""
    z = 1.96
    middle, half = hits + z * z / 2, z * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return (middle - half) / (n + z * z), (middle + half) / (n + z * z)


def print_agreement(gold: list[dict], results: list[framing.ArticleAnalysis]) -> None:
    signs: dict[str, list[bool]] = {"choices that name the target": [], "all choices of the article": []}
    clear = 0
    for item, a in zip(gold, results, strict=True):
        for target in TARGETS:
            code = item["stance"][target]["author"]
            if code is None or abs(code["median"]) < CLEAR:
                continue
            clear += 1
            own = math.fsum(c.implies.get(target, 0.0) for c in a.naming if c.voice == "author")
            items = a.stance[target].author.evidence
            told = math.fsum(e.contribution for e in items if e.kind == "naming" and not e.note.startswith("said of"))
            for value, kept in zip((own, told), signs.values(), strict=True):
                if value:
                    kept.append((value > 0) == (code["median"] > 0))
    for label, kept in signs.items():
        if kept:
            low, high = interval(sum(kept), len(kept))
            agrees = f"agrees {np.mean(kept):.2f} [{low:.2f}, {high:.2f}]"
            print(f"{label:30} {agrees}  speaks in {len(kept)} of {clear} cells")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=data, required=data is None)
    parser.add_argument("--hits", type=int, default=0)
    parser.add_argument("--agreement", action="store_true")
    args = parser.parse_args()
    gold = load_articles(Path(args.data))
    analyzer = framing.Analyzer()
    results = [analyzer.analyze(item["text"]) for item in gold]
    if args.hits:
        print_hits(gold, results, args.hits)
    if args.agreement or not args.hits:
        print_agreement(gold, results)


if __name__ == "__main__":
    main()
