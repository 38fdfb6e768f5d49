"""Plots of what is said: frames by group, who is quoted, words that set groups apart."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import InputError
from framing.research.comparison import voice_shares
from framing.research.rows import check_choice, check_whole
from framing.show.canvas import (
    FAINT,
    GREY,
    PALETTE,
    head,
    ink_on,
    only_table,
    open_axes,
    pick,
    row_labels,
    say_nothing,
    shorten,
    side_note,
    styled,
)
from framing.show.means import group_column

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PREFIX = "frame_"
_COLUMNS = 12
_ROW = 0.24
_BRIGHT = 0.6
_BLOC_COLOURS = {
    "Russia": "#D55E00",
    "Ukraine": "#F0E442",
    "West": "#0072B2",
    "Azerbaijan": "#009E73",
    "other": "#9a9a9a",
    "unknown": "#dcdcdc",
}


@styled
def frames(
    table: pd.DataFrame,
    by: str = "outlet",
    top: int = _COLUMNS,
    share: str = "sentences",
    ax: Axes | None = None,
) -> Axes:
    """Show how much each group uses each frame, as a table of shades with percentages.

    Parameters
    ----------
    table
        The table of ``framing.analyze_corpus(df, frames=True)``.
    by
        The column of the groups.
    top
        At most so many groups, those with most articles.
    share
        ``"sentences"``: mean share of an article's sentences that carry the frame; ``"articles"``: share of
        articles in which it is dominant.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Frames from the most to the least used; each article counts once. Frames that no group uses are named
        below.

    Raises
    ------
    InputError
        Where the table has no column of frames.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": [1, 1, 2], "outlet": ["A", "A", "B"], "frame_economy": [0.5, 0.5, 0.0],
    ...                       "frame_diplomacy": [0.1, 0.1, 0.3],
    ...                       "frames_dominant": ["economy", "economy", ""]})
    >>> ax = framing.plots.frames(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['economy', 'diplomacy']
    """
    check_whole("top", top, 1)
    check_choice("share", share, ("sentences", "articles"))
    rows = only_table(table, ("id", by), "table")
    names = [str(c) for c in rows.columns if str(c).startswith(_PREFIX)]
    if rows.empty:
        return say_nothing(open_axes(ax, 1.2), "no article, so no frame to show")
    if not names:
        raise InputError("table has no column frame_...; run framing.analyze_corpus(df, frames=True)")
    once = rows.dropna(subset=[names[0]]).drop_duplicates("id")
    if once.empty:
        return say_nothing(open_axes(ax, 1.2), "no article could be read")
    sizes = once[by].fillna("(missing)").value_counts()
    shares = _frame_shares(once.assign(**{by: once[by].fillna("(missing)")}), by, names, share)[list(sizes.index[:top])]
    shares = shares.loc[shares.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    used = shares[(shares > 0).any(axis=1)]
    unused = [str(n).replace("_", " ") for n in shares.index.difference(used.index, sort=False)]
    shares = used if len(used) else shares
    ax = open_axes(ax, 1.5 + 0.22 * len(shares), min(7.5, max(5.0, 2.2 + 0.62 * shares.shape[1])))
    _draw_shades(ax, shares)
    what = "sentences that carry the frame" if share == "sentences" else "articles it dominates"
    ax.set_title(f"Frames: share of {what}, per cent", pad=10)
    notes = [f"{top} of {len(sizes)} {by}s shown: those with most articles"] if len(sizes) > top else []
    notes += textwrap.wrap("not found: " + ", ".join(unused), 70) if unused and len(used) else []
    ax.set_xlabel("\n".join(notes), color=GREY, fontsize=7)
    return ax


def _frame_shares(once: pd.DataFrame, by: str, names: list[str], share: str) -> pd.DataFrame:
    """Return shares in [0, 1]: a row a frame, a column a group."""
    bare = [n.removeprefix(_PREFIX) for n in names]
    if share == "sentences":
        values = once[names].set_axis(bare, axis=1)
    else:
        lists = once["frames_dominant"].fillna("").str.split(";")
        values = pd.DataFrame({n: [float(n in found) for found in lists] for n in bare}, index=once.index)
    return values.groupby(once[by], sort=False).mean().T


def _draw_shades(ax: Axes, shares: pd.DataFrame) -> None:
    values = shares.to_numpy(dtype=float)
    most = max(float(np.nanmax(values)), 1e-9)
    ax.imshow(values, cmap="Blues", vmin=0, vmax=most, aspect="auto")
    for (i, j), value in np.ndenumerate(values):
        colour = "white" if value > _BRIGHT * most else "black"
        ax.text(j, i, f"{100 * value:.0f}", ha="center", va="center", color=colour, fontsize=7.5)
    ax.set_yticks(range(len(shares)), [shorten(str(n).replace("_", " ")) for n in shares.index])
    labels = [shorten(n, 22) for n in shares.columns]
    ax.set_xticks(range(len(labels)), labels, rotation=0 if max(map(len, labels)) <= 6 else 35, ha="left")
    if max(map(len, labels)) <= 6:
        ax.set_xticks(range(len(labels)), labels, ha="center")
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


@styled
def voices(quotes: pd.DataFrame, top: int = 30, ax: Axes | None = None) -> Axes:
    """Show whose words are quoted: each group's quoted words by the bloc that speaks.

    Parameters
    ----------
    quotes
        The result of `framing.research.voice_shares`, or of ``framing.corpus.runs.voices_table`` (then by
        outlet).
    top
        At most so many groups, those with most quotes.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Stacked bars from 0 to 100 per cent of the quoted words, with the number of quotes on the right.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> quotes = pd.DataFrame({"id": [1, 1, 2], "outlet": "A", "bloc": ["Russia", "West", "Russia"],
    ...                        "n_words": [30, 10, 40]})
    >>> ax = framing.plots.voices(quotes)
    >>> [t.get_text() for t in ax.texts]
    ['88', '12', 'quotes', '3']
    """
    check_whole("top", top, 1)
    table = only_table(quotes, ("bloc",), "quotes")
    if table.empty or table["bloc"].isna().all():
        return say_nothing(open_axes(ax, 1.2), "nobody is quoted in these articles")
    if "n_words" in table.columns:
        has_outlet = "outlet" in table.columns and bool(table["outlet"].notna().any())
        table = voice_shares(table, by="outlet" if has_outlet else None)
    column = group_column(table) or "group"
    shares = table.pivot_table(index=column, columns="bloc", values="share", sort=False, observed=True).fillna(0.0)
    sizes = (
        table.groupby(column, sort=False, observed=True)["n_quotes"].sum().sort_values(ascending=False, kind="stable")
    )
    shares = shares.loc[[n for n in sizes.index[:top] if n in shares.index]]
    order = [b for b in _BLOC_COLOURS if b in shares.columns]
    blocs = [b for b in order if b not in ("other", "unknown")]
    blocs += [b for b in shares.columns if b not in order] + [b for b in order if b in ("other", "unknown")]
    shares = shares[blocs].sort_values(blocs[0], ascending=False, kind="stable")
    ax = open_axes(ax, 1.05 + 0.27 * len(shares))
    _draw_stack(ax, shares)
    row_labels(ax, list(shares.index))
    side_note(ax, None, "quotes")
    for at, name in enumerate(shares.index):
        side_note(ax, at, f"{sizes[name]:.0f}")
    ax.set_xlabel("share of the quoted words, per cent")
    head(ax, "Whose words are quoted", ax.get_legend_handles_labels()[0])
    return ax


def _draw_stack(ax: Axes, shares: pd.DataFrame) -> None:
    left = np.zeros(len(shares))
    spare = [c for c in (*PALETTE[3:], "#332288", "#88CCEE", "#DDCC77") if c not in _BLOC_COLOURS.values()]
    for k, bloc in enumerate(shares.columns):
        width = 100 * shares[bloc].to_numpy(dtype=float)
        colour = _BLOC_COLOURS.get(str(bloc), spare[k % len(spare)])
        ax.barh(
            range(len(shares)),
            width,
            0.72,
            left,
            color=colour,
            edgecolor="white",
            linewidth=0.8,
            label=shorten(bloc),
        )
        ink = ink_on(colour)
        for row in np.flatnonzero(width >= 6).tolist():
            at = left[row] + width[row] / 2
            ax.text(at, row, f"{width[row]:.0f}", ha="center", va="center", color=ink, fontsize=7.5)
        left += width
    ax.set_xlim(0, 100)


@styled
def contrast(words: pd.DataFrame, groups: str | list[str] | None = None, top: int = 12, ax: Axes | None = None) -> Axes:
    """Show the words that set groups apart, the strongest first.

    Parameters
    ----------
    words
        The result of `framing.contrast`.
    groups
        One group, a list, or None for all (at most four).
    top
        At most so many words a group.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        A block of rows for each group: z of the log-odds ratio, and how many articles use the word.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> words = pd.DataFrame({"outlet": ["A", "A", "B"], "term": ["regime", "lie", "ally"],
    ...                       "z": [4.1, 2.0, 3.3], "articles": [5, 2, 4]})
    >>> ax = framing.plots.contrast(words)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A', 'regime', 'lie', 'B', 'ally']
    """
    check_whole("top", top, 1)
    rows = only_table(words, ("term", "z"), "words")
    if rows.empty:
        return say_nothing(open_axes(ax, 1.2), "no word sets these groups apart")
    column = str(rows.columns[0])
    names = pick(rows, column, groups)
    if len(names) > 4:
        raise InputError(f"{len(names)} groups make {len(names)} blocks; choose at most four with groups=[...]")
    labels: list[object] = []
    values: list[tuple[float, str, str]] = []
    for k, name in enumerate(names):
        best = rows[(rows[column] == name) & (rows["z"] > 0)].sort_values("z", ascending=False, kind="stable")[:top]
        labels += [name, *best["term"]]
        uses = best["articles"] if "articles" in best.columns else [""] * len(best)
        values.append((float("nan"), "", "black"))
        values += [(float(z), str(n), PALETTE[k]) for z, n in zip(best["z"], uses, strict=True)]
    ax = open_axes(ax, 0.9 + 0.19 * len(labels), 4.6)
    row_labels(ax, labels)
    _draw_words(ax, values)
    ax.set_xlabel("z of the log-odds ratio (numbers: articles)")
    ax.set_title("Words that set groups apart")
    return ax


def _draw_words(ax: Axes, values: list[tuple[float, str, str]]) -> None:
    for at, (z, uses, colour) in enumerate(values):
        if np.isnan(z):
            ax.get_yticklabels()[at].set_fontweight("bold")
            ax.axhline(at, color=FAINT, linewidth=0.6, zorder=0)
            continue
        ax.hlines(at, 0, z, color=colour, linewidth=1.2)
        ax.plot([z], [at], "o", color=colour, markersize=4.5)
        ax.annotate(uses, (z, at), xytext=(5, 0), textcoords="offset points", va="center", fontsize=7, color=GREY)
    ax.set_xlim(0, 1.12 * max((z for z, _, _ in values if not np.isnan(z)), default=1.0))
