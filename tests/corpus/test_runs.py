"""Whole corpora: every row is in the output, the same for any number of processes and any batch size."""

from __future__ import annotations

import importlib
import math
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import framing
from framing.analysis import Analyzer, ArticleAnalysis
from framing.corpus.runs import bloc_shares, voices_table
from framing.corpus.workers import DIED
from framing.errors import FramingWarning, InputError
from framing.records import Article

from .samples import BAD, GOOD, make_analyzer, mixed_table

COLUMNS = [
    *("id", "target", "voice", "score", "label", "se", "n_mentions", "n_unsure"),
    *("p_against", "p_neutral", "p_favor", "n_evidence", "evidence", "delta", "warnings", "error"),
]
BUILT = make_analyzer()


def test_rows_of_one_article(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"id": ["a"], "text": [GOOD[1]], "outlet": ["Ledger"]})
    table = framing.analyze_corpus(df, analyzer=analyzer)
    assert list(table.columns) == [*COLUMNS, "outlet"]
    assert table[["target", "voice"]].to_numpy().tolist()[:4] == [
        ["Russia", "author"],
        ["Russia", "quoted"],
        ["Ukraine", "author"],
        ["Ukraine", "quoted"],
    ]
    quoted = table[(table["target"] == "Ukraine") & (table["voice"] == "quoted")].iloc[0]
    direct = analyzer.analyze(GOOD[1]).stance["Ukraine"].quoted
    assert (quoted["label"], quoted["score"]) == (direct.label, direct.score)
    assert quoted["score"] < 0
    assert table["outlet"].tolist() == ["Ledger"] * 8
    assert table["error"].isna().all()


def test_every_input_row_is_in_the_output(analyzer: Analyzer) -> None:
    df = mixed_table(len(GOOD) + len(BAD))
    table = framing.analyze_corpus(df, analyzer=analyzer)
    assert table["id"].drop_duplicates().tolist() == df["id"].tolist()
    codes = table.drop_duplicates("id")["error"].fillna("").str.split(":").str[0].tolist()
    assert codes == [*[""] * 4, *["missing_text"] * 4, *["not_text"] * 6, *[""] * 10]
    doubts = table.drop_duplicates("id")["warnings"].tolist()
    for place, code in ((-10, "empty"), (-9, "empty"), (-7, "not_english"), (-6, "html")):
        assert code in doubts[place].split(";")
    bad = table[table["error"].notna()]
    assert bad[["target", "voice", "label", "evidence"]].isna().all(axis=None)
    assert bad[["score", "se", "n_mentions"]].isna().all(axis=None)
    assert len(bad) == 10
    # the other rows are unharmed
    alone = framing.analyze_corpus(df.iloc[:4], analyzer=analyzer)
    pd.testing.assert_frame_equal(table[table["id"].isin(df["id"][:4])].reset_index(drop=True), alone)


@pytest.mark.parametrize(("n_jobs", "batch_size"), [(1, 1), (1, 7), (2, 5), (2, 1000), (3, 1)])
def test_same_table_for_any_number_of_processes(analyzer: Analyzer, n_jobs: int, batch_size: int) -> None:
    df = mixed_table(60)
    expected = framing.analyze_corpus(df, analyzer=analyzer)
    got = framing.analyze_corpus(df, analyzer=analyzer, n_jobs=n_jobs, batch_size=batch_size)
    pd.testing.assert_frame_equal(got, expected)


def test_without_ids_the_index_is_taken(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"text": GOOD[:2]}, index=["x", "y"])
    assert framing.analyze_corpus(df, analyzer=analyzer)["id"].unique().tolist() == ["x", "y"]
    other = pd.DataFrame({"body": GOOD[:1], "key": [5]})
    table = framing.analyze_corpus(other, text="body", id="key", analyzer=analyzer)
    assert table["id"].tolist() == [5] * 8


def test_ids_that_stand_twice_are_kept_and_named(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"id": ["a", "a"], "text": GOOD[:2]})
    with pytest.warns(FramingWarning, match="1 rows repeat an id"):
        table = framing.analyze_corpus(df, analyzer=analyzer)
    assert len(table) == 16


