"""A table, as a picture, of what each group calls the same thing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from framing.analysis import ArticleAnalysis
from framing.show.canvas import FAINT, GREY, only_table, open_axes, say_nothing, shorten, styled
from framing.show.naming import naming_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled
def naming(
    choices: pd.DataFrame | Iterable[ArticleAnalysis],
    by: str = "outlet",
    top: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """Show what each group calls the same thing: a table with a row a thing and a column a group.

    Parameters
    ----------
    choices
        The result of `framing.show.naming.naming_table`, or analyses of articles.
    by
        The column of the groups; at most five, those with most choices.
    top
        At most so many things, those named most often.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Each cell has the two commonest names with their number of uses in the author's voice; a dash where a
        group uses none of them. Names without a neutral alternative are left out.

    Examples
    --------
    >>> import framing
    >>> texts = {"A": "The special military operation goes on.", "B": "The full-scale invasion goes on."}
    >>> articles = [framing.analyze(framing.Article(text, outlet=outlet)) for outlet, text in texts.items()]
    >>> ax = framing.plots.naming(articles)
    >>> "special military operation 1" in [t.get_text() for t in ax.texts]
    True
    """
    table = choices if isinstance(choices, pd.DataFrame) else naming_table(choices)
    rows = only_table(table, ("term", "alternative", "n", "voice", by), "choices")
    if not rows.empty:
        rows = rows[(rows["voice"] == "author") & (rows["alternative"] != "")]
        rows = rows.assign(**{by: rows[by].fillna("(missing)")})
    if rows.empty:
        return say_nothing(open_axes(ax, 1.2), "no naming choice in the author's voice")
    groups = list(rows.groupby(by)["n"].sum().sort_values(ascending=False, kind="stable").index[:5])
    things = list(
        rows.groupby("alternative")["n"].sum().sort_values(ascending=False, kind="stable").index[:top]
    )
    sheet = _naming_cells(rows, by, groups, things)
    lines = sum(max(text.count("\n") for text in (name, *cells)) + 1.9 for name, cells in sheet)
    ax = open_axes(ax, 0.6 + 0.135 * lines)
    _draw_naming(ax, groups, sheet)
    return ax


Sheet = list[tuple[str, list[str]]]


def _naming_cells(rows: pd.DataFrame, by: str, groups: list[object], things: list[object]) -> Sheet:
    """Return for each thing its wrapped neutral name and a wrapped cell for each group."""
    width = 100 // (len(groups) + 1)
    sheet: Sheet = []
    for thing in things:
        cells = []
        for group in groups:
            cell = rows[(rows["alternative"] == thing) & (rows[by] == group)]
            counts = cell.groupby("term")["n"].sum().sort_values(ascending=False, kind="stable")[:2]
            cells.append(
                "\n".join(_wrap(f"{shorten(term, 60)} {n}", width) for term, n in counts.items()) or "–"
            )
        sheet.append((_wrap(shorten(thing, 60), width), cells))
    return sheet


def _wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def _draw_naming(ax: Axes, groups: list[object], sheet: Sheet) -> None:
    lines = [max(text.count("\n") for text in (name, *cells)) + 1.9 for name, cells in sheet]
    ax.set_xlim(0, len(groups) + 1)
    ax.set_ylim(sum(lines), -1.6)
    ax.set_axis_off()
    ax.text(0, -0.8, "neutral name", va="center", color=GREY)
    for j, group in enumerate(groups, 1):
        ax.text(j, -0.8, shorten(group, 80 // (len(groups) + 1)), va="center", fontweight="bold")
    top = 0.0
    for (name, cells), height in zip(sheet, lines, strict=True):
        ax.axhline(top, color=FAINT, linewidth=0.7)
        ax.text(0, top + height / 2, name, va="center", color="#333333", fontsize=7.5)
        for j, text in enumerate(cells, 1):
            ax.text(
                j, top + height / 2, text, va="center", color=GREY if text == "–" else "black", fontsize=7.5
            )
        top += height
    ax.set_title("What each calls it: names that take a side, and uses in the author's voice")
