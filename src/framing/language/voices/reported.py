"""Reported speech: for every cue its subject and the extent of what is reported.

A cue either precedes its content ("X said that ..."), follows it ("..., X said"), or stands inside it. Cues
that follow their content are read first, because everything before them in the sentence is theirs; then the
others from left to right.
"""

from __future__ import annotations

from framing.language.matching import Hit
from framing.language.voices.cues import Cue
from framing.language.voices.extents import clause_end, complement
from framing.language.voices.following import read_following
from framing.language.voices.grammar import (
    ADVERB,
    CAPITAL,
    COLON,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DASH,
    DETERMINER,
    OBJECT_PRONOUN,
    PERSONAL,
    PRONOUN,
    QUOTE,
    RELATIVE,
    SUBORDINATOR,
    WORD,
)
from framing.language.voices.nominal import bearer, read_nominal
from framing.language.voices.phrases import clause_subject, subject_after, subject_before
from framing.language.voices.reading import Range, Reading, Report, Unit
from framing.language.voices.state import Anchor, UnitState
from framing.language.voices.verbs import is_animate, is_passive, names_document, names_source, reads_as_verb

_OBJECT = frozenset({"object", "as"})
_CLAUSAL = frozenset({"clause", "that", "tell", "to", "object-to"})
_CLAUSE = frozenset({"clause", "that", "tell"})
# up to so many pronouns and adverbs are no content of a verb of saying
_EMPTY = 2
_CLOSED = PRONOUN | ADVERB | OBJECT_PRONOUN | DETERMINER
# cues back that may share their subject
_ANCHORS = 6
_JUDGED = ("as", "of", "for")


def mark_verbs(reading: Reading, hits: list[Hit]) -> None:
    """Flag the tokens that are cue verbs beyond doubt, so that no noun phrase runs across them."""
    for hit in hits:
        if (
            hit.entry.verb
            and hit.tag in ("ed", "s")
            and not hit.entry.noun
            and "ambiguous" not in hit.entry.verb
        ):
            reading.verbs[hit.first] = 1


def read_reports(reading: Reading, unit: Unit) -> tuple[list[Report], list[Anchor]]:
    """Return the reports of one unit outside its quotations, and the cues that quotations may attach to."""
    if not unit.hits:
        return [], []
    state = UnitState(reading, unit)
    rest = [hit for hit in unit.hits if not read_following(state, hit)]
    state.last = None
    for hit in rest:
        if not state.is_taken(hit):
            _read(state, hit)
    state.reports.sort(key=lambda report: report.first)
    state.anchors.sort(key=lambda anchor: anchor.first)
    return state.reports, state.anchors


def _read(state: UnitState, hit: Hit) -> None:
    cue: Cue = hit.entry
    if cue.other and cue.verb and bearer(state, hit) is None:
        # "worried" without a copula is the verb
        hit = Hit(hit.first, hit.last, hit.tag, Cue(cue.term, cue.kind, cue.verb))
        cue = hit.entry
    if cue.other or not reads_as_verb(state.reading, state.unit, hit):
        if cue.other or (cue.noun and (hit.tag != "ed" or cue.verb_tag)):
            read_nominal(state, hit)
    elif is_passive(state.reading, state.unit, hit):
        _passive(state, hit, cue)
    else:
        _verb(state, hit, cue)


def _passive(state: UnitState, hit: Hit, cue: Cue) -> None:
    """Read "was accused by X of", "is believed to", "was described as ... by X"."""
    forms = state.reading.forms
    j = hit.last
    if state.inside(hit.first) or j >= state.end:
        return
    agent: Range | None = None
    if forms[j] == "by":
        agent = subject_after(state.reading, j + 1, state.end)
        if agent is None:
            return
        j = agent[1]
        if j >= state.end or forms[j] not in ("that", "to", *_JUDGED):
            _passive_subject(state, hit, cue, agent)
            return
    clause = forms[j] in ("that", "to") and cue.verb & _CLAUSE
    judged = forms[j] in _JUDGED and cue.verb & _OBJECT
    if not (clause or judged):
        return
    end = clause_end(state.reading, j, state.end, loose=bool(judged))
    if agent is None and judged:
        agent = _late_agent(state, j, end)
        end = agent[0] - 1 if agent is not None else end
    if agent is not None or clause or cue.kind == "accusing" or "as" in cue.verb or forms[j] == "as":
        state.report(j, end, agent, hit, cue)


def _passive_subject(state: UnitState, hit: Hit, cue: Cue, agent: Range) -> None:
    """Read "The plan was praised by Berlin": what is judged is the subject."""
    if "object" not in cue.verb or not is_animate(state.reading, agent, state.unit):
        return
    subject = subject_before(state.reading, hit.first, state.unit.first)
    if subject is not None and not state.inside(subject[0]):
        state.report(*subject, agent, hit, cue)


def _late_agent(state: UnitState, start: int, end: int) -> Range | None:
    """Return the agent at the end of a passive: "described as a failure by two diplomats"."""
    for k in range(end - 1, start, -1):
        if state.reading.forms[k] == "by":
            found = subject_after(state.reading, k + 1, state.end)
            if found is not None and found[1] >= end and is_animate(state.reading, found, state.unit):
                return found
            return None
    return None


