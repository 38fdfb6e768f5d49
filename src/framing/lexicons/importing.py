"""Other people's word lists: LIWC ``.dic``, quanteda YAML and NRC tables, read into a `Lexicon`.

Such lists sort words into categories and know neither who does what to whom nor which class a word is. They come in as
``plain`` lexicons (term and category), or, where the caller says what each category is worth, as ``stance`` lexicons
whose value is the holder's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.arguments import as_path
from framing.errors import LexiconError
from framing.lexicons.checking import Row, check_term, read_text, refuse
from framing.lexicons.loading import Lexicon

_MAX_DEPTH = 32
_LIWC_MARK = "%"
_YAML_REFUSED = "&*!|>{%@`"
_FLAT_CELLS = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term in a category, and the number the list itself gives it (1 where it gives none)."""

    line: int
    term: str
    category: str
    weight: float = 1.0


def read_liwc(path: str | Path, values: Mapping[str, float] | None = None, *, name: str | None = None) -> Lexicon:
    r"""Read a LIWC dictionary: categories between two ``%`` lines, then words with the numbers of their categories.

    Parameters
    ----------
    path
        A ``.dic`` file.
    values
        What a category says of the one its words are said of, in [-1, 1]; categories left out are left out of the
        lexicon. None keeps every category as it is.
    name
        Name of the lexicon, by default the file's.

    Raises
    ------
    LexiconError
        On a broken header, an unknown category number, a conditional entry such as ``(02 134)125/464``, a pattern other
        than a ``*`` at the end, or a term that two categories give different values; with file, line and remedy.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from framing.lexicons import read_liwc
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.dic"
    >>> _ = file.write_text("%\n1\tpraise\n2\tblame\n%\nbrave\t1\ncoward*\t2\n")
    >>> read_liwc(file).kind
    'plain'
    >>> mine = read_liwc(file, {"praise": 0.5, "blame": -0.75})
    >>> [(row.term, row.number("holder")) for row in mine.rows]
    [('brave', 0.5), ('coward*', -0.75)]
    """
    file = as_path(path, error=LexiconError)
    return _lexicon(file, _liwc_entries(file), values, name)


def read_quanteda(path: str | Path, values: Mapping[str, float] | None = None, *, name: str | None = None) -> Lexicon:
    r"""Read a quanteda dictionary in YAML: keys nested to any depth, lists of terms below them.

    Every scalar is text: ``NO``, ``on`` and ``1984`` stay as they are written. Nested keys are joined by a dot
    ("populism.elite"). Anchors, tags, blocks of text and flow mappings are refused; nothing is evaluated.

    Parameters
    ----------
    path
        A ``.yml`` file.
    values
        As in `read_liwc`, by joined key.
    name
        Name of the lexicon, by default the file's.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from framing.lexicons import read_quanteda
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.yml"
    >>> _ = file.write_text("populism:\n  elite: [establishment, oligarch*]\n  people: [ordinary people]\n")
    >>> [(row.term, row.word("kind")) for row in read_quanteda(file).rows][:2]
    [('establishment', 'populism.elite'), ('oligarch*', 'populism.elite')]
    """
    file = as_path(path, error=LexiconError)
    return _lexicon(file, _yaml_entries(file), values, name)


def read_nrc(path: str | Path, values: Mapping[str, float] | None = None, *, name: str | None = None) -> Lexicon:
    r"""Read an NRC table: ``word, category, number`` a line, separated by tabs; lines with the number 0 say nothing.

    Parameters
    ----------
    path
        A tab-separated file, with or without a header line; the number is 0 or 1 (EmoLex) or an intensity in [0, 1].
    values
        As in `read_liwc`, by category, for instance ``{"positive": 0.5, "negative": -0.5}``; multiplied by the number.
    name
        Name of the lexicon, by default the file's.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from framing.lexicons import read_nrc
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.tsv"
    >>> _ = file.write_text("hero\tpositive\t1\nhero\tanger\t0\nliar\tnegative\t1\n")
    >>> [(row.term, row.number("holder")) for row in read_nrc(file, {"positive": 0.5, "negative": -0.5}).rows]
    [('hero', 0.5), ('liar', -0.5)]
    """
    file = as_path(path, error=LexiconError)
    return _lexicon(file, _nrc_entries(file), values, name)


