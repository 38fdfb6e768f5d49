"""Noun phrases beside a cue: the subject before it, the subject after it, the agent behind "by"."""

from __future__ import annotations

from framing.language.voices.grammar import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    CLOSE,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    OBJECT_PRONOUN,
    OPEN,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TIME,
    TIME_LEAD,
    VERBAL,
    WORD,
)
from framing.language.voices.reading import Range, Reading

# how far a noun phrase, an apposition and a parenthesis may reach, in tokens
_PHRASE = 30
_PARENTHESIS = 12
_JOINED = 8
_CLAUSE = 80


def subject_before(reading: Reading, i: int, low: int) -> Range | None:
    """Return the subject that stands before the verb at ``i``, not reaching before ``low``; None where there
    is none."""
    flags, forms = reading.flags, reading.forms
    j = skip_auxiliaries(reading, i - 1, low)
    if i > low and forms[i - 1] in ("all", "both") and (j < low or flags[j] & COMMA):
        return i - 1, i
    if j < low:
        return None
    f = flags[j]
    end = j + 1
    if f & (COMMA | DASH):
        j = _before_parenthesis(reading, j, low)
        if j < low:
            return None
        f = flags[j]
    if f & CLOSE:
        opened = _opening(reading, j, low)
        if opened <= low:
            return None
        j = opened - 1
        f = flags[j]
    if reading.block_of[j] >= 0 or (
        f & (PUNCTUATION | COORDINATOR | OBJECT_PRONOUN) and forms[j] not in (".", "it")
    ):
        return None
    if f & PRONOUN:
        return j, max(end, j + 1)
    if forms[j] == "that" and j > low:
        return j, j + 1
    if f & (SUBORDINATOR | PREPOSITION | VERBAL):
        return None
    return phrase_start(reading, j, low), end


def skip_auxiliaries(reading: Reading, j: int, low: int) -> int:
    """Step left over auxiliaries, adverbs and time words that stand between a subject and its verb."""
    flags, forms = reading.flags, reading.forms
    while j >= low:
        f = flags[j]
        if (
            f & PRONOUN
            and not (f & (AUX | BE) and not f & PRONOUN)
            and forms[j] not in ("both", "all", "there")
        ):
            break
        if f & (AUX | BE | ADVERB):
            j -= 1
        elif f & TIME or forms[j].isdigit():
            j -= 1
            while j >= low and flags[j] & TIME_LEAD:
                j -= 1
        else:
            break
    return j


def _before_parenthesis(reading: Reading, j: int, low: int) -> int:
    """From a comma or dash that closes an apposition, step to the token before the mark that opened it."""
    mark = reading.flags[j] & (COMMA | DASH)
    k = j - 1
    stop = max(low, j - _PHRASE)
    while k > stop:
        f = reading.flags[k]
        if reading.block_of[k] >= 0 or (f & (QUOTE | STOP) and reading.forms[k] != "."):
            return -1
        if f & mark:
            # an apposition does not begin with "and", "because" or "he"
            opener = reading.flags[k + 1]
            bad = opener & (COORDINATOR | SUBORDINATOR | PERSONAL) and not opener & RELATIVE
            return -1 if bad else k - 1
        k -= 1
    return -1


def _opening(reading: Reading, j: int, low: int) -> int:
    k = j - 1
    while k > max(low, j - _PARENTHESIS):
        if reading.flags[k] & OPEN:
            return k
        k -= 1
    return -1


def phrase_start(reading: Reading, j: int, low: int) -> int:
    """Step left from the last word of a noun phrase to its first."""
    flags, forms, verbs = reading.flags, reading.forms, reading.verbs
    k = j
    stop = max(low, j - _PHRASE)
    while k > stop:
        p = k - 1
        f = flags[p]
        if verbs[p] or reading.block_of[p] >= 0:
            break
        if f & CLOSE:
            opened = _opening(reading, p, stop)
            if opened < 0:
                break
            k = opened
            continue
        if f & PUNCTUATION and forms[p] != ".":
            break
        if f & COORDINATOR:
            joined = _joined_start(reading, p, stop)
            if joined < 0:
                break
            k = joined
            continue
        if forms[p] == "who" and p > stop and flags[p - 1] & WORD and not flags[p - 1] & PREPOSITION:
            k = p  # "a delegate who crossed said"
            continue
        if f & (VERBAL | RELATIVE | SUBORDINATOR | OBJECT_PRONOUN) and not f & POSSESSIVE:
            break
        if f & PRONOUN and not f & DETERMINER:
            break
        if flags[k] & DETERMINER and not f & (PREPOSITION | DETERMINER):
            break
        if f & PREPOSITION and (
            p <= stop or flags[p - 1] & PUNCTUATION or not flags[p - 1] & WORD or verbs[p - 1]
        ):
            break
        k = p
    return _without_lead(reading, k, j)


