"""Samples to annotation tools and codes back: Label Studio and doccano."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pandas as pd

from framing.arguments import as_path, writing
from framing.errors import InputError
from framing.language.mentions import Target
from framing.research.codes import VOICES, check_codes
from framing.research.coding import parse_code, target_names
from framing.research.rows import check_columns
from framing.research.sampling import PROBABILITY
from framing.surrogates import frame_of_records

CODES = ("-2", "-1", "0", "1", "2", "NA")
_CARRIED = ("title", PROBABILITY)


def to_label_studio(
    sample: pd.DataFrame, path: str | Path, targets: Iterable[Target | str]
) -> tuple[Path, Path]:
    """Write a sample as tasks for Label Studio, and the labelling interface beside it.

    Parameters
    ----------
    sample
        One row an article with ``id`` and ``text``; ``title`` and ``inclusion_probability`` are carried
        along.
    path
        The ``.json`` file of the tasks; the interface gets the same name with ``.xml``.
    targets
        Whom to code.

    Returns
    -------
    tuple of Path
        Tasks (import them into a project) and interface (paste it under Labeling Interface, Code).

    Examples
    --------
    >>> import pandas as pd, tempfile, pathlib
    >>> from framing.research import to_label_studio
    >>> sample = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> [p.suffix for p in to_label_studio(sample, pathlib.Path(tempfile.mkdtemp()) / "tasks.json", ["Russia"])]
    ['.json', '.xml']
    """
    names = target_names(targets)
    tasks = [{"data": {**article, "targets": names}} for article in _articles(sample, "id")]
    file = _fresh(path, ".json")
    interface = file.with_suffix(".xml")
    with writing(file):
        file.write_text(json.dumps(tasks, ensure_ascii=True, allow_nan=False, indent=1), encoding="ascii")
        interface.write_text(_interface(names), encoding="utf-8", errors="replace")
    return file, interface


def _interface(names: Sequence[str]) -> str:
    choices = "".join(f"<Choice value={quoteattr(code)}/>" for code in CODES)
    parts = []
    for k, name in enumerate(names):
        for voice in VOICES:
            head = quoteattr(f"{name}: {voice}")
            parts.append(f'  <Header value={head} size="5"/>')
            options = f'name="t{k}_{voice}" toName="text" choice="single" showInLine="true"'
            parts.append(f"  <Choices {options}>{choices}</Choices>")
    body = "\n".join(parts)
    return (
        f'<View>\n  <Header value="$title" size="4"/>\n  <Text name="text" value="$text"/>\n{body}\n</View>\n'
    )


def from_label_studio(path: str | Path) -> pd.DataFrame:
    """Read the codes from a JSON export of Label Studio ("JSON", not "JSON-MIN").

    Returns
    -------
    pandas.DataFrame
        Long codes, as `read_codes` gives them; ``coder`` is the e-mail address or number of the annotator.
        Cancelled annotations are left out.

    Examples
    --------
    >>> import json, tempfile, pathlib
    >>> from framing.research import from_label_studio
    >>> result = [{"from_name": "t0_author", "value": {"choices": ["-1"]}}]
    >>> task = {"data": {"id": "a", "targets": ["Russia"]}, "annotations": [{"completed_by": 7, "result": result}]}
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "export.json"
    >>> _ = file.write_text(json.dumps([task]))
    >>> from_label_studio(file)[["id", "target", "voice", "code"]].values.tolist()
    [['a', 'Russia', 'author', -1.0]]
    """
    file = as_path(path)
    tasks = _parsed(file, _text(file))
    if not isinstance(tasks, list):
        raise InputError(f"{file}: a list of tasks is expected; export as JSON")
    records: list[dict[str, Any]] = []
    for task in tasks:
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict) or "id" not in data or not isinstance(data.get("targets"), list):
            raise InputError(
                f"{file}: a task has no data.id or data.targets; import what to_label_studio wrote"
            )
        for annotation in task.get("annotations") or ():
            if not annotation.get("was_cancelled"):
                records.extend(_label_studio_codes(file, data, annotation))
    return _codes(file, records)


def _label_studio_codes(file: Path, data: dict[str, Any], annotation: dict[str, Any]) -> list[dict[str, Any]]:
    who = annotation.get("completed_by")
    coder = who.get("email", who.get("id")) if isinstance(who, dict) else who
    out = []
    for item in annotation.get("result") or ():
        place, _, voice = str(item.get("from_name", "")).removeprefix("t").partition("_")
        chosen: list[Any] = (item.get("value") or {}).get("choices") or []
        if not place.isdecimal() or int(place) >= len(data["targets"]) or len(chosen) != 1:
            continue
        code = parse_code(str(chosen[0]), f"{file}, article {data['id']!r}")
        names: list[Any] = data["targets"]
        out.append(_record(data, data["id"], (str(names[int(place)]), voice), coder, code))
    return out


def to_doccano(sample: pd.DataFrame, path: str | Path, targets: Iterable[Target | str]) -> tuple[Path, Path]:
    """Write a sample for doccano (text classification), and its labels beside it.

    Parameters
    ----------
    sample
        One row an article with ``id`` and ``text``.
    path
        The ``.jsonl`` file of the articles; the labels get the same name with ``.labels.json``.
    targets
        Whom to code.

    Returns
    -------
    tuple of Path
        Articles (import as JSONL) and labels (import under Labels). A label reads ``Russia | author | -1``.

    Examples
    --------
    >>> import pandas as pd, tempfile, pathlib
    >>> from framing.research import to_doccano
    >>> sample = pd.DataFrame({"id": ["a"], "text": ["Russia brutally attacked its neighbour."]})
    >>> [p.name for p in to_doccano(sample, pathlib.Path(tempfile.mkdtemp()) / "sample.jsonl", ["Russia"])]
    ['sample.jsonl', 'sample.labels.json']
    """
    names = target_names(targets)
    file = _fresh(path, ".jsonl")
    # doccano numbers its documents itself and calls that number id
    lines = [
        json.dumps({**a, "label": []}, ensure_ascii=True, allow_nan=False)
        for a in _articles(sample, "article_id")
    ]
    labels = [{"text": f"{name} | {voice} | {code}"} for name in names for voice in VOICES for code in CODES]
    beside = file.with_suffix(".labels.json")
    with writing(file):
        file.write_text("\n".join(lines) + "\n", encoding="ascii")
        beside.write_text(json.dumps(labels, ensure_ascii=True, indent=1), encoding="ascii")
    return file, beside


def from_doccano(paths: str | Path | Sequence[str | Path]) -> pd.DataFrame:
    """Read the codes from JSONL exports of doccano, one file a coder, named after the coder.

    Returns
    -------
    pandas.DataFrame
        Long codes, as `read_codes` gives them.

    Examples
    --------
    >>> import json, tempfile, pathlib
    >>> from framing.research import from_doccano
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "ann.jsonl"
    >>> _ = file.write_text(json.dumps({"article_id": "a", "label": ["Russia | author | -1"]}))
    >>> from_doccano(file)[["id", "target", "coder", "code"]].values.tolist()
    [['a', 'Russia', 'ann', -1.0]]
    """
    if not isinstance(paths, (str, Path, list, tuple)):
        raise InputError(f"paths is {type(paths).__name__}; give a file or a list of files")
    files = [as_path(p) for p in ([paths] if isinstance(paths, (str, Path)) else paths)]
    records: list[dict[str, Any]] = []
    for file in files:
        for line in _text(file).splitlines():
            if line.strip():
                records.extend(_doccano_codes(file, _parsed(file, line)))
    return _codes(files[0] if files else Path("(no file)"), records)


def _doccano_codes(file: Path, row: Any) -> list[dict[str, Any]]:
    # older versions keep what was imported beside the text under "meta", and call the labels "labels"
    data = {**(row.get("meta") or {}), **row} if isinstance(row, dict) else {}
    if "article_id" not in data:
        raise InputError(f"{file}: a line has no article_id; import what to_doccano wrote, export as JSONL")
    out = []
    for label in data.get("label") or data.get("labels") or ():
        parts = [part.strip() for part in str(label).rsplit("|", 2)]
        if len(parts) == 3:
            code = parse_code(parts[2], f"{file}, article {data['article_id']!r}")
            out.append(_record(data, data["article_id"], (parts[0], parts[1]), file.stem, code))
    return out


def _articles(sample: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    rows = check_columns(sample, ("id", "text"), "sample")
    out = []
    for row in rows.to_dict("records"):
        identity = row["id"].item() if hasattr(row["id"], "item") else row["id"]
        kept = {c: row[c] for c in _CARRIED if c in row and row[c] == row[c]}
        out.append({"title": "", **kept, name: identity, "text": str(row["text"])})
    return out


def _record(
    data: dict[str, Any], identity: Any, unit: tuple[str, str], coder: Any, code: float
) -> dict[str, Any]:
    out = {"id": identity, "target": unit[0], "voice": unit[1], "coder": str(coder), "code": code}
    if PROBABILITY in data:
        out[PROBABILITY] = data[PROBABILITY]
    return out


def _fresh(path: str | Path, suffix: str) -> Path:
    """Return the file to write; what goes beside it takes its name with another ending, so a name it must have."""
    file = as_path(path)
    if not file.name or file.name == ".." or file.is_dir():
        raise InputError(f"path={str(path)[:80]!r} is a folder or no file's name; give a file such as sample{suffix}")
    return file


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}); give the exported file, in UTF-8") from None


def _parsed(file: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{file}: not valid JSON ({error}); export it again") from None


def _codes(file: Path, records: list[dict[str, Any]]) -> pd.DataFrame:
    if not records:
        raise InputError(f"{file}: no codes in it; export after coding")
    return check_codes(frame_of_records(records))