def _lexicon(file: Path, entries: Iterator[_Entry], values: Mapping[str, float] | None, name: str | None) -> Lexicon:
    if not isinstance(values, (Mapping, type(None))):
        raise LexiconError(f"values is {type(values).__name__}; give a dict of categories and numbers in [-1, 1]")
    if not isinstance(name, (str, type(None))):
        raise LexiconError(f"name is {type(name).__name__}; give text, or None for the file's name")
    found = list(entries)
    if not found:
        raise LexiconError(f"{file}: no terms; give a dictionary that has some")
    card: dict[str, Any] = {"name": name or file.stem, "source": str(file.name)}
    rows = _plain_rows(file, found) if values is None else _stance_rows(file, found, values)
    card["entries"] = len(rows)
    return Lexicon(card["name"], "plain" if values is None else "stance", rows, card)


def _plain_rows(file: Path, entries: Sequence[_Entry]) -> tuple[Row, ...]:
    rows: dict[tuple[str, str], Row] = {}
    for e in entries:
        term = check_term(file, e.line, e.term)
        rows.setdefault((term.casefold(), e.category), Row(term, {"kind": e.category}, e.line))
    return tuple(rows.values())


def _stance_rows(file: Path, entries: Sequence[_Entry], values: Mapping[str, float]) -> tuple[Row, ...]:
    categories = dict.fromkeys(e.category for e in entries)
    for category, value in values.items():
        if category not in categories:
            raise LexiconError(f"{file}: no category {category!r}; choose from {', '.join(categories)}")
        if not isinstance(value, (int, float)) or not -1.0 <= value <= 1.0:
            raise LexiconError(f"{file}: {category} is worth {value!r}; give a number in [-1, 1]")
    rows: dict[str, Row] = {}
    for e in entries:
        if e.category not in values:
            continue
        term = check_term(file, e.line, e.term)
        value = float(values[e.category]) * e.weight
        known = rows.get(term.casefold())
        if known is not None and known.number("holder") != value:
            raise refuse(
                file,
                e.line,
                term,
                f"is worth {value:+.2f} by {e.category} and {known.number('holder'):+.2f} by line {known.line}; "
                "give these categories one value or leave one out",
            )
        cells: dict[str, str | float] = {"class": "adjective", "type": "evaluation"}
        rows.setdefault(term.casefold(), Row(term, cells | {"holder": value, "note": e.category}, e.line))
    return tuple(rows.values())


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(read_text(file).split("\n"), 1):
        if line.strip():
            yield number, line


def _liwc_entries(file: Path) -> Iterator[_Entry]:
    names: dict[str, str] = {}
    marks = 0
    for number, line in _lines(file):
        cells = line.split()
        if line.strip() == _LIWC_MARK:
            marks += 1
        elif marks == 0 or marks > _FLAT_CELLS:
            raise refuse(file, number, line, "a .dic begins with a % line, categories, and a second % line")
        elif marks == 1:
            if len(cells) < _FLAT_CELLS or cells[0] in names:
                raise refuse(file, number, line, "a category needs a number of its own and a name")
            names[cells[0]] = cells[1]
        else:
            yield from _liwc_words(file, number, cells, names)
    if marks != _FLAT_CELLS:
        raise LexiconError(f"{file}: {marks} lines of %; a .dic has two, around its categories")


def _liwc_words(file: Path, number: int, cells: list[str], names: Mapping[str, str]) -> Iterator[_Entry]:
    """Read one line of words: a term may have several words, its categories are the numbers at the end."""
    split = len(cells)
    while split > 1 and cells[split - 1] in names:
        split -= 1
    if split == len(cells) or any(c[0] in "(<" or "/" in c for c in cells):
        raise refuse(
            file, number, " ".join(cells), "a word and the numbers of its categories are read; mend or remove the line"
        )
    if any(c.isdigit() for c in cells[1:split]):
        raise refuse(file, number, cells[split - 1], f"unknown category number; the header has {', '.join(names)}")
    term = " ".join(cells[:split])
    for category in cells[split:]:
        yield _Entry(number, term, names[category])


