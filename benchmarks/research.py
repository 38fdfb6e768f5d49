"""Do the intervals and tests hold what they promise: simulations at full size, in one command.

    python benchmarks/research.py [--runs 1000] [--only compare corrected ...]

Each line gives the share of runs, its Monte Carlo interval (Wilson), the number of runs and the band in which
it should fall. Nothing is read from disk; the numbers are made here, with fixed seeds.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from framing.errors import FramingWarning
from framing.research import (
    agreement,
    change_points,
    compare,
    corrected_mean,
    corrected_ols,
    differences,
    sample_for_coding,
    shift,
)
from framing.research.contrasts import weighted_log_odds

Hits = Iterator[bool]


def stories(rng: np.random.Generator, n_stories: int, groups: str = "ABC", skew: float = 1.0) -> pd.DataFrame:
    """Articles of stories: a story has its own tone, skewed sizes, and runs in several outlets."""
    sizes = 1 + rng.geometric(1 / (1 + 2 * skew), n_stories)
    story = np.repeat(np.arange(n_stories), sizes)
    tone = rng.normal(0, 0.3, n_stories)[story]
    score = np.tanh(tone + rng.normal(0, 0.3, len(story)) - 0.2)
    outlet = rng.choice(list(groups), len(story))
    frame = {"id": np.arange(len(story)), "target": "X", "voice": "author", "story": story, "outlet": outlet}
    return pd.DataFrame({**frame, "score": score})


def true_mean(make: Callable[[np.random.Generator], pd.DataFrame]) -> float:
    """Mean score over a very large draw (articles weigh equally)."""
    big = pd.concat([make(np.random.default_rng(10**6 + k)) for k in range(300)])
    return float(big["score"].mean())


def compare_coverage(runs: int, n_stories: int) -> Hits:
    truth = true_mean(lambda rng: stories(rng, 200))
    for k in range(runs):
        table = stories(np.random.default_rng(k), n_stories)
        row = compare(table, by=None, seed=k, repeats=1000).iloc[0]
        yield row["low"] <= truth <= row["high"]


def difference_errors(runs: int, n_stories: int) -> Hits:
    for k in range(runs):
        table = stories(np.random.default_rng(k), n_stories)
        yield bool((differences(table, seed=k, repeats=1000)["p_holm"] < 0.05).any())


def corpus(rng: np.random.Generator, size: int, noise: float = 0.3) -> tuple[pd.DataFrame, np.ndarray]:
    """Articles with a true stance and a machine that is biased and noisy; the truth comes beside."""
    truth = np.clip(np.round(rng.normal(-0.2, 0.5, size) * 4) / 4, -1, 1)
    score = np.clip(0.5 * truth + 0.15 + rng.normal(0, noise, size), -1, 1)
    outlet = rng.choice(["A", "B"], size)
    table = pd.DataFrame(
        {"id": np.arange(size), "target": "X", "voice": "author", "score": score, "outlet": outlet}
    )
    return table.assign(se=np.abs(rng.normal(0.3, 0.1, size))), truth


def coded(sample: pd.DataFrame, truth: np.ndarray) -> pd.DataFrame:
    frame = {
        "id": sample["id"],
        "target": "X",
        "voice": "author",
        "coder": "a",
        "code": 2 * truth[sample["id"]],
    }
    return pd.DataFrame({**frame, "inclusion_probability": sample["inclusion_probability"]})


def superpopulation() -> float:
    return float(
        np.concatenate([corpus(np.random.default_rng(10**6 + k), 5000)[1] for k in range(200)]).mean()
    )


def corrected_coverage(runs: int, n: int = 100, design: str = "random", **options: object) -> Hits:
    expected = superpopulation()
    noise = 5.0 if design == "useless machine" else 0.3
    choice = {"by": "outlet"} if design == "stratified" else {"weights": "se"} if design == "weighted" else {}
    for k in range(runs):
        table, truth = corpus(np.random.default_rng(k), 600, noise)
        codes = coded(sample_for_coding(table, n, seed=k, **choice), truth)
        row = corrected_mean(table, codes, **options).iloc[0]
        yield row["low"] <= expected <= row["high"]


def naive_coverage(runs: int) -> Hits:
    expected = superpopulation()
    for k in range(runs):
        table, truth = corpus(np.random.default_rng(k), 600)
        codes = coded(sample_for_coding(table, 100, seed=k), truth)
        row = corrected_mean(table, codes).iloc[0]
        yield row["naive_low"] <= expected <= row["naive_high"]


def absence_coverage(runs: int) -> Hits:
    """The machine misses a fifth of the mentions, the more the harsher they are, and invents some."""
    values = []
    for k in range(-200, runs):
        rng = np.random.default_rng(k + 10**7)
        table, truth = corpus(rng, 600)
        there = rng.random(600) < 0.8
        seen = np.where(there, rng.random(600) < 0.85 + 0.3 * truth, rng.random(600) < 0.1)
        if k < 0:
            values.append((truth[there].sum(), there.sum()))
            continue
        table["score"] = table["score"].where(seen)
        codes = coded(sample_for_coding(table, 150, seed=k), truth)
        codes["code"] = codes["code"].where(there[codes["id"]])
        row = corrected_mean(table, codes).iloc[0]
        total = np.sum(values, axis=0)
        yield row["low"] <= total[0] / total[1] <= row["high"]


def ols_coverage(runs: int) -> Hits:
    for k in range(runs):
        rng = np.random.default_rng(k)
        table, truth = corpus(rng, 600)
        x = rng.random(600) < 0.4
        moved = np.clip(truth + 0.3 * x + rng.normal(0, 0.05, 600), -1.5, 1.5)
        # the machine sees only a part of the effect
        table = table.assign(x=x, score=table["score"] + 0.1 * x)
        codes = coded(sample_for_coding(table, 120, seed=k), np.clip(moved, -1, 1))
        row = corrected_ols(table, codes, ["x"]).iloc[1]
        yield row["low"] <= _clipped_effect() <= row["high"]


_EFFECT: list[float] = []


def _clipped_effect() -> float:
    if not _EFFECT:
        rng = np.random.default_rng(99)
        truth = corpus(rng, 2_000_000)[1]
        noise = rng.normal(0, 0.05, len(truth))
        _EFFECT.append(
            float(np.clip(truth + 0.3 + noise, -1, 1).mean() - np.clip(truth + noise, -1, 1).mean())
        )
    return _EFFECT[0]


def series(
    rng: np.random.Generator, size: int, step: float, at: int, day_effect: float = 0.15
) -> pd.DataFrame:
    """Articles over days: 0 to 5 a day, the tone of a day shared, a step at one day."""
    day = np.repeat(np.arange(size), rng.poisson(1.5, size))
    score = rng.normal(0, 0.4, len(day)) + rng.normal(0, day_effect, size)[day] + step * (day >= at)
    date = pd.Timestamp("2031-01-01") + pd.to_timedelta(day, unit="D")
    return pd.DataFrame({"target": "X", "voice": "author", "date": date, "score": np.clip(score, -1, 1)})


def false_changes(runs: int, size: int) -> Hits:
    for k in range(runs):
        found = change_points(series(np.random.default_rng(k), size, 0.0, 0), seed=k, repeats=199)
        yield bool(found["date"].notna().any())


def dated_changes(runs: int, step: float) -> Hits:
    for k in range(runs):
        found = change_points(series(np.random.default_rng(k), 90, step, 50), seed=k, repeats=199)
        off = (found["date"] - pd.Timestamp("2031-02-20")).dt.days.abs()
        yield bool((off <= 3).any())


def date_coverage(runs: int) -> Hits:
    for k in range(runs):
        found = change_points(series(np.random.default_rng(k), 90, -0.5, 50), seed=k, repeats=199)
        if found["date"].notna().sum() == 1:
            row = found.iloc[0]
            yield row["earliest"] <= pd.Timestamp("2031-02-20") <= row["latest"]


def shift_errors(runs: int) -> Hits:
    for k in range(runs):
        found = shift(series(np.random.default_rng(k), 60, 0.0, 0), "2031-01-31", seed=k, repeats=1000)
        yield bool(found["p"].iloc[0] < 0.05)


def alpha_coverage(runs: int, units: int) -> Hits:
    def codes(rng: np.random.Generator, size: int) -> pd.DataFrame:
        truth = rng.normal(0, 1, size)
        rows = [
            pd.DataFrame(
                {
                    "id": np.arange(size),
                    "coder": c,
                    "code": np.clip(np.round(truth + rng.normal(0, 0.6, size)), -2, 2),
                }
            )
            for c in "abc"
        ]
        table = pd.concat(rows, ignore_index=True).assign(target="X", voice="author")
        return table[rng.random(len(table)) < 0.85]

    truth = agreement(codes(np.random.default_rng(10**6), 60_000), repeats=100)["alpha"].iloc[0]
    for k in range(runs):
        row = agreement(codes(np.random.default_rng(k), units), repeats=1000, seed=k).iloc[0]
        yield row["low"] <= truth <= row["high"]


def word_errors(runs: int) -> Hits:
    """Two groups draw from the same words: how often is |z| of a word of middling frequency above 1.96?"""
    shares = 1 / np.arange(1, 201)
    shares = shares / shares.sum()
    for k in range(runs):
        rng = np.random.default_rng(k)
        z, _ = weighted_log_odds(rng.multinomial(5000, shares, size=2).astype(float), 500)
        yield bool(abs(z[0, 20]) > 1.96)


TRIALS: dict[str, tuple[Callable[[int], Hits], float, tuple[float, float], str]] = {
    "compare-15": (
        lambda r: compare_coverage(r, 15),
        1,
        (0.92, 0.97),
        "compare: coverage of 95%, 15 stories",
    ),
    "compare-40": (
        lambda r: compare_coverage(r, 40),
        1,
        (0.92, 0.97),
        "compare: coverage of 95%, 40 stories",
    ),
    "compare-120": (
        lambda r: compare_coverage(r, 120),
        1,
        (0.92, 0.97),
        "compare: coverage of 95%, 120 stories",
    ),
    "differences": (
        lambda r: difference_errors(r, 40),
        1,
        (0.02, 0.07),
        "differences: any of 3 pairs below .05 (Holm), no difference",
    ),
    "corrected-random": (
        lambda r: corrected_coverage(r),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, random sample (dsl)",
    ),
    "corrected-ppi": (
        lambda r: corrected_coverage(r, method="ppi"),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, random sample (ppi)",
    ),
    "corrected-untuned": (
        lambda r: corrected_coverage(r, tune=False),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, lambda 1",
    ),
    "corrected-small": (
        lambda r: corrected_coverage(r, n=30),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, 30 coded",
    ),
    "corrected-stratified": (
        lambda r: corrected_coverage(r, design="stratified"),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, stratified",
    ),
    "corrected-weighted": (
        lambda r: corrected_coverage(r, design="weighted"),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, weighted by se",
    ),
    "corrected-useless": (
        lambda r: corrected_coverage(r, design="useless machine"),
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, machine is noise",
    ),
    "corrected-absent": (
        absence_coverage,
        1,
        (0.93, 0.97),
        "corrected_mean: coverage, mentions missed and invented",
    ),
    "corrected-ols": (ols_coverage, 1, (0.93, 0.97), "corrected_ols: coverage of a slope"),
    "naive": (naive_coverage, 0.3, (0.0, 0.5), "naive mean: coverage of the truth (for comparison)"),
    "null-30": (
        lambda r: false_changes(r, 30),
        1,
        (0.02, 0.09),
        "change_points: a change where there is none, 30 days",
    ),
    "null-90": (
        lambda r: false_changes(r, 90),
        1,
        (0.02, 0.09),
        "change_points: a change where there is none, 90 days",
    ),
    "dated": (
        lambda r: dated_changes(r, -0.5),
        0.5,
        (0.8, 1.0),
        "change_points: a step of -.5 found within 3 days",
    ),
    "date-range": (date_coverage, 0.5, (0.9, 1.0), "change_points: the range of dates holds the day"),
    "shift": (shift_errors, 1, (0.03, 0.07), "shift: p below .05 where nothing shifts"),
    "alpha-40": (lambda r: alpha_coverage(r, 40), 1, (0.90, 0.97), "agreement: coverage of 95%, 40 units"),
    "words": (word_errors, 2, (0.01, 0.06), "contrast: |z| above 1.96 for a word without difference"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--only", nargs="*", choices=list(TRIALS), metavar="NAME", help=", ".join(TRIALS))
    args = parser.parse_args()
    warnings.simplefilter("ignore", FramingWarning)
    for name in args.only or TRIALS:
        trial, share, (low, high), words = TRIALS[name]
        started = time.perf_counter()
        hits = list(trial(max(10, int(args.runs * share))))
        bounds = binomtest(int(sum(hits)), len(hits)).proportion_ci(method="wilson")
        rate = sum(hits) / len(hits)
        verdict = "ok" if low <= rate <= high else "OUT"
        print(
            f"{words:66} {rate:6.1%} [{bounds.low:.1%}, {bounds.high:.1%}] n={len(hits)}, "
            f"band {100 * low:.0f}-{100 * high:.0f}% {verdict} ({time.perf_counter() - started:.0f} s)",
            flush=True,
        )


if __name__ == "__main__":
    main()
