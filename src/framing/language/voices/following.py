"""Cues that follow their content: "..., X said", "..., said X", "..., X said, ..."."""

from __future__ import annotations

from framing.language.matching import Hit
from framing.language.voices.extents import clause_end, skip_addressee, skip_adverbial
from framing.language.voices.grammar import (
    ADVERB,
    COLON,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DASH,
    PREPOSITION,
    QUOTE,
    STOP,
    TIME,
    VERBAL,
)
from framing.language.voices.phrases import subject_after, subject_before
from framing.language.voices.reading import Range
from framing.language.voices.state import Anchor, UnitState
from framing.language.voices.verbs import is_passive, reads_as_verb

_FOLLOWS = frozenset({"post", "quote"})
_INSET = frozenset({"inset", "post"})
_OPENS_AUTHOR = ("who", "which", "when", "while", "after")


def read_following(state: UnitState, hit: Hit) -> bool:
    """Read a cue that follows its content; return False where the cue is none."""
    verb = hit.entry.verb
    if hit.tag == "ing" or verb.isdisjoint(_FOLLOWS):
        return False
    reading, unit = state.reading, state.unit
    if not reads_as_verb(reading, unit, hit) or is_passive(reading, unit, hit):
        return False
    inverted = _inverted(state, hit)
    if inverted is not None:
        _take(state, hit, inverted, (hit.first, inverted[1]))
        return True
    if hit.first > unit.first and reading.forms[hit.first - 1] == "to":
        return False
    speaker = subject_before(reading, hit.first, state.low)
    if speaker is None or reading.forms[speaker[0]] in ("who", "which", "that", "what"):
        return False
    if _is_inset(state, hit, speaker):
        _inset(state, hit, speaker)
        return True
    if not _stands_after(state, hit, speaker[0]):
        return False
    _take(state, hit, speaker, (speaker[0], hit.last))
    return True


def _inverted(state: UnitState, hit: Hit) -> Range | None:
    """Return the subject after the cue: "..., said Peskov"."""
    flags, blocks = state.reading.flags, state.reading.block_of
    i = hit.first
    if hit.tag == "base" or i == state.unit.first or hit.last >= state.end:
        return None
    quoted = blocks[i - 1] >= 0 or (i - 2 >= state.unit.first and blocks[i - 2] >= 0)
    if not (flags[i - 1] & (COMMA | QUOTE | DASH) or blocks[i - 1] >= 0) or flags[hit.last] & (
        COMPLEMENT | TIME
    ):
        return None
    found = subject_after(state.reading, hit.last, state.end)
    if found is None or quoted:
        return found
    follow = flags[found[1]] if found[1] < state.end else STOP
    if "post" not in hit.entry.verb or not follow & (
        COMMA | STOP | COLON | QUOTE | DASH | PREPOSITION | TIME
    ):
        return None
    before = subject_before(state.reading, i, state.low)
    if before is not None and (not follow & (COMMA | STOP) or _is_apposition(state, before)):
        return None
    return found


def _is_apposition(state: UnitState, subject: Range) -> bool:
    """Tell whether a subject with a comma phrase opens the sentence: "Ada Smith, the minister, said"."""
    flags = state.reading.flags
    if not flags[subject[1] - 1] & COMMA:
        return False
    if any(not flags[k] & (COORDINATOR | ADVERB) for k in range(state.low, subject[0])):
        return False
    return not any(flags[k] & VERBAL or state.reading.verbs[k] for k in range(*subject))


def _stands_after(state: UnitState, hit: Hit, region: int) -> bool:
    """Tell whether the content stands before the subject that begins at ``region``."""
    flags, blocks = state.reading.flags, state.reading.block_of
    if region - state.low < 2:
        return False
    if blocks[region - 1] >= 0 or (flags[region - 1] & (COMMA | DASH) and blocks[region - 2] >= 0):
        return True
    if "post" not in hit.entry.verb or not flags[region - 1] & (COMMA | QUOTE | DASH):
        return False
    after = _tail(state, hit, hit.last)
    if after >= state.end:
        return True
    if flags[after] & STOP:
        return True
    if blocks[after] >= 0 or not flags[after] & (COMMA | DASH):
        return False
    return after + 1 < state.end and blocks[after + 1] < 0


def _tail(state: UnitState, hit: Hit, after: int) -> int:
    """Return the end of what trails a cue that follows its content."""
    if "tell" in hit.entry.verb:
        after = skip_addressee(state.reading, after, state.end)
    return skip_adverbial(state.reading, after, state.end)


def _is_inset(state: UnitState, hit: Hit, speaker: Range) -> bool:
    """Tell whether a cue is "as X put it" or "as X said": the clause around it is the content."""
    if speaker[0] <= state.unit.first or state.reading.forms[speaker[0] - 1] != "as":
        return False
    if hit.entry.verb.isdisjoint(_INSET):
        return False
    after = _tail(state, hit, hit.last)
    return after >= state.end or bool(state.reading.flags[after] & (COMMA | DASH))


def _inset(state: UnitState, hit: Hit, speaker: Range) -> None:
    """Read "..., as X put it" and "As X put it, ..."."""
    first, last = speaker[0] - 1, hit.last
    state.anchors.append(
        Anchor(first, last, speaker, (hit.first, last), hit.entry, follows=first > state.low)
    )
    if first - state.low >= 2:
        state.report(state.low, first, speaker, hit, hit.entry)
        state.take(state.low, last)
    else:
        after = _tail(state, hit, last) + 1
        state.report(after, clause_end(state.reading, after, state.end), speaker, hit, hit.entry)
        state.take(first, after)
    state.low = last


def _take(state: UnitState, hit: Hit, speaker: Range, region: Range) -> None:
    """Give the words before ``region``, and after an interposed cue those behind it, to the speaker."""
    flags, blocks = state.reading.flags, state.reading.block_of
    begin, after = region
    state.anchors.append(Anchor(begin, after, speaker, (hit.first, hit.last), hit.entry, follows=True))
    last = begin
    while last > state.low and flags[last - 1] & (COMMA | DASH) and blocks[last - 1] < 0:
        last -= 1
    quoted = last > state.unit.first and blocks[last - 1] >= 0
    first = next((k + 1 for k in range(last - 1, state.low - 1, -1) if blocks[k] >= 0), state.low)
    if "post" in hit.entry.verb:
        state.report(first, last, speaker, hit, hit.entry)
    inverted = speaker[0] >= hit.last
    after = skip_adverbial(state.reading, after, state.end) if inverted else _tail(state, hit, after)
    goes_on = after < state.end and flags[after] & COMMA and not inverted and not quoted
    if goes_on and not _is_authors(state, after + 1):
        stop = clause_end(state.reading, after + 1, state.end)
        state.report(after + 1, stop, speaker, hit, hit.entry)
        after = stop
    state.take(state.low, after)
    state.low = after


def _is_authors(state: UnitState, i: int) -> bool:
    """Tell whether what follows an interposed cue is the author's again: a participle, a relative, a time."""
    flags, forms = state.reading.flags, state.reading.forms
    if i >= state.end or state.reading.block_of[i] >= 0:
        return True
    return forms[i].endswith("ing") or forms[i] in _OPENS_AUTHOR or bool(flags[i] & TIME)
