"""Quotations and their cues: in the sentence, in the sentence before, by a label, or carried on from the one
before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from framing.language.voices.grammar import (
    CAPITAL,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    PREPOSITION,
    PUNCTUATION,
    STOP,
    WORD,
)
from framing.language.voices.marks import Marked
from framing.language.voices.reading import Reading, Report, Unit
from framing.language.voices.state import Anchor

# words that titles print small
_SMALL = DETERMINER | PREPOSITION | COORDINATOR
# words in marks up to which they are a scare quote or a title where no cue stands beside them
_SCARE_WORDS = 4
# tokens between a quotation and a cue that still belong together
_NEAR = 3
# marks between an interposed cue and the rest of its quotation
_SPLIT = 1
# tokens between a cue and the quotation it introduces: "told the committee on Tuesday, “...”"
_INTRODUCED = 14
# cues before and after a quotation that are looked at
_NEIGHBOURS = 6
# tokens of a name in a label or a signature
_NAME = 6


@dataclass(slots=True)
class Context:
    """What the units before leave behind.

    Attributes
    ----------
    carry
        The last report with a speaker.
    opener
        The cue of a unit that ended in a colon, which the next paragraph belongs to.
    opened
        The paragraph that ended in that colon.
    """

    carry: Report | None = None
    opener: Anchor | None = None
    opened: int = -2


def read_quotations(
    reading: Reading, unit: Unit, anchors: list[Anchor], found: list[Report], context: Context
) -> tuple[list[Report], list[Marked]]:
    """Return the quotations of a unit with their cue and speaker, and the marked words that are nobody's
    speech."""
    direct: list[Report] = []
    scare: list[Marked] = []
    if not unit.blocks and not unit.fragments:
        return direct, scare
    starts = [anchor.first for anchor in anchors]
    for block in unit.blocks:
        report = Report(block.first, block.last, "direct", unclosed=block.unclosed)
        anchor = _cue_of(reading, block, anchors, starts)
        if anchor is None and block.first == unit.first and context.opener is not None:
            anchor = context.opener
        if not _labelled(reading, block, report) and not _signed(reading, block, unit, report):
            _attach(report, anchor, context)
        direct.append(report)
    k = 0
    for fragment in unit.fragments:
        while k < len(found) and found[k].last < fragment.last:
            k += 1
        inside = found[k] if k < len(found) else None
        if inside is not None and inside.first <= fragment.first:
            inside.kind = "mixed"
            continue
        words = sum(1 for i in range(fragment.first, fragment.last) if reading.flags[i] & WORD)
        anchor = _cue_of(reading, fragment, anchors, starts)
        if _is_title(reading, fragment) or (
            words <= _SCARE_WORDS and not (anchor and _touches(fragment, anchor))
        ):
            scare.append(fragment)
            continue
        report = Report(fragment.first, fragment.last, "direct", unclosed=fragment.unclosed)
        _attach(report, anchor, context)
        direct.append(report)
    return direct, scare


def _is_title(reading: Reading, fragment: Marked) -> bool:
    """Tell whether marked words are a title: every longer word has a capital ("War and Peace")."""
    words = [i for i in range(*fragment.inner) if reading.flags[i] & WORD]
    small = [i for i in words if not reading.flags[i] & CAPITAL]
    return len(words) > 1 and all(reading.flags[i] & _SMALL for i in small) and len(small) < len(words) / 2


def _attach(report: Report, anchor: Anchor | None, context: Context) -> None:
    if anchor is not None:
        report.speaker, report.cue_at, report.cue = anchor.speaker, anchor.cue_at, anchor.cue
    elif context.carry is not None:
        report.speaker, report.carried = context.carry.speaker, True


def _gap(block: Marked, anchor: Anchor) -> int:
    return anchor.first - block.last if anchor.first >= block.last else block.first - anchor.last


def _touches(block: Marked, anchor: Anchor) -> bool:
    return _gap(block, anchor) <= 1


def _cue_of(reading: Reading, block: Marked, anchors: list[Anchor], starts: list[int]) -> Anchor | None:
    """The cue that stands beside a quotation: one that follows it closely, else the nearest that can
    introduce one."""
    best: Anchor | None = None
    distance = 1 << 30
    k = bisect_left(starts, block.first)
    if k and anchors[k - 1].follows and 0 < block.first - anchors[k - 1].last <= _SPLIT:
        return anchors[k - 1]  # “We will hold,” he said, “and win.”
    near = anchors[max(0, k - _NEIGHBOURS) : k + _NEIGHBOURS]
    for anchor in near:
        if anchor.follows and anchor.first >= block.last and _gap(block, anchor) <= _NEAR:
            return anchor
    before = anchors[k - 1] if k and reading.flags[block.first - 1] & (COMMA | COLON) else None
    introduces = before is not None and "quote" in before.cue.verb and not before.follows
    if introduces and before is not None and _gap(block, before) <= _INTRODUCED:
        return before
    for anchor in near:
        gap = _gap(block, anchor)
        if not ("quote" in anchor.cue.verb or "after" in anchor.cue.other):
            gap += 8
        if gap < distance:
            best, distance = anchor, gap
    return best


def _labelled(reading: Reading, block: Marked, report: Report) -> bool:
    """Read "“SMITH: We will ...”": a speaker's label inside the marks."""
    first, last = block.inner
    end = label_end(reading, first, last)
    if end is None or not reading.tokens.surface(first).isupper():
        return False
    report.first, report.speaker = end + 1, (first, end)
    return True


