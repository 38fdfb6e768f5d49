"""What is known while one unit is read: where content may begin, what is taken, and the reports so far."""

from __future__ import annotations

from dataclasses import dataclass

from framing.language.matching import Hit
from framing.language.voices.cues import Cue
from framing.language.voices.grammar import (
    ADVERB,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    PRONOUN,
    STOP,
    SUBORDINATOR,
    WORD,
)
from framing.language.voices.reading import Range, Reading, Report, Unit

_FINAL = frozenset(".!?;:…")


@dataclass(slots=True)
class Anchor:
    """A cue with its speaker, whether or not reported content was found: quotations attach to it.

    ``follows`` is True where the cue stands after its content.
    """

    first: int
    last: int
    speaker: Range | None
    cue_at: Range
    cue: Cue
    follows: bool = False


class UnitState:
    """The reading of one unit.

    Attributes
    ----------
    end
        The unit's end without its final mark.
    low
        The first token that content before its cue may take.
    taken
        One flag a token: content and cue of reports whose cue follows them; no other cue is read there.
    fronted
        The comma that ends a subordinate clause at the beginning of the unit, -1 where there is none.
    last
        The running report of the pass from left to right.
    """

    def __init__(self, reading: Reading, unit: Unit) -> None:
        self.reading = reading
        self.unit = unit
        self.reports: list[Report] = []
        self.anchors: list[Anchor] = []
        self.taken = bytearray(unit.last - unit.first)
        self.low = unit.first
        self.end = unit.last
        while self.end > unit.first and reading.forms[self.end - 1] in _FINAL:
            self.end -= 1
        self.fronted = _fronted(reading, unit.first, self.end)
        self.last: Report | None = None
        self.skip = unit.first  # cues before this token are part of another cue

    def is_taken(self, hit: Hit) -> bool:
        """Tell whether a cue stands where a report whose cue follows has taken the words."""
        return hit.first < self.skip or bool(self.taken[hit.first - self.unit.first])

    def take(self, first: int, last: int) -> None:
        """Keep other cues out of tokens ``[first, last)``."""
        begin = self.unit.first
        self.taken[first - begin : last - begin] = b"\x01" * (last - first)

    def inside(self, i: int) -> bool:
        """Tell whether a token stands inside the running report."""
        return self.last is not None and self.last.first <= i < self.last.last

    def before_quotation(self, hit: Hit) -> bool:
        """Tell whether a quotation that stands alone follows the cue at once."""
        j = hit.last
        while j < self.end and self.reading.flags[j] & (COMMA | COLON):
            j += 1
        return j < self.end and self.reading.block_of[j] >= 0 and "quote" in hit.entry.verb

    def cut_before(self, region: int) -> None:
        """End the running report before the clause of a sibling cue that begins at ``region``."""
        if self.last is None or not self.last.first < region <= self.last.last:
            return
        flags = self.reading.flags
        last = region
        while last > self.last.first and flags[last - 1] & (
            COORDINATOR | COMMA | ADVERB | STOP | DASH | SUBORDINATOR
        ):
            last -= 1
        self.last.last = last
        if last <= self.last.first and self.reports[-1] is self.last:
            self.reports.pop()

    def report(self, first: int, last: int, speaker: Range | None, hit: Hit, cue: Cue) -> Report | None:
        """Add reported content ``[first, last)``, trimmed of marks at its ends; None where nothing is
        left."""
        flags, blocks = self.reading.flags, self.reading.block_of
        if hit.first < self.fronted and hit.first < first <= self.fronted < last:
            last = self.fronted
        while first < last and flags[first] & (COMMA | COLON | DASH):
            first += 1
        while last > first and flags[last - 1] & (COMMA | COLON | DASH) and blocks[last - 1] < 0:
            last -= 1
        if (
            last <= first
            or blocks[first] >= 0
            or not any(flags[k] & WORD for k in range(first, min(last, first + 3)))
        ):
            return None
        report = Report(first, last, "indirect", speaker, (hit.first, hit.last), cue)
        self.reports.append(report)
        self.last = report
        return report


def _fronted(reading: Reading, first: int, end: int) -> int:
    flags = reading.flags
    i = first
    while i < end and flags[i] & (COORDINATOR | ADVERB) and not flags[i] & SUBORDINATOR:
        i += 1
    if i >= end or not flags[i] & SUBORDINATOR or flags[i] & (DETERMINER | PRONOUN):
        return -1
    return next((k for k in range(i, end) if flags[k] & COMMA), -1)
