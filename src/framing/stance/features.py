"""Features of a mention in its sentence: target-masked words by side, clause and distance, hashed to integers.

The mention itself reads as THIS, other mentions of its target as SAME, every other actor as OTHER, so that no
name is ever
seen. Everything is computed for all mentions of a document at once with numpy; each feature keeps the token it
came from, so that a linear model's decision can be shown on the words.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.stance.lexical import Item
from framing.stance.line import Hashes, Ints, Line

BITS = 18
WINDOW = 28
NEAR_ZONE = 3
ZONES = 6  # left and right in the mention's clause, left and right outside it, left and right within three words
ROW_NORM = 3.0
MAX_VALUE = 2.0
_MASK = np.uint64((1 << BITS) - 1)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

SAME, BEGIN = 11, 13  # beside OTHER, 12
# salts of the feature families
WORD, ZONE, NEAR, STEM, PAIR, CLASS, CLASS_NEAR, ROLE, SETTING, NEXT = range(101, 111)


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """Features of several mentions: parallel arrays, one entry a feature.

    The hashed block has ``rows``, ``columns``, ``values`` and the collapsed ``tokens`` they come from, with
    every row scaled
    to the same length. The word block has, for each word near a mention, its row, its position, its zone and its share
    ``1 / sqrt(words in that zone)``; a word vector times its share, summed, is the zone's dense feature.
    ``centres`` are the positions of the mentions.
    """

    rows: Ints
    columns: Ints
    values: NDArray[np.float64]
    tokens: Ints
    word_rows: Ints
    word_tokens: Ints
    word_zones: Ints
    word_shares: NDArray[np.float64]
    centres: Ints

    @property
    def count(self) -> int:
        """Number of mentions."""
        return len(self.centres)


def _stir(state: Hashes, part: Hashes | np.uint64) -> None:
    """Take one part into the hashes of ``state``, in place."""
    state ^= part
    state *= _MULTIPLIER
    state ^= state >> _SHIFT


def mix(*parts: int) -> int:
    """Hash several numbers together into a column number."""
    state = np.zeros(1, dtype=np.uint64)
    for part in parts:
        _stir(state, np.uint64(part))
    return int(state[0] & _MASK)


def _salted(*families: int) -> Hashes:
    """Return the state of each feature family before its first part, as a column."""
    state = np.array(families, dtype=np.uint64)[:, None]
    _stir(state, np.uint64(0))
    return state


def _columns(state: Hashes) -> Ints:
    """Return the column numbers of finished hashes, row after row."""
    columns: Ints = (state & _MASK).view(np.int64).ravel()
    return columns


_WORD_FAMILIES = _salted(WORD, ZONE, NEAR, STEM, PAIR)
_CLASS_FAMILIES = _salted(CLASS, CLASS_NEAR)
_NEXT_FAMILY = _salted(NEXT)
_SETTINGS = np.array([mix(SETTING, quoted) for quoted in (0, 1)], dtype=np.int64)
# parts by distance + WINDOW: the side of the mention, from 1, and how near it is
_SIDES = np.array([1 + (d > 0) for d in range(-WINDOW, WINDOW + 1)], dtype=np.uint64)
_BUCKETS = np.array(
    [1 + bisect_right([2, 3, 4, 6, 10, 16], abs(d)) for d in range(-WINDOW, WINDOW + 1)], dtype=np.uint64
)


def _word_columns(line: Line, near: _Nearby) -> Ints:
    """Return the columns of the families WORD, ZONE, NEAR, STEM and PAIR, which every word near a mention has."""
    state = np.empty((5, len(near.pos)), dtype=np.uint64)
    state[:] = near.word
    state[3] = np.where(near.same, np.uint64(SAME), line.stem.take(near.pos))
    _stir(state, _WORD_FAMILIES)
    later = state[1:]
    later[:3] ^= near.side
    later[3] ^= near.next_word
    _stir(later, np.uint64(0))
    stem = state[3].copy()
    later[0] ^= near.inner
    later[1] ^= near.bucket
    later[3] ^= near.side
    _stir(later, np.uint64(0))
    state[3] = stem  # this family has two parts, not three
    return _columns(state)


@dataclass(frozen=True, slots=True)
class _Nearby:
    """The words near several mentions: parallel arrays, one entry a (mention row, position) pair.

    ``side``, ``inner`` and ``bucket`` count from 1: after the mention, in its clause, how far away; ``word`` and
    ``next_word`` are hashes with the actors masked.
    """

    rows: Ints
    pos: Ints
    distance: Ints
    masked: NDArray[np.bool_]
    same: NDArray[np.bool_]
    word: Hashes
    next_word: Hashes
    side: Hashes
    inner: Hashes
    bucket: Hashes


def _nearby(line: Line, centres: Ints) -> _Nearby:
    """Lay out each mention's window inside its sentence, without the mention."""
    sentence = line.sentence[centres]
    low = np.maximum(line.bounds[sentence], centres - WINDOW)
    sizes = np.minimum(line.bounds[sentence + 1], centres + WINDOW + 1) - low - 1
    rows = np.repeat(np.arange(len(centres)), sizes)
    pos = np.arange(len(rows)) + (low - np.cumsum(sizes) + sizes).take(rows)
    centre = centres.take(rows)
    pos += pos >= centre
    distance = pos - centre
    same = line.target.take(pos) == line.target.take(centre)
    word = line.word.take(pos)
    word[same] = SAME
    next_word = line.word.take(np.minimum(pos + 1, len(line.token) - 1))
    next_word[distance == -1] = BEGIN
    return _Nearby(
        rows=rows,
        pos=pos,
        distance=distance,
        masked=line.spot.take(pos) >= 0,
        same=same,
        word=word,
        next_word=next_word,
        side=_SIDES.take(distance + WINDOW),
        inner=(line.clause.take(pos) == line.clause.take(centre)) + np.uint64(1),
        bucket=_BUCKETS.take(distance + WINDOW),
    )


