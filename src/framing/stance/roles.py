"""Who does what to whom, without a parser: agent, patient and holder of a lexicon hit in its sentence.

Order, clause boundaries, passives, possessives, copulas, appositions, turning prepositions and coordination decide;
each assignment carries a confidence in (0, 1] that the scorer multiplies with the entry's value.
"""

from __future__ import annotations

from framing.language.grammar import Kind
from framing.language.matching import Hit
from framing.stance.asides import find_inset_subject, find_judged_doer, find_of_doer
from framing.stance.scenes import (
    COMMA,
    COORDINATOR,
    DET,
    LIKELY,
    LOOSE,
    NEAR,
    NOUNISH_BREAK,
    PREPOSITION,
    REACH,
    SURE,
    WORD,
    Role,
    Scene,
    any_flag,
    behind_preposition,
    commas_between,
    containing,
    copula_subject,
    find_after,
    find_antecedent,
    find_object,
    find_possessor,
    find_subject,
    follows_be,
    is_predicate,
    left_of,
    preposition_before,
    right_after_copula,
    right_of,
    same_clause,
    set_aside,
    spread,
)

__all__ = ["Role", "Scene", "find_roles"]

BE = int(Kind.BE)
PATIENT_PREP = int(Kind.PREP_PATIENT)
AGENT_PREP = int(Kind.PREP_AGENT)
HOSTILE_PREP = int(Kind.PREP_HOSTILE)
UNDERGO = int(Kind.UNDERGO)
BY, TO, AS = int(Kind.BY), int(Kind.TO), int(Kind.AS)
POSSESSIVE = int(Kind.POSSESSIVE)
NOUN_LEAD = DET | POSSESSIVE


def find_roles(hit: Hit, word_class: str, scene: Scene) -> list[Role]:
    """Return the roles of the sentence's mentions in one lexicon hit.

    Parameters
    ----------
    hit
        The matched term.
    word_class
        Its class in the lexicon: verb, noun, adjective, adverb or phrase.
    scene
        Flags, clauses and mentions of the sentence.
    """
    if word_class == "verb":
        found = _verb(hit, scene)
    elif word_class == "noun":
        found = _noun(hit, scene)
    elif word_class == "adjective":
        found = _described(hit, scene)
    else:
        found = _manner(hit, scene)
    return spread([r for r in found if set_aside(scene, scene.spots[r.spot]) < 0], scene)


def _by_follows(hit: Hit, scene: Scene) -> bool:
    return hit.last < scene.last and bool(scene.flags[hit.last] & BY)


def _is_passive(hit: Hit, scene: Scene) -> bool:
    return hit.tag == "ed" and (follows_be(hit.first, scene) or _by_follows(hit, scene))


def _is_nominal(hit: Hit, scene: Scene) -> bool:
    """Tell whether a verb form is used as a noun: "the attack by Russia", "pressure from Moscow on Kyiv"."""
    if hit.tag not in ("base", "s"):
        return False
    after = scene.flags[hit.last] if hit.last < scene.last else 0
    if hit.first == scene.first:
        return bool(after & PREPOSITION)
    if scene.flags[hit.first - 1] & NOUN_LEAD or _by_follows(hit, scene):
        return True
    left = left_of(scene, hit.first)
    if not left:
        # "arrogant pressure from Brussels"
        return bool(after & AGENT_PREP)
    beside = scene.spots[left[-1]].last == hit.first
    return hit.tag == "base" and beside and (not after & WORD or bool(after & PREPOSITION))


def _patient_after(at: int, scene: Scene, taken: int | None) -> list[Role]:
    """Read the object of "on", "of", "against" as the one to whom a deed is done."""
    on = find_after(scene, at, PATIENT_PREP)
    if on is None or on == taken:
        return []
    preposition = preposition_before(scene, scene.spots[on], at)
    hostile = preposition is not None and bool(scene.flags[preposition] & HOSTILE_PREP)
    return [Role(on, "patient", SURE, hostile)]


def _nominal(hit: Hit, scene: Scene) -> list[Role]:
    """Read the doer and the sufferer of a deed named by a noun."""
    owner, by = find_possessor(scene, hit.first), find_after(scene, hit.last, AGENT_PREP)
    if owner is None and by is None:
        by = find_of_doer(hit, scene)
    agent = by if owner is None else owner
    roles = [] if agent is None else [Role(agent, "agent", SURE)]
    if owner is not None:
        roles += _undergone(scene, owner)
    patient = _patient_after(hit.last, scene, agent)
    if not patient and by is not None:
        patient = _patient_after(scene.spots[by].last, scene, agent)
    return roles + patient


