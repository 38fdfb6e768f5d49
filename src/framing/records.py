"""The records that pass from floor to floor: frozen, slotted, without behaviour beyond simple views.

Offsets are half-open code-point offsets into the caller's own string of the named field: for every record with
``start``, ``end`` and ``text``, ``article_field[start:end] == text``.

An article makes hundreds of spans, evidence items and mentions. These three fill their slots by the slots' own
setters, which takes half the time of the ``__init__`` that a frozen dataclass gets by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Field = Literal["title", "text"]
VoiceName = Literal["author", "quoted"]
Label = Literal["against", "neutral", "favor", "mixed", "unsure", "absent"]

NAN = float("nan")


def _setters(record: type) -> tuple[Callable[[Any, Any], None], ...]:
    """Return the setters of a record's slots, which its ``frozen`` does not close, in the order of its fields."""
    return tuple(record.__dict__[name].__set__ for name in record.__dict__["__slots__"])


@dataclass(frozen=True, slots=True)
class Article:
    """One document as the caller has it.

    Attributes
    ----------
    text
        The body, or the whole document where the title is not known apart.
    title
        The headline; it counts as the author's voice and as prominent.
    outlet, author, date, id, source
        What is known about it; kept and passed on, never used for scoring.

    Examples
    --------
    >>> import framing
    >>> a = framing.analyze(framing.Article("The guns fell silent.", title="Moscow lies again"))
    >>> a.mentions[0].field, a.mentions[0].voice
    ('title', 'author')
    """

    text: str
    title: str = ""
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, init=False)
class Span:
    """A stretch of one field: ``field_text[start:end] == text``."""

    start: int
    end: int
    text: str
    field: Field = "text"

    def __init__(self, start: int, end: int, text: str, field: Field = "text") -> None:
        _span_start(self, start)
        _span_end(self, end)
        _span_text(self, text)
        _span_field(self, field)


_span_start, _span_end, _span_text, _span_field = _setters(Span)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a stretch of a field and the half-open range of its word tokens.

    ``paragraph`` counts from 0; ``index`` counts sentences of the whole article, the title's first.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    index: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What one source is reported to say.

    Attributes
    ----------
    content
        The extent of what is said; quotation marks are inside ``content`` when there are any.
    speaker
        The speaker as named there ("He", "the ministry"), None where nobody is named.
    cue
        The words that report ("said", "according to"), None where there are none.
    kind
        ``direct`` in quotation marks, ``indirect`` reported without them, ``mixed`` both.
    bloc
        On whose behalf the speaker speaks: a target's name, ``other`` or ``unknown``.
    cue_kind
        ``neutral``, ``endorsing``, ``distancing`` or ``accusing``: what the cue does to the content.
    speaker_name
        The resolved name of the speaker ("Dmitry Peskov" for "He"), None where not resolved.
    speaker_antecedent
        Where that name stands, None where the local span names the speaker itself.
    unclosed
        True where the closing mark is missing and the paragraph's end was taken.
    """

    content: Span
    speaker: Span | None
    cue: Span | None
    kind: Literal["direct", "indirect", "mixed"]
    bloc: str = "unknown"
    cue_kind: Literal["neutral", "endorsing", "distancing", "accusing"] = "neutral"
    speaker_name: str | None = None
    speaker_antecedent: Span | None = None
    unclosed: bool = False


@dataclass(frozen=True, slots=True, init=False)
class Evidence:
    """One item that moves a score; the contributions of a voice sum to its score.

    ``kind`` is ``mention``, ``cast``, ``naming`` or ``cue``; ``contribution`` is on the scale of the score, negative is
    unfavourable. ``note`` says in words what was read, for instance ``evaluation, agent``.
    """

    kind: str
    text: str
    start: int
    end: int
    contribution: float
    field: Field = "text"
    note: str = ""

    def __init__(
        self, kind: str, text: str, start: int, end: int, contribution: float, field: Field = "text", note: str = ""
    ) -> None:
        _evidence_kind(self, kind)
        _evidence_text(self, text)
        _evidence_start(self, start)
        _evidence_end(self, end)
        _evidence_contribution(self, contribution)
        _evidence_field(self, field)
        _evidence_note(self, note)


(
    _evidence_kind,
    _evidence_text,
    _evidence_start,
    _evidence_end,
    _evidence_contribution,
    _evidence_field,
    _evidence_note,
) = _setters(Evidence)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a target and the stance read toward it there.

    ``score`` lies in [-1, 1], ``score == p_favor - p_against``; the three probabilities sum to 1.
    """

    target: str
    start: int
    end: int
    text: str
    voice: VoiceName
    score: float
    p_against: float
    p_neutral: float
    p_favor: float
    field: Field = "text"
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class VoiceStance:
    """The stance of one voice toward one target.

    ``score`` lies in [-1, 1], negative is unfavourable; NaN where the target is absent from that voice. ``se`` is the
    standard error of the score over mentions (NaN where absent). ``n_unsure`` counts mentions on which the model
    abstains.
    """

    label: Label
    score: float = NAN
    se: float = NAN
    n_mentions: int = 0
    n_unsure: int = 0
    evidence: tuple[Evidence, ...] = ()
    p_against: float = NAN
    p_neutral: float = NAN
    p_favor: float = NAN


@dataclass(frozen=True, slots=True)
class TargetStance:
    """Both voices toward one target. ``delta`` is author minus quoted score, NaN unless both are there."""

    target: str
    author: VoiceStance
    quoted: VoiceStance

    @property
    def delta(self) -> float:
        """Author score minus quoted score, in [-2, 2]; NaN unless both voices mention the target."""
        return self.author.score - self.quoted.score

    def voice(self, name: str) -> VoiceStance:
        """Return the stance of the voice ``"author"`` or ``"quoted"``."""
        return self.author if name == "author" else self.quoted


@dataclass(frozen=True, slots=True)
class FrameScore:
    """How much one frame is used: ``share`` of sentences in [0, 1], the flags, the words, and whose frame it is.

    ``targets`` maps a target to its share of the frame's evidence that is tied to it by role.
    """

    name: str
    share: float
    score: float
    present: bool
    dominant: bool
    evidence: tuple[Evidence, ...] = ()
    targets: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamingChoice:
    """A naming choice found: the words, what they imply for whom (-1 to 1), and a neutral alternative."""

    text: str
    start: int
    end: int
    voice: VoiceName
    term: str
    bound_to: str
    implies: Mapping[str, float]
    alternative: str
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class SpanStance:
    """Stance expressed toward a given span, whoever speaks. ``score == p_favor - p_against``, never NaN."""

    start: int
    end: int
    voice: VoiceName
    label: Literal["against", "neutral", "favor", "unsure"]
    p_against: float
    p_neutral: float
    p_favor: float
    score: float
