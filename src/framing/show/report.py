"""One self-contained page for a corpus: method, tables, plots, evidence, limits. No script, nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import platform
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import framing
from framing.analysis import Analyzer
from framing.arguments import as_path, writing
from framing.corpus.manifest import digest_of_files, plain_settings
from framing.errors import InputError
from framing.research.comparison import compare, voice_shares
from framing.research.trends import trend
from framing.show import plots
from framing.show.canvas import load_matplotlib, only_table
from framing.show.display import number
from framing.show.page import LIMITS, METHOD, PAGE
from framing.show.views import escape, score_cell, table_html, text_cell

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EVIDENCE_ROWS = 12
_TABLE_ROWS = 60
_LEAST_PERIODS = 3
_NEEDED = ("id", "target", "voice", "score", "label")


def report(
    table: pd.DataFrame,
    path: str | Path,
    title: str = "Stance report",
    quotes: pd.DataFrame | None = None,
    analyzer: Analyzer | None = None,
) -> Path:
    """Write a report on a corpus as one HTML page.

    Parameters
    ----------
    table
        The table of `framing.analyze_corpus`; columns ``outlet``, ``date``, ``title`` and ``frame_...`` add
        their sections.
    path
        The file to write, ending in ``.html``.
    title
        Heading of the page.
    quotes
        The table of ``framing.corpus.runs.voices_table``; adds whose words are quoted.
    analyzer
        The `framing.Analyzer` the table was made with, None for the default one; its settings make the
        configuration hash.

    Returns
    -------
    pathlib.Path
        Where the page was written. It loads nothing from outside and runs no script.

    Raises
    ------
    InputError
        Where the table has not the columns of `framing.analyze_corpus`, or the path is a folder.

    Examples
    --------
    >>> import framing, pandas as pd, tempfile, pathlib
    >>> from framing.show.report import report
    >>> df = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> table = framing.analyze_corpus(df, targets=["Russia"])
    >>> page = report(table, pathlib.Path(tempfile.mkdtemp()) / "report.html", title="One article")
    >>> "<h1>One article</h1>" in page.read_text(encoding="utf-8")
    True
    """
    load_matplotlib()
    target = as_path(path)
    if target.is_dir():
        raise InputError(f"path {str(path)!r} is a folder; give a file name, for instance report.html")
    rows = only_table(table, _NEEDED, "table")
    if quotes is not None:
        quotes = only_table(quotes, ("id", "bloc", "n_words"), "quotes")
    if not isinstance(analyzer, (Analyzer, type(None))):
        raise InputError(f"analyzer is {type(analyzer).__name__}; give a framing.Analyzer or None")
    if not isinstance(title, str):
        raise InputError(f"title is {type(title).__name__}; give the heading of the page as text")
    sections = list(_sections(rows, quotes)) if len(rows) else ["<p>The table has no article.</p>"]
    page = PAGE.format(
        title=escape(title),
        counts=_counts(rows),
        method=METHOD.format(
            version=framing.__version__,
            configuration=configuration_hash(analyzer),
            settings=escape(_settings(analyzer)),
            python=platform.python_version(),
        ),
        sections="\n".join(sections),
        limits=LIMITS,
    )
    with writing(target):
        target.write_text(page.encode("utf-8", "replace").decode("utf-8"), encoding="utf-8")
    return target


def configuration_hash(analyzer: Analyzer | None = None) -> str:
    """Return twelve hex digits that change with the settings, the word lists or the model.

    Examples
    --------
    >>> from framing import Analyzer
    >>> from framing.show.report import configuration_hash
    >>> configuration_hash() == configuration_hash(Analyzer())
    True
    >>> configuration_hash() == configuration_hash(Analyzer(naming=False))
    False
    """
    settings = plain_settings((analyzer or Analyzer()).settings)
    content = json.dumps([settings, digest_of_files(), framing.__version__], sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _settings(analyzer: Analyzer | None) -> str:
    return repr(analyzer or Analyzer())


def _counts(rows: pd.DataFrame) -> str:
    """Say in a line what the corpus holds."""
    if rows.empty:
        return "0 articles"
    parts = [f"{rows['id'].nunique(dropna=False):,} articles"]
    if _has(rows, "outlet"):
        parts.append(f"{rows['outlet'].nunique():,} outlets")
    if _has(rows, "date"):
        days = _days(rows)
        if len(days):
            parts.append(f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}")
    if _has(rows, "error"):
        parts.append(f"{rows.loc[rows['error'].notna(), 'id'].nunique():,} could not be analysed")
    return "; ".join(parts)


def _has(rows: pd.DataFrame, column: str) -> bool:
    return column in rows.columns and bool(rows[column].notna().any())


def _days(rows: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(rows["date"].astype(str).str[:10], format="%Y-%m-%d", errors="coerce").dropna()


def _sections(rows: pd.DataFrame, quotes: pd.DataFrame | None) -> Iterator[str]:
    scored = rows[rows["target"].notna()]
    if not scored["score"].notna().any():
        yield "<p>No article mentions a target, so there is no stance to show.</p>"
    else:
        by = "outlet" if _has(scored, "outlet") else None
        means = compare(scored, by=by, repeats=500)
        yield _section("Stance in the author's voice", _figure(lambda: plots.stance(means)))
        yield _section("Author and quoted voices", _figure(lambda: plots.delta(means)))
        yield _fold("Means with intervals", _means_table(means, by or "group"))
        yield from _over_time(scored)
    if any(str(c).startswith("frame_") for c in rows.columns) and _has(rows, "outlet"):
        yield _section("Frames", _figure(lambda: plots.frames(rows)))
    if quotes is not None and _has(quotes, "bloc"):
        shares = voice_shares(quotes, by="outlet" if _has(quotes, "outlet") else None, repeats=200)
        yield _section("Whose words are quoted", _figure(lambda: plots.voices(shares)))
    yield from _evidence(scored)
    yield from _errors(rows)


def _over_time(scored: pd.DataFrame) -> Iterator[str]:
    if not _has(scored, "date"):
        return
    days = _days(scored)
    if days.empty:
        return
    freq = "W" if (days.max() - days.min()).days < 400 else "M"
    if days.dt.to_period(freq).nunique() < _LEAST_PERIODS:
        return
    voice = "author" if (scored["voice"] == "author").any() else str(scored["voice"].iloc[0])
    names = list(scored["target"].value_counts().index[:4])
    periods = trend(scored, freq=freq, target=names, voice=voice, repeats=200)
    yield _section("Over time", _figure(lambda: plots.trend(periods, voice=voice)))


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{body}</section>"


def _fold(heading: str, body: str) -> str:
    return f"<details><summary>{escape(heading)}</summary>{body}</details>"


def _figure(draw: Callable[[], Axes]) -> str:
    """Return a plot as an SVG image inside the page; labels cannot act there, whatever they say."""
    from matplotlib import pyplot

    with load_matplotlib().rc_context({"svg.fonttype": "path", "svg.hashsalt": "framing"}):
        ax = draw()
        alt = escape(ax.get_title(loc="left") or "plot")
        # the page has headings of its own
        ax.set_title("", loc="left")
        out = io.StringIO()
        figure: Any = ax.figure
        figure.savefig(out, format="svg", metadata={"Date": None})
        pyplot.close(figure)
    data = base64.b64encode(out.getvalue().encode("utf-8", "replace")).decode("ascii")
    return f"<div class='scroll'><img class='plot' alt='{alt}' src='data:image/svg+xml;base64,{data}'></div>"


def _means_table(means: pd.DataFrame, column: str) -> str:
    rows = []
    for r in means.head(_TABLE_ROWS).to_dict("records"):
        words = "".join(text_cell(r[c]) for c in ("target", "voice", column))
        bounds = "".join(_plain(r[c]) for c in ("low", "high"))
        counts = "".join(f"<td class='n'>{r[c]}</td>" for c in ("n", "n_absent"))
        rows.append(words + score_cell(r["mean"]) + bounds + counts)
    cut = f"{_TABLE_ROWS} of {len(means)} rows" if len(means) > _TABLE_ROWS else ""
    return table_html(["target", "voice", column, "mean", "low", "high", "articles", "absent"], rows, cut)


def _plain(value: float) -> str:
    return f"<td class='n{'' if value == value else ' dim'}'>{number(value)}</td>"


def _evidence(scored: pd.DataFrame) -> Iterator[str]:
    """Unfold, for each target, the articles with the strongest scores and the words that say so."""
    parts = []
    for target, part in scored[scored["score"].notna()].groupby("target", sort=False):
        strongest = part.loc[part["score"].abs().sort_values(ascending=False, kind="stable").index]
        kept = [c for c in ("outlet", "date", "title") if c in part.columns]
        rows = [_evidence_row(r, kept) for r in strongest.head(_EVIDENCE_ROWS).to_dict("records")]
        heads = ["id", *kept, "voice", "score", "label", "strongest evidence"]
        parts.append(_fold(f"{target}: the {len(rows)} strongest", table_html(heads, rows)))
    if parts:
        yield _section("Evidence", "".join(parts))


def _evidence_row(record: Mapping[Any, Any], kept: list[str]) -> str:
    before = "".join(text_cell(record[c]) for c in ("id", *kept, "voice"))
    return f"{before}{score_cell(record['score'])}{text_cell(record['label'])}{text_cell(record.get('evidence') or '')}"


def _errors(rows: pd.DataFrame) -> Iterator[str]:
    if not _has(rows, "error"):
        return
    bad = rows[rows["error"].notna()].drop_duplicates("id")
    cells = [text_cell(r["id"]) + text_cell(r["error"]) for r in bad.head(200).to_dict("records")]
    note = f"200 of {len(bad)} shown" if len(bad) > 200 else ""
    yield _fold(f"Articles that could not be analysed ({len(bad)})", table_html(["id", "why"], cells, note))
