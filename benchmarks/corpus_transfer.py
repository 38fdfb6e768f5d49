"""What the training corpus alone teaches the simplest models about texts of other hands, in one command.

    python benchmarks/corpus_transfer.py --data DIR [--draws 3]

DIR (or FRAMING_EVAL) holds ``roles.jsonl``, ``stance/articles/*.txt`` and ``stance_sentences/*.txt``. Two models of
scikit-learn, trained on ``training/`` and nothing else: a bag of words that tells the side of a text, learned from the
registers and codes of the passages, judged by AUC on the roles that experts gave to Russia, Ukraine and the West; and
a linear model on target-masked words, judged by macro-F1 on sentences. Both at 10, 25, 50 and 100% of the corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from framing.stance.corpus_format import Passage, read_corpus, read_sentences

TRAINING = Path(__file__).resolve().parents[1] / "training"
SHARES = (0.10, 0.25, 0.50, 1.00)
# favour for Russia and disfavour for the other two count as one side of a text
SIDES = {"Russia": 1, "Ukraine": -1, "West": -1}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARK = re.compile(r"\[\[(?P<words>[^\[\]|]+)\|(?P<label>[-0+])\]\]")
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+|\n+")
SIGNS = {"-": -1, "0": 0, "+": 1}

Marked = tuple[str, list[tuple[int, int, int]]]  # text; start, end, sign of each mention
Measure = Callable[[Sequence[Passage]], float]


def sampled(texts: Sequence[Passage], share: float, seed: int) -> list[Passage]:
    """Draw a share of the passages and of the single sentences each."""
    rng = np.random.default_rng(seed)
    chosen: list[Passage] = []
    for single in (False, True):
        part = [t for t in texts if (t.register == "sentence") is single]
        chosen += [part[k] for k in rng.permutation(len(part))[: round(share * len(part))]]
    return chosen


def bootstrap(statistic: Callable[[np.ndarray], float], groups: Sequence[str], rounds: int = 500) -> list[float]:
    """Return the 95% interval of a statistic of row numbers, resampling groups of rows."""
    rng = np.random.default_rng(0)
    names = sorted(set(groups))
    rows = {n: np.flatnonzero(np.array(groups) == n) for n in names}
    draws = rng.integers(0, len(names), (rounds, len(names)))
    values = [statistic(np.concatenate([rows[names[k]] for k in draw])) for draw in draws]
    return [float(v) for v in np.quantile(values, [0.025, 0.975])]


# --- the side of a text ------------------------------------------------------------------------------------------


def side_of(passage: Passage, registers: Mapping[str, int]) -> float:
    """Return the side of a text, -1 to 1: that of its register, or else of its marks where the author's codes agree."""
    if passage.register in registers:
        return float(registers[passage.register])
    marks = [SIDES[m.target] * m.sign for m in passage.mentions if m.target in SIDES]
    codes = [SIDES[t] * code for (t, voice), code in passage.stance.items() if t in SIDES and voice == "author"]
    marked, coded = (float(np.mean(x)) if x else 0.0 for x in (marks, codes))
    return marked if marked * coded > 0 else 0.0


def side_model(texts: Sequence[Passage]) -> Callable[[list[str]], np.ndarray]:
    """Fit words and pairs of words of passages to their side; return a scorer of texts."""
    sides = tomllib.loads((TRAINING / "corpus" / "names.toml").read_text(encoding="utf8"))["sides"]
    registers = {**dict.fromkeys(sides["with_russia"], 1), **dict.fromkeys(sides["against_russia"], -1)}
    rows = [(t.text, side) for t in texts if (side := side_of(t, registers))]
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    matrix = vectors.fit_transform([text for text, _ in rows])
    side = np.array([side for _, side in rows])
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=300)
    model.fit(matrix, side > 0, sample_weight=np.abs(side))
    return lambda documents: np.asarray(model.decision_function(vectors.transform(documents)))


def role_scores(texts: Sequence[Passage], roles: list[dict], articles: dict[str, str]) -> np.ndarray:
    """Score each role mention: the side of its article, turned to its target."""
    names = sorted(articles)
    score = dict(zip(names, side_model(texts)([articles[n] for n in names]), strict=True))
    return np.array([score[r["article"]] * SIDES[r["target"]] for r in roles])


def role_auc(roles: list[dict], scores: np.ndarray, rows: np.ndarray | None = None) -> float:
    rows = np.arange(len(roles)) if rows is None else rows
    favor = np.array([roles[k]["role"] == "favor" for k in rows])
    return float(roc_auc_score(favor, scores[rows])) if favor.any() and not favor.all() else float("nan")


