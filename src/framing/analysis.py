"""The composer: one article in, stance in two voices, frames, quotes and naming choices out."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from framing.arguments import is_on
from framing.engine import build_engine
from framing.errors import InputError
from framing.frames import FrameHit, Frameset, owning_spots, score_frames
from framing.language.document import Document, per_sentence
from framing.language.matching import Hit
from framing.language.mentions import Target, resolve_targets
from framing.lexicons.loading import Lexicon
from framing.reading.checks import check_article, text_warnings
from framing.records import (
    Article,
    Evidence,
    FrameScore,
    Mention,
    NamingChoice,
    Quote,
    Span,
    TargetStance,
    VoiceName,
)
from framing.stance.aggregation import voice_stance
from framing.stance.classifier import MentionModel
from framing.stance.constants import load_constants
from framing.stance.gathering import Collection, add_cast, add_naming, add_opponents, find_naming, gather
from framing.stance.golden import TARGETS as GOLDEN_TARGETS
from framing.stance.golden import check_golden
from framing.stance.lexical import build_scene
from framing.stance.model_file import shipped_model
from framing.stance.naming import opponents
from framing.stance.roles import Scene, find_roles
from framing.surrogates import frame_of_records

if TYPE_CHECKING:
    import pandas as pd

Scorer = Literal["lexicon", "classifier", "both"]
SCORERS = ("lexicon", "classifier", "both")
VOICES: tuple[VoiceName, VoiceName] = ("author", "quoted")
OWNED_WEIGHT = 0.5  # weaker frame terms are too general to say whose frame it is


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence for the tables: its span and paragraph."""

    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class ArticleAnalysis:
    """Everything that was read in one article.

    Attributes
    ----------
    stance
        Target name to `TargetStance`; every configured target is a key.
    frames
        Frame name to `FrameScore`.
    quotes
        What sources are reported to say.
    scare_quotes
        Quotation marks that are not speech.
    naming
        Naming choices found, with a neutral alternative.
    mentions
        Every mention of a configured target with its voice and probabilities.
    warnings
        Codes of what is doubtful about the text, for instance ``not_english``.

    Examples
    --------
    >>> import framing
    >>> a = framing.analyze("Russia brutally attacked its neighbour.")
    >>> a.stance["Russia"].author.label, a.stance["West"].author.label
    ('against', 'absent')
    >>> all(a.article.text[e.start : e.end] == e.text for e in a.stance["Russia"].author.evidence)
    True
    """

    article: Article
    stance: Mapping[str, TargetStance]
    frames: Mapping[str, FrameScore]
    quotes: tuple[Quote, ...]
    scare_quotes: tuple[Span, ...]
    naming: tuple[NamingChoice, ...]
    mentions: tuple[Mention, ...]
    sentences: tuple[SentenceRow, ...]
    warnings: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a target and voice: score, label, se, counts, delta and the strongest evidence."""
        from framing.corpus.tables import stance_rows

        return frame_of_records(stance_rows(self))

    def sentences_to_frame(self) -> pd.DataFrame:
        """Return one row a sentence and mentioned target: mean mention score and voice."""
        from framing.corpus.tables import sentence_rows

        return frame_of_records(sentence_rows(self))

    def voices_to_frame(self) -> pd.DataFrame:
        """Return one row a quote: speaker, bloc, cue, kind, content, and its share of the article's words."""
        from framing.corpus.tables import quote_rows

        return frame_of_records(quote_rows(self))

    def to_dict(self) -> dict[str, Any]:
        """Return a JSON-ready dict; NaN becomes None."""
        raw = {
            "article": asdict(self.article),
            "stance": {t: {**asdict(s), "delta": s.delta} for t, s in self.stance.items()},
            "frames": {n: asdict(f) for n, f in self.frames.items()},
            "quotes": [asdict(q) for q in self.quotes],
            "scare_quotes": [asdict(s) for s in self.scare_quotes],
            "naming": [asdict(n) for n in self.naming],
            "mentions": [asdict(m) for m in self.mentions],
            "warnings": list(self.warnings),
        }
        return _json_ready(raw)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        from framing.show.display import text_table

        return text_table(self)

    def _repr_html_(self) -> str:
        from framing.show.display import analysis_html

        return analysis_html(self)


