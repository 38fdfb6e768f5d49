"""The table and the notebook view: within 100 columns, marked, escaped, without script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import framing
from framing import Article
from framing.show.display import best_evidence, marked_field, number

TEXT = (
    "Brutal Russia attacked heroic Ukraine. The minister said: “Ukraine is a corrupt, treacherous regime.” "
    "The special military operation goes on."
)


class Reader(HTMLParser):
    """Collects the text, the marks and the tags of a page, and refuses tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.tags: set[str] = set()
        self.marked: list[tuple[str, str]] = []
        self._mark: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag == "mark":
            self._mark = dict(attrs)["class"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and "mark" in self.open and self._mark:
            self.marked.append((self._mark.split()[0], data))


def page(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


def test_the_table_shows_every_target_within_a_hundred_columns() -> None:
    long = framing.Target("A state with a very long name indeed", aliases=["Veltrania"])
    a = framing.analyze(TEXT.replace("Russia", "Veltrania"), targets=["Ukraine", long])
    lines = str(a).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[0].split() == ["target", "author", "score", "quoted", "score", "delta", "strongest", "evidence"]
    assert lines[2].startswith("Ukraine")
    assert lines[3].startswith("A state wit…")
    assert not any(line.endswith(" ") for line in lines)


def test_the_row_of_a_target_shows_both_voices_and_the_strongest_words() -> None:
    a = framing.analyze(TEXT)
    ukraine = a.stance["Ukraine"]
    row = next(line for line in str(a).splitlines() if line.startswith("Ukraine"))
    assert [ukraine.author.label, number(ukraine.author.score), ukraine.quoted.label] == row.split()[1:4]
    best = best_evidence(ukraine)
    assert best is not None
    assert row.endswith(f"({best[1]})")
    assert best[0].text[:10] in row
    west = next(line for line in str(a).splitlines() if line.startswith("West"))
    assert west.split() == ["West", "absent", "–", "absent", "–", "–"]


def test_frames_and_warnings_close_the_table() -> None:
    assert "frames: none dominant" in str(framing.analyze("Rain fell on the hills."))
    assert str(framing.analyze("rain")).endswith("warnings: too_short")
    assert "warnings" not in str(framing.analyze("Rain fell on the hills."))


def test_control_characters_cannot_break_the_table() -> None:
    a = framing.analyze("Brutal\u2028 Rus\u00adsia\x1b attacked. " * 3)
    assert all(c.isprintable() or c == "\n" for c in str(a))


def test_the_view_holds_the_text_itself_with_its_evidence_marked() -> None:
    a = framing.analyze(Article(TEXT, title="Kyiv waits"))
    shown = page(a._repr_html_())
    assert TEXT in shown.text
    assert "Kyiv waits" in shown.text
    marked = page(marked_field(a, "text"))
    assert marked.text == TEXT
    assert ("neg", "Brutal") in marked.marked
    assert ("pos", "heroic") in marked.marked
    assert not any(word == "minister" for _, word in marked.marked)


def test_quoted_voices_and_naming_choices_are_marked_apart() -> None:
    a = framing.analyze(TEXT)
    assert "<span class='quoted'>" in marked_field(a, "text")
    assert "<span class='quoted'>" not in marked_field(framing.analyze("Brutal Russia attacked."), "text")
    assert re.search(r"<mark class='[^']*' title='[^']*'>special military operation</mark>", marked_field(a, "text"))


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script> Brutal Russia attacked.",
        "Brutal Russia's \" onmouseover='x' attack & <b>more</b>.",
        "“<img src=x onerror=y> Ukraine is corrupt”, he said of brutal Russia.",
    ],
)
def test_markup_in_the_text_is_escaped(nasty: str) -> None:
    shown = page(framing.analyze(Article(nasty, title=nasty))._repr_html_())
    assert not shown.tags & {"script", "img", "b"}
    assert shown.text.count(nasty) == 2


def test_markup_in_a_targets_name_is_escaped() -> None:
    evil = framing.Target("<script>x</script>", aliases=["Veltrania"])
    shown = page(framing.analyze("Brutal Veltrania attacked.", targets=[evil])._repr_html_())
    assert "script" not in shown.tags
    assert "<script>x</script>" in shown.text


def test_no_view_runs_anything_or_fetches_anything() -> None:
    markup = framing.analyze(TEXT)._repr_html_()
    assert not re.search(r"<script|javascript:|https?:|url\(|@import|<link|<iframe", markup)


def test_a_lone_surrogate_does_not_break_the_view() -> None:
    framing.analyze("\ud800 Brutal Russia attacked.")._repr_html_().encode("utf-8")
