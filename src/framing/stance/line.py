"""The document as one line of positions, every mention collapsed to one, its words hashed once.

Everything is kept as numpy arrays by position, so that the features of all mentions can be read off at once.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from framing.language.document import Document
from framing.language.grammar import Kind
from framing.language.memo import Memo
from framing.language.mentions import Spot
from framing.stance.lexical import StanceEntry

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

PREFIX = 5
# what stands for a mention of another actor; words hash to numbers from 1000 on
OTHER = 12


@dataclass(frozen=True, slots=True)
class Line:
    """The document with every mention collapsed to one position.

    ``token`` is the first original token of a position, ``spot`` the index of its mention or -1, ``target`` a
    number for the actor or -1, ``content`` 1 for content words and nearly 0 for function words and marks, 0 for
    mentions: what is worth showing as evidence, ``word`` and ``stem`` hashed forms (OTHER at a mention), ``lex`` the
    lexicon class, ``clause`` and ``sentence`` numbers.
    """

    token: Ints
    last: Ints
    spot: Ints
    target: Ints
    word: Hashes
    stem: Hashes
    lex: Ints
    clause: Ints
    sentence: Ints
    quoted: Ints
    plain: NDArray[np.bool_]
    content: NDArray[np.float64]
    at: Ints
    bounds: Ints


def _word_hash(form: str) -> int:
    return zlib.crc32(_encoded(form)) + 1000


def _stem_hash(form: str) -> int:
    return zlib.crc32(_encoded(form)[:PREFIX]) + 5000


def _encoded(form: str) -> bytes:
    return ("0" if form[0].isdigit() else form).encode("utf-8", "surrogatepass")


_word_hashes, _stem_hashes = Memo(_word_hash), Memo(_stem_hash)
_NAME = 17
_WORD_ALONE = int(Kind.WORD)


def _name_positions(document: Document, keep: Sequence[int]) -> list[int]:
    """Return which of the tokens are capitalised words inside a sentence: names of people and places are no evidence.

    Parameters
    ----------
    document
        The article as read.
    keep
        Tokens; the answer are indexes into them.
    """
    forms = document.tokens.forms
    capital = map(document.tokens.capitals.__getitem__, keep)
    return [k for k in compress(range(len(keep)), capital) if keep[k] and forms[keep[k] - 1][0].isalnum()]


def lexicon_class(entry: StanceEntry) -> int:
    """Number the sign pattern and type of an entry, from 1."""
    return 14 + _sign(entry.agent) + 3 * _sign(entry.patient) + 9 * _sign(entry.holder) + 27 * entry.event


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def collapse(document: Document, spots: Sequence[Spot]) -> Line:
    """Collapse every mention to one position and hash the words between.

    Parameters
    ----------
    document
        The article as read.
    spots
        The mentions to collapse, sorted and not overlapping.
    """
    tokens, at = _layout(document, spots)
    names = {name: k for k, name in enumerate(dict.fromkeys(s.target for s in spots))}
    token = np.array(tokens, dtype=np.int64)
    places = np.array(at, dtype=np.int64)
    named = _name_positions(document, tokens)
    last = token + 1
    last[places] = [s.last for s in spots]
    plain = np.ones(len(token), dtype=np.bool_)
    plain[named] = False
    content = np.where(_taken(document.flags, tokens) == _WORD_ALONE, 1.0, 1e-3)
    content[places] = 0.0
    forms = list(map(document.tokens.forms.__getitem__, tokens))
    word, stem = _hashed(forms, _word_hashes), _hashed(forms, _stem_hashes)
    for hashed in (word, stem):
        hashed[named] = _NAME
        hashed[places] = OTHER
    sentence = np.searchsorted([s.first for s in document.sentences], token, side="right") - 1
    return Line(
        token=token,
        last=last,
        spot=_marked(range(len(spots)), places, len(token)),
        target=_marked([names[s.target] for s in spots], places, len(token)),
        word=word,
        stem=stem,
        lex=_lexicon_classes(document)[token],
        clause=_taken(document.clauses.clause, tokens),
        sentence=sentence,
        quoted=_taken(document.voices.quoted, tokens),
        plain=plain,
        content=content,
        at=places,
        bounds=np.searchsorted(sentence, np.arange(len(document.sentences) + 1)),
    )


def _taken(values: Sequence[int], tokens: Sequence[int]) -> Ints:
    """Return what a list by token holds at some tokens."""
    return np.fromiter(map(values.__getitem__, tokens), dtype=np.int64, count=len(tokens))


def _marked(values: Sequence[int], places: Ints, size: int) -> Ints:
    """Return values at their places in an array of -1."""
    out = np.full(size, -1, dtype=np.int64)
    out[places] = values
    return out


def _hashed(forms: Sequence[str], memo: Memo[int]) -> Hashes:
    return np.fromiter(map(memo.__getitem__, forms), dtype=np.uint64, count=len(forms))


def _lexicon_classes(document: Document) -> Ints:
    """Return by token the class of the entry that begins there, 0 where none does."""
    classes = np.zeros(len(document.tokens), dtype=np.int64)
    for hit in document.stance_hits:
        if not hit.entry.trap:
            classes[hit.first] = lexicon_class(hit.entry)
    return classes


def _layout(document: Document, spots: Sequence[Spot]) -> tuple[list[int], list[int]]:
    """Return the tokens of the line, a mention's first for the whole mention, and the position of each mention.

    Only sentences with a mention are laid out.
    """
    starts = [s.first for s in document.sentences]
    tokens: list[int] = []
    at: list[int] = []
    cursor, current = 0, -1
    for spot in spots:
        index = bisect_right(starts, spot.first) - 1
        if index != current:
            # the rest of the last sentence first
            if current >= 0:
                tokens.extend(range(cursor, document.sentences[current].last))
            cursor, current = max(cursor, starts[index]), index
        tokens.extend(range(cursor, spot.first))
        at.append(len(tokens))
        tokens.append(spot.first)
        cursor = spot.last
    if current >= 0:
        tokens.extend(range(cursor, document.sentences[current].last))
    return tokens, at
