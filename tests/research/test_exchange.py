"""Label Studio and doccano: what goes out has their shape, what they export comes back as codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from framing.errors import InputError
from framing.research import from_doccano, from_label_studio, to_doccano, to_label_studio

SAMPLE = pd.DataFrame(
    {
        "id": [7, 8],
        "title": ["One", "Two & three"],
        "text": ["Text one.", "Text “two” <b>."],
        "inclusion_probability": [0.5, 0.25],
        "outlet": "A",
    }
)


def choice(name: str, code: str) -> dict[str, object]:
    return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [code]}}


def test_label_studio_tasks_and_interface(tmp_path: Path) -> None:
    tasks, interface = to_label_studio(SAMPLE, tmp_path / "tasks.json", ["Russia", 'The "West"'])
    data = [task["data"] for task in json.loads(tasks.read_text(encoding="utf-8"))]
    assert data[1]["text"] == "Text “two” <b>."
    assert data[0]["inclusion_probability"] == 0.5
    assert "outlet" not in data[0]
    root = ElementTree.fromstring(interface.read_text(encoding="utf-8"))
    assert [c.get("name") for c in root.iter("Choices")] == [
        "t0_author",
        "t0_quoted",
        "t1_author",
        "t1_quoted",
    ]
    assert [c.get("value") for c in next(root.iter("Choices"))] == ["-2", "-1", "0", "1", "2", "NA"]
    assert 'The "West": quoted' in [h.get("value") for h in root.iter("Header")]


def test_label_studio_codes_come_back(tmp_path: Path) -> None:
    tasks, _ = to_label_studio(SAMPLE, tmp_path / "tasks.json", ["Russia", "West"])
    exported = json.loads(tasks.read_text(encoding="utf-8"))
    exported[0]["annotations"] = [
        {"completed_by": 3, "result": [choice("t0_author", "-2"), choice("t1_quoted", "NA")]},
        {"completed_by": {"email": "ben@x.org"}, "result": [choice("t0_author", "-1")]},
        {"completed_by": 4, "was_cancelled": True, "result": [choice("t0_author", "2")]},
    ]
    exported[1]["annotations"] = []
    file = tmp_path / "export.json"
    file.write_text(json.dumps(exported), encoding="utf-8")
    found = from_label_studio(file)
    assert found[["id", "target", "voice", "coder", "code"]].fillna(9).values.tolist() == [
        [7, "Russia", "author", "3", -2.0],
        [7, "West", "quoted", "3", 9.0],
        [7, "Russia", "author", "ben@x.org", -1.0],
    ]
    assert set(found["inclusion_probability"]) == {0.5}


def test_doccano_there_and_back(tmp_path: Path) -> None:
    articles, labels = to_doccano(SAMPLE, tmp_path / "articles.jsonl", ["Russia | FSB"])
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    assert [row["article_id"] for row in rows] == [7, 8]
    assert {"text": "Russia | FSB | author | -2"} in json.loads(labels.read_text(encoding="utf-8"))
    new = {**rows[0], "id": 1, "label": ["Russia | FSB | author | -2", "Russia | FSB | quoted | NA", "spam"]}
    old = {
        "id": 2,
        "text": "x",
        "labels": ["Russia | FSB | author | 1"],
        "meta": {"article_id": 8, "inclusion_probability": 0.25},
    }
    file = tmp_path / "ann.jsonl"
    file.write_text("\n".join(map(json.dumps, (new, old))), encoding="utf-8")
    found = from_doccano(file)
    assert found[["id", "target", "voice", "coder"]].values.tolist() == [
        [7, "Russia | FSB", "author", "ann"],
        [7, "Russia | FSB", "quoted", "ann"],
        [8, "Russia | FSB", "author", "ann"],
    ]
    assert found["code"].tolist() == pytest.approx([-2, np.nan, 1], nan_ok=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not valid JSON"),
        ('{"a": 1}', "a list of tasks"),
        ('[{"data": {"text": "x"}}]', "no data.id"),
        ("[]", "no codes in it"),
        (
            '[{"data": {"id": 1, "targets": ["R"]}, "annotations": [{"result": [{"from_name": "t0_author", '
            '"value": {"choices": ["5"]}}]}]}]',
            "article 1: '5' is no code",
        ),
    ],
)
def test_wrong_label_studio_exports_are_named(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "export.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        from_label_studio(file)


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "not valid JSON"), ('{"text": "x"}', "no article_id"), ("", "no codes"), ("[1]", "no article_id")],
)
def test_wrong_doccano_exports_are_named(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "ann.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        from_doccano(file)


def test_missing_files_are_named(tmp_path: Path) -> None:
    for read in (from_label_studio, from_doccano):
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path / "nothing.json")
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path)
