"""The working string: what it leaves out, and the way back to the caller's offsets."""

from __future__ import annotations

import time

import pytest

from framing.language.views import make_view
from framing.records import Article


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Line\r\nline", "Line\nline"),
        ("Rus\u00adsia", "Russia"),
        ("Rus\u200bsia", "Russia"),
        ("\ufeffRussia", "Russia"),
        ("cafe\u0301", "café"),
        ("plain", "plain"),
        ("“curly”", "“curly”"),
    ],
)
def test_invisible_marks_are_left_out_and_letters_composed(text: str, working: str) -> None:
    assert make_view(Article(text)).text == working


def located(article: Article, word: str) -> tuple[int, int, str, str]:
    view = make_view(article)
    at = view.text.index(word)
    span = view.locate(at, at + len(word))
    return span.start, span.end, span.text, span.field


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("One\r\nTwo\r\nRussia attacked", "Russia", "Russia"),
        ("The Rus\u00adsia case", "Russia", "Rus\u00adsia"),
        ("\ufeffRussia", "Russia", "Russia"),
        ("Zu\u0308rich and Russia", "Zürich", "Zu\u0308rich"),
        ("Zu\u0308rich and Russia", "Russia", "Russia"),
        ("e\u0301\u200b\r\ne\u0301 Russia", "Russia", "Russia"),
        ("Russie\u0301", "Russié", "Russie\u0301"),
    ],
)
def test_spans_come_back_to_the_callers_string(text: str, word: str, found: str) -> None:
    start, end, shown, field = located(Article(text), word)
    assert text[start:end] == shown == found
    assert field == "text"


def test_title_and_text_have_offsets_of_their_own() -> None:
    article = Article("Kyiv\r\nwaits", title="Mos\u00adcow growls")
    assert located(article, "Moscow") == (0, 7, "Mos\u00adcow", "title")
    assert located(article, "growls") == (8, 14, "growls", "title")
    assert located(article, "Kyiv") == (0, 4, "Kyiv", "text")
    assert located(article, "waits") == (6, 11, "waits", "text")


def test_without_a_title_all_is_text() -> None:
    assert located(Article("Kyiv waits"), "Kyiv") == (0, 4, "Kyiv", "text")


@pytest.mark.parametrize(
    "text", ["plain Russia", "a\r\nb Russia", "e\u0301e\u0301 Rus\u00adsia", "\u200b\u200bRussia\r\n"]
)
@pytest.mark.parametrize("title", ["", "A ti\u00adtle"])
def test_working_is_the_inverse_of_locate(text: str, title: str) -> None:
    view = make_view(Article(text, title=title))
    at = view.text.index("Russia")
    span = view.locate(at, at + 6)
    assert view.working(span.start) == at


def test_a_million_combining_marks_take_linear_time() -> None:
    begun = time.process_time()
    view = make_view(Article("a" + "\u0301" * 300_000))
    for start in range(0, 200_000, 400):
        view.locate(start, start + 400)
    assert time.process_time() - begun < 5.0
