"""What stands on the page and is not the article: found by line, never by what it says about anyone.

The rules are data (``lexicons/text/furniture.tsv``). A page is read from both ends: lines before the first
paragraph of prose are its head, lines after the last its tail. Linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.reading.bylines import authors_of, date_of, outlet_of
from framing.reading.pages import Page, read_page


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of page furniture: ``text[start:end]``, of one kind of the rules."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """An article taken out of its page.

    Attributes
    ----------
    title
        The headline, empty where there is none.
    authors
        Names of bylines, in order.
    date
        ISO date (``YYYY-MM-DD`` or ``YYYY-MM``), None where none is printed or it is ambiguous.
    outlet
        Who published it, as a licence or source line says.
    body
        Half-open stretches of the caller's string that are the article without its title.
    removed
        The furniture, as printed.
    warnings
        Codes of what is doubtful, for instance ``ambiguous_date``.
    title_span
        Where the title stands, None where there is none.
    """

    title: str
    authors: tuple[str, ...]
    date: str | None
    outlet: str | None
    body: tuple[tuple[int, int], ...]
    removed: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    title_span: tuple[int, int] | None = None


def furniture_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a raw text that are page furniture, in order and without overlap.

    Parameters
    ----------
    text
        Any string; the half-open code-point offsets point into it.

    Examples
    --------
    >>> body = "The two sides met again on Monday, after a break of three weeks."
    >>> page = f"Talks resume\\nBy Ada Brook\\n\\n{body}\\n12 comments"
    >>> [page[a:b] for a, b in furniture_spans(page)]
    ['By Ada Brook', '12 comments']
    """
    return [(p.start, p.end) for p in furniture_pieces(text)]


def furniture_pieces(text: str) -> list[Piece]:
    """Return the furniture of a raw text with its kinds; see `furniture_spans`."""
    return _pieces(read_page(text))


def recover(text: str) -> Recovered:
    """Take title, authors, date, outlet and body out of a raw page.

    Examples
    --------
    >>> body = "The two sides met again on Monday, after a break of three weeks."
    >>> page = f"Talks resume\\nBy Ada Brook\\n4 May 2024\\n\\n{body}"
    >>> r = recover(page)
    >>> r.title, r.authors, r.date
    ('Talks resume', ('Ada Brook',), '2024-05-04')
    """
    page = read_page(text)
    pieces = _pieces(page)
    body = _body(page, text)
    title_span = None
    title = ""
    if page.title is not None:
        start, end = page.title.start + page.title.prefix, page.title.end - page.title.suffix
        title, title_span = text[start:end].strip(), (start, end)
    date, warnings = date_of(page.found)
    return Recovered(
        title=title,
        authors=authors_of(page.found),
        date=date,
        outlet=outlet_of(page.found),
        body=body,
        removed=tuple(text[p.start : p.end].strip() for p in pieces),
        warnings=warnings,
        title_span=title_span,
    )


def _pieces(page: Page) -> list[Piece]:
    out: list[Piece] = []
    for line in page.lines:
        if line.kind:
            out.append(Piece(line.start, line.end, line.kind))
            continue
        if line.prefix:
            out.append(Piece(line.start, line.start + line.prefix, "dateline"))
        if line.suffix:
            out.append(Piece(line.end - line.suffix, line.end, "credit"))
    return out


def _body(page: Page, text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for line in page.lines:
        if line.kind or line is page.title:
            continue
        start, end = line.start + line.prefix, line.end - line.suffix
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        # neighbouring lines stay one stretch, with the line breaks between them
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end)
        elif start < end:
            spans.append((start, end))
    return tuple(spans)
