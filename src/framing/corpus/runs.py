"""Whole corpora: a row for every target and voice of every article, in one process or several, resumable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.analysis import Analyzer
from framing.arguments import is_on
from framing.corpus.documents import Document, Layout, batches, build_frame, documents, lay_out, warn_of_ids
from framing.corpus.manifest import Run
from framing.corpus.storage import Store, open_store
from framing.corpus.tables import Row, TableKind
from framing.corpus.workers import Result, count_workers, run_batches
from framing.errors import InputError
from framing.frames import Frameset
from framing.surrogates import table_written_out

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 16
_PART = 500
_FORMATS = ("jsonl", "parquet")


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """Further options of `analyze_corpus`.

    Attributes
    ----------
    analyzer
        An `Analyzer` of your own; None makes one of the options that are its.
    title
        Column of headlines; used where the input has it.
    frames
        Whether to add a column ``frame_<name>`` with each frame's share, and ``frames_present``,
        ``frames_dominant``.
    batch_size
        Documents handed to a worker at a time; does not change the result.
    part_size
        Documents in a part file.
    format
        Of part files: ``jsonl`` or ``parquet`` (needs pyarrow).
    collect
        Whether to return the table; False gives an empty one, for runs larger than memory with ``out``.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> df = pd.DataFrame({"headline": ["Brutal Russia"], "text": ["Talks go on."]})
    >>> table = framing.analyze_corpus(df, title="headline", targets=["Russia"])
    >>> table["label"].tolist()
    ['against', 'absent']
    """

    analyzer: Analyzer | None = None
    title: str | None = "title"
    frames: bool | str | Frameset = False
    batch_size: int = _BATCH
    part_size: int = _PART
    format: str = "jsonl"
    collect: bool = True


def analyze_corpus(
    df: pd.DataFrame,
    text: str = "text",
    id: str = "id",
    n_jobs: int | None = None,
    progress: bool = False,
    out: str | Path | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Analyse a table of articles: one row for every article, target and voice.

    Parameters
    ----------
    df
        One row an article, for instance from `read_articles`.
    text, id
        Columns of texts and of ids; without a column ``id`` the index is taken.
    n_jobs
        Number of processes as in joblib: None is one, -1 all cores. The result is the same for any number.
    progress
        Whether to show a progress bar with rate and time left.
    out
        Folder for part files and ``manifest.json``. A run that was ended resumes there; a finished one
        analyses nothing; another input or configuration is refused.
    **options
        Those of `framing.corpus.runs.CorpusOptions` (``analyzer``, ``title``, ``frames``, ``batch_size``,
        ``part_size``, ``format``, ``collect``), and else those of `Analyzer` (``targets``, ``lexicons``,
        ``scorer``, ``naming``).

    Returns
    -------
    pandas.DataFrame
        Columns ``id, target, voice, score, label, se, n_mentions, n_unsure, p_against, p_neutral, p_favor,
        n_evidence, evidence, delta, warnings, error`` and then the input's other columns. Every input row is
        there: one that could not be analysed has one row with a code and the reason in ``error`` (None
        elsewhere).

    Raises
    ------
    InputError
        On a missing column, an unknown option, or a folder ``out`` of another run.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> df = pd.DataFrame({"id": ["a", "b"], "text": ["Russia brutally attacked its neighbour.", None]})
    >>> table = framing.analyze_corpus(df, targets=["Russia"])
    >>> table[["id", "target", "voice", "label", "error"]].iloc[0].tolist()
    ['a', 'Russia', 'author', 'against', None]
    >>> table["error"].iloc[-1].split(":")[0]
    'missing_text'
    """
    analyzer, chosen = split_options(options)
    kind = TableKind("stance", frame_names(analyzer) if chosen.frames else ())
    layout = lay_out(df, text, id, chosen.title, kind)
    return _run(_Task(df, layout, kind, analyzer, chosen), count_workers(n_jobs), is_on("progress", progress), out)


def voices_table(
    df: pd.DataFrame, text: str = "text", id: str = "id", n_jobs: int | None = None, **options: Any
) -> pd.DataFrame:
    """List who is quoted in a table of articles: one row for every quote.

    Parameters
    ----------
    df, text, id, n_jobs
        As in `analyze_corpus`.
    **options
        As in `analyze_corpus`; ``progress`` too.

    Returns
    -------
    pandas.DataFrame
        Columns ``id, quote, field, start, end, speaker, speaker_name, bloc, cue, cue_kind, kind, n_words,
        share, content, warnings, error`` and the input's other columns. ``share`` is the quote's share of the
        article's words, in [0, 1]. An article without quotes has one row without a quote.

    See Also
    --------
    bloc_shares : shares of an article's words by the bloc that speaks.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.corpus.runs import voices_table
    >>> df = pd.DataFrame({"id": ["a"], "text": ["Kyiv had refused, Kremlin spokesman Dmitry Peskov claimed."]})
    >>> voices_table(df)[["id", "bloc", "cue", "n_words"]].values.tolist()
    [['a', 'Russia', 'claimed', 3]]
    """
    progress = is_on("progress", options.pop("progress", False))
    analyzer, chosen = split_options(options)
    kind = TableKind("quotes", frame_names(analyzer) if chosen.frames else ())
    layout = lay_out(df, text, id, chosen.title, kind)
    return _run(_Task(df, layout, kind, analyzer, chosen), count_workers(n_jobs), progress, None)