def _verb(hit: Hit, scene: Scene) -> list[Role]:
    if _is_nominal(hit, scene):
        return _nominal(hit, scene)
    if _is_passive(hit, scene):
        return _passive(hit, scene)
    governed = hit.tag == "ing" or (
        hit.tag == "base" and hit.first > scene.first and bool(scene.flags[hit.first - 1] & TO)
    )
    agent = find_subject(scene, hit.first, nearest=governed)
    patient = find_object(scene, hit.last)
    roles = [] if agent is None else [agent]
    if patient is not None:
        distance = scene.spots[patient].first - hit.last
        roles.append(Role(patient, "patient", SURE if distance <= NEAR else LIKELY))
    elif agent is not None:
        # "Ukraine, which Russia attacked": the pronoun is the object where the clause has a subject of its own
        antecedent = find_antecedent(scene, hit.first)
        if antecedent is not None and antecedent < agent.spot:
            roles.append(Role(antecedent, "patient", SURE))
    return roles


def _passive(hit: Hit, scene: Scene) -> list[Role]:
    patient = find_subject(scene, hit.first)
    agent = find_after(scene, hit.last, AGENT_PREP)
    roles = [] if patient is None else [Role(patient.spot, "patient", patient.confidence)]
    return roles if agent is None else [*roles, Role(agent, "agent", SURE)]


def _noun(hit: Hit, scene: Scene) -> list[Role]:
    judged = find_judged_doer(hit, scene)
    if judged is not None:
        return [judged, judged._replace(role="agent")]
    roles: list[Role] = []
    owner = find_possessor(scene, hit.first)
    if owner is None:
        owner = containing(scene, hit.first, hit.last)
    if owner is not None:
        roles += [Role(owner, "agent", SURE), Role(owner, "holder", SURE), *_undergone(scene, owner)]
    by = find_after(scene, hit.last, AGENT_PREP)
    doer = find_of_doer(hit, scene) if owner is None and by is None else None
    if doer is not None:
        by = doer
    if by is not None and owner is None:
        roles += [Role(by, "agent", SURE), Role(by, "holder", SURE)]
    # "solidarity with" brings its preposition along
    ends_open = bool(scene.flags[hit.last - 1] & PREPOSITION)
    of = _patient_after(hit.last - ends_open, scene, owner if doer is None else doer)
    if not of and by is not None:
        of = _patient_after(scene.spots[by].last, scene, owner)
    roles += of
    if doer is not None:
        roles += _suffered(hit.first, scene, doer)
    elif owner is None:
        said_of = _predicated(hit, scene)
        roles += said_of
        if of and by is None and not any(r.role == "holder" for r in said_of):
            roles.append(Role(of[0].spot, "holder", LIKELY))
    return roles or _loose_holder(hit, scene)


def _undergone(scene: Scene, owner: int) -> list[Role]:
    """Read "Ukraine faces Russian aggression": the subject suffers what the owner of the noun does."""
    return _suffered(scene.spots[owner].first, scene, owner)


def _suffered(at: int, scene: Scene, owner: int) -> list[Role]:
    """Read the subject of a verb of undergoing right before token ``at`` as the one who suffers the deed."""
    k = next((j for j in range(at - 1, max(scene.first, at - NEAR) - 1, -1) if scene.flags[j] & UNDERGO), None)
    subject = None if k is None else find_subject(scene, k)
    return [] if subject is None or subject.spot == owner else [Role(subject.spot, "patient", LIKELY)]


def _predicated(hit: Hit, scene: Scene) -> list[Role]:
    """Read copulas, appositions, "as a bully", and a label right before a name ("aggressor Russia")."""
    for k in right_of(scene, hit.last, window=1):
        if not any_flag(scene, range(hit.last, scene.spots[k].first), COMMA | COORDINATOR | PREPOSITION):
            return [Role(k, "holder", SURE)]
    subject = copula_subject(scene, hit.first)
    if subject is not None:
        return [Role(subject, "holder", SURE)]
    k = hit.first - 1
    while k >= scene.first and scene.flags[k] in (WORD, WORD | DET):
        k -= 1
        if hit.first - k > NEAR + 1:
            break
    if k >= scene.first:
        left = left_of(scene, k)
        if scene.flags[k] & COMMA and left and scene.spots[left[-1]].last == k:
            return [Role(left[-1], "holder", LIKELY)]
        left = [i for i in left if same_clause(scene, scene.spots[i].last - 1, k)]
        if scene.flags[k] & AS and left:
            return [Role(left[-1], "holder", SURE)]
        if scene.flags[k] & PREPOSITION and left and _is_object(scene, left[-1], k):
            # "charged Kyiv with fraud"
            return [Role(left[-1], "holder", LIKELY)]
    # done to it or done by it: "launched an invasion of", "faced pressure from"
    subject_role = find_subject(scene, hit.first)
    if subject_role is None:
        return []
    undergone = any_flag(scene, range(max(scene.first, hit.first - NEAR - 1), hit.first), UNDERGO)
    role = "patient" if undergone else "agent"
    return [Role(subject_role.spot, role, LIKELY * subject_role.confidence)]


