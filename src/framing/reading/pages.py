"""The lines of a page and what each of them is: head, title, paragraphs, tail. Linear in the length of the
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.reading.bylines import authors_of, names_in, without_honorific
from framing.reading.rules import Found, first_word, line_ends, rules_at

_BLANKS = " \t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\xa0\u3000\ufeff\u200b\u2060*•·|>»►▶→"
_SENTENCE_END = re.compile("[.!?…][\"'”’»)\\]]*$")
_TITLE_NOTE = re.compile(r"\s*\[\d{1,3}\]$")
# could the line begin with a dateline? a mark among its first characters
_DATELINE = re.compile(r"[^\W_].{0,70}?(?:\)\s?[-–—:.]|\s[-–—]+\s|\w[–—]\w|[A-Z]: |/)|[(/]")
_LONGEST_RULE_LINE = 420
_PROSE_LENGTH = 100
_SHORT_PROSE_LENGTH = 45
_SHORT_PROSE_WORDS = 7
_TITLE_LENGTH = 220
_HEAD_LINES, _TAIL_LINES = 12, 12
_RESIDUE_WORDS = 4
_DATELINE_LINES = 3
_END_WINDOW = 140
_NOTE_CHECKS = 6
_CUT_SHARE = 0.35


@dataclass(slots=True)
class Line:
    """A line without its blanks: ``text[start:end]``, and what was found in it."""

    start: int
    end: int
    core: str
    kind: str = ""
    prefix: int = 0
    suffix: int = 0
    prose: bool = False


@dataclass(slots=True)
class Page:
    """The lines of a page with the rules that they follow, and the line that is its title."""

    lines: list[Line]
    found: list[Found] = field(default_factory=list)
    title: Line | None = None
    note_checks: int = 0


def _split(text: str) -> list[Line]:
    lines = []
    position = 0
    for raw in text.splitlines(keepends=True):
        core = raw.strip(_BLANKS)
        if core:
            start = position + raw.index(core)
            lines.append(Line(start, start + len(core), core))
        elif raw.strip():
            # nothing but bullets: a line of marks
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(raw.strip()), raw.strip(), kind="end"))
        position += len(raw)
    return lines


def read_page(text: str) -> Page:
    """Read the lines of a raw text and mark what is furniture in them."""
    page = Page(_split(text))
    anywhere = rules_at("line")
    for line in page.lines:
        size = len(line.core)
        if size <= _LONGEST_RULE_LINE and not line.kind:
            found = anywhere.match(line.core, first_word(line.core))
            if found is not None:
                line.kind = found[0].kind
                page.found.append(found)
        if not line.kind:
            line.prose = _is_prose(line.core)
    head = _read_head(page)
    _read_tail(page, head)
    _find_title(page, head)
    _read_ends(page)
    _author_notes(page)
    return page


def _is_prose(core: str) -> bool:
    size = len(core)
    if size >= _PROSE_LENGTH:
        return True
    return (
        size >= _SHORT_PROSE_LENGTH
        and _SENTENCE_END.search(core) is not None
        and core.count(" ") >= _SHORT_PROSE_WORDS - 1
    )


def _try(page: Page, line: Line, places: Sequence[str]) -> bool:
    if len(line.core) > _LONGEST_RULE_LINE:
        return False
    key = first_word(line.core)
    for place in places:
        found = rules_at(place).match(line.core, key)
        if found is not None and not _speaks_of_the_named(page, line, found):
            line.kind, line.prose = found[0].kind, False
            page.found.append(found)
            return True
    return False


def _speaks_of_the_named(page: Page, line: Line, found: Found) -> bool:
    """Tell whether what looks like an author's note is about someone the article is about."""
    if found[0].kind != "note":
        return False
    named = found[1].groupdict().get("names")
    return bool(named) and _named_before(page, line, [name.split()[-1] for name in names_in(named or "")])


def _read_head(page: Page) -> int:
    """Mark the furniture above the first paragraph; return how many lines the head has."""
    unmatched = 0
    for k, line in enumerate(page.lines):
        if line.kind or _try(page, line, ("edge", "head")):
            continue
        if not unmatched:
            _read_date_before_title(page, line)
        if line.prose or unmatched >= _HEAD_LINES:
            return k
        unmatched += 1
    return len(page.lines)


