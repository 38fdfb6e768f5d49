"""Saving and opening a model file: numpy arrays and a JSON header, checked before anything is used. No pickle."""

from __future__ import annotations

import hashlib
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.arguments import as_path
from framing.errors import ModelFormatError
from framing.lexicons.paths import model_folder
from framing.stance.classifier import MentionModel
from framing.stance.features import BITS, ZONES

FORMAT = "framing-mention-model"
FORMAT_VERSION = 1
MAX_BYTES = 16_000_000
MAX_UNPACKED = 64_000_000
_MEMBERS = frozenset({"header.npy", "columns.npy", "hashed.npy", "words.npy", "word_weights.npy", "bias.npy"})


def save_model(path: str | Path, model: MentionModel, header: dict[str, Any]) -> None:
    """Write a model file; weights are stored in half precision, unused hash columns left out."""
    used = np.flatnonzero(np.abs(model.hashed).max(axis=1) > 1e-4).astype(np.int32)
    arrays: dict[str, NDArray[Any]] = {
        "columns": used,
        "hashed": model.hashed[used].astype(np.float16),
        "words": np.frombuffer("\n".join(model.vocabulary).encode("utf-8"), dtype=np.uint8),
        "word_weights": model.word_weights.astype(np.float16),
        "bias": np.append(model.bias, model.temperature).astype(np.float64),
    }
    full = {**header, "format": FORMAT, "format_version": FORMAT_VERSION, "checksum": _checksum(arrays)}
    encoded = np.frombuffer(json.dumps(full, sort_keys=True).encode("utf-8"), dtype=np.uint8)
    # a fixed time stamp keeps the file the same byte for byte when it is rebuilt
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in {"header": encoded, **arrays}.items():
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                np.lib.format.write_array(member, array, allow_pickle=False)


def _checksum(arrays: dict[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(name.encode())
        digest.update(str(arrays[name].shape).encode())
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()


def load_model(path: str | Path) -> MentionModel:
    """Open a model file.

    Raises
    ------
    ModelFormatError
        Where the file is missing, truncated, altered, oversized or not one of ours; nothing in it is executed.
    """
    file = as_path(path, error=ModelFormatError)
    if not file.is_file():
        raise ModelFormatError(f"{file}: no such file; give a model written by framing, or reinstall media-framing")
    if file.stat().st_size > MAX_BYTES:
        raise ModelFormatError(f"{file}: {file.stat().st_size} bytes; a model has at most {MAX_BYTES}")
    arrays = _read_arrays(file)
    header = _read_header(file, arrays.pop("header"))
    if _checksum(arrays) != header.get("checksum"):
        raise ModelFormatError(f"{file}: the checksum differs; the file was altered or damaged, fetch it anew")
    return _build(file, arrays, header)


def _read_arrays(file: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            names = [i.filename for i in infos]
            if set(names) != _MEMBERS or len(names) != len(_MEMBERS):
                raise ModelFormatError(f"{file}: holds {sorted(names)[:8]}, not the arrays of a framing model")
            if sum(i.file_size for i in infos) > MAX_UNPACKED:
                raise ModelFormatError(f"{file}: unpacks to more than {MAX_UNPACKED} bytes; refused")
            out: dict[str, NDArray[Any]] = {}
            for info in infos:
                with archive.open(info) as member:
                    out[info.filename[:-4]] = np.lib.format.read_array(member, allow_pickle=False)
            return out
    except ModelFormatError:
        raise
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, NotImplementedError, MemoryError) as error:
        raise ModelFormatError(f"{file}: {type(error).__name__}: {error}; truncated or not a model file") from None


def _read_header(file: Path, raw: NDArray[Any]) -> dict[str, Any]:
    try:
        header = json.loads(bytes(raw.astype(np.uint8)).decode("utf-8"))
    except (ValueError, UnicodeDecodeError, TypeError) as error:
        raise ModelFormatError(f"{file}: the header is not JSON ({error})") from None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ModelFormatError(f"{file}: not a framing model; its header has no format {FORMAT!r}")
    if header.get("format_version") != FORMAT_VERSION:
        raise ModelFormatError(
            f"{file}: format version {header.get('format_version')!r}; this framing reads {FORMAT_VERSION}; update one"
        )
    return header


def _build(file: Path, arrays: dict[str, NDArray[Any]], header: dict[str, Any]) -> MentionModel:
    columns, hashed, bias = arrays["columns"], arrays["hashed"], arrays["bias"]
    word_weights = arrays["word_weights"]
    words = bytes(arrays["words"].astype(np.uint8)).decode("utf-8", "replace").split("\n")
    fits = (
        columns.ndim == 1
        and hashed.shape == (len(columns), 3)
        and (len(columns) == 0 or (columns.min() >= 0 and columns.max() < 1 << BITS))
        and word_weights.shape == (len(words), ZONES, 3)
        and bias.shape == (4,)
        and all(np.isfinite(a.astype(np.float64)).all() for a in (hashed, word_weights, bias))
    )
    if not fits:
        raise ModelFormatError(f"{file}: array shapes or values are not those of a framing model")
    table = np.zeros((1 << BITS, 3), dtype=np.float32)
    table[columns] = hashed
    return MentionModel(
        table,
        {word: k for k, word in enumerate(words)},
        word_weights.astype(np.float32),
        bias[:3].astype(np.float64),
        float(bias[3]),
        header,
    )


@lru_cache(maxsize=1)
def shipped_model() -> MentionModel:
    """Return the shipped English model, opened once."""
    return load_model(model_folder() / "english.npz")
