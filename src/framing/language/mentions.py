"""Targets and where a text mentions them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from framing.arguments import as_path
from framing.errors import InputError, LexiconError
from framing.language.matching import Hit
from framing.language.tokens import Tokens, term_forms, tokenize
from framing.lexicons.checking import check_term, read_rows, read_text
from framing.lexicons.paths import data_folder

DEFAULT_TARGETS = ("Russia", "Ukraine", "West", "Azerbaijan")
_MAX_HEADS = 4
_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Target:
    """A political actor to measure stance toward.

    Parameters
    ----------
    name
        The key under which results appear.
    aliases
        Literal words that name it. A capital in an alias must be a capital in the text ("West" is not "west").
        By default the name alone.
    exclusions
        Longer phrases in which an alias does not name it ("Russian language"); case is ignored.

    Examples
    --------
    >>> import framing
    >>> kz = framing.Target("Kazakhstan", aliases=["Kazakhstan", "Kazakh", "Astana"], exclusions=["Kazakh language"])
    >>> a = framing.analyze("Astana has a right to choose.", targets=[kz])
    >>> a.stance["Kazakhstan"].author.n_mentions
    1
    """

    name: str
    aliases: Sequence[str] = ()
    exclusions: Sequence[str] = ()
    card: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise InputError(f"target name {self.name!r}: give a non-empty string")
        for words in (self.aliases, self.exclusions):
            if isinstance(words, str) or not isinstance(words, Iterable):
                raise InputError(f"{self.name}: {words!r:.80} is no list; give a list of words")
        for words in (tuple(self.aliases), tuple(self.exclusions)):
            for word in words:
                if not isinstance(word, str):
                    raise InputError(f"{self.name}: {word!r:.80} is no word; give strings")
                check_term(f"target {self.name}", 0, word, allowed="$()+")
        object.__setattr__(self, "aliases", tuple(self.aliases) or (self.name,))
        object.__setattr__(self, "exclusions", tuple(self.exclusions))

    @classmethod
    def from_toml(cls, path: str | Path) -> Target:
        """Read a target from a TOML file with ``name``, ``aliases`` and ``exclusions``."""
        file = as_path(path, error=LexiconError)
        try:
            card = tomllib.loads(read_text(file))
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{file}: not valid TOML ({error}); mend the file") from None
        if not isinstance(card.get("name"), str) or not isinstance(card.get("aliases"), list):
            raise LexiconError(f"{file}: needs name = \"...\" and aliases = [...]")
        return cls(card["name"], card["aliases"], card.get("exclusions", []), card)


@cache
def shipped_targets() -> dict[str, Path]:
    """Return ``name -> file`` of the targets that ship with the library."""
    files = (data_folder() / "targets").glob("*.toml")
    cards = ((tomllib.loads(read_text(f)), f) for f in sorted(files))
    return {card["name"]: f for card, f in cards if "aliases" in card}


@cache
def shipped_target(name: str) -> Target:
    """Return one shipped target by name."""
    return Target.from_toml(shipped_targets()[name])


def resolve_targets(targets: Iterable[Target | str | Path] | None) -> tuple[Target, ...]:
    """Turn names, TOML paths and Target objects into targets; None gives the four defaults."""
    if targets is None:
        return tuple(shipped_target(name) for name in DEFAULT_TARGETS)
    if isinstance(targets, (str, Target, Path)):
        targets = [targets]
    if not isinstance(targets, Iterable):
        raise InputError(f"targets is {type(targets).__name__}; give names, paths or Target objects")
    resolved = tuple(_resolve(t) for t in targets)
    names = [t.name for t in resolved]
    if not names:
        raise InputError("targets is empty; give at least one target, or None for the defaults")
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice is not None:
        raise InputError(f"target {twice!r} stands twice; give each target once")
    return resolved


def _resolve(target: Target | str | Path) -> Target:
    if isinstance(target, Target):
        return target
    if isinstance(target, str) and target in shipped_targets():
        return shipped_target(target)
    if isinstance(target, (str, Path)) and str(target).endswith(".toml"):
        return Target.from_toml(target)
    names = ", ".join(shipped_targets())
    raise InputError(f"target {target!r}: choose one of {names}, a .toml path, or framing.Target(name, aliases=[...])")


class Spot(NamedTuple):
    """A mention as a half-open token range."""

    first: int
    last: int
    target: str


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """What the matcher holds for an alias: its words in each spelling given ("NATO", "Nato"), or an exclusion."""

    spellings: tuple[tuple[str, ...], ...]
    exclusion: bool


def target_terms(target: Target) -> list[tuple[str, str, AliasEntry]]:
    """Return the matcher triples of a target; exclusions come first, so that they win over an equal alias."""
    out = [(term, "phrase", AliasEntry((), True)) for term in target.exclusions]
    spellings: dict[tuple[str, ...], list[str]] = {}
    for alias in target.aliases:
        # a wildcard term is another term than the same word without its star
        spellings.setdefault((*term_forms(alias.rstrip("*")), "*" if alias.endswith("*") else ""), []).append(alias)
    for aliases in spellings.values():
        words = (tuple(_cased_words(alias.rstrip("*"))) for alias in aliases)
        out.append((aliases[0], "phrase", AliasEntry(tuple(words), False)))
    return out


def _cased_words(alias: str) -> list[str]:
    tokens = tokenize(alias)
    return [tokens.surface(i) for i in range(len(tokens))]


def _capitals_fit(entry: AliasEntry, tokens: Tokens, first: int) -> bool:
    """Tell whether each capital of one spelling of the alias is a capital in the text."""
    return any(_spelling_fits(words, tokens, first) for words in entry.spellings)


def _spelling_fits(words: tuple[str, ...], tokens: Tokens, first: int) -> bool:
    """Compare capitals word by word; short acronyms must be all capitals ("US", not "Us")."""
    for k, word in enumerate(words):
        if not word[0].isupper():
            continue
        start = tokens.starts[first + k]
        if not tokens.text[start].isupper():
            return False
        if len(word) <= _ACRONYM and word.isupper() and not tokens.surface(first + k).isupper():
            return False
    return True


@cache
def head_nouns() -> frozenset[tuple[str, ...]]:
    """Return the tokenized nouns that a demonym may modify and still name the state."""
    rows = read_rows(data_folder() / "targets" / "heads.tsv", "plain")
    return frozenset(tuple(term_forms(row.term)) for row in rows)


@cache
def _head_openers() -> frozenset[str]:
    return frozenset(head[0] for head in head_nouns())


def _begin(tokens: Tokens, hit: Hit) -> int:
    """Leave a leading article out, so that "the Ukraine" and "Russia" are mentions of one shape."""
    return hit.first + 1 if hit.last - hit.first > 1 and tokens.forms[hit.first] == "the" else hit.first


def extend_over_heads(tokens: Tokens, last: int) -> int:
    """Run a mention on over head nouns: "Russian | foreign ministry | spokeswoman"."""
    heads = head_nouns()
    forms = tokens.forms
    openers = _head_openers()
    for _ in range(_MAX_HEADS):
        if last >= len(forms) or forms[last] not in openers:
            return last
        for width in (3, 2, 1):
            head = tuple(forms[last : last + width])
            if len(head) == width and head in heads:
                last += width
                break
        else:
            return last
    return last


def find_mentions(tokens: Tokens, hits: Sequence[tuple[str, list[Hit]]]) -> list[Spot]:
    """Turn alias hits into mentions, sorted by position.

    Parameters
    ----------
    tokens
        The tokens of the working string.
    hits
        Per target its name and its alias and exclusion hits.

    Returns
    -------
    list of Spot
        Adjacent mentions of one target are one mention ("Russian President | Vladimir Putin"); a mention that lies
        inside a longer one of another target is left out.
    """
    spots = [
        Spot(_begin(tokens, hit), extend_over_heads(tokens, hit.last), name)
        for name, found in hits
        for hit in found
        if not hit.entry.exclusion and _capitals_fit(hit.entry, tokens, hit.first)
    ]
    spots.sort(key=lambda s: (s.first, -s.last))
    merged: list[Spot] = []
    for spot in spots:
        previous = merged[-1] if merged else None
        if previous is not None and spot.last <= previous.last and spot.target != previous.target:
            continue
        if previous is not None and spot.target == previous.target and spot.first <= previous.last:
            merged[-1] = Spot(previous.first, max(previous.last, spot.last), spot.target)
            continue
        merged.append(spot)
    return merged
