"""What the stages of voice finding share: the tokens, their flags, and the stretches that are read as one unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.language.matching import Hit
from framing.language.tokens import Tokens
from framing.language.voices.cues import Cue
from framing.language.voices.grammar import flag_tokens
from framing.language.voices.marks import Marked
from framing.records import Sentence

Range = tuple[int, int]


@dataclass(slots=True)
class Unit:
    """Sentences of one paragraph that belong together because a quotation runs across their border.

    ``blocks`` are the marked stretches that stand as speech of their own; ``fragments`` those woven into the author's
    sentence. Both are read as opaque: no cue is looked for inside a block.
    """

    first: int
    last: int
    paragraph: int
    blocks: list[Marked] = field(default_factory=list)
    fragments: list[Marked] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


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

    ``speaker`` is the local span; ``carried`` is True where nobody is named there and the speaker of the report before is
    taken over.
    """

    first: int
    last: int
    kind: str
    speaker: Range | None = None
    cue_at: Range | None = None
    cue: Cue | None = None
    carried: bool = False
    unclosed: bool = False


def make_units(reading: Reading, sentences: list[Sentence], marked: list[Marked], hits: list[Hit]) -> list[Unit]:
    """Join sentences across running quotations and hand marked stretches and cues to their unit."""
    units: list[Unit] = []
    k = 0
    running = -1
    for sentence in sentences:
        if sentence.first < running and units:
            units[-1].last = max(units[-1].last, sentence.last)
        else:
            units.append(Unit(sentence.first, sentence.last, sentence.paragraph))
        while k < len(marked) and marked[k].first < sentence.last:
            running = max(running, marked[k].last)
            k += 1
    _share_out(reading, units, marked, hits)
    return units


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
                unit.hits.append(hits[h])
            h += 1


def is_block(reading: Reading, unit: Unit, span: Marked) -> bool:
    """Tell whether a marked stretch is speech of its own rather than words woven into the author's sentence."""
    from framing.language.voices.grammar import CAPITAL, COLON, COMMA, STOP, WORD

    flags, forms = reading.flags, reading.forms
    words = sum(1 for i in range(span.first, min(span.last, span.first + 12)) if flags[i] & WORD)
    if words < 2:
        # one word is speech only when it stands as a sentence: "No," he said.
        before_last = flags[span.last - 2] if span.last - 2 > span.first else 0
        return bool(before_last & (COMMA | STOP)) and (span.first == unit.first)
    inner = span.first + 1
    while inner < span.last and not flags[inner] & WORD:
        inner += 1
    capital = inner < span.last and bool(flags[inner] & CAPITAL)
    end_mark = flags[span.last - 2] if not span.unclosed else STOP
    ended = bool(end_mark & (COMMA | STOP)) or span.last >= unit.last
    before = flags[span.first - 1] if span.first > unit.first else STOP
    led = bool(before & (COMMA | COLON | STOP))
    if span.last < unit.last and flags[span.last] & COMMA:
        ended = True
    if led and (ended or words >= 12):
        return True
    return capital and ended and words >= 3 or (capital and words >= 12) or forms[span.first - 1 : span.first] == [":"]
