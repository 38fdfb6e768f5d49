"""From files, folders and tables to one table of articles; nothing is lost, what is doubtful is said in the
row.
"""

from __future__ import annotations

import warnings as warning_module
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.arguments import is_on
from framing.errors import FramingWarning, InputError
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.reading.checks import raw_warnings
from framing.reading.dates import parse_date
from framing.reading.furniture import Recovered, recover
from framing.reading.sources import BROKEN, Record, read_records, reader_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "title", "text", "outlet", "author", "date", "source", "warnings", "removed")
_FROM_TABLE = ("id", "text", "title", "outlet", "author", "date")


@dataclass(frozen=True, slots=True)
class _Options:
    columns: Mapping[str, str]
    furniture: bool
    date_format: str | None
    encoding: str


def read_articles(
    path: str | Path | Iterable[str | Path],
    columns: Mapping[str, str] | None = None,
    *,
    furniture: bool = True,
    date_format: str | None = None,
    encoding: str = "utf-8",
) -> pd.DataFrame:
    """Read articles from a file, a folder, a glob pattern or a list of these.

    Parameters
    ----------
    path
        ``.txt``, ``.md`` and ``.html`` hold one article each; ``.json``, ``.jsonl``, ``.csv``, ``.tsv``
        (these also with ``.gz``) and ``.parquet`` hold tables, a row an article. A folder is read with its
        subfolders, sorted by name.
    columns
        For tables: ``{"text": "body", "title": "headline", ...}``, the table's column for each of ``id``,
        ``text``, ``title``, ``outlet``, ``author`` and ``date``. Columns left out are guessed from their
        names and the guess is shown as a `FramingWarning`.
    furniture
        Whether page furniture (bylines, datelines, share counts, licences) is taken out of the text; what was
        taken out stands in ``removed``, and title, author, date and outlet are filled from it where they are
        not known.
    date_format
        `strptime` format of the table's dates. Without it ISO dates and dates with the month in words are
        read; a date that could be two days, such as 03/04/2024, is left out and gives the warning
        ``ambiguous_date``.
    encoding
        Of text files. Bytes that do not fit become U+FFFD and give the warning ``undecodable``.

    Returns
    -------
    pandas.DataFrame
        Columns ``id, title, text, outlet, author, date, source, warnings, removed`` and then the table's
        other columns, all text as it stands ("NA" and "007" stay). ``warnings`` holds codes joined by ``;``,
        ``removed`` lines joined by line breaks. One row for every article found, also for those that could
        not be read.

    Raises
    ------
    InputError
        Where nothing is found, a file is of another kind (archives are not opened), a named column is
        missing, or no column can be taken for the text.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> story = "The two sides met again on Monday, after a break of three weeks."
    >>> _ = file.write_text(f"Talks resume\\nBy Ada Brook\\n4 May 2024\\n\\n{story}\\n12 comments")
    >>> framing.read_articles(file).loc[0, ["title", "author", "date"]].tolist()
    ['Talks resume', 'Ada Brook', '2024-05-04']
    """
    import pandas as pd

    _check_columns(columns)
    if not isinstance(date_format, (str, type(None))):
        raise InputError(f"date_format is {type(date_format).__name__}; give a strptime format such as '%d/%m/%Y'")
    options = _Options(dict(columns or {}), is_on("furniture", furniture), date_format, encoding)
    rows: list[dict[str, object]] = []
    extra: dict[str, None] = {}
    files = list(_files(path))
    for file, name in files:
        for row in _rows(file, name, options, alone=len(files) == 1):
            rows.append(row)
            extra.update(dict.fromkeys(k for k in row if k not in COLUMNS))
    names = [*COLUMNS, *extra]
    # object columns: the string types of newer pandas cannot hold a lone surrogate
    cells = {n: pd.Series([r.get(n) for r in rows], dtype=object) for n in names}
    return frame_of(cells)


def frame_of(columns: Mapping[str, pd.Series[Any]]) -> pd.DataFrame:
    """Return a DataFrame; its column names may hold lone surrogates, which newer pandas refuses as text."""
    import pandas as pd

    frame = pd.DataFrame(dict(enumerate(columns.values())))
    try:
        frame.columns = pd.Index(list(columns))
    except UnicodeEncodeError:
        frame.columns = pd.Index(list(columns), dtype=object)
    return frame


def _rows(file: Path, name: str, options: _Options, *, alone: bool) -> Iterator[dict[str, object]]:
    """Yield the rows of one file; a broken file among many costs only itself, and has a row that says so."""
    try:
        records, chosen = _table(file, name, options)
        for record in records:
            yield _article(record, chosen, options)
    except (InputError, *BROKEN) as broken:
        error = broken if isinstance(broken, InputError) else InputError(f"{name}: {broken}; check the file")
        if alone:
            raise error from None
        warning_module.warn(f"{error}; its row is empty", FramingWarning, stacklevel=3)
        yield _article(Record({}, name, name, ("unreadable_file",)), {}, options)


def _check_columns(columns: Mapping[str, str] | None) -> None:
    if columns is None:
        return
    if not isinstance(columns, Mapping):
        raise InputError(f"columns is {type(columns).__name__}; give a dict such as {{'text': 'body'}}")
    unknown = [k for k in columns if k not in _FROM_TABLE]
    if unknown:
        raise InputError(
            f"columns: {unknown[0]!r} is unknown; name the table's column for any of {_FROM_TABLE}"
        )


