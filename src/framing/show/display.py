"""Text tables and notebook views: evidence highlighted in the article's own text. Escaped, no script."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from framing.corpus.tables import strongest
from framing.records import Evidence, VoiceStance

if TYPE_CHECKING:
    from framing.analysis import ArticleAnalysis

WIDTH = 100
_EVIDENCE_WIDTH = 34
_STYLE = (
    "<style>.framing-view{font:14px/1.55 sans-serif;max-width:56em}.framing-view table{border-collapse:collapse;"
    "margin:.4em 0 1em}.framing-view td,.framing-view th{padding:.2em .7em;text-align:left;border-bottom:1px solid "
    "#8886}.framing-view mark{color:inherit;padding:0 .1em;border-radius:2px}.framing-view mark.neg{background:#d5523b55}"
    ".framing-view mark.pos{background:#2b83ba55}.framing-view mark.name{background:none;border-bottom:2px dotted #8a6d00}"
    ".framing-view .quoted{font-style:italic;opacity:.92;border-left:3px solid #8886;padding-left:.25em}"
    ".framing-view .doc{white-space:pre-wrap}</style>"
)


def number(value: float) -> str:
    """Write a score with sign and two decimals, a dash for NaN."""
    return "  –  " if math.isnan(value) else f"{value:+.2f}"


def _clean(text: str, width: int) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def text_table(analysis: ArticleAnalysis) -> str:
    """Return a table of at most 100 columns: stance by target and voice, then the dominant frames."""
    head = f"{'target':<12}{'author':<9}{'score':>6}  {'quoted':<9}{'score':>6}  {'delta':>6}  strongest evidence"
    lines = [head, "-" * min(WIDTH, len(head) + 16)]
    for name, s in analysis.stance.items():
        best = strongest((*s.author.evidence, *s.quoted.evidence))
        shown = "" if best is None else f"{number(best.contribution)} {_clean(best.text, _EVIDENCE_WIDTH)}"
        lines.append(
            f"{_clean(name, 11):<12}{s.author.label:<9}{number(s.author.score):>6}  {s.quoted.label:<9}"
            f"{number(s.quoted.score):>6}  {number(s.delta):>6}  {shown}"
        )
    dominant = [f.name for f in analysis.frames.values() if f.dominant]
    present = [f.name for f in analysis.frames.values() if f.present and not f.dominant]
    lines.append("frames: " + (", ".join(dominant) or "none dominant") + (f" (also {', '.join(present)})" if present else ""))
    if analysis.warnings:
        lines.append("warnings: " + ", ".join(analysis.warnings))
    return "\n".join(_clean_line(line) for line in lines)


def _clean_line(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _voice_cells(s: VoiceStance) -> str:
    return f"<td>{s.label}</td><td>{html.escape(number(s.score))}</td>"


def analysis_html(analysis: ArticleAnalysis) -> str:
    """Return the notebook view: the stance table and the text with its evidence marked by sign and voice."""
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th>{_voice_cells(s.author)}{_voice_cells(s.quoted)}<td>{number(s.delta)}</td></tr>"
        for name, s in analysis.stance.items()
    )
    table = (
        "<table><tr><th>target</th><th>author</th><th>score</th><th>quoted</th><th>score</th><th>delta</th></tr>"
        f"{rows}</table>"
    )
    title = marked_field(analysis, "title")
    heading = f"<h4 class='doc'>{title}</h4>" if title else ""
    return f"<div class='framing-view'>{_STYLE}{table}{heading}<div class='doc'>{marked_field(analysis, 'text')}</div></div>"


def marked_field(analysis: ArticleAnalysis, field: str) -> str:
    """Return one field as escaped HTML with its evidence, naming choices and quotes marked."""
    text = analysis.article.title if field == "title" else analysis.article.text
    marks = _marks(analysis, field)
    quoted = [(q.content.start, q.content.end) for q in analysis.quotes if q.content.field == field]
    cuts = sorted({0, len(text), *(x for m in marks for x in m[:2]), *(x for q in quoted for x in q)})
    pieces: list[str] = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        pieces.append(_piece(html.escape(text[a:b]), _at(marks, a), _at(quoted, a) is not None))
    return _safe("".join(pieces))


def _safe(markup: str) -> str:
    """Replace lone surrogates, which no page can hold."""
    return markup.encode("utf-8", "replace").decode("utf-8")


Marked = tuple[int, int, str, str]


def _marks(analysis: ArticleAnalysis, field: str) -> list[Marked]:
    """Return non-overlapping (start, end, css class, hover text) in text order; stronger evidence first."""
    wanted: list[tuple[float, Marked]] = []
    for name, s in analysis.stance.items():
        for voice in (s.author, s.quoted):
            for e in voice.evidence:
                if e.field == field and e.contribution:
                    wanted.append((abs(e.contribution), (e.start, e.end, _sign(e), _hover(name, e))))
    for n in analysis.naming:
        if n.field == field:
            wanted.append((0.0, (n.start, n.end, "name", f"naming choice; neutral: {n.alternative}")))
    taken: list[Marked] = []
    used: set[int] = set()
    for _, mark in sorted(wanted, key=lambda w: (-w[0], w[1])):
        cells = range(mark[0], mark[1])
        if not any(c in used for c in cells):
            used.update(cells)
            taken.append(mark)
    return sorted(taken)


def _sign(e: Evidence) -> str:
    return "neg" if e.contribution < 0 else "pos"


def _hover(name: str, e: Evidence) -> str:
    return f"{name} {e.contribution:+.2f} ({e.kind}: {e.note})"


def _at(spans: list[Marked] | list[tuple[int, int]], position: int) -> Marked | tuple[int, int] | None:
    from bisect import bisect_right

    k = bisect_right([s[0] for s in spans], position) - 1
    return spans[k] if k >= 0 and spans[k][0] <= position < spans[k][1] else None


def _piece(escaped: str, mark: Marked | tuple[int, int] | None, quoted: bool) -> str:
    if mark is not None and len(mark) == 4:
        escaped = f"<mark class='{mark[2]}' title='{html.escape(mark[3], quote=True)}'>{escaped}</mark>"
    return f"<span class='quoted'>{escaped}</span>" if quoted else escaped
