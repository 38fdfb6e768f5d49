"""Page furniture: found where it stands, never where a sentence only looks like it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from framing.reading.furniture import furniture_pieces, furniture_spans, recover

from . import pages


def removed(text: str) -> list[str]:
    return [text[a:b] for a, b in furniture_spans(text)]


def test_feed_wrapper() -> None:
    got = recover(pages.FEED)
    assert got.title == "Bridge talks crawl on"
    assert got.authors == ("Ines Calloway", "Tomas Vrba")
    assert got.date == "2024-11"
    assert got.outlet == "Harbour Ledger"
    assert got.removed == (
        "(C) Harbour Ledger",
        "This story was originally published by Harbour Ledger and is unaltered.",
        ". . . . . . . .",
        "[1]",
        "['Ines Calloway', 'Tomas Vrba']",
        "Date: 2024-11",
        "(Photo: Lida Orr)",
        "[END]",
        "---",
        "[1] Url: https://ledger.example/bridge-talks",
        "Published and (C) by Harbour Ledger",
        "Content appears here under this condition or license: Creative Commons CC BY 4.0.",
        "via Lantern Gopher Feeds:",
        "gopher://lantern.example/1/ledger/",
    )
    body = "\n\n".join(pages.FEED[a:b] for a, b in got.body)
    assert body == f"Workers inspect the old span at dawn.\n\n{pages.BODY}"


def test_vote_counts_and_avatar() -> None:
    got = recover(pages.BLOG)
    assert (got.title, got.authors, got.date, got.outlet) == ("Bridge talks crawl on", (), None, None)
    assert got.removed == ("avatar", "0", "3", "0.000", "12 comments")
    assert [pages.BLOG[a:b] for a, b in got.body] == [pages.BODY]


def test_date_before_the_title_and_byline_at_the_end() -> None:
    got = recover(pages.OPINION)
    assert got.title == "Bridge talks crawl on: who gains?"
    assert got.authors == ("Ines Calloway",)
    assert got.date == "2024-11-05"
    assert got.removed == ("date 2024-11-05", "By Ines Calloway")
    assert pages.OPINION[slice(*got.title_span or (0, 0))].strip() == got.title


def test_author_note_and_leftovers_of_the_page() -> None:
    got = recover(pages.JOURNAL)
    assert got.authors == ("Ines Calloway",)
    assert got.date == "2024-11-05"
    assert got.removed[0:2] == ("Dr. Ines Calloway", "5 November, 2024")
    assert got.removed[2].startswith("Dr. Ines Calloway is Assistant Professor")
    assert got.removed[3:] == ("Path W", "close", "Notifications")


def test_portal() -> None:
    got = recover(pages.PORTAL)
    assert got.title == "Bridge talks crawl on"
    assert got.authors == ("Ines Calloway", "Tomas Vrba")
    assert got.date == "2024-11-05"
    assert "OSTERHOLM, Nov 5 (Reuters) -" in got.removed
    assert "Read also: Ferry fares rise for the third time this year" in got.removed
    assert got.removed[-4:] == (
        "Related articles",
        "Ferry fares rise again",
        "Dredging contract awarded",
        "© 2024 Harbour Ledger. All rights reserved.",
    )
    body = "\n".join(pages.PORTAL[a:b] for a, b in got.body)
    assert body.startswith("The river commission met again")
    assert body.endswith("a clerk of the commission told reporters.")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ines Calloway", "byline"),
        ("by Ines Calloway, The Ledger:", "byline"),
        ("Written by Tomas Vrba", "byline"),
        ("By Reuters", "byline"),
        ("Author: Jean-Luc d'Armagnac", "byline"),
        ("5 November 2024", "date"),
        ("Updated: Tuesday, 5 November 2024 at 10:15 GMT", "date"),
        ("2 hours ago", "date"),
        ("1,204 views", "comments"),
        ("5 min read", "comments"),
        ("Share on Facebook", "share"),
        ("Advertisement", "menu"),
        ("Subscribe to our newsletter", "newsletter"),
        ("Follow us on Telegram", "newsletter"),
        ("READ MORE: Ferry fares rise", "readmore"),
        ("Photo: Lida Orr / Getty Images", "caption"),
        ("All rights reserved.", "licence"),
        ("***", "end"),
        ("https://ledger.example/a?b=c", "source"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    page = f"Bridge talks crawl on\n{line}\n{pages.BODY}"
    assert [(page[p.start : p.end], p.kind) for p in furniture_pieces(page)] == [(line, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "By dawn the bridge was closed",
        "By Friday",
        "Read the terms before you sign, said the clerk",
        "Five comments by the minister stood out",
        "Sharing the river is the law here",
        "Home again, the delegates rested",
        "Copyright law divides the two banks",
        "The end of the ferry",
        "Editors were among the guests",
    ],
)
def test_lines_that_only_look_like_furniture(line: str) -> None:
    page = f"Bridge talks crawl on\n{line}\n{pages.BODY}"
    assert removed(page) == []


@pytest.mark.parametrize(
    ("prefix", "dateline"),
    [
        ("OSTERHOLM (Reuters) - ", True),
        ("KYIV, July 3 (Reuters) - ", True),
        ("BAKU, July 1. /TASS/. ", True),
        ("MOSCOW—", True),
        ("MOSCOW: ", True),
        ("THE HAGUE, Netherlands — ", True),
        ("(AP) — ", True),
        ("NATO — ", False),
        ("Moscow — ", False),
        ("In the city – ", False),
    ],
)
def test_datelines(prefix: str, dateline: bool) -> None:
    page = f"Bridge talks crawl on\n{prefix}{pages.BODY}"
    assert removed(page) == ([prefix] if dateline else [])


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (" (Photo: Lida Orr)", "(Photo: Lida Orr)"),
        (" (Reuters)", "(Reuters)"),
        (" Photo: Lida Orr", "Photo: Lida Orr"),
        (" (the clerk said so twice)", None),
        (" He kept a photo: it showed the bridge. Nobody else did", None),
    ],
)
def test_ends_of_lines(end: str, found: str | None) -> None:
    page = f"Bridge talks crawl on\n{pages.BODY}{end}"
    assert removed(page) == ([] if found is None else [found])


def test_a_last_paragraph_about_someone_in_the_article_is_no_author_note() -> None:
    about = "Ines Calloway is a former editor who has led the commission since the first flood."
    assert removed(f"Bridge talks crawl on\n{pages.BODY}\nMs Calloway smiled at that.\n{about}") == []
    note = "Ines Calloway is a researcher at the Institute for River Law."
    assert removed(f"Bridge talks crawl on\n{pages.BODY}\n{note}") == [note]


def test_a_title_that_is_printed_twice_counts_once() -> None:
    page = f"Bridge talks crawl on\n\nBridge talks crawl on\n\n{pages.BODY}"
    assert [p.kind for p in furniture_pieces(page)] == ["repeat"]
    assert recover(page).title == "Bridge talks crawl on"


@pytest.mark.parametrize("text", ["", " \n ", "One sentence only.", "Headline only", pages.BODY])
def test_a_text_without_a_page_stays_as_it_is(text: str) -> None:
    assert furniture_spans(text) == []
    got = recover(text)
    assert got.title == ""
    assert "".join(text[a:b] for a, b in got.body) == text.strip()


def test_an_ambiguous_date_is_a_warning() -> None:
    got = recover(f"Bridge talks crawl on\n04/05/2024\n{pages.BODY}")
    assert (got.date, got.warnings, got.removed) == (None, ("ambiguous_date",), ("04/05/2024",))


def test_line_ends_do_not_matter() -> None:
    for page in (pages.FEED, pages.JOURNAL, pages.PORTAL):
        assert recover(page.replace("\n", "\r\n")).removed == recover(page).removed


def test_each_thing_is_printed_only_once_in_spans() -> None:
    for page in (pages.FEED, pages.BLOG, pages.OPINION, pages.JOURNAL, pages.PORTAL):
        spans = furniture_spans(page)
        assert all(0 <= a < b <= len(page) for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in pairwise(spans))
