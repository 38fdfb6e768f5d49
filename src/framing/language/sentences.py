"""Sentence and paragraph boundaries by rules over ``lexicons/text/abbreviations.tsv``.

A mark of ``. ! ? …`` with its closing quotes ends a sentence when white space and a plausible beginning follow and
the word before is no abbreviation. Blank lines end a paragraph; a single line break does too unless the text is
hard-wrapped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from framing.language.grammar import function_words
from framing.language.tokens import Tokens
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.records import Sentence

# A line break with all white space after it, or a run of marks with its closing quotes and the spaces after it, if any.
# Possessive, and a run is taken whole: linear on a million dots or blanks. It begins with one set of characters,
# because the search runs to the next of them fast.
_BREAK = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*+"
    r"|(?P<more>[.!?…]*+)[\"'”’»)\]]*+(?P<space>[ \t\u00a0\u2000-\u200a\u3000]*+))"
)
_LOWER_LINE = re.compile(r"\n[a-z0-9(]")
_LINE_ENDS = ".!?:…\"”’"
_OPENERS = "\"'“‘«([—–-•*"
_LETTERS_BEFORE = 24
# letters and inner dots of a dotted name that no list has ("D.N.R")
_DOTTED = 6
# far beyond any sentence that people write
_MAX_TOKENS = 400
_NEXT_WORD = re.compile(r"[\"'“‘«(\[—–-]*+(?P<word>[^\W\d_]*+)")


@cache
def abbreviations() -> Mapping[str, str]:
    """Return ``abbreviation without its last dot, lower case -> kind``."""
    rows = read_rows(data_folder() / "text" / "abbreviations.tsv", "plain")
    return {row.term.rstrip(".").lower(): row.word("kind") for row in rows}


def _begins_sentence(text: str, position: int) -> bool:
    """Tell whether a sentence could begin here: a capital, a digit, or a mark before one."""
    for k in range(position, min(len(text), position + 4)):
        char = text[k]
        if char in _OPENERS:
            continue
        return char.isupper() or char.isdigit() or not char.isalnum()
    return position < len(text)


def _opens_with_function_word(text: str, position: int) -> bool:
    """Tell whether the word at ``position`` is a closed-class word, as begins most sentences ("The", "He", "But")."""
    match = _NEXT_WORD.match(text, position)
    return match is not None and match["word"].lower() in function_words()


def _is_abbreviation(text: str, dot: int, after: int) -> bool:
    """Tell whether the dot at ``dot`` belongs to an abbreviation or initial; ``after`` is where the next word begins.

    An initial ("J. Smith") or a dotted name ("the U.S. President") may end a sentence too ("Plan B. He left"): it does
    where a closed-class word follows, for names and titles follow the rest of the time.
    """
    begin = dot
    while begin > 0 and dot - begin < _LETTERS_BEFORE and (text[begin - 1].isalnum() or text[begin - 1] in ".-"):
        begin -= 1
    word = text[begin:dot]
    if not word:
        return False
    capital = text[after : after + 1].isupper()
    kind = abbreviations().get(word.lower().rstrip("."))
    initial = len(word) == 1 and word.isupper()
    if kind in ("title", "initial") and not initial:
        return True
    if kind == "common" and not initial:
        return not capital
    if initial or kind == "organisation" or ("." in word and len(word) <= _DOTTED):
        return not _opens_with_function_word(text, after)
    return False


def boundaries(text: str, first_body: int = 0) -> list[tuple[int, int, bool]]:
    """Return ``(start, end, new_paragraph)`` of each sentence; ``first_body`` is a forced boundary (0 for none)."""
    spans: list[tuple[int, int, bool]] = []
    wrapped = _is_hard_wrapped(text)
    start = 0
    fresh = True
    for match in _BREAK.finditer(text):
        first, after = match.span()
        if text[first] != "\n":
            space = match.start("space")
            if space == after or not _begins_sentence(text, after):
                continue
            if text[first] == "." and not match["more"] and _is_abbreviation(text, first, after):
                continue
            _append(spans, text, start, space, fresh)
            start, fresh = after, False
        else:
            gap = match.group()
            forced = first_body > 0 and first < first_body <= after
            if wrapped and gap.count("\n") == 1 and not forced:
                continue
            _append(spans, text, start, first, fresh)
            start, fresh = after, True
    _append(spans, text, start, len(text), fresh)
    return spans


def _append(spans: list[tuple[int, int, bool]], text: str, start: int, end: int, fresh: bool) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end, fresh))


def _is_hard_wrapped(text: str) -> bool:
    """Tell whether single line breaks stand inside sentences: most lines are long and break before a small letter."""
    lines = text.count("\n")
    if lines < 4:
        return False
    inside = done = 0
    for match in _LOWER_LINE.finditer(text):
        before = match.start() - 1
        # a line of one letter counts once, for the break before it
        if before >= done and not (text[before].isspace() or text[before] in _LINE_ENDS):
            inside += 1
            done = match.end()
    return inside >= 0.3 * lines


def split_sentences(text: str, tokens: Tokens, body: int = 0) -> list[Sentence]:
    """Split a string into sentences with offsets and the range of their tokens.

    Parameters
    ----------
    text
        The working string.
    tokens
        Its tokens.
    body
        Where the body begins after a title; 0 where there is no title.
    """
    sentences: list[Sentence] = []
    paragraph = -1
    cursor = 0
    starts = tokens.starts
    for start, end, fresh in boundaries(text, body):
        paragraph += fresh
        first = bisect_left(starts, start, cursor)
        cursor = bisect_left(starts, end, first)
        if cursor > first:
            _add(sentences, tokens, (start, end, first, cursor), max(paragraph, 0))
    return sentences


def _add(sentences: list[Sentence], tokens: Tokens, whole: tuple[int, int, int, int], paragraph: int) -> None:
    """Append a sentence; text without full stops is cut, so that the work on one sentence stays bounded."""
    start, end, first, last = whole
    while last - first > _MAX_TOKENS:
        middle = first + _MAX_TOKENS
        sentences.append(Sentence(start, tokens.ends[middle - 1], first, middle, paragraph, len(sentences)))
        start, first = tokens.starts[middle], middle
    sentences.append(Sentence(start, end, first, last, paragraph, len(sentences)))
