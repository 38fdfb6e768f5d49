"""A corpus by Dask: Parquet in, Parquet out, the same rows as on one machine.

    pip install "media-framing[dask]"
    python examples/dask_corpus.py

The example makes a small corpus of the articles in ``examples/articles``, writes it as Parquet, and analyses it on two
worker processes of this machine. On a cluster only the ``Client`` changes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import dask.dataframe as dd
from distributed import Client, LocalCluster

import framing
from framing.corpus import distributed

ARTICLES = Path(__file__).parent / "articles"


def main() -> None:
    articles = framing.read_articles(ARTICLES)
    with tempfile.TemporaryDirectory() as folder:
        source, results = Path(folder) / "articles", Path(folder) / "results"
        dd.from_pandas(articles, npartitions=4).to_parquet(str(source))

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
            table = distributed.analyze(dd.read_parquet(str(source)), framing.Analyzer())
            # nothing has been analysed yet: the work is done partition by partition while the result is written
            distributed.write_parquet(table, results)

        back = dd.read_parquet(str(results)).compute()
    here = framing.analyze_corpus(articles)
    same = back["score"].fillna(9).tolist() == here["score"].fillna(9).tolist()
    author = back[(back["voice"] == "author") & back["target"].isin(["Russia", "Ukraine"])]
    print(author[["id", "target", "label", "score"]].head(8).round(2).to_string(index=False))
    print(f"{back['id'].nunique()} articles, {len(back)} rows, the same as on one machine: {same}")


if __name__ == "__main__":
    main()
