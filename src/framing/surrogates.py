r"""Lone surrogates, which pandas' string type and UTF-8 cannot hold, written out (``\ud800``).

They come from broken JSON and half-decoded pages. Plain object columns hold them, and so do the corpus tables; where
pandas makes its own text of them, an article must not cost the whole table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def written_out(value: Any) -> Any:
    r"""Return text without lone surrogates; anything else as it is.

    Examples
    --------
    >>> written_out("a" + chr(0xD800)), written_out(3)
    ('a\\ud800', 3)
    """
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def is_broken(value: object) -> bool:
    """Tell whether a value is text with a lone surrogate."""
    if not isinstance(value, str) or value.isascii():
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def table_written_out(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table itself, or a copy where cells with lone surrogates are written out."""
    import pandas as pd

    changed: dict[int, pd.Series[Any]] = {}
    for k, dtype in enumerate(table.dtypes):
        if not pd.api.types.is_object_dtype(dtype):
            continue
        column = table.iloc[:, k]
        try:
            different = column.unique()
        except TypeError:
            # cells that cannot be hashed, such as lists
            different = column.to_numpy()
        if any(map(is_broken, different)):
            changed[k] = pd.Series([written_out(v) for v in column], index=column.index, dtype=object)
    if not changed:
        return table
    out = table.copy()
    for k, column in changed.items():
        out.isetitem(k, column.to_numpy())
    return out


def frame_of_records(records: Sequence[Any], columns: list[str] | None = None) -> pd.DataFrame:
    """Return a table of records; lone surrogates are written out."""
    import pandas as pd

    try:
        return pd.DataFrame(records, columns=columns)
    except UnicodeEncodeError:
        names = None if columns is None else [written_out(c) for c in columns]
        plain = [{written_out(k): v for k, v in r.items()} if isinstance(r, dict) else r for r in records]
        return pd.DataFrame(plain, columns=names, dtype=object).map(written_out).infer_objects()
