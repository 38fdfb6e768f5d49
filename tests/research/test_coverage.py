"""Which entries fire, where, and for whom."""

from __future__ import annotations

import pandas as pd
import pytest

import framing
from framing.errors import InputError
from framing.lexicons import Lexicon
from framing.research import lexicon_coverage

WORDS = pd.DataFrame(
    [
        ("betray", "verb", "evaluation", -0.75, 0.5, None),
        ("brave", "adjective", "evaluation", None, None, 0.75),
        ("vassal", "noun", "evaluation", None, None, -0.75),
        ("brave new world", "noun", "evaluation", 0.0, 0.0, 0.0),
    ],
    columns=["term", "class", "type", "agent", "patient", "holder"],
)
ARTICLES = pd.DataFrame(
    {
        "text": [
            "Moscow betrayed brave Kyiv. It betrayed us all.",
            "The brave new world of Brussels.",
            None,
            "A brave nurse.",
        ],
        "outlet": ["Bell", "Post", "Post", None],
    }
)


@pytest.fixture(scope="module")
def analyzer() -> framing.Analyzer:
    return framing.Analyzer(lexicons=[Lexicon.from_frame(WORDS, name="mine")], scorer="lexicon")


def test_entries_are_counted_by_article_hit_evidence_and_outlet(analyzer: framing.Analyzer) -> None:
    table = lexicon_coverage(ARTICLES, analyzer, by="outlet").set_index("term")
    assert table.columns.tolist() == ["class", "type", "articles", "hits", "scored", "Bell", "Post"]
    rows = {term: tuple(table.loc[term, ["articles", "hits", "Bell", "Post"]]) for term in table.index}
    assert rows == {
        "betray": (1, 2, 2, 0),
        "brave": (2, 2, 1, 0),
        "brave new world": (1, 1, 0, 1),
        "vassal": (0, 0, 0, 0),
    }
    assert table.loc["brave", "scored"] == 1
    assert table.loc["brave new world", "scored"] == 0


def test_without_groups_the_shipped_lexicon_is_counted() -> None:
    table = lexicon_coverage(ARTICLES)
    assert len(table) > 6000
    assert table["hits"].is_monotonic_decreasing
    assert table.loc[table["term"] == "betray", "hits"].tolist() == [2]


def test_wrong_arguments_are_named(analyzer: framing.Analyzer) -> None:
    with pytest.raises(InputError, match="outlet2"):
        lexicon_coverage(ARTICLES, analyzer, by="outlet2")
    with pytest.raises(InputError, match=r"give a framing\.Analyzer"):
        lexicon_coverage(ARTICLES, "mine")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="a group is called 'hits'"):
        lexicon_coverage(ARTICLES.assign(outlet="hits"), analyzer, by="outlet")
