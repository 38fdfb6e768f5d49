"""Trends, change points and known dates: literal series, the ruptures oracle, shuffled data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import ruptures

from framing.errors import FramingWarning, InputError
from framing.research import change_points, shift, trend
from framing.research.partition import Series, date_range, optimal_partition, standard_penalty


def table(scores: list[float], start: str = "2031-03-01", **columns: object) -> pd.DataFrame:
    date = pd.date_range(start, periods=len(scores)).strftime("%Y-%m-%d")
    frame = pd.DataFrame({"id": range(len(scores)), "date": date, "score": scores})
    return frame.assign(target="Russia", voice="author", **columns)


def noisy(levels: list[tuple[float, int]], seed: int = 0, spread: float = 0.2) -> list[float]:
    rng = np.random.default_rng(seed)
    return [float(level + rng.normal(0, spread)) for level, days in levels for _ in range(days)]


STEP = table(noisy([(0.3, 30), (-0.4, 25)]))


# ---------------------------------------------------------------- trend


def test_weeks_begin_on_monday_and_gaps_are_rows() -> None:
    date = ["2031-03-03", "2031-03-09", "2031-03-17", "2031-03-18"]
    frame = table([0.2, 0.4, -0.5, -0.7]).assign(date=date)
    found = trend(frame, freq="W")
    assert found["period"].dt.strftime("%m-%d").tolist() == ["03-03", "03-10", "03-17"]
    assert found["n"].tolist() == [2, 0, 2]
    assert found["mean"].tolist() == pytest.approx([0.3, np.nan, -0.6], nan_ok=True)
    assert found["note"][1].startswith("no score")


def test_groups_get_a_line_each_and_events_their_period() -> None:
    frame = pd.concat([STEP.assign(outlet="A"), STEP.assign(outlet="B", score=0.0)])
    found = trend(frame, freq="M", by="outlet", events={"2031-04-02": "strait closed", "2031-04-20": "talks"})
    assert found[["outlet", "n"]].values.tolist() == [["A", 31], ["A", 24], ["B", 31], ["B", 24]]
    assert found["event"].tolist() == ["", "strait closed; talks", "", "strait closed; talks"]
    assert found["event_date"].dropna().unique().tolist() == [pd.Timestamp("2031-04-02")]
    assert found["event_date"].isna().tolist() == [True, False, True, False]


def test_rows_without_a_date_are_left_out_with_a_warning() -> None:
    frame = STEP.assign(date=STEP["date"].where(STEP["id"] != 3, "4/3/31"))
    with pytest.warns(FramingWarning, match="1 of 55 dates"):
        assert trend(frame, freq="Y")["n"].sum() == 54


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: trend(STEP, freq="fortnight"), "freq='fortnight': choose one of D, W, M, Q, Y"),
        (lambda: trend(STEP.drop(columns="date")), "no column 'date'"),
        (lambda: trend(STEP.assign(date="soon")), "no row has a date that can be read"),
        (lambda: trend(STEP, events={"next week": "vote"}), "event date 'next week': give YYYY-MM-DD"),
        (lambda: change_points(STEP, penalty=-1), "penalty=-1: give a positive"),
        (lambda: change_points(STEP, min_size=3), "unknown option 'min_size'"),
        (lambda: change_points(STEP, alpha=5), "alpha=5: give a number between 0 and 1"),
        (lambda: shift(STEP, since="2032-01-01"), "every article falls before"),
    ],
)
@pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change()  # type: ignore[operator]


# ---------------------------------------------------------------- partition


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("penalty", [0.5, 2.0, 6.0])
def test_partition_equals_ruptures(seed: int, penalty: float) -> None:
    y = np.array(noisy([(0.0, 25), (1.5, 20), (-0.5, 15)], seed, 1.0))
    cuts, gain = optimal_partition(Series(np.ones(len(y)), y, y**2), penalty, 3)
    constant = ((y - y.mean()) ** 2).sum()
    exact = ruptures.Dynp(model="l2", min_size=3, jump=1).fit(y)
    if cuts:
        assert exact.predict(n_bkps=len(cuts)) == [*cuts, len(y)]
    # the pruned search of ruptures may miss the best partition under a least size, but never beats it
    pelt = ruptures.Pelt(model="l2", min_size=3, jump=1).fit(y)
    theirs = pelt.predict(penalty)
    assert constant - gain <= pelt.cost.sum_of_costs(theirs) + penalty * (len(theirs) - 1) + 1e-9
    if penalty > 1:
        assert theirs == [*cuts, len(y)]


def test_gain_is_the_saved_sum_of_squares_less_the_penalty() -> None:
    y = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    cuts, gain = optimal_partition(Series(np.ones(6), y, y**2), 0.4, 1)
    assert cuts == [3]
    assert gain == pytest.approx(1.5 - 0.4)
    assert optimal_partition(Series(np.ones(6), y, y**2), 1.6, 1) == ([], pytest.approx(0.0))


def test_days_weigh_by_their_articles() -> None:
    counts, sums = np.array([1.0, 1, 9, 1, 1, 1]), np.array([0.0, 0, 9, 1, 1, 1])
    heavy = Series(counts, sums, sums)
    assert optimal_partition(heavy, 0.1, 1)[0] == [2]


def test_standard_penalty_is_known_for_alternating_days() -> None:
    y = np.array([0.0, 1.0] * 5)
    # each neighbouring pair differs by 1: half the squared difference is the variance 1/2
    assert standard_penalty(Series(np.ones(10), y, y**2)) == pytest.approx(2 * 0.5 * np.log(10))


def test_range_of_a_date_holds_the_cut_and_shrinks_with_the_step() -> None:
    small, large = (np.array(noisy([(0.0, 30), (step, 30)], 4, 0.5)) for step in (0.6, 3.0))
    ranges = []
    for y in (small, large):
        series = Series(np.ones(60), y, y**2)
        cut = optimal_partition(series, 0.5, 3)[0]
        low, high = date_range(series, 30, 0.95)
        assert low <= 30 <= high
        assert cut
        ranges.append(high - low)
    assert ranges[0] > ranges[1] == 0


# ---------------------------------------------------------------- change points


def test_planted_day_is_found_within_three_days() -> None:
    found = change_points(STEP, events={"2031-03-30": "airliner lost", "2031-03-05": "drill"})
    assert len(found) == 1
    row = found.iloc[0]
    assert abs((row["date"] - pd.Timestamp("2031-03-31")).days) <= 3
    assert row["earliest"] <= row["date"] <= row["latest"]
    assert row["shift"] == pytest.approx(-0.7, abs=0.15)
    assert row["p"] <= 0.01
    assert row["event"] == "airliner lost"
    assert row["n_before"] + row["n_after"] == 55


def test_two_changes_are_found_there_and_back() -> None:
    found = change_points(table(noisy([(0.3, 25), (-0.4, 20), (0.3, 25)], 2)))
    assert found["shift"].round(0).tolist() == [-1.0, 1.0]
    assert len(found) == 2


def test_constant_noise_has_no_change_and_says_so() -> None:
    found = change_points(table(noisy([(0.1, 60)], 3)))
    assert len(found) == 1
    assert found["date"].isna().all()
    assert found["note"][0].startswith("no change")


def test_few_days_say_so() -> None:
    found = change_points(table([0.1, 0.2, 0.3]))
    assert found["note"][0] == "3 periods with scores: at least 6 are needed"
    assert np.isnan(found["p_any"][0])


def test_all_missing_scores_say_so() -> None:
    assert change_points(STEP.assign(score=None))["note"][0].startswith("0 periods with scores")


def test_groups_are_searched_apart() -> None:
    frame = pd.concat([STEP.assign(outlet="A"), table(noisy([(0.0, 55)], 9), outlet="B")])
    found = change_points(frame, by="outlet").set_index("outlet")
    assert pd.notna(found.loc["A", "date"])
    assert pd.isna(found.loc["B", "date"])


def test_shuffled_series_show_a_change_in_about_five_of_a_hundred() -> None:
    hits = 0
    for seed in range(200):
        order = np.random.default_rng(seed).permutation(len(STEP))
        mixed = STEP.assign(score=STEP["score"].to_numpy()[order])
        hits += int(change_points(mixed, repeats=99, seed=seed)["date"].notna().any())
    assert 4 <= hits <= 18


def test_drifting_days_need_blocks() -> None:
    rng = np.random.default_rng(8)
    drift = np.zeros(120)
    for k in range(1, 120):
        drift[k] = 0.9 * drift[k - 1] + rng.normal(0, 0.1)
    alone, blocks = (change_points(table(list(drift)), block=b)["p_any"].iloc[0] for b in (1, 20))
    assert alone < blocks


# ---------------------------------------------------------------- a known date


def test_shift_since_a_known_date() -> None:
    row = shift(STEP, since="2031-03-31").iloc[0]
    before, since = STEP["score"][:30].mean(), STEP["score"][30:].mean()
    assert row["difference"] == pytest.approx(since - before)
    assert (row["a"], row["b"], row["n_a"], row["n_b"]) == ("since", "before", 25, 30)
    assert row["p"] < 0.001
    assert shift(table(noisy([(0.1, 60)], 3)), since="2031-03-31")["p"][0] > 0.05
