"""Notebook views of a corpus table and of the quotes of an article. Plain HTML: escaped, no script."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import InputError
from framing.show.canvas import only_table
from framing.show.display import number

if TYPE_CHECKING:
    from framing.analysis import ArticleAnalysis

ROWS = 25
_VOICES = ("author", "quoted")
# full colour is reached at this score
_FULL = 0.8
# cells of at most so many characters never wrap, such as dates; longer than the second they get a least width
_SHORT, _LONG = 16, 30
_STYLE = (
    "<style>.framing-table{font:14px/1.5 sans-serif;overflow-x:auto;overflow-wrap:normal}"
    ".framing-table table{border-collapse:collapse}"
    ".framing-table td,.framing-table th{padding:.2em .7em;text-align:left;border-bottom:1px solid #8886}"
    ".framing-table td{overflow-wrap:break-word;max-width:34em}"
    ".framing-table td.w{min-width:11em}.framing-table td.s{white-space:nowrap}"
    ".framing-table .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".framing-table .q{font-style:italic}.framing-table .dim{opacity:.7}</style>"
)


def escape(value: object) -> str:
    """Return text that is safe inside HTML: escaped, without control characters and lone surrogates."""
    text = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"), quote=True)


def score_cell(score: float, label: object = "", hover: object = "") -> str:
    """Return a table cell with a score, its ground blue for and red against; a dash where there is none."""
    known = isinstance(score, (int, float)) and not math.isnan(score)
    if not known:
        return f"<td class='n dim' title='{escape(label) or 'absent'}'>–</td>"
    alpha = min(1.0, abs(score) / _FULL) * 0.6
    ground = f"rgba(43,131,186,{alpha:.2f})" if score > 0 else f"rgba(213,82,59,{alpha:.2f})"
    words = ": ".join(escape(w) for w in (label, hover) if isinstance(w, str) and w)
    return f"<td class='n' style='background:{ground}' title='{words}'>{number(score)}</td>"


def text_cell(value: object) -> str:
    """Return a table cell with words: short ones on one line, long ones with room to wrap."""
    text = _word(value)
    css = "s" if len(text) <= _SHORT else "w" if len(text) > _LONG else ""
    return f"<td class='{css}' dir='auto'>{escape(text)}</td>" if css else f"<td dir='auto'>{escape(text)}</td>"


def table_html(head: Sequence[object], rows: Iterable[str], note: str = "") -> str:
    """Return a scrollable table; the rows are cells in HTML."""
    names = "".join(f"<th>{escape(h)}</th>" for h in head)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    below = f"<p class='dim'>{escape(note)}</p>" if note else ""
    return f"<div class='framing-table'>{_STYLE}<table><tr>{names}</tr>{body}</table>{below}</div>"


@dataclass(frozen=True, slots=True)
class CorpusView:
    """A corpus at a glance: a row an article, two columns a target.

    Parameters
    ----------
    table
        The table of `framing.analyze_corpus`.
    rows
        At most so many articles.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> from framing.show.views import CorpusView
    >>> df = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> view = CorpusView(framing.analyze_corpus(df, targets=["Russia"]))
    >>> "Russia, author" in view._repr_html_()
    True
    """

    table: pd.DataFrame
    rows: int = ROWS

    def _repr_html_(self) -> str:
        table = only_table(self.table, ("id", "target", "voice", "score", "label"), "table")
        if table.empty:
            return table_html(["id"], [], "no article")
        targets = list(table["target"].dropna().unique())
        kept = [c for c in ("title", "outlet", "date") if c in table.columns]
        heads = [f"{t}, {v}" for t in targets for v in _VOICES]
        ids = list(dict.fromkeys(table["id"]))
        shown = table[table["id"].isin(ids[: self.rows])]
        rows = [
            _article_row(part.to_dict("records"), kept, targets)
            for _, part in shown.groupby("id", sort=False, dropna=False)
        ]
        note = f"{len(rows)} of {len(ids)} articles shown" if len(ids) > len(rows) else ""
        return table_html(["id", *kept, *heads], rows, note)


def _article_row(records: Sequence[Mapping[Any, Any]], kept: list[str], targets: list[str]) -> str:
    first = records[0]
    cells = [text_cell(first[c]) for c in ("id", *kept)]
    error = first.get("error")
    if isinstance(error, str) and error:
        return "".join(cells) + f"<td colspan='{2 * len(targets)}'>{escape(error)}</td>"
    found = {(r["target"], r["voice"]): r for r in records}
    for key in ((t, v) for t in targets for v in _VOICES):
        r = found.get(key, {})
        cells.append(score_cell(r.get("score", math.nan), r.get("label", ""), r.get("evidence", "")))
    return "".join(cells)


def _word(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)


@dataclass(frozen=True, slots=True)
class QuotesView:
    """Who is quoted in an article, for whom they speak, and what they say.

    Parameters
    ----------
    analysis
        What `framing.analyze` returns.

    Examples
    --------
    >>> import framing
    >>> from framing.show.views import QuotesView
    >>> a = framing.analyze("Kyiv had refused, Kremlin spokesman Dmitry Peskov claimed.")
    >>> "Dmitry Peskov" in QuotesView(a)._repr_html_()
    True
    """

    analysis: ArticleAnalysis

    def __post_init__(self) -> None:
        if not hasattr(self.analysis, "quotes"):
            raise InputError(f"analysis is {type(self.analysis).__name__}; give the result of framing.analyze")

    def _repr_html_(self) -> str:
        rows = []
        for q in self.analysis.quotes:
            speaker = q.speaker.text.rstrip(" ,;") if q.speaker else "somebody"
            named = f" ({q.speaker_name})" if q.speaker_name and q.speaker_name not in speaker else ""
            cue = q.cue.text if q.cue else ""
            cells = (speaker + named, q.bloc, f"{cue} ({q.cue_kind})" if cue else q.cue_kind, q.kind)
            said = f"<td class='q w' dir='auto'>{escape(q.content.text)}</td>"
            rows.append("".join(map(text_cell, cells)) + said)
        note = "" if rows else "nobody is quoted"
        return table_html(["speaker", "speaks for", "cue", "kind", "says"], rows, note)
