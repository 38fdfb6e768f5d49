"""Which articles people should code: random, stratified or weighted samples with known probabilities."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import InputError
from framing.research.rows import Floats, Ints, check_columns, check_whole, group_values, to_numbers

PROBABILITY = "inclusion_probability"
# this share of an uncertainty-weighted sample is spread evenly, so that no article has the probability 0
_EVEN = 0.2


def sample_for_coding(
    df: pd.DataFrame,
    n: int | Mapping[Any, int],
    by: str | None = None,
    weights: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Draw articles for human coding, each with the probability with which it could be drawn.

    Parameters
    ----------
    df
        The articles, or the tidy table of ``analyze_corpus``: rows of one ``id`` are one article.
    n
        How many articles; with ``by`` either a total, shared out in proportion to the groups (at least one
        each), or a mapping from group to number.
    by
        Draw within the groups of this column (a stratified sample).
    weights
        Draw with probabilities that grow with this column (of a tidy table the mean over the article's rows),
        for instance ``"se"``: articles on which the machine is uncertain come more often. A fifth of the
        probability is spread evenly, so that each article can be drawn. Not together with ``by``.
    seed
        Seed of the random numbers.

    Returns
    -------
    pandas.DataFrame
        One row an article drawn, in random order, with the columns that are constant within it and
        ``inclusion_probability`` in (0, 1]. Keep that column with the codes: ``corrected_mean`` and
        ``validate`` weigh by it.

    Raises
    ------
    InputError
        Where n is larger than the number of articles or not positive, or a weight is missing or negative.

    Notes
    -----
    The weighted sample is drawn systematically from a random order (Madow 1949), which keeps its size and the
    probabilities exact; articles whose share would pass 1 are drawn for certain.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> df = pd.DataFrame({"id": range(100), "outlet": ["A"] * 80 + ["B"] * 20})
    >>> drawn = framing.sample_for_coding(df, 10, by="outlet")
    >>> drawn.groupby("outlet")["inclusion_probability"].agg(["size", "first"]).values.tolist()
    [[8.0, 0.1], [2.0, 0.1]]
    """
    check_whole("seed", seed, 0)
    articles = _articles(df, weights)
    if by is not None and weights is not None:
        raise InputError("by and weights are both given; stratify or weigh, not both")
    rng = np.random.default_rng(seed)
    if by is not None:
        check_columns(articles, (by,), "df")
        chance, drawn = _stratified(articles, n, by, rng)
    else:
        size = _size(n, len(articles))
        even = np.ones(len(articles))
        chance = inclusion(even if weights is None else _weights(articles, weights), size)
        drawn = systematic(chance, rng)
    sample = articles.assign(**{PROBABILITY: chance}).iloc[drawn]
    return sample.iloc[rng.permutation(len(sample))].reset_index(drop=True)


def _size(n: int | Mapping[Any, int], available: int) -> int:
    if isinstance(n, Mapping):
        raise InputError("n maps groups to numbers; name their column with by=")
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or not 1 <= n <= available:
        raise InputError(f"n={n!r}: give a whole number from 1 to the {available} articles there are")
    return int(n)


def _articles(df: pd.DataFrame, weights: str | None) -> pd.DataFrame:
    """Return one row an article, with the columns that do not vary within it."""
    needed = () if weights is None else (weights,)
    rows = check_columns(df, ("id", *needed), "df").reset_index(drop=True)
    if rows["id"].isna().any():
        raise InputError(f"{int(rows['id'].isna().sum())} rows have no id; give every article one")
    if not rows["id"].map(lambda v: isinstance(v, Hashable)).all():
        raise InputError("column 'id' holds lists or the like; give text or numbers")
    if not rows["id"].duplicated().any():
        return rows
    grouped = rows.groupby("id", sort=False)
    constant = [c for c in rows.columns if c == "id" or grouped[c].nunique(dropna=False).max() == 1]
    articles = rows[constant].drop_duplicates("id").reset_index(drop=True)
    if weights is not None and weights not in constant:
        articles[weights] = articles["id"].map(to_numbers(rows[weights], weights).groupby(rows["id"]).mean())
    return articles


