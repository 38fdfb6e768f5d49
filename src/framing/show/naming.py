"""Naming choices of many articles as one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from framing.analysis import ArticleAnalysis

_COLUMNS = ["outlet", "voice", "alternative", "term", "implies", "n", "articles"]


def naming_table(analyses: Iterable[ArticleAnalysis]) -> pd.DataFrame:
    """Count the naming choices of analysed articles by outlet and voice.

    Returns
    -------
    pandas.DataFrame
        Columns ``outlet, voice, alternative, term, implies, n, articles``: ``term`` is the choice,
        ``alternative`` a neutral name for the same thing, ``implies`` what it says of whom ("Russia +0.75"),
        ``n`` how often it stands, ``articles`` in how many articles; the commonest first.

    Examples
    --------
    >>> import framing
    >>> from framing.show.naming import naming_table
    >>> a = framing.analyze(framing.Article("The special military operation goes on.", outlet="A"))
    >>> naming_table([a])[["outlet", "term", "n"]].values.tolist()
    [['A', 'special military operation', 1]]
    """
    uses: Counter[tuple[str | None, str, str, str, str]] = Counter()
    articles: Counter[tuple[str | None, str, str, str, str]] = Counter()
    for analysis in analyses:
        keys = [
            (analysis.article.outlet, c.voice, c.alternative, c.term, _implied(dict(c.implies)))
            for c in analysis.naming
        ]
        uses.update(keys)
        articles.update(set(keys))
    records = [(*key, n, articles[key]) for key, n in uses.most_common()]
    return pd.DataFrame(records, columns=_COLUMNS)


def _implied(implies: dict[str, float]) -> str:
    return "; ".join(f"{target} {value:+.2f}" for target, value in implies.items())
