"""Speed and memory of whole corpora, in one command.

    python benchmarks/corpus.py [--n 100000] [--sentences 6] [--only one two dask memory duplicates poison]

Articles are made from the sentences of ``training/corpus``, drawn with a fixed seed. What is measured:

- ``one``, ``two``, ``dask``: articles a second in one process, in two, and with Dask on two, on a tenth of them; for
  two also the speed-up that the CPU time allows, which other work on the machine hardly changes;
- ``memory``: resident memory of all processes while the whole corpus runs into a folder, after a warm-up of a tenth;
- ``duplicates``: `framing.find_duplicates` over the whole corpus, a tenth of it near-copies, with its peak memory, and
  how many of the copies that are similar enough it found;
- ``poison``: a document that ends its worker among 10,000.

Other work on the machine makes the figures worse; the load is printed beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

import framing
from framing.analysis import Analyzer, ArticleAnalysis
from framing.corpus.duplicates import similarity
from framing.records import Article
from framing.stance.corpus_format import read_corpus

ROOT = Path(__file__).resolve().parents[1]
POISON = "This document ends its worker."


class Deadly(Analyzer):
    """An analyzer that ends its process on one text."""

    def analyze(self, article: str | Article) -> ArticleAnalysis:
        if isinstance(article, Article) and article.text == POISON:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().analyze(article)


def sentences() -> list[str]:
    """Return the paragraphs of the project's own corpus, cut at full stops."""
    found = []
    for file in sorted((ROOT / "training" / "corpus").glob("*.txt")):
        for passage in read_corpus(file):
            found += [s.strip() + "." for s in passage.text.replace("\n", " ").split(". ") if len(s) > 40]
    return found


def make_corpus(n: int, length: int) -> pd.DataFrame:
    """Return ``n`` articles of ``length`` sentences; every tenth is an earlier one with a sentence exchanged."""
    rng = random.Random(20240501)
    pool = sentences()
    drawn: list[list[str]] = []
    origins: list[int] = []
    for k in range(n):
        if k % 10 == 9:
            origins.append(rng.randrange(len(drawn)))
            copy = list(drawn[origins[-1]])
            copy[rng.randrange(len(copy))] = rng.choice(pool)
            drawn.append(copy)
        else:
            origins.append(-1)
            drawn.append(rng.choices(pool, k=length))
    texts = [" ".join(d) for d in drawn]
    return pd.DataFrame({"id": [f"d{k:06d}" for k in range(n)], "text": texts, "copy_of": origins})


def resident() -> float:
    """Return the resident memory of this process and its descendants in MB (Linux)."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
    family = {os.getpid()}
    for _ in range(4):
        family |= {pid for pid, parent in parents.items() if parent in family}
    total = 0
    for pid in family:
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return total * resource.getpagesize() / 1e6


@contextmanager
def sampled(readings: list[tuple[float, float]]) -> Iterator[None]:
    """Note time and resident memory twice a second."""
    done = threading.Event()
    start = time.perf_counter()

    def watch() -> None:
        while not done.wait(0.5):
            readings.append((time.perf_counter() - start, resident()))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def rate(df: pd.DataFrame, n_jobs: int) -> float:
    """Return articles a second, the start of the workers left out by a first short run of its own."""
    start = time.perf_counter()
    framing.analyze_corpus(df.iloc[:64], n_jobs=n_jobs)
    warm = time.perf_counter() - start
    start = time.perf_counter()
    framing.analyze_corpus(df, n_jobs=n_jobs)
    return len(df) / max(1e-9, time.perf_counter() - start - (warm if n_jobs > 1 else 0))


def cpu_seconds(df: pd.DataFrame, n_jobs: int) -> float:
    """Return the CPU time of a run, its workers' too: other work on the machine hardly changes it."""
    before = sum(os.times()[:4])
    framing.analyze_corpus(df, n_jobs=n_jobs)
    return sum(os.times()[:4]) - before


