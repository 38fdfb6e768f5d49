"""What each group of texts calls the same thing: naming choices counted by outlet, with the neutral alternative."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis import Analyzer
from framing.errors import FramingWarning, InputError
from framing.language.tokens import tokenize
from framing.records import NamingChoice
from framing.research.rows import Ints, check_columns, group_values
from framing.stance.gathering import VOICES
from framing.surrogates import frame_of_records

_PER = 1000
_COLUMNS = ("term", "alternative", "implies", "count", "articles", "words", "per_1000")


def naming_table(
    df: pd.DataFrame,
    by: str = "outlet",
    *,
    text: str = "text",
    voice: str | None = None,
    analyzer: Analyzer | None = None,
) -> pd.DataFrame:
    """Count the naming choices of each outlet, or of the values of another column.

    Parameters
    ----------
    df
        One row an article, with its text and the column ``by``.
    by
        The column whose values are compared.
    text
        The column of the texts.
    voice
        Count only the choices of ``"author"`` or of ``"quoted"`` voices; None counts both.
    analyzer
        Where you use a naming lexicon or targets of your own; by default the shipped ones.

    Returns
    -------
    pandas.DataFrame
        One row for each value of ``by`` and each choice that any of them makes, zeros kept, the commonest choice first:
        ``term`` is the entry found, ``alternative`` a neutral name (empty where there is none), ``implies`` what it
        says of whom (``"Russia +0.75"``), ``count`` how often it stands, ``articles`` in how many articles, ``words``
        how many words the outlet's articles have, ``per_1000`` the count per 1,000 of them (NaN without words).

    Raises
    ------
    InputError
        Where a column is missing or ``voice`` is unknown.

    Warns
    -----
    FramingWarning
        Where texts are missing; they count as empty.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import naming_table
    >>> df = pd.DataFrame({"outlet": ["A", "B"], "text": [
    ...     "The special military operation goes on.", "The full-scale invasion goes on."]})
    >>> naming_table(df)[["outlet", "term", "count"]].values.tolist()[:2]
    [['A', 'full-scale invasion', 0], ['B', 'full-scale invasion', 1]]
    """
    if voice is not None and (not isinstance(voice, str) or voice not in VOICES):
        raise InputError(f"voice {voice!r}: choose one of {', '.join(VOICES)}, or None for both")
    rows = check_columns(df, (text, by), "df").reset_index(drop=True)
    groups, names = group_values(rows, by)
    reader = Analyzer(scorer="lexicon") if analyzer is None else analyzer
    count, articles = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    words = np.zeros(len(names), dtype=np.int64)
    kinds: dict[str, NamingChoice] = {}
    for group, (n_words, choices) in zip(groups, _read(rows[text], reader), strict=True):
        words[group] += n_words
        chosen = [c for c in choices if voice in (None, c.voice)]
        kinds.update((c.term, c) for c in chosen)
        terms = [(int(group), c.term) for c in chosen]
        count.update(terms)
        articles.update(set(terms))
    table = _long(names, kinds, count, articles, words)
    return table.rename(columns={"group": by})


def _read(texts: pd.Series[Any], reader: Analyzer) -> Iterator[tuple[int, tuple[NamingChoice, ...]]]:
    """Yield the number of words and the naming choices of each text."""
    is_text = texts.map(lambda value: isinstance(value, str))
    if not is_text.all():
        missing = f"{int((~is_text).sum())} of {len(texts)} texts are missing; they count as empty"
        warnings.warn(missing, FramingWarning, stacklevel=4)
    for value in texts.where(is_text, ""):
        tokens = tokenize(value)
        yield sum(map(tokens.is_word, range(len(tokens)))), reader.analyze(value).naming


def _long(
    names: list[object],
    kinds: Mapping[str, NamingChoice],
    count: Counter[tuple[int, str]],
    articles: Counter[tuple[int, str]],
    words: Ints,
) -> pd.DataFrame:
    """Return the table, choices by their count over all groups, then by name."""
    total = Counter[str]()
    for (_, term), n in count.items():
        total[term] += n
    records = []
    for term in sorted(kinds, key=lambda t: (-total[t], t)):
        implied = "; ".join(f"{target} {value:+.2f}" for target, value in kinds[term].implies.items())
        for k, name in enumerate(names):
            n, size = count[k, term], int(words[k])
            rate = _PER * n / size if size else float("nan")
            records.append((name, term, kinds[term].alternative, implied, n, articles[k, term], size, rate))
    return frame_of_records(records, columns=["group", *_COLUMNS])
