"""Near-identical texts: grouped by exact similarity, and nothing else is."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import framing
from framing.corpus.duplicates import similarity
from framing.errors import InputError

WIRE = (
    "Grain ships left the port on Monday under a deal that both sides say they will keep. "
    "The first of the four ships carries barley for a mill in the south, the harbour master said. "
    "Inspectors opened every hold before the ships were allowed to pass the strait. "
    "Insurers raised their rates all the same, and two owners kept their ships at anchor. "
    "Talks on a longer deal go on in the capital, where delegates met for the sixth day."
)
CUT = WIRE.rsplit(". ", 1)[0] + "."
OTHER = "The river commission met again on Tuesday and agreed on a list of the bridges that need repair."


def test_wire_copy() -> None:
    df = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "text": [WIRE, OTHER, WIRE.upper(), f"Our staff report. {CUT}", None],
            "outlet": ["Ledger", "Ledger", "Mercury", "Courier", "Ledger"],
        }
    )
    got = framing.find_duplicates(df)
    assert got["id"].tolist() == df["id"].tolist()
    assert got["group"].fillna(-1).tolist() == [0, -1, 0, 0, -1]
    assert got["kind"].tolist() == ["first", "single", "identical", "near", "single"]
    assert got["size"].tolist() == [3, 1, 3, 3, 1]
    assert got["wire"].tolist() == [True, False, True, True, False]
    assert got["similarity"].tolist()[3] == similarity(WIRE, f"Our staff report. {CUT}")


def test_one_outlet_printing_twice_is_no_wire_copy() -> None:
    got = framing.find_duplicates(pd.DataFrame({"text": [WIRE, WIRE], "outlet": ["Ledger", "Ledger"]}))
    assert (got["kind"].tolist(), got["wire"].tolist()) == (["first", "identical"], [False, False])


def test_similarity_is_the_jaccard_of_word_five_grams() -> None:
    assert similarity("a b c d e f", "a b c d e f") == 1.0
    assert similarity("a b c d e f", "a b c d e g") == 1 / 3
    assert similarity("a b c d e", "f g h i j") == 0.0
    assert np.isnan(similarity("a b", "a b"))


def test_the_threshold_decides() -> None:
    df = pd.DataFrame({"text": [WIRE, CUT]})
    near = similarity(WIRE, CUT)
    assert 0.6 < near < 0.9
    assert framing.find_duplicates(df, threshold=near)["kind"].tolist() == ["first", "near"]
    assert framing.find_duplicates(df, threshold=near + 0.001)["kind"].tolist() == ["single", "single"]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_pairs_as_comparing_all(seed: int) -> None:
    rng = random.Random(seed)
    words = [f"w{k}" for k in range(300)]
    texts = []
    for _ in range(40):
        base = [rng.choice(words) for _ in range(60)]
        texts.append(" ".join(base))
        for _ in range(rng.randrange(3)):
            copy = list(base)
            for _ in range(rng.randrange(4)):
                copy[rng.randrange(len(copy))] = rng.choice(words)
            texts.append(" ".join(copy))
    groups = {k: {k} for k in range(len(texts))}
    for a, b in combinations(range(len(texts)), 2):
        if similarity(texts[a], texts[b]) >= 0.6 and groups[a] is not groups[b]:
            groups[a] |= groups[b]
            for k in groups[b]:
                groups[k] = groups[a]
    expected = [min(groups[k]) for k in range(len(texts))]
    got = framing.find_duplicates(pd.DataFrame({"text": texts}))
    firsts = {g: k for k, (g, kind) in enumerate(zip(got["group"], got["kind"], strict=True)) if kind == "first"}
    assert [k if pd.isna(g) else firsts[g] for k, g in enumerate(got["group"])] == expected


def test_texts_that_hold_nothing_are_alone() -> None:
    texts: list[object] = ["", "", None, 5, "word", "word", " ", "\ud800 \ud800", "!!!", "!!!", "日本"]
    got = framing.find_duplicates(pd.DataFrame({"text": texts}))
    assert got["kind"].tolist() == [*["single"] * 4, "first", "identical", *["single"] * 5]


@pytest.mark.parametrize("threshold", [0, 1.5, -1, "much", None, True, float("nan")])
def test_threshold_out_of_range(threshold: object) -> None:
    with pytest.raises(InputError, match="threshold="):
        framing.find_duplicates(pd.DataFrame({"text": [WIRE]}), threshold=threshold)  # type: ignore[arg-type]


def test_refusals() -> None:
    with pytest.raises(InputError, match="df is list"):
        framing.find_duplicates([WIRE])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no column 'text'"):
        framing.find_duplicates(pd.DataFrame({"body": [WIRE]}))
    assert len(framing.find_duplicates(pd.DataFrame({"text": []}))) == 0
