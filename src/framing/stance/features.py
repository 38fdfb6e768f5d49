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

import numpy as np
from numpy.typing import NDArray

from framing.language.document import Document
from framing.language.grammar import Kind
from framing.language.mentions import Spot
from framing.stance.lexical import Item, StanceEntry

Ints = NDArray[np.int64]

BITS = 18
WINDOW = 28
PREFIX = 5
NEAR_ZONE = 3
ZONES = 6  # left and right in the mention's clause, left and right outside it, left and right within three words
ROW_NORM = 3.0
MAX_VALUE = 2.0
_MASK = np.uint64((1 << BITS) - 1)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MEMO_LIMIT = 200_000

SAME, OTHER, BEGIN, END = 11, 12, 13, 14
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


@dataclass(frozen=True, slots=True)
class Line:
    """The document with every mention collapsed to one position.

    ``token`` is the first original token of a position, ``spot`` the index of its mention or -1, ``target`` a
    number for the actor or -1, ``content`` 1 for content words and nearly 0 for function words and marks, 0 for
    mentions: what is worth showing as evidence, ``word`` and ``stem`` hashed forms, ``lex`` the lexicon class,
    ``clause`` and ``sentence`` numbers.
    """

    token: Ints
    last: Ints
    spot: Ints
    target: Ints
    word: NDArray[np.uint64]
    stem: NDArray[np.uint64]
    lex: Ints
    clause: Ints
    sentence: Ints
    quoted: Ints
    plain: NDArray[np.bool_]
    content: NDArray[np.float64]
    at: Ints
    bounds: Ints


_memo: dict[str, tuple[int, int]] = {}


def _hashes(form: str) -> tuple[int, int]:
    """Return the hashes of a form and of its beginning, remembering them: texts repeat their words."""
    found = _memo.get(form)
    if found is None:
        if len(_memo) > _MEMO_LIMIT:
            _memo.clear()
        if form[0].isdigit():
            form = "0"
        encoded = form.encode("utf-8", "surrogatepass")
        found = (zlib.crc32(encoded) + 1000, zlib.crc32(encoded[:PREFIX]) + 5000)
        _memo[form] = found
    return found


_NAME = (17, 17)


def _is_name(document: Document, i: int) -> bool:
    """Tell whether a token is a capitalised word inside a sentence: names of people and places are not evidence."""
    tokens = document.tokens
    return i > 0 and tokens.text[tokens.starts[i]].isupper() and tokens.forms[i - 1][0].isalnum()


def lexicon_class(entry: StanceEntry) -> int:
    """Number the sign pattern and type of an entry, from 1."""
    signs = [int(np.sign(v)) + 1 for v in (entry.agent, entry.patient, entry.holder)]
    return 1 + signs[0] + 3 * signs[1] + 9 * signs[2] + 27 * int(entry.event)


def collapse(document: Document, spots: Sequence[Spot]) -> Line:
    """Collapse every mention to one position and hash the words between.

    Parameters
    ----------
    document
        The article as read.
    spots
        The mentions to collapse, sorted and not overlapping.
    """
    forms = document.tokens.forms
    lex = [0] * len(forms)
    for hit in document.stance_hits:
        if not hit.entry.trap:
            lex[hit.first] = lexicon_class(hit.entry)
    starts = [s.first for s in document.sentences]
    numbers = {name: k for k, name in enumerate(dict.fromkeys(s.target for s in spots))}
    keep: list[int] = []
    last: list[int] = []
    spot_at: list[int] = []
    target_at: list[int] = []
    sentence_at: list[int] = []
    at: list[int] = []

    def add_words(first: int, stop: int, sentence: int) -> None:
        keep.extend(range(first, stop))
        last.extend(range(first + 1, stop + 1))
        spot_at.extend([-1] * (stop - first))
        target_at.extend([-1] * (stop - first))
        sentence_at.extend([sentence] * (stop - first))

    cursor, current = 0, -1
    for k, spot in enumerate(spots):
        index = bisect_right(starts, spot.first) - 1
        if index != current:
            # only sentences with a mention are laid out; the rest of the last one first
            if current >= 0:
                add_words(cursor, document.sentences[current].last, current)
            cursor, current = max(cursor, document.sentences[index].first), index
        add_words(cursor, spot.first, index)
        at.append(len(keep))
        keep.append(spot.first)
        last.append(spot.last)
        spot_at.append(k)
        target_at.append(numbers[spot.target])
        sentence_at.append(index)
        cursor = spot.last
    if current >= 0:
        add_words(cursor, document.sentences[current].last, current)
    named = [_is_name(document, i) for i in keep]
    content = int(Kind.WORD)
    pairs = [_NAME if name else _hashes(forms[i]) for i, name in zip(keep, named, strict=True)]
    hashed = np.array(pairs, dtype=np.uint64).reshape(-1, 2)
    token = np.array(keep, dtype=np.int64)
    sentence = np.array(sentence_at, dtype=np.int64)
    bounds = np.searchsorted(sentence, np.arange(len(document.sentences) + 1))
    return Line(
        token=token,
        last=np.array(last, dtype=np.int64),
        spot=np.array(spot_at, dtype=np.int64),
        target=np.array(target_at, dtype=np.int64),
        word=hashed[:, 0].copy(),
        stem=hashed[:, 1].copy(),
        lex=np.array([lex[i] for i in keep], dtype=np.int64),
        clause=np.array([document.clauses.clause[i] for i in keep], dtype=np.int64),
        sentence=sentence,
        quoted=np.array([document.voices.quoted[i] for i in keep], dtype=np.int64),
        plain=~np.array(named, dtype=np.bool_),
        content=np.array(
            [0.0 if k >= 0 else 1.0 if document.flags[i] == content else 1e-3 for i, k in zip(keep, spot_at,
            strict=True)]
        ),
        at=np.array(at, dtype=np.int64),
        bounds=np.asarray(bounds, dtype=np.int64),
    )


