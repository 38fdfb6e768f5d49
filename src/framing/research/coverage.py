"""Which entries of the stance lexicon fire in a corpus, which never do, and for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pandas as pd

from framing.analysis import Analyzer
from framing.engine import stance_rows
from framing.errors import InputError
from framing.language.document import Document, per_sentence
from framing.lexicons.loading import all_rows
from framing.records import Article
from framing.research.rows import check_columns
from framing.stance.constants import load_constants
from framing.stance.lexical import build_scene, score_sentence
from framing.surrogates import frame_of_records

COLUMNS = ("term", "class", "type", "articles", "hits", "scored")


def lexicon_coverage(
    df: pd.DataFrame, analyzer: Analyzer | None = None, *, text: str = "text", by: str | None = None
) -> pd.DataFrame:
    """Count, for each entry of the stance lexicon, where it fires.

    An entry that never fires says nothing in these articles; one that fires often and is seldom scored stands mostly in
    sentences without a target; one that fires in one outlet alone can carry a difference between outlets by itself.

    Parameters
    ----------
    df
        Articles; missing texts are passed over.
    analyzer
        Whose lexicon and targets; by default the shipped ones.
    text
        The column of the texts.
    by
        A column such as ``"outlet"``: adds one column of hits for each of its values.

    Returns
    -------
    pandas.DataFrame
        One row an entry, the most frequent first: ``term``, ``class``, ``type``, ``articles`` (in how many it fires),
        ``hits``, ``scored`` (how many hits gave evidence for or against a mention), and with ``by`` one column of hits
        for each value, named by the value. Traps are counted too, and never scored.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> from framing.research import lexicon_coverage
    >>> words = pd.DataFrame({"term": ["brave", "sly"], "class": "adjective", "holder": [0.5, -0.5]})
    >>> words["type"] = "evaluation"
    >>> mine = framing.lexicons.Lexicon.from_frame(words, name="mine")
    >>> analyzer = framing.Analyzer(lexicons=[mine], scorer="lexicon")
    >>> articles = pd.DataFrame({"text": ["Brave Kyiv.", "A brave nurse."], "outlet": ["A", "B"]})
    >>> lexicon_coverage(articles, analyzer, by="outlet")[["term", "articles", "hits", "scored", "A", "B"]]
        term  articles  hits  scored  A  B
    0  brave         2     2       1  1  1
    1    sly         0     0       0  0  0
    """
    check_columns(df, (text,) if by is None else (text, by), "df")
    reader = Analyzer(scorer="lexicon") if analyzer is None else analyzer
    if not isinstance(reader, Analyzer):
        raise InputError(f"analyzer is {type(analyzer).__name__}; give a framing.Analyzer or None")
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    groups = [None] * len(df) if by is None else df[by].tolist()
    names = {str(g): None for g in groups if g is not None and not pd.isna(g)}
    for body, group in zip(df[text].tolist(), groups, strict=True):
        if not isinstance(body, (str, Article)):
            continue
        fired, scored = _fired(reader.read(body))
        counts["hits"].update(fired)
        counts["articles"].update(fired.keys())
        counts["scored"].update(scored)
        if group is not None and not pd.isna(group):
            counts[f"by {group}"].update(fired)
    return _table(reader, counts, list(names))


def _fired(document: Document) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Count the entries that fire in one article, and those of their hits that are evidence."""
    fired = Counter((h.entry.term, h.entry.word_class) for h in document.stance_hits)
    scored: Counter[tuple[str, str]] = Counter()
    constants = load_constants()
    spots_in = per_sentence(document.spots, document.sentences)
    hits_in = per_sentence(document.stance_hits, document.sentences)
    for sentence, spots, hits in zip(document.sentences, spots_in, hits_in, strict=True):
        if not spots or not hits:
            continue
        scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
        used = {item.first for item in score_sentence(scene, hits, document.modifiers, constants)}
        scored.update((h.entry.term, h.entry.word_class) for h in hits if h.first in used)
    return fired, scored


def _table(reader: Analyzer, counts: dict[str, Counter[tuple[str, str]]], groups: list[str]) -> pd.DataFrame:
    clash = next((g for g in groups if g in COLUMNS), None)
    if clash is not None:
        raise InputError(f"a group is called {clash!r} like a column of the table; rename it")
    records: list[dict[str, Any]] = []
    own = [lexicon for lexicon in reader.settings["lexicons"] or () if lexicon.kind == "stance"]
    for row in all_rows(own) if own else stance_rows():
        key = (row.term, row.word("class"))
        record: dict[str, Any] = {"term": row.term, "class": key[1], "type": row.word("type")}
        record |= {c: counts[c][key] for c in COLUMNS[3:]}
        records.append(record | {g: counts[f"by {g}"][key] for g in groups})
    table = frame_of_records(records, columns=[*COLUMNS, *groups])
    return table.sort_values("hits", ascending=False, kind="stable").reset_index(drop=True)
