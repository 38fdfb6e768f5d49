"""Krippendorff's alpha: his published example, the krippendorff package, and what cannot be measured."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest

from framing.errors import InputError
from framing.research import agreement

X = np.nan
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
)


def long(matrix: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "id": unit,
                "target": "Russia",
                "voice": "author",
                "coder": f"c{coder}",
                "code": matrix[coder, unit],
            }
            for coder in range(matrix.shape[0])
            for unit in range(matrix.shape[1])
        ]
    )


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_published_example(level: str, alpha: float) -> None:
    found = agreement(long(PUBLISHED - 3), level=level).iloc[0]  # type: ignore[arg-type]
    assert found["alpha"] == pytest.approx(alpha, abs=5e-4)
    assert (found["n_units"], found["n_single"], found["n_coders"]) == (11, 1, 4)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", range(4))
def test_equals_the_krippendorff_package(level: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, 1, 30)
    matrix = np.clip(np.round(truth + rng.normal(0, 0.7, (3, 30))), -2, 2)
    matrix[rng.random((3, 30)) < 0.2] = np.nan
    oracle = krippendorff.alpha(reliability_data=matrix, level_of_measurement=level)
    assert agreement(long(matrix), level=level)["alpha"][0] == pytest.approx(oracle)  # type: ignore[arg-type]


def test_interval_holds_alpha_and_shrinks_with_units() -> None:
    rng = np.random.default_rng(0)
    widths = []
    for units in (20, 200):
        truth = rng.normal(0, 1, units)
        matrix = np.clip(np.round(truth + rng.normal(0, 0.7, (2, units))), -2, 2)
        row = agreement(long(matrix), repeats=500).iloc[0]
        assert row["low"] < row["alpha"] < row["high"]
        widths.append(row["high"] - row["low"])
    assert widths[1] < widths[0] / 2


def test_perfect_and_opposite_coders() -> None:
    same = np.array([[-2, 0, 1, 2], [-2, 0, 1, 2]], dtype=float)
    assert agreement(long(same))["alpha"][0] == 1.0
    assert agreement(long(np.array([[-2, 2, -2, 2], [2, -2, 2, -2]], dtype=float)))["alpha"][0] < 0


def test_every_target_and_voice_and_all_together() -> None:
    one = long(PUBLISHED - 3)
    found = agreement(pd.concat([one, one.assign(voice="quoted", code=0)]))
    assert found[["target", "voice"]].values.tolist() == [
        ["Russia", "author"],
        ["Russia", "quoted"],
        ["all", "all"],
    ]
    assert found["note"][1] == "every code is the same: alpha is not defined"
    assert found["alpha"][2] > found["alpha"][0]


def test_what_cannot_be_measured_says_why() -> None:
    apart = np.array([[1, 2, X, X], [X, X, 1, 2]])
    assert agreement(long(apart))["note"][0].startswith("the coders never coded the same article")
    assert agreement(long(apart[:1]))["note"][0] == "one coder: no agreement to measure"
    assert agreement(long(np.full((2, 3), X)))["note"][0] == "no codes"
    assert np.isnan(agreement(long(apart))["alpha"]).all()


def test_unknown_level_is_named() -> None:
    with pytest.raises(InputError, match="level='ratio': choose one of nominal, ordinal, interval"):
        agreement(long(PUBLISHED - 3), level="ratio")  # type: ignore[arg-type]


def test_perfect_agreement_has_no_interval() -> None:
    row = agreement(long(np.array([[-2, 0, 1, 2] * 6] * 2, dtype=float))).iloc[0]
    assert row["alpha"] == 1.0
    assert np.isnan(row["low"])
    assert row["note"] == "the bootstrap does not vary: no interval"
