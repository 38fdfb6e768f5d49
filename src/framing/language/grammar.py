"""Closed-class words as bit flags a token, and the clause each token stands in. No parser."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from functools import cache

from framing.language.memo import Memo
from framing.language.tokens import Tokens
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.records import Sentence


class Kind(IntFlag):
    """Grammatical kinds of ``lexicons/text/function_words.tsv``; a word may have several."""

    BE = 1
    COPULA = 2
    AUX = 4
    GET = 8
    DET = 16
    RELATIVE = 32
    COMPLEMENT = 64
    SUBORDINATOR = 128
    COORDINATOR = 256
    CONTRAST = 512
    PREP_PATIENT = 1024
    PREP_AGENT = 2048
    PREPOSITION = 4096
    AS = 8192
    TO = 16384
    BY = 32768
    PRONOUN = 65536
    UNDERGO = 131072
    ADVERB_LIKE = 262144
    STRONG_MARK = 524288
    COMMA = 1048576
    POSSESSIVE = 2097152
    QUOTE_MARK = 4194304
    WORD = 8388608
    PREP_HOSTILE = 16777216
    NOT = 33554432
    OF = 67108864
    ON = 134217728


_STRONG_MARKS = frozenset(";:—–()[]!?…")
_WORD, _MARK, _COMMA = int(Kind.WORD), int(Kind.STRONG_MARK), int(Kind.COMMA)
_RELATIVE = int(Kind.RELATIVE)
_SUBORDINATOR = int(Kind.SUBORDINATOR)
_OPENS_CLAUSE = int(Kind.RELATIVE | Kind.COMPLEMENT | Kind.SUBORDINATOR | Kind.CONTRAST)


@cache
def function_words() -> dict[str, int]:
    """Return ``form -> flags``."""
    table: dict[str, int] = {}
    for row in read_rows(data_folder() / "text" / "function_words.tsv", "plain"):
        table[row.term] = table.get(row.term, 0) | int(Kind[row.word("kind").upper()])
    return {form: flags | int(Kind.WORD) for form, flags in table.items()}


def _form_flags(form: str) -> int:
    listed = function_words().get(form)
    if listed is not None:
        return listed
    if form[0].isalnum():
        return _WORD
    if form == ",":
        return _COMMA
    if form == "'s":
        return int(Kind.POSSESSIVE)
    if form == '"':
        return int(Kind.QUOTE_MARK)
    return _MARK if form in _STRONG_MARKS else 0


_known_flags = Memo(_form_flags)


def flag_tokens(tokens: Tokens) -> list[int]:
    """Return the flags of every token."""
    return list(map(_known_flags.__getitem__, tokens.forms))


@dataclass(frozen=True, slots=True)
class Clauses:
    """Per token the number of its clause and the count of commas up to it, within the whole text."""

    clause: list[int]
    commas: list[int]


def find_clauses(flags: list[int], sentences: list[Sentence]) -> Clauses:
    """Number clauses: a sentence start, a strong mark, or a clause-opening word begins a new one.

    Two commas close what stood apart: after ", which ..." the clause around it goes on, and after an opening "While
    ..." the main clause begins.
    """
    clause = [0] * len(flags)
    commas = [0] * len(flags)
    newest = 0
    count = 0
    strong, comma = _MARK, _COMMA
    for sentence in sentences:
        newest += 1
        number, outer = newest, 0
        opened = bool(flags[sentence.first] & _SUBORDINATOR)
        for i in range(sentence.first, sentence.last):
            f = flags[i]
            if f & strong or (f & _OPENS_CLAUSE and i > sentence.first):
                outer = number if f & _RELATIVE and flags[i - 1] & comma else 0
                newest += 1
                number = newest
            if f & comma:
                count += 1
                if outer:
                    number, outer = outer, 0
                elif opened:
                    newest += 1
                    number, opened = newest, False
            clause[i] = number
            commas[i] = count
    return Clauses(clause, commas)
