"""Training the mention classifier from marked text: this project's corpus, NewsMTSC, or labels of your own.

scikit-learn fits; what is kept are plain arrays (see `framing.stance.classifier`).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.language.document import Document, per_sentence
from framing.language.mentions import Spot
from framing.stance.classifier import CLASSES, MentionModel
from framing.stance.constants import load_constants
from framing.stance.corpus_format import Passage, read_corpus, read_sentences
from framing.stance.features import BITS, ZONES, FeatureSet, mention_features
from framing.stance.lexical import Item, build_scene, score_sentence
from framing.stance.line import collapse

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Marked",
    "Reader",
    "Vectors",
    "fit_model",
    "from_passages",
    "from_table",
    "read_corpus",
    "read_newsmtsc",
    "read_sentences",
]

DEFAULT_STRENGTH = 0.4
VECTOR_SCALE = 0.15


class Reader(Protocol):
    """Whatever reads a text into a `Document`; an Analyzer does."""

    def read(self, article: str) -> Document:
        """Read a text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marked spans: ``(start, end, target, sign)``, sign -1, 0 or 1, and its weight in the fit."""

    text: str
    spans: tuple[tuple[int, int, str, int], ...]
    weight: float = 1.0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Static word vectors: word to row, and rows of unit mean spread."""

    index: Mapping[str, int]
    rows: NDArray[np.float32]

    @classmethod
    def load(cls, path: str | Path) -> Vectors:
        """Read the compact vectors of ``training/vectors`` (words, int8 rows, scale)."""
        with np.load(path, allow_pickle=False) as raw:
            words = bytes(raw["words"]).decode("utf-8").split("\n")
            rows = raw["rows"].astype(np.float32) * float(raw["scale"])
        return cls({w: k for k, w in enumerate(words)}, rows)

    @classmethod
    def empty(cls) -> Vectors:
        """Return vectors that know no word, for training on hashed features alone."""
        return cls({"": 0}, np.zeros((1, 1), dtype=np.float32))


def from_passages(passages: Iterable[Passage], weight: float = 1.0) -> list[Marked]:
    """Turn corpus passages into marked texts."""
    return [
        Marked(p.text, tuple((m.start, m.end, m.target, m.sign) for m in p.mentions), weight, p.id)
        for p in passages
        if p.mentions
    ]


def read_newsmtsc(path: str | Path, weight: float = 1.0) -> list[Marked]:
    """Read NewsMTSC (Hamborg and Donnay 2021, MIT) in JSON lines: ``sentence``, ``from``, ``to``, ``polarity``."""
    out = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        span = (int(row["from"]), int(row["to"]), str(row["mention"]), int(row["polarity"]))
        out.append(Marked(row["sentence"], (span,), weight, f"mtsc-{number}"))
    return out


