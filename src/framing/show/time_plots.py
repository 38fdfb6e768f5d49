"""Stance over time with change points and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import InputError
from framing.research.trends import trend as trend_of
from framing.show.canvas import (
    FAINT,
    GREY,
    MARKERS,
    PALETTE,
    head,
    only_table,
    open_axes,
    pick,
    reach_of,
    say_nothing,
    shorten,
    styled,
)
from framing.show.means import group_column

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled
def trend(
    table: pd.DataFrame,
    target: str | list[str] | None = None,
    voice: str = "author",
    changes: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw stance over time with intervals, change points and events.

    Parameters
    ----------
    table
        The result of `framing.trend`, or the table of `framing.analyze_corpus` with dates (then by week).
    target
        One name, a list, or None for all.
    voice
        ``"author"`` or ``"quoted"``.
    changes
        The result of `framing.research.change_points`: a line at each date, a shade over its range, and the
        levels before and after.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        A line for each target, or for each group where `framing.trend` had ``by``; marks stand in the middle
        of their period. Lines break where no article mentions the target, shades where there is no interval.
        Events of `framing.trend` are dotted lines at their date.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> day = ["2031-03-03", "2031-03-04", "2031-03-17", "2031-03-18"]
    >>> table = pd.DataFrame({"id": range(4), "target": "Russia", "voice": "author", "date": day,
    ...                       "score": [0.2, 0.4, -0.5, -0.7]})
    >>> ax = framing.plots.trend(framing.trend(table, events={"2031-03-10": "summit"}))
    >>> [t.get_text() for t in ax.texts]
    ['summit']
    """
    if isinstance(table, pd.DataFrame) and "period" not in table.columns and not table.empty:
        table = trend_of(table)
    rows = only_table(table, ("period", "mean", "target", "voice", "low", "high"), "trend")
    if rows.empty:
        return say_nothing(open_axes(ax, 1.6), "no article with a date")
    targets = pick(rows, "target", target)
    pick(rows, "voice", voice)
    rows = rows[(rows["voice"] == voice) & rows["target"].isin(targets)]
    if rows["mean"].isna().all():
        return say_nothing(
            open_axes(ax, 1.6), f"{', '.join(map(str, targets))}: absent from the {voice} voice"
        )
    ax = open_axes(ax, 2.9)
    series = _series(rows, targets)
    middle = _middles(rows["period"])
    for k, (name, part) in enumerate(series):
        _draw_line(ax, part.assign(period=part["period"].map(middle)), k, name)
    reach = reach_of(rows[["mean", "low", "high"]].to_numpy(dtype=float).ravel())
    ax.set_ylim(-reach, reach)
    if changes is not None:
        _draw_changes(ax, changes, targets, voice)
    _draw_events(ax, rows)
    if len(middle) == 1:
        week = pd.Timedelta(days=7)
        ax.set_xlim(_day_number(rows["period"].min() - week), _day_number(rows["period"].max() + week))
    _finish_trend(ax, targets, voice, len(series))
    return ax


def _series(rows: pd.DataFrame, targets: list[str]) -> list[tuple[str, pd.DataFrame]]:
    column = group_column(rows)
    out = []
    for target in targets:
        mine = rows[rows["target"] == target]
        if column is None:
            out.append((target, mine))
            continue
        for name, part in mine.groupby(column, sort=False, observed=True):
            out.append((str(name) if len(targets) == 1 else f"{target}, {name}", part))
    if len(out) > len(PALETTE):
        raise InputError(
            f"{len(out)} lines are more than {len(PALETTE)} colours; choose targets or groups before plotting"
        )
    return out


def _middles(periods: pd.Series[Any]) -> dict[Any, Any]:
    """Return the middle of each period by its first day; the last is taken to be as long as the one before."""
    starts = sorted(set(periods))
    ends = [*starts[1:], starts[-1] + (starts[-1] - starts[-2])] if len(starts) > 1 else starts
    return {start: start + (end - start) / 2 for start, end in zip(starts, ends, strict=True)}


def _draw_line(ax: Axes, part: pd.DataFrame, k: int, name: str) -> None:
    part = part.sort_values("period")
    when = part["period"].to_numpy()
    ax.fill_between(when, part["low"], part["high"], color=PALETTE[k], alpha=0.16, linewidth=0)
    ax.plot(
        when,
        part["mean"],
        color=PALETTE[k],
        marker=MARKERS[k],
        markersize=3,
        linewidth=1.2,
        label=shorten(name),
    )


def _draw_changes(ax: Axes, changes: pd.DataFrame, targets: list[str], voice: str) -> None:
    rows = only_table(changes, ("date", "earliest", "latest", "before", "after"), "changes")
    if rows.empty:
        return
    rows = rows[rows["date"].notna()]
    for column, kept in (("target", targets), ("voice", [voice])):
        if column in rows.columns:
            rows = rows[rows[column].isin(kept)]
    day = pd.Timedelta(days=1)
    for record in rows.to_dict("records"):
        ax.axvspan(record["earliest"], record["latest"] + day, color=GREY, alpha=0.18, linewidth=0, zorder=0)
        ax.axvline(record["date"], color="black", linewidth=1.1)
        text = (
            f"{record['date'].day} {record['date']:%b %Y}: {record['before']:+.2f} → {record['after']:+.2f}"
        )
        ax.annotate(
            text.replace("-", "\N{MINUS SIGN}"),
            (_day_number(record["date"]), 0.02),
            xycoords=ax.get_xaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            fontsize=7,
            va="bottom",
            bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1},
        )


def _draw_events(ax: Axes, rows: pd.DataFrame) -> None:
    if "event" not in rows.columns:
        return
    events = rows[rows["event"].fillna("") != ""].drop_duplicates("period").sort_values("period")
    for k, record in enumerate(events.to_dict("records")):
        day = record.get("event_date", record["period"])
        ax.axvline(day, color=GREY, linestyle=":", linewidth=1)
        # names of neighbouring events stand on three levels, so that they do not cover each other
        ax.annotate(
            shorten(record["event"], 28),
            (_day_number(day), 0.98 - 0.075 * (k % 3)),
            xycoords=ax.get_xaxis_transform(),
            xytext=(3, 0),
            textcoords="offset points",
            fontsize=7,
            color="#444444",
            va="top",
            bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1},
        )


def _day_number(moment: Any) -> float:
    from matplotlib import dates

    scale: Any = dates
    return float(scale.date2num(moment))


def _finish_trend(ax: Axes, targets: list[str], voice: str, n_series: int) -> None:
    from matplotlib import dates

    scale: Any = dates
    ax.axhline(0, color=GREY, linewidth=0.8, zorder=0)
    locator = scale.AutoDateLocator(maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(
        scale.ConciseDateFormatter(
            locator,
            # each day with its month: a bare 15 before the first month's name would be anybody's guess
            formats=["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S"],
            zero_formats=["", "%Y", "%d %b", "%d %b", "%H:%M", "%H:%M"],
            offset_formats=["", "%Y", "%Y", "%d %b %Y", "%d %b %Y", "%d %b %Y"],
        )
    )
    ax.set_ylabel("unfavourable ← stance → favourable")
    ax.grid(axis="y", color=FAINT, linewidth=0.5)
    whose = "the author's voice" if voice == "author" else "the quoted voices"
    title = f"Stance over time in {whose}" + (f": {shorten(targets[0])}" if len(targets) == 1 else "")
    if n_series > 1:
        head(ax, title, ax.get_legend_handles_labels()[0])
    else:
        ax.set_title(title, pad=6)
