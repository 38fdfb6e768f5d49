"""On whose behalf a speaker speaks: from mentions of targets in the speaker's words, else from an editable
list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from framing.language.tokens import term_forms
from framing.language.voices.cues import speaker_words
from framing.language.voices.grammar import CAPITAL
from framing.language.voices.reading import Range, Reading
from framing.lexicons.loading import load_lexicon

UNKNOWN = "unknown"
# "envoy to Kyiv", "expert on Russia": the name after these is not on whose behalf
_ABOUT = frozenset({"to", "on", "for", "about", "against"})


@cache
def bloc_terms() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return ``first form -> ((forms, bloc), ...)``, the longest term first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_lexicon("voices/blocs").rows:
        forms = tuple(term_forms(row.term))
        table.setdefault(forms[0], []).append((forms, row.word("bloc")))
    return {form: tuple(sorted(terms, key=lambda t: -len(t[0]))) for form, terms in table.items()}


@cache
def known_people() -> frozenset[str]:
    """Return the listed surnames; the other listed names are places and bodies."""
    return frozenset(row.term for row in load_lexicon("voices/blocs").rows if row.word("note") == "person")


@cache
def _cities() -> frozenset[tuple[str, ...]]:
    rows = load_lexicon("voices/blocs").rows
    return frozenset(tuple(term_forms(row.term)) for row in rows if row.word("note") == "place")


@cache
def _offices() -> frozenset[str]:
    return speaker_words("title") | speaker_words("body")


class BlocFinder:
    """Looks blocs up for stretches of tokens."""

    def __init__(self, reading: Reading, actors: list[tuple[int, int, str]]) -> None:
        self._reading = reading
        self._actors = actors
        self._starts = [first for first, _, _ in actors]

    def of(self, phrase: Range) -> str:
        """Return the bloc named in a phrase, ``unknown`` where none is; opponents of an actor do not speak
        for it."""
        forms = self._reading.forms
        opponents = speaker_words("opponent")
        for k in range(*phrase):
            if forms[k] in opponents or (forms[k].endswith("s") and forms[k][:-1] in opponents):
                return UNKNOWN
        late: str | None = None
        for position, bloc in self._named(phrase):
            if position > phrase[0] and forms[position - 1] in _ABOUT:
                late = late or bloc
                continue
            return bloc
        return self._seat(phrase) if late is None else UNKNOWN

    def _seat(self, phrase: Range) -> str:
        """Return the bloc of the place right behind the phrase: "the general staff in Warsaw"."""
        forms = self._reading.forms
        if forms[phrase[1] : phrase[1] + 1] != ["in"]:
            return UNKNOWN
        seat = (phrase[1] + 1, min(phrase[1] + 2, len(forms)))
        return next((bloc for _, bloc in self._named(seat)), UNKNOWN)

    def _named(self, phrase: Range) -> list[tuple[int, str]]:
        found = self._mentioned(phrase)
        return found or self._listed(phrase)

    def _mentioned(self, phrase: Range) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        k = max(0, bisect_left(self._starts, phrase[0]) - 1)
        while k < len(self._actors) and self._actors[k][0] < phrase[1]:
            first, last, target = self._actors[k]
            if max(last, first + 1) > phrase[0]:
                found.append((first, target))
            k += 1
        return found

    def names(self, i: int) -> bool:
        """Tell whether token ``i`` alone is a listed name of a bloc."""
        return any(
            words == (self._reading.forms[i],) for words, _ in bloc_terms().get(self._reading.forms[i], ())
        )

    def _listed(self, phrase: Range) -> list[tuple[int, str]]:
        forms, flags = self._reading.forms, self._reading.flags
        table = bloc_terms()
        found: list[tuple[int, str]] = []
        official = any(form in _offices() for form in forms[slice(*phrase)])
        for k in range(*phrase):
            for words, bloc in table.get(forms[k], ()):
                last = k + len(words)
                if not official and words in _cities():
                    continue  # "the mayor of Lviv" speaks for his country, "a woman from Lviv" for herself
                if tuple(forms[k:last]) == words and any(flags[m] & CAPITAL for m in range(k, last)):
                    found.append((k, bloc))
                    break
        return found
