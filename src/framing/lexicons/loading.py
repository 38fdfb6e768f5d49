"""Lexicons as objects: load, build from a table, merge, override, explain, list."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import LexiconError
from framing.lexicons.checking import Row, check_term, read_card, read_rows, schemas
from framing.lexicons.paths import data_folder

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A checked word list with its card.

    Attributes
    ----------
    name
        Short name, unique in a folder.
    kind
        Which schema of ``lexicons/schema.toml`` it follows, for instance ``stance``.
    rows
        Its checked rows.
    card
        Source, licence, version, coders and whatever else the card says.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.lexicons import Lexicon
    >>> word = {"term": "multi-vector", "class": "adjective", "type": "evaluation", "holder": 0.25}
    >>> mine = Lexicon.from_frame(pd.DataFrame([word]), name="mine")
    >>> len(mine), "Multi-vector" in mine
    (1, True)
    """

    name: str
    kind: str
    rows: tuple[Row, ...]
    card: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and any(row.term.casefold() == term.casefold() for row in self.rows)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, name: str, kind: str = "stance") -> Lexicon:
        """Build a lexicon from a DataFrame with the columns of the kind.

        Raises
        ------
        LexiconError
            On an unknown kind or column, a value out of range, or a duplicate term.
        """
        import pandas as pd

        schema = schema_of(kind)
        if not isinstance(frame, pd.DataFrame):
            raise LexiconError(f"frame is {type(frame).__name__}; give a DataFrame with columns {schema.columns}")
        unknown = [c for c in frame.columns if c not in schema.columns]
        if unknown or "term" not in frame.columns:
            raise LexiconError(f"columns {list(frame.columns)}: a {kind} lexicon has {schema.columns}; rename or drop")
        rows: list[Row] = []
        seen: set[tuple[str, ...]] = set()
        for number, record in enumerate(frame.to_dict("records"), 2):
            row = _row_from_cells(name, number, {str(k): v for k, v in record.items()}, kind)
            key = (row.term.casefold(), *(row.word(c) for c in schema.key[1:]))
            if key in seen:
                raise LexiconError(f"{name}, row {number}: {row.term!r} stands twice; keep one")
            seen.add(key)
            rows.append(row)
        return cls(name, kind, tuple(rows), {"name": name, "source": "DataFrame"})

    def merge(self, other: Lexicon, *, override: bool = False) -> Lexicon:
        """Return the union of two lexicons of one kind.

        Parameters
        ----------
        other
            The lexicon to add.
        override
            Let the other's rows replace rows of the same key; without it a differing row is refused.
        """
        if other.kind != self.kind:
            raise LexiconError(f"cannot merge a {other.kind} lexicon into a {self.kind} lexicon")
        key_columns = schema_of(self.kind).key[1:]

        def key(row: Row) -> tuple[str, ...]:
            return (row.term.casefold(), *(row.word(c) for c in key_columns))

        table = {key(row): row for row in self.rows}
        for row in other.rows:
            known = table.get(key(row))
            if known is not None and dict(known.cells) != dict(row.cells) and not override:
                raise LexiconError(
                    f"{row.term!r} differs between {self.name!r} and {other.name!r}; "
                    "use override=True to take the latter"
                )
            table[key(row)] = row
        return replace(self, name=f"{self.name}+{other.name}", rows=tuple(table.values()))

    def explain(self, term: str) -> str:
        """Say in words what the lexicon holds for a term.

        Examples
        --------
        >>> from framing.lexicons import Lexicon
        >>> import pandas as pd
        >>> lex = Lexicon.from_frame(pd.DataFrame(
        ...     [dict(term="vassal", **{"class": "noun"}, type="evaluation", holder=-0.75)]), name="mine")
        >>> print(lex.explain("vassal"))
        vassal (noun, evaluation): holder -0.75 [mine]
        """
        found = [row for row in self.rows if row.term.casefold() == term.casefold()]
        if not found:
            return f"{term}: not in {self.name} ({len(self)} entries)"
        return "\n".join(self._describe(row) for row in found)

    def _describe(self, row: Row) -> str:
        words = [str(v) for k, v in row.cells.items() if isinstance(v, str) and k != "note"]
        numbers = [f"{k} {v:+.2f}" for k, v in row.cells.items() if isinstance(v, float)]
        note = f" ({row.word('note')})" if row.word("note") else ""
        return f"{row.term} ({', '.join(words)}): {', '.join(numbers)}{note} [{self.name}]"

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a DataFrame with the columns of the kind."""
        import pandas as pd

        columns = list(schema_of(self.kind).columns)
        return pd.DataFrame([{"term": r.term, **r.cells} for r in self.rows], columns=columns)


def schema_of(kind: str) -> Any:
    """Return the schema of a kind of lexicon, or say which kinds there are."""
    known = schemas()
    if not isinstance(kind, str) or kind not in known:
        raise LexiconError(f"kind {kind!r:.80}: choose one of {', '.join(known)}")
    return known[kind]


def _row_from_cells(name: str, line: int, cells: Mapping[str, Any], kind: str) -> Row:
    schema = schema_of(kind)
    kept: dict[str, str | float] = {}
    for column, value in cells.items():
        if column == "term" or value is None or (isinstance(value, float) and math.isnan(value)) or value == "":
            continue
        if column in schema.numbers:
            low, high = schema.numbers[column]
            try:
                number = float(value)
            except (TypeError, ValueError):
                number = math.nan
            if not low <= number <= high:
                raise LexiconError(f"{name}, row {line}: {column} {value!r} must be a number in [{low}, {high}]")
            kept[column] = number
        elif column in schema.choices and value not in schema.choices[column]:
            raise LexiconError(f"{name}, row {line}: {column} {value!r}; choose one of {schema.choices[column]}")
        else:
            kept[column] = str(value)
    for column in schema.key[1:]:
        if column not in kept:
            raise LexiconError(f"{name}, row {line}: column {column!r} is empty; fill it")
    return Row(check_term(name, line, str(cells.get("term", ""))), kept, line)


def load_lexicon(path: str | Path, kind: str | None = None) -> Lexicon:
    """Load a lexicon file with its card.

    Parameters
    ----------
    path
        A ``.tsv`` file, or the name of a shipped one such as ``"stance/praise"``.
    kind
        Which schema it follows; by default the card's ``kind``, else the name of its folder, else ``stance``.

    Raises
    ------
    LexiconError
        Where the file breaks its format; the message names file, line, value and remedy.

    Examples
    --------
    >>> import framing
    >>> praise = framing.load_lexicon("stance/praise")
    >>> praise.kind, len(praise) > 100
    ('stance', True)
    """
    if not isinstance(path, (str, Path)):
        raise LexiconError(f"path is {type(path).__name__}; give a file or the name of a shipped lexicon")
    file = Path(path)
    if file.suffix != ".tsv" and not file_exists(file):
        shipped = data_folder() / f"{path}.tsv"
        if not file_exists(shipped):
            raise LexiconError(f"{path}: no such file and no shipped lexicon; framing.list_lexicons() names them")
        file = shipped
    card_path = file.with_suffix(".toml")
    card: dict[str, Any] = read_card(card_path) if card_path.is_file() else {"name": file.stem}
    chosen = str(card.get("kind") or _kind_of_folder(file)) if kind is None else kind
    schema_of(chosen)
    return Lexicon(str(card.get("name", file.stem)), chosen, read_rows(file, chosen), card)


def file_exists(file: Path) -> bool:
    """Tell whether a file is there; a name that cannot be one is not."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _kind_of_folder(file: Path) -> str:
    names = [parent.name for parent in file.parents]
    return next((kind for kind in schemas() if kind in names[:2]), "stance")


