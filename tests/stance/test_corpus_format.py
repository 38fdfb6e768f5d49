"""The corpus format: one literal passage read back, and every way to break it refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import InputError
from framing.stance.corpus_format import read_corpus

GOOD = """# a comment
=== ab-001
register: wire | genre: news | year: 2023
title: [[Kyiv|Ukraine0]] counts the cost
stance: Russia -1/-2 | Ukraine 0/+1 | West ./0
frames: aggression 1 | victimhood 2
The [[gunners of Moscow|Russia-]] came. “We wait,” said nobody.

<q Ukraine>“[[Brave Kyiv|Ukraine+]] stands”</q>, the mayor said of [[Veltrania|~Veltrania-]].
"""


def write(folder: Path, text: str, name: str = "a.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_passage_is_read_with_offsets_voices_and_codes(tmp_path: Path) -> None:
    [passage] = read_corpus(write(tmp_path, GOOD))
    assert passage.title == "Kyiv counts the cost"
    assert passage.text == (
        "Kyiv counts the cost\n\nThe gunners of Moscow came. “We wait,” said nobody.\n"
        "“Brave Kyiv stands”, the mayor said of Veltrania."
    )
    assert [(passage.text[m.start : m.end], m.target, m.sign, m.voice) for m in passage.mentions] == [
        ("Kyiv", "Ukraine", 0, "author"),
        ("gunners of Moscow", "Russia", -1, "author"),
        ("Brave Kyiv", "Ukraine", 1, "quoted"),
        ("Veltrania", "~Veltrania", -1, "author"),
    ]
    assert [(passage.text[q.start : q.end], q.bloc) for q in passage.quotes] == [
        ("“Brave Kyiv stands”", "Ukraine")
    ]
    assert passage.stance == {
        ("Russia", "author"): -1,
        ("Russia", "quoted"): -2,
        ("Ukraine", "author"): 0,
        ("Ukraine", "quoted"): 1,
        ("West", "quoted"): 0,
    }
    assert passage.frames == {"aggression": 1, "victimhood": 2}
    assert (passage.register, passage.genre, passage.year, passage.id) == ("wire", "news", 2023, "ab-001")


def test_one_file_or_a_folder(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("ab-001", "ab-002"), "b.txt")
    assert [p.id for p in read_corpus(tmp_path)] == ["ab-001", "ab-002"]
    assert [p.id for p in read_corpus(tmp_path / "b.txt")] == ["ab-002"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("=== ab-001", "=== ab 001", 2, "=== ID"),
        ("| year: 2023", "", 3, "register"),
        ("year: 2023", "year: soon", 3, "register"),
        ("title: ", "headline: ", 4, "title"),
        ("Russia -1/-2", "Russia -3/0", 5, "codes"),
        ("Russia -1/-2", "russia -1/0", 5, "unknown target"),
        ("aggression 1", "aggression 3", 6, "frame_name"),
        ("aggression 1", "victimhood 1", 6, "once"),
        ("aggression 1", "aggression 2 | decline 2", 6, "two dominant"),
        ("|Russia-]]", "|Russia]]", 7, "broken"),
        ("|Russia-]]", "|Russia-]", 7, "broken"),
        ("|Russia-]]", "|russia-]]", 7, "unknown target"),
        ("</q>", "", 9, "unclosed"),
        ("<q Ukraine>", "", 9, "closes nothing"),
        ("<q Ukraine>", "<q Ukraine><q West>", 9, "inside a <q>"),
        ("<q Ukraine>", "<q nobody>", 9, "unknown target"),
    ],
)
def test_a_broken_passage_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(InputError, match=rf"a\.txt, line {line}:") as error:
        read_corpus(write(tmp_path, GOOD.replace(old, new, 1)))
    assert says in str(error.value)


def test_a_passage_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs register, title, stance, frames and text"):
        read_corpus(write(tmp_path, "\n".join(GOOD.splitlines()[:6])))


def test_a_duplicate_id_is_refused_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "b.txt")
    with pytest.raises(InputError, match=r"b\.txt, line 2: 'ab-001': duplicate id, also in a\.txt, line 2"):
        read_corpus(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt file"):
        read_corpus(tmp_path)
