"""Quotation marks: which opens, which closes, and what stays unclosed.

One pass from left to right over the marks of a paragraph; every mark is looked at once, so odd, alternating or unclosed
marks cost no more than good ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.language.tokens import Tokens
from framing.records import Sentence

_MARKS = frozenset("\"“”„‟«»'‘’‚‹›`′″❝❞")
_OPENERS = frozenset("“„‟«‘‚‹❝")
_CLOSERS = frozenset("”»›❞")
_SINGLE = frozenset("'‘’‚‹›`′")
_BEFORE_OPENING = frozenset("([{—–-/:,")


@dataclass(frozen=True, slots=True)
class Marked:
    """Tokens ``[first, last)`` in quotation marks, the marks included where they stand.

    ``unclosed`` is True where the closing mark is missing; ``single`` for single marks.
    """

    first: int
    last: int
    unclosed: bool = False
    single: bool = False


def find_marked(tokens: Tokens, sentences: list[Sentence]) -> list[Marked]:
    """Return the stretches in quotation marks, outermost only, in order.

    A mark left open at the end of a paragraph goes on where the next paragraph begins with an opening mark, and else ends
    with its paragraph, flagged as unclosed.
    """
    found: list[Marked] = []
    open_from: int | None = None
    for first, last in _paragraphs(sentences):
        reader = _Paragraph(tokens, first, last)
        if open_from is not None:
            if reader.opens_at(first):
                reader.opened, reader.single = open_from, False
                reader.skip = first
            else:
                found.append(Marked(open_from, previous_last, unclosed=True))  # noqa: F821
            open_from = None
        found += reader.read()
        open_from, previous_last = reader.opened, last
        if open_from is not None and reader.single:
            open_from = None
    if open_from is not None:
        found.append(Marked(open_from, previous_last, unclosed=True))
    return found


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


class _Paragraph:
    """The state of one paragraph: the token of the mark that is open, if any."""

    def __init__(self, tokens: Tokens, first: int, last: int) -> None:
        self.tokens = tokens
        self.first = first
        self.last = last
        self.opened: int | None = None
        self.single = False
        self.skip = -1

    def opens_at(self, i: int) -> bool:
        """Tell whether a double mark opens at token ``i``."""
        mark = self.tokens.surface(i)
        return mark in _MARKS and mark not in _SINGLE and self._role(i, mark) != "close"

    def _role(self, i: int, mark: str) -> str:
        text, start, end = self.tokens.text, self.tokens.starts[i], self.tokens.ends[i]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        opening = (before.isspace() or before in _BEFORE_OPENING or before in _MARKS) and not after.isspace()
        closing = not before.isspace() and (not after.isalnum())
        if mark in _OPENERS and not (mark == "“" and self.opened is not None and self._low_opener()):
            return "open"
        if mark in _CLOSERS:
            return "close" if closing or not opening or self.opened is not None else "open"
        if opening and closing:
            return "close" if self.opened is not None else "open"
        return "open" if opening else "close" if closing else "none"

    def _low_opener(self) -> bool:
        return self.opened is not None and self.tokens.surface(self.opened) in "„‟"

    def read(self) -> list[Marked]:
        """Return the marked stretches that close in this paragraph; an open one stays in ``opened``."""
        found: list[Marked] = []
        surfaces = self.tokens.forms
        singles: list[int] = []
        for i in range(self.first, self.last):
            if len(surfaces[i]) != 1 or i == self.skip:
                continue
            mark = self.tokens.surface(i)
            if mark not in _MARKS:
                continue
            if mark in _SINGLE:
                singles.append(i)
                continue
            role = self._role(i, mark)
            if self.opened is None:
                if role != "close":
                    self.opened = i
            elif role == "close":
                found.append(Marked(self.opened, i + 1))
                self.opened = None
            elif role == "open" and mark == '"':
                found.append(Marked(self.opened, i, unclosed=True))
                self.opened = i
        if len(singles) > 1:
            found = self._with_singles(singles, found)
        return found

    def _with_singles(self, singles: list[int], doubles: list[Marked]) -> list[Marked]:
        """Add stretches in single marks that stand outside the double ones."""
        inside = iter(doubles)
        current = next(inside, None)
        opened: int | None = None
        found: list[Marked] = []
        for k, i in enumerate(singles):
            while current is not None and current.last <= i:
                current = next(inside, None)
            if (current is not None and current.first <= i) or (self.opened is not None and i >= self.opened):
                opened = None
                continue
            if opened is None:
                if self._single_opens(i):
                    opened = i
            elif self._single_closes(i, k, singles):
                found.append(Marked(opened, i + 1, single=True))
                opened = None
        return sorted([*_outside(doubles, found), *found], key=lambda m: m.first)

    def _single_opens(self, i: int) -> bool:
        text, start, end = self.tokens.text, self.tokens.starts[i], self.tokens.ends[i]
        before = text[start - 1] if start else " "
        return (
            (before.isspace() or before in _BEFORE_OPENING)
            and end < len(text)
            and (text[end].isalpha() or text[end] in "…[")
            and self.tokens.forms[i + 1 : i + 2] != ["em"]
        )

    def _single_closes(self, i: int, k: int, singles: list[int]) -> bool:
        text, start, end = self.tokens.text, self.tokens.starts[i], self.tokens.ends[i]
        before = text[start - 1]
        after = text[end] if end < len(text) else " "
        if before.isspace() or after.isalnum():
            return False
        plural = before == "s" and after == " " and end + 1 < len(text) and text[end + 1].islower()
        if plural and k + 1 < len(singles):
            return self._single_opens(singles[k + 1])
        return True


def _outside(doubles: list[Marked], singles: list[Marked]) -> list[Marked]:
    """Drop double stretches that stand inside single ones."""
    kept: list[Marked] = []
    k = 0
    for marked in doubles:
        while k < len(singles) and singles[k].last <= marked.first:
            k += 1
        if not (k < len(singles) and singles[k].first <= marked.first and marked.last <= singles[k].last):
            kept.append(marked)
    return kept
