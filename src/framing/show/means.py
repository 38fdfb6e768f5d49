"""Tables of means for the plots: from `framing.compare`, or made here from the table of `analyze_corpus`."""

from __future__ import annotations

import pandas as pd

from framing.errors import InputError
from framing.research.comparison import compare
from framing.research.rows import check_whole
from framing.show.canvas import only_table

# columns that results of framing.compare, trend, change_points and voice_shares have beside their groups
_KNOWN = frozenset(
    """target voice mean low high se n n_clusters n_absent n_unsure n_error note period event event_date date earliest
    latest before after shift p n_before n_after p_any penalty days_from_event share n_quotes bloc
    """.split()  # noqa: SIM905
)


def group_column(table: pd.DataFrame) -> str | None:
    """Return the column that holds the groups of a table of results, None where there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.show.means import group_column
    >>> group_column(pd.DataFrame(columns=["target", "voice", "outlet", "mean"]))
    'outlet'
    """
    return next((str(c) for c in table.columns if c not in _KNOWN), None)


def means_by_group(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return rows of target, voice, group, mean and interval, and the name of the group column.

    Parameters
    ----------
    table
        The result of `framing.compare`, or the table of `framing.analyze_corpus`; the latter is compared by
        ``outlet``, or as a whole where it has none.

    Raises
    ------
    InputError
        Where it is neither.
    """
    columns = set(table.columns) if isinstance(table, pd.DataFrame) else set()
    if "text" in columns and not columns & {"score", "mean"}:
        raise InputError("the table holds texts, not scores; give the result of framing.analyze_corpus(table)")
    if (
        isinstance(table, pd.DataFrame)
        and not table.empty
        and "mean" not in table.columns
        and "score" in table.columns
    ):
        has_outlet = "outlet" in table.columns and bool(table["outlet"].notna().any())
        table = compare(table, by="outlet" if has_outlet else None)
    rows = only_table(table, ("target", "voice", "mean", "low", "high", "n"), "comparison")
    if rows.empty:
        return rows, "group"
    column = group_column(rows)
    if column is None:
        raise InputError(
            f"comparison has no column of groups; its columns are {', '.join(map(str, rows.columns))}; "
            "give the result of framing.compare or the table of framing.analyze_corpus"
        )
    return rows, column


def largest_groups(rows: pd.DataFrame, column: str, top: int) -> tuple[list[object], int]:
    """Return the ``top`` groups with most articles, and how many groups there are."""
    check_whole("top", top, 1)
    sizes = (
        rows.groupby(column, sort=False, observed=True)["n"].max().sort_values(ascending=False, kind="stable")
    )
    return list(sizes.index[:top]), len(sizes)
