"""What a run is made from, so that a part is only ever resumed with the same input, configuration, library
and model.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.documents import Layout, ids, is_missing
from framing.corpus.parts import sync_folder, write_synced
from framing.corpus.tables import TableKind
from framing.errors import InputError
from framing.lexicons.paths import data_folder, model_folder

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analyzer

MANIFEST = "manifest.json"
_VERSION = 1
_MAX_MANIFEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is made from."""

    df: pd.DataFrame
    layout: Layout
    kind: TableKind
    analyzer: Analyzer
    format: str
    part_size: int


def describe(run: Run) -> dict[str, Any]:
    """Return the manifest of a run that has not begun: what goes in, and what it is done with."""
    from framing import __version__

    configuration = configuration_of(run)
    return {
        "manifest_version": _VERSION,
        "library": __version__,
        "model": digest_of_files(),
        "input": input_digest(run.df, run.layout),
        "n_input": len(run.df),
        "configuration": hashlib.sha256(json.dumps(configuration, sort_keys=True).encode()).hexdigest(),
        "settings": configuration,
        "complete": False,
    }


def configuration_of(run: Run) -> dict[str, Any]:
    """Return everything that decides about the bytes of the parts, as JSON values."""
    settings = plain_settings(run.analyzer.settings)
    lexicons = settings.pop("lexicons")
    own = None if lexicons is None else hashlib.sha256(json.dumps(lexicons, sort_keys=True).encode()).hexdigest()
    return {
        **settings,
        "lexicons": own,
        "table": run.kind.name,
        "frame_columns": list(run.kind.frames),
        "text": run.layout.text,
        "title": run.layout.title,
        "kept": list(run.layout.kept),
        "format": run.format,
        "part_size": run.part_size,
    }


def plain_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of an analyzer as JSON values."""
    return {name: _plain(value) for name, value in settings.items()}


def _plain(value: Any) -> Any:
    """Return settings as JSON values; records nest at most five deep."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(k): _plain(v) for k, v in sorted(value.items())}
    if hasattr(value, "tobytes") and hasattr(value, "dtype"):
        # weights of a model: their bytes decide, what is printed of them does not
        return hashlib.sha256(value.tobytes()).hexdigest()
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def digest_of_files() -> str:
    """Return a digest of the shipped word lists and models, so that no part is resumed with others."""
    total = hashlib.sha256()
    for folder in (data_folder(), model_folder()):
        for path in sorted(
            p for p in folder.rglob("*") if p.suffix in (".tsv", ".toml", ".npz", ".json") and p.is_file()
        ):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def input_digest(df: pd.DataFrame, layout: Layout) -> str:
    """Return a digest of every cell that enters the result, in order."""
    total = hashlib.sha256()
    columns = [df[layout.text], *(df[c] for c in layout.kept.values()), ids(df, layout)]
    if layout.warnings is not None:
        columns.append(df[layout.warnings])
    for column in columns:
        total.update(f"\x1c{column.name!r}\x1c".encode("utf-8", "backslashreplace"))
        for value in column.tolist():
            cell = value if isinstance(value, str) else f"{type(value).__name__}\x1d{storable(value)!r}"
            raw = cell.encode("utf-8", "surrogatepass")
            total.update(len(raw).to_bytes(8, "little"))
            total.update(raw)
    return total.hexdigest()


def storable(value: Any) -> str | int | float | bool | None:
    """Return a cell as it is stored: text, number or None; anything else as text, or only its type where that
    may vary.
    """
    if is_missing(value):
        return None
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return storable(value.item())
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    shown = str(value)
    return f"<{type(value).__name__}>" if " at 0x" in shown else shown


def compare(known: dict[str, Any], fresh: dict[str, Any], folder: Path) -> None:
    """Refuse to resume where the run in the folder is not this one, and say in what it differs."""
    if known["input"] != fresh["input"] or known["n_input"] != fresh["n_input"]:
        raise InputError(
            f"{folder}: holds a run over another input ({known['n_input']} rows, now {fresh['n_input']}); "
            "give the same table, or another folder"
        )
    if known["configuration"] != fresh["configuration"]:
        before, now = known.get("settings"), fresh["settings"]
        changed = [k for k in now if not isinstance(before, dict) or before.get(k) != now[k]]
        raise InputError(f"{folder}: holds a run of another configuration ({', '.join(changed)}); give another folder")
    for name in ("library", "model"):
        if known[name] != fresh[name]:
            raise InputError(f"{folder}: was made with another {name} ({known[name]!r:.60}); give another folder")


def read_manifest(path: Path) -> dict[str, Any]:
    """Read and check a manifest.

    Raises
    ------
    InputError
        Where it is damaged or of another version.
    """
    remedy = "restore it or give another folder"
    try:
        if path.stat().st_size > _MAX_MANIFEST:
            raise InputError(f"{path}: larger than {_MAX_MANIFEST} bytes; {remedy}")
        known = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: cannot be read ({type(error).__name__}); {remedy}") from None
    if not isinstance(known, dict) or known.get("manifest_version") != _VERSION:
        raise InputError(f"{path}: not a manifest of version {_VERSION}; {remedy}")
    texts = all(isinstance(known.get(k), str) for k in ("library", "model", "input", "configuration"))
    runs = known.get("runs")
    counts = isinstance(runs, list) and all(
        isinstance(r, dict) and type(r.get("analysed")) is int and "end" in r and "start" in r for r in runs
    )
    if not texts or not counts or type(known.get("n_input")) is not int:
        raise InputError(f"{path}: damaged; {remedy}")
    return known


def write_json(path: Path, value: Any) -> None:
    """Write JSON so that the file is the old one or the new one, never half."""
    unfinished = path.with_name(path.name + ".tmp")
    write_synced(unfinished, (json.dumps(value, indent=1, ensure_ascii=True) + "\n").encode("ascii"))
    os.replace(unfinished, path)
    sync_folder(path.parent)
