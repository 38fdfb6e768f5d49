"""Reading and checking one lexicon file: every refusal names file, line, value and remedy."""

from __future__ import annotations

import csv
import io
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lexicons.paths import data_folder

MAX_BYTES = 64_000_000
MAX_ROWS = 500_000
MAX_TERM_WORDS = 8
_PATTERN_MARKS = "*?[](){}|^$\\+<>="
_CLEAN_TERM = re.compile(rf"[\w'-]+(?: [\w'-]+){{0,{MAX_TERM_WORDS - 1}}}")


@dataclass(frozen=True, slots=True)
class Schema:
    """What a kind of lexicon file may hold; see ``lexicons/schema.toml``."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    any_of: tuple[str, ...]
    numbers: Mapping[str, tuple[float, float]]
    choices: Mapping[str, tuple[str, ...]]
    # pattern characters that this kind's terms may hold all the same
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One checked row: the literal term and its cells; empty cells are left out."""

    term: str
    cells: Mapping[str, str | float] = field(default_factory=dict)
    line: int = 0

    def number(self, column: str) -> float:
        """Return the numeric cell, NaN where it is empty."""
        value = self.cells.get(column, math.nan)
        return float(value)

    def word(self, column: str) -> str:
        """Return the text cell, empty string where it is empty."""
        return str(self.cells.get(column, ""))


@cache
def schemas() -> dict[str, Schema]:
    """Return the schema of each kind of lexicon."""
    with (data_folder() / "schema.toml").open("rb") as handle:
        raw = tomllib.load(handle)
    return {
        kind: Schema(
            columns=tuple(s["columns"]),
            key=tuple(s["key"]),
            any_of=tuple(s["any_of"]),
            numbers={k: (float(v[0]), float(v[1])) for k, v in s["numbers"].items()},
            choices={k: tuple(v) for k, v in s["choices"].items()},
            allowed=str(s.get("allowed", "")),
        )
        for kind, s in raw.items()
    }


def refuse(path: Path | str, line: int, found: object, remedy: str) -> LexiconError:
    """Build the error for one bad value."""
    shown = repr(found)
    shown = shown if len(shown) <= 80 else shown[:77] + "..."
    return LexiconError(f"{path}, line {line}: {shown}: {remedy}")


def read_text(path: Path) -> str:
    """Read a UTF-8 file; a byte-order mark and CRLF line ends are harmless."""
    if not path.is_file():
        raise LexiconError(f"{path}: no such file; give the path of a .tsv lexicon")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LexiconError(f"{path}: {size} bytes; at most {MAX_BYTES} are read; split the lexicon")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_rows(path: Path, kind: str) -> tuple[Row, ...]:
    """Read and check a TSV lexicon of the given kind.

    Raises
    ------
    LexiconError
        On a missing column, a duplicate or conflicting term, a number out of range, an unknown choice, a pattern
        character in a term, or too many rows. Nothing is guessed and the last row never wins.
    """
    schema = schemas()[kind]
    lines = read_text(path).split("\n")
    header_line, header = next(
        ((i, line.split("\t")) for i, line in enumerate(lines, 1) if line and not line.startswith("#")), (1, [])
    )
    _check_header(path, header_line, header, schema)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], Row] = {}
    for number, cells in _cells(lines, header_line, path, len(header)):
        row = _check_row(path, number, dict(zip(header, cells, strict=True)), schema)
        key = (row.term.casefold(), *(row.word(c) for c in schema.key[1:]))
        if key in seen:
            raise refuse(
                path, number, row.term,
                f"stands already in line {seen[key].line}; keep one of the two",
            )
        seen[key] = row
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise refuse(path, number, row.term, f"more than {MAX_ROWS} rows; split the lexicon")
    if not rows:
        raise LexiconError(f"{path}: no rows under the header; add terms or leave the file out")
    return tuple(rows)


def _check_header(path: Path, line: int, header: list[str], schema: Schema) -> None:
    known = set(schema.columns)
    missing = [c for c in schema.columns if c not in header and c != "note"]
    unknown = [c for c in header if c not in known]
    if len(header) == 1 and any(mark in header[0] for mark in ",;"):
        raise refuse(path, line, header[0], "columns must be separated by tabs; save the sheet as tab-separated text")
    if missing:
        raise refuse(path, line, "\t".join(header), f"missing column {missing[0]!r}; columns are {schema.columns}")
    if unknown:
        raise refuse(path, line, unknown[0], f"unknown column; columns are {schema.columns}")
    if len(set(header)) != len(header):
        raise refuse(path, line, "\t".join(header), "a column stands twice; keep one")


def _cells(lines: list[str], header_line: int, path: Path, width: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines[header_line:], header_line + 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader(io.StringIO(line), delimiter="\t")) if '"' in line else line.split("\t")
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if len(cells) > width:
            if any(c.strip() for c in cells[width:]):
                raise refuse(path, number, line, f"{len(cells)} cells in {width} columns; remove the stray tab")
            cells = cells[:width]
        yield number, [c.strip() for c in cells]


def _check_row(path: Path, line: int, cells: dict[str, str], schema: Schema) -> Row:
    term = check_term(path, line, cells.pop("term"), schema.allowed)
    kept: dict[str, str | float] = {}
    for column, text in cells.items():
        if not text:
            continue
        if column in schema.numbers:
            kept[column] = _number(path, line, column, text, schema.numbers[column])
        elif column in schema.choices and text not in schema.choices[column]:
            raise refuse(path, line, text, f"unknown {column}; choose one of {', '.join(schema.choices[column])}")
        else:
            kept[column] = text
    for column in schema.key[1:]:
        if column not in kept:
            raise refuse(path, line, term, f"column {column!r} is empty; fill it")
    if schema.any_of and not any(c in kept for c in schema.any_of):
        raise refuse(path, line, term, f"none of {', '.join(schema.any_of)} is filled; fill one or remove the row")
    return Row(term, kept, line)


def _number(path: Path, line: int, column: str, text: str, bounds: tuple[float, float]) -> float:
    try:
        value = float(text)
    except ValueError:
        raise refuse(path, line, text, f"{column} is not a number; write one in {list(bounds)}") from None
    if not math.isfinite(value) or not bounds[0] <= value <= bounds[1]:
        raise refuse(path, line, text, f"{column} is out of range; write a number in {list(bounds)}")
    return value


def check_term(path: Path | str, line: int, term: str, allowed: str = "") -> str:
    """Check a literal term: words, an optional ``*`` at the very end, no other pattern character but those allowed."""
    if _CLEAN_TERM.fullmatch(term):
        return term
    if not term:
        raise refuse(path, line, term, "the term is empty; write the words or remove the row")
    body = term[:-1] if term.endswith("*") else term
    bad = next((c for c in body if (c in _PATTERN_MARKS and c not in allowed) or ord(c) < 32), None)
    if bad is not None:
        raise refuse(path, line, term, f"character {bad!r} is not literal; only a * at the very end is read")
    if not any(c.isalnum() for c in body):
        raise refuse(path, line, term, "the term has no letter; write words")
    if len(term.split()) > MAX_TERM_WORDS:
        raise refuse(path, line, term, f"more than {MAX_TERM_WORDS} words; shorten the term")
    return term


def read_card(path: Path) -> dict[str, Any]:
    """Read the TOML card beside a lexicon file."""
    if not path.is_file():
        raise LexiconError(f"{path}: the card is missing; write name, title, source, licence, version and coders")
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: not valid TOML ({error}); mend the card") from None
