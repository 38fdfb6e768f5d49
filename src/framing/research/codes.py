"""Codes of people: checked, put together to one code a unit, and laid beside the table of scores."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import FramingWarning, InputError
from framing.research.rows import Choice, Floats, Ints, as_names, check_columns, to_numbers
from framing.research.sampling import PROBABILITY

VOICES = ("author", "quoted")
UNIT = ["id", "target", "voice"]


def check_codes(codes: pd.DataFrame) -> pd.DataFrame:
    """Return codes as floats with a fresh index, or say what is wrong with them.

    Raises
    ------
    InputError
        On a missing column, a code outside -2 to 2, an unknown voice, a unit coded twice by one coder, or an
        inclusion probability outside (0, 1].
    """
    rows = check_columns(codes, (*UNIT, "coder", "code"), "codes").reset_index(drop=True)
    for column in (*UNIT, "coder"):
        if rows[column].isna().any():
            empty = int(rows[column].isna().sum())
            raise InputError(
                f"codes have {empty} rows without {column}; say of each code whose it is and on what"
            )
    rows = rows.assign(code=to_numbers(rows["code"], "code"))
    outside = rows["code"].abs() > 2
    if outside.any():
        raise InputError(
            f"code {rows['code'][outside].iloc[0]:g}: codes go from -2 to 2, empty where not there"
        )
    strange = ~rows["voice"].isin(VOICES)
    if strange.any():
        raise InputError(f"codes have voice {rows['voice'][strange].iloc[0]!r}; choose 'author' or 'quoted'")
    twice = rows.duplicated([*UNIT, "coder"])
    if twice.any():
        first = rows[twice].iloc[0]
        raise InputError(
            f"coder {first['coder']!r} coded {first['id']!r}, {first['target']}, {first['voice']} twice; "
            "keep one"
        )
    return _check_probabilities(rows)


def _check_probabilities(rows: pd.DataFrame) -> pd.DataFrame:
    if PROBABILITY not in rows.columns:
        return rows
    chance = to_numbers(rows[PROBABILITY], PROBABILITY)
    bad = ~((chance > 0) & (chance <= 1))
    if bad.any():
        first = rows[bad].iloc[0]
        raise InputError(
            f"{PROBABILITY} of {first['id']!r} is {first[PROBABILITY]!r}: it must be above 0 and at most 1 "
            "(an article that could not be drawn says nothing of the others); take it from "
            "sample_for_coding, or drop the column"
        )
    return rows.assign(**{PROBABILITY: chance})


def consensus(codes: pd.DataFrame) -> pd.DataFrame:
    """Put the codes of several coders together: one row a unit.

    Returns
    -------
    pandas.DataFrame
        ``id``, ``target``, ``voice``, ``code`` (mean of those who gave one), ``gold`` (the code on the scale
        of the score, halved, in [-1, 1]), ``present`` (at least half of the coders gave a code),
        ``n_coders``, and ``inclusion_probability`` where there is one. Units that most coders found absent
        have no code.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import consensus
    >>> codes = pd.DataFrame({"id": 1, "target": "Russia", "voice": "author", "coder": ["a", "b"], "code": [-2, -1]})
    >>> consensus(codes)[["code", "gold", "n_coders"]].values.tolist()
    [[-1.5, -0.75, 2.0]]
    """
    rows = check_codes(codes)
    grouped = rows.groupby(UNIT, sort=False)
    out = grouped["code"].agg(["mean", "count", "size"]).reset_index()
    out["present"] = out["count"] * 2 >= out["size"]
    out["code"] = out["mean"].where(out["present"])
    out["gold"] = out["code"] / 2
    out = out.rename(columns={"size": "n_coders"}).drop(columns=["mean", "count"])
    if PROBABILITY not in rows.columns:
        return out
    chances = grouped[PROBABILITY].agg(["min", "max"]).reset_index(drop=True)
    if (chances["max"] - chances["min"] > 1e-9).any():
        unit = out[(chances["max"] - chances["min"] > 1e-9).to_numpy()].iloc[0]
        raise InputError(f"{unit['id']!r} has several values of {PROBABILITY}; give each article one")
    return out.assign(**{PROBABILITY: chances["max"].to_numpy()})


def chosen_codes(codes: pd.DataFrame, target: Choice, voice: Choice) -> pd.DataFrame:
    """Return the codes of the targets and voices asked for."""
    rows = check_columns(codes, (*UNIT, "coder", "code"), "codes")
    for column, wanted in (("target", target), ("voice", voice)):
        if wanted is not None:
            rows = rows[rows[column].isin(as_names(column, wanted))]
    if rows.empty:
        raise InputError(
            f"codes hold nothing on target {target!r}, voice {voice!r}; choose others, or code some"
        )
    return rows


def key(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return ids as text, so that 7, 7.0 and "7" are one article whatever file they came from."""

    def text(value: Any) -> str:
        if isinstance(value, (float, np.floating)) and float(value).is_integer():
            return str(int(value))
        return str(value)

    return values.map(text)


def join_codes(table: pd.DataFrame, codes: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """Lay the codes beside the table.

    Returns
    -------
    rows
        The table with the columns of `consensus` added (missing where not coded) and ``coded``.
    places
        The row of the table of each coded unit.

    Raises
    ------
    InputError
        Where a unit stands twice in the table, or no code finds its article.
    """
    units = consensus(codes)
    rows = table.reset_index(drop=True)
    names = [key(rows["id"]), rows["target"].astype(str), rows["voice"].astype(str)]
    index = pd.MultiIndex.from_arrays(names)
    if index.has_duplicates:
        first = index[index.duplicated()][0]
        raise InputError(f"the table has {first[0]!r}, {first[1]}, {first[2]} twice; keep one row a unit")
    wanted = pd.MultiIndex.from_arrays(
        [key(units["id"]), units["target"].astype(str), units["voice"].astype(str)]
    )
    places = index.get_indexer(wanted)
    known = places >= 0
    if not known.any():
        raise InputError(
            f"no code finds its row: codes begin with {wanted[0]}, the table with {index[0]}; ids, targets "
            "and voices must be those of the table"
        )
    if not known.all():
        some = ", ".join(str(wanted[k]) for k in np.flatnonzero(~known)[:3])
        warnings.warn(
            f"{int((~known).sum())} of {len(units)} coded units are not in the table and left out: {some}",
            FramingWarning,
            stacklevel=3,
        )
    for column in ("code", "gold", "present", "n_coders", PROBABILITY):
        if column in units.columns:
            cells: Floats = np.full(len(rows), np.nan)
            cells[places[known]] = units[column].to_numpy(dtype=np.float64)[known]
            rows[column] = cells
    rows["coded"] = np.isin(np.arange(len(rows)), places[known])
    return rows, places[known].astype(np.int64)
