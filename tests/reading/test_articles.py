"""Reading files, folders and tables: every article found is a row, as it stands."""

from __future__ import annotations

import gzip
import json
import warnings
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.errors import FramingWarning, InputError
from framing.reading.articles import COLUMNS

from . import pages

STORY = "The river commission met again on Tuesday and agreed on a list of the bridges that need repair."


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(pages.FEED, encoding="utf-8")
    df = framing.read_articles(tmp_path / "a.txt")
    assert tuple(df.columns) == COLUMNS
    row = df.iloc[0]
    assert (row["id"], row["title"], row["outlet"]) == ("a.txt", "Bridge talks crawl on", "Harbour Ledger")
    assert (row["author"], row["date"], row["source"]) == ("Ines Calloway; Tomas Vrba", "2024-11", "a.txt")
    assert row["text"] == f"Workers inspect the old span at dawn.\n\n{pages.BODY}"
    assert row["removed"].split("\n")[0] == "(C) Harbour Ledger"
    assert row["warnings"] == ""


def test_without_furniture_rules_the_text_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(pages.FEED, encoding="utf-8")
    row = framing.read_articles(tmp_path / "a.txt", furniture=False).iloc[0]
    assert (row["text"], row["title"], row["removed"]) == (pages.FEED, "", "")


def test_a_folder_is_read_in_order_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.md", "c.txt", "ignored.pdf"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert framing.read_articles(tmp_path)["id"].tolist() == ["a.md", "b/2.txt", "c.txt"]


def test_a_pattern_and_a_list(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.md"):
        (tmp_path / name).write_text(f"{STORY} {name}", encoding="utf-8")
    assert len(framing.read_articles(str(tmp_path / "*.txt"))) == 2
    df = framing.read_articles([tmp_path / "3.md", str(tmp_path / "1.txt")])
    assert df["id"].tolist() == ["3.md", "1.txt"]


def test_a_table_keeps_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        f'id,text,outlet,country\n007,"{STORY}",NA,\n008,"Line one\nline ""two""",x,null\n', encoding="utf-8"
    )
    df = framing.read_articles(path, furniture=False)
    assert df["id"].tolist() == ["007", "008"]
    assert df["outlet"].tolist() == ["NA", "x"]
    assert df["country"].tolist() == ["", "null"]
    assert df["text"].tolist() == [STORY, 'Line one\nline "two"']


def test_a_guess_is_shown_and_a_named_column_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"Headline,Body,note\nBridges,{STORY},n\n", encoding="utf-8")
    with pytest.warns(FramingWarning, match="title from 'Headline'"):
        df = framing.read_articles(path)
    assert df.loc[0, ["title", "text", "note"]].tolist() == ["Bridges", STORY, "n"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        named = framing.read_articles(path, columns={"text": "Body", "title": "note"})
    assert named.loc[0, ["title", "text", "Headline"]].tolist() == ["n", STORY, "Bridges"]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".json", ".csv.gz", ".jsonl.gz", ".parquet"])
def test_every_kind_of_table_gives_the_same_rows(tmp_path: Path, suffix: str) -> None:
    rows = [
        {"id": "1", "text": STORY, "date": "2024-11-05"},
        {"id": "2", "text": "Été, «naïve»; 日", "date": ""},
    ]
    path = tmp_path / f"t{suffix}"
    if suffix == ".parquet":
        pd.DataFrame(rows).to_parquet(path)
    else:
        sep = "\t" if "tsv" in suffix else ","
        as_csv = pd.DataFrame(rows).to_csv(index=False, sep=sep)
        as_lines = "".join(json.dumps(r) + "\n" for r in rows)
        text = json.dumps(rows) if suffix == ".json" else as_lines if "jsonl" in suffix else as_csv
        path.write_bytes(gzip.compress(text.encode()) if suffix.endswith(".gz") else text.encode())
    df = framing.read_articles(path)
    assert df["id"].tolist() == ["1", "2"]
    assert df["text"].tolist() == [STORY, "Été, «naïve»; 日"]
    assert df["date"].tolist() == ["2024-11-05", None]


def test_bad_rows_are_rows_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,text\n1,a b,extra\n2\n3,caf\xe9 noir\n4,fine\n")
    df = framing.read_articles(path)
    assert df["id"].tolist() == ["1", "2", "3", "4"]
    assert [w.split(";")[0] for w in df["warnings"][:3]] == ["cells_extra", "cells_missing", "undecodable"]
    assert df["extra_cells"].tolist()[0] == "extra"
    lines = tmp_path / "t.jsonl"
    lines.write_text(
        '{"id": "1", "text": "a b"}\n{broken\n[1]\n\n{"id": "4", "text": null}\n', encoding="utf-8"
    )
    got = framing.read_articles(lines)
    assert [w.split(";")[0] for w in got["warnings"]] == ["too_short", "bad_json", "bad_json", "empty"]
    assert got["id"].tolist() == ["1", "t.jsonl:2", "t.jsonl:3", "4"]


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,text\n1,fine\n2,"never closed\n3,swallowed\n', encoding="utf-8")
    df = framing.read_articles(path)
    assert len(df) == 2
    assert "unclosed_quote" in df["warnings"][1]


