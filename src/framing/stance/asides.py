"""Whom a remark belongs to that does not stand beside its mention: insets, judgements of a deed, doers behind "of"."""

from __future__ import annotations

from framing.language.grammar import Kind
from framing.language.matching import Hit
from framing.stance.scenes import (
    COMMA,
    COPULAR,
    DET,
    LIKELY,
    LOOSE,
    NEAR,
    PREPOSITION,
    REACH,
    STRONG_MARK,
    WORD,
    Role,
    Scene,
    any_flag,
    behind_preposition,
    find_subject,
    follows_be,
    is_predicate,
    left_of,
    right_of,
    same_clause,
)

BE, OF, ON, POSSESSIVE = int(Kind.BE), int(Kind.OF), int(Kind.ON), int(Kind.POSSESSIVE)
HOSTILE_PREP, UNDERGO = int(Kind.PREP_HOSTILE), int(Kind.UNDERGO)
MARKS = COMMA | STRONG_MARK
# what makes the subject of a clause no doer
NO_DEED = COPULAR | UNDERGO | int(Kind.GET)


def find_of_doer(hit: Hit, scene: Scene) -> int | None:
    """Find the mention behind "of" that does what a noun names: "the aggression of Russia against Ukraine".

    The object of "of" is the doer of speech and of owned deeds; of another deed it is the doer where one more
    preposition names the sufferer, and else the sufferer ("the invasion of Ukraine").
    """
    entry = hit.entry
    at = hit.last - 1 if scene.flags[hit.last - 1] & OF else hit.last
    # the terms of frames have no values
    if not getattr(entry, "agent", 0.0) or at >= scene.last or not scene.flags[at] & OF:
        return None
    found = next(iter(right_of(scene, at + 1, window=NEAR)), None)
    if found is None:
        return None
    spot = scene.spots[found]
    if any(scene.flags[j] & ~(WORD | DET) or j in scene.verbs for j in range(at + 1, spot.first)):
        return None
    if entry.owned or (entry.holder and not entry.patient) or _has_sufferer(scene, found):
        return found
    return None


def _has_sufferer(scene: Scene, found: int) -> bool:
    """Tell whether "against" or "on" with a mention goes on behind the mention ``found``."""
    k = scene.spots[found].last
    while k < scene.last and k - scene.spots[found].last < NEAR and scene.flags[k] == WORD and k not in scene.verbs:
        k += 1
    if k >= scene.last or not scene.flags[k] & (HOSTILE_PREP | ON):
        return False
    if scene.flags[k] & HOSTILE_PREP:
        return True
    other = next(iter(right_of(scene, k + 1, window=1)), None)
    if other is None:
        return False
    last = scene.spots[other].last
    # "on Russia's orders" names nobody who suffers
    return last >= scene.last or not scene.flags[last] & POSSESSIVE


def find_inset_subject(hit: Hit, scene: Scene) -> Role | None:
    """Give a manner between dashes to the subject of the clause around it: "Kyiv declared — brazenly — that ..."."""
    flags = scene.flags
    left = range(hit.first - 1, max(scene.first, hit.first - NEAR - 1), -1)
    opening = next((k for k in left if flags[k] & STRONG_MARK), None)
    if opening is None or not any_flag(scene, range(hit.last, min(scene.last, hit.last + NEAR)), STRONG_MARK):
        return None
    at = opening - 1
    back = range(at, max(scene.first, at - REACH) - 1, -1)
    verb = next((k for k in back if k in scene.verbs and same_clause(scene, k, at)), None)
    # in a passive the manner judges the doer
    if flags[at] & BE or (verb is not None and verb in scene.past and follows_be(verb, scene)):
        return None
    subject = find_subject(scene, at)
    if subject is None:
        beside = left_of(scene, opening, window=0)
        return Role(beside[-1], "holder", LIKELY) if beside else None
    return Role(subject.spot, "holder", LIKELY * subject.confidence)


def find_judged_doer(hit: Hit, scene: Scene) -> Role | None:
    """Give a judgement behind a clause to the doer of it: "Kyiv accused Baku of theft — a baseless allegation"."""
    if not scene.deeds:
        return None
    opening = _opening(hit, scene)
    deed = next((k for k in range(hit.last - 1, min(scene.last, hit.last + 2 * NEAR)) if k in scene.deeds), None)
    if opening is None or deed is None or any_flag(scene, range(hit.last, deed), MARKS | PREPOSITION):
        return None
    goes_on = deed + 1 < scene.last and bool(scene.flags[deed + 1] & WORD)
    if goes_on or len(right_of(scene, opening, window=deed - opening)):
        return None
    near = [k for k in left_of(scene, opening) if same_clause(scene, scene.lasts[k] - 1, opening - 1)]
    if not near:
        return None
    clause = range(scene.lasts[near[0]], opening)
    # "denounced the attack, a cowardly act" judges the attack
    if any(k in scene.deeds for k in clause) or any_flag(scene, clause, NO_DEED):
        return None
    verb = next((k for k in clause if is_predicate(scene, k)), None)
    if verb is None:
        first = near[0]
        return None if behind_preposition(scene, scene.spots[first]) else Role(first, "holder", LOOSE)
    subject = find_subject(scene, verb)
    return None if subject is None else Role(subject.spot, "holder", LIKELY * subject.confidence)


def _opening(hit: Hit, scene: Scene) -> int | None:
    """Find the mark before the article of the phrase that a hit stands in."""
    for k in range(hit.first - 1, max(scene.first, hit.first - 2 * NEAR) - 1, -1):
        if scene.flags[k] & MARKS:
            return k if k > scene.first and k + 1 < hit.last and scene.flags[k + 1] & DET else None
        if scene.flags[k] & PREPOSITION or is_predicate(scene, k):
            return None
    return None
