"""Where reported content begins after its cue, and where it ends."""

from __future__ import annotations

from framing.language.voices.cues import Cue
from framing.language.voices.grammar import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    COLON,
    COMMA,
    COMPLEMENT,
    DASH,
    DETERMINER,
    NEWS_EVENT,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTE,
    STOP,
    TIME,
    VERBAL,
    WORD,
)
from framing.language.voices.reading import Reading

# tokens that may stand between a cue and its "that": "said in an interview with the paper on Tuesday that"
_LOOK_AHEAD = 16
_NO_TIME = ("there", "all", "both", "so", "much", "rather", "just", "only", "even")
_CLAUSE = frozenset({"clause", "that", "tell"})


def complement(reading: Reading, j: int, end: int, cue: Cue) -> int | None:
    """Return where the content after a verb that ends before ``j`` begins; None where nothing it could report follows."""
    flags, forms = reading.flags, reading.forms
    patterns = cue.verb
    if j >= end or flags[j] & (STOP | COMMA | DASH):
        return None
    if flags[j] & COLON:
        return j + 1 if j + 1 < end else None
    if flags[j] & COMPLEMENT and patterns & _CLAUSE:
        return j
    if forms[j] == "to" and patterns & {"to", "object-to"} and is_infinitive(reading, j, end):
        return j
    found = _that_ahead(reading, j, end, patterns)
    if found is not None:
        return found
    if "tell" in patterns and "object" not in patterns:
        k = _infinitive_ahead(reading, j, end, True) if "object-to" in patterns else None
        return k if k is not None else _after_addressee(reading, j, end)
    k = skip_time(reading, j, end)
    if k >= end or flags[k] & (STOP | COMMA | DASH):
        return None
    if "as" in patterns and not patterns & {"object", "clause"}:
        return k if _word_ahead(reading, k, end, "as") else None
    if "object" in patterns and not patterns & {"to", "object-to"}:
        return k
    if "clause" in patterns:
        if flags[k] & PREPOSITION and not flags[k] & (DETERMINER | CAPITAL | COMPLEMENT):
            return None
        if "strict" in patterns and "object" not in patterns and not _has_verb(reading, k, end):
            return None
        return k
    if "that" in patterns and flags[k] & PRONOUN:
        return k
    if "to" in patterns or "object-to" in patterns:
        found = _infinitive_ahead(reading, j, end, "object-to" in patterns)
        if found is not None:
            return found
    return k if "object" in patterns else None


