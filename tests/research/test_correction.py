"""Corrected means and slopes: published formulas, ppi_py and statsmodels as oracles, coverage in short."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from framing.errors import FramingWarning, InputError
from framing.research import corrected_mean, corrected_ols, sample_for_coding
from framing.research.estimating import Units, corrected_fit, naive_fit

GOLD = np.array([-1, -0.5, 0, 0.5, 1, 0, -0.5, 0.5])
SCORE = np.array([-0.6, -0.2, 0.1, 0.4, 0.5, 0.2, -0.4, 0.1])
REST = np.array([0.1, 0.3, -0.5, -0.1, 0.2, 0.6, -0.7, 0, 0.4, -0.2, 0.15, 0.25])


def units(
    gold: np.ndarray, score: np.ndarray, chance: np.ndarray | None = None, x: np.ndarray | None = None
) -> Units:
    n, size = len(gold), len(score)
    ones = np.ones(size)
    coded = np.arange(size) < n
    return Units(
        x=ones[:, None] if x is None else x,
        score=score,
        seen=ones,
        gold=np.concatenate([gold, np.zeros(size - n)]),
        present=coded.astype(float),
        coded=coded,
        chance=ones if chance is None else chance,
        cluster=np.arange(size),
    )


def frame(score: np.ndarray, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {"id": range(len(score)), "target": "Russia", "voice": "author", "score": score, **columns}
    )


def coded(gold: np.ndarray, **columns: object) -> pd.DataFrame:
    rows = {"id": range(len(gold)), "target": "Russia", "voice": "author", "coder": "x", "code": 2 * gold}
    return pd.DataFrame({**rows, **columns})


# ---------------------------------------------------------------- oracles


def test_equals_ppi_py() -> None:
    # ppi_python 0.2.3, ppi_mean_pointestimate and ppi_mean_ci(..., lam=1), alpha 0.05
    fit = corrected_fit(units(GOLD, np.concatenate([SCORE, REST])), "ppi", tune=False)
    assert fit.beta[0] == pytest.approx(0.0291666667)
    # it takes variances without n - 1, here n / (n - 1) is added for the coded units
    half = 1.959963985 * fit.se[0] * np.sqrt(7 / 8)
    assert (fit.beta[0] - half, fit.beta[0] + half) == pytest.approx((-0.2608932, 0.31922654), abs=1e-6)


def test_is_the_mean_of_all_scores_plus_the_mean_error() -> None:
    row = corrected_mean(frame(np.concatenate([SCORE, REST])), coded(GOLD), tune=False).iloc[0]
    assert row["naive"] == pytest.approx(np.concatenate([SCORE, REST]).mean())
    assert row["corrected"] == pytest.approx(REST.mean() + (GOLD - SCORE).mean())
    assert (row["n"], row["n_coded"], row["method"], row["machine_weight"]) == (20, 8, "ppi", 1.0)


def test_design_based_equals_least_squares_on_pseudo_outcomes() -> None:
    rng = np.random.default_rng(0)
    score = rng.normal(0, 0.3, 200)
    gold = 0.5 * score[:40] + rng.normal(0.2, 0.2, 40)
    x = np.column_stack([np.ones(200), rng.random(200) < 0.5]).astype(float)
    fit = corrected_fit(units(gold, score, np.full(200, 0.2), x), "dsl", tune=False)
    pseudo = score.copy()
    pseudo[:40] += (gold - score[:40]) / 0.2
    assert fit.beta == pytest.approx(sm.OLS(pseudo, x).fit().params)


def test_unequal_probabilities_weigh_the_errors() -> None:
    chance = np.array([0.5, 0.1])
    row = corrected_mean(
        frame(np.zeros(12)), coded(np.array([0.2, 0.8]), inclusion_probability=chance), tune=False
    ).iloc[0]
    # errors .2 and .8 stand for two and ten articles
    assert row["corrected"] == pytest.approx((2 * 0.2 + 10 * 0.8) / 12)
    assert row["method"] == "dsl"


def test_naive_interval_equals_clustered_statsmodels() -> None:
    rng = np.random.default_rng(1)
    score = rng.normal(0, 0.3, 60)
    story = np.repeat(np.arange(20), 3)
    row = corrected_mean(frame(score, story=story), coded(score[:30])).iloc[0]
    oracle = sm.OLS(score, np.ones(60)).fit(cov_type="cluster", cov_kwds={"groups": story}, use_t=True)
    low, high = oracle.conf_int()[0]
    # statsmodels multiplies the variance by (n - 1) / (n - k) more, which is 1 here
    assert (row["naive_low"], row["naive_high"]) == pytest.approx((low, high), rel=1e-6)


def test_all_coded_is_the_mean_of_the_codes() -> None:
    row = corrected_mean(frame(SCORE), coded(GOLD)).iloc[0]
    assert row["corrected"] == pytest.approx(GOLD.mean())
    assert row["machine_weight"] == 0.0


def test_naive_slope_equals_least_squares() -> None:
    x = np.column_stack([np.ones(20), np.arange(20)]).astype(float)
    score = np.concatenate([SCORE, REST])
    fit = naive_fit(units(GOLD, score, x=x))
    oracle = sm.OLS(score, x).fit(cov_type="HC1")
    assert fit.beta == pytest.approx(oracle.params)
    assert fit.se == pytest.approx(oracle.bse)


# ---------------------------------------------------------------- behaviour


def biased(seed: int, size: int = 400) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = np.clip(np.round(rng.normal(-0.2, 0.5, size) * 4) / 4, -1, 1)
    score = np.clip(0.5 * truth + 0.2 + rng.normal(0, 0.2, size), -1, 1)
    return frame(score, outlet=rng.choice(["A", "B"], size)), truth


def sampled(table: pd.DataFrame, truth: np.ndarray, n: int, seed: int, by: str | None = None) -> pd.DataFrame:
    drawn = sample_for_coding(table, n, by=by, seed=seed)
    return coded(truth)[["id", "target", "voice", "coder", "code"]].merge(
        drawn[["id", "inclusion_probability"]], on="id"
    )


def test_bias_is_taken_away() -> None:
    table, truth = biased(0)
    row = corrected_mean(table, sampled(table, truth, 100, 1)).iloc[0]
    assert row["naive_low"] > truth.mean()
    assert row["low"] <= truth.mean() <= row["high"]
    assert abs(row["corrected"] - truth.mean()) < 0.08


def test_a_good_machine_makes_the_interval_shorter_and_a_useless_one_does_no_harm() -> None:
    table, truth = biased(2, 1000)
    rng = np.random.default_rng(0)
    widths = {}
    for name, score in (("good", 0.9 * truth + 0.1), ("noise", rng.normal(0, 2, 1000))):
        row = corrected_mean(table.assign(score=score), sampled(table, truth, 100, 3)).iloc[0]
        widths[name] = row["high"] - row["low"]
    alone = corrected_mean(table.assign(score=0.0), sampled(table, truth, 100, 3)).iloc[0]
    assert widths["good"] < 0.5 * (alone["high"] - alone["low"])
    assert widths["noise"] < 1.1 * (alone["high"] - alone["low"])


def test_groups_and_stratified_samples() -> None:
    table, truth = biased(4, 800)
    found = corrected_mean(table, sampled(table, truth, 200, 5, by="outlet"), by="outlet").set_index("outlet")
    for outlet in ("A", "B"):
        true = truth[table["outlet"] == outlet].mean()
        assert found.loc[outlet, "low"] <= true <= found.loc[outlet, "high"]


def test_missed_and_invented_mentions_are_corrected() -> None:
    rng = np.random.default_rng(6)
    table, truth = biased(6, 2000)
    there = rng.random(2000) < 0.8
    seen = np.where(there, rng.random(2000) < 0.9 + 0.3 * truth, rng.random(2000) < 0.1)
    table["score"] = table["score"].where(seen)
    codes = sampled(table, truth, 500, 7)
    codes["code"] = codes["code"].where(there[codes["id"]])
    row = corrected_mean(table, codes).iloc[0]
    assert row["low"] <= truth[there].mean() <= row["high"]
    assert row["naive"] > truth[there].mean() + 0.1


def test_codes_only_where_the_machine_sees_the_target_are_noted() -> None:
    table, truth = biased(8)
    table["score"] = table["score"].where(np.arange(400) % 4 > 0)
    codes = coded(truth)[np.arange(400) % 4 == 1]
    row = corrected_mean(table, codes).iloc[0]
    assert row["n"] == 300
    assert row["note"].startswith("articles in which the machine sees no mention were not coded")


def test_slope_is_corrected() -> None:
    table, truth = biased(9, 2000)
    after = np.random.default_rng(1).random(2000) < 0.5
    table = table.assign(after=after)
    codes = sampled(table, truth + 0.3 * np.where(after, 1, 0) * 0.9, 400, 10)
    codes["code"] = codes["code"].clip(-2, 2)
    found = corrected_ols(table, codes, ["after"]).set_index("term")
    assert found.loc["after", "low"] > 0.1
    assert found.loc["after", "naive_high"] < 0.1
    assert found.loc["after", "p"] < 0.01


def test_words_become_indicators() -> None:
    table, truth = biased(11)
    found = corrected_ols(table, sampled(table, truth, 100, 12), ["outlet"])
    assert found["term"].tolist() == ["(intercept)", "outlet[B]"]
    means = table.groupby("outlet")["score"].mean()
    assert found["naive"].tolist() == pytest.approx([means["A"], means["B"] - means["A"]])


def coverage(runs: int) -> float:
    expected = np.concatenate([biased(10_000 + k, 2000)[1] for k in range(200)]).mean()
    hits = 0
    for k in range(runs):
        table, truth = biased(k)
        row = corrected_mean(table, sampled(table, truth, 80, k + 5000)).iloc[0]
        hits += int(row["low"] <= expected <= row["high"])
    return hits / runs


def test_intervals_cover_in_short() -> None:
    # 150 runs: 95% lies within 90 to 99.5%; the full simulation is benchmarks/research.py
    assert 0.90 <= coverage(150) <= 0.995


# ---------------------------------------------------------------- what has no number


def test_groups_without_codes_say_so() -> None:
    table, truth = biased(13)
    only_a = table.loc[table["outlet"] == "A", "id"][:30]
    codes = coded(truth)
    found = corrected_mean(table, codes[codes["id"].isin(only_a)], by="outlet").set_index("outlet")
    assert np.isfinite(found.loc["A", "corrected"])
    assert np.isnan(found.loc["B", "corrected"])
    assert np.isfinite(found.loc["B", "naive"])
    assert found.loc["B", "note"] == "0 coded articles: at least 2 are needed"


def test_equal_codes_give_no_interval() -> None:
    row = corrected_mean(frame(np.zeros(50)), coded(np.zeros(25))).iloc[0]
    assert row["corrected"] == 0
    assert np.isnan(row["low"])
    assert row["note"] == "the codes do not vary: no interval"


def test_all_absent_says_so() -> None:
    row = corrected_mean(frame(np.full(20, np.nan)), coded(GOLD)).iloc[0]
    assert np.isnan(row["naive"])
    assert row["n"] == 0
    assert row["note"].startswith("no score")


def test_people_who_see_nothing_say_so() -> None:
    row = corrected_mean(frame(np.concatenate([SCORE, REST])), coded(np.full(8, np.nan))).iloc[0]
    assert np.isnan(row["corrected"])
    assert row["note"] == "people do not see the target in any coded article"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t, c: corrected_mean(t, c.assign(inclusion_probability=0.0)), "must be above 0"),
        (lambda t, c: corrected_mean(t, c, method="dsl"), "needs inclusion_probability"),
        (lambda t, c: corrected_mean(t, c, method="ols"), "choose 'ppi' or 'dsl'"),
        (lambda t, c: corrected_mean(t, c, target="West"), "no row has target 'West'"),
        (lambda t, c: corrected_mean(t, c.assign(id=c["id"] + 10**6)), "no code finds its row"),
        (
            lambda t, c: corrected_mean(t, c.assign(target="West"), target="Russia"),
            "codes hold nothing on target",
        ),
        (lambda t, c: corrected_mean(t, c, by="paper"), "no column 'paper'"),
        (lambda t, c: corrected_mean(t, c, power=True), "unknown option 'power'"),
        (lambda t, c: corrected_ols(t, c, []), "x is empty"),
        (lambda t, c: corrected_ols(t, c, None), "x is empty"),
        (lambda t, c: corrected_ols(t.assign(size=np.inf), c, ["size"]), "no finite number"),
        (lambda t, c: corrected_ols(t, c, ["size"]), "no column 'size'"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    table, truth = biased(14)
    with pytest.raises(InputError, match=words):
        change(table, coded(truth)[:50])  # type: ignore[operator]


def test_missing_x_is_left_out_with_a_warning() -> None:
    table, truth = biased(15)
    table["outlet"] = table["outlet"].where(table["id"] > 4)
    with pytest.warns(FramingWarning, match="5 rows have no outlet"):
        found = corrected_ols(table, coded(truth)[50:150], ["outlet"])
    assert found["n"].tolist() == [395, 395]