def _verb(state: UnitState, hit: Hit, cue: Cue) -> None:
    reading, forms = state.reading, state.reading.forms
    i = hit.first
    speaker: Range | None = None
    if not (i > state.unit.first and forms[i - 1] == "to"):
        speaker = subject_before(reading, i, state.unit.first)
    if hit.tag == "ing" and speaker is not None and _is_object(state, speaker, i):
        speaker = None
    shared = speaker is None
    if speaker is None:
        speaker = _shared_subject(state, hit)
    region = i if shared or speaker is None else min(speaker[0], i)
    if state.inside(i) and not _is_sibling(state, hit, region, shared):
        return
    if (speaker is None and hit.tag != "ing") or (shared and _is_expletive(state, hit, speaker)):
        return
    if speaker is not None and "clause" not in cue.verb and not is_animate(reading, speaker, state.unit):
        return
    state.anchors.append(Anchor(region, hit.last, speaker, (i, hit.last), cue))
    patterns = cue.verb
    if "document" in patterns and speaker is not None and names_document(reading, speaker):
        patterns = patterns | {"object"}
    start = complement(reading, hit.last, state.end, patterns)
    if start is None:
        if state.before_quotation(hit):
            state.cut_before(region)
        return
    if forms[start] == "to" and speaker is not None and not is_animate(reading, speaker, state.unit):
        return
    if i < start and any(reading.flags[k] & COMMA for k in range(hit.last, min(start, hit.last + 1))):
        state.skip = start
    state.cut_before(region)
    _content(state, hit, cue, speaker, start)


def _content(state: UnitState, hit: Hit, cue: Cue, speaker: Range | None, start: int) -> None:
    """Add the content of a verb that begins at ``start``."""
    reading = state.reading
    loose = cue.verb.isdisjoint(_CLAUSAL)
    end = clause_end(reading, start, state.end, loose)
    relative = (
        speaker is not None
        and speaker[0] > state.unit.first + 1
        and reading.flags[speaker[0]] & RELATIVE
        and reading.flags[speaker[0] - 1] & COMMA
    )
    if relative or (hit.first == state.unit.first and hit.tag == "ing"):
        # ", who says that ..., resigned" and "Citing the report, ..." end at the comma
        end = next((k for k in range(start, end) if reading.flags[k] & COMMA), end)
    if cue.term in ("cite", "quote") and names_source(reading, (start, end)):
        return
    if (
        "clause" in cue.verb
        and end - start <= _EMPTY
        and all(reading.flags[k] & _CLOSED for k in range(start, end))
    ):
        return  # "said so", "said nothing else": nothing is reported
    report = state.report(start, end, speaker, hit, cue)
    if report is not None:
        clause = start < len(reading.forms) and reading.forms[start] != "to" and bool(cue.verb & _CLAUSE)
        report.spoken = clause or cue.kind == "accusing"
        report.clausal = bool(reading.flags[start] & COMPLEMENT) or "clause" in cue.verb


def _is_expletive(state: UnitState, hit: Hit, speaker: Range | None) -> bool:
    """Tell whether nobody speaks: "It goes without saying", "It is worth noting"."""
    return speaker is not None and hit.tag == "ing" and state.reading.forms[speaker[0]] in ("it", "it's")


def _is_object(state: UnitState, phrase: Range, i: int) -> bool:
    """Tell whether the noun before a participle is the object of the clause: "sent a letter urging"."""
    flags = state.reading.flags
    first = phrase[0]
    if names_document(state.reading, phrase):
        return False  # "a poll showing"
    if phrase[1] != i or first <= state.unit.first or flags[first] & (CAPITAL | PERSONAL):
        return False
    return bool(flags[first - 1] & WORD) and not flags[first - 1] & (COORDINATOR | SUBORDINATOR | RELATIVE)


def _shared_subject(state: UnitState, hit: Hit) -> Range | None:
    """Return the subject that a verb without its own takes over: the cue's before it, else the clause's."""
    for anchor in reversed(state.anchors[-_ANCHORS:]):
        if anchor.last <= hit.first and anchor.speaker is not None:
            return anchor.speaker
    if hit.tag == "ing" and hit.first == state.unit.first:
        # "Citing the figures, the minister ...": the subject comes after the comma
        comma = next((k for k in range(hit.last, state.end) if state.reading.flags[k] & COMMA), state.end)
        return subject_after(state.reading, comma + 1, state.end) if comma + 1 < state.end else None
    return clause_subject(state.reading, state.unit.first, hit.first)


def _is_sibling(state: UnitState, hit: Hit, region: int, shared: bool) -> bool:
    """Tell whether a cue inside the content of the one before belongs to the author's sentence again."""
    flags, forms, first = state.reading.flags, state.reading.forms, state.unit.first
    if region <= first:
        return False
    p = region - 1
    while p > first and flags[p] & ADVERB:
        p -= 1
    f = flags[p]
    if hit.tag == "ing":
        return bool(f & COMMA)
    if state.before_quotation(hit):
        return True
    if shared:
        return hit.tag in ("ed", "s") and bool(f & (COORDINATOR | COMMA))
    if forms[p] in ("though", "although") and p > first and flags[p - 1] & COMMA:
        return True
    if f & COORDINATOR or forms[p] == "while":
        return p > first and (bool(flags[p - 1] & (COMMA | DASH | QUOTE)) or forms[p] in ("but", "while"))
    strong = {"clause", "quote"} <= hit.entry.verb
    if (
        strong
        and state.last is not None
        and not state.last.clausal
        and f & (SUBORDINATOR | COMPLEMENT | RELATIVE)
    ):
        return True
    return forms[p] == ";" or bool(f & COLON)
