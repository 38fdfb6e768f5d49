"""Lone surrogates in every text cell of a table: every function that takes one still gives its result."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

import framing
from framing import plots, research
from framing.corpus.exports import to_csv, to_html
from framing.corpus.runs import bloc_shares, voices_table
from framing.show.report import report
from framing.surrogates import table_written_out

LONE = "\ud800"
N = 24
TEXT = (
    f"Russia{LONE}'s brutal regime lies. {LONE} Brave Ukraine waits. “Russia {LONE} is a puppet”, Bob {LONE} said. "
    f"The special military operation {LONE} goes on, the special military operation."
)


def column(values: list[str]) -> pd.Series[Any]:
    return pd.Series(values, dtype=object)


ARTICLES = pd.DataFrame(
    {
        "id": column([f"{LONE}{k}" for k in range(N)]),
        "title": column([LONE] * N),
        "outlet": column([f"{LONE}{k % 2}" for k in range(N)]),
        "date": column([f"2031-03-{k + 1:02d}{LONE if k == 3 else ''}" for k in range(N)]),
        "text": column([f"{TEXT} {'Peace talks go on.' if k % 2 else 'A ship came in.'}" for k in range(N)]),
    }
)


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    table = framing.analyze_corpus(ARTICLES, frames=True)
    codes = table[["id", "target", "voice"]].iloc[:40].assign(coder=column([LONE] * 40), code=-1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sample = framing.sample_for_coding(ARTICLES, 6, by="outlet")
    return {"table": table, "codes": codes, "quotes": voices_table(ARTICLES), "sample": sample}


CALLS: dict[str, Callable[[dict[str, Any], Path], Any]] = {
    "compare": lambda t, _: framing.compare(t["table"], repeats=100),
    "trend": lambda t, _: framing.trend(t["table"], by="outlet", repeats=100),
    "contrast": lambda t, _: framing.contrast(ARTICLES),
    "agreement": lambda t, _: framing.agreement(pd.concat([t["codes"], t["codes"].assign(coder="b")])),
    "validate": lambda t, _: framing.validate(t["table"], t["codes"], by="outlet", repeats=100).summary,
    "corrected_mean": lambda t, _: framing.corrected_mean(t["table"], t["codes"], by="outlet"),
    "corrected_ols": lambda t, _: research.corrected_ols(t["table"], t["codes"], ["outlet"]),
    "change_points": lambda t, _: research.change_points(t["table"], target="Russia", repeats=19),
    "shift": lambda t, _: research.shift(t["table"], "2031-03-12", target="Russia", repeats=100),
    "differences": lambda t, _: research.differences(t["table"], repeats=100),
    "voice_shares": lambda t, _: research.voice_shares(t["quotes"], repeats=100),
    "bloc_shares": lambda t, _: bloc_shares(t["quotes"]),
    "keyword_in_context": lambda t, _: research.keyword_in_context(ARTICLES, "Russia", by="outlet"),
    "lexicon_coverage": lambda t, _: research.lexicon_coverage(ARTICLES, by="outlet"),
    "naming_table": lambda t, _: research.naming_table(ARTICLES, by="outlet"),
    "specification_curve": lambda t, _: research.specification_curve(
        ARTICLES, "Russia", (f"{LONE}0", f"{LONE}1"), voices=["author"], scorers=["lexicon"], naming=[True]
    ),
    "consensus": lambda t, _: research.consensus(t["codes"]),
    "audit": lambda t, _: framing.audit(framing.Analyzer(["Russia"]), [TEXT]),
    "find_duplicates": lambda t, _: framing.find_duplicates(ARTICLES),
    "coding_sheets": lambda t, to: research.coding_sheets(t["sample"], to / "s", ["ann"], ["Russia", LONE]),
    "to_doccano": lambda t, to: research.to_doccano(t["sample"], to / "a.jsonl", [LONE]),
    "to_label_studio": lambda t, to: research.to_label_studio(t["sample"], to / "a.json", [LONE]),
    "report": lambda t, to: [report(t["table"], to / "r.html", LONE, t["quotes"])],
    "plots_stance": lambda t, _: [plots.stance(t["table"]).figure.canvas.draw()],
    "plots_frames": lambda t, _: [plots.frames(t["table"]).figure.canvas.draw()],
    "plots_naming": lambda t, _: [plots.naming(research.naming_table(ARTICLES)).figure.canvas.draw()],
    "to_csv": lambda t, _: to_csv(t["table"]),
    "to_html": lambda t, _: to_html(t["table"]),
    "sentences": lambda t, _: framing.analyze(TEXT).sentences_to_frame(),
    "voices": lambda t, _: framing.analyze(TEXT).voices_to_frame(),
}


@pytest.mark.parametrize("name", list(CALLS))
def test_a_table_with_lone_surrogates_has_its_result(name: str, tables: dict[str, Any], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = CALLS[name](tables, tmp_path)
    assert len(found) > 0


def test_other_tables_are_not_copied() -> None:
    plain = pd.DataFrame({"a": column(["x", "ß"]), "b": [[1], [2]], "n": [1, 2]})
    assert table_written_out(plain) is plain
    broken = table_written_out(pd.DataFrame({"a": column(["x", LONE]), "n": [1, 2]}))
    assert broken["a"].tolist() == ["x", "\\ud800"]
    assert broken["n"].tolist() == [1, 2]
