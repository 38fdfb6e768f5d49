"""Modifiers: what stands before a word turns, weakens or strengthens it, inside its clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.language.document import Document
from framing.language.modifiers import Setting

Reader = Callable[[str], Document]


def setting(document: Document) -> Setting:
    hit = document.stance_hits[-1]
    return document.modifiers.setting(hit.first, hit.last)


def test_a_plain_word_keeps_its_value(read: Reader) -> None:
    assert setting(read("Russia is corrupt.")) == Setting(
        1.0, negated=False, strengthened=False, uncertain=False
    )


@pytest.mark.parametrize(
    "text", ["Russia is not corrupt.", "Russia isn't corrupt.", "Russia isn’t corrupt.", "Nobody is corrupt."]
)
def test_negators_turn_the_value(read: Reader, text: str) -> None:
    found = setting(read(text))
    assert found.negated
    assert found.factor < 0


@pytest.mark.parametrize(
    "text",
    [
        "Russia did not come and Ukraine, which waited, is corrupt.",
        "They do not know that Russia is corrupt.",
        "No; Russia is corrupt.",
        "Russia does not plan to sell gas to any corrupt trader.",
    ],
)
def test_a_negator_does_not_leave_its_clause_or_reach_far(read: Reader, text: str) -> None:
    assert not setting(read(text)).negated


def test_a_double_negation_turns_once(read: Reader) -> None:
    assert (
        setting(read("Russia is not never corrupt.")).factor == setting(read("Russia is not corrupt.")).factor
    )


def test_degree_words_strengthen_and_weaken(read: Reader) -> None:
    assert setting(read("Russia is deeply corrupt.")).factor > 1
    assert setting(read("Russia is slightly corrupt.")).factor < 1
    assert setting(read("Russia deeply regrets that it is corrupt.")).factor == 1


@pytest.mark.parametrize(
    "text", ["Russia is allegedly corrupt.", "Russia may be corrupt.", "If Russia is corrupt"]
)
def test_hedges_and_irrealis_weaken(read: Reader, text: str) -> None:
    found = setting(read(text))
    assert found.uncertain
    assert 0 < found.factor < 1
