"""The rows that a statistic takes from the tidy table: target and voice, group, day, cluster."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, Self, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.errors import FramingWarning, InputError
from framing.surrogates import table_written_out

MISSING = "(missing)"
ALL = "all"
_ISO_DAY = r"^\s*(\d{4}-\d{2}-\d{2})(?!\d)"
_SHOWN = 8

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Choice = str | list[str] | None
_Options = TypeVar("_Options")


@dataclass(frozen=True, slots=True)
class Estimation:
    """How means are estimated.

    Attributes
    ----------
    cluster
        The column whose equal values are resampled together, ``"day"`` for the day of ``date``, ``"row"`` for
        each row by itself; None takes ``story`` where the table has it, else ``day`` where it has ``date``,
        else ``id``.
    unsure
        ``"keep"`` counts the scores on which the model abstains as they are, ``"drop"`` leaves them out.
    level
        Coverage of the intervals, between 0 and 1.
    repeats
        Bootstrap repeats, at least 100.
    seed
        Seed of the random numbers.
    reference
        For pairs: the one group with which all others are compared; None compares each with each.
    value
        The column whose mean is taken: ``score``, ``delta`` (author less quoted), or a frame's share.

    Examples
    --------
    >>> from framing.research import Estimation
    >>> Estimation(cluster="story", level=0.9).repeats
    2000
    """

    cluster: str | None = None
    unsure: Literal["keep", "drop"] = "keep"
    level: float = 0.95
    repeats: int = 2000
    seed: int = 0
    reference: str | None = None
    value: str = "score"

    def __post_init__(self) -> None:
        check_share("level", self.level)
        check_whole("repeats", self.repeats, 100)
        check_whole("seed", self.seed, 0)
        check_choice("unsure", self.unsure, ("keep", "drop"))

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Build the settings from keyword options, or name the unknown one."""
        return build_options(cls, options)


def build_options(kind: type[_Options], options: Mapping[str, Any]) -> _Options:
    """Build a dataclass of options from keywords; an unknown keyword is named with the known ones."""
    known = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    unknown = [name for name in options if name not in known]
    if unknown:
        raise InputError(f"unknown option {unknown[0]!r}: choose from {', '.join(known)}")
    return kind(**options)


def check_choice(name: str, value: object, known: Sequence[str]) -> None:
    """Refuse an option that is none of the known words."""
    if not isinstance(value, str) or value not in known:
        raise InputError(f"{name}={value!r:.80}: choose {' or '.join(map(repr, known))}")


def check_share(name: str, value: float) -> None:
    """Refuse an option outside (0, 1)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1:
        raise InputError(f"{name}={value!r}: give a number between 0 and 1, for instance 0.95 for 95%")


def check_whole(name: str, value: object, least: int) -> None:
    """Refuse an option that is no whole number of at least ``least``."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise InputError(f"{name}={value!r}: give a whole number of at least {least}")


def as_names(name: str, wanted: Choice) -> list[str]:
    """Return one name or several as a list, or say that they are none."""
    names = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(names, (list, tuple)) or not names or not all(isinstance(n, str) for n in names):
        raise InputError(f"{name}={wanted!r}: give a name, a list of names, or None for all")
    return list(names)


def check_columns(table: object, needed: tuple[str, ...], name: str = "table") -> pd.DataFrame:
    """Return the table, or say which columns are missing.

    Raises
    ------
    InputError
        Where it is no DataFrame, has no rows, or lacks a column.
    """
    if not isinstance(table, pd.DataFrame):
        raise InputError(f"{name} is {type(table).__name__}; give a pandas DataFrame")
    wrong = [c for c in needed if not isinstance(c, str)]
    if wrong:
        raise InputError(f"{wrong[0]!r} is no column name; give one name as text")
    missing = [c for c in needed if c not in table.columns]
    if missing:
        there = ", ".join(map(str, table.columns)) or "none"
        raise InputError(f"{name} has no column {', '.join(map(repr, missing))}; its columns are: {there}")
    twice = [c for c in needed if not isinstance(table[c], pd.Series)]
    if twice:
        raise InputError(f"{name} has the column {twice[0]!r} twice; keep one")
    if table.empty:
        raise InputError(f"{name} has no rows; nothing can be estimated")
    return table_written_out(table)


def choose_rows(
    table: pd.DataFrame, target: Choice, voice: Choice, by: str | None = None, value: str = "score"
) -> pd.DataFrame:
    """Return the rows of the targets and voices asked for, with a fresh index.

    Documents that could not be analysed have a row without target and voice; those are left out here.

    Parameters
    ----------
    table
        The tidy table with ``target``, ``voice`` and ``score``.
    target, voice
        One name, a list, or None for all.
    by
        A column that must be there.
    value
        The column that becomes ``score``.
    """
    needed = ("target", "voice", value) + (() if by is None else (by,))
    rows = check_columns(table, needed)
    for column, wanted in (("target", target), ("voice", voice)):
        if wanted is None:
            continue
        names = as_names(column, wanted)
        there = list(dict.fromkeys(rows[column].dropna()))
        unknown = [n for n in names if n not in there]
        if unknown:
            raise InputError(f"no row has {column} {unknown[0]!r}; the table has {_some(there)}")
        rows = rows[rows[column].isin(names)]
    rows = rows[rows["target"].notna() & rows["voice"].notna()].reset_index(drop=True)
    if rows.empty:
        first = next((str(e) for e in table.get("error", ()) if isinstance(e, str) and e), "no target")
        raise InputError(f"no document of the table could be analysed; the first row says: {first}")
    return rows.assign(score=to_numbers(rows[value], value))