def mix(*parts: NDArray[np.uint64] | NDArray[np.int64] | int) -> Ints:
    """Hash several integer arrays (or numbers) together into a column number."""
    total: NDArray[np.uint64] = np.zeros(1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for part in parts:
            piece = np.asarray(part).astype(np.uint64)
            total = (total ^ piece) * _MULTIPLIER
            total = total ^ (total >> np.uint64(29))
    return (total & _MASK).astype(np.int64)


def _windows(line: Line, mentions: Ints) -> tuple[Ints, Ints]:
    """Return (mention row, position) pairs: each mention's window inside its sentence, without the mention."""
    centre = line.at[mentions]
    low = np.maximum(line.bounds[line.sentence[centre]], centre - WINDOW)
    high = np.minimum(line.bounds[line.sentence[centre] + 1], centre + WINDOW + 1)
    sizes = high - low
    rows = np.repeat(np.arange(len(mentions)), sizes)
    offsets = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    positions = np.repeat(low, sizes) + offsets
    inside = positions != centre[rows]
    return rows[inside], positions[inside]


def _bucket(distance: Ints) -> Ints:
    return np.searchsorted(np.array([2, 3, 4, 6, 10, 16]), np.abs(distance), side="right")


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
    rows, pos = _windows(line, mentions)
    centre = line.at[mentions][rows]
    own = line.target[centre]
    masked = line.spot[pos] >= 0
    same = line.target[pos] == own
    actor = np.where(same, SAME, OTHER).astype(np.uint64)
    word = np.where(masked, actor, line.word[pos])
    stem = np.where(masked, actor, line.stem[pos])
    distance = pos - centre
    side = (distance > 0).astype(np.int64) + 1
    inner = (line.clause[pos] == line.clause[centre]).astype(np.int64) + 1
    bucket = _bucket(distance) + 1
    lex = line.lex[pos]
    following = np.minimum(pos + 1, len(line.token) - 1)
    is_centre = following == centre
    next_word = np.where(
        is_centre, np.uint64(BEGIN),
        np.where(line.spot[following] >= 0, np.uint64(OTHER), line.word[following]),
    )
    blocks: list[tuple[Ints, Ints, Ints]] = [
        (rows, mix(WORD, word), pos),
        (rows, mix(ZONE, word, side, inner), pos),
        (rows, mix(NEAR, word, side, bucket), pos),
        (rows, mix(STEM, stem, side), pos),
        (rows, mix(PAIR, word, next_word, side), pos),
    ]
    classed = (lex > 0) & ~masked
    blocks.append((rows[classed], mix(CLASS, lex[classed], side[classed], inner[classed]), pos[classed]))
    blocks.append((rows[classed], mix(CLASS_NEAR, lex[classed], side[classed], bucket[classed]), pos[classed]))
    close = np.abs(distance) <= 2
    blocks.append((rows[close], mix(NEXT, word[close], next_word[close], distance[close] + 10), pos[close]))
    values = [np.ones(len(b[0])) for b in blocks]
    centre_all = line.at[mentions]
    setting = mix(SETTING, line.quoted[centre_all])
    blocks.append((np.arange(len(mentions)), setting, centre_all))
    values.append(np.ones(len(mentions)))
    if items:
        blocks.append(_role_block(line, items))
        values.append(np.array([min(2.0, abs(item.z) * 2) for _, item in items]))
    all_rows = np.concatenate([b[0] for b in blocks])
    merged = np.minimum(np.concatenate(values), MAX_VALUE)
    norms = np.sqrt(np.bincount(all_rows, merged**2, minlength=len(mentions)))
    word_block = _word_block(line, rows, pos, masked, distance, inner, len(mentions))
    return FeatureSet(
        all_rows,
        np.concatenate([b[1] for b in blocks]),
        ROW_NORM * merged / norms[all_rows],
        np.concatenate([b[2] for b in blocks]),
        *word_block,
        centre_all,
    )


def _word_block(
    line: Line, rows: Ints, pos: Ints, masked: NDArray[np.bool_], distance: Ints, inner: Ints, count: int
) -> tuple[Ints, Ints, Ints, NDArray[np.float64]]:
    """Return row, position, zone and share of each unmasked word; words next to a mention stand in two zones."""
    free = ~masked & line.plain[pos]
    right = (distance > 0).astype(np.int64)
    zone = right + 2 * (inner == 1)
    near = free & (np.abs(distance) <= NEAR_ZONE)
    word_rows = np.concatenate([rows[free], rows[near]])
    word_pos = np.concatenate([pos[free], pos[near]])
    zones = np.concatenate([zone[free], 4 + right[near]])
    sizes = np.bincount(word_rows * ZONES + zones, minlength=count * ZONES)
    shares = 1.0 / np.sqrt(sizes[word_rows * ZONES + zones])
    return word_rows, word_pos, zones, shares


def _role_block(line: Line, items: Sequence[tuple[int, Item]]) -> tuple[Ints, Ints, Ints]:
    columns = [
        int(mix(ROLE, zlib.crc32(item.note.encode()), 1 if item.z > 0 else 2)[0]) for _, item in items
    ]
    positions = np.searchsorted(line.token, np.array([item.first for _, item in items]), side="right") - 1
    return np.array([row for row, _ in items], dtype=np.int64), np.array(columns, dtype=np.int64), positions
