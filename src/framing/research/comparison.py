"""Who differs from whom: means of groups with clustered intervals, pairwise differences, shares of voice."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from framing.errors import FramingWarning, InputError
from framing.research.resampling import (
    FEW_CLUSTERS,
    GroupMeans,
    benjamini_hochberg,
    group_means,
    holm,
    interval,
    spread,
)
from framing.research.rows import (
    Choice,
    Estimation,
    Floats,
    Ints,
    check_columns,
    choose_rows,
    clusters,
    each_cell,
    failures,
    group_values,
    is_unsure,
    to_numbers,
    usable,
)
from framing.surrogates import frame_of_records


def compare(
    table: pd.DataFrame,
    by: str | None = "outlet",
    target: Choice = None,
    voice: Choice = None,
    **options: Any,
) -> pd.DataFrame:
    """Compare groups of articles: the mean stance of each group toward each target in each voice.

    Parameters
    ----------
    table
        The tidy table of ``analyze_corpus``: one row an article, target and voice.
    by
        The column whose values are the groups; None puts all articles together.
    target, voice
        One name, a list, or None for all.
    **options
        See `framing.research.Estimation`: ``cluster``, ``unsure``, ``level``, ``repeats``, ``seed``.

    Returns
    -------
    pandas.DataFrame
        One row a target, voice and group: ``mean`` in [-1, 1] over the articles in which that voice mentions
        the target, ``low`` and ``high`` (bootstrap over whole clusters, expanded percentile interval),
        ``se``, ``n`` articles, ``n_clusters``, ``n_absent`` articles without a mention (they do not count as
        0), ``n_unsure`` abstentions (counted or not by ``unsure``), ``n_error`` documents that could not be
        read, and ``note``, which says why there is no number.

    Raises
    ------
    InputError
        On a missing column, an unknown target or voice, or a wrong option.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": range(6), "outlet": list("AAABBB"), "target": "Russia",
    ...                       "voice": "author", "score": [-0.6, -0.4, -0.5, 0.1, 0.0, None]})
    >>> framing.compare(table, by="outlet")[["outlet", "mean", "n", "n_absent"]].round(2)
      outlet  mean  n  n_absent
    0      A -0.50  3         0
    1      B  0.05  2         1
    """
    settings = Estimation.of(options)
    rows = choose_rows(table, target, voice, by, settings.value)
    if by is not None and len(rows) and rows[by].isna().all():
        remedy = f"set articles[{by!r}] before framing.analyze_corpus, or compare with by=None"
        warnings.warn(f"no article has a value in {by!r}, so all are one group; {remedy}", FramingWarning, stacklevel=2)
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows):
        groups, names = group_values(cell, by)
        means = _means(cell, groups, len(names), settings)
        tallies = {**_tallies(cell, groups, len(names)), "n_error": failures(table, by, names)}
        lines = summarise(means, settings.level, tallies)
        for group, line in zip(names, lines, strict=True):
            records.append({"target": name, "voice": of_voice, by or "group": group, **line})
    return frame_of_records(records)


def _means(cell: pd.DataFrame, groups: Ints, size: int, settings: Estimation) -> GroupMeans:
    keep = usable(cell, settings.unsure)
    codes = clusters(cell, settings.cluster)
    scores = cell["score"].to_numpy(dtype=np.float64)
    return group_means(scores[keep], groups[keep], codes[keep], size, settings)


def _tallies(cell: pd.DataFrame, groups: Ints, size: int) -> dict[str, Ints]:
    flags = {"n_absent": cell["score"].isna().to_numpy(dtype=bool), "n_unsure": is_unsure(cell)}
    return {name: np.bincount(groups[on], minlength=size).astype(np.int64) for name, on in flags.items()}


def summarise(means: GroupMeans, level: float, tallies: dict[str, Ints]) -> list[dict[str, Any]]:
    """Return one record a group: mean, interval, counts and a note where a number is missing or rough."""
    errors = means.se()
    records = []
    for k, mean in enumerate(means.mean):
        g = int(means.n_clusters[k])
        low, high = interval(means.draws[:, k], g, level)
        records.append(
            {
                "mean": float(mean),
                "low": low,
                "high": high,
                "se": float(errors[k]),
                "n": int(means.n[k]),
                "n_clusters": g,
                **{name: int(counts[k]) for name, counts in tallies.items()},
                "note": _note(int(means.n[k]), g, float(errors[k])),
            }
        )
    return records


def _note(n: int, n_clusters: int, se: float) -> str:
    if n == 0:
        return "no score: the target is absent from this voice, or every score was left out"
    if n == 1:
        return "one article: no interval"
    if n_clusters == 1:
        return "one cluster: no interval"
    if not se > 0:
        return "all scores are the same: no interval"
    if n_clusters < FEW_CLUSTERS:
        return f"{n_clusters} clusters: the interval is rough"
    return ""


def differences(
    table: pd.DataFrame, by: str = "outlet", target: Choice = None, voice: Choice = None, **options: Any
) -> pd.DataFrame:
    """Test which groups differ: the difference of means for every pair of groups.

    Parameters
    ----------
    table, by, target, voice
        As in `framing.compare`.
    **options
        See `framing.research.Estimation`; with ``reference`` all groups are compared with that one only.

    Returns
    -------
    pandas.DataFrame
        One row a target, voice and pair ``a``, ``b``: ``difference`` is the mean of ``a`` less the mean of
        ``b``, with ``low`` and ``high``; ``p`` is two-sided by Student's t on the bootstrap standard error,
        with Satterthwaite's degrees of freedom over clusters; ``p_holm`` and ``p_bh`` are adjusted over all
        rows of the result; ``effect`` is Hedges' g (difference over the pooled standard deviation of
        articles, corrected for small samples); ``n_a``, ``n_b`` and ``note``.

    Raises
    ------
    InputError
        Where there are fewer than two groups, or ``reference`` is none of them.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import differences
    >>> table = pd.DataFrame({"id": range(8), "outlet": list("AAAABBBB"), "target": "Russia",
    ...                       "voice": "author", "score": [-0.6, -0.4, -0.5, -0.7, 0.1, 0.0, 0.2, 0.1]})
    >>> d = differences(table).iloc[0]
    >>> d.a, d.b, round(float(d.difference), 2), bool(d.p < 0.01)
    ('A', 'B', -0.65, True)
    """
    settings = Estimation.of(options)
    rows = choose_rows(table, target, voice, by, settings.value)
    names = group_values(rows, by)[1]
    if len(names) < 2:
        raise InputError(f"column {by!r} has the one value {names[0]!r}; a difference needs two groups")
    known = isinstance(settings.reference, (str, int, float)) and settings.reference in names
    if settings.reference is not None and not known:
        raise InputError(f"reference={settings.reference!r:.80}: choose one of {', '.join(map(str, names))}")
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows):
        records.extend({"target": name, "voice": of_voice, **pair} for pair in _pairs(cell, by, settings))
    out = frame_of_records(records)
    p = out["p"].to_numpy(dtype=np.float64)
    place = list(out.columns).index("p") + 1
    out.insert(place, "p_holm", holm(p))
    out.insert(place + 1, "p_bh", benjamini_hochberg(p))
    return out


def _pairs(cell: pd.DataFrame, by: str, settings: Estimation) -> list[dict[str, Any]]:
    groups, names = group_values(cell, by)
    means = _means(cell, groups, len(names), settings)
    keep = usable(cell, settings.unsure)
    scores = cell["score"].to_numpy(dtype=np.float64)
    parts = [scores[keep & (groups == k)] for k in range(len(names))]
    if settings.reference is None:
        pairs = list(combinations(range(len(names)), 2))
    elif settings.reference in names:
        base = names.index(settings.reference)
        pairs = [(k, base) for k in range(len(names)) if k != base]
    else:
        pairs = []
    return [
        {
            "a": names[i],
            "b": names[j],
            **_difference(means, i, j, settings.level),
            "effect": hedges_g(parts[i], parts[j]),
            "n_a": int(means.n[i]),
            "n_b": int(means.n[j]),
            "note": _pair_note(means, i, j, names),
        }
        for i, j in pairs
    ]


def _difference(means: GroupMeans, i: int, j: int, level: float) -> dict[str, float]:
    difference = float(means.mean[i] - means.mean[j])
    draws = means.draws[:, i] - means.draws[:, j]
    df = _degrees(means, i, j)
    nothing = {"difference": difference, "low": float("nan"), "high": float("nan"), "p": float("nan")}
    if not df > 0:
        return nothing
    se = float(spread(draws[:, None], np.array([df + 1]))[0])
    if not se > 0:
        return nothing
    low, high = interval(draws, df + 1, level)
    p = float(2 * stats.t.sf(abs(difference) / se, df))
    return {"difference": difference, "low": low, "high": high, "p": p}


def _degrees(means: GroupMeans, i: int, j: int) -> float:
    """Return Satterthwaite's degrees of freedom of a difference, over clusters; NaN under two in a group."""
    pair = [i, j]
    g = means.n_clusters[pair].astype(np.float64)
    if (g < 2).any():
        return float("nan")
    variance = np.square(means.se()[pair])
    total = variance.sum()
    if not total > 0:
        return float("nan")
    return float(total**2 / (variance**2 / (g - 1)).sum())


