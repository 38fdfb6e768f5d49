"""Naming choices by outlet: counts, rates and zeros by hand, voices, and bad input."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

import framing
from framing.errors import FramingWarning, InputError
from framing.lexicons import Lexicon
from framing.research import naming_table

TEXTS = pd.DataFrame(
    {
        "outlet": ["North", "North", "South"],
        "text": [
            "The special military operation goes on. The special military operation is slow.",
            "Nothing happened here today.",
            "The full-scale invasion goes on. “The special military operation is going to plan,” said Peskov.",
        ],
    }
)


def cell(table: pd.DataFrame, outlet: str, term: str) -> dict[str, object]:
    found = table[(table["outlet"] == outlet) & (table["term"] == term)]
    assert len(found) == 1
    return dict(found.iloc[0])


def test_counts_articles_and_rates_are_those_counted_by_hand() -> None:
    table = naming_table(TEXTS)
    north = cell(table, "North", "special military operation")
    # 6 + 6 words, and 4
    assert (north["count"], north["articles"], north["words"]) == (2, 1, 16)
    assert north["per_1000"] == pytest.approx(1000 * 2 / 16)
    south = cell(table, "South", "special military operation")
    assert (south["count"], south["articles"]) == (1, 1)


def test_what_an_outlet_does_not_say_is_a_zero_beside_the_other() -> None:
    table = naming_table(TEXTS)
    assert cell(table, "North", "full-scale invasion")["count"] == 0
    assert cell(table, "North", "full-scale invasion")["per_1000"] == 0.0
    assert cell(table, "South", "full-scale invasion")["count"] == 1
    assert len(table) == 2 * table["term"].nunique()
    assert table["term"].iloc[0] == "special military operation"


def test_alternative_and_sides_are_shown() -> None:
    north = cell(naming_table(TEXTS), "North", "special military operation")
    assert north["alternative"] == "war, invasion"
    assert north["implies"] == "Russia +0.75"


@pytest.mark.parametrize(("voice", "count"), [("author", 0), ("quoted", 1), (None, 1)])
def test_a_voice_is_counted_apart(voice: str | None, count: int) -> None:
    table = naming_table(TEXTS[TEXTS["outlet"] == "South"], voice=voice)
    assert int(table.loc[table["term"] == "special military operation", "count"].sum()) == count


def test_any_column_can_be_compared() -> None:
    table = naming_table(TEXTS.rename(columns={"outlet": "year", "text": "body"}), by="year", text="body")
    assert list(table.columns) == [
        "year",
        "term",
        "alternative",
        "implies",
        "count",
        "articles",
        "words",
        "per_1000",
    ]


def test_a_lexicon_of_ones_own_counts() -> None:
    own = pd.DataFrame([{"term": "grain robbers", "class": "phrase", "bound_to": "Russia", "implies": "Russia -1"}])
    analyzer = framing.Analyzer(lexicons=[Lexicon.from_frame(own, name="own", kind="naming")], scorer="lexicon")
    df = pd.DataFrame({"outlet": ["A"], "text": ["The grain robbers came back to the special military operation."]})
    table = naming_table(df, analyzer=analyzer)
    assert table[["term", "alternative", "implies"]].to_numpy().tolist() == [["grain robbers", "", "Russia -1.00"]]


def test_texts_without_choices_give_an_empty_table_with_its_columns() -> None:
    table = naming_table(pd.DataFrame({"outlet": ["A"], "text": ["The cat sat on the mat."]}))
    assert table.empty
    assert "per_1000" in table.columns


def test_missing_texts_are_told_and_count_as_empty() -> None:
    df = pd.DataFrame({"outlet": ["A", "B"], "text": ["The special military operation goes on.", None]})
    with pytest.warns(FramingWarning, match="1 of 2 texts are missing"):
        table = naming_table(df)
    b = cell(table, "B", "special military operation")
    assert (b["count"], b["words"]) == (0, 0)
    assert isinstance(b["per_1000"], float)
    assert math.isnan(b["per_1000"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "paper"}, "df has no column 'paper'; its columns are: outlet, text"),
        ({"text": "body"}, "df has no column 'body'"),
        ({"voice": "narrator"}, "voice 'narrator': choose one of author, quoted, or None"),
    ],
)
def test_bad_options_name_the_choices(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        naming_table(TEXTS, **options)


def test_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="df is list; give a pandas DataFrame"):
        naming_table([1])  # type: ignore[arg-type]
