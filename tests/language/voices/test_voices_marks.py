"""A mark typed several times over, as in tables exported twice, is one mark."""

from __future__ import annotations

import pytest

import framing


@pytest.mark.parametrize("text", ['Peskov said: ""We will answer soon.""', "Peskov said: ““We will answer soon.””"])
def test_doubled_marks_are_one(text: str) -> None:
    (quote,) = framing.find_quotes(text)
    assert "We will answer soon." in quote.content.text
    assert not quote.unclosed
    assert text[quote.content.start : quote.content.end] == quote.content.text


def test_an_opening_mark_beside_another_kind_stays_two() -> None:
    text = "“‘We will win,’ he told me,” Bob Cole said."
    assert [q.content.text for q in framing.find_quotes(text)] == ["“‘We will win,’ he told me,”"]


def test_a_thousand_opening_marks_are_one() -> None:
    assert len(framing.analyze("“" * 1000 + "Russia waits.").scare_quotes) <= 1
