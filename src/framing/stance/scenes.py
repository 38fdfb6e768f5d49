"""Where to look in a sentence: the subject, object, possessor or prepositional object that belongs to a token.

No parser: order, clause boundaries, copulas, relative pronouns and coordination decide. Every search looks at a bounded
window, so that reading a sentence stays linear however long it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.language.grammar import Clauses, Kind
from framing.language.mentions import Spot

COPULAR = int(Kind.BE | Kind.COPULA)
SKIP = int(Kind.ADVERB_LIKE | Kind.AUX | Kind.DET)
VERBAL = int(Kind.COPULA | Kind.BE | Kind.AUX)
PREDICATE = VERBAL | int(Kind.GET | Kind.UNDERGO)
NOUNISH_BREAK = VERBAL | int(Kind.STRONG_MARK | Kind.RELATIVE | Kind.SUBORDINATOR | Kind.COMPLEMENT | Kind.CONTRAST)
# between a possessor and its noun there is no verb of undergoing ("Ukraine faced pressure") and no "as"
POSSESSOR_BREAK = NOUNISH_BREAK | int(Kind.PREPOSITION | Kind.COMMA | Kind.UNDERGO | Kind.AS)
PREPOSITION = int(Kind.PREPOSITION)
COMMA = int(Kind.COMMA)
COORDINATOR = int(Kind.COORDINATOR)
WORD = int(Kind.WORD)
DET = int(Kind.DET)
RELATIVE = int(Kind.RELATIVE)
STRONG_MARK = int(Kind.STRONG_MARK)
NOT = int(Kind.NOT)
BE_LIKE = int(Kind.BE | Kind.GET)
ADVERB_LIKE = int(Kind.ADVERB_LIKE)
PHRASE_END = PREPOSITION | int(Kind.STRONG_MARK | Kind.RELATIVE | Kind.SUBORDINATOR)
LIST_JOINT = COORDINATOR | COMMA | DET
REACH = 12
WINDOW = 3 * REACH
NEAR = 3

# How sure a construction is; multiplied with an entry's value.
SURE, LIKELY, LOOSE = 1.0, 0.75, 0.4


class Role(NamedTuple):
    """Mention ``spot`` (an index into the sentence's mentions) in a role, with the confidence of the construction.

    ``wronged`` marks a patient toward whom something hostile is directed ("slander against Kyiv").
    """

    spot: int
    role: str
    confidence: float
    wronged: bool = False


@dataclass(slots=True)
class Scene:
    """What role finding needs to know of one sentence.

    ``verbs`` are the tokens where verbs of the lexicon begin, ``past`` those of them that stand in the past form;
    ``firsts`` and ``lasts`` are the ends of the mentions, for searching; ``deeds`` are the tokens that name deeds.
    """

    flags: list[int]
    clauses: Clauses
    spots: Sequence[Spot]
    first: int
    last: int
    verbs: frozenset[int]
    past: frozenset[int]
    firsts: list[int]
    lasts: list[int]
    deeds: frozenset[int] = frozenset()
    # what was found out about mentions: every verb of a long sentence asks again
    aside: dict[int, int] = field(default_factory=dict)
    opening: dict[int, bool] = field(default_factory=dict)


def left_of(scene: Scene, at: int, window: int = WINDOW) -> list[int]:
    """Return the mentions that end at or before token ``at``, at most ``window`` tokens away, in text order."""
    stop = bisect_right(scene.lasts, at)
    return list(range(bisect_left(scene.lasts, at - window, 0, stop), stop))


def right_of(scene: Scene, at: int, window: int = REACH) -> range:
    """Return the mentions that begin at or after token ``at``, at most ``window`` tokens away."""
    start = bisect_left(scene.firsts, at)
    return range(start, bisect_right(scene.firsts, at + window, start))


def commas_between(scene: Scene, a: int, b: int) -> int:
    """Count the commas between two tokens."""
    return abs(scene.clauses.commas[a] - scene.clauses.commas[b])


def same_clause(scene: Scene, a: int, b: int) -> bool:
    """Tell whether two tokens stand in one clause."""
    clause = scene.clauses.clause
    return clause[a] == clause[b]


def any_flag(scene: Scene, tokens: range, flags: int) -> bool:
    """Tell whether one of the tokens has one of the flags."""
    held = scene.flags
    for j in tokens:  # noqa: SIM110 - faster than any() on the few tokens looked at
        if held[j] & flags:
            return True
    return False


def behind_preposition(scene: Scene, spot: Spot) -> bool:
    """Tell whether a mention is the object of a preposition ("in Moscow", "of the Kremlin")."""
    k = spot.first - 1
    while k >= scene.first and scene.flags[k] & DET:
        k -= 1
    return k >= scene.first and bool(scene.flags[k] & PREPOSITION)


def set_aside(scene: Scene, spot: Spot) -> int:
    """Return the mark before a mention that is named only to be left out, else -1: "Russia, not Ukraine, attacked"."""
    known = scene.aside.get(spot.first)
    if known is None:
        known = scene.aside[spot.first] = _set_aside(scene, spot)
    return known


def _set_aside(scene: Scene, spot: Spot) -> int:
    k = spot.first - 1
    while k > scene.first and scene.flags[k] & (DET | PREPOSITION):
        k -= 1
    if k <= scene.first or not (scene.flags[k] & NOT and scene.flags[k - 1] & (COMMA | STRONG_MARK)):
        return -1
    ends = spot.last >= scene.last or not scene.flags[spot.last] & ~(COMMA | STRONG_MARK)
    return k - 1 if ends else -1


def follows_be(at: int, scene: Scene) -> bool:
    """Tell whether a form of "be" or "get" governs the participle at token ``at``."""
    for k in range(at - 1, max(scene.first, at - 4) - 1, -1):
        if scene.flags[k] & BE_LIKE:
            return True
        if not (scene.flags[k] & SKIP or scene.flags[k] == WORD):
            return False
    return False


def is_predicate(scene: Scene, k: int) -> bool:
    """Tell whether token ``k`` is known to be a verb."""
    return bool(scene.flags[k] & PREDICATE) or k in scene.verbs


def restarts(scene: Scene, index: int) -> bool:
    """Tell whether a mention opens a clause of its own after "and" or a comma: "..., and Ukraine bravely resisted"."""
    known = scene.opening.get(index)
    if known is None:
        known = scene.opening[index] = _restarts(scene, index)
    return known


def _restarts(scene: Scene, index: int) -> bool:
    spot = scene.spots[index]
    k = spot.last
    while k < scene.last and k - spot.last < NEAR and scene.flags[k] & ADVERB_LIKE:
        k += 1
    if k >= scene.last or not (is_predicate(scene, k) or (k + 1 < scene.last and k + 1 in scene.verbs)):
        return False
    k = spot.first - 1
    while k >= scene.first and spot.first - k <= NEAR:
        if scene.flags[k] & (COMMA | COORDINATOR):
            return True
        if scene.flags[k] & ~(WORD | DET) or k in scene.verbs:
            return False
        k -= 1
    return False


def find_subject(scene: Scene, at: int, nearest: bool = False) -> Role | None:
    """Find the subject of a verb at token ``at``: to the left, in its clause or just before a relative pronoun."""
    left = [k for k in left_of(scene, at) if set_aside(scene, scene.spots[k]) < 0]
    if not left:
        return None
    clause = scene.clauses.clause
    near = [k for k in left if clause[scene.lasts[k] - 1] == clause[at]]
    if not near:
        antecedent = find_antecedent(scene, at)
        return None if antecedent is None else Role(antecedent, "agent", SURE)
    if nearest:
        return Role(near[-1], "agent", SURE if at - scene.spots[near[-1]].last <= REACH else LOOSE)
    opener = next((i for i in range(len(near) - 1, 0, -1) if restarts(scene, near[i])), 0)
    near = near[opener:]
    start = scene.spots[near[0]].last
    first_verb = next((k for k in range(start, at) if is_predicate(scene, k) and same_clause(scene, k, at)), at)
    loose = None
    for k in reversed(near):
        plain = scene.spots[k].last <= first_verb
        if (plain or loose is None) and not behind_preposition(scene, scene.spots[k]):
            if plain:
                return Role(k, "agent", SURE)
            loose = k
    return Role(near[-1], "agent", LOOSE) if loose is None else Role(loose, "agent", LIKELY)


def find_antecedent(scene: Scene, at: int) -> int | None:
    """Let "Russia, which attacked" and "Russia, whose army" reach over the relative pronoun of their clause."""
    k = at - 1
    while k >= scene.first and at - k <= REACH and same_clause(scene, k, at):
        k -= 1
    k += 1
    if not (scene.first < k <= at and scene.flags[k] & RELATIVE):
        return None
    end = k - 1 if scene.flags[k - 1] & COMMA else k
    left = left_of(scene, end, window=0)
    if left and (mark := set_aside(scene, scene.spots[left[-1]])) >= 0:
        # "It was Ukraine, not Russia, that attacked"
        left = left_of(scene, mark, window=0)
    return left[-1] if left else None


def find_object(scene: Scene, at: int) -> int | None:
    """Find the first mention to the right of ``at`` in its clause, within reach."""
    for k in right_of(scene, at):
        spot = scene.spots[k]
        if not same_clause(scene, spot.first, at - 1) or commas_between(scene, at - 1, spot.first) > 1:
            return None
        return None if restarts(scene, k) else k
    return None


def find_after(scene: Scene, at: int, prepositions: int) -> int | None:
    """Find the mention that is the object of one of the prepositions right after ``at``."""
    for k in right_of(scene, at):
        spot = scene.spots[k]
        if not same_clause(scene, spot.first, at - 1):
            return None
        j = preposition_before(scene, spot, at)
        if j is not None and scene.flags[j] & prepositions:
            return k
    return None


def preposition_before(scene: Scene, spot: Spot, at: int) -> int | None:
    """Find the preposition that governs a mention, not before token ``at``."""
    j = spot.first - 1
    steps = 0
    while j >= at and steps <= NEAR and not scene.flags[j] & PREPOSITION:
        j -= 1
        steps += 1
    return j if j >= at and scene.flags[j] & PREPOSITION else None


def find_possessor(scene: Scene, at: int) -> int | None:
    """Find the mention right before a noun: "Russia's brutal invasion", "Russian aggression", "Moscow, whose lies"."""
    left = left_of(scene, at, window=NEAR + 1)
    if left:
        between = range(scene.spots[left[-1]].last, at)
        if not any(scene.flags[j] & POSSESSOR_BREAK or j in scene.verbs for j in between):
            return left[-1]
    k = at - 1
    while k > scene.first and at - k <= NEAR and scene.flags[k] == WORD:
        k -= 1
    if k > scene.first and scene.flags[k] & RELATIVE:
        return find_antecedent(scene, at)
    return None


def containing(scene: Scene, first: int, last: int) -> int | None:
    """Find the mention that tokens ``[first, last)`` are part of."""
    k = bisect_right(scene.firsts, first) - 1
    return k if k >= 0 and last <= scene.spots[k].last else None


def copula_subject(scene: Scene, at: int) -> int | None:
    """Find the subject of the copula that governs ``at``: "Russia is (not) a corrupt, treacherous bully"."""
    k = at - 1
    while k >= scene.first and at - k <= 2 * NEAR:
        if scene.flags[k] & COPULAR:
            subject = find_subject(scene, k)
            return subject.spot if subject is not None and subject.confidence > LOOSE else None
        if scene.flags[k] & PHRASE_END:
            return None
        k -= 1
    return None


def right_after_copula(scene: Scene, at: int) -> bool:
    """Tell whether a copula stands right before ``at``, adverbs aside: "is (openly) hypocritical"."""
    k = at - 1
    while k > scene.first and at - k <= NEAR and scene.flags[k] & ADVERB_LIKE:
        k -= 1
    return k >= scene.first and bool(scene.flags[k] & COPULAR)


def spread(roles: list[Role], scene: Scene) -> list[Role]:
    """Give coordinated mentions ("Washington and Brussels") the same role."""
    best: dict[tuple[int, str], Role] = {}
    for role in roles:
        low = high = role.spot
        while low > 0 and role.spot - low < REACH and _coordinated(scene, low - 1, low):
            low -= 1
        while high + 1 < len(scene.spots) and high - role.spot < REACH and _coordinated(scene, high, high + 1):
            high += 1
        for k in range(low, high + 1):
            key = (k, role.role)
            if key not in best or best[key].confidence < role.confidence:
                best[key] = role if k == role.spot else role._replace(spot=k)
    return list(best.values())


def _coordinated(scene: Scene, a: int, b: int) -> bool:
    left, right = scene.spots[a], scene.spots[b]
    between = range(left.last, right.first)
    if not 1 <= len(between) <= NEAR:
        return False
    for j in between:
        if not scene.flags[j] & LIST_JOINT:
            return False
    if any_flag(scene, between, COORDINATOR):
        return True
    if not any_flag(scene, between, COMMA):
        return False
    # "In Moscow, Ukraine ..." is no list, "in Moscow, Kiev and Minsk" is one
    return not behind_preposition(scene, left) or _list_goes_on(scene, b)


def _list_goes_on(scene: Scene, at: int) -> bool:
    """Tell whether an "and" joins the last member of the list that goes on from mention ``at``."""
    for k in range(at, min(at + REACH, len(scene.spots) - 1)):
        between = range(scene.spots[k].last, scene.spots[k + 1].first)
        if not 1 <= len(between) <= NEAR or not all(scene.flags[j] & LIST_JOINT for j in between):
            return False
        if any_flag(scene, between, COORDINATOR):
            return True
    return False
