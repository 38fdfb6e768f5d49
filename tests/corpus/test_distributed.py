"""The same rows by Dask, on every scheduler."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.analysis import Analyzer
from framing.corpus import distributed
from framing.errors import InputError

from .samples import GOOD, mixed_table

dask = pytest.importorskip("dask")
dd = pytest.importorskip("dask.dataframe")


def table(n: int = 30) -> pd.DataFrame:
    """Return a table that Arrow can hold: texts only, or nothing."""
    df = mixed_table(n)
    df["text"] = [t if isinstance(t, str) and t.isprintable() else None for t in df["text"]]
    return df


def same(got: pd.DataFrame, expected: pd.DataFrame) -> None:
    plain = got.reset_index(drop=True).astype(object)
    other = expected.astype(object)
    pd.testing.assert_frame_equal(plain.where(plain.notna(), None), other.where(other.notna(), None))


@pytest.mark.parametrize("scheduler", ["synchronous", "threads", "processes"])
def test_equal_to_one_machine(analyzer: Analyzer, scheduler: str) -> None:
    lazy = distributed.analyze(dd.from_pandas(table(), npartitions=4), analyzer, frames=True)
    same(lazy.compute(scheduler=scheduler), framing.analyze_corpus(table(), analyzer=analyzer, frames=True))


def test_meta_is_exact_and_nothing_is_computed_before_it_is_asked(
    analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ddf = dd.from_pandas(table(), npartitions=3)
    with monkeypatch.context() as patched:
        patched.setattr(Analyzer, "analyze", None)
        lazy = distributed.analyze(ddf, analyzer)
    for part in lazy.partitions:
        got = part.compute(scheduler="synchronous")
        assert list(got.columns) == list(lazy._meta.columns)
        assert got.dtypes.tolist() == lazy._meta.dtypes.tolist()
    assert lazy.known_divisions is False


def test_parquet_in_and_out(analyzer: Analyzer, tmp_path: Path) -> None:
    dd.from_pandas(table(), npartitions=3).to_parquet(str(tmp_path / "in"))
    lazy = distributed.analyze(dd.read_parquet(str(tmp_path / "in")), analyzer)
    with dask.config.set(scheduler="synchronous"):
        distributed.write_parquet(lazy, tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 3
    same(pd.read_parquet(tmp_path / "out"), framing.analyze_corpus(table(), analyzer=analyzer))


def test_local_cluster(analyzer: Analyzer) -> None:
    distributed_extra = pytest.importorskip("distributed")
    with (
        dask.config.set({"distributed.worker.memory.terminate": False}),
        distributed_extra.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed_extra.Client(cluster),
    ):
        got = distributed.analyze(dd.from_pandas(table(), npartitions=4), analyzer).compute()
    same(got, framing.analyze_corpus(table(), analyzer=analyzer))


def test_a_worker_makes_its_analyzer_once(analyzer: Analyzer) -> None:
    import pickle

    recipe = distributed._Recipe(analyzer)
    sent = pickle.dumps(recipe)
    assert len(sent) < 20_000
    first, second = pickle.loads(sent), pickle.loads(sent)
    assert first.analyzer is second.analyzer
    assert first.analyzer.analyze(GOOD[0]).stance == analyzer.analyze(GOOD[0]).stance


@pytest.mark.parametrize("ddf", [None, pd.DataFrame({"text": ["x"]}), "text", [1]])
def test_refusals(ddf: object, analyzer: Analyzer) -> None:
    with pytest.raises(InputError, match="give a Dask DataFrame"):
        distributed.analyze(ddf, analyzer)
    lazy = dd.from_pandas(table(2), npartitions=1)
    with pytest.raises(InputError, match="no column 'body'"):
        distributed.analyze(lazy, analyzer, text="body")
    with pytest.raises(InputError, match="analyzer is str"):
        distributed.analyze(lazy, "both")  # type: ignore[arg-type]
