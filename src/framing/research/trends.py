"""Since when the tone changed: means over time, change points with a permutation test, known dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import InputError
from framing.research.comparison import differences, summarise
from framing.research.partition import (
    Series,
    date_range,
    optimal_partition,
    permuted_gains,
    split_p,
    standard_penalty,
)
from framing.research.resampling import group_means
from framing.research.rows import (
    Choice,
    Estimation,
    Ints,
    build_options,
    check_columns,
    check_share,
    check_whole,
    choose_rows,
    clusters,
    days,
    each_cell,
    group_values,
    usable,
)

FREQUENCIES = ("D", "W", "M", "Q", "Y")
_MOST_PERIODS = 50_000
Events = Mapping[Any, str] | None


def trend(
    table: pd.DataFrame, freq: str = "W", by: str | None = None, events: Events = None, **options: Any
) -> pd.DataFrame:
    """Estimate stance over time: the mean of each period with its interval.

    Parameters
    ----------
    table
        The tidy table with ``date``: datetimes, or text that begins with ``YYYY-MM-DD``.
    freq
        Length of a period: ``"D"``, ``"W"`` (Monday to Sunday), ``"M"``, ``"Q"`` or ``"Y"``.
    by
        A column whose values get a line each; None puts all together.
    events
        Maps a date to the name of what happened then; it is shown in the row of its period.
    **options
        See `framing.research.Estimation`, and ``target`` and ``voice``. Clusters are stories where the table
        has ``story``, else articles.

    Returns
    -------
    pandas.DataFrame
        One row a target, voice, group and period from the first to the last: ``period`` is its first day,
        ``mean``, ``low``, ``high``, ``se``, ``n``, ``n_clusters``, ``event`` with ``event_date`` (of the
        first, where a period has several), and ``note`` where there is no number. Rows without a date are left
        out with a warning.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> day = ["2031-03-03", "2031-03-04", "2031-03-17", "2031-03-18"]
    >>> table = pd.DataFrame({"id": range(4), "target": "Russia", "voice": "author", "date": day,
    ...                       "score": [0.2, 0.4, -0.5, -0.7]})
    >>> framing.trend(table, freq="W")[["period", "mean", "n"]]
          period  mean  n
    0 2031-03-03   0.3  2
    1 2031-03-10   NaN  0
    2 2031-03-17  -0.6  2
    """
    chosen = {name: options.pop(name, None) for name in ("target", "voice")}
    settings = Estimation.of(options)
    rows = _dated(choose_rows(table, chosen["target"], chosen["voice"], by))
    periods = rows["day"].dt.to_period(check_frequency(freq))
    span = pd.period_range(periods.min(), periods.max(), freq=periods.dt.freq)
    if len(span) > _MOST_PERIODS:
        first, last = span[0], span[-1]
        raise InputError(f"{len(span)} periods from {first} to {last}; mend the dates or take a longer freq")
    marks = _events_by_period(events, span)
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows.assign(place=span.get_indexer(pd.PeriodIndex(periods)))):
        groups, names = group_values(cell, by)
        places = groups * len(span) + cell["place"].to_numpy(dtype=np.int64)
        keep = usable(cell, settings.unsure)
        codes = _story_or_article(cell, settings.cluster)
        scores = cell["score"].to_numpy(dtype=np.float64)
        means = group_means(scores[keep], places[keep], codes[keep], len(names) * len(span), settings)
        for k, line in enumerate(summarise(means, settings.level, {})):
            group, period = names[k // len(span)], k % len(span)
            note = line.pop("note")
            where = {} if by is None else {by: group}
            start = {"period": span[period].start_time}
            day, event = marks.get(period, (pd.NaT, ""))
            ending = {"event": event, "event_date": day, "note": note}
            records.append({"target": name, "voice": of_voice, **where, **start, **line, **ending})
    return pd.DataFrame(records)


def check_frequency(freq: str) -> str:
    """Return the length of a period, or say which there are."""
    if not isinstance(freq, str) or freq not in FREQUENCIES:
        raise InputError(f"freq={freq!r}: choose one of {', '.join(FREQUENCIES)}")
    return freq


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a day, in a column ``day``."""
    check_columns(rows, ("date",))
    day = days(rows)
    if day.isna().all():
        first = rows["date"].iloc[0]
        raise InputError(f"no row has a date that can be read (the first is {first!r}); give YYYY-MM-DD")
    return rows.assign(day=day)[day.notna().to_numpy()].reset_index(drop=True)


def _story_or_article(rows: pd.DataFrame, cluster: str | None) -> Ints:
    if cluster is None:
        cluster = next((c for c in ("story", "id") if c in rows.columns), "row")
    return clusters(rows, cluster)


def _events(events: Events) -> list[tuple[pd.Timestamp, str]]:
    """Return the events by date, or name the date that cannot be read."""
    out = []
    if not isinstance(events, (Mapping, type(None))):
        raise InputError(f"events is {type(events).__name__}; give a dict of dates and names")
    for day, name in (events or {}).items():
        moment = pd.to_datetime(str(day)[:10], format="%Y-%m-%d", errors="coerce")
        if pd.isna(moment):
            raise InputError(f"event date {day!r}: give YYYY-MM-DD")
        out.append((pd.Timestamp(moment), str(name)))
    return sorted(out)


