"""Plots for checking: are the probabilities honest, and does a finding hold under other choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.research.validation import Validation
from framing.show.canvas import FAINT, GREY, PALETTE, only_table, open_axes, say_nothing, shorten, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_Z = 1.96
_HEIGHT = 2.6  # inches of the estimates with title
_CHOICE = 0.165  # inches of a row of choices
_RESULTS = frozenset(["estimate", "low", "high", "p", "n_a", "n_b", "rank", "note"])


@styled
def reliability(validation: Validation | pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often the likeliest label is right against the probability stated for it.

    Parameters
    ----------
    validation
        The result of `framing.validate`, or its ``calibration`` table.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        A mark a bin with its 95 per cent Wilson interval and number of units; on the dashed line the
        probabilities are honest, below it the machine is too sure of itself.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> bins = pd.DataFrame({"low": [0.5, 0.9], "high": [0.6, 1.0], "stated": [0.55, 0.95],
    ...                      "right": [0.5, 0.8], "n": [20, 40]})
    >>> ax = framing.plots.reliability(bins)
    >>> [t.get_text() for t in ax.texts]
    ['20', '40']
    """
    table = validation.calibration if isinstance(validation, Validation) else validation
    rows = only_table(table, ("stated", "right", "n"), "calibration")
    if rows.empty:
        return say_nothing(open_axes(ax, 1.6, 3.4), "no unit has both a code and probabilities")
    ax = open_axes(ax, 3.3, 3.4)
    stated, right, n = (rows[c].to_numpy(dtype=float) for c in ("stated", "right", "n"))
    low, high = wilson(right, n)
    ax.plot([0, 1], [0, 1], "--", color=GREY, linewidth=0.9, zorder=0)
    ax.vlines(stated, low, high, color=PALETTE[0], linewidth=1.2)
    ax.plot(stated, right, "-o", color=PALETTE[0], markersize=4.5, linewidth=0.8)
    for x, bottom, top, count in zip(stated, low, high, n, strict=True):
        below = bottom > 0.08  # nearer to 0 the number would stand on the axis
        ax.annotate(
            f"{count:.0f}",
            (x, bottom if below else top),
            xytext=(0, -3 if below else 3),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            fontsize=7,
            color=GREY,
        )
    ax.set(
        xlim=(0.3, 1.02),
        ylim=(0, 1.02),
        xlabel="stated probability of the label",
        ylabel="share that is right",
    )
    ax.grid(color=FAINT, linewidth=0.5)
    ax.set_axisbelow(True)
    ax.set_title(f"Reliability (numbers: units, {n.sum():.0f} in all)")
    return ax


def wilson(share: Any, n: Any) -> tuple[Any, Any]:
    """Return the 95 per cent interval of a share (Wilson 1927), in [0, 1].

    Examples
    --------
    >>> from framing.show.check_plots import wilson
    >>> low, high = wilson(0.5, 20)
    >>> round(float(low), 3), round(float(high), 3)
    (0.299, 0.701)
    """
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return centre - half, centre + half


