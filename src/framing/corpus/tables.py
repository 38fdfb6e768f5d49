"""Tidy rows of one analysis: target x voice, sentence x target, quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.records import Evidence, VoiceStance

if TYPE_CHECKING:
    from framing.analysis import ArticleAnalysis

Row = dict[str, Any]


def strongest(evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the item with the largest absolute contribution, None where there is none."""
    return max(evidence, key=lambda e: (abs(e.contribution), -e.start), default=None)


def voice_cells(stance: VoiceStance) -> Row:
    """Return the columns of one voice's stance."""
    best = strongest(stance.evidence)
    return {
        "score": stance.score,
        "label": stance.label,
        "se": stance.se,
        "n_mentions": stance.n_mentions,
        "n_unsure": stance.n_unsure,
        "p_against": stance.p_against,
        "p_neutral": stance.p_neutral,
        "p_favor": stance.p_favor,
        "n_evidence": len(stance.evidence),
        "evidence": "" if best is None else best.text,
    }


def stance_rows(analysis: ArticleAnalysis) -> list[Row]:
    """Return one row a target and voice."""
    return [
        {"target": name, "voice": voice, **voice_cells(stance.voice(voice)), "delta": stance.delta}
        for name, stance in analysis.stance.items()
        for voice in ("author", "quoted")
    ]


def sentence_rows(analysis: ArticleAnalysis) -> list[Row]:
    """Return one row a sentence, target and voice: the mean score of the mentions there."""
    grouped: dict[tuple[int, str, str], list[float]] = {}
    for mention in analysis.mentions:
        grouped.setdefault((mention.sentence, mention.target, mention.voice), []).append(mention.score)
    spans = {s.index: s.span for s in analysis.sentences}
    return [
        {
            "sentence": index,
            "field": spans[index].field,
            "start": spans[index].start,
            "end": spans[index].end,
            "target": target,
            "voice": voice,
            "score": sum(scores) / len(scores),
            "n_mentions": len(scores),
            "text": spans[index].text,
        }
        for (index, target, voice), scores in sorted(grouped.items())
    ]


def quote_rows(analysis: ArticleAnalysis) -> list[Row]:
    """Return one row a quote, with its number of words and their share of the article's words, in [0, 1]."""
    total = len(analysis.article.text.split()) + len(analysis.article.title.split())
    return [
        {
            "quote": k,
            "field": q.content.field,
            "start": q.content.start,
            "end": q.content.end,
            "speaker": q.speaker.text if q.speaker else None,
            "speaker_name": q.speaker_name,
            "bloc": q.bloc,
            "cue": q.cue.text if q.cue else None,
            "cue_kind": q.cue_kind,
            "kind": q.kind,
            "n_words": len(q.content.text.split()),
            "share": len(q.content.text.split()) / total if total else 0.0,
            "content": q.content.text,
        }
        for k, q in enumerate(analysis.quotes)
    ]


def frame_cells(analysis: ArticleAnalysis) -> Row:
    """Return the frames of an article: a share in [0, 1] for each, and the names of those present and
    dominant.
    """
    frames = analysis.frames.values()
    return {
        **{f"frame_{f.name}": f.share for f in frames},
        "frames_present": ";".join(f.name for f in frames if f.present),
        "frames_dominant": ";".join(f.name for f in frames if f.dominant),
    }


# Columns of the corpus tables and their types. Text is kept as plain objects: the string types of newer
# pandas cannot hold a lone surrogate. Counts are nullable, because a document that could not be analysed has
# none.
_STANCE_TYPES = {
    "target": "object",
    "voice": "object",
    "score": "float64",
    "label": "object",
    "se": "float64",
    "n_mentions": "Int64",
    "n_unsure": "Int64",
    "p_against": "float64",
    "p_neutral": "float64",
    "p_favor": "float64",
    "n_evidence": "Int64",
    "evidence": "object",
    "delta": "float64",
}
_QUOTE_TYPES = {
    "quote": "Int64",
    "field": "object",
    "start": "Int64",
    "end": "Int64",
    "speaker": "object",
    "speaker_name": "object",
    "bloc": "object",
    "cue": "object",
    "cue_kind": "object",
    "kind": "object",
    "n_words": "Int64",
    "share": "float64",
    "content": "object",
}
_CLOSING_TYPES = {"warnings": "object", "error": "object"}


@dataclass(frozen=True, slots=True)
class TableKind:
    """Which table is made of each analysis: ``stance`` (a row a target and voice) or ``quotes``.

    ``frames`` are the names of the frames whose shares become columns ``frame_<name>``.
    """

    name: str = "stance"
    frames: tuple[str, ...] = ()

    def types(self) -> dict[str, str]:
        """Return column name to dtype, without id and kept columns."""
        own = _STANCE_TYPES if self.name == "stance" else _QUOTE_TYPES
        shares = {f"frame_{f}": "float64" for f in self.frames}
        lists = {"frames_present": "object", "frames_dominant": "object"} if self.frames else {}
        return {**own, **shares, **lists, **_CLOSING_TYPES}

    def rows(self, analysis: ArticleAnalysis) -> list[Row]:
        """Return the rows of one analysis; an article without a quote has one row of the table of quotes all
        the same.
        """
        rows = stance_rows(analysis) if self.name == "stance" else quote_rows(analysis)
        shared = frame_cells(analysis) if self.frames else {}
        shared |= {"warnings": ";".join(analysis.warnings), "error": None}
        return [{**row, **shared} for row in rows or [{}]]
