"""Collecting the raw evidence of an article: per target and voice, with the mentions it stands on."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.language.document import Document, per_sentence
from framing.language.matching import Hit
from framing.records import Evidence, Mention, NamingChoice, VoiceName
from framing.stance.classifier import MentionModel, MentionScores
from framing.stance.constants import Constants
from framing.stance.features import mention_features
from framing.stance.lexical import Item, build_scene, score_sentence
from framing.stance.line import Line, collapse
from framing.stance.probabilities import class_probabilities, joined

VOICES: tuple[VoiceName, VoiceName] = ("author", "quoted")
UNSURE_MENTION = 0.45
_BATCH = 2048
_IRONY = -0.5


@dataclass(slots=True)
class Gathered:
    """Raw evidence (``contribution`` is z_i) and mention scores of one target in one voice."""

    evidence: list[Evidence] = field(default_factory=list)
    mentions: dict[int, tuple[float, bool]] = field(default_factory=dict)


class Collection:
    """Evidence by target and voice while an article is read."""

    def __init__(self, document: Document, targets: Iterable[str]) -> None:
        self.document = document
        self.targets = tuple(targets)
        self.cells = {(t, v): Gathered() for t in self.targets for v in VOICES}
        self.mentions: list[Mention] = []
        self._cues = _cue_tokens(document)

    def voice_at(self, token: int) -> VoiceName:
        """Return the voice in which a token stands.

        What somebody only wishes, seeks or judges ("refused to leave") is the author's telling; what is said is quoted.
        """
        return "quoted" if self.document.voices.spoken[token] else "author"

    def _voice_of(self, item: Item) -> tuple[VoiceName, str]:
        """Return in whose voice an item speaks, and its kind.

        Words inside a quote are the quoted voice's. A judging cue ("accused Kyiv") says what the speaker thinks of its
        object: its patient's evidence is the quoted voice's too.
        """
        voice = self.voice_at(item.first)
        if voice == "author" and item.first in self._cues and item.note.split(", ")[1:2] == ["patient"]:
            return "quoted", "cue"
        return voice, item.kind

    def add_item(self, spot_index: int, item: Item, weight: float = 1.0) -> None:
        """Credit one piece of evidence to a mention in the voice that utters it."""
        spot = self.document.spots[spot_index]
        voice, kind = self._voice_of(item)
        cell = self.cells.get((spot.target, voice))
        if cell is None:
            return
        start, end, text, place = self.document.place(item.first, item.last)
        cell.evidence.append(Evidence(kind, text, start, end, item.z * weight, place, item.note))
        cell.mentions.setdefault(spot_index, (0.0, False))

    def add_mention(self, spot_index: int, sentence: int, probabilities: tuple[float, float, float]) -> None:
        """Record a mention in the voice it stands in."""
        spot = self.document.spots[spot_index]
        voice = self.voice_at(spot.first)
        cell = self.cells.get((spot.target, voice))
        if cell is None:
            return
        against, neutral, favor = probabilities
        cell.mentions[spot_index] = (favor - against, max(probabilities) < UNSURE_MENTION)
        start, end, text, place = self.document.place(spot.first, spot.last)
        score = favor - against
        self.mentions.append(
            Mention(spot.target, start, end, text, voice, score, against, neutral, favor, place, sentence)
        )


def _cue_tokens(document: Document) -> frozenset[int]:
    """Return the tokens that begin inside a cue of reported speech."""
    starts = document.tokens.starts
    out: set[int] = set()
    for quote in document.voices.quotes:
        if quote.cue is not None:
            first = bisect_left(starts, quote.cue.start)
            out.update(range(first, bisect_left(starts, quote.cue.end, first)))
    return frozenset(out)


def gather(
    document: Document,
    targets: Iterable[str],
    constants: Constants,
    model: MentionModel | None,
    *,
    lexicon: bool = True,
) -> Collection:
    """Read the evidence of a whole article, blind to names.

    Parameters
    ----------
    document
        The article as read.
    targets
        Names of the measured targets; other actors in the text keep their own words but are not reported.
    constants
        Weights.
    model
        The mention classifier, None to score with the lexicon alone.
    lexicon
        Whether lexicon evidence counts by itself beside the model's.
    """
    collection = Collection(document, targets)
    items, sentence_of = _lexicon_pass(document, constants)
    classified: list[list[float]] | None = None
    rows = [k for k, s in enumerate(document.spots) if (s.target, "author") in collection.cells]
    if model is not None and rows:
        line = collapse(document, document.spots)
        row_of = {k: row for row, k in enumerate(rows)}
        inside = [(row_of[k], item) for k, item in items if k in row_of]
        classified = _classify(collection, model, line, rows, inside)
    z = [0.0] * len(document.spots)
    for k, item in held_off(document, items):
        z[k] += item.z
        if lexicon:
            shrink = constants.lexicon if model is not None else constants.lexicon_alone
            collection.add_item(k, item, shrink)
    for row, k in enumerate(rows):
        if classified is None:
            probabilities = class_probabilities(z[k])
        else:
            probabilities = joined(classified[row], z[k] if lexicon else 0.0)
        collection.add_mention(k, sentence_of[k], probabilities)
    return collection


def held_off(document: Document, items: Sequence[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """Read an author's scare quotes: praise in them (the "brave" army) is half turned round, blame says nothing."""
    marked = [(s.start, s.end) for s in document.voices.scare_quotes]
    if not marked:
        return list(items)
    out: list[tuple[int, Item]] = []
    for k, item in items:
        if not _in_scare_quotes(document, item.first, item.last, marked):
            out.append((k, item))
        elif item.z > 0.0:
            out.append((k, item._replace(z=_IRONY * item.z, note=f"{item.note}, in scare quotes")))
    return out


