"""The invented crisis: the corpus is whole, and the examples find what was planted and nothing else."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import framing
from framing.research import change_points, differences
from framing.research.codes import check_codes

EXAMPLES = Path(__file__).parents[2] / "examples"
CRISIS = EXAMPLES / "crisis"
PLANTED = pd.Timestamp("2031-03-14")
ARTICLES = pd.read_csv(CRISIS / "articles.csv")
CODES = pd.read_csv(CRISIS / "codes.csv")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return framing.analyze_corpus(ARTICLES, targets=[CRISIS / "morvia.toml", CRISIS / "istrala.toml"])


def test_corpus_is_whole() -> None:
    assert len(ARTICLES) >= 80
    assert ARTICLES["id"].is_unique
    assert ARTICLES.notna().all().all()
    assert ARTICLES["text"].str.split().str.len().between(35, 120).all()
    assert pd.to_datetime(ARTICLES["date"], format="%Y-%m-%d").between("2031-02-17", "2031-04-12").all()
    assert check_codes(CODES)["coder"].value_counts().to_dict() == {"A": 368, "B": 368}
    assert set(CODES["id"]) == set(ARTICLES["id"])


def test_no_two_articles_share_a_sentence() -> None:
    sentences = [
        s.strip() for text in ARTICLES["text"] for s in re.split(r"(?<=[.!?])\s+", text) if len(s) > 25
    ]
    assert len(sentences) == len(set(sentences))


def test_codes_hold_what_was_planted() -> None:
    coded = CODES.query("target == 'Morvia' and voice == 'author'").merge(
        ARTICLES[["id", "outlet", "date"]], on="id"
    )
    mean = coded.groupby("outlet")["code"].mean()
    assert mean["Senn Courier"] < -1 < 1 < mean["Dravik Post"]
    assert mean[["Harbour Wire", "Northern Ledger"]].abs().max() < 0.1
    herald = coded[coded["outlet"] == "Ilmen Herald"]
    late = herald["date"] >= "2031-03-14"
    assert herald["code"][~late].mean() > 0.8
    assert herald["code"][late].mean() < -0.8


def test_planted_differences_are_found_and_the_planted_null_is_not(table: pd.DataFrame) -> None:
    found = differences(table, target="Morvia", voice="author").set_index(["a", "b"])
    assert found.loc[("Dravik Post", "Senn Courier"), "difference"] > 0.3
    assert found.loc[("Dravik Post", "Senn Courier"), "p_holm"] < 0.001
    assert found.loc[("Dravik Post", "Harbour Wire"), "p_holm"] < 0.05
    assert found.loc[("Harbour Wire", "Senn Courier"), "p_holm"] < 0.05
    assert not found.loc[("Harbour Wire", "Northern Ledger"), "p_holm"] < 0.05
    of_istrala = differences(table, target="Istrala", voice="author").set_index(["a", "b"])
    assert of_istrala.loc[("Dravik Post", "Senn Courier"), "difference"] < 0


def test_the_wire_is_calmer_than_its_sources(table: pd.DataFrame) -> None:
    wire = framing.compare(table[table["outlet"] == "Harbour Wire"], by=None, target="Morvia").set_index(
        "voice"
    )
    assert wire.loc["quoted", "mean"] < wire.loc["author", "mean"] - 0.1


def test_the_planted_day_is_found_within_three_days(table: pd.DataFrame) -> None:
    herald = table[table["outlet"] == "Ilmen Herald"]
    found = change_points(herald, target="Morvia", voice="author")
    nearest = (found["date"] - PLANTED).abs().min()
    assert nearest <= pd.Timedelta(days=3)


def test_shuffled_scores_show_a_change_in_about_five_of_a_hundred() -> None:
    example = load("tone_shift")
    series = example.read_series()
    hits = sum(
        change_points(example.shuffled(series, seed), repeats=99, seed=seed)["date"].notna().any()
        for seed in range(200)
    )
    assert 4 <= hits <= 18


def test_outlets_prints_what_was_planted(capsys: pytest.CaptureFixture[str]) -> None:
    load("outlets").main()
    out = capsys.readouterr().out
    assert "Senn Courier is less favourable than Dravik Post by" in out
    assert "Harbour Wire and Northern Ledger: no difference found." in out
    assert "the anger is its sources'." in out


def test_tone_shift_prints_the_date(capsys: pytest.CaptureFixture[str]) -> None:
    load("tone_shift").main()
    out = capsys.readouterr().out
    day = re.search(r"On (\d+ March 2031) it goes from \+0\.\d+ to -0\.\d+", out)
    assert day is not None
    assert abs(pd.Timestamp(day.group(1)) - PLANTED) <= pd.Timedelta(days=3)
    assert "The nearest event: flight TV 118 is shot down" in out


def test_validate_and_correct_prints_all_three_parts(capsys: pytest.CaptureFixture[str]) -> None:
    load("validate_and_correct").main()
    out = capsys.readouterr().out
    assert "46 of 92 articles drawn" in out
    assert "Macro-F1" in out
    held, _, alone = re.findall(r"in (\d) of (\d) corrected intervals and in (\d) of its own", out)[0]
    assert int(held) >= int(alone)


def test_corrected_means_come_nearer_to_the_truth(table: pd.DataFrame) -> None:
    drawn = framing.sample_for_coding(ARTICLES, 46, by="outlet", seed=2)
    codes = CODES.merge(drawn[["id", "inclusion_probability"]], on="id")
    means = framing.corrected_mean(table, codes, by="outlet", target="Morvia", voice="author").set_index(
        "outlet"
    )
    coded = CODES.query("target == 'Morvia' and voice == 'author'").merge(ARTICLES[["id", "outlet"]], on="id")
    truth = coded.groupby(["outlet", "id"])["code"].mean().groupby("outlet").mean() / 2
    off = {c: float(np.abs(means[c] - truth).mean()) for c in ("naive", "corrected")}
    assert off["corrected"] < off["naive"] + 0.05
