"""The directional lexicon scorer: each hit gives its value to the mentions in its roles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from framing.language.grammar import Clauses, Kind
from framing.language.matching import Hit
from framing.language.mentions import Spot
from framing.language.modifiers import ModifierIndex, Setting
from framing.lexicons.checking import Row, read_rows
from framing.lexicons.paths import data_folder
from framing.records import Sentence
from framing.stance.constants import Constants
from framing.stance.roles import find_roles
from framing.stance.scenes import Role, Scene, any_flag, containing, right_after_copula

_DEGREE_REACH = 2
# sympathy for one against whom something condemned is directed, where the entry does not say how much
_WRONGED = 0.25
_CONDEMNED = -0.5
_NOUN_BEFORE = int(Kind.DET | Kind.POSSESSIVE | Kind.PREPOSITION | Kind.AS)
_VERB_BEFORE = int(Kind.TO | Kind.AUX | Kind.PRONOUN)
_WORD, _BY = int(Kind.WORD), int(Kind.BY)
_FINITE = int(Kind.BE | Kind.AUX | Kind.COPULA)
_ENDS = int(Kind.PREPOSITION | Kind.COORDINATOR | Kind.COMMA | Kind.STRONG_MARK)
_DESCRIBING = int(Kind.DET | Kind.POSSESSIVE | Kind.COMMA | Kind.BE | Kind.COPULA | Kind.PREPOSITION)


@dataclass(frozen=True, slots=True)
class StanceEntry:
    """A compiled row of the stance lexicon; a role without a value is 0."""

    term: str
    word_class: str
    event: bool
    agent: float
    patient: float
    holder: float
    # other rows of which the same form is an inflection, with the tag of the form: "humiliated", adjective and verb
    readings: tuple[tuple[str, StanceEntry], ...] = ()
    # whether the term names a deed, and one whose doer follows "of" ("the aggression of Russia")
    deed: bool = False
    owned: bool = False

    @property
    def trap(self) -> bool:
        """Tell whether the entry only stops a shorter one."""
        return self.agent == self.patient == self.holder == 0.0


class Item(NamedTuple):
    """One piece of raw evidence for one mention: tokens ``[first, last)``, value ``z``, and why."""

    spot: int
    first: int
    last: int
    z: float
    kind: str
    note: str


@cache
def _deed_nouns() -> dict[str, frozenset[str]]:
    """Return the kinds of every noun of ``lexicons/text/deed_nouns.tsv``."""
    table: dict[str, frozenset[str]] = {}
    for row in read_rows(data_folder() / "text" / "deed_nouns.tsv", "plain"):
        table[row.term] = table.get(row.term, frozenset()) | {row.word("kind")}
    return table


def compile_entry(row: Row) -> StanceEntry:
    """Turn a checked row into what the scorer reads."""

    def value(column: str) -> float:
        number = row.number(column)
        return 0.0 if math.isnan(number) else number

    kinds = _deed_nouns().get(row.term.rpartition(" ")[2], frozenset())
    return StanceEntry(
        row.term,
        row.word("class"),
        row.word("type") == "event",
        value("agent"),
        value("patient"),
        value("holder"),
        deed="deed" in kinds,
        owned="owned" in kinds,
    )


def join_readings(kept: tuple[str, StanceEntry], other: tuple[str, StanceEntry]) -> tuple[str, StanceEntry]:
    """Keep a second row of the same form beside the first, for `choose_readings` to decide in the sentence."""
    tag, entry = kept
    return tag, replace(entry, readings=(*entry.readings, other))


def choose_readings(hits: Sequence[Hit], flags: list[int]) -> list[Hit]:
    """Decide by the neighbouring words which of several rows with the same form a hit is.

    "slander" is a noun after an article, a possessive or a preposition, and a verb after "to" or a pronoun;
    a participle is an adjective after an article or a copula, and a verb after "has" or before "by".
    """
    return [_read(hit, flags) if hit.entry.readings else hit for hit in hits]


def _read(hit: Hit, flags: list[int]) -> Hit:
    options = {hit.entry.word_class: (hit.tag, hit.entry)}
    for tag, entry in hit.entry.readings:
        options.setdefault(entry.word_class, (tag, entry))
    if "verb" not in options or len(options) < 2:
        return hit
    before = flags[hit.first - 1] if hit.first else 0
    after = flags[hit.last] if hit.last < len(flags) else 0
    wanted = hit.entry.word_class
    if "noun" in options:
        wanted = "noun" if _nounlike(before, after, options["verb"][0]) else "verb"
    elif "adjective" in options:
        adjective = not before or bool(before & _DESCRIBING)
        wanted = "adjective" if adjective and not after & _BY else "verb"
    tag, entry = options.get(wanted, (hit.tag, hit.entry))
    return Hit(hit.first, hit.last, tag, entry)


def _nounlike(before: int, after: int, tag: str) -> bool:
    if before & _VERB_BEFORE:
        return False
    if before & _NOUN_BEFORE or not before & _WORD or after & _FINITE:
        return tag in ("base", "s")
    return tag == "base" and (not after or bool(after & _ENDS))


def build_scene(
    sentence: Sentence, spots: Sequence[Spot], flags: list[int], clauses: Clauses, hits: Sequence[Hit]
) -> Scene:
    """Collect what role finding needs of one sentence."""
    verbs = [h for h in hits if h.entry.word_class == "verb"]
    return Scene(
        flags,
        clauses,
        spots,
        sentence.first,
        sentence.last,
        frozenset([h.first for h in verbs]),
        frozenset([h.first for h in verbs if h.tag == "ed"]),
        [s.first for s in spots],
        [s.last for s in spots],
        frozenset([h.last - 1 for h in hits if h.entry.deed and _names_deed(h, flags)]),
    )


def _names_deed(hit: Hit, flags: list[int]) -> bool:
    if hit.entry.word_class != "verb":
        return bool(hit.entry.word_class == "noun")
    before = flags[hit.first - 1] if hit.first else 0
    return hit.tag == "base" and not before & _VERB_BEFORE


def score_sentence(scene: Scene, hits: Sequence[Hit], modifiers: ModifierIndex, constants: Constants) -> list[Item]:
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
    taken = {k for h in hits for k in range(h.first, h.last) if h.last - h.first > 1}
    for k, hit in enumerate(hits):
        entry: StanceEntry = hit.entry
        if entry.trap or _names_actor(hit, scene):
            continue
        setting = modifiers.setting(hit.first, hit.last, taken)
        scale = _scale(setting, _stands_by_evaluation(k, hits), entry, constants)
        # to fail at something bad is no merit
        if setting.failed and min(entry.agent, entry.holder) < 0.0:
            continue
        for role in _once(find_roles(hit, entry.word_class, scene), entry):
            z = _value(entry, role) * scale * role.confidence
            if z and not _praises_a_vice(k, hits, role, scene, z):
                items.append(Item(role.spot, hit.first, hit.last, z, "mention", _note(entry, role, setting)))
    return items


def _names_actor(hit: Hit, scene: Scene) -> bool:
    """Tell whether the hit is the very name of a mention: a target's name never decides its stance."""
    k = containing(scene, hit.first, hit.last)
    return k is not None and scene.spots[k].first == hit.first


