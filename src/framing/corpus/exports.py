"""Tables for spreadsheets and web pages in which no cell can act: no formula is live, no markup is read as
markup.
"""

from __future__ import annotations

import csv
import html
import io
import math
import re
from numbers import Number
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.documents import is_missing
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

# a sign that opens a formula, also in full width, at the beginning of a cell or of what a program may take
# for a cell: after a tab, a semicolon or a line break; white space and invisible marks before it are looked
# through
_BEFORE = "(^|[\t\r\n;])([\\s\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f]*)"
_SIGN = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(f"{_BEFORE}(?={_SIGN})")
# for cells that are read back: apostrophes that were there already are counted, so that one more can be taken off
_BARE = re.compile(f"{_BEFORE}(?='*{_SIGN})")
_GUARDED = re.compile(f"{_BEFORE}'(?='*{_SIGN})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STYLE = (
    "table{border-collapse:collapse;font:14px/1.4 sans-serif}td,th{padding:.2em .6em;text-align:left;"
    "border-bottom:1px solid #8886;vertical-align:top}"
)


def to_csv(table: pd.DataFrame, path: str | Path | None = None) -> str:
    r"""Write a table as CSV that a spreadsheet opens without running anything in it.

    Text that a spreadsheet could take for a formula gets an apostrophe before its sign, column names too. All
    text is quoted, so that a lone carriage return stays in its cell. Numbers stay numbers; missing values are
    empty. Control characters and lone surrogates are written out (``\x00``, ``\ud800``).

    Parameters
    ----------
    table
        Any DataFrame; its index is left out.
    path
        File to write, UTF-8; None only returns the text.

    Examples
    --------
    >>> import pandas as pd
    >>> print(to_csv(pd.DataFrame({"id": ["=1+1"], "score": [-0.5]})), end="")
    "id","score"
    "'=1+1",-0.5
    """
    _check_table(table)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([guard(str(column)) for column in table.columns])
    for row in zip(*(table.iloc[:, k].tolist() for k in range(table.shape[1])), strict=True):
        writer.writerow([_csv_cell(value) for value in row])
    return _written(out.getvalue(), path)


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guard("@SUM(A1)"), guard("a - b")
    ("'@SUM(A1)", 'a - b')
    """
    shown = _CONTROL.sub(lambda m: f"\\x{ord(m.group()):02x}", text)
    return _FORMULA.sub(r"\1\2'", shown)


def guard_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula and that `unguard_cell` turns back.

    Examples
    --------
    >>> guard_cell("- one\\n- two"), unguard_cell(guard_cell("'=x"))
    ("'- one\\n'- two", "'=x")
    """
    return _BARE.sub(r"\1\2'", text)


def unguard_cell(text: str) -> str:
    """Return what `guard_cell` was given."""
    return _GUARDED.sub(r"\1\2", text)


def _csv_cell(value: Any) -> Any:
    if is_missing(value):
        return ""
    if isinstance(value, bool) or not isinstance(value, Number):
        return guard(str(value))
    return value if not isinstance(value, float) or math.isfinite(value) else str(value)


def to_html(table: pd.DataFrame, path: str | Path | None = None) -> str:
    """Write a table as an HTML page without script, everything in it escaped, column names and ids too.

    Parameters
    ----------
    table
        Any DataFrame; its index is left out.
    path
        File to write, UTF-8; None only returns the page.

    Examples
    --------
    >>> import pandas as pd
    >>> page = to_html(pd.DataFrame({"title": ["<script>alert(1)</script>"]}))
    >>> "<script>" in page, "&lt;script&gt;" in page
    (False, True)
    """
    _check_table(table)
    head = "".join(f"<th>{_escaped(column)}</th>" for column in table.columns)
    columns = [table.iloc[:, k].tolist() for k in range(table.shape[1])]
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_escaped(value)}</td>" for value in row) + "</tr>" for row in zip(*columns, strict=True)
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>framing</title>'
        f"<style>{_STYLE}</style></head>\n<body><table>\n<tr>{head}</tr>\n{rows}\n</table></body></html>\n"
    )
    return _written(page, path)


def _escaped(value: Any) -> str:
    if is_missing(value):
        return ""
    shown = f"{value:.4g}" if isinstance(value, float) else str(value)
    return html.escape(_CONTROL.sub("\ufffd", shown), quote=True)


def _check_table(table: object) -> None:
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise InputError(f"table is {type(table).__name__}; give a pandas DataFrame")


def _written(text: str, path: str | Path | None) -> str:
    safe = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if path is not None:
        try:
            Path(path).write_text(safe, encoding="utf-8", newline="")
        except (OSError, ValueError) as error:
            raise InputError(f"{str(path)!r}: {error}; give a file that can be written") from None
    return safe
