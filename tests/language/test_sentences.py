"""Sentences and paragraphs: literal text -> literal sentences."""

from __future__ import annotations

import time

import pytest

from framing.language.sentences import abbreviations, boundaries, split_sentences
from framing.language.tokens import tokenize


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in boundaries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks began. They failed.", ["Talks began.", "They failed."]),
        (
            "Mr. Orlov met Gen. Hale at noon. They talked.",
            ["Mr. Orlov met Gen. Hale at noon.", "They talked."],
        ),
        ("The U.S. President spoke. He left.", ["The U.S. President spoke.", "He left."]),
        ("He flew to the U.S. The envoy stayed.", ["He flew to the U.S.", "The envoy stayed."]),
        (
            "Sen. J. D. Vance met E.U. leaders. Then he left.",
            ["Sen. J. D. Vance met E.U. leaders.", "Then he left."],
        ),
        ("It ended at 5 p.m. The rest followed.", ["It ended at 5 p.m.", "The rest followed."]),
        ("It ended at 5 p.m. sharp.", ["It ended at 5 p.m. sharp."]),
        ("On Jan. 5 it snowed.", ["On Jan. 5 it snowed."]),
        ("There is no Plan B. He went home.", ["There is no Plan B.", "He went home."]),
        ("“Go!” he said. “Why?” she asked.", ["“Go!” he said.", "“Why?” she asked."]),
        ("He said: “We won.” The crowd left.", ["He said: “We won.”", "The crowd left."]),
        ("Is it so?! Yes… No.", ["Is it so?!", "Yes…", "No."]),
        ("It cost $3.5 million. No. 5 won.", ["It cost $3.5 million.", "No. 5 won."]),
        ("Kyiv won.Moscow lost.", ["Kyiv won.Moscow lost."]),
        ("He went to St. Petersburg.", ["He went to St. Petersburg."]),
        ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("Ends with blanks.   \n  \n Next.", ["Ends with blanks.", "Next."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_literal_text_gives_literal_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_lower_case_word_begins_no_sentence() -> None:
    assert sentences("He waited... and waited. Then he left.") == [
        "He waited... and waited.",
        "Then he left.",
    ]


def test_blank_lines_begin_paragraphs_and_sentences_do_not() -> None:
    assert [fresh for *_, fresh in boundaries("One. Two.\n\nThree. Four.")] == [True, False, True, False]


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_are_not() -> None:
    lines = ["The convoy left the", "town at dawn and was", "seen again at noon on", "the road that leads"]
    wrapped = "\n".join([*lines, "to the river. It stopped."])
    assert len(sentences(wrapped)) == 2
    assert len(sentences("Dear reader\nThe convoy left\nNobody saw it\nThe river rose\nIt stopped")) == 5


def test_sentences_know_their_tokens_paragraph_and_index() -> None:
    text = "Talks began. They failed.\n\nNobody smiled."
    tokens = tokenize(text)
    found = split_sentences(text, tokens)
    assert [(s.first, s.last, s.paragraph, s.index) for s in found] == [
        (0, 3, 0, 0),
        (3, 6, 0, 1),
        (6, 9, 1, 2),
    ]
    assert [text[s.start : s.end] for s in found] == ["Talks began.", "They failed.", "Nobody smiled."]


def test_marks_without_words_are_sentences_only_where_there_are_tokens() -> None:
    assert split_sentences("\n\n", tokenize("\n\n")) == []


def test_a_text_without_full_stops_is_cut_into_bounded_sentences() -> None:
    text = "word " * 3000
    found = split_sentences(text, tokenize(text))
    assert max(s.last - s.first for s in found) <= 400
    assert sum(s.last - s.first for s in found) == 3000
    assert [s.index for s in found] == list(range(len(found)))


@pytest.mark.parametrize("unit", [".", " ", "\t", "! ", "A. ", "\n", ".”"])
def test_a_million_equal_marks_take_linear_time(unit: str) -> None:
    text = "x" + unit * (200_000 // len(unit)) + "y"
    begun = time.process_time()
    boundaries(text)
    assert time.process_time() - begun < 5.0


def test_the_abbreviations_file_is_read() -> None:
    known = abbreviations()
    assert known["mr"] == "title"
    assert known["u.s"] == "organisation"
    assert "moscow" not in known
