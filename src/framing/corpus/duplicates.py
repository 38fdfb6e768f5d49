"""Near-identical texts and wire copy: which articles of a corpus are the same text.

Texts are compared as sets of word 5-grams by Jaccard similarity (Broder 1997). Pairs are found by the prefix
filter (Chaudhuri, Ganti and Kaushik 2006): with the 5-grams of every text in one order, the rarest first, two
texts of similarity t share one among the first ``n - ceil(t n) + 1``. What is found is then compared exactly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import lay_out
from framing.corpus.tables import TableKind
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Indices = NDArray[np.int32]
Pairs = NDArray[np.int64]

_WORDS = 5
_FEATURES = 2**28
_CHUNK = 1000
_PAIRS_AT_ONCE = 5_000
_POSTINGS_AT_ONCE = 1_000_000
# a 5-gram in more texts than this is boilerplate: its texts are compared only with their likeliest neighbours
_COMMON = 24
_COMMON_PER_TEXT = 8
_NEIGHBOURS = 3
_WORD = re.compile(r"\w+")


def find_duplicates(df: pd.DataFrame, text: str = "text", id: str = "id", *, threshold: float = 0.6) -> pd.DataFrame:
    """Group near-identical texts and copies of the same wire story.

    Parameters
    ----------
    df
        One row an article; a column ``outlet`` is used where there is one.
    text, id
        Columns of texts and ids; without a column ``id`` the index is taken.
    threshold
        Jaccard similarity of word 5-grams, in (0, 1], from which two texts are the same. An outlet that cuts
        a third off a wire story is still at about 0.67.

    Returns
    -------
    pandas.DataFrame
        One row an input row, in order: ``id``; ``group`` (missing where the text stands alone); ``size`` of
        the group; ``kind``: ``single``, ``first`` (the group's first row), ``identical`` (the same words as
        the first) or ``near``; ``similarity`` to the first, in [0, 1]: members are linked by chains of pairs
        above the threshold, so it may lie below; ``wire``: whether the group stands in more than one outlet.

    Raises
    ------
    InputError
        On a missing column or a threshold out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> story = "Grain ships left the port on Monday under a deal that both sides say they will keep."
    >>> other = "Something else was in the news today."
    >>> find_duplicates(pd.DataFrame({"text": [story, story.upper(), other]}))["kind"].tolist()
    ['first', 'identical', 'single']
    """
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)) or not 0 < threshold <= 1:
        raise InputError(f"threshold={threshold!r}: give a number in (0, 1]")
    layout = lay_out(df, text, id, None, TableKind())
    texts = [t if isinstance(t, str) else "" for t in df[layout.text].tolist()]
    first_of = _identical(texts)
    distinct = [k for k, f in enumerate(first_of) if f == k and texts[k].strip()]
    shingles = _shingles([texts[k] for k in distinct])
    groups = _Groups(len(texts))
    for k, f in enumerate(first_of):
        if f >= 0:
            groups.link(f, k)
    for a, b in _similar_pairs(shingles, float(threshold)):
        groups.link(distinct[a], distinct[b])
    return _table(df, layout.id, texts, first_of, groups)


def _identical(texts: Sequence[str]) -> list[int]:
    """Return for each text the first with the same words, -1 for texts without words."""
    seen: dict[bytes, int] = {}
    out = []
    for k, text in enumerate(texts):
        words = _WORD.findall(text.casefold())
        key = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        out.append(seen.setdefault(key, k) if words else -1)
    return out


@dataclass(frozen=True, slots=True)
class _Shingles:
    """Hashed word 5-grams: those of text ``i`` are ``indices[ends[i]:ends[i + 1]]``, sorted; ``counts``
    saturate at 255.
    """

    indices: Indices
    ends: NDArray[np.int64]
    counts: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def of(self, k: int) -> Indices:
        return self.indices[self.ends[k] : self.ends[k + 1]]


def _shingles(texts: Sequence[str]) -> _Shingles:
    from sklearn.feature_extraction.text import HashingVectorizer

    vectorizer = HashingVectorizer(
        n_features=_FEATURES,
        ngram_range=(_WORDS, _WORDS),
        token_pattern=r"(?u)\w+",
        norm=None,
        alternate_sign=False,
        decode_error="replace",
    )
    pieces: list[Indices] = []
    lengths: list[NDArray[np.int64]] = []
    counts = np.zeros(_FEATURES if texts else 1, dtype=np.uint8)
    for begin in range(0, len(texts), _CHUNK):
        # a lone surrogate cannot be hashed
        chunk = [t.encode("utf-8", "replace").decode("utf-8") for t in texts[begin : begin + _CHUNK]]
        matrix = vectorizer.transform(chunk)
        matrix.sort_indices()
        found = matrix.indices.astype(np.int32)
        pieces.append(found)
        lengths.append(np.diff(matrix.indptr).astype(np.int64))
        seen, times = np.unique(found, return_counts=True)
        counts[seen] = np.minimum(255, counts[seen].astype(np.int64) + times).astype(np.uint8)
    indices = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)
    ends = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]) if lengths else np.zeros(1)
    return _Shingles(indices, ends.astype(np.int64), counts)


def _similar_pairs(shingles: _Shingles, threshold: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts with at least the given similarity."""
    seen: Pairs = np.zeros(0, dtype=np.int64)
    matrix = _matrix(shingles)
    for candidates in _candidates(shingles, threshold):
        fresh = np.setdiff1d(candidates, seen, assume_unique=True)
        seen = np.union1d(seen, fresh)
        for begin in range(0, len(fresh), _PAIRS_AT_ONCE):
            block = fresh[begin : begin + _PAIRS_AT_ONCE]
            left, right = np.divmod(block, len(shingles))
            good = _jaccard(matrix, left, right) >= threshold
            yield from zip(left[good].tolist(), right[good].tolist(), strict=True)


