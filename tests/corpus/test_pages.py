"""Every page and every sheet the library writes: no script in any of them lives, no formula is live."""

from __future__ import annotations

import csv
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

import framing
from framing.corpus.exports import guard_cell, unguard_cell
from framing.corpus.runs import voices_table
from framing.research import coding_sheets, read_codes
from framing.show.report import report
from framing.show.views import CorpusView, QuotesView

from .payloads import FORMULAS, HIDDEN, PAYLOADS

HANDLED = ("src", "href", "action", "formaction", "background", "data")
BEFORE = " \t\r\n\x00\u00a0\u200b\ufeff"


class Acting(HTMLParser):
    """Collects tags that run or load, handlers, and addresses that are not part of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form", "svg", "math", "template"):
            self.found.append(tag)
        if tag == "meta" and "refresh" in dict(attrs).values():
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in HANDLED and not str(value).startswith("data:image/")):
                self.found.append(f"{tag} {name}={value}")


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def test_the_reader_finds_what_acts() -> None:
    shown = ["<script>x</script>", "<p onclick=x>", "<a href=javascript:x>", "<meta http-equiv=refresh content=0>"]
    assert [bool(acting(page)) for page in shown] == [True] * 4
    assert acting("<p>&lt;script&gt;</p><meta charset=utf-8><img src='data:image/png;base64,AA'>") == []


@pytest.fixture(scope="module")
def loaded() -> pd.DataFrame:
    """Articles whose every field is a payload."""
    texts = [f"Russia's brutal regime lies. {p} “{p} Ukraine is brave,” said {p} Bob." for p in PAYLOADS]
    named = dict.fromkeys(("id", "title", "outlet", "author", "date"), PAYLOADS)
    return pd.DataFrame({**named, "text": texts}, dtype=object)


def test_no_page_of_a_corpus_lets_a_script_live(loaded: pd.DataFrame, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = framing.analyze_corpus(loaded, frames=True)
        page = report(table, tmp_path / "r.html", PAYLOADS[0], voices_table(loaded)).read_text(encoding="utf-8")
    assert acting(page) == []
    assert acting(CorpusView(table, rows=100)._repr_html_()) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_view_of_an_article_lets_a_script_live(payload: str) -> None:
    text = f"{payload} Russia's brutal regime lies. “Ukraine {payload} is brave,” said Bob {payload} Cole."
    target = framing.Target(f"x{payload}".replace("\x00", "").replace("\ud800", ""), aliases=["Russia"])
    for options in ({}, {"targets": [target]}):
        a = framing.analyze(framing.Article(text, title=payload, outlet=payload), **options)
        assert acting(a._repr_html_()) == []
        assert acting(QuotesView(a)._repr_html_()) == []


@pytest.mark.parametrize("formula", [*FORMULAS, *HIDDEN])
def test_no_formula_lives_in_a_coding_sheet(formula: str, tmp_path: Path) -> None:
    sample = pd.DataFrame({"id": [formula], "title": [formula], "text": [formula], "inclusion_probability": [0.5]})
    files = coding_sheets(sample, tmp_path, ["ann"], [f"a{formula}b"])
    for file in (files[0], files[-1]):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        pieces = [piece for cell in cells for piece in re.split("[\r\n;\t]", cell)]
        assert [p for p in pieces if p.lstrip(BEFORE)[:1] in tuple("=+-@＝＋－＠")] == []


@pytest.mark.parametrize("text", [*FORMULAS, *HIDDEN, "'=x", "''-y", "a;'=b", "plain", ""])
def test_a_guarded_cell_is_read_back_as_it_was(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text


def test_codes_are_joined_by_guarded_ids(tmp_path: Path) -> None:
    ids = [f for f in FORMULAS if f.strip() == f and f.isprintable()]
    assert len(ids) >= 8
    sample = pd.DataFrame({"id": ids, "text": "Russia lies.", "inclusion_probability": 0.25})
    sheet = coding_sheets(sample, tmp_path, ["ann"], ["Russia"])[0]
    filled = pd.read_csv(sheet, dtype=str, keep_default_na=False).assign(**{"Russia | author": "-1"})
    filled.to_csv(sheet, index=False)
    with pytest.warns(framing.FramingWarning, match="not coded yet"):
        codes = read_codes(tmp_path)
    assert sorted(codes["id"]) == sorted(ids)
    assert codes["inclusion_probability"].tolist() == [0.25] * len(ids)


def test_a_whole_book_fits_a_cell(tmp_path: Path) -> None:
    sample = pd.DataFrame({"id": ["a"], "text": ["Russia lies.\u2028 " * 20_000]})
    sheet = coding_sheets(sample, tmp_path, ["ann"], ["Russia"])[0]
    filled = sheet.read_text(encoding="utf-8-sig").replace('"","",""', '"-1","0",""')
    sheet.write_text(filled, encoding="utf-8")
    assert read_codes(tmp_path)["code"].tolist() == [-1.0, 0.0]


@pytest.mark.parametrize("content", ["id,inclusion_probability\na\n", "id,inclusion_probability\na,often\n"])
def test_a_damaged_sample_is_named(content: str, tmp_path: Path) -> None:
    sample = pd.DataFrame({"id": ["a"], "text": ["Russia lies."]})
    sheet = coding_sheets(sample, tmp_path, ["ann"], ["Russia"])[0]
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace('"","",""', '"-1","0",""'), encoding="utf-8")
    (tmp_path / "sample.csv").write_text(content, encoding="utf-8")
    with pytest.raises(framing.InputError, match="row 2: no inclusion_probability"):
        read_codes(tmp_path)
