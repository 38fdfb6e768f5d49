"""Finding the terms of all lexicons in one pass over the tokens, in linear time.

A trie over token forms; at each token the longest term of each lexicon wins, and the next hit of that lexicon
begins after it. A term never spans a punctuation mark, because marks are tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from framing.language.inflection import expand, first_forms
from framing.language.memo import Memo
from framing.language.tokens import Tokens, term_forms

_new = tuple.__new__  # makes a hit in a third of the time; there are hundreds in an article
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")


class Hit(NamedTuple):
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


class _Start(NamedTuple):
    """What a first word can begin: the terms it is ``alone``, as (lexicon, tag, entry), and the trie below it."""

    alone: tuple[tuple[int, str, Any], ...]
    node: _Node | None


class Matcher:
    """Terms of several lexicons, found together.

    ``add`` registers the terms of one lexicon under a small integer; ``scan`` returns one list of hits per lexicon.
    Terms are sorted under their possible first words at once, and grown into a trie only when a text has such a word:
    tens of thousands of entries cost little until they are met.
    """

    def __init__(self, count: int) -> None:
        self._waiting: dict[str, list[tuple[int, list[str], str, int, Any]]] = {}
        self._wild = _Node()
        self._count = count
        self._memo = Memo(self._first)
        self._compilers: dict[int, Callable[[Any], Any]] = {}
        self._joins: dict[int, Callable[[Any, Any], Any]] = {}

    def add(
        self,
        lexicon: int,
        terms: Iterable[tuple[str, str, Any]],
        compiler: Callable[[Any], Any] | None = None,
        join: Callable[[Any, Any], Any] | None = None,
    ) -> None:
        """Register ``(term, class, entry)`` triples; a form registered twice keeps the literal one, else the first.

        Parameters
        ----------
        lexicon
            Which list of hits they go to.
        terms
            Literal terms with their class and what a hit shall carry.
        compiler
            Turns an entry into what the hit carries when the term is first needed.
        join
            Makes one ``(tag, entry)`` of two that have the same form; the first is the one that would be kept.
        """
        if join is not None:
            self._joins[lexicon] = join
        if compiler is not None:
            self._compilers[lexicon] = compiler
        waiting = self._waiting
        for term, word_class, entry in terms:
            if term.endswith("*"):
                self._add_prefix(lexicon, term_forms(term.rstrip("*")), entry)
                continue
            forms = term.split(" ") if _PLAIN.fullmatch(term) else term_forms(term)
            if not forms:
                continue
            head = len(term_forms(term.split(" ", 1)[0])) - 1 if word_class == "verb" and "-" in term else 0
            waiter = (lexicon, forms, word_class, head, entry)
            for first in first_forms(forms, word_class, head):
                waiting.setdefault(first, []).append(waiter)
        self._memo.clear()

    def _grow(self, first: str) -> _Node | None:
        """Build the trie below one first word."""
        waiters = self._waiting.get(first)
        if waiters is None:
            return None
        root = _Node()
        compiled: dict[int, Any] = {}
        for lexicon, forms, word_class, head, entry in waiters:
            if id(entry) not in compiled:
                compiler = self._compilers.get(lexicon)
                compiled[id(entry)] = compiler(entry) if compiler else entry
            for path, tag in expand(forms, word_class, head).items():
                if path[0] != first:
                    continue
                node = root
                for form in path[1:]:
                    following = node.next.get(form)
                    if following is None:
                        following = node.next[form] = _Node()
                    node = following
                if node.ends is None:
                    node.ends = {}
                node.ends[lexicon] = self._kept(lexicon, node.ends.get(lexicon), (tag, compiled[id(entry)]))
        return root

    def _kept(self, lexicon: int, known: tuple[str, Any] | None, new: tuple[str, Any]) -> tuple[str, Any]:
        """Choose between two entries of one form, or join them."""
        if known is None:
            return new
        first, second = (new, known) if new[0] == "base" and known[0] != "base" else (known, new)
        join = self._joins.get(lexicon)
        return first if join is None else join(first, second)

    def _add_prefix(self, lexicon: int, forms: list[str], entry: Any) -> None:
        compiler = self._compilers.get(lexicon)
        node = self._wild
        for form in forms[:-1]:
            node = node.next.setdefault(form, _Node())
        if node.prefixes is None:
            node.prefixes = {}
        node.prefixes.setdefault(forms[-1], {}).setdefault(lexicon, ("base", compiler(entry) if compiler else entry))
        node.widths = tuple(sorted({len(p) for p in node.prefixes}))

    def _first(self, form: str) -> _Start | None:
        """Look a first word up; None where no term begins with it."""
        node = self._grow(form)
        wild = self._wild.next.get(form)
        if wild is not None:
            node = _joined(node, wild)
        prefixed = _longest_prefix(self._wild, form)
        if node is None and prefixed is None:
            return None
        alone = {**(prefixed or {}), **((node.ends if node is not None else None) or {})}
        goes_on = node is not None and (node.next or node.prefixes is not None)
        terms = tuple((lexicon, tag, entry) for lexicon, (tag, entry) in alone.items())
        return _Start(terms, node if goes_on else None) if terms or goes_on else None

    def scan(self, tokens: Tokens) -> list[list[Hit]]:
        """Return, for each lexicon, its non-overlapping hits from left to right."""
        found: list[list[Hit]] = [[] for _ in range(self._count)]
        free = [0] * self._count
        forms = tokens.forms
        ending = len(forms) - 1
        for i, start in enumerate(map(self._memo.__getitem__, forms)):
            if start is None:
                continue
            alone, node = start
            longer: dict[int, Hit] | None = None
            if node is not None and i < ending and (forms[i + 1] in node.next or node.prefixes is not None):
                longer = _longest(forms, i, node)
            for lexicon, tag, entry in alone:
                if i >= free[lexicon] and (longer is None or lexicon not in longer):
                    found[lexicon].append(_new(Hit, (i, i + 1, tag, entry)))
                    free[lexicon] = i + 1
            if longer is not None:
                for lexicon, hit in longer.items():
                    if i >= free[lexicon]:
                        found[lexicon].append(hit)
                        free[lexicon] = hit.last
        return found


def _longest(forms: list[str], i: int, start: _Node) -> dict[int, Hit] | None:
    """Return the longest term of several words of each lexicon that begins at token ``i``; None where there is none."""
    best: dict[int, Hit] | None = None
    last, size = i + 1, len(forms)
    node: _Node | None = start
    while node is not None and last < size:
        form = forms[last]
        last += 1
        for ends in (_longest_prefix(node, form), None if (node := node.next.get(form)) is None else node.ends):
            if ends is not None:
                best = {} if best is None else best
                for lexicon, (tag, entry) in ends.items():
                    best[lexicon] = Hit(i, last, tag, entry)
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


def _joined(node: _Node | None, wild: _Node) -> _Node:
    """Lay the wildcard terms below one first word over its literal ones."""
    if node is None:
        return wild
    pending = [(node, wild)]
    while pending:
        into, source = pending.pop()
        into.prefixes, into.widths = source.prefixes, source.widths
        for form, below in source.next.items():
            if form in into.next:
                pending.append((into.next[form], below))
            else:
                into.next[form] = below
    return node