def _pair_note(means: GroupMeans, i: int, j: int, names: list[Any]) -> str:
    for k in (i, j):
        if means.n[k] == 0:
            return f"no score in {names[k]}: no difference"
        if means.n_clusters[k] == 1:
            return f"one cluster in {names[k]}: no test"
    if not np.isfinite(_degrees(means, i, j)):
        return "no variation within the groups: no test"
    fewest = int(means.n_clusters[[i, j]].min())
    return f"{fewest} clusters in one group: the test is rough" if fewest < FEW_CLUSTERS else ""


def hedges_g(a: Floats, b: Floats) -> float:
    """Return the standardised difference of means of Hedges (1981), corrected for small samples, or NaN.

    g = (1 - 3 / (4 df - 1)) (mean a - mean b) / s; s is the pooled standard deviation, df = n_a + n_b - 2.
    """
    df = len(a) + len(b) - 2
    if len(a) < 2 or len(b) < 2:
        return float("nan")
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / df)
    return float((1 - 3 / (4 * df - 1)) * (a.mean() - b.mean()) / pooled) if pooled > 0 else float("nan")


def voice_shares(quotes: pd.DataFrame, by: str | None = "outlet", **options: Any) -> pd.DataFrame:
    """Estimate how much of what is quoted each bloc says, in each group of articles.

    Parameters
    ----------
    quotes
        One row a quote with the columns of its article, as ``framing.corpus.runs.voices_table`` gives it:
        ``bloc`` and ``n_words`` are needed.
    by
        The column whose values are the groups; None puts all together.
    **options
        See `framing.research.Estimation`; clusters are stories, days or articles.

    Returns
    -------
    pandas.DataFrame
        One row a group and bloc: ``share`` of the quoted words in [0, 1] with ``low`` and ``high``,
        ``n_quotes``, ``n_clusters`` and ``note``. The shares of a group sum to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import voice_shares
    >>> quotes = pd.DataFrame({"id": [1, 1, 2], "outlet": "A", "bloc": ["Russia", "West", "Russia"],
    ...                        "n_words": [30, 10, 40]})
    >>> voice_shares(quotes)[["bloc", "share"]]
         bloc  share
    0  Russia  0.875
    1    West  0.125
    """
    settings = Estimation.of(options)
    needed = ("bloc", "n_words") + (() if by is None else (by,))
    rows = check_columns(quotes, needed, "quotes")
    rows = rows[rows["bloc"].notna()].reset_index(drop=True)
    if rows.empty:
        raise InputError("no row of quotes has a bloc: nobody is quoted in these articles")
    groups, names = group_values(rows, by)
    length = to_numbers(rows["n_words"], "n_words").fillna(0).to_numpy(dtype=np.float64)
    if (length < 0).any():
        raise InputError(f"n_words holds {length.min():g}; give numbers of words")
    codes = clusters(rows, settings.cluster)
    blocs, bloc_names = group_values(rows, "bloc")
    records: list[dict[str, Any]] = []
    for k, group in enumerate(names):
        inside = groups == k
        shares = _shares(length[inside], blocs[inside], codes[inside], len(bloc_names), settings)
        for b, record in enumerate(shares):
            records.append({by or "group": group, "bloc": bloc_names[b], **record})
    return frame_of_records(records)


def _shares(
    length: Floats, blocs: Ints, codes: Ints, size: int, settings: Estimation
) -> list[dict[str, Any]]:
    """Return share and interval of each bloc within one group of articles, resampling clusters."""
    codes = np.unique(codes, return_inverse=True)[1]
    count = int(codes.max(initial=-1)) + 1
    sums = np.zeros((count, size))
    np.add.at(sums, (codes, blocs), length)
    total = sums.sum()
    rng = np.random.default_rng(settings.seed)
    weights = rng.multinomial(count, np.full(count, 1 / count), size=settings.repeats).astype(np.float64)
    drawn = weights @ sums
    with np.errstate(invalid="ignore"):
        draws = drawn / drawn.sum(axis=1, keepdims=True)
    out = []
    for b in range(size):
        low, high = interval(draws[:, b], count, settings.level)
        note = "" if count >= FEW_CLUSTERS else f"{count} clusters: the interval is rough"
        out.append(
            {
                "share": float(sums[:, b].sum() / total) if total else float("nan"),
                "low": low,
                "high": high,
                "n_quotes": int((blocs == b).sum()),
                "n_clusters": count,
                "note": ("one cluster: no interval" if count == 1 else note) if total else "nothing quoted",
            }
        )
    return out
