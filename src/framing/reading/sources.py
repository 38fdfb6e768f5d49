"""The file formats articles come in: each reader yields records of text cells. No archives, no network, no
pickle.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.errors import InputError

MAX_FILE_BYTES = 64_000_000
MAX_TABLE_BYTES = 8_000_000_000
_MAX_CELL = 64_000_000
_BLOCK = 1 << 20
# what the system and the unpacking of .gz raise on a damaged file, also while its rows are read
BROKEN = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Record:
    """One article as found: cells by column, where it stood, and warning codes."""

    cells: dict[str, str]
    id: str
    source: str
    warnings: tuple[str, ...] = field(default=())


Records = tuple[list[str] | None, Iterable[Record]]
Reader = Callable[[Path, str, str], Records]


def reader_of(path: Path, *, strict: bool = True) -> Reader | None:
    """Return the reader for a file's name; None, or an `InputError` where ``strict``, for other kinds of
    files.
    """
    suffixes = [s.lower() for s in path.suffixes[-2:]]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    kind = (suffixes[:-1] or [""])[-1] if packed else (suffixes or [""])[-1]
    reader = _TABLES.get(kind) or (None if packed else _PAGES.get(kind))
    if reader is None and strict:
        read = ", ".join([*_PAGES, *_TABLES])
        raise InputError(
            f"{path.name}: files of this kind are not read; give {read} (tables also .gz); unpack archives"
        )
    return reader


def read_records(path: Path, name: str, encoding: str) -> Records:
    """Return the header of a table (None for a single article) and its records."""
    reader = reader_of(path)
    if reader is None:
        raise InputError(f"{name}: files of this kind are not read")
    try:
        "".encode(encoding)
    except (LookupError, TypeError, ValueError):
        raise InputError(f"encoding {encoding!r} is unknown; try 'utf-8', 'cp1252' or 'utf-16'") from None
    try:
        header, records = reader(path, name, encoding)
    except BROKEN as error:
        raise InputError(f"{name}: cannot be read ({error}); check the file") from None
    return header, records


def _bytes(path: Path, name: str, limit: int = MAX_FILE_BYTES) -> bytes:
    """Read a file, unpacking ``.gz`` in blocks so that a small file cannot grow beyond the limit."""
    with _open(path) as handle:
        blocks: list[bytes] = []
        size = 0
        while block := handle.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise InputError(f"{name}: more than {limit} bytes; split the file")
            blocks.append(block)
    return b"".join(blocks)


def _open(path: Path) -> Any:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def decode(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Decode bytes; a byte-order mark wins over ``encoding``, bytes that do not fit become U+FFFD and a
    warning.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif raw.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), ("undecodable",)


def _read_page(path: Path, name: str, encoding: str) -> Records:
    text, codes = decode(_bytes(path, name), encoding)
    return None, [Record({"text": text.replace("\r\n", "\n")}, name, name, codes)]


def _read_html(path: Path, name: str, encoding: str) -> Records:
    from framing.reading.html import read_html

    raw = _bytes(path, name)
    page = read_html(raw if encoding == "utf-8" else decode(raw, encoding)[0])
    cells = {
        "text": page.text,
        "title": page.title,
        "outlet": page.outlet,
        "author": page.author,
        "date": page.date,
    }
    return None, [Record(cells, name, name, page.warnings)]


class _Lines:
    """Decoded lines of a table, which counts quotation marks to find one that is never closed."""

    def __init__(self, path: Path, name: str, encoding: str) -> None:
        self._path, self._name = path, name
        self.encoding = encoding
        self.quotes = 0
        self.undecodable = False

    def __iter__(self) -> Iterator[str]:
        with _open(self._path) as raw:
            start = raw.read(3)
            raw.seek(0)
            if start.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.encoding = "utf-16"
            elif start.startswith(b"\xef\xbb\xbf"):
                self.encoding = "utf-8-sig"
            with io.TextIOWrapper(raw, encoding=self.encoding, errors="replace", newline="") as lines:
                yield from self._checked(lines)

    def _checked(self, lines: Iterable[str]) -> Iterator[str]:
        size = 0
        for line in lines:
            size += len(line)
            if size > MAX_TABLE_BYTES:
                raise InputError(f"{self._name}: more than {MAX_TABLE_BYTES} characters; split the table")
            self.quotes += line.count('"')
            self.undecodable = "\ufffd" in line
            yield line


def _delimited(delimiter: str) -> Reader:
    def read(path: Path, name: str, encoding: str) -> Records:
        lines = _Lines(path, name, encoding)
        csv.field_size_limit(_MAX_CELL)
        rows = csv.reader(lines, delimiter=delimiter)
        try:
            header = next(rows, [])
        except csv.Error as error:
            raise InputError(f"{name}: {error} in the header; save the table again") from None
        if not any(h.strip() for h in header):
            raise InputError(f"{name}: no header line; the first line must name the columns")
        header = _unique(header)
        return header, _csv_records(rows, header, name, lines)

    return read


def _unique(header: list[str]) -> list[str]:
    """Give columns without a name, or with one that stands twice, a name of their own."""
    out: list[str] = []
    taken = set(header)
    seen: set[str] = set()
    for k, name in enumerate(header):
        shown = name if name and name not in seen else f"{name or 'column'}_{k + 1}"
        while shown in seen or (shown != name and shown in taken):
            shown += "_"
        seen.add(shown)
        out.append(shown)
    return out


def _csv_records(rows: Any, header: list[str], name: str, lines: _Lines) -> Iterator[Record]:
    number = 0
    while True:
        number += 1
        before = lines.quotes
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Record({}, f"{name}:{number}", f"{name}, line {rows.line_num}", (f"bad_row: {error}",))
            continue
        if cells is None:
            return
        if not cells:
            number -= 1
            continue
        codes = ["undecodable"] if lines.undecodable else []
        if len(cells) != len(header):
            codes.append("cells_missing" if len(cells) < len(header) else "cells_extra")
        if (lines.quotes - before) % 2 and any("\n" in c for c in cells):
            codes.append("unclosed_quote")
        padded = cells + [""] * (len(header) - len(cells))
        kept = dict(zip(header, padded, strict=False))
        if len(cells) > len(header):
            kept["extra_cells"] = "\t".join(cells[len(header) :])
        yield Record(kept, f"{name}:{number}", f"{name}, line {rows.line_num}", tuple(codes))


def _read_jsonl(path: Path, name: str, encoding: str) -> Records:
    records: list[Record] = []
    header: dict[str, None] = {}
    lines = _Lines(path, name, encoding)
    for number, line in enumerate(lines, 1):
        if line.strip():
            records.append(_json_record(line, number, name))
            header.update(dict.fromkeys(records[-1].cells))
    return (list(header) or ["text"]), records


def _json_record(line: str, number: int, name: str) -> Record:
    where = f"{name}, line {number}"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Record({}, f"{name}:{number}", where, ("bad_json",))
    return _from_json(value, f"{name}:{number}", where)


def _from_json(value: Any, identity: str, where: str) -> Record:
    if isinstance(value, str):
        return Record({"text": value}, identity, where)
    if not isinstance(value, dict):
        return Record({}, identity, where, ("bad_json",))
    return Record({str(k): _cell(v) for k, v in value.items()}, identity, where)


def _cell(value: Any) -> str:
    """Return a JSON value as text: null is empty, lists of strings are joined, the rest is JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _read_json(path: Path, name: str, encoding: str) -> Records:
    text, codes = decode(_bytes(path, name, MAX_TABLE_BYTES), encoding)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{name}: not valid JSON ({type(error).__name__}: {error}); one object a line is .jsonl"
        ) from None
    if isinstance(value, dict):
        inside = [
            v for v in value.values() if isinstance(v, list) and v and all(isinstance(x, dict) for x in v)
        ]
        value = (
            inside[0]
            if len(inside) == 1 and not any(isinstance(v, str) and len(v) > 200 for v in value.values())
            else [value]
        )
    if not isinstance(value, list):
        raise InputError(f"{name}: holds {type(value).__name__}; give an object or a list of objects")
    records = [_from_json(v, f"{name}:{k}", f"{name}, item {k}") for k, v in enumerate(value, 1)]
    header = dict.fromkeys(c for r in records for c in r.cells)
    if codes:
        records = [Record(r.cells, r.id, r.source, (*r.warnings, *codes)) for r in records]
    return (list(header) or ["text"]), records


def _read_parquet(path: Path, name: str, encoding: str) -> Records:  # noqa: ARG001
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(
            f"{name}: Parquet needs pyarrow; install it with: pip install pyarrow"
        ) from None
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, ValueError) as error:
        raise InputError(f"{name}: not a Parquet file ({error}); check the file") from None
    return list(file.schema_arrow.names), _parquet_records(file, name)


def _parquet_records(file: Any, name: str) -> Iterator[Record]:
    number = 0
    for batch in file.iter_batches(batch_size=1000):
        columns = batch.to_pydict()
        for k in range(batch.num_rows):
            number += 1
            cells = {c: _plain(values[k]) for c, values in columns.items()}
            yield Record(cells, f"{name}:{number}", f"{name}, row {number}")


def _plain(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    return str(value)


_PAGES: dict[str, Reader] = {
    ".txt": _read_page,
    ".md": _read_page,
    ".html": _read_html,
    ".htm": _read_html,
}
_TABLES: dict[str, Reader] = {
    ".csv": _delimited(","),
    ".tsv": _delimited("\t"),
    ".json": _read_json,
    ".jsonl": _read_jsonl,
    ".parquet": _read_parquet,
}