def _json_ready(value: Any) -> Any:
    """Replace NaN by None and tuples by lists; records nest four deep, whatever the text."""
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Mapping):
        return {str(k): _json_ready(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json_ready(v) for v in value]
    return value


class Analyzer:
    """Options once, then ``.analyze(text)`` as often as needed.

    Parameters
    ----------
    targets
        Names of shipped targets, TOML paths or `Target` objects; None gives Russia, Ukraine, West and Azerbaijan.
    lexicons
        Lexicons of your own; those of a kind (``stance``, ``naming``) replace the shipped ones of that kind.
    scorer
        ``"lexicon"``, ``"classifier"``, ``"both"``, or a model of your own from `train`.
    naming
        Whether naming choices count; they are listed in any case.
    frames
        Name of a shipped frameset or a `Frameset`.

    Raises
    ------
    InputError
        On an unknown target or scorer.

    Examples
    --------
    >>> import framing
    >>> analyzer = framing.Analyzer(targets=["Russia", "Turkey"], naming=False)
    >>> a = analyzer.analyze("Russia brutally attacked its neighbour.")
    >>> a.stance["Russia"].author.label
    'against'
    >>> a.stance["Turkey"].author.label
    'absent'
    """

    def __init__(
        self,
        targets: Iterable[Target | str | Path] | None = None,
        lexicons: Iterable[Lexicon] | None = None,
        scorer: Scorer | MentionModel = "both",
        *,
        naming: bool = True,
        frames: str | Frameset = "geopolitical",
    ) -> None:
        if not isinstance(scorer, MentionModel) and not (isinstance(scorer, str) and scorer in SCORERS):
            raise InputError(f"scorer {scorer!r}: choose one of {', '.join(SCORERS)}, or a model from framing.train")
        self.targets = resolve_targets(targets)
        self.scorer = scorer
        self.naming = is_on("naming", naming)
        if not isinstance(lexicons, (Iterable, type(None))) or not isinstance(frames, (str, Frameset)):
            raise InputError("lexicons must be a list of Lexicon, and frames a name or a Frameset")
        own = None if lexicons is None else tuple(lexicons)
        if any(not isinstance(lexicon, Lexicon) for lexicon in own or ()):
            raise InputError("lexicons holds something that is no Lexicon; load it with framing.load_lexicon(path)")
        self._settings = (self.targets, own, scorer, self.naming, frames)
        self._engine = build_engine(self.targets, own, frames)
        self._constants = load_constants()
        self.model = scorer if isinstance(scorer, MentionModel) else None if scorer == "lexicon" else shipped_model()
        if self.model is not None and own is None and set(GOLDEN_TARGETS) <= {t.name for t in self.targets}:
            check_golden(self.read, self.model)

    @property
    def settings(self) -> dict[str, Any]:
        """The options it was made with: targets, lexicons, scorer, naming, frames."""
        return dict(zip(("targets", "lexicons", "scorer", "naming", "frames"), self._settings, strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        # worker processes build their own: the compiled word lists are larger than what they are made from
        return _from_settings, (type(self), self.settings)

    def __repr__(self) -> str:
        names = ", ".join(t.name for t in self.targets)
        scorer = "own model" if isinstance(self.scorer, MentionModel) else self.scorer
        return f"Analyzer(targets=[{names}], scorer={scorer!r}, naming={self.naming})"

    def analyze(self, article: str | Article) -> ArticleAnalysis:
        """Analyse one article.

        Parameters
        ----------
        article
            A string, or an `Article` with title and text apart.

        Raises
        ------
        InputError
            Where it is neither.
        """
        return self._compose(check_article(article))

    def read(self, article: str | Article) -> Document:
        """Read an article without scoring it: tokens, mentions, voices, hits."""
        return self._engine.read(check_article(article))

    def _compose(self, article: Article) -> ArticleAnalysis:
        document = self._engine.read(article)
        names = [t.name for t in self.targets]
        constants = self._constants
        collection = gather(document, names, constants, self.model, lexicon=self.scorer != "classifier")
        add_cast(collection, constants.cast)
        choices = find_naming(collection)
        if self.naming:
            add_opponents(collection, opponents(), constants.opponents)
            add_naming(collection, choices, opponents(), constants)
        stance = {
            name: TargetStance(name, *(self._voice(collection, name, voice) for voice in VOICES)) for name in names
        }
        frames = score_frames(self._engine.frameset, _frame_hits(document, names), len(document.sentences))
        return ArticleAnalysis(
            article=article,
            stance=stance,
            frames=frames,
            quotes=_relocated(document),
            scare_quotes=tuple(document.view.locate(s.start, s.end) for s in document.voices.scare_quotes),
            naming=choices,
            mentions=tuple(collection.mentions),
            sentences=tuple(SentenceRow(s.index, document.view.locate(s.start, s.end)) for s in document.sentences),
            warnings=text_warnings(document.view.text, document.flags),
        )

    def _voice(self, collection: Collection, name: str, voice: VoiceName) -> Any:
        cell = collection.cells[name, voice]
        return voice_stance(cell.evidence, list(cell.mentions.values()), voice, self._constants)


def _from_settings(kind: type[Analyzer], settings: dict[str, Any]) -> Analyzer:
    return kind(**settings)


def _relocated(document: Document) -> tuple[Quote, ...]:
    """Return the quotes with spans in the caller's fields."""
    if document.view.same:
        return document.voices.quotes
    return tuple(_relocate(document, quote) for quote in document.voices.quotes)


def _relocate(document: Document, quote: Quote) -> Quote:
    """Map a quote's spans from the working string to the caller's fields."""

    def moved(span: Span | None) -> Span | None:
        return None if span is None else document.view.locate(span.start, span.end)

    return replace(
        quote,
        content=document.view.locate(quote.content.start, quote.content.end),
        speaker=moved(quote.speaker),
        cue=moved(quote.cue),
        speaker_antecedent=moved(quote.speaker_antecedent),
    )


def _frame_hits(document: Document, names: Sequence[str]) -> list[list[FrameHit]]:
    """Place each frame term in its sentence and tie it to the targets that own it."""
    wanted = set(names)
    starts = [s.first for s in document.sentences]
    spots = list(per_sentence(document.spots, document.sentences))
    scenes: dict[int, Scene] = {}
    placed: list[list[FrameHit]] = []
    for hits in document.frame_hits:
        placed.append([])
        for hit in hits:
            entry = hit.entry
            if not entry.weight:
                continue
            index = bisect_right(starts, hit.first) - 1
            owners: tuple[str, ...] = ()
            if spots[index] and entry.owner and entry.weight >= OWNED_WEIGHT:
                if index not in scenes:
                    sentence = document.sentences[index]
                    scenes[index] = build_scene(sentence, spots[index], document.flags, document.clauses, ())
                owners = _owners(hit, scenes[index], wanted)
            start, end, text, field = document.place(hit.first, hit.last)
            evidence = Evidence("frame", text, start, end, entry.weight, field, entry.term)
            placed[-1].append(FrameHit(hit, index, owners, evidence))
    return placed


def _owners(hit: Hit, scene: Scene, wanted: set[str]) -> tuple[str, ...]:
    """Return the measured targets whose frame a term is, in text order."""
    owning = owning_spots(hit.entry.owner, find_roles(hit, hit.entry.word_class, scene))
    if not owning:
        return ()
    found = [scene.spots[k].target for k in owning]
    return tuple(dict.fromkeys(t for t in found if t in wanted))


def analyze(
    article: str | Article,
    targets: Iterable[Target | str | Path] | None = None,
    **options: Any,
) -> ArticleAnalysis:
    """Analyse one article: stance toward each target in the author's and the quoted voices, frames, quotes, naming.

    Parameters
    ----------
    article
        A string, or an `Article` with title and text apart.
    targets
        As in `Analyzer`.
    **options
        Further options of `Analyzer`.

    Examples
    --------
    >>> import framing
    >>> a = framing.analyze("The minister said: “Ukraine is a corrupt, treacherous regime.” Talks go on.")
    >>> a.stance["Ukraine"].quoted.label, a.stance["Ukraine"].author.label
    ('against', 'absent')
    """
    return Analyzer(targets, **options).analyze(article)


def find_quotes(text: str) -> list[Quote]:
    """Find what sources are reported to say: direct and reported speech with speakers, scare quotes left out.

    Examples
    --------
    >>> import framing
    >>> q = framing.find_quotes('Peskov said that talks would "continue". Nobody smiled.')[0]
    >>> q.speaker.text, q.cue.text
    ('Peskov', 'said')
    """
    return list(analyze(text, scorer="lexicon").quotes)


def to_json(analysis: ArticleAnalysis) -> str:
    """Return the analysis as JSON text in ASCII, so that a lone surrogate cannot break the file."""
    return json.dumps(analysis.to_dict(), ensure_ascii=True, allow_nan=False)
