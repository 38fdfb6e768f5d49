"""Cues that are no verbs: nouns, adjectives, "according to", "in X's view", "reportedly"."""

from __future__ import annotations

from framing.language.matching import Hit
from framing.language.voices.cues import Cue
from framing.language.voices.extents import clause_end, is_infinitive, phrase_end
from framing.language.voices.grammar import (
    ADVERB,
    BE,
    CAPITAL,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DASH,
    DETERMINER,
    FINITE,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    VERBAL,
    WORD,
)
from framing.language.voices.phrases import clause_subject, subject_after, subject_before
from framing.language.voices.reading import Range
from framing.language.voices.state import Anchor, UnitState
from framing.language.voices.verbs import is_copula

# tokens between a possessor and its noun: "his own rather bleak view"
_POSSESSOR = 5
# tokens before "reportedly" that may belong to its clause
_HEARSAY = 40


def read_nominal(state: UnitState, hit: Hit) -> None:
    """Read a cue that is no verb here."""
    cue: Cue = hit.entry
    if "after" in cue.other:
        _according(state, hit, cue)
    elif "adverb" in cue.other:
        _hearsay(state, hit, cue)
    elif cue.other:
        _complement(state, hit, cue, cue.other)
    elif "own" in cue.noun and _in_view(state, hit, cue):
        return
    elif cue.noun:
        _complement(state, hit, cue, cue.noun)


def _complement(state: UnitState, hit: Hit, cue: Cue, patterns: frozenset[str]) -> None:
    """Read a noun or adjective with its complement: "the claim that", "critical of"."""
    flags, forms = state.reading.flags, state.reading.forms
    if state.inside(hit.first):
        return
    j = hit.last
    agent: Range | None = None
    if j < state.end and forms[j] in ("by", "from") and not cue.other:
        agent = subject_after(state.reading, j + 1, state.end)
        j = agent[1] if agent is not None else j
    if j >= state.end:
        return
    word = forms[j]
    clause = ("that" in patterns and flags[j] & COMPLEMENT and not flags[j] & RELATIVE) or word == "that"
    if word == "that" and (
        "that" not in patterns or (cue.noun and j + 1 < state.end and flags[j + 1] & VERBAL)
    ):
        return  # "the statement that was read out": a relative clause
    if word == "to" and not ("over" in patterns or is_infinitive(state.reading, j, state.end)):
        return
    bare = (
        "clause" in patterns and flags[j] & (PERSONAL | CAPITAL | DETERMINER) and not flags[j] & PREPOSITION
    )
    if not (clause or bare or word in patterns):
        return
    speaker = agent or (bearer(state, hit) if cue.other else _possessor(state, hit) or _governor(state, hit))
    clause = clause or bare or word == "to"
    if speaker is None and (cue.other or (not clause and cue.kind == "neutral")):
        return
    if clause:
        report = state.report(j, _clause_end(state, hit, j), speaker, hit, cue)
    else:
        report = state.report(j + 1, phrase_end(state.reading, j + 1, state.end), speaker, hit, cue)
    if report is not None:
        report.spoken = word == "that" or cue.kind != "neutral"


def _clause_end(state: UnitState, hit: Hit, start: int) -> int:
    """The end of a noun's clause; in a subject ("The claim that it won is false") before the main verb."""
    flags = state.reading.flags
    end = clause_end(state.reading, start, state.end)
    begin = hit.first
    while begin > state.unit.first and flags[begin - 1] & WORD and hit.first - begin < _POSSESSOR:
        begin -= 1
    if begin > state.unit.first or any(flags[k] & VERBAL for k in range(begin, hit.first)):
        return end
    groups = [
        k
        for k in range(start, end)
        if flags[k] & VERBAL and (flags[k - 1] & FINITE or not flags[k - 1] & (VERBAL | ADVERB))
    ]
    # an infinitive has no finite verb of its own, a clause has one
    if state.reading.forms[start] == "to":
        return groups[0] if groups else end
    return groups[-1] if len(groups) > 1 else end


