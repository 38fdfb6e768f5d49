"""Articles out of HTML: caps on size and depth, and what is lost is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import framing
from framing.reading import html

from . import pages

pytest.importorskip("trafilatura")

PARAGRAPHS = "".join(
    f"<p>{p} The clerk wrote it down, and the meeting went on until the evening.</p>"
    for p in pages.BODY.split("\n\n") * 3
)
PAGE = f"""<!DOCTYPE html><html><head><title>Bridge talks crawl on - Harbour Ledger</title>
<meta property="og:site_name" content="Harbour Ledger"><meta name="author" content="Ines Calloway">
<meta property="article:published_time" content="2024-11-05T10:15:00Z"><style>p {{color: red}}</style>
<script>var stolen = "secret words of the script";</script></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Bridge talks crawl on</h1>{PARAGRAPHS}</article>
<footer>© 2024 Harbour Ledger</footer></body></html>"""


def test_an_article_with_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    row = framing.read_articles(tmp_path / "a.html").iloc[0]
    assert row["title"] == "Bridge talks crawl on"
    assert (row["outlet"], row["author"], row["date"]) == ("Harbour Ledger", "Ines Calloway", "2024-11-05")
    assert row["text"].startswith("The river commission met again")
    assert row["text"].count("The clerk wrote it down") == 6
    assert "secret words" not in row["text"] + row["removed"]
    assert "Home" not in row["text"]
    assert row["warnings"] == ""


def test_visible_text_and_depth() -> None:
    seen = html.visible_text(
        "<div><p>One &amp; <b>two</b> 1 < 2</p><script>no(</b>)</script>three<br></div><!-- four -->"
    )
    assert seen == html.Visible("One & two 1 < 2\nthree", 2, 8)


def test_too_deep_a_page_is_read_as_its_visible_text() -> None:
    page = html.read_html("<div>" * 50_000 + "The river commission met again." + "</div>" * 50_000)
    assert page.text == "The river commission met again."
    assert page.warnings == ("html_too_deep",)


def test_lost_text_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_extract", lambda markup: {"text": "The river."})
    page = html.read_html(PAGE)
    assert page.text == "The river."
    assert page.warnings == ("html_lost_text",)
    assert page.lost > 500


def test_a_page_without_an_article_keeps_its_visible_text() -> None:
    page = html.read_html("<html><body><ul><li>Home<li>World</ul></body></html>")
    assert page.text.split("\n") == ["Home", "World"] or page.text == "- Home\n- World"


def test_a_page_beyond_the_cap_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_CHARACTERS", 200)
    assert "html_cut" in html.read_html(PAGE).warnings


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\x01",
        b"<",
        b"<!",
        b"<![",
        b"<!DOCTYPE",
        b"<p",
        b"</" * 1000,
        b"&#xffffffff;",
        "<p>\ud800</p>",
        b"\xff\xfe<\x00p\x00",
        b"<?xml version='1.0' encoding='klingon'?><p>a</p>",
        b"<meta charset=idna><p>a\xff</p>",
        b"<svg><math><table><p>a",
    ],
)
def test_broken_markup_never_raises(raw: bytes | str) -> None:
    assert isinstance(html.read_html(raw).text, str)


def test_encodings_of_the_page() -> None:
    page = f"<meta charset='windows-1251'><p>Комиссия</p>{PARAGRAPHS}".encode("cp1251")
    assert "Комиссия" in html.visible_text(html._decode(page)).text


@pytest.mark.parametrize(
    "piece", ["<div>", "<p>a", "<!--", "<a href=", "&", "<b></i>", "<script>", "]]>", "<![CDATA["]
)
def test_time_is_linear(piece: str) -> None:
    size = 300_000
    start = time.process_time()
    html.read_html(piece * (size // len(piece)))
    assert time.process_time() - start < 5