def load_folder(folder: Path, kind: str) -> tuple[Lexicon, ...]:
    """Load every ``.tsv`` of a folder, in name order."""
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise LexiconError(f"{folder}: no .tsv file; give a folder of lexicon files")
    return tuple(load_lexicon(file, kind) for file in files)


def all_rows(lexicons: Iterable[Lexicon]) -> tuple[Row, ...]:
    """Return the rows of several lexicons; a key that stands in two with other values is refused."""
    table: dict[tuple[str, str], tuple[Row, str]] = {}
    for lexicon in lexicons:
        for row in lexicon.rows:
            key = (row.term.casefold(), row.word("class") or row.word("kind"))
            if key in table and dict(table[key][0].cells) != dict(row.cells):
                raise LexiconError(
                    f"{row.term!r} stands in {table[key][1]!r} and {lexicon.name!r} with other values; keep one"
                )
            table.setdefault(key, (row, lexicon.name))
    return tuple(row for row, _ in table.values())


def list_lexicons() -> pd.DataFrame:
    """Return one row for each shipped lexicon: name, kind, entries, version, licence, source.

    Returns
    -------
    pandas.DataFrame
        Columns ``name, kind, entries, version, licence, source, path``; ``name`` can be given to `load_lexicon`.

    Examples
    --------
    >>> import framing
    >>> shipped = framing.list_lexicons()
    >>> "stance/praise" in set(shipped["name"])
    True
    """
    import pandas as pd

    root = data_folder()
    records = []
    for file in sorted(root.rglob("*.toml")):
        if file.name in ("schema.toml", "frameset.toml"):
            continue
        card = read_card(file)
        relative = file.relative_to(root).with_suffix("")
        records.append(
            {
                "name": relative.as_posix(),
                "kind": relative.parts[0],
                "entries": int(card.get("entries", 0)),
                "version": card.get("version", ""),
                "licence": card.get("licence", ""),
                "source": card.get("source", ""),
                "path": str(file.with_suffix(".tsv")) if file.with_suffix(".tsv").is_file() else str(file),
            }
        )
    return pd.DataFrame(records)
