"""Mentions by "it", "its forces", "the country" and "the alliance": only where one actor alone can be meant.

Conservative by design. Such a word takes up the first actor of its own sentence, or else of the sentence before in the
same paragraph, if that stretch names no other actor, speaks in the same voice, and names a state, a union or a body of
state: "it" is never a leader. A caller's target called by its own name counts as a state, so that it is read as the
shipped ones are. Dummy subjects ("it is clear that") and objects ("made it") are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from framing.language.grammar import Kind
from framing.language.mentions import Spot, extend_over_heads
from framing.language.tokens import Tokens
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.records import Sentence

_OPENS = int(Kind.COORDINATOR | Kind.COMPLEMENT | Kind.SUBORDINATOR | Kind.COMMA | Kind.STRONG_MARK)
_LINKS = int(Kind.BE | Kind.COPULA | Kind.AUX)
_OPENS_CLAUSE = int(Kind.COMPLEMENT | Kind.TO | Kind.SUBORDINATOR | Kind.RELATIVE)
_OPENS_SUBJECT = int(Kind.COORDINATOR | Kind.COMPLEMENT | Kind.SUBORDINATOR | Kind.CONTRAST)
_DUMMY_REACH = 8


@dataclass(frozen=True, slots=True)
class _Text:
    tokens: Tokens
    flags: Sequence[int]
    spoken: Sequence[bool] | bytes | bytearray


@cache
def _words() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in read_rows(data_folder() / "text" / "anaphors.tsv", "plain"):
        table.setdefault(row.word("kind"), set()).add(row.term)
    return {kind: frozenset(terms) for kind, terms in table.items()}


@cache
def _triggers() -> frozenset[str]:
    words = _words()
    return words["pronoun"] | words["possessive"] | words["noun_state"] | words["noun_union"]


def find_anaphors(
    tokens: Tokens,
    flags: Sequence[int],
    sentences: Sequence[Sentence],
    spots: Sequence[Spot],
    spoken: Sequence[bool] | bytes | bytearray,
) -> list[Spot]:
    """Find mentions that take up an actor without naming it.

    Parameters
    ----------
    tokens
        The tokens of the working string.
    flags
        Their grammatical flags.
    sentences
        The sentences, in order.
    spots
        The named mentions, sorted.
    spoken
        For each token whether it is reported speech; antecedents are sought in the same voice only.

    Returns
    -------
    list of Spot
        The new mentions, in text order; none overlaps a named one.
    """
    text = _Text(tokens, flags, spoken)
    found: list[Spot] = []
    triggers = _triggers()
    before: list[Spot] = []
    cursor = 0
    paragraph = -1
    for sentence in sentences:
        inside: list[Spot] = []
        while cursor < len(spots) and spots[cursor].first < sentence.last:
            inside.append(spots[cursor])
            cursor += 1
        if sentence.paragraph != paragraph:
            before, paragraph = [], sentence.paragraph
        if (inside or before) and not triggers.isdisjoint(tokens.forms[sentence.first : sentence.last]):
            found += _in_sentence(text, sentence, inside, before)
        # over a sentence without actors nothing is carried on
        before = inside
    return found


def _in_sentence(text: _Text, sentence: Sentence, inside: Sequence[Spot], before: Sequence[Spot]) -> list[Spot]:
    found: list[Spot] = []
    tokens, flags, spoken = text.tokens, text.flags, text.spoken
    triggers = _triggers()
    named = 0
    for i in range(sentence.first, sentence.last):
        while named < len(inside) and inside[named].last <= i:
            named += 1
        if tokens.forms[i] not in triggers or (named < len(inside) and inside[named].first <= i):
            continue
        last = _extent(tokens, flags, sentence, i)
        if last <= i or (named < len(inside) and inside[named].first < last):
            continue
        antecedent = _antecedent(inside[:named] or before, flags)
        if antecedent is None or spoken[antecedent.first] != spoken[i]:
            continue
        if _fits(tokens.forms[antecedent.last - 1], antecedent.target, tokens.forms[i]):
            found.append(Spot(i, last, antecedent.target))
    return found


def _extent(tokens: Tokens, flags: Sequence[int], sentence: Sentence, i: int) -> int:
    """Return where an anaphor at token ``i`` ends; ``i`` where it is none."""
    words = _words()
    form = tokens.forms[i]
    if form in words["pronoun"]:
        verb_may_follow = i + 1 < sentence.last and bool(flags[i + 1] & int(Kind.WORD))
        taken_up = verb_may_follow and _opens_clause(flags, sentence, i) and not _dummy(flags, sentence, i)
        return i + 1 if taken_up else i
    if form in words["possessive"]:
        last = extend_over_heads(tokens, i + 1)
        return last if last > i + 1 and tokens.forms[last - 1] not in words["other"] else i
    subject = i > sentence.first and tokens.forms[i - 1] == "the" and _opens_clause(flags, sentence, i - 1)
    return i + 1 if subject and _stands_alone(tokens, flags, i) else i


def _opens_clause(flags: Sequence[int], sentence: Sentence, i: int) -> bool:
    """Tell whether a subject may begin at token ``i``; "after it" is read as an object."""
    return i == sentence.first or (bool(flags[i - 1] & _OPENS) and not flags[i - 1] & int(Kind.PREPOSITION))


def _stands_alone(tokens: Tokens, flags: Sequence[int], i: int) -> bool:
    """Tell whether "the government" names nobody further ("the bloc of the left" does)."""
    if i + 1 >= len(flags):
        return True
    return tokens.forms[i + 1] != "of" and (not flags[i + 1] & int(Kind.WORD) or flags[i + 1] != int(Kind.WORD))


def _dummy(flags: Sequence[int], sentence: Sentence, i: int) -> bool:
    """Tell whether "it" may stand for a clause: "it is clear that", "it took weeks to"."""
    ahead = range(i + 1, min(sentence.last, i + 1 + _DUMMY_REACH))
    links = any(flags[k] & _LINKS for k in ahead[:3])
    return links and any(flags[k] & _OPENS_CLAUSE for k in ahead[1:])


def _antecedent(candidates: Sequence[Spot], flags: Sequence[int]) -> Spot | None:
    """Return the first of the candidates if all are one actor and it is the subject that opens its clause."""
    if not candidates or any(c.target != candidates[0].target for c in candidates):
        return None
    first = candidates[0]
    if first.last < len(flags) and flags[first.last] & int(Kind.POSSESSIVE):
        return None
    k = first.first - 1
    while k >= 0 and flags[k] & int(Kind.DET):
        k -= 1
    return first if k < 0 or not flags[k] & int(Kind.WORD) or flags[k] & _OPENS_SUBJECT else None


def _fits(name: str, target: str, form: str) -> bool:
    """Tell whether an anaphor may take up a mention of a target that ends in the word ``name``."""
    words = _words()
    # the list cannot know the states that a caller adds
    own = name not in words["union"] and target.lower().split()[-1:] == [name]
    return name in _wanted(form) or (own and form not in words["noun_union"])


@cache
def _wanted(form: str) -> frozenset[str]:
    """Return the last words of the antecedents that a form may take up."""
    words = _words()
    if form in words["noun_state"]:
        return words["state"]
    if form in words["noun_union"]:
        return words["union"]
    return words["state"] | words["union"] | words["body"]
