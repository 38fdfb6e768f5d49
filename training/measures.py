"""What `check.py` measures on the training corpus: leaks, repetition, growth of the vocabulary, agreement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from framing.stance.corpus_format import MAIN_TARGETS, MarkedMention, Passage

Ints = NDArray[np.int64]
Row = tuple[Passage, MarkedMention]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*")
_BREAK = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(]?[A-ZÀ-Þ0-9])|\n+")
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
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]


def sentence_of(spans: Sequence[tuple[int, int]], position: int) -> tuple[int, int]:
    """Return the span in which a position stands."""
    return spans[max(0, bisect_right(spans, (position, 1 << 60)) - 1)]


def group_of(target: str) -> str:
    """Return the target itself if it is one of the four, else ``other``."""
    return target if target in MAIN_TARGETS else "other"


# --- leaks -----------------------------------------------------------------------------------------------------


def name_only(row: Row) -> dict[str, float]:
    """Return what a mention's name says without its sentence: its capitalised words, whole and one by one."""
    passage, mention = row
    names = [w.lower() for w in _NAME.findall(passage.text[mention.start : mention.end])]
    names = [re.sub(r"['’]s?$", "", w) for w in names if w not in _NO_NAMES] or ["(description)"]
    return {f"whole={' '.join(names)}": 1.0, **dict.fromkeys(names, 1.0)}


# sentence-initial words that the capital does not make a name
_NO_NAMES = frozenset({"the", "our", "a", "it", "its"})


def shape_only(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Return length and punctuation of the sentence of each mention, and nothing of its words."""
    out, last, spans = [], None, []
    for passage, mention in rows:
        if passage is not last:
            last, spans = passage, sentence_spans(passage.text)
        start, end = sentence_of(spans, mention.start)
        sentence = passage.text[start:end]
        count = len(sentence.split())
        marks = {mark: float(sentence.count(mark)) for mark in _PUNCTUATION}
        letters = len(sentence) / max(count, 1)
        out.append({**marks, "words": float(count), "log": float(np.log1p(count)), "letters": letters})
    return out


def folds_of(groups: Sequence[str]) -> Ints:
    """Return a fold for each row, the same for every row of a group, drawn with a fixed seed."""
    names = sorted(set(groups))
    order = np.random.default_rng(0).permutation(len(names)) % FOLDS
    place = dict(zip(names, order.tolist(), strict=True))
    return np.array([place[g] for g in groups], dtype=np.int64)


def leak(features: Sequence[dict[str, float]], labels: Sequence[int], groups: Sequence[str], dense: bool) -> float:
    """Return the macro-F1 (0-100) with which features alone foretell the label, cross-validated by group.

    The classifier weighs the three classes alike: about 33 is chance.
    """
    matrix: Any = DictVectorizer(sparse=not dense).fit_transform(features)
    y, fold = np.array(labels), folds_of(groups)
    predicted = np.zeros_like(y)
    for k in range(FOLDS):
        train, test = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        scale = StandardScaler(with_mean=dense).fit(matrix[train]) if dense else None
        a, b = (scale.transform(matrix[part]) if scale else matrix[part] for part in (train, test))
        model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=200)
        predicted[test] = model.fit(a, y[train]).predict(b)
    return 100 * float(f1_score(y, predicted, average="macro"))


def name_leak(passages: Sequence[Passage]) -> float:
    """Return how well the name of a mention alone foretells its label (macro-F1, 33 is chance)."""
    rows = mention_rows(passages)
    return leak([name_only(r) for r in rows], [m.sign for _, m in rows], [p.id for p, _ in rows], dense=False)


def shape_leak(passages: Sequence[Passage]) -> float:
    """Return how well length and punctuation alone foretell the label (macro-F1, 33 is chance)."""
    rows = mention_rows(passages)
    return leak(shape_only(rows), [m.sign for _, m in rows], [p.id for p, _ in rows], dense=True)


def register_leak(passages: Sequence[Passage], target: str) -> float:
    """Return how well the register alone foretells the author's stance toward a target (macro-F1)."""
    rows = [(p, int(np.sign(p.stance[target, "author"]))) for p in passages if (target, "author") in p.stance]
    features = [{p.register: 1.0} for p, _ in rows]
    return leak(features, [sign for _, sign in rows], [p.id for p, _ in rows], dense=False)


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
    """Return (id, file, words) for every run of ``size`` words that a text shares with a file of a folder."""
    index: dict[tuple[str, ...], str] = {}
    for identity, text in texts:
        for run in shingles(words(text), size):
            index.setdefault(run, identity)
    found = []
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        tokens = words(file.read_text(encoding="utf-8", errors="replace"))
        for run in sorted(shingles(tokens, size) & index.keys()):
            found.append((index[run], str(file.relative_to(folder)), " ".join(run)))
    return found
