"""The report and the notebook views: what stands in them, bad input, nothing that can act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

import framing
from framing.corpus.runs import voices_table
from framing.show.report import configuration_hash, report
from framing.show.views import CorpusView, QuotesView

HARD = ["<script>alert(1)</script>", "$\\frac{", "صحيفة المساء", "x" * 80, "a\nb\x00", "' onload='alert(1)"]
TEXT = "Russia's brutal regime lies. <script>alert(2)</script> “Ukraine is brave,” said <b>Bob</b>."


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]


def parse(markup: str) -> Tags:
    tags = Tags()
    tags.feed(markup)
    return tags


def is_inert(markup: str) -> bool:
    tags = parse(markup)
    handlers = [a for a in tags.attributes if a.startswith("on")]
    return "script" not in tags.tags and not handlers and all(s.startswith("data:") for s in tags.sources)


@pytest.fixture(scope="module")
def hard() -> tuple[pd.DataFrame, pd.DataFrame]:
    columns = dict.fromkeys(("id", "title", "outlet", "date", "author"), HARD)
    articles = pd.DataFrame({**columns, "text": [TEXT] * 5 + [None]}, dtype=object)
    return framing.analyze_corpus(articles, frames=True), voices_table(articles)


@pytest.fixture(scope="module")
def small() -> pd.DataFrame:
    articles = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "outlet": ["Post", "Post", "Herald"],
            "date": ["2031-02-03", "2031-02-12", "2031-03-01"],
            "text": ["Russia brutally attacked Ukraine."] * 2 + ["Talks go on in Geneva."],
        }
    )
    return framing.analyze_corpus(articles, frames=True)


def test_a_report_holds_method_plots_evidence_and_limits(small: pd.DataFrame, tmp_path: Path) -> None:
    page = report(small, tmp_path / "r.html", title="Two outlets").read_text(encoding="utf-8")
    assert "3 articles; 2 outlets; 2031-02-03 to 2031-03-01" in page
    assert f"framing {framing.__version__}" in page
    assert configuration_hash() in page
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == [
        "Method",
        "Stance in the author&#x27;s voice",
        "Author and quoted voices",
        "Over time",
        "Frames",
        "Evidence",
        "Limits",
    ]
    assert page.count("data:image/svg+xml") == 4


def test_a_report_is_the_same_twice(small: pd.DataFrame, tmp_path: Path) -> None:
    one, two = (report(small, tmp_path / f"{k}.html").read_bytes() for k in "ab")
    assert one == two


def test_a_report_of_hard_fields_is_inert(hard: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path) -> None:
    page = report(hard[0], tmp_path / "r.html", "<script>alert(3)</script>", hard[1]).read_text(encoding="utf-8")
    assert is_inert(page)
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in page
    assert "Articles that could not be analysed (1)" in page


def test_inert_is_a_test_that_can_fail() -> None:
    assert not is_inert("<p><script>x</script></p>")
    assert not is_inert("<p onload='x'>")
    assert not is_inert("<img src='https://example.org/x.png'>")
    assert is_inert("<p>&lt;script&gt;</p>")


def test_a_report_of_nothing_says_so(tmp_path: Path) -> None:
    empty = report(pd.DataFrame(), tmp_path / "e.html").read_text(encoding="utf-8")
    assert "The table has no article." in empty
    table = framing.analyze_corpus(pd.DataFrame({"text": ["Rain in the hills."]}))
    assert "No article mentions a target" in report(table, tmp_path / "n.html").read_text(encoding="utf-8")


def test_a_report_needs_a_stance_table_and_a_file(small: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(framing.InputError, match="'target'"):
        report(pd.DataFrame({"id": [1]}), tmp_path / "r.html")
    with pytest.raises(framing.InputError, match="is a folder"):
        report(small, tmp_path)


def test_the_corpus_view_shows_scores_errors_and_absence(hard: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    markup = CorpusView(hard[0])._repr_html_()
    assert is_inert(markup)
    assert "missing_text" in markup
    assert "title='absent'>–<" in markup
    assert "rgba(213,82,59" in markup


def test_the_corpus_view_says_how_much_it_shows(small: pd.DataFrame) -> None:
    assert "2 of 3 articles shown" in CorpusView(small, rows=2)._repr_html_()
    assert "shown" not in CorpusView(small)._repr_html_()
    assert "no article" in CorpusView(pd.DataFrame())._repr_html_()


def test_the_quotes_view_names_speakers() -> None:
    markup = QuotesView(framing.analyze("Kyiv had refused, Kremlin spokesman Dmitry Peskov claimed."))._repr_html_()
    assert "Dmitry Peskov" in markup
    assert "claimed (distancing)" in markup
    assert "nobody is quoted" in QuotesView(framing.analyze("Rain in the hills."))._repr_html_()


def test_the_article_view_is_inert_and_complete() -> None:
    article = framing.Article(TEXT, title="<b>Moscow</b> lies")
    markup = framing.analyze(article)._repr_html_()
    assert is_inert(markup)
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", "", markup)
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in bare
    assert "mark class='neg" in markup
