"""Whatever is given, the public functions return a result or raise an error of this library."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

import framing
from framing import research
from framing.corpus.exports import to_csv, to_html
from framing.corpus.runs import bloc_shares, voices_table
from framing.errors import FramingError
from framing.lexicons import Lexicon
from framing.reading.furniture import furniture_spans, recover
from framing.reading.html import read_html

from .bad_values import bad_values
from .research_entries import RESEARCH_ENTRIES

NAMES = list(bad_values())
TABLE = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked brave Ukraine."], "outlet": ["Ledger"]})


ENTRIES: dict[str, Callable[[Any], Any]] = {
    "analyze": framing.analyze,
    "analyze_title": lambda v: framing.analyze(framing.Article("Russia is brave.", title=v)),
    "analyze_targets": lambda v: framing.analyze("Russia is brave.", targets=v),
    "analyzer_targets": lambda v: framing.Analyzer(targets=[v]),
    "analyzer_lexicons": lambda v: framing.Analyzer(lexicons=v),
    "analyzer_scorer": lambda v: framing.Analyzer(scorer=v),
    "analyzer_frames": lambda v: framing.Analyzer(frames=v),
    "target_name": lambda v: framing.Target(v, aliases=["x"]),
    "target_aliases": lambda v: framing.Target("Osterholm", aliases=v),
    "find_quotes": framing.find_quotes,
    "score_spans_text": lambda v: framing.score_spans(v, [(0, 1)]),
    "score_spans_spans": lambda v: framing.score_spans("Russia is brave.", v),
    "score_spans_pair": lambda v: framing.score_spans("Russia is brave.", [v]),
    "read_articles": framing.read_articles,
    "read_articles_columns": lambda v: framing.read_articles("nowhere.csv", columns=v),
    "analyze_corpus": framing.analyze_corpus,
    "analyze_corpus_text": lambda v: framing.analyze_corpus(TABLE, text=v),
    "analyze_corpus_id": lambda v: framing.analyze_corpus(TABLE, id=v),
    "analyze_corpus_jobs": lambda v: framing.analyze_corpus(TABLE.iloc[:0], n_jobs=v),
    "analyze_corpus_option": lambda v: framing.analyze_corpus(TABLE, batch_size=v),
    "voices_table": voices_table,
    "bloc_shares": bloc_shares,
    "find_duplicates": framing.find_duplicates,
    "find_duplicates_threshold": lambda v: framing.find_duplicates(TABLE, threshold=v),
    "load_lexicon": framing.load_lexicon,
    "load_lexicon_kind": lambda v: framing.load_lexicon("stance/praise", kind=v),
    "lexicon_from_frame": lambda v: Lexicon.from_frame(v, name="x"),
    "compare": framing.compare,
    "trend": framing.trend,
    "contrast": framing.contrast,
    "sample_for_coding": lambda v: framing.sample_for_coding(v, 1),
    "agreement": framing.agreement,
    "validate": lambda v: framing.validate(v, v),
    "corrected_mean": lambda v: framing.corrected_mean(v, v),
    "train": framing.train,
    "to_csv": to_csv,
    "to_html": to_html,
}
TEXT_ENTRIES: dict[str, Callable[[str], Any]] = {
    "furniture_spans": furniture_spans,
    "recover": recover,
    "read_html": read_html,
}


ALL_ENTRIES = {**ENTRIES, **RESEARCH_ENTRIES}
# these take no argument, or are the results and errors that others give
WITHOUT = {"Analyzer", "Article", "ArticleAnalysis", "Target", "list_lexicons", "plots"}
# what a name in ENTRIES is called there
CALLED = {"sample_for_coding": "sample"}


def test_every_public_function_is_met() -> None:
    public = {n for n in (*framing.__all__, *research.__all__) if not n.endswith(("Error", "Warning"))} - WITHOUT
    functions = {n for n in public if not isinstance(getattr(research, n, None), type)}
    assert len(functions) > 30
    met = tuple(ALL_ENTRIES)
    assert {n for n in functions if not any(e == n or e.startswith(CALLED.get(n, n)) for e in met)} == set()


def test_there_are_two_hundred() -> None:
    assert len(NAMES) >= 200


@pytest.mark.parametrize("entry", list(ALL_ENTRIES))
def test_a_result_or_an_error_of_this_library(entry: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, value in bad_values().items():
            try:
                ALL_ENTRIES[entry](value)
            except FramingError as error:
                if len(str(error)) < 10:
                    wrong[name] = f"says only {error}"
            except Exception as error:
                wrong[name] = f"{type(error).__name__}: {str(error)[:80]}"
    plt.close("all")
    assert wrong == {}


@pytest.mark.parametrize("entry", list(TEXT_ENTRIES))
def test_every_string_is_read(entry: str) -> None:
    for value in bad_values().values():
        if isinstance(value, str):
            TEXT_ENTRIES[entry](value)


def test_every_cell_is_a_row_and_its_neighbour_is_unharmed() -> None:
    values = bad_values()
    cells = [cell for value in values.values() for cell in (value, TABLE["text"][0])]
    table = framing.analyze_corpus(pd.DataFrame({"text": pd.Series(cells, dtype=object)}))
    expected = framing.analyze_corpus(TABLE).drop(columns=["id", "outlet"])
    rows = {key: part.drop(columns="id").reset_index(drop=True) for key, part in table.groupby("id")}
    assert list(rows) == list(range(2 * len(values)))
    for k, (name, value) in enumerate(values.items()):
        assert isinstance(rows[2 * k]["error"][0], str) == (not isinstance(value, str)), name
        pd.testing.assert_frame_equal(rows[2 * k + 1], expected)
