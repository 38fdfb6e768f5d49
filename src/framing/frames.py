"""Frames: which story an article puts its actors into, with the words that say so and whose frame it is.

A frame here is a passage-level pattern of problem, cause, judgement and remedy (Entman 1993), measured by weighted
terms. The sentence weight of a frame is the sum of its terms' weights; the article score is the sum of the weights of
its distinct terms over the square root of the number of sentences: a passage that develops a frame uses many of its
words, while one word repeated does not, and both a short item and a long essay can carry it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from framing.errors import LexiconError
from framing.language.matching import Hit
from framing.lexicons.checking import Row, read_card, read_rows
from framing.records import Evidence, FrameScore
from framing.stance.scenes import Role

SENTENCE_WEIGHT = 0.5
DEFAULT_THRESHOLD = 0.6
DEFAULT_SLOPE = 1.0
DEFAULT_BASE = -2.5
LEAST_DOMINANT = -2.2  # log-odds of being dominant, below which a frame is not called so
DEFAULT_MAX_DOMINANT = 2
OWNERS = ("agent", "patient", "holder")


@dataclass(frozen=True, slots=True)
class FrameEntry:
    """A compiled frame term: weight in [0, 1] (0 stops a shorter term), class, and whose frame it is."""

    term: str
    word_class: str
    weight: float
    owner: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its name, definition, terms, and how scores are read.

    It is present from the score ``present`` on; ``slope`` and ``base`` give the log-odds that an article with a
    score is organised around it, by which dominant frames are ranked.

    Examples
    --------
    >>> from framing.frames import Frameset
    >>> economy = Frameset.shipped("geopolitical").frames[9]
    >>> economy.name, len(economy.entries) > 50
    ('economy', True)
    """

    name: str
    definition: str
    entries: tuple[tuple[str, str, FrameEntry], ...]
    present: float = DEFAULT_THRESHOLD
    slope: float = DEFAULT_SLOPE
    base: float = DEFAULT_BASE

    def odds(self, score: float) -> float:
        """Return the log-odds of being dominant."""
        return self.slope * score + self.base


