"""Part files: written under another name, synced to disk and renamed, so that one that exists is whole."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from framing.corpus.tables import Row
from framing.errors import InputError

_BLOCK = 1 << 16
_MAX_LINE = 1 << 28


def write_part(path: Path, rows: Iterable[Row], types: dict[str, str]) -> None:
    """Write the rows of a part as its file's name says, ``.jsonl`` or ``.parquet``; either all of it is there
    or nothing.
    """
    unfinished = path.with_name(path.name + ".tmp")
    if path.suffix == ".jsonl":
        # ASCII with escapes: a lone surrogate cannot break the file, and no locale changes it
        lines = (json.dumps(row, ensure_ascii=True, allow_nan=False) for row in rows)
        write_synced(unfinished, "".join(f"{line}\n" for line in lines).encode("ascii"))
    else:
        _write_parquet(unfinished, list(rows), types)
    os.replace(unfinished, path)
    sync_folder(path.parent)


def _write_parquet(path: Path, rows: list[Row], types: dict[str, str]) -> None:
    pa, pq = _pyarrow()
    arrow = {"float64": pa.float64(), "Int64": pa.int64(), "int64": pa.int64(), "object": pa.string()}
    columns = {
        name: pa.array([_text(r[name]) if dtype == "object" else r[name] for r in rows], type=arrow[dtype])
        for name, dtype in types.items()
    }
    with path.open("wb") as handle:
        pq.write_table(pa.table(columns), handle)
        handle.flush()
        os.fsync(handle.fileno())


def _text(value: Any) -> str | None:
    r"""Return a cell as Parquet can hold it: text, a lone surrogate written out as ``\udXXX``."""
    return None if value is None else str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def read_part(path: Path) -> Iterator[Row]:
    """Yield the rows of a part."""
    if path.suffix == ".jsonl":
        with path.open("rb") as handle:
            for line in handle:
                yield json.loads(line)
        return
    _, pq = _pyarrow()
    with path.open("rb") as handle:
        for batch in pq.ParquetFile(handle).iter_batches():
            yield from batch.to_pylist()


def part_ends(path: Path) -> tuple[int, int] | None:
    """Return the positions of a part's first and last rows, None where the file is damaged."""
    try:
        if path.suffix == ".jsonl":
            first, last = (json.loads(line) for line in _first_and_last_line(path))
            ends = first["row"], last["row"]
        else:
            pa, pq = _pyarrow()
            try:
                with path.open("rb") as handle:
                    column = pq.read_table(handle, columns=["row"]).column("row")
            except pa.ArrowException:
                return None
            ends = column[0].as_py(), column[-1].as_py()
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return ends if type(ends[0]) is int and type(ends[1]) is int else None


def _first_and_last_line(path: Path) -> tuple[bytes, bytes]:
    """Read the two ends of a file; a last line that is not closed is an error."""
    with path.open("rb") as handle:
        first = handle.readline(_MAX_LINE)
        size = handle.seek(0, os.SEEK_END)
        step = _BLOCK
        while True:
            begin = max(0, size - step)
            handle.seek(begin)
            tail = handle.read(size - begin)
            if not tail.endswith(b"\n"):
                raise ValueError("the last line is not closed")
            body = tail[:-1]
            if b"\n" in body or begin == 0:
                return first, body[body.rfind(b"\n") + 1 :]
            step *= 8


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's names; not every system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError("format='parquet' needs pyarrow: pip install pyarrow, or use format='jsonl'") from None
    return pyarrow, pyarrow.parquet