def bloc_shares(voices: pd.DataFrame) -> pd.DataFrame:
    """Return each article's share of words by the bloc that is quoted, a row an article, from `voices_table`.

    What is left to 1 is the author's. Articles without quotes have zeros.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.corpus.runs import bloc_shares
    >>> quotes = pd.DataFrame({"id": ["a", "a", "b"], "bloc": ["Russia", "West", None], "share": [0.2, 0.1, None]})
    >>> bloc_shares(quotes).values.tolist()
    [['a', 0.2, 0.1], ['b', 0.0, 0.0]]
    """
    if not {"id", "bloc", "share"} <= set(getattr(voices, "columns", ())):
        raise InputError("voices has no columns 'bloc' and 'share'; give the table of framing.corpus.runs.voices_table")
    voices = table_written_out(voices)
    quoted = voices.dropna(subset=["bloc"])
    table = quoted.pivot_table(index="id", columns="bloc", values="share", aggfunc="sum", fill_value=0.0, sort=True)
    table = table.reindex(voices["id"].drop_duplicates(), fill_value=0.0)
    table.columns.name = None
    return table.reset_index()


@dataclass(frozen=True, slots=True)
class _Task:
    df: pd.DataFrame
    layout: Layout
    kind: TableKind
    analyzer: Analyzer
    options: CorpusOptions


def split_options(options: Mapping[str, Any]) -> tuple[Analyzer, CorpusOptions]:
    """Return the analyzer and the corpus options of a call.

    Raises
    ------
    InputError
        On an unknown option or value, or options of `Analyzer` beside an ``analyzer``.
    """
    own = {f.name for f in fields(CorpusOptions)}
    chosen = CorpusOptions(**{k: v for k, v in options.items() if k in own})
    rest = {k: v for k, v in options.items() if k not in own}
    unknown = [k for k in rest if k not in ("targets", "lexicons", "scorer", "naming")]
    if unknown:
        raise InputError(f"option {unknown[0]!r} is unknown; there are {', '.join(sorted(own))} and those of Analyzer")
    for name in ("batch_size", "part_size"):
        size = getattr(chosen, name)
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise InputError(f"{name}={size!r}: give a whole number of at least 1")
    if not isinstance(chosen.title, (str, type(None))):
        raise InputError(f"title is {type(chosen.title).__name__}; give the name of the column of headlines, or None")
    is_on("collect", chosen.collect)
    if not isinstance(chosen.format, str) or chosen.format not in _FORMATS:
        raise InputError(f"format={chosen.format!r}: choose one of {', '.join(_FORMATS)}")
    if chosen.analyzer is not None:
        if rest:
            raise InputError(f"{next(iter(rest))!r} is given beside analyzer; set it when you make the Analyzer")
        if not isinstance(chosen.analyzer, Analyzer):
            raise InputError(f"analyzer is {type(chosen.analyzer).__name__}; give a framing.Analyzer")
        return chosen.analyzer, chosen
    if not isinstance(chosen.frames, bool):
        rest["frames"] = chosen.frames
    return Analyzer(**rest), chosen


def frame_names(analyzer: Analyzer) -> tuple[str, ...]:
    """Return the names of the frames an analyzer reads."""
    frames = analyzer.settings["frames"]
    return frames.names if isinstance(frames, Frameset) else Frameset.shipped(frames).names


def _run(task: _Task, n_jobs: int, progress: bool, out: str | Path | None) -> pd.DataFrame:
    warn_of_ids(task.df, task.layout)
    if out is None:
        rows = [pair for result in _results(task, [(0, len(task.df))], n_jobs, progress) for pair in result]
        rows.sort(key=lambda pair: pair[0])
        return build_frame(rows, task.df, task.layout, task.kind)
    with open_store(out, _as_run(task)) as store:
        _fill(store, task, n_jobs, progress)
        kept: Iterator[tuple[int, Row]] = store.rows() if task.options.collect else iter(())
        return build_frame(kept, task.df, task.layout, task.kind)


def _as_run(task: _Task) -> Run:
    return Run(task.df, task.layout, task.kind, task.analyzer, task.options.format, task.options.part_size)


def _fill(store: Store, task: _Task, n_jobs: int, progress: bool) -> None:
    """Analyse what the store lacks, and write each part as soon as its last document is done."""
    pending = store.pending()
    waiting: dict[int, Result] = {}
    missing = {store.part_of(start): stop - start for start, stop in pending}
    for result in _results(task, pending, n_jobs, progress):
        part = store.part_of(result[0][0])
        rows = waiting.setdefault(part, [])
        rows += result
        missing[part] -= len({position for position, _ in result})
        if not missing[part]:
            rows.sort(key=lambda pair: pair[0])
            store.write(part, waiting.pop(part))
    store.finish()


def _results(task: _Task, pending: list[tuple[int, int]], n_jobs: int, progress: bool) -> Iterator[Result]:
    """Yield results batch by batch, with a progress bar where wanted."""
    size = task.options.batch_size
    cut: Iterator[list[Document]] = (documents(task.df, task.layout, a, b) for a, b in batches(pending, size))
    results = run_batches(task.analyzer, task.kind, cut, n_jobs)
    if not progress:
        yield from results
        return
    from tqdm import tqdm

    total = len(task.df)
    with tqdm(total=total, initial=total - sum(b - a for a, b in pending), unit=" articles") as bar:
        for result in results:
            yield result
            bar.update(len({position for position, _ in result}))
