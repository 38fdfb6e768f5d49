"""From tokens to voices: marks, units, reports, quotations, speakers and blocs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from framing.language.matching import Hit
from framing.language.tokens import Tokens
from framing.language.voices.blocs import known_people
from framing.language.voices.direct import (
    Context,
    label_end,
    opens_paragraph,
    read_quotations,
    transcript_labels,
)
from framing.language.voices.marks import Marked, find_marked
from framing.language.voices.names import NameResolver, Resolved
from framing.language.voices.reading import Range, Reading, Report, Unit, make_units
from framing.language.voices.reported import mark_verbs, read_reports
from framing.records import Quote, Sentence, Span


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
    spoken
        One flag a token: 1 inside what is said in so many words. It leaves out of ``quoted`` what is only
        wished, planned or judged ("refused to leave", "welcomed the plan"), where the words are more the
        author's.
    """

    quotes: tuple[Quote, ...] = ()
    scare_quotes: tuple[Span, ...] = ()
    quoted: bytearray = field(default_factory=bytearray)
    quote_of: list[int] = field(default_factory=list)
    spoken: bytearray = field(default_factory=bytearray)


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
    reports, scare = _read_units(reading, units)
    headline = _headline(reading, units, reports, actors)
    if headline is not None:
        reports = [r for r in reports if r.first >= headline.last]
        reports.insert(0, headline)
    reports = _disjoint(reports)
    return _as_voices(reading, reports, NameResolver(reading, units, actors).resolve(reports), scare)


def _read_units(reading: Reading, units: list[Unit]) -> tuple[list[Report], list[Marked]]:
    reports: list[Report] = []
    scare: list[Marked] = []
    context = Context()
    labels = transcript_labels(reading, units)
    for unit in units:
        if unit.paragraph in labels:
            reports.append(_turn(unit, labels[unit.paragraph]))
            continue
        found, anchors = read_reports(reading, unit)
        if unit.paragraph > context.opened + 1:
            context.opener = None
        direct, loose = read_quotations(reading, unit, anchors, found, context)
        scare += loose
        if context.opener is not None and unit.paragraph > context.opened:
            if direct:
                context.opener = None
            else:
                found, anchors = [_continued(unit, context)], []
        opener = opens_paragraph(reading, unit, anchors)
        if opener is not None:
            context.opener, context.opened = opener, unit.paragraph
        new = sorted([*found, *direct], key=lambda report: report.first)
        context.carry = next((r for r in reversed(new) if r.speaker is not None), context.carry)
        reports += new
    return reports, scare


def _turn(unit: Unit, label: Range) -> Report:
    """What one participant of a transcript says in this unit."""
    first = label[1] + 1 if unit.first <= label[0] < unit.last else unit.first
    return Report(first, unit.last, "direct", label)


def _continued(unit: Unit, context: Context) -> Report:
    """A unit of a paragraph that the sentence before introduced with a colon."""
    report = Report(unit.first, unit.last, "indirect")
    if context.opener is not None:
        report.speaker, report.cue_at, report.cue = (
            context.opener.speaker,
            context.opener.cue_at,
            context.opener.cue,
        )
    return report


def _headline(
    reading: Reading, units: list[Unit], reports: list[Report], actors: list[tuple[int, int, str]]
) -> Report | None:
    """Read "Putin: Russia will ..." at the very beginning, where the name is an actor or somebody who speaks
    below."""
    if not units or (reports and reports[0].speaker is not None and reports[0].speaker[0] == units[0].first):
        return None
    unit = units[0]
    end = label_end(reading, unit.first, unit.last)
    if end is None or end + 3 > unit.last or end - unit.first > 5:
        return None
    name = reading.forms[end - 1]
    known = name in known_people() or any(first < end and last > unit.first for first, last, _ in actors[:5])
    known = known or any(r.speaker is not None and name in reading.forms[slice(*r.speaker)] for r in reports)
    if not known:
        return None
    last = unit.last
    while last > end + 1 and reading.forms[last - 1] == ".":
        last -= 1
    kind = "direct" if any(b.first == end + 1 and b.last >= last for b in unit.blocks) else "indirect"
    return Report(end + 1, last, kind, (unit.first, end), (end, end + 1))


def _disjoint(reports: list[Report]) -> list[Report]:
    """Keep the first of two overlapping reports whole and cut the later one."""
    kept: list[Report] = []
    end = 0
    for report in sorted(reports, key=lambda r: (r.first, -r.last)):
        if report.last <= end or report.last <= report.first:
            continue
        if report.first < end:
            report.first = end
        kept.append(report)
        end = report.last
    return kept


def _as_voices(
    reading: Reading, reports: list[Report], speakers: list[Resolved], scare: list[Marked]
) -> Voices:
    size = len(reading.tokens)
    quoted = bytearray(size)
    spoken = bytearray(size)
    quote_of = [-1] * size
    quotes: list[Quote] = []
    for index, (report, who) in enumerate(zip(reports, speakers, strict=True)):
        length = report.last - report.first
        quoted[report.first : report.last] = b"\x01" * length
        quote_of[report.first : report.last] = [index] * length
        if report.spoken:
            spoken[report.first : report.last] = b"\x01" * length
        quotes.append(
            Quote(
                content=_span(reading, (report.first, report.last)),
                speaker=_span(reading, report.speaker) if report.speaker else None,
                cue=_span(reading, report.cue_at) if report.cue_at else None,
                kind=cast(Literal["direct", "indirect", "mixed"], report.kind),
                bloc=who.bloc,
                cue_kind=report.cue.kind if report.cue else "neutral",
                speaker_name=_span(reading, who.name).text if who.name else None,
                speaker_antecedent=_span(reading, who.antecedent) if who.antecedent else None,
                unclosed=report.unclosed,
            )
        )
    return Voices(
        tuple(quotes), tuple(_span(reading, (m.first, m.last)) for m in scare), quoted, quote_of, spoken
    )


def _span(reading: Reading, tokens: Range) -> Span:
    start, end = reading.tokens.starts[tokens[0]], reading.tokens.ends[tokens[1] - 1]
    return Span(start, end, reading.tokens.text[start:end])
