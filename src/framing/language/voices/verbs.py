"""Is this form a verb here, and what is its subject? Decided from the closed-class words around it."""

from __future__ import annotations

from framing.language.matching import Hit
from framing.language.voices.cues import Cue, speaker_words
from framing.language.voices.grammar import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    CLOSE,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DETERMINER,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUALIFIER,
    QUOTE,
    RELATIVE,
    STOP,
    TIME,
    WORD,
)
from framing.language.voices.reading import Range, Reading, Unit

_NOUN_BEFORE = DETERMINER | POSSESSIVE | PREPOSITION | QUALIFIER | BE


def before_adverbs(reading: Reading, i: int, low: int) -> int:
    """Return the last token before ``i`` that is no adverb; ``low - 1`` where there is none."""
    flags = reading.flags
    k = i - 1
    while k >= low and flags[k] & ADVERB and not flags[k] & (PRONOUN | BE | AUX):
        k -= 1
    return k


def reads_as_verb(reading: Reading, unit: Unit, hit: Hit) -> bool:
    """Tell whether a cue that can be a verb is one here."""
    cue: Cue = hit.entry
    if not cue.verb:
        return False
    flags, forms = reading.flags, reading.forms
    i = hit.first
    if flags[i] & CAPITAL and not unit.headline and i > unit.first and reading.block_of[i - 1] < 0:
        # "the Washington Post", "United States": a name, unless a mark stands before
        return bool(flags[i - 1] & PUNCTUATION)
    if hit.tag == "ed":
        return not (i > unit.first and flags[i - 1] & (DETERMINER | POSSESSIVE) and not flags[i - 1] & (PRONOUN | TIME))
    p = before_adverbs(reading, i, unit.first)
    before = flags[p] if p >= unit.first else 0
    if cue.noun and cue.term.endswith("ing"):
        return bool(before & (COMMA | COORDINATOR | QUOTE))
    if hit.tag == "ing":
        return not before & (DETERMINER | POSSESSIVE | QUALIFIER) or bool(before & PRONOUN)
    if p < unit.first:
        return not (cue.noun or "ambiguous" in cue.verb)
    if forms[p] == "to" or before & AUX:
        return True
    if before & PERSONAL:
        return True
    if before & _NOUN_BEFORE and not before & PRONOUN:
        return False
    if not (cue.noun or "ambiguous" in cue.verb):
        return True
    return _has_verb_evidence(reading, hit, p)


def _has_verb_evidence(reading: Reading, hit: Hit, p: int) -> bool:
    """For forms that are as often nouns ("reports", "state"): agreement with the word before, or a clause after."""
    flags, forms = reading.flags, reading.forms
    before = flags[p]
    after = flags[hit.last] if hit.last < len(flags) else STOP
    follows = after & (COMPLEMENT | DETERMINER | PERSONAL | QUOTE) or forms[hit.last : hit.last + 1] == ["to"]
    if before & PRONOUN:
        return not before & DETERMINER or bool(after & COMPLEMENT)
    if hit.tag == "s":
        if before & (CAPITAL | CLOSE) or is_speaker_word(forms[p]):
            plain = after & WORD and not after & (BE | AUX | PREPOSITION | COORDINATOR)
            return bool(follows or plain)
        return bool(before & COMMA and after & (COMPLEMENT | QUOTE))
    plural = before & PLURAL or (before & WORD and forms[p].endswith("s") and not forms[p].endswith("ss"))
    return bool(plural and not after & PUNCTUATION) or bool(before & CAPITAL and after & COMPLEMENT)


def is_speaker_word(form: str) -> bool:
    """Tell whether a word names somebody or something that can speak: a person, a body, a document."""
    words = _speakers()
    return form in words or (form.endswith("s") and form[:-1] in words)


def _speakers() -> frozenset[str]:
    return speaker_words("person") | speaker_words("body") | speaker_words("document") | speaker_words("title")


def is_animate(reading: Reading, speaker: Range, unit: Unit) -> bool:
    """Tell whether a subject can have a view: a person, a body, a document or a name."""
    flags = reading.flags
    for k in range(*speaker):
        if flags[k] & (PERSONAL | RELATIVE) or reading.forms[k] == "i":
            return True
        if flags[k] & CAPITAL and (k > unit.first or not flags[k] & (DETERMINER | PREPOSITION | PRONOUN | ADVERB)):
            return True
        if is_speaker_word(reading.forms[k]):
            return True
    return bool(flags[speaker[0]] & PRONOUN) and reading.forms[speaker[0]] in _GROUPS


_GROUPS = ("many", "some", "others", "most", "everyone")


def is_passive(reading: Reading, unit: Unit, hit: Hit) -> bool:
    """Tell whether an -ed form is passive: a form of "be" before it, or "by" after it."""
    if hit.tag != "ed":
        return False
    flags, forms = reading.flags, reading.forms
    k = hit.first - 1
    while k >= unit.first and flags[k] & ADVERB and not flags[k] & (BE | PRONOUN):
        k -= 1
    if k >= unit.first and flags[k] & BE and forms[k] not in ("he's", "she's", "it's"):
        return True
    return hit.last + 1 < unit.last and forms[hit.last] == "by" and not forms[hit.last + 1].endswith("ing")