def measure_one(df: pd.DataFrame) -> dict[str, Any]:
    return {"articles_per_second": round(rate(df.iloc[: max(1, len(df) // 10)], 1), 1)}


def measure_two(df: pd.DataFrame) -> dict[str, Any]:
    part = df.iloc[: max(1, len(df) // 10)]
    rounds = [(rate(part, 1), rate(part, 2)) for _ in range(3)]
    one, two = (sorted(r[k] for r in rounds)[1] for k in (0, 1))
    # what two idle cores could reach at most: the CPU time of one process against half of that of all
    spent = [cpu_seconds(part, n) - cpu_seconds(part.iloc[:64], n) for n in (1, 2)]
    bound = round(2 * spent[0] / spent[1], 2)
    speedups = [round(b / a, 2) for a, b in rounds]
    return {"one": round(one, 1), "two": round(two, 1), "speedups": speedups, "speedup_by_cpu_time": bound}


def measure_dask(df: pd.DataFrame) -> dict[str, Any]:
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    from framing.corpus.distributed import analyze

    part = df.iloc[: max(1, len(df) // 10)]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        analyze(dd.from_pandas(part.iloc[:64], npartitions=2)).compute()
        start = time.perf_counter()
        got = analyze(dd.from_pandas(part, npartitions=16)).compute()
        seconds = time.perf_counter() - start
    expected = framing.analyze_corpus(part.iloc[:500])
    same = got.iloc[: len(expected)]["score"].fillna(9).tolist() == expected["score"].fillna(9).tolist()
    return {"articles_per_second": round(len(part) / seconds, 1), "same_scores_as_one_machine": same}


def measure_memory(df: pd.DataFrame) -> dict[str, Any]:
    readings: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder, sampled(readings):
        start = time.perf_counter()
        framing.analyze_corpus(df, n_jobs=2, out=folder, collect=False, progress=True)
        seconds = time.perf_counter() - start
        size = sum(p.stat().st_size for p in Path(folder).glob("part-*")) / 1e6
    # workers that are going away at the end are no part of the steady state
    steady = [mb for at, mb in readings if 0.1 * seconds < at < 0.98 * seconds]
    middle = sorted(steady)[len(steady) // 2]
    return {
        "articles_per_second": round(len(df) / seconds, 1),
        "seconds": round(seconds, 1),
        "resident_mb_median": round(middle, 1),
        "resident_mb_above": round(max(steady) - middle, 1),
        "resident_mb_below": round(middle - min(steady), 1),
        "parts_mb": round(size, 1),
    }


def measure_duplicates(df: pd.DataFrame) -> dict[str, Any]:
    start = time.perf_counter()
    found = framing.find_duplicates(df)
    seconds = time.perf_counter() - start
    texts, origins = df["text"].tolist(), df["copy_of"].tolist()
    pairs = [(k, o) for k, o in enumerate(origins) if o >= 0 and similarity(texts[k], texts[o]) >= 0.6]
    groups = found["group"].fillna(-1).tolist()
    together = sum(groups[k] == groups[o] >= 0 for k, o in pairs)
    return {
        "seconds": round(seconds, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
        "similar_copies": len(pairs),
        "found": together,
        "groups": int(found["group"].nunique()),
    }


def measure_poison(df: pd.DataFrame) -> dict[str, Any]:
    part = df.iloc[:10_000].copy()
    place = len(part) * 2 // 3
    part.loc[part.index[place], "text"] = POISON
    start = time.perf_counter()
    table = framing.analyze_corpus(part, analyzer=Deadly(), n_jobs=2)
    bad = table[table["error"].notna()]
    return {
        "documents": len(part),
        "good": int(table[table["error"].isna()]["id"].nunique()),
        "error_rows": bad["id"].tolist() == [part["id"].iloc[place]],
        "seconds": round(time.perf_counter() - start, 1),
    }


MEASURES: dict[str, Callable[[pd.DataFrame], dict[str, Any]]] = {
    "one": measure_one,
    "two": measure_two,
    "dask": measure_dask,
    "memory": measure_memory,
    "duplicates": measure_duplicates,
    "poison": measure_poison,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100_000, help="number of articles")
    parser.add_argument("--sentences", type=int, default=6, help="sentences in an article")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), default=list(MEASURES))
    chosen = parser.parse_args()
    df = make_corpus(chosen.n, chosen.sentences)
    words = df["text"].iloc[:1000].str.split().str.len().mean()
    now = datetime.now(UTC).date().isoformat()
    print(f"{now}: {len(df)} articles of {words:.0f} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name in chosen.only:
        print(json.dumps({"measure": name, **MEASURES[name](df), "load": round(os.getloadavg()[0], 1)}), flush=True)


if __name__ == "__main__":
    main()
