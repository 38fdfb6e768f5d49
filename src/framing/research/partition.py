"""Cutting a series into parts of constant level: optimal partitioning, permutation, range of a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from framing.research.rows import Floats, Ints


class Search(Protocol):
    """What the tests need to know of `framing.research.ChangeSearch`."""

    @property
    def penalty(self) -> float | None:
        """The penalty given, None for the standard one."""

    @property
    def min_periods(self) -> int:
        """Least length of a part."""

    @property
    def repeats(self) -> int:
        """How many permutations."""

    @property
    def block(self) -> int:
        """Periods that are permuted together."""


@dataclass(frozen=True, slots=True)
class Series:
    """Per period with articles: how many, the sum of their scores, the sum of the squared scores."""

    counts: Floats
    sums: Floats
    squares: Floats

    def __len__(self) -> int:
        return len(self.counts)

    def part(self, first: int, last: int) -> Series:
        """Return the periods ``[first, last)``."""
        return Series(self.counts[first:last], self.sums[first:last], self.squares[first:last])

    def mean(self, first: int, last: int) -> float:
        """Return the mean score of the articles in ``[first, last)``."""
        return float(self.sums[first:last].sum() / self.counts[first:last].sum())

    def taken(self, order: Ints) -> Floats:
        """Return cumulative counts, sums and squares in the given orders.

        Parameters
        ----------
        order
            Shape (rows, periods): one order of the periods a row.

        Returns
        -------
        ndarray
            Shape (3, rows, periods + 1), each beginning with 0.
        """
        stacked = np.stack([self.counts[order], self.sums[order], self.squares[order]])
        return np.concatenate([np.zeros((3, len(order), 1)), np.cumsum(stacked, axis=2)], axis=2)


def standard_penalty(series: Series) -> float:
    """Return 2 s2 log(D) for D periods, the price of a further change (a level and a place)."""
    order = np.arange(len(series))[None, :]
    return float(_penalties(series, order)[0])


def _penalties(series: Series, order: Ints) -> Floats:
    """Return the standard penalty for each order of the periods.

    s2 is half the mean squared difference of neighbouring means, weighted so that each pair estimates the
    variance of one article: jumps of the level hardly move it, and what articles of a day share makes it
    larger.
    """
    counts, means = series.counts[order], (series.sums / series.counts)[order]
    weight = 1 / (1 / counts[:, :-1] + 1 / counts[:, 1:])
    variance = (np.diff(means, axis=1) ** 2 * weight).mean(axis=1)
    penalty: Floats = 2 * variance * np.log(order.shape[1])
    return penalty


def _costs(total: Floats, starts: slice, end: int) -> Floats:
    """Return the sums of squares around the mean of the parts from each start to ``end``."""
    counts, sums, squares = (total[k][:, end : end + 1] - total[k][:, starts] for k in range(3))
    costs: Floats = np.maximum(squares - sums**2 / counts, 0.0)
    return costs


def _partition(total: Floats, penalty: Floats, least: int) -> tuple[Floats, Ints]:
    """Find the best cost of every beginning of every row, and where its last part starts.

    F(t) = min over s <= t - least of F(s) + cost(s, t) + penalty, F(0) = -penalty.
    """
    rows, size = total.shape[1], total.shape[2] - 1
    best = np.full((rows, size + 1), np.inf)
    best[:, 0] = -penalty
    last = np.zeros((rows, size + 1), dtype=np.int64)
    for end in range(least, size + 1):
        starts = slice(0, end - least + 1)
        candidates = best[:, starts] + _costs(total, starts, end) + penalty[:, None]
        last[:, end] = candidates.argmin(axis=1)
        best[:, end] = candidates.min(axis=1)
    return best[:, -1], last


def optimal_partition(series: Series, penalty: float, least: int) -> tuple[list[int], float]:
    """Return the first periods of the parts after the first, and what they gain over one constant level.

    Parameters
    ----------
    series
        The periods in order.
    penalty
        Price of each cut, in the units of the sum of squares.
    least
        Least number of periods in a part.
    """
    total = series.taken(np.arange(len(series))[None, :])
    best, last = _partition(total, np.array([penalty]), least)
    cuts: list[int] = []
    end = int(last[0, len(series)])
    while end > 0:
        cuts.append(end)
        end = int(last[0, end])
    constant = float(_costs(total, slice(0, 1), len(series))[0, 0])
    return cuts[::-1], constant - float(best[0])


def _orders(size: int, search: Search, rng: np.random.Generator) -> Ints:
    """Return random orders of the periods, blocks of neighbours kept together; shape (repeats, size)."""
    starts = range(0, size, search.block)
    blocks = [np.arange(s, min(s + search.block, size)) for s in starts]
    shuffled = (rng.permutation(len(blocks)) for _ in range(search.repeats))
    return np.stack([np.concatenate([blocks[b] for b in order]) for order in shuffled])


def permuted_gains(series: Series, search: Search, rng: np.random.Generator) -> Floats:
    """Return the gain of the best partition over a constant level in each permutation of the periods.

    The standard penalty is estimated anew in each permutation, as it was in the data: so the test is exact.
    """
    order = _orders(len(series), search, rng)
    total = series.taken(order)
    given = search.penalty
    penalty = _penalties(series, order) if given is None else np.full(len(order), given)
    best, _ = _partition(total, penalty, search.min_periods)
    gains: Floats = _costs(total, slice(0, 1), len(series))[:, 0] - best
    return gains


def _single_splits(total: Floats, least: int) -> tuple[Floats, Ints]:
    """Return the gain and place of the best single cut of every row."""
    size = total.shape[2] - 1
    counts, sums = total[0], total[1]
    inside = slice(least, size - least + 1)
    left, right = counts[:, inside], counts[:, -1:] - counts[:, inside]
    gap = sums[:, inside] / left - (sums[:, -1:] - sums[:, inside]) / right
    gains = gap**2 * left * right / (left + right)
    places = gains.argmax(axis=1)
    return gains[np.arange(len(places)), places], places + least


def split_p(part: Series, search: Search, rng: np.random.Generator) -> float:
    """Return the permutation p of the best single cut of a stretch of periods."""
    observed = _single_splits(part.taken(np.arange(len(part))[None, :]), search.min_periods)[0][0]
    gains = _single_splits(part.taken(_orders(len(part), search, rng)), search.min_periods)[0]
    return float((1 + (gains >= observed - 1e-9).sum()) / (1 + search.repeats))


def date_range(part: Series, cut: int, level: float) -> tuple[int, int]:
    """Return the first and last place of a cut that the data do not rule out.

    Those places are kept whose sum of squares is at most ``s2 c`` above that of the cut found, with s2 the
    variance of an article's score around its level and ``c = -2 log(1 - sqrt(level))``, 7.35 at 95% (Hansen
    2000, Sample splitting and threshold estimation, Econometrica 68, equation 12).

    Parameters
    ----------
    part
        The periods of the two neighbouring parts.
    cut
        First period of the later part.
    level
        Coverage.
    """
    total = part.taken(np.arange(len(part))[None, :])
    counts, sums = total[0, 0], total[1, 0]
    left, right = counts[1:-1], counts[-1] - counts[1:-1]
    gap = sums[1:-1] / left - (sums[-1] - sums[1:-1]) / right
    gains = gap**2 * left * right / (left + right)
    means = np.where(np.arange(len(part)) < cut, part.mean(0, cut), part.mean(cut, len(part)))
    spare = max(1, len(part) - 2)
    variance = float((part.counts * (part.sums / part.counts - means) ** 2).sum() / spare)
    limit = gains[cut - 1] + 2 * variance * np.log(1 - np.sqrt(level))
    places = np.flatnonzero(gains >= limit - 1e-9) + 1
    return int(places.min()), int(places.max())
