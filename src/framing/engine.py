"""The compiled word lists of one configuration, and one pass of reading over an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from framing.frames import Frameset
from framing.language import voices as voice_rules
from framing.language.anaphora import find_anaphors
from framing.language.document import Document
from framing.language.grammar import find_clauses, flag_tokens
from framing.language.matching import Hit, Matcher
from framing.language.mentions import Target, find_mentions, resolve_targets, shipped_targets, target_terms
from framing.language.modifiers import ModifierIndex
from framing.language.sentences import split_sentences
from framing.language.tokens import Tokens, tokenize
from framing.language.views import make_view
from framing.lexicons.checking import Row
from framing.lexicons.loading import Lexicon, all_rows, load_folder, load_lexicon
from framing.lexicons.paths import data_folder
from framing.reading.furniture import furniture_spans
from framing.records import Article
from framing.stance.lexical import choose_readings, compile_entry, join_readings
from framing.stance.naming import compile_all

# Positions of the lexicons in the matcher; frames and targets follow.
STANCE, MODIFIERS, VOICES, NAMING, FIRST_FREE = range(5)


class Engine:
    """Word lists compiled into one matcher for a set of targets and a frameset."""

    def __init__(
        self, targets: tuple[Target, ...], stance: Sequence[Row], naming: Sequence[Row], frameset: Frameset
    ) -> None:
        self.targets = targets
        self.frameset = frameset
        # actors that are not measured still own words: "Israel" may be the subject although nobody asked about it
        bystanders = _bystanders(targets)
        self._actors = (*targets, *bystanders)
        self._frames_from = FIRST_FREE
        self._actors_from = FIRST_FREE + len(frameset.frames)
        matcher = Matcher(self._actors_from + len(self._actors))
        matcher.add(STANCE, ((r.term, r.word("class"), r) for r in stance), compile_entry, join_readings)
        matcher.add(MODIFIERS, ((r.term, "phrase", r) for r in modifier_rows()))
        matcher.add(VOICES, voice_rules.terms())
        matcher.add(NAMING, compile_all(naming))
        for k, frame in enumerate(frameset.frames):
            matcher.add(self._frames_from + k, frame.entries)
        for k, target in enumerate(self._actors):
            matcher.add(self._actors_from + k, target_terms(target))
        self._matcher = matcher

    @property
    def names(self) -> frozenset[str]:
        """Names of the measured targets."""
        return frozenset(t.name for t in self.targets)

    def read(self, article: Article) -> Document:
        """Read one article once: tokens, sentences, hits, mentions, voices."""
        view = make_view(article)
        tokens = tokenize(view.text)
        hits = _outside(self._matcher.scan(tokens), tokens, furniture_spans(view.text))
        sentences = split_sentences(view.text, tokens, view.body)
        flags = flag_tokens(tokens)
        clauses = find_clauses(flags, sentences)
        named = [(t.name, hits[self._actors_from + k]) for k, t in enumerate(self._actors)]
        spots = find_mentions(tokens, named)
        actors = [(s.first, s.last, s.target) for s in spots]
        voices = voice_rules.find_voices(tokens, sentences, hits[VOICES], actors)
        spots = sorted([*spots, *find_anaphors(tokens, flags, sentences, spots, voices.spoken)])
        return Document(
            view=view,
            tokens=tokens,
            flags=flags,
            sentences=sentences,
            clauses=clauses,
            stance_hits=choose_readings(hits[STANCE], flags),
            naming_hits=hits[NAMING],
            frame_hits=hits[self._frames_from : self._actors_from],
            modifiers=ModifierIndex(hits[MODIFIERS], clauses, flags),
            spots=spots,
            voices=voices,
        )


def _outside(hits: list[list[Hit]], tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[list[Hit]]:
    """Drop hits inside page furniture: bylines, counters and licence lines are nobody's voice."""
    if not spans:
        return hits
    starts = [a for a, _ in spans]

    def free(hit: Hit) -> bool:
        at = tokens.starts[hit.first]
        k = bisect_right(starts, at) - 1
        return k < 0 or at >= spans[k][1]

    return [[hit for hit in found if free(hit)] for found in hits]


def _bystanders(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return shipped targets whose aliases no measured target claims."""
    names = {t.name for t in targets}
    claimed = {a.casefold() for t in targets for a in t.aliases}
    missing = [n for n in shipped_targets() if n not in names]
    others = resolve_targets(missing) if missing else ()
    return tuple(t for t in others if not claimed & {a.casefold() for a in t.aliases})


@lru_cache(maxsize=1)
def modifier_rows() -> tuple[Row, ...]:
    """Return the modifiers."""
    return load_lexicon(data_folder() / "modifiers" / "modifiers.tsv", "modifiers").rows


@lru_cache(maxsize=1)
def stance_rows() -> tuple[Row, ...]:
    """Return the shipped stance lexicon."""
    return all_rows(load_folder(data_folder() / "stance", "stance"))


@lru_cache(maxsize=1)
def naming_rows() -> tuple[Row, ...]:
    """Return the shipped naming choices."""
    return all_rows(load_folder(data_folder() / "naming", "naming"))


@lru_cache(maxsize=4)
def default_engine(targets: tuple[Target, ...], frameset: str) -> Engine:
    """Return the engine of the shipped word lists, compiled once a set of targets."""
    return Engine(targets, stance_rows(), naming_rows(), Frameset.shipped(frameset))


def build_engine(targets: tuple[Target, ...], lexicons: Iterable[Lexicon] | None, frames: str | Frameset) -> Engine:
    """Compile an engine; lexicons given replace the shipped ones of their kind."""
    if lexicons is None and isinstance(frames, str):
        return default_engine(targets, frames)
    own = tuple(lexicons or ())
    stance = [lx for lx in own if lx.kind == "stance"]
    naming = [lx for lx in own if lx.kind == "naming"]
    return Engine(
        targets,
        all_rows(stance) if stance else stance_rows(),
        all_rows(naming) if naming else naming_rows(),
        frames if isinstance(frames, Frameset) else Frameset.shipped(frames),
    )
