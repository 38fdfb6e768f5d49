"""Corpora larger than one machine: the same rows by Dask, partition by partition (extra ``dask``)."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.analysis import Analyzer
from framing.corpus.documents import analyze_document, build_frame, documents, lay_out
from framing.corpus.manifest import plain_settings
from framing.corpus.runs import frame_names
from framing.corpus.tables import TableKind
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_KEPT_ANALYZERS = 4
# the analyzers a worker has made, so that each is made once and not for every partition
_made: OrderedDict[str, Analyzer] = OrderedDict()


class _Recipe:
    """An analyzer as a worker receives it: made there, and only once."""

    def __init__(self, analyzer: Analyzer) -> None:
        shown = json.dumps(plain_settings(analyzer.settings), sort_keys=True)
        self.token = hashlib.sha256(shown.encode()).hexdigest()
        self.analyzer = analyzer

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self.token, type(self.analyzer), self.analyzer.settings)

    def __dask_tokenize__(self) -> tuple[str, str]:
        return "framing.Analyzer", self.token


def _remade(token: str, kind: type[Analyzer], settings: dict[str, Any]) -> _Recipe:
    if token not in _made:
        _made[token] = kind(**settings)
        while len(_made) > _KEPT_ANALYZERS:
            _made.popitem(last=False)
    return _Recipe(_made[token])


def analyze(
    ddf: Any, analyzer: Analyzer | None = None, text: str = "text", id: str = "id", *, frames: bool = False
) -> Any:
    """Analyse a Dask DataFrame of articles, lazily.

    Parameters
    ----------
    ddf
        A ``dask.dataframe.DataFrame``, a row an article, for instance of ``dask.dataframe.read_parquet``.
    analyzer
        An `Analyzer`; None makes one with the shipped word lists.
    text, id
        Columns of texts and of ids; a column ``title`` is used as headlines. Without a column ``id`` the
        index is taken.
    frames
        Whether to add the frames' columns.

    Returns
    -------
    dask.dataframe.DataFrame
        The rows and columns of `framing.analyze_corpus`, with exact ``meta``. The index counts from 0 in
        every partition.

    Raises
    ------
    InputError
        Where Dask is not installed, ``ddf`` is no Dask DataFrame, or the text column is missing.

    Examples
    --------
    >>> import dask.dataframe as dd, framing, pandas as pd
    >>> from framing.corpus import distributed
    >>> df = pd.DataFrame({"id": ["a", "b"], "text": ["Russia brutally attacked its neighbour.", "Talks go on."]})
    >>> table = distributed.analyze(dd.from_pandas(df, npartitions=2), framing.Analyzer(targets=["Russia"]))
    >>> table.compute(scheduler="synchronous")["label"].tolist()
    ['against', 'absent', 'absent', 'absent']
    """
    if not hasattr(ddf, "map_partitions") or not hasattr(ddf, "_meta"):
        raise InputError(
            f"ddf is {type(ddf).__name__}; give a Dask DataFrame (pip install 'dask[dataframe]' pyarrow), "
            "or use framing.analyze_corpus for a pandas DataFrame"
        )
    made = Analyzer() if analyzer is None else analyzer
    if not isinstance(made, Analyzer):
        raise InputError(f"analyzer is {type(made).__name__}; give a framing.Analyzer")
    kind = TableKind("stance", frame_names(made) if frames else ())
    columns = (text, id)
    meta = analyze_partition(ddf._meta, _Recipe(made), kind, columns)
    return ddf.map_partitions(analyze_partition, _Recipe(made), kind, columns, meta=meta).clear_divisions()


def analyze_partition(frame: pd.DataFrame, recipe: _Recipe, kind: TableKind, columns: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of one partition."""
    layout = lay_out(frame, *columns, "title", kind)
    found = documents(frame, layout, 0, len(frame))
    rows = ((d.position, row) for d in found for row in analyze_document(recipe.analyzer, kind, d))
    return build_frame(rows, frame, layout, kind)


def write_parquet(table: Any, folder: str | Path, **options: Any) -> Any:
    r"""Write a result of `analyze` as Parquet with one schema for all partitions.

    A partition without errors or quotes would else get a column of its own type. Lone surrogates, which
    Parquet cannot hold, are written out (``\ud800``).

    Parameters
    ----------
    table
        A result of `analyze`.
    folder
        Where the part files go; whatever ``dask.dataframe.DataFrame.to_parquet`` takes.
    **options
        Further options of ``to_parquet``, for instance ``compute=False``.

    Examples
    --------
    >>> import dask.dataframe as dd, pandas as pd, tempfile
    >>> from framing.corpus import distributed
    >>> df = pd.DataFrame({"id": ["a"], "text": ["Talks go on."]})
    >>> folder = tempfile.mkdtemp()
    >>> distributed.write_parquet(distributed.analyze(dd.from_pandas(df, npartitions=1)), folder)
    >>> sorted(pd.read_parquet(folder)["target"])[:2]
    ['Azerbaijan', 'Azerbaijan']
    """
    import pyarrow as pa

    text = [name for name, dtype in table.dtypes.items() if str(dtype) in ("object", "str", "string")]
    schema = {name: pa.string() for name in text}
    safe = table.map_partitions(_as_arrow_text, text, meta=_as_arrow_text(table._meta, text))
    return safe.to_parquet(str(folder), schema=schema, write_index=False, **options)


def _as_arrow_text(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    out = frame.copy()
    for name in columns:
        if out[name].dtype == object:
            out[name] = out[name].map(_storable_text, na_action="ignore").astype("string[pyarrow]")
    return out


def _storable_text(value: Any) -> str:
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")