def _praises_a_vice(k: int, hits: Sequence[Hit], role: Role, scene: Scene, z: float) -> bool:
    """Tell whether a good word is said of the holder's vice: "Washington's hypocrisy is legendary"."""
    if z < 0.0 or k == 0 or role.role != "holder":
        return False
    vice = hits[k - 1]
    return (
        vice.entry.word_class == "noun"
        and min(vice.entry.agent, vice.entry.holder) < 0.0
        and right_after_copula(scene, hits[k].first)
        and scene.spots[role.spot].last <= vice.first
        and not any_flag(scene, range(scene.spots[role.spot].last, vice.first), _FINITE)
    )


def _once(roles: Sequence[Role], entry: StanceEntry) -> list[Role]:
    """Let a noun that judges both its doer and its holder judge one mention once: "Russia's lies"."""
    if entry.word_class != "noun" or not (entry.agent and entry.holder):
        return list(roles)
    twice = {r.spot for r in roles if r.role == "agent"} & {r.spot for r in roles if r.role == "holder"}
    weaker = "agent" if abs(entry.agent) < abs(entry.holder) else "holder"
    return [r for r in roles if r.spot not in twice or r.role != weaker]


def _value(entry: StanceEntry, role: Role) -> float:
    if role.role == "agent":
        return entry.agent
    if role.role == "holder":
        return entry.holder
    if role.wronged and min(entry.agent, entry.holder) <= _CONDEMNED:
        return max(entry.patient, _WRONGED)
    return entry.patient


def _stands_by_evaluation(k: int, hits: Sequence[Hit]) -> bool:
    """Tell whether a judging word stands next to a hit."""
    hit = hits[k]
    near = [h for h in hits[max(0, k - 1) : k + 2] if h is not hit and not h.entry.event and not h.entry.trap]
    return any(0 <= hit.first - h.last <= _DEGREE_REACH or 0 <= h.first - hit.last <= _DEGREE_REACH for h in near)


def _scale(setting: Setting, by_evaluation: bool, entry: StanceEntry, constants: Constants) -> float:
    """Return the factor on the entry's value: its setting, and for events whether loaded words stand next to it."""
    if not entry.event:
        return setting.factor
    if setting.negated:
        return 0.0
    return setting.factor * (constants.loaded_event if setting.strengthened or by_evaluation else constants.event)


def _note(entry: StanceEntry, role: Role, setting: Setting) -> str:
    words = ["event" if entry.event else "evaluation", role.role]
    if setting.negated:
        words.append("negated")
    if setting.uncertain:
        words.append("uncertain")
    return ", ".join(words)