# --- the stance toward a mention ---------------------------------------------------------------------------------


def marked_sentences(texts: Sequence[Passage]) -> Iterator[Marked]:
    """Cut texts into sentences, each with its mentions."""
    for text in texts:
        cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text.text)), len(text.text)]
        for start, end in pairwise(cuts):
            inside = [(m.start - start, m.end - start, m.sign) for m in text.mentions if start <= m.start < end]
            if inside:
                yield text.text[start:end], inside


def read_marked(file: Path) -> Iterator[Marked]:
    """Read the evaluation's sentences: marks with a label, a tab, the voice."""
    for line in file.read_text(encoding="utf8").splitlines():
        text, done, mentions = "", 0, []
        row = line.split("\t")[0]
        for mark in _MARK.finditer(row):
            text += row[done : mark.start()]
            mentions.append((len(text), len(text) + len(mark["words"]), SIGNS[mark["label"]]))
            text += mark["words"]
            done = mark.end()
        if mentions:
            yield text + row[done:], mentions


def masked(sentence: str, mentions: list[tuple[int, int, int]], n: int) -> str:
    """Write a sentence as one mention sees it: itself MASK, the others OTHER, each word with its side of the mask."""
    pieces, done, seen = [], 0, ""
    for k, (start, end, _) in enumerate(mentions):
        pieces += [seen + w.lower() for w in _WORD.findall(sentence[done:start])]
        pieces.append("MASK" if k == n else f"{seen}OTHER")
        seen = "R_" if k >= n else ""
        done = end
    pieces += [seen + w.lower() for w in _WORD.findall(sentence[done:])]
    # every word also without its side, so that rare words are learned from both
    return " ".join([*pieces, "||", *(p.removeprefix("R_") for p in pieces)])


def mention_rows(sentences: Iterator[Marked]) -> tuple[list[str], np.ndarray]:
    rows = [(masked(text, marks, k), mark[2]) for text, marks in sentences for k, mark in enumerate(marks)]
    return [text for text, _ in rows], np.array([sign for _, sign in rows])


def mention_predictions(texts: Sequence[Passage], documents: list[str]) -> np.ndarray:
    train, labels = mention_rows(marked_sentences(texts))
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\S+", lowercase=False)
    model = LogisticRegression(C=4, class_weight="balanced", max_iter=200, tol=1e-3)
    model.fit(vectors.fit_transform(train), labels)
    return np.asarray(model.predict(vectors.transform(documents)))


# --- the report --------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=known, required=known is None)
    parser.add_argument("--draws", type=int, default=3, help="draws of each share below 100%%")
    options = parser.parse_args()
    data = Path(options.data)
    corpus = [
        *read_corpus(TRAINING / "corpus"),
        *read_corpus(TRAINING / "natural"),
        *read_sentences(TRAINING / "sentences"),
    ]
    roles = [json.loads(line) for line in (data / "roles.jsonl").read_text(encoding="utf8").splitlines()]
    names = sorted({r["article"] for r in roles})
    articles = {n: (data / "stance" / "articles" / f"{n}.txt").read_text(encoding="utf8") for n in names}
    files = sorted((data / "stance_sentences").glob("*.txt"))
    documents, gold = mention_rows(s for f in files for s in read_marked(f))

    print(f"{time.strftime('%Y-%m-%d')}: {len(corpus)} texts, {len(roles)} roles, {len(gold)} mentions in sentences")
    print(f"{'share':>6} {'draws':>6} {'roles, AUC':>12} {'sentences, macro-F1':>22}")
    for share in SHARES:
        draws = options.draws if share < 1 else 1
        picks = [sampled(corpus, share, seed) for seed in range(draws)]
        scores = [role_scores(p, roles, articles) for p in picks]
        found = [mention_predictions(p, documents) for p in picks]
        auc = np.mean([role_auc(roles, s) for s in scores])
        macro = np.mean([100 * f1_score(gold, f, average="macro") for f in found])
        print(f"{share:>6.0%} {draws:>6} {auc:>12.3f} {macro:>22.1f}", flush=True)
    low, high = bootstrap(lambda rows: role_auc(roles, scores[0], rows), [r["article"] for r in roles])
    print(f"all: roles AUC {auc:.3f} [{low:.3f}, {high:.3f}] over {len(articles)} articles")
    rows_of_gold = [str(k) for k in range(len(gold))]
    low, high = bootstrap(lambda rows: 100 * float(f1_score(gold[rows], found[0][rows], average="macro")), rows_of_gold)
    print(f"all: sentences macro-F1 {macro:.1f} [{low:.1f}, {high:.1f}]")


if __name__ == "__main__":
    main()
