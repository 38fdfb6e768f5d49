"""Is this form a verb here, and what is its subject? Decided from the closed-class words around it."""

from __future__ import annotations

from functools import cache

from framing.language.matching import Hit
from framing.language.voices.cues import Cue, speaker_words
from framing.language.voices.grammar import (
    ADVERB,
    ARTICLE,
    AUX,
    BE,
    CAPITAL,
    CLOSE,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    COPULA,
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
    WORD,
    word_flags,
)
from framing.language.voices.phrases import subject_before
from framing.language.voices.reading import Range, Reading, Unit

# tokens of a cited source
_SOURCE = 6
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
    if hit.tag == "ed" and not cue.noun:
        # "the alleged plot", "its stated aim"
        return i == unit.first or not flags[i - 1] & (ARTICLE | POSSESSIVE)
    p = before_adverbs(reading, i, unit.first)
    before = flags[p] if p >= unit.first else 0
    if hit.tag == "ed":
        return not before & (ARTICLE | POSSESSIVE | QUALIFIER | PREPOSITION) or bool(before & PRONOUN)
    if cue.noun and cue.term.endswith("ing"):
        return bool(before & (COMMA | COORDINATOR | QUOTE | BE))
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
    """For forms that are as often nouns ("reports", "state"): agreement with the word before, or a clause
    after."""
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
        return bool(before & COMMA and follows)
    if before & CAPITAL and p > 0 and forms[p - 1] == "and":
        return bool(follows)  # "Iran and Russia support the"
    plural = before & PLURAL or (before & WORD and forms[p].endswith("s") and not forms[p].endswith("ss"))
    return bool(plural and not after & PUNCTUATION) or bool(before & CAPITAL and after & COMPLEMENT)


def is_speaker_word(form: str) -> bool:
    """Tell whether a word names somebody or something that can speak: a person, a body, a document."""
    words = _speakers()
    return form in words or (form.endswith("s") and form[:-1] in words)


@cache
def _speakers() -> frozenset[str]:
    return (
        speaker_words("person") | speaker_words("body") | speaker_words("document") | speaker_words("title")
    )


def is_animate(reading: Reading, speaker: Range, unit: Unit) -> bool:
    """Tell whether a subject can have a view: a person, a body, a document or a name."""
    flags = reading.flags
    for k in range(*speaker):
        if flags[k] & PERSONAL or reading.forms[k] in ("who", "whose", "i"):
            return True
        if flags[k] & RELATIVE and speaker[1] - speaker[0] == 1:
            before = subject_before(reading, k, unit.first)
            return before is None or flags[before[0]] & RELATIVE > 0 or is_animate(reading, before, unit)
        if flags[k] & CAPITAL and (
            k > unit.first or not flags[k] & (DETERMINER | PREPOSITION | PRONOUN | ADVERB)
        ):
            return True
        if is_speaker_word(reading.forms[k]):
            return True
    return bool(flags[speaker[0]] & PRONOUN) and reading.forms[speaker[0]] in _GROUPS


_GROUPS = ("many", "some", "others", "most", "everyone")


def names_document(reading: Reading, phrase: Range) -> bool:
    """Tell whether a phrase names a document: a poll, a report, a letter."""
    words = speaker_words("document")
    return any(form in words or form.rstrip("s") in words for form in reading.forms[slice(*phrase)])


def names_source(reading: Reading, phrase: Range) -> bool:
    """Tell whether a short phrase names a source ("citing the Defence Ministry") rather than a fact."""
    last = phrase[1] - 1
    if phrase[1] - phrase[0] > _SOURCE:
        return False
    return bool(reading.flags[last] & CAPITAL) or is_speaker_word(reading.forms[last])


def is_copula(form: str) -> bool:
    """Tell whether a form links a subject to an adjective like "be" does: "remained", "felt"."""
    return bool(word_flags().get(form, 0) & COPULA)


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