def _weights(articles: pd.DataFrame, column: str) -> Floats:
    """Return weights with the even part mixed in; a missing weight (an absent target) counts as the least."""
    raw = to_numbers(articles[column], column).to_numpy(dtype=np.float64)
    if np.isnan(raw).all() or np.nanmin(raw) < 0:
        raise InputError(f"weights={column!r}: give numbers of at least 0; a missing one counts as the least")
    filled = np.where(np.isnan(raw), np.nanmin(raw), raw)
    if not filled.sum() > 0:
        raise InputError(f"weights={column!r}: every value is 0; give weights that differ, or none")
    mixed: Floats = (1 - _EVEN) * filled / filled.sum() + _EVEN / len(filled)
    return mixed


def inclusion(weights: Floats, size: int) -> Floats:
    """Return inclusion probabilities in proportion to weights, none above 1, that sum to the sample size.

    Parameters
    ----------
    weights
        Positive numbers.
    size
        Sample size, at most their number.
    """
    chance = np.zeros(len(weights))
    certain = np.zeros(len(weights), dtype=bool)
    # each round settles at least one more article for certain, and few rounds are ever needed
    while True:
        open_ones = ~certain
        chance[certain] = 1.0
        chance[open_ones] = weights[open_ones] / weights[open_ones].sum() * (size - certain.sum())
        above = open_ones & (chance >= 1.0)
        if not above.any():
            return chance
        certain |= above
        if certain.all() or certain.sum() >= size:
            chance[:] = certain
            return chance


def systematic(chance: Floats, rng: np.random.Generator) -> Ints:
    """Draw places with the given inclusion probabilities, as many as they sum to, in a random order."""
    order = rng.permutation(len(chance))
    reached = np.cumsum(chance[order])
    size = round(float(reached[-1]))
    points = rng.random() + np.arange(size)
    # rounding may leave the last point a hair beyond the end
    points = np.minimum(points * (reached[-1] / size), np.nextafter(reached[-1], 0))
    return np.sort(order[np.searchsorted(reached, points, side="right")]).astype(np.int64)


def _stratified(
    articles: pd.DataFrame, n: int | Mapping[Any, int], by: str, rng: np.random.Generator
) -> tuple[Floats, Ints]:
    groups, names = group_values(articles, by)
    sizes = np.bincount(groups, minlength=len(names))
    if isinstance(n, Mapping):
        wanted = _given(n, names, sizes)
    else:
        wanted = _proportional(_size(n, len(articles)), sizes, by)
    chance = (wanted / sizes)[groups]
    drawn = [rng.choice(np.flatnonzero(groups == k), int(m), replace=False) for k, m in enumerate(wanted)]
    return chance, np.concatenate(drawn).astype(np.int64)


def _given(n: Mapping[Any, int], names: list[Any], sizes: Ints) -> Ints:
    unknown = [g for g in n if g not in names]
    if unknown:
        raise InputError(f"n names the group {unknown[0]!r}; the groups are {', '.join(map(str, names))}")
    wanted = [n.get(name, 0) for name in names]
    for name, m, size in zip(names, wanted, sizes, strict=True):
        if not isinstance(m, (int, np.integer)) or not 1 <= m <= size:
            raise InputError(
                f"n[{name!r}]={m}: give a whole number from 1 to its {size} articles (with 0 nothing could "
                "be said of that group; leave its articles out of df instead)"
            )
    return np.array(wanted, dtype=np.int64)


def _proportional(total: int, sizes: Ints, by: str) -> Ints:
    """Share a total out by largest remainders, at least one a group."""
    if total < len(sizes):
        raise InputError(f"n={total} is less than the {len(sizes)} groups of {by!r}; give at least one each")
    exact = total * sizes / sizes.sum()
    wanted: Ints = np.maximum(1, np.floor(exact)).astype(np.int64)
    while wanted.sum() != total:
        short = wanted.sum() < total
        gap = exact - wanted
        gap[(wanted >= sizes) if short else (wanted <= 1)] = -np.inf if short else np.inf
        wanted[int(gap.argmax() if short else gap.argmin())] += 1 if short else -1
    return wanted
