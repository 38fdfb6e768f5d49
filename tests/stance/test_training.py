"""Training: what is read, what is refused, and that the same input gives the same model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import InputError
from framing.stance.model_file import save_model
from framing.stance.training import Marked, Vectors, fit_model, from_table, prepare, read_newsmtsc

TEXTS = [
    Marked("The brave army won praise from all sides.", ((10, 14, "~A", 1),)),
    Marked("The corrupt army lied to everybody again.", ((12, 16, "~A", -1),)),
    Marked("The army met reporters on Monday at noon.", ((4, 8, "~A", 0),)),
] * 8


@pytest.fixture(scope="module")
def reader() -> framing.Analyzer:
    return framing.Analyzer(scorer="lexicon")


def test_a_rebuilt_model_is_the_same_byte_for_byte(reader: framing.Analyzer, tmp_path: Path) -> None:
    vectors = Vectors.empty()
    for name in ("one", "two"):
        model = fit_model(prepare(TEXTS, reader, vectors), vectors)
        save_model(tmp_path / f"{name}.npz", model, {"name": "small"})
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_other_labels_give_another_model(reader: framing.Analyzer) -> None:
    vectors = Vectors.empty()
    turned = [Marked(t.text, tuple((a, b, n, -s) for a, b, n, s in t.spans)) for t in TEXTS]
    one = fit_model(prepare(TEXTS, reader, vectors), vectors)
    two = fit_model(prepare(turned, reader, vectors), vectors)
    assert np.allclose(one.hashed[:, 0], two.hashed[:, 2], atol=0.05)
    assert not np.allclose(one.hashed, two.hashed, atol=1e-6)


def test_vectors_become_word_weights(reader: framing.Analyzer) -> None:
    rng = np.random.default_rng(0)
    vectors = Vectors({"brave": 0, "corrupt": 1}, rng.normal(size=(2, 5)).astype(np.float32))
    model = fit_model(prepare(TEXTS, reader, vectors), vectors)
    assert model.word_weights.shape == (2, 6, 3)
    assert np.abs(model.word_weights).max() > 0


def test_newsmtsc_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"sentence": "An envoy lied.", "from": 3, "to": 8, "mention": "envoy", "polarity": "-1"}\n')
    (marked,) = read_newsmtsc(path)
    assert marked.spans == ((3, 8, "envoy", -1),)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"label": "bad"}, "choose one of"), ({"end": 999}, "outside its text"), ({"start": -1}, "outside its text")],
)
def test_bad_rows_are_refused(change: dict, message: str) -> None:
    row = {"text": "An envoy lied.", "start": 3, "end": 8, "label": "against", **change}
    with pytest.raises(InputError, match=message):
        from_table(pd.DataFrame([row]))


def test_a_missing_column_and_a_single_label_are_refused() -> None:
    with pytest.raises(InputError, match="'label' is missing"):
        framing.train(pd.DataFrame([{"text": "a", "start": 0, "end": 1}]))
    with pytest.raises(InputError, match="one label only"):
        framing.train(pd.DataFrame([{"text": "An envoy lied.", "start": 3, "end": 8, "label": "against"}] * 3))
