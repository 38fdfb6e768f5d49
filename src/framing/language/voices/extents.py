"""Where reported content begins after its cue, and where it ends."""

from __future__ import annotations

from framing.language.voices.grammar import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    COLON,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DASH,
    DEGREE,
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
    TIME_LEAD,
    VERBAL,
    WORD,
)
from framing.language.voices.reading import Reading

# tokens that may stand between a cue and its "that": "said in an interview with the paper on Tuesday that"
_LOOK_AHEAD = 16
# the longest content of one report and the longest phrase, in tokens: they keep the time linear in endless
# sentences
_LONGEST = 300
_PHRASE = 60
_CLAUSE = frozenset({"clause", "that", "tell"})
_INFINITIVE = frozenset({"to", "object-to"})


def complement(reading: Reading, j: int, end: int, patterns: frozenset[str]) -> int | None:
    """Return where the content after a verb that ends before ``j`` begins, None where it reports nothing."""
    flags, forms = reading.flags, reading.forms
    if j < end and flags[j] & COMMA and patterns & _CLAUSE:
        return _after_parenthesis(reading, j, end)
    if j >= end or flags[j] & (STOP | COMMA | DASH):
        return None
    if flags[j] & COLON:
        return j + 1 if j + 1 < end else None
    if flags[j] & COMPLEMENT and patterns & _CLAUSE:
        return j
    if forms[j] == "to" and patterns & _INFINITIVE and is_infinitive(reading, j, end):
        return j
    found = _that_ahead(reading, j, end, patterns)
    if found is not None:
        return found
    if "tell" in patterns and "clause" in patterns:
        k = _infinitive_ahead(reading, j, end, True) if "object-to" in patterns else None
        return k if k is not None else _after_addressee(reading, j, end)
    k = skip_time(reading, j, end)
    if k >= end or flags[k] & (STOP | COMMA | DASH):
        return None
    if forms[k] in patterns and flags[k] & PREPOSITION:
        return k + 1 if k + 1 < end else None  # "ruled on Friday against"
    return _bare_complement(reading, k, end, patterns)


def _bare_complement(reading: Reading, k: int, end: int, patterns: frozenset[str]) -> int | None:
    """Return where an object, an unmarked clause or an infinitive with its subject begins."""
    flags = reading.flags
    if "as" in patterns and not patterns & {"object", "clause"}:
        return k if _judged_ahead(reading, k, end) else None
    if "object" in patterns and not patterns & _INFINITIVE:
        return None if "clause" not in patterns and flags[k] & (PREPOSITION | COORDINATOR) else k
    if "clause" in patterns:
        if flags[k] & PREPOSITION and not flags[k] & (DETERMINER | CAPITAL | COMPLEMENT):
            return _pronoun_ahead(reading, k, end)
        return None if "strict" in patterns and not _has_verb(reading, k, end) else k
    if "that" in patterns and flags[k] & PRONOUN:
        return k
    found = _infinitive_ahead(reading, k, end, "object-to" in patterns) if patterns & _INFINITIVE else None
    return k if found is None and "object" in patterns else found


def _after_parenthesis(reading: Reading, j: int, end: int) -> int | None:
    """Return the "that" behind a parenthesis: "reported, citing the ministry, that"."""
    for k in range(j + 1, min(end, j + _LOOK_AHEAD)):
        if reading.flags[k] & COMMA:
            return k + 1 if k + 1 < end and reading.forms[k + 1] == "that" else None
    return None


def _has_verb(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a clause begins here rather than a bare object ("wrote letters"): a pronoun, or a verb
    before a mark."""
    flags = reading.flags
    if start < end and flags[start] & (PERSONAL | QUOTE):
        return True
    for k in range(start, min(end, start + _PHRASE)):
        if flags[k] & VERBAL or reading.verbs[k]:
            return True
        if flags[k] & PUNCTUATION and reading.forms[k] != ".":
            return False
    return False


def _pronoun_ahead(reading: Reading, j: int, end: int) -> int | None:
    """Return the pronoun that begins a clause behind a phrase: "said after the meeting he would"."""
    for k in range(j + 1, min(end, j + 10)):
        if reading.flags[k] & PERSONAL:
            verb = reading.flags[k + 1] & VERBAL or reading.verbs[k + 1] if k + 1 < end else 0
            return k if verb or reading.flags[k] & VERBAL else None
        if reading.flags[k] & PUNCTUATION:
            return None
    return None


def _judged_ahead(reading: Reading, j: int, end: int) -> bool:
    """Tell whether a judgement follows before the next mark: "see the plan as", "attacked the EU over"."""
    for k in range(j, min(end, j + _LOOK_AHEAD)):
        if reading.forms[k] in ("as", "for", "over"):
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
    return (bool(f & WORD) and not f & (DETERMINER | POSSESSIVE | CAPITAL | PRONOUN | TIME)) or bool(
        f & (BE | AUX)
    )


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
        if k > j and (
            forms[k] in ("that", "whether") or ("tell" in patterns and forms[k] in ("how", "why", "what"))
        ):
            return k
        if flags[k] & QUOTE and "tell" in patterns:
            continue  # told the show "Morning Post" that
        if flags[k] & (COLON | STOP | QUOTE | DASH) or (
            flags[k] & PRONOUN and k > j and not flags[k] & DETERMINER
        ):
            return None
        if reading.block_of[k] >= 0:
            return None
    return None


def skip_time(reading: Reading, j: int, end: int) -> int:
    """Step over adverbs, times and "in a statement" between a cue and its clause."""
    flags, forms = reading.flags, reading.forms
    k = j
    while k < end:
        if flags[k] & TIME or (flags[k] & ADVERB and not flags[k] & (PREPOSITION | DEGREE)):
            k += 1
        elif flags[k] & TIME_LEAD and k + 1 < end and flags[k + 1] & TIME:
            k += 2
            while k < end and forms[k].isdigit():
                k += 1
        elif flags[k] & TIME_LEAD or forms[k] in ("via", "by"):
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
        while (
            k < end
            and k - i < 6
            and flags[k] & WORD
            and not flags[k] & (PREPOSITION | TIME | COMPLEMENT | BE | AUX)
        ):
            k += 1
        return k
    return i + 1 if i < end and flags[i] & WORD and not flags[i] & (PREPOSITION | COMPLEMENT) else i


def skip_adverbial(reading: Reading, i: int, end: int) -> int:
    """Step over what may trail a cue that follows its content: "on Tuesday", "in a statement", "of the
    plan"."""
    flags, forms = reading.flags, reading.forms
    while i < end:
        f = flags[i]
        if f & (ADVERB | TIME | NEWS_EVENT) and not f & (PUNCTUATION | PREPOSITION):
            i += 1
        elif (
            f & PREPOSITION
            and forms[i] != "because"
            and not (forms[i] == "to" and is_infinitive(reading, i, end))
        ):
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
        True for an object or a phrase, which also ends before ", which", ", who" and a participle after a
        comma.
    """
    flags, forms = reading.flags, reading.forms
    end = min(end, start + _LONGEST)
    for k in range(start, end):
        if reading.block_of[k] >= 0 and k > start:
            return k
        f = flags[k]
        if f & STOP and forms[k] == ";" and loose:
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
    end = min(end, start + _PHRASE)
    while k < end and not (flags[k] & (COMMA | STOP | COLON | DASH | BE | AUX) or reading.block_of[k] >= 0):
        k += 1
    return k