def to_numbers(values: pd.Series[Any], name: str) -> pd.Series[Any]:
    """Return a float column, or name the first cell that is no number; infinities are refused."""
    numbers = pd.to_numeric(values, errors="coerce").astype("float64")
    bad = (numbers.isna() & values.notna()) | np.isinf(numbers)
    if bad.any():
        first, count = values[bad].iloc[0], int(bad.sum())
        raise InputError(f"{name} holds {first!r}, which is no finite number; mend {count} cells")
    return numbers


def _some(names: list[Any]) -> str:
    shown = ", ".join(map(str, names[:_SHOWN])) or "none"
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"


def group_values(rows: pd.DataFrame, by: str | None) -> tuple[Ints, list[Any]]:
    """Return the group number of every row and the groups' sorted names; without ``by`` one group."""
    if by is None:
        return np.zeros(len(rows), dtype=np.int64), [ALL]
    values = rows[by].astype(object).where(rows[by].notna(), MISSING)
    try:
        names = list(dict.fromkeys(values))
    except TypeError:
        raise InputError(f"column {by!r} holds lists or the like; give text or numbers") from None
    try:
        names.sort()
    except TypeError:
        names.sort(key=str)
    place = {name: k for k, name in enumerate(names)}
    return np.array([place[v] for v in values], dtype=np.int64), names


def each_cell(rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield target, voice and rows of each pair, in the order of first appearance."""
    for (target, voice), cell in rows.groupby(["target", "voice"], sort=False):
        yield str(target), str(voice), cell.reset_index(drop=True)


def usable(rows: pd.DataFrame, unsure: str) -> NDArray[np.bool_]:
    """Tell for every row whether its score counts: it is there, and no abstention that is to be dropped."""
    keep = rows["score"].notna().to_numpy(dtype=bool)
    if unsure == "drop":
        keep = keep & ~is_unsure(rows)
    return keep


def is_unsure(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell for every row whether the model abstained."""
    if "label" not in rows.columns:
        return np.zeros(len(rows), dtype=bool)
    return (rows["label"] == "unsure").to_numpy(dtype=bool)


def failures(table: pd.DataFrame, by: str | None, names: list[Any]) -> Ints:
    """Return how many documents of each group could not be analysed."""
    if "error" not in table.columns:
        return np.zeros(len(names), dtype=np.int64)
    failed = table[(table["error"].notna() & (table["error"].astype(str) != "")).to_numpy(dtype=bool)]
    if "id" in failed.columns:
        failed = failed.drop_duplicates("id")
    groups, there = group_values(failed, by)
    counts = dict(zip(there, np.bincount(groups, minlength=len(there)), strict=True))
    return np.array([counts.get(name, 0) for name in names], dtype=np.int64)


def days(rows: pd.DataFrame, column: str = "date") -> pd.Series[Any]:
    """Return the calendar day of every row as written there, NaT where it is missing or no ISO date.

    Dates are datetimes or begin with ``YYYY-MM-DD``; a time zone is not converted, so that an article keeps
    the day its outlet printed. Other spellings are ambiguous and count as missing, with a warning.
    """
    check_columns(rows, (column,))
    values = rows[column]
    if pd.api.types.is_datetime64_any_dtype(values):
        wall: pd.Series[Any] = values.dt.tz_localize(None).dt.normalize()
        return wall
    text = values.map(_as_text)
    day = text.astype("string").str.extract(_ISO_DAY, expand=False)
    parsed = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    bad = parsed.isna() & values.notna() & (values.astype(str).str.strip() != "")
    if bad.any():
        warnings.warn(
            f"{int(bad.sum())} of {len(rows)} dates are not ISO, for instance {values[bad].iloc[0]!r}; they "
            "count as missing. Convert them with pandas.to_datetime and an explicit format",
            FramingWarning,
            stacklevel=2,
        )
    return parsed


def _as_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return str(value.isoformat()) if hasattr(value, "isoformat") else None


def clusters(rows: pd.DataFrame, cluster: str | None) -> Ints:
    """Return the cluster number of every row; a row whose cluster is missing is a cluster by itself.

    Parameters
    ----------
    rows
        The rows to be resampled.
    cluster
        As in `Estimation`.
    """
    if cluster is None:
        known = {"story": "story", "date": "day", "id": "id"}
        cluster = next((name for column, name in known.items() if column in rows.columns), "row")
    if not isinstance(cluster, str):
        raise InputError(f"cluster={cluster!r}: give 'day', 'row' or the name of a column")
    if cluster == "row":
        return np.arange(len(rows), dtype=np.int64)
    if cluster == "day" and "day" not in rows.columns:
        values = days(rows)
    elif cluster in rows.columns:
        values = rows[cluster]
    else:
        names = ", ".join(map(str, rows.columns))
        raise InputError(f"cluster {cluster!r}: choose 'day', 'row' or a column: {names}")
    try:
        codes = pd.factorize(values)[0].astype(np.int64)
    except TypeError:
        raise InputError(f"column {cluster!r} holds lists or the like; give text or numbers") from None
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    return codes
