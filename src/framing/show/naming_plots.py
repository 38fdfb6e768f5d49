"""A table, as a picture, of what each group calls the same thing."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from framing.analysis import ArticleAnalysis
from framing.errors import InputError
from framing.research.rows import check_whole
from framing.show.canvas import FAINT, GREY, only_table, open_axes, say_nothing, shorten, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_GROUPS = 5


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
        The result of `framing.research.naming_table`, best with ``voice="author"``; or analyses of articles,
        of which the author's own choices are counted by outlet.
    by
        The column of the groups; at most five, those with most choices.
    top
        At most so many things, those named most often.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Each cell has the two commonest names, with their number of uses in brackets; a dash where a group uses
        none of them. Names without a neutral alternative are left out.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> from framing.research import naming_table
    >>> df = pd.DataFrame({"outlet": ["A", "B"], "text": [
    ...     "The special military operation goes on.", "The full-scale invasion goes on."]})
    >>> ax = framing.plots.naming(naming_table(df, voice="author"))
    >>> "special military operation (1)" in [t.get_text() for t in ax.texts]
    True
    """
    check_whole("top", top, 1)
    rows = only_table(
        choices if isinstance(choices, pd.DataFrame) else _count_choices(choices, by),
        ("term", "alternative", "count", by),
        "choices",
    )
    if not rows.empty:
        rows = rows[rows["alternative"] != ""]
        # what is the neutral name of one thing may itself lean a little: both stand in one row
        named = rows["term"].where(rows["term"].isin(set(rows["alternative"])), rows["alternative"])
        rows = rows.assign(**{by: rows[by].fillna("(missing)"), "alternative": named})
    if rows.empty or not rows["count"].any():
        return say_nothing(open_axes(ax, 1.2), "no naming choice")
    groups, things = (list(_commonest(rows, column).index) for column in (by, "alternative"))
    sheet = _naming_cells(rows, by, groups[:_MOST_GROUPS], things[:top])
    lines = sum(max(text.count("\n") for text in (name, *cells)) + 1.9 for name, cells in sheet)
    ax = open_axes(ax, 0.7 + 0.135 * lines)
    _draw_naming(ax, groups[:_MOST_GROUPS], sheet)
    cut = f"; {_MOST_GROUPS} of {len(groups)} {by}s" if len(groups) > _MOST_GROUPS else ""
    ax.set_title(f"What each calls it: names that take a side, and their uses{cut}")
    return ax


def _count_choices(analyses: Iterable[ArticleAnalysis], by: str) -> pd.DataFrame:
    """Return the author's choices by outlet, zeros kept, with the columns that `naming` reads."""
    if not isinstance(analyses, Iterable):
        raise InputError(f"choices is {type(analyses).__name__}; give the result of framing.research.naming_table")
    if not isinstance(by, str) or by != "outlet":
        remedy = f"give framing.research.naming_table(df, by={by!r})"
        raise InputError(f"by={by!r}: analyses know their outlet only; {remedy}")
    uses: Counter[tuple[str | None, str]] = Counter()
    kinds: dict[str, str] = {}
    outlets: dict[str | None, None] = {}
    for analysis in analyses:
        if not hasattr(analysis, "naming"):
            raise InputError(f"choices holds {type(analysis).__name__}; give results of framing.analyze")
        outlets[analysis.article.outlet] = None
        mine = [c for c in analysis.naming if c.voice == "author"]
        kinds.update((c.term, c.alternative) for c in mine)
        uses.update((analysis.article.outlet, c.term) for c in mine)
    records = [(o, term, other, uses[o, term]) for o in outlets for term, other in kinds.items()]
    return pd.DataFrame(records, columns=["outlet", "term", "alternative", "count"])


def _commonest(rows: pd.DataFrame, column: str) -> pd.Series[int]:
    return rows.groupby(column)["count"].sum().sort_values(ascending=False, kind="stable")


Sheet = list[tuple[str, list[str]]]


def _naming_cells(rows: pd.DataFrame, by: str, groups: list[object], things: list[object]) -> Sheet:
    """Return for each thing its wrapped neutral name and a wrapped cell for each group."""
    width = 92 // (len(groups) + 1)
    sheet: Sheet = []
    for thing in things:
        cells = []
        for group in groups:
            cell = rows[(rows["alternative"] == thing) & (rows[by] == group)]
            used = _commonest(cell[cell["count"] > 0], "term")[:2]
            cells.append("\n".join(_wrap(f"{shorten(term, 60)} ({n})", width) for term, n in used.items()) or "–")
        sheet.append((_wrap(shorten(thing, 60), width), cells))
    return sheet


def _wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def _draw_naming(ax: Axes, groups: list[object], sheet: Sheet) -> None:
    lines = [max(text.count("\n") for text in (name, *cells)) + 1.9 for name, cells in sheet]
    ax.set_xlim(0, len(groups) + 1)
    ax.set_ylim(sum(lines), -2.4)
    ax.set_axis_off()
    ax.text(0, -0.3, "neutral name", va="bottom", color=GREY, fontsize=8)
    width = 70 // (len(groups) + 1)
    for j, group in enumerate(groups, 1):
        name = "\n".join(textwrap.wrap(shorten(group, 60), width, max_lines=2, placeholder="…"))
        ax.text(j, -0.3, name, va="bottom", fontweight="bold", fontsize=8)
    top = 0.0
    for (name, cells), height in zip(sheet, lines, strict=True):
        ax.axhline(top, color=FAINT, linewidth=0.7)
        ax.text(0, top + height / 2, name, va="center", color="#333333", fontsize=7.5)
        for j, text in enumerate(cells, 1):
            ink = GREY if text == "–" else "black"
            ax.text(j, top + height / 2, text, va="center", color=ink, fontsize=7.5)
        top += height
