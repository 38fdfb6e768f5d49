"""Text tables and notebook views: evidence highlighted in the article's own text. Escaped, no script."""

from __future__ import annotations

import html
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.corpus.tables import strongest
from framing.records import Evidence, TargetStance, VoiceName, VoiceStance

if TYPE_CHECKING:
    from framing.analysis import ArticleAnalysis

WIDTH = 100
VOICES: tuple[VoiceName, VoiceName] = ("author", "quoted")
# what a mark must add to or take from a score to be shown, and to be shown in full colour
_SHOWN, _STRONG = 0.01, 0.08
_NAME_WIDTH = 12
_EVIDENCE_WIDTH = 26
_FRAMES = 4
_STYLE = (
    "<style>.framing-view{font:14px/1.6 sans-serif;max-width:58em;overflow-wrap:anywhere}"
    ".framing-view .wide{overflow-x:auto;overflow-wrap:normal}"
    ".framing-view table{border-collapse:collapse;margin:.4em 0 .8em}"
    ".framing-view td,.framing-view th{padding:.2em .6em;text-align:left;border-bottom:1px solid #8886}"
    ".framing-view td:last-child{min-width:10em}"
    ".framing-view mark{color:inherit;padding:0 .1em;border-radius:2px}"
    ".framing-view mark.neg{background:#d5523b33}.framing-view mark.neg.strong{background:#d5523b77}"
    ".framing-view mark.pos{background:#2b83ba33}.framing-view mark.pos.strong{background:#2b83ba77}"
    ".framing-view mark.name{background:none;border-bottom:2px dotted #8a6d00}"
    ".framing-view .quoted{font-style:italic;border-bottom:1px solid #8886}"
    ".framing-view .doc{white-space:pre-wrap}.framing-view .key{opacity:.8}</style>"
)
_KEY = (
    "<p class='key'><mark class='neg strong'>against</mark> <mark class='pos strong'>in favour</mark> "
    "<mark class='name'>naming choice</mark> <span class='quoted'>quoted voice</span></p>"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one field to be marked: CSS class, hover text, and how strongly it moves a score."""

    start: int
    end: int
    css: str
    hover: str
    weight: float


def number(value: float) -> str:
    """Write a score with sign and two decimals, zero without a sign, a dash for NaN."""
    if math.isnan(value):
        return "–"
    return f"{value:+.2f}" if abs(value) >= 0.005 else "0.00"


def _clean(text: str, width: int) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def best_evidence(stance: TargetStance) -> tuple[Evidence, VoiceName] | None:
    """Return the item that moves either voice's score most, and that voice."""
    found = [(best, v) for v in VOICES if (best := strongest(stance.voice(v).evidence)) is not None]
    return max(found, key=lambda pair: abs(pair[0].contribution), default=None)


def _evidence_cell(stance: TargetStance) -> str:
    found = best_evidence(stance)
    if found is None or abs(found[0].contribution) < _SHOWN:
        return ""
    return f"{number(found[0].contribution)} {_clean(found[0].text, _EVIDENCE_WIDTH)} ({found[1]})"


def _frame_line(analysis: ArticleAnalysis) -> str:
    dominant = [f.name for f in analysis.frames.values() if f.dominant]
    present = sorted((f for f in analysis.frames.values() if f.present and not f.dominant), key=lambda f: -f.score)
    shown = [f.name for f in present[:_FRAMES]]
    if len(present) > _FRAMES:
        shown.append(f"{len(present) - _FRAMES} more")
    also = f" (also {', '.join(shown)})" if shown else ""
    return "frames: " + (", ".join(dominant) or "none dominant") + also


def text_table(analysis: ArticleAnalysis) -> str:
    """Return a table of at most 100 columns: stance by target and voice, then the dominant frames."""
    voices = "".join(f"{voice:<9}{'score':>5}   " for voice in VOICES)
    head = f"{'target':<13}{voices}{'delta':>5}   strongest evidence"
    lines = [head, "-" * WIDTH]
    for name, s in analysis.stance.items():
        lines.append(
            f"{_clean(name, _NAME_WIDTH):<13}{s.author.label:<9}{number(s.author.score):>5}   "
            f"{s.quoted.label:<9}{number(s.quoted.score):>5}   {number(s.delta):>5}   {_evidence_cell(s)}"
        )
    lines.append(_frame_line(analysis))
    if analysis.warnings:
        lines.append("warnings: " + ", ".join(analysis.warnings))
    return "\n".join(_cut(line.rstrip()) for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _voice_cells(s: VoiceStance) -> str:
    return f"<td>{s.label}</td><td>{number(s.score)}</td>"


def analysis_html(analysis: ArticleAnalysis) -> str:
    """Return the notebook view: the stance table and the text with its evidence marked by sign and voice."""
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th>{_voice_cells(s.author)}{_voice_cells(s.quoted)}"
        f"<td>{number(s.delta)}</td><td>{html.escape(_evidence_cell(s))}</td></tr>"
        for name, s in analysis.stance.items()
    )
    head = ("target", "author", "score", "quoted", "score", "delta", "strongest evidence")
    names = "".join(f"<th>{h}</th>" for h in head)
    table = f"<div class='wide'><table><tr>{names}</tr>{rows}</table></div>"
    notes = f"<p>{html.escape(_frame_line(analysis))}</p>"
    if analysis.warnings:
        notes += f"<p>warnings: {html.escape(', '.join(analysis.warnings))}</p>"
    title = marked_field(analysis, "title")
    heading = f"<h4 class='doc' dir='auto'>{title}</h4>" if title else ""
    body = f"<div class='doc' dir='auto'>{marked_field(analysis, 'text')}</div>"
    return _safe(f"<div class='framing-view'>{_STYLE}{table}{notes}{_KEY}{heading}{body}</div>")


def marked_field(analysis: ArticleAnalysis, field: str) -> str:
    """Return one field as escaped HTML with its evidence, naming choices and quotes marked."""
    text = analysis.article.title if field == "title" else analysis.article.text
    marks = _marks(analysis, field)
    quoted = sorted((q.content.start, q.content.end) for q in analysis.quotes if q.content.field == field)
    edges = [m.start for m in marks] + [m.end for m in marks] + [x for q in quoted for x in q]
    cuts = sorted({0, len(text), *edges})
    mark_starts, quote_starts = [m.start for m in marks], [q[0] for q in quoted]
    pieces: list[str] = []
    for a, b in pairwise(cuts):
        piece = html.escape(text[a:b])
        k = bisect_right(mark_starts, a) - 1
        if k >= 0 and a < marks[k].end:
            hover = html.escape(marks[k].hover, quote=True)
            piece = f"<mark class='{marks[k].css}' title='{hover}'>{piece}</mark>"
        k = bisect_right(quote_starts, a) - 1
        if k >= 0 and a < quoted[k][1]:
            piece = f"<span class='quoted'>{piece}</span>"
        pieces.append(piece)
    return _safe("".join(pieces))


def _safe(markup: str) -> str:
    """Replace lone surrogates, which no page can hold."""
    return markup.encode("utf-8", "replace").decode("utf-8")


def _marks(analysis: ArticleAnalysis, field: str) -> list[Mark]:
    """Return non-overlapping marks in text order; where two overlap, the one that weighs more is shown."""
    wanted = _evidence_marks(analysis, field)
    for n in analysis.naming:
        if n.field == field:
            neutral = f"; neutral: {n.alternative}" if n.alternative else ""
            wanted.append(Mark(n.start, n.end, "name", f"naming choice{neutral}", 0.0))
    taken: list[Mark] = []
    used = bytearray(max((m.end for m in wanted), default=0))
    for mark in sorted(wanted, key=lambda m: (-m.weight, m.start, m.end)):
        if not any(used[mark.start : mark.end]):
            used[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            taken.append(mark)
    return sorted(taken, key=lambda m: m.start)


def _evidence_marks(analysis: ArticleAnalysis, field: str) -> list[Mark]:
    """Return one mark for each stretch that moves a score; its hover text says whose, by how much and why."""
    grouped: dict[tuple[int, int], list[tuple[str, VoiceName, Evidence]]] = {}
    for name, s in analysis.stance.items():
        for voice in VOICES:
            for e in s.voice(voice).evidence:
                if e.field == field and abs(e.contribution) >= _SHOWN and e.end > e.start:
                    grouped.setdefault((e.start, e.end), []).append((name, voice, e))
    return [_joined(place, items) for place, items in grouped.items()]


def _joined(place: tuple[int, int], items: Sequence[tuple[str, VoiceName, Evidence]]) -> Mark:
    by_strength = sorted(items, key=lambda item: -abs(item[2].contribution))
    top = by_strength[0][2].contribution
    css = ("neg" if top < 0 else "pos") + (" strong" if abs(top) >= _STRONG else "")
    said = [f"{name} {e.contribution:+.2f} ({voice}, {e.kind}: {e.note})" for name, voice, e in by_strength]
    return Mark(*place, css, "; ".join(said), abs(top))
