"""Tables in which no cell can act: formulas in CSV, markup in HTML."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.corpus.exports import guard, to_csv, to_html
from framing.errors import InputError

from .payloads import FORMULAS, HIDDEN, PAYLOADS, Live, live


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