def test_title_counts_and_reading_warnings_are_kept(analyzer: Analyzer) -> None:
    df = pd.DataFrame(
        {"title": ["Brave Ukraine"], "text": ["Nothing else."], "warnings": ["undecodable"], "removed": ["x"]}
    )
    table = framing.analyze_corpus(df, analyzer=analyzer)
    row = table[(table["target"] == "Ukraine") & (table["voice"] == "author")].iloc[0]
    assert row["score"] > 0
    assert row["warnings"] == "undecodable"
    assert "removed" not in table
    untitled = framing.analyze_corpus(df, analyzer=analyzer, title=None)
    assert untitled.loc[untitled["target"] == "Ukraine", "label"].tolist() == ["absent", "absent"]


def test_kept_columns_never_replace_results(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"text": GOOD[:1], "score": [99], "label": ["mine"], "error": ["x"], 5: [1]})
    table = framing.analyze_corpus(df, analyzer=analyzer)
    assert table["score_input"].tolist() == [99] * 8
    assert table["label_input"].tolist() == ["mine"] * 8
    assert table["5"].tolist() == [1] * 8
    assert table["error"].isna().all()


def test_frames_become_columns(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"text": [GOOD[0], GOOD[2]]})
    table = framing.analyze_corpus(df, analyzer=analyzer, frames=True).drop_duplicates("id")
    assert table["frame_courage"].tolist() == [0.5, 0.0]
    assert table["frames_present"].tolist() == ["courage", ""]


def test_an_empty_table_has_the_columns(analyzer: Analyzer) -> None:
    table = framing.analyze_corpus(pd.DataFrame({"id": [], "text": []}), analyzer=analyzer)
    assert (list(table.columns), len(table)) == (COLUMNS, 0)


