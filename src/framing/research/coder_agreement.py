"""How well coders agree: Krippendorff's alpha with missing codes, bootstrapped over articles."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import InputError
from framing.research.codes import check_codes
from framing.research.resampling import interval
from framing.research.rows import ALL, Estimation, Floats, Ints, each_cell
from framing.surrogates import frame_of_records

Level = Literal["nominal", "ordinal", "interval"]
LEVELS = ("nominal", "ordinal", "interval")
_FEW_UNITS = 20


def agreement(codes: pd.DataFrame, level: Level = "interval", **options: Any) -> pd.DataFrame:
    """Measure agreement between coders by Krippendorff's alpha, for each target and voice.

    Parameters
    ----------
    codes
        Long codes: ``id``, ``target``, ``voice``, ``coder``, ``code`` in -2 to 2; a missing code ("the target
        is not there", or not coded) is left out of alpha.
    level
        How far codes are apart: ``"nominal"`` all alike, ``"ordinal"`` by rank, ``"interval"`` by their
        difference.
    **options
        ``repeats`` and ``seed`` of the bootstrap, ``coverage`` of the interval (0.95).

    Returns
    -------
    pandas.DataFrame
        One row a target and voice and a last row for all together: ``alpha`` (1 perfect, 0 as by chance,
        negative below), ``low`` and ``high`` by bootstrap over articles, ``agree`` share of equal pairs of
        codes, ``n_units`` with at least two codes, ``n_single`` units with one code (they do not count),
        ``n_coders``, and ``note`` where there is no number.

    Notes
    -----
    alpha = 1 - D_o / D_e with observed and expected disagreement from the coincidence matrix (Krippendorff
    2011, Computing Krippendorff's alpha-reliability). The bootstrap redraws articles with all their codes,
    and expects disagreement anew each time; its interval is the expanded percentile interval of Hesterberg
    (2015).

    Examples
    --------
    >>> import framing, pandas as pd
    >>> codes = pd.DataFrame({"id": [1, 1, 2, 2, 3, 3, 4, 4], "target": "Russia", "voice": "author",
    ...                       "coder": ["a", "b"] * 4, "code": [-2, -2, 0, 0, 1, 0, 2, 2]})
    >>> framing.agreement(codes)[["target", "alpha", "n_units"]].round(2)
       target  alpha  n_units
    0  Russia   0.95        4
    1     all   0.95        4
    """
    if level not in LEVELS:
        raise InputError(f"level={level!r}: choose one of {', '.join(LEVELS)}")
    if "coverage" in options:
        options["level"] = options.pop("coverage")
    settings = Estimation.of(options)
    rows = check_codes(codes)
    cells = [*each_cell(rows), (ALL, ALL, rows)]
    return frame_of_records([{"target": t, "voice": v, **_cell(cell, level, settings)} for t, v, cell in cells])


def _cell(rows: pd.DataFrame, level: Level, settings: Estimation) -> dict[str, Any]:
    coded = rows[rows["code"].notna()]
    counts, articles = unit_counts(coded)
    pairable = counts.sum(axis=1) >= 2
    numbers = {"n_units": int(pairable.sum()), "n_single": int((~pairable).sum())}
    coders = {"n_coders": int(coded["coder"].nunique())}
    counts, articles = counts[pairable], articles[pairable]
    note = _no_alpha(coded, counts)
    if note:
        nothing = dict.fromkeys(("alpha", "low", "high", "agree"), float("nan"))
        return {**nothing, **numbers, **coders, "note": note}
    values = np.sort(coded["code"].unique()).astype(np.float64)
    coincidences = unit_coincidences(counts)
    total = coincidences.sum(axis=0)
    alpha = alpha_of(total[None], values, level)[0]
    low, high = _bootstrap(coincidences, articles, values, level, settings)
    agree = float(np.trace(total) / total.sum())
    few = "" if numbers["n_units"] >= _FEW_UNITS else f"{numbers['n_units']} units: the interval is rough"
    few = few if np.isfinite(low) else "the bootstrap does not vary: no interval"
    return {"alpha": float(alpha), "low": low, "high": high, "agree": agree, **numbers, **coders, "note": few}


def _no_alpha(coded: pd.DataFrame, counts: Floats) -> str:
    if coded.empty:
        return "no codes"
    if coded["coder"].nunique() < 2:
        return "one coder: no agreement to measure"
    if not len(counts):
        return "the coders never coded the same article: no agreement to measure"
    if (counts.sum(axis=0) > 0).sum() < 2:
        return "every code is the same: alpha is not defined"
    return ""


def unit_counts(coded: pd.DataFrame) -> tuple[Floats, Ints]:
    """Return counts of values per unit, shape (units, values), and the article of each unit."""
    units = coded.groupby(["id", "target", "voice"], sort=False).ngroup().to_numpy(dtype=np.int64)
    values, places = np.unique(coded["code"].to_numpy(dtype=np.float64), return_inverse=True)
    counts = np.zeros((int(units.max(initial=-1)) + 1, len(values)))
    np.add.at(counts, (units, places), 1.0)
    articles = np.zeros(len(counts), dtype=np.int64)
    articles[units] = pd.factorize(coded["id"])[0]
    return counts, articles


def unit_coincidences(counts: Floats) -> Floats:
    """Return the coincidence matrix of each unit: its pairs of codes, weighted by 1 / (codes - 1)."""
    m = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= counts
    out: Floats = pairs / (m - 1)[:, None, None]
    return out


def alpha_of(coincidences: Floats, values: Floats, level: Level) -> Floats:
    """Return Krippendorff's alpha of each coincidence matrix; NaN where all codes are the same.

    Parameters
    ----------
    coincidences
        Shape (matrices, values, values).
    values
        The values in ascending order.
    level
        ``nominal``, ``ordinal`` or ``interval``.
    """
    margins = coincidences.sum(axis=2)
    n = margins.sum(axis=1)
    distance = _distances(margins, values, level)
    observed = (coincidences * distance).sum(axis=(1, 2)) / n
    expected = (margins[:, :, None] * margins[:, None, :] * distance).sum(axis=(1, 2)) / (n * (n - 1))
    out = np.full(len(n), np.nan)
    np.divide(observed, expected, out=out, where=expected > 0)
    alpha: Floats = 1 - out
    return alpha


def _distances(margins: Floats, values: Floats, level: Level) -> Floats:
    """Return squared distances between values, shape (1 or matrices, values, values)."""
    if level == "nominal":
        nominal: Floats = 1.0 - np.eye(len(values))[None]
        return nominal
    if level == "interval":
        squares: Floats = np.square(values[:, None] - values[None, :])[None]
        return squares
    # between two ranks lie the codes between them and half of those at each end
    middle = np.cumsum(margins, axis=1) - margins / 2
    ordinal: Floats = np.square(middle[:, :, None] - middle[:, None, :])
    return ordinal


def _bootstrap(
    coincidences: Floats, articles: Ints, values: Floats, level: Level, settings: Estimation
) -> tuple[float, float]:
    codes = np.unique(articles, return_inverse=True)[1]
    count = int(codes.max()) + 1
    if count < 2:
        return float("nan"), float("nan")
    flat = np.zeros((count, len(values) ** 2))
    np.add.at(flat, codes, coincidences.reshape(len(codes), -1))
    rng = np.random.default_rng(settings.seed)
    weights = rng.multinomial(count, np.full(count, 1 / count), size=settings.repeats).astype(np.float64)
    drawn = (weights @ flat).reshape(-1, len(values), len(values))
    alphas = alpha_of(drawn, values, level)
    return interval(alphas, count, settings.level)
