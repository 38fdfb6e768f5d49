"""Estimates freed from the machine's errors by human codes: prediction-powered and design-based."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.arguments import is_on
from framing.errors import FramingWarning, InputError
from framing.research.codes import chosen_codes, join_codes
from framing.research.estimating import Fit, Method, Units, corrected_fit, naive_fit, p_values
from framing.research.rows import (
    Choice,
    Floats,
    build_options,
    check_choice,
    check_columns,
    check_share,
    choose_rows,
    clusters,
    each_cell,
    group_values,
    to_numbers,
)
from framing.research.sampling import PROBABILITY
from framing.surrogates import frame_of_records

METHODS = ("ppi", "dsl")
_FEW_CODED = 20


@dataclass(frozen=True, slots=True)
class Correction:
    """How estimates are corrected.

    Attributes
    ----------
    method
        ``"dsl"`` weighs each coded unit by its inclusion probability, ``"ppi"`` takes the coded units for a
        simple random sample of the group; None takes ``"dsl"`` where the codes have
        ``inclusion_probability``.
    tune
        How much the machine counts: True lets the data choose between 0 (codes alone) and 1, False always
        takes 1, as the methods were first published.
    level
        Coverage of the intervals.
    cluster
        As in `framing.research.Estimation`; None takes ``story`` where the table has it, else each row by
        itself.

    Examples
    --------
    >>> from framing.research import Correction
    >>> Correction(method="ppi").level
    0.95
    """

    method: Method | None = None
    tune: bool = True
    level: float = 0.95
    cluster: str | None = None

    def __post_init__(self) -> None:
        check_share("level", self.level)
        is_on("tune", self.tune)
        if self.method is not None:
            check_choice("method", self.method, METHODS)
        if not isinstance(self.cluster, (str, type(None))):
            raise InputError(f"cluster is {type(self.cluster).__name__}; give the name of a column, or None")


def corrected_mean(
    table: pd.DataFrame, codes: pd.DataFrame, by: str | None = None, target: Choice = None, **options: Any
) -> pd.DataFrame:
    """Estimate mean stance from all scores and a coded sample: what the machine says, and what is true of it.

    The machine's mean over all articles is moved by the error it makes on the coded ones; the interval holds
    both kinds of uncertainty. It is right however wrong the machine is, as long as the coded articles were
    drawn at random (or with known probabilities); a better machine makes it shorter.

    Parameters
    ----------
    table
        The tidy table of ``analyze_corpus``: the whole corpus, coded or not.
    codes
        Long codes of people, from a sample of `framing.sample_for_coding`; halved to the scale of the score.
    by
        The column whose values are the groups; None puts all articles together. Each group needs coded
        articles.
    target
        One name, a list, or None for all.
    **options
        ``voice``, and see `framing.research.Correction`: ``method``, ``tune``, ``level``, ``cluster``.

    Returns
    -------
    pandas.DataFrame
        One row a target, voice and group: ``naive``, ``naive_low``, ``naive_high`` from the scores alone;
        ``corrected``, ``low``, ``high``; ``n`` articles with a score, ``n_coded``, ``machine_weight``
        (lambda, from 0 for codes alone to 1), ``method``, and ``note`` where there is no number or it is
        rough.

    Raises
    ------
    InputError
        Where no code finds its row, or an inclusion probability is 0.

    Notes
    -----
    Where the coded sample shows that the machine misses the target or sees it where it is not, the mean over
    the articles that truly mention it is estimated. Where only articles were coded in which the machine sees
    the target, the mean is over those, and the note says so.

    Examples
    --------
    >>> import framing, numpy as np, pandas as pd
    >>> truth = np.tile([-1.0, -0.5, 0.0, 0.5], 50)
    >>> table = pd.DataFrame({"id": range(200), "target": "Russia", "voice": "author",
    ...                       "score": truth / 2 + 0.2})
    >>> codes = pd.DataFrame({"id": range(0, 200, 5), "target": "Russia", "voice": "author", "coder": "a",
    ...                       "code": 2 * truth[::5]})
    >>> framing.corrected_mean(table, codes)[["naive", "corrected", "n", "n_coded"]].round(3)
       naive  corrected    n  n_coded
    0  0.075      -0.25  200       40
    """
    voice = options.pop("voice", None)
    rows, choice, method = _prepare(table, codes, (target, voice, by), options)
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows):
        groups, names = group_values(cell, by)
        for k, group in enumerate(names):
            some = cell[groups == k].reset_index(drop=True)
            line = _mean(_units(some, np.ones((len(some), 1)), choice), method, choice)
            records.append({"target": name, "voice": of_voice, by or "group": group, **line})
    return frame_of_records(records)


def corrected_ols(
    table: pd.DataFrame, codes: pd.DataFrame, x: Sequence[str], target: Choice = None, **options: Any
) -> pd.DataFrame:
    """Regress stance on features of articles, corrected by a coded sample.

    Parameters
    ----------
    table, codes, target
        As in `corrected_mean`.
    x
        Columns: numbers and booleans enter as they are, others as one indicator for each value but the first
        in sorted order. An intercept is added.
    **options
        ``voice``, and see `framing.research.Correction`.

    Returns
    -------
    pandas.DataFrame
        One row a target, voice and ``term``: coefficients ``naive`` and ``corrected`` with their intervals,
        as in `corrected_mean`, and ``p`` of the corrected one. Rows with a missing ``x`` are left out with a
        warning.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from framing.research import corrected_ols
    >>> truth = np.tile([-1.0, -0.5, 0.0, 0.5], 50)
    >>> table = pd.DataFrame({"id": range(200), "target": "Russia", "voice": "author", "score": truth / 2,
    ...                       "state_owned": truth < -0.2})
    >>> codes = pd.DataFrame({"id": range(0, 200, 5), "target": "Russia", "voice": "author", "coder": "a",
    ...                       "code": 2 * truth[::5]})
    >>> corrected_ols(table, codes, ["state_owned"])[["term", "naive", "corrected"]].round(2)
              term  naive  corrected
    0  (intercept)   0.13       0.25
    1  state_owned  -0.50      -1.00
    """
    columns = [x] if isinstance(x, str) else x
    if columns is None or (isinstance(columns, (list, tuple)) and not columns):
        raise InputError("x is empty; name at least one column, or use corrected_mean")
    if not isinstance(columns, (list, tuple)):
        raise InputError(f"x is {type(x).__name__}; give the names of columns")
    columns = list(columns)
    check_columns(table, tuple(columns))
    whole = table[columns].notna().all(axis=1)
    if not whole.all():
        missing = f"{int((~whole).sum())} rows have no {' or '.join(columns)} and are left out"
        warnings.warn(missing, FramingWarning, stacklevel=2)
    voice = options.pop("voice", None)
    rows, choice, method = _prepare(table[whole], codes, (target, voice, None), options)
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows):
        matrix, terms = design(cell, columns)
        lines = _coefficients(_units(cell, matrix, choice), terms, method, choice)
        records.extend({"target": name, "voice": of_voice, **line} for line in lines)
    return frame_of_records(records)


def _prepare(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    chosen: tuple[Choice, Choice, str | None],
    options: dict[str, Any],
) -> tuple[pd.DataFrame, Correction, Method]:
    choice = build_options(Correction, options)
    check_columns(table, ("id",))
    rows, _ = join_codes(choose_rows(table, *chosen), chosen_codes(codes, *chosen[:2]))
    known = PROBABILITY in rows.columns
    if choice.method == "dsl" and not known:
        raise InputError(
            f"method='dsl' needs {PROBABILITY} in the codes; take it from sample_for_coding, or 'ppi'"
        )
    return rows, choice, choice.method or ("dsl" if known else "ppi")


def _units(rows: pd.DataFrame, x: Floats, choice: Correction) -> Units:
    cluster = choice.cluster or ("story" if "story" in rows.columns else "row")
    coded = rows["coded"].to_numpy(dtype=bool)
    present = coded & (rows["present"] == 1).to_numpy(dtype=bool)
    chance = (
        rows[PROBABILITY].to_numpy(dtype=np.float64) if PROBABILITY in rows.columns else np.ones(len(rows))
    )
    return Units(
        x=x,
        score=rows["score"].fillna(0.0).to_numpy(dtype=np.float64),
        seen=rows["score"].notna().to_numpy(dtype=bool).astype(np.float64),
        gold=np.where(present, rows["gold"], 0.0).astype(np.float64),
        present=present.astype(np.float64),
        coded=coded,
        chance=np.where(coded, chance, 1.0),
        cluster=clusters(rows, cluster),
    )


def _population(units: Units, method: Method) -> tuple[NDArray[np.bool_], str]:
    """Return the units that the estimate is about, and a note where those are only the ones the machine sees.

    A random sample reaches the units in which the machine does not see the target as often as the others.
    Where it does not even half as often, they were not coded on purpose, and nothing can be said of them.
    """
    unseen = units.seen == 0
    if not unseen.any():
        return np.ones(len(unseen), dtype=bool), ""
    inverse = (
        1 / units.chance if method == "dsl" else np.full(len(unseen), len(unseen) / max(1, units.coded.sum()))
    )
    if inverse[units.coded & unseen].sum() >= 0.5 * unseen.sum():
        return np.ones(len(unseen), dtype=bool), ""
    # a handful of such units may be missing from a small sample by chance
    by_chance = (1 - units.coded.mean()) ** unseen.sum() > 0.05
    note = "articles in which the machine sees no mention were not coded: the mean is over the others"
    return ~unseen, "" if by_chance else note


def _fits(units: Units, method: Method, choice: Correction) -> tuple[Fit | None, Fit | None, dict[str, Any]]:
    """Return naive and corrected fit, None where there is no number, and the counts with a note."""
    keep, note = _population(units, method)
    units = units.take(keep)
    n, n_coded = int(units.seen.sum()), int(units.coded.sum())
    counts = {"n": n, "n_coded": n_coded, "method": method}
    width = units.x.shape[1]
    naive = naive_fit(units) if n > 0 else None
    if n == 0:
        note = "no score: the target is absent from this voice"
    elif n_coded <= width:
        note = f"{n_coded} coded articles: at least {width + 1} are needed"
    elif units.present.sum() == 0:
        note = "people do not see the target in any coded article"
    else:
        if n_coded < _FEW_CODED and not note:
            note = f"{n_coded} coded articles: the interval is rough"
        return naive, corrected_fit(units, method, choice.tune), {**counts, "note": note}
    return naive, None, {**counts, "note": note}


def _mean(units: Units, method: Method, choice: Correction) -> dict[str, Any]:
    return _coefficients(units, ["mean"], method, choice, with_term=False)[0]


def _coefficients(
    units: Units, terms: list[str], method: Method, choice: Correction, with_term: bool = True
) -> list[dict[str, Any]]:
    naive, corrected, counts = _fits(units, method, choice)
    note = counts.pop("note")
    columns: dict[str, Floats] = {}
    for fit, names in (
        (naive, ("naive", "naive_low", "naive_high")),
        (corrected, ("corrected", "low", "high")),
    ):
        missing = np.full(len(terms), np.nan)
        values = (missing, missing, missing) if fit is None else (fit.beta, *fit.interval(choice.level))
        columns |= dict(zip(names, values, strict=True))
    if with_term:
        columns["p"] = np.full(len(terms), np.nan) if corrected is None else p_values(corrected)
    weight = float("nan") if corrected is None else corrected.weight
    if corrected is not None and not (corrected.se > 0).any():
        note = "the codes do not vary: no interval"
    if corrected is not None and not np.isfinite(corrected.beta).all():
        note = "the coded articles do not vary in x enough: take fewer columns, or code more"
    return [
        ({"term": term} if with_term else {})
        | {name: float(values[k]) for name, values in columns.items()}
        | counts
        | {"machine_weight": weight, "note": note}
        for k, term in enumerate(terms)
    ]


def design(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[Floats, list[str]]:
    """Return the matrix of a regression with its intercept, and the name of each column."""
    parts, terms = [np.ones(len(rows))], ["(intercept)"]
    for column in columns:
        values = rows[column]
        if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            parts.append(to_numbers(values, column).to_numpy(dtype=np.float64))
            terms.append(column)
            continue
        groups, names = group_values(rows, column)
        for k, name in enumerate(names[1:], 1):
            parts.append((groups == k).astype(np.float64))
            terms.append(f"{column}[{name}]")
    return np.column_stack(parts), terms