def test_an_exception_in_one_document_is_its_row(analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Analyzer.analyze

    def failing(self: Analyzer, article: str | Article) -> ArticleAnalysis:
        if isinstance(article, Article) and "FAIL" in article.text:
            raise RecursionError("too\ndeep")
        return real(self, article)

    monkeypatch.setattr(Analyzer, "analyze", failing)
    table = framing.analyze_corpus(pd.DataFrame({"text": [GOOD[0], "FAIL", GOOD[1]]}), analyzer=analyzer)
    assert table["id"].tolist() == [*[0] * 8, 1, *[2] * 8]
    assert table["error"].dropna().tolist() == ["analysis_failed: RecursionError: too deep"]


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return analyzers that end their process, from a module that worker processes can import."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("deadly_analyzers")


def test_a_document_that_ends_its_worker_is_set_aside(deadly: ModuleType) -> None:
    df = pd.DataFrame({"text": [GOOD[k % 4] if k not in (17, 40) else "POISON" for k in range(60)]})
    table = framing.analyze_corpus(df, analyzer=deadly.Deadly(**BUILT.settings), n_jobs=2, batch_size=4)
    bad = table[table["error"].notna()]
    assert bad["id"].tolist() == [17, 40]
    assert bad["error"].tolist() == [DIED, DIED]
    good = framing.analyze_corpus(df.drop(index=[17, 40]), analyzer=make_analyzer())
    pd.testing.assert_frame_equal(table[table["error"].isna()].reset_index(drop=True), good)


def test_workers_that_cannot_start_blame_no_document(deadly: ModuleType) -> None:
    broken = deadly.NeverStarts(**BUILT.settings)
    with pytest.raises(InputError, match="worker processes end at their start"):
        framing.analyze_corpus(pd.DataFrame({"text": GOOD}), analyzer=broken, n_jobs=2)


@pytest.mark.parametrize(
    ("df", "options", "message"),
    [
        (None, {}, "df is NoneType"),
        ("text", {}, "df is str"),
        ([1], {}, "df is list"),
        (pd.DataFrame({"a": ["x"]}), {}, "no column 'text'; the columns are 'a'"),
        (pd.DataFrame({"text": ["x"]}), {"id": "key"}, "no column 'key'"),
        (pd.DataFrame([["x", "y"]], columns=["text", "text"]), {}, "column 'text' stands 2 times"),
        (pd.DataFrame({"text": ["x"]}), {"n_jobs": 0}, "n_jobs=0"),
        (pd.DataFrame({"text": ["x"]}), {"n_jobs": 1.5}, "n_jobs=1.5"),
        (pd.DataFrame({"text": ["x"]}), {"n_jobs": True}, "n_jobs=True"),
        (pd.DataFrame({"text": ["x"]}), {"batch_size": 0}, "batch_size=0"),
        (pd.DataFrame({"text": ["x"]}), {"part_size": "many"}, "part_size='many'"),
        (pd.DataFrame({"text": ["x"]}), {"format": "pickle"}, "choose one of jsonl, parquet"),
        (pd.DataFrame({"text": ["x"]}), {"colour": 1}, "option 'colour' is unknown"),
        (pd.DataFrame({"text": ["x"]}), {"analyzer": 3}, "analyzer is int"),
        (pd.DataFrame({"text": ["x"]}), {"analyzer": BUILT, "naming": False}, "beside analyzer"),
    ],
)
def test_refusals(df: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        framing.analyze_corpus(df, **options)  # type: ignore[arg-type]


def test_who_is_quoted(analyzer: Analyzer) -> None:
    df = pd.DataFrame({"id": ["a", "b", "c"], "text": [GOOD[1], "The bridges stood empty.", None]})
    voices = voices_table(df, analyzer=analyzer)
    quotes = analyzer.analyze(GOOD[1]).quotes
    assert voices["id"].tolist() == [*["a"] * len(quotes), "b", "c"]
    assert voices["content"].tolist()[0] == quotes[0].content.text
    assert voices["n_words"].tolist()[0] == len(quotes[0].content.text.split())
    assert voices["share"].tolist()[0] == pytest.approx(len(quotes[0].content.text.split()) / len(GOOD[1].split()))
    assert voices["quote"].isna().tolist()[-2:] == [True, True]
    shares = bloc_shares(voices)
    assert shares["id"].tolist() == ["a", "b", "c"]
    assert math.isclose(shares.drop(columns="id").iloc[0].sum(), voices["share"].dropna().sum())
    assert (shares.drop(columns="id").iloc[1:] == 0).all(axis=None)


SCRIPT = """
import sys, hashlib
sys.path[:0] = {paths!r}
import framing
from corpus.samples import make_analyzer, mixed_table
out = sys.argv[1]
n_jobs, batch_size = int(sys.argv[2]), int(sys.argv[3])
options = dict(analyzer=make_analyzer(), part_size=10, n_jobs=n_jobs, batch_size=batch_size)
framing.analyze_corpus(mixed_table(48), out=out, **options)
"""


@pytest.mark.parametrize(
    ("environment", "n_jobs", "batch"),
    [
        ({"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}, "1", "16"),
        ({"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Baku"}, "2", "3"),
    ],
)
def test_same_bytes_in_any_environment(
    tmp_path: Path, analyzer: Analyzer, environment: dict[str, str], n_jobs: str, batch: str
) -> None:
    root = Path(__file__).parents[1]
    script = tmp_path / "run.py"
    script.write_text(SCRIPT.format(paths=[str(root), str(root.parent / "src")]), encoding="utf-8")
    subprocess.run(
        [sys.executable, str(script), str(tmp_path / "there"), n_jobs, batch],
        env={**os.environ, **environment},
        check=True,
        timeout=120,
    )
    framing.analyze_corpus(mixed_table(48), analyzer=analyzer, out=tmp_path / "here", part_size=10)
    here = {p.name: p.read_bytes() for p in (tmp_path / "here").glob("part-*")}
    there = {p.name: p.read_bytes() for p in (tmp_path / "there").glob("part-*")}
    assert len(here) == 5
    assert here == there


def test_numbers_are_plain(analyzer: Analyzer) -> None:
    table = framing.analyze_corpus(mixed_table(5), analyzer=analyzer)
    assert table["score"].dtype == np.float64
    assert str(table["n_mentions"].dtype) == "Int64"
    assert table["label"].dtype == object
