"""What the stages of voice finding share: the tokens, their flags, and the stretches that are read as one
unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.language.matching import Hit
from framing.language.tokens import Tokens
from framing.language.voices.cues import Cue
from framing.language.voices.grammar import (
    ADVERB,
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    PREPOSITION,
    PUNCTUATION,
    QUOTE,
    STOP,
    TIME,
    WORD,
    flag_tokens,
)
from framing.language.voices.marks import Marked
from framing.records import Sentence

Range = tuple[int, int]

# words: below the first a marked stretch is too short for a sentence, from the second on it is speech by its
# length
_SHORT = 3
_LONG = 12
# tokens: how far into a sentence the cue of the quotation before may stand; how much of a sentence shows
# title case
_CUE_REACH = 8
_HEADLINE = 40


@dataclass(slots=True)
class Unit:
    """Sentences of one paragraph that belong together because a quotation runs across their border.

    ``blocks`` are the marked stretches that stand as speech of their own; ``fragments`` those woven into the
    author's sentence. Both are read as opaque: no cue is looked for inside a block.
    """

    first: int
    last: int
    paragraph: int
    blocks: list[Marked] = field(default_factory=list)
    fragments: list[Marked] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    headline: bool = False


@dataclass(slots=True)
class Reading:
    """The tokens of a text with their flags, and for each token the end of the block it stands in (or -1)."""

    tokens: Tokens
    flags: list[int]
    forms: list[str]
    block_of: list[int]
    blocks: list[Marked]
    verbs: bytearray

    @classmethod
    def of(cls, tokens: Tokens) -> Reading:
        """Prepare the tokens of a text."""
        size = len(tokens)
        return cls(tokens, flag_tokens(tokens), tokens.forms, [-1] * size, [], bytearray(size))


@dataclass(slots=True)
class Report:
    """One finding in token positions, before names and blocs are resolved.

    ``speaker`` is the local span; ``carried`` is True where nobody is named there and the speaker of the
    report before is taken over.
    """

    first: int
    last: int
    kind: str
    speaker: Range | None = None
    cue_at: Range | None = None
    cue: Cue | None = None
    carried: bool = False
    unclosed: bool = False
    clausal: bool = True
    spoken: bool = True


def make_units(
    reading: Reading, sentences: list[Sentence], marked: list[Marked], hits: list[Hit]
) -> list[Unit]:
    """Join sentences across running quotations and hand marked stretches and cues to their unit."""
    units: list[Unit] = []
    for span in marked:
        # two apostrophes typed for a mark are no words of the sentence
        for i in (*range(span.first, span.inner[0]), *range(span.inner[1], span.last)):
            reading.flags[i] = QUOTE
    k = h = 0
    running = -1
    for sentence in sentences:
        while h < len(hits) and hits[h].first < sentence.first:
            h += 1
        joined = units and (
            sentence.first < running
            or (running == sentence.first and _reports_back(reading, sentence, hits, h, units[-1]))
        )
        if joined:
            units[-1].last = max(units[-1].last, sentence.last)
        else:
            units.append(Unit(sentence.first, sentence.last, sentence.paragraph))
        while k < len(marked) and marked[k].first < sentence.last:
            running = max(running, marked[k].last)
            k += 1
    _share_out(reading, units, marked, hits)
    return units


def _reports_back(reading: Reading, sentence: Sentence, hits: list[Hit], h: int, unit: Unit) -> bool:
    """Tell whether a sentence after a closed quotation is its cue: "... ready?" Trump asked."""
    if sentence.paragraph != unit.paragraph:
        return False
    if reading.flags[sentence.first] & DASH:
        return sentence.last - sentence.first <= _CUE_REACH
    limit = min(sentence.last, sentence.first + _CUE_REACH)
    while h < len(hits) and hits[h].first < limit:
        hit = hits[h]
        if "quote" in hit.entry.verb and hit.tag in ("ed", "s"):
            after = reading.flags[hit.last] if hit.last < sentence.last else STOP
            return bool(after & (PUNCTUATION | ADVERB | PREPOSITION | TIME)) or hit.first == sentence.first
        h += 1
    return False


def _share_out(reading: Reading, units: list[Unit], marked: list[Marked], hits: list[Hit]) -> None:
    k = h = 0
    for unit in units:
        while k < len(marked) and marked[k].first < unit.last:
            span = marked[k]
            if is_block(reading, unit, span):
                unit.blocks.append(span)
                index = len(reading.blocks)
                reading.blocks.append(span)
                reading.block_of[span.first : span.last] = [index] * (span.last - span.first)
            else:
                unit.fragments.append(span)
            k += 1
        while h < len(hits) and hits[h].first < unit.last:
            if hits[h].first >= unit.first and reading.block_of[hits[h].first] < 0:
                unit.hits.append(_as_verb(hits[h]))
            h += 1
        unit.headline = _is_headline(reading, unit)


def _as_verb(hit: Hit) -> Hit:
    """Give a listed noun or adjective that is also a verb form ("thought") the tag of that form."""
    if hit.tag == "base" and hit.entry.verb_tag:
        return Hit(hit.first, hit.last, hit.entry.verb_tag, hit.entry)
    return hit


def _is_headline(reading: Reading, unit: Unit) -> bool:
    """Tell whether most words are printed with a capital, as in a headline in title case."""
    words = [f for f in reading.flags[unit.first : min(unit.last, unit.first + _HEADLINE)] if f & WORD]
    return len(words) > 3 and len([f for f in words if f & CAPITAL]) > 0.6 * len(words)


def is_block(reading: Reading, unit: Unit, span: Marked) -> bool:
    """Tell whether a marked stretch is speech of its own rather than words woven into the author's
    sentence."""
    flags = reading.flags
    first, last = span.inner
    words = sum(1 for i in range(first, min(last, first + _LONG)) if flags[i] & WORD)
    if words == 0:
        return False
    end_mark = flags[last - 1] if not span.unclosed else STOP
    ended = bool(end_mark & (COMMA | STOP | DASH)) or span.last >= unit.last
    if span.last < unit.last and flags[span.last] & COMMA:
        ended = True
    before = flags[span.first - 1] if span.first > unit.first else STOP
    if words < _SHORT:
        # a word or two are speech only where they stand as a sentence: "No," he said.
        return bool(end_mark & (COMMA | STOP)) and bool(before & (STOP | COMMA | COLON))
    while first < last and not flags[first] & WORD:
        first += 1
    capital = bool(flags[first] & CAPITAL)
    if before & COLON:
        return True
    if before & (COMMA | STOP) and (ended or words >= _LONG):
        return True
    return capital and (ended or words >= _LONG)
