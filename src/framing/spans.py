"""Stance toward any span the caller points at, whoever speaks there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from framing.analysis import Analyzer
from framing.errors import InputError
from framing.language.document import Document
from framing.language.matching import Hit
from framing.language.mentions import Spot
from framing.records import Sentence, SpanStance
from framing.stance.constants import load_constants
from framing.stance.features import mention_features
from framing.stance.gathering import held_off
from framing.stance.lexical import build_scene, score_sentence
from framing.stance.line import collapse
from framing.stance.probabilities import class_probabilities, joined

_THIS = "\0span"


def score_spans(text: str, spans: Iterable[tuple[int, int]], **options: Any) -> list[SpanStance]:
    """Score the stance expressed toward each of the given spans, whoever speaks.

    Parameters
    ----------
    text
        The text; offsets are half-open code-point offsets into it.
    spans
        ``(start, end)`` pairs; they may overlap.
    **options
        Options of `Analyzer`.

    Returns
    -------
    list of SpanStance
        One for each span, in order; ``score = p_favor - p_against`` in [-1, 1], never NaN.

    Raises
    ------
    InputError
        On a span that is out of range, empty or reversed.

    Examples
    --------
    >>> import framing
    >>> s = framing.score_spans("Russia brutally attacked brave Ukraine", [(0, 6), (31, 38)])
    >>> s[0].score < 0 < s[1].score
    True
    """
    if not isinstance(text, str) or not isinstance(spans, Iterable):
        raise InputError(f"give a str and pairs (start, end), not {type(text).__name__} and {type(spans).__name__}")
    pairs = [_checked(pair, len(text)) for pair in spans]
    analyzer = options.pop("analyzer", None) or Analyzer(**options)
    document = analyzer.read(text)
    return [_score(document, start, end, analyzer) for start, end in pairs]


def _checked(pair: Sequence[int], size: int) -> tuple[int, int]:
    try:
        start, end = (int(x) for x in pair)
    except (TypeError, ValueError):
        raise InputError(f"span {pair!r}: give a pair of integers (start, end)") from None
    if not 0 <= start < end <= size:
        raise InputError(f"span ({start}, {end}): needs 0 <= start < end <= {size}, the length of the text")
    return start, end


def _score(document: Document, start: int, end: int, analyzer: Analyzer) -> SpanStance:
    low, high = document.view.working(start), document.view.working(end)
    first = bisect_right(document.tokens.ends, low)
    last = max(first + 1, bisect_left(document.tokens.starts, high))
    if first >= len(document.tokens):
        return _result(document, start, end, first, class_probabilities(0.0))
    spot = Spot(first, min(last, len(document.tokens)), _THIS)
    sentence = _sentence_of(document, first)
    others = [s for s in document.spots if s.last <= spot.first or s.first >= spot.last]
    inside = [s for s in others if sentence.first <= s.first < sentence.last]
    spots = sorted([*inside, spot], key=lambda s: s.first)
    hits: list[Hit] = [h for h in document.stance_hits if sentence.first <= h.first < sentence.last]
    scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
    mine = spots.index(spot)
    items = [i for i in score_sentence(scene, hits, document.modifiers, load_constants()) if i.spot == mine]
    z = sum(item.z for _, item in held_off(document, [(0, item) for item in items]))
    if analyzer.model is None:
        return _result(document, start, end, first, class_probabilities(z))
    line = collapse(document, sorted([*others, spot], key=lambda s: s.first))
    row = sum(s.first < spot.first for s in others)
    features = mention_features(line, np.array([row], dtype=np.int64), [(0, item) for item in items])
    probabilities = analyzer.model.score(features, line, document.tokens).probabilities[0].tolist()
    if analyzer.scorer != "classifier":
        probabilities = joined(probabilities, z)
    return _result(document, start, end, first, probabilities)


def _sentence_of(document: Document, token: int) -> Sentence:
    k = bisect_right([s.first for s in document.sentences], token) - 1
    sentence = document.sentences[k]
    return sentence if token < sentence.last else replace(sentence, last=token + 1)


def _result(
    document: Document, start: int, end: int, token: int, probabilities: Sequence[float]
) -> SpanStance:
    against, neutral, favor = probabilities
    best = max(against, neutral, favor)
    label: Literal["against", "neutral", "favor"] = (
        "neutral" if neutral == best else "against" if against == best else "favor"
    )
    quoted = token < len(document.tokens) and bool(document.voices.spoken[token])
    return SpanStance(start, end, "quoted" if quoted else "author", label, against, neutral, favor, favor - against)