def _files(path: str | Path | Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Yield every file with its name relative to what the caller gave, in a stable order."""
    if not isinstance(path, (str, Path)):
        if not isinstance(path, Iterable) or isinstance(path, (bytes, Mapping)):
            raise InputError(
                f"path is {type(path).__name__}; give a path, a folder, a glob pattern or a list of these"
            )
        for one in path:
            yield from _files(one)
        return
    shown = str(path)
    if "\0" in shown or not shown:
        raise InputError(f"path {shown!r}: not a path; give a file, a folder or a glob pattern")
    try:
        yield from _files_at(Path(path), shown)
    except OSError as error:
        raise InputError(f"{shown}: {error.strerror or error}; check the path and its permissions") from None


def _files_at(root: Path, shown: str) -> Iterator[tuple[Path, str]]:
    if root.is_file():
        reader_of(root)
        yield root, root.name
    elif root.is_dir():
        inside = sorted(p for p in root.rglob("*") if p.is_file() and reader_of(p, strict=False) is not None)
        if not inside:
            raise InputError(
                f"{shown}: no file that is read; give .txt, .md, .html, .json(l), .csv, .tsv or .parquet"
            )
        yield from ((p, p.relative_to(root).as_posix()) for p in inside)
    elif any(c in shown for c in "*?["):
        found = sorted(Path(p) for p in glob(shown, recursive=True) if Path(p).is_file())
        if not found:
            raise InputError(f"{shown}: no file matches; check the pattern")
        yield from ((p, p.as_posix()) for p in found if reader_of(p) is not None)
    else:
        raise InputError(f"{shown}: no such file or folder; addresses are not fetched, save the page first")


@cache
def _known_columns() -> tuple[tuple[str, str], ...]:
    return tuple((r.term, r.word("kind")) for r in read_rows(data_folder() / "text" / "columns.tsv", "plain"))


def _table(file: Path, name: str, options: _Options) -> tuple[Iterable[Record], dict[str, str]]:
    """Return the records of a file and which of its columns stands for what."""
    header, records = read_records(file, name, options.encoding)
    if header is None:
        return records, {}
    missing = [c for c in options.columns.values() if c not in header]
    if missing:
        raise InputError(
            f"{name}: no column {missing[0]!r}; its columns are {', '.join(map(repr, header[:40]))}"
        )
    chosen = dict(options.columns)
    taken = set(chosen.values())
    folded: dict[str, str] = {}
    for column in header:
        folded.setdefault(column.strip().casefold().replace(" ", "_").replace("-", "_"), column)
    for known, field in _known_columns():
        column = folded.get(known, "")
        if field not in chosen and column and column not in taken:
            chosen[field] = column
            taken.add(column)
    if "text" not in chosen:
        raise InputError(
            f"{name}: no column looks like the text among {', '.join(map(repr, header[:40]))}; "
            "name it with columns={'text': ...}"
        )
    guessed = {f: c for f, c in chosen.items() if f not in options.columns and c != f}
    if guessed:
        shown = ", ".join(f"{f} from {c!r}" for f, c in guessed.items())
        warning_module.warn(
            f"{name}: guessed {shown}; name them with columns={{...}} to be sure",
            FramingWarning,
            stacklevel=4,
        )
    return records, chosen


def _article(record: Record, chosen: Mapping[str, str], options: _Options) -> dict[str, object]:
    """Make one output row of a record."""
    cells = record.cells
    known = {f: cells.get(chosen.get(f, f), "") for f in _FROM_TABLE}
    codes = list(record.warnings)
    raw = known["text"]
    codes += raw_warnings(raw)
    title, text, removed = known["title"].strip(), raw, ""
    found: Recovered | None = None
    if options.furniture and raw:
        found = recover(raw)
        codes += [w for w in found.warnings if not known["date"]]
        removed = "\n".join(found.removed)
        title, text = _title_and_text(title, raw, found)
    date, date_warning = parse_date(known["date"], options.date_format) if known["date"] else (None, None)
    if date_warning:
        codes.append(date_warning)
    rest = (
        {c: v for c, v in cells.items() if c not in chosen.values() and c not in _FROM_TABLE}
        if chosen
        else {}
    )
    return {
        "id": known["id"] or record.id,
        "title": title,
        "text": text,
        "outlet": known["outlet"] or (found.outlet if found else None),
        "author": known["author"] or ("; ".join(found.authors) if found and found.authors else None),
        "date": date or (found.date if found and not known["date"] else None),
        "source": record.source,
        "warnings": ";".join(dict.fromkeys(codes)),
        "removed": removed,
        **{(c if c not in COLUMNS else f"{c}_column"): v for c, v in rest.items()},
    }


def _title_and_text(title: str, raw: str, found: Recovered) -> tuple[str, str]:
    """Return title and body; a title the table gives wins, and is not repeated at the head of the text."""
    body = "\n\n".join(raw[a:b].strip() for a, b in found.body)
    if not title:
        return found.title, body
    if found.title and found.title_span is not None and found.title.casefold() != title.casefold():
        kept = raw[found.title_span[0] : found.title_span[1]].strip()
        return title, f"{kept}\n\n{body}" if body else kept
    return title, body
