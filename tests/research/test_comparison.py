"""Means, differences and shares: literal tables with literal results, oracles, and what has no number."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.multitest import multipletests

from framing.errors import FramingWarning, InputError
from framing.research import compare, differences, voice_shares
from framing.research.comparison import hedges_g
from framing.research.resampling import benjamini_hochberg, holm, interval
from framing.research.rows import clusters, days


def table(scores: dict[str, list[float | None]], **columns: object) -> pd.DataFrame:
    rows = [(outlet, score) for outlet, values in scores.items() for score in values]
    frame = pd.DataFrame(rows, columns=["outlet", "score"]).assign(target="Russia", voice="author", **columns)
    return frame.assign(id=range(len(frame)))


TWO = table({"A": [-0.6, -0.4, -0.5, -0.7, None], "B": [0.1, 0.0, 0.2, 0.1]})


def test_means_and_counts() -> None:
    found = compare(TWO)
    assert found["outlet"].tolist() == ["A", "B"]
    assert found["mean"].tolist() == pytest.approx([-0.55, 0.1])
    assert found["n"].tolist() == [4, 4]
    assert found["n_absent"].tolist() == [1, 0]
    assert found["n_clusters"].tolist() == [4, 4]
    assert ((found["low"] < found["mean"]) & (found["mean"] < found["high"])).all()


def test_absent_is_not_neutral() -> None:
    with_zero = table({"A": [-0.6, -0.4, -0.5, -0.7, 0.0]})
    assert compare(with_zero)["mean"][0] == pytest.approx(-0.44)
    assert compare(TWO)["mean"][0] == pytest.approx(-0.55)


def test_a_corpus_without_outlets_is_compared_as_one_group_and_said_so() -> None:
    with pytest.warns(FramingWarning, match=r"set articles\['outlet'\]"):
        assert compare(TWO.assign(outlet=None))["n"].tolist() == [8]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compare(TWO.assign(outlet=["A", None] * 4 + ["A"]))


def test_same_seed_same_interval_and_order_of_rows_does_not_matter() -> None:
    again = compare(TWO.sample(frac=1, random_state=3), cluster="id")
    assert compare(TWO, cluster="id")["mean"].tolist() == pytest.approx(again["mean"].tolist())
    assert compare(TWO, seed=4)["low"].tolist() == compare(TWO, seed=4)["low"].tolist()


def test_every_target_and_voice_has_its_rows() -> None:
    both = pd.concat([TWO, TWO.assign(voice="quoted", score=0.0)])
    assert compare(both)[["target", "voice", "outlet"]].values.tolist() == [
        ["Russia", "author", "A"],
        ["Russia", "author", "B"],
        ["Russia", "quoted", "A"],
        ["Russia", "quoted", "B"],
    ]
    assert set(compare(both, voice="author")["voice"]) == {"author"}


def test_unsure_is_kept_or_dropped_as_asked() -> None:
    unsure = TWO.assign(label=["unsure"] + ["against"] * 8)
    assert compare(unsure)["mean"][0] == pytest.approx(-0.55)
    dropped = compare(unsure, unsure="drop").iloc[0]
    assert (dropped["mean"], dropped["n"], dropped["n_unsure"]) == (pytest.approx(-0.5333, abs=1e-4), 3, 1)


def test_documents_with_errors_are_counted_for_their_group() -> None:
    failed = pd.DataFrame({"outlet": ["A", "A"], "id": [90, 91], "error": "empty: no text"})
    found = compare(pd.concat([TWO.assign(error=None), failed]))
    assert found["n_error"].tolist() == [2, 0]
    assert found["n"].tolist() == [4, 4]


def test_other_columns_can_be_compared() -> None:
    assert compare(TWO.assign(delta=0.25), value="delta")["mean"].tolist() == [0.25, 0.25]


def test_clusters_widen_the_interval() -> None:
    rng = np.random.default_rng(0)
    tone = np.repeat(rng.normal(0, 0.3, 20), 10)
    many = table({"A": list(tone + rng.normal(0, 0.05, 200))}, story=np.repeat(np.arange(20), 10))
    by_story, by_row = compare(many).iloc[0], compare(many, cluster="row").iloc[0]
    assert by_story["n_clusters"] == 20
    assert by_story["high"] - by_story["low"] > 2 * (by_row["high"] - by_row["low"])


def test_default_cluster_is_story_then_day_then_id() -> None:
    rows = pd.DataFrame({"id": [1, 2, 3], "date": ["2031-01-01", "2031-01-01", "2031-01-02"]})
    assert clusters(rows, None).tolist() == [0, 0, 1]
    assert clusters(rows.assign(story=["x", "y", "x"]), None).tolist() == [0, 1, 0]
    assert clusters(rows[["id"]], None).tolist() == [0, 1, 2]
    assert clusters(rows.assign(story=["x", None, None]), "story").tolist() == [0, 1, 2]


def test_day_is_read_as_printed_and_odd_dates_are_missing_with_a_warning() -> None:
    printed = pd.DataFrame({"date": ["2031-03-14T23:50:00+05:00", "2031-03-14", None]})
    assert days(printed).dt.strftime("%d").tolist()[:2] == ["14", "14"]
    assert days(printed).isna().tolist() == [False, False, True]
    with pytest.warns(FramingWarning, match="'03/04/2031'"):
        assert days(pd.DataFrame({"date": ["03/04/2031", "2031-04-03"]})).isna().tolist() == [True, False]


def test_interval_is_near_students_where_it_should_be() -> None:
    scores = np.random.default_rng(5).normal(0, 0.3, 60)
    found = compare(table({"A": list(scores)}), repeats=20_000).iloc[0]
    low, high = stats.t.interval(0.95, 59, scores.mean(), stats.sem(scores))
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.01)


def test_expanded_percentiles_follow_hesterberg() -> None:
    draws = stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    low, high = interval(draws, 10, 0.95)
    reach = np.sqrt(10 / 9) * stats.t.ppf(0.975, 9)
    assert (low, high) == pytest.approx((-reach, reach), abs=0.01)


# ---------------------------------------------------------------- differences


def test_planted_difference_is_found_and_planted_null_is_not() -> None:
    rng = np.random.default_rng(1)
    scores = {"A": rng.normal(-0.3, 0.3, 60), "B": rng.normal(0.1, 0.3, 60), "C": rng.normal(0.1, 0.3, 60)}
    found = differences(table({k: list(v) for k, v in scores.items()})).set_index(["a", "b"])
    assert found.loc[("A", "B"), "p_holm"] < 0.001
    assert found.loc[("A", "C"), "p_holm"] < 0.001
    assert found.loc[("B", "C"), "p_holm"] > 0.05
    assert found.loc[("A", "B"), "high"] < 0


def test_shared_stories_make_differences_sharper() -> None:
    rng = np.random.default_rng(2)
    tone = rng.normal(0, 0.5, 40)
    frame = table({"A": list(tone - 0.1), "B": list(tone + rng.normal(0, 0.02, 40))}, story=[*range(40)] * 2)
    together, apart = differences(frame).iloc[0], differences(frame, cluster="row").iloc[0]
    assert together["p"] < 0.001 < 0.05 < apart["p"]


def test_p_is_near_welchs_for_single_articles() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(0, 0.3, 80), rng.normal(0.1, 0.4, 60)
    found = differences(table({"A": list(a), "B": list(b)}), repeats=20_000).iloc[0]
    assert found["p"] == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue, abs=0.01)


def test_effect_is_hedges_g_as_in_statsmodels() -> None:
    a, b = np.array([0.1, 0.4, 0.3, -0.2]), np.array([-0.5, -0.1, -0.3])
    oracle, _ = effectsize_smd(a.mean(), a.std(ddof=1), 4, b.mean(), b.std(ddof=1), 3)
    assert hedges_g(a, b) == pytest.approx(oracle)
    assert np.isnan(hedges_g(a, b[:1]))
    assert np.isnan(hedges_g(np.zeros(3), np.zeros(3)))


@pytest.mark.parametrize(("ours", "name"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjusted_p_as_in_statsmodels(ours: object, name: str) -> None:
    p = np.array([0.01, 0.04, 0.03, 0.2, 0.005, 0.04])
    assert ours(p) == pytest.approx(multipletests(p, method=name)[1])  # type: ignore[operator]
    with_gap = ours(np.insert(p, 2, np.nan))  # type: ignore[operator]
    assert np.isnan(with_gap[2])
    assert np.delete(with_gap, 2) == pytest.approx(multipletests(p, method=name)[1])


def test_reference_limits_the_pairs() -> None:
    three = table({"A": [0.1, 0.2, 0.3], "B": [0.0, 0.1, 0.2], "C": [0.5, 0.4, 0.6]})
    assert differences(three, reference="B")[["a", "b"]].values.tolist() == [["A", "B"], ["C", "B"]]
    assert len(differences(three)) == 3


# ---------------------------------------------------------------- what has no number


def test_group_of_one_has_a_mean_and_says_why_there_is_no_interval() -> None:
    found = compare(table({"A": [0.5], "B": [0.1, 0.2, 0.3]})).set_index("outlet")
    assert found.loc["A", "mean"] == 0.5
    assert np.isnan(found.loc["A", "low"])
    assert found.loc["A", "note"] == "one article: no interval"
    pair = differences(table({"A": [0.5], "B": [0.1, 0.2, 0.3]})).iloc[0]
    assert np.isnan(pair["p"])
    assert pair["note"] == "one cluster in A: no test"


def test_all_missing_group_says_so() -> None:
    found = compare(table({"A": [None, None], "B": [0.1, 0.2]})).set_index("outlet")
    assert np.isnan(found.loc["A", "mean"])
    assert found.loc["A", "note"].startswith("no score")
    assert (
        differences(table({"A": [None, None], "B": [0.1, 0.2]}))["note"][0] == "no score in A: no difference"
    )


def test_equal_scores_give_no_interval() -> None:
    found = compare(table({"A": [0.2, 0.2, 0.2]})).iloc[0]
    assert found["mean"] == pytest.approx(0.2)
    assert np.isnan(found["low"])
    assert found["note"] == "all scores are the same: no interval"
    both = differences(table({"A": [0.2, 0.2, 0.2], "B": [0.2, 0.2, 0.2]})).iloc[0]
    assert np.isnan(both["p"])
    assert both["note"] == "no variation within the groups: no test"


def test_missing_outlet_is_a_group_that_can_be_seen() -> None:
    frame = TWO.assign(outlet=TWO["outlet"].where(TWO["id"] != 8))
    assert compare(frame)["outlet"].tolist() == ["(missing)", "A", "B"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: compare([1, 2]), "give a pandas DataFrame"),
        (lambda: compare(TWO.iloc[:0]), "no rows"),
        (lambda: compare(TWO, by="paper"), "no column 'paper'; its columns are: outlet"),
        (lambda: compare(TWO, target="Rusia"), "no row has target 'Rusia'; the table has Russia"),
        (lambda: compare(TWO, voice="narrator"), "no row has voice 'narrator'"),
        (lambda: compare(TWO, cluster="week"), "cluster 'week': choose 'day', 'row' or a column"),
        (lambda: compare(TWO, boots=5), "unknown option 'boots': choose from cluster"),
        (lambda: compare(TWO, level=95), "level=95"),
        (lambda: compare(TWO, repeats=10), "repeats=10: give a whole number of at least 100"),
        (lambda: compare(TWO, repeats="many"), "repeats='many'"),
        (lambda: compare(TWO, seed=-1), "seed=-1: give a whole number of at least 0"),
        (lambda: compare(TWO, seed=None), "seed=None"),
        (lambda: compare(TWO, level="high"), "level='high'"),
        (lambda: compare(TWO, by=["outlet"]), "is no column name"),
        (lambda: compare(TWO, target=3), "target=3: give a name, a list of names, or None for all"),
        (lambda: compare(TWO, target=[]), "give a name, a list of names"),
        (lambda: compare(TWO, cluster=["id"]), "give 'day', 'row' or the name of a column"),
        (lambda: compare(pd.concat([TWO, TWO[["score"]]], axis=1)), "the column 'score' twice"),
        (lambda: compare(TWO.assign(outlet=[[1]] * 9)), "column 'outlet' holds lists"),
        (lambda: compare(TWO.assign(story=[[1]] * 9)), "column 'story' holds lists"),
        (lambda: compare(TWO, unsure="ignore"), "choose 'keep' or 'drop'"),
        (lambda: compare(TWO.assign(score="good")), "'good', which is no finite number"),
        (lambda: compare(TWO.assign(score=np.inf)), "no finite number"),
        (lambda: compare(TWO.assign(target=None, error="empty: no text")), "empty: no text"),
        (lambda: differences(TWO[TWO["outlet"] == "A"]), "the one value 'A'; a difference needs two groups"),
        (lambda: differences(TWO, reference="C"), "reference='C': choose one of A, B"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        change()  # type: ignore[operator]


# ---------------------------------------------------------------- who is quoted


def test_shares_of_voice_weigh_words_not_quotes() -> None:
    blocs = ["Russia", "West", "Russia", None]
    quotes = pd.DataFrame({"id": [1, 1, 2, 3], "outlet": "A", "bloc": blocs, "n_words": [30, 10, 40, None]})
    found = voice_shares(quotes).set_index("bloc")
    assert found["share"].to_dict() == {"Russia": 0.875, "West": 0.125}
    assert found["n_quotes"].to_dict() == {"Russia": 2, "West": 1}
    assert found["share"].sum() == pytest.approx(1)


def test_a_bloc_that_is_not_quoted_has_no_interval() -> None:
    rows = [(k, "A", "Russia", 10) for k in range(12)] + [
        (20 + k, "B", b, 10) for k in range(6) for b in ("West", "Russia")
    ]
    found = voice_shares(pd.DataFrame(rows, columns=["id", "outlet", "bloc", "n_words"])).set_index(
        ["outlet", "bloc"]
    )
    assert found.loc[("A", "West"), "share"] == 0
    assert np.isnan(found.loc[("A", "West"), ["low", "high"]].astype(float)).all()
    assert found.loc[("B", "West"), "share"] == 0.5


def test_shares_without_quotes_are_refused() -> None:
    with pytest.raises(InputError, match="nobody is quoted"):
        voice_shares(pd.DataFrame({"outlet": ["A"], "bloc": [None], "n_words": [None]}))
