"""From tokens to voices: marks, units, reports, quotations, speakers and blocs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from framing.language.matching import Hit
from framing.language.tokens import Tokens
from framing.language.voices.grammar import COLON, WORD
from framing.language.voices.marks import Marked, find_marked
from framing.language.voices.reading import Range, Reading, Report, Unit, make_units
from framing.language.voices.reported import Anchor, mark_verbs, read_reports
from framing.records import Quote, Sentence, Span

_SCARE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said by others in a text.

    Attributes
    ----------
    quotes
        Speech, in order; spans are offsets into the working string, their field is always ``"text"``.
    scare_quotes
        Words in marks that are nobody's speech: scare quotes, titles.
    quoted
        One flag a token: 1 inside the content of a quote.
    quote_of
        For each token the index of its quote, -1 where it is the author's.
    """

    quotes: tuple[Quote, ...] = ()
    scare_quotes: tuple[Span, ...] = ()
    quoted: bytearray = field(default_factory=bytearray)
    quote_of: list[int] = field(default_factory=list)


def find_voices(
    tokens: Tokens, sentences: list[Sentence], cue_hits: list[Hit], actors: list[tuple[int, int, str]]
) -> Voices:
    """Find who says what.

    Parameters
    ----------
    tokens, sentences
        The text.
    cue_hits
        Hits of `framing.language.voices.terms` in the tokens, from left to right.
    actors
        ``(first token, last token, target)`` of every mention of a target, sorted; the range is half-open.
    """
    reading = Reading.of(tokens)
    marked = find_marked(tokens, sentences)
    mark_verbs(reading, cue_hits)
    units = make_units(reading, sentences, marked, cue_hits)
    reports: list[Report] = []
    scare: list[Marked] = []
    carry: Report | None = None
    for unit in units:
        found, anchors = read_reports(reading, unit)
        direct, loose = _read_blocks(reading, unit, anchors, found, carry)
        scare += loose
        reports += sorted([*found, *direct], key=lambda report: report.first)
        carry = next((r for r in reversed(reports) if r.speaker is not None), carry)
    reports = _disjoint(reports)
    return _as_voices(reading, reports, scare, actors)


def _read_blocks(
    reading: Reading, unit: Unit, anchors: list[Anchor], found: list[Report], carry: Report | None
) -> tuple[list[Report], list[Marked]]:
    direct: list[Report] = []
    scare: list[Marked] = []
    for block in unit.blocks:
        anchor = _nearest(block, anchors)
        report = Report(block.first, block.last, "direct", unclosed=block.unclosed)
        if anchor is not None:
            report.speaker, report.cue_at, report.cue = anchor.speaker, anchor.cue_at, anchor.cue
        elif carry is not None:
            report.speaker, report.carried = carry.speaker, True
        direct.append(report)
    for fragment in unit.fragments:
        inside = next((r for r in found if r.first <= fragment.first and fragment.last <= r.last), None)
        if inside is not None:
            inside.kind = "mixed"
            continue
        words = sum(1 for i in range(fragment.first, fragment.last) if reading.flags[i] & WORD)
        anchor = _nearest(fragment, anchors)
        if words <= _SCARE_WORDS and anchor is None:
            scare.append(fragment)
            continue
        report = Report(fragment.first, fragment.last, "direct", unclosed=fragment.unclosed)
        if anchor is not None:
            report.speaker, report.cue_at, report.cue = anchor.speaker, anchor.cue_at, anchor.cue
        direct.append(report)
    return direct, scare


def _nearest(block: Marked, anchors: list[Anchor]) -> Anchor | None:
    best: Anchor | None = None
    distance = 1 << 30
    for anchor in anchors:
        gap = anchor.first - block.last if anchor.first >= block.last else block.first - anchor.last
        if gap < distance:
            best, distance = anchor, gap
    return best


def _disjoint(reports: list[Report]) -> list[Report]:
    """Keep the first of two overlapping reports whole and cut the later one."""
    kept: list[Report] = []
    end = 0
    for report in sorted(reports, key=lambda r: (r.first, -r.last)):
        if report.last <= end:
            continue
        if report.first < end:
            report.first = end
        kept.append(report)
        end = report.last
    return kept


def _as_voices(
    reading: Reading, reports: list[Report], scare: list[Marked], actors: list[tuple[int, int, str]]
) -> Voices:
    size = len(reading.tokens)
    quoted = bytearray(size)
    quote_of = [-1] * size
    quotes: list[Quote] = []
    for index, report in enumerate(reports):
        length = report.last - report.first
        quoted[report.first : report.last] = b"\x01" * length
        quote_of[report.first : report.last] = [index] * length
        quotes.append(
            Quote(
                content=_span(reading, (report.first, report.last)),
                speaker=_span(reading, report.speaker) if report.speaker else None,
                cue=_span(reading, report.cue_at) if report.cue_at else None,
                kind=cast(Literal["direct", "indirect", "mixed"], report.kind),
                cue_kind=report.cue.kind if report.cue else "neutral",
                unclosed=report.unclosed,
            )
        )
    return Voices(tuple(quotes), tuple(_span(reading, (m.first, m.last)) for m in scare), quoted, quote_of)


def _span(reading: Reading, tokens: Range) -> Span:
    start, end = reading.tokens.starts[tokens[0]], reading.tokens.ends[tokens[1] - 1]
    return Span(start, end, reading.tokens.text[start:end])
