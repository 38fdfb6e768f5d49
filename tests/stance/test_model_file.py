"""A model file is opened only when it is whole, unaltered and ours; nothing in it is executed."""

from __future__ import annotations

import io
import json
import pickle
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from framing.errors import ModelFormatError
from framing.lexicons.paths import model_folder
from framing.stance.classifier import MentionModel
from framing.stance.features import BITS, ZONES
from framing.stance.model_file import load_model, save_model


@pytest.fixture
def small() -> MentionModel:
    rng = np.random.default_rng(0)
    hashed = np.zeros((1 << BITS, 3), dtype=np.float32)
    hashed[[3, 99, 2000]] = rng.normal(size=(3, 3)).astype(np.float16)
    words = rng.normal(size=(2, ZONES, 3)).astype(np.float16).astype(np.float32)
    return MentionModel(hashed, {"brave": 0, "corrupt": 1}, words, np.array([0.1, 0.2, -0.3]), 0.9)


@pytest.fixture
def written(small: MentionModel, tmp_path: Path) -> Path:
    path = tmp_path / "model.npz"
    save_model(path, small, {"name": "small"})
    return path


def test_what_is_saved_is_what_is_loaded(small: MentionModel, written: Path) -> None:
    loaded = load_model(written)
    assert np.array_equal(loaded.hashed, small.hashed)
    assert np.array_equal(loaded.word_weights, small.word_weights)
    assert dict(loaded.vocabulary) == {"brave": 0, "corrupt": 1}
    assert loaded.temperature == 0.9
    assert loaded.header["name"] == "small"


def test_the_same_model_gives_the_same_bytes(small: MentionModel, written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    save_model(again, small, {"name": "small"})
    assert again.read_bytes() == written.read_bytes()
    save_model(again, small, {"name": "other"})
    assert again.read_bytes() != written.read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(written: Path, share: float) -> None:
    data = written.read_bytes()
    written.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelFormatError, match="truncated"):
        load_model(written)


def rewritten(path: Path, **changed: np.ndarray) -> None:
    with zipfile.ZipFile(path) as archive:
        arrays = {n: np.lib.format.read_array(io.BytesIO(archive.read(n))) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, changed.get(name[:-4], array), allow_pickle=True)
            archive.writestr(name, buffer.getvalue())


def test_an_altered_weight_is_refused(written: Path) -> None:
    rewritten(written, bias=np.array([9.0, 0, 0, 1]))
    with pytest.raises(ModelFormatError, match="checksum"):
        load_model(written)


def test_a_pickle_inside_is_refused_unopened(written: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"

    class Bomb:
        def __reduce__(self) -> tuple:
            return Path.touch, (marker,)

    rewritten(written, bias=np.array([Bomb()], dtype=object))
    with pytest.raises(ModelFormatError):
        load_model(written)
    assert not marker.exists()


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.npz"
    np.savez(foreign, weights=np.ones(3))
    with pytest.raises(ModelFormatError, match="not the arrays"):
        load_model(foreign)
    foreign.write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(ModelFormatError):
        load_model(foreign)


def test_another_format_version_is_refused(written: Path) -> None:
    header = {"format": "framing-mention-model", "format_version": 99}
    rewritten(written, header=np.frombuffer(json.dumps(header).encode(), dtype=np.uint8))
    with pytest.raises(ModelFormatError, match="version 99"):
        load_model(written)


def test_an_oversized_file_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.npz"
    with big.open("wb") as handle:
        handle.truncate(17_000_000)
    with pytest.raises(ModelFormatError, match="at most"):
        load_model(big)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelFormatError, match="no such file"):
        load_model(tmp_path / "none.npz")


def test_the_shipped_model_is_small_and_says_what_it_is(tmp_path: Path) -> None:
    path = model_folder() / "english.npz"
    assert path.stat().st_size <= 8_000_000
    header = load_model(shutil.copy(path, tmp_path)).header
    assert header["labels"] == ["against", "neutral", "favor"]
    assert len(header["training_digest"]) == 64
    assert "language models" in header["note"]