def _read_date_before_title(page: Page, line: Line) -> None:
    found = rules_at("before").begin(line.core[:_END_WINDOW], first_word(line.core), slots=False)
    if found is not None and found[0].kind == "date" and found[1].end() < len(line.core):
        line.prefix = found[1].end()
        page.found.append(found)


def _read_tail(page: Page, head: int) -> None:
    """Mark the furniture under the last paragraph, and short leftovers between its lines."""
    leftovers: list[Line] = []
    matched = 0
    for line in reversed(page.lines[head:]):
        if line.kind or _try(page, line, ("edge", "tail", "cut")):
            matched += 1
            for leftover in leftovers:
                leftover.kind = "menu"
            leftovers.clear()
            continue
        if line.prose or len(leftovers) >= _TAIL_LINES:
            break
        if line.core.count(" ") >= _RESIDUE_WORDS or _SENTENCE_END.search(line.core):
            break
        leftovers.append(line)
    if matched:
        for leftover in leftovers:
            leftover.kind = "menu"
    _cut(page, head)


def _cut(page: Page, head: int) -> None:
    """Mark what follows a heading such as "Related articles" near the end, as far as it is headlines."""
    if not page.lines:
        return
    size = page.lines[-1].end
    stop = len(page.lines)
    for k in range(len(page.lines) - 1, head, -1):
        line = page.lines[k]
        if size - line.start > _CUT_SHARE * size:
            return
        cutting = not line.kind and not line.prose and rules_at("cut").keyed(line.core, first_word(line.core))
        if cutting:
            line.kind = cutting[0].kind
            for after in page.lines[k + 1 : stop]:
                if (
                    not after.kind
                    and not _SENTENCE_END.search(after.core)
                    and len(after.core) < _TITLE_LENGTH
                ):
                    after.kind, after.prose = line.kind, False
            stop = k


def _find_title(page: Page, head: int) -> None:
    """Take the first line of the head that is no furniture for the title, where prose follows it."""
    if not any(line.prose for line in page.lines[1:]):
        return
    for k, line in enumerate(page.lines[: head + 1]):
        if line.kind:
            continue
        rest = line.core[line.prefix :]
        if (
            len(rest) > _TITLE_LENGTH
            or (rest.endswith(".") and not rest.endswith("..."))
            or (line.prose and k == head and k > 0)
        ):
            return
        page.title = line
        note = _TITLE_NOTE.search(line.core)
        if note is not None:
            line.suffix = len(line.core) - note.start()
        for again in page.lines[k + 1 : head + 2]:
            if not again.kind and again.core.casefold() == rest[: len(rest) - line.suffix].casefold():
                again.kind, again.prose = "repeat", False
        return


def _read_ends(page: Page) -> None:
    """Find datelines before the first paragraphs, and credits and agency signs at the ends of lines."""
    ends = line_ends()
    begins = rules_at("before")
    datelines = 0
    for line in page.lines:
        if line.kind:
            continue
        core = line.core
        if line.prose and not line.prefix and datelines < _DATELINE_LINES:
            datelines += 1
            if _DATELINE.match(core):
                found = begins.begin(core[:_END_WINDOW], first_word(core), slots=True)
                if found is not None and found[1].end() < len(core):
                    line.prefix = found[1].end()
                    page.found.append(found)
        end = ends.find(core[-_END_WINDOW:])
        if end is not None and not line.suffix and line is not page.title:
            line.suffix = min(len(core), _END_WINDOW) - end[1]
            if line.suffix >= len(core) - line.prefix:
                line.kind = end[0]


def _author_notes(page: Page) -> None:
    """Mark a closing paragraph that begins with the name of a byline: who the author is."""
    authors = authors_of(page.found)
    if not authors:
        return
    names = tuple(name for author in authors for name in (author, author.split()[-1]))
    for line in reversed(page.lines[-_TAIL_LINES:]):
        if line.kind:
            continue
        bare = without_honorific(line.core)
        if (
            len(line.core) <= _LONGEST_RULE_LINE
            and bare.startswith(authors)
            and not _named_before(page, line, names)
        ):
            line.kind, line.prose = "note", False
        return


def _named_before(page: Page, note: Line, names: Sequence[str]) -> bool:
    """Tell whether the article itself speaks of the author: then the paragraph is no note."""
    page.note_checks += 1
    if page.note_checks > _NOTE_CHECKS:
        # each check reads the whole page; a page has one or two notes
        return True
    return any(
        name in line.core
        for line in page.lines
        if line is not note and not line.kind
        for name in names
        if len(name) > 3
    )