def test_a_broken_file_among_many_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    with pytest.warns(FramingWarning, match="not valid JSON"):
        df = framing.read_articles(tmp_path)
    assert df["warnings"].tolist() == ["unreadable_file;empty", ""]
    with pytest.raises(InputError, match="not valid JSON"):
        framing.read_articles(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (STORY, ""),
        (
            "Комиссия по реке снова собралась во вторник и договорилась о мостах, которые нужно чинить.",
            "not_english",
        ),
        (
            "La comisión del río se reunió otra vez el martes y acordó una lista de los puentes que " * 2,
            "not_english",
        ),
        ("<html><body><p>The river</p><p>was high</p></body></html>", "html"),
        ("The clerk didnâ€™t say when the river commission would meet again after that.", "mojibake"),
        ("The clerk said \ud800 so.", "surrogates"),
        ("   ", "empty"),
        ("1234 5678", "no_words"),
    ],
)
def test_doubts_become_codes(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
    assert framing.read_articles(path)["warnings"].tolist() == [code]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda d: None, "path is NoneType"),
        (lambda d: 5, "path is int"),
        (lambda d: b"x", "path is bytes"),
        (lambda d: "", "not a path"),
        (lambda d: "a\0b", "not a path"),
        (lambda d: "https://ledger.example/a.html", "addresses are not fetched"),
        (lambda d: d / "none.txt", "no such file"),
        (lambda d: d / "*.txt", "no file matches"),
        (lambda d: d, "no file that is read"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, make: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        framing.read_articles(make(tmp_path))  # type: ignore[operator]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.txt.gz", "a.pkl", "a", "a.xlsx", "a.docx"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match="files of this kind are not read"):
        framing.read_articles(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "columns", "message"),
    [
        ("a,b\n1,2\n", None, "no column looks like the text among 'a', 'b'"),
        ("a,b\n1,2\n", {"text": "c"}, "no column 'c'"),
        ("a,b\n1,2\n", {"body": "a"}, "'body' is unknown"),
        ("", None, "no header line"),
    ],
)
def test_tables_that_cannot_be_read(
    tmp_path: Path, content: str, columns: dict[str, str] | None, message: str
) -> None:
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        framing.read_articles(tmp_path / "t.csv", columns)


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b"id,text\n1,abc\n")[:-12]])
def test_a_damaged_gzip_is_an_input_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv.gz").write_bytes(content)
    with pytest.raises(InputError):
        framing.read_articles(tmp_path / "t.csv.gz")


def test_a_damaged_parquet_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError, match="not a Parquet file"):
        framing.read_articles(tmp_path / "t.parquet")


def test_bytes_marks_and_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffCafé talks went on for the whole of the day.".encode())
    (tmp_path / "b.txt").write_bytes("Café talks went on for the whole of the day.".encode("utf-16"))
    (tmp_path / "c.txt").write_bytes("Café talks went on for the whole of the day.".encode("cp1252"))
    df = framing.read_articles(tmp_path)
    assert df["text"].str[:4].tolist() == ["Café", "Café", "Caf\ufffd"]
    assert df["warnings"].tolist() == ["", "", "undecodable;mojibake"]
    assert framing.read_articles(tmp_path / "c.txt", encoding="cp1252")["text"][0].startswith("Café")
    with pytest.raises(InputError, match="encoding 'klingon' is unknown"):
        framing.read_articles(tmp_path / "c.txt", encoding="klingon")


def test_dates_of_tables(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        f"text,date\n{STORY},04/05/2024\n{STORY},2024-05-04\n{STORY},May the fourth\n", encoding="utf-8"
    )
    df = framing.read_articles(path)
    assert df["date"].tolist() == [None, "2024-05-04", None]
    assert df["warnings"].tolist() == ["ambiguous_date", "", "unreadable_date"]
    assert framing.read_articles(path, date_format="%d/%m/%Y")["date"].tolist() == ["2024-05-04", None, None]


def test_a_title_in_the_table_is_not_repeated_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    page = f"Bridges\n\n{pages.BODY}"
    path.write_text(
        "".join(json.dumps({"title": t, "text": page}) + "\n" for t in ("Bridges", "Other")), encoding="utf-8"
    )
    df = framing.read_articles(path)
    assert df["text"].tolist() == [pages.BODY, page]
