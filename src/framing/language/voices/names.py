"""Who a speaker is: names for pronouns, descriptions and surnames, from what the text has said before.

"He" takes the last compatible person who spoke or opened a sentence, "the minister" the last one introduced
with that word, "Peskov" the fuller name given before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from typing import Literal

from framing.language.voices.blocs import UNKNOWN, BlocFinder, known_people
from framing.language.voices.cues import speaker_words
from framing.language.voices.grammar import (
    CAPITAL,
    COMMA,
    DETERMINER,
    PARTICLE,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TIME,
    VERBAL,
    WORD,
)
from framing.language.voices.phrases import clause_subject, subject_before
from framing.language.voices.reading import Range, Reading, Report, Unit
from framing.lexicons.loading import load_lexicon

Gender = Literal["male", "female", ""]
# how many named people are kept in mind, and from how many words on a name after a preposition is a person's
_MEMORY = 8
_FULL_NAME = 3


@cache
def people(kind: str) -> frozenset[str]:
    """Return the words of ``lexicons/voices/people.tsv`` of one kind: ``female``, ``male`` and their first
    names."""
    return frozenset(row.term for row in load_lexicon("voices/people").rows if row.word("kind") == kind)


@dataclass(slots=True)
class Person:
    """A named speaker: where the name stands, and what is known about them."""

    name: Range
    gender: Gender
    is_body: bool
    bloc: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The name and bloc of one report's speaker; ``antecedent`` is None where the local span holds the
    name."""

    name: Range | None
    antecedent: Range | None
    bloc: str


@dataclass(slots=True)
class _Cast:
    recent: list[Person] = field(default_factory=list)
    by_surname: dict[str, Person] = field(default_factory=dict)
    by_word: dict[str, Person] = field(default_factory=dict)


