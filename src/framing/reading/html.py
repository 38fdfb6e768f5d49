"""Articles out of HTML pages, with caps on size and depth; text that is lost on the way is reported."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from framing.errors import InputError
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 400
_KEPT_SHARE = 0.2
_MIN_VISIBLE = 400
# trafilatura takes quadratic time on some pages: 2 s for 6,000 list items, 86 s for 29,000
MAX_TAGS = 6_000
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,30}")


@cache
def _tags(kind: str) -> frozenset[str]:
    rows = read_rows(data_folder() / "text" / "html_tags.tsv", "plain")
    return frozenset(row.term for row in rows if row.word("kind") == kind)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The article of a page; ``lost`` counts characters of visible text that are not in ``text``."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""
    outlet: str = ""
    warnings: tuple[str, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Visible:
    """The text a reader sees, one block a line; how deep tags nest, and how many there are."""

    text: str
    depth: int
    tags: int


def visible_text(markup: str) -> Visible:
    """Return what a reader sees of a page, without building a tree; each character is looked at once.

    The parsers at hand take quadratic time on comments and tags that are never closed; this one stops there.

    Examples
    --------
    >>> visible_text("<div><p>One &amp; <b>two</b></p><script>no()</script>three</div>").text
    'One & two\\nthree'
    """
    hidden, inline, flat = _tags("hidden"), _tags("inline"), _tags("void") | _tags("implied")
    pieces: list[str] = []
    depth = deepest = tags = position = 0
    while (opening := markup.find("<", position)) >= 0:
        pieces.append(markup[position:opening])
        name = _NAME.match(markup, opening + 1)
        if name is None and markup[opening + 1 : opening + 2] not in ("!", "?"):
            pieces.append("<")
            position = opening + 1
            continue
        end, mark = ("-->", 3) if markup.startswith("<!--", opening) else (">", 1)
        closing = markup.find(end, opening)
        if closing < 0:
            position = len(markup)
            break
        position = closing + mark
        tag = name.group().lower() if name else "!"
        if tag in hidden:
            position = _after(markup, tag, position)
            continue
        bare = tag.lstrip("/")
        pieces.append("" if bare in inline else "\n")
        tags += 1
        if tag.startswith("/"):
            depth = max(0, depth - (bare not in flat))
        elif name and bare not in flat and markup[closing - 1] != "/":
            depth += 1
            deepest = max(deepest, depth)
    pieces.append(markup[position:])
    lines = (" ".join(unescape(line).split()) for line in "".join(pieces).split("\n"))
    return Visible("\n".join(line for line in lines if line), deepest, tags)


def _after(markup: str, tag: str, position: int) -> int:
    """Return where a hidden element ends; one that is never closed hides the rest, as in a browser."""
    end = re.compile(f"</{tag}", re.IGNORECASE).search(markup, position)
    closing = -1 if end is None else markup.find(">", end.end())
    return len(markup) if closing < 0 else closing + 1


def read_html(raw: bytes | str) -> HtmlPage:
    """Take the article out of an HTML page.

    Parameters
    ----------
    raw
        The page; bytes are decoded as UTF-8, or as the page's own declaration says.

    Returns
    -------
    HtmlPage
        ``warnings`` may hold ``html_too_deep`` (nesting beyond 400 or more than 6,000 tags: the visible text
        is taken as it is), ``html_no_article`` (the same, because no article was found), ``html_lost_text``
        (under a fifth of the visible text was found to be the article), ``html_cut`` (beyond 20 million
        characters).

    Raises
    ------
    InputError
        Where the extra ``web`` is not installed.

    Examples
    --------
    >>> from framing.reading.html import read_html
    >>> text = "<p>Delegations met on Thursday for talks on prisoners. The meeting lasted four hours.</p>"
    >>> page = read_html(f"<html><body><article><h1>Talks in Geneva</h1>{text * 3}</article></body></html>")
    >>> "Delegations met on Thursday" in page.text
    True
    """
    markup = raw if isinstance(raw, str) else _decode(raw)
    codes: list[str] = []
    if len(markup) > MAX_CHARACTERS:
        markup = markup[:MAX_CHARACTERS]
        codes.append("html_cut")
    markup = markup.replace("\0", "")
    seen = visible_text(markup)
    visible = seen.text
    if seen.depth > MAX_DEPTH or seen.tags > MAX_TAGS:
        codes.append("html_too_deep")
        return HtmlPage(visible, warnings=tuple(codes))
    found = _extract(markup)
    text = (found.get("text") or "").strip()
    if not text:
        codes.append("html_no_article")
        return HtmlPage(visible, warnings=tuple(codes))
    lost = max(0, len(visible) - len(text))
    if len(visible) >= _MIN_VISIBLE and len(text) < _KEPT_SHARE * len(visible):
        codes.append("html_lost_text")
    return HtmlPage(
        text=text,
        title=found.get("title") or "",
        author=found.get("author") or "",
        date=found.get("date") or "",
        outlet=found.get("sitename") or "",
        warnings=tuple(codes),
        lost=lost,
    )


def _decode(raw: bytes) -> str:
    head = raw[:2048].decode("ascii", "replace")
    declared = re.search(r"charset=[\"']?([A-Za-z0-9_-]{2,20})", head)
    for encoding in (
        ["utf-8-sig"] if raw.startswith(b"\xef\xbb\xbf") else [],
        ["utf-8"],
        [declared.group(1)] if declared else [],
    ):
        try:
            return raw.decode(encoding[0]) if encoding else raw.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _extract(markup: str) -> dict[str, Any]:
    """Run trafilatura on the page; anything it raises on broken markup means that it found nothing."""
    try:
        import trafilatura
    except ImportError:
        raise InputError(
            "HTML needs trafilatura; install it with: pip install trafilatura lxml_html_clean ftfy py3langid"
        ) from None
    # its messages about broken markup go to whoever listens, and else nowhere
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            markup, include_comments=False, include_tables=False, with_metadata=True
        )
    except Exception:
        # third-party code on hostile input: the caller falls back to the visible text and warns
        return {}
    if found is None:
        return {}
    return found if isinstance(found, dict) else found.as_dict()
