"""Articles out of HTML pages, with caps on size and depth; text that is lost on the way is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from framing.errors import InputError

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 400
_KEPT_SHARE = 0.2
_MIN_VISIBLE = 400
_BLOCKS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,2000}(/?)>")
_VOID = frozenset(
    ("br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col", "embed", "track")
)


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


class _Visible(HTMLParser):
    """Text a reader sees, without scripts and styles; keeps no tree, so depth costs nothing."""

    _hidden = frozenset(("script", "style", "noscript", "template", "head"))
    _inline = frozenset(
        ("a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "abbr", "time", "mark", "font", "q")
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._off = 0
        self.depth = self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self._hidden:
            self._off += 1
        if tag not in self._inline:
            self.pieces.append("\n")
        if tag not in _VOID:
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden and self._off:
            self._off -= 1
        if tag not in self._inline:
            self.pieces.append("\n")
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if not self._off:
            self.pieces.append(data)


def visible_text(markup: str) -> tuple[str, int]:
    """Return the visible text of a page, one block a line, and how deep its tags nest. Linear, no tree."""
    parser = _Visible()
    try:
        parser.feed(markup)
        parser.close()
    except (ValueError, AssertionError, RecursionError):
        # the parser of the standard library gives up on some broken declarations: what it read so far is kept
        parser.pieces.append("\n")
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line), parser.deepest


def read_html(raw: bytes | str) -> HtmlPage:
    """Take the article out of an HTML page.

    Parameters
    ----------
    raw
        The page; bytes are decoded as UTF-8, or as the page's own declaration says.

    Returns
    -------
    HtmlPage
        ``warnings`` may hold ``html_too_deep`` (nesting beyond 400: the visible text is taken as it is),
        ``html_lost_text`` (under a fifth of the visible text was found to be the article), ``html_cut``
        (beyond 20 million characters).

    Raises
    ------
    InputError
        Where the extra ``web`` is not installed.
    """
    markup = raw if isinstance(raw, str) else _decode(raw)
    codes: list[str] = []
    if len(markup) > MAX_CHARACTERS:
        markup = markup[:MAX_CHARACTERS]
        codes.append("html_cut")
    markup = markup.replace("\0", "")
    visible, depth = visible_text(markup)
    if depth > MAX_DEPTH:
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
            "HTML needs trafilatura; install it with: pip install 'media-framing[web]'"
        ) from None
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
