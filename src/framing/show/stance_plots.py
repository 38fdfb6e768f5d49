"""Plots of stance: groups on an axis, the author against the quoted voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.show.canvas import (
    FAINT,
    MARKERS,
    PALETTE,
    VOICE_COLOURS,
    head,
    interval_handle,
    note_left_out,
    open_axes,
    pick,
    row_labels,
    say_nothing,
    shorten,
    side_note,
    stance_axis,
    styled,
)
from framing.show.display import number
from framing.show.means import largest_groups, means_by_group

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOP = 30
_ROW = 0.24
_ARTICLES = 40  # points from the Axes to the column of articles


@styled
def stance(
    table: pd.DataFrame,
    target: str | list[str] | None = None,
    voice: str = "author",
    top: int = TOP,
    ax: Axes | None = None,
) -> Axes:
    """Place groups, such as outlets, on an axis from unfavourable to favourable, with intervals.

    Parameters
    ----------
    table
        The result of `framing.compare`, or the table of `framing.analyze_corpus` (then by outlet).
    target
        One name, a list, or None for all; each has its colour and mark.
    voice
        ``"author"`` or ``"quoted"``.
    top
        At most so many groups, those with most articles.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Groups from the least to the most favourable to the first target. A group without a score for a
        target has no mark there: absent is not neutral. With one target the number of articles is on the right.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": range(6), "outlet": list("AAABBB"), "target": "Russia",
    ...                       "voice": "author", "score": [-0.6, -0.4, -0.5, 0.1, 0.0, 0.2]})
    >>> ax = framing.plots.stance(framing.compare(table))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A', 'B']
    """
    rows, column = means_by_group(table)
    if rows.empty:
        return say_nothing(open_axes(ax, 1.2), "no article, so no stance to show")
    targets = pick(rows, "target", target)
    pick(rows, "voice", voice)
    rows = rows[(rows["voice"] == voice) & rows["target"].isin(targets)]
    if rows["mean"].isna().all():
        return say_nothing(open_axes(ax, 1.2), f"{', '.join(map(str, targets))}: absent from the {voice} voice")
    names, there = largest_groups(rows, column, top)
    names = _by_mean(rows[rows["target"] == targets[0]], column, names)
    ax = open_axes(ax, 0.95 + _ROW * len(names) * max(1.0, 0.55 * len(targets)))
    handles = []
    for k, name in enumerate(targets):
        offset = (k - (len(targets) - 1) / 2) * min(0.22, 0.8 / len(targets))
        series = rows[rows["target"] == name].set_index(column).reindex(names)
        absent = " (absent)" if series["mean"].isna().all() else ""
        handles.append(_intervals(ax, series, offset, k, shorten(name) + absent))
    if len(targets) == 1:
        side_note(ax, None, "articles")
        for at, n in enumerate(series["n"].fillna(0)):
            side_note(ax, at, f"{n:.0f}")
    row_labels(ax, names)
    stance_axis(ax, rows[["mean", "low", "high"]].to_numpy(dtype=float).ravel())
    title = "Stance in the author's own voice" if voice == "author" else "Stance in the quoted voices"
    head(ax, title, [*handles, interval_handle()])
    note_left_out(ax, len(names), there, f"{column}s")
    return ax


def _by_mean(rows: pd.DataFrame, column: str, names: list[object]) -> list[object]:
    means = rows.drop_duplicates(column).set_index(column)["mean"].reindex(names)
    return list(means.sort_values(kind="stable", na_position="last").index)


def _intervals(ax: Axes, series: pd.DataFrame, offset: float, k: int, label: str) -> Any:
    at = np.arange(len(series)) + offset
    colour, mark = PALETTE[k % len(PALETTE)], MARKERS[k % len(MARKERS)]
    ax.hlines(at, series["low"], series["high"], color=colour, linewidth=1.3, alpha=0.75)
    return ax.plot(series["mean"], at, mark, color=colour, markersize=4.5, label=label)[0]


@styled
def delta(table: pd.DataFrame, target: str | list[str] | None = None, top: int = TOP, ax: Axes | None = None) -> Axes:
    """Draw each group's author against the voices it quotes: two marks and the way between them.

    A long line says that the writer and the sources stand apart: a neutral report of angry people, or an
    angry writer among calm ones.

    Parameters
    ----------
    table
        The result of `framing.compare`, or the table of `framing.analyze_corpus` (then by outlet).
    target
        One name, a list, or None for all; each target has a block of rows.
    top
        At most so many groups, those with most articles.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Filled circles are the author, hollow diamonds the quoted voices; thin lines are intervals. On
        the right stand delta, the difference of the two means, where both voices mention the target, and the
        number of articles in which the author and the quoted voices do.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": [1, 1, 2, 2], "outlet": "A", "target": "Russia",
    ...                       "voice": ["author", "quoted"] * 2, "score": [0.0, -0.8, 0.1, -0.6]})
    >>> ax = framing.plots.delta(table)
    >>> [t.get_text() for t in ax.texts]
    ['delta', 'articles', '2 / 2', '+0.75']
    """
    rows, column = means_by_group(table)
    if rows.empty:
        return say_nothing(open_axes(ax, 1.2), "no article, so no stance to show")
    targets = pick(rows, "target", target)
    rows = rows[rows["target"].isin(targets)]
    if rows["mean"].isna().all():
        return say_nothing(open_axes(ax, 1.2), f"{', '.join(map(str, targets))}: absent from both voices")
    names, there = largest_groups(rows, column, top)
    lines, labels = _blocks(rows, column, targets, names)
    ax = open_axes(ax, 0.95 + _ROW * len(lines))
    row_labels(ax, labels)
    stance_axis(ax, rows[["mean", "low", "high"]].to_numpy(dtype=float).ravel())
    side_note(ax, None, "delta")
    side_note(ax, None, "articles", _ARTICLES)
    for at, cell in enumerate(lines):
        _draw_pair(ax, at, cell)
    for k, tick in enumerate(ax.get_yticklabels()):
        if lines[k] is None:
            tick.set_fontweight("bold")
    title = "Author and quoted voices" + (f": {shorten(targets[0])}" if len(targets) == 1 else "")
    head(ax, title, _voice_handles())
    note_left_out(ax, len(names), there, f"{column}s")
    return ax


Cell = dict[str, Any]


def _blocks(
    rows: pd.DataFrame, column: str, targets: list[str], names: list[object]
) -> tuple[list[Cell | None], list[object]]:
    """Return the rows of the plot: per target a heading (None) and the groups with a score."""
    lines: list[Cell | None] = []
    labels: list[object] = []
    for target in targets:
        mine = rows[(rows["target"] == target) & rows[column].isin(names)]
        seen = set(mine.loc[mine["mean"].notna(), column])
        author = mine[mine["voice"] == "author"]
        if len(targets) > 1 and len(names) > 1:
            lines.append(None)
            labels.append(target if seen else f"{target} (absent)")
        for name in _by_mean(author if len(author) else mine, column, [n for n in names if n in seen]):
            records = mine[mine[column] == name].to_dict("records")
            lines.append({str(r["voice"]): r for r in records})
            labels.append(target if len(targets) > 1 and len(names) == 1 else name)
    return lines, labels


def _draw_pair(ax: Axes, at: int, cell: Cell | None) -> None:
    if cell is None:
        ax.axhline(at, color=FAINT, linewidth=0.6, zorder=0)
        return
    nan = float("nan")
    author, quoted = (float(cell.get(v, {}).get("mean", nan)) for v in ("author", "quoted"))
    side_note(ax, at, " / ".join(f"{cell.get(v, {}).get('n', 0):.0f}" for v in ("author", "quoted")), _ARTICLES)
    if not np.isnan(author - quoted):
        ax.plot([author, quoted], [at, at], color="#a8a8a8", linewidth=3.2, solid_capstyle="butt", zorder=1)
        gap = number(author - quoted).replace("-", "\N{MINUS SIGN}")
        side_note(ax, at, gap)
    for voice, y in (("author", at - 0.14), ("quoted", at + 0.14)):
        if voice in cell:
            ax.hlines(y, cell[voice]["low"], cell[voice]["high"], color=VOICE_COLOURS[voice], linewidth=0.9)
    ax.plot([quoted], [at], "D", color=VOICE_COLOURS["quoted"], markerfacecolor="white", markersize=6)
    ax.plot([author], [at], "o", color=VOICE_COLOURS["author"], markersize=5)


def _voice_handles() -> list[Any]:
    from matplotlib.lines import Line2D

    blue, red = VOICE_COLOURS["author"], VOICE_COLOURS["quoted"]
    return [
        Line2D([], [], color=blue, marker="o", linewidth=0, markersize=5, label="author"),
        Line2D([], [], color=red, marker="D", markerfacecolor="white", linewidth=0, markersize=6, label="quoted"),
        interval_handle(),
    ]