def _events_by_period(events: Events, span: pd.PeriodIndex) -> dict[int, tuple[pd.Timestamp, str]]:
    """Return the first date and all names of the events of each period that has any."""
    marks: dict[int, tuple[pd.Timestamp, str]] = {}
    for day, name in _events(events):
        place = int(span.get_indexer(pd.PeriodIndex([day], freq=span.freq))[0])
        if place >= 0:
            first, names = marks.get(place, (day, ""))
            marks[place] = (first, f"{names}; {name}" if names else name)
    return marks


@dataclass(frozen=True, slots=True)
class ChangeSearch:
    """How change points are looked for.

    Attributes
    ----------
    freq
        Articles of one period (``"D"``, ``"W"``, ``"M"``, ``"Q"``, ``"Y"``) stand or move together.
    penalty
        What a further change must gain in the sum of squares; None takes ``2 s2 log(periods)``, with s2 the
        variance of an article's score around the level of its time, estimated from differences of
        neighbouring periods.
    min_periods
        Least number of periods between changes.
    alpha
        Changes are reported only where the permutation test of "no change at all" falls to this level.
    repeats, seed
        Number of permutations, and seed of the random numbers.
    block
        Number of neighbouring periods that are permuted together; take more than 1 where tone drifts from day
        to day.
    level
        Coverage of the range of dates.

    Examples
    --------
    >>> from framing.research import ChangeSearch
    >>> ChangeSearch(freq="W", repeats=99).min_periods
    3
    """

    freq: str = "D"
    penalty: float | None = None
    min_periods: int = 3
    alpha: float = 0.05
    repeats: int = 499
    seed: int = 0
    block: int = 1
    level: float = 0.95

    def __post_init__(self) -> None:
        check_frequency(self.freq)
        check_share("level", self.level)
        check_share("alpha", self.alpha)
        for name, least in (("min_periods", 1), ("repeats", 19), ("block", 1), ("seed", 0)):
            check_whole(name, getattr(self, name), least)
        given = self.penalty
        number = isinstance(given, (int, float)) and not isinstance(given, bool)
        if given is not None and not (number and 0 < given < float("inf")):
            raise InputError(f"penalty={given!r}: give a positive number, or None for 2 s2 log(periods)")


def change_points(
    table: pd.DataFrame, target: Choice = None, voice: Choice = None, by: str | None = None, **options: Any
) -> pd.DataFrame:
    """Find the dates at which the mean stance jumps, and test whether it jumps at all.

    The scores of a period move together; the series is cut so that the sum of squares around the means of its
    parts, plus a penalty for each cut, is smallest (optimal partitioning: Jackson et al. 2005; pruning is not
    needed at these lengths). Whether there is any change is tested by permuting the periods: ``p_any`` is the
    share of permutations that gain as much over a constant level. No change is reported above ``alpha``.

    Parameters
    ----------
    table
        The tidy table with ``date``.
    target, voice
        One name, a list, or None for all.
    by
        A column whose values are searched apart; None puts all together.
    **options
        See `framing.research.ChangeSearch`, and ``events``, which maps dates to names.

    Returns
    -------
    pandas.DataFrame
        For each target, voice and group one row a change, or one row without a date whose ``note`` says why.
        ``date`` is the first period of the new level, ``earliest`` to ``latest`` its confidence range (Hansen
        2000); ``before``, ``after`` and ``shift`` are means of the parts; ``p`` is the permutation p of this
        change within its two parts (given that it was chosen), ``p_any`` that of the whole series;
        ``penalty``; ``n_before``, ``n_after`` articles; ``event`` is the nearest event and
        ``days_from_event`` how long after it the change falls.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import change_points
    >>> day = pd.date_range("2031-03-01", periods=30).strftime("%Y-%m-%d")
    >>> score = [0.3 + 0.1 * (-1) ** k for k in range(18)] + [-0.4 + 0.1 * (-1) ** k for k in range(12)]
    >>> table = pd.DataFrame({"target": "Russia", "voice": "author", "date": day, "score": score})
    >>> found = change_points(table, events={"2031-03-18": "airliner lost"}).iloc[0]
    >>> day, step = found.date.date().isoformat(), round(float(found["shift"]), 2)
    >>> day, step, found.event, int(found.days_from_event)
    ('2031-03-19', -0.7, 'airliner lost', 1)
    """
    events = _events(options.pop("events", None))
    search = build_options(ChangeSearch, options)
    rows = _dated(choose_rows(table, target, voice, by))
    records: list[dict[str, Any]] = []
    for name, of_voice, cell in each_cell(rows):
        groups, names = group_values(cell, by)
        for k, group in enumerate(names):
            where = {"target": name, "voice": of_voice} | ({} if by is None else {by: group})
            found = _search(cell[groups == k], search)
            records.extend({**where, **line, **_nearest(line["date"], events)} for line in found)
    out = pd.DataFrame(records)
    return out[[c for c in out.columns if c != "note"] + ["note"]]