@dataclass(frozen=True, slots=True)
class Frameset:
    """A set of frames that are scored together.

    Examples
    --------
    >>> from framing.frames import Frameset
    >>> Frameset.shipped("geopolitical").names[:2]
    ('sovereignty', 'domination')
    """

    name: str
    frames: tuple[Frame, ...]
    max_dominant: int = DEFAULT_MAX_DOMINANT
    card: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the frames in the order of the set."""
        return tuple(frame.name for frame in self.frames)

    @classmethod
    def shipped(cls, name: str) -> Frameset:
        """Load a shipped set: ``geopolitical`` (17 frames) or ``policy`` (Boydstun et al. 2014)."""
        from framing.lexicons.paths import data_folder

        known = sorted(p.name for p in (data_folder() / "frames").iterdir() if p.is_dir())
        if not isinstance(name, str) or name not in known:
            choices = ", ".join(known)
            raise LexiconError(f"frameset {name!r:.80}: choose one of {choices}, or Frameset.from_folder(path)")
        return cls.from_folder(data_folder() / "frames" / name)

    @classmethod
    def from_folder(cls, folder: str | Path) -> Frameset:
        """Load a frameset: ``frameset.toml`` and, for each frame, ``<frame>.tsv`` with its card ``<frame>.toml``.

        Raises
        ------
        LexiconError
            On a missing card or file, an unknown column, two frames of one name, a frame without terms, or a threshold
            that is not a number.
        """
        root = Path(folder)
        card = read_card(root / "frameset.toml")
        names = card.get("frames")
        if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
            raise LexiconError(f"{root / 'frameset.toml'}: needs frames = [\"name\", ...]")
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice is not None:
            raise LexiconError(f"{root / 'frameset.toml'}: frame {twice!r} stands twice; keep one")
        most = card.get("max_dominant", DEFAULT_MAX_DOMINANT)
        if isinstance(most, bool) or not isinstance(most, int) or most < 0:
            raise LexiconError(f"{root / 'frameset.toml'}: max_dominant = {most!r}; write a whole number from 0 on")
        return cls(str(card.get("name", root.name)), tuple(_load_frame(root, name) for name in names), most, card)


def _load_frame(root: Path, name: str) -> Frame:
    card = read_card(root / f"{name}.toml")
    rows = read_rows(root / f"{name}.tsv", "frames")
    owner = str(card.get("owner", ""))
    if owner not in ("", *OWNERS):
        raise LexiconError(f"{root / name}.toml: owner {owner!r}; choose one of {', '.join(OWNERS)}, or leave it out")
    entries = tuple((row.term, row.word("class"), _entry(row, owner)) for row in rows)
    if not any(entry.weight for _, _, entry in entries):
        raise LexiconError(f"{root / name}.tsv: every weight is 0 or empty; give a term a weight in (0, 1]")
    return Frame(
        name,
        str(card.get("definition", "")),
        entries,
        _number(root, name, card, "present", DEFAULT_THRESHOLD),
        _number(root, name, card, "dominant_slope", DEFAULT_SLOPE),
        _number(root, name, card, "dominant_base", DEFAULT_BASE),
    )


def _number(root: Path, name: str, card: Mapping[str, object], key: str, default: float) -> float:
    value = card.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise LexiconError(f"{root / name}.toml: {key} = {value!r}; write a number, or leave it out for {default}")
    return float(value)


def _entry(row: Row, owner: str) -> FrameEntry:
    return FrameEntry(row.term, row.word("class"), row.number("weight"), row.word("owner") or owner)


class FrameHit(NamedTuple):
    """A frame term in its sentence, with the targets it is tied to."""

    hit: Hit
    sentence: int
    targets: tuple[str, ...]
    evidence: Evidence


def owning_spots(owner: str, roles: Sequence[Role]) -> tuple[int, ...]:
    """Return the mentions that own a frame term.

    Parameters
    ----------
    owner
        The role that owns the term: ``agent``, ``patient`` or ``holder``.
    roles
        The roles of the sentence's mentions in the term.

    Notes
    -----
    A construction may not offer the role: a trait shows as a deed ("Russia is losing its influence"), a deed as a trait
    ("the suffering of", "is a bully"). Then the role next of kin counts; for a trait that is the subject's, the first
    mention.
    """
    chosen = [r for r in roles if r.role == owner]
    if not chosen and owner == "holder" and roles:
        subject = min(roles, key=lambda r: r.spot).role
        chosen = [r for r in roles if r.role == subject]
    elif not chosen:
        # in "the massacre of Ukrainians" they are what it is done to, not who does it
        suffering = {r.spot for r in roles if r.role == "patient"}
        chosen = [r for r in roles if r.role == "holder" and r.spot not in suffering]
    surest = max((r.confidence for r in chosen), default=0.0)
    return tuple(r.spot for r in chosen if r.confidence == surest)


def score_frames(
    frameset: Frameset, found: Sequence[Sequence[FrameHit]], n_sentences: int
) -> dict[str, FrameScore]:
    """Score every frame of a set on one article.

    Parameters
    ----------
    frameset
        The frames.
    found
        Per frame its hits, traps left out; each evidence item's ``contribution`` is the term's weight.
    n_sentences
        Sentences in the article.
    """
    totals = []
    for hits in found:
        if not hits:
            totals.append((0.0, 0.0))
            continue
        per_sentence: dict[int, float] = {}
        for h in hits:
            per_sentence[h.sentence] = per_sentence.get(h.sentence, 0.0) + h.hit.entry.weight
        distinct = {h.hit.entry.term: h.hit.entry.weight for h in hits}
        share = sum(w >= SENTENCE_WEIGHT for w in per_sentence.values()) / n_sentences if n_sentences else 0.0
        score = math.fsum(distinct.values()) / math.sqrt(n_sentences) if n_sentences else 0.0
        totals.append((share, score))
    odds = [frame.odds(score) for frame, (_, score) in zip(frameset.frames, totals, strict=True)]
    ranked = sorted(
        (i for i, f in enumerate(frameset.frames) if totals[i][1] >= f.present and odds[i] >= LEAST_DOMINANT),
        key=lambda i: (-odds[i], i),
    )
    leading = set(ranked[: frameset.max_dominant])
    return {
        frame.name: FrameScore(
            name=frame.name,
            share=totals[i][0],
            score=totals[i][1],
            present=totals[i][1] >= frame.present,
            dominant=i in leading,
            evidence=tuple(h.evidence for h in found[i]),
            targets=_owners(found[i]),
        )
        for i, frame in enumerate(frameset.frames)
    }


def _owners(hits: Sequence[FrameHit]) -> dict[str, float]:
    if not hits:
        return {}
    total = math.fsum([h.hit.entry.weight for h in hits])
    owned: dict[str, float] = {}
    for h in hits:
        for target in h.targets:
            owned[target] = owned.get(target, 0.0) + h.hit.entry.weight / len(h.targets)
    return {target: weight / total for target, weight in sorted(owned.items())} if total else {}