def _lexicon_pass(document: Document, constants: Constants) -> tuple[list[tuple[int, Item]], list[int]]:
    """Return lexicon items with the index of their mention, and the sentence of each mention."""
    items: list[tuple[int, Item]] = []
    sentence_of: list[int] = []
    by_sentence = zip(
        document.sentences,
        per_sentence(document.stance_hits, document.sentences),
        per_sentence(document.spots, document.sentences),
        strict=True,
    )
    for sentence, hits, spots in by_sentence:
        if not spots:
            continue
        done = len(sentence_of)
        if hits:
            scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
            for item in score_sentence(scene, hits, document.modifiers, constants):
                items.append((done + item.spot, item))
        sentence_of += [sentence.index] * len(spots)
    return items, sentence_of


def _classify(
    collection: Collection, model: MentionModel, line: Line, rows: Sequence[int], items: Sequence[tuple[int, Item]]
) -> list[list[float]]:
    """Return the mentions' probabilities, some thousands at a time: the arrays of a long text stay in the cache."""
    batches: list[list[tuple[int, Item]]] = [[] for _ in range(0, len(rows), _BATCH)]
    for row, item in items:
        batches[row // _BATCH].append((row % _BATCH, item))
    out: list[list[float]] = []
    for k, inside in enumerate(batches):
        some = rows[k * _BATCH : (k + 1) * _BATCH]
        features = mention_features(line, np.array(some, dtype=np.int64), inside)
        scores = model.score(features, line, collection.document.tokens)
        _add_scores(collection, some, scores, line)
        out += scores.probabilities.tolist()
    return out


def _add_scores(collection: Collection, rows: Sequence[int], scores: MentionScores, line: Line) -> None:
    """Turn the classifier's points into evidence on the words they rest on, in the voice the mention stands in."""
    document = collection.document
    spots = [document.spots[k] for k in rows]
    evidence = [collection.cells[spot.target, collection.voice_at(spot.first)].evidence for spot in spots]
    firsts, lasts = line.token.take(scores.positions).tolist(), line.last.take(scores.positions).tolist()
    for row, first, last, points in zip(scores.rows.tolist(), firsts, lasts, scores.points.tolist(), strict=True):
        start, end, text, place = document.place(first, last)
        evidence[row].append(Evidence("mention", text, start, end, points, place, "classifier"))


def add_cast(collection: Collection, weight: float) -> None:
    """Let what the author says of a target count, by ``weight``, for the quoted voices: they are heard in that frame.

    Never the other way round: a neutral report of a furious quote leaves its author neutral. The sum is one item,
    shown on its strongest words.
    """
    own = {target: list(collection.cells[target, "author"].evidence) for target in collection.targets}
    for target in collection.targets:
        cell = collection.cells[target, "quoted"]
        there = len(collection.cells[target, "author"].mentions)
        if weight and cell.mentions and own[target]:
            scale = weight * _balance(len(cell.mentions), there)
            cell.evidence.append(_summed(own[target], scale, "cast", "in the author voice"))


def add_opponents(collection: Collection, sides: Mapping[str, Sequence[str]], weight: float) -> None:
    """Let what a voice says of a target's opponents count in reverse; knows names, so it belongs to naming."""
    own = {key: [e for e in cell.evidence if e.kind in ("mention", "cue")] for key, cell in collection.cells.items()}
    for target, opponents in sides.items():
        for opponent in opponents:
            for voice in VOICES:
                cell = collection.cells.get((target, voice))
                against = collection.cells.get((opponent, voice))
                if not weight or cell is None or against is None or not cell.mentions or not own[opponent, voice]:
                    continue
                scale = -weight * _balance(len(cell.mentions), len(against.mentions))
                cell.evidence.append(_summed(own[opponent, voice], scale, "naming", f"said of {opponent}"))


def _summed(items: Sequence[Evidence], scale: float, kind: str, note: str) -> Evidence:
    """Return one item that carries the scaled sum of several, standing on the strongest that points its way."""
    total = math.fsum(e.contribution for e in items)
    best = max(items, key=lambda e: e.contribution * total)
    return Evidence(kind, best.text, best.start, best.end, total * scale, best.field, note)


def _balance(here: int, there: int) -> float:
    """Return sqrt((1 + here) / (1 + there)): evidence over ``there`` mentions on the scale of one over ``here``."""
    return math.sqrt((1 + here) / (1 + there))


def find_naming(collection: Collection) -> tuple[NamingChoice, ...]:
    """List the naming choices of an article with the voice they stand in.

    Left out are words held at arm's length, after "so-called" or in an author's scare quotes, and entries that imply 0
    for everyone: those only keep a shorter term from being read.
    """
    document = collection.document
    marked = [(s.start, s.end) for s in document.voices.scare_quotes]
    found: list[NamingChoice] = []
    for hit in document.naming_hits:
        entry = hit.entry
        if not any(entry.implies.values()) or _held_off(document, hit, marked):
            continue
        span = document.span(hit.first, hit.last)
        choice = NamingChoice(
            span.text,
            span.start,
            span.end,
            collection.voice_at(hit.first),
            entry.term,
            entry.bound_to,
            entry.implies,
            entry.alternative,
            span.field,
        )
        found.append(choice)
    return tuple(found)


def _held_off(document: Document, hit: Hit, marked: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a term is marked as the word of others; ``marked`` are the scare quotes in order."""
    tokens = document.tokens
    if tokens.forms[max(0, hit.first - 2) : hit.first] == ["so", "called"]:
        return True
    return _in_scare_quotes(document, hit.first, hit.last, marked)


def _in_scare_quotes(document: Document, first: int, last: int, marked: Sequence[tuple[int, int]]) -> bool:
    """Tell whether tokens ``[first, last)`` stand between the author's scare quotes ``marked``, which are in order."""
    if document.voices.quoted[first]:
        return False
    start, end = document.tokens.starts[first], document.tokens.ends[last - 1]
    k = bisect_right(marked, (start, end + 1)) - 1
    return k >= 0 and marked[k][0] <= start and end <= marked[k][1]


def add_naming(
    collection: Collection,
    choices: Sequence[NamingChoice],
    sides: Mapping[str, Sequence[str]],
    constants: Constants,
) -> None:
    """Let naming choices count for the targets that a voice mentions.

    A choice counts twice: for the targets it names, in the voice that makes it; and, wherever it stands, as a
    sign of the side the article takes among opponents (``lexicons/naming/sides.toml``). Both saturate.
    """
    for (target, voice), cell in collection.cells.items():
        if not cell.mentions or not choices:
            continue
        own = [c.implies.get(target, 0.0) if c.voice == voice else 0.0 for c in choices]
        side = [_side_value(c.implies, target, sides, constants.ally) for c in choices]
        room = math.sqrt(constants.c + len(cell.mentions)) / constants.k
        own_scale = room * constants.naming * _saturation(math.fsum(own), constants.naming_rate)
        side_scale = room * constants.side * _saturation(math.fsum(side), constants.side_rate)
        for choice, a, b in zip(choices, own, side, strict=True):
            z = a * own_scale + b * side_scale
            if z:
                note = f"neutral: {choice.alternative}" if choice.alternative else "side phrase"
                cell.evidence.append(
                    Evidence("naming", choice.text, choice.start, choice.end, z, choice.field, note)
                )


def _side_value(implies: Mapping[str, float], target: str, sides: Mapping[str, Sequence[str]], ally: float) -> float:
    """Return what a choice says of the article's side as seen from a target: for it, its allies, against opponents."""
    opponents = sides.get(target, ())
    allies = {a for o in opponents for a in sides.get(o, ())} - {target}
    value = implies.get(target, 0.0) - math.fsum(implies.get(o, 0.0) for o in opponents)
    return value + ally * math.fsum(implies.get(a, 0.0) for a in allies)


def _saturation(total: float, pace: float) -> float:
    """Return tanh(pace x) / x, its limit where x is 0."""
    return pace if abs(total) < 1e-9 else math.tanh(pace * total) / total