def _class_columns(lex: Ints, near: _Nearby, classed: Ints) -> Ints:
    """Return the columns of the families CLASS and CLASS_NEAR, for words of the stance lexicon."""
    state = np.empty((2, len(classed)), dtype=np.uint64)
    state[:] = lex.take(near.pos.take(classed))
    _stir(state, _CLASS_FAMILIES)
    _stir(state, near.side.take(classed))
    state[0] ^= near.inner.take(classed)
    state[1] ^= near.bucket.take(classed)
    _stir(state, np.uint64(0))
    return _columns(state)


def _next_columns(near: _Nearby, close: Ints) -> Ints:
    """Return the columns of the family NEXT, for the words that touch a mention and those beside them."""
    state = near.word.take(close)[None, :]
    _stir(state, _NEXT_FAMILY)
    _stir(state, near.next_word.take(close))
    _stir(state, (near.distance.take(close) + 10).view(np.uint64))
    return _columns(state)


def mention_features(line: Line, mentions: Ints, items: Sequence[tuple[int, Item]]) -> FeatureSet:
    """Return the features of the given mentions.

    Parameters
    ----------
    line
        The collapsed document.
    mentions
        Indexes of the mentions to describe.
    items
        Lexicon evidence as (row in ``mentions``, item).
    """
    centres = line.at[mentions]
    near = _nearby(line, centres)
    classed = np.flatnonzero((line.lex.take(near.pos) > 0) & ~near.masked)
    close = np.flatnonzero(np.abs(near.distance) <= 2)
    roles = _role_block(line, items)
    rows = np.concatenate(
        [*[near.rows] * 5, *[near.rows.take(classed)] * 2, near.rows.take(close), np.arange(len(centres)), roles[0]]
    )
    columns = [
        _word_columns(line, near),
        _class_columns(line.lex, near, classed),
        _next_columns(near, close),
        _SETTINGS[line.quoted[centres]],
        roles[1],
    ]
    positions = [*[near.pos] * 5, *[near.pos.take(classed)] * 2, near.pos.take(close), centres, roles[2]]
    values = np.ones(len(rows))
    if items:
        values[-len(items) :] = [min(MAX_VALUE, abs(item.z) * 2) for _, item in items]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=len(centres)))
    return FeatureSet(
        rows,
        np.concatenate(columns),
        ROW_NORM * values / norms[rows],
        np.concatenate(positions),
        *_word_block(line, near, len(centres)),
        centres,
    )


def _word_block(line: Line, near: _Nearby, count: int) -> tuple[Ints, Ints, Ints, NDArray[np.float64]]:
    """Return row, position, zone and share of each unmasked word; words next to a mention stand in two zones."""
    free = ~near.masked & line.plain.take(near.pos)
    right = (near.distance > 0).astype(np.int64)
    zone = right + 2 * (near.inner == 1)
    words = np.flatnonzero(free)
    beside = np.flatnonzero(free & (np.abs(near.distance) <= NEAR_ZONE))
    both = np.concatenate([words, beside])
    word_rows, word_pos = near.rows.take(both), near.pos.take(both)
    zones = np.concatenate([zone.take(words), 4 + right.take(beside)])
    place = word_rows * ZONES + zones
    sizes = np.bincount(place, minlength=count * ZONES)
    shares = 1.0 / np.sqrt(sizes.take(place))
    return word_rows, word_pos, zones, shares


def _role_block(line: Line, items: Sequence[tuple[int, Item]]) -> tuple[Ints, Ints, Ints]:
    columns = [_role_column(item.note, item.z > 0) for _, item in items]
    first = np.array([item.first for _, item in items], dtype=np.int64)
    positions = np.searchsorted(line.token, first, side="right") - 1
    return np.array([row for row, _ in items], dtype=np.int64), np.array(columns, dtype=np.int64), positions


@lru_cache(maxsize=1024)
def _role_column(note: str, favourable: bool) -> int:
    return mix(ROLE, zlib.crc32(note.encode()), 1 if favourable else 2)
