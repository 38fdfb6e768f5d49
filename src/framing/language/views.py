"""The working string of one article, and the way back to the caller's own offsets.

Title and body become one string. Characters that no reader sees (zero-width marks, soft hyphens, carriage returns)
are left out and decomposed letters are composed, so that every stage above sees the same text whatever the encoding;
``locate`` maps a stretch of it back to the caller's field.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from framing.records import Article, Field, Span

_INVISIBLE = re.compile("[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
# start, end, text and field: a span before it is a record
Place = tuple[int, int, str, Field]
_SPECIAL = re.compile("[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0300-\u036f]")
_GAP = "\n\n"
# combining marks on one letter: real ones have a few, and the bound keeps a million of them linear
_MAX_MARKS = 16


@dataclass(frozen=True, slots=True)
class View:
    """The working string; ``body`` is where the text field begins in it."""

    text: str
    body: int
    article: Article
    # positions in the working string where the distance to the caller's string changes, and that distance from there on
    cuts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """Map a position of the working string to one of the title-plus-gap-plus-text string."""
        if not self.cuts:
            return position
        k = bisect_left(self.cuts, position + 1) - 1
        return position + (self.shifts[k] if k >= 0 else 0)

    def working(self, position: int) -> int:
        """Map an offset of the caller's text to the working string (the inverse of ``locate`` for the text field)."""
        whole = position + self._offset()
        if not self.cuts:
            return whole
        k = bisect_left([c + s for c, s in zip(self.cuts, self.shifts, strict=True)], whole + 1) - 1
        return whole - (self.shifts[k] if k >= 0 else 0)

    @property
    def same(self) -> bool:
        """True where the working string is the caller's text, position for position."""
        return not self.cuts and not self.body

    def locate(self, start: int, end: int) -> Span:
        """Return the caller's span for ``[start, end)`` of the working string."""
        return Span(*self.place(start, end))

    def place(self, start: int, end: int) -> Place:
        """Return the caller's start, end, text and field for ``[start, end)`` of the working string."""
        if not self.cuts and not self.body:
            return start, end, self.text[start:end], "text"
        field: Field = "text" if start >= self.body else "title"
        first = self.original(start)
        last = self.original(end - 1) + 1 if end > start else first
        source = self.article.text if field == "text" else self.article.title
        offset = self._offset() if field == "text" else 0
        first, last = max(0, first - offset), min(len(source), max(first, last) - offset)
        if self.cuts:
            last = _with_marks(source, last)
        return first, last, source[first:last], field

    def _offset(self) -> int:
        return len(self.article.title) + len(_GAP) if self.article.title else 0


def _with_marks(source: str, last: int) -> int:
    """Take in combining marks that follow the last letter, so that a composed letter comes back whole."""
    most = min(len(source), last + _MAX_MARKS)
    while last < most and "\u0300" <= source[last] <= "\u036f":
        last += 1
    return last


def make_view(article: Article) -> View:
    """Join title and text into the working string of an article."""
    whole = article.title + _GAP + article.text if article.title else article.text
    title_length = len(article.title) + len(_GAP) if article.title else 0
    if whole.isascii() and "\r" not in whole:
        return View(whole, title_length, article)
    if _SPECIAL.search(whole) is None:
        return View(whole, title_length, article)
    if _INVISIBLE.search(whole) is None and _CLUSTER.search(whole) is None:
        return View(whole, title_length, article)
    return _mapped(whole, title_length, article)


def _mapped(whole: str, title_length: int, article: Article) -> View:
    pieces: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    position = 0
    done = 0
    body = title_length
    for match in re.finditer(f"{_INVISIBLE.pattern}|{_CLUSTER.pattern}", whole):
        if match.start() < done:
            continue
        kept = whole[done : match.start()]
        found = match.group()
        new = "" if len(found) == 1 else unicodedata.normalize("NFC", found)
        pieces += [kept, new]
        position += len(kept) + len(new)
        done = match.end()
        cuts.append(position)
        shifts.append(done - position)
        if done <= title_length:
            body = title_length - (done - position)
    pieces.append(whole[done:])
    return View("".join(pieces), body, article, tuple(cuts), tuple(shifts))
