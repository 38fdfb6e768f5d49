"""Quotation marks: which opens, which closes, and what stays unclosed.

One pass from left to right over the marks of a paragraph; every mark is looked at once, so odd, alternating
or unclosed marks cost no more than good ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from framing.language.tokens import Tokens, term_forms
from framing.records import Sentence

_MARKS = frozenset("\"“”„‟«»'‘’‚‹›`′″❝❞")
_FOLDED = frozenset(form for mark in _MARKS for form in term_forms(mark))
_OPENERS = frozenset("“„‟«‘‚‹❝")
_CLOSERS = frozenset("”»›❞")
_SINGLE = frozenset("'‘’‚‹›`′")
# marks that close only what another one opened: „so“ and »so«
_TURNED = {"“": "„‟", "«": "»"}
_ENDS = frozenset(".!?")
_BEFORE_OPENING = frozenset("([{—–-/:,")


@dataclass(frozen=True, slots=True)
class Marked:
    """Tokens ``[first, last)`` in quotation marks, the marks included where they stand.

    ``opening`` and ``closing`` count the mark tokens at either end; ``unclosed`` is True where the closing
    mark is missing.
    """

    first: int
    last: int
    unclosed: bool = False
    opening: int = 1
    closing: int = 1

    @property
    def inner(self) -> tuple[int, int]:
        """The tokens between the marks."""
        return self.first + self.opening, self.last - self.closing


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: tokens ``[first, last)`` (two where it is typed as two apostrophes) and what it can do
    there."""

    first: int
    last: int
    char: str
    opens: bool
    closes: bool
    plural: bool = False

    @property
    def single(self) -> bool:
        return self.char in _SINGLE


def find_marked(tokens: Tokens, sentences: list[Sentence]) -> list[Marked]:
    """Return the stretches in quotation marks, outermost only, in order.

    A mark left open at the end of a paragraph goes on where the next paragraph begins with an opening mark,
    and else ends with its paragraph, flagged as unclosed.
    """
    found: list[Marked] = []
    running: _Mark | None = None
    end = 0
    places = list(compress(range(len(tokens)), map(_FOLDED.__contains__, tokens.forms)))
    for first, last in _paragraphs(sentences):
        marks = _marks(tokens, places[bisect_left(places, first) : bisect_left(places, last)], last)
        if running is not None:
            if marks and marks[0].first == first and _goes_on(running, marks[0], tokens):
                del marks[0]
            else:
                found.append(_unclosed(running, end))
                running = None
        running = _read(marks, running, found)
        end = last
    if running is not None:
        found.append(_unclosed(running, end))
    return found


def _goes_on(running: _Mark, mark: _Mark, tokens: Tokens) -> bool:
    """Tell whether a paragraph's first mark repeats the one still open, and not for another speaker ("“SMITH:
    ...")."""
    label = tokens.forms[mark.last + 1 : mark.last + 2] == [":"] and tokens.surface(mark.last).isupper()
    return mark.opens and mark.char == running.char and not label


def _unclosed(mark: _Mark, end: int) -> Marked:
    return Marked(mark.first, end, unclosed=True, opening=mark.last - mark.first, closing=0)


def _paragraphs(sentences: list[Sentence]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    current = -1
    for sentence in sentences:
        if spans and sentence.paragraph == current:
            spans[-1] = (spans[-1][0], sentence.last)
        else:
            spans.append((sentence.first, sentence.last))
            current = sentence.paragraph
    return spans


def _marks(tokens: Tokens, places: Sequence[int], last: int) -> list[_Mark]:
    """Return the marks of a paragraph; two apostrophes or backticks side by side are one double mark.

    ``places`` are the tokens of the paragraph that may be marks, ``last`` is its end.
    """
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    marks: list[_Mark] = []
    free = 0
    for i in places:
        char = text[starts[i]]
        if i < free or char not in _MARKS:
            continue
        width = 1
        if char in _SINGLE and i + 1 < last and starts[i + 1] == ends[i] and text[starts[i + 1]] == char:
            width, char = 2, '"'
        else:
            # a mark typed several times over is one mark
            while char not in _SINGLE and i + width < last and starts[i + width] == ends[i + width - 1]:
                if text[starts[i + width]] != char:
                    break
                width += 1
        before = text[starts[i] - 1] if starts[i] else " "
        after = text[ends[i + width - 1]] if ends[i + width - 1] < len(text) else " "
        spaced = before.isspace() or before in _BEFORE_OPENING or before in _MARKS
        opens = spaced and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if before in _ENDS and after.isalpha():
            # no space typed: said."We go."He left
            opens, closes = opens or after.isupper(), True
        if char in _OPENERS:
            opens, closes = True, closes and char in "“«"
        elif char in _CLOSERS:
            opens, closes = opens and not closes, True
        elif before.isspace() and after.isspace() and char == '"':
            opens = closes = True
        if char in _SINGLE:
            opens = opens and not after.isdigit()
        beyond = text[ends[i + width - 1] + 1 : ends[i + width - 1] + 2]
        plural = char in _SINGLE and before == "s" and after == " " and beyond.islower()
        free = i + width
        marks.append(_Mark(i, free, char, opens, closes, plural))
    return marks


def _read(marks: list[_Mark], running: _Mark | None, found: list[Marked]) -> _Mark | None:
    """Pair the marks of one paragraph into ``found``; return the outermost double mark that stays open."""
    stack: list[_Mark] = [running] if running is not None else []
    for k, mark in enumerate(marks):
        top = stack[-1] if stack else None
        if top is not None and _closes(mark, k, marks, stack):
            while stack and not _family(stack[-1], mark):
                stack.pop()
            opened = stack.pop() if stack else top
            if not stack:
                found.append(
                    Marked(opened.first, mark.last, False, opened.last - opened.first, mark.last - mark.first)
                )
        elif _opens(mark, marks, k):
            if top is not None and top.char == mark.char and not mark.single:
                # the same mark opens again: the one before was never closed
                if len(stack) == 1:
                    found.append(Marked(top.first, mark.first, True, top.last - top.first, 0))
                stack.pop()
            stack.append(mark)
    outer = stack[0] if stack else None
    if outer is None or not outer.single:
        return outer
    return next((mark for mark in stack if not mark.single), None)


def _family(opened: _Mark, mark: _Mark) -> bool:
    """Tell whether two marks can be the ends of one quotation: both single or both double."""
    return opened.single == mark.single


def _opens(mark: _Mark, marks: list[_Mark], k: int) -> bool:
    if not mark.opens:
        return False
    if not mark.single:
        return True
    # a single mark opens only where another mark can close it, so that an elision ('em) opens nothing
    return k + 1 < len(marks)


def _closes(mark: _Mark, k: int, marks: list[_Mark], stack: list[_Mark]) -> bool:
    top = stack[-1]
    if mark.char in _TURNED and not (mark.closes and top.char in _TURNED[mark.char]):
        return False
    if not mark.closes or (mark.opens and mark.char not in _CLOSERS and top.single != mark.single):
        return False
    if not mark.single:
        return any(not opened.single for opened in stack[-2:])
    if not top.single:
        return False
    following = marks[k + 1] if k + 1 < len(marks) else None
    # an apostrophe after a plural s ("the workers' strike") does not close where a later mark can
    later = following is not None and following.single and following.closes and not following.opens
    return not (mark.plural and later)
