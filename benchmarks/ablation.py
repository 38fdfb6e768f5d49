"""What each block of the scorer is worth, and how peers do with and without its voices, in one command.

    python benchmarks/ablation.py --data DIR [--rounds 2000]

DIR holds ``stance/articles/*.txt`` and ``stance/gold.json``. Each row leaves one block out of the whole; the difference
in macro-F1 comes with a paired 95% bootstrap interval over articles. The last rows are learned on the coded articles
themselves, in five folds by article.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from stance import (
    CLASSES,
    NAMES,
    SPEECH,
    TARGETS,
    Cell,
    cells_of,
    label_at,
    load_articles,
    macro_f1,
    opposite,
    peers,
)

import framing
from framing import engine
from framing.stance.constants import load_constants

VOICES = ("author", "quoted")
Results = Mapping[str, framing.ArticleAnalysis]
BLOCKS: dict[str, dict[str, float]] = {
    "naming of the target": {"naming": 0.0},
    "naming, the article's side": {"side": 0.0},
    "opponents": {"opponents": 0.0},
    "the author's evidence for the quoted": {"cast": 0.0},
    "all naming": {"naming": 0.0, "side": 0.0, "opponents": 0.0},
}


def analyses(gold: list[dict], constants: Mapping[str, float] | None = None, **options: object) -> Results:
    analyzer = framing.Analyzer(**options)
    analyzer._constants = replace(load_constants(), **(constants or {}))
    return {item["id"]: analyzer.analyze(item["text"]) for item in gold}


def without_anaphora(gold: list[dict]) -> Results:
    kept = engine.find_anaphors
    engine.find_anaphors = lambda *_: []
    try:
        return analyses(gold)
    finally:
        engine.find_anaphors = kept


def labelled(gold: list[dict], results: Results, voice: str) -> list[Cell]:
    return cells_of(gold, voice, lambda item, target, v: results[item["id"]].stance[target].voice(v).label)


def paired(whole: list[Cell], other: list[Cell], rounds: int) -> tuple[float, float]:
    """Return the 95% interval of the whole's macro-F1 less the other's, resampling articles."""
    rng = np.random.default_rng(0)
    rows: dict[str, list[int]] = {}
    for k, cell in enumerate(whole):
        rows.setdefault(cell[0], []).append(k)
    groups = list(rows.values())
    differences = []
    for _ in range(rounds):
        drawn = [k for g in rng.integers(0, len(groups), len(groups)) for k in groups[g]]
        golds = [whole[k][2] for k in drawn]
        ours, theirs = (macro_f1(golds, [cells[k][3] for k in drawn]) for cells in (whole, other))
        differences.append(ours - theirs)
    low, high = np.percentile(differences, [2.5, 97.5])
    return float(low), float(high)


def figures(cells: list[Cell]) -> tuple[float, float]:
    golds, found = [c[2] for c in cells], [c[3] for c in cells]
    return macro_f1(golds, found), opposite(golds, found)


def row(name: str, whole: dict[str, list[Cell]], cells: dict[str, list[Cell]], rounds: int) -> None:
    parts = [f"{name:38}"]
    for voice in VOICES:
        f1, opp = figures(cells[voice])
        low, high = paired(whole[voice], cells[voice], rounds)
        gain = figures(whole[voice])[0] - f1
        parts.append(f"{voice} {f1:5.1f}, opposite {opp:3.1f}%, whole {gain:+5.1f} [{low:+5.1f}, {high:+5.1f}]")
    print("  ".join(parts), flush=True)


def sentences_by_rule(item: dict) -> dict[tuple[str, str], list[str]]:
    """Cut an article as a reader without this library would: sentences by marks, voices by words of speech."""
    found: dict[tuple[str, str], list[str]] = {}
    for sentence in split_by_marks(item["text"]):
        voice = "quoted" if SPEECH.search(sentence) else "author"
        for target in TARGETS:
            if NAMES[target].search(sentence):
                found.setdefault((target, voice), []).append(sentence)
    return found


def split_by_marks(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+|\n+", text)


def sentences_by_framing(analysis: framing.ArticleAnalysis) -> dict[tuple[str, str], list[str]]:
    """Cut an article by this library's sentences, mentions and voices."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for mention in analysis.mentions:
        span = analysis.sentences[mention.sentence].span
        found.setdefault((mention.target, mention.voice), {})[mention.sentence] = span.text
    return {key: list(texts.values()) for key, texts in found.items()}


