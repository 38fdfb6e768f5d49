"""What stands before a word and turns, weakens or strengthens it: negation, degree, hedges, irrealis, concession."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from framing.language.grammar import Clauses, Kind
from framing.language.matching import Hit
from framing.lexicons.checking import Row

_COMMA = int(Kind.COMMA)
REACH = {"negator": 5, "failure": 5, "intensifier": 2, "diminisher": 2, "hedge": 6, "irrealis": 6}


class Setting(NamedTuple):
    """How a hit is set in its sentence: the factor on its value, and what made it."""

    factor: float = 1.0
    negated: bool = False
    strengthened: bool = False
    uncertain: bool = False
    # negated by failing, not by leaving undone: "failed to"
    failed: bool = False


class ModifierIndex:
    """Modifier hits by token, for looking up what governs a position."""

    def __init__(self, hits: Sequence[Hit], clauses: Clauses, flags: list[int]) -> None:
        self._at: dict[int, tuple[int, Row]] = {hit.last - 1: (hit.first, hit.entry) for hit in hits}
        self._clauses = clauses
        self._flags = flags
        self._opened = _openers(hits, clauses)

    def setting(self, first: int, last: int, taken: Collection[int] = ()) -> Setting:  # noqa: ARG002
        """Return the setting of a hit at tokens ``[first, last)``.

        Negators wholly inside ``taken`` are left out: they belong to another term ("will not bow"). A negator or
        hedge reaches up to six tokens to the right inside its clause; degree words stand next to their word; a
        concessive or contrastive opener weighs its whole clause.
        """
        clause = self._clauses.clause
        factor = self._opened.get(clause[first], 1.0)
        negated = strengthened = uncertain = failed = False
        for distance in range(1, 7):
            k = first - distance
            if k < 0 or clause[k] != clause[first] or self._flags[k] & _COMMA:
                break
            start, row = self._at.get(k, (k, None))
            if row is None:
                continue
            kind = row.word("kind")
            if distance > REACH.get(kind, 0):
                continue
            turns = kind in ("negator", "failure")
            if turns and (negated or (start in taken and k in taken)):
                continue
            factor *= row.number("weight")
            negated |= turns
            failed |= kind == "failure"
            strengthened |= kind == "intensifier"
            uncertain |= kind in ("hedge", "irrealis")
        return Setting(factor, negated, strengthened, uncertain, failed)


def _openers(hits: Sequence[Hit], clauses: Clauses) -> dict[int, float]:
    opened: dict[int, float] = {}
    for hit in hits:
        if hit.entry.word("kind") in ("concession", "contrast"):
            opened.setdefault(clauses.clause[hit.first], hit.entry.number("weight"))
    return opened
