"""Finding the terms of all lexicons in one pass over the tokens, in linear time.

A trie over token forms; at each token the longest term of each lexicon wins, and the next hit of that lexicon begins after
it. A term never spans a punctuation mark, because marks are tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from framing.language.inflection import expand
from framing.language.tokens import Tokens, term_forms

_MEMO_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A matched term: tokens ``[first, last)``, the inflection tag, and what was registered for the term."""

    first: int
    last: int
    tag: str
    entry: Any


class _Node:
    __slots__ = ("ends", "next", "prefixes", "widths")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: dict[int, tuple[str, Any]] | None = None
        self.prefixes: dict[str, dict[int, tuple[str, Any]]] | None = None
        self.widths: tuple[int, ...] = ()


class Matcher:
    """Terms of several lexicons, found together.

    ``add`` registers the terms of one lexicon under a small integer; ``scan`` returns one list of hits per lexicon.
    """

    def __init__(self, count: int) -> None:
        self._root = _Node()
        self._count = count
        self._memo: dict[str, tuple[_Node | None, dict[int, tuple[str, Any]] | None]] = {}

    def add(self, lexicon: int, terms: Iterable[tuple[str, str, Any]]) -> None:
        """Register ``(term, class, entry)`` triples; a form registered twice keeps the literal one, else the first."""
        for term, word_class, entry in terms:
            self._add_term(lexicon, term, word_class, entry)
        self._memo.clear()

    def _add_term(self, lexicon: int, term: str, word_class: str, entry: Any) -> None:
        wild = term.endswith("*")
        forms = term_forms(term.rstrip("*") if wild else term)
        if not forms:
            return
        if wild:
            self._add_prefix(lexicon, forms, entry)
            return
        for path, tag in expand(forms, word_class).items():
            node = self._root
            for form in path:
                following = node.next.get(form)
                if following is None:
                    following = node.next[form] = _Node()
                node = following
            if node.ends is None:
                node.ends = {}
            if lexicon not in node.ends or (tag == "base" and node.ends[lexicon][0] != "base"):
                node.ends[lexicon] = (tag, entry)

    def _add_prefix(self, lexicon: int, forms: list[str], entry: Any) -> None:
        node = self._root
        for form in forms[:-1]:
            node = node.next.setdefault(form, _Node())
        if node.prefixes is None:
            node.prefixes = {}
        node.prefixes.setdefault(forms[-1], {}).setdefault(lexicon, ("base", entry))
        node.widths = tuple(sorted({len(p) for p in node.prefixes}))

    def _first(self, form: str) -> tuple[_Node | None, dict[int, tuple[str, Any]] | None]:
        """Look a first word up, remembering the answer: texts repeat their words."""
        if len(self._memo) > _MEMO_LIMIT:
            self._memo.clear()
        found = (self._root.next.get(form), _longest_prefix(self._root, form))
        self._memo[form] = found
        return found

    def scan(self, tokens: Tokens) -> list[list[Hit]]:
        """Return, for each lexicon, its non-overlapping hits from left to right."""
        found: list[list[Hit]] = [[] for _ in range(self._count)]
        free = [0] * self._count
        forms = tokens.forms
        memo = self._memo
        for i, form in enumerate(forms):
            try:
                node, prefixed = memo[form]
            except KeyError:
                node, prefixed = self._first(form)
            if node is None and prefixed is None:
                continue
            for lexicon, (last, tag, entry) in _longest(forms, i, node, prefixed).items():
                if i >= free[lexicon]:
                    found[lexicon].append(Hit(i, last, tag, entry))
                    free[lexicon] = last
        return found


def _longest(
    forms: list[str], i: int, node: _Node | None, prefixed: dict[int, tuple[str, Any]] | None
) -> dict[int, tuple[int, str, Any]]:
    best: dict[int, tuple[int, str, Any]] = {}
    last = i + 1
    if prefixed is not None:
        for lexicon, (tag, entry) in prefixed.items():
            best[lexicon] = (last, tag, entry)
    size = len(forms)
    while node is not None:
        if node.ends is not None:
            for lexicon, (tag, entry) in node.ends.items():
                best[lexicon] = (last, tag, entry)
        if last >= size:
            break
        if node.prefixes is not None:
            for lexicon, (tag, entry) in (_longest_prefix(node, forms[last]) or {}).items():
                best[lexicon] = (last + 1, tag, entry)
        node = node.next.get(forms[last])
        last += 1
    return best


def _longest_prefix(node: _Node, form: str) -> dict[int, tuple[str, Any]] | None:
    if node.prefixes is None:
        return None
    merged: dict[int, tuple[str, Any]] = {}
    for width in node.widths:
        if width > len(form):
            break
        merged.update(node.prefixes.get(form[:width], {}))
    return merged or None


def words_of(hits: Iterable[Hit], tokens: Tokens) -> Iterator[str]:
    """Yield the printed words of each hit."""
    for hit in hits:
        yield tokens.text[tokens.starts[hit.first] : tokens.ends[hit.last - 1]]
