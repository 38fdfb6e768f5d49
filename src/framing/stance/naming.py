"""Naming choices: writers take sides by what they call things. Only here may a word know a side.

Entries say what a choice implies for which target; they add evidence only for targets that the same voice mentions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from framing.errors import LexiconError
from framing.lexicons.checking import Row, read_card
from framing.lexicons.paths import data_folder


@dataclass(frozen=True, slots=True)
class NamingEntry:
    """A compiled naming choice: what it implies for each target, in [-1, 1]."""

    term: str
    bound_to: str
    implies: Mapping[str, float]
    alternative: str


def compile_naming(row: Row) -> NamingEntry:
    """Turn a checked row into a naming entry.

    Raises
    ------
    LexiconError
        Where ``implies`` is not of the form ``Russia +0.75; Ukraine -0.5``.
    """
    return NamingEntry(
        row.term, row.word("bound_to"), parse_implies(row.word("implies"), row), row.word("alternative")
    )


def parse_implies(cell: str, row: Row) -> dict[str, float]:
    """Read an ``implies`` cell: ``target number`` pairs parted by semicolons."""
    implied: dict[str, float] = {}
    for part in cell.split(";"):
        name, _, number = part.strip().rpartition(" ")
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if not name or any(c == "," or c.isdigit() for c in name) or not -1 <= value <= 1:
            raise LexiconError(
                f"line {row.line}: {row.term!r}: implies {cell!r}; write 'Russia +0.75; Ukraine -0.5', "
                "numbers in [-1, 1]"
            )
        if name in implied:
            raise LexiconError(f"line {row.line}: {row.term!r}: target {name!r} stands twice in implies; keep one")
        implied[name] = value
    return implied


def compile_all(rows: Iterable[Row]) -> list[tuple[str, str, NamingEntry]]:
    """Return the matcher triples of naming rows."""
    return [(row.term, row.word("class"), compile_naming(row)) for row in rows]


@cache
def opponents() -> Mapping[str, tuple[str, ...]]:
    """Return ``target -> its opponents`` of ``lexicons/naming/sides.toml``, both ways."""
    card = read_card(data_folder() / "naming" / "sides.toml")
    table: dict[str, list[str]] = {}
    for pair in card.get("pairs", []):
        for opponent in pair["opponents"]:
            table.setdefault(pair["target"], []).append(opponent)
            table.setdefault(opponent, []).append(pair["target"])
    return {target: tuple(names) for target, names in table.items()}
