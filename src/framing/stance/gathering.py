"""Collecting the raw evidence of an article: per target and voice, with the mentions it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from framing.language.document import Document, per_sentence
from framing.records import Evidence, Field, Mention, NamingChoice, VoiceName
from framing.stance.constants import Constants
from framing.stance.lexical import Item, build_scene, score_sentence
from framing.stance.probabilities import class_probabilities


@dataclass(slots=True)
class Gathered:
    """Raw evidence (``contribution`` is z_i) and mention scores of one target in one voice."""

    evidence: list[Evidence] = field(default_factory=list)
    mentions: dict[int, float] = field(default_factory=dict)


class Collection:
    """Evidence by target and voice while an article is read."""

    def __init__(self, document: Document, targets: Iterable[str]) -> None:
        self.document = document
        voices: tuple[VoiceName, VoiceName] = ("author", "quoted")
        self.cells = {(t, v): Gathered() for t in targets for v in voices}
        self.mentions: list[Mention] = []
        self._cues = _cue_tokens(document)

    def voice_at(self, token: int) -> VoiceName:
        """Return the voice in which a token stands."""
        return "quoted" if self.document.voices.quoted[token] else "author"

    def add_item(self, spot_index: int, item: Item) -> None:
        """Credit one piece of evidence to a mention in the voice that utters it.

        Words inside a quote are the quoted voice's. A judging cue ("accused Kyiv") says what the speaker thinks of its
        object: its patient's evidence is the quoted voice's too.
        """
        spot = self.document.spots[spot_index]
        voice = self.voice_at(item.first)
        kind = item.kind
        if voice == "author" and item.note.split(", ")[1:2] == ["patient"] and item.first in self._cues:
            voice, kind = "quoted", "cue"
        cell = self.cells.get((spot.target, voice))
        if cell is None:
            return
        span = self.document.span(item.first, item.last)
        cell.evidence.append(Evidence(kind, span.text, span.start, span.end, item.z, span.field, item.note))
        cell.mentions[spot_index] = cell.mentions.get(spot_index, 0.0) + item.z

    def add_mention(self, spot_index: int, sentence: int) -> None:
        """Record a mention in the voice it stands in."""
        spot = self.document.spots[spot_index]
        voice = self.voice_at(spot.first)
        cell = self.cells.get((spot.target, voice))
        if cell is None:
            return
        z = cell.mentions.setdefault(spot_index, 0.0)
        against, neutral, favor = class_probabilities(z)
        span = self.document.span(spot.first, spot.last)
        self.mentions.append(
            Mention(
                spot.target, span.start, span.end, span.text, voice, favor - against, against, neutral, favor,
                span.field, sentence,
            )
        )


def _cue_tokens(document: Document) -> frozenset[int]:
    """Return the tokens that begin inside a cue of reported speech."""
    starts = {t: i for i, t in enumerate(document.tokens.starts)}
    out: set[int] = set()
    for quote in document.voices.quotes:
        if quote.cue is None:
            continue
        i = starts.get(quote.cue.start)
        while i is not None and i < len(document.tokens) and document.tokens.starts[i] < quote.cue.end:
            out.add(i)
            i += 1
    return frozenset(out)


def gather(document: Document, targets: Iterable[str], constants: Constants) -> Collection:
    """Read the lexicon evidence of a whole article.

    Parameters
    ----------
    document
        The article as read.
    targets
        Names of the measured targets; other actors in the text keep their own words but are not reported.
    constants
        Weights of events and degree.
    """
    collection = Collection(document, targets)
    spots_done = 0
    hits_by_sentence = per_sentence(document.stance_hits, document.sentences)
    spots_by_sentence = per_sentence(document.spots, document.sentences)
    for sentence, hits, spots in zip(document.sentences, hits_by_sentence, spots_by_sentence, strict=True):
        if not spots:
            continue
        scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
        for item in score_sentence(scene, hits, document.modifiers, constants):
            collection.add_item(spots_done + item.spot, item)
        for k in range(len(spots)):
            collection.add_mention(spots_done + k, sentence.index)
        spots_done += len(spots)
    return collection


def add_naming(collection: Collection, weight: float) -> tuple[NamingChoice, ...]:
    """Find the naming choices of each voice and let them count for the targets that voice mentions.

    Parameters
    ----------
    collection
        Gathered evidence, to which naming items are added.
    weight
        Factor on what a choice implies; 0 lists the choices without counting them.
    """
    document = collection.document
    found: list[NamingChoice] = []
    for hit in document.naming_hits:
        voice = collection.voice_at(hit.first)
        span = document.span(hit.first, hit.last)
        entry = hit.entry
        place: Field = span.field
        found.append(
            NamingChoice(
                span.text, span.start, span.end, voice, entry.term, entry.bound_to, entry.implies, entry.alternative, place
            )
        )
        for target, value in entry.implies.items():
            cell = collection.cells.get((target, voice))
            if cell is None or not cell.mentions or not weight:
                continue
            note = f"naming choice; neutral: {entry.alternative}" if entry.alternative else "naming choice"
            cell.evidence.append(Evidence("naming", span.text, span.start, span.end, value * weight, place, note))
    return tuple(found)
