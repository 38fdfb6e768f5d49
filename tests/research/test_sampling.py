"""Samples for coding: sizes, probabilities that are true, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import InputError
from framing.research import sample_for_coding
from framing.research.sampling import PROBABILITY, inclusion, systematic

ARTICLES = pd.DataFrame(
    {"id": range(100), "outlet": ["A"] * 80 + ["B"] * 20, "se": np.linspace(0.1, 1.0, 100)}
)


def test_random_sample_has_equal_probabilities_and_no_repeats() -> None:
    drawn = sample_for_coding(ARTICLES, 25, seed=1)
    assert len(drawn) == 25
    assert drawn["id"].is_unique
    assert set(drawn[PROBABILITY]) == {0.25}
    assert drawn["id"].tolist() == sample_for_coding(ARTICLES, 25, seed=1)["id"].tolist()
    assert drawn["id"].tolist() != sample_for_coding(ARTICLES, 25, seed=2)["id"].tolist()


def test_stratified_sample_in_proportion_or_as_asked() -> None:
    drawn = sample_for_coding(ARTICLES, 10, by="outlet")
    assert drawn["outlet"].value_counts().to_dict() == {"A": 8, "B": 2}
    asked = sample_for_coding(ARTICLES, {"A": 4, "B": 10}, by="outlet").groupby("outlet")[PROBABILITY]
    assert asked.agg(["size", "first"]).values.tolist() == [[4, 0.05], [10, 0.5]]


def test_small_groups_get_at_least_one() -> None:
    frame = pd.DataFrame({"id": range(102), "outlet": ["A"] * 100 + ["B", "C"]})
    drawn = sample_for_coding(frame, 6, by="outlet")
    assert drawn["outlet"].value_counts().to_dict() == {"A": 4, "B": 1, "C": 1}
    assert drawn.groupby("outlet")[PROBABILITY].first().tolist() == [0.04, 1.0, 1.0]


def test_weighted_sample_draws_the_uncertain_more_often_but_all_can_come() -> None:
    times = np.zeros(100)
    chance = np.zeros(100)
    for seed in range(2000):
        drawn = sample_for_coding(ARTICLES, 20, weights="se", seed=seed)
        times[drawn["id"]] += 1
        chance[drawn["id"]] = drawn[PROBABILITY]
    assert chance.min() > 0.04
    assert chance.sum() == pytest.approx(20)
    assert chance[99] > 3 * chance[0]
    # each article comes as often as its probability says, within five standard errors
    assert (np.abs(times / 2000 - chance) < 5 * np.sqrt(chance * (1 - chance) / 2000)).all()


def test_probabilities_above_one_are_certain() -> None:
    chance = inclusion(np.array([100.0, 1.0, 1.0, 1.0, 1.0]), 3)
    assert chance.tolist() == [1.0, 0.5, 0.5, 0.5, 0.5]
    for seed in range(20):
        drawn = systematic(chance, np.random.default_rng(seed))
        assert 0 in drawn
        assert len(drawn) == 3
    assert inclusion(np.ones(4), 4).tolist() == [1.0] * 4


def test_rows_of_one_article_are_one_unit_and_varying_columns_go() -> None:
    rows = [
        {"id": k, "outlet": "A", "target": t, "score": s, "se": s}
        for k in range(10)
        for t, s in (("Russia", 0.1 * k), ("West", 0.2 * k))
    ]
    drawn = sample_for_coding(pd.DataFrame(rows), 4, weights="se")
    assert len(drawn) == 4
    assert list(drawn.columns) == ["id", "outlet", "se", PROBABILITY]
    assert drawn.set_index("id")["se"].to_dict() == pytest.approx({k: 0.15 * k for k in drawn["id"]})


def test_missing_weights_count_as_the_least() -> None:
    frame = ARTICLES.assign(se=ARTICLES["se"].where(ARTICLES["id"] > 5))
    assert sample_for_coding(frame, 50, weights="se")[PROBABILITY].between(0.01, 1).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: sample_for_coding(ARTICLES, 0), "from 1 to the 100 articles"),
        (lambda: sample_for_coding(ARTICLES, 101), "n=101"),
        (lambda: sample_for_coding(ARTICLES, 2.5), "n=2.5"),
        (lambda: sample_for_coding(ARTICLES, True), "n=True"),
        (lambda: sample_for_coding(ARTICLES, {"A": 3}), "name their column with by="),
        (lambda: sample_for_coding(ARTICLES, {"A": 1.5, "B": 1}, by="outlet"), "whole number"),
        (lambda: sample_for_coding(ARTICLES, 5, seed="x"), "seed='x'"),
        (lambda: sample_for_coding(ARTICLES.assign(id=[[1]] * 100), 5), "column 'id' holds lists"),
        (lambda: sample_for_coding(ARTICLES, {"A": 3, "C": 1}, by="outlet"), "names the group 'C'"),
        (lambda: sample_for_coding(ARTICLES, {"A": 3}, by="outlet"), r"n\['B'\]=0"),
        (lambda: sample_for_coding(ARTICLES, {"A": 3, "B": 21}, by="outlet"), "its 20 articles"),
        (lambda: sample_for_coding(ARTICLES, 1, by="outlet"), "less than the 2 groups"),
        (lambda: sample_for_coding(ARTICLES, 5, by="outlet", weights="se"), "stratify or weigh"),
        (lambda: sample_for_coding(ARTICLES.assign(se=-1.0), 5, weights="se"), "at least 0"),
        (lambda: sample_for_coding(ARTICLES.assign(se=0.0), 5, weights="se"), "every value is 0"),
        (lambda: sample_for_coding(ARTICLES.assign(se=None), 5, weights="se"), "at least 0"),
        (lambda: sample_for_coding(ARTICLES.drop(columns="id"), 5), "no column 'id'"),
        (lambda: sample_for_coding(ARTICLES.assign(id=None), 5), "have no id"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change()  # type: ignore[operator]
