"""Templates of page furniture, compiled from ``lexicons/text/furniture.tsv``.

A template is literal but for its slots (``by {names}``, ``{number} comments``); the slots are explained on
its card. Rules are found by the first word of a line, so that the number of rules costs nothing on lines that
begin with another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.reading.dates import date_pattern, time_pattern, words_of_kind

_SLOT = re.compile(r"\{([a-z]+)\}")
_FIRST_WORD = re.compile(r"[^\W_]+")
_SHORT = 60
_REST = 400
_CAPTURED = frozenset(("names", "date", "outlet", "honorific"))
# kinds of first word that stand for many words
DIGITS, ANY = "#", ""
_OPENING = {")": "(", "]": "[", "/": "/"}


class Rule:
    """One template; ``pattern`` may have the groups ``names``, ``date``, ``outlet`` and ``honorific``.

    It is compiled when a line first begins as the template does: most templates are never needed.
    """

    __slots__ = ("_pattern", "kind", "place", "term")

    def __init__(self, term: str, kind: str, place: str) -> None:
        self.term, self.kind, self.place = term, kind, place
        self._pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The template as a regular expression."""
        if self._pattern is None:
            self._pattern = _compile(self.term, self.place)
        return self._pattern


def _choice(kind: str, *, upper: bool = False) -> str:
    words = [w.upper() if upper else w for w in words_of_kind(kind)]
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words) + ")"


@cache
def _name_pattern() -> str:
    # a capital is any letter that is not a plain small one; the slots of a template ignore case, names must
    # not
    capital = r"[^\W\d_a-zß-öø-ÿа-яё]"
    word = rf"{capital}[\w\u0300-\u036f'’.-]{{0,30}}"
    particle = rf"(?:{_choice('particle')}\s)?"
    name = rf"(?:(?i:{_choice('honorific')})\.?\s)?{word}(?:\s{particle}{word}){{1,3}}"
    return rf"(?-i:{name}(?:(?:,\s?|\s?&\s?|\s?/\s?|,?\sand\s){name}){{0,5}})"


@cache
def _slots() -> dict[str, str]:
    big = r"[^\W\d_a-zß-öø-ÿ]"
    capitals = rf"(?-i:{big}{{2,20}}(?:[ -]{big}{{2,20}}){{0,2}})"
    cities = _choice("place", upper=True)
    return {
        "rest": rf".{{0,{_REST}}}",
        "short": rf"(?:(?![.!?]\s).){{1,{_SHORT}}}?",
        "names": _name_pattern(),
        "honorific": rf"(?:{_choice('honorific')})\.?",
        "role": rf"{_choice('role')}s?\b",
        "agency": rf"(?-i:{_choice('agency')})",
        "place": rf"(?:{_choice('place')}|{capitals})",
        "city": rf"(?-i:{cities}|{big}{{6,30}}|{big}{{3,20}}(?:\s{big}{{3,20}}){{1,2}})",
        "listed": rf"(?-i:{_choice('place')})",
        "outlet": rf"(?-i:[^\W_][^:|\n]{{1,{_SHORT}}}?)",
        "date": date_pattern(),
        "time": time_pattern(),
        "number": r"\d[\d.,' ]{0,12}[km%+]?",
        "url": r"(?:[a-z][a-z0-9+.-]{1,12}://|www\.)\S{1,400}",
        "list": r"\[\s?['\"][^\[\]]{1,300}['\"]\s?\]",
        "dash": r"(?:\s{0,2}[-–—:]{1,2}\s|\s?[—–](?=\w))",
        "marks": r"[^\w\s](?:[^\w]{0,200})",
    }


def _compile(term: str, place: str) -> re.Pattern[str]:
    pieces: list[str] = []
    captured: set[str] = set()
    done = 0
    for slot in _SLOT.finditer(term):
        pieces.append(_literal(term[done : slot.start()]))
        name = slot.group(1)
        inner = _slots()[name]
        if name in _CAPTURED and name not in captured:
            captured.add(name)
            inner = f"(?P<{name}>{inner})"
        pieces.append(inner)
        done = slot.end()
    pieces.append(_literal(term[done:]))
    body = "".join(pieces)
    if place == "before":
        body = rf"{body}\s*"
    elif place == "after":
        body = rf"{body}[.\s]*"
    else:
        body = rf"[\[(*_\s]*{body}[\])*_:.!…\s]*"
    return re.compile(body, re.IGNORECASE)


def _literal(text: str) -> str:
    """Return the pattern of a literal piece: any white space, any dash or apostrophe."""
    out = re.escape(text).replace(r"\ ", r"\s{1,3}")
    return out.replace("'", "['’]").replace(r"\-", "[-‐‑–—]").replace("–", "[-‐‑–—]").replace("—", "[-‐‑–—]")


def first_word(line: str) -> str:
    """Return the key under which rules for a line are kept: its first word in small letters, or ``#`` for
    digits.
    """
    found = _FIRST_WORD.search(line)
    if found is None:
        return ANY
    word = found.group()
    return DIGITS if word[0].isdigit() else word.lower()


