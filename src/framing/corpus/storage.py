"""The folder of one run: which parts there are, which are missing, and who is writing.

A part that exists is complete (see `framing.corpus.parts`). The manifest says what the run is made from; the
parts alone say how far it is, so that a run that is killed at any moment loses nothing but what was under
way.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from framing.arguments import as_path
from framing.corpus.documents import ids, joined_warnings
from framing.corpus.manifest import MANIFEST, Run, compare, describe, read_manifest, storable, write_json
from framing.corpus.parts import part_ends, read_part, write_part
from framing.corpus.tables import Row
from framing.errors import InputError

_LOCK = ".lock"
_PART_NAME = re.compile(r"part-\d{6}\.(?:jsonl|parquet)")
_UNFINISHED = re.compile(r"(?:part-\d{6}\.(?:jsonl|parquet)|manifest\.json)\.tmp")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@contextlib.contextmanager
def open_store(out: str | Path, run: Run) -> Iterator[Store]:
    """Open the folder of a run for this process alone, new or as an earlier run left it.

    Raises
    ------
    InputError
        Where the folder belongs to another input or configuration, another process writes to it, its manifest
        is damaged, or it cannot be written to.
    """
    folder = as_path(out, "out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    except (OSError, ValueError) as error:
        raise InputError(f"out={str(out)!r}: {error}; give a folder that can be written to") from None
    with lock:
        _take(lock, folder)
        store = Store(folder, run)
        try:
            store.begin()
            yield store
        except OSError as error:
            raise InputError(f"{folder}: {error}; what was finished is kept, mend the cause and run again") from error
        finally:
            store.close()


def _take(lock: IO[str], folder: Path) -> None:
    """Lock the folder until this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(f"{folder}: another run is writing there; wait for it or give another folder") from None


class Store:
    """The part files of one run."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self._run = run
        self._n = len(run.df)
        self._manifest: dict[str, Any] = {}
        self._analysed = 0

    def part_of(self, position: int) -> int:
        """Return the number of the part that holds a document."""
        return position // self._run.part_size

    def _stretch(self, part: int) -> tuple[int, int]:
        return part * self._run.part_size, min(self._n, (part + 1) * self._run.part_size)

    def _parts(self) -> range:
        return range(-(-self._n // self._run.part_size))

    def path(self, part: int) -> Path:
        """Return the file of a part."""
        return self.folder / f"part-{part:06d}.{self._run.format}"

    def begin(self) -> None:
        """Check the folder against the run and note the start of this one."""
        fresh = describe(self._run)
        path = self.folder / MANIFEST
        if path.exists():
            known = read_manifest(path)
            compare(known, fresh, self.folder)
            self._manifest = {**fresh, "runs": known["runs"]}
        else:
            stray = next((p.name for p in self.folder.iterdir() if _PART_NAME.fullmatch(p.name)), None)
            if stray is not None:
                raise InputError(f"{self.folder}: holds {stray} but no {MANIFEST}; give an empty folder")
            self._manifest = {**fresh, "runs": []}
        for left in [p for p in self.folder.iterdir() if _UNFINISHED.fullmatch(p.name)]:
            left.unlink()
        done = self._n - sum(stop - start for start, stop in self.pending())
        _settle(self._manifest["runs"], done)
        self._manifest["runs"].append({"start": _now(), "end": None, "analysed": 0})
        self._save()

    def pending(self) -> list[tuple[int, int]]:
        """Return the stretches of documents whose part is not there or not whole."""
        return [self._stretch(part) for part in self._parts() if not self._whole(part)]

    def _whole(self, part: int) -> bool:
        path = self.path(part)
        if not path.is_file():
            return False
        start, stop = self._stretch(part)
        first_and_last = part_ends(path)
        return first_and_last == (start, stop - 1)

    def write(self, part: int, rows: list[tuple[int, Row]]) -> None:
        """Write one part: under another name, synced, then renamed."""
        start, stop = self._stretch(part)
        write_part(self.path(part), self._complete(start, stop, rows), self._types())
        self._analysed += stop - start
        self._manifest["runs"][-1]["analysed"] = self._analysed

    def _types(self) -> dict[str, str]:
        kept = dict.fromkeys(self._run.layout.kept, "object")
        return {"row": "int64", "id": "object", **self._run.kind.types(), **kept}

    def _complete(self, start: int, stop: int, rows: list[tuple[int, Row]]) -> Iterator[Row]:
        """Yield rows as they are stored: with position, id and kept columns, missing values as None."""
        layout, df = self._run.layout, self._run.df.iloc[start:stop]
        identities = [storable(v) for v in ids(df, layout).tolist()]
        kept = {name: [storable(v) for v in df[column].tolist()] for name, column in layout.kept.items()}
        before = None if layout.warnings is None else df[layout.warnings].tolist()
        for position, row in rows:
            k = position - start
            cells = {name: row.get(name) for name in self._run.kind.types()}
            if before is not None:
                cells["warnings"] = joined_warnings(before[k], str(cells["warnings"] or ""))
            plain = {n: None if isinstance(v, float) and math.isnan(v) else v for n, v in cells.items()}
            yield {"row": position, "id": identities[k], **plain, **{n: v[k] for n, v in kept.items()}}

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows of all parts in order."""
        for part in self._parts():
            for row in read_part(self.path(part)):
                yield int(row["row"]), row

    def finish(self) -> None:
        """Note that every part is there."""
        self._manifest["complete"] = True
        self._manifest["runs"][-1]["end"] = _now()
        self._save()

    def close(self) -> None:
        """Note the end of this run, also where it was interrupted."""
        if self._manifest and self._manifest["runs"] and self._manifest["runs"][-1]["end"] is None:
            self._manifest["runs"][-1]["end"] = _now()
            with contextlib.suppress(OSError):
                self._save()

    def _save(self) -> None:
        write_json(self.folder / MANIFEST, self._manifest)


def _settle(runs: list[dict[str, Any]], done: int) -> None:
    """Credit what was finished to the run that was killed before it could say so."""
    if runs and runs[-1]["end"] is None:
        before = sum(int(r["analysed"]) for r in runs[:-1])
        runs[-1]["analysed"] = max(0, done - before)
