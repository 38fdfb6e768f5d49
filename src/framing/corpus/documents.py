"""A caller's DataFrame as documents to analyse: every row becomes one, whatever stands in its cells."""

from __future__ import annotations

import math
import warnings
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.corpus.tables import Row, TableKind
from framing.errors import FramingError, FramingWarning, InputError
from framing.reading.articles import frame_of
from framing.records import Article

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analyzer

_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Document:
    """One input row: its position, and its text and title or why there is none (``error``)."""

    position: int
    text: str
    title: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of the input are what; ``kept`` maps the name in the output to the input's column."""

    text: str
    id: str | None
    title: str | None
    kept: Mapping[str, Any]
    warnings: str | None


def lay_out(df: pd.DataFrame, text: str, id: str, title: str | None, kind: TableKind) -> Layout:
    """Check the input's columns and decide which are kept.

    Raises
    ------
    InputError
        Where ``df`` is no DataFrame, the text column is missing, or a column name stands twice.
    """
    import pandas as pd

    if not isinstance(df, pd.DataFrame):
        raise InputError(
            f"df is {type(df).__name__}; give a pandas DataFrame, for instance framing.read_articles(path)"
        )
    for option, name in (("text", text), ("id", id)):
        if not isinstance(name, Hashable) or is_missing(name):
            raise InputError(f"{option}={name!r:.80}: give the name of a column")
    columns = list(df.columns)
    shown = ", ".join(repr(str(c)) for c in columns[:40])
    if text not in columns:
        raise InputError(f"no column {text!r}; the columns are {shown}; name the text's with text=...")
    for name in (text, id):
        if columns.count(name) > 1:
            raise InputError(f"column {name!r} stands {columns.count(name)} times; keep one")
    found_id = id if id in columns else None
    if found_id is None and id != "id":
        raise InputError(f"no column {id!r}; the columns are {shown}; name the id's with id=...")
    dropped = {text, found_id, "removed", "warnings"}
    taken = {"id", *kind.types()}
    kept: dict[str, Any] = {}
    for column in columns:
        if column in dropped or columns.count(column) > 1:
            continue
        name = str(column)
        while name in taken:
            name += "_input"
        taken.add(name)
        kept[name] = column
    used_title = title if title is not None and columns.count(title) == 1 and title != text else None
    return Layout(text, found_id, used_title, kept, "warnings" if columns.count("warnings") == 1 else None)


def warn_of_ids(df: pd.DataFrame, layout: Layout) -> None:
    """Warn where ids stand twice: their rows cannot be told apart afterwards."""
    if layout.id is None:
        return
    try:
        twice = int(df[layout.id].duplicated().sum())
    except TypeError:
        # cells that cannot be hashed, such as lists, cannot be compared
        return
    if twice:
        warnings.warn(
            f"{twice} rows repeat an id of column {layout.id!r}; their results are kept apart only by order",
            FramingWarning,
            stacklevel=4,
        )


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in ("NAType", "NaTType")


def documents(df: pd.DataFrame, layout: Layout, start: int, stop: int) -> list[Document]:
    """Return the documents of rows ``[start, stop)``."""
    texts: Sequence[Any] = df[layout.text].iloc[start:stop].tolist()
    titles: Sequence[Any] = [""] * len(texts)
    if layout.title is not None:
        titles = df[layout.title].iloc[start:stop].tolist()
    return [make_document(start + k, text, title) for k, (text, title) in enumerate(zip(texts, titles, strict=True))]


def make_document(position: int, text: object, title: object) -> Document:
    """Return one document of two cells; a title that is no text is left out."""
    head = str.__str__(title) if isinstance(title, str) else ""
    if isinstance(text, str):
        return Document(position, str.__str__(text), head)
    if is_missing(text):
        return Document(position, "", "", "missing_text: the cell is empty; nothing was analysed")
    return Document(position, "", "", f"not_text: the cell holds {type(text).__name__}; give a str")


def analyze_document(analyzer: Analyzer, kind: TableKind, document: Document) -> list[Row]:
    """Return the rows of one document; whatever goes wrong becomes one row with an error code."""
    if document.error is not None:
        return [error_row(document.error)]
    try:
        return kind.rows(analyzer.analyze(Article(document.text, document.title)))
    except FramingError as error:
        return [error_row(f"refused: {_one_line(error)}")]
    except Exception as error:
        # the row law: one document must never cost the others, so whatever it raised is recorded in its row
        return [error_row(f"analysis_failed: {type(error).__name__}: {_one_line(error)}")]


def error_row(error: str) -> Row:
    """Return the one row of a document that could not be analysed."""
    return {"warnings": "", "error": error}


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:_DETAIL]


def joined_warnings(before: object, found: str) -> str:
    """Return the warning codes of reading and of analysis, each once."""
    first = before if isinstance(before, str) else ""
    return ";".join(dict.fromkeys(c for c in (*first.split(";"), *found.split(";")) if c))


def build_frame(rows: Iterable[tuple[int, Row]], df: pd.DataFrame, layout: Layout, kind: TableKind) -> pd.DataFrame:
    """Return the tidy table of ``(position, row)`` pairs with ids and kept columns taken from the input."""
    import numpy as np
    import pandas as pd

    positions: list[int] = []
    cells: dict[str, list[Any]] = {name: [] for name in kind.types()}
    for position, row in rows:
        positions.append(position)
        for name, values in cells.items():
            values.append(row.get(name))
    where = np.asarray(positions, dtype=np.int64)
    if layout.warnings is not None:
        before = df[layout.warnings].to_numpy(dtype=object)
        cells["warnings"] = [
            joined_warnings(before[p], w or "") for p, w in zip(positions, cells["warnings"], strict=True)
        ]
    out: dict[str, pd.Series[Any]] = {"id": pd.Series(ids(df, layout)).iloc[where].reset_index(drop=True)}
    for name, dtype in kind.types().items():
        out[name] = typed(cells.pop(name), dtype)
    for name, column in layout.kept.items():
        out[name] = df[column].iloc[where].reset_index(drop=True)
    return frame_of(out)


def typed(values: list[Any], dtype: str) -> pd.Series[Any]:
    """Return a column of one of the table's dtypes; None is missing in each."""
    import numpy as np
    import pandas as pd

    if dtype == "float64":
        return pd.Series(np.array([np.nan if v is None else v for v in values], dtype=np.float64))
    if dtype == "object":
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return pd.Series(column, dtype=object)
    return pd.Series(values, dtype="Int64")


def ids(df: pd.DataFrame, layout: Layout) -> pd.Series[Any]:
    """Return the ids: the id column, or the input's index where there is none."""
    if layout.id is not None:
        return df[layout.id].reset_index(drop=True)
    return df.index.to_series().reset_index(drop=True)


def batches(pending: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Cut half-open stretches of rows into batches of at most ``size``."""
    for start, stop in pending:
        for begin in range(start, stop, size):
            yield begin, min(stop, begin + size)
