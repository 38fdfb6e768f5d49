"""What `check.py` measures on the training corpus: leaks, repetition, growth of the vocabulary, agreement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import MaxAbsScaler

from framing.language.grammar import function_words
from framing.stance.corpus_format import MAIN_TARGETS, MarkedMention, Passage

Ints = NDArray[np.int64]
Row = tuple[Passage, MarkedMention]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*")
_BREAK = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(]?[A-ZÀ-Þ0-9])|\n+")
_MARKED = re.compile(r"\[\[([^\[\]|]*)\|[^\[\]]*\]\]|</?q\b[^>]*>")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\[nrt]")
_PUNCTUATION = ".,;:?!–—-…“”\"‘’'()"
FOLDS = 5
GRAM = 5


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return WORD.findall(text.lower())


def mention_rows(passages: Iterable[Passage]) -> list[Row]:
    """Return (passage, mention) for every marked mention."""
    return [(p, m) for p in passages for m in p.mentions]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Cut a text at its sentence ends and line breaks; offsets into the text."""
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def sentence_of(spans: Sequence[tuple[int, int]], position: int) -> tuple[int, int]:
    """Return the span in which a position stands."""
    return spans[max(0, bisect_right(spans, (position, 1 << 60)) - 1)]


def group_of(target: str) -> str:
    """Return the target itself if it is one of the four, else ``other``."""
    return target if target in MAIN_TARGETS else "other"


# --- leaks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leak:
    """Macro-F1 (0-100) of a classifier that may not read the sentence; one that draws lots gets about 33.

    ``plain`` minimises its errors; ``even`` weighs the three classes alike, which is harder on the corpus.
    """

    plain: float
    even: float


def name_only(passage: Passage, mention: MarkedMention) -> dict[str, float]:
    """Return the name in a mention, whole and word by word; empty where it is a pronoun or a description.

    Descriptions ("the arsonist") are left out, for they are what the text says about an actor, not its name.
    """
    found = _NAME.findall(passage.text[mention.start : mention.end])
    # a capital at the head of a sentence makes no name of "The", but US is one
    names = [w for w in found if w.lower() not in function_words() or (w.isupper() and len(w) > 1)]
    names = [re.sub(r"['’]s?$", "", w.lower()) for w in names]
    return {f"whole={' '.join(names)}": 1.0, **dict.fromkeys(names, 1.0)} if names else {}


def shape_only(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Return length and punctuation of the sentence of each mention, and nothing of its words."""
    out: list[dict[str, float]] = []
    last: Passage | None = None
    spans: list[tuple[int, int]] = []
    for passage, mention in rows:
        if passage is not last:
            last, spans = passage, sentence_spans(passage.text)
        start, end = sentence_of(spans, mention.start)
        sentence = passage.text[start:end]
        length = {"words": float(len(sentence.split())), "letters": float(len(sentence))}
        out.append({**length, **{mark: float(sentence.count(mark)) for mark in _PUNCTUATION}})
    return out


def folds_of(groups: Sequence[str]) -> Ints:
    """Return a fold for each row, the same for every row of a group, drawn with a fixed seed."""
    names = sorted(set(groups))
    order = np.random.default_rng(0).permutation(len(names)) % FOLDS
    place = dict(zip(names, order.tolist(), strict=True))
    return np.array([place[g] for g in groups], dtype=np.int64)


def leak(features: Sequence[dict[str, float]], labels: Sequence[int], groups: Sequence[str]) -> Leak:
    """Return how well features alone foretell the label by logistic regression, cross-validated by group."""
    matrix: Any = DictVectorizer().fit_transform(features)
    matrix = MaxAbsScaler().fit_transform(matrix)
    y, fold = np.array(labels), folds_of(groups)
    scores = []
    for weight in (None, "balanced"):
        predicted = np.zeros_like(y)
        for k in range(FOLDS):
            model = LogisticRegression(class_weight=weight, max_iter=300)
            predicted[fold == k] = model.fit(matrix[fold != k], y[fold != k]).predict(matrix[fold == k])
        scores.append(100 * float(f1_score(y, predicted, average="macro")))
    return Leak(*scores)


def name_leak(passages: Sequence[Passage]) -> Leak:
    """Return how well the name of a mention alone foretells its label."""
    rows = [(p, m, name_only(p, m)) for p, m in mention_rows(passages)]
    named = [row for row in rows if row[2]]
    return leak([f for _, _, f in named], [m.sign for _, m, _ in named], [p.id for p, _, _ in named])


def shape_leak(passages: Sequence[Passage]) -> Leak:
    """Return how well length and punctuation of a mention's sentence alone foretell its label."""
    rows = mention_rows(passages)
    return leak(shape_only(rows), [m.sign for _, m in rows], [p.id for p, _ in rows])


def register_leak(passages: Sequence[Passage], target: str) -> Leak:
    """Return how well the register alone foretells whether the author is against or for a target."""
    rows = [(p, int(np.sign(p.stance[target, "author"]))) for p in passages if (target, "author") in p.stance]
    return leak([{p.register: 1.0} for p, _ in rows], [sign for _, sign in rows], [p.id for p, _ in rows])


# --- repetition ------------------------------------------------------------------------------------------------


def shingles(tokens: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """Return every run of ``size`` words."""
    return {tuple(tokens[k : k + size]) for k in range(len(tokens) - size + 1)}


def most_alike(texts: Sequence[tuple[str, str]]) -> tuple[float, str, str]:
    """Return the highest Jaccard of 5-word runs between two texts of (id, text), and their ids.

    Only texts that share a run are compared, by an index from run to texts.
    """
    sets = [shingles(words(text), GRAM) for _, text in texts]
    index: dict[tuple[str, ...], list[int]] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for k, runs in enumerate(sets):
        for run in runs:
            others = index.setdefault(run, [])
            shared.update((other, k) for other in others)
            others.append(k)
    best = (0.0, "", "")
    for (a, b), both in shared.items():
        best = max(best, (both / (len(sets[a]) + len(sets[b]) - both), texts[a][0], texts[b][0]))
    return best


def vocabulary_growth(passages: Sequence[Passage]) -> tuple[list[tuple[int, int]], float]:
    """Return (tokens, types) after each quarter of the passages in mixed order, and Heaps' exponent of the last half.

    types = K tokens^beta (Heaps 1978); text made from templates flattens toward beta 0.
    """
    order = np.random.default_rng(0).permutation(len(passages))
    seen: set[str] = set()
    tokens, points = 0, []
    for rank, k in enumerate(order, 1):
        found = words(passages[k].text)
        tokens += len(found)
        seen.update(found)
        if rank * 4 % len(order) < 4:
            points.append((tokens, len(seen)))
    (t2, v2), (t4, v4) = points[len(points) // 2 - 1], points[-1]
    return points, float(np.log(v4 / v2) / np.log(t4 / t2))


def borrowed(texts: Sequence[tuple[str, str]], folder: Path, size: int) -> list[tuple[str, str, str]]:
    """Return (id, file, words) for every run of ``size`` words that a text shares with a file of a folder.

    Mention marks and the escapes of JSON are taken out of the files first.
    """
    index: dict[tuple[str, ...], str] = {}
    for identity, text in texts:
        for run in shingles(words(text), size):
            index.setdefault(run, identity)
    found = []
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        plain = _ESCAPE.sub(" ", _MARKED.sub(r"\1", file.read_text(encoding="utf-8", errors="replace")))
        tokens = words(plain)
        for run in sorted(shingles(tokens, size) & index.keys()):
            found.append((index[run], str(file.relative_to(folder)), " ".join(run)))
    return found