def _candidates(shingles: _Shingles, threshold: float) -> Iterator[Pairs]:
    """Yield sorted arrays of pair numbers ``a * n + b`` with a < b that may be similar."""
    keys, owners, sketches = _postings(shingles, threshold)
    order = np.lexsort((sketches, keys))
    keys, owners = keys[order], owners[order]
    sizes = np.diff(shingles.ends)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, int)
    group_size = np.repeat(
        np.diff(np.concatenate([starts, [len(keys)]])), np.diff(np.concatenate([starts, [len(keys)]]))
    )
    for begin in range(0, len(keys), _POSTINGS_AT_ONCE):
        stop = min(len(keys), begin + _POSTINGS_AT_ONCE)
        found: Pairs = np.zeros(0, dtype=np.int64)
        for distance in range(1, _COMMON):
            fresh = _pairs_at(keys, owners, sizes, (begin, stop, distance, threshold), group_size)
            found = np.union1d(found, fresh)
        yield found


def _pairs_at(
    keys: NDArray[Any],
    owners: NDArray[Any],
    sizes: NDArray[np.int64],
    window: tuple[int, int, int, float],
    group_size: NDArray[Any],
) -> Pairs:
    """Return the pairs of texts that share a 5-gram and stand at one distance in its list."""
    begin, stop, distance, threshold = window
    last = min(stop, len(keys) - distance)
    if last <= begin:
        return np.zeros(0, dtype=np.int64)
    here, there = slice(begin, last), slice(begin + distance, last + distance)
    near = keys[here] == keys[there]
    if distance > _NEIGHBOURS:
        near &= group_size[here] <= _COMMON
    a, b = owners[here][near].astype(np.int64), owners[there][near].astype(np.int64)
    shorter, longer = np.minimum(sizes[a], sizes[b]), np.maximum(sizes[a], sizes[b])
    fit = (shorter >= threshold * longer) & (a != b)
    low, high = np.minimum(a, b)[fit], np.maximum(a, b)[fit]
    pairs: Pairs = low * len(sizes) + high
    return pairs


