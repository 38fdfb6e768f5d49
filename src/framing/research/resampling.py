"""Means of groups with intervals by a bootstrap of whole clusters, and p-values of many tests together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse, stats

from framing.research.rows import Estimation, Floats, Ints

# a weight matrix of this many cells is drawn at once (32 MB)
_CELLS = 4_000_000
FEW_CLUSTERS = 10
# what is left of equal numbers after adding and dividing them
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class GroupMeans:
    """Means of K groups and their resampled values.

    Attributes
    ----------
    mean, n, n_clusters
        Per group: mean of its values, how many there are, in how many clusters.
    draws
        Shape (repeats, K): the means when whole clusters are drawn with replacement; NaN where a group was
        not drawn.
    """

    mean: Floats
    n: Ints
    n_clusters: Ints
    draws: Floats

    def se(self) -> Floats:
        """Return the standard error of each mean; NaN under two clusters."""
        return spread(self.draws, self.n_clusters)


def group_means(values: Floats, groups: Ints, clusters: Ints, size: int, settings: Estimation) -> GroupMeans:
    """Estimate the means of groups and resample whole clusters of all groups together.

    A cluster may reach into several groups (one wire report in many outlets): it is drawn or left out in all
    of them at once, so that differences between groups keep what they share.

    Parameters
    ----------
    values, groups, clusters
        One entry a row: finite value, group number below ``size``, cluster number.
    size
        Number of groups.
    settings
        Number of bootstrap repeats and seed.
    """
    codes = np.unique(clusters, return_inverse=True)[1] if len(clusters) else clusters
    count = int(codes.max(initial=-1)) + 1
    shape = (size, count)
    sums = sparse.csr_array((values, (groups, codes)), shape=shape)
    totals = sparse.csr_array((np.ones(len(values)), (groups, codes)), shape=shape)
    n = np.bincount(groups, minlength=size).astype(np.int64)
    repeats = settings.repeats
    draws = np.full((repeats, size), np.nan)
    rng = np.random.default_rng(settings.seed)
    step = max(1, _CELLS // max(1, count))
    for first in range(0, repeats if count else 0, step):
        rows = min(step, repeats - first)
        weights = rng.multinomial(count, np.full(count, 1 / count), size=rows).astype(np.float64)
        drawn, counted = np.asarray(sums @ weights.T), np.asarray(totals @ weights.T)
        draws[first : first + rows] = _ratio(drawn, counted).T
    mean = _ratio(np.asarray(sums.sum(axis=1), dtype=np.float64), n.astype(np.float64))
    return GroupMeans(mean, n, np.diff(totals.indptr).astype(np.int64), draws)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    out = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=out, where=bottom > 0)
    return out


def spread(draws: Floats, n_clusters: Ints | Floats) -> Floats:
    """Return the bootstrap standard error of each column, corrected by sqrt(g / (g - 1)) for g clusters."""
    counts = np.asarray(n_clusters, dtype=np.float64)
    out = np.full(draws.shape[1], np.nan)
    enough = (counts > 1) & (np.isfinite(draws).sum(axis=0) > 1)
    out[enough] = np.nanstd(draws[:, enough], axis=0, ddof=1) * np.sqrt(counts[enough] / (counts[enough] - 1))
    out[out < ROUNDING] = 0.0
    return out


def interval(draws: Floats, n_clusters: float, level: float) -> tuple[float, float]:
    """Return the expanded percentile interval of one column of draws, or NaN where there is none.

    There is none with under two clusters, or where the draws do not vary.

    Plain percentile intervals are too short with few clusters. The expanded ones (Hesterberg 2015, What
    teachers should know about the bootstrap, section 4.3) take the quantiles at Phi(-sqrt(g / (g - 1)) t),
    with t the quantile of Student's distribution with g - 1 degrees of freedom.
    """
    known = draws[np.isfinite(draws)]
    # a sample without any variation does not show that there is none
    if n_clusters < 2 or not len(known) or np.ptp(known) < ROUNDING:
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    reach = np.sqrt(n_clusters / (n_clusters - 1)) * stats.t.ppf(1 - tail, n_clusters - 1)
    low, high = np.nanquantile(draws, [stats.norm.cdf(-reach), stats.norm.cdf(reach)])
    return float(low), float(high)


def holm(p: Floats) -> Floats:
    """Return p-values adjusted by Holm (1979), for the chance of any false finding; NaN stays NaN."""
    return _step(p, lambda m: np.arange(m, 0, -1.0), np.maximum.accumulate)


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p-values adjusted by Benjamini and Hochberg (1995), for the share of false ones."""

    def smallest_from_above(x: Floats) -> Floats:
        out: Floats = np.minimum.accumulate(x[::-1])[::-1]
        return out

    return _step(p, lambda m: m / np.arange(1.0, m + 1), smallest_from_above)


def _step(p: Floats, factors: Callable[[int], Floats], enforce: Callable[[Floats], Floats]) -> Floats:
    """Multiply the ordered p-values by their factors and make them monotone."""
    p = np.asarray(p, dtype=np.float64)
    out = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    out[order] = np.minimum(1.0, enforce(p[order] * factors(len(order))))
    return out