def _is_object(scene: Scene, index: int, end: int) -> bool:
    """Tell whether a mention that ends at ``end`` follows a verb, not a preposition or the start of the sentence."""
    spot = scene.spots[index]
    return spot.last == end and spot.first - scene.first > 1 and not behind_preposition(scene, spot)


def _described(hit: Hit, scene: Scene) -> list[Role]:
    inside = containing(scene, hit.first, hit.last)
    holder = find_judged_doer(hit, scene) if inside is None else Role(inside, "holder", SURE)
    if holder is None:
        holder = _described_one(hit, scene)
    if holder is None:
        return _loose_holder(hit, scene)
    # "a dirty war against Russia": who is the object of what the adjective condemns
    wronged = [r for r in _patient_after(hit.last, scene, holder.spot) if r.wronged]
    return [holder, *wronged]


def _described_one(hit: Hit, scene: Scene) -> Role | None:
    owner = find_possessor(scene, hit.first)
    if owner is not None and scene.flags[scene.spots[owner].last] & POSSESSIVE:
        return Role(owner, "holder", SURE)
    predicate = right_after_copula(scene, hit.first)
    for k in () if predicate else right_of(scene, hit.last, window=NEAR):
        between = range(hit.last, scene.spots[k].first)
        if any_flag(scene, between, NOUNISH_BREAK | PREPOSITION) or any(is_predicate(scene, j) for j in between):
            break
        # "hypocritical, greedy Brussels" is one phrase, "hypocritical, Brussels" is two
        if between and scene.flags[between[-1]] & COMMA:
            break
        return Role(k, "holder", SURE if len(between) <= 1 else LIKELY)
    subject = copula_subject(scene, hit.first)
    if subject is not None:
        return Role(subject, "holder", SURE)
    return None if owner is None else Role(owner, "holder", LIKELY)


def _manner(hit: Hit, scene: Scene) -> list[Role]:
    """Read adverbs and phrases: in a passive they judge the doer, never the sufferer ("was brutally attacked by")."""
    verb = _governing_past(hit, scene)
    by = find_after(scene, max(hit.last, verb + 1), BY) if verb >= hit.first else None
    if verb >= 0 and by is None:
        by = find_after(scene, verb + 1, BY)
    be_before = hit.first > scene.first and bool(scene.flags[hit.first - 1] & BE)
    if be_before and by is None:
        by = find_after(scene, hit.last, BY)
    if verb >= 0 or (be_before and by is not None):
        return [] if by is None else [Role(by, "holder", LIKELY)]
    inset = find_inset_subject(hit, scene)
    return [inset] if inset is not None else _loose_holder(hit, scene)


def _governing_past(hit: Hit, scene: Scene) -> int:
    """Find the passive participle that a manner belongs to: right after it, or before it in the clause; else -1."""
    for k in (hit.last, hit.last + 1):
        if k in scene.past and follows_be(k, scene):
            return k
    for k in range(hit.first - 1, max(scene.first, hit.first - REACH) - 1, -1):
        if not same_clause(scene, k, hit.first):
            break
        if k in scene.verbs:
            return k if k in scene.past and follows_be(k, scene) else -1
    return -1


def _loose_holder(hit: Hit, scene: Scene) -> list[Role]:
    """Fall back on the subject of the clause, else on the next mention in it, with low confidence."""
    before = range(hit.first - 1, max(scene.first, hit.first - REACH) - 1, -1)
    verb = next((k for k in before if k in scene.verbs), None)
    at = hit.first if verb is None or not same_clause(scene, verb, hit.first) else verb
    subject = find_subject(scene, at)
    if subject is not None:
        return [Role(subject.spot, "holder", LOOSE * subject.confidence)]
    following = find_object(scene, hit.last)
    return (
        []
        if following is None or commas_between(scene, hit.last - 1, scene.spots[following].first)
        else [Role(following, "holder", LOOSE * LIKELY)]
    )