class NameResolver:
    """Resolves the speakers of a text from its beginning to its end."""

    def __init__(self, reading: Reading, units: list[Unit], actors: list[tuple[int, int, str]]) -> None:
        self._reading = reading
        self._units = units
        self._blocs = BlocFinder(reading, actors)
        self._cast = _Cast()
        self._unit = 0
        self._openers = {unit.first for unit in units}
        self._capitals: frozenset[str] | None = None

    def resolve(self, reports: list[Report]) -> list[Resolved]:
        """Return one result per report, in order; reports must be sorted by position."""
        known: dict[Range, Resolved] = {}
        results: list[Resolved] = []
        for report in reports:
            if report.speaker is None:
                results.append(Resolved(None, None, UNKNOWN))
                continue
            if report.speaker not in known:
                self._read_subjects(report.speaker[0])
                known[report.speaker] = self._resolve(report.speaker)
            results.append(known[report.speaker])
        return results

    def _is_proper(self, form: str) -> bool:
        """Tell whether a word is printed with a capital inside sentences, or is a listed name."""
        if form in _first_names() or form in known_people():
            return True
        if self._capitals is None:
            # found when first needed: many texts never ask
            flags, forms = self._reading.flags, self._reading.forms
            printed = compress(range(len(forms)), self._reading.tokens.capitals)
            inside = [forms[i] for i in printed if flags[i] & CAPITAL and i not in self._openers]
            self._capitals = frozenset(inside)
        return form in self._capitals

    def _read_subjects(self, position: int) -> None:
        """Take the named subjects of the sentences before ``position`` into the cast."""
        while self._unit < len(self._units) and self._units[self._unit].first < position:
            unit = self._units[self._unit]
            self._unit += 1
            if self._reading.block_of[unit.first] >= 0 or unit.last > position:
                continue
            subject = clause_subject(self._reading, unit.first, unit.last)
            name = self._name_in(subject) if subject is not None else None
            if subject is not None and name is not None:
                self._introduce(subject, name)

    # --- one speaker
    # ----------------------------------------------------------------------------------------------
    def _resolve(self, speaker: Range) -> Resolved:
        flags, forms = self._reading.flags, self._reading.forms
        first = speaker[0]
        if flags[first] & RELATIVE and speaker[1] - first == 1:
            return self._relative(first)
        if speaker[1] - first == 1 and flags[first] & (PERSONAL | POSSESSIVE):
            return self._remembered(self._pronoun(forms[first]))
        name = self._name_in(speaker)
        if name is not None:
            person = self._introduce(speaker, name)
            return Resolved(person.name, None, person.bloc)
        bloc = self._blocs.of(speaker)
        described = self._described(speaker) if forms[first] == "the" else None
        if described is not None and bloc in (UNKNOWN, described.bloc):
            return self._remembered(described)
        owner = self._pronoun(forms[first]) if flags[first] & POSSESSIVE and bloc == UNKNOWN else None
        return Resolved(None, None, owner.bloc if owner is not None else bloc)

    def _remembered(self, person: Person | None) -> Resolved:
        return (
            Resolved(person.name, person.name, person.bloc)
            if person is not None
            else Resolved(None, None, UNKNOWN)
        )

    def _relative(self, i: int) -> Resolved:
        before = subject_before(
            self._reading, i if not self._reading.flags[i - 1] & COMMA else i - 1, max(0, i - 20)
        )
        if before is None:
            return Resolved(None, None, UNKNOWN)
        name = self._name_in(before)
        if name is None:
            return Resolved(None, None, self._blocs.of(before))
        return self._remembered(self._introduce(before, name))

    def _pronoun(self, form: str) -> Person | None:
        for person in reversed(self._cast.recent):
            if form in ("he", "his") and not person.is_body and person.gender != "female":
                return person
            if form in ("she", "her") and not person.is_body and person.gender != "male":
                return person
            if form in ("it", "its", "they", "their") and person.is_body:
                return person
        return None

    def _described(self, speaker: Range) -> Person | None:
        """Return who was introduced with the last speaker word of a description: "the minister", "the
        ministry"."""
        for k in range(speaker[1] - 1, speaker[0] - 1, -1):
            form = self._reading.forms[k]
            if form in self._cast.by_word:
                return self._cast.by_word[form]
            if form in _titles():
                return None
        return None

    # --- names ----------------------------------------------------------------------------------------------
    def _name_in(self, phrase: Range) -> Range | None:
        """Return the proper name in a phrase without titles: "Dmitry Peskov" in "Kremlin spokesman Dmitry
        Peskov"."""
        flags, forms = self._reading.flags, self._reading.forms
        best: Range | None = None
        k = phrase[0]
        while k < phrase[1]:
            if flags[k] & COMMA and best is not None:
                break
            if not self._in_name(k, phrase) or not flags[k] & CAPITAL:
                k += 1
                continue
            start = k
            while k < phrase[1] and self._in_name(k, phrase):
                k += 1
            if k < phrase[1] and forms[k] == "'s":
                continue
            if best is None and (self._is_place(start, k, phrase) or self._is_adjective(start, k, phrase)):
                continue
            run = self._without_titles(start, k)
            if run is not None:
                best = run
        return best

    def _is_place(self, start: int, end: int, phrase: Range) -> bool:
        """Tell whether capitals name no speaker: the place in "a shopkeeper in Rostov", a common word that
        opens the sentence ("Ecologists")."""
        flags = self._reading.flags
        if start > phrase[0] and flags[start - 1] & PREPOSITION and end - start < _FULL_NAME:
            return True
        opens = end - start == 1 and start in self._openers
        return opens and not self._is_proper(self._reading.forms[start]) and not self._blocs.names(start)

    def _is_adjective(self, start: int, end: int, phrase: Range) -> bool:
        """Tell whether a capital only says where somebody is from: "Western officials"."""
        forms, flags = self._reading.forms, self._reading.flags
        before_noun = end < phrase[1] and bool(flags[end] & WORD) and not flags[end] & CAPITAL
        alone = end - start == 1 and before_noun and self._blocs.names(start)
        return alone and _body_words().isdisjoint(forms[slice(*phrase)])

    def _in_name(self, k: int, phrase: Range) -> bool:
        flags, forms = self._reading.flags, self._reading.forms
        if flags[k] & CAPITAL:
            plain = flags[k] & (DETERMINER | PRONOUN | PREPOSITION | VERBAL | TIME)
            return not plain or k > phrase[0]
        if flags[k] & PARTICLE:
            return k > phrase[0] and bool(flags[k - 1] & (CAPITAL | PARTICLE)) and k + 1 < phrase[1]
        return forms[k] == "." and k > phrase[0] and k + 1 < phrase[1] and bool(flags[k + 1] & CAPITAL)

    def _without_titles(self, start: int, end: int) -> Range | None:
        forms, flags = self._reading.forms, self._reading.flags
        titles = _titles()
        cut = max((k + 1 for k in range(start, end) if forms[k] in titles), default=start)
        while cut < end and not flags[cut] & WORD:
            cut += 1
        if cut >= end:
            return (start, end) if end - start > 1 or self._blocs.names(start) else None
        if start > 0 and flags[start - 1] & PREPOSITION and end - cut > 2 and self._blocs.names(cut):
            cut += 1  # "envoy to Ukraine Kurt Volker"
        if end - cut == 1 and forms[cut].endswith("s") and forms[cut][:-1] in titles:
            return None
        return cut, end

    def _introduce(self, phrase: Range, name: Range) -> Person:
        """Remember a named speaker with the words that describe them; a surname takes the fuller name given
        before."""
        forms = self._reading.forms
        words = frozenset(forms[slice(*phrase)])
        bloc = self._blocs.of(phrase)
        body = self._is_body(phrase, name)
        name = self._whole(phrase) if body else name
        surname = " ".join(forms[slice(*name)]) if body else forms[name[1] - 1]
        before = self._cast.by_surname.get(surname)
        if before is not None and name[1] - name[0] <= before.name[1] - before.name[0]:
            person = before
            person.bloc = person.bloc if person.bloc != UNKNOWN else bloc
        else:
            person = Person(name, _gender(words), body, bloc)
            self._cast.by_surname[surname] = person
        person.gender = person.gender or _gender(words)
        for word in words & _titles():
            self._cast.by_word[word] = person
        if person in self._cast.recent:
            self._cast.recent.remove(person)
        self._cast.recent.append(person)
        del self._cast.recent[:-_MEMORY]
        return person

    def _whole(self, phrase: Range) -> Range:
        """Return the name of a body: its whole phrase without article and apposition."""
        flags = self._reading.flags
        first = phrase[0] + 1 if flags[phrase[0]] & DETERMINER and phrase[1] - phrase[0] > 1 else phrase[0]
        last = next((k for k in range(first, phrase[1]) if flags[k] & COMMA), phrase[1])
        return first, max(last, first + 1)

    def _is_body(self, phrase: Range, name: Range) -> bool:
        forms = self._reading.forms
        words = set(forms[slice(*phrase)])
        if not words.isdisjoint(_person_words()):
            return False
        if not words.isdisjoint(_body_words()) or forms[phrase[0]] == "the":
            return True
        if forms[name[1] - 1] in known_people():
            return False
        alone = name[1] - name[0] == 1
        return alone and self._blocs.of(name) != UNKNOWN and forms[name[0]] not in self._cast.by_surname


@cache
def _titles() -> frozenset[str]:
    return speaker_words("title") | speaker_words("person") | speaker_words("body")


@cache
def _person_words() -> frozenset[str]:
    return speaker_words("title") | _first_names()


@cache
def _first_names() -> frozenset[str]:
    return people("male_name") | people("female_name")


@cache
def _body_words() -> frozenset[str]:
    return speaker_words("body") | speaker_words("document")


@cache
def _gendered() -> tuple[frozenset[str], frozenset[str]]:
    return people("female") | people("female_name"), people("male") | people("male_name")


def _gender(words: frozenset[str]) -> Gender:
    female, male = _gendered()
    if not words.isdisjoint(female):
        return "female"
    return "" if words.isdisjoint(male) else "male"