def _series(rows: pd.DataFrame, freq: str) -> tuple[Series, pd.PeriodIndex]:
    """Sum the scores of each period that has any."""
    scored = rows[rows["score"].notna()]
    periods = scored["day"].dt.to_period(freq)
    sums = scored.groupby(periods)["score"].agg(["sum", "count"])
    squares = scored["score"].pow(2).groupby(periods).sum()
    parts = (sums["count"], sums["sum"], squares)
    return Series(*(np.asarray(part, dtype=np.float64) for part in parts)), pd.PeriodIndex(sums.index)


def _search(rows: pd.DataFrame, search: ChangeSearch) -> list[dict[str, Any]]:
    series, index = _series(rows, search.freq)
    if len(series) < 2 * search.min_periods:
        note = f"{len(series)} periods with scores: at least {2 * search.min_periods} are needed"
        return [_no_change(float("nan"), float("nan"), note)]
    penalty = search.penalty or standard_penalty(series)
    cuts, gain = optimal_partition(series, penalty, search.min_periods)
    if not cuts:
        return [_no_change(1.0, penalty, "no change: none gains the penalty")]
    rng = np.random.default_rng(search.seed)
    gains = permuted_gains(series, search, rng)
    p_any = (1 + int((gains >= gain - 1e-9).sum())) / (1 + search.repeats)
    if p_any > search.alpha:
        return [_no_change(p_any, penalty, f"no change: p_any {p_any:.3f} is above {search.alpha:g}")]
    edges = [0, *cuts, len(series)]
    return [
        _change(series, index, edges[k : k + 3], search, rng)
        | {"p_any": p_any, "penalty": penalty, "note": ""}
        for k in range(len(cuts))
    ]


def _no_change(p_any: float, penalty: float, note: str) -> dict[str, Any]:
    nan, nat = float("nan"), pd.NaT
    numbers = dict.fromkeys(("before", "after", "shift", "p"), nan)
    counts = {"n_before": 0, "n_after": 0}
    dates = {"date": nat, "earliest": nat, "latest": nat}
    return {**dates, **numbers, **counts, "p_any": p_any, "penalty": penalty, "note": note}


def _change(
    series: Series, index: pd.PeriodIndex, edges: list[int], search: ChangeSearch, rng: np.random.Generator
) -> dict[str, Any]:
    """Describe the cut between two parts, given the first period of each part and the end."""
    first, cut, last = edges
    part = series.part(first, last)
    early, late = date_range(part, cut - first, search.level)
    before, after = series.mean(first, cut), series.mean(cut, last)
    return {
        "date": index[cut].start_time,
        "earliest": index[first + early].start_time,
        "latest": index[first + late].start_time,
        "before": before,
        "after": after,
        "shift": after - before,
        "p": split_p(part, search, rng),
        "n_before": int(series.counts[first:cut].sum()),
        "n_after": int(series.counts[cut:last].sum()),
    }


def _nearest(date: Any, events: list[tuple[pd.Timestamp, str]]) -> dict[str, Any]:
    if pd.isna(date) or not events:
        return {"event": "", "days_from_event": float("nan")}
    day, name = min(events, key=lambda e: abs(date - e[0]))
    return {"event": name, "days_from_event": float((date - day).days)}


def shift(
    table: pd.DataFrame, since: str, target: Choice = None, voice: Choice = None, **options: Any
) -> pd.DataFrame:
    """Test a shift at a date that is known beforehand: the mean since then less the mean before.

    Parameters
    ----------
    table
        The tidy table with ``date``.
    since
        First day of the later part, ``YYYY-MM-DD``. Do not take it from `change_points` on the same articles:
        a date that was chosen because it looks best makes the p-value too small.
    target, voice
        One name, a list, or None for all.
    **options
        See `framing.research.Estimation`; clusters are days unless given.

    Returns
    -------
    pandas.DataFrame
        As of `framing.research.differences`, with ``a`` "since" and ``b`` "before".

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import shift
    >>> day = pd.date_range("2031-03-01", periods=24).strftime("%Y-%m-%d")
    >>> score = [0.3 + 0.1 * (-1) ** k for k in range(12)] + [-0.4 + 0.1 * (-1) ** k for k in range(12)]
    >>> table = pd.DataFrame({"target": "Russia", "voice": "author", "date": day, "score": score})
    >>> round(float(shift(table, since="2031-03-13").difference[0]), 2)
    -0.7
    """
    if not isinstance(since, str):
        raise InputError(f"since is {type(since).__name__}; give YYYY-MM-DD")
    moment = _events({since: ""})[0][0]
    rows = _dated(choose_rows(table, target, voice))
    rows["part"] = np.where(rows["day"] >= moment, "since", "before")
    if rows["part"].nunique() < 2:
        side, span = rows["part"].iloc[0], f"{rows['day'].min():%Y-%m-%d} to {rows['day'].max():%Y-%m-%d}"
        raise InputError(f"since={since!r}: every article falls {side}; the dates go from {span}")
    return differences(rows, "part", None, None, **{"cluster": "day", "reference": "before", **options})