def _nrc_entries(file: Path) -> Iterator[_Entry]:
    for number, line in _lines(file):
        cells = [c.strip() for c in line.split("\t")]
        try:
            word, category, text = cells
            weight = float(text)
        except ValueError:
            if number == 1:
                continue  # a header
            raise refuse(file, number, line, "needs word, category and a number, separated by tabs") from None
        if not 0.0 <= weight <= 1.0:
            raise refuse(file, number, text, "the number must be in [0, 1]")
        if weight:
            yield _Entry(number, word, category, weight)


def _yaml_entries(file: Path) -> Iterator[_Entry]:
    """Read the nested lists of a YAML dictionary line by line, with a stack of open keys and no recursion."""
    open_keys: list[tuple[int, str]] = []
    for number, raw in _lines(file):
        line = _uncommented(raw)
        body = line.strip()
        if not body or body in ("---", "..."):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if line[indent] == "\t":
            raise refuse(file, number, raw, "YAML is indented with spaces, not tabs")
        item = body == "-" or body.startswith("- ")
        while item and (body == "-" or body.startswith("- ")):
            indent += len(body) - len(body[1:].lstrip())
            body = body[1:].lstrip()
        key, rest = _key(file, number, body)
        if key is not None:
            while open_keys and open_keys[-1][0] >= indent:
                open_keys.pop()
            open_keys.append((indent, key))
            if len(open_keys) > _MAX_DEPTH:
                raise refuse(file, number, key, f"nested deeper than {_MAX_DEPTH} keys")
            body = rest
        elif item:
            # a list may stand as far left as its key
            while open_keys and open_keys[-1][0] >= indent:
                open_keys.pop()
        elif body:
            raise refuse(file, number, body, "neither a key nor a list item; write 'key:' or '- term'")
        if body and not open_keys:
            raise refuse(file, number, body, "stands under no key; write its category as 'key:' above it")
        category = ".".join(k for _, k in open_keys)
        for term in _scalars(file, number, body):
            yield _Entry(number, term, category)


def _uncommented(line: str) -> str:
    """Cut a comment: a ``#`` at the start or after a space, outside quotation marks."""
    quote = ""
    for k, c in enumerate(line):
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"" and (k == 0 or line[k - 1] in " [,-"):
            quote = c
        elif c == "#" and (k == 0 or line[k - 1] == " "):
            return line[:k].rstrip()
    return line.rstrip()


def _key(file: Path, number: int, body: str) -> tuple[str | None, str]:
    """Split ``key: rest``; the key is None where there is none."""
    if body[:1] in ("'", '"'):
        end = body.find(body[0], 1)
        if end > 0 and body[end + 1 : end + 2] == ":":
            return body[1:end], body[end + 2 :].strip()
        return None, body
    at = body.find(": ")
    at = len(body) - 1 if at < 0 and body.endswith(":") else at
    if at <= 0 or body[0] == "[":
        return None, body
    _check_plain(file, number, body[:at])
    return body[:at].strip(), body[at + 1 :].strip()


def _scalars(file: Path, number: int, body: str) -> list[str]:
    """Return the terms of a scalar or of a flow list."""
    if not body.startswith("["):
        return [_scalar(file, number, body)] if body else []
    if not body.endswith("]"):
        raise refuse(file, number, body, "a list in brackets must close on its line")
    parts: list[str] = [""]
    quote = ""
    for c in body[1:-1]:
        if c == "," and not quote:
            parts.append("")
            continue
        quote = "" if c == quote else c if not quote and c in "'\"" and not parts[-1].strip() else quote
        parts[-1] += c
    return [_scalar(file, number, p.strip()) for p in parts if p.strip()]


def _scalar(file: Path, number: int, body: str) -> str:
    quote = body[0]
    if quote in "'\"":
        if len(body) < _FLAT_CELLS or body[-1] != quote:
            raise refuse(file, number, body, "the quotation mark is not closed on its line")
        inner = body[1:-1]
        return inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    _check_plain(file, number, body)
    return body


def _check_plain(file: Path, number: int, body: str) -> None:
    if body[0] in _YAML_REFUSED:
        remedy = f"{body[0]!r} begins something other than text; put the term in quotation marks"
        raise refuse(file, number, body, remedy)