def _without_lead(reading: Reading, k: int, j: int) -> int:
    """Step right over adverbs, times and prepositions at the head of a phrase that ends at ``j``."""
    flags = reading.flags
    while k < j and flags[k] & (ADVERB | TIME | PREPOSITION) and not flags[k] & (DETERMINER | CAPITAL):
        k += 1
    return k


def _joined_start(reading: Reading, p: int, stop: int) -> int:
    """Return where "A" begins in "A and B said", -1 where what stands before "and" at ``p`` is no plain noun
    phrase."""
    flags, forms = reading.flags, reading.forms
    if p <= stop or not flags[p - 1] & WORD or forms[p] != "and":
        return -1
    k = p
    while k > stop:
        f = flags[k - 1]
        if (f & PUNCTUATION and forms[k - 1] != ".") or reading.block_of[k - 1] >= 0:
            break
        plain = (
            not f & (VERBAL | PRONOUN | OBJECT_PRONOUN | SUBORDINATOR | RELATIVE | COORDINATOR)
            or f & DETERMINER
        )
        if (
            not plain
            or reading.verbs[k - 1]
            or (forms[k - 1].endswith("ed") and not f & CAPITAL)
            or p - k > _JOINED
        ):
            return -1
        k -= 1
    return k if flags[k] & (CAPITAL | DETERMINER) or k == stop else -1


def subject_after(reading: Reading, i: int, high: int) -> Range | None:
    """Return the noun phrase that begins at ``i`` and does not reach ``high``, for "said Peskov" and
    "according to X"."""
    flags, forms = reading.flags, reading.forms
    if (
        i >= high
        or not flags[i] & WORD
        or (flags[i] & (BE | AUX | SUBORDINATOR | PREPOSITION) and not flags[i] & DETERMINER)
    ):
        return None
    if flags[i] & PRONOUN and not flags[i] & DETERMINER:
        return i, i + 1
    j = i
    stop = min(high, i + _PHRASE)
    while j < stop:
        f = flags[j]
        if f & OPEN:
            closed = j + 1
            while closed < stop and not flags[closed] & CLOSE:
                closed += 1
            if closed - j > _PARENTHESIS or closed >= stop:
                break
            j = closed + 1
            continue
        if f & PUNCTUATION and not _is_abbreviation_dot(reading, j, high):
            break
        if j > i and (reading.verbs[j] or (f & (VERBAL | RELATIVE | PRONOUN | TIME) and not f & DETERMINER)):
            break
        if j > i and f & SUBORDINATOR:
            break
        if j > i and f & COORDINATOR and not (j + 1 < stop and flags[j + 1] & (CAPITAL | DETERMINER)):
            break
        if j > i and f & PREPOSITION and forms[j] not in ("of", "for", "at", "from", "with"):
            break
        j += 1
    return (i, j) if j > i else None


def _is_abbreviation_dot(reading: Reading, j: int, high: int) -> bool:
    return reading.forms[j] == "." and j + 1 < high and bool(reading.flags[j + 1] & WORD)


def clause_subject(reading: Reading, low: int, high: int) -> Range | None:
    """Return the first noun phrase of the clause ``[low, high)``, stepping over a fronted phrase that ends in
    a comma."""
    flags = reading.flags
    i = low
    while i < high and flags[i] & (COORDINATOR | ADVERB | COMMA) and not flags[i] & (PRONOUN | DETERMINER):
        i += 1
    if i < high and flags[i] & (PREPOSITION | SUBORDINATOR | TIME):
        k = i
        high = min(high, i + _CLAUSE)
        while k < high and not flags[k] & COMMA:
            k += 1
        if k + 1 < high:
            i = k + 1
        else:
            i = next((k for k in range(i, high) if flags[k] & PERSONAL), i)
    found = subject_after(reading, i, high)
    if found is None:
        return None
    first, last = found
    for k in range(first + 1, last):
        if reading.forms[k].endswith("ed") and not flags[k] & CAPITAL:
            return first, k
    return first, last
