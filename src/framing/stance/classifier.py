"""The trained mention classifier: linear in hashed features and in distilled word vectors, scored with numpy alone.

A word vector times a weight matrix is a number for each word, zone and class; the model file holds those numbers
(``word_weights``), not the vectors. Every logit is therefore a sum over words, which is what the evidence shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.tokens import Tokens
from framing.stance.features import BITS, WINDOW, ZONES, FeatureSet
from framing.stance.line import Line

Floats = NDArray[np.float64]
CLASSES = ("against", "neutral", "favor")
AGAINST, NEUTRAL, FAVOR = range(3)
# words shown for a mention, and the least |score| that counts as evidence
SHOWN_WORDS = 3
LEAST_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class MentionScores:
    """Calibrated probabilities (n, 3) of the mentions, and the words their scores rest on.

    ``rows``, ``positions`` and ``points`` are parallel: for each mention the few words that weigh most in the
    direction of its ``score = p_favor - p_against``, scaled to sum to it.
    """

    probabilities: Floats
    rows: NDArray[np.int64]
    positions: NDArray[np.int64]
    points: Floats

    @property
    def score(self) -> Floats:
        """Return ``p_favor - p_against`` of each mention."""
        return self.probabilities[:, FAVOR] - self.probabilities[:, AGAINST]


@dataclass(frozen=True, slots=True)
class MentionModel:
    """Weights of the mention classifier.

    Attributes
    ----------
    hashed
        Array (2**18, 3): a weight for each hashed feature and class.
    vocabulary
        Word form to row of ``word_weights``.
    word_weights
        Array (words, zones, 3).
    bias
        Array (3,).
    temperature
        Divides the logits, so that probabilities are calibrated.
    header
        What the model file says of itself.
    """

    hashed: NDArray[np.float32]
    vocabulary: Mapping[str, int]
    word_weights: NDArray[np.float32]
    bias: Floats
    temperature: float = 1.0
    header: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.hashed.shape != (1 << BITS, 3) or self.word_weights.shape[1:] != (ZONES, 3):
            raise ValueError(f"shapes {self.hashed.shape}, {self.word_weights.shape}")

    def score(self, features: FeatureSet, line: Line, tokens: Tokens) -> MentionScores:
        """Score mentions.

        Parameters
        ----------
        features
            Their features.
        line, tokens
            The document the features point into.
        """
        # only the stretch that these mentions see: a long text is scored in several
        looked_at = features.word_tokens
        low, high = (int(looked_at.min()), int(looked_at.max()) + 1) if len(looked_at) else (0, 0)
        seen = line.token[low:high]
        forms = map(tokens.forms.__getitem__, seen.tolist())
        known = np.fromiter(map(self.vocabulary.get, forms, repeat(-1)), dtype=np.int64, count=len(seen))
        word = known.take(looked_at - low)
        met = np.flatnonzero(word >= 0)
        weights = self.word_weights.reshape(-1, 3).take(word.take(met) * ZONES + features.word_zones.take(met), axis=0)
        rows = np.concatenate([features.rows, features.word_rows.take(met)])
        positions = np.concatenate([features.tokens, features.word_tokens.take(met)])
        # one row a class, so that each is summed where it lies
        parts = np.empty((3, len(rows)))
        hashed = len(features.rows)
        np.multiply(self.hashed.take(features.columns, axis=0).T, features.values, out=parts[:, :hashed])
        np.multiply(weights.T, features.word_shares.take(met), out=parts[:, hashed:])
        logits = self.bias + np.stack([np.bincount(rows, part, minlength=features.count) for part in parts], axis=1)
        probabilities = softmax(logits / self.temperature)
        shown = (parts[FAVOR] - parts[AGAINST]) * line.content.take(positions)
        return MentionScores(probabilities, *_points(probabilities, rows, positions, shown, features.centres))


def softmax(logits: Floats) -> Floats:
    """Return row-wise softmax."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    total: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return total


def _points(
    probabilities: Floats,
    rows: NDArray[np.int64],
    positions: NDArray[np.int64],
    lean: Floats,
    centres: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Pick for each mention the words that lean most its score's way, and scale them to sum to the score."""
    count = len(centres)
    width = 2 * WINDOW + 1
    place = positions - centres[rows] + WINDOW
    cell = rows * width + place
    if len(place) and not 0 <= place.min() <= place.max() < width:
        near = (place >= 0) & (place < width)  # a role may reach further than the window
        cell, lean = cell[near], lean[near]
    grid = np.bincount(cell, lean, minlength=count * width).reshape(count, width)
    grid[:, WINDOW] = 0.0  # the mention itself is never evidence
    score = probabilities[:, FAVOR] - probabilities[:, AGAINST]
    helping = np.maximum(grid * np.sign(score)[:, None], 0.0)
    cut = -np.partition(-helping, SHOWN_WORDS - 1, axis=1)[:, SHOWN_WORDS - 1 : SHOWN_WORDS]
    helping[helping < np.maximum(cut, 1e-9)] = 0.0
    total = helping.sum(axis=1)
    kept = (np.abs(score) >= LEAST_SCORE) & (total > 0)
    points = helping * np.divide(score, total, out=np.zeros(count), where=kept)[:, None]
    where_row, where_column = np.nonzero(points)
    return where_row, where_column - WINDOW + centres[where_row], points[where_row, where_column]
