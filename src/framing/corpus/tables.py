"""Tidy rows of one analysis: target x voice, sentence x target, quotes."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Return one row a quote, with its share of the article's characters."""
    total = len(analysis.article.text) + len(analysis.article.title)
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
            "share": (q.content.end - q.content.start) / total if total else 0.0,
            "content": q.content.text,
        }
        for k, q in enumerate(analysis.quotes)
    ]
