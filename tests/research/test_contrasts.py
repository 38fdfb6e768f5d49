"""Words that set groups apart: the formula by hand, windows around targets, collocations, contexts."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingWarning, InputError
from framing.research import contrast, keyword_in_context, weighted_log_odds

TEXTS = pd.DataFrame(
    {
        "outlet": ["A"] * 3 + ["B"] * 3,
        "text": [
            "Morvia closed the strait. The blockade is cruel.",
            "The blockade of Morvia hurts the harbour. Bread is dear.",
            "A blockade again, says Morvia. The harbour waits.",
            "Morvia opened the strait. The harbour is glad.",
            "The harbour of Morvia is open. Ships come in.",
            "Ships come in, says Morvia. The strait is open.",
        ],
    }
)
MORVIA = framing.Target("Morvia")


def test_formula_equals_monroe_by_hand() -> None:
    counts = np.array([[12.0, 3.0, 85.0], [4.0, 6.0, 40.0]])
    z, d = weighted_log_odds(counts, prior=30)
    # word 0, group 0 against group 1: prior counts 30 * 16 / 150 = 3.2
    a, a0 = 3.2, 30.0
    here = math.log((12 + a) / (100 + a0 - 12 - a))
    there = math.log((4 + a) / (50 + a0 - 4 - a))
    assert d[0, 0] == pytest.approx(here - there)
    assert z[0, 0] == pytest.approx((here - there) / math.sqrt(1 / (12 + a) + 1 / (4 + a)))
    assert z[1] == pytest.approx(-z[0])


def test_equal_use_has_no_z_and_unused_words_have_no_number() -> None:
    z, _ = weighted_log_odds(np.array([[5.0, 5.0, 0.0], [5.0, 5.0, 0.0]]), prior=10)
    assert z[0, :2] == pytest.approx([0, 0])
    assert np.isnan(z[:, 2]).all()


def test_larger_prior_draws_rare_words_to_zero() -> None:
    counts = np.array([[3.0, 500.0], [0.0, 500.0]])
    assert 0 < weighted_log_odds(counts, 1000)[1][0, 0] < weighted_log_odds(counts, 10)[1][0, 0]


def test_words_of_each_group_come_first() -> None:
    found = contrast(TEXTS, min_count=2)
    first = found.groupby("outlet").first()
    assert first.loc["A", "term"] == "blockade"
    assert first.loc["B", "term"] in {"come", "open", "ships"}
    row = found[found["term"] == "blockade"].iloc[0]
    assert (row["count"], row["count_rest"], row["articles"]) == (3, 0, 3)
    assert row["context"] == "Morvia closed the strait. The [blockade] is cruel."
    assert "blockade" not in set(found[found["outlet"] == "B"]["term"])


def test_function_words_are_left_out_unless_asked_for() -> None:
    assert "the" not in set(contrast(TEXTS, min_count=1, top=None)["term"])
    assert "the" in set(contrast(TEXTS, min_count=1, top=None, function_words=True)["term"])


def test_collocations_are_terms_within_a_stretch_of_words() -> None:
    text = "Cruel blockade, said one. The cruel blockade hurts. Another cruel blockade. Bread rose."
    texts = [text, text, "Bread rose again. The blockade ended."]
    frame = pd.DataFrame({"outlet": ["A", "A", "B"], "text": texts})
    assert "cruel blockade" in set(contrast(frame, min_count=2)["term"])
    assert "cruel blockade" not in set(contrast(frame, min_count=2, collocations=False)["term"])
    assert "blockade said" not in set(contrast(frame, min_count=1, min_articles=1, top=None)["term"])


def test_window_around_a_target_leaves_out_its_own_name_and_other_sentences() -> None:
    every = {"min_count": 1, "min_articles": 1, "top": None, "collocations": False}
    terms = set(contrast(TEXTS, target=MORVIA, **every)["term"])
    assert "closed" in terms
    assert "cruel" not in terms
    assert "morvia" not in terms
    near = set(contrast(TEXTS, target=MORVIA, window=1, **every)["term"])
    assert "closed" in near
    assert "strait" not in near


def test_all_terms_show_what_a_group_avoids() -> None:
    found = contrast(TEXTS, min_count=2, top=None)
    assert found[(found["outlet"] == "B") & (found["term"] == "blockade")]["z"].iloc[0] < 0


def test_missing_texts_count_as_empty_with_a_warning() -> None:
    frame = pd.concat([TEXTS, pd.DataFrame({"outlet": ["A"], "text": [None]})])
    with pytest.warns(FramingWarning, match="1 of 7 texts"):
        assert len(contrast(frame, min_count=2)) > 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: contrast(TEXTS[:3]), "the one value 'A'; a contrast needs two groups"),
        (lambda: contrast(TEXTS, text="body"), "no column 'body'"),
        (lambda: contrast(TEXTS, min_count=50), "no term occurs 50 times"),
        (lambda: contrast(TEXTS, window=0), "window=0: give a positive number"),
        (lambda: contrast(TEXTS, target="Atlantis"), "target 'Atlantis'"),
        (lambda: contrast(TEXTS, stopwords=[]), "unknown option 'stopwords'"),
        (lambda: contrast(TEXTS, prior=-3), "prior=-3: give a positive number"),
        (lambda: contrast(TEXTS, top="ten"), "top='ten': give a whole number"),
        (lambda: contrast(TEXTS, target=3), "target 3"),
        (lambda: keyword_in_context(TEXTS, " "), "term is empty"),
        (lambda: keyword_in_context(TEXTS, None), "term is empty"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change()  # type: ignore[operator]


def test_keyword_in_context_keeps_word_boundaries_and_offsets() -> None:
    frame = pd.DataFrame(
        {"id": ["x"], "outlet": ["A"], "text": ["The sham vote was held. A shambles, a SHAM."]}
    )
    found = keyword_in_context(frame, "sham", by="outlet")
    assert found["context"].tolist() == [
        "The [sham] vote was held. A shambles, a",
        "vote was held. A shambles, a [SHAM].",
    ]
    text = frame["text"][0]
    assert [text[s:e] for s, e in zip(found["start"], found["end"], strict=True)] == ["sham", "SHAM"]
    assert found["id"].tolist() == ["x", "x"]
    assert keyword_in_context(frame, "fraud").empty
