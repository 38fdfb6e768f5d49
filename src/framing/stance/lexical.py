"""The directional lexicon scorer: each hit gives its value to the mentions in its roles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from framing.language.grammar import Clauses
from framing.language.matching import Hit
from framing.language.mentions import Spot
from framing.language.modifiers import ModifierIndex, Setting
from framing.lexicons.checking import Row
from framing.records import Sentence
from framing.stance.constants import Constants
from framing.stance.roles import Role, Scene, find_roles

_DEGREE_REACH = 2


@dataclass(frozen=True, slots=True)
class StanceEntry:
    """A compiled row of the stance lexicon; a role without a value is 0."""

    term: str
    word_class: str
    event: bool
    agent: float
    patient: float
    holder: float

    @property
    def trap(self) -> bool:
        """Tell whether the entry only stops a shorter one."""
        return self.agent == self.patient == self.holder == 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of raw evidence for one mention: tokens ``[first, last)``, value ``z``, and why."""

    spot: int
    first: int
    last: int
    z: float
    kind: str
    note: str


def compile_entry(row: Row) -> StanceEntry:
    """Turn a checked row into what the scorer reads."""

    def value(column: str) -> float:
        number = row.number(column)
        return 0.0 if math.isnan(number) else number

    return StanceEntry(
        row.term, row.word("class"), row.word("type") == "event", value("agent"), value("patient"), value("holder")
    )


def build_scene(
    sentence: Sentence, spots: Sequence[Spot], flags: list[int], clauses: Clauses, hits: Sequence[Hit]
) -> Scene:
    """Collect what role finding needs of one sentence."""
    verbs = [h for h in hits if h.entry.word_class == "verb"]
    past = frozenset(h.first for h in verbs if h.tag == "ed")
    return Scene(flags, clauses, spots, sentence.first, sentence.last, frozenset(h.first for h in verbs), past)


def score_sentence(
    scene: Scene, hits: Sequence[Hit], modifiers: ModifierIndex, constants: Constants
) -> list[Item]:
    """Return the lexicon evidence of one sentence, in text order.

    Parameters
    ----------
    scene
        The sentence's mentions, flags and clauses.
    hits
        Stance lexicon hits inside the sentence.
    modifiers
        Modifier look-up.
    constants
        Weights of events and degree.
    """
    if not scene.spots:
        return []
    items: list[Item] = []
    evaluated = [h for h in hits if not h.entry.event and not h.entry.trap]
    for hit in hits:
        entry: StanceEntry = hit.entry
        if entry.trap or _names_actor(hit, scene.spots):
            continue
        setting = modifiers.setting(hit.first, hit.last)
        scale = _scale(hit, setting, evaluated, constants)
        for role in find_roles(hit, entry.word_class, scene):
            value = _value(entry, role)
            z = value * scale * role.confidence
            if z:
                items.append(Item(role.spot, hit.first, hit.last, z, "mention", _note(entry, role, setting)))
    return items


def _names_actor(hit: Hit, spots: Sequence[Spot]) -> bool:
    """Tell whether the hit is the very name of a mention: a target's name never decides its stance."""
    return any(s.first == hit.first and hit.last <= s.last for s in spots)


def _value(entry: StanceEntry, role: Role) -> float:
    if role.role == "agent":
        return entry.agent
    if role.role == "patient":
        return entry.patient
    return entry.holder


def _scale(hit: Hit, setting: Setting, evaluated: Sequence[Hit], constants: Constants) -> float:
    """Return the factor on the entry's value: its setting, and for events whether loaded words stand next to it."""
    factor = setting.factor
    if hit.entry.event:
        if setting.negated:
            return 0.0
        loaded = setting.strengthened or any(
            0 <= hit.first - h.last <= _DEGREE_REACH or 0 <= h.first - hit.last <= _DEGREE_REACH for h in evaluated
        )
        factor *= constants.loaded_event if loaded else constants.event
    return factor


def _note(entry: StanceEntry, role: Role, setting: Setting) -> str:
    words = ["event" if entry.event else "evaluation", role.role]
    if setting.negated:
        words.append("negated")
    if setting.uncertain:
        words.append("uncertain")
    return ", ".join(words)

