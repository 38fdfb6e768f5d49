"""Tables in which no cell can act: formulas in CSV, markup in HTML."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.corpus.exports import guard, to_csv, to_html
from framing.errors import InputError

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\u200b", "\ufeff", "\x00", "\u00a0"]
FORMULAS = [
    f"{before}{sign}{body}"
    for before in BEFORE
    for sign, body in zip(SIGNS, ["1+1", "cmd|' /C calc'!A0"] * 4, strict=True)
]
HIDDEN = [f"harmless{mark}=1+1" for mark in ("\r", "\n", "\r\n", "\t", ";")]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>",
    "<isindex action=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<base href=//x.example/>",
    "<style>@import '//x.example/a.css';</style>",
    "</td></tr></table><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    "' onmouseover=alert(1) x='",
    '" onmouseover=alert(1) x="',
    "`onmouseover=alert(1)",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script\x0d\x0a>alert(1)</script>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "\u2028<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "＜script＞alert(1)＜/script＞",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<marquee onstart=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<table background=javascript:alert(1)>",
    "<div style=background:url(javascript:alert(1))>",
    "<div style=width:expression(alert(1))>",
    "<x onclick=alert(1)>x",
    "<button formaction=javascript:alert(1)>",
    "<select onchange=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<frameset onload=alert(1)>",
    "<applet code=x>",
    "<bgsound src=javascript:alert(1)>",
    "<layer src=//x.example>",
    "<ilayer src=//x.example>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
]


class Live(HTMLParser):
    """Collects whatever a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("html", "head", "meta", "title", "style", "body", "table", "tr", "td", "th"):
            self.found.append(tag)
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name not in ("lang", "charset")]

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def live(page: str) -> list[str]:
    parser = Live()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_is_live(formula: str) -> None:
    assert len(FORMULAS) >= 40
    table = pd.DataFrame({formula: [formula], "id": [formula]})
    for row in csv.reader(io.StringIO(to_csv(table), newline="")):
        for cell in row:
            bare = cell.lstrip(" \t\r\n\u200b\ufeff\u00a0")
            assert bare == "id" or bare[0] in "'\\", cell


@pytest.mark.parametrize("text", HIDDEN)
def test_no_formula_begins_after_a_break(text: str) -> None:
    written = to_csv(pd.DataFrame({"a": [text]}))
    assert "'=1+1" in written
    assert len(list(csv.reader(io.StringIO(written, newline="")))) == 2


def test_ordinary_cells_stay_as_they_are() -> None:
    table = pd.DataFrame(
        {"text": ["a - b", "x=y", 'say "no"', None, "l1\rl2"], "score": [-0.5, np.nan, 1.0, np.inf, 0.0]}
    )
    back = pd.read_csv(io.StringIO(to_csv(table)), keep_default_na=False, dtype=str)
    assert back["text"].tolist() == ["a - b", "x=y", 'say "no"', "", "l1\rl2"]
    assert back["score"].tolist() == ["-0.5", "", "1.0", "inf", "0.0"]
    assert guard("not @ first") == "not @ first"


def test_surrogates_and_controls_are_written_out(tmp_path: Path) -> None:
    to_csv(pd.DataFrame({"a": pd.Series(["\ud800\x00b"], dtype=object)}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b'"a"\n"\\ud800\\x00b"\n'


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_is_live_in_html(payload: str, tmp_path: Path) -> None:
    assert len(PAYLOADS) >= 60
    table = pd.DataFrame([[payload, f"doc {payload}"]], columns=pd.Index([payload, "id"], dtype=object), dtype=object)
    page = to_html(table, tmp_path / "t.html")
    assert live(page) == []
    assert live((tmp_path / "t.html").read_text(encoding="utf-8")) == []


def test_html_shows_the_text() -> None:
    parser = Live()
    parser.feed(to_html(pd.DataFrame({"<b>": ["a & <i>b</i>", None], "n": [0.123456, 2]})))
    assert [s for s in parser.shown if s.strip()][2:] == ["<b>", "n", "a & <i>b</i>", "0.1235", "2"]


@pytest.mark.parametrize("write", [to_csv, to_html])
def test_refusals(write: object, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="table is list"):
        write([1])  # type: ignore[operator]
    with pytest.raises(InputError, match="can be written"):
        write(pd.DataFrame({"a": [1]}), tmp_path / "none" / "t")  # type: ignore[operator]
