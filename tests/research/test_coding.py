"""Sheets out, codes back, consensus, and the join with the table."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingWarning, InputError
from framing.research import coding_sheets, consensus, read_codes, sample_for_coding
from framing.research.codes import check_codes, join_codes

ARTICLES = pd.DataFrame(
    {
        "id": [f"a{k}" for k in range(6)],
        "title": [f"Title {k}" for k in range(6)],
        "text": ["Plain text.", "=HYPERLINK(1)", "Two\nlines, one “quote”", "- dash", "é ü", "x"],
        "outlet": ["A", "B"] * 3,
        "score": 0.5,
    }
)


def codes(**columns: object) -> pd.DataFrame:
    frame = {"id": ["a", "a", "b", "b"], "target": "Russia", "voice": "author", "coder": ["x", "y", "x", "y"]}
    return pd.DataFrame({**frame, "code": [-2, -1, 1, None], **columns})


def fill(file: Path, answers: dict[str, dict[str, str]], delimiter: str = ",") -> None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    head = rows[0]
    for row in rows[1:]:
        for column, value in answers.get(row[0], {}).items():
            row[head.index(column)] = value
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)


def test_sheets_are_blind_shuffled_and_safe(tmp_path: Path) -> None:
    files = coding_sheets(
        sample_for_coding(ARTICLES, 6), tmp_path / "round1", ["ann", "ben"], ["Russia", "West"]
    )
    assert [f.name for f in files] == ["codes_ann.csv", "codes_ben.csv", "instructions.md", "sample.csv"]
    ann, ben = (pd.read_csv(f, dtype=str, keep_default_na=False) for f in files[:2])
    heads = ["Russia | author", "Russia | quoted", "West | author", "West | quoted"]
    assert list(ann.columns) == ["id", "title", "text", *heads, "comment"]
    assert set(ann["id"]) == set(ben["id"]) == set(ARTICLES["id"])
    assert ann["id"].tolist() != ben["id"].tolist()
    cells = dict(zip(ann["id"], ann["text"], strict=True))
    assert cells["a1"] == "'=HYPERLINK(1)"
    assert cells["a3"] == "'- dash"
    assert cells["a2"] == "Two\nlines, one “quote”"
    words = files[2].read_text(encoding="utf-8")
    assert "Russia, West" in words
    assert "NA" in words


def test_round_trip_with_na_minus_signs_and_empty_cells(tmp_path: Path) -> None:
    sample = sample_for_coding(ARTICLES, 3, seed=5)
    ann, ben, *_ = coding_sheets(sample, tmp_path, ["ann", "ben"], [framing.Target("Russia")])
    first, second, third = sample["id"]
    fill(
        ann,
        {first: {"Russia | author": "-2", "Russia | quoted": "NA"}, second: {"Russia | author": "\u22121"}},
    )
    fill(
        ben, {first: {"Russia | author": "1,0", "Russia | quoted": "0"}, third: {"Russia | author": "2"}}, ";"
    )
    with pytest.warns(FramingWarning, match="6 cells are not coded yet"):
        found = read_codes(tmp_path)
    table = found.set_index(["coder", "id", "voice"])["code"]
    assert table["ann", first, "author"] == -2
    assert np.isnan(table["ann", first, "quoted"])
    assert table["ann", second, "author"] == -1
    assert table["ben", first, "author"] == 1
    assert table["ben", third, "author"] == 2
    assert len(table) == 6
    assert set(found["inclusion_probability"]) == {0.5}


def test_sheets_are_never_overwritten(tmp_path: Path) -> None:
    coding_sheets(ARTICLES, tmp_path, ["ann"], ["Russia"])
    with pytest.raises(InputError, match="never overwritten"):
        coding_sheets(ARTICLES, tmp_path, ["ann"], ["Russia"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"coders": ["ann", "ann"]}, "a name of their own"),
        ({"coders": []}, "a name of their own"),
        ({"coders": None}, "a name of their own"),
        ({"coders": "ann"}, "a name of their own"),
        ({"coders": ["../ann"]}, "without /"),
        ({"targets": []}, "targets is empty"),
        ({"sample": pd.concat([ARTICLES, ARTICLES])}, "stands twice"),
        ({"sample": ARTICLES.drop(columns="text")}, "no column 'text'"),
    ],
)
def test_wrong_sheets_are_refused(tmp_path: Path, arguments: dict[str, object], words: str) -> None:
    given = {"sample": ARTICLES, "coders": ["ann"], "targets": ["Russia"], "folder": tmp_path / "new"}
    with pytest.raises(InputError, match=words):
        coding_sheets(**{**given, **arguments})  # type: ignore[arg-type]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("cell", ["3", "-2.5", "against", "-", "1e9", "nan"])
def test_a_wrong_cell_is_named_with_its_place(tmp_path: Path, cell: str) -> None:
    ann, *_ = coding_sheets(ARTICLES[:1], tmp_path, ["ann"], ["Russia"])
    fill(ann, {"a0": {"Russia | quoted": cell}})
    with pytest.raises(InputError, match=r"codes_ann.csv, row 2, column 'Russia \| quoted'"):
        read_codes(tmp_path)


def test_wrong_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no codes_"):
        read_codes(tmp_path)
    with pytest.raises(InputError, match="source is NoneType"):
        read_codes(None)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="save spreadsheets as CSV"):
        read_codes(tmp_path / "codes_ann.xlsx")
    (tmp_path / "codes_a.csv").write_bytes("id,Russia | author\nä,1".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_codes(tmp_path)
    (tmp_path / "codes_a.csv").write_text("id,code\na,1", encoding="utf-8")
    with pytest.raises(InputError, match=r"columns named 'target \| voice'"):
        read_codes(tmp_path)
    (tmp_path / "codes_a.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="empty"):
        read_codes(tmp_path)
    (tmp_path / "codes_a.csv").write_text("id,Russia | narrator\na,1", encoding="utf-8")
    with pytest.raises(InputError, match="voice 'narrator'"):
        read_codes(tmp_path)


def test_consensus_is_the_mean_of_those_who_see_the_target() -> None:
    found = consensus(codes()).set_index("id")
    assert found["code"].tolist() == [-1.5, 1.0]
    assert found["gold"].tolist() == [-0.75, 0.5]
    assert found["present"].tolist() == [True, True]
    assert found["n_coders"].tolist() == [2, 2]
    absent = consensus(codes(code=[None, None, 1, 1])).set_index("id")
    assert absent["present"].tolist() == [False, True]
    assert np.isnan(absent.loc["a", "gold"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": [3, 0, 0, 0]}, "code 3: codes go from -2 to 2"),
        ({"code": ["bad", 0, 0, 0]}, "'bad'"),
        ({"voice": "narrator"}, "voice 'narrator'"),
        ({"coder": "x"}, "coder 'x' coded 'a', Russia, author twice"),
        ({"coder": None}, "4 rows without coder"),
        ({"target": ["Russia", None, "Russia", "Russia"]}, "1 rows without target"),
        ({"inclusion_probability": 0.0}, "must be above 0"),
        ({"inclusion_probability": [0.5, None, 0.5, 0.5]}, "must be above 0"),
        ({"inclusion_probability": 1.5}, "at most 1"),
    ],
)
def test_wrong_codes_are_named(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        check_codes(codes(**change))


def test_one_article_has_one_probability() -> None:
    with pytest.raises(InputError, match="several values of inclusion_probability"):
        consensus(codes(inclusion_probability=[0.5, 0.4, 0.5, 0.5]))


TABLE = pd.DataFrame({"id": ["a", "b", "c"], "target": "Russia", "voice": "author", "score": [0.1, 0.2, 0.3]})


def test_codes_find_their_rows_whatever_the_type_of_ids() -> None:
    numbers = codes(id=[1.0, 1.0, 2.0, 2.0])
    rows, places = join_codes(TABLE.assign(id=["1", "2", "3"]), numbers)
    assert places.tolist() == [0, 1]
    assert rows["gold"].tolist()[:2] == [-0.75, 0.5]
    assert rows["coded"].tolist() == [True, True, False]


def test_codes_for_unknown_ids_are_left_out_with_a_warning() -> None:
    with pytest.warns(FramingWarning, match="1 of 2 coded units are not in the table"):
        rows, _ = join_codes(TABLE[TABLE["id"] != "b"], codes())
    assert rows["coded"].sum() == 1
    with pytest.raises(InputError, match="no code finds its row"):
        join_codes(TABLE.assign(id=["p", "q", "r"]), codes())


def test_a_unit_may_stand_once_in_the_table() -> None:
    with pytest.raises(InputError, match="'a', Russia, author twice"):
        join_codes(pd.concat([TABLE, TABLE]), codes())
