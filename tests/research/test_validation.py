"""Machine against people: every measure by hand or by an oracle, weights, warnings."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import f1_score

from framing.errors import FramingWarning, InputError
from framing.research import validate

pytestmark = pytest.mark.filterwarnings("ignore:.*coded by one person:framing.errors.FramingWarning")

LABELS = ["against", "favor", "neutral", "mixed", "unsure", "unsure", "absent", "favor"]
SCORES = [-0.6, 0.5, 0.0, 0.05, -0.1, 0.2, None, 0.4]
CODES = [-2, -1, 0, 0, -1, 1, 1, None]
TABLE = pd.DataFrame(
    {
        "id": range(8),
        "target": "Russia",
        "voice": "author",
        "outlet": list("AAAABBBB"),
        "score": SCORES,
        "label": LABELS,
    }
)


def coded(codes: list[float | None], coder: str = "x", **columns: object) -> pd.DataFrame:
    frame = {"id": range(len(codes)), "target": "Russia", "voice": "author", "coder": coder, "code": codes}
    return pd.DataFrame({**frame, **columns})


def test_measures_by_hand() -> None:
    row = validate(TABLE, coded(CODES)).summary.iloc[0]
    assert row["n"] == 6
    assert (row["missed"], row["invented"]) == (1, 1)
    # of six, only the favor for a -1 is wrong; mixed counts as neutral, unsure as the sign of its score
    assert row["accuracy"] == pytest.approx(5 / 6)
    assert row["sign_errors"] == pytest.approx(1 / 6)
    assert row["unsure"] == pytest.approx(2 / 6)
    assert row["macro_f1"] == pytest.approx((2 * 2 / 5 + 1 + 2 / 3) / 3)
    gold = np.array([-1, -0.5, 0, 0, -0.5, 0.5])
    assert row["bias"] == pytest.approx(np.mean(np.array([-0.6, 0.5, 0, 0.05, -0.1, 0.2]) - gold))
    assert row["spearman"] == pytest.approx(spearmanr([-0.6, 0.5, 0, 0.05, -0.1, 0.2], gold).statistic)


def test_confusion_has_people_in_rows() -> None:
    table = validate(TABLE, coded(CODES)).confusion
    assert table.loc["against", "favor"] == 1
    assert table.loc["favor", "against"] == 0
    assert table.to_numpy().sum() == 6
    assert table.index.name == "people"


@pytest.mark.parametrize("seed", range(3))
def test_macro_f1_equals_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    score = rng.choice([-0.5, 0.0, 0.5], 60)
    label = pd.Series(score).map({-0.5: "against", 0.0: "neutral", 0.5: "favor"})
    table = pd.DataFrame({"id": range(60), "target": "X", "voice": "author", "score": score, "label": label})
    codes = coded(list(rng.choice([-2, -1, 0, 1, 2], 60))).assign(target="X")
    gold = np.sign(codes["code"]).map({-1: "against", 0: "neutral", 1: "favor"})
    found = validate(table, codes)
    assert found.macro_f1 == pytest.approx(f1_score(gold, label, average="macro"))
    assert found.summary["macro_f1_low"][0] < found.macro_f1 < found.summary["macro_f1_high"][0]


def test_weights_are_the_inverse_probabilities() -> None:
    table = TABLE.iloc[:2]
    row = validate(table, coded([-2, -1], inclusion_probability=[0.1, 0.5])).summary.iloc[0]
    # the right unit stands for ten articles, the wrong one for two
    assert row["accuracy"] == pytest.approx(10 / 12)
    assert row["sign_errors"] == pytest.approx(2 / 12)


def test_parts_by_target_voice_and_outlet() -> None:
    summary = validate(TABLE, coded(CODES), by="outlet").summary
    assert summary[["part", "value", "n"]].values.tolist() == [
        ["all", "all", 6],
        ["target", "Russia", 6],
        ["voice", "author", 6],
        ["outlet", "A", 4],
        ["outlet", "B", 2],
    ]


def test_several_coders_count_by_their_mean() -> None:
    codes = pd.concat([coded([-2, 0]), coded([-1, -1], "y")])
    units = validate(TABLE.iloc[:2], codes).units.set_index("id")
    assert units["gold"].to_dict() == {0: -0.75, 1: -0.25}
    assert units["gold_label"].to_dict() == {0: "against", 1: "against"}
    assert units["miss"].to_dict() == pytest.approx({0: 0.15, 1: 0.75})


def test_calibration_compares_stated_with_right() -> None:
    p = {"p_against": [0.92, 0.1, 0.1], "p_neutral": [0.05, 0.15, 0.75], "p_favor": [0.03, 0.75, 0.15]}
    table = TABLE.iloc[:3].assign(**p)
    found = validate(table, coded([-2, -1, 0]))
    assert found.calibration[["low", "n", "right"]].values.tolist() == [[0.7, 2, 0.5], [0.9, 1, 1.0]]
    assert found.summary["ece"][0] == pytest.approx((2 * 0.25 + 0.08) / 3)
    first = 0.08**2 + 0.05**2 + 0.03**2
    second = 0.9**2 + 0.15**2 + 0.75**2
    third = 0.1**2 + 0.25**2 + 0.15**2
    assert found.summary["brier"][0] == pytest.approx((first + second + third) / 3)
    assert validate(TABLE, coded(CODES)).calibration.empty


def test_one_coder_is_warned_about_and_two_are_not(recwarn: pytest.WarningsRecorder) -> None:
    with pytest.warns(FramingWarning, match="8 of 8 units were coded by one person"):
        validate(TABLE, coded(CODES))
    recwarn.clear()
    validate(TABLE, pd.concat([coded(CODES), coded(CODES, "y")]))
    assert not [w for w in recwarn if issubclass(w.category, FramingWarning)]


def test_nothing_seen_by_both_says_so() -> None:
    row = validate(TABLE, coded([None] * 8)).summary.iloc[0]
    assert (row["n"], row["invented"]) == (0, 7)
    assert np.isnan(row["macro_f1"])
    assert row["note"] == "no unit that both people and machine see"


def test_constant_codes_say_so() -> None:
    row = validate(TABLE, coded([0] * 8)).summary.iloc[0]
    assert row["note"].startswith("people coded neutral throughout")
    assert np.isnan(row["spearman"])


def test_text_shows_the_summary_and_the_confusion() -> None:
    words = str(validate(TABLE, coded(CODES)))
    assert "macro_f1" in words
    assert "people (rows) and machine (columns)" in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: validate(TABLE.drop(columns="label"), coded(CODES)), "no column 'label'"),
        (lambda: validate(TABLE.assign(label="negative"), coded(CODES)), "label 'negative'"),
        (lambda: validate(TABLE, coded(CODES).assign(target="West")), "no code finds its row"),
        (lambda: validate(TABLE, coded(CODES), voice="quoted"), "no row has voice 'quoted'"),
        (lambda: validate(TABLE, coded(CODES).drop(columns="coder")), "no column 'coder'"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change()  # type: ignore[operator]
