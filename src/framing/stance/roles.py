"""Who does what to whom, without a parser: agent, patient and holder of a lexicon hit among the mentions of its sentence.

Order, clause boundaries, passives, possessives, copulas, appositions, turning prepositions and coordination decide; each
assignment carries a confidence in (0, 1] that the scorer multiplies with the entry's value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.language.grammar import Clauses, Kind
from framing.language.matching import Hit
from framing.language.mentions import Spot

BE = int(Kind.BE)
BE_LIKE = int(Kind.BE | Kind.GET)
COPULAR = int(Kind.BE | Kind.COPULA)
SKIP = int(Kind.ADVERB_LIKE | Kind.AUX | Kind.DET)
VERBAL = int(Kind.COPULA | Kind.BE | Kind.AUX)
NOUNISH_BREAK = VERBAL | int(Kind.STRONG_MARK | Kind.RELATIVE | Kind.SUBORDINATOR | Kind.COMPLEMENT | Kind.CONTRAST)
# between a possessor and its noun there is no verb of undergoing ("Ukraine faced pressure") and no "as"
POSSESSOR_BREAK = NOUNISH_BREAK | int(Kind.PREPOSITION | Kind.COMMA | Kind.UNDERGO | Kind.AS)
PREPOSITION = int(Kind.PREPOSITION)
PATIENT_PREP = int(Kind.PREP_PATIENT)
AGENT_PREP = int(Kind.PREP_AGENT)
LIST_JOINT = int(Kind.COORDINATOR | Kind.COMMA | Kind.DET)
REACH = 12
NEAR = 3

# How sure a construction is; multiplied with an entry's value.
SURE, LIKELY, LOOSE = 1.0, 0.75, 0.4


@dataclass(frozen=True, slots=True)
class Role:
    """Mention ``spot`` (an index into the sentence's mentions) in a role, with the confidence of the construction."""

    spot: int
    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What role finding needs to know of one sentence.

    ``verbs`` are the tokens where verbs of the lexicon begin, ``past`` those of them that stand in the past form.
    """

    flags: list[int]
    clauses: Clauses
    spots: Sequence[Spot]
    first: int
    last: int
    verbs: frozenset[int]
    past: frozenset[int] = frozenset()


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
    return _spread(found, scene)


def _commas_between(scene: Scene, a: int, b: int) -> int:
    low, high = min(a, b), max(a, b)
    return scene.clauses.commas[high] - scene.clauses.commas[low]


def _same_clause(scene: Scene, a: int, b: int) -> bool:
    return scene.clauses.clause[a] == scene.clauses.clause[b]


def _behind_preposition(scene: Scene, spot: Spot) -> bool:
    """Tell whether a mention is the object of a preposition ("in Moscow", "of the Kremlin")."""
    k = spot.first - 1
    while k >= scene.first and scene.flags[k] & int(Kind.DET):
        k -= 1
    return k >= scene.first and bool(scene.flags[k] & PREPOSITION)


def _is_possessor(scene: Scene, spot: Spot) -> bool:
    return spot.last < scene.last and bool(scene.flags[spot.last] & int(Kind.POSSESSIVE))


def _subject(scene: Scene, at: int, nearest: bool = False) -> Role | None:
    """Find the subject of a verb at token ``at``: to the left, in its clause or just before a relative pronoun."""
    left = [k for k, s in enumerate(scene.spots) if s.last <= at and at - s.last <= 3 * REACH]
    if not left:
        return None
    near = [k for k in left if _same_clause(scene, scene.spots[k].last - 1, at)]
    if not near:
        return _antecedent(scene, at, left[-1])
    if nearest:
        return Role(near[-1], "agent", SURE if at - scene.spots[near[-1]].last <= REACH else LOOSE)
    verbs = [v for v in scene.verbs if v < at and _same_clause(scene, v, at)]
    first_verb = min(verbs) if verbs else at
    plain = [k for k in near if scene.spots[k].last <= first_verb and not _behind_preposition(scene, scene.spots[k])]
    if plain:
        return Role(plain[-1], "agent", SURE)
    free = [k for k in near if not _behind_preposition(scene, scene.spots[k])]
    if free:
        return Role(free[-1], "agent", LIKELY)
    return Role(near[-1], "agent", LOOSE)


def _antecedent(scene: Scene, at: int, spot: int) -> Role | None:
    """Let "Russia, which attacked" reach over its relative pronoun."""
    k = scene.spots[spot].last
    for _ in range(2):
        if k < at and scene.flags[k] & int(Kind.COMMA):
            k += 1
    if k < at and scene.flags[k] & int(Kind.RELATIVE) and at - k <= 6:
        return Role(spot, "agent", SURE)
    return None


def _object(scene: Scene, at: int) -> int | None:
    """Find the first mention to the right of ``at`` in its clause, within reach."""
    for k, s in enumerate(scene.spots):
        if s.first >= at:
            if s.first - at > REACH or not _same_clause(scene, s.first, at - 1):
                return None
            if _commas_between(scene, at - 1, s.first) > 1:
                return None
            return k
    return None


def _follows_be(at: int, scene: Scene) -> bool:
    """Tell whether a form of "be" or "get" governs the participle at token ``at``."""
    k = at - 1
    for _ in range(4):
        if k < scene.first:
            break
        if scene.flags[k] & BE_LIKE:
            return True
        if not (scene.flags[k] & SKIP or scene.flags[k] == int(Kind.WORD)):
            break
        k -= 1
    return False


def _by_follows(hit: Hit, scene: Scene) -> bool:
    return hit.last < scene.last and bool(scene.flags[hit.last] & int(Kind.BY))


def _is_passive(hit: Hit, scene: Scene) -> bool:
    return hit.tag == "ed" and (_follows_be(hit.first, scene) or _by_follows(hit, scene))


def _is_nominal(hit: Hit, scene: Scene) -> bool:
    """Tell whether a verb form is used as a noun: "the attack by Russia", "attacks by Russian forces on Ukraine"."""
    if hit.tag not in ("base", "s"):
        return False
    before = scene.flags[hit.first - 1] if hit.first > scene.first else 0
    return bool(before & int(Kind.DET | Kind.POSSESSIVE)) or _by_follows(hit, scene)


def _nominal(hit: Hit, scene: Scene) -> list[Role]:
    """Read the doer and the sufferer of a deed named by a noun."""
    owner, by, on = _possessor(hit, scene), _after(hit.last, scene, AGENT_PREP), _after(hit.last, scene, PATIENT_PREP)
    agent = by if owner is None else owner
    roles = [] if agent is None else [Role(agent, "agent", SURE)]
    if on is None and by is not None:
        on = _after(scene.spots[by].last, scene, PATIENT_PREP)
    return roles if on is None or on == agent else [*roles, Role(on, "patient", SURE)]


def _verb(hit: Hit, scene: Scene) -> list[Role]:
    if _is_nominal(hit, scene):
        return _nominal(hit, scene)
    if _is_passive(hit, scene):
        roles = []
        patient = _subject(scene, hit.first)
        if patient is not None:
            roles.append(Role(patient.spot, "patient", patient.confidence))
        agent = _after(hit.last, scene, AGENT_PREP)
        if agent is not None:
            roles.append(Role(agent, "agent", SURE))
        return roles
    governed = hit.tag == "ing" or (
        hit.tag == "base" and hit.first > scene.first and bool(scene.flags[hit.first - 1] & int(Kind.TO))
    )
    roles = []
    agent_role = _subject(scene, hit.first, nearest=governed)
    if agent_role is not None:
        roles.append(agent_role)
    patient_index = _object(scene, hit.last)
    if patient_index is not None:
        distance = scene.spots[patient_index].first - hit.last
        roles.append(Role(patient_index, "patient", SURE if distance <= NEAR else LIKELY))
    return roles


def _after(at: int, scene: Scene, prepositions: int) -> int | None:
    """Find the mention that is the object of one of the prepositions right after ``at``."""
    for k, s in enumerate(scene.spots):
        if s.first < at:
            continue
        if s.first - at > REACH or not _same_clause(scene, s.first, at - 1):
            return None
        j = s.first - 1
        steps = 0
        while j >= at and steps <= NEAR and not scene.flags[j] & PREPOSITION:
            j -= 1
            steps += 1
        if j >= at and scene.flags[j] & prepositions:
            return k
    return None


def _possessor(hit: Hit, scene: Scene) -> int | None:
    """Find the mention right before a noun: "Russia's brutal invasion", "Russian aggression", "the Kiev regime"."""
    for k in range(len(scene.spots) - 1, -1, -1):
        s = scene.spots[k]
        if s.last > hit.first:
            continue
        between = range(s.last, hit.first)
        if len(between) > NEAR + 1:
            return None
        if any(scene.flags[j] & POSSESSOR_BREAK or j in scene.verbs for j in between):
            return None
        return k
    return None


def _noun(hit: Hit, scene: Scene) -> list[Role]:
    roles: list[Role] = []
    owner = _possessor(hit, scene)
    inside = _containing(hit, scene)
    if owner is None:
        owner = inside
    if owner is not None:
        roles += [Role(owner, "agent", SURE), Role(owner, "holder", SURE)]
    by = _after(hit.last, scene, AGENT_PREP)
    if by is not None and owner is None:
        roles += [Role(by, "agent", SURE)]
    of = _after(hit.last, scene, PATIENT_PREP)
    if of is not None and of != owner:
        roles.append(Role(of, "patient", SURE))
        if owner is None and by is None:
            roles.append(Role(of, "holder", LIKELY))
    if owner is None:
        roles += _predicated(hit, scene)
    return roles or _loose_holder(hit, scene)


def _containing(hit: Hit, scene: Scene) -> int | None:
    for k, s in enumerate(scene.spots):
        if s.first <= hit.first and hit.last <= s.last:
            return k
    return None


def _predicated(hit: Hit, scene: Scene) -> list[Role]:
    """Read copulas, appositions, "as a bully", and a label right before a name ("aggressor Russia")."""
    for k, s in enumerate(scene.spots):
        if 0 <= s.first - hit.last <= 1 and _commas_between(scene, hit.last - 1, s.first) == 0:
            return [Role(k, "holder", SURE)]
    subject = _copula_subject(hit.first, scene)
    if subject is not None:
        return [Role(subject, "holder", SURE)]
    k = hit.first - 1
    while k >= scene.first and scene.flags[k] in (int(Kind.WORD), int(Kind.WORD) | int(Kind.DET)):
        k -= 1
        if hit.first - k > NEAR + 1:
            break
    if k >= scene.first and scene.flags[k] & int(Kind.COMMA):
        for index, s in enumerate(scene.spots):
            if s.last == k:
                return [Role(index, "holder", LIKELY)]
    if k >= scene.first and scene.flags[k] & int(Kind.AS):
        left = [i for i, s in enumerate(scene.spots) if s.last <= k and _same_clause(scene, s.last - 1, k)]
        if left:
            return [Role(left[-1], "holder", SURE)]
    # done to it or done by it: "launched an invasion of", "faced pressure from"
    subject_role = _subject(scene, hit.first)
    if subject_role is None:
        return []
    undergone = any(
        scene.flags[j] & int(Kind.UNDERGO) for j in range(max(scene.first, hit.first - NEAR - 1), hit.first)
    )
    role = "patient" if undergone else "agent"
    return [Role(subject_role.spot, role, LIKELY * subject_role.confidence)]


def _copula_subject(at: int, scene: Scene) -> int | None:
    """Find the subject of the copula that governs ``at``: "Russia is (not) a corrupt, treacherous bully"."""
    k = at - 1
    while k >= scene.first and at - k <= 2 * NEAR:
        if scene.flags[k] & COPULAR:
            subject = _subject(scene, k)
            return subject.spot if subject is not None and subject.confidence > LOOSE else None
        if scene.flags[k] & (PREPOSITION | int(Kind.STRONG_MARK | Kind.RELATIVE | Kind.SUBORDINATOR)):
            return None
        k -= 1
    return None


def _described(hit: Hit, scene: Scene) -> list[Role]:
    inside = _containing(hit, scene)
    if inside is not None:
        return [Role(inside, "holder", SURE)]
    for k, s in enumerate(scene.spots):
        gap = s.first - hit.last
        if 0 <= gap <= NEAR and not any(
            scene.flags[j] & (NOUNISH_BREAK | PREPOSITION) for j in range(hit.last, s.first)
        ):
            return [Role(k, "holder", SURE if gap <= 1 else LIKELY)]
    subject = _copula_subject(hit.first, scene)
    if subject is not None:
        return [Role(subject, "holder", SURE)]
    owner = _possessor(hit, scene)
    if owner is not None:
        return [Role(owner, "holder", LIKELY)]
    return _loose_holder(hit, scene)


def _manner(hit: Hit, scene: Scene) -> list[Role]:
    """Read adverbs and phrases: in a passive they judge the doer, never the sufferer ("was brutally attacked by")."""
    around = [hit.last, hit.last + 1, hit.first - 1, hit.first - 2]
    verb = next((v for v in around if v in scene.past and _follows_be(v, scene)), None)
    by = _after(max(hit.last, (verb or 0) + 1), scene, int(Kind.BY))
    be_before = hit.first > scene.first and bool(scene.flags[hit.first - 1] & BE)
    if verb is not None or (be_before and by is not None):
        return [] if by is None else [Role(by, "holder", LIKELY)]
    return _loose_holder(hit, scene)


def _loose_holder(hit: Hit, scene: Scene) -> list[Role]:
    """Fall back on the subject of the clause, else on the next mention in it, with low confidence."""
    subject = _subject(scene, hit.first)
    if subject is not None:
        return [Role(subject.spot, "holder", LOOSE * subject.confidence)]
    following = _object(scene, hit.last)
    return [] if following is None else [Role(following, "holder", LOOSE * LIKELY)]


def _spread(roles: list[Role], scene: Scene) -> list[Role]:
    """Give coordinated mentions ("Washington and Brussels") the same role."""
    out = list(roles)
    for role in roles:
        k = role.spot
        while k > 0 and _coordinated(scene, k - 1, k):
            k -= 1
            out.append(Role(k, role.role, role.confidence))
        k = role.spot
        while k + 1 < len(scene.spots) and _coordinated(scene, k, k + 1):
            k += 1
            out.append(Role(k, role.role, role.confidence))
    best: dict[tuple[int, str], Role] = {}
    for role in out:
        key = (role.spot, role.role)
        if key not in best or best[key].confidence < role.confidence:
            best[key] = role
    return list(best.values())


def _coordinated(scene: Scene, a: int, b: int) -> bool:
    left, right = scene.spots[a], scene.spots[b]
    between = range(left.last, right.first)
    if not 1 <= len(between) <= NEAR or not all(scene.flags[j] & LIST_JOINT for j in between):
        return False
    if any(scene.flags[j] & int(Kind.COORDINATOR) for j in between):
        return True
    if not any(scene.flags[j] & int(Kind.COMMA) for j in between):
        return False
    # "In Moscow, Ukraine ..." is no list, "in Moscow, Kiev and Minsk" is one
    return not _behind_preposition(scene, left) or _list_goes_on(scene, b)


def _list_goes_on(scene: Scene, at: int) -> bool:
    """Tell whether an "and" joins the last member of the list that goes on from mention ``at``."""
    for k in range(at, len(scene.spots) - 1):
        between = range(scene.spots[k].last, scene.spots[k + 1].first)
        if not 1 <= len(between) <= NEAR or not all(scene.flags[j] & LIST_JOINT for j in between):
            return False
        if any(scene.flags[j] & int(Kind.COORDINATOR) for j in between):
            return True
    return False