def _possessor(state: UnitState, hit: Hit) -> Range | None:
    """Return the possessor of a noun cue: "Trump's claim", "his view"."""
    flags, forms = state.reading.flags, state.reading.forms
    k = hit.first - 1
    low = max(state.unit.first, hit.first - _POSSESSOR)
    while k >= low and (flags[k] & WORD or forms[k] == "'"):
        if forms[k] == "'s" or (forms[k] == "'" and k > low):
            found = subject_before(state.reading, k, state.unit.first)
            return (found[0], k) if found else None
        if flags[k] & POSSESSIVE:
            return k, k + 1
        if flags[k] & (DETERMINER | PREPOSITION):
            return None
        k -= 1
    return None


def bearer(state: UnitState, hit: Hit) -> Range | None:
    """Return the subject of the copula before an adjective: "she was sure that"."""
    flags = state.reading.flags
    k = hit.first - 1
    while k > state.unit.first and flags[k] & ADVERB and not flags[k] & BE:
        k -= 1
    if k < state.unit.first or not (flags[k] & BE or is_copula(state.reading.forms[k])):
        return None
    if flags[k] & PRONOUN:
        return k, k + 1  # "she's"
    return subject_before(state.reading, k, state.unit.first) or clause_subject(
        state.reading, state.unit.first, k
    )


def _governor(state: UnitState, hit: Hit) -> Range | None:
    """Return the subject of the verb that governs a noun cue: "they issued a warning that"."""
    if state.last is not None and state.last.speaker is not None and state.last.last >= hit.first:
        return state.last.speaker
    found = clause_subject(state.reading, state.unit.first, hit.first)
    return found if found is not None and found[1] < hit.first - 1 else None


def _in_view(state: UnitState, hit: Hit, cue: Cue) -> bool:
    """Read "in X's view, ..." and "..., in X's view"; return False where it is none."""
    speaker = _possessor(state, hit)
    if speaker is None or speaker[0] <= state.unit.first or state.inside(hit.first):
        return False
    first = speaker[0] - 1
    if state.reading.forms[first] not in ("in", "by", "to"):
        return False
    flags = state.reading.flags
    state.anchors.append(
        Anchor(first, hit.last, speaker, (hit.first, hit.last), cue, follows=first > state.low)
    )
    if first - state.low >= 3 and flags[first - 1] & COMMA:
        return state.report(state.low, first, speaker, hit, cue) is not None
    return (
        state.report(hit.last, clause_end(state.reading, hit.last, state.end), speaker, hit, cue) is not None
    )


def _according(state: UnitState, hit: Hit, cue: Cue) -> None:
    """Read "According to X, ..." and "..., according to X"."""
    flags, blocks = state.reading.flags, state.reading.block_of
    speaker = subject_after(state.reading, hit.last, state.end)
    if speaker is None:
        return
    after = speaker[1]
    trails = hit.first > state.unit.first
    state.anchors.append(Anchor(hit.first, after, speaker, (hit.first, hit.last), cue, trails))
    if state.inside(hit.first):
        return
    begun = state.last.last if state.last is not None else state.low
    if hit.first - state.unit.first >= 3:
        state.report(max(begun, state.low), hit.first, speaker, hit, cue)
        return
    while after < state.end and not flags[after] & COMMA and blocks[after] < 0:
        after += 1
    if after < state.end and blocks[after] < 0:
        state.report(after + 1, clause_end(state.reading, after + 1, state.end), speaker, hit, cue)


def _hearsay(state: UnitState, hit: Hit, cue: Cue) -> None:
    """Read "reportedly" and "it is said that": content without a speaker."""
    flags = state.reading.flags
    if state.inside(hit.first):
        return
    end = clause_end(state.reading, hit.last, state.end)
    if hit.last - hit.first > 1:
        state.report(hit.last, end, None, hit, cue)
        return
    start = hit.first
    low = max(state.low, state.last.last if state.last is not None else state.low)
    while start > max(low, hit.first - _HEARSAY) and not flags[start - 1] & (
        COMMA | DASH | COORDINATOR | RELATIVE
    ):
        start -= 1
    if start > low:
        end = next((k for k in range(hit.last, end) if flags[k] & COMMA), end)
    state.report(start, end, None, hit, cue)