def _signed(reading: Reading, block: Marked, unit: Unit, report: Report) -> bool:
    """Read the name after a quotation and a dash: "“...” — Ada Smith"."""
    first = block.last + 1
    if first >= unit.last or not reading.flags[block.last] & DASH or not reading.flags[first] & CAPITAL:
        return False
    last = first
    while last < min(unit.last, first + _NAME) and reading.flags[last] & CAPITAL:
        last += 1
    if last < unit.last and not reading.flags[last] & (COMMA | STOP) and reading.block_of[last] < 0:
        return False
    report.speaker = (first, last)
    return True


def label_end(reading: Reading, first: int, last: int) -> int | None:
    """Return the token of the colon after a name at ``first`` ("Putin:", "Mr. Smith:"), None where there is
    none."""
    for k in range(first, min(last, first + _NAME)):
        f = reading.flags[k]
        if f & COLON:
            return k if k > first and k + 1 < last else None
        if not (f & CAPITAL or (reading.forms[k] == "." and k > first)):
            return None
    return None


def transcript_labels(reading: Reading, units: list[Unit]) -> dict[int, tuple[int, int]]:
    """Return ``paragraph -> label`` where paragraphs begin with speakers' labels that come back."""
    seen: dict[int, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    paragraph = -1
    for unit in units:
        if unit.paragraph == paragraph:
            continue
        paragraph = unit.paragraph
        end = label_end(reading, unit.first, unit.last)
        if end is not None:
            seen[paragraph] = (unit.first, end)
            name = " ".join(reading.forms[unit.first : end])
            counts[name] = counts.get(name, 0) + 1
    if not any(count > 1 for count in counts.values()) or len(seen) < 3:
        return {}
    return seen


def opens_paragraph(reading: Reading, unit: Unit, anchors: list[Anchor]) -> Anchor | None:
    """Return the cue of a unit that ends in a colon: what the next paragraph says is its content."""
    last = unit.last - 1
    while last > unit.first and reading.flags[last] & PUNCTUATION and not reading.flags[last] & COLON:
        last -= 1
    if not reading.flags[last] & COLON or not anchors:
        return None
    anchor = anchors[-1]
    if "quote" not in anchor.cue.verb and "after" not in anchor.cue.other:
        return None
    return anchor