@styled
def specification(curve: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw one estimate under all combinations of choices, with the choices below.

    Parameters
    ----------
    curve
        The result of `framing.research.specification_curve`.
    ax
        Axes to draw on; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        Estimates from the smallest to the largest with their intervals; coloured where the interval excludes
        zero. Choices that were not varied are left out below. Specifications without an interval do not count
        where the title says how many intervals exclude 0.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> curve = pd.DataFrame({"scorer": ["both", "lexicon"], "voice": "author", "estimate": [-0.4, -0.1],
    ...                       "low": [-0.6, -0.3], "high": [-0.2, 0.1]})
    >>> ax = framing.plots.specification(curve)
    >>> [label.get_text() for label in ax.texts]
    ['scorer: lexicon', 'scorer: both']
    """
    rows = only_table(curve, ("estimate", "low", "high"), "curve")
    known = rows[rows["estimate"].notna()] if not rows.empty else rows
    if known.empty:
        return say_nothing(open_axes(ax, 1.6), "no specification has an estimate")
    known = known.sort_values("estimate", kind="stable", ignore_index=True)
    choices = _choices(known)
    ax = open_axes(ax, _HEIGHT + _CHOICE * len(choices))
    clear = ((known["low"] > 0) | (known["high"] < 0)).to_numpy(dtype=bool)
    _draw_estimates(ax, known, clear)
    _make_room(ax, known, _CHOICE * len(choices) / (_HEIGHT - 0.6 + _CHOICE * len(choices)))
    _draw_choices(ax, choices, _CHOICE / (_HEIGHT - 0.6 + _CHOICE * len(choices)), _thin(len(known)))
    same = (np.sign(known["estimate"]) == np.sign(known["estimate"].median())).mean()
    ax.set_title(
        f"{len(known)} specifications: {100 * same:.0f}% have the median's sign, "
        f"{_share_of_intervals(known, clear)} exclude 0"
    )
    return ax


def _share_of_intervals(known: pd.DataFrame, clear: Any) -> str:
    """Say which share of the intervals that are there exclude zero."""
    there = known["low"].notna().to_numpy(dtype=bool)
    return f"{100 * clear[there].mean():.0f}% of {there.sum()} intervals" if there.any() else "no intervals to"


def _draw_estimates(ax: Axes, known: pd.DataFrame, clear: Any) -> None:
    at, thin = np.arange(len(known)), _thin(len(known))
    for on, colour in ((clear, PALETTE[0]), (~clear, "#8a8a8a")):
        some = known[on]
        ax.vlines(at[on], some["low"], some["high"], color=colour, linewidth=thin, alpha=0.55)
        ax.plot(at[on], some["estimate"], "o", color=colour, markersize=min(4.0, 1.2 + 90 / len(known)))
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_xlim(-0.8, len(known) - 0.2)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.grid(axis="y", color=FAINT, linewidth=0.5)
    ax.set_axisbelow(True)


def _make_room(ax: Axes, known: pd.DataFrame, below: float) -> None:
    """Keep the lowest part of the Axes, a fraction, for the choices; the scale is beside the estimates."""
    values = known[["estimate", "low", "high"]].to_numpy(dtype=float)
    low, high = min(0.0, float(np.nanmin(values))), max(0.0, float(np.nanmax(values)))
    pad = 0.06 * (high - low) or 0.1
    low, high = low - pad, high + pad
    ax.set_ylim(low, high)
    ticks = [float(t) for t in ax.get_yticks() if low <= t <= high]
    ax.set_yticks(
        ticks, [f"{t:+g}".replace("-", "\N{MINUS SIGN}") if abs(t) > 1e-9 else "0" for t in ticks]
    )
    ax.set_ylim(high - (high - low) / (1 - below), high)
    ax.spines["left"].set_bounds(low, high)
    ax.set_ylabel("difference", y=1 - (1 - below) / 2)


def _thin(n: int) -> float:
    return 1.2 if n <= 60 else 0.6


def _choices(known: pd.DataFrame) -> list[tuple[str, Any]]:
    """Return (label, which specifications) for every value of every choice that varies."""
    out = []
    for column in (c for c in known.columns if c not in _RESULTS):
        values = known[column].map(_word)
        if values.nunique() > 1:
            name = str(column).replace("_", " ")
            out += [(f"{name}: {v}", (values == v).to_numpy()) for v in sorted(values.unique())]
    return out


def _word(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return "none"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return str(value)


def _draw_choices(ax: Axes, choices: list[tuple[str, Any]], height: float, thin: float) -> None:
    """Draw a row of strokes a choice, each ``height`` of the Axes high, from the bottom up."""
    side = ax.get_xaxis_transform()
    previous = ""
    for row, (label, on) in enumerate(reversed(choices)):
        y = (row + 0.5) * height
        at = np.flatnonzero(on)
        ax.plot(
            at, np.full(len(at), y), "|", color="black", markersize=5, markeredgewidth=thin, transform=side
        )
        ax.annotate(
            shorten(label),
            (0, y),
            xycoords="axes fraction",
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=7.5,
        )
        group = label.split(":")[0]
        if row and group != previous:
            ax.plot([0, 1], [row * height] * 2, color=FAINT, linewidth=0.7, transform=ax.transAxes, zorder=0)
        previous = group