def _postings(shingles: _Shingles, threshold: float) -> tuple[Indices, Indices, Indices]:
    """Return, for the prefix of every text, the 5-gram, the text, and a sketch that near-identical texts
    share.
    """
    keys: list[Indices] = []
    owners: list[Indices] = []
    sketches: list[Indices] = []
    for k in range(len(shingles)):
        own = shingles.of(k)
        if not len(own):
            continue
        counts = shingles.counts[own]
        order = np.lexsort((own, counts))
        prefix = order[: len(own) - int(np.ceil(threshold * len(own))) + 1]
        kept = prefix[counts[prefix] > 1]
        rare, common = kept[counts[kept] <= _COMMON], kept[counts[kept] > _COMMON][:_COMMON_PER_TEXT]
        chosen = own[np.concatenate([rare, common])]
        keys.append(chosen)
        owners.append(np.full(len(chosen), k, dtype=np.int32))
        # the smallest 5-gram of a text: a one-value min-hash, equal with the probability of the similarity
        sketches.append(np.full(len(chosen), own[0], dtype=np.int32))
    if not keys:
        nothing = np.zeros(0, dtype=np.int32)
        return nothing, nothing, nothing
    return np.concatenate(keys), np.concatenate(owners), np.concatenate(sketches)


def _matrix(shingles: _Shingles) -> Any:
    from scipy.sparse import csr_array

    ones = np.ones(len(shingles.indices), dtype=np.uint8)
    return csr_array((ones, shingles.indices, shingles.ends), shape=(len(shingles), _FEATURES))


def _jaccard(matrix: Any, left: Pairs, right: Pairs) -> NDArray[np.float64]:
    """Return the Jaccard similarity of pairs of rows, which are sets."""
    first, second = matrix[left], matrix[right]
    shared = np.asarray(first.multiply(second).sum(axis=1), dtype=np.float64).ravel()
    union = np.diff(first.indptr) + np.diff(second.indptr) - shared
    similarities: NDArray[np.float64] = shared / np.maximum(union, 1)
    return similarities


class _Groups:
    """Disjoint sets of rows; the smallest row stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, k: int) -> int:
        while self._parent[k] != k:
            self._parent[k] = self._parent[self._parent[k]]
            k = self._parent[k]
        return k

    def link(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        self._parent[max(a, b)] = min(a, b)


def similarity(first: str, second: str) -> float:
    """Return the exact Jaccard similarity of two texts' word 5-grams, in [0, 1]; NaN where one has none.

    Examples
    --------
    >>> similarity("a b c d e f", "a b c d e g")
    0.3333333333333333
    """
    one, other = _word_sets(first), _word_sets(second)
    return len(one & other) / len(one | other) if one and other else float("nan")


def _word_sets(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[k : k + _WORDS]) for k in range(max(0, len(words) - _WORDS + 1))}


def _table(
    df: pd.DataFrame, id: str | None, texts: Sequence[str], first_of: Sequence[int], groups: _Groups
) -> pd.DataFrame:
    import pandas as pd

    roots = [groups.find(k) for k in range(len(texts))]
    sizes = np.bincount(roots, minlength=len(texts)) if texts else np.zeros(0, int)
    numbers = {root: n for n, root in enumerate(sorted({r for r in roots if sizes[r] > 1}))}
    kinds, near = [], []
    for k, root in enumerate(roots):
        if sizes[root] == 1:
            kinds.append("single")
            near.append(float("nan"))
        elif k == root:
            kinds.append("first")
            near.append(1.0)
        else:
            same = first_of[k] == first_of[root]
            kinds.append("identical" if same else "near")
            near.append(1.0 if same else similarity(texts[root], texts[k]))
    outlets: dict[int, set[str]] = {}
    if list(df.columns).count("outlet") == 1:
        for root, outlet in zip(roots, df["outlet"].tolist(), strict=True):
            if isinstance(outlet, str) and outlet:
                outlets.setdefault(root, set()).add(outlet)
    identity = df[id] if id is not None else df.index.to_series()
    return pd.DataFrame(
        {
            "id": identity.reset_index(drop=True),
            "group": pd.Series([numbers.get(r) for r in roots], dtype="Int64"),
            "size": pd.Series([int(sizes[r]) for r in roots], dtype="int64"),
            "kind": pd.Series(kinds, dtype=object),
            "similarity": pd.Series(near, dtype="float64"),
            "wire": pd.Series([len(outlets.get(r, ())) > 1 for r in roots], dtype=bool),
        }
    )
