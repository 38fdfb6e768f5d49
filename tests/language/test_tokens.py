"""Tokens: literal text -> literal forms, with offsets that point back."""

from __future__ import annotations

import pytest

from framing.language.tokens import term_forms, tokenize


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Russia's full-scale war", ["russia", "'s", "full", "scale", "war"]),
        ("Russia’s war", ["russia", "'s", "war"]),
        ("Russiaʼs war", ["russia", "'s", "war"]),
        ("RUSSIA'S WAR", ["russia", "'s", "war"]),
        ("The U.S. and the E.U.", ["the", "u.s.", "and", "the", "e.u."]),
        ("“Don’t,” he said.", ['"', "don't", ",", '"', "he", "said", "."]),
        ("Kyiv — not Kiev", ["kyiv", "—", "not", "kiev"]),
        ("O'Brien's", ["o'brien", "'s"]),
        ("US$5", ["us", "$", "5"]),
        ("Quai d’Orsay", ["quai", "d'orsay"]),
        ("Українa і Київ", ["українa", "і", "київ"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        (" \t\n ", []),
    ],
)
def test_literal_text_gives_literal_forms(text: str, forms: list[str]) -> None:
    assert tokenize(text).forms == forms


def test_a_hyphen_inside_a_word_is_no_token_but_one_that_stands_alone_is() -> None:
    assert "-" not in tokenize("pro-Russian").forms
    assert tokenize("Kyiv - not Kiev").forms[1] == "-"


def test_an_inner_apostrophe_stays_while_a_possessive_is_parted() -> None:
    assert tokenize("don't").forms == ["don't"]
    assert tokenize("dog's").forms == ["dog", "'s"]


def test_offsets_point_to_the_printed_words() -> None:
    text = "“Zürich’s U.S. envoy left.”"
    tokens = tokenize(text)
    shown = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert shown == ["“", "Zürich", "’s", "U.S.", "envoy", "left", ".", "”"]
    assert [tokens.surface(i) for i in range(len(tokens))] == shown


def test_is_word_tells_words_from_marks() -> None:
    tokens = tokenize("No, 7!")
    assert [tokens.is_word(i) for i in range(4)] == [True, False, True, False]


def test_terms_are_tokenized_as_running_text_is() -> None:
    assert term_forms("Full-scale invasion") == ["full", "scale", "invasion"]
    assert term_forms("Moscow’s hand") == term_forms("moscow's hand") == ["moscow", "'s", "hand"]
