"""Single training sentences: one literal row read back, and every way to break it refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import InputError
from framing.stance.corpus_format import read_sentences

ROWS = """# a comment

[[Kyiv|Ukraine+]] waited, and <q Russia>[[the West|West-]] will tire</q>, said [[Lavrov|Russia0]].
[[Veltrania|~Veltrania-]] did not.
"""


def write(folder: Path, text: str, name: str = "w1_02.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_sentence_is_read_with_offsets_and_voices(tmp_path: Path) -> None:
    first, second = read_sentences(write(tmp_path, ROWS))
    assert first.text == "Kyiv waited, and the West will tire, said Lavrov."
    assert [(first.text[m.start : m.end], m.target, m.sign, m.voice) for m in first.mentions] == [
        ("Kyiv", "Ukraine", 1, "author"),
        ("the West", "West", -1, "quoted"),
        ("Lavrov", "Russia", 0, "author"),
    ]
    assert [(first.text[q.start : q.end], q.bloc) for q in first.quotes] == [("the West will tire", "Russia")]
    assert (first.id, second.id) == ("w1_02-0003", "w1_02-0004")
    assert (first.register, first.title, first.year, dict(first.stance), dict(first.frames)) == (
        "sentence", "", 0, {}, {},
    )


def test_files_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "[[Moscow|Russia0]] came.", "b.txt")
    write(tmp_path, "[[Moscow|Russia0]] went.", "a.txt")
    assert [s.id for s in read_sentences(tmp_path)] == ["a-0001", "b-0001"]
    assert [s.id for s in read_sentences(tmp_path / "b.txt")] == ["b-0001"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Nobody came.", "no mention"),
        ("[[Moscow|Russia]] came.", "broken or overlapping mark"),
        ("[[Moscow|Russia?]] came.", "broken or overlapping mark"),
        ("[[Moscow|russia0]] came.", "unknown target"),
        ("[[the [[Moscow|Russia0]] press|Russia0]] came.", "broken or overlapping mark"),
        ("<q Russia>[[Moscow|Russia0]] came.", "unclosed <q>"),
        ("[[Moscow|Russia0]] came.</q>", "closes nothing"),
        ("<q Russia>a <q West>b</q></q> [[Moscow|Russia0]]", "a <q> inside a <q>"),
        ("[[Veltrania|~Veltrania-]] did not.", "stands there twice, also in w1_02.txt, line 4"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_sentences(write(tmp_path, ROWS + row + "\n"))
    assert "w1_02.txt, line 5: " in str(caught.value)
    assert message in str(caught.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt file"):
        read_sentences(tmp_path)