def from_table(labelled: pd.DataFrame) -> list[Marked]:
    """Turn a table with columns ``text``, ``start``, ``end``, ``label`` into marked texts.

    Raises
    ------
    InputError
        On a missing column, an unknown label or a span outside its text.
    """
    if not hasattr(labelled, "to_dict") or not hasattr(labelled, "columns"):
        raise InputError(f"labelled is {type(labelled).__name__}; give a DataFrame with text, start, end, label")
    missing = [c for c in ("text", "start", "end", "label") if c not in labelled.columns]
    if missing:
        raise InputError(f"column {missing[0]!r} is missing; labelled needs text, start, end, label")
    grouped: dict[str, list[tuple[int, int, str, int]]] = {}
    for k, row in enumerate(labelled.to_dict("records")):
        label = row["label"]
        if label not in CLASSES:
            raise InputError(f"row {k}: label {label!r}: choose one of {', '.join(CLASSES)}")
        start, end = int(row["start"]), int(row["end"])
        if not 0 <= start < end <= len(row["text"]):
            raise InputError(f"row {k}: span ({start}, {end}) is outside its text of {len(row['text'])} characters")
        grouped.setdefault(row["text"], []).append((start, end, row["text"][start:end], CLASSES.index(label) - 1))
    return [Marked(text, tuple(sorted(spans)), 1.0, f"row-{k}") for k, (text, spans) in enumerate(grouped.items())]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Features, signs, weights and groups of many marked mentions; words refer to the rows of the vectors."""

    features: list[FeatureSet]
    words: list[NDArray[np.int64]]
    signs: NDArray[np.int64]
    weights: NDArray[np.float64]
    groups: tuple[str, ...]


def prepare(texts: Sequence[Marked], reader: Reader, vectors: Vectors) -> Prepared:
    """Read marked texts and describe their mentions."""
    features, words, signs, weights, groups = [], [], [], [], []
    for marked in texts:
        document = reader.read(marked.text)
        spots, kept = place_spans(document, marked.spans)
        if not kept:
            continue
        rows = [k for k, _ in kept]
        line = collapse(document, spots)
        found = mention_features(line, np.array(rows, dtype=np.int64), lexicon_items(document, spots, rows))
        features.append(found)
        known = np.array([vectors.index.get(document.tokens.forms[i], -1) for i in line.token], dtype=np.int64)
        words.append(known[found.word_tokens])
        signs += [sign for _, sign in kept]
        weights += [marked.weight] * len(kept)
        groups += [marked.group] * len(kept)
    if not signs:
        raise InputError("no marked mention could be read; give texts with labelled spans")
    return Prepared(features, words, np.array(signs), np.array(weights), tuple(groups))


def place_spans(
    document: Document, spans: Sequence[tuple[int, int, str, int]]
) -> tuple[list[Spot], list[tuple[int, int]]]:
    """Lay marked spans over the document's own mentions; return all spots and ``(index, sign)`` of the marked ones.

    A marked phrase that holds a known name ("the corrupt Kiev elite") is narrowed to it: its other words are evidence.
    """
    tokens = document.tokens
    marked: list[tuple[Spot, int]] = []
    for start, end, target, sign in spans:
        first, last = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
        if last > first and not (marked and first < marked[-1][0].last):
            marked.append((narrowed(document, Spot(first, last, target)), sign))
    own = [s for s in document.spots if not any(m.first < s.last and s.first < m.last for m, _ in marked)]
    spots = sorted([*own, *(m for m, _ in marked)], key=lambda s: s.first)
    position = {(s.first, s.last): k for k, s in enumerate(spots)}
    return spots, [(position[m.first, m.last], sign) for m, sign in marked]


def narrowed(document: Document, spot: Spot) -> Spot:
    """Return the known name inside a marked phrase, the phrase itself where there is none."""
    inside = [s for s in document.spots if spot.first <= s.first and s.last <= spot.last]
    return Spot(inside[0].first, inside[0].last, spot.target) if inside else spot


def lexicon_items(document: Document, spots: Sequence[Spot], rows: Sequence[int]) -> list[tuple[int, Item]]:
    """Return the lexicon evidence of the chosen mentions as (row, item)."""
    row_of = {k: row for row, k in enumerate(rows)}
    constants = load_constants()
    out: list[tuple[int, Item]] = []
    done = 0
    by_sentence = zip(
        document.sentences,
        per_sentence(document.stance_hits, document.sentences),
        per_sentence(spots, document.sentences),
        strict=True,
    )
    for sentence, hits, inside in by_sentence:
        if inside:
            scene = build_scene(sentence, inside, document.flags, document.clauses, hits)
            for item in score_sentence(scene, hits, document.modifiers, constants):
                if done + item.spot in row_of:
                    out.append((row_of[done + item.spot], item))
        done += len(inside)
    return out


def design(prepared: Prepared, vectors: Vectors) -> Any:
    """Return the sparse design matrix: hashed features, then zones times vector dimensions."""
    from scipy import sparse

    counts = np.cumsum([0, *(f.count for f in prepared.features)])
    n = int(counts[-1])
    rows = np.concatenate([f.rows + at for f, at in zip(prepared.features, counts, strict=False)])
    columns = np.concatenate([f.columns for f in prepared.features])
    values = np.concatenate([f.values for f in prepared.features])
    hashed = sparse.csr_matrix((values, (rows, columns)), shape=(n, 1 << BITS))
    size = len(vectors.rows)
    word_rows = np.concatenate([f.word_rows + at for f, at in zip(prepared.features, counts, strict=False)])
    words = np.concatenate(prepared.words)
    zones = np.concatenate([f.word_zones for f in prepared.features])
    shares = np.concatenate([f.word_shares for f in prepared.features])
    blocks = [hashed]
    for zone in range(ZONES):
        pick = (zones == zone) & (words >= 0)
        table = sparse.csr_matrix((shares[pick], (word_rows[pick], words[pick])), shape=(n, size))
        blocks.append(sparse.csr_matrix(np.asarray(table @ vectors.rows) * VECTOR_SCALE))
    return sparse.hstack(blocks).tocsr()


def fit_model(
    prepared: Prepared,
    vectors: Vectors,
    strength: float = DEFAULT_STRENGTH,
    iterations: int = 150,
    temperature: float = 1.0,
) -> MentionModel:
    """Fit the classifier and distil the vectors into word weights.

    Parameters
    ----------
    prepared
        Marked mentions.
    vectors
        Static word vectors.
    strength
        Inverse of the L2 penalty.
    iterations
        Most L-BFGS steps.
    temperature
        Divides the logits; above 1 the probabilities are less sure.
    """
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    matrix = design(prepared, vectors)
    model = LogisticRegression(C=strength, max_iter=iterations, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, prepared.signs, sample_weight=prepared.weights)
    return _distil(model, vectors, temperature)


def _distil(model: Any, vectors: Vectors, temperature: float) -> MentionModel:
    """Turn coefficients on vector dimensions into a number for each word, zone and class."""
    size = 1 << BITS
    coefficients = _three_classes(model)
    dims = vectors.rows.shape[1]
    hashed = coefficients[:, :size].T.astype(np.float32)
    zones = coefficients[:, size:].reshape(3, ZONES, dims)
    word_weights = np.einsum("wd,czd->wzc", vectors.rows, zones) * VECTOR_SCALE
    bias = np.zeros(3)
    for row, sign in enumerate(model.classes_):
        bias[int(sign) + 1] = model.intercept_[row] if len(model.classes_) > 2 else 0.0
    return MentionModel(
        np.ascontiguousarray(hashed), vectors.index, word_weights.astype(np.float32), bias, temperature
    )


def _three_classes(model: Any) -> NDArray[np.float64]:
    """Return coefficients as three rows (against, neutral, favor), also where a class never occurred."""
    out = np.zeros((3, model.coef_.shape[1]))
    if len(model.classes_) == 2:
        low, high = (int(c) + 1 for c in model.classes_)
        out[low], out[high] = -model.coef_[0] / 2, model.coef_[0] / 2
    else:
        for row, sign in enumerate(model.classes_):
            out[int(sign) + 1] = model.coef_[row]
    return out


def digest(texts: Sequence[Marked]) -> str:
    """Return a SHA-256 digest of training texts and labels."""
    total = hashlib.sha256()
    for marked in texts:
        total.update(marked.text.encode("utf-8", "surrogatepass"))
        total.update(repr((marked.spans, marked.weight)).encode())
    return total.hexdigest()