def _has_verb(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a clause begins here rather than a bare object ("wrote letters"): a pronoun, or a verb before a mark."""
    flags = reading.flags
    if start < end and flags[start] & (PERSONAL | QUOTE):
        return True
    for k in range(start, end):
        if flags[k] & VERBAL or reading.verbs[k]:
            return True
        if flags[k] & PUNCTUATION and reading.forms[k] != ".":
            return False
    return False


def _word_ahead(reading: Reading, j: int, end: int, word: str) -> bool:
    """Tell whether ``word`` follows before the next mark: "see the plan as"."""
    for k in range(j, min(end, j + _LOOK_AHEAD)):
        if reading.forms[k] == word:
            return k > j
        if reading.flags[k] & PUNCTUATION:
            return False
    return False


def is_infinitive(reading: Reading, j: int, end: int) -> bool:
    """Tell whether "to" at ``j`` opens an infinitive rather than a phrase ("to the country")."""
    if j + 1 >= end:
        return False
    f = reading.flags[j + 1]
    if reading.flags[j] & CAPITAL:
        f &= ~CAPITAL  # "Vows To Eliminate" in a headline
    return bool(f & WORD) and not f & (DETERMINER | POSSESSIVE | CAPITAL | PRONOUN | TIME) or bool(f & (BE | AUX))


def _infinitive_ahead(reading: Reading, j: int, end: int, with_object: bool) -> int | None:
    for k in range(j, min(end, j + _LOOK_AHEAD if with_object else j + 3)):
        if reading.forms[k] == "to" and is_infinitive(reading, k, end):
            return j if with_object else k
        if reading.flags[k] & (PUNCTUATION & ~COMMA):
            return None
    return None


def _that_ahead(reading: Reading, j: int, end: int, patterns: frozenset[str]) -> int | None:
    flags, forms = reading.flags, reading.forms
    if not patterns & _CLAUSE:
        return None
    if not ("tell" in patterns or flags[j] & (PREPOSITION | TIME | ADVERB | NEWS_EVENT)):
        return None
    for k in range(j, min(end, j + _LOOK_AHEAD)):
        if forms[k] in ("that", "whether") and k > j:
            return k
        if flags[k] & QUOTE and "tell" in patterns:
            continue  # told the show "Morning Post" that
        if flags[k] & (COLON | STOP | QUOTE | DASH) or (flags[k] & PRONOUN and k > j and not flags[k] & DETERMINER):
            return None
        if reading.block_of[k] >= 0:
            return None
    return None


def skip_time(reading: Reading, j: int, end: int) -> int:
    """Step over adverbs, times and "in a statement" between a cue and its clause."""
    flags, forms = reading.flags, reading.forms
    k = j
    while k < end:
        if flags[k] & TIME or (flags[k] & ADVERB and not flags[k] & PREPOSITION and forms[k] not in _NO_TIME):
            k += 1
        elif forms[k] in ("on", "in", "at", "during", "late", "early") and k + 1 < end and flags[k + 1] & TIME:
            k += 2
            while k < end and forms[k].isdigit():
                k += 1
        elif forms[k] in ("in", "at", "during", "on", "via", "by"):
            after = _event_phrase(reading, k, end)
            if after == k:
                break
            k = after
        else:
            break
    return k


def _event_phrase(reading: Reading, k: int, end: int) -> int:
    """Return the end of "in a statement", "at a press conference"; ``k`` where there is none."""
    flags = reading.flags
    for m in range(k + 1, min(end, k + 6)):
        if flags[m] & NEWS_EVENT and not (m + 1 < end and flags[m + 1] & NEWS_EVENT):
            return m + 1
        if flags[m] & PUNCTUATION:
            break
    return k


def _after_addressee(reading: Reading, j: int, end: int) -> int | None:
    """Step over the one addressed: "told reporters", "told the committee", "told Fox News"."""
    flags = reading.flags
    k = j
    if k < end and flags[k] & DETERMINER:
        k += 1
    limit = min(end, k + 6)
    if k < limit and flags[k] & CAPITAL:
        while k < limit and flags[k] & CAPITAL:
            k += 1
    else:
        k += 1
    k = skip_time(reading, k, end)
    if k >= end or flags[k] & (STOP | COMMA | DASH):
        return None
    return k


def skip_addressee(reading: Reading, i: int, end: int) -> int:
    """Step over the one addressed after a cue that follows its content: "..., he told The Post"."""
    flags = reading.flags
    if i < end and flags[i] & (CAPITAL | DETERMINER):
        k = i + 1
        while k < end and k - i < 6 and flags[k] & WORD and not flags[k] & (PREPOSITION | TIME | COMPLEMENT | BE | AUX):
            k += 1
        return k
    return i + 1 if i < end and flags[i] & WORD and not flags[i] & (PREPOSITION | COMPLEMENT) else i


def skip_adverbial(reading: Reading, i: int, end: int) -> int:
    """Step over what may trail a cue that follows its content: "on Tuesday", "in a statement", "of the plan"."""
    flags, forms = reading.flags, reading.forms
    while i < end:
        f = flags[i]
        if f & (ADVERB | TIME | NEWS_EVENT) and not f & PUNCTUATION:
            i += 1
        elif f & PREPOSITION and forms[i] != "because" and not (forms[i] == "to" and is_infinitive(reading, i, end)):
            k = i + 1
            while k < end and flags[k] & WORD and k - i < 14 and not flags[k] & COMPLEMENT:
                k += 1
            if k < end and not flags[k] & (COMMA | STOP | DASH) and reading.block_of[k] < 0:
                return i
            i = k
        elif forms[i] in ("reporters", "journalists", "me", "us"):
            i += 1
        else:
            break
    return i


def clause_end(reading: Reading, start: int, end: int, loose: bool = False) -> int:
    """Return where content that begins at ``start`` ends.

    Parameters
    ----------
    start, end
        The content's first token and the end of the unit without its final mark.
    loose
        True for an object or a phrase, which also ends before ", which", ", who" and a participle after a comma.
    """
    flags, forms = reading.flags, reading.forms
    for k in range(start, end):
        if reading.block_of[k] >= 0 and k > start:
            return k
        f = flags[k]
        if f & STOP and forms[k] == ";":
            return k
        if f & (COMMA | DASH) and k + 1 < end:
            word = forms[k + 1]
            if word == "but":
                return k
            if loose and (word in ("which", "who", "while", "another") or _participle(word)):
                return k
    return end


def _participle(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5 and word != "including"


def phrase_end(reading: Reading, start: int, end: int) -> int:
    """Return the end of a noun phrase with its attributes: before a comma, another mark, or a finite verb."""
    flags = reading.flags
    k = start
    while k < end and not (flags[k] & (COMMA | STOP | COLON | DASH | BE | AUX) or reading.block_of[k] >= 0):
        k += 1
    return k