def tuned_peer(gold: list[dict], pieces: Mapping[str, dict], score: Callable[[str], float], voice: str) -> list[Cell]:
    """Label by a peer's mean score of the sentences, thresholds tuned on the other folds."""
    values = {
        (key, target): float(np.mean([score(s) for s in texts]))
        for key, found in pieces.items()
        for (target, v), texts in found.items()
        if v == voice
    }
    grid = np.round(np.arange(-0.8, 0.81, 0.1), 2)

    def cells(items: list[dict], low: float, high: float) -> list[Cell]:
        return cells_of(items, voice, lambda i, t, _: label_at(values.get((i["id"], t)), low, high))

    out: list[Cell] = []
    for fold in range(5):
        train = [g for k, g in enumerate(gold) if k % 5 != fold]
        pairs = [(lo, hi) for lo in grid for hi in grid if lo <= hi]
        best = max(pairs, key=lambda p: figures(cells(train, *p))[0])
        out += cells([g for k, g in enumerate(gold) if k % 5 == fold], *best)
    return sorted(out)


def tfidf(gold: list[dict], pieces: Mapping[str, dict], voice: str) -> list[Cell]:
    """Label by TF-IDF and logistic regression on the sentences that name the target, in five folds by article."""
    cells = cells_of(gold, voice, lambda *_: "neutral")
    fold_of = {item["id"]: k % 5 for k, item in enumerate(gold)}
    texts = [" ".join(pieces[c[0]].get((c[1], voice), [])) for c in cells]
    golds = np.array([CLASSES.index(c[2]) for c in cells])
    folds = np.array([fold_of[c[0]] for c in cells])
    found = np.ones(len(cells), dtype=int)
    for fold in range(5):
        inside = folds == fold
        vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        train = vectors.fit_transform([t for t, i in zip(texts, inside, strict=True) if not i])
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=500).fit(train, golds[~inside])
        found[inside] = model.predict(vectors.transform([t for t, i in zip(texts, inside, strict=True) if i]))
    return sorted((c[0], c[1], c[2], CLASSES[k]) for c, k in zip(cells, found, strict=True))


def signed_errors(gold: list[dict], results: Results) -> None:
    print("\nsigned errors: share labelled favor of those that are not, share labelled against of those that are not")
    for voice in VOICES:
        cells = labelled(gold, results, voice)
        for target in (*TARGETS, "all"):
            rows = [c for c in cells if target in (c[1], "all")]
            line = f"{voice:7} {target:8}"
            for sign in ("favor", "against"):
                open_to = [c for c in rows if c[2] != sign]
                wrong = sum(c[3] == sign for c in open_to)
                line += f"  false {sign} {wrong}/{len(open_to)} = {100 * wrong / max(1, len(open_to)):.0f}%"
            print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=known, required=known is None)
    parser.add_argument("--rounds", type=int, default=2000)
    options = parser.parse_args()
    gold = load_articles(Path(options.data))
    results = analyses(gold)
    whole = {voice: sorted(labelled(gold, results, voice)) for voice in VOICES}

    def show(name: str, found: Results) -> None:
        row(name, whole, {v: sorted(labelled(gold, found, v)) for v in VOICES}, options.rounds)

    print(f"macro-F1 of {len(gold)} articles; 'whole': what the whole scorer has more, with a paired 95% interval")
    show("whole", results)
    show("without classifier (lexicons only)", analyses(gold, scorer="lexicon"))
    show("without lexicon (classifier, naming)", analyses(gold, scorer="classifier"))
    for name, constants in BLOCKS.items():
        show(f"without {name}", analyses(gold, constants))
    show("without anaphora", without_anaphora(gold))
    everywhere = {"naming": 0.0, "side": 0.0, "opponents": 0.0, "cast": 0.0}
    show("mentions only (classifier alone)", analyses(gold, everywhere, scorer="classifier"))
    show("stance words only (lexicon alone)", analyses(gold, everywhere, scorer="lexicon"))
    by_rule = {item["id"]: sentences_by_rule(item) for item in gold}
    ours = {name: sentences_by_framing(analysis) for name, analysis in results.items()}
    for split, pieces in (("", by_rule), (" + our voices", ours)):
        for name, score in peers().items():
            row(f"{name}, tuned{split}", whole, {v: tuned_peer(gold, pieces, score, v) for v in VOICES}, options.rounds)
        row(f"TF-IDF + LR{split}", whole, {v: tfidf(gold, pieces, v) for v in VOICES}, options.rounds)
    signed_errors(gold, results)


if __name__ == "__main__":
    main()
