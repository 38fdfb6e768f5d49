"""Sheets for people who code articles, and their codes read back."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.arguments import as_path, writing
from framing.corpus.exports import guard_cell, unguard_cell
from framing.errors import FramingWarning, InputError
from framing.language.mentions import Target
from framing.research.codes import VOICES, check_codes
from framing.research.rows import check_columns, check_whole
from framing.research.sampling import PROBABILITY
from framing.surrogates import frame_of_records

SAMPLE_FILE = "sample.csv"
_PREFIX = "codes_"
_ABSENT = ("na", "n/a", "absent")


def target_names(targets: Iterable[Target | str]) -> list[str]:
    """Return the names of targets given by name or as objects."""
    given = [targets] if isinstance(targets, (str, Target)) else targets
    if not isinstance(given, Iterable):
        raise InputError(f"targets is {type(targets).__name__}; give names or framing.Target objects")
    listed = list(given)
    wrong = [t for t in listed if not isinstance(t, (str, Target))]
    if wrong:
        raise InputError(f"targets holds {type(wrong[0]).__name__}; give names or framing.Target objects")
    names = [t.name if isinstance(t, Target) else t for t in listed]
    if not names:
        raise InputError("targets is empty; name at least one target to be coded")
    return names


def coding_sheets(
    sample: pd.DataFrame,
    folder: str | Path,
    coders: Sequence[str],
    targets: Iterable[Target | str],
    seed: int = 0,
) -> list[Path]:
    """Write a coding sheet for each coder, and the instructions.

    Parameters
    ----------
    sample
        One row an article, as `sample_for_coding` gives it, with ``id`` and ``text`` (and ``title``). Outlet,
        author, date and every score are left out, so that coders judge the text alone.
    folder
        Where to write; it is made. Nothing there is overwritten.
    coders
        Names of the coders; each gets the articles in another order.
    targets
        Whom to code.
    seed
        Seed of the orders.

    Returns
    -------
    list of Path
        ``codes_<coder>.csv`` for each coder, ``instructions.md``, and ``sample.csv`` with the inclusion
        probabilities for `read_codes`.

    Raises
    ------
    InputError
        Where two coders have one name, a file is there already, or ids repeat.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from framing.research import coding_sheets
    >>> sample = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> folder = tempfile.mkdtemp()
    >>> sorted(p.name for p in coding_sheets(sample, folder, ["ann", "bob"], ["Russia"]))[:2]
    ['codes_ann.csv', 'codes_bob.csv']
    """
    names = target_names(targets)
    rows = check_columns(sample, ("id", "text"), "sample")
    if rows["id"].duplicated().any():
        raise InputError(
            f"id {rows['id'][rows['id'].duplicated()].iloc[0]!r} stands twice; give one row an article"
        )
    _check_coders(coders)
    check_whole("seed", seed, 0)
    place = as_path(folder, "folder")
    files = [as_path(place / f"{_PREFIX}{coder}.csv", "a coder's sheet") for coder in coders]
    extra = [place / "instructions.md", place / SAMPLE_FILE]
    there = [f for f in (*files, *extra) if f.exists()]
    if there:
        raise InputError(f"{there[0]} is there already; codes are never overwritten: choose another folder")
    columns = [c for c in ("id", "title", "text") if c in rows.columns]
    heads = [f"{target} | {voice}" for target in names for voice in VOICES]
    rng = np.random.default_rng(seed)
    kept = [c for c in ("id", PROBABILITY) if c in rows.columns]
    with writing(place):
        place.mkdir(parents=True, exist_ok=True)
        for file in files:
            shuffled = rows[columns].iloc[rng.permutation(len(rows))]
            cells = [[*map(_guarded, row), *("" for _ in heads), ""] for row in shuffled.itertuples(index=False)]
            _write(file, [*columns, *map(_guarded, heads), "comment"], cells)
        extra[0].write_text(instructions(names), encoding="utf-8", errors="replace")
        _write(extra[1], kept, [[_guarded(v) for v in row] for row in rows[kept].itertuples(index=False)])
    return [*files, *extra]


def _check_coders(coders: Sequence[str]) -> None:
    named = isinstance(coders, (list, tuple)) and bool(coders) and all(isinstance(c, str) for c in coders)
    if not named or len(set(coders)) < len(coders) or any(not c or set(c) & set("/\\:") for c in coders):
        shown = repr(coders)[:80] if isinstance(coders, (str, list, tuple)) else type(coders).__name__
        raise InputError(f"coders={shown}: give a list, each coder a name of their own, without / \\ :")


def instructions(targets: Sequence[str]) -> str:
    """Return the instructions for coders, with the targets to be coded."""
    text = (Path(__file__).parent / "instructions.md").read_text(encoding="utf-8")
    return text.replace("{targets}", ", ".join(targets))


def _write(file: Path, head: list[str], rows: list[list[Any]]) -> None:
    # the mark at the start lets spreadsheets read the file as UTF-8
    with file.open("x", encoding="utf-8-sig", newline="") as stream:
        # all quoted: a text with a semicolon or a lone carriage return stays one cell
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(head)
        writer.writerows(rows)


def _guarded(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None or value is pd.NaT or value != value else str(value)
    return guard_cell(text.encode("utf-8", "replace").decode("utf-8"))


def read_codes(source: str | Path | Sequence[str | Path]) -> pd.DataFrame:
    """Read filled-in coding sheets.

    Parameters
    ----------
    source
        The folder that `coding_sheets` wrote, or its ``codes_<coder>.csv`` files. Commas, semicolons and tabs
        are understood, as spreadsheets like to change them.

    Returns
    -------
    pandas.DataFrame
        Long codes: ``id``, ``target``, ``voice``, ``coder``, ``code``, and ``inclusion_probability`` where
        ``sample.csv`` has it. ``NA`` in a sheet (the target is not there) is a row without a code; an empty
        cell (not coded yet) is no row, and a warning counts them.

    Raises
    ------
    InputError
        Names the file, the row, the column and the cell that is no code.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from framing.research import coding_sheets, read_codes
    >>> sample = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> folder = tempfile.mkdtemp()
    >>> file = coding_sheets(sample, folder, ["ann"], ["Russia"])[0]
    >>> sheet = pd.read_csv(file).assign(**{"Russia | author": "-2", "Russia | quoted": "NA"})
    >>> sheet.to_csv(file, index=False)
    >>> read_codes(folder)[["coder", "voice", "code"]].values.tolist()
    [['ann', 'author', -2.0], ['ann', 'quoted', nan]]
    """
    files = _sheet_files(source)
    records: list[dict[str, Any]] = []
    empty = 0
    for file in files:
        found, blank = _read_sheet(file)
        records.extend(found)
        empty += blank
    if not records:
        raise InputError(f"{files[0]}: no code is filled in; the columns are named 'target | voice'")
    if empty:
        warnings.warn(f"{empty} cells are not coded yet and are left out", FramingWarning, stacklevel=2)
    return check_codes(_with_probabilities(frame_of_records(records), files[0].parent / SAMPLE_FILE))


def _sheet_files(source: str | Path | Sequence[str | Path]) -> list[Path]:
    if not isinstance(source, (str, Path, list, tuple)):
        raise InputError(f"source is {type(source).__name__}; give a folder, a file, or a list of files")
    paths = [as_path(p, "source") for p in ([source] if isinstance(source, (str, Path)) else source)]
    files = [f for p in paths for f in (sorted(p.glob(f"{_PREFIX}*.csv")) if p.is_dir() else [p])]
    if not files:
        raise InputError(
            f"{paths[0] if paths else source}: no {_PREFIX}*.csv there; give the folder of the sheets"
        )
    for file in files:
        if not file.is_file() or file.suffix.lower() not in (".csv", ".tsv", ".txt"):
            raise InputError(f"{file}: no such sheet, or no CSV; save spreadsheets as CSV (UTF-8)")
    return files


def _read_sheet(file: Path) -> tuple[list[dict[str, Any]], int]:
    rows = read_cells(file)
    head = [unguard_cell(h.strip()) for h in rows[0]]
    cells = {k: tuple(part.strip() for part in h.rsplit("|", 1)) for k, h in enumerate(head) if "|" in h}
    if "id" not in head or not cells:
        raise InputError(
            f"{file}: needs a column 'id' and columns named 'target | voice'; its columns are {head}"
        )
    coder = file.stem.removeprefix(_PREFIX)
    records: list[dict[str, Any]] = []
    empty = 0
    for number, row in enumerate(rows[1:], 2):
        name = unguard_cell(row[head.index("id")]) if len(row) > head.index("id") else ""
        for k, (target, voice) in cells.items():
            text = row[k].strip() if k < len(row) else ""
            if not text or not name:
                empty += 1
                continue
            code = parse_code(text, f"{file}, row {number}, column {head[k]!r}")
            records.append({"id": name, "target": target, "voice": voice, "coder": coder, "code": code})
    return records, empty


def read_cells(file: Path) -> list[list[str]]:
    """Return the rows of a CSV whose separator its first line shows."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 ({error}); save it as CSV (UTF-8)") from None
    except OSError as error:
        raise InputError(f"{file}: {error}; give a sheet that can be read") from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    # a cell holds a whole article; the module's limit is 131,072 characters
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error as error:
        raise InputError(f"{file}: {error}; save it as CSV (UTF-8)") from None
    if not rows:
        raise InputError(f"{file}: empty; give the sheet as coding_sheets wrote it")
    return rows


def parse_code(text: str, where: str) -> float:
    """Return a code from -2 to 2, NaN for NA, or say where the cell is that is neither."""
    folded = text.strip().casefold().replace("\u2212", "-").lstrip("'")
    if folded in _ABSENT:
        return float("nan")
    try:
        code = float(folded.replace(",", "."))
    except ValueError:
        code = float("inf")
    if not -2 <= code <= 2:
        raise InputError(f"{where}: {text!r} is no code; give -2, -1, 0, 1, 2 or NA")
    return code


def _with_probabilities(codes: pd.DataFrame, file: Path) -> pd.DataFrame:
    if not file.is_file():
        return codes
    rows = read_cells(file)
    head = rows[0]
    if PROBABILITY not in head or "id" not in head:
        return codes
    chances: dict[str, float] = {}
    for number, row in enumerate(rows[1:], 2):
        try:
            chances[unguard_cell(row[head.index("id")])] = float(row[head.index(PROBABILITY)])
        except (IndexError, ValueError):
            raise InputError(f"{file}, row {number}: no {PROBABILITY} in {row!r:.80}; restore the file") from None
    return codes.assign(**{PROBABILITY: codes["id"].map(chances)})