def _keys(term: str) -> Iterator[str]:
    """Yield the keys of a template: those of its first literal word or slot."""
    slot = _SLOT.search(term)
    word = _FIRST_WORD.search(term)
    if slot is not None and word is not None and word.start() == slot.start() + 1:
        name = slot.group(1)
        if name == "number":
            yield DIGITS
        elif name in ("honorific",):
            yield from {w.split()[0].lower() for w in words_of_kind(name)}
        else:
            yield ANY
    else:
        yield first_word(term)


Found = tuple[Rule, re.Match[str]]


class RuleTable:
    """The rules of one place by the first word of the lines they can match.

    Rules that begin with a slot are kept by that slot, and tried only where the line begins with something
    that fits it.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._table: dict[str, list[Rule]] = {}
        # the most specific template is tried first
        for rule in sorted(rules, key=lambda r: (-len(_SLOT.sub("", r.term)), r.term)):
            for key in _keys(rule.term):
                self._table.setdefault(key, []).append(rule)
        by_slot: dict[str, list[Rule]] = {}
        for rule in self._table.pop(ANY, []):
            slot = _SLOT.search(rule.term)
            by_slot.setdefault(slot.group(1) if slot else "marks", []).append(rule)
        self._by_slot = tuple((_probe(slot), tuple(found)) for slot, found in by_slot.items())

    def keyed(self, line: str, key: str) -> Found | None:
        """Return the rule that the whole line follows, of those kept under its first word."""
        for rule in self._table.get(key, ()):
            match = rule.pattern.fullmatch(line)
            if match is not None:
                return rule, match
        return None

    def match(self, line: str, key: str) -> Found | None:
        """Return the rule that the whole line follows, those that begin with a slot included."""
        found = self.keyed(line, key)
        if found is not None:
            return found
        for rule in self._fitting(line):
            match = rule.pattern.fullmatch(line)
            if match is not None:
                return rule, match
        return None

    def begin(self, line: str, key: str, *, slots: bool) -> Found | None:
        """Return the rule of the longest beginning of a line; ``slots`` tries those that begin with a slot
        too.
        """
        best: Found | None = None
        for rule in (*self._table.get(key, ()), *(self._fitting(line) if slots else ())):
            match = rule.pattern.match(line)
            if match is not None and (best is None or match.end() > best[1].end()):
                best = rule, match
        return best

    def _fitting(self, line: str) -> Iterator[Rule]:
        for probe, rules in self._by_slot:
            if probe.match(line) is not None:
                yield from rules


def _probe(slot: str) -> re.Pattern[str]:
    """Return the test whether a line begins with what fits a slot."""
    return re.compile(rf"[\[(*_/\s]*{_slots()[slot]}", re.IGNORECASE)


@cache
def _all_rules() -> tuple[Rule, ...]:
    rows = read_rows(data_folder() / "text" / "furniture.tsv", "furniture")
    return tuple(Rule(row.term, row.word("kind"), row.word("place")) for row in rows)


@cache
def rules_at(place: str) -> RuleTable:
    """Return the rules of one place, see the card of ``lexicons/text/furniture.tsv``."""
    return RuleTable(tuple(rule for rule in _all_rules() if rule.place == place))


class LineEnds:
    """The rules for ends of lines: in brackets or slashes, or from a literal beginning such as ``photo:``."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._bracketed: dict[str, list[Rule]] = {}
        self._literal: dict[str, list[Rule]] = {}
        for rule in sorted(rules, key=lambda r: (-len(r.term), r.term)):
            if rule.term[0].isalpha():
                self._literal.setdefault(_SLOT.split(rule.term)[0].strip().lower(), []).append(rule)
            else:
                self._bracketed.setdefault(rule.term[0], []).append(rule)

    def find(self, end: str) -> tuple[str, int] | None:
        """Return the kind of furniture at the end of a line's last characters and where it begins there."""
        bare = end.rstrip(". ")
        opening = _OPENING.get(bare[-1:])
        if opening is not None:
            found = _from(end, bare.rfind(opening, 0, len(bare) - 1), self._bracketed[opening])
            if found is not None:
                return found
        folded = end.lower()
        if len(folded) != len(end):
            return None
        for literal, rules in self._literal.items():
            if literal in folded:
                found = _from(end, folded.rfind(literal), rules)
                if found is not None:
                    return found
        return None


def _from(end: str, start: int, rules: list[Rule]) -> tuple[str, int] | None:
    """Return the rule that everything from ``start`` follows, which must not begin inside a word."""
    if start < 0 or (start and end[start - 1].isalnum() and end[start].isalnum()):
        return None
    for rule in rules:
        if rule.pattern.fullmatch(end[start:]) is not None:
            return rule.kind, start
    return None


@cache
def line_ends() -> LineEnds:
    """Return the ``after`` rules."""
    return LineEnds(tuple(rule for rule in _all_rules() if rule.place == "after"))
