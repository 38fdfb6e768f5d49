"""What the plots share: Axes without global style, colours that the colour-blind tell apart, safe labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import pandas as pd

from framing.errors import InputError
from framing.research.rows import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008), "Color universal design"; black is kept for text, yellow is too pale for lines
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5F5F5F")
MARKERS = ("o", "D", "s", "^", "v", "P", "X")
VOICE_COLOURS = {"author": PALETTE[0], "quoted": PALETTE[1]}
GREY = "#6b6b6b"
FAINT = "#d9d9d9"
WIDTH = 6.3  # inches: the text width of an A4 page
_LABEL = 34
# for the room that a legend has, in points: a letter, a mark with its gaps; the part of a figure that Axes take
_LETTER, _HANDLE = 4.5, 30.0
_SHARE = 0.775
_STYLE = {
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.labelsize": 8.5,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.facecolor": "white",
    "axes.edgecolor": "black",
    "axes.labelcolor": "black",
    "axes.grid": False,
    "text.color": "black",
    "text.usetex": False,
    "xtick.color": "black",
    "ytick.color": "black",
    "figure.facecolor": "white",
    "figure.dpi": 110,
}
_P = ParamSpec("_P")
_R = TypeVar("_R")


def styled(draw: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a drawing function under this module's style and leave the caller's style as it was."""

    @wraps(draw)
    def inner(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with load_matplotlib().rc_context(_STYLE):
            return draw(*args, **kwargs)

    return inner


def load_matplotlib() -> Any:
    """Import matplotlib, or say how to install it."""
    try:
        import matplotlib
    except ImportError:
        raise InputError("plots need matplotlib; install it with: pip install matplotlib") from None
    return matplotlib


def open_axes(ax: Axes | None, height: float, width: float = WIDTH) -> Axes:
    """Return the caller's Axes, or those of a new figure of that size in inches."""
    load_matplotlib()
    from matplotlib.axes import Axes

    if ax is not None:
        if not isinstance(ax, Axes):
            raise InputError(f"ax is {type(ax).__name__}; give matplotlib Axes, or None for a new figure")
        return ax
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def shorten(label: object, width: int = _LABEL) -> str:
    """Return a label of at most ``width`` characters, cut in the middle, on one line, without mathematics.

    Examples
    --------
    >>> from framing.show.canvas import shorten
    >>> shorten("The Very Long Name of an Evening Newspaper", 20)
    'The Very L…Newspaper'
    """
    text = " ".join("".join(c if c.isprintable() else " " for c in str(label)).split())
    if len(text) > width:
        tail = (width - 1) // 2
        text = f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"
    return text.replace("$", r"\$") or "(no name)"


def say_nothing(ax: Axes, reason: str) -> Axes:
    """Write on empty Axes why there is nothing to see."""
    import textwrap

    wrapped = "\n".join(textwrap.wrap(reason, 60))
    ax.text(0.5, 0.5, wrapped, ha="center", va="center", color=GREY, transform=ax.transAxes)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def stance_axis(ax: Axes, values: Iterable[float]) -> None:
    """Draw a horizontal axis from unfavourable to favourable around the values, zero in its middle."""
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    reach = reach_of(values)
    ax.set_xlim(-reach, reach)
    ax.set_xlabel("← unfavourable      stance      favourable →")
    ax.grid(axis="x", color=FAINT, linewidth=0.5)
    ax.set_axisbelow(True)


def reach_of(values: Iterable[float]) -> float:
    """Return how far a symmetric stance axis goes: at least 0.25, at most 1.05."""
    known = [abs(v) for v in values if not math.isnan(v)]
    return min(1.05, max(0.25, 1.12 * max(known, default=0.0)))


def row_labels(ax: Axes, labels: Sequence[object]) -> None:
    """Name the rows from top to bottom; each row is one unit high."""
    ax.set_yticks(range(len(labels)), [shorten(label) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def head(ax: Axes, title: str, handles: Sequence[Any]) -> None:
    """Put a title above the plot and a legend between them, in as many lines as its labels need."""
    beside = max((len(text.get_text()) for text in ax.get_yticklabels()), default=0)
    width = 72 * ax.bbox.width / ax.figure.dpi / _SHARE
    entry = _LETTER * max(len(handle.get_label()) for handle in handles) + _HANDLE
    columns = int(max(1, min(6, len(handles), (width - _LETTER * beside) // entry)))
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(-0.01, 0.99),
        ncols=columns,
        handlelength=1.4,
        handletextpad=0.4,
        columnspacing=1.4,
    )
    ax.set_title(title, pad=5 + 13 * math.ceil(len(handles) / columns))


def interval_handle() -> Any:
    """Return the legend entry that says what the thin lines are."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=GREY, linewidth=1.1, label="interval")


def side_note(ax: Axes, row: float | None, text: str, offset: float = 6) -> None:
    """Write a word to the right of a row, or above the rows as the heading of such words.

    Parameters
    ----------
    row
        The row; None writes the heading.
    offset
        How far right of the Axes, in points.
    """
    head = row is None
    ax.annotate(
        text,
        (1, 1) if row is None else (1, row),
        xycoords="axes fraction" if head else ax.get_yaxis_transform(),
        xytext=(offset, 0),
        textcoords="offset points",
        va="bottom" if head else "center",
        color=GREY if head else "black",
        fontsize=7.5,
    )


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a ground (contrast ratio of WCAG 2.1).

    Examples
    --------
    >>> from framing.show.canvas import ink_on
    >>> ink_on("#E69F00"), ink_on("#0072B2")
    ('black', 'white')
    """
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "white" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "black"


def note_left_out(ax: Axes, shown: int, there: int, what: str) -> None:
    """Say below the plot how many rows are not shown."""
    if there > shown:
        ax.set_xlabel(f"{ax.get_xlabel()}\n{shown} of {there} {what} shown: those with most articles")


def only_table(value: object, needed: tuple[str, ...], what: str) -> pd.DataFrame:
    """Return a table with the columns of ``what``, also where it has no rows."""
    if isinstance(value, pd.DataFrame) and value.empty:
        return value
    return check_columns(value, needed, what)


def pick(rows: pd.DataFrame, column: str, wanted: str | list[str] | None) -> list[str]:
    """Return the names wanted of those in a column, in the table's order.

    Raises
    ------
    InputError
        On a name that is not there.
    """
    there = list(dict.fromkeys(rows[column].dropna()))
    if wanted is None:
        return there
    names = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(names, (list, tuple)) or not all(isinstance(n, Hashable) for n in names):
        raise InputError(f"{column} is {type(wanted).__name__}; give a name, a list of names, or None for all")
    unknown = [n for n in names if n not in there]
    if unknown:
        raise InputError(
            f"no row has {column} {unknown[0]!r}; the table has {', '.join(map(str, there[:8]))}"
        )
    return list(names)
